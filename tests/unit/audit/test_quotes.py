"""A quote must be in its sentence once, and the sentences of a source one after the other."""

from __future__ import annotations

from typing import Any

import pytest

from factcli.audit.quotes import check_evidence, check_sentences, check_sources
from factcli.model import Entity, Evidence, Fact, FactBase, Relation, Sentence, Source, Text

TEXT = "He ate bananas. Then he slept. He slept."
SOURCE = Source("s", None, "en", len(TEXT), "0" * 64)


def sentence(number: int, start: int, text: str) -> Sentence:
    return Sentence(str(number), SOURCE, number, start, start + len(text), text)


def base(*sentences: Sentence) -> FactBase:
    return FactBase("b", (SOURCE,), sentences, (), (), ())


def quoting(exact: str, **around: Any) -> Fact:
    thing, relation = Entity("e", "thing", {"en": "He"}), Relation("r", "thing", {"en": "did"}, {})
    evidence = Evidence(sentence(1, 0, TEXT), exact, **around)
    return Fact("f", thing, relation, None, Text({"en": "x"}), {"en": "x"}, "asserted", (evidence,))


def codes(*facts: Fact) -> list[str]:
    return [finding.code for finding in check_evidence(facts)]


class TestEvidence:
    @pytest.mark.parametrize("exact", ["bananas", "Then", TEXT])
    def test_that_occurs_once_is_sound(self, exact: str) -> None:
        assert codes(quoting(exact)) == []

    def test_that_does_not_occur_is_missing(self) -> None:
        assert codes(quoting("banana split")) == ["evidence-missing"]

    @pytest.mark.parametrize("exact", ["slept", "ana", "n", "He "])
    def test_that_occurs_twice_is_ambiguous_even_where_it_overlaps_itself(self, exact: str) -> None:
        assert codes(quoting(exact)) == ["evidence-ambiguous"]

    @pytest.mark.parametrize("around", [{"prefix": "b"}, {"suffix": "nas"}, {"prefix": "ban", "suffix": "s"}])
    def test_that_its_surroundings_tell_apart_is_sound(self, around: dict[str, str]) -> None:
        assert codes(quoting("ana", **around)) == []


class TestSentences:
    FIRST = "He ate bananas."

    @pytest.mark.parametrize(("start", "found"), [(15, []), (16, []), (14, ["sentence-offsets"])])
    def test_one_begins_where_the_one_before_ends_and_not_a_character_earlier(
        self, start: int, found: list[str]
    ) -> None:
        both = base(sentence(1, 0, self.FIRST), sentence(2, start, "Then he slept."))

        assert [finding.code for finding in check_sentences(both)] == found

    @pytest.mark.parametrize(("start", "found"), [(31, []), (32, ["sentence-offsets"])])
    def test_one_ends_within_its_source(self, start: int, found: list[str]) -> None:
        assert [finding.code for finding in check_sentences(base(sentence(1, start, "He slept.")))] == found

    def test_offsets_have_the_length_of_the_text(self) -> None:
        wrong = Sentence("1", SOURCE, 1, 0, 14, self.FIRST)

        assert [finding.code for finding in check_sentences(base(wrong))] == ["sentence-offsets"]

    def test_a_number_is_given_once(self) -> None:
        both = base(sentence(1, 0, self.FIRST), sentence(1, 16, "Then he slept."))

        assert [finding.code for finding in check_sentences(both)] == ["sentence-number"]


class TestSources:
    def found(self, text: str, *sentences: Sentence) -> list[tuple[str, str]]:
        return [(finding.code, finding.key) for finding in check_sources(base(*sentences), {"s": text})]

    def test_another_length_or_content_is_a_change(self) -> None:
        assert self.found(TEXT + " ") == [("source-changed", "characters")]
        assert self.found(TEXT) == [("source-changed", "sha256")]

    def test_a_sentence_that_stands_several_times_moves_with_the_others(self) -> None:
        text = "It is old. The mill stands. It is old."
        known = [
            sentence(1, 0, "It is old."),
            sentence(2, 11, "The mill stands."),
            sentence(3, 28, "It is old."),
        ]

        found = check_sources(base(*known), {"s": "New: " + text})

        assert [finding.message for finding in found if finding.code == "sentence-moved"] == [
            "it is at 5 to 15, not at 0",
            "it is at 16 to 32, not at 11",
            "it is at 33 to 43, not at 28",
        ]

    def test_a_sentence_elsewhere_in_the_text_has_moved(self) -> None:
        assert ("sentence-moved", "start") in self.found(TEXT, sentence(1, 1, "He ate bananas."))

    def test_a_sentence_like_another_has_changed(self) -> None:
        assert ("sentence-changed", "text") in self.found(TEXT, sentence(1, 0, "He ate a banana."))

    def test_a_sentence_like_none_is_missing(self) -> None:
        assert ("sentence-missing", "text") in self.found(TEXT, sentence(1, 0, "Paris lies on the Seine."))

"""The keys that scripts rely on, and their values."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.output import envelope
from factcli.questions.result import Answer
from outcomes import FACTS, answered, refused
from places import DATA
from words import messages

ENGLISH = messages("en")


def shaped(fact: str, *, inverse: bool = False, kind: str | None = None) -> dict[str, object]:
    return envelope.answer(Answer(FACTS[fact], "harbour", 0.93754321, inverse), ENGLISH, kind)


class TestAnswer:
    def test_keys_and_their_order_are_fixed(self) -> None:
        assert list(shaped("pier-cost")) == [
            "fact", "base", "answer", "statement", "subject", "relation", "hedged", "object", "value",
            "modality",
            "speaker", "when", "when_resolved", "derived", "score", "citation", "more_citations",
        ]  # fmt: skip

    def test_an_amount(self) -> None:
        told = shaped("pier-cost")

        assert told["answer"] == "€12.5 million"
        assert told["value"] == {"type": "money", "amount": 12500000, "currency": "EUR"}
        assert told["object"] is None
        assert told["modality"] == "reported"
        assert told["speaker"] == {"id": "anna-holm", "label": "Anna Holm"}
        assert told["score"] == 0.9375

    def test_a_name_and_its_inverse(self) -> None:
        assert shaped("lyrvik-mayor")["answer"] == "Anna Holm"
        assert shaped("lyrvik-mayor", inverse=True)["answer"] == "Lyrvik"

    def test_a_date_and_a_text_and_a_number(self) -> None:
        assert shaped("ferry-start")["answer"] == "1 June 2027"
        assert shaped("old-pier-teardown")["answer"] == "its wood is rotten"
        assert shaped("pier-count")["answer"] == "2"

    def test_the_date_answers_a_question_for_a_time(self) -> None:
        assert shaped("lyrvik-opened-pier", kind="time")["answer"] == "May 2019"

    def test_hedge_and_derivation_are_included(self) -> None:
        assert shaped("holm-said")["hedged"] is True
        assert shaped("pier-count")["derived"] == "One new pier and one old pier are named."

    def test_more_citations_follow_the_first(self) -> None:
        told = shaped("lyrvik-mayor")

        assert told["citation"]["sentence"] == 2  # type: ignore[index]
        assert [each["sentence"] for each in told["more_citations"]] == [1]  # type: ignore[attr-defined]


class TestCitation:
    @pytest.mark.parametrize("fact", FACTS.values(), ids=list(FACTS))
    def test_offsets_lead_to_the_words(self, fact: object) -> None:
        text = (DATA / "bases" / "harbour.txt").read_text(encoding="utf-8")

        for evidence in fact.evidence:  # type: ignore[attr-defined]
            told = envelope.citation(evidence)

            assert text[told["start"] : told["end"]] == told["quote"]
            assert text[told["exact_start"] : told["exact_end"]] == told["exact"]

    def test_a_missing_span_has_no_offsets(self) -> None:
        from factcli.model import Evidence

        odd = Evidence(FACTS["pier-cost"].evidence[0].sentence, "not in it")

        assert envelope.citation(odd)["exact_start"] is None


class TestEnvelope:
    def test_answer_envelope(self) -> None:
        made = envelope.envelope(answered("pier-cost", match="fuzzy"), "what")

        assert list(made) == [
            "schema_version",
            "command",
            "query",
            "status",
            "card",
            "answers",
            "suggestions",
        ]
        assert made["query"]["reading"] == {
            "answer_kind": None,
            "entities": [{"id": "lyrvik", "mention": "lyrwik", "match": "fuzzy", "score": 0.9}],
            "relation": {"id": "opened", "mention": "opened"},
            "unmatched": [],
            "constraints": [],
        }

    def test_refusal_envelope(self) -> None:
        made = envelope.envelope(refused("no_such_fact", unmatched=("dragons",)), "who")

        assert made["status"] == "no_such_fact"
        assert made["suggestions"][0] == {"label": "Lyrvik", "command": "factcli show Lyrvik"}


class TestCommandLine:
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
    def test_a_shell_reads_the_words_back(self, words: list[str]) -> None:
        line = envelope.command_line("who", *words)

        assert shlex.split(line) == ["factcli", "who", *words]

    def test_simple_words_are_not_quoted(self) -> None:
        assert envelope.command_line("who", "Île-de-France") == "factcli who Île-de-France"

"""The lexicon knows how people name and ask for the common relations, in every language there is a folder for."""

from __future__ import annotations

import _sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bases import write
from factcli.cli.run import messages
from factcli.index.build import PhraseMaker
from factcli.index.open import open_index
from factcli.language.lexicon import STOPWORD, Lexicon, label_key, telling, weight_of
from factcli.language.lexicon_compile import compile_into, read_files
from factcli.language.lexicon_file import open_lexicon
from factcli.questions.answer import ask
from tiny_language import folder_with_one_more, write_language
from village import fair

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lexicon]:
    """Return the lexicon of the shipped languages and one more, which no code knows of."""
    connection = _sqlite3.connect(":memory:")
    compile_into(connection, read_files(folder_with_one_more(tmp_path_factory.mktemp("languages"))))
    with Lexicon(connection) as opened:
        yield opened


class TestConcepts:
    def test_a_concept_tells_its_kind_and_who_does_it(self, lexicon: Lexicon) -> None:
        found = lexicon.concept("founded-by")

        assert found is not None
        assert (found.key, found.kind, found.agent) == ("founded-by", "person", "object")
        assert lexicon.concept("founded-by") is found

    def test_an_unknown_concept_is_none(self, lexicon: Lexicon) -> None:
        assert lexicon.concept("no-such-thing") is None

    @pytest.mark.parametrize(
        ("labels", "concept"),
        [
            (["founded by"], "founded-by"),
            (["The Founder"], "founded-by"),
            (["fondé par"], "founded-by"),
            (["zzz", "capital"], "capital"),
            (["zzz"], None),
            ([], None),
        ],
    )
    def test_a_label_names_a_concept(self, labels: list[str], concept: str | None, lexicon: Lexicon) -> None:
        assert lexicon.concept_of(labels) == concept

    def test_a_leading_article_of_any_language_is_no_part_of_a_label(self, lexicon: Lexicon) -> None:
        languages = lexicon.languages.values()

        assert label_key("La capitale", languages) == "capitale"
        assert label_key("The capital", languages) == "capital"
        assert label_key("the", languages) == "the"
        assert label_key("?!", languages) == "?!"


class TestPhrases:
    def test_a_word_finds_the_wordings_that_hold_it(self, lexicon: Lexicon) -> None:
        stem = lexicon.languages["en"].stem("founded")

        found = lexicon.phrases({"en": [stem]}, {"en": [stem]})

        assert ("founded-by", False) in {(concept, inverse) for concept, inverse, *_ in found}
        assert ("founded-by", True) in {(concept, inverse) for concept, inverse, *_ in found}
        assert all(stem in stems and code == "en" and total > 0 for _, _, code, stems, total in found)
        assert lexicon.phrases({"en": [stem]}, {"en": [stem]}) == found

    def test_an_unknown_word_finds_none(self, lexicon: Lexicon) -> None:
        assert lexicon.phrases({"en": ["qqqq"]}, {"en": ["qqqq"]}) == []


class TestWeights:
    @given(st.integers(0, 5_000), st.integers(1, 5_000))
    def test_the_fewer_concepts_use_a_word_the_more_it_tells(self, concepts: int, size: int) -> None:
        assert telling(concepts, size) >= telling(concepts + 1, size)
        assert 0 < telling(concepts, size) <= 1

    def test_a_stopword_tells_little(self, lexicon: Lexicon) -> None:
        english = lexicon.languages["en"]

        assert weight_of("the", 0, 10, english) == STOPWORD
        assert lexicon.weight("en", "the") == STOPWORD
        assert lexicon.weight("en", "qqqq") == 1.0

    def test_preparing_again_changes_nothing(self, lexicon: Lexicon) -> None:
        before = lexicon.weight("en", "capital")

        lexicon.prepare({"en": ["capital"]})

        assert lexicon.weight("en", "capital") == before < 1


class TestVocabulary:
    def test_it_tells_known_words_from_others(self, lexicon: Lexicon) -> None:
        assert lexicon.known(["founder", "fondateur", "date", "qqqq"]) == {
            "founder": ["en"],
            "fondateur": ["fr"],
            "date": ["en", "fr"],
        }
        assert lexicon.known([]) == {}

    def test_each_language_has_its_own_words(self, lexicon: Lexicon) -> None:
        english, french = lexicon.vocabulary("en"), lexicon.vocabulary("fr")

        assert "founder" in english
        assert "founder" not in french
        assert english == sorted(set(english))
        assert lexicon.vocabulary("en") is english

    def test_words_of_some_lengths(self, lexicon: Lexicon) -> None:
        found = lexicon.vocabulary("en", range(5, 8))

        assert found == [word for word in lexicon.vocabulary("en") if 5 <= len(word) < 8]


class TestOneMoreLanguage:
    """A language is a folder and nothing else."""

    def test_its_words_and_its_concepts_are_there(self, three: Lexicon) -> None:
        assert set(three.languages) == {"en", "eo", "fr"}
        assert three.concept_of(["fondinto"]) == "founded-by"
        assert three.languages["eo"].stem("fondis") == three.languages["eo"].stem("fondinto")

    def test_a_question_in_it_is_answered(self, three: Lexicon, village: Any) -> None:
        with open_index(village.path, phrases=PhraseMaker(three)) as index:
            outcome = ask("Kiu fondis la Honey Guild?", (index,), lexicon=three)

            assert outcome.language == "eo"
            assert [answer.fact.id for answer in outcome.answers] == ["guild-by-tess", "guild-by-elodie"]

    def test_two_files_begin_one(self, tmp_path: Path) -> None:
        write_language(tmp_path / "languages")
        base = fair()
        founded = next(one for one in base["relations"].values() if one["id"] == "founded-by")
        founded["phrases"] = {"eo": ["fondinto"]}
        with (
            open_lexicon(None, str(tmp_path / "languages")) as lexicon,
            open_index(write(tmp_path, base), phrases=PhraseMaker(lexicon)) as index,
        ):
            outcome = ask("Kiu fondis la Honey Guild?", (index,), lexicon=lexicon)

            assert [answer.fact.id for answer in outcome.answers] == ["guild-by-tess", "guild-by-elodie"]
            assert messages(outcome.language, lexicon).say("base") == "bazo"

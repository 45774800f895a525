"""A phrase is scored by how much of it was said and how significant its words are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcli.index.build import PhraseMaker
from factcli.questions.relations import NONE, PhraseMatch, PhraseMatcher
from village import RELATIONS, understood

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


class TestPhraseMatch:
    def test_its_value_grows_with_each_part(self) -> None:
        half, whole = PhraseMatch(0.5, 1.0, 0.5, frozenset([1])), PhraseMatch(1.0, 1.0, 0.5, frozenset([1]))

        assert 0 == NONE.value < half.value < whole.value < 1
        assert PhraseMatch(1.0, 2.0, 0.5, frozenset()).value > whole.value
        assert PhraseMatch(1.0, 1.0, 1.0, frozenset()).value > whole.value

    def test_lowering_and_joining_do_not_change_the_original(self) -> None:
        support = PhraseMatch(1.0, 1.0, 1.0, frozenset([1]))
        value = support.value

        lowered, joined = support.lowered(0.5), support.explaining(frozenset([1, 2]))

        assert lowered.value == value * 0.5
        assert lowered.words == support.words
        assert joined.explained == {1, 2}
        assert (support.value, support.explained) == (value, support.words)


class TestPhraseMatcher:
    def around(self, text: str, base: Index, lexicon: Lexicon, *place: int) -> dict[Any, PhraseMatch]:
        return dict(PhraseMatcher(understood(text, base, lexicon), lexicon, base).around(*place))

    def number(self, base: Index, name: str) -> int:
        return next(row.number for row in base.relations() if row.id == name)

    def test_words_around_a_name_match_a_relation(self, village: Index, lexicon: Lexicon) -> None:
        found = self.around("What is the prize money of Maplewick Fair?", village, lexicon, 6, 8)

        support = found[self.number(village, "prize-money"), False]
        assert support.cover == 1
        assert support.words == {3, 4}

    def test_words_inside_the_name_do_not(self, village: Index, lexicon: Lexicon) -> None:
        found = self.around("prize money", village, lexicon, 0, 2)

        assert (self.number(village, "prize-money"), False) not in found

    def test_words_that_are_surely_a_name_do_not(self, village: Index, lexicon: Lexicon) -> None:
        question = understood("prize money", village, lexicon)
        wordings = PhraseMatcher(question, lexicon, village, frozenset([0, 1]))

        assert wordings.around(5, 6) == {}

    def test_a_part_of_a_phrase_covers_less(self, village: Index, lexicon: Lexicon) -> None:
        found = self.around("what money", village, lexicon, 5, 6)

        assert 0 < found[self.number(village, "prize-money"), False].cover < 1

    def test_the_lexicon_fills_gaps_of_the_base(self, village: Index, lexicon: Lexicon) -> None:
        found = self.around("Who established it?", village, lexicon, 2, 3)

        assert found["founded-by", False].value > 0

    def test_stopwords_may_be_a_whole_phrase(self, village: Index, lexicon: Lexicon) -> None:
        found = self.around("where is Tess Barrow from", village, lexicon, 2, 4)

        assert any(support.cover > 0.99 for support in found.values())


class TestPhraseMaker:
    def test_a_relation_is_the_concept_its_labels_name(self, lexicon: Lexicon) -> None:
        maker = PhraseMaker(lexicon)

        assert maker.concept(RELATIONS["founded-by"]) == "founded-by"
        assert maker.concept({"label": {"en": "zorbles"}}) is None

    def test_labels_and_phrases_become_stems_in_both_directions(self, lexicon: Lexicon) -> None:
        rows = set(PhraseMaker(lexicon).phrase_rows(RELATIONS["founded-by"]))

        stem = lexicon.languages["fr"].stem("fondateur")
        assert ("fr", False, stem) in rows
        assert {inverse for _, inverse, _ in rows} == {False, True}
        assert len(rows) == len(list(PhraseMaker(lexicon).phrase_rows(RELATIONS["founded-by"])))

    def test_a_label_without_words_gives_no_row(self, lexicon: Lexicon) -> None:
        assert list(PhraseMaker(lexicon).phrase_rows({"label": {"en": "?!"}})) == []

    def test_a_language_without_a_file_keeps_its_words(self, lexicon: Lexicon) -> None:
        assert PhraseMaker(lexicon).stems("Gegründet von", "de") == ["gegrundet", "von"]

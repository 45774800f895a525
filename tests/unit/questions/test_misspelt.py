"""A misspelt name is found if it differs by no more than typos, or by a distinctive part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.linking import FUZZY, PARTIAL, Mention
from factcli.questions.misspelt import distance, misspelt
from village import understood

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon

LOOSE = frozenset(["the", "of", "de"])


class TestDistance:
    @pytest.mark.parametrize(
        ("name", "said", "off"),
        [
            ("honey guild", "honey guild", 0),
            ("honey guild", "hony giuld", 2),
            ("honey guild", "honeyguild", 0.5),
            ("house of the york", "house york", 0.5),
            ("the hive", "hivee", 1.5),
            ("honey guild", "honey fair", None),
            ("route 66", "route 67", None),
            ("route 66", "rotue 66", 1),
            ("of the", "de", None),
            ("abcde fghij klmno pqrst", "abcdd fghii klmnn pqrss", None),
        ],
    )
    def test_it_counts_slips_and_loose_words(self, name: str, said: str, off: float | None) -> None:
        assert distance(name.split(), said.split(), LOOSE) == off


class TestMisspelt:
    def found(self, text: str, base: Index, lexicon: Lexicon) -> list[Mention]:
        asked = understood(text, base, lexicon)
        return misspelt(asked, base, asked.kind_words, LOOSE)

    @pytest.mark.parametrize(
        ("text", "key", "place"),
        [
            ("who founded the hony guild", "honey guild", (3, 5)),
            ("where is maplewik", "maplewick", (2, 3)),
            ("what did Tes Barow found", "tess barrow", (2, 4)),
            ("who wrote silver hiev", "the silver hive", (2, 4)),
        ],
    )
    def test_the_name_meant_comes_first(
        self, text: str, key: str, place: tuple[int, int], village: Index, lexicon: Lexicon
    ) -> None:
        best = self.found(text, village, lexicon)[0]

        assert (best.key, best.how) == (key, FUZZY)
        assert (best.start, best.end) == place
        assert best.edits > 0

    def test_a_distinctive_part_matches_a_name(self, village: Index, lexicon: Lexicon) -> None:
        best = self.found("where was Barrow born", village, lexicon)[0]

        assert (best.key, best.how, best.edits) == ("tess barrow", PARTIAL, 0)
        assert 0 < best.missing < 1

    def test_a_part_of_several_words_is_matched_whole(self, village: Index, lexicon: Lexicon) -> None:
        spans = self.found("what about duck pond", village, lexicon)

        assert ("duck pond meadow", 2, 4) in {(span.key, span.start, span.end) for span in spans}

    @pytest.mark.parametrize("text", ["who founded zzyzx", "who", "", "when"])
    def test_dissimilar_words_match_no_name(self, text: str, village: Index, lexicon: Lexicon) -> None:
        assert self.found(text, village, lexicon) == []

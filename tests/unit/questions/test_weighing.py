"""Cheap steps come first: a name as typed, then its misspellings, then the facts, then readings without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.linking import EXACT, FUZZY, IMPLIED, JOINED, PARTIAL
from village import weighed

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


class TestSteps:
    @pytest.mark.parametrize(
        ("text", "how"),
        [
            ("Who founded Honey Guild?", EXACT),
            ("Tess Barrow", EXACT),
            ("who founded the hony gild", FUZZY),
            ("who founded honeyguild", JOINED),
            ("where was Barrow born", PARTIAL),
            ("how much does the best cake win", IMPLIED),
        ],
    )
    def test_the_best_reading_has_its_name_from(
        self, text: str, how: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert weighed(text, village, lexicon).ordered[0].candidate.mention.how == how

    @pytest.mark.parametrize("text", ["who founded the hony gild", "who founded honeyguild", "Barrow"])
    def test_strictly_no_name_is_mended(self, text: str, village: Index, lexicon: Lexicon) -> None:
        found = weighed(text, village, lexicon, strict=True)

        assert {made.candidate.mention.how for made in found.ordered} <= {EXACT, IMPLIED}

    def test_a_name_inside_a_longer_one_is_not_weighed(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("Where is Maplewick Fair held?", village, lexicon)

        assert [span.key for span in found.context.mentions] == ["maplewick fair"]

    def test_words_that_are_surely_a_name_are_no_wording(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("Where is Maplewick Fair held?", village, lexicon)

        assert found.context.matcher.names == {2, 3}

    def test_nothing_at_all_has_no_reading(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("", village, lexicon)

        assert (found.ordered, found.probability) == ([], 0.0)

    def test_readings_are_in_the_order_of_their_scores(self, village: Index, lexicon: Lexicon) -> None:
        scores = [made.score for made in weighed("Who founded Honey Guild?", village, lexicon).ordered]

        assert scores == sorted(scores, reverse=True)
        assert len(scores) > 1

"""A reading is described by numbers, and each tells one thing about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.features import FEATURES
from village import weighed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


def features(text: str, base: Index, lexicon: Lexicon, relation: str = "") -> Mapping[str, float]:
    """Return the features of the best reading of a question, or of the best with that relation."""
    found = weighed(text, base, lexicon)
    return next(
        made.features
        for made in found.ordered
        if relation in ("", found.context.relations[made.candidate.relation].id)
    )


class TestDescribing:
    def test_every_reading_has_every_feature(self, village: Index, lexicon: Lexicon) -> None:
        for text in ("Who founded Honey Guild?", "hony guild founder", "How much does the best cake win?"):
            for made in weighed(text, village, lexicon).ordered:
                assert set(made.features) == set(FEATURES)

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Who founded Honey Guild?", "kind_fits"),
            ("When was Tess Barrow born?", "kind_clashes"),
            ("Who founded HG?", "alias"),
            ("Who founded honeyguild?", "squeezed"),
            ("Who founded the hony guild?", "fuzzy"),
            ("Who founded the hony guild?", "slips"),
            ("Where was Barrow born?", "partial"),
            ("Where was Barrow born?", "missing"),
            ("What did Tess Barrow found?", "inverse"),
            ("What did Tess Barrow found?", "cue_fits"),
            ("Who founded HG?", "short"),
            ("How much does the best cake win?", "implied"),
            ("Who is the mayor of Maplewick?", "leftover"),
            ("Who is the mayor of Maplewick?", "noun_left"),
            ("Who is the mayor of Maplewick?", "no_words"),
            ("Where did Tess Barrow meet Zzyx?", "left_unknown"),
            ("Where did Tess Barrow meet Zzyx?", "left_capital"),
            ("Was Tess Barrow born in Duck Pond Meadow?", "left_name"),
            ("When will the Honey Guild open a shop?", "future_fits"),
            ("What is the rate of the prize money of Maplewick Fair?", "noun_of"),
            ("Who is the founder Tess Barrow of Honey Guild?", "answer_given"),
        ],
    )
    def test_it_is_there_where_the_question_shows_it(
        self, text: str, name: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert max(made.features[name] for made in weighed(text, village, lexicon).ordered) > 0

    @pytest.mark.parametrize(
        "name",
        ["kind_clashes", "leftover", "slips", "fuzzy", "implied", "noun_left", "left_unknown", "absent"],
    )
    def test_nothing_speaks_against_a_plain_question(
        self, name: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert features("Who founded Honey Guild?", village, lexicon)[name] <= 0

    def test_what_asks_for_no_person_a_place_or_a_time(self, village: Index, lexicon: Lexicon) -> None:
        assert features("Qu'a fondé la Guilde du miel ?", village, lexicon, "founded-by")["kind_clashes"] == 1

    def test_what_may_ask_for_a_thing_but_hardly_for_a_person(self, village: Index, lexicon: Lexicon) -> None:
        assert features("What founded Honey Guild?", village, lexicon, "founded-by")["what_person"] == 1

    def test_a_reason_is_asked_for_with_why(self, village: Index, lexicon: Lexicon) -> None:
        assert features("What did Maplewick Fair move?", village, lexicon, "why-moved")["why_unasked"] == 1
        assert features("Why did Maplewick Fair move?", village, lexicon, "why-moved")["why_unasked"] == 0

    def test_a_noun_that_only_tells_the_kind_may_be_left(self, village: Index, lexicon: Lexicon) -> None:
        assert features("In which place was Tess Barrow born?", village, lexicon)["noun_left"] == 0

"""The order of the words tells whether the doer or the deed is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.features import direction_cue
from village import weighed

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


def cues(text: str, relation: str, base: Index, lexicon: Lexicon) -> dict[bool, int]:
    """Return the cue of each direction of a relation, by whether it is asked from its object."""
    found = weighed(text, base, lexicon)
    scene = found.context
    return {
        made.inverse: direction_cue(made, scene)
        for made in (scored.candidate for scored in found.ordered)
        if scene.relations[made.relation].id == relation and made.mention.how == "exact"
    }


class TestDeeds:
    @pytest.mark.parametrize(
        ("text", "order"),
        [
            ("What did Tess Barrow found?", 1),
            ("What was founded by Tess Barrow?", 1),
            ("Qu'a fondé Tess Barrow ?", 1),
            ("Quelle guilde Tess Barrow a-t-elle fondée ?", 1),
            ("Who founded Tess Barrow?", -1),
            ("By whom was Tess Barrow founded?", -1),
            ("Who was Tess Barrow founded by?", -1),
            ("founder Tess Barrow", 0),
        ],
    )
    def test_a_founder_founds_and_is_not_founded(
        self, text: str, order: int, village: Index, lexicon: Lexicon
    ) -> None:
        assert cues(text, "founded-by", village, lexicon)[True] == order

    @pytest.mark.parametrize(
        ("text", "order"),
        [
            ("Who founded Honey Guild?", 1),
            ("Par qui la Guilde du miel a-t-elle été fondée ?", 1),
            ("What did Honey Guild found?", -1),
            ("Quelles écoles la Guilde du miel a-t-elle fondées ?", -1),
            ("Who was founded by Honey Guild?", -1),
        ],
    )
    def test_what_was_founded_has_a_founder(
        self, text: str, order: int, village: Index, lexicon: Lexicon
    ) -> None:
        assert cues(text, "founded-by", village, lexicon)[False] == order

    @pytest.mark.parametrize(
        ("text", "inverse", "order"),
        [
            ("Who judges Maplewick Fair?", False, 1),
            ("What was judged by Élodie Brême?", True, 1),
            ("Who was judged by Maplewick Fair?", False, -1),
        ],
    )
    def test_a_relation_of_its_own_tells_by_its_label_who_does_it(
        self, text: str, order: int, village: Index, lexicon: Lexicon, *, inverse: bool
    ) -> None:
        assert cues(text, "judged-by", village, lexicon)[inverse] == order


class TestOwners:
    @pytest.mark.parametrize(
        "text",
        [
            "What is the occupation of Tess Barrow?",
            "What is Tess Barrow's occupation?",
            "Quel est le métier de la Tess Barrow ?",
        ],
    )
    def test_what_is_said_to_be_of_a_name_is_what_it_has(
        self, text: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert cues(text, "occupation", village, lexicon)[False] >= 0

    def test_of_a_place_it_is_asked_what_it_has(self, village: Index, lexicon: Lexicon) -> None:
        assert cues("What is the venue of Mill Green?", "held-in", village, lexicon)[True] <= 0

    def test_a_kind_it_cannot_have_tells_nothing(self, village: Index, lexicon: Lexicon) -> None:
        assert cues("Who is the venue of Mill Green?", "held-in", village, lexicon)[True] == 0

    def test_the_venue_of_a_fair_is_what_it_has(self, village: Index, lexicon: Lexicon) -> None:
        assert cues("What is the venue of Maplewick Fair?", "held-in", village, lexicon)[False] == 1
        assert cues("What is Maplewick Fair's venue?", "held-in", village, lexicon)[False] == 1
        assert cues("Maplewick Fair venue", "held-in", village, lexicon)[False] == 0

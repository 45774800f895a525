"""Words beside a name that only say what its bearer is need no explanation; others do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from village import weighed

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


def left(text: str, relation: str, base: Index, lexicon: Lexicon) -> list[str]:
    """Return the words that the best reading of a relation leaves over."""
    found = weighed(text, base, lexicon)
    made = next(
        made for made in found.ordered if found.context.relations[made.candidate.relation].id == relation
    )
    return [found.context.question.words[at].word for at in made.left]


class TestBeside:
    @pytest.mark.parametrize(
        "text",
        [
            "Who founded the association Honey Guild?",
            "Who founded the start-up called Honey Guild?",
            "Who founded the Honey Guild charity?",
            "Qui a fondé l'association Guilde du miel ?",
        ],
    )
    def test_a_noun_of_its_kind_is_explained_by_the_name(
        self, text: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert left(text, "founded-by", village, lexicon) == []

    @pytest.mark.parametrize(
        ("text", "noun"),
        [
            ("Who founded the village Honey Guild?", "village"),  # another kind of thing
            ("Who founded the subsidiary of Honey Guild?", "subsidiary"),  # another thing
            ("Who founded the Honey Guild subsidiary?", "subsidiary"),
            ("Who founded the strange Honey Guild?", "strange"),  # no noun of any kind
        ],
    )
    def test_any_other_word_is_left_over(
        self, text: str, noun: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert left(text, "founded-by", village, lexicon) == [noun]

    def test_a_word_of_the_description_is_explained_too(self, village: Index, lexicon: Lexicon) -> None:
        assert left("Where was the beekeeper Tess Barrow born?", "born-in", village, lexicon) == []
        assert left("Where was the sleepy Tess Barrow born?", "born-in", village, lexicon) == ["sleepy"]

    def test_a_noun_that_alone_asks_for_something_still_asks(self, village: Index, lexicon: Lexicon) -> None:
        """Without other words that ask, nothing is explained away."""
        assert "society" in left("society Honey Guild", "founded-by", village, lexicon)

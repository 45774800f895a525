"""What is left over costs as much as it tells: a word that asks for something else, a name, the noun itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.base.paths import bundled_base
from factcli.index.open import open_index
from factcli.questions.answer import ask
from village import weighed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


def features(text: str, relation: str, base: Index, lexicon: Lexicon) -> Mapping[str, float]:
    """Return the features of the best reading of a relation."""
    found = weighed(text, base, lexicon)
    return next(
        made.features
        for made in found.ordered
        if found.context.relations[made.candidate.relation].id == relation
    )


class TestWordsLeft:
    def test_a_word_of_a_wording_written_by_hand_asks_for_its_relation(
        self, village: Index, lexicon: Lexicon
    ) -> None:
        asked = features("Honey Guild founder opens", "opens", village, lexicon)

        assert asked["left_asked"] > 0
        assert features("Honey Guild opens strangely", "opens", village, lexicon)["left_asked"] == 0

    def test_a_word_of_what_is_to_come_is_explained_by_a_plan(self, lexicon: Lexicon) -> None:
        base = open_index(bundled_base())

        soon = features("Where will OpenAI open an office shortly?", "announced-office", base, lexicon)
        past = features("Where does OpenAI have an office shortly?", "office-in", base, lexicon)

        assert (soon["leftover"], past["leftover"] > 0) == (0, True)


class TestNounsLeft:
    @pytest.mark.parametrize(("noun", "left"), [("city", False), ("street", True)])
    def test_only_a_plain_noun_may_be_left_over(
        self, noun: str, left: bool, village: Index, lexicon: Lexicon
    ) -> None:
        found = features(f"In which {noun} is the venue of Maplewick Fair?", "held-in", village, lexicon)

        assert bool(found["noun_left"]) is left

    def test_a_measure_that_no_wording_holds_is_left_over(self, village: Index, lexicon: Lexicon) -> None:
        assert features("How old is Tess Barrow?", "occupation", village, lexicon)["noun_left"] == 1
        assert (
            features("How many visitors has Maplewick Fair?", "visitors", village, lexicon)["noun_left"] == 0
        )


class TestTheArticle:
    """Nearly what the article says is not what it says."""

    @pytest.mark.parametrize(
        "text",
        [
            "On which street will OpenAI's Paris office be?",
            "When did OpenAI leave the European Union?",
            "Which companies does OpenAI invest in?",
            "Quelles start-ups OpenAI devance-t-elle ?",
            "Dans quelles entreprises la start-up H a-t-elle investi ?",
        ],
    )
    def test_is_refused(self, text: str) -> None:
        assert ask(text, [open_index(bundled_base())]).status == "no_such_fact"

    @pytest.mark.parametrize(
        ("text", "fact"),
        [
            ("Par qui le laboratoire Kyutai a-t-il été lancé ?", "kyutai-founder-niel"),
            ("Est-ce qu'OpenAI va s'installer à Bruxelles ?", "new-office-brussels"),
        ],
    )
    def test_is_answered(self, text: str, fact: str) -> None:
        assert ask(text, [open_index(bundled_base())]).answers[0].fact.id == fact

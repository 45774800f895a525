"""A bare name is answered by what the base knows of it, seen from the question word beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.answer import ask
from factcli.questions.result import AMBIGUOUS, ANSWERED, NO_SUCH_FACT, AskOptions

if TYPE_CHECKING:
    from typing import Any

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Outcome


def asked(text: str, base: Index, lexicon: Lexicon, **options: Any) -> Outcome:
    return ask(text, (base,), AskOptions(**options), lexicon=lexicon)


class TestCards:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Tess Barrow", ["tess-keeps-bees", "tess-born", "guild-by-tess"]),
            ("who Tess Barrow", ["tess-keeps-bees", "guild-by-tess"]),
            ("who Honey Guild", ["guild-by-tess", "guild-by-elodie"]),
            ("when Honey Guild", ["guild-opens"]),
            ("why Maplewick Fair", ["why"]),
            ("how much Maplewick Fair", ["prize", "crowd"]),
            ("combien Foire de Maplewick", ["prize", "crowd"]),
            ("HG", ["guild-by-tess", "guild-by-elodie", "guild-opens"]),
        ],
    )
    def test_they_hold_what_was_asked_for_in_order(
        self, text: str, found: list[str], village: Index, lexicon: Lexicon
    ) -> None:
        outcome = asked(text, village, lexicon)

        assert outcome.status == ANSWERED
        assert [answer.fact.id for answer in outcome.answers] == found

    def test_they_tell_what_the_name_is(self, village: Index, lexicon: Lexicon) -> None:
        assert asked("Tess Barrow", village, lexicon).card == "Tess Barrow: a beekeeper"
        assert asked("Tess Barrow", village, lexicon, language="fr").card == "Tess Barrow: une apicultrice"
        assert asked("HG", village, lexicon).card == "Honey Guild"

    def test_a_misspelt_name_is_less_sure(self, village: Index, lexicon: Lexicon) -> None:
        sure, less = (asked(text, village, lexicon) for text in ("Maplewick", "Maplewik"))

        assert [answer.fact.id for answer in less.answers] == [answer.fact.id for answer in sure.answers]
        assert less.answers[0].score < sure.answers[0].score

    def test_a_modality_leaves_out_the_others(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("Maplewick Fair", village, lexicon, modality="reported")

        assert [answer.fact.id for answer in outcome.answers] == ["crowd"]

    def test_what_is_not_known_is_refused_with_what_is(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("when Maplewick Fair", village, lexicon)

        assert (outcome.status, outcome.answers) == (NO_SUCH_FACT, ())
        assert "Maplewick Fair – venue" in [suggestion.label for suggestion in outcome.suggestions]

    def test_two_of_one_name_are_a_choice(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("Jo Finch", village, lexicon)

        assert outcome.status == AMBIGUOUS
        assert [mention.id for mention in outcome.reading.entities] == ["jo-baker", "jo-smith"]


class TestMoreThanAName:
    @pytest.mark.parametrize(
        "text", ["How heavy is Maplewick Fair?", "how old is Tess Barrow", "how fast HG"]
    )
    def test_a_measure_that_is_not_known_is_no_card(
        self, text: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert asked(text, village, lexicon).status == NO_SUCH_FACT

    def test_empty_words_may_ask_for_a_relation(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("where is Tess Barrow from", village, lexicon)

        assert outcome.card is None
        assert [answer.fact.id for answer in outcome.answers] == ["tess-born"]

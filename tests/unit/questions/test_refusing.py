"""A refusal tells what is known instead, the names that are near, or the choices there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.answer import ask
from factcli.questions.linking import EXACT, Mention
from factcli.questions.outcome import owners_of
from factcli.questions.result import AMBIGUOUS, NO_SUCH_FACT, UNKNOWN_ENTITY, AskOptions, Suggestion

if TYPE_CHECKING:
    from typing import Any

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Outcome


def asked(text: str, base: Index, lexicon: Lexicon, **options: Any) -> Outcome:
    return ask(text, (base,), AskOptions(**options), lexicon=lexicon)


class TestNoSuchFact:
    def test_what_is_known_is_suggested_as_questions(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("When was Tess Barrow born?", village, lexicon)

        assert outcome.status == NO_SUCH_FACT
        assert (
            Suggestion("Tess Barrow – occupation", "ask", ("Tess Barrow", "occupation"))
            in outcome.suggestions
        )
        assert "Tess Barrow – founder of" in [suggestion.label for suggestion in outcome.suggestions]

    @pytest.mark.parametrize("label", ["venue", "prize money", "visitors", "reason for moving"])
    def test_what_is_suggested_is_answered(self, label: str, village: Index, lexicon: Lexicon) -> None:
        refused = asked("When was Maplewick Fair founded?", village, lexicon)

        suggestion = next(found for found in refused.suggestions if found.label.endswith(label))

        assert asked(" ".join(suggestion.words), village, lexicon).answers

    def test_a_place_nothing_is_asked_of_has_no_suggestion(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("Who is the mayor of Maplewick?", village, lexicon)

        assert outcome.reading.unmatched == ("mayor",)
        assert outcome.suggestions == ()

    def test_a_slightly_misspelt_name_is_known(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("who is the mayor of maplewik", village, lexicon)

        assert outcome.status == NO_SUCH_FACT
        assert [(mention.id, mention.match) for mention in outcome.reading.entities] == [
            ("maplewick", "fuzzy")
        ]


class TestUnknownEntity:
    def test_a_stranger_beside_a_known_word_is_not_known(self, village: Index, lexicon: Lexicon) -> None:
        assert asked("Who founded the Cider Guild?", village, lexicon).status == UNKNOWN_ENTITY
        assert asked("Did Zzyx meet Tess Barrow?", village, lexicon).status == UNKNOWN_ENTITY

    def test_nothing_near_suggests_nothing(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("Where was Bob Zzyx born?", village, lexicon)

        assert (outcome.status, outcome.suggestions) == (UNKNOWN_ENTITY, ())
        assert outcome.reading.unmatched == ("Bob", "Zzyx")

    def test_a_near_name_is_suggested(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("who is Zzyx of maplewik", village, lexicon, command="who")

        assert outcome.suggestions == (Suggestion("Maplewick", "who", ("Maplewick",)),)


class TestChoices:
    @pytest.mark.parametrize("text", ["Where was Jo Finch born?", "birthplace of Jo Finch", "Jo Finch"])
    def test_each_bearer_of_the_name_is_one(self, text: str, village: Index, lexicon: Lexicon) -> None:
        outcome = asked(text, village, lexicon)

        assert outcome.status == AMBIGUOUS
        assert [suggestion.label for suggestion in outcome.suggestions] == [
            "Jo Finch (the baker of Maplewick)",
            "Jo Finch (the smith of Maplewick)",
        ]
        assert {mention.id for mention in outcome.reading.entities} == {"jo-baker", "jo-smith"}

    def test_whose_own_name_it_is_comes_before_an_alias(self) -> None:
        span = Mention(0, 1, "x", EXACT, 0)
        span.add(1, alias=True)

        assert owners_of(span) == [1]

        span.add(2, alias=False)

        assert owners_of(span) == [2]

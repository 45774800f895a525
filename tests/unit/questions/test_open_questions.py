"""What happened at a time, what names share, and how they compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.answer import ask

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Outcome


@pytest.fixture
def shipped(shipped_bases: dict[str, Index]) -> Index:
    """Return the base that ships."""
    return shipped_bases["openai"]


def facts(outcome: Outcome) -> set[str]:
    return {answer.fact.id for answer in outcome.answers}


@pytest.mark.parametrize("question", ["What happened in 2018?", "Que s'est-il passé en 2018 ?"])
def test_what_happened_at_a_time(question: str, shipped: Index, lexicon: Lexicon) -> None:
    assert facts(ask(question, [shipped], lexicon=lexicon)) == {"ile-de-france-strategy", "ia2021-date"}


def test_what_happened_to_somebody_at_a_time(shipped: Index, lexicon: Lexicon) -> None:
    found = facts(ask("What happened to IA2021 in 2018?", [shipped], lexicon=lexicon))

    assert "ia2021-date" in found


def test_what_follows_an_event_is_a_relation(shipped: Index, lexicon: Lexicon) -> None:
    assert facts(ask("What happens after DevDay?", [shipped], lexicon=lexicon)) == {"devday-before-office"}


def test_what_names_share_is_told_of_each(shipped: Index, lexicon: Lexicon) -> None:
    outcome = ask("What do Kyutai and Mistral AI have in common?", [shipped], lexicon=lexicon)

    assert facts(outcome) == {"kyutai-in-paris", "mistral-ai-in-paris"}
    assert outcome.card == "Kyutai · Mistral AI"


def test_names_are_compared_relation_by_relation(shipped: Index, lexicon: Lexicon) -> None:
    outcome = ask("Compare Singapore and France", [shipped], lexicon=lexicon)

    assert [answer.fact.id for answer in outcome.answers][:2] == ["singapore-ambition", "france-ambition"]
    assert len(outcome.answers) > 2

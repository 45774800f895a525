"""A yes/no question is a claim: yes, no with what is so, or a refusal that says what comes near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.answer import ask
from factcli.questions.result import (
    ANSWERED,
    ONLY_HEDGED,
    ONLY_MEANT,
    ONLY_PLANNED,
    OTHER_ROLES,
    AskOptions,
    Made,
)
from places import GOLDEN

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Outcome

ASKED = [line.split("\t") for line in (GOLDEN / "yes-no.tsv").read_text(encoding="utf-8").splitlines()]
HOLDS = {"yes": True, "oui": True, "no": False, "non": False, "-": None}


def held(outcome: Outcome) -> bool | None:
    if outcome.status != ANSWERED:
        return None
    (answer,) = outcome.answers
    assert isinstance(answer.made, Made)
    assert isinstance(answer.made.value, bool)
    assert answer.made.facts
    return answer.made.value


@pytest.mark.parametrize(("base", "language", "said", "question"), ASKED, ids=[row[3] for row in ASKED])
def test_yes_or_no(  # noqa: PLR0917 -- a row of the table
    base: str, language: str, said: str, question: str, shipped_bases: dict[str, Index], lexicon: Lexicon
) -> None:
    outcome = ask(question, [shipped_bases[base]], AskOptions(locale_language=language), lexicon=lexicon)

    assert held(outcome) is HOLDS[said]
    assert outcome.language == language


@pytest.mark.parametrize(
    ("question", "why", "fact"),
    [
        ("Will OpenAI leave the EU?", ONLY_MEANT, "eu-threat"),
        ("Was Xavier Niel launched by Kyutai?", OTHER_ROLES, "kyutai-founder-niel"),
        ("Kyutai a-t-il lancé Xavier Niel ?", OTHER_ROLES, "kyutai-founder-niel"),
        ("Did OpenAI announce a new office in Paris?", ONLY_PLANNED, "new-office-paris"),
    ],
)
def test_a_refusal_says_what_comes_near(
    question: str, why: str, fact: str, shipped_bases: dict[str, Index], lexicon: Lexicon
) -> None:
    outcome = ask(question, [shipped_bases["openai"]], lexicon=lexicon)

    assert outcome.status != ANSWERED
    assert outcome.shortfall is not None
    assert (outcome.shortfall[0], outcome.shortfall[1].fact.id) == (why, fact)


def test_a_hedge_is_no_yes(shipped_bases: dict[str, Index], lexicon: Lexicon) -> None:
    outcome = ask("Will a second ship follow in 2030?", [shipped_bases["night-ferry"]], lexicon=lexicon)

    assert held(outcome) is None
    assert outcome.shortfall is None or outcome.shortfall[0] == ONLY_HEDGED


def test_what_is_only_reported_is_answered_with_who_says_so(
    shipped_bases: dict[str, Index], lexicon: Lexicon
) -> None:
    outcome = ask("Will OpenAI have a local team?", [shipped_bases["openai"]], lexicon=lexicon)

    assert held(outcome) is True
    assert outcome.answers[0].fact.modality == "reported"


@pytest.mark.parametrize(
    "question",
    [
        "Can you tell me who founded Kyutai?",
        "Where is Kyutai?",
        "Is Kyutai a laboratory or a company?",  # a choice: the fact answers
        "Comment s'appelle le PDG d'OpenAI ?",
    ],
)
def test_other_questions_get_no_yes(question: str, shipped_bases: dict[str, Index], lexicon: Lexicon) -> None:
    outcome = ask(question, [shipped_bases["openai"]], lexicon=lexicon)

    assert all(answer.made is None for answer in outcome.answers)

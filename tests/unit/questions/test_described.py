"""What is described and not named is found where one thing fits, and only by what the base says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.answer import ask
from factcli.questions.result import ANSWERED

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


@pytest.mark.parametrize(
    ("base", "question", "thing", "fact"),
    [
        ("night-ferry", "What is the name of the naval architect?", "Tomas Reyk", "reyk-work"),
        ("night-ferry", "What is the name of the retired teacher?", "Ada Quill", "quill-work"),
        ("night-ferry", "what is the bird warden called", "Eli Marsh", "marsh-work"),
        ("openai", "Comment s'appelle le laboratoire de recherche ouverte ?", "Kyutai", "kyutai-mission"),
        ("openai", "What is the name of the conference for developers?", "DevDay", "devday-nature"),
    ],
)
def test_one_thing_fits(  # noqa: PLR0917 -- a row of the table
    base: str, question: str, thing: str, fact: str, shipped_bases: dict[str, Index], lexicon: Lexicon
) -> None:
    outcome = ask(question, [shipped_bases[base]], lexicon=lexicon)

    assert outcome.status == ANSWERED
    assert outcome.answers[0].inverse
    assert outcome.answers[0].fact.id == fact
    assert thing in outcome.answers[0].fact.subject.names


@pytest.mark.parametrize(
    ("base", "question"),
    [
        ("night-ferry", "Who is the retired architect?"),  # each word is said, but of two
        ("night-ferry", "What is the name of the naval officer?"),
        ("openai", "Who is the start-up?"),  # several are
        ("openai", "Comment s'appelle le laboratoire de physique ?"),
        ("openai", "What is the name of the Nvidia laboratory?"),
    ],
)
def test_nothing_or_several_fit(
    base: str, question: str, shipped_bases: dict[str, Index], lexicon: Lexicon
) -> None:
    assert ask(question, [shipped_bases[base]], lexicon=lexicon).status != ANSWERED

"""Questions as people shape them: open ones, chat, text messages, voice, nouns that only tell the kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.answer import ask
from factcli.questions.result import ANSWERED, AskOptions
from places import GOLDEN

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon

ASKED = [line.split("\t") for line in (GOLDEN / "shapes.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("base", "language", "shape", "question", "holds"), ASKED, ids=[row[3] for row in ASKED]
)
def test_the_first_answer_is_right(  # noqa: PLR0917 -- a row of the table
    base: str,
    language: str,
    shape: str,
    question: str,
    holds: str,
    shipped_bases: dict[str, Index],
    lexicon: Lexicon,
) -> None:
    outcome = ask(question, [shipped_bases[base]], AskOptions(locale_language=language), lexicon=lexicon)

    assert outcome.status == ANSWERED, shape
    told = " ".join((*outcome.answers[0].fact.statement.values(), outcome.card or ""))
    assert holds.lower() in told.lower()


@pytest.mark.parametrize(
    ("base", "question"),
    [
        ("openai", "What happened in 1999?"),
        ("openai", "Que s'est-il passé en 1999 ?"),
        ("openai", "Tell me about Nvidia"),
        ("openai", "Parle-moi de Nvidia"),
        ("openai", "What do Kyutai and Nvidia have in common?"),
        ("openai", "Compare Kyutai and Nvidia"),
        ("openai", "hey um who founded Nvidia"),
        ("openai", "ki a fondé Nvidia"),
        ("openai", "Which individual founded LightOn?"),
        ("night-ferry", "What happened in 1950?"),
        ("night-ferry", "What do the Kittiwake and Tomas Reyk have in common?"),
    ],
)
def test_what_is_not_told_is_refused(
    base: str, question: str, shipped_bases: dict[str, Index], lexicon: Lexicon
) -> None:
    assert not ask(question, [shipped_bases[base]], lexicon=lexicon).answers

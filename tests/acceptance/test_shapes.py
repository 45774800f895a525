"""Questions as people shape them: open ones, chat, text messages, voice, nouns that only tell the kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.index.build import PhraseMaker
from factcli.index.open import open_index
from factcli.questions.answer import ask
from factcli.questions.result import ANSWERED, AskOptions
from places import EXAMPLES, GOLDEN, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon

ASKED = [line.split("\t") for line in (GOLDEN / "shapes.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def bases(lexicon: Lexicon) -> Iterator[dict[str, Index]]:
    """Open the base that ships and the example."""
    paths = {"openai": ROOT / "facts" / "openai-expansion.json", "night-ferry": EXAMPLES / "night-ferry.json"}
    opened = {
        name: open_index(str(path), cache=None, phrases=PhraseMaker(lexicon)) for name, path in paths.items()
    }
    yield opened
    for index in opened.values():
        index.close()


@pytest.mark.parametrize(
    ("base", "language", "shape", "question", "holds"), ASKED, ids=[row[3] for row in ASKED]
)
def test_the_first_answer_is_right(  # noqa: PLR0917 -- a row of the table
    base: str,
    language: str,
    shape: str,
    question: str,
    holds: str,
    bases: dict[str, Index],
    lexicon: Lexicon,
) -> None:
    outcome = ask(question, [bases[base]], AskOptions(locale_language=language), lexicon=lexicon)

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
    base: str, question: str, bases: dict[str, Index], lexicon: Lexicon
) -> None:
    assert not ask(question, [bases[base]], lexicon=lexicon).answers

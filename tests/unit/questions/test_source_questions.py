"""A question about the text itself is answered from what its source tells, never from a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.answer import ask
from factcli.questions.result import NO_SUCH_FACT

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("who wrote this article", "author"),
        ("Qui a écrit cet article ?", "author"),
        ("when was this text written?", "date"),
        ("Quand a été publié l'article ?", "date"),
        ("who published the article", "publisher"),
        ("What is the title of the article?", "title"),
        ("Quel est le titre de l'article ?", "title"),
        ("What is the article about?", "topic"),
        ("De quoi parle le texte ?", "topic"),
        ("How long is this article?", "length"),
    ],
)
def test_the_source_is_asked(text: str, asked: str, village: Index, lexicon: Lexicon) -> None:
    outcome = ask(text, [village], lexicon=lexicon)

    assert outcome.status == NO_SUCH_FACT
    assert outcome.answers == ()
    assert [each.property for each in outcome.source] == [asked]


@pytest.mark.parametrize(
    "text", ["According to the article, who founded Honey Guild?", "Who founded Honey Guild?", "the article"]
)
def test_other_questions_are_not_about_the_text(text: str, village: Index, lexicon: Lexicon) -> None:
    assert ask(text, [village], lexicon=lexicon).source == ()

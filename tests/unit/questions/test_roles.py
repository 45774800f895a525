"""Who does what to whom is told by the order of two names, and by the words between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.parse import KnownWords, Question, parse
from factcli.questions.roles import Statement, are_swapped, doer
from factcli.text import words

if TYPE_CHECKING:
    from factcli.language.lexicon import Lexicon

ONE, OTHER = "Baltmar", "Nordvik"


def asked(text: str, lexicon: Lexicon) -> Question:
    names = {"baltmar", "nordvik"}
    known = KnownWords(lambda words: dict.fromkeys(names.intersection(words), True), list)
    return parse(text, lexicon, known, default="en")


def places(question: Question) -> tuple[range, range]:
    said = [word.word for word in question.words]
    return tuple(range(at, at + 1) for at in (said.index("baltmar"), said.index("nordvik")))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("Baltmar beat Nordvik", False),
        ("Nordvik beat Baltmar", True),
        ("Nordvik was beat by Baltmar", False),
        ("Baltmar was beat by Nordvik", True),
        ("Did Baltmar beat Nordvik?", False),
        ("Nordvik met Baltmar", False),  # another deed: nothing is said
        ("Nordvik's beat is Baltmar", False),  # whose it is: nothing is said
    ],
)
def test_roles_are_compared_where_the_deed_is_the_same(text: str, swapped: bool, lexicon: Lexicon) -> None:
    question = asked(text, lexicon)
    told = Statement("Baltmar beat Nordvik 3-1.", ("Baltmar",), ("Nordvik",), lexicon.languages["en"])

    assert are_swapped(question, *places(question), told, lexicon.languages["en"]) is swapped


def test_a_statement_without_both_names_says_nothing(lexicon: Lexicon) -> None:
    question = asked("Nordvik beat Baltmar", lexicon)
    told = Statement("The yard was beaten.", ("Baltmar",), ("Nordvik",), lexicon.languages["en"])

    assert not are_swapped(question, *places(question), told, lexicon.languages["en"])


@pytest.mark.parametrize(
    ("text", "language", "deed", "first"),
    [
        ("Baltmar founded Nordvik", "en", "founded", "baltmar"),
        ("Did Nordvik found Baltmar?", "en", "found", "nordvik"),
        ("Was Nordvik founded by Baltmar?", "en", "founded", "baltmar"),
        ("Baltmar a fondé Nordvik", "fr", "fonde", "baltmar"),
        ("Nordvik a-t-il fondé Baltmar ?", "fr", "fonde", "nordvik"),
        ("Nordvik a été fondé par Baltmar", "fr", "fonde", "baltmar"),
        ("Baltmar debuted on Nordvik", "en", "debuted", None),  # not to whom, but where
        ("Baltmar owner Nordvik", "en", "owner", None),  # no verb
        ("Baltmar's founder is Nordvik", "en", "founder", None),
    ],
)
def test_the_doer(text: str, language: str, deed: str, first: str | None, lexicon: Lexicon) -> None:
    question = asked(text, lexicon)
    said = words(text)
    found = doer(question, *places(question), {said.index(deed)}, lexicon.languages[language])

    assert (said[found.start] if found else None) == first

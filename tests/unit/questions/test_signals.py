"""The words that ask for an operation, in two languages, and words that only look like them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.context import Context, parsed
from factcli.questions.linking import exact, outermost
from factcli.questions.result import AskOptions
from factcli.questions.signals import Wording
from rows import indexed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Index]:
    row = {
        "subject": "The Second Sea",
        "relation": "director",
        "object": "Ines Vale",
        "statement": "It is hers.",
    }
    with indexed(tmp_path_factory.mktemp("signals"), lexicon, row) as index:
        yield index


def wording(text: str, base: Index, lexicon: Lexicon) -> Wording:
    question = parsed(text, [base], AskOptions(), lexicon)
    mentions = outermost(exact(question, base), question)
    return Wording(question, Context(question, base, lexicon, mentions), lexicon, mentions)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("How many films are there?", ["count"]),
        ("What is the second last film?", ["nth"]),
        ("Which film is longer than The Second Sea?", ["degree", "than"]),
        ("Which films are not by Ines Vale?", ["negation"]),
        ("Which films did she make apart from The Second Sea?", ["except"]),
        ("Where does Ines Vale live?", []),
        ("Who directed The Second Sea?", []),
        ("Combien de films a-t-elle faits ?", ["count"]),
        ("Quel est l'avant-dernier film ?", ["nth"]),
        ("Quels films ne sont pas d'Ines Vale ?", ["negation", "negation"]),
        ("Où Ines Vale vit-elle ?", []),
        ("Dans quelle ville est née Ines Vale, où vit-elle ?", []),
        ("Quand est né le réalisateur ?", []),
        ("Que filme Ines Vale ?", []),
        ("Est-ce que ce film est d'Ines Vale ?", []),
    ],
)
def test_operations_that_words_ask_for(text: str, found: list[str], films: Index, lexicon: Lexicon) -> None:
    assert [each.kind for each in wording(text, films, lexicon).signals if each.kind != "scope"] == found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("What is the third film?", 3),
        ("What is the most recent film?", -1),
        ("Quel est le douzième film ?", 12),
        ("Quel est le deuxième film le plus récent ?", 2),
    ],
)
def test_the_place_in_an_order(text: str, number: int, films: Index, lexicon: Lexicon) -> None:
    signal = wording(text, films, lexicon).signal("nth")

    assert signal is not None
    assert signal.number == number


@pytest.mark.parametrize(
    ("text", "less", "measure"),
    [
        ("Which is the tallest tower?", False, "height"),
        ("Which ship is cheaper?", True, "price"),
        ("Quelle est la tour la plus haute ?", False, "height"),
        ("Lequel est le moins cher ?", True, "price"),
    ],
)
def test_the_measure_and_the_direction(
    text: str, less: bool, measure: str, films: Index, lexicon: Lexicon
) -> None:
    signal = wording(text, films, lexicon).signal("degree")

    assert signal is not None
    assert (signal.less, signal.measure) == (less, measure)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Is The Second Sea longer than it?", True),
        ("Which is longer?", False),
        ("Ce film est-il plus long ?", True),
        ("Quel film est plus long ?", False),
    ],
)
def test_yes_or_no_is_wanted(text: str, wanted: bool, films: Index, lexicon: Lexicon) -> None:
    assert wording(text, films, lexicon).wants_verdict is wanted

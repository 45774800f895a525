"""Names are found by how they are written, and their kind by what stands around them."""

from __future__ import annotations

import pytest

from factcli.drafting.mentions import NameReader, tokenized
from factcli.drafting.phrases import Discourse
from factcli.drafting.syntax import Grammar
from factcli.texts.rules import load_rules


def names(text: str, language: str) -> list[str]:
    grammar = Grammar.load(language)
    assert grammar is not None
    reader = NameReader([text], grammar)
    return [token.text for token in reader.mark(tokenized(text)) if token.tag == "name"]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The Bank of England met Ada Quill in Oslo.", ["Bank of England", "Ada Quill", "Oslo"]),
        ("en", "Yesterday Brandt & Vale sold H.", ["Brandt & Vale", "H"]),
        ("en", "Tickets cost more on Monday in March.", []),
        ("en", "Nordline’s pier is new.", ["Nordline"]),
        (
            "fr",
            "Paris et Bruxelles ont l’Agence pour l’Emploi.",
            ["Paris", "Bruxelles", "Agence pour l’Emploi"],
        ),
        ("fr", "Le Commissaire européen Thierry Breton parle.", ["Thierry Breton"]),
        ("fr", "Aujourd’hui, la société Velmont et d’OpenAI.", ["Velmont", "OpenAI"]),
    ],
)
def test_names(language: str, text: str, found: list[str]) -> None:
    assert names(text, language) == found


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("en", "Ostra, a shipyard in Norr, is old.", "Ostra", "organization"),
        ("en", "They met in Norr.", "Norr", "place"),
        ("en", "Mr Tamsin left.", "Tamsin", "person"),
        ("en", "The Harl, a raised bog of 7 hectares, is wet.", "Harl", "thing"),
        ("fr", "La maire, Odile Vasse, sourit.", "Odile Vasse", "person"),
        ("fr", "La start-up Brume grandit.", "Brume", "organization"),
        ("fr", "Elle vit à Gordes.", "Gordes", "place"),
    ],
)
def test_kinds(language: str, text: str, name: str, kind: str) -> None:
    grammar = Grammar.load(language)
    assert grammar is not None

    discourse = Discourse([("1", text)], grammar, load_rules()[language])

    assert discourse.names.known[name].kind == kind


def test_a_surname_is_the_name_met_before() -> None:
    grammar = Grammar.load("en")
    assert grammar is not None
    reader = NameReader([], grammar)
    reader.meet("Ada Quill", [("person", 3)])

    assert reader.resolve("Quill") == "Ada Quill"
    assert reader.resolve("Adam") == "Adam"

"""A sentence is taken apart into verb groups with their subjects and complements."""

from __future__ import annotations

import pytest

from factcli.drafting.clauses import clauses, read_sentence, verb_groups
from factcli.drafting.mentions import NameReader
from factcli.drafting.syntax import Grammar
from factcli.texts.rules import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Nordline was founded in 1950 by Karl Moe.", [("was founded", "found", "main")]),
        (
            "en",
            "Nordline, founded in 1950 by Karl Moe, sells boats.",
            [("founded", "found", "participle"), ("sells", "sell", "resumed")],
        ),
        (
            "en",
            "The company that runs the line has borrowed money.",
            [("runs", "run", "relative"), ("has borrowed", "borrow", "resumed")],
        ),
        ("en", "It plans to open a pier.", [("plans to open", "open", "main")]),
        ("en", "The retired teacher may not go.", [("may not go", "go", "main")]),
        (
            "en",
            "It is 48 metres long and will carry 20 cars.",
            [("is", "be", "main"), ("will carry", "carry", "shared")],
        ),
        ("fr", "Kyutai a été lancé fin 2023 par Niel.", [("a été lancé", "lancer", "main")]),
        ("fr", "Elle ne vend pas la maison.", [("ne vend", "vendre", "main")]),
        (
            "fr",
            "La société prévoit d’embaucher 70 personnes.",
            [("prévoit d’embaucher", "embaucher", "main")],
        ),
        ("fr", "Elle pourrait lui ouvrir la porte.", [("pourrait lui ouvrir", "ouvrir", "main")]),
        ("fr", "La vente de la ferme est finie.", [("est finie", "finir", "main")]),
    ],
)
def test_verb_groups(language: str, text: str, found: list[tuple[str, str, str]]) -> None:
    grammar = Grammar.load(language)
    assert grammar is not None
    reading = read_sentence(text, NameReader([text], grammar), RULES[language])
    tokens = reading.tokens

    taken = clauses(tokens, verb_groups(tokens, grammar), grammar)

    assert [
        (text[tokens[each.group.first].start : tokens[each.group.end - 1].end], each.group.lemma, each.joint)
        for each in taken
    ] == found

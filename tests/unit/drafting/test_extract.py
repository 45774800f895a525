"""The rules propose what a sentence says, each thing once, and nothing that the gate would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article_base import TEXT, tables
from factcli.curation.gate import REFUSED, Gate
from factcli.drafting.extract import extract
from factcli.drafting.syntax import Grammar
from factcli.texts.rules import load_rules

if TYPE_CHECKING:
    from factcli.drafting.proposals import Proposal

RULES = load_rules()
GRAMMARS = {code: Grammar.load(code) for code in RULES}


def drafted(text: str, language: str) -> list[Proposal]:
    grammar = GRAMMARS[language]
    assert grammar is not None
    return extract(tables(text, language), "text", grammar, RULES)


CASES = [
    ("en", "Nordline was founded in 1950 by Karl Moe.", "Nordline", "Karl Moe", "asserted"),
    ("en", "Nordline was founded in 1950 by Karl Moe.", "Nordline", "date:1950", "asserted"),
    ("en", "Nordline raised $6 billion in May.", "Nordline", "money:6000000000 USD", "asserted"),
    ("en", "Brandt & Vale, a shipyard in Ostermouth, is old.", "Brandt & Vale", "text:a shipyard", "asserted"),
    ("en", "Brandt & Vale, a shipyard in Ostermouth, is old.", "Brandt & Vale", "Ostermouth", "asserted"),
    ("en", "Nordline is big. Its director, Anna Holm, left.", "Nordline", "Anna Holm", "asserted"),
    ("en", "The auditor Jonas Peake left in 2020.", "Jonas Peake", "text:an auditor", "asserted"),
    ("en", "The pier will carry 180 passengers.", "pier", "quantity:180 passengers", "planned"),
    ("en", "The pier might close in 2030.", "pier", "date:2030", "hedged"),
    ("en", "“We draw power when nobody wants it,” says Tomas Reyk.", "Tomas Reyk", "text:We draw power when nobody wants it", "reported"),  # noqa: E501
    ("en", "Greta Sund fears that guests may stay away.", "Greta Sund", "text:that guests may stay away", "reported"),
    ("en", "According to Jonas Peake, the pier cost €3 million.", "pier", "money:3000000 EUR", "reported"),
    ("en", "The town denies taxes. Skerry did not sell the mill.", "Skerry", "text:the mill", "denied"),
    ("fr", "Kyutai a été lancé fin 2023 par Xavier Niel et Eric Schmidt.", "Kyutai", "Eric Schmidt", "asserted"),
    ("fr", "Solvane, une entreprise fondée en 2019 par Maud Kerlan, grandit.", "Solvane", "Maud Kerlan", "asserted"),
    ("fr", "Solvane a réalisé un chiffre d’affaires de 3,1 millions d’euros.", "Solvane", "money:3100000 EUR", "asserted"),  # noqa: E501
    ("fr", "La maire de Cordemais, Joëlle Thibaud, sourit.", "Cordemais", "Joëlle Thibaud", "asserted"),
    ("fr", "La société Solvane construira une usine à Cordemais.", "Solvane", "Cordemais", "planned"),
    ("fr", "Solvane pourrait ouvrir une usine en Espagne.", "Solvane", "text:une usine", "hedged"),
    ("fr", "Solvane a grandi vite. L’entreprise emploie 34 personnes.", "Solvane", "quantity:34 personnes", "asserted"),
    ("fr", "« Le bois doit sécher dix ans », explique Nora Villemain.", "Nora Villemain", "text:Le bois doit sécher dix ans", "reported"),  # noqa: E501
    ("fr", "Paul Essomba assure que le trafic ne grandira pas.", "Paul Essomba", "text:que le trafic ne grandira pas", "reported"),  # noqa: E501
    ("fr", "Sarah Friar, directrice financière de Nordline, sourit.", "Nordline", "Sarah Friar", "asserted"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "subject", "answer", "modality"), CASES)
def test_what_a_sentence_says_is_proposed(
    language: str, text: str, subject: str, answer: str, modality: str
) -> None:
    found = [(each.subject, each.object or each.value, each.modality) for each in drafted(text, language)]

    assert (subject, answer, modality) in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "How much does the ticket cost in Oslo?"),
        ("fr", "Combien coûte un billet pour Oslo ?"),
        ("en", "Yes."),
        ("fr", "Et demain ?"),
    ],
)
def test_a_question_states_nothing(language: str, text: str) -> None:
    assert drafted(text, language) == []


def test_a_pronoun_brings_the_span_that_names_it() -> None:
    found = next(
        each for each in drafted(TEXT, "en") if each.value == "text:We will double the traffic on the pier"
    )

    assert (found.subject, found.speaker) == ("Anna Holm", "Anna Holm")
    assert [(span.sentence, span.exact) for span in found.names] == [("2", "Anna Holm")]


def test_nothing_is_proposed_twice() -> None:
    found = drafted(TEXT, "en")

    assert len({each.content for each in found}) == len(found)


def test_each_proposal_is_what_the_gate_says_of_it() -> None:
    gate = Gate(tables(TEXT, "en"), RULES)

    for each in drafted(TEXT, "en"):
        judged = gate.judge(each.request())
        assert (judged.verdict, judged.codes) == (each.verdict, each.codes)


WORDS = ["Nordline", "the pier", "Anna Holm", "founded", "was", "in 2019", "by", "Oslo", ",", "“", "”", "said", "that",
         "la société", "a été", "qui", "fondée", "de", "12 millions d’euros", "will", "its", "director", "and", "(", ")", "."]  # fmt: skip  # noqa: E501


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from(["en", "fr"]))
def test_any_words_are_read_without_a_fault_and_nothing_refused_comes_out(
    words: list[str], language: str
) -> None:
    text = " ".join(words)
    if not any(map(str.isalnum, text)):
        return

    assert all(each.verdict != REFUSED for each in drafted(text, language))

"""The verb forms of a language come from its file, by classes of endings, the longest first."""

from __future__ import annotations

import pytest

from factcli.drafting.syntax import Form, Grammar


def loaded(code: str) -> Grammar:
    grammar = Grammar.load(code)
    assert grammar is not None
    return grammar


ENGLISH, FRENCH = loaded("en"), loaded("fr")


@pytest.mark.parametrize(
    ("grammar", "form", "lemma", "tense"),
    [
        (ENGLISH, "founded", "found", "past"),
        (ENGLISH, "carries", "carry", "present"),
        (ENGLISH, "played", "play", "participle"),
        (ENGLISH, "built", "build", "participle"),
        (ENGLISH, "were", "be", "past"),
        (FRENCH, "fondée", "fonder", "participle"),
        (FRENCH, "obtiendra", "obtenir", "future"),
        (FRENCH, "achètent", "acheter", "present"),
        (FRENCH, "vend", "vendre", "present"),
        (FRENCH, "pourraient", "pouvoir", "conditional"),
        (FRENCH, "née", "naître", "participle"),
    ],
)
def test_forms(grammar: Grammar, form: str, lemma: str, tense: str) -> None:
    assert Form(lemma, tense) in grammar.forms[form]


def test_a_language_without_rules() -> None:
    assert Grammar.load("xx") is None


def test_a_word_is_elided_before_a_vowel() -> None:
    assert FRENCH.worded("role", s="OpenAI", o="Ada", p="directrice") == "Ada est directrice d’OpenAI."
    assert FRENCH.worded("role", s="Nordline", o="Ada", p="directrice") == "Ada est directrice de Nordline."

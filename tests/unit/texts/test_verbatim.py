"""Words are found however they were typed, and given as the text has them."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.texts.verbatim import QuotableText

TEXTS = st.text(st.sampled_from("aé E\u0301œﬁ'’\u00ad\u200b\ufeff \u00a0\n\r“«-–½"), max_size=30)


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in QuotableText(text).spans(words)]


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        (
            normalize("NFD", "Émile Zola est né à Paris"),
            "Émile Zola est né",
            normalize("NFD", "Émile Zola est né"),
        ),
        ("Émile Zola est né", normalize("NFD", "Émile"), "Émile"),
        ("Le groupe a\u00adcquiert tout.", "Le groupe acquiert", "Le groupe a\u00adcquiert"),
        ("Le\u200b groupe\u2060 acquiert", "groupe acquiert", "groupe\u2060 acquiert"),
        ("The ﬁrm is oﬃcial.", "firm is official", "ﬁrm is oﬃcial"),
        ("The firm", "ﬁrm", "firm"),
        ("Une œuvre d'art", "oeuvre d’art", "œuvre d'art"),
        ("It closed its\r\ndoors for  good", "closed its doors for good", "closed its\r\ndoors for  good"),
        ("It closed\n    its\tdoors", "closed its doors", "closed\n    its\tdoors"),
        ("It closed its doors", "its  doors", "its doors"),
        ("He said “yes” – twice", 'said "yes" - twice', "said “yes” – twice"),
        ("10\u202f000\u00a0€", "10 000 €", "10\u202f000\u00a0€"),
        ("«\u00a0Oui\u00a0», dit-il", '"Oui", dit-il', "«\u00a0Oui\u00a0», dit-il"),
        ("« Oui »", "«Oui»", "« Oui »"),
        ("Vrai\u202f? Oui", "Vrai? Oui", "Vrai\u202f? Oui"),
        ("Vrai? Oui", "Vrai ? Oui", "Vrai? Oui"),
        ("I don´t", "don't", "don´t"),
        ("5½ years", "5½ years", "5½ years"),
    ],
)
def test_words_are_found_and_given_as_the_text_has_them(text: str, words: str, told: str) -> None:
    assert found(text, words) == [told]


@pytest.mark.parametrize(
    ("text", "words"),
    [("Émile", "Emile"), ("Paris", "paris"), ("a b", "ab"), ("ab", "a b"), ("ab", ""), ("ab", " ")],
)
def test_letters_accents_case_and_words_do_matter(text: str, words: str) -> None:
    assert found(text, words) == []


def test_every_place_is_found() -> None:
    assert found("an\u00adna anna", "anna") == ["anna"]
    assert QuotableText("an\u00adna an\u200bna").spans("anna") == [(0, 5), (6, 11)]


@given(text=TEXTS)
def test_the_plain_form_of_any_part_leads_back_to_it(text: str) -> None:
    whole = QuotableText(text)
    for start, end in whole.spans(whole.plain):
        assert QuotableText(text[start:end]).plain.strip() == whole.plain.strip()
    assert QuotableText(whole.plain).plain == whole.plain


@given(text=TEXTS, words=TEXTS)
def test_what_is_found_says_the_words(text: str, words: str) -> None:
    wanted = QuotableText(words.strip()).plain.strip()

    for start, end in QuotableText(text).spans(words):
        assert 0 <= start < end <= len(text)
        assert wanted in QuotableText(text[start:end]).plain or words == text[start:end]

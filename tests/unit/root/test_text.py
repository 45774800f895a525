"""Spellings of one name are equal, and every word has its offsets in the original."""

from __future__ import annotations

from unicodedata import combining, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.text import LONGEST, Token, fold, key, slug, tokens, unused, words

NAMES = st.text(st.sampled_from("abeéèçïœñøÅßXYZ0129 '’-–\u00a0"), min_size=1, max_size=30)


def unaccented(text: str) -> str:
    return normalize("NFC", "".join(c for c in normalize("NFD", text) if not combining(c)))


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("École", "ecole"),
            ("ŒUVRE", "oeuvre"),
            ("Straße", "strasse"),
            ("Łódź", "lodz"),
            ("İstanbul", "istanbul"),
            ("a\u00a0b", "a b"),
            ("plain", "plain"),
            ("", ""),
        ],
    )
    def test_case_accents_and_ligatures_are_folded(self, text: str, folded: str) -> None:
        assert fold(text) == folded

    @given(st.text(max_size=200))
    def test_it_is_idempotent(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @given(st.text(st.characters(codec="latin-1"), max_size=50))
    def test_composed_and_decomposed_letters_are_the_same(self, text: str) -> None:
        assert fold(normalize("NFD", text)) == fold(normalize("NFC", text))


class TestTokens:
    def test_elisions_and_possessives_are_separate_words(self) -> None:
        assert words("l'Île-de-France d’Aujourd'hui, Kyutai's") == [
            "l",
            "ile",
            "de",
            "france",
            "d",
            "aujourd",
            "hui",
            "kyutai",
            "s",
        ]

    def test_a_combining_accent_belongs_to_the_letter_before(self) -> None:
        found = tokens("caf\u0065\u0301!")

        assert [(token.word, token.start, token.end) for token in found] == [("cafe", 0, 5)]

    def test_a_token_shows_its_word_and_place(self) -> None:
        assert repr(Token("a", 0, 1)) == "Token('a', 0, 1)"

    @given(st.text(max_size=200))
    def test_offsets_map_back_to_the_original(self, text: str) -> None:
        found = tokens(text)

        assert [words(text[token.start : token.end]) for token in found] == [[token.word] for token in found]
        assert all(token.start < token.end for token in found)
        assert [t.end for t in found[:-1]] <= [t.start for t in found[1:]]

    @given(st.text(max_size=200))
    def test_words_are_the_words_of_the_tokens(self, text: str) -> None:
        assert words(text) == [token.word for token in tokens(text)]


class TestKey:
    @given(NAMES.filter(words))
    def test_another_spelling_has_the_same_key(self, name: str) -> None:
        other = unaccented(name).upper().replace("'", "’").replace("-", "–")

        assert key(other) == key(name)

    @pytest.mark.parametrize(
        ("name", "found"),
        [("The  O'Neil-Company", "the o neil company"), ("!!!", "!!!"), (" ? ! ", "?!"), ("", "")],
    )
    def test_the_key_is_the_words_or_else_the_signs(self, name: str, found: str) -> None:
        assert key(name) == found

    @given(NAMES.filter(words))
    def test_the_key_is_idempotent(self, name: str) -> None:
        assert key(key(name)) == key(name)


class TestSlugs:
    @pytest.mark.parametrize(
        ("name", "made"),
        [
            ("Kyutai", "kyutai"),
            ("L’Île-de-France", "l-ile-de-france"),
            ("Владимир", "владимир"),
            ("!!!", "unnamed"),
            ("position played on team", "position-played-on-team"),
        ],
    )
    def test_the_words_of_a_name(self, name: str, made: str) -> None:
        assert slug(name) == made

    @given(st.text())
    def test_the_slug_is_idempotent(self, name: str) -> None:
        assert slug(slug(name)) == slug(name)

    @given(st.text(), st.integers(0, 30))
    def test_an_appended_number_is_kept(self, name: str, count: int) -> None:
        taken = {slug(name), *(f"{slug(name)}-{n}" for n in range(2, count))}

        free = unused(slug(name), taken)

        assert free not in taken
        assert slug(free) == free
        assert len(slug("x" * 200)) == LONGEST

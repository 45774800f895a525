"""Matching names, tier by tier."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factcli.completion.matching import TIERS, Name, Typed, edits, match, rest
from factcli.text import key, words

NAMES = ["Xavier Niel", "Île-de-France", "Kyutai", "C", "C++", "Cat", "$HOME", "Niels Bohr", "L’Atelier"]
WORDS = st.text("abcdeéÎxyz", min_size=1, max_size=8)
NAME = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


class TestMatch:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("xav", ["Xavier Niel"]),
            ("Ile", ["Île-de-France"]),
            ("ile de", ["Île-de-France"]),
            ("ÎLE", ["Île-de-France"]),
            ("niel", ["Niels Bohr"]),
            ("bohr", ["Niels Bohr"]),
            ("avie", ["Xavier Niel"]),
            ("kyutia", ["Kyutai"]),
            ("kuytai", ["Kyutai"]),
            ("kuyati", []),
            ("xaveir", ["Xavier Niel"]),
            ("c", ["C", "C++", "Cat"]),
            ("c+", ["C++"]),
            ("$", ["$HOME"]),
            ("$h", ["$HOME"]),
            ("l'at", ["L’Atelier"]),
            ("atelier", ["L’Atelier"]),
            ("kyutai ", ["Kyutai"]),
            ("zzz", []),
            ("", NAMES),
        ],
    )
    def test_offers_the_first_tier_that_finds_any(self, typed: str, found: list[str]) -> None:
        assert match(typed, NAMES) == found

    @given(NAME, st.lists(NAME), st.data())
    def test_finds_a_name_by_any_beginning(self, name: str, others: list[str], data: st.DataObject) -> None:
        typed = name[: data.draw(st.integers(1, len(name)))]

        assert name in match(typed, [name, *others])

    @given(NAME, st.data())
    def test_finds_a_name_by_the_beginning_of_any_word(self, name: str, data: st.DataObject) -> None:
        word = data.draw(st.sampled_from(name.split()))

        assert match(word[: data.draw(st.integers(1, len(word)))], [name]) == [name]

    @given(st.lists(NAME, unique=True), NAME)
    def test_keeps_the_order(self, names: list[str], typed: str) -> None:
        found = match(typed, names)

        assert found == [name for name in names if name in set(found)]

    @given(NAME, st.lists(NAME), st.data())
    def test_tiers_are_not_mixed(self, name: str, others: list[str], data: st.DataObject) -> None:
        typed = name[: data.draw(st.integers(1, len(name)))]
        found = match(typed, [name, *others])

        tier = next(t for t in TIERS if any(t(Typed(typed), Name(n, key(n))) for n in [name, *others]))

        assert all(tier(Typed(typed), Name(n, key(n))) for n in found)


class TestSlips:
    @pytest.mark.parametrize(
        ("typed", "text", "expected"),
        [
            ("kyu", "kyutai", 0),
            ("kuy", "kyutai", 1),
            ("kytai", "kyutai", 1),
            ("kyxtai", "kyutai", 1),
            ("zzz", "kyutai", 3),
        ],
    )
    def test_counts_the_edits_to_a_beginning(self, typed: str, text: str, expected: int) -> None:
        assert edits(typed, text, 3) == expected

    @given(WORDS, st.data())
    def test_a_swap_is_at_most_one_edit(self, word: str, data: st.DataObject) -> None:
        assume(len(word) > 1)
        at = data.draw(st.integers(0, len(word) - 2))
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]

        assert edits(swapped, word, 1) <= 1


class TestRest:
    @pytest.mark.parametrize(
        ("text", "said", "left"),
        [
            ("Xavier Niel", ["xavier"], "Niel"),
            ("Île-de-France", ["ile", "de"], "France"),
            ("Foo (bar)", ["foo"], "(bar)"),
            ("Xavier Niel", ["xavier", "niel"], ""),
            ("Xavier Niel", ["niel"], ""),
            ("Xavier Niel", [], "Xavier Niel"),
        ],
    )
    def test_returns_what_follows_the_given_words(self, text: str, said: list[str], left: str) -> None:
        assert rest(text, said) == left

    @given(NAME, st.data())
    def test_words_and_rest_make_up_the_name(self, name: str, data: st.DataObject) -> None:
        all_words = words(name)
        count = data.draw(st.integers(0, len(all_words) - 1))

        assert all_words[:count] + words(rest(name, all_words[:count])) == all_words

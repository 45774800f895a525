"""Slips of the keyboard are counted, and only so many are forgiven as a word of its length bears."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.language.spelling import LONGEST, TIED, allowed, bearable, edits, likely, name_edits, nearest

WORDS = st.text(st.sampled_from("abcdefgh"), max_size=12)


class TestSlips:
    @pytest.mark.parametrize(
        ("one", "other", "count"),
        [("honey", "honey", 0), ("honey", "hony", 1), ("honey", "hnoey", 1), ("honey", "fair", 3)],
    )
    def test_a_swap_is_one_slip_and_counting_stops_beyond_the_most(
        self, one: str, other: str, count: int
    ) -> None:
        assert edits(one, other, 2) == count

    @given(WORDS, WORDS)
    def test_it_is_the_same_both_ways(self, one: str, other: str) -> None:
        assert edits(one, other, 20) == edits(other, one, 20)

    def test_only_the_beginning_of_a_long_text_is_compared(self) -> None:
        assert edits("a" * LONGEST + "b" * 5_000, "a" * LONGEST, 3) == 0

    @pytest.mark.parametrize(("length", "most", "in_name"), [(2, 0, 0), (3, 1, 1), (5, 1, 2), (7, 2, 2)])
    def test_short_words_bear_fewer(self, length: int, most: int, in_name: int) -> None:
        assert allowed(length) == most
        assert bearable(length) == in_name


class TestNameSlips:
    @pytest.mark.parametrize(
        ("name", "typed", "off"),
        [
            ("honeyguild", "honeyguild", 0.5),
            ("honeyguild", "honyguild", 1.5),
            ("honeyguild", "honeyguildhall", None),
            ("honeyguild", "moneybuilt", None),
        ],
    )
    def test_spaces_cost_half_a_slip(self, name: str, typed: str, off: float | None) -> None:
        assert name_edits(name, typed) == off


class TestNearest:
    @pytest.mark.parametrize(
        ("word", "vocabulary", "found"),
        [
            ("foundr", ["founder", "fondue", "zebra"], ["founder"]),
            ("zzzz", ["founder"], []),
            ("fonud", ["found", "fond"], ["found"]),
            ("ab", ["abc"], []),
            ("abc", ["ab", "abcd"], ["abcd"]),
            ("year", ["2years", "years"], ["years"]),
        ],
    )
    def test_it_is_the_likeliest_slip(self, word: str, vocabulary: list[str], found: list[str]) -> None:
        assert nearest(word, vocabulary) == found

    def test_a_preferred_word_wins_a_tie_and_is_found_through_two_slips(self) -> None:
        assert nearest("wheel", ["where", "wheal"], ["where"]) == ["where"]
        assert nearest("wheel", ["where", "wheal"]) == ["wheal"]
        assert nearest("hwree", ["three", "where"], ["where"]) == ["where"]

    @given(WORDS, st.lists(WORDS))
    def test_at_most_a_few_are_kept_all_of_them_known(self, word: str, vocabulary: list[str]) -> None:
        found = nearest(word, vocabulary)

        assert len(found) <= TIED
        assert set(found) <= set(vocabulary)


class TestLikely:
    def test_the_best_of_many_names_come_first(self) -> None:
        names = ["silver hive", "honey guild", "zzzzzz"]

        assert likely("who founded the hony guild", names, 2)[0] == 1
        assert 2 not in likely("who founded the hony guild", names, 3)

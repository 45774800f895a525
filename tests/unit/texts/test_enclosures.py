"""Quotations and brackets are paired by form; what is inside is not torn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.texts.sentences import Enclosures

MARKS = st.text(alphabet="«»“”\"'’‘()[]a .", max_size=40)


def whole(text: str) -> Enclosures:
    return Enclosures(text, 0, len(text))


class TestSplitting:
    @pytest.mark.parametrize("text", ["« A. B »", "“A. B”", '"A. B"', "(A. B)", "‘A. B’"])
    def test_no_mark_inside_a_pair_ends_a_sentence(self, text: str) -> None:
        at = text.index(".")

        assert not whole(text).splits_at(at, at + 1, 0)

    def test_the_last_mark_of_a_quotation_may(self) -> None:
        assert whole("“A.” B").splits_at(2, 4, 0)

    def test_the_last_mark_of_a_bracket_in_a_sentence_may_not(self) -> None:
        assert not whole("A (b.) C").splits_at(4, 6, 0)

    def test_a_pair_that_is_not_closed_protects_nothing(self) -> None:
        assert whole("« A. B").splits_at(3, 4, 0)

    def test_an_apostrophe_closes_nothing(self) -> None:
        assert not whole("‘the boys’s A. B’").splits_at(12, 13, 0)


class TestQuotes:
    def test_a_span_with_or_without_its_marks_is_quoted(self) -> None:
        text = "He said “yes, we can” and left"

        assert whole(text).quotes(8, 21)
        assert whole(text).quotes(9, 20)

    def test_a_span_in_brackets_or_across_the_marks_is_not(self) -> None:
        assert not whole("He (so we hear) left").quotes(4, 14)
        assert not whole("He said “yes” and").quotes(3, 17)


class TestLaws:
    @given(text=MARKS, at=st.integers(0, 40))
    def test_any_text_is_paired(self, text: str, at: int) -> None:
        assert whole(text).splits_at(at, at + 1, 0) in {True, False}

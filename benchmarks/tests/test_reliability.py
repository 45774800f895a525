"""Test the figures of how reliable probabilities are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability import bins, brier, expected_error, tenths

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()))


class TestBins:
    def test_deciles_hold_as_many_pairs_each(self) -> None:
        found = bins([(at / 100, at >= 50) for at in range(100)])

        assert [one.count for one in found] == [10] * 10
        assert [one.observed for one in found] == [0.0] * 5 + [1.0] * 5
        assert found[0].predicted == pytest.approx(0.045)

    @given(PAIRS)
    def test_no_pair_is_lost(self, pairs: list[tuple[float, bool]]) -> None:
        assert sum(one.count for one in bins(pairs)) == len(pairs)
        assert sum(one.count for one in tenths(pairs)) == len(pairs)

    def test_a_tenth_has_its_predictions(self) -> None:
        low, high = tenths([(0.05, False), (0.95, True), (1.0, True)])

        assert (low.count, low.predicted, low.observed) == (1, 0.05, 0.0)
        assert (high.count, high.observed) == (2, 1.0)


class TestErrors:
    def test_perfect_predictions_have_no_error(self) -> None:
        pairs = [(1.0, True), (0.0, False)] * 20

        assert brier(pairs) == 0
        assert expected_error(pairs) == 0

    def test_confident_wrong_predictions_have_the_largest_error(self) -> None:
        pairs = [(1.0, False)] * 20

        assert brier(pairs) == 1
        assert expected_error(pairs) == 1

    @given(PAIRS)
    def test_both_are_between_zero_and_one(self, pairs: list[tuple[float, bool]]) -> None:
        assert 0 <= brier(pairs) <= 1
        assert 0 <= expected_error(pairs) <= 1

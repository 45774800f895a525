"""Test the figures of the accuracy benchmark: what counts as right, as refused, as found."""

from __future__ import annotations

import pytest

from question_sets import Question
from scoring import SHARES, Trial, best_threshold, groups, row, scores


def question(*gold: str, kind: str = "clean", slices: tuple[str, ...] = ()) -> Question:
    return Question("q", "some", "en", "Who?", frozenset(gold), kind, slices)


class TestTrial:
    def test_a_right_fact_must_come_first(self) -> None:
        assert Trial(question("a", "b"), ("b", "x")).handled
        assert not Trial(question("a"), ("x", "a")).handled

    def test_a_refusal_is_right_only_if_nothing_answers(self) -> None:
        assert Trial(question(), ()).handled
        assert not Trial(question("a"), ()).handled
        assert not Trial(question(), ("a",)).handled

    @pytest.mark.parametrize(
        ("found", "rank"), [("a", 1.0), ("xa", 0.5), ("xyzwa", 0.2), ("xyzwva", 0.0), ("", 0.0)]
    )
    def test_the_first_five_answers_count(self, found: str, rank: float) -> None:
        assert Trial(question("a"), tuple(found)).reciprocal_rank == rank


class TestScores:
    def test_each_figure_has_its_own_denominator(self) -> None:
        trials = [
            Trial(question("a"), ("a",), 0.001),
            Trial(question("a"), ("x", "a"), 0.002),
            Trial(question("a"), (), 0.003),
            Trial(question(), (), 0.004),
            Trial(question(), ("x",), 0.010),
        ]

        found = scores(trials)

        assert found.accuracy == pytest.approx(1 / 3)
        assert found.mrr == pytest.approx((1 + 0.5) / 3)
        assert found.end_to_end == pytest.approx(2 / 5)
        assert found.precision == pytest.approx(1 / 3)
        assert found.refused == pytest.approx(1 / 2)
        assert found.abstention_f1 == pytest.approx(2 * 1 / (2 + 2))
        assert found.median_ms == pytest.approx(3)
        assert found.p95_ms == pytest.approx(10)

    def test_a_share_of_nothing_is_not_a_number(self) -> None:
        found = scores([Trial(question("a"), ())])

        assert (found.precision, found.refused, found.abstention_f1) == (None, None, None)
        assert "–" in row("name", found)

    def test_a_row_is_as_wide_as_its_heading(self) -> None:
        assert len(row("name", scores([Trial(question("a"), ("a",))]), timed=False)) == len(SHARES)


class TestGroups:
    def test_kinds_and_slices_are_groups(self) -> None:
        trial = Trial(question("a", kind="typo", slices=("human", "typo:word")), ("a",))

        assert {name: len(some) for name, some in groups([trial]).items()} == {"human": 1, "typo": 1}


class TestBestThreshold:
    def test_splits_right_from_wrong(self) -> None:
        ranked = [(question("a"), 0.9), (question("a"), 0.8), (question(), 0.3), (question(), 0.1)]

        def handled(at: int, level: float) -> bool:
            asked, score = ranked[at]
            return bool(asked.gold) == (score >= level)

        assert best_threshold(ranked, handled) == 0.8

"""Test the fit: it learns what separates right from wrong, within its stated bounds."""

# ruff: noqa: E402 -- what is imported needs numpy, which may be missing
from __future__ import annotations

import pytest

numpy = pytest.importorskip("numpy", reason="numpy comes with the extra 'bench'")
pytest.importorskip("scipy", reason="scipy comes with the extra 'bench'")

from factcli.questions.features import FEATURES
from fitting import fit, fit_rank, fit_trust
from forecast import held_out, judge
from priors import PRIORS
from question_sets import Question
from samples import TRUST, Sample

VALUE, LEFTOVER, FUZZY = FEATURES.index("value"), FEATURES.index("leftover"), FEATURES.index("fuzzy")


def sample(at: int, *readings: dict[str, float], right: int | None = 0, tied: bool = False) -> Sample:
    """Return a question with one row a reading; `right` is the number of the right one."""
    rows = [[reading.get(name, 0.0) for name in FEATURES] for reading in readings]
    hits = numpy.array([number == right for number in range(len(rows))], dtype=bool)
    gold = frozenset() if right is None else frozenset([f"f{at}"])
    return Sample(
        Question(f"q{at}", "some", "en", "?", gold, "clean"),
        numpy.array(rows, dtype=float).reshape(len(rows), len(FEATURES)),
        hits,
        hits,
        tuple((number, 0, False) for number in range(len(rows))),
        tuple((0 if tied else number,) for number in range(len(rows))),
        f"name {at}",
        1.0,
    )


GOOD, BAD = {"value": 0.9}, {"value": 0.1, "leftover": 2.0}
ANSWERABLE = [sample(at, BAD, GOOD, right=1) for at in range(40)]
NOTHING = [sample(at, BAD, {"value": 0.2, "leftover": 1.5}, right=None) for at in range(40, 80)]


class TestFitRank:
    def test_features_of_right_readings_get_weight(self) -> None:
        weights = fit_rank(ANSWERABLE)

        assert weights[VALUE] > 0 > weights[LEFTOVER]
        assert all(one.best(weights)[1] for one in ANSWERABLE)

    def test_a_warning_sign_never_helps(self) -> None:
        misleading = [sample(at, GOOD, GOOD | {"fuzzy": 1.0}, right=1) for at in range(40)]

        assert fit_rank(misleading)[FUZZY] == 0


class TestFitTrust:
    def test_weights_lie_within_their_bounds(self) -> None:
        listed = ANSWERABLE + NOTHING
        weights = fit_trust(listed, fit_rank(listed))

        for name, weight in zip(TRUST, weights, strict=False):
            least, most = PRIORS[name].trust
            assert least is None or weight >= least - 1e-9, name
            assert most is None or weight <= most + 1e-9, name

    def test_each_prior_belongs_to_a_feature(self) -> None:
        assert set(PRIORS) <= set(TRUST)


class TestFit:
    def test_right_readings_are_answered_and_others_refused(self) -> None:
        fitted = fit(ANSWERABLE + NOTHING)

        assert all(judge(one, fitted).trial.handled for one in ANSWERABLE + NOTHING)

    def test_a_tie_between_namesakes_is_not_an_answer(self) -> None:
        fitted = fit(ANSWERABLE + NOTHING)

        assert judge(sample(1, GOOD, GOOD, tied=True), fitted).probability == 0

    def test_a_question_without_readings_is_refused(self) -> None:
        assert judge(sample(1, right=None), fit(ANSWERABLE + NOTHING)).trial.found == ()

    def test_the_same_samples_give_the_same_numbers(self) -> None:
        one, other = fit(ANSWERABLE + NOTHING), fit(ANSWERABLE + NOTHING)

        assert (one.rank == other.rank).all()
        assert (one.trust == other.trust).all()


class TestHeldOut:
    def test_each_sample_is_judged_once_in_its_place(self) -> None:
        listed = ANSWERABLE + NOTHING
        about = {f"some/f{at}": (f"name {at}", f"relation {at % 7}") for at in range(40)}

        found = held_out(listed, about)

        assert [one.trial.question.id for one in found] == [one.question.id for one in listed]

"""Fit the weights: of ranking (which reading comes first), of trust (is it right), and the one threshold.

Ranking is a softmax over the readings of each question, the likelihood of any right one; trust a logistic
regression with the bounds of `priors`; both with an L2 penalty on weights of standardised features.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]

from factcli.questions.calibration import unexplained
from factcli.questions.features import FEATURES
from priors import FREE, PRIORS
from question_sets import FIELD, GOLDEN
from samples import TRUST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from priors import Bounds
    from samples import Sample

    Numbers = NDArray[np.float64]

RANK_PENALTY = 0.003  # of the mean loss a question
TRUST_PENALTY = 0.5  # of the summed loss
RANK_GOLDEN, TRUST_GOLDEN = 2.0, 3.0  # what a golden question weighs beside a public one: its base ships
LEVELS = np.arange(0.50, 0.905, 0.02)  # thresholds tried; what is likelier wrong than right is never answered
FLAT = 0.004  # of use a set, within which levels are as good: then the lowest, which refuses least
WRONG = 0.5  # what a wrong answer costs beside what a question handled right is worth
TINY = 1e-12

Judgement = tuple[bool, float, bool, float]  # answerable, probability, right, what it weighs


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted weights; the last of `trust` is the bias."""

    rank: Numbers
    trust: Numbers
    threshold: float
    most: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0)

    def judged(self, sample: Sample) -> tuple[float, bool]:
        """Return the probability of the first reading (0 if there is none) and whether it is right."""
        row, right = sample.best(self.rank)
        if row is None:
            return 0.0, False
        z = float(row @ self.trust[:-1] + self.trust[-1])
        return min(self.most[_unexplained(row)], 1 / (1 + float(np.exp(-np.clip(z, -30, 30))))), right


def fit(samples: Sequence[Sample]) -> Fit:
    """Fit everything on some samples."""
    rank = fit_rank(samples)
    trust = fit_trust(samples, rank)
    level = best_level(samples, Fit(rank, trust, 0.0))
    return Fit(rank, trust, level, bounds_by_words(samples, Fit(rank, trust, level)))


def bounds_by_words(samples: Sequence[Sample], fitted: Fit) -> tuple[float, ...]:
    """Return the share of right answers by the number of unexplained words, with one right and one wrong added."""
    right, answered = [1.0] * 4, [2.0] * 4
    for sample in samples:
        row, first = sample.best(fitted.rank)
        if row is not None and fitted.judged(sample)[0] >= fitted.threshold and sample.counted == 1.0:
            right[_unexplained(row)] += first
            answered[_unexplained(row)] += 1
    found = [1.0, *(good / total for good, total in zip(right[1:], answered[1:], strict=True))]
    falling = [min(found[: at + 1]) for at in range(len(found))]
    return tuple(round(bound, 3) for bound in falling)


def _unexplained(row: Numbers) -> int:
    return unexplained(dict(zip(FEATURES, row, strict=False)))


def fit_rank(samples: Sequence[Sample]) -> Numbers:
    """Return a weight for each feature of a reading."""
    used = [sample for sample in samples if sample.right.any() and len(sample.right) > 1]
    rows = np.vstack([sample.features for sample in used])
    spread = rows.std(0) + 1e-6
    rows = rows / spread
    right = np.concatenate([sample.right for sample in used])
    sizes = np.array([len(sample.right) for sample in used])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counted = np.array([_golden(sample, RANK_GOLDEN) for sample in used])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        z = rows @ weights
        z = np.exp(z - np.repeat(np.maximum.reduceat(z, starts), sizes))
        share = z / np.repeat(np.add.reduceat(z, starts), sizes)
        of_right = np.where(right, share, 0.0)
        hit = np.add.reduceat(of_right, starts) + TINY
        pull = (of_right / np.repeat(hit, sizes) - share) * np.repeat(counted, sizes)
        value = -(counted * np.log(hit)).sum() / counted.sum() + RANK_PENALTY * weights @ weights / 2
        return float(value), -(rows.T @ pull) / counted.sum() + RANK_PENALTY * weights

    bounds = _bounds([PRIORS[name].rank if name in PRIORS else FREE for name in FEATURES], spread)
    found = minimize(loss, _start(bounds), jac=True, method="L-BFGS-B", bounds=bounds).x
    return np.asarray(found / spread)


def fit_trust(samples: Sequence[Sample], rank: Numbers) -> Numbers:
    """Return a weight for each feature of trust, within the bounds of `PRIORS`, and the bias."""
    judged = [(sample, *sample.best(rank)) for sample in samples]
    told = [(sample, row, right) for sample, row, right in judged if row is not None]
    rows = np.array([row for _, row, _ in told])
    right = np.array([right for _, _, right in told], dtype=np.float64)
    counted = np.array([_golden(sample, TRUST_GOLDEN) for sample, _, _ in told])
    spread = rows.std(0) + 1e-6
    rows = rows / spread

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        z = rows @ weights[:-1] + weights[-1]
        off = counted * (1 / (1 + np.exp(-np.clip(z, -500, 500))) - right)
        value = (counted * (np.logaddexp(0, z) - right * z)).sum() + TRUST_PENALTY * weights[:-1] @ weights[
            :-1
        ]
        return float(value), np.append(rows.T @ off + 2 * TRUST_PENALTY * weights[:-1], off.sum())

    bounds = [*_bounds([PRIORS[name].trust if name in PRIORS else FREE for name in TRUST], spread), FREE]
    found: Numbers = minimize(loss, _start(bounds), jac=True, method="L-BFGS-B", bounds=bounds).x
    return np.append(found[:-1] / spread, found[-1])


def _bounds(listed: Sequence[Bounds], spread: Numbers) -> list[Bounds]:
    """Return the bounds of standardised weights."""
    return [
        (_scaled(least, wide), _scaled(most, wide))
        for (least, most), wide in zip(listed, spread, strict=True)
    ]


def _start(bounds: Sequence[Bounds]) -> list[float]:
    """Return where to start from: nothing weighs anything, as far as the bounds allow."""
    return [
        min(max(0.0, least or 0.0), most) if most is not None else max(0.0, least or 0.0)
        for least, most in bounds
    ]


def _scaled(bound: float | None, wide: float) -> float | None:
    return None if bound is None else bound * float(wide)


def _golden(sample: Sample, weight: float) -> float:
    return sample.counted * (weight if sample.question.set.startswith(GOLDEN) else 1.0)


def best_level(samples: Sequence[Sample], fitted: Fit) -> float:
    """Return the threshold of most use: share handled right less half that of wrong answers, mean of sets."""
    of_set: dict[str, list[Judgement]] = {}
    for sample in samples:
        if sample.question.set.startswith(FIELD):
            continue  # hard on purpose: they would ask for more caution than most questions need
        found = of_set.setdefault(sample.question.set, [])
        found.append((bool(sample.question.gold), *fitted.judged(sample), sample.counted))
    used = [sum(_use(listed, level) for listed in of_set.values()) for level in LEVELS]
    good = np.array(used) >= max(used) - FLAT * len(of_set)
    return round(float(LEVELS[int(np.argmax(good))]), 3)


def _use(listed: Sequence[Judgement], level: float) -> float:
    used = 0.0
    for answerable, probability, right, counted in listed:
        handled = right if probability >= level else not answerable
        wrong = probability >= level and not right
        used += counted * (handled - WRONG * wrong)
    return used / sum(counted for *_, counted in listed)

"""Measure how reliable predicted probabilities are; pure, from (predicted, happened) to figures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Some predictions near to each other: how many, their mean, and how often it happened."""

    count: int
    predicted: float
    observed: float


def bins(pairs: Iterable[tuple[float, bool]], most: int = BINS) -> list[Bin]:
    """Return deciles: the pairs in the order of their prediction, cut into bins of the same size."""
    ordered = sorted(pairs)
    edges = [round(len(ordered) * at / most) for at in range(most + 1)]
    return _means(ordered[start:end] for start, end in pairwise(edges))


def tenths(pairs: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Return the pairs by the tenth their prediction lies in: 0 to .1, .1 to .2, …; empty ones left out."""
    cut: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for predicted, happened in pairs:
        cut[min(int(predicted * BINS), BINS - 1)].append((predicted, happened))
    return _means(cut)


def _means(cut: Iterable[Sequence[tuple[float, bool]]]) -> list[Bin]:
    return [
        Bin(len(some), _mean(p for p, _ in some), _mean(happened for _, happened in some))
        for some in cut
        if some
    ]


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the mean squared distance of what was predicted from what happened (Brier 1950); 0 is best."""
    return _mean((predicted - happened) ** 2 for predicted, happened in pairs)


def expected_error(pairs: Iterable[tuple[float, bool]]) -> float:
    """Return the expected calibration error: |predicted − observed| of the deciles, by their size."""
    listed = bins(pairs)
    total = sum(one.count for one in listed)
    return sum(one.count * abs(one.predicted - one.observed) for one in listed) / total if total else 0.0


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0

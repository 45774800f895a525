"""Turn the features of a candidate into its rank and into the probability that it is right.

The numbers are fitted on public question sets by `benchmarks/accuracy/calibrate.py` and kept in
`calibration.json`; there are no other weights.
"""

from __future__ import annotations

import os
from math import ceil, exp

from factcli._dataclass import dataclass
from factcli.questions.thresholds import UNEXPLAINED, WIDEST_LEAD
from factcli.strict_json import DEFAULT, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from factcli.questions.candidates import Candidate, FactsRead
    from factcli.questions.context import Context

PLACE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "calibration.json")


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with what its facts add, its features, and its score among the others."""

    candidate: Candidate
    facts: FactsRead
    features: Mapping[str, float]
    score: float

    @property
    def left(self) -> list[int]:
        """Return the positions of the words that nothing explains."""
        return self.facts.left(self.candidate)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates of a question in one base, best first, and the probability that the first one is right."""

    context: Context
    ordered: list[Scored]
    probability: float


class Calibration:
    """The fitted weights: one per feature for ranking, one per feature for the probability, one threshold.

    `most` bounds the probability by how many words are unexplained: none, about one, two, or more.
    """

    def __init__(self, stored: Mapping[str, Any]) -> None:
        """Take the content of `calibration.json`."""
        self.rank: dict[str, float] = stored["rank"]
        self.trust: dict[str, float] = stored["trust"]
        self.most: list[float] = stored["most"]
        self.threshold: float = stored["threshold"]
        self.card: float = stored["card"]

    def scored(self, candidate: Candidate, facts: FactsRead, features: Mapping[str, float]) -> Scored:
        """Return a candidate with the score of its features."""
        score = sum(self.rank.get(name, 0.0) * value for name, value in features.items())
        return Scored(candidate, facts, features, score)

    def probability(self, ranked: list[Scored]) -> float:
        """Return the estimated probability that the first of these candidates is right, 0 if there is none."""
        if not ranked:
            return 0.0
        z = self.trust["bias"] + sum(
            self.trust.get(name, 0.0) * value for name, value in trust_features(ranked).items()
        )
        return min(self.most[unexplained(ranked[0].features)], 1 / (1 + exp(-max(-30.0, min(30.0, z)))))


def ranked(found: Iterable[Scored]) -> list[Scored]:
    """Return candidates best first, in an order that is the same in every run."""
    return sorted(found, key=_rank)


def _rank(scored: Scored) -> tuple[float, int, int, int, bool]:
    candidate = scored.candidate
    return (
        -round(scored.score, 9),
        candidate.mention.start,
        candidate.entity,
        candidate.relation,
        candidate.inverse,
    )


def trust_features(ranked: list[Scored]) -> dict[str, float]:
    """Return the features of the first candidate, its score and its lead over the next one with another answer."""
    best = ranked[0]
    second = next((each for each in ranked if each.candidate.place != best.candidate.place), None)
    lead = WIDEST_LEAD if second is None else min(WIDEST_LEAD, best.score - second.score)
    return {**best.features, "score": best.score, "margin": lead}


def unexplained(features: Mapping[str, float]) -> int:
    """Return about how many words of weight are unexplained, 3 for more."""
    return min(3, max(0, ceil(features.get("leftover", 0.0) - UNEXPLAINED / 2)))


def load(path: str = PLACE) -> Calibration:
    """Read the fitted numbers."""
    with open(path, encoding="utf-8") as stream:
        return Calibration(loads(stream.read(), DEFAULT))

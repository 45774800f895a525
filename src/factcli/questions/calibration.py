"""Turn the features of a reading into its rank and into the probability that it is right.

The numbers are fitted by `benchmarks/calibrate.py` and stand in `calibration.json`; nothing is weighed here
that does not stand there.
"""

from __future__ import annotations

import os
from math import exp

from factcli.strict_json import DEFAULT, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from factcli.questions.context import Candidate

PLACE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "calibration.json")
WIDEST = 4.0  # margins beyond this tell nothing more


class Calibration:
    """The fitted weights: one a feature for ranking, one a feature for the probability, one threshold."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        """Take the content of `calibration.json`."""
        self.rank: dict[str, float] = stored["rank"]
        self.trust: dict[str, float] = stored["trust"]
        self.threshold: float = stored["threshold"]
        self.card: float = stored["card"]

    def order(self, found: list[Candidate]) -> list[Candidate]:
        """Score the readings and return them best first, in an order that is the same in every run."""
        for candidate in found:
            candidate.score = sum(
                self.rank.get(name, 0.0) * value for name, value in candidate.features.items()
            )
        return sorted(
            found, key=lambda c: (-round(c.score, 9), c.mention.start, c.entity, c.relation, c.inverse)
        )

    def trust_features(self, ordered: list[Candidate]) -> dict[str, float]:
        """Return the features of the first reading with its score and its lead over the next."""
        best = ordered[0]
        second = next((candidate for candidate in ordered if candidate.place != best.place), None)
        lead = WIDEST if second is None else min(WIDEST, best.score - second.score)
        return {**best.features, "score": best.score, "margin": lead}

    def probability(self, ordered: list[Candidate]) -> float:
        """Return the estimated probability that the first of these readings is right."""
        z = self.trust["bias"] + sum(
            self.trust.get(name, 0.0) * value for name, value in self.trust_features(ordered).items()
        )
        return 1 / (1 + exp(-max(-30.0, min(30.0, z))))


def load(path: str = PLACE) -> Calibration:
    """Read the fitted numbers."""
    with open(path, encoding="utf-8") as stream:
        return Calibration(loads(stream.read(), DEFAULT))

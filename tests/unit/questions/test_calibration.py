"""The fitted numbers turn features into a rank and a probability, and nothing else does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.questions.calibration import Calibration, Scored, load, ranked, trust_features
from factcli.questions.candidates import NOTHING_READ, Candidate
from factcli.questions.features import FEATURES
from factcli.questions.linking import EXACT, Mention
from factcli.questions.relations import NONE
from factcli.questions.thresholds import WIDEST_LEAD

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = {
    "rank": {"value": 2.0},
    "trust": {"bias": -1.0, "margin": 0.5},
    "most": [1.0] * 4,
    "threshold": 0.6,
    "card": 0.9,
}
CALIBRATION = Calibration(NUMBERS)


def reading(entity: int, value: float) -> Scored:
    mention = Mention(0, 1, "x", EXACT, 0)
    made = Candidate(mention, entity, 0, inverse=False, match=NONE, kind=None, rest=())
    return CALIBRATION.scored(made, NOTHING_READ, {"value": value})


class TestOrder:
    def test_the_best_comes_first(self) -> None:
        ordered = ranked([reading(1, 0.1), reading(2, 0.9)])

        assert [(made.candidate.entity, made.score) for made in ordered] == [(2, 1.8), (1, 0.2)]

    @given(st.permutations([1, 2, 3, 4]))
    def test_ties_keep_the_order_of_the_base(self, entities: list[int]) -> None:
        ordered = ranked([reading(entity, 0.5) for entity in entities])

        assert [made.candidate.entity for made in ordered] == [1, 2, 3, 4]


class TestProbability:
    @given(st.floats(0, 1), st.floats(0, 1))
    def test_probability_is_between_0_and_1_and_grows_with_the_lead(self, one: float, other: float) -> None:
        alone = CALIBRATION.probability([reading(1, one)])
        beside = CALIBRATION.probability(ranked([reading(1, one), reading(2, other)]))

        assert 0 < beside <= alone < 1

    def test_a_reading_with_the_same_answer_is_not_a_rival(self) -> None:
        features = trust_features([reading(1, 0.5), reading(1, 0.4)])

        assert features["margin"] == WIDEST_LEAD

    def test_the_lead_counts_only_so_far(self) -> None:
        ordered = ranked([reading(1, 90.0), reading(2, 0.0)])

        assert trust_features(ordered)["margin"] == WIDEST_LEAD


class TestTheNumbers:
    def test_the_shipped_ones_weigh_features_there_are(self) -> None:
        shipped = load()

        assert set(shipped.rank) <= set(FEATURES)
        assert set(shipped.trust) <= {*FEATURES, "bias", "score", "margin"}
        assert 0 < shipped.threshold < shipped.card <= 1

    def test_others_can_be_read_from_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "numbers.json"
        path.write_text(json.dumps(NUMBERS), encoding="utf-8")

        assert load(str(path)).threshold == 0.6

    def test_a_missing_file_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            load(str(tmp_path / "none.json"))

"""Frozen values behave as the standard library's frozen dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from factcli import _dataclass


@_dataclass.dataclass(frozen=True, slots=True)
class Point:
    """A place with a default."""

    x: int
    y: int = 2

    @property
    def sum(self) -> int:
        return self.x + self.y


@dataclasses.dataclass(frozen=True, slots=True)
class StandardPoint:
    x: int
    y: int = 2


BOTH: list[Any] = [Point, StandardPoint]


@pytest.mark.parametrize("kind", BOTH)
class TestAValue:
    def test_fields_are_positional_named_or_default(self, kind: Any) -> None:
        assert kind(1, 2) == kind(1) == kind(x=1) == kind(y=2, x=1) == kind(1, y=2)

    @pytest.mark.parametrize(
        ("values", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1}), ((), {"y": 1})]
    )
    def test_other_arguments_are_refused(
        self, kind: Any, values: tuple[int, ...], named: dict[str, int]
    ) -> None:
        with pytest.raises(TypeError):
            kind(*values, **named)

    def test_equality_needs_the_same_class_and_fields(self, kind: Any) -> None:
        assert kind(1) != kind(3)
        assert kind(1) != (1, 2)
        assert hash(kind(1)) == hash(kind(1))

    def test_values_are_frozen(self, kind: Any) -> None:
        value = kind(1)

        with pytest.raises(AttributeError):
            value.x = 2
        with pytest.raises(AttributeError):
            del value.x
        with pytest.raises((AttributeError, TypeError)):
            value.z = 2

    def test_shows_its_fields(self, kind: Any) -> None:
        assert repr(kind(1)) == f"{kind.__name__}(x=1, y=2)"

    def test_is_copied_and_pickled(self, kind: Any) -> None:
        assert copy.deepcopy(kind(1)) == pickle.loads(pickle.dumps(kind(1))) == kind(1)  # noqa: S301 -- our own bytes

    def test_matches_by_position(self, kind: Any) -> None:
        match kind(5):
            case kind(x, y):
                assert (x, y) == (5, 2)


class TestOurs:
    def test_keeps_methods_and_has_no_dict(self) -> None:
        assert Point(1).sum == 3
        assert not hasattr(Point(1), "__dict__")

    def test_replaces_fields_in_a_copy(self) -> None:
        assert _dataclass.replace(Point(1), y=9) == Point(1, 9)

    def test_only_frozen_slotted_classes_are_made(self) -> None:
        with pytest.raises(TypeError):
            _dataclass.dataclass(frozen=False, slots=True)

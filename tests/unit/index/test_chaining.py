"""A chain of facts is as short as there is one, and each of its facts holds on to the next."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from factcli.index.lookup import chain
from factcli.index.query import FactRow

if TYPE_CHECKING:
    from collections.abc import Sequence

Link = tuple[int, int | None, str]
ENTITIES = 7
links = st.lists(
    st.tuples(
        st.integers(0, ENTITIES - 1),
        st.none() | st.integers(0, ENTITIES - 1),
        st.sampled_from(["asserted", "denied"]),
    ),
    max_size=12,
)


class Facts:
    """The one method of an index that a chain needs."""

    def __init__(self, made: Sequence[Link]) -> None:
        """Make a row of each link."""
        self.rows = [
            FactRow(at, subject, 0, thing, modality, False, "thing", 1)
            for at, (subject, thing, modality) in enumerate(made)
        ]

    def facts(self, *, limit: int, **ends: int) -> list[FactRow]:
        assert limit == 0
        return [row for row in self.rows if all(getattr(row, end) == value for end, value in ends.items())]


def shortest(made: Sequence[Link], start: int, goal: int) -> int | None:
    """Return how many facts the shortest chain has, found by looking everywhere."""
    far = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for subject, thing, modality in made:
            if modality == "denied" or thing is None or here not in (subject, thing):
                continue
            there = thing if subject == here else subject
            if there not in far:
                far[there] = far[here] + 1
                queue.append(there)
    return far.get(goal)


@given(links, st.integers(0, ENTITIES - 1), st.integers(0, ENTITIES - 1))
def test_is_as_short_as_can_be_and_unbroken(made: list[Link], start: int, goal: int) -> None:
    found = chain(Facts(made), start, goal)  # type: ignore[arg-type]

    assert (None if found is None else len(found)) == shortest(made, start, goal)
    here = start
    for number in found or []:
        subject, thing, modality = made[number]
        assert modality != "denied"
        assert here in (subject, thing)
        here = thing if here == subject else subject  # type: ignore[assignment]
    assert found is None or here == goal

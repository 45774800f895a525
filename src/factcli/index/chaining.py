"""Find how two entities hang together: a shortest chain of facts from one to the other."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcli.index.query import Index
    from factcli.model import Entity

    _Steps = dict[int, "tuple[int, int] | None"]


def chain(index: Index, start: int, goal: int) -> list[int] | None:
    """Return the facts of a shortest chain between two entities, None where none leads there.

    Searches from both ends by turns, the smaller side first; facts that are denied link nothing. Of chains
    as short as each other the one found first in file order is taken.
    """
    if start == goal:
        return []
    sides: tuple[_Steps, _Steps] = ({start: None}, {goal: None})
    edges = ([start], [goal])
    while edges[0] and edges[1]:
        turn = 0 if len(edges[0]) <= len(edges[1]) else 1
        met = _grow(index, edges[turn], sides[turn], sides[1 - turn])
        if met is not None:
            return [*reversed(_back(sides[0], met)), *_back(sides[1], met)]
    return None


def _grow(index: Index, edge: list[int], seen: _Steps, other: _Steps) -> int | None:
    reached: list[int] = []
    for here in edge:
        for fact, there in _neighbours(index, here):
            if there in seen:
                continue
            seen[there] = (here, fact)
            reached.append(there)
            if there in other:
                return there
    edge[:] = reached
    return None


def _neighbours(index: Index, entity: int) -> Iterable[tuple[int, int]]:
    rows = [*index.facts(subject=entity, limit=0), *index.facts(object=entity, limit=0)]
    for row in sorted(rows):
        if row.object is not None and row.modality != "denied":
            yield row.number, row.object if row.subject == entity else row.subject


def _back(steps: _Steps, at: int) -> list[int]:
    facts = []
    step = steps[at]
    while step is not None:
        facts.append(step[1])
        step = steps[step[0]]
    return facts


def stops(index: Index, start: int, facts: Iterable[int]) -> list[Entity]:
    """Return the entities a chain leads through, from its start."""
    found = [index.entity(start)]
    for number in facts:
        fact = index.fact(number)
        found.append(fact.object if fact.subject.id == found[-1].id and fact.object else fact.subject)
    return found

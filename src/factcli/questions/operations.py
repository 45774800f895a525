"""Join facts: the operations that plans are made of, one function each.

They work on members, the entities that a step leaves, each with the numbers of the facts that put it there; so every
answer knows what it stands on. Denied facts put nothing anywhere. How many rows one plan may read is bounded.
"""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.base.edtf import bounds
from factcli.model import Date, Money, Quantity
from factcli.questions.constraints import against
from factcli.questions.result import CONFIRMED, EXCLUDED
from factcli.questions.thresholds import MOST_ROWS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcli.index.query import FactRow, Index
    from factcli.model import Fact
    from factcli.questions.limits import Limit

    Members = Mapping[int, tuple[int, ...]]


class TooManyRows(Exception):  # noqa: N818 -- no error: the question asks for more than is compared
    """Raised where a plan would read more rows than are compared in one question."""


class Store:
    """The rows and facts of a base that one plan reads, each once, and no more than are allowed."""

    def __init__(self, base: Index, most: int = MOST_ROWS) -> None:
        """Start with nothing read."""
        self.base, self.most, self.read = base, most, 0
        self._about: dict[tuple[int, bool], list[FactRow]] = {}
        self._of: dict[int, list[FactRow]] = {}
        self._by_subject: dict[int, dict[int, list[FactRow]]] = {}
        self._facts: dict[int, Fact] = {}

    def _counted(self, rows: list[FactRow]) -> list[FactRow]:
        self.read += len(rows)
        if self.read > self.most:
            raise TooManyRows
        return [row for row in rows if row.modality != "denied"]

    def about(self, entity: int, *, inverse: bool) -> list[FactRow]:
        """Return the facts an entity is the subject of, or (inverse) the object."""
        if (entity, inverse) not in self._about:
            limit = self.most - self.read + 1
            if inverse:
                rows = self.base.facts(object=entity, limit=limit)
            else:
                rows = self.base.facts(subject=entity, limit=limit)
            self._about[entity, inverse] = self._counted(rows)
        return self._about[entity, inverse]

    def of(self, relation: int) -> list[FactRow]:
        """Return every fact of a relation."""
        if relation not in self._of:
            rows = self.base.facts(relation=relation, limit=self.most - self.read + 1)
            self._of[relation] = self._counted(rows)
        return self._of[relation]

    def rows_of(self, entity: int, relation: int) -> list[FactRow]:
        """Return the facts of a relation that an entity is the subject of; a relation read whole is not read again."""
        if relation not in self._of:
            return [row for row in self.about(entity, inverse=False) if row.relation == relation]
        if relation not in self._by_subject:
            grouped: dict[int, list[FactRow]] = {}
            for row in self._of[relation]:
                grouped.setdefault(row.subject, []).append(row)
            self._by_subject[relation] = grouped
        return self._by_subject[relation].get(entity, [])

    def fact(self, number: int) -> Fact:
        """Return a fact."""
        if number not in self._facts:
            self._facts[number] = self.base.fact(number)
        return self._facts[number]


@dataclass(frozen=True, slots=True)
class Measured:
    """A member with what it is compared by, from the least to the most this may mean, and in which unit."""

    entity: int
    facts: tuple[int, ...]
    least: tuple[float, ...]
    most: tuple[float, ...]
    unit: str


# Steps from members to members.


def rows(store: Store, members: Members, relation: int, *, inverse: bool) -> dict[int, tuple[int, ...]]:
    """Return what a relation leads to from some members; inverse: what leads to them."""
    found: dict[int, tuple[int, ...]] = {}
    for entity, facts in members.items():
        for row in store.about(entity, inverse=inverse):
            other = row.subject if inverse else row.object
            if row.relation == relation and other is not None:
                found[other] = _joined(found.get(other, ()), (*facts, row.number))
    return found


def subjects(store: Store, relation: int) -> dict[int, tuple[int, ...]]:
    """Return every name that has a relation, with its facts."""
    found: dict[int, tuple[int, ...]] = {}
    for row in store.of(relation):
        found[row.subject] = (*found.get(row.subject, ()), row.number)
    return found


def both(one: Members, other: Members) -> dict[int, tuple[int, ...]]:
    """Return the members of two sets, with the facts of both."""
    return {entity: _joined(facts, other[entity]) for entity, facts in one.items() if entity in other}


def but_not(members: Members, others: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return the members that are not among others."""
    left_out = set(others)
    return {entity: facts for entity, facts in members.items() if entity not in left_out}


def in_time(
    store: Store, members: Members, relation: int, limit: Limit, *, inside: bool
) -> dict[int, tuple[int, ...]]:
    """Return the members whose date by a relation is surely in a time, or surely not (`inside` False)."""
    found: dict[int, tuple[int, ...]] = {}
    wanted = CONFIRMED if inside else EXCLUDED
    for entity, facts in members.items():
        for row in store.about(entity, inverse=False):
            if row.relation != relation:
                continue
            value = store.fact(row.number).value
            if isinstance(value, Date) and against(value.edtf, limit) == wanted:
                found[entity] = _joined(facts, (row.number,))
    return found


def _joined(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*one, *other)))


# Order and size.


def measured(store: Store, members: Members, relation: int) -> list[Measured]:
    """Return the members that a relation gives a number, an amount or a date, with it."""
    found = []
    for entity, facts in members.items():
        for row in store.rows_of(entity, relation):
            held = _extent(store.fact(row.number))
            if held is not None:
                least, most, unit = held
                found.append(Measured(entity, _joined(facts, (row.number,)), least, most, unit))
    return found


def spans(store: Store, members: Members, begin: int, end: int) -> list[Measured]:
    """Return the members that have a beginning and an end, measured by the days between."""
    begins = {each.entity: each for each in measured(store, members, begin) if each.unit == _DATE}
    found = []
    for each in measured(store, members, end):
        start = begins.get(each.entity)
        if start is not None and each.unit == _DATE:
            least, most = (_days(each.least) - _days(start.most),), (_days(each.most) - _days(start.least),)
            found.append(Measured(each.entity, _joined(start.facts, each.facts), least, most, "days"))
    return found


def sizes(counted: Mapping[int, Members]) -> list[Measured]:
    """Return members measured by how many others belong to each."""
    found = []
    for entity, members in counted.items():
        facts = tuple(dict.fromkeys(number for each in members.values() for number in each))
        if facts:
            found.append(Measured(entity, facts, (len(members),), (len(members),), ""))
    return found


_DATE = "date"
_YEAR, _MONTH = 365.2425, 30.437  # days


def _days(point: tuple[float, ...]) -> float:
    year, month, day = point
    return year * _YEAR + (month - 1) * _MONTH + day


def _extent(fact: Fact) -> tuple[tuple[float, ...], tuple[float, ...], str] | None:
    """Return the least and the most that the value of a fact may mean, and its unit; None for a text."""
    value = fact.value
    if isinstance(value, Money | Quantity):
        unit = value.currency if isinstance(value, Money) else value.unit
        return (value.amount,), (value.amount,), unit
    if not isinstance(value, Date):
        return None
    ends = bounds(value.edtf)
    if ends is None or ends[0] is None or ends[1] is None:
        return None
    return ends[0], ends[1], _DATE


def foremost(compared: Sequence[Measured], number: int, *, least: bool = False) -> list[Measured]:
    """Return so many members with the most, or the least, the foremost first."""
    if least:
        return sorted(compared, key=lambda each: each.most)[:number]
    return sorted(compared, key=lambda each: each.least, reverse=True)[:number]


def nth(ordered: Sequence[Measured], number: int) -> Measured | None:
    """Return the nth by what the members are measured by, from the end if negative; None if that is not certain."""
    if len({each.unit for each in ordered}) != 1 or abs(number) > len(ordered) or not number:
        return None
    listed = sorted(ordered, key=lambda each: (each.least, each.most))
    at = number - 1 if number > 0 else len(listed) + number
    chosen = listed[at]
    sure = all(each.most < chosen.least for each in listed[:at]) and all(
        chosen.most < each.least for each in listed[at + 1 :]
    )
    return chosen if sure else None


def most(compared: Sequence[Measured], *, least: bool = False) -> list[Measured]:
    """Return the member with the most, or the least; several that have the same, and none if it is not certain."""
    if not compared or len({each.unit for each in compared}) != 1:
        return []
    best = min(compared, key=lambda each: each.most) if least else max(compared, key=lambda each: each.least)
    tied = [each for each in compared if not (each.least > best.most if least else each.most < best.least)]
    return tied if all((each.least, each.most) == (best.least, best.most) for each in tied) else []

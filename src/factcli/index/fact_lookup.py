"""Find facts by what they are about, by number, a few rows read for each."""

from __future__ import annotations

from itertools import islice

from factcli.index.database import healed
from factcli.index.packed import between, records, unpack
from factcli.index.references import unflag
from factcli.index.rows import FactRow, ProfileRow
from factcli.index.tables import FACT, FACT_BITS, RELATION_BITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from factcli.index.database import Database
    from factcli.index.rows import Filter

_FACTS = (1 << FACT_BITS) - 1
_RELATIONS = (1 << RELATION_BITS) - 1
_BATCH = 256  # facts looked at together when all are gone through


class FactLookup:
    """The part of an index that knows what facts are about."""

    database: Database
    counts: Mapping[str, int]

    def forget(self) -> None:
        """Let go of what was read."""

    def row(self, number: int) -> FactRow:
        """Return what a fact is about."""
        return self.fact_rows([number])[0]

    @healed
    def fact_rows(self, numbers: Iterable[int]) -> list[FactRow]:
        """Return what these facts are about, in the order asked for."""
        wanted = list(numbers)
        found = records(self.database.rows, "fact", wanted, FACT)
        return [_fact_row(number, record) for number, record in zip(wanted, found, strict=True)]

    @healed
    def facts(
        self,
        *,
        subject: int | None = None,
        object: int | None = None,  # noqa: A002 -- the field's own word
        relation: int | None = None,
        limit: int = 200,
    ) -> list[FactRow]:
        """Return the first `limit` facts (0: all) that have these, in the order of the base."""
        if subject is not None and object is not None:
            of_both = (
                row for row in self.facts(subject=subject, relation=relation, limit=0) if row.object == object
            )
            return list(islice(of_both, limit or None))
        if subject is not None:
            numbers = self._of_entity("by_subject", subject, relation, limit)
        elif object is not None:
            numbers = self._of_entity("by_object", object, relation, limit)
        elif relation is not None:
            numbers = self._of_relation(relation, limit)
        else:
            numbers = range(min(limit or self.counts["facts"], self.counts["facts"]))
        return self.fact_rows(numbers)

    def _of_entity(self, table: str, entity: int, relation: int | None, limit: int) -> Sequence[int]:
        place = entity << (RELATION_BITS + FACT_BITS)
        if relation is not None:
            return self._first(table, place | relation << FACT_BITS, FACT_BITS, limit)
        hub = self._hub(entity)
        if hub is None:
            return sorted(self._first(table, place, RELATION_BITS + FACT_BITS, 0))[: limit or None]
        relations = sorted({row.relation for row in hub if row.inverse is (table == "by_object")})
        found = [self._first(table, place | each << FACT_BITS, FACT_BITS, limit) for each in relations]
        return sorted(number for numbers in found for number in numbers)[: limit or None]

    def _of_relation(self, relation: int, limit: int) -> list[int]:
        return self._first("by_relation", relation << FACT_BITS, FACT_BITS, limit)

    def _first(self, table: str, low: int, bits: int, limit: int) -> list[int]:
        values = between(self.database.rows, table, low, low + (1 << bits))
        return [value & _FACTS for value in islice(values, limit or None)]

    def _hub(self, entity: int) -> tuple[ProfileRow, ...] | None:
        found = self.database.rows("SELECT profile FROM hub WHERE entity = ?", (entity,))
        if not found:
            return None
        values = list(unpack(found[0][0]))
        parts = zip(values[0::3], values[1::3], values[2::3], strict=True)
        return tuple(ProfileRow(relation, bool(inverse), count) for relation, inverse, count in parts)

    @healed
    def profile(self, entity: int) -> tuple[ProfileRow, ...]:
        """Return the relations an entity has, as subject first, and in how many facts each."""
        hub = self._hub(entity)
        if hub is not None:
            return hub
        place, bits = entity << (RELATION_BITS + FACT_BITS), RELATION_BITS + FACT_BITS
        counts: dict[tuple[int, bool], int] = {}
        for inverse, table in ((False, "by_subject"), (True, "by_object")):
            for value in between(self.database.rows, table, place, place + (1 << bits)):
                key = value >> FACT_BITS & _RELATIONS, inverse
                counts[key] = counts.get(key, 0) + 1
        return tuple(ProfileRow(relation, inverse, count) for (relation, inverse), count in counts.items())

    @healed
    def citing(self, sentence: int) -> list[int]:
        """Return the facts that cite a sentence besides their first one, by number."""
        return self._first("cited", sentence << FACT_BITS, FACT_BITS, 0)

    def _numbers(self, wanted: Filter) -> Iterable[int]:
        """Return the facts that can pass a filter: those of its entity or its relation, else all."""
        if wanted.entity is not None:
            rows = self.facts(subject=wanted.entity, limit=0) + self.facts(object=wanted.entity, limit=0)
            return sorted({row.number for row in rows})
        if wanted.relation is not None:
            return [row.number for row in self.facts(relation=wanted.relation, limit=0)]
        return range(self.counts["facts"])

    def rows_matching(self, wanted: Filter) -> Iterator[FactRow]:
        """Yield the facts that pass every filter but that of text, in the order of the base, as it goes."""
        also = frozenset(self.citing(wanted.sentence)) if wanted.sentence is not None else frozenset()
        numbers = iter(self._numbers(wanted))
        while batch := list(islice(numbers, _BATCH)):
            for row in self.fact_rows(batch):
                if _passes(row, wanted, also):
                    yield row


def _passes(row: FactRow, wanted: Filter, also: frozenset[int]) -> bool:
    return (
        wanted.relation in (None, row.relation)
        and wanted.kind in (None, row.kind)
        and wanted.modality in (None, row.modality)
        and (wanted.sentence in (None, row.text_id) or row.number in also)
    )


def _fact_row(number: int, record: tuple[int, ...]) -> FactRow:
    subject, relation, thing, meant, sentence = record[:5]
    modality, hedged, kind = unflag(meant)
    return FactRow(number, subject, relation, None if thing < 0 else thing, modality, hedged, kind, sentence)

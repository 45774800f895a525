"""Derive an index from a base: one pass over the file, some hundred documents in memory at a time.

Everything a question would otherwise work out again is worked out here: folded names, the words they are
made of, numbers in place of ids, how often an entity stands in a relation.
"""

from __future__ import annotations

from array import array
from itertools import pairwise

from factcli.base.line_scan import ID, OTHERS, other_sentences
from factcli.base.schema import TABLES as ORDER
from factcli.errors import BadBase
from factcli.index.fact_tables import write_facts
from factcli.index.naming import Names
from factcli.index.packed import checksum
from factcli.index.packing import write_records, write_sorted
from factcli.index.phrasing import Phrases
from factcli.index.references import References
from factcli.index.tables import (
    ENTITY,
    FACT,
    FACT_BITS,
    FORMAT,
    INDEXES,
    NUMBER_BITS,
    PACKED,
    SENTENCE,
    TABLES,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from factcli.base.line_scan import Fields
    from factcli.base.reader import Chunk
    from factcli.index.phrasing import PhraseMaker

    Entry = tuple[int, dict[str, Any], int, int]  # document id, document, where it stands, how long it is
    Told = tuple[int, Fields, int, int]


class OutOfOrder(Exception):  # noqa: N818 -- no error: the tables of a base may stand in any order
    """Say that a table came after one that refers to it; the builder wants them the other way round."""


def in_order(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Return all documents, tables in the order of the format."""
    return sorted(chunks, key=lambda chunk: ORDER.index(chunk.table))


class Builder:
    """Fill an empty database from the documents of a base."""

    def __init__(self, connection: Any, path: str, phrases: PhraseMaker, called: str = "") -> None:
        """Prepare for one base at `path`, which errors call what the user called it."""
        self._connection, self._path, self._phrases = connection, path, Phrases(phrases)
        self._known, self._names = References(called or path), Names()
        self._facts, self._entities, self._sentences = array(PACKED), array(PACKED), array(PACKED)
        self._cited: list[int] = []
        self._name, self._rank = "", -1
        self._stored = 0  # documents that are kept here, because the base has another layout

    def fill(self, chunks: Iterable[Chunk], *, signature: str, stamp: str, ordered: bool = False) -> None:
        """Take in every document. Raises `BadBase`, and `OutOfOrder` where tables stand in another order.

        `ordered` says that they are in order: then a table that was passed over is not there.
        """
        run = self._connection.execute
        run("BEGIN")
        for statement in TABLES:
            run(statement)
        for chunk in chunks:
            self._take(chunk, ordered=ordered)
        self._phrases.write(self._connection)
        self._names.write(self._connection)
        self._write_records()
        write_facts(self._connection.executemany, self._facts)
        known = self._known
        counts = (len(known.facts), len(known.entities), len(known.relations), len(known.sentences))
        row = (FORMAT, signature, self._path, stamp, self._name, self._names.longest, *counts)
        run("INSERT INTO state VALUES(?,?,?,?,?,?,?,?,?,?)", row)
        for statement in INDEXES:
            run(statement)
        run("COMMIT")

    @property
    def has_places(self) -> bool:
        """Tell whether every document is read from its place in the base."""
        return not self._stored

    def _take(self, chunk: Chunk, *, ordered: bool) -> None:
        rank = ORDER.index(chunk.table)
        if rank < self._rank:
            raise OutOfOrder
        places, lengths = (chunk.starts, chunk.lengths) if chunk.starts else self._store(chunk.documents)
        take = getattr(self, f"_{'told' if chunk.told else 'take'}_{chunk.table}")
        try:
            take(zip(chunk.numbers, chunk.told or chunk.documents, places, lengths, strict=True))
        except BadBase:
            if rank > self._rank + 1 and not ordered:  # what is missing may stand in a table still to come
                raise OutOfOrder from None
            raise
        self._rank = rank

    def _store(self, documents: Sequence[Any]) -> tuple[Sequence[int], Sequence[int]]:
        """Keep documents that stand in the base in a way they cannot be read one by one."""
        from json import dumps

        places = range(self._stored, self._stored + len(documents))
        self._stored += len(documents)
        rows = ((at, dumps(each, ensure_ascii=False)) for at, each in zip(places, documents, strict=True))
        self._connection.executemany("INSERT INTO document VALUES(?,?)", rows)
        return places, [0] * len(documents)

    def _take_meta(self, entries: Iterable[Entry]) -> None:
        for _, document, _, _ in entries:
            self._name = document["name"]

    def _take_sources(self, entries: Iterable[Entry]) -> None:
        for place, document, start, length in entries:
            number = self._known.add_source(place, document)
            self._connection.execute("INSERT INTO source VALUES(?,?,?)", (number, start, length))

    def _take_sentences(self, entries: Iterable[Entry]) -> None:
        add, extend = self._known.add_sentence, self._sentences.extend
        for place, document, start, length in entries:
            extend((place, add(place, document["source"]), start, length))

    def _told_sentences(self, entries: Iterable[Told]) -> None:
        add, extend = self._known.add_sentence, self._sentences.extend
        for place, told, start, length in entries:
            extend((place, add(place, told[1]), start, length))

    def _take_entities(self, entries: Iterable[Entry]) -> None:
        known, extend, name = self._known, self._entities.extend, self._names.add
        for place, document, start, length in entries:
            number = known.add_entity(place, document)
            extend((known.kinds[number], start, length))
            name(number, document)

    def _take_relations(self, entries: Iterable[Entry]) -> None:
        for place, document, start, length in entries:
            number = self._known.add_relation(place, document)
            row = (number, self._phrases.take(number, document), start, length)
            self._connection.execute("INSERT INTO relation VALUES(?,?,0,?,?)", row)

    def _take_facts(self, entries: Iterable[Entry]) -> None:
        known, extend = self._known, self._facts.extend
        for place, document, start, length in entries:
            extend((*known.fact(place, document), start, length))
            number = known.add("facts", known.facts, place, document["id"])
            for entry in document["evidence"][1:]:
                self._cited.append(entry["sentence"] << FACT_BITS | number)

    def _told_facts(self, entries: Iterable[Told]) -> None:
        known, extend = self._known, self._facts.extend
        for place, told, start, length in entries:
            cited = other_sentences(told) if told[OTHERS] else ()
            extend((*known.told_fact(place, told, cited), start, length))
            number = known.add("facts", known.facts, place, told[ID])
            for sentence in cited:
                self._cited.append(sentence << FACT_BITS | number)

    def _write_records(self) -> None:
        many = self._connection.executemany
        write_records(many, "fact", self._facts, FACT)
        write_records(many, "entity", self._entities, ENTITY)
        places = self._sentences[::SENTENCE]
        if any(one > other for one, other in pairwise(places)):
            rows = sorted(
                tuple(self._sentences[at : at + SENTENCE]) for at in range(0, len(self._sentences), SENTENCE)
            )
            self._sentences = array(PACKED, [value for row in rows for value in row])
        write_records(many, "sentence", self._sentences, SENTENCE)
        write_sorted(many, "cited", sorted(set(self._cited)))
        for table, known in (("entity_id", self._known.entities), ("fact_id", self._known.facts)):
            write_sorted(
                many, table, [checksum(name) << NUMBER_BITS | number for name, number in known.items()]
            )

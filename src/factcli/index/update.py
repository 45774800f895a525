"""Bring the index of a small base up to date after an edit that touched facts alone.

What stands before the facts is compared by a checksum, each fact's line by one of its own. Facts whose line
is known keep what was worked out of them; only the others are read. Where anything else changed, or anything
is not as usual, the index is made anew: this may save time and can change no answer.
"""

from __future__ import annotations

import os
from zlib import crc32

from factcli.base.schema import WrongForm, check_document
from factcli.errors import BadBase
from factcli.index.build import References, write_facts
from factcli.index.database import DAMAGE, Database
from factcli.index.fuzzy import FuzzyIndex
from factcli.index.packed import between, records
from factcli.index.packing import write_records, write_sorted
from factcli.index.query import Index
from factcli.index.tables import FACT, FACT_BITS, NUMBER_BITS, kind_number
from factcli.strict_json import DEFAULT, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from factcli.index.packed import Rows
    from factcli.index.packing import Many

_FACTS = b'\n"facts": {\n'
_ENDS = (b"\n}\n}\n", b"\n}\n}")
_LONGEST_NUMBER = 15
_NUMBER = (1 << NUMBER_BITS) - 1
_FACT_TABLES = ("fact", "by_subject", "by_object", "by_relation", "cited", "fact_id", "hub", "line")


def remember(connection: Any, data: bytes) -> None:
    """Note the checksums a later renewal compares; nothing where the base is laid out in another way."""
    size = data.find(_FACTS) + len(_FACTS)
    lines = _lines(data, size) if size >= len(_FACTS) else None
    if lines is None:
        return
    connection.execute("INSERT INTO head VALUES(?,?)", (size, crc32(data[:size])))
    _write_sums(connection.executemany, [crc32(line) for _, _, line in lines])


def _write_sums(many: Many, sums: list[int]) -> None:
    """Write the checksums of the facts' lines, unless two happen to have the same."""
    if len(set(sums)) == len(sums):
        write_sorted(many, "line", [each << NUMBER_BITS | number for number, each in enumerate(sums)])


def _lines(data: bytes, size: int) -> list[tuple[int, int, bytes]] | None:
    """Return (document id, where, JSON) of each fact's line, None where a line is not as this program writes it."""
    end = next((len(data) - len(end) for end in _ENDS if data.endswith(end)), -1)
    if end <= size:
        return None
    found, at, last = [], size, 0
    lines = data[size:end].split(b",\n")
    if data.count(b"\n", size, end) != len(lines) - 1:
        return None
    for line in lines:
        name = b'"%d": {' % (last + 1)
        if line.startswith(name):
            last += 1
        else:
            name, last = _name(line, last)
        if not name or line[-1:] != b"}":
            return None
        start = len(name) - 1
        found.append((last, at + start, line[start:]))
        at += len(line) + 2
    return found


def _name(line: bytes, last: int) -> tuple[bytes, int]:
    """Return how a line begins whose document id is not the next one, and that id; nothing where it is none."""
    number = line[1 : line.find(b'"', 1)]
    name = b'"%b": {' % number
    plain = number.isdigit() and number[:1] != b"0" and len(number) <= _LONGEST_NUMBER
    return (name, int(number)) if plain and line.startswith(name) and int(number) > last else (b"", last)


def renewed(connection: Any, data: bytes, base: int, stamp: str) -> bool:
    """Bring a copy of an index up to date with `data`, the bytes of the base open as `base`.

    Returns False, with the copy spoilt, where the index must be made anew.
    """

    def rows(query: str, values: Any = ()) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = connection.execute(query, values).fetchall()
        return found

    try:
        head = rows("SELECT size, checksum FROM head")
        if not head or crc32(data[: head[0][0]]) != head[0][1]:
            return False
        lines = _lines(data, head[0][0])
        return lines is not None and _Renewal(connection, rows, base).write(lines, stamp)
    except (BadBase, WrongForm, *DAMAGE):
        return False


class _Late(dict[object, int]):
    """Look a number up when it is first asked for; a `KeyError` says that there is none."""

    def __init__(self, find: Callable[[Any], int | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: Any) -> int:
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        self[key] = found
        return found


class _Renewal:
    """What was worked out of the facts before, by the checksum of their lines."""

    def __init__(self, connection: Any, rows: Rows, base: int) -> None:
        self._connection, self._rows = connection, rows
        count = rows("SELECT facts FROM state")[0][0]
        self._old = list(records(rows, "fact", range(count), FACT))
        self._ids = {value & _NUMBER: value >> NUMBER_BITS for value in _all(rows, "fact_id")}
        self._at = {value >> NUMBER_BITS: value & _NUMBER for value in _all(rows, "line")}
        self._others: dict[int, list[int]] = {}
        for value in _all(rows, "cited"):
            self._others.setdefault(value & ((1 << FACT_BITS) - 1), []).append(value >> FACT_BITS)
        self._known = self._references(base)

    def _references(self, base: int) -> References:
        index = Index(Database(_Kept(self._connection), os.dup(base), None), FuzzyIndex(0), "")
        known = References("")
        relations = index.relations()
        known.relations = {row.id: row.number for row in relations}
        known.relation_kinds = [kind_number(row.kind) for row in relations]
        known.entities = _Late(index.entity_number)  # type: ignore[assignment]
        known.kinds = _Late(lambda number: kind_number(index.entity(number).kind))  # type: ignore[assignment]
        known.sentences = _Late(lambda place: int(index.sentence(place).id))  # type: ignore[assignment]
        return known

    def write(self, lines: list[tuple[int, int, bytes]], stamp: str) -> bool:
        """Work out every fact anew or again, and write what depends on facts."""
        facts, ids, cited = list[int](), list[int](), list[int]()
        sums = [crc32(line) for _, _, line in lines]
        for number, (place, start, line) in enumerate(lines):
            row, name, others = self._told(place, line, sums[number])
            facts.extend((*row, start, len(line)))
            ids.append(name << NUMBER_BITS | number)
            cited += [sentence << FACT_BITS | number for sentence in others]
        if len({value >> NUMBER_BITS for value in ids}) != len(ids):
            return False
        run, many = self._connection.execute, self._connection.executemany
        run("BEGIN")
        for table in _FACT_TABLES:
            run(f"DELETE FROM {table}")  # noqa: S608 -- names of the schema
        run("UPDATE relation SET facts = 0")
        write_records(many, "fact", facts, FACT)
        write_facts(many, facts)
        write_sorted(many, "fact_id", ids)
        write_sorted(many, "cited", sorted(set(cited)))
        _write_sums(many, sums)
        run("UPDATE state SET stamp = ?, facts = ?", (stamp, len(lines)))
        run("COMMIT")
        return True

    def _told(self, place: int, line: bytes, seen: int) -> tuple[tuple[int, ...], int, list[int]]:
        """Return what a fact is about, the checksum of its id, the other sentences it cites."""
        number = self._at.get(seen)
        if number is not None and self._old[number][-1] == len(line):
            return self._old[number][:-2], self._ids[number], self._others.get(number, [])
        document = loads(line.decode(), DEFAULT)
        check_document("facts", document)
        others = [entry["sentence"] for entry in document["evidence"][1:]]
        return self._known.fact(place, document), crc32(document["id"].encode()), others


class _Kept:
    """A connection that closing the index over it leaves open."""

    def __init__(self, connection: Any) -> None:
        self.execute = connection.execute

    def close(self) -> None:
        """Leave it open."""


def _all(rows: Rows, table: str) -> Iterator[int]:
    return between(rows, table, 0, 1 << 62)

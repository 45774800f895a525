"""Read whole numbers that are packed some hundred to a row (`factcli.index.packing` writes them).

Records have a fixed width and are found by their position; sorted numbers are found by their value. A row
carries a checksum: a damaged one is noticed (`Damaged`) and never believed.
"""

from __future__ import annotations

from bisect import bisect_left
from zlib import crc32

TYPECHECKING = False
if TYPECHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    Rows = Callable[..., list[tuple[Any, ...]]]

RECORDS = 64  # records a row
NUMBERS = 256  # sorted numbers a row
CHECK = 4  # bytes of the checksum, at the end


class Damaged(Exception):  # noqa: N818 -- a finding, and never shown to anybody
    """Say that the file of an index is not what was written; it is made anew."""


def unpack(data: bytes) -> Sequence[int]:
    """Return the numbers `pack` packed. Raises `Damaged`."""
    numbers = memoryview(data)[:-CHECK]
    if crc32(numbers) != int.from_bytes(data[-CHECK:], "little"):
        raise Damaged
    return numbers.cast("q")


def records(rows: Rows, table: str, numbers: Iterable[int], width: int) -> Iterator[tuple[int, ...]]:
    """Yield the records at these positions, in the order asked for."""
    first, held = -1, memoryview(b"")
    for number in numbers:
        if number - number % RECORDS != first:
            first = number - number % RECORDS
            held = _row(rows, table, first)
        at = number % RECORDS * width
        yield tuple(held[at : at + width])


def _row(rows: Rows, table: str, first: int) -> Any:
    found = rows(f"SELECT data FROM {table} WHERE first = ?", (first,))  # noqa: S608
    if not found:
        raise Damaged
    return unpack(found[0][0])


def between(rows: Rows, table: str, low: int, high: int) -> Iterator[int]:
    """Yield the sorted numbers from `low` up to below `high`, reading a row at a time."""
    found = rows(f"SELECT max(first) FROM {table} WHERE first <= ?", (low,))  # noqa: S608
    first = low if found[0][0] is None else found[0][0]
    query = f"SELECT first, data FROM {table} WHERE first >= ? AND first < ? ORDER BY first LIMIT 1"  # noqa: S608
    while True:
        row = rows(query, (first, high))
        if not row:
            return
        numbers = unpack(row[0][1])
        start = bisect_left(numbers, low)
        end = bisect_left(numbers, high)
        yield from numbers[start:end]
        if end < len(numbers):
            return
        first = row[0][0] + 1


def find(rows: Rows, table: str, checksum: int, bits: int) -> list[int]:
    """Return what stands under a checksum: numbers of `bits` bits, packed behind it."""
    mask = (1 << bits) - 1
    return [value & mask for value in between(rows, table, checksum << bits, (checksum + 1) << bits)]


def checksum(text: str) -> int:
    """Return the checksum a text is looked up by."""
    return crc32(text.encode("utf-8", "surrogatepass"))

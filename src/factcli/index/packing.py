"""Pack whole numbers some hundred to a row (`factcli.index.packed` reads them back)."""

from __future__ import annotations

from struct import pack as packed
from zlib import crc32

from factcli.index.packed import CHECK, NUMBERS, RECORDS
from factcli.index.tables import PACKED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    Many = Callable[[str, Iterable[tuple[Any, ...]]], object]


def pack(numbers: Sequence[int]) -> bytes:
    """Return numbers as bytes with a checksum."""
    data = packed(f"{len(numbers)}{PACKED}", *numbers)
    return data + crc32(data).to_bytes(CHECK, "little")


def write_records(many: Many, table: str, values: Sequence[int], width: int) -> None:
    """Write records of `width` numbers, which stand one after the other in `values`."""
    step = RECORDS * width
    rows = ((at // width, pack(values[at : at + step])) for at in range(0, len(values), step))
    many(f"INSERT INTO {table} VALUES(?,?)", rows)


def write_sorted(many: Many, table: str, values: list[int]) -> None:
    """Write numbers in ascending order; no two are the same."""
    values.sort()
    rows = ((values[at], pack(values[at : at + NUMBERS])) for at in range(0, len(values), NUMBERS))
    many(f"INSERT INTO {table} VALUES(?,?)", rows)

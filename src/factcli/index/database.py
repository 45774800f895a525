"""Hold an open index and its base; rebuild the index in memory if it proves damaged.

An index on disk is a copy of what can be derived at any time, so damage is never an error: the method that
met it is run again on a new index. Documents are read from the base itself, at the offsets in the index, and
compared with the checksum that the index has of each: an index that is not of this base is noticed.
"""

from __future__ import annotations

from zlib import crc32

from factcli.base.sealed import sqlite
from factcli.strict_json import scan_unbounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeVar

    from factcli.index.snapshot import Snapshot

    Row = tuple[Any, ...]
    Method = TypeVar("Method", bound=Callable[..., Any])


class Damaged(Exception):  # noqa: N818 -- a finding, and never shown to anybody
    """Raised if the file of an index is not what was written; the index is rebuilt."""


DAMAGE = (Damaged, sqlite.DatabaseError, ValueError, OverflowError, TypeError, IndexError, KeyError)


class Database:
    """One index, open for reading, and the base it was made from."""

    def __init__(
        self, connection: Any, base: Snapshot, remake: Callable[[], tuple[Any, Snapshot]] | None
    ) -> None:
        """Take an open connection, the open base, and a function to rebuild both, if any."""
        self._connection, self._base, self._remake = connection, base, remake

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query."""
        found: list[Row] = self._connection.execute(query, values).fetchall()
        return found

    def row(self, query: str, values: Sequence[Any] = ()) -> Row:
        """Return the single row of a query. Raises `Damaged` if there is none."""
        found: Row | None = self._connection.execute(query, values).fetchone()
        if found is None:
            raise Damaged
        return found

    def document(self, start: int, length: int, checksum: int) -> dict[str, Any]:
        """Return a document of the base. Raises `Damaged` if it is not the one that was indexed."""
        if length:
            line = self._base.read(start, length)
            if crc32(line) != checksum:
                raise Damaged
            text = line.decode()
        else:
            text = self.row("SELECT text FROM document WHERE place = ?", (start,))[0]
        document, end = scan_unbounded(text, text.index("{"))
        if end != len(text) or type(document) is not dict:
            raise Damaged
        return document

    def heal(self) -> bool:
        """Rebuild the index in memory from the current base; return whether that was possible."""
        if self._remake is None:
            return False
        remake, self._remake = self._remake, None
        made = remake()
        self.close()
        self._connection, self._base = made
        return True

    def close(self) -> None:
        """Close the index and the base; a second time does nothing."""
        self._connection.close()
        self._base.close()


def healed(method: Method) -> Method:
    """Make a method of an index run again on a new one if the old one proves damaged.

    The class has a `database`, and `forget` drops what was read from the damaged index.
    """

    def again(self: Any, *values: Any, **named: Any) -> Any:
        try:
            return method(self, *values, **named)
        except DAMAGE:
            if not self.database.heal():
                raise
            self.forget()
            return method(self, *values, **named)

    again.__doc__, again.__name__, again.__qualname__ = method.__doc__, method.__name__, method.__qualname__
    return again  # type: ignore[return-value]

"""Hold an open index and its base; rebuild the index in memory if it proves damaged.

An index on disk is a copy of what can be derived at any time, so damage is never an error: the method that
met it is run again on a new index. Documents are read from the base itself, at the offsets in the index.
"""

from __future__ import annotations

import os
import sys

from factcli.strict_json import scan_unbounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3 as sqlite
    from collections.abc import Callable, Sequence
    from typing import Any, BinaryIO, TypeVar

    Row = tuple[Any, ...]
    Method = TypeVar("Method", bound=Callable[..., Any])


def _import_sqlite() -> object:
    """Import the C module of `sqlite3`: the package around it imports datetime, which costs as much as a question.

    The C module itself imports functools, and that collections, only for `lru_cache`; if that is not loaded
    yet, it gets a stand-in. Instructions of a start over `python -c pass`: a question 2.61 (2.78 with the
    whole of functools, 2.9 allowed), a press of Tab 1.47 (1.68, 1.65 allowed).
    """
    lean = sys.implementation.name == "cpython" and "functools" not in sys.modules
    if lean:
        from _functools import _lru_cache_wrapper as cached  # type: ignore[import-not-found]

        stand_in = type(sys)("functools")
        stand_in.lru_cache = lambda most: lambda function: cached(function, most, False, tuple)  # type: ignore[attr-defined]
        sys.modules["functools"] = stand_in
    try:
        import _sqlite3
    finally:
        if lean:
            del sys.modules["functools"]
    return _sqlite3


if not TYPE_CHECKING:
    sqlite = _import_sqlite()

__all__ = ["sqlite"]


class Damaged(Exception):  # noqa: N818 -- a finding, and never shown to anybody
    """Raised if the file of an index is not what was written; the index is rebuilt."""


DAMAGE = (Damaged, sqlite.DatabaseError, ValueError, OverflowError, TypeError, IndexError, KeyError)


class Database:
    """One index, open for reading, and the base it was made from."""

    def __init__(
        self, connection: Any, base: BinaryIO, remake: Callable[[], tuple[Any, BinaryIO]] | None
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

    def document(self, start: int, length: int) -> dict[str, Any]:
        """Return a document of the base. Raises `Damaged` if it is no longer there."""
        if length:
            data = os.pread(self._base.fileno(), length, start)
            if len(data) != length:
                raise Damaged
            text = data.decode()
        else:
            text = self.row("SELECT text FROM document WHERE place = ?", (start,))[0]
        document, end = scan_unbounded(text, 0)
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

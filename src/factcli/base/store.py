"""Open a base as a TinyDB database, read strictly and written atomically.

`FactStorage` is a TinyDB storage whose `read` is the strict reader and whose `write` replaces the file
atomically. `editing` is what the commands use: the lock is held from reading to writing, and everything
done to the database in between becomes one write, or none.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from operator import itemgetter

from tinydb import TinyDB
from tinydb.storages import Storage

from factcli.base.assemble import assemble
from factcli.base.lock import WAIT, locked
from factcli.base.reader import declared_schema, documents, read
from factcli.base.schema import TABLES
from factcli.base.writer import lines, replace
from factcli.errors import BadBase, NotWritten, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    Tables = dict[str, dict[str, Any]]


class FactStorage(Storage):
    """A storage for `TinyDB(path, storage=FactStorage)`; opening it does not create, lock or change anything."""

    def __init__(self, path: str) -> None:
        """Keep the path; the file must be there when it is read."""
        self.path = path
        self._stamp: tuple[int, ...] | None = None

    def read(self) -> Tables:
        """Return the tables of the base, every document checked. Raises BadBase or InputOutputProblem."""
        self._stamp = _stamp(self.path)
        found = list(documents(self.path))
        assemble(found, self.path)
        tables: Tables = {table: {} for table in TABLES}
        for table, number, document in found:
            tables[table][str(number)] = document
        return tables

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the base. Raises NotWritten, also if another program has changed it since the last `read`."""
        with locked(self.path):
            if self._stamp is not None and _stamp(self.path) != self._stamp:
                raise NotWritten(
                    f"{self.path}: another program has changed it", "read it again before writing"
                )
            write(self.path, data)
            self._stamp = _stamp(self.path)


class _Draft(Storage):
    """Keep changes of a base in memory until it is written as a whole."""

    def __init__(self, path: str, tables: Tables | None = None) -> None:
        self.path, self.changed = path, False
        self.tables = FactStorage(path).read() if tables is None else tables

    def read(self) -> Tables:
        return self.tables

    def write(self, data: Tables) -> None:
        self.tables, self.changed = data, True


@contextmanager
def editing(path: str, wait: float = WAIT) -> Iterator[TinyDB]:
    """Open the database of a base, locked, for the block; write it once if the block ends without an error.

    A block that changes nothing writes nothing. Raises NotWritten, UsageProblem for a document that cannot
    be stored, BadBase, InputOutputProblem.
    """
    with locked(path, wait):
        database = TinyDB(path, storage=_Draft)
        yield database
        draft = database.storage
        if isinstance(draft, _Draft) and draft.changed:
            write(path, draft.tables)


def drafting(path: str) -> TinyDB:
    """Return the database of a base to try changes on: nothing is ever written."""
    return TinyDB(path, storage=_Draft)


def scratch(tables: Mapping[str, Mapping[str, Any]]) -> TinyDB:
    """Return a database in memory that begins with these tables and leaves them as they are."""
    copy = {name: dict(held) for name, held in tables.items()}
    return TinyDB("", storage=lambda path: _Draft(path, copy))


def tables_of(database: TinyDB) -> dict[str, dict[str, Any]]:
    """Return the tables of an open database, documents by their number."""
    return dict(database.storage.read() or {})


def write(path: str, tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Replace the base at `path` by these tables, or create it; the caller holds its lock.

    The JSON Schema that the old file names is kept. The text is read back and checked first. Raises UsageProblem if it
    would not be a valid base, NotWritten, InputOutputProblem ("not synced").
    """
    ordered = {table: _in_order(tables.get(table, {})) for table in TABLES}
    write_lines(path, lines(ordered, declared_schema(path)))


def write_lines(path: str, text: Iterable[str], *, whole: bool = True) -> None:
    """Replace the base at `path` by a text of the layout; the caller holds its lock.

    `whole` also resolves every id, which takes the base into memory; without it each document is checked
    by itself.
    """

    def check(draft: str) -> None:
        try:
            if whole:
                read(draft)
                return
            for _ in documents(draft):
                pass
        except BadBase as bad:
            place = " ".join(part for part in (bad.table, bad.document, bad.key) if part)
            raise UsageProblem(
                f"this cannot be stored: {place}: {bad.reason}", "nothing was written"
            ) from bad

    try:
        replace(path, text, check)
    except UnicodeEncodeError as error:
        raise UsageProblem("this cannot be stored: it is not valid Unicode", "nothing was written") from error


def _in_order(table: Mapping[str, Any]) -> list[tuple[int, Any]]:
    return sorted(((int(number), document) for number, document in table.items()), key=itemgetter(0))


def _stamp(path: str) -> tuple[int, ...] | None:
    """Return what distinguishes one state of a file from another."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

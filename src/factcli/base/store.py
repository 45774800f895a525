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

from factcli.base.assemble import check_references
from factcli.base.lock import WAIT, locked
from factcli.base.reader import check_tables, declared_schema, documents
from factcli.base.schema import TABLES
from factcli.base.writer import framed, line, replace
from factcli.errors import BadBase, NotWritten, UsageProblem
from factcli.strict_json import DEFAULT, NotStrict, check_strings

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
        found: dict[str, dict[int, Any]] = {table: {} for table in TABLES}
        for table, number, document in documents(self.path):
            found[table][number] = document
        check_references(found, self.path)
        return {
            table: {str(number): document for number, document in held.items()}
            for table, held in found.items()
        }

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

    def __init__(self, path: str) -> None:
        self.path, self.changed = path, False
        self.tables = FactStorage(path).read()

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


def tables_of(database: TinyDB) -> dict[str, dict[str, Any]]:
    """Return the tables of an open database, documents by their number."""
    return dict(database.storage.read() or {})


def put(database: TinyDB, changes: Mapping[str, Mapping[int, Any]]) -> None:
    """Put documents into an open database by table and number, in one step; None takes one out."""
    if not changes:
        return
    tables = tables_of(database)
    for table, changed in changes.items():
        held = tables[table] = dict(tables.get(table, {}))
        for number, document in changed.items():
            if document is None:
                del held[str(number)]
            else:
                held[str(number)] = document
    database.storage.write(tables)


def write(path: str, tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Replace the base at `path` by these tables, or create it; the caller holds its lock.

    The JSON Schema that the old file names is kept. Every document is checked first. Raises UsageProblem if it would
    not be a valid base, NotWritten, InputOutputProblem ("not synced").
    """
    found = {table: dict(_in_order(tables.get(table, {}))) for table in TABLES}
    with _storable():
        check_tables(found, path)
        check_references(found, path)
        text = {table: (_line(table, *each) for each in held.items()) for table, held in found.items()}
        replace(path, framed(text, declared_schema(path)))


def _line(table: str, number: int, document: Mapping[str, Any]) -> str:
    """Return the line of a document, as far as it keeps the limits. Raises BadBase."""
    text = line(table, number, document)
    if len(text) > DEFAULT.items:  # no list and no text of a shorter line can be too long
        try:
            check_strings(document, DEFAULT)
        except NotStrict as wrong:
            raise BadBase(str(wrong), table=table, document=str(number)) from None
    return text


def write_lines(path: str, text: Iterable[str]) -> None:
    """Replace the base at `path` by a text of the layout, however long; the caller holds its lock.

    Each document is read back and checked by itself.
    """

    def check(draft: str) -> None:
        for _ in documents(draft):
            pass

    with _storable():
        replace(path, text, check)


@contextmanager
def _storable() -> Iterator[None]:
    """Say what cannot be stored."""
    try:
        yield
    except BadBase as bad:
        place = " ".join(part for part in (bad.table, bad.document, bad.key) if part)
        raise UsageProblem(f"this cannot be stored: {place}: {bad.reason}", "nothing was written") from bad
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

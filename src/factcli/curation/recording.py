"""Do one change to a base, and tell what it changed."""

from __future__ import annotations

from contextlib import nullcontext

from factcli.base.store import drafting, editing
from factcli.curation.requests import Change

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping
    from typing import Any

    from tinydb import TinyDB

    Documents = dict[tuple[str, str], dict[str, Any]]

_CHANGING = ("entities", "relations", "facts")


def recorded(path: str, change: Callable[[TinyDB], str], *, dry_run: bool = False) -> Change:
    """Run a change that returns the id of what it was about, and return the documents it touched.

    With `dry_run` nothing is written, locked or waited for.
    """
    with nullcontext(drafting(path)) if dry_run else editing(path) as database:
        old = _documents(database)
        about = change(database)
        new = _documents(database)
    before = {key: document for key, document in old.items() if new.get(key) != document}
    after = {key: document for key, document in new.items() if old.get(key) != document}
    return Change(path, about, before, after)


def replacement(new: Mapping[str, Any]) -> Callable[[MutableMapping[str, Any]], None]:
    """Return the operation that makes a document the one given, for TinyDB's `update`."""

    def replace(document: MutableMapping[str, Any]) -> None:
        document.clear()
        document.update(new)

    return replace


def _documents(database: TinyDB) -> Documents:
    return {
        (table, document["id"]): dict(document)
        for table in _CHANGING
        for document in database.table(table).all()
    }

"""Put a base where it is found by its name: checked first, never over another, never through a link."""

from __future__ import annotations

import os

from factcli.base.lock import locked
from factcli.base.paths import is_path
from factcli.base.reader import documents
from factcli.base.store import write_lines
from factcli.base.writer import lines
from factcli.curation.create import base_name, refuse_overwriting
from factcli.errors import NotWritten, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def install(path: str, folder: str, name: str | None = None, *, force: bool = False) -> str:
    """Copy the base at `path` into a folder of bases under `name` and return the new path.

    The copy is read strictly and written in our layout. Raises BadBase, UsageProblem for a name that would
    lead out of the folder, NotWritten where one of that name is there and `force` is not given.
    """
    wanted = name or base_name(path)
    if is_path(wanted) or wanted.startswith(".") or not wanted.isprintable():
        raise UsageProblem(f"{wanted!r} is no name for a base", "use letters, digits and hyphens")
    target = os.path.join(folder, f"{wanted}.json")
    tables = _tables(path)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise NotWritten(f"{folder}: {os.strerror(error.errno or 0)}", "check the permissions") from error
    if os.path.islink(target):
        raise NotWritten(f"{target}: is a link", "remove it first: a base is not installed through a link")
    with locked(target):
        refuse_overwriting(target, force=force)
        write_lines(target, lines(tables))
    return target


def _tables(path: str) -> Mapping[str, list[tuple[int, Any]]]:
    tables: dict[str, list[tuple[int, Any]]] = {}
    for table, number, document in documents(path):
        tables.setdefault(table, []).append((number, document))
    return tables

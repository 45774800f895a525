"""Open what completion reads: the base the command line means, and the names of the bases there are."""

from __future__ import annotations

import os

from factcli.completion.shelf import Several

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcli.base.paths import Folders
    from factcli.completion.grammar import Slot
    from factcli.completion.shelf import Shelf
    from factcli.index.database import Database

LARGEST = 16 << 20  # bytes of a base that may be indexed while somebody waits for a Tab


class _TooLarge(Exception):  # noqa: N818 -- no error: the next question makes the index
    """Stop an index from being made at a press of Tab."""


def open_shelf(
    slot: Slot, environ: Mapping[str, str], language: str, opened: list[Database] | None = None
) -> Shelf:
    """Return what is offered from the bases a command line means; `language` is that of names and notes.

    A base whose index is not made yet and would take long offers nothing. Raises what opening a base raises.
    The tables opened are added to `opened`, for who can mend them.
    """
    from factcli.base.paths import Folders
    from factcli.completion.catalog import BaseShelf
    from factcli.index.typeahead import Finder

    folders = Folders(environ)
    named: list[str | None] = [_at_home(name, environ) for name in slot.given.get("--base", ())]
    named = named or [environ.get("FACTCLI_BASE") or None]
    words = slot.takes.split()
    asking = words[2] if slot.takes.startswith("question ") and len(words) > 2 else ""  # noqa: PLR2004 -- question KIND LANGUAGE
    shelves = []
    for name in named:
        tables = _tables(name, folders)
        if tables is not None:
            shelves.append(BaseShelf(Finder(tables), language, asking))
            if opened is not None:
                opened.append(tables)
    return Several(shelves)


def _at_home(name: str, environ: Mapping[str, str]) -> str:
    """Expand a tilde: on the line that is being typed the shell has not done so yet."""
    return environ.get("HOME", "~") + name[1:] if name.startswith("~/") else name


def _tables(name: str | None, folders: Folders) -> Database | None:
    from factcli.base.paths import find_base
    from factcli.index.open import open_database

    try:
        return open_database(find_base(name, folders), cache=folders.cache, progress=_limited)
    except _TooLarge:
        return None


def _limited(_read: int, size: int) -> None:
    if size > LARGEST:
        raise _TooLarge


def base_names(environ: Mapping[str, str]) -> list[str]:
    """Return the names of the bases that need no path, in order."""
    from factcli.base.paths import Folders, base_folders

    found: set[str] = set()
    for folder in base_folders(Folders(environ)):
        try:
            found.update(name[:-5] for name in os.listdir(folder) if name.endswith(".json"))
        except OSError:
            continue
    return sorted(found)

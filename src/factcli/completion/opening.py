"""Open what completion reads: the base the command line means, and the names of the bases there are."""

from __future__ import annotations

import os

from factcli.completion.shelf import Several

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcli.completion.grammar import Slot
    from factcli.completion.shelf import Shelf
    from factcli.places import Folders

LARGEST = 16 << 20  # bytes of a base that may be indexed while somebody waits for a Tab


class _TooLarge(Exception):  # noqa: N818 -- no error: the next question makes the index
    """Stop an index from being made at a press of Tab."""


def open_shelf(slot: Slot, environ: Mapping[str, str], language: str) -> Shelf:
    """Return what is offered from the bases a command line means; `language` is that of names and notes.

    A base whose index is not made yet and would take long offers nothing. Raises what opening a base raises.
    """
    from factcli.places import Folders

    folders = Folders(environ)
    named: list[str | None] = [*slot.given.get("--base", ())]
    named = named or [environ.get("FACTCLI_BASE") or None]
    words = slot.takes.split()
    asking = words[2] if slot.takes.startswith("question ") and len(words) > 2 else ""  # noqa: PLR2004 -- question KIND LANGUAGE
    return Several([_shelf(name, folders, language, asking) for name in named])


def _shelf(name: str | None, folders: Folders, language: str, asking: str) -> Shelf:
    from factcli.completion.base_shelf import BaseShelf
    from factcli.index.names import Finder
    from factcli.index.opening import open_database
    from factcli.places import find_base

    try:
        tables = open_database(find_base(name, folders), cache=folders.cache, progress=_limited)
    except _TooLarge:
        return Several([])
    return BaseShelf(Finder(tables), language, asking)


def _limited(_read: int, size: int) -> None:
    if size > LARGEST:
        raise _TooLarge


def base_names(environ: Mapping[str, str]) -> list[str]:
    """Return the names of the bases that need no path, in order."""
    from factcli.places import Folders, base_folders

    found: set[str] = set()
    for folder in base_folders(Folders(environ)):
        try:
            found.update(name[:-5] for name in os.listdir(folder) if name.endswith(".json"))
        except OSError:
            continue
    return sorted(found)

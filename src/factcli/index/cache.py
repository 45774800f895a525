"""Keep indexes in a folder: find, make, list and remove them.

A file is named after the base, a checksum of its path, and a checksum of what it was made with: two installations
that share a folder each have their own. It records what it was made from, so that an index that is stale, of another
format or of another base is not used; `factcli.base.sealed` sees to it that a damaged or foreign one is not.
"""

from __future__ import annotations

import os
from zlib import crc32

from factcli.base import sealed
from factcli.base.sealed import sqlite
from factcli.errors import FactcliError
from factcli.index.snapshot import Snapshot
from factcli.index.tables import DATES, FORMAT, FULL_TEXT, FUZZY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


_ENDING = ".index"
_PARTS = (FUZZY, FULL_TEXT, DATES)


class Cache:
    """The place of one base's index in a folder; without a folder, there is none."""

    def __init__(self, folder: str | None, base: str, signature: str) -> None:
        """Compute the name, without reading anything."""
        self.base, self.signature = os.fsencode(os.path.realpath(base)), signature
        stem = os.path.basename(self.base).decode("ascii", "replace").removesuffix(".json")
        stem = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in stem)
        self._family = f"{stem[:40]}-{crc32(self.base):08x}"
        made_with = crc32(f"{FORMAT} {signature}".encode())
        self._path = os.path.join(folder, f"{self._family}-{made_with:08x}{_ENDING}") if folder else None

    def opened(self, state: str, part: str = "") -> Any:
        """Return a connection to the index made from this state of the base, or to a part of it; None if missing."""
        if self._path is None:
            return None
        connection = sealed.opened(self._path + part)
        if connection is None or _made_from(connection) == (FORMAT, self.signature, self.base, state):
            return connection
        connection.close()
        return None

    def written(self, fill: Callable[[Any], object], part: str = "") -> Any:
        """Let `fill` make an index in a new file, put it in place, and return a connection to it.

        Return None if it cannot be written; errors of `fill` are passed on.
        """
        if self._path is None:
            return None
        return sealed.made(self._path + part, fill, self._family)

    def discard(self) -> None:
        """Remove the damaged files."""
        if self._path is not None:
            for part in ("", *_PARTS):
                sealed.remove(self._path + part)


def _made_from(connection: Any) -> Any:
    """Return what an open index says of itself: its format, its signature, its base and the state of that."""
    try:
        return connection.execute("SELECT format, signature, path, state FROM origin").fetchone()
    except (sqlite.Error, UnicodeDecodeError):
        return None


class Kept:
    """One file of the cache: its name, its size in bytes, its base, whether it is up to date."""

    __slots__ = ("base", "fresh", "name", "size")

    def __init__(self, name: str, size: int, base: str | None, *, fresh: bool) -> None:
        """Keep what was found."""
        self.name, self.size, self.base, self.fresh = name, size, base, fresh


def kept(folder: str) -> Iterator[Kept]:
    """Yield the files of the cache in the order of their names. Raises `OSError` if it cannot be read."""
    for name in _ours(folder):
        path = os.path.join(folder, name)
        connection = sealed.opened(path)
        origin = connection and _made_from(connection)
        if connection is not None:
            connection.close()
        base = os.fsdecode(origin[2]) if origin else None
        fresh = base is not None and origin[0] == FORMAT and origin[3] == _state_of(base)
        yield Kept(name, os.lstat(path).st_size, base, fresh=fresh)


def clear(folder: str) -> tuple[int, int]:
    """Remove the files of the cache; return how many and how many bytes. Raises `OSError`."""
    sizes = [sealed.remove(os.path.join(folder, name)) for name in _ours(folder)]
    return sum(size > 0 for size in sizes), sum(sizes)


def _ours(folder: str) -> list[str]:
    if not os.path.isdir(folder):
        return []
    endings = (_ENDING, *_PARTS, sealed.PART)
    return [n for n in sorted(os.listdir(folder)) if n.endswith(endings) or n.startswith("lexicon-")]


def _state_of(base: str) -> str | None:
    try:
        snapshot = Snapshot(base)
    except FactcliError:
        return None
    snapshot.close()
    return snapshot.state

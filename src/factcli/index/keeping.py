"""Tell what the cache holds, and clear it."""

from __future__ import annotations

import os

from factcli.index.cache import _ENDING, _MORE, _PART, _connect_to, _remove, stamp_of
from factcli.index.sqlite import sqlite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Kept:
    """One file of the cache: its name, its size in bytes, the base it is of, whether it still fits."""

    __slots__ = ("base", "fresh", "name", "size")

    def __init__(self, name: str, size: int, base: str | None, *, fresh: bool) -> None:
        """Keep what was found."""
        self.name, self.size, self.base, self.fresh = name, size, base, fresh


def kept(folder: str) -> Iterator[Kept]:
    """Yield the files of the cache in the order of their names. Raises `OSError` where it cannot be read."""
    for name in _ours(folder):
        path = os.path.join(folder, name)
        base, stamp = _made_from(path)
        yield Kept(name, os.stat(path).st_size, base, fresh=base is not None and _stamp_now(base) == stamp)


def clear(folder: str) -> tuple[int, int]:
    """Remove the files of the cache; return how many and how many bytes. Raises `OSError`."""
    sizes = [_remove(os.path.join(folder, name)) for name in _ours(folder)]
    return sum(size > 0 for size in sizes), sum(sizes)


def _ours(folder: str) -> list[str]:
    if not os.path.isdir(folder):
        return []
    endings = (_ENDING, _MORE, _PART)
    return [n for n in sorted(os.listdir(folder)) if n.endswith(endings) or n.startswith("lexicon-")]


def _made_from(path: str) -> tuple[str | None, str]:
    try:
        connection = _connect_to(path)
        try:
            row = connection.execute("SELECT path, stamp FROM state").fetchone()
        finally:
            connection.close()
    except (sqlite.Error, UnicodeDecodeError):
        return None, ""
    return (row[0], row[1]) if row else (None, "")


def _stamp_now(base: str) -> str:
    try:
        return stamp_of(os.stat(base))
    except OSError:
        return ""

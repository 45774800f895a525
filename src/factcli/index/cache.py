"""Keep indexes in a folder: find, atomically write, list and remove them.

A file is named after the base and a checksum of its path. It records what it was made from, so that
an index that is stale, of another format, damaged or of another base is not used.

A small file is sealed with a checksum of the whole, so that damage is always noticed. It is stored in the
application id of the file, which SQLite does not use. A file too large to be read at each start has no seal: SQLite
checks the form of its pages, missing rows are noticed, and quotes come from the base in any case.
"""

from __future__ import annotations

import os
import time
from zlib import crc32

from factcli.index.database import sqlite
from factcli.index.tables import FORMAT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import FileIO
    from typing import Any


SEALED = 3 << 20  # bytes, up to which a file has a seal
_PIECE = 1 << 16  # bytes read at a time
_PLACE, _SIZE = 68, 4  # application id in the header, https://www.sqlite.org/fileformat.html
_ENDING, _FUZZY, _PART = ".index", ".fuzzy", ".part"
_JUST_NOW = 20_000_000  # nanoseconds: the grain of a file's times, and some
_ABANDONED = 3_600  # seconds after which an unfinished file is litter
_FAST = (
    "PRAGMA journal_mode=OFF;PRAGMA synchronous=OFF;PRAGMA locking_mode=EXCLUSIVE;PRAGMA temp_store=MEMORY"
)


def seal(path: str) -> None:
    """Write the checksum into a file, unless it is large. Raises `OSError`."""
    with open(path, "r+b", buffering=0) as file:
        if os.fstat(file.fileno()).st_size <= SEALED:
            checksum = _read(file)[1]
            file.seek(_PLACE)
            file.write(checksum)


def sealed(path: str) -> bool:
    """Return True if a file is unchanged since it was sealed, or is large. Raises `OSError`."""
    with open(path, "rb", buffering=0) as file:
        if os.fstat(file.fileno()).st_size > SEALED:
            return True
        written, checksum = _read(file)
        return written == checksum


def _read(file: FileIO) -> tuple[bytes, bytes]:
    """Return the checksum of a file, read in pieces, and the one it should have."""
    data = file.read(_PIECE)
    written, checksum = data[_PLACE : _PLACE + _SIZE], crc32(data[_PLACE + _SIZE :], crc32(data[:_PLACE]))
    while data := file.read(_PIECE):
        checksum = crc32(data, checksum)
    return written, checksum.to_bytes(_SIZE, "big")


def stamp_of(found: os.stat_result) -> str:
    """Return what identifies the state of a base: its size, its times and its inode."""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} {found.st_dev}"


def lasting(stamp: str) -> str:
    """Return the stamp to store: one that never matches if the base changed a moment ago and may change again."""
    changed = max(int(part) for part in stamp.split()[1:3])
    return stamp + " too new" if abs(time.time_ns() - changed) < _JUST_NOW else stamp


class Cache:
    """The place of one base's index in a folder; without a folder, there is none."""

    def __init__(self, folder: str | None, base: str, signature: str) -> None:
        """Compute the name, without reading anything."""
        self.base, self.signature = os.path.realpath(base), signature
        stem = os.path.basename(self.base).removesuffix(".json")
        stem = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in stem)
        checksum = crc32(self.base.encode("utf-8", "surrogatepass"))
        name = f"{stem[:40]}-{checksum:08x}{_ENDING}"
        self._path = os.path.join(folder, name) if folder else None

    def opened(self, stamp: str, *, fuzzy: bool = False) -> Any:
        """Return a connection to the index made from this state of the base, None if there is none."""
        if self._path is None:
            return None
        path = self._path + _FUZZY if fuzzy else self._path
        try:
            if not sealed(path):
                return None
            connection = _connect_to(path)
        except (OSError, sqlite.Error):
            return None
        try:
            row = connection.execute("SELECT format, signature, path, stamp FROM state").fetchone()
        except (sqlite.Error, UnicodeDecodeError):
            row = None
        if row == (FORMAT, self.signature, self.base, stamp):
            return connection
        connection.close()
        return None

    def written(self, fill: Callable[[Any], object], *, fuzzy: bool = False) -> Any:
        """Let `fill` make an index in a new file, put it in place, and return a connection to it.

        Return None if it cannot be written; errors of `fill` are passed on.
        """
        if self._path is None:
            return None
        path = self._path + _FUZZY if fuzzy else self._path
        part = f"{path}.{os.getpid()}{_PART}"
        try:
            _make_way(os.path.dirname(path), os.path.basename(path))
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            connection = sqlite.connect(part, isolation_level=None)
            try:
                connection.executescript(_FAST)
                fill(connection)
            finally:
                connection.close()
            seal(part)
            os.replace(part, path)
            return _connect_to(path)
        except (OSError, sqlite.Error):
            return None
        finally:
            _remove(part)

    def discard(self) -> None:
        """Remove the damaged files."""
        if self._path is not None:
            _remove(self._path)
            _remove(self._path + _FUZZY)


def in_memory(fill: Callable[[Any], None]) -> Any:
    """Let `fill` make an index in memory and return the connection."""
    connection = sqlite.connect(":memory:", isolation_level=None)
    try:
        connection.executescript(_FAST)
        fill(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_to(path: str) -> Any:
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite.connect(f"file:{quoted}?mode=ro&immutable=1", uri=True)


def _make_way(folder: str, name: str) -> None:
    """Create the folder, and remove old leftovers of killed processes."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    for other in os.listdir(folder):
        if other.startswith(name) and other.endswith(_PART):
            path = os.path.join(folder, other)
            if os.stat(path).st_mtime < time.time() - _ABANDONED:
                _remove(path)


def _remove(path: str) -> int:
    """Remove a file; return the bytes freed, 0 if it was missing or cannot be removed."""
    try:
        size = os.stat(path).st_size
        os.unlink(path)
    except OSError:
        return 0
    return size


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
        base, stamp = _made_from(path)
        yield Kept(name, os.stat(path).st_size, base, fresh=base is not None and _stamp_now(base) == stamp)


def clear(folder: str) -> tuple[int, int]:
    """Remove the files of the cache; return how many and how many bytes. Raises `OSError`."""
    sizes = [_remove(os.path.join(folder, name)) for name in _ours(folder)]
    return sum(size > 0 for size in sizes), sum(sizes)


def _ours(folder: str) -> list[str]:
    if not os.path.isdir(folder):
        return []
    endings = (_ENDING, _FUZZY, _PART)
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

"""Keep a database that can be derived again: make it in private, seal it, and believe only what is ours and unchanged.

The files of the cache, the indexes and the lexicon, are made and opened here. A new file gets a name nobody can
guess, is readable by its owner alone, and takes its place in one rename. A file is believed if it is ours, if nobody
else may write to it or exchange it, and if it is unchanged since it was sealed: the seal is a checksum of the whole.
A large file is not read as a whole at each start: it is also given a time in the past, kept inside it, and whoever
writes to it changes that time. Anything else is not an error, the caller derives it anew.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3 as sqlite
    from collections.abc import Callable
    from typing import Any


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

SMALL = 1 << 20  # bytes, up to which a file is read as a whole at each start
PART = ".part"  # the ending of an unfinished file
_PIECE = 1 << 16  # bytes read at a time
# Two numbers in the header of a database that SQLite leaves to the program, https://www.sqlite.org/fileformat.html
_TIME, _CHECKSUM, _END = 60, 68, 72  # user version: the time of the file; application id: the checksum
_BEFORE = 10  # seconds by which the time of a file is earlier than any write to it
_SECOND = 10**9  # nanoseconds
_ABANDONED = 3_600  # seconds after which an unfinished file is litter
_OUTDATED = 30 * 86_400  # seconds after which a file of another state or version is
_FAST = (
    "PRAGMA journal_mode=OFF;PRAGMA synchronous=OFF;PRAGMA locking_mode=EXCLUSIVE;PRAGMA temp_store=MEMORY"
)
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def opened(path: str) -> Any:
    """Return a connection to a sealed file, None if there is none that can be believed."""
    try:
        if not _is_private(os.path.dirname(path)):
            return None
        handle = os.open(path, _OPEN)
        try:
            return _connect_to(path) if _is_sound(handle) else None
        finally:
            os.close(handle)
    except (OSError, sqlite.Error):
        return None


def made(path: str, fill: Callable[[Any], object], family: str) -> Any:
    """Let `fill` make a database in a new file, seal it, put it in place, and return a connection to it.

    `family` is how the names of files begin that served the same purpose: old ones are removed. Return None if the
    file cannot be written; errors of `fill` are passed on.
    """
    folder, name = os.path.split(path)
    part = f"{path}.{os.urandom(8).hex()}{PART}"
    try:
        if not _prepared(folder):
            return None
        _sweep(folder, family, name)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        connection = sqlite.connect(part, isolation_level=None)
        try:
            connection.executescript(_FAST)
            fill(connection)
        finally:
            connection.close()
        _seal(part)
        os.replace(part, path)
        return _connect_to(path)
    except (OSError, sqlite.Error):
        return None
    finally:
        remove(part)


def in_memory(fill: Callable[[Any], object]) -> Any:
    """Let `fill` make a database in memory and return the connection."""
    connection = sqlite.connect(":memory:", isolation_level=None)
    try:
        connection.executescript(_FAST)
        fill(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def has_full_text() -> bool:
    """Return True if this Python's SQLite can look for words (FTS5), as nearly all can."""
    connection = sqlite.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    except sqlite.OperationalError:
        return False
    finally:
        connection.close()
    return True


def remove(path: str) -> int:
    """Remove a file; return the bytes freed, 0 if it was missing or cannot be removed."""
    try:
        size = os.stat(path).st_size
        os.unlink(path)
    except OSError:
        return 0
    return size


def is_usable(folder: str) -> bool:
    """Return True if a folder is not there yet, or nobody else can exchange our files in it."""
    try:
        return _is_private(folder)
    except OSError as error:
        return isinstance(error, FileNotFoundError)


def _is_private(folder: str) -> bool:
    status = os.stat(folder)
    return _is_no_strangers(status) and (not status.st_mode & 0o022 or bool(status.st_mode & stat.S_ISVTX))


def _is_no_strangers(status: os.stat_result) -> bool:
    return os.name != "posix" or status.st_uid in (os.geteuid(), 0)


def _prepared(folder: str) -> bool:
    """Create the folder if it is missing; return True if it can be used.

    None is created in the folder of another user, who could not write to it: the superuser may act for them.
    """
    if not os.path.isdir(folder):
        parent = os.path.dirname(folder)
        while not os.path.exists(parent):
            parent = os.path.dirname(parent)
        if not _is_no_strangers(os.stat(parent)):
            return False
        os.makedirs(folder, mode=0o700, exist_ok=True)
    return _is_private(folder)


def _sweep(folder: str, family: str, name: str) -> None:
    """Remove what killed processes left unfinished, and files of the family that nobody has made for long."""
    now = time.time()
    for other in os.listdir(folder):
        if other.startswith(family) and other != name:
            path = os.path.join(folder, other)
            limit = _ABANDONED if other.endswith(PART) else _OUTDATED
            if _written(path) < now - limit:
                remove(path)


def _written(path: str) -> float:
    try:
        return os.lstat(path).st_mtime
    except OSError:  # another process has removed it
        return time.time()


def _is_sound(handle: int) -> bool:
    """Return True if a file is ours alone, and unchanged since it was sealed."""
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        return False
    if os.name == "posix" and (status.st_uid != os.geteuid() or status.st_mode & 0o022):
        return False
    header = os.read(handle, _PIECE)
    sealed_at = int.from_bytes(header[_TIME : _TIME + 4], "big") * _SECOND
    if status.st_size > SMALL and status.st_mtime_ns == sealed_at:
        return True
    if header[_CHECKSUM:_END] != _checksum(handle, header):
        return False
    if status.st_size > SMALL:
        _give_time(handle, sealed_at)
    return True


def _checksum(handle: int, data: bytes) -> bytes:
    """Return the checksum of a file that begins with `data`, without the place of the checksum itself."""
    found = crc32(data[_END:], crc32(data[:_CHECKSUM]))
    while data := os.read(handle, _PIECE):
        found = crc32(data, found)
    return found.to_bytes(4, "big")


def _seal(path: str) -> None:
    """Give a finished file its time and its checksum. Raises `OSError`."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        at = int(time.time()) // 2 * 2 - _BEFORE  # some file systems tell even seconds only
        os.pwrite(handle, at.to_bytes(4, "big"), _TIME)
        os.pwrite(handle, _checksum(handle, os.read(handle, _PIECE)), _CHECKSUM)
        _give_time(handle, at * _SECOND)
    finally:
        os.close(handle)


def _give_time(handle: int, nanoseconds: int) -> None:
    """Set the time of a file by which `_is_sound` knows that nobody has written to it."""
    try:
        os.utime(handle, ns=(nanoseconds, nanoseconds))
    except OSError:  # where times cannot be set, it is read as a whole each time
        return


def _connect_to(path: str) -> Any:
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite.connect(f"file:{quoted}?mode=ro&immutable=1", uri=True)

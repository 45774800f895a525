"""Let one writer at a time at a file: a lock file of its own, held with flock, waited for with a bound.

The lock is never on the base itself: a rename replaces the base, and a lock on what was replaced locks
nothing. The lock file goes away with its holder; one that a killed process left behind locks nobody out.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from time import monotonic, sleep

from factcli.errors import NotWritten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

WAIT = 10.0
_PAUSE = 0.01


@contextmanager
def locked(path: str, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of the file at `path` (`<path>.lock` beside it, links resolved) for the block.

    Raises NotWritten when another writer keeps it for more than `wait` seconds or when the folder takes
    no lock file.
    """
    name = os.path.realpath(path) + ".lock"
    try:
        handle = _taken(name, monotonic() + wait)
    except OSError as error:
        raise NotWritten(
            f"{path}: cannot be locked: {os.strerror(error.errno or 0)}",
            "check the permissions of its folder",
        ) from error
    if handle is None:
        raise NotWritten(f"{path}: another program is writing to it", "try again when that one is done")
    try:
        yield
    finally:
        with suppress(OSError):
            os.unlink(name)
        with suppress(OSError):
            os.close(handle)


def _taken(name: str, deadline: float) -> int | None:
    while True:
        handle = _tried(name)
        if handle is not None or monotonic() > deadline:
            return handle
        sleep(_PAUSE)


def _tried(name: str) -> int | None:
    """Return the locked file, None where somebody else has it or took it away meanwhile."""
    from fcntl import LOCK_EX, LOCK_NB, flock

    handle = os.open(name, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        flock(handle, LOCK_EX | LOCK_NB)
        if _is_at(handle, name):
            return handle
    except BlockingIOError:
        pass
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _is_at(handle: int, name: str) -> bool:
    """Say whether the file that was locked is still the one of that name: its last holder removes it."""
    try:
        there = os.stat(name, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(handle), there)

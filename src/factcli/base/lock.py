"""Allow one writer at a time: a lock file, held with flock, with a timeout.

The lock is never on the base itself: a rename replaces the base, and a lock on what was replaced locks
nothing. The holder removes the lock file; one left behind by a killed process locks nobody out.
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
    """Hold the lock of the file at `path` (`<path>.lock`, with links resolved) for the block.

    Raises NotWritten if another writer holds it for more than `wait` seconds, or if the lock file cannot be
    created.
    """
    lock = _Lock(os.path.realpath(path) + ".lock")
    try:
        try:
            taken = lock.take(monotonic() + wait)
        except OSError as error:
            raise NotWritten(
                f"{path}: cannot be locked: {os.strerror(error.errno or 0)}",
                "check the permissions of its folder",
            ) from error
        if not taken:
            raise NotWritten(f"{path}: another program is writing to it", "try again when it has finished")
        yield
    finally:
        lock.give_back()


class _Lock:
    """The lock file; signals arrive before it is taken or after it is recorded, never in between."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.handle: int | None = None

    def take(self, deadline: float) -> bool:
        """Try to take the lock; return False if another process still has it at the deadline."""
        while True:
            with _undisturbed():
                self.handle = _tried(self.name)
            if self.handle is not None or monotonic() > deadline:
                return self.handle is not None
            sleep(_PAUSE)

    def give_back(self) -> None:
        """Remove and release the lock file, if it is held."""
        with _undisturbed():
            if self.handle is not None:
                with suppress(OSError):
                    os.unlink(self.name)
                with suppress(OSError):
                    os.close(self.handle)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Block the signals that end a program; they are delivered at the end of the block."""
    from signal import SIG_BLOCK, SIG_SETMASK, SIGINT, SIGTERM, pthread_sigmask

    before = pthread_sigmask(SIG_BLOCK, {SIGINT, SIGTERM})
    try:
        yield
    finally:
        pthread_sigmask(SIG_SETMASK, before)


def _tried(name: str) -> int | None:
    """Return the locked file, None if another process has it or has removed it."""
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
    """Return True if the locked file still has that name: its last holder may have removed it."""
    try:
        there = os.stat(name, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(handle), there)

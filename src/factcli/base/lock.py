"""Allow one writer at a time: a lock file, held with flock, with a timeout.

The lock is never on the base itself: a rename replaces the base, and a lock on what was replaced locks
nothing. The holder removes the lock file; one left behind by a killed process locks nobody out, as everybody who may
write to the base may open its lock.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from time import monotonic, sleep

from factcli.base import rights
from factcli.errors import NotWritten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

WAIT = 10.0
_PAUSE = 0.01
_OPEN = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)


@contextmanager
def locked(path: str, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of the file at `path` (`<path>.lock`, with links resolved) for the block.

    Raises NotWritten if another writer holds it for more than `wait` seconds, or if the lock file cannot be
    created.
    """
    lock = _Lock(os.path.realpath(path))
    try:
        try:
            taken = lock.take(monotonic() + wait)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                raise NotWritten(
                    f"{path}: its file system has no locks", "copy it to another disk and change the copy"
                ) from error
            raise NotWritten(
                f"{path}: cannot be locked: {os.strerror(error.errno or 0)}",
                "check the permissions of its folder",
            ) from error
        if not taken and lock.denied:
            raise NotWritten(
                f"{path}: the lock file {lock.name} of another user cannot be opened",
                "try again when they have finished; if nothing of theirs runs, ask them to remove it",
            )
        if not taken:
            raise NotWritten(f"{path}: another program is writing to it", "try again when it has finished")
        yield
    finally:
        lock.give_back()


class _Lock:
    """The lock file; signals arrive before it is taken or after it is recorded, never in between."""

    def __init__(self, path: str) -> None:
        self.path, self.name = path, path + ".lock"
        self.handle: int | None = None
        self.denied = False  # the lock file is there, and may not be opened

    def take(self, deadline: float) -> bool:
        """Try to take the lock; return False if another process still has it at the deadline."""
        while True:
            with _undisturbed():
                self.handle = self._tried()
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

    def _tried(self) -> int | None:
        """Return the locked file, None if another process has it or has removed it."""
        from fcntl import LOCK_EX, LOCK_NB, flock

        handle = self._opened()
        if handle is None:
            return None
        try:
            flock(handle, LOCK_EX | LOCK_NB)
            if _is_at(handle, self.name):
                return handle
        except BlockingIOError:
            pass
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        return None

    def _opened(self) -> int | None:
        """Return the lock file, a new one if there is none; None if it goes at this moment or may not be opened."""
        try:
            handle = os.open(self.name, _OPEN | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            try:
                return os.open(self.name, _OPEN)
            except FileNotFoundError:
                return None
            except PermissionError:
                self.denied = True
                return None
        try:
            rights.share(self.path, handle)
        except BaseException:
            os.close(handle)
            raise
        return handle


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Block the signals that end a program; they are delivered at the end of the block."""
    from signal import SIG_BLOCK, SIG_SETMASK, SIGINT, SIGTERM, pthread_sigmask

    before = pthread_sigmask(SIG_BLOCK, {SIGINT, SIGTERM})
    try:
        yield
    finally:
        pthread_sigmask(SIG_SETMASK, before)


def _is_at(handle: int, name: str) -> bool:
    """Return True if the locked file still has that name: its last holder may have removed it."""
    try:
        there = os.stat(name, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(handle), there)

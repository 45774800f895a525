"""Make the file calls of a write fail, one after the other, without touching the file system."""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from factcli.base import lock, rights, writer

if TYPE_CHECKING:
    from collections.abc import Iterator

CALLS = ("open", "write", "fsync", "rename", "link", "unlink", "fstat", "stat", "fchmod", "setxattr", "close")


class Faulty:
    """The `os` module, failing at one of its calls; a call to close still closes."""

    def __init__(self, at: int, number: int) -> None:
        """Fail at the call of that place (from 1) with that error number."""
        self.at, self.number, self.calls, self.failed = at, number, 0, ""

    def __getattr__(self, name: str) -> Any:
        """Return the real attribute; calls are counted."""
        real = getattr(os, name)
        return self._counted(name, real) if name in CALLS else real

    def _counted(self, name: str, real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls == self.at:
                self.failed = name
                if name == "close":
                    real(*args, **kwargs)
                raise OSError(self.number, os.strerror(self.number))
            return real(*args, **kwargs)

        return call


@contextmanager
def faulty(at: int, number: int) -> Iterator[Faulty]:
    """Let one file call of the writing modules fail within the block."""
    fault = Faulty(at, number)
    with ExitStack() as patched:
        for module in (writer, lock, rights):
            patched.enter_context(patch.object(module, "os", fault))
        yield fault


class Recording:
    """The `os` module, which notes what is done to files, in order: a call, and for fsync to what."""

    def __init__(self) -> None:
        """Note nothing yet."""
        self.done: list[str] = []

    def __getattr__(self, name: str) -> Any:
        """Return the real attribute; calls are noted when they are over."""
        real = getattr(os, name)
        return self._noted(name, real) if name in ("write", "fsync", "link", "rename", "fchmod") else real

    def _noted(self, name: str, real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            found = real(*args, **kwargs)
            folder = name == "fsync" and stat.S_ISDIR(os.fstat(args[0]).st_mode)
            self.done.append(f"{name} folder" if folder else name)
            return found

        return call


@contextmanager
def recording() -> Iterator[list[str]]:
    """Note what the writing modules do to files within the block."""
    noted = Recording()
    with ExitStack() as patched:
        for module in (writer, rights):
            patched.enter_context(patch.object(module, "os", noted))
        yield noted.done

"""Run the program in the process of the test, on a terminal of a chosen width or into a pipe.

What is measured is the real command line, from its arguments to its exit status; only the start of a
process is saved. Tests of the process itself (signals, closed streams, what is imported) start one.
"""

from __future__ import annotations

import functools
import io
import os
import sys
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest.mock import patch

from factcli.cli.app import main

if TYPE_CHECKING:
    from pathlib import Path


class Stream(io.TextIOWrapper):
    """A standard stream that remembers what was written and says whether it is a terminal."""

    def __init__(self, *, terminal: bool, given: bytes = b"", encoding: str = "utf-8") -> None:
        """Start with what can be read from it."""
        self.bytes = io.BytesIO(given)
        self._terminal = terminal
        super().__init__(self.bytes, encoding=encoding, newline="\n", write_through=True)

    def isatty(self) -> bool:
        """Tell what was decided at the start."""
        return self._terminal

    def text(self) -> str:
        """Return what was written."""
        return self.bytes.getvalue().decode(self.encoding)


@functools.cache
def _shared() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="factcli-tests-")


def shared_cache() -> str:
    """Return the folder that keeps indexes and the lexicon for all tests of a session."""
    return _shared().name


class Ran:
    """What came of one run: exit status, standard output, standard error."""

    def __init__(self, status: int, out: str, err: str) -> None:
        """Keep the three."""
        self.status, self.out, self.err = status, out, err

    def __repr__(self) -> str:
        """Show all of it, for a failing test."""
        return f"status {self.status}\n{self.out}\n--- stderr\n{self.err}"


def run(
    *arguments: str,
    columns: int = 80,
    terminal: bool = False,
    given: bytes = b"",
    encoding: str = "utf-8",
    cache: Path | None = None,
    cached: bool = True,
    **environment: str,
) -> Ran:
    """Run one command line; `environment` is added to one that holds a width, a locale and nothing else.

    All runs of a session share one cache, unless a `cache` of its own is given, or `cached` is off: then there
    is none, nor can one be made.
    """
    out, err = Stream(terminal=terminal, encoding=encoding), Stream(terminal=terminal, encoding=encoding)
    world = {"COLUMNS": str(columns), "LANG": "C.UTF-8", "TERM": "dumb", "HOME": os.devnull}
    if cache is not None:
        world["XDG_CACHE_HOME"] = str(cache)
    else:
        world["FACTCLI_CACHE"] = shared_cache() if cached else os.path.join(os.devnull, "cache")
    world |= environment
    with (
        patch.dict(os.environ, world, clear=True),
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
        patch.object(sys, "stdin", Stream(terminal=terminal, given=given)),
    ):
        status = main(list(arguments))
    return Ran(status, out.text(), err.text())

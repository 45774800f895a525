"""Write to the two standard streams, and know the ways in which they fail.

A reader that leaves early is no error; a full disk or a closed stream is one. Messages never fail: where
nobody can read them they are dropped.
"""

from __future__ import annotations

import os
import sys

from factcli.errors import InputOutputProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

_HINT = "check where the output goes"


class ReaderLeft(Exception):  # noqa: N818 -- no error: what was wanted has been read
    """Say that the reader of the output closed the pipe: stop, quietly and with success."""


def output() -> TextIO:
    """Return standard output; raises InputOutputProblem where it is closed."""
    if sys.stdout is None:
        raise InputOutputProblem("standard output is closed", _HINT)
    return sys.stdout


def is_utf8(stream: TextIO | None) -> bool:
    """Tell whether a stream takes any letter."""
    encoding = getattr(stream, "encoding", None) or ""
    return encoding.lower().replace("-", "").replace("_", "") == "utf8"


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person reads this stream."""
    try:
        return stream is not None and stream.isatty()
    except (OSError, ValueError):
        return False


def write(parts: Iterable[str]) -> None:
    """Write the parts to standard output; raises InputOutputProblem or ReaderLeft."""
    stream = output()
    plain = not is_utf8(stream)
    try:
        for part in parts:
            stream.write(_for_encoding(part, stream) if plain else part)
    except (OSError, ValueError) as error:
        raise unwritten(error) from None


def flush() -> None:
    """Push what was written out; raises InputOutputProblem or ReaderLeft."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        raise unwritten(error) from None


def unwritten(error: Exception) -> Exception:
    """Give up standard output and return what its failure means: a reader gone, or a problem to tell."""
    abandon()
    if isinstance(error, BrokenPipeError):
        return ReaderLeft()
    reason = error.strerror if isinstance(error, OSError) else "it is closed"
    return InputOutputProblem(f"standard output cannot be written: {reason}", _HINT)


def abandon() -> None:
    """Point standard output at nothing, so that the interpreter's own last flush cannot fail."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError, AttributeError):
        return


def say(message: str) -> None:
    """Write one message to standard error, in whatever letters it takes."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.write(_for_encoding(message, stream) + "\n")
        stream.flush()
    except (OSError, ValueError):
        return


def _for_encoding(text: str, stream: TextIO) -> str:
    encoding = getattr(stream, "encoding", None) or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)

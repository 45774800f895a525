"""Open a file that a stranger may have made: regular files only, no waiting, a bound on the size."""

from __future__ import annotations

import os
import stat

from factcli.errors import BadBase, InputOutputProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

    from factcli.limits import Limits

_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)


def open_regular(path: str, limits: Limits) -> BinaryIO:
    """Open a regular file for reading, never waiting for a pipe and never touching a device.

    Raises `InputOutputProblem` where it cannot be opened, `BadBase` where it is too large.
    """
    try:
        descriptor = os.open(path, _HOW | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    try:
        _check(path, os.fstat(descriptor), limits)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _check(path: str, found: os.stat_result, limits: Limits) -> None:
    if not stat.S_ISREG(found.st_mode):
        what = "a folder" if stat.S_ISDIR(found.st_mode) else "no regular file"
        raise InputOutputProblem(f"{path}: this is {what}", "give the path of a fact base (a .json file)")
    if found.st_size > limits.size:
        raise BadBase(f"larger than {limits.size} bytes", path=path, hint="split the base into smaller ones")


def unreadable(path: str, error: OSError | ValueError) -> InputOutputProblem:
    """Say in one sentence why a path cannot be opened or read."""
    if isinstance(error, FileNotFoundError):
        return InputOutputProblem(
            f"{path}: no such file", "check the path, or run 'factcli base list' to see the bases there are"
        )
    reason = (
        (error.strerror or str(error)) if isinstance(error, OSError) else "no path can be spelt like this"
    )
    return InputOutputProblem(
        f"{path}: {reason[:1].lower()}{reason[1:]}", "check the path and its permissions"
    )

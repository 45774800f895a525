"""Run the program in a forked process: a real process to kill, without the cost of a start."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from factcli.cli.app import heed_termination, main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


def forked(
    arguments: Sequence[str], world: Mapping[str, str], out: Path, before: Callable[[], object] = int
) -> int:
    """Start the program in a forked process, its streams going to a file; return the process id.

    `before` is called in that process first.
    """
    process = os.fork()
    if process:
        return process
    status = 99
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 -- the process ends with it
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        os.environ.clear()
        os.environ.update(world)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        heed_termination()
        before()
        status = main(list(arguments))
    finally:
        os._exit(status)


def ended(process: int) -> int:
    """Wait for a forked process; return its exit status, or minus the number of the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

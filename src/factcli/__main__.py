"""Start the program: the entry point of both `factcli` and `python -m factcli`."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> int:
    """Run the command line and return its exit status; an interrupt while modules load is handled too.

    A short command runs without garbage collection and exits without finalizing the interpreter: both would only
    cost time.
    """
    if "_FACTCLI_COMPLETE" in os.environ:
        _complete()
    arguments = sys.argv[1:]
    short = _is_short(arguments)
    if short:
        import gc

        gc.disable()
    try:
        status = _status(arguments)
    except KeyboardInterrupt:
        status = 130
    if short:
        _leave(status)
    return status


_LONG = (["explore"], ["mcp"], ["base", "check"], ["base", "draft"], ["base", "review"])


def _is_short(arguments: list[str]) -> bool:
    """Return True unless the command asks, or is asked, any number of times."""
    return not any(arguments[: len(long)] == long for long in _LONG) and not any(
        argument.startswith(("--batch", "--file")) for argument in arguments
    )


def _status(arguments: list[str]) -> int:
    if arguments and not arguments[0].startswith("-"):
        from factcli.cli.fast import serve

        status = serve(arguments)
        if status is not None:
            return status
    from factcli.cli.app import heed_termination, main

    heed_termination()
    return main(arguments)


def _leave(status: int) -> NoReturn:
    """End the process; what was written has been flushed, or cannot be."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue
    os._exit(status)


def _complete() -> NoReturn:
    """Answer one press of Tab and exit at once: nothing loaded here needs cleaning up."""
    import gc

    gc.disable()
    from factcli.completion.serve import run as complete

    try:
        reply = memoryview(complete(os.environ))
        while reply:
            reply = reply[os.write(1, reply) :]
    except (OSError, KeyboardInterrupt):
        pass
    os._exit(0)


if __name__ == "__main__":
    sys.exit(run())

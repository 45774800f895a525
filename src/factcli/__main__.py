"""Start the program: `factcli` and `python -m factcli` both come through here."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> int:
    """Run the command line and return its exit status; an interrupt while modules load counts as one."""
    if "_FACTCLI_COMPLETE" in os.environ:
        _complete()
    try:
        _serve_quickly()
        from factcli.cli.app import heed_termination, main

        heed_termination()
        return main(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


def _serve_quickly() -> None:
    """Answer a plain question and be gone; return where the command line is anything else.

    A question reads and writes nothing but its answer, which is flushed when this ends: neither collecting
    garbage nor taking the interpreter down in order would be noticed by anybody.
    """
    import gc

    from factcli.cli.quick import serve

    gc.disable()
    status = serve(sys.argv[1:])
    if status is not None:
        os._exit(status)
    gc.enable()


def _complete() -> NoReturn:
    """Answer one press of Tab and be gone: nothing that is loaded here needs an orderly end."""
    import gc

    gc.disable()
    from factcli.completion.serving import run as complete

    try:
        reply = memoryview(complete(os.environ))
        while reply:
            reply = reply[os.write(1, reply) :]
    except (OSError, KeyboardInterrupt):
        pass
    os._exit(0)


if __name__ == "__main__":
    sys.exit(run())

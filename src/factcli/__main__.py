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
        from factcli.cli.app import heed_termination, main

        heed_termination()
        return main(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


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

"""Start the program: `factcli` and `python -m factcli` both come through here."""

from __future__ import annotations

import sys


def run() -> int:
    """Run the command line and return its exit status; an interrupt while modules load counts as one."""
    try:
        from factcli.cli.app import heed_termination, main

        heed_termination()
        return main(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())

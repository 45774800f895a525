"""Show on a terminal that a large base is being indexed; small ones are done before anybody looks."""

from __future__ import annotations

import sys

from factcli.cli import streams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGE = 5_000_000  # bytes
_READING = 0.7  # share of the work that is over when the base has been read


class Bar:
    """A bar on standard error, drawn only where it is a terminal and the base is large."""

    def __init__(self) -> None:
        """Draw nothing yet: most indexes are found made."""
        self._bar: Any = None
        self._watched = streams.is_terminal(sys.stderr)

    def show(self, done: int, size: int) -> None:
        """Show how many bytes of the base have been read."""
        if size < LARGE or not self._watched:
            return
        if self._bar is None:
            import click

            self._bar = click.progressbar(length=100, label="indexing the base", file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(int(100 * _READING * done / size) - self._bar.pos)

    def close(self) -> None:
        """Fill the bar and end its line, where there is one."""
        if self._bar is not None:
            self._bar.update(100 - self._bar.pos)
            self._bar.__exit__(None, None, None)
            self._bar = None

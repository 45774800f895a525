"""Show on a terminal how far a long piece of work has come; elsewhere show nothing."""

from __future__ import annotations

import sys
from contextlib import contextmanager

import click

from factcli.cli import streams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SMALL = 500_000
"""Work of fewer bytes or characters than this is over before a bar could be read."""


@contextmanager
def progress_bar(label: str, size: int) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function to call with the work done and the work in all, or None where nobody would look."""
    if size < SMALL or not streams.is_terminal(sys.stderr):
        yield None
        return
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:

        def show(done: int, whole: int) -> None:
            bar.update(min(100, 100 * done // max(whole, 1)) - bar.pos)

        yield show
        bar.update(100 - bar.pos)

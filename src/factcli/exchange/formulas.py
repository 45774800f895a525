"""Keep spreadsheets from running a cell: an apostrophe before what looks like a formula, and away again."""

from __future__ import annotations

import re

_STARTS = "=+-@\t\r＝＋－＠"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_GUARDED = re.compile(rf"'+[{re.escape(_STARTS)}]")


def guarded(cell: str) -> str:
    """Return a cell as CSV may hold it: with an apostrophe where a spreadsheet would run it.

    A cell that has such an apostrophe of its own gets a second one, so that `unguarded` gives back each cell.
    """
    if (cell[:1] and cell[0] in _STARTS and not _NUMBER.fullmatch(cell)) or _GUARDED.match(cell):
        return "'" + cell
    return cell


def unguarded(cell: str) -> str:
    """Return the cell that was guarded."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell

"""Draw a table without a box: columns where there is room, a small stack for each row where there is not."""

from __future__ import annotations

from factcli.output import layout_layout
from factcli.output.blocks import ASIDE, BULLET, MARK, NAME, NUMBER, WORDS
from factcli.output.pieces import GAP, INDENT, QUIET, STRONG, STYLES, USUAL, Piece, clean
from factcli.output.stack import stack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcli.output.blocks import Table
    from factcli.output.layout_layout import Measure
    from factcli.output.screen import Screen

    Line = Sequence[Piece]

STACKED_BELOW = 72
WIDEST = 140  # beyond it the eye loses the row between its columns
_PLAIN_BULLETS = {"●": "*", "○": "o"}
# What a column can be narrowed to before the rows are stacked instead; numbers and marks do not bend.
_LEAST = {NAME: 24, WORDS: 26, ASIDE: 12, NUMBER: 1 << 16, MARK: 1 << 16, BULLET: 1}


def grid(block: Table, screen: Screen, measure: Measure) -> Iterator[Line]:
    """Yield the lines of a table: title, headings, rows with their rules, and how many rows more."""
    roles, headings, rows = _filled_columns(block)
    if not screen.utf8:
        rows = [[_PLAIN_BULLETS.get(cell, cell) for cell in row] for row in rows]
    room = min(screen.width, WIDEST) - len(INDENT)
    columns = _columns(roles, headings, rows, room, measure)
    if block.title:
        yield (Piece(clean(block.title), STRONG),)
    stacked = screen.width < STACKED_BELOW or columns is None
    if headings and not stacked:
        yield _heading(headings, roles, columns or [], measure)
    rules = dict(block.rules)
    for at, row in enumerate(rows):
        if at in rules:
            yield from _rule(rules[at], screen, first=at == 0)
        if stacked:
            yield from stack(row, roles, headings, room, measure)
        else:
            yield from _row(row, roles, columns or [], measure)
    if block.more:
        yield (Piece(INDENT + block.more, QUIET),)


def _filled_columns(block: Table) -> tuple[list[str], list[str], list[list[str]]]:
    rows = [[clean(cell) for cell in row] for row in block.rows]
    kept = [at for at in range(len(block.roles)) if any(row[at] for row in rows)]
    headings = [clean(block.headings[at]) for at in kept] if block.headings else []
    return [block.roles[at] for at in kept], headings, [[row[at] for at in kept] for row in rows]


def _columns(
    roles: list[str], headings: list[str], rows: list[list[str]], room: int, measure: Measure
) -> list[int] | None:
    """Return the width of each column, as few lines as can be; None where they cannot stand side by side."""
    needed, least = [], []
    for at, role in enumerate(roles):
        cells = [row[at] for row in rows] + headings[at : at + 1]
        needed.append(max(measure(line) for cell in cells for line in cell.split("\n")))
        longest_word = max(measure(word) for cell in cells for word in (cell.split(" ") or [""]))
        least.append(min(needed[-1], max(longest_word, _LEAST[role])))
    ways = [layout_layout.widths(needed, least, room, len(GAP), prose_first=first) for first in (True, False)]
    fitting = [given for given in ways if sum(given) + len(GAP) * (len(given) - 1) <= room]
    return min(fitting, key=lambda given: _height(rows, given, measure), default=None)


def _height(rows: list[list[str]], columns: list[int], measure: Measure) -> int:
    """Count the lines a table takes with columns of these widths."""
    return sum(
        max(len(layout_layout.breaks(text, width, measure)) for text, width in zip(row, columns, strict=True))
        for row in rows
    )


def _heading(headings: list[str], roles: list[str], columns: list[int], measure: Measure) -> Line:
    padded = [
        _padded(text, role, width, measure)
        for text, role, width in zip(headings, roles, columns, strict=True)
    ]
    return (Piece((INDENT + GAP.join(padded)).rstrip(), QUIET),)


def _row(row: list[str], roles: list[str], columns: list[int], measure: Measure) -> Iterator[Line]:
    cells = [
        [text[a:b] for a, b in layout_layout.breaks(text, width, measure)]
        for text, width in zip(row, columns, strict=True)
    ]
    for at in range(max(len(cell) for cell in cells)):
        pieces = [Piece(INDENT, USUAL)]
        for cell, role, width in zip(cells, roles, columns, strict=True):
            text = cell[at] if at < len(cell) else ""
            space = " " * max(width - measure(text), 0)
            if role == NUMBER:
                pieces += [Piece(space, USUAL), Piece(text, STYLES[role]), Piece(GAP, USUAL)]
            else:
                pieces += [Piece(text, STYLES[role]), Piece(space + GAP, USUAL)]
        yield _trimmed(pieces)


def _padded(text: str, role: str, width: int, measure: Measure) -> str:
    space = " " * max(width - measure(text), 0)
    return space + text if role == NUMBER else text + space


def _trimmed(pieces: list[Piece]) -> Line:
    while pieces and not pieces[-1].text.strip(" "):
        pieces.pop()
    if pieces:
        last = pieces.pop()
        pieces.append(Piece(last.text.rstrip(" "), last.style))
    return pieces


def _rule(word: str, screen: Screen, *, first: bool) -> Iterator[Line]:
    if not first:
        yield ()
    stroke = "─" if screen.utf8 else "-"
    length = max(min(screen.width, STACKED_BELOW) - len(word) - 1, 2)
    yield Piece(clean(word) + " ", STRONG), Piece(stroke * length, QUIET)

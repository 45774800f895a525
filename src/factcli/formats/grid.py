"""Draw a table without a box: columns where there is room, a small stack for each row where there is not."""

from __future__ import annotations

from factcli.formats import layout
from factcli.formats.pieces import GAP, INDENT, MARKED, QUIET, STRONG, USUAL, Piece, clean
from factcli.report_page import ASIDE, MARK, NAME, NUMBER, WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcli.formats.layout import Measure
    from factcli.formats.screen import Screen
    from factcli.report_page import Table

    Line = Sequence[Piece]

STACKED_BELOW = 72
WIDEST = 140  # beyond it the eye loses the row between its columns
_LEAST_WORDS = 24
_STYLES = {NAME: STRONG, WORDS: USUAL, ASIDE: QUIET, NUMBER: USUAL, MARK: MARKED}


def grid(block: Table, screen: Screen, measure: Measure) -> Iterator[Line]:
    """Yield the lines of a table: title, headings, rows with their rules, and how many rows more."""
    roles, headings, rows = _filled_columns(block)
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
        yield from (
            _stacked(row, roles, room, measure) if stacked else _row(row, roles, columns or [], measure)
        )
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
    """Return the width of each column, or None where not all of it can stand side by side."""
    needed = [
        max(
            [measure(line) for row in rows for line in row[at].split("\n")]
            + [measure(h) for h in headings[at : at + 1]]
        )
        for at in range(len(roles))
    ]
    bending = [role == WORDS for role in roles]
    given = layout.widths(needed, bending, room, len(GAP))
    short = any(
        bends and width < min(_LEAST_WORDS, need)
        for bends, width, need in zip(bending, given, needed, strict=True)
    )
    return None if short or sum(given) + len(GAP) * (len(given) - 1) > room else given


def _heading(headings: list[str], roles: list[str], columns: list[int], measure: Measure) -> Line:
    padded = [
        _padded(text, role, width, measure)
        for text, role, width in zip(headings, roles, columns, strict=True)
    ]
    return (Piece((INDENT + GAP.join(padded)).rstrip(), QUIET),)


def _row(row: list[str], roles: list[str], columns: list[int], measure: Measure) -> Iterator[Line]:
    cells = [
        [text[a:b] for a, b in layout.breaks(text, width, measure)]
        for text, width in zip(row, columns, strict=True)
    ]
    for at in range(max(len(cell) for cell in cells)):
        pieces = [Piece(INDENT, USUAL)]
        for cell, role, width in zip(cells, roles, columns, strict=True):
            text = cell[at] if at < len(cell) else ""
            space = " " * max(width - measure(text), 0)
            if role == NUMBER:
                pieces += [Piece(space, USUAL), Piece(text, _STYLES[role]), Piece(GAP, USUAL)]
            else:
                pieces += [Piece(text, _STYLES[role]), Piece(space + GAP, USUAL)]
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


def _stacked(row: list[str], roles: list[str], room: int, measure: Measure) -> Iterator[Line]:
    main = [(text, role) for text, role in zip(row, roles, strict=True) if text and role in (NAME, WORDS)]
    quiet = [
        (text, role) for text, role in zip(row, roles, strict=True) if text and role not in (NAME, WORDS)
    ]
    for at, (text, role) in enumerate(main):
        margin = INDENT if at == 0 else INDENT + "  "
        for start, end in layout.breaks(text, room - len(margin) + len(INDENT), measure):
            yield Piece(margin, USUAL), Piece(text[start:end], _STYLES[role])
    if quiet:
        yield from _aside(quiet, room, measure)


def _aside(cells: list[tuple[str, str]], room: int, measure: Measure) -> Iterator[Line]:
    words = " · ".join(text for text, role in cells if role != MARK)
    marks = " ".join(text for text, role in cells if role == MARK)
    margin = INDENT + "  "
    found = layout.breaks(words, room - len(margin) - len(marks), measure)
    for start, end in found[:-1]:
        yield Piece(margin, USUAL), Piece(words[start:end], QUIET)
    start, end = found[-1]
    gap = " " if words and marks else ""
    yield Piece(margin, USUAL), Piece(words[start:end] + gap, QUIET), Piece(marks, MARKED)


def _rule(word: str, screen: Screen, *, first: bool) -> Iterator[Line]:
    if not first:
        yield ()
    stroke = "─" if screen.utf8 else "-"
    length = max(min(screen.width, STACKED_BELOW) - len(word) - 1, 2)
    yield Piece(clean(word) + " ", STRONG), Piece(stroke * length, QUIET)

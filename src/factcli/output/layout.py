"""Lay out the blocks of a page as lines of styled pieces: in columns if there is room, else stacked.

Lines are broken only at spaces, never at a no-break space or inside a word, where Rich would break or crop.
Widths are in terminal cells; the caller passes the function that measures them.
"""

from __future__ import annotations

from itertools import islice

from factcli._dataclass import dataclass, replace
from factcli.escape import visible
from factcli.output.blocks import (
    ASIDE,
    BAD,
    BULLET,
    DOUBTFUL,
    GOOD,
    MARK,
    NAME,
    NUMBER,
    WORDS,
    Compared,
    Headline,
    Note,
    Quote,
    Table,
    Tree,
)
from factcli.output.envelope import as_text, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from factcli.output.blocks import Block
    from factcli.output.report import Report, Screen

    Measure = Callable[[str], int]

    from typing import TypeAlias

    Line: TypeAlias = "Sequence[Piece]"


def breaks(text: str, width: int, measure: Measure) -> list[tuple[int, int]]:
    """Return the lines of a text as pairs of offsets into it, each at most `width` cells wide.

    A word wider than the line is split to fit.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        found += [(start + a, start + b) for a, b in _filled(paragraph, max(width, 1), measure)]
        start += len(paragraph) + 1
    return found


def _filled(text: str, width: int, measure: Measure) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start, end, used = 0, -1, 0
    for first, last in _pieces(text, width, measure):
        wide = measure(text[first:last])
        gap = first - end
        if end < 0:
            start, used = first, wide
        elif used + gap + wide > width:
            lines.append((start, end))
            start, used = first, wide
        else:
            used += gap + wide
        end = last
    lines.append((start, max(start, end)))
    return lines


def _pieces(text: str, width: int, measure: Measure) -> list[tuple[int, int]]:
    """Return the words of a text; a word wider than a line in parts that each fill one."""
    found: list[tuple[int, int]] = []
    at = 0
    for word in text.split(" "):
        if word:
            found += (
                [(at, at + len(word))]
                if measure(word) <= width
                else _cut(text, at, at + len(word), width, measure)
            )
        at += len(word) + 1
    return found


def _cut(text: str, first: int, last: int, width: int, measure: Measure) -> list[tuple[int, int]]:
    pieces, start, used = [], first, 0
    for at in range(first, last):
        wide = measure(text[at])
        if used + wide > width and at > start:
            pieces.append((start, at))
            start, used = at, 0
        used += wide
    return [*pieces, (start, last)]


def widths(
    needed: Sequence[int], least: Sequence[int], room: int, gap: int, *, prose_first: bool
) -> list[int]:
    """Return widths of columns that fit into `room`, or come as close as possible.

    `needed` is the widest cell of each column, `least` what it can be narrowed to (equal if it cannot), `gap`
    the space between two. With `prose_first`, the widest column is narrowed before the others.
    """
    given = list(needed)
    over = sum(given) + gap * max(len(given) - 1, 0) - room
    for at in sorted(range(len(given)), key=lambda at: given[at], reverse=prose_first):
        step = min(max(over, 0), given[at] - least[at])
        given[at] -= step
        over -= step
    return given


# Pieces of a line: an escaped text and a style.

ANSWER, EXACT, MARKED, STRONG, QUIET, USUAL = "answer", "exact", "marked", "strong", "quiet", "usual"
TONES = (GOOD, DOUBTFUL, BAD)
STYLES = {NAME: STRONG, WORDS: USUAL, ASIDE: QUIET, NUMBER: USUAL, MARK: MARKED, BULLET: MARKED}
INDENT, GAP = "  ", "  "
MOST_LETTERS, MOST_LINES = 2000, 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of one line: escaped text, in one style, with the address it links to, if any."""

    text: str
    style: str
    link: str = ""


def clean(text: str) -> str:
    """Return a text escaped and cut to a maximum length, with the number of characters left off."""
    rows = text.split("\n")
    if len(rows) > MOST_LINES:
        text = "\n".join([*rows[:MOST_LINES], f"… (+{len(rows) - MOST_LINES})"])
    if len(text) > MOST_LETTERS:
        text = text[:MOST_LETTERS] + f"… (+{len(text) - MOST_LETTERS})"
    return visible(text).replace("\t", " ")


# Stacks: a row as a few lines, if the screen is too narrow for columns.

_DEEPER = INDENT + INDENT


def stack(  # noqa: PLR0913, PLR0917 -- a row, what its cells are, and how much room there is
    row: list[str],
    roles: list[str],
    headings: list[str],
    room: int,
    measure: Measure,
    tones: Mapping[str, str],
) -> Iterator[Line]:
    """Yield a row as a stack: its name, its words below, then its dimmed cells, its marks last."""
    main = [(text, role) for text, role in zip(row, roles, strict=True) if role in (NAME, WORDS)]
    lines: list[Line] = []
    for at, (text, role) in enumerate(main):
        margin = INDENT if at == 0 else _DEEPER
        for start, end in breaks(text, room - len(margin) + len(INDENT), measure) if text else ():
            lines.append((Piece(margin, USUAL), Piece(text[start:end], tones.get(text, STYLES[role]))))
    words = " · ".join(_quiet(row, roles, headings))
    marks = " ".join(text for text, role in zip(row, roles, strict=True) if role == MARK and text)
    if lines and marks and not words and sum(measure(piece.text) for piece in lines[-1]) + len(marks) < room:
        lines[-1] = (*lines[-1], Piece(" " + marks, MARKED))
    elif words or marks:
        lines += _aside(words, marks, room, measure)
    yield from lines


def _quiet(row: list[str], roles: list[str], headings: list[str]) -> Iterator[str]:
    for at, (text, role) in enumerate(zip(row, roles, strict=True)):
        if text and role not in (NAME, WORDS, MARK, BULLET):
            yield f"{headings[at]} {text}" if role == NUMBER and headings else text


def _aside(words: str, marks: str, room: int, measure: Measure) -> Iterator[Line]:
    found = breaks(words, room - len(_DEEPER) - len(marks), measure)
    for start, end in found[:-1]:
        yield Piece(_DEEPER, USUAL), Piece(words[start:end], QUIET)
    start, end = found[-1]
    gap = " " if words and marks else ""
    yield Piece(_DEEPER, USUAL), Piece(words[start:end] + gap, QUIET), Piece(marks, MARKED)


# Columns.

STACKED_BELOW = 72
READABLE = 100  # a longer line is hard to follow back, and a wider row is lost between its columns
_PLAIN_BULLETS = {"●": "*", "○": "o"}
# What a column can be narrowed to before the rows are stacked instead; numbers cannot be narrowed.
_LEAST = {NAME: 16, WORDS: 26, ASIDE: 12, NUMBER: 1 << 16, MARK: 7, BULLET: 1}


def grid(block: Table, screen: Screen, measure: Measure) -> Iterator[Line]:
    """Yield the lines of a table: title, headings, rows with their rules, and the number of rows left off."""
    roles, headings, rows = _filled_columns(_numbered(block) if screen.numbered else block)
    if not screen.utf8:
        rows = [[_PLAIN_BULLETS.get(cell, cell) for cell in row] for row in rows]
    room = min(screen.width, READABLE) - len(INDENT)
    columns = _columns(roles, headings, rows, room, measure)
    if block.title:
        yield (Piece(clean(block.title), STRONG),)
    stacked = screen.width < STACKED_BELOW or columns is None
    edge = room + len(INDENT)
    if columns is not None and not stacked:
        edge = len(INDENT) + sum(columns) + len(GAP) * (len(columns) - 1)
        if headings:
            yield _heading(headings, roles, columns, measure)
    rules, tones = dict(block.rules), dict(block.tones)
    for at, row in enumerate(rows):
        if at in rules:
            yield from _rule(rules[at], screen, edge, first=at == 0)
        elif at == 0 and headings and not stacked:
            yield _line(screen, edge)
        if stacked or columns is None:
            yield from stack(row, roles, headings, room, measure, tones)
        else:
            yield from _row(row, roles, columns, measure, tones)
    if block.more:
        yield (Piece(INDENT + block.more, QUIET),)


def _numbered(block: Table) -> Table:
    """Return a table with the numbers of its rows as its first column, if they have any."""
    if not block.numbers:
        return block
    rows = [[number, *row] for number, row in zip(block.numbers, block.rows, strict=False)]
    headings = ["", *block.headings] if block.headings else ()
    return replace(block, roles=(NUMBER, *block.roles), rows=rows, headings=headings)


def _filled_columns(block: Table) -> tuple[list[str], list[str], list[list[str]]]:
    rows = [[clean(cell) for cell in row] for row in block.rows]
    kept = [at for at in range(len(block.roles)) if any(row[at] for row in rows)]
    headings = [clean(block.headings[at]) for at in kept] if block.headings else []
    return [block.roles[at] for at in kept], headings, [[row[at] for at in kept] for row in rows]


def _columns(
    roles: list[str], headings: list[str], rows: list[list[str]], room: int, measure: Measure
) -> list[int] | None:
    """Return the widths that need the fewest lines; None if the columns do not fit side by side."""
    needed, least = [], []
    for at, role in enumerate(roles):
        cells = [row[at] for row in rows] + headings[at : at + 1]
        needed.append(max(measure(line) for cell in cells for line in cell.split("\n")))
        longest_word = max(measure(word) for cell in cells for word in (cell.split(" ") or [""]))
        least.append(min(needed[-1], max(longest_word, _LEAST[role])))
    ways = [widths(needed, least, room, len(GAP), prose_first=first) for first in (True, False)]
    fitting = [given for given in ways if sum(given) + len(GAP) * (len(given) - 1) <= room]
    return min(fitting, key=lambda given: _height(rows, given, measure), default=None)


def _height(rows: list[list[str]], columns: list[int], measure: Measure) -> int:
    """Count the lines a table takes with columns of these widths."""
    return sum(
        max(len(breaks(text, width, measure)) for text, width in zip(row, columns, strict=True))
        for row in rows
    )


def _heading(headings: list[str], roles: list[str], columns: list[int], measure: Measure) -> Line:
    padded = [
        _padded(text, role, width, measure)
        for text, role, width in zip(headings, roles, columns, strict=True)
    ]
    return (Piece((INDENT + GAP.join(padded)).rstrip(), QUIET),)


def _row(
    row: list[str], roles: list[str], columns: list[int], measure: Measure, tones: Mapping[str, str]
) -> Iterator[Line]:
    cells = [
        [text[a:b] for a, b in breaks(text, width, measure)] for text, width in zip(row, columns, strict=True)
    ]
    for at in range(max(len(cell) for cell in cells)):
        pieces = [Piece(INDENT, USUAL)]
        for whole, cell, role, width in zip(row, cells, roles, columns, strict=True):
            text = cell[at] if at < len(cell) else ""
            space = " " * max(width - measure(text), 0)
            style = tones.get(whole, STYLES[role])
            if role == NUMBER:
                pieces += [Piece(space, USUAL), Piece(text, style), Piece(GAP, USUAL)]
            else:
                pieces += [Piece(text, style), Piece(space + GAP, USUAL)]
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


def _rule(word: str, screen: Screen, edge: int, *, first: bool) -> Iterator[Line]:
    """Yield a line with a word in it, as long as the table is wide."""
    if not first:
        yield ()
    length = max(edge - len(word) - 1, 2)
    yield Piece(clean(word) + " ", STRONG), Piece(_stroke(screen) * length, QUIET)


def _line(screen: Screen, edge: int) -> Line:
    return (Piece(INDENT + _stroke(screen) * (edge - len(INDENT)), QUIET),)


def _stroke(screen: Screen) -> str:
    return "─" if screen.utf8 else "-"


def of_fields(report: Report, screen: Screen) -> Sequence[Block]:
    """Return a page with a table of the requested fields, instead of the page of a report."""
    kept = islice(report.rows(), screen.rows or None)
    rows = [[as_text(field(row, name)) for name in screen.fields] for row in kept]
    if not rows:
        return [Note(report.sentence)]
    hidden = report.count - len(rows)
    more = report.messages.say("more", count=hidden) if hidden else ""
    return [Table([WORDS] * len(screen.fields), rows, headings=screen.fields, more=more)]


def lines(report: Report, screen: Screen, measure: Measure) -> Iterator[Line]:
    """Yield the lines of a report: its page, or a table of the requested fields."""
    blocks = of_fields(report, screen) if screen.fields else report.draw(screen.rows)
    before: Block | None = None
    for block in blocks:
        if before is not None and not (
            isinstance(before, Quote) and isinstance(block, Quote) and not block.place
        ):
            yield ()
        yield from _drawn(block, screen, measure)
        before = block


def _drawn(block: Block, screen: Screen, measure: Measure) -> Iterator[Line]:
    if isinstance(block, Headline):
        yield from _headline(block, screen, measure)
    elif isinstance(block, Table):
        yield from grid(block, screen, measure)
    elif isinstance(block, Compared):
        yield from _compared(block, screen, measure)
    elif isinstance(block, Quote):
        yield from _quote(block, screen, measure)
    elif isinstance(block, Tree):
        yield from _tree(block, screen, measure)
    else:
        yield from _note(block, screen, measure)


def _headline(block: Headline, screen: Screen, measure: Measure) -> Iterator[Line]:
    answer, standing = clean(block.text), f" ({clean(block.standing)})" if block.standing else ""
    text, width = answer + standing, min(screen.width, READABLE)
    for start, end in breaks(text, width, measure):
        turn = min(max(len(answer), start), end)
        yield Piece(text[start:turn], block.tone or ANSWER), Piece(text[turn:end], USUAL)
    aside = clean(block.aside)
    for start, end in breaks(aside, width, measure) if aside else ():
        yield (Piece(aside[start:end], USUAL),)


def _quote(block: Quote, screen: Screen, measure: Measure) -> Iterator[Line]:
    mark = f"[{block.mark}] " if block.mark else ""
    margin = " " * (len(mark) or len(INDENT))
    text, spans = _marked(block.text, block.spans, screen)
    width = min(screen.width, READABLE) - len(margin)
    for at, (start, end) in enumerate(breaks(text, width, measure)):
        lead = Piece(mark, MARKED) if mark and at == 0 else Piece(margin, USUAL)
        yield (lead, *_spanned(text, start, end, spans))
    place = clean(block.place)
    for start, end in breaks(place, width, measure) if place else ():
        yield Piece(margin, USUAL), Piece(place[start:end], QUIET, block.link or "")


def _compared(block: Compared, screen: Screen, measure: Measure) -> Iterator[Line]:
    """Yield each text beside its heading, or below it on a narrow screen."""
    headings = [clean(heading) for heading, *_ in block.texts]
    column = max(measure(heading) for heading in headings) + len(GAP)
    narrow = screen.width < STACKED_BELOW
    margin = INDENT + INDENT if narrow else INDENT + " " * column
    for heading, (_, words, marked, marks) in zip(headings, block.texts, strict=True):
        text, spans = _marked(words, marked, screen)
        found = breaks(text, min(screen.width, READABLE) - len(margin) - len(GAP + marks), measure)
        lead: Line = (Piece(INDENT + heading, QUIET),)
        if narrow:
            yield lead
        for at, (start, end) in enumerate(found):
            first = at == 0 and not narrow
            before = (
                (*lead, Piece(" " * (column - measure(heading)), USUAL)) if first else (Piece(margin, USUAL),)
            )
            after = (Piece(GAP + marks, MARKED),) if marks and at == len(found) - 1 else ()
            yield (*before, *_spanned(text, start, end, spans), *after)


def _marked(
    words: str, marked: Sequence[tuple[int, int]], screen: Screen
) -> tuple[str, list[tuple[int, int]]]:
    """Return an escaped text with its spans adjusted; marked with brackets if it cannot be styled."""
    opening, closing = ("", "") if screen.styled else ("⟦", "⟧") if screen.utf8 else ("[[", "]]")
    text, spans, at = "", [], 0
    for start, end in marked:
        text += clean(words[at:start]) + opening
        inside = clean(words[start:end])
        spans.append((len(text), len(text) + len(inside)))
        text += inside + closing
        at = end
    return text + clean(words[at:]), spans


def _spanned(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[Piece]:
    at = start
    for begin, stop in spans:
        first, last = max(begin, start), min(stop, end)
        if first >= last:
            continue
        if first > at:
            yield Piece(text[at:first], USUAL)
        yield Piece(text[first:last], EXACT)
        at = last
    if at < end:
        yield Piece(text[at:end], USUAL)


def _tree(block: Tree, screen: Screen, measure: Measure, lead: str = "", margin: str = "") -> Iterator[Line]:
    """Yield a tree; `lead` comes before its first line, `margin` before the others."""
    fork, last, bar = ("├─ ", "└─ ", "│  ") if screen.utf8 else ("|- ", "`- ", "|  ")
    label, mark = clean(block.label), f"  {block.mark}" if block.mark else ""
    lines = breaks(label, screen.width - measure(lead) - len(mark), measure)
    under = margin + (bar if block.branches else "")
    for at, (start, end) in enumerate(lines):
        shown = Piece(label[start:end], USUAL if lead else ANSWER)
        ending = Piece(mark if at == len(lines) - 1 else "", MARKED)
        yield Piece(lead if at == 0 else under, QUIET), shown, ending
    for at, branch in enumerate(block.branches):
        final = at == len(block.branches) - 1
        below = margin + ("   " if final else bar)
        yield from _tree(branch, screen, measure, margin + (last if final else fork), below)


def _note(block: Note, screen: Screen, measure: Measure) -> Iterator[Line]:
    text = clean(block.text)
    if text:
        for start, end in breaks(text, min(screen.width, READABLE), measure):
            yield (Piece(text[start:end], block.tone or (QUIET if block.quiet else STRONG)),)
    shown = [(clean(command), clean(label)) for command, label in block.commands]
    width = max((measure(command) for command, _ in shown), default=0)
    for number, (command, label) in enumerate(shown, 1):
        lead = f"{INDENT}{number}{GAP}" if screen.numbered else INDENT
        room = screen.width - len(lead) - width - len(GAP)
        aside = (
            (Piece(" " * (width - measure(command)) + GAP + label, QUIET),)
            if 0 < measure(label) <= room
            else ()
        )
        yield (Piece(lead + command, USUAL), *aside)

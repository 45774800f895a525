"""Turn the blocks of a page into lines of styled pieces; what a style looks like is not known here."""

from __future__ import annotations

from factcli.output import layout_layout
from factcli.output.blocks import Headline, Note, Quote, Table, Tree
from factcli.output.field_table import of_fields
from factcli.output.grid import grid
from factcli.output.pieces import ANSWER, EXACT, GAP, INDENT, MARKED, QUIET, STRONG, USUAL, Piece, clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcli.output.blocks import Block
    from factcli.output.layout_layout import Measure
    from factcli.output.report import Report
    from factcli.output.screen import Screen

    Line = Sequence[Piece]

READABLE = 100  # a longer line of prose is hard to follow back


def lines(report: Report, screen: Screen, measure: Measure) -> Iterator[Line]:
    """Yield the lines of a report: its page, or a table of the fields that were asked for."""
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
    elif isinstance(block, Quote):
        yield from _quote(block, screen, measure)
    elif isinstance(block, Tree):
        yield from _tree(block, screen, measure)
    else:
        yield from _note(block, screen, measure)


def _headline(block: Headline, screen: Screen, measure: Measure) -> Iterator[Line]:
    answer, standing = clean(block.text), f" ({clean(block.standing)})" if block.standing else ""
    text, width = answer + standing, min(screen.width, READABLE)
    for start, end in layout_layout.breaks(text, width, measure):
        turn = min(max(len(answer), start), end)
        yield Piece(text[start:turn], ANSWER), Piece(text[turn:end], USUAL)
    aside = clean(block.aside)
    for start, end in layout_layout.breaks(aside, width, measure) if aside else ():
        yield (Piece(aside[start:end], USUAL),)


def _quote(block: Quote, screen: Screen, measure: Measure) -> Iterator[Line]:
    mark = f"[{block.mark}] " if block.mark else ""
    margin = " " * (len(mark) or len(INDENT))
    text, spans = _marked(block, screen)
    width = min(screen.width, READABLE) - len(margin)
    for at, (start, end) in enumerate(layout_layout.breaks(text, width, measure)):
        lead = Piece(mark, MARKED) if mark and at == 0 else Piece(margin, USUAL)
        yield (lead, *_spanned(text, start, end, spans))
    place = clean(block.place)
    for start, end in layout_layout.breaks(place, width, measure) if place else ():
        yield Piece(margin, USUAL), Piece(place[start:end], QUIET, block.link or "")


def _marked(block: Quote, screen: Screen) -> tuple[str, list[tuple[int, int]]]:
    """Return the sentence made safe, its spans moved along; brackets where nothing can be styled."""
    opening, closing = ("", "") if screen.styled else ("⟦", "⟧") if screen.utf8 else ("[[", "]]")
    text, spans, at = "", [], 0
    for start, end in block.spans:
        text += clean(block.text[at:start]) + opening
        inside = clean(block.text[start:end])
        spans.append((len(text), len(text) + len(inside)))
        text += inside + closing
        at = end
    return text + clean(block.text[at:]), spans


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
    """Yield a tree; `lead` stands before its first line, `margin` before those that follow."""
    fork, last, bar = ("├─ ", "└─ ", "│  ") if screen.utf8 else ("|- ", "`- ", "|  ")
    label, mark = clean(block.label), f"  {block.mark}" if block.mark else ""
    lines = layout_layout.breaks(label, screen.width - measure(lead) - len(mark), measure)
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
        for start, end in layout_layout.breaks(text, min(screen.width, READABLE), measure):
            yield (Piece(text[start:end], QUIET if block.quiet else STRONG),)
    shown = [(clean(command), clean(label)) for command, label in block.commands]
    width = max((measure(command) for command, _ in shown), default=0)
    for command, label in shown:
        room = screen.width - len(INDENT) - width - len(GAP)
        aside = (
            (Piece(" " * (width - measure(command)) + GAP + label, QUIET),)
            if 0 < measure(label) <= room
            else ()
        )
        yield (Piece(INDENT + command, USUAL), *aside)

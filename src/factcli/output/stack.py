"""Draw a row as a small stack of lines, where the screen is too narrow for columns."""

from __future__ import annotations

from factcli.output import layout_layout
from factcli.output.blocks import BULLET, MARK, NAME, NUMBER, WORDS
from factcli.output.pieces import INDENT, MARKED, QUIET, STYLES, USUAL, Piece

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcli.output.layout_layout import Measure

    Line = Sequence[Piece]

_DEEPER = INDENT + INDENT


def stack(
    row: list[str], roles: list[str], headings: list[str], room: int, measure: Measure
) -> Iterator[Line]:
    """Yield a row as a small stack: its name, its words below, then what is quiet, its marks last."""
    main = [(text, role) for text, role in zip(row, roles, strict=True) if role in (NAME, WORDS)]
    lines: list[Line] = []
    for at, (text, role) in enumerate(main):
        margin = INDENT if at == 0 else _DEEPER
        for start, end in (
            layout_layout.breaks(text, room - len(margin) + len(INDENT), measure) if text else ()
        ):
            lines.append((Piece(margin, USUAL), Piece(text[start:end], STYLES[role])))
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
    found = layout_layout.breaks(words, room - len(_DEEPER) - len(marks), measure)
    for start, end in found[:-1]:
        yield Piece(_DEEPER, USUAL), Piece(words[start:end], QUIET)
    start, end = found[-1]
    gap = " " if words and marks else ""
    yield Piece(_DEEPER, USUAL), Piece(words[start:end] + gap, QUIET), Piece(marks, MARKED)

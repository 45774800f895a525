"""Lay text out in columns: break lines at spaces alone, never at a no-break space, never inside a word.

Widths are those of terminal cells; whoever draws passes the function that measures them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Measure = Callable[[str], int]


def breaks(text: str, width: int, measure: Measure) -> list[tuple[int, int]]:
    """Return the lines of a text as pairs of offsets into it, each at most `width` cells wide.

    A word wider than the line is cut where it must be: nothing else would fit.
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
    """Return the widths of columns that together fit into `room`, or come as near to it as they can.

    `needed` is the widest cell of each column, `least` what it can be narrowed to (the same: it does not
    bend), `gap` the space between two. `prose_first`: the widest column gives way before the others do.
    """
    given = list(needed)
    over = sum(given) + gap * max(len(given) - 1, 0) - room
    for at in sorted(range(len(given)), key=lambda at: given[at], reverse=prose_first):
        step = min(max(over, 0), given[at] - least[at])
        given[at] -= step
        over -= step
    return given

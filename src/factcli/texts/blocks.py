"""Divide a text into headings, list items and paragraphs, each a span of the unchanged text.

A text says in several ways where a paragraph ends: with a blank line, with every line break, or, where it is
wrapped at a fixed width, with a line that stops early. Sentences are looked for inside these blocks only.
"""

from __future__ import annotations

import re
from itertools import pairwise

from factcli._dataclass import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

OPENING_QUOTES = '«“„‘"‹'
CLOSING = "»”’\"›)]}'"
FINAL = ".!?…"

# Texts are wrapped by hand or by programs at 60 to 80 columns, sometimes at 100; lines that are longer are
# paragraphs of their own, lines that are shorter are verse, lists or addresses.
_NARROWEST, _WIDEST = 50, 100
_LONGEST_HEADING = 100
_MOST_HEADING_WORDS = 14
# A title, a subtitle and a line about the author may follow each other; more such lines are a list.
_MOST_HEADINGS_IN_A_ROW = 3

_ITEM = re.compile(r"(?:[-–—•·▪‣◦*+]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})[.)])\s+(?=\S)")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item or a heading: `text[start:end]` in code points, without spaces around it."""

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    after_blank: bool


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in order; together they cover every character that is no space."""
    lines = list(_lines(text))
    paragraphs = _join_introduced_quotes(text, _join_wrapped(lines))
    return tuple(_mark_headings(text, paragraphs))


def _lines(text: str) -> Iterator[_Line]:
    at, after_blank = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = at + len(raw) - len(raw.lstrip())
            yield _Line(start, start + len(stripped), stripped, after_blank)
        after_blank = not stripped
        at += len(raw)


def _join_wrapped(lines: list[_Line]) -> list[Block]:
    """Join the lines of one paragraph."""
    width = _wrapped_at(lines)
    joined: list[Block] = []
    for number, line in enumerate(lines):
        if number and not line.after_blank and _continues(lines[number - 1].text, line.text, width):
            joined[-1] = replace(joined[-1], end=line.end)
        else:
            joined.append(Block(line.start, line.end))
    return joined


def _wrapped_at(lines: list[_Line]) -> int:
    """Return the width a text is wrapped at, 0 for none: then half of its line breaks cut a sentence."""
    width = max((len(line.text) for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [(above.text, line.text) for above, line in pairwise(lines) if not line.after_blank]
    cut = sum(_is_full(above, line, width) and not _is_finished(above) for above, line in pairs)
    return width if 2 * cut >= len(pairs) else 0


def _is_full(above: str, line: str, width: int) -> bool:
    """Tell whether the first word of a line would not have fitted on the line above."""
    return len(above) + 1 + len(line.split(maxsplit=1)[0]) > width


def _is_finished(line: str) -> bool:
    return line.rstrip(CLOSING)[-1:] in (*FINAL, *":;")


def _continues(above: str, line: str, width: int) -> bool:
    """Tell whether a line break is only where the line was full, or stands in the middle of a sentence."""
    if _ITEM.match(line) or not _has_words(line) or not _has_words(above) or _MARKDOWN_HEADING.match(above):
        return False
    if width and _is_full(above, line, width):
        return True
    return line[0].islower() and not _is_finished(above)


def _join_introduced_quotes(text: str, parts: list[Block]) -> list[Block]:
    """Join a quotation with the words before it that end with a colon, blank lines between or not."""
    joined: list[Block] = []
    for block in parts:
        introduced = joined and text[joined[-1].end - 1] == ":" and text[block.start] in OPENING_QUOTES
        if introduced:
            joined[-1] = replace(joined[-1], end=block.end)
        else:
            joined.append(block)
    return joined


def _mark_headings(text: str, parts: list[Block]) -> Iterator[Block]:
    """Mark short lines without a final mark that stand before a paragraph, and lines without any word."""
    run: list[Block] = []
    for block in parts:
        words = text[block.start : block.end]
        if not _has_words(words) or _MARKDOWN_HEADING.match(words):
            yield from (*_flagged(run), replace(block, heading=True))
            run = []
        elif _looks_like_heading(words):
            run.append(block)
        else:
            yield from (*_flagged(run), block)
            run = []
    yield from run


def _flagged(run: list[Block]) -> list[Block]:
    heading = len(run) <= _MOST_HEADINGS_IN_A_ROW
    return [replace(block, heading=heading) for block in run]


def _looks_like_heading(words: str) -> bool:
    first = next((character for character in words if character.isalpha()), "")
    return (
        len(words) <= _LONGEST_HEADING
        and len(words.split()) <= _MOST_HEADING_WORDS
        and words.rstrip(CLOSING + "  ")[-1:] not in (*FINAL, *":;,")
        and not _ITEM.match(words)
        and bool(first)
        and not first.islower()
    )


def _has_words(line: str) -> bool:
    return any(character.isalnum() for character in line)

"""Find the quotations and brackets of a paragraph, which a sentence must not be torn in.

Quotation marks are paired by form, straight ones by turns. A pair that is never closed, or one longer than
any sentence, protects nothing.
"""

from __future__ import annotations

from bisect import bisect_right

_PAIRS = {"«": "»", "“": "”", "„": "“”", "‘": "’", "(": ")", "[": "]", "{": "}", "‹": "›"}
_BRACKETS = "([{"
# A quotation of several sentences stays whole up to about a paragraph; a longer one is a text of its own.
_LONGEST = 600


class Enclosures:
    """Know the outermost quotations and brackets between two offsets of a text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Pair the marks of `text[start:end]` once."""
        self._text = text
        self._pairs = _outermost(_pairs(text, start, end))
        self._opens = [pair[0] for pair in self._pairs]

    def splits_at(self, mark: int, stop: int, first: int) -> bool:
        """Tell whether a mark that ends at `stop` can end the sentence that begins at `first`.

        Inside a pair it cannot; as the last thing in it, it can, unless the pair is a bracket in the middle
        of the sentence, whose marks are its own: "He left (at last!) Paris".
        """
        at = bisect_right(self._opens, mark) - 1
        if at < 0:
            return True
        opening, closing = self._pairs[at]
        if mark > closing:
            return True
        if stop <= closing:
            return False
        return self._text[opening] not in _BRACKETS or opening <= first

    def quotes(self, start: int, end: int) -> bool:
        """Tell whether everything from `start` to `end` lies in one quotation, its marks included or not."""
        return any(
            opening <= start and end <= closing + 1
            for opening, closing in self._pairs
            if self._text[opening] not in _BRACKETS
        )


def _pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    for at in range(start, end):
        character = text[at]
        opened = next((w for w in reversed(waiting) if character in _closers(text[w])), None)
        if opened is not None and _closes(text, at, end):
            waiting = waiting[: waiting.index(opened)]
            pairs.append((opened, at))
        elif character in _PAIRS or (character == '"' and _opens(text, at, start)):
            waiting.append(at)
    return [pair for pair in pairs if pair[1] - pair[0] <= _LONGEST]


def _closers(opening: str) -> str:
    return '"' if opening == '"' else _PAIRS[opening]


def _closes(text: str, at: int, end: int) -> bool:
    """Tell a closing mark from an apostrophe or from a straight mark that opens."""
    following = text[at + 1] if at + 1 < end else " "
    return not (text[at] in '’"' and following.isalnum())


def _opens(text: str, at: int, start: int) -> bool:
    return at == start or text[at - 1].isspace() or text[at - 1] in "([{«“‘—–-"


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outer: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not outer or pair[0] > outer[-1][1]:
            outer.append(pair)
    return outer

"""Find words in a text however they were typed or copied, and say where the text has them, letter for letter.

Composed and decomposed letters, ligatures, soft hyphens and other characters that cannot be seen, kinds of spaces,
line ends, quotation marks, apostrophes and dashes make no difference, nor does a space inside guillemets or before a
mark such as a colon; letters, accents and case do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from unicodedata import normalize

from factcli.texts.sentences import INVISIBLE

_PLAIN = str.maketrans(
    {**dict.fromkeys("’‘ʼ`´′", "'"), **dict.fromkeys("“”„«»‟″", '"'), **dict.fromkeys("‐‑‒–—−", "-")}
    | {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"}
)
_UNSEEN = str.maketrans(dict.fromkeys(INVISIBLE, ""))
# What is not one letter, digit or mark that is its own plain form: spaces, letters with marks of their own, all else.
_SPECIAL = re.compile(
    rf"(?P<guillemet>«[\s{INVISIBLE}]*|[\s{INVISIBLE}]*»)|(?P<gap>[\s{INVISIBLE}]+)(?=[;:!?])"
    rf"|[\s{INVISIBLE}]*(?:[^\S ]|[{INVISIBLE}]| (?=[\s{INVISIBLE}]))[\s{INVISIBLE}]*"
    rf"|[^\s\u0300-\u036f](?:[{INVISIBLE}]*[\u0300-\u036f])+"
    r"|[`´œŒæÆ«»]|[\xb2\xb3\xb9\xbc-\xbe]|[^\x00-\u02ff\s]"
)
_IN_PLACE = {"guillemet": '"', "gap": ""}
_WORD_REACH = 40


class QuotableText:
    """A text in which words are looked for; offsets are code points of the text itself."""

    def __init__(self, text: str) -> None:
        """Write the text in its plain form once, and keep where that differs from it."""
        self.text = text
        self._changes: list[tuple[int, int, int, int]] = []  # plain start and end, start and end in the text
        self._plain_starts: list[int] = []
        parts: list[str] = []
        at = length = 0
        for found in _SPECIAL.finditer(text):
            plain = _IN_PLACE[found.lastgroup] if found.lastgroup else _plain(found[0])
            if plain == found[0]:
                continue
            length += found.start() - at
            parts += text[at : found.start()], plain
            self._changes.append((length, length + len(plain), found.start(), found.end()))
            self._plain_starts.append(length)
            length, at = length + len(plain), found.end()
        self.plain = "".join((*parts, text[at:]))

    def spans(self, words: str) -> list[tuple[int, int]]:
        """Return where the words are, in order, overlapping ones included; where they are verbatim, only there."""
        if verbatim := occurrences(self.text, words):
            return [(at, at + len(words)) for at in verbatim]
        wanted = QuotableText(words.strip()).plain.strip()
        found = ((at, at + len(wanted)) for at in occurrences(self.plain, wanted)) if wanted else ()
        return list(dict.fromkeys((self._start(start), self._end(end)) for start, end in found))

    def words_around(self, start: int, end: int) -> str:
        """Return the plain text from one offset of the plain text to another, with the words at its ends whole."""
        reach = max(0, start - _WORD_REACH)
        start = start if start == 0 else max(reach, self.plain.rfind(" ", 0, start + 1) + 1)
        stop = min(end, len(self.plain))
        while stop < min(len(self.plain), end + _WORD_REACH) and self.plain[stop - 1 : stop + 1].isalnum():
            stop += 1
        return self.plain[start:stop].strip()

    def _start(self, plain: int) -> int:
        number = bisect_right(self._plain_starts, plain) - 1
        if number < 0:
            return plain
        _, changed, start, end = self._changes[number]
        return start if plain < changed else end + plain - changed

    def _end(self, plain: int) -> int:
        """Return the offset after the character before `plain`."""
        number = bisect_right(self._plain_starts, plain - 1) - 1
        if number < 0:
            return plain
        _, changed, _, end = self._changes[number]
        return end if plain <= changed else end + plain - changed


def occurrences(text: str, words: str) -> list[int]:
    """Return the offsets of the words in a text, including overlapping ones; none of no words."""
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _plain(words: str) -> str:
    """Return one change in its plain form: spaces become one, what cannot be seen nothing."""
    if not words.translate(_UNSEEN).strip():
        return " " if any(character.isspace() for character in words) else ""
    seen = words.translate(_UNSEEN).translate(_PLAIN)
    return normalize("NFKC", normalize("NFKC", seen).translate(_PLAIN))

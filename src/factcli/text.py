"""Fold text for comparison, keeping the offsets of the original.

Spellings of the same name must be equal: accents, case, apostrophes, dashes, ligatures and kinds of space
are folded away. A word is a run of letters and digits; an elided article (l', d', qu') and the English 's
are words of their own, so that "l'Île-de-France" and "Kyutai's" contain the words of the bare names.
"""

from __future__ import annotations

from unicodedata import combining, normalize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator


_SPELT_OUT = {
    ord(a): b
    for a, b in (
        ("œ", "oe"),
        ("æ", "ae"),
        ("ø", "o"),
        ("ł", "l"),
        ("đ", "d"),
        ("ð", "d"),
        ("þ", "th"),
        ("ı", "i"),
    )
}


class Token:
    """One word of a text: its folded form and its offsets, in code points."""

    __slots__ = ("end", "start", "word")

    def __init__(self, word: str, start: int, end: int) -> None:
        """Keep the folded word with its place in the original."""
        self.word, self.start, self.end = word, start, end

    def __repr__(self) -> str:
        """Show the word and its place."""
        return f"Token({self.word!r}, {self.start}, {self.end})"


def fold(text: str) -> str:
    """Return the text without case and accents; apostrophes, dashes and spaces in one form each.

    Idempotent. The length may change; `tokens` keeps offsets.
    """
    if text.isascii():
        return text.lower()
    return "".join(_fold_character(character) for character in normalize("NFC", text))


def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    if character.isspace():
        return " "
    plain = "".join(c for c in normalize("NFKD", character.casefold()) if not combining(c))
    return plain.casefold().translate(_SPELT_OUT)


def tokens(text: str) -> list[Token]:
    """Return the words of a text in order, each folded and with its offsets in the original."""
    return list(_ascii_tokens(text.translate(_LETTERS)) if text.isascii() else _tokens(text))


def _ascii_tokens(folded: str) -> Iterator[Token]:
    """Yield the words of a text whose folded letters are where they were in the original."""
    end = 0
    for word in folded.split():
        start = folded.index(word, end)
        end = start + len(word)
        yield Token(word, start, end)


def _tokens(text: str) -> Iterator[Token]:
    start, word = -1, ""
    for at, character in enumerate(text):
        folded = _LETTERS[ord(character)]
        if folded == " ":
            if word:
                yield Token(word, start, at)
            word = ""
        elif word:
            word += folded or _fold_character(character)
        elif folded:
            start, word = at, folded
    if word:
        yield Token(word, start, len(text))


class _Letters(dict[int, str]):
    """A cache of what each character is within a word; a space if it ends the word."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _fold_character(character)
        self[code] = found = folded if folded.isalnum() else "" if combining(character) else " "
        return found


_LETTERS = _Letters()


def words(text: str) -> list[str]:
    """Return the folded words of a text, as `tokens` finds them, at the speed of `str.translate`."""
    return text.translate(_LETTERS).split()


def key(text: str) -> str:
    """Return the look-up key of a name: its folded words, one space between them.

    A name without letters or digits ("!!!") is its own case-folded self without spaces. Bytes that are
    not text (an argument may have them, as lone surrogates) become question marks, because an index cannot hold them.
    """
    return " ".join(words(text)) or "".join(fold(text).split()).encode(errors="replace").decode()


# Ids that people can read, type and diff: the words of a name, joined by hyphens.

LONGEST, LONGEST_AS_IT_IS = 80, 150


def slug(name: str, otherwise: str = "unnamed") -> str:
    """Return the folded words of a name joined by hyphens; `otherwise` for a name without letters or digits.

    Cut at 80 characters, between words if possible. Idempotent, even with a number appended by `unused`:
    what is already a slug is only cut beyond 150.
    """
    whole = "-".join(words(name))
    if len(whole) > (LONGEST_AS_IT_IS if whole == name else LONGEST):
        cut = whole[: LONGEST + 1].rpartition("-")[0]
        whole = cut or whole[:LONGEST]
    return whole or otherwise


def unused(wanted: str, taken: Container[str]) -> str:
    """Return the id, with a free number appended if it is taken ("miranda-2").

    It is the first free number where numbers were given in order; thousands of equal ids are not counted through.
    """
    if wanted not in taken:
        return wanted
    used, free = 1, 2
    while f"{wanted}-{free}" in taken:
        used, free = free, 2 * free
    while free - used > 1:
        middle = (used + free) // 2
        if f"{wanted}-{middle}" in taken:
            used = middle
        else:
            free = middle
    return f"{wanted}-{free}"

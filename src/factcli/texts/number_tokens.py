"""Cut a text into what numbers are made of: digits, words, and the signs of currencies and percentages."""

from __future__ import annotations

import re
from decimal import Decimal

from factcli._dataclass import dataclass
from factcli.texts.number_words import phrase, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    from factcli.texts.number_words import NumberWords, Phrase

    Meaning = TypeVar("Meaning")

_LONGEST_PHRASE = 4
_WORD = r"[^\W\d_]+['’](?=\w)|[^\W\d_]+"
_GAP = re.compile(r"[\s‐‑-]{0,2}")


@dataclass(frozen=True, slots=True)
class Token:
    """A number in digits (then with its value), a word, or a sign, and where it stands."""

    text: str
    start: int
    end: int
    value: Decimal | None = None


class Tokens:
    """Hold the tokens of one text and look up the phrases that begin at each.

    Digits inside a name or a version (IA2021, GPT-4, 2.0.1) are no token.
    """

    def __init__(self, text: str, words: NumberWords) -> None:
        """Cut the text with the separators and signs of a language."""
        self.text = text
        self.items = [
            Token(found[0], found.start(), found.end(), _amount(found))
            for found in _pattern(words).finditer(text)
        ]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.items)

    def __getitem__(self, at: int) -> Token:
        """Return one of them."""
        return self.items[at]

    def find(self, at: int, meanings: Mapping[Phrase, Meaning]) -> tuple[Meaning, int] | None:
        """Return the meaning of the longest phrase that begins at a token, and the token after it."""
        key: Phrase = ()
        found = None
        for after in range(at + 1, min(at + _LONGEST_PHRASE, len(self)) + 1):
            if after > at + 1 and not self.adjoin(after - 1):
                break
            key += phrase(self.items[after - 1].text)
            if key in meanings:
                found = meanings[key], after
        return found

    def find_next(self, at: int, meanings: Mapping[Phrase, Meaning]) -> tuple[Meaning, int] | None:
        """Do the same where the phrase must follow the token before it at once."""
        return self.find(at, meanings) if self.adjoin(at) else None

    def is_one_of(self, at: int, names: frozenset[str]) -> bool:
        """Tell whether the token `at` is there and is one of some words."""
        return at < len(self) and plain(self.items[at].text) in names

    def adjoin(self, at: int) -> bool:
        """Tell whether only a space or a hyphen stands between a token and the one before it."""
        if not 0 < at < len(self):
            return False
        return bool(_GAP.fullmatch(self.text, self.items[at - 1].end, self.items[at].start))


def _pattern(words: NumberWords) -> re.Pattern[str]:
    groups = "|".join(map(re.escape, words.groups))
    signs = "|".join(
        ("(?<![^\\W_])" if sign[0].isalpha() else "") + re.escape(sign) for sign in words.symbols
    )
    whole = rf"(?P<whole>[1-9]\d{{0,2}}(?P<group>{groups})\d{{3}}(?:(?P=group)\d{{3}})*(?!\d)|\d+)"
    digits = rf"(?<![^\W_])(?<![^\W\d_][-‑])(?<!\d[.,]){whole}(?:[.,](?P<part>\d+))?(?![.,]?\d)"
    return re.compile(rf"{signs}|{digits}|{_WORD}")


def _amount(found: re.Match[str]) -> Decimal | None:
    if found["whole"] is None:
        return None
    whole = found["whole"].replace(found["group"], "") if found["group"] else found["whole"]
    return Decimal(f"{whole}.{found['part']}" if found["part"] else whole)

"""Match what was typed against names, on folded text; a tier is used if those before it found nothing.

prefix       "ile de"  → Île-de-France
word prefix  "niel"    → Xavier Niel
inside       "avie"    → Xavier Niel
typo         "kyutia"  → Kyutai
"""

from __future__ import annotations

from factcli.text import fold, key, tokens, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Tier = Callable[["Typed", "Name"], bool]


_SPACES = " -'’\u2010\u2011\u2013\u2014"
SHORTEST_TYPO, SHORTEST_PART = 4, 2  # letters below which a typo, or a part inside, says nothing
_LONG = 8


class Typed:
    """What was typed, folded once: `key` its words, `signs` all of it where signs tell names apart."""

    __slots__ = ("key", "signs", "text")

    def __init__(self, text: str) -> None:
        """Fold the text; a trailing space says that its last word is complete."""
        self.text = text
        found = words(text)
        self.key = " ".join(found) + (" " if found and text[-1].isspace() else "")
        telling = any(not c.isalnum() and c not in _SPACES and not c.isspace() for c in text)
        self.signs = fold(text) if telling or not found else ""

    @property
    def only_signs(self) -> bool:
        """Return True if there is no letter or digit in it, so that only the signs can match."""
        return bool(self.signs.strip()) and not self.key


class Name:
    """A text to be matched, with its look-up key."""

    __slots__ = ("key", "text")

    def __init__(self, text: str, name_key: str) -> None:
        """Keep both; the caller has folded the name."""
        self.text, self.key = text, name_key


def starts(typed: Typed, name: Name) -> bool:
    """Return True if the text begins with what was typed."""
    if typed.only_signs:
        return fold(name.text).startswith(typed.signs)
    return (name.key + " ").startswith(typed.key)


def starts_word(typed: Typed, name: Name) -> bool:
    """Return True if a later word of the text begins with what was typed."""
    return bool(typed.key) and f" {typed.key}" in f" {name.key} "


def inside(typed: Typed, name: Name) -> bool:
    """Return True if what was typed is anywhere in the text."""
    if typed.only_signs:
        return typed.signs in fold(name.text)
    return len(typed.key) >= SHORTEST_PART and typed.key in name.key + " "


def nearly(typed: Typed, name: Name) -> bool:
    """Return True if the text, or one of its words, begins with what was typed, except for one or two typos."""
    wanted = typed.key.strip()
    if len(wanted) < SHORTEST_TYPO:
        return False
    allowed = edits_allowed(wanted)
    heads = [name.key, *(name.key[at + 1 :] for at, c in enumerate(name.key) if c == " ")]
    return any(head[:1] == wanted[0] and edits(wanted, head, allowed) <= allowed for head in heads)


def edits_allowed(typed: str) -> int:
    """Return how many typos are allowed in what was typed."""
    return 1 if len(typed) < _LONG else 2


TIERS: tuple[Tier, ...] = (starts, starts_word, inside, nearly)


def edits(typed: str, text: str, allowed: int) -> int:
    """Return the fewest edits that make `typed` a prefix of `text`; `allowed` + 1 if it takes more.

    An edit is a letter deleted, inserted, replaced, or swapped with its neighbour (optimal string alignment,
    the restricted Damerau-Levenshtein distance), the rest of `text` being free.
    """
    text = text[: len(typed) + allowed]
    before: list[int] = []
    row = list(range(len(text) + 1))
    for i, a in enumerate(typed, 1):
        last, row = row, [i]
        for j, b in enumerate(text, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == text[j - 2] and b == typed[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return allowed + 1
        before = last
    return min(row)


def match(typed: str, texts: Iterable[str]) -> list[str]:
    """Return the matches of the first tier that finds any, in the given order; all of them if nothing is typed."""
    pool = [Name(text, key(text)) for text in texts]
    wanted = Typed(typed)
    if not wanted.key and not wanted.signs:
        return [name.text for name in pool]
    for tier in TIERS:
        found = [name for name in pool if tier(wanted, name)]
        if found:
            return [name.text for name in refine(wanted, found)]
    return []


def refine(typed: Typed, found: list[Name]) -> list[Name]:
    """Keep those that also contain the typed signs, if any do ("C++" is not "C")."""
    if not typed.signs or typed.only_signs:
        return found
    return [name for name in found if typed.signs in fold(name.text)] or found


def rest(text: str, said: Sequence[str]) -> str:
    """Return the rest of a name after its first words; "" if it does not begin with them.

    `said` are folded words: "xavier" leaves "Niel" of "Xavier Niel", "ile de" "France" of "Île-de-France".
    """
    found = tokens(text)
    if len(found) <= len(said) or [token.word for token in found[: len(said)]] != list(said):
        return ""
    if not said:
        return text
    end, start = found[len(said) - 1].end, found[len(said)].start
    gap = text[end:start]
    spaced = max((at for at, c in enumerate(gap) if c.isspace()), default=-1)
    return text[end + spaced + 1 :] if spaced >= 0 else text[start:]


class Offer:
    """A text to complete the current word with, and a few words that describe it."""

    __slots__ = ("note", "value")

    def __init__(self, value: str, note: str = "") -> None:
        """Keep the text and its note."""
        self.value, self.note = value, note

    def __repr__(self) -> str:
        """Show both."""
        return f"Offer({self.value!r}, {self.note!r})"

    def __eq__(self, other: object) -> bool:
        """Compare by what is offered."""
        return isinstance(other, Offer) and (self.value, self.note) == (other.value, other.note)

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash((self.value, self.note))


class Offers:
    """All offers for one word, in order.

    `cut` says that there are more than these, so that their common prefix means nothing. `told` says that the
    notes matter more than a dense list (ids, options). `files` asks the shell itself to complete a path ("file")
    or a folder ("dir") if nothing else fits.
    """

    __slots__ = ("cut", "files", "listed", "told")

    def __init__(
        self, listed: Sequence[Offer] = (), *, cut: bool = False, told: bool = False, files: str = ""
    ) -> None:
        """Keep the offers and how to show them."""
        self.listed, self.cut, self.told, self.files = listed, cut, told, files

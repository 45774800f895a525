"""Choose the names that misspelt words may mean: at most some hundred, out of any number.

The words of names are matched first, then the names that hold matching words are scored by how rare these
are. A word that very many names hold never brings them all: it only adds to names that something rarer
brought, and where nothing is rarer, names that hold two such words together.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from math import log

from factcli.index.more import DELETED, LONGEST_WORD, deletions, grams
from factcli.index.packed import unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factcli.index.more import More
    from factcli.index.packed import Rows

MOST_WORDS = 64  # of a question
COMMON = 2_000  # names from which on a word is common
LISTED = 4_000  # words a trigram stands in from which on it tells too little
KINDRED = 24  # words a misspelt one may be, by trigrams
TOUCHED = 20_000  # names looked at for one question
_EXACT, _EDIT, _TWO, _LEAST = 1.0, 0.8, 0.6, 0.3  # closeness of words
_SHORT = 2  # letters up to which a word is not mended
_LONG = 5  # letters from which on two slips, or trigrams, are looked at
_RAREST = 8  # trigrams of a word that are looked up
_COMMON_WORDS = 3  # common words that are looked at
_AT_ONCE = 400


class Near:
    """One search among the names of an index."""

    def __init__(self, rows: Rows, more: More) -> None:
        """Take both files of the index."""
        self._rows, self._more = rows, more

    def names(self, said: Sequence[str], limit: int) -> list[int]:
        """Return the numbers of the names these folded words may mean, the likeliest first."""
        matched: dict[int, float] = {}
        for word in _with_joined(said):
            for number, closeness in self._words_like(word).items():
                matched[number] = max(matched.get(number, 0.0), closeness)
        return self._names_of(matched, limit)

    def _words_like(self, word: str) -> dict[int, float]:
        """Return the words of names that a word may be, with how close they are."""
        found: dict[int, float] = {}
        known = self._rows("SELECT number FROM word WHERE word = ?", (word,))
        if _SHORT < len(word) <= DELETED + 1:
            once = deletions(word)
            found |= dict.fromkeys(self._deleted(once), _EDIT)
            if len(word) > _LONG:
                twice = {form for shorter in once for form in deletions(shorter)} - once
                found = dict.fromkeys(self._deleted(twice), _TWO) | found
        if not known and len(word) >= _LONG:
            for number, closeness in self._kindred(word).items():
                found.setdefault(number, closeness)
        found |= {row[0]: _EXACT for row in known}
        return found

    def _deleted(self, forms: Iterable[str]) -> Iterable[int]:
        wanted = sorted(forms)
        marks = ",".join("?" * len(wanted))
        query = f"SELECT word FROM deletion WHERE form IN ({marks})"  # noqa: S608
        return (row[0] for row in self._more.rows(query, wanted))

    def _kindred(self, word: str) -> dict[int, float]:
        """Return the words that share most trigrams with a long one, the rarest trigrams counted."""
        own = grams(word)
        marks = ",".join("?" * len(own))
        query = f"SELECT words FROM gram WHERE gram IN ({marks}) ORDER BY length(words), gram LIMIT {_RAREST}"  # noqa: S608
        shared: dict[int, int] = {}
        for row in self._more.rows(query, sorted(own)):
            numbers = unpack(row[0])
            if len(numbers) > LISTED and shared:
                break
            for number in numbers[:LISTED]:
                shared[number] = shared.get(number, 0) + 1
        first = sorted(shared, key=lambda number: (-shared[number], number))[: KINDRED * 4]
        marks = ",".join("?" * len(first))
        rows = self._rows(f"SELECT number, word FROM word WHERE number IN ({marks}) ORDER BY number", first)  # noqa: S608
        alike = sorted((-_alike(own, grams(row[1])), row[0]) for row in rows)
        return {number: -closeness for closeness, number in alike[:KINDRED] if -closeness >= _LEAST}

    def _names_of(self, matched: dict[int, float], limit: int) -> list[int]:
        total = self._rows("SELECT max(number) + 1 FROM name")[0][0] or 0
        rare: list[tuple[float, Sequence[int]]] = []
        common: list[tuple[float, Sequence[int]]] = []
        for number, names in self._holders(matched):
            weight = matched[number] * log(1 + total / len(names))
            (rare if len(names) <= COMMON else common).append((weight, names))
        scores: dict[int, float] = {}
        left = TOUCHED
        for weight, names in sorted(rare, key=lambda one: (-one[0], one[1][0])):
            left -= len(names)
            if left < 0:
                break
            for name in names:
                scores[name] = scores.get(name, 0.0) + weight
        common.sort(key=lambda one: (len(one[1]), one[1][0]))
        _add_common(scores, common[:_COMMON_WORDS], limit)
        return sorted(scores, key=lambda name: (-scores[name], name))[:limit]

    def _holders(self, matched: dict[int, float]) -> Iterable[tuple[int, Sequence[int]]]:
        wanted = sorted(matched, key=lambda number: (-matched[number], number))[:_AT_ONCE]
        marks = ",".join("?" * len(wanted))
        query = f"SELECT number, names FROM word WHERE number IN ({marks}) ORDER BY number"  # noqa: S608
        return ((row[0], unpack(row[1])) for row in self._rows(query, wanted))


def _with_joined(said: Sequence[str]) -> list[str]:
    """Return the words, and each two neighbours as one: a name may have been torn apart."""
    words = [word[:LONGEST_WORD] for word in said[:MOST_WORDS]]
    joined = [one + other for one, other in pairwise(words)]
    return list(dict.fromkeys([*words, *(word for word in joined if len(word) <= LONGEST_WORD)]))


def _alike(one: set[int], other: set[int]) -> float:
    """Return how alike two words are by trigrams: Dice's coefficient, or how much of `other` is in `one`."""
    shared = len(one & other)
    return max(2 * shared / (len(one) + len(other)), 0.7 * shared / len(other))


def _add_common(scores: dict[int, float], common: list[tuple[float, Sequence[int]]], limit: int) -> None:
    """Let words that very many names hold add to the names found, or to those that hold two of them."""
    for weight, names in common:
        for name in list(scores):
            at = bisect_left(names, name)
            if at < len(names) and names[at] == name:
                scores[name] += weight
    if len(scores) >= limit or not common:
        return
    held = [frozenset(names) for _, names in common]
    for at, (weight, names) in enumerate(common):
        both = (
            frozenset().union(*(other & held[at] for other in held[at + 1 :]))
            if len(common) > 1
            else frozenset(names)
        )
        for name in sorted(both - scores.keys())[: limit * 2]:
            scores[name] = weight + sum(
                w for other, (w, _) in zip(held, common, strict=True) if name in other
            )

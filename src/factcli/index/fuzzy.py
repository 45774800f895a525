"""Find the names that misspelt words may mean: at most a few hundred, out of any number.

Most questions spell a name as the base does and need none of this: the second file of an index, `FuzzyIndex`,
is built when it is first needed. A misspelt word is found in two ways. Each word is stored with every form that
lacks one of its letters (symmetric deletes, after Garbe's SymSpell, 2012): two words one edit apart share such a form.
And each word is stored under its trigrams, with its ends marked, which long words with several typos still share.
Both index words, not names: a word in a hundred thousand names is one entry.

`FuzzyCandidates` matches the words first, then scores the names that contain matching words by how rare these
are. A word in very many names never brings them all: it only adds to names found by something rarer, or, if there is
nothing rarer, to names that contain two such words.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from math import log
from operator import itemgetter

from factcli.index.tables import SMALL, unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    Rows = Callable[..., list[tuple[Any, ...]]]
    Holders = list[tuple[float, Sequence[int]]]  # weight of a word, names that hold it

LONGEST_WORD = 40  # letters of a word that are looked at
DELETED = 12  # longest words that are kept with their deletions; longer ones share trigrams enough

MOST_WORDS = 64  # of a question
COMMON = 1_000  # names from which on a word is common
LISTED = 3_000  # words a trigram stands in from which on it tells too little
KINDRED = 24  # words a misspelt one may be, by trigrams
TOUCHED = 6_000  # names looked at for one question
_EXACT, _EDIT, _TWO, _LEAST = 1.0, 0.8, 0.6, 0.3  # closeness of words
_SHORT = 2  # letters up to which a word is not corrected
_LONG = 5  # letters from which on two slips, or trigrams, are looked at
_RAREST = 6  # trigrams of a word that are looked up
_COMMON_WORDS = 3  # common words that are looked at
_WORDS = 120  # words of names that are followed to their names


class FuzzyIndex:
    """The second file of an index, opened or built when it is first needed."""

    def __init__(self, connect: Callable[[], Any], facts: int) -> None:
        """Take a function to open the file, and the number of facts of the base."""
        self._connect, self._has_wordings = connect, facts <= SMALL
        self._connection: Any = None

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        if self._connection is None:
            self._connection = self._connect()
        found: list[tuple[Any, ...]] = self._connection.execute(query, values).fetchall()
        return found

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def worded(self, words: Iterable[str]) -> dict[str, int]:
        """Return how many facts of a small base contain each of these folded words."""
        if not self._has_wordings:
            return {}
        query = "SELECT facts FROM wording_word WHERE word = ?"
        return {word: found[0][0] for word in words if (found := self.rows(query, (word,)))}

    def facts_with(self, stems: Iterable[str]) -> list[int]:
        """Return the facts of a small base that contain any of these stems, those with rare ones first."""
        if not self._has_wordings:
            return []
        scores: dict[int, float] = {}
        for stem in sorted(set(stems)):
            facts = self.rows("SELECT fact FROM wording WHERE stem = ?", (stem,))
            for (fact,) in facts:
                scores[fact] = scores.get(fact, 0.0) + 1 / len(facts)
        return sorted(scores, key=lambda fact: (-scores[fact], fact))


def grams(word: str) -> set[int]:
    """Return the trigrams of a word with its ends marked, each as the number its three letters make."""
    codes = [94, *map(ord, word[:LONGEST_WORD]), 36]
    return {a << 42 | b << 21 | c for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)}


def deletions(word: str) -> set[str]:
    """Return a word and every form of it that lacks one letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


class FuzzyCandidates:
    """One search among the names of an index."""

    def __init__(self, rows: Rows, fuzzy: FuzzyIndex) -> None:
        """Take both files of the index."""
        self._rows, self._fuzzy = rows, fuzzy

    def names(self, said: Sequence[str], limit: int) -> list[int]:
        """Return the numbers of the names these folded words may mean, the likeliest first."""
        words = [word[:LONGEST_WORD] for word in said[:MOST_WORDS]]
        matched: dict[int, float] = {}
        for word in dict.fromkeys(words):
            _keep_closest(matched, self._like(word))
        for word in dict.fromkeys(one + other for one, other in pairwise(words)):
            _keep_closest(matched, self._like_joined(word))
        return self._names_of(matched, limit)

    def _like(self, word: str) -> dict[int, float]:
        """Return the words of names that a word may mean, with their similarity."""
        found: dict[int, float] = {}
        if _SHORT < len(word) <= DELETED + 1:
            once = deletions(word)
            found |= dict.fromkeys(self._deleted(once), _EDIT)
            if len(word) > _LONG:
                twice = {form for shorter in once for form in deletions(shorter)} - once
                found = dict.fromkeys(self._deleted(twice), _TWO) | found
        known = self._known(word)
        if not known and len(word) >= _LONG and _EDIT not in found.values():
            found = self._kindred(word) | found
        return found | known

    def _like_joined(self, word: str) -> dict[int, float]:
        """Return the words of names that two words may mean when joined, at most one edit away."""
        near = self._deleted(deletions(word)) if _LONG <= len(word) <= DELETED + 1 else ()
        return dict.fromkeys(near, _EDIT) | self._known(word)

    def _known(self, word: str) -> dict[int, float]:
        return {row[0]: _EXACT for row in self._rows("SELECT number FROM word WHERE word = ?", (word,))}

    def _deleted(self, forms: Iterable[str]) -> Iterable[int]:
        wanted = sorted(forms)
        marks = ",".join("?" * len(wanted))
        query = f"SELECT word FROM deletion WHERE form IN ({marks})"  # noqa: S608
        return (row[0] for row in self._fuzzy.rows(query, wanted))

    def _kindred(self, word: str) -> dict[int, float]:
        """Return the words that share the most trigrams with a long one, among those that share two of the rarest."""
        own = grams(word)
        marks = ",".join("?" * len(own))
        query = f"SELECT words FROM gram WHERE gram IN ({marks}) ORDER BY length(words), gram LIMIT {_RAREST}"  # noqa: S608
        once: set[int] = set()
        twice: set[int] = set()
        for row in self._fuzzy.rows(query, sorted(own)):
            numbers = set(unpacked(row[0])[:LISTED])
            twice |= numbers & once
            once |= numbers
        first = sorted(twice or once)[: _WORDS * 2]
        marks = ",".join("?" * len(first))
        rows = self._rows(f"SELECT number, word FROM word WHERE number IN ({marks}) ORDER BY number", first)  # noqa: S608
        alike = sorted((-_alike(own, grams(row[1])), row[0]) for row in rows)
        return {number: -closeness for closeness, number in alike[:KINDRED] if -closeness >= _LEAST}

    def _names_of(self, matched: dict[int, float], limit: int) -> list[int]:
        rare, common = self._holders(matched)
        scores: dict[int, float] = {}
        left = TOUCHED
        for weight, names in rare:
            left -= len(names)
            if left < 0:
                break
            for name in names:
                scores[name] = scores.get(name, 0.0) + weight
        _add_common(scores, common, limit)
        return [name for name, _ in _ranked(scores)[:limit]]

    def _holders(self, matched: dict[int, float]) -> tuple[Holders, Holders]:
        """Return the names that contain a word: for rare words the heaviest first, for common ones the rarest."""
        total = self._rows("SELECT max(number) + 1 FROM name")[0][0] or 0
        wanted = sorted(matched, key=lambda number: (-matched[number], number))[:_WORDS]
        marks = ",".join("?" * len(wanted))
        query = f"SELECT number, names FROM word WHERE number IN ({marks}) ORDER BY number"  # noqa: S608
        rare: Holders = []
        common: Holders = []
        for number, data in self._rows(query, wanted):
            names = unpacked(data)
            weight = matched[number] * log(1 + total / len(names))
            (rare if len(names) <= COMMON else common).append((weight, names))
        rare.sort(key=itemgetter(0), reverse=True)
        common.sort(key=lambda one: len(one[1]))
        return rare, common[:_COMMON_WORDS]


def _keep_closest(matched: dict[int, float], found: dict[int, float]) -> None:
    for number, closeness in found.items():
        if closeness > matched.get(number, 0.0):
            matched[number] = closeness


def _ranked(scores: dict[int, float]) -> list[tuple[int, float]]:
    """Return names with their scores, best first; ties in the order they were found."""
    return sorted(scores.items(), key=itemgetter(1), reverse=True)


def _alike(one: set[int], other: set[int]) -> float:
    """Return how similar two words are by trigrams: Dice's coefficient, or how much of `other` is in `one`."""
    shared = len(one & other)
    return max(2 * shared / (len(one) + len(other)), 0.7 * shared / len(other))


def _add_common(scores: dict[int, float], common: Holders, limit: int) -> None:
    """Let very common words add to the best names found, or to those that contain two of them."""
    best = [name for name, _ in _ranked(scores)[: limit * 2]] if common else []
    for weight, names in common:
        for name in best:
            at = bisect_left(names, name)
            if at < len(names) and names[at] == name:
                scores[name] += weight
    if len(scores) < limit and common:
        _add_holders(scores, common, limit)


def _add_holders(scores: dict[int, float], common: Holders, limit: int) -> None:
    held = [frozenset(names) for _, names in common]
    for at, (weight, names) in enumerate(common):
        rest = held[at + 1 :]
        both = frozenset().union(*(other & held[at] for other in rest)) if len(common) > 1 else names[:limit]
        for name in sorted(set(both) - scores.keys())[: limit * 2]:
            others = (w for other, (w, _) in zip(rest, common[at + 1 :], strict=True) if name in other)
            scores[name] = weight + sum(others)

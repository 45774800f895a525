"""Derive, only when it is first needed, what finds misspelt names and facts that name nothing.

Most questions spell a name as the base does; they are answered from the first file alone. A misspelt word
is found in two ways. Each word is kept with every form that lacks one of its letters (symmetric deletes,
after Garbe's SymSpell, 2012): two words an edit apart share such a form. And each word is kept under its
trigrams, its ends marked, which long words with several slips still share. Both stand on the words of names
and not on the names: a word that a hundred thousand names hold is one entry.
"""

from __future__ import annotations

from factcli.index.packed import unpack
from factcli.index.tables import SMALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from factcli.index.packed import Rows

LONGEST_WORD = 40  # letters of a word that are looked at
DELETED = 12  # longest words that are kept with their deletions; longer ones share trigrams enough


class More:
    """The second file of an index, opened or made when it is first asked."""

    def __init__(self, facts: int) -> None:
        """Take how many facts the base has."""
        self._facts = facts
        self._open: Callable[[], Rows] | None = None
        self._rows: Rows | None = None

    def made_by(self, open_it: Callable[[], Rows]) -> None:
        """Take the way to open the file."""
        self._open = open_it

    def forget(self) -> None:
        """Let go of a damaged file; it is opened or made again."""
        self._rows = None

    def rows(self, query: str, values: Any = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        if self._rows is None:
            self._rows = self._open() if self._open else _nothing
        return self._rows(query, values)

    def worded(self, words: Iterable[str]) -> dict[str, int]:
        """Return, of these folded words, how many facts of a small base hold each."""
        if self._facts > SMALL:
            return {}
        query = "SELECT facts FROM wording_word WHERE word = ?"
        return {word: found[0][0] for word in words if (found := self.rows(query, (word,)))}

    def facts_with(self, stems: Iterable[str]) -> list[int]:
        """Return the facts of a small base that hold any of these stems: those that hold rare ones first."""
        if self._facts > SMALL:
            return []
        scores: dict[int, float] = {}
        for stem in sorted(set(stems)):
            for row in self.rows("SELECT facts FROM wording WHERE stem = ?", (stem,)):
                facts = unpack(row[0])
                for fact in facts:
                    scores[fact] = scores.get(fact, 0.0) + 1 / len(facts)
        return sorted(scores, key=lambda fact: (-scores[fact], fact))


def _nothing(query: str, values: Any = ()) -> list[tuple[Any, ...]]:  # noqa: ARG001 -- as `Rows` is called
    return []


def grams(word: str) -> set[int]:
    """Return the trigrams of a word with its ends marked, each as the number its three letters make."""
    codes = [94, *map(ord, word[:LONGEST_WORD]), 36]
    return {a << 42 | b << 21 | c for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)}


def deletions(word: str) -> set[str]:
    """Return a word and every form of it that lacks one letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}

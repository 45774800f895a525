"""Find words in what facts and sentences say, with SQLite's full-text engine (FTS5) and our own stems.

The third file of an index, built when it is first needed: at the first question that is refused, or when facts are
listed by their words. It keeps where words stand and no text, so that what is shown is read from the base itself. Facts
that hold the telling words come first, weighted by BM25 (Robertson and Zaragoza, 2009), which FTS5 brings along; a word
that stands in very many is only looked at if there is no rarer one. A Python without FTS5 finds nothing here.
"""

from __future__ import annotations

from factcli.index.database import Damaged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

MOST_HOLDERS = 1_000  # passages that words bring in one search
_AT_ONCE = 400  # values in one query
_WEIGHTS = "3.0, 1.5, 1.0, 1.0, 0.5"  # of statement, span, names, relation and sentence


class FullText:
    """The file that knows where words stand."""

    def __init__(self, connection: Any) -> None:
        """Take a connection to it, None if this Python's SQLite has no FTS5."""
        self._connection = connection

    @property
    def available(self) -> bool:
        """Return True if words can be looked for."""
        return self._connection is not None

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()

    def counts(self, stems: Iterable[str]) -> dict[str, int]:
        """Return how many passages hold each of these stems, if any does."""
        wanted, found = sorted(set(stems)), dict[str, int]()
        for at in range(0, len(wanted), _AT_ONCE):
            part = wanted[at : at + _AT_ONCE]
            marks = ",".join("?" * len(part))
            found |= dict(self._rows(f"SELECT stem, passages FROM stem WHERE stem IN ({marks})", part))  # noqa: S608
        return found

    def passages(self, counts: Mapping[str, int], limit: int) -> list[tuple[int, float]]:
        """Return the rows of the passages that hold the most of these stems, rare ones above all, with their scores."""
        rarest = sorted(counts, key=lambda stem: (counts[stem], stem))
        telling, held = [], 0
        for stem in rarest:
            held += counts[stem]
            if held > MOST_HOLDERS:
                break
            telling.append(stem)
        wanted = " OR ".join(map(_quoted, telling)) or " AND ".join(map(_quoted, rarest))
        if not wanted:
            return []
        query = f"SELECT rowid, bm25(passage, {_WEIGHTS}) FROM passage WHERE passage MATCH ? LIMIT ?"  # noqa: S608
        rows = self._rows(query, (wanted, MOST_HOLDERS))
        if telling and not rows:
            raise Damaged  # a stem is counted that stands nowhere
        return [
            (number, -score) for score, number in sorted((score, number) for number, score in rows)[:limit]
        ]

    def saying(self, words: Sequence[str]) -> list[int]:
        """Return the facts that hold all of these folded words, the last one perhaps only as the beginning of one."""
        wanted = " AND ".join(map(_quoted, words)) + "*"
        return [
            row[0]
            for row in self._rows("SELECT rowid FROM said WHERE said MATCH ? ORDER BY rowid", (wanted,))
        ]

    def _rows(self, query: str, values: Sequence[Any]) -> list[Any]:
        found: list[Any] = self._connection.execute(query, values).fetchall() if self.available else []
        return found


def _quoted(word: str) -> str:
    """Return a folded word as FTS5 reads it: letters and digits alone, so that nothing in it is syntax."""
    return f'"{word}"'

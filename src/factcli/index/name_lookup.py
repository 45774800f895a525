"""Find names as they were typed: folded, with words run together or apart, or nearly so."""

from __future__ import annotations

from factcli.index.database import healed
from factcli.index.fuzzy import Near
from factcli.index.packed import checksum, find, unpack
from factcli.index.rows import NameRow, PhraseRow
from factcli.index.tables import NUMBER_BITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from factcli.index.database import Database
    from factcli.index.more import More

_AT_ONCE = 400  # values in one query
_BY_KEY = "SELECT entity, key, text, alias FROM name WHERE key IN (%s) ORDER BY number"
_BY_NUMBER = "SELECT entity, key, text, alias FROM name WHERE number IN (%s) ORDER BY number"


class NameLookup:
    """The part of an index that knows names and wordings."""

    database: Database
    more: More
    longest: int

    def forget(self) -> None:
        """Let go of what was read."""

    @healed
    def named(self, keys: Iterable[str]) -> list[NameRow]:
        """Return the names of these folded keys, in the order of keys and of the base."""
        wanted = [key for key in dict.fromkeys(keys) if key.count(" ") < self.longest]
        known = self._known({word for key in wanted for word in key.split()})
        wanted = [key for key in wanted if known.issuperset(key.split())]
        return self._names(_BY_KEY, sorted(wanted))

    def _known(self, words: Iterable[str]) -> set[str]:
        query = "SELECT word FROM word WHERE word IN (%s)"
        return {row[0] for row in self._in(query, sorted({word[:200] for word in words}))}

    @healed
    def squeezed(self, keys: Iterable[str]) -> list[NameRow]:
        """Return the names whose folded keys are these once the spaces are left out."""
        wanted = frozenset(keys)
        one_word = self._names(_BY_KEY, sorted(wanted))
        numbers: set[int] = set()
        for key in wanted:
            numbers.update(find(self.database.rows, "squeezed", checksum(key), NUMBER_BITS))
        several = self.names(sorted(numbers))
        found = [*one_word, *(row for row in several if row.key.replace(" ", "") in wanted)]
        return sorted(found, key=lambda row: (row.key, row.entity))

    @healed
    def names(self, numbers: Sequence[int]) -> list[NameRow]:
        """Return names by their numbers."""
        return self._names(_BY_NUMBER, numbers)

    def _names(self, query: str, values: Sequence[Any]) -> list[NameRow]:
        return [
            NameRow(entity, key, text, bool(alias)) for entity, key, text, alias in self._in(query, values)
        ]

    def _in(self, query: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        for at in range(0, len(values), _AT_ONCE):
            part = values[at : at + _AT_ONCE]
            yield from self.database.rows(query % ",".join("?" * len(part)), part)

    @healed
    def near(self, words: Sequence[str], limit: int = 600) -> list[NameRow]:
        """Return at most `limit` names that these folded words may mean, misspelt; the likeliest first."""
        numbers = Near(self.database.rows, self.more).names(words, limit)
        rows = dict(zip(sorted(numbers), self.names(sorted(numbers)), strict=True))
        return [rows[number] for number in numbers]

    @healed
    def words(self, words: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return, of the folded words the base knows, how many names and how many facts hold each.

        Facts count in small bases alone, and only for words no name holds.
        """
        wanted = sorted({word[:200] for word in words})
        rows = self._in("SELECT word, (length(names) - 4) / 8 FROM word WHERE word IN (%s)", wanted)
        found = {word: (names, 0) for word, names in rows}
        unknown = [word for word in wanted if word not in found]
        if unknown:
            found |= {word: (0, facts) for word, facts in self.more.worded(unknown).items()}
        return found

    @healed
    def facts_with(self, words: Iterable[str], limit: int = 400) -> list[int]:
        """Return the facts of a small base whose wording holds any of these stems, the most telling first."""
        return self.more.facts_with(words)[:limit]

    @healed
    def phrases(self, stems: Iterable[str]) -> list[PhraseRow]:
        """Return the base's own wordings of relations that touch any of these stems."""
        numbers: set[int] = set()
        for row in self._in("SELECT phrases FROM stem WHERE stem IN (%s)", sorted(set(stems))):
            numbers.update(unpack(row[0]))
        query = "SELECT id, relation, inverse, language, stems FROM phrase WHERE id IN (%s) ORDER BY id"
        rows = self._in(query, sorted(numbers))
        return [
            PhraseRow(number, relation, bool(inverse), language, said)
            for number, relation, inverse, language, said in rows
        ]

    @healed
    def phrase_words(self) -> list[str]:
        """Return every stem of the base's own wordings."""
        return [row[0] for row in self.database.rows("SELECT stem FROM stem ORDER BY stem")]

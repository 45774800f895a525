"""Find names while they are typed: by their beginning, by a word, by letters inside a word.

This runs whenever Tab is pressed. It only reads the tables of an index, and every step is bounded, so that a million
names cost no more than a hundred. Rows come in a fixed order.
"""

from __future__ import annotations

from itertools import islice

from factcli.index.tables import unpacked
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from factcli.index.database import Database

    Row = tuple[int, str, str, int]  # entity, folded key, text, whether it is an alias
    Document = Mapping[str, Any]

_HOLDERS = 600  # names of one word that are looked at
_FACTS = 100  # facts of one entity that are looked at
_DATED = 8  # the same where each must be read to see whether it has a date
_WORDS = 200  # words that are looked at
_MANY = 50_000  # words of names beyond which a misspelt one is looked for behind its first two letters
_LAST = "\U0010ffff"
_NAME = "SELECT entity, key, text, alias FROM name "
_WORD = "SELECT word, names FROM word WHERE word BETWEEN ? AND ? ORDER BY word"


class Typeahead:
    """Find the names of one index, and the relations of their entities."""

    def __init__(self, database: Database) -> None:
        """Take the open tables."""
        self._database, self._rows = database, database.rows
        self._documents: dict[int, Document] = {}

    def _names(self, condition: str, *values: object) -> Iterator[Row]:
        """Yield rows of names, a few hundred read at a time."""
        at = 0
        while found := self._rows(f"{_NAME}{condition} LIMIT {_HOLDERS} OFFSET {at}", values):
            yield from found
            at += _HOLDERS

    def every(self) -> Iterator[Row]:
        """Yield all names that are not aliases, in the order of the base."""
        for number in range(self._database.row("SELECT entities FROM base")[0]):
            for text in dict.fromkeys(self.entity(number)["name"].values()):
                yield number, key(text), text, 0

    def beginning(self, begun: str) -> Iterator[Row]:
        """Yield the names whose key has this prefix, in alphabetical order."""
        return self._names("WHERE key >= ? AND key < ? ORDER BY number", begun, begun + _LAST)

    def signed(self, sign: str) -> Iterator[Row]:
        """Yield the names that begin with a sign, in alphabetical order."""
        return self._names("WHERE text >= ? AND text < ? ORDER BY text, number", sign, sign + _LAST)

    def with_word(self, word: str, *, whole: bool) -> Iterator[Row]:
        """Yield the names with a word that is, or begins with, this one."""
        return self._holders(self._rows(f"{_WORD} LIMIT {_WORDS}", (word, word if whole else word + _LAST)))

    def with_letters(self, letters: str) -> Iterator[Row]:
        """Yield the names with these letters inside a word."""
        query = "SELECT word, names FROM word WHERE instr(word, ?) LIMIT ?"
        return self._holders(self._rows(query, (letters, _WORDS)))

    def like_word(self, word: str, near: Callable[[str], bool]) -> Iterator[Row]:
        """Yield the names with a word that begins like this one and is `near` it."""
        many = self._rows("SELECT max(number) FROM word")[0][0] or 0
        begun = word[: 2 if many > _MANY else 1]
        found = (row for row in self._rows(_WORD, (begun, begun + _LAST)) if near(row[0]))
        return self._holders(list(islice(found, _WORDS)))

    def _holders(self, words: Iterable[tuple[Any, ...]]) -> Iterator[Row]:
        """Yield the names that contain any of these words, each once."""
        seen: set[int] = set()
        for _, names in words:
            for number in unpacked(names)[:_HOLDERS]:
                if number not in seen:
                    seen.add(number)
                    yield from self._rows(_NAME + "WHERE number = ?", (number,))

    def named(self, name_key: str) -> list[int]:
        """Return the entities with exactly this key, as a name before as an alias."""
        found = self._rows(_NAME + "WHERE key = ? ORDER BY alias, number LIMIT 20", (name_key,))
        return list(dict.fromkeys(row[0] for row in found))

    def entity(self, number: int) -> Document:
        """Return an entity as the base has it."""
        known = self._documents.get(number)
        if known is None:
            place = self._database.row(
                "SELECT start, length, checksum FROM entity WHERE number = ?", (number,)
            )
            known = self._documents[number] = self._database.document(*place)
        return known

    def told(self, entity: int, kind: str) -> Iterator[tuple[int, bool]]:
        """Yield (relation, inverse) for the first facts of an entity that answer a kind, or any."""
        dated, most = (self._dated, _DATED) if kind == "time" else (_undated, _FACTS)
        for _, relation, given, *place in self._stating("subject", entity, most):
            if not kind or given == kind or dated(place):
                yield relation, False
        for subject, relation, _, *place in self._stating("object", entity, most):
            if not kind or dated(place) or (most == _FACTS and self.entity(subject)["kind"] == kind):
                yield relation, True

    def _stating(self, side: str, entity: int, most: int) -> list[tuple[Any, ...]]:
        query = f"""SELECT subject, relation, kind, start, length, checksum FROM fact WHERE {side} = ?
        ORDER BY relation, number LIMIT ?"""  # noqa: S608
        return self._rows(query, (entity, most))

    def _dated(self, place: list[int]) -> bool:
        return "when" in self._database.document(*place)

    def relation(self, number: int) -> Document:
        """Return a relation as the base has it."""
        place = self._database.row("SELECT start, length, checksum FROM relation WHERE number = ?", (number,))
        return self._database.document(*place)

    def relations(self) -> Iterator[Document]:
        """Yield every relation as the base has it."""
        return self._every("relation")

    def entities(self) -> Iterator[Document]:
        """Yield every entity as the base has it."""
        return self._every("entity")

    def facts(self) -> Iterator[Document]:
        """Yield every fact as the base has it."""
        return self._every("fact")

    def sentences(self) -> Iterator[Document]:
        """Yield every sentence as the base has it."""
        return self._every("sentence")

    def _every(self, table: str) -> Iterator[Document]:
        """Yield the documents of a table in order, reading a few hundred places at a time."""
        last, where = -1, "WHERE rowid > ? ORDER BY rowid LIMIT ?"
        query = f"SELECT rowid, start, length, checksum FROM {table} {where}"  # noqa: S608
        while places := self._rows(query, (last, _HOLDERS)):
            for _, *place in places:
                yield self._database.document(*place)
            last = places[-1][0]


def _undated(_place: list[int]) -> bool:
    return False

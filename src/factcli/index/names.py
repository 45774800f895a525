"""Find names while they are typed: by how they begin, by a word in them, by letters inside one.

This runs at each press of Tab: it reads an open index, and every step is bounded, so that a million names
cost what a hundred do. Rows come in a fixed order.
"""

from __future__ import annotations

from itertools import islice

from factcli.index.packed import unpack
from factcli.index.rows import NameRow
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from factcli.index.reading import Index

_HOLDERS = 600  # names of one word that are looked at
_FACTS = 100  # facts of one entity that are looked at
_LAST = "\U0010ffff"
_MANY = 50_000  # words of names beyond which a misspelt one is looked for behind its first two letters
_NAME = "SELECT entity, key, text, alias FROM name "
_WORD = "SELECT word, names FROM word WHERE word BETWEEN ? AND ?"


class Finder:
    """Find the names of one index, and say what is told of their entities."""

    def __init__(self, index: Index) -> None:
        """Take an open index."""
        self._index = index
        self._rows = index.database.rows

    def _names(self, condition: str, *values: object) -> Iterator[NameRow]:
        """Yield rows of names, a few hundred read at a time."""
        at = 0
        while found := self._rows(f"{_NAME}{condition} LIMIT {_HOLDERS} OFFSET {at}", values):
            yield from map(NameRow._make, found)
            at += _HOLDERS

    def every(self) -> Iterator[NameRow]:
        """Yield all names that are no aliases, in the order of the base."""
        for number in range(self._index.counts["entities"]):
            for text in dict.fromkeys(self._index.entity(number).name.values()):
                yield NameRow(number, key(text), text, False)

    def beginning(self, begun: str) -> Iterator[NameRow]:
        """Yield the names whose key begins so, by the alphabet."""
        return self._names("WHERE key >= ? AND key < ? ORDER BY number", begun, begun + _LAST)

    def signed(self, sign: str) -> Iterator[NameRow]:
        """Yield the names that begin with a sign, by the alphabet."""
        return self._names("WHERE text >= ? AND text < ? ORDER BY text, number", sign, sign + _LAST)

    def with_word(self, word: str, *, whole: bool) -> Iterator[NameRow]:
        """Yield the names with a word that is, or begins with, this one."""
        return self._holders(self._rows(_WORD + " LIMIT 200", (word, word if whole else word + _LAST)))

    def with_letters(self, letters: str) -> Iterator[NameRow]:
        """Yield the names with these letters inside a word."""
        return self._holders(
            self._rows("SELECT word, names FROM word WHERE instr(word, ?) LIMIT 200", (letters,))
        )

    def like_word(self, word: str, near: Callable[[str], bool]) -> Iterator[NameRow]:
        """Yield the names with a word that begins like this one and is `near` it."""
        many = self._rows("SELECT max(number) FROM word")[0][0] or 0
        begun = word[: 2 if many > _MANY else 1]
        found = (row for row in self._rows(_WORD, (begun, begun + _LAST)) if near(row[0]))
        return self._holders(list(islice(found, 200)))

    def _holders(self, words: list[tuple[Any, ...]]) -> Iterator[NameRow]:
        seen: set[int] = set()
        for _, held in words:
            for number in unpack(held)[:_HOLDERS]:
                if number not in seen:
                    seen.add(number)
                    yield from map(NameRow._make, self._rows(_NAME + "WHERE number = ?", (number,)))

    def named(self, name_key: str) -> list[int]:
        """Return the entities of this very key, those of that name before those of that alias."""
        found = self._rows(_NAME + "WHERE key = ? ORDER BY alias, number LIMIT 20", (name_key,))
        return list(dict.fromkeys(row[0] for row in found))

    def own_name(self, entity: int, language: str) -> str | None:
        """Return the name of an entity in a language."""
        return self._index.entity(entity).name.get(language)

    def about(self, entity: int, language: str) -> str:
        """Return what an entity is, in a few words of a language, or its kind."""
        found = self._index.entity(entity)
        return (found.description or {}).get(language) or found.kind

    def told(self, entity: int, kind: str) -> Iterator[tuple[int, bool]]:
        """Yield (relation, inverse) for the first facts of an entity that answer a kind of question."""
        for row in self._index.facts(subject=entity, limit=_FACTS):
            if kind in ("", row.kind) or (kind == "time" and self._dated(row.number)):
                yield row.relation, False
        for row in self._index.facts(object=entity, limit=_FACTS):
            if not kind or (self._dated(row.number) if kind == "time" else self._is(row.subject, kind)):
                yield row.relation, True

    def _dated(self, fact: int) -> bool:
        return "when" in self._index.fact_document(fact)

    def _is(self, entity: int, kind: str) -> bool:
        return self._index.entity(entity).kind == kind

    def label(self, relation: int, language: str, *, inverse: bool) -> str | None:
        """Return the words of a language for a relation, or for its way back; None without any."""
        row = self._index.relations()[relation]
        return ((row.inverse_label if inverse else row.label) or {}).get(language)

    def relation_ids(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield (id, labels) of each relation."""
        return ((row.id, dict(row.label)) for row in self._index.relations())

    def entity_ids(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield (id, names) of each entity, in the order of the base."""
        return ((entity.id, dict(entity.name)) for _, entity in self._index.entities())

    def fact_ids(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield (id, statements) of each fact, in the order of the base."""
        for number in range(self._index.counts["facts"]):
            document = self._index.fact_document(number)
            yield document["id"], document["statement"]

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Yield (number, text) of each sentence."""
        return ((sentence.number, sentence.text) for _, sentence in self._index.sentences())

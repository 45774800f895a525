"""Find names while they are typed: by how they begin, by a word in them, by letters inside one.

This runs at each press of Tab: it takes the `execute` of an open connection, needs nothing else, and every
step is bounded, so that a million names cost what a hundred do. Rows come in a fixed order.
"""

from __future__ import annotations

from array import array

from factcli.index.schema import PACKED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    Row = tuple[Any, ...]
    Execute = Callable[..., Iterable[Row]]

SMALL = 20_000  # words of names that may be read through one by one
_HOLDERS = 600  # names of one word that are looked at
_FACTS = 100  # facts of one entity that are looked at
_LAST = "\U0010ffff"

_SELECT = (
    "SELECT n.entity, n.key, n.text, n.alias, json_extract(e.document, ?), "
    "coalesce(json_extract(e.document, ?), e.kind) FROM name n JOIN entity e ON e.number = n.entity "
)
_CHOSEN = "SELECT names FROM word WHERE number IN ($)"
_MISSING = "SELECT word FROM deletion WHERE form IN ($)"
# what is told of an entity (?1), among its first facts (?2): of any kind, with a date, or of a kind (?3)
_TOLD = (
    "SELECT relation, 0 FROM fact WHERE subject = ?1 LIMIT ?2",
    "SELECT relation, 1 FROM fact WHERE object = ?1 LIMIT ?2",
)
_DATED_AS_SUBJECT = (
    "SELECT relation, 0 FROM (SELECT number, relation, kind FROM fact WHERE subject = ?1 LIMIT ?2) "
    "JOIN fact_document d USING(number) WHERE kind = 'time' OR json_type(d.document, '$.when') IS NOT NULL"
)
_DATED_AS_OBJECT = (
    "SELECT relation, 1 FROM (SELECT number, relation FROM fact WHERE object = ?1 LIMIT ?2) "
    "JOIN fact_document d USING(number) WHERE json_type(d.document, '$.when') IS NOT NULL"
)
_OF_KIND_AS_SUBJECT = (
    "SELECT relation, 0 FROM (SELECT relation, kind FROM fact WHERE subject = ?1 LIMIT ?2) WHERE kind = ?3"
)
_OF_KIND_AS_OBJECT = (
    "SELECT relation, 1 FROM (SELECT relation, subject FROM fact WHERE object = ?1 LIMIT ?2) f "
    "JOIN entity e ON e.number = f.subject WHERE e.kind = ?3"
)
_ANSWERING = {"": _TOLD, "time": (_DATED_AS_SUBJECT, _DATED_AS_OBJECT)}
_OF_KIND = (_OF_KIND_AS_SUBJECT, _OF_KIND_AS_OBJECT)


class Finder:
    """Find the names of one index, and say what is told of their entities.

    A name is a row: number of its entity, folded key, text, whether it is an alias, the entity's name in the
    language, and what it is in a few words.
    """

    def __init__(self, execute: Execute, language: str, asking: str = "") -> None:
        """Take the connection's `execute`, the language of names and notes, and that of the question."""
        self._run = execute
        code = _code(language)
        self._paths = (f"$.name.{code}", f"$.description.{code}")
        self._said, self._label = f"$.statement.{code}", f"$.label.{code}"
        self._asking = _code(asking or language)

    def _names(self, condition: str, *values: object) -> Iterator[Row]:
        return iter(self._run(_SELECT + condition, (*self._paths, *values)))

    def every(self) -> Iterator[Row]:
        """Yield all names that are no aliases, in the order of the file."""
        return self._names("WHERE n.alias = 0 ORDER BY n.number")

    def beginning(self, key: str) -> Iterator[Row]:
        """Yield the names that begin with a key, its spaces left out, by the alphabet."""
        begun = key.replace(" ", "")
        ordered = "WHERE n.squeezed >= ? AND n.squeezed < ? ORDER BY n.squeezed, n.number"
        return self._names(ordered, begun, begun + _LAST)

    def signed(self, sign: str) -> Iterator[Row]:
        """Yield the names that begin with a sign, by the alphabet."""
        ordered = "WHERE n.text GLOB '[^A-Za-z0-9]*' AND n.text >= ? AND n.text < ? ORDER BY n.text, n.number"
        return self._names(ordered, sign, sign + _LAST)

    def with_word(self, word: str, *, whole: bool) -> Iterator[Row]:
        """Yield the names with a word that is, or begins with, this one."""
        end = "" if whole else _LAST
        return self._holders("SELECT names FROM word WHERE word BETWEEN ? AND ?", word, word + end)

    def with_letters(self, letters: str) -> Iterator[Row]:
        """Yield the names with these letters inside a word; less than three only where words are few."""
        listed = zip(letters, letters[1:], letters[2:], strict=False)
        grams = [ord(a) << 42 | ord(b) << 21 | ord(c) for a, b, c in listed]
        if not grams:
            few = "SELECT names FROM word WHERE instr(word, ?)"
            return self._holders(few, letters) if self.words() <= SMALL else iter(())
        shared: set[int] | None = None
        for gram in grams:
            held = [
                set(_unpacked(row[0])) for row in self._run("SELECT words FROM gram WHERE gram = ?", (gram,))
            ]
            here = held[0] if held else set[int]()
            shared = here if shared is None else shared & here
        chosen = sorted(shared or ())[:_HOLDERS]
        marks = ",".join("?" * len(chosen))
        return self._holders(_CHOSEN.replace("$", marks) + " AND instr(word, ?)", *chosen, letters)

    def like_word(self, word: str) -> Iterator[Row]:
        """Yield names with a word that may be this one misspelt: the same first letter, or an edit away."""
        if self.words() <= SMALL:
            return self.with_word(word[0], whole=False)
        forms = [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
        marks = ",".join("?" * len(forms))
        return self._holders(_CHOSEN.replace("$", _MISSING.replace("$", marks)), *forms)

    def _holders(self, statement: str, *values: object) -> Iterator[Row]:
        seen: set[int] = set()
        for (held,) in self._run(statement, values):
            for number in _unpacked(held)[:_HOLDERS]:
                if number not in seen:
                    seen.add(number)
                    yield from self._names("WHERE n.number = ?", number)

    def words(self) -> int:
        """Return how many different words the names hold."""
        return max((row[0] or 0 for row in self._run("SELECT max(number) FROM word")), default=0)

    def told(self, entity: int, kind: str) -> Iterator[tuple[int, bool]]:
        """Yield (relation, inverse) for the first facts of an entity that answer a kind of question."""
        for statement in _ANSWERING.get(kind, _OF_KIND):
            values = (entity, _FACTS, kind) if "?3" in statement else (entity, _FACTS)
            for relation, inverse in self._run(statement, values):
                yield relation, bool(inverse)

    def named(self, key: str) -> list[int]:
        """Return the entities of this very key, an alias after a name."""
        squeezed = "WHERE n.squeezed = ? AND n.key = ? ORDER BY n.alias, n.number"
        return list(dict.fromkeys(row[0] for row in self._names(squeezed, key.replace(" ", ""), key)))

    def label(self, relation: int, *, inverse: bool) -> str | None:
        """Return the words, in the language of the question, for a relation or its way back."""
        path = f"$.{'inverse.' if inverse else ''}label.{self._asking}"
        for (text,) in self._run(
            "SELECT json_extract(document, ?) FROM relation WHERE number = ?", (path, relation)
        ):
            return str(text) if text is not None else None
        return None

    def relation_ids(self) -> Iterable[Row]:
        """Return (id, label) of each relation."""
        return self._run("SELECT id, coalesce(json_extract(document, ?), '') FROM relation", (self._label,))

    def entity_ids(self, beginning: str, most: int) -> Iterable[Row]:
        """Return (id, name) of the entities whose id begins so, by id."""
        chosen = (
            "SELECT id, coalesce(json_extract(document, ?), '') FROM entity "
            "WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        )
        return self._run(chosen, (self._paths[0], beginning, beginning + _LAST, most))

    def fact_ids(self, beginning: str, most: int) -> Iterable[Row]:
        """Return (id, statement) of the facts whose id begins so, by id."""
        chosen = (
            "SELECT id, coalesce(json_extract(document, ?), '') FROM fact JOIN fact_document USING(number) "
            "WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        )
        return self._run(chosen, (self._said, beginning, beginning + _LAST, most))

    def sentences(self, most: int) -> Iterable[Row]:
        """Return (number, text) of the first sentences."""
        columns = "json_extract(document, '$.number'), json_extract(document, '$.text')"
        return self._run("SELECT $ FROM sentence LIMIT ?".replace("$", columns), (most,))


def _code(language: str) -> str:
    return language if language.isascii() and language.isalnum() else "en"


def _unpacked(held: bytes) -> array[int]:
    numbers = array(PACKED)
    numbers.frombytes(held)
    return numbers

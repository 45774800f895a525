"""Read what a question needs to know of a base: names, relations, facts, and what it says word for word."""

# Type checkers see `typing.NamedTuple`; below are the methods of the classes made here.
# ruff: noqa: ANN001, ANN002, ANN204, ANN206
from __future__ import annotations

from itertools import islice
from operator import itemgetter

from factcli._dataclass import dataclass
from factcli.base.assemble import make_entity, make_fact, make_relation, make_sentence, make_source
from factcli.index.database import healed
from factcli.index.fuzzy import FuzzyCandidates
from factcli.index.packed import Damaged, between, checksum, find, records, unpack
from factcli.index.tables import ENTITY, FACT, FACT_BITS, NUMBER_BITS, RELATION_BITS, SENTENCE, unflag
from factcli.model import KINDS
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from factcli.index.database import Database
    from factcli.index.fuzzy import FuzzyIndex
    from factcli.model import Entity, Fact, Relation, Sentence, Source


# Name the rows an index answers with: tuples with names, made a thousand at a time.

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NamedTuple as Row
else:

    class Row(tuple):
        """Give a tuple names, without the cost of `collections.namedtuple` at each start."""

        __slots__ = ()

        def __init_subclass__(cls):
            """Make each annotated name read its place."""
            for place, name in enumerate(cls.__annotations__):
                setattr(cls, name, property(itemgetter(place)))

        def __new__(cls, *values):
            """Make a row of its values in order."""
            return tuple.__new__(cls, values)

        @classmethod
        def _make(cls, values):
            """Make a row of a sequence."""
            return tuple.__new__(cls, values)

        def __repr__(self):
            """Show the names with the values."""
            shown = (
                f"{name}={value!r}" for name, value in zip(type(self).__annotations__, self, strict=True)
            )
            return f"{type(self).__name__}({', '.join(shown)})"

        def __reduce__(self):
            """Pickle and copy by making the row again."""
            return type(self), tuple(self)


class NameRow(Row):
    """A name of an entity: its folded key, the text as the base has it, and whether it is an alias."""

    entity: int
    key: str
    text: str
    alias: bool


class ProfileRow(Row):
    """How often an entity stands in a relation, as subject or (inverse) as object."""

    relation: int
    inverse: bool
    count: int  # type: ignore[assignment] # of facts, and not the method of tuples


class FactRow(Row):
    """What a fact is about, by number; `kind` is what it answers, `text_id` the sentence that carries it."""

    number: int
    subject: int
    relation: int
    object: int | None
    modality: str
    hedged: bool
    kind: str
    text_id: int


class PhraseRow(Row):
    """A wording of one of the base's own relations; `stems` are words, one space between them."""

    id: int
    relation: int
    inverse: bool
    language: str
    stems: str


class RelationRow(Row):
    """A relation of the base: the concept of the lexicon it was recognised as, its facts, its own phrases."""

    number: int
    id: str
    kind: str
    label: Mapping[str, str]
    inverse_label: Mapping[str, str] | None
    inverse_kind: str | None
    concept: str | None
    facts: int
    phrases: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Say which facts to list: numbers of entity, relation and sentence, kind, modality, folded text."""

    entity: int | None = None
    relation: int | None = None
    kind: str | None = None
    modality: str | None = None
    sentence: int | None = None
    text: str | None = None


# Find facts by what they are about, by number, a few rows read for each.

_FACTS = (1 << FACT_BITS) - 1
_RELATIONS = (1 << RELATION_BITS) - 1
_BATCH = 256  # facts looked at together when all are gone through


class FactLookup:
    """The part of an index that knows what facts are about."""

    database: Database
    counts: Mapping[str, int]

    def forget(self) -> None:
        """Let go of what was read."""

    def row(self, number: int) -> FactRow:
        """Return what a fact is about."""
        return self.fact_rows([number])[0]

    @healed
    def fact_rows(self, numbers: Iterable[int]) -> list[FactRow]:
        """Return what these facts are about, in the order asked for."""
        wanted = list(numbers)
        found = records(self.database.rows, "fact", wanted, FACT)
        return [_fact_row(number, record) for number, record in zip(wanted, found, strict=True)]

    @healed
    def facts(
        self,
        *,
        subject: int | None = None,
        object: int | None = None,  # noqa: A002 -- the field's own word
        relation: int | None = None,
        limit: int = 200,
    ) -> list[FactRow]:
        """Return the first `limit` facts (0: all) that have these, in the order of the base."""
        if subject is not None and object is not None:
            of_both = (
                row for row in self.facts(subject=subject, relation=relation, limit=0) if row.object == object
            )
            return list(islice(of_both, limit or None))
        if subject is not None:
            numbers = self._of_entity("by_subject", subject, relation, limit)
        elif object is not None:
            numbers = self._of_entity("by_object", object, relation, limit)
        elif relation is not None:
            numbers = self._of_relation(relation, limit)
        else:
            numbers = range(min(limit or self.counts["facts"], self.counts["facts"]))
        return self.fact_rows(numbers)

    def _of_entity(self, table: str, entity: int, relation: int | None, limit: int) -> Sequence[int]:
        place = entity << (RELATION_BITS + FACT_BITS)
        if relation is not None:
            return self._first(table, place | relation << FACT_BITS, FACT_BITS, limit)
        hub = self._hub(entity)
        if hub is None:
            return sorted(self._first(table, place, RELATION_BITS + FACT_BITS, 0))[: limit or None]
        relations = sorted({row.relation for row in hub if row.inverse is (table == "by_object")})
        found = [self._first(table, place | each << FACT_BITS, FACT_BITS, limit) for each in relations]
        return sorted(number for numbers in found for number in numbers)[: limit or None]

    def _of_relation(self, relation: int, limit: int) -> list[int]:
        return self._first("by_relation", relation << FACT_BITS, FACT_BITS, limit)

    def _first(self, table: str, low: int, bits: int, limit: int) -> list[int]:
        values = between(self.database.rows, table, low, low + (1 << bits))
        return [value & _FACTS for value in islice(values, limit or None)]

    def _hub(self, entity: int) -> tuple[ProfileRow, ...] | None:
        found = self.database.rows("SELECT profile FROM hub WHERE entity = ?", (entity,))
        if not found:
            return None
        values = list(unpack(found[0][0]))
        parts = zip(values[0::3], values[1::3], values[2::3], strict=True)
        return tuple(ProfileRow(relation, bool(inverse), count) for relation, inverse, count in parts)

    @healed
    def profile(self, entity: int) -> tuple[ProfileRow, ...]:
        """Return the relations an entity has, as subject first, and in how many facts each."""
        hub = self._hub(entity)
        if hub is not None:
            return hub
        place, bits = entity << (RELATION_BITS + FACT_BITS), RELATION_BITS + FACT_BITS
        counts: dict[tuple[int, bool], int] = {}
        for inverse, table in ((False, "by_subject"), (True, "by_object")):
            for value in between(self.database.rows, table, place, place + (1 << bits)):
                key = value >> FACT_BITS & _RELATIONS, inverse
                counts[key] = counts.get(key, 0) + 1
        return tuple(ProfileRow(relation, inverse, count) for (relation, inverse), count in counts.items())

    @healed
    def citing(self, sentence: int) -> list[int]:
        """Return the facts that cite a sentence besides their first one, by number."""
        return self._first("cited", sentence << FACT_BITS, FACT_BITS, 0)

    def _numbers(self, wanted: Filter) -> Iterable[int]:
        """Return the facts that can pass a filter: those of its entity or its relation, else all."""
        if wanted.entity is not None:
            rows = self.facts(subject=wanted.entity, limit=0) + self.facts(object=wanted.entity, limit=0)
            return sorted({row.number for row in rows})
        if wanted.relation is not None:
            return [row.number for row in self.facts(relation=wanted.relation, limit=0)]
        return range(self.counts["facts"])

    def rows_matching(self, wanted: Filter) -> Iterator[FactRow]:
        """Yield the facts that pass every filter but that of text, in the order of the base, as it goes."""
        also = frozenset(self.citing(wanted.sentence)) if wanted.sentence is not None else frozenset()
        numbers = iter(self._numbers(wanted))
        while batch := list(islice(numbers, _BATCH)):
            for row in self.fact_rows(batch):
                if _passes(row, wanted, also):
                    yield row


def _passes(row: FactRow, wanted: Filter, also: frozenset[int]) -> bool:
    return (
        wanted.relation in (None, row.relation)
        and wanted.kind in (None, row.kind)
        and wanted.modality in (None, row.modality)
        and (wanted.sentence in (None, row.text_id) or row.number in also)
    )


def _fact_row(number: int, record: tuple[int, ...]) -> FactRow:
    subject, relation, thing, meant, sentence = record[:5]
    modality, hedged, kind = unflag(meant)
    return FactRow(number, subject, relation, None if thing < 0 else thing, modality, hedged, kind, sentence)


# Read whole documents by number, from the base itself, and put them together.

_KEPT = 2_000  # entities and sentences kept for the next fact that names them


class DocumentLookup(FactLookup):
    """The part of an index that gives what the base itself says."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self.forget()

    def forget(self) -> None:
        """Let go of what was read."""
        self._entities: dict[int, Entity] = {}
        self._sentences: dict[int, Sentence] = {}
        self._sources: list[Source] | None = None
        self._relation_rows: tuple[RelationRow, ...] = ()
        self._relations: list[tuple[str | None, int, dict[str, Any]]] | None = None
        self._made: dict[int, Relation] = {}

    @healed
    def entity(self, number: int) -> Entity:
        """Return an entity."""
        known = self._entities.get(number)
        if known is None:
            if len(self._entities) >= _KEPT:
                self._entities.clear()
            _, start, length = next(records(self.database.rows, "entity", [number], ENTITY))
            known = self._entities[number] = make_entity(self.database.document(start, length))
        return known

    @healed
    def entity_number(self, identifier: str) -> int | None:
        """Return the number of the entity of this id, None where there is none."""
        for number in find(self.database.rows, "entity_id", checksum(identifier), NUMBER_BITS):
            if self.entity(number).id == identifier:
                return number
        return None

    def entities(self, kind: str | None = None) -> Iterator[tuple[int, Entity]]:
        """Yield (number, entity), of one kind or of all, in the order of the base."""
        for number in range(self.counts["entities"]):
            if kind is None or self._kind(number) == kind:
                yield number, self.entity(number)

    @healed
    def _kind(self, number: int) -> str:
        return KINDS[next(records(self.database.rows, "entity", [number], ENTITY))[0]]

    def relations(self) -> tuple[RelationRow, ...]:
        """Return every relation, in the order of the base."""
        if not self._relation_rows:
            documents = enumerate(self._relation_documents())
            self._relation_rows = tuple(_relation_row(at, *found) for at, found in documents)
        return self._relation_rows

    @healed
    def _relation_documents(self) -> list[tuple[str | None, int, dict[str, Any]]]:
        if self._relations is None:
            rows = self.database.rows("SELECT concept, facts, start, length FROM relation ORDER BY number")
            self._relations = [(row[0], row[1], self.database.document(row[2], row[3])) for row in rows]
        return self._relations

    @healed
    def relation(self, number: int) -> Relation:
        """Return a relation with all its wordings."""
        if number not in self._made:
            self._made[number] = make_relation(self._relation_documents()[number][2])
        return self._made[number]

    @healed
    def sources(self) -> list[Source]:
        """Return the sources, in the order of the base."""
        if self._sources is None:
            rows = self.database.rows("SELECT start, length FROM source ORDER BY number")
            self._sources = [make_source(self.database.document(*row)) for row in rows]
        return self._sources

    @healed
    def sentence(self, place: int) -> Sentence:
        """Return the sentence of this document id."""
        known = self._sentences.get(place)
        if known is None:
            known = self._made_sentence(self._sentence_record(place))
            if len(self._sentences) >= _KEPT:
                self._sentences.clear()
            self._sentences[place] = known
        return known

    def _made_sentence(self, record: tuple[int, ...]) -> Sentence:
        place, source, start, length = record
        sources = {self.sources()[source].id: self.sources()[source]}
        return make_sentence(place, self.database.document(start, length), sources)

    def _sentence_record(self, place: int) -> tuple[int, ...]:
        """Find a sentence by its document id: most bases number them from 1 on without a gap."""
        low, high = 0, self.counts["sentences"]
        guess = place - 1
        while low < high:
            at = guess if low <= guess < high else (low + high) // 2
            guess = -1
            record = next(records(self.database.rows, "sentence", [at], SENTENCE))
            if record[0] == place:
                return record
            low, high = (at + 1, high) if record[0] < place else (low, at)
        raise Damaged

    def sentences(self) -> Iterator[tuple[int, Sentence]]:
        """Yield (document id, sentence), in the order of their document ids."""
        for at in range(self.counts["sentences"]):
            yield self._numbered_sentence(at)

    @healed
    def _numbered_sentence(self, at: int) -> tuple[int, Sentence]:
        record = next(records(self.database.rows, "sentence", [at], SENTENCE))
        return record[0], self._made_sentence(record)

    @healed
    def fact(self, number: int) -> Fact:
        """Return a whole fact, with its sentences and their sources."""
        record = next(records(self.database.rows, "fact", [number], FACT))
        document = self.database.document(*record[5:])
        subject, relation = self.entity(record[0]), self.relation(record[1])
        entities = {subject.id: subject}
        if record[2] >= 0:
            thing = self.entity(record[2])
            entities[thing.id] = thing
        speaker = document.get("speaker")
        if speaker is not None and speaker not in entities:
            entities[speaker] = self.entity(self._must(self.entity_number(speaker)))
        places = {entry["sentence"] for entry in document["evidence"]}
        sentences = {place: self.sentence(place) for place in places}
        return make_fact(document, entities, {relation.id: relation}, sentences)

    @staticmethod
    def _must(number: int | None) -> int:
        if number is None:
            raise Damaged
        return number

    @healed
    def fact_number(self, identifier: str) -> int | None:
        """Return the number of the fact of this id, None where there is none."""
        for number in find(self.database.rows, "fact_id", checksum(identifier), NUMBER_BITS):
            if self.fact_document(number)["id"] == identifier:
                return number
        return None

    @healed
    def fact_document(self, number: int) -> dict[str, Any]:
        """Return a fact as the base has it."""
        record = next(records(self.database.rows, "fact", [number], FACT))
        return self.database.document(*record[5:])

    def matching(self, wanted: Filter) -> Iterator[int]:
        """Yield the numbers of the facts that pass every filter, in the order of the base."""
        text = f" {key(wanted.text)}" if wanted.text else ""
        for row in self.rows_matching(wanted):
            if not text or text in _said(self.fact_document(row.number)):
                yield row.number


def _said(document: dict[str, Any]) -> str:
    """Return the folded words of a fact's statements and spans, a space before each."""
    texts = [*document["statement"].values(), *(entry["exact"] for entry in document["evidence"])]
    return " " + " | ".join(map(key, texts))


def _relation_row(number: int, concept: str | None, facts: int, document: dict[str, Any]) -> RelationRow:
    inverse = document.get("inverse") or {}
    own = (document["id"], document["kind"], document["label"])
    phrases = sum(map(len, document.get("phrases", {}).values()))
    return RelationRow(number, *own, inverse.get("label"), inverse.get("kind"), concept, facts, phrases)


# Find names as they were typed: folded, with words run together or apart, or nearly so.

_AT_ONCE = 400  # values in one query
_BY_KEY = "SELECT entity, key, text, alias FROM name WHERE key IN (%s) ORDER BY number"
_BY_NUMBER = "SELECT entity, key, text, alias FROM name WHERE number IN (%s) ORDER BY number"


class NameLookup:
    """The part of an index that knows names and wordings."""

    database: Database
    more: FuzzyIndex
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
    def joined(self, keys: Iterable[str]) -> list[NameRow]:
        """Return the names whose folded keys are these once the spaces are left out."""
        wanted = frozenset(keys)
        one_word = self._names(_BY_KEY, sorted(wanted))
        numbers: set[int] = set()
        for each in wanted:
            numbers.update(find(self.database.rows, "squeezed", checksum(each), NUMBER_BITS))
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
        numbers = FuzzyCandidates(self.database.rows, self.more).names(words, limit)
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


class Index(NameLookup, DocumentLookup):
    """An open index: the narrow interface through which everything reads a base.

    Entities, relations and facts go by their position in the base, from 0 on; sentences by their document id.
    On disk or in memory, the answers are the same.
    """

    def __init__(self, database: Database, more: FuzzyIndex, path: str) -> None:
        """Read the one row that says what the index holds."""
        DocumentLookup.__init__(self)
        self.database, self.more, self.path = database, more, path
        row = database.rows("SELECT name, longest, facts, entities, relations, sentences FROM state")[0]
        self.name: str = row[0]
        self.longest: int = row[1]
        names = ("facts", "entities", "relations", "sentences")
        self.counts: Mapping[str, int] = dict(zip(names, row[2:], strict=True))

    def forget(self) -> None:
        """Let go of what was read from a damaged index."""
        DocumentLookup.forget(self)
        if hasattr(self, "more"):
            self.more.forget()

    def wording(self, numbers: Iterable[int], language: str = "") -> dict[int, str]:
        """Return the statement of each fact, in a language where it has it, else in its first one."""
        found = {}
        for number in numbers:
            statement = self.fact_document(number)["statement"]
            found[number] = statement.get(language) or next(iter(statement.values()), "")
        return found

    def close(self) -> None:
        """Close the files."""
        self.database.close()

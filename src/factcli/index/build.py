"""Derive an index from a base: one pass over the file, some hundred documents in memory at a time.

Everything a question would otherwise work out again is worked out here: folded names, the words they are
made of, numbers in place of ids, how often an entity stands in a relation.
"""

from __future__ import annotations

from array import array
from itertools import pairwise

from factcli.base.schema import TABLES as ORDER
from factcli.errors import BadBase
from factcli.index.fuzzy import DELETED, deletions, grams
from factcli.index.packed import checksum
from factcli.index.packing import pack, write_records, write_sorted
from factcli.index.tables import (
    _KIND,
    ENTITY,
    FACT,
    FACT_BITS,
    FORMAT,
    HUB,
    INDEXES,
    MORE_TABLES,
    NUMBER_BITS,
    PACKED,
    RELATION_BITS,
    SENTENCE,
    SMALL,
    TABLES,
    flags,
)
from factcli.text import key, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from factcli.base.reader import Chunk
    from factcli.index.packing import Many
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon

    Document = Mapping[str, Any]

    Entry = tuple[int, dict[str, Any], int, int]  # document id, document, where it stands, how long it is


# Write what finds facts by what they are about, and what counts them beforehand for the busiest entities.


def write_facts(many: Many, facts: Sequence[int]) -> None:
    """Write the tables derived from packed facts: by subject, by object, by relation, and the profiles of hubs."""
    subjects, relations, objects = facts[0::FACT], facts[1::FACT], facts[2::FACT]
    shift = RELATION_BITS + FACT_BITS
    for table, entities in (("by_subject", subjects), ("by_object", objects)):
        rows = zip(entities, relations, range(len(relations)), strict=True)
        values = [
            entity << shift | relation << FACT_BITS | fact for entity, relation, fact in rows if entity >= 0
        ]
        write_sorted(many, table, values)
    write_sorted(
        many, "by_relation", [relation << FACT_BITS | fact for fact, relation in enumerate(relations)]
    )
    stated = _counted(relations)
    many(
        "UPDATE relation SET facts = ? WHERE number = ?",
        [(count, number) for number, count in stated.items()],
    )
    many("INSERT INTO hub VALUES(?,?)", _hubs(subjects, relations, objects))


def _counted(numbers: Iterable[int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    return counts


def _hubs(
    subjects: Sequence[int], relations: Sequence[int], objects: Sequence[int]
) -> Iterator[tuple[int, bytes]]:
    """Yield (entity, profile) of the entities in very many facts: relation, inverse and count in turn."""
    stands = _counted(subjects)
    for entity, count in _counted(objects).items():
        stands[entity] = stands.get(entity, 0) + count
    counts: dict[int, dict[tuple[int, int], int]] = {
        entity: {} for entity, count in stands.items() if count >= HUB and entity >= 0
    }
    for inverse, entities in enumerate((subjects, objects)):
        for entity, relation in zip(entities, relations, strict=True):
            held = counts.get(entity)
            if held is not None:
                held[inverse, relation] = held.get((inverse, relation), 0) + 1
    for entity, held in counts.items():
        rows = [(relation, inverse, count) for (inverse, relation), count in sorted(held.items())]
        yield entity, pack([number for row in rows for number in row])


# Collect the names of a base and the words they hold, sorted for look-up and for completion.

LONGEST_KEY = 200  # letters of a name that are looked through for words


class NameTables:
    """Gather names as they come; `write` sorts them and turns them into tables."""

    def __init__(self) -> None:
        """Start with none."""
        self._rows: list[tuple[str, int, int, str]] = []  # key, entity, alias, text
        self.longest = 0

    def add(self, entity: int, document: Document) -> None:
        """Take the names of an entity that fold differently; its own before its aliases."""
        found: dict[str, tuple[str, int, int, str]] = {}
        for text in document["name"].values():
            folded = key(text)
            found.setdefault(folded, (folded, entity, 0, text))
        for text in document.get("aliases", ()):
            folded = key(text)
            found.setdefault(folded, (folded, entity, 1, text))
        found.pop("", None)
        self._rows += found.values()

    def write(self, connection: Any) -> None:
        """Write the names in the order of their keys, and the words with the names that hold them."""
        self._rows.sort()
        rows = (
            (at, entity, folded, text, alias) for at, (folded, entity, alias, text) in enumerate(self._rows)
        )
        connection.executemany("INSERT INTO name VALUES(?,?,?,?,?)", rows)
        holders: dict[str, list[int]] = {}
        joined: list[int] = []
        for at, (folded, _, _, _) in enumerate(self._rows):
            if " " in folded:
                joined.append(checksum(folded.replace(" ", "")) << NUMBER_BITS | at)
                parts = folded[:LONGEST_KEY].split()
                self.longest = max(self.longest, len(parts))
            else:
                parts = [folded[:LONGEST_KEY]]
            for word in parts:
                held = holders.get(word)
                if held is None:
                    holders[word] = [at]
                elif held[-1] != at:
                    held.append(at)
        write_sorted(connection.executemany, "squeezed", joined)
        words = ((number, word, pack(holders[word])) for number, word in enumerate(sorted(holders)))
        connection.executemany("INSERT INTO word VALUES(?,?,?)", words)


class PhraseMaker:
    """Prepare a base's relations for the index: the stems of their wordings, the concept they are."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Use the languages and labels of a lexicon."""
        self._lexicon = lexicon

    def concept(self, relation: dict[str, Any]) -> str | None:
        """Return the concept a relation document is by its labels, None where it is one of its own."""
        return self._lexicon.concept_of(relation["label"].values())

    def phrase_rows(self, relation: dict[str, Any]) -> Iterable[tuple[str, bool, str]]:
        """Yield (language, inverse, stems) for each label and phrase of a relation document."""
        for inverse, part in ((False, relation), (True, relation.get("inverse") or {})):
            for code, label in part.get("label", {}).items():
                yield from self._rows(code, [label, *part.get("phrases", {}).get(code, ())], inverse=inverse)

    def _rows(self, code: str, listed: list[str], *, inverse: bool) -> Iterable[tuple[str, bool, str]]:
        for item in dict.fromkeys(listed):
            stems = self.stems(item, code)
            if stems:
                yield code, inverse, " ".join(stems)

    def stems(self, text: str, code: str) -> list[str]:
        """Return the stems of a text in a language; of a language without a file, its folded words."""
        language = self._lexicon.languages.get(code)
        if language is None:
            return words(text)
        return language.stems(text)


class PlainPhrases(PhraseMaker):
    """Take every folded word as its own stem."""

    signature = "plain"

    def __init__(self) -> None:
        """Need no lexicon."""

    def phrase_rows(self, relation: dict[str, Any]) -> Iterator[tuple[str, bool, str]]:
        """Yield (language, inverse, words) of each label and phrase."""
        for inverse, part in ((False, relation), (True, relation.get("inverse") or {})):
            for language, text in _texts(part):
                listed = " ".join(words(text))
                if listed:
                    yield language, inverse, listed

    def concept(self, relation: dict[str, Any]) -> str | None:  # noqa: ARG002 -- as its base is called
        """Know no concepts."""
        return None

    def stems(self, text: str, code: str) -> list[str]:  # noqa: ARG002
        """Return the folded words."""
        return words(text)


def _texts(part: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from part.get("label", {}).items()
    for language, listed in part.get("phrases", {}).items():
        for text in listed:
            yield language, text


class Phrases:
    """Gather the wordings of a base's own relations; `write` turns them into tables."""

    def __init__(self, maker: PhraseMaker) -> None:
        """Take the maker of stems."""
        self._maker = maker
        self._rows: list[tuple[int, int, bool, str, str]] = []
        self._stems: dict[str, list[int]] = {}

    def take(self, number: int, document: dict[str, Any]) -> str | None:
        """Take the wordings of one relation; return the concept it is."""
        for language, inverse, stems in self._maker.phrase_rows(document):
            for stem in dict.fromkeys(stems.split()):
                self._stems.setdefault(stem, []).append(len(self._rows))
            self._rows.append((len(self._rows), number, inverse, language, stems))
        return self._maker.concept(document)

    def write(self, connection: Any) -> None:
        """Write the wordings, and which of them each stem stands in."""
        connection.executemany("INSERT INTO phrase VALUES(?,?,?,?,?)", self._rows)
        rows = ((stem, pack(self._stems[stem])) for stem in sorted(self._stems))
        connection.executemany("INSERT INTO stem VALUES(?,?)", rows)


# Resolve the ids of a base to numbers while it is read, and say which document refers to nothing.

_KIND_OF_VALUE = {"money": _KIND["quantity"], "quantity": _KIND["quantity"], "date": _KIND["time"]}


class References:
    """Know every id met so far: its number, and of what language or kind it is."""

    def __init__(self, path: str) -> None:
        """Start empty; `path` is what errors call the base."""
        self._path = path
        self.sources: dict[str, int] = {}
        self.languages: list[str] = []  # of the sources
        self.sentences: dict[int, int] = {}  # document id -> source
        self.entities: dict[str, int] = {}
        self.kinds: dict[int, int] = {}  # of the entities
        self.relations: dict[str, int] = {}
        self.relation_kinds: list[int] = []
        self.facts: dict[str, int] = {}

    def add(self, table: str, known: dict[str, int], place: int, name: str) -> int:
        """Give an id the next number. Raises `BadBase` where it stands twice."""
        number = len(known)
        if known.setdefault(name, number) != number:
            reason = f"the id {name!r} stands twice"
            raise BadBase(reason, path=self._path, table=table, document=str(place), key="id")
        return number

    def add_source(self, place: int, document: Document) -> int:
        """Give a source its number."""
        self.languages.append(document["language"])
        return self.add("sources", self.sources, place, document["id"])

    def add_sentence(self, place: int, source_id: str) -> int:
        """Note a sentence; return the number of its source."""
        source = self.sources.get(source_id)
        if source is None:
            raise self._dangling(source_id, "sentences", place, {"source": source_id})
        self.sentences[place] = source
        return source

    def add_entity(self, place: int, document: Document) -> int:
        """Give an entity its number."""
        number = self.add("entities", self.entities, place, document["id"])
        self.kinds[number] = _KIND[document["kind"]]
        return number

    def add_relation(self, place: int, document: Document) -> int:
        """Give a relation its number."""
        number = self.add("relations", self.relations, place, document["id"])
        if number >> RELATION_BITS:
            raise BadBase(f"more than {1 << RELATION_BITS} relations", path=self._path, table="relations")
        self.relation_kinds.append(_KIND[document["kind"]])
        return number

    def fact(self, place: int, document: Document) -> tuple[int, int, int, int, int]:
        """Return (subject, relation, object or -1, flags, first sentence) of a fact, its ids resolved."""
        evidence = document["evidence"]
        try:
            subject = self.entities[document["subject"]]
            relation = self.relations[document["relation"]]
            if "object" in document:
                thing = self.entities[document["object"]]
                kind = self.kinds[thing]
            else:
                thing = -1
                kind = _KIND_OF_VALUE.get(document["value"]["type"], self.relation_kinds[relation])
            if "speaker" in document:
                self.entities[document["speaker"]]
            for entry in evidence:
                self.sentences[entry["sentence"]]
        except KeyError as missing:
            raise self._dangling(missing.args[0], "facts", place, document) from None
        meant = flags(document["modality"], kind, hedged=document.get("hedged", False))
        return subject, relation, thing, meant, evidence[0]["sentence"]

    def _dangling(self, missing: Any, table: str, place: int, document: Document) -> BadBase:
        from factcli.base.assemble import dangling_reference

        return dangling_reference(missing, document, table, place, self._path)


class OutOfOrder(Exception):  # noqa: N818 -- no error: the tables of a base may stand in any order
    """Say that a table came after one that refers to it; the builder wants them the other way round."""


def in_order(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Return all documents, tables in the order of the format."""
    return sorted(chunks, key=lambda chunk: ORDER.index(chunk.table))


class IndexBuilder:
    """Fill an empty database from the documents of a base."""

    def __init__(self, connection: Any, path: str, phrases: PhraseMaker, called: str = "") -> None:
        """Prepare for one base at `path`, which errors call what the user called it."""
        self._connection, self._path, self._phrases = connection, path, Phrases(phrases)
        self._known, self._names = References(called or path), NameTables()
        self._facts, self._entities, self._sentences = array(PACKED), array(PACKED), array(PACKED)
        self._cited: list[int] = []
        self._name, self._rank = "", -1
        self._stored = 0  # documents that are kept here, because the base has another layout

    def fill(self, chunks: Iterable[Chunk], *, signature: str, stamp: str, ordered: bool = False) -> None:
        """Take in every document. Raises `BadBase`, and `OutOfOrder` where tables stand in another order.

        `ordered` says that they are in order: then a table that was passed over is not there.
        """
        run = self._connection.execute
        run("BEGIN")
        for statement in TABLES:
            run(statement)
        for chunk in chunks:
            self._take(chunk, ordered=ordered)
        self._phrases.write(self._connection)
        self._names.write(self._connection)
        self._write_records()
        write_facts(self._connection.executemany, self._facts)
        known = self._known
        counts = (len(known.facts), len(known.entities), len(known.relations), len(known.sentences))
        row = (FORMAT, signature, self._path, stamp, self._name, self._names.longest, *counts)
        run("INSERT INTO state VALUES(?,?,?,?,?,?,?,?,?,?)", row)
        for statement in INDEXES:
            run(statement)
        run("COMMIT")

    def _take(self, chunk: Chunk, *, ordered: bool) -> None:
        rank = ORDER.index(chunk.table)
        if rank < self._rank:
            raise OutOfOrder
        places, lengths = (chunk.starts, chunk.lengths) if chunk.starts else self._store(chunk.documents)
        take = getattr(self, f"_take_{chunk.table}")
        try:
            take(zip(chunk.numbers, chunk.documents, places, lengths, strict=True))
        except BadBase:
            if rank > self._rank + 1 and not ordered:  # what is missing may stand in a table still to come
                raise OutOfOrder from None
            raise
        self._rank = rank

    def _store(self, documents: Sequence[Any]) -> tuple[Sequence[int], Sequence[int]]:
        """Keep documents that stand in the base in a way they cannot be read one by one."""
        from json import dumps

        places = range(self._stored, self._stored + len(documents))
        self._stored += len(documents)
        rows = ((at, dumps(each, ensure_ascii=False)) for at, each in zip(places, documents, strict=True))
        self._connection.executemany("INSERT INTO document VALUES(?,?)", rows)
        return places, [0] * len(documents)

    def _take_meta(self, entries: Iterable[Entry]) -> None:
        for _, document, _, _ in entries:
            self._name = document["name"]

    def _take_sources(self, entries: Iterable[Entry]) -> None:
        for place, document, start, length in entries:
            number = self._known.add_source(place, document)
            self._connection.execute("INSERT INTO source VALUES(?,?,?)", (number, start, length))

    def _take_sentences(self, entries: Iterable[Entry]) -> None:
        add, extend = self._known.add_sentence, self._sentences.extend
        for place, document, start, length in entries:
            extend((place, add(place, document["source"]), start, length))

    def _take_entities(self, entries: Iterable[Entry]) -> None:
        known, extend, name = self._known, self._entities.extend, self._names.add
        for place, document, start, length in entries:
            number = known.add_entity(place, document)
            extend((known.kinds[number], start, length))
            name(number, document)

    def _take_relations(self, entries: Iterable[Entry]) -> None:
        for place, document, start, length in entries:
            number = self._known.add_relation(place, document)
            row = (number, self._phrases.take(number, document), start, length)
            self._connection.execute("INSERT INTO relation VALUES(?,?,0,?,?)", row)

    def _take_facts(self, entries: Iterable[Entry]) -> None:
        known, extend = self._known, self._facts.extend
        for place, document, start, length in entries:
            extend((*known.fact(place, document), start, length))
            number = known.add("facts", known.facts, place, document["id"])
            for entry in document["evidence"][1:]:
                self._cited.append(entry["sentence"] << FACT_BITS | number)

    def _write_records(self) -> None:
        many = self._connection.executemany
        write_records(many, "fact", self._facts, FACT)
        write_records(many, "entity", self._entities, ENTITY)
        places = self._sentences[::SENTENCE]
        if any(one > other for one, other in pairwise(places)):
            rows = sorted(
                tuple(self._sentences[at : at + SENTENCE]) for at in range(0, len(self._sentences), SENTENCE)
            )
            self._sentences = array(PACKED, [value for row in rows for value in row])
        write_records(many, "sentence", self._sentences, SENTENCE)
        write_sorted(many, "cited", sorted(set(self._cited)))
        for table, known in (("entity_id", self._known.entities), ("fact_id", self._known.facts)):
            write_sorted(
                many, table, [checksum(name) << NUMBER_BITS | number for name, number in known.items()]
            )


# Make the second file of an index: what finds misspelt words, and the wording of a small base's facts.


def fill_more(connection: Any, index: Index, phrases: PhraseMaker, state: tuple[str, str, str]) -> None:
    """Fill an empty database from the first file of an index; `state` is signature, path and stamp."""
    connection.execute("BEGIN")
    for statement in MORE_TABLES:
        connection.execute(statement)
    connection.execute("INSERT INTO state VALUES(?,?,?,?)", (FORMAT, *state))
    words: list[str] = [row[0] for row in index.database.rows("SELECT word FROM word ORDER BY number")]
    connection.executemany("INSERT INTO gram VALUES(?,?)", _grams_of(words))
    connection.executemany("INSERT INTO deletion VALUES(?,?)", sorted(_deletions_of(words)))
    if index.counts["facts"] <= SMALL:
        _fill_wordings(connection, _said(index), phrases)
    connection.execute("COMMIT")


def _said(index: Index) -> Iterator[tuple[Document, str]]:
    """Yield every fact with the language of its source."""
    for row in index.facts(limit=0):
        yield index.fact_document(row.number), index.sentence(row.text_id).source.language


def _grams_of(words: list[str]) -> Iterator[tuple[int, bytes]]:
    found: dict[int, list[int]] = {}
    for number, word in enumerate(words):
        for gram in grams(word):
            found.setdefault(gram, []).append(number)
    for gram in sorted(found):
        yield gram, pack(found[gram])


def _deletions_of(words: list[str]) -> Iterator[tuple[str, int]]:
    for number, word in enumerate(words):
        if 1 < len(word) <= DELETED:
            for form in deletions(word):
                yield form, number


def _fill_wordings(connection: Any, documents: Iterable[tuple[Document, str]], phrases: PhraseMaker) -> None:
    from factcli.text import words

    stems: dict[str, list[int]] = {}
    held: dict[str, int] = {}
    for number, (document, language) in enumerate(documents):
        texts = [
            *document["statement"].items(),
            *((language, entry["exact"]) for entry in document["evidence"]),
        ]
        for stem in {stem for code, text in texts for stem in phrases.stems(text, code)}:
            stems.setdefault(stem, []).append(number)
        for word in {word for _, text in texts for word in words(text)}:
            held[word] = held.get(word, 0) + 1
    connection.executemany(
        "INSERT INTO wording VALUES(?,?)", ((stem, pack(stems[stem])) for stem in sorted(stems))
    )
    connection.executemany("INSERT INTO wording_word VALUES(?,?)", sorted(held.items()))

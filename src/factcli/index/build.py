"""Derive an index from a base, in one pass over the file with a few hundred documents in memory at a time.

Everything that questions would otherwise compute again is computed here: folded names, their words, numbers
instead of ids, the stems of the base's own phrases.
"""

from __future__ import annotations

from array import array
from itertools import groupby
from operator import itemgetter

from factcli.base.edtf import EdtfError, as_number, bounds, sort_key
from factcli.base.schema import TABLES as ORDER
from factcli.errors import BadBase
from factcli.index.fuzzy import DELETED, deletions, grams
from factcli.index.tables import (
    DATES,
    DATES_TABLES,
    FORMAT,
    FULL_TEXT,
    FULL_TEXT_TABLES,
    FUZZY,
    FUZZY_TABLES,
    INDEXES,
    SMALL,
    TABLES,
)
from factcli.model import is_ahead
from factcli.text import key, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from factcli.base.reader import Chunk
    from factcli.index.query import FactRow, Index
    from factcli.language.lexicon import Lexicon

    Document = Mapping[str, Any]
    Entry = tuple[
        int, dict[str, Any], int, int, int
    ]  # document id, document; start, length, checksum of its line
    Origin = tuple[str, bytes, str]  # signature, path of the base, state of the base

LONGEST_KEY = 200  # letters of a name that are looked through for words
_KIND_OF_VALUE = {"money": "quantity", "quantity": "quantity", "date": "time"}


class OutOfOrder(Exception):  # noqa: N818 -- no error: the tables of a base may stand in any order
    """Raised if a table comes after one that refers to it, which the builder cannot handle."""


def in_order(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Return all documents, tables in the order of the format."""
    return sorted(chunks, key=lambda chunk: ORDER.index(chunk.table))


class IndexBuilder:
    """Fill an empty database from the documents of a base."""

    def __init__(self, connection: Any, path: str, phrases: PhraseMaker) -> None:
        """Prepare for one base; errors refer to it by `path`."""
        self._run, self._many = connection.execute, connection.executemany
        self._maker = phrases
        self._known, self._names = References(path), Names()
        self._cited: list[tuple[int, int]] = []  # sentence, fact; without the first sentence of each fact
        self._name, self._rank = "", -1
        self._phrases = 0
        self._stored = 0  # documents that are kept here, because the base has another layout

    def fill(self, chunks: Iterable[Chunk], origin: Callable[[], Origin], *, ordered: bool = False) -> None:
        """Add every document. Raises `BadBase`, and `OutOfOrder` if the tables are in another order.

        `origin` is called when all documents have been read.
        `ordered` says that they are in order: then a table that was skipped is missing.
        """
        run = self._run
        run("BEGIN")
        for statement in TABLES:
            run(statement)
        for chunk in chunks:
            self._take(chunk, ordered=ordered)
        self._many("INSERT INTO cited VALUES(?,?)", sorted(set(self._cited)))
        self._names.write(self._many)
        known = self._known
        counts = (len(known.facts), len(known.entities), len(known.relations), len(known.sentences))
        run("INSERT INTO origin VALUES(?,?,?,?)", (FORMAT, *origin()))
        run("INSERT INTO base VALUES(?,?,?,?,?,?)", (self._name, self._names.longest, *counts))
        for statement in INDEXES:
            run(statement)
        run("UPDATE relation SET facts = (SELECT count(*) FROM fact WHERE relation = relation.number)")
        run("COMMIT")

    def _take(self, chunk: Chunk, *, ordered: bool) -> None:
        rank = ORDER.index(chunk.table)
        if rank < self._rank:
            raise OutOfOrder
        places = chunk.places() or self._store(chunk.documents)
        take = getattr(self, f"_take_{chunk.table}")
        try:
            take(zip(chunk.numbers, chunk.documents, *places, strict=True))
        except BadBase:
            if rank > self._rank + 1 and not ordered:  # what is missing may stand in a table still to come
                raise OutOfOrder from None
            raise
        self._rank = rank

    def _store(self, documents: Sequence[Any]) -> tuple[Sequence[int], ...]:
        """Store documents that cannot be read one by one from the base because of its layout."""
        from json import dumps

        places = range(self._stored, self._stored + len(documents))
        self._stored += len(documents)
        rows = ((at, dumps(each, ensure_ascii=False)) for at, each in zip(places, documents, strict=True))
        self._many("INSERT INTO document VALUES(?,?)", rows)
        return places, [0] * len(documents), [0] * len(documents)

    def _take_meta(self, entries: Iterable[Entry]) -> None:
        for _, document, *_ in entries:
            self._name = document["name"]

    def _take_sources(self, entries: Iterable[Entry]) -> None:
        add = self._known.add
        rows = ((add("sources", place, document["id"]), *where) for place, document, *where in entries)
        self._many("INSERT INTO source VALUES(?,?,?,?)", rows)

    def _take_sentences(self, entries: Iterable[Entry]) -> None:
        add = self._known.add_sentence
        rows = ((place, add(place, document["source"]), *where) for place, document, *where in entries)
        self._many("INSERT INTO sentence VALUES(?,?,?,?,?)", rows)

    def _take_entities(self, entries: Iterable[Entry]) -> None:
        self._many("INSERT INTO entity VALUES(?,?,?,?,?,?)", map(self._entity_row, entries))

    def _entity_row(self, entry: Entry) -> tuple[Any, ...]:
        place, document, *where = entry
        number = self._known.add("entities", place, document["id"])
        self._known.entity_kinds.append(document["kind"])
        self._names.add(number, document)
        return number, document["id"], document["kind"], *where

    def _take_relations(self, entries: Iterable[Entry]) -> None:
        for place, document, *where in entries:
            number = self._known.add("relations", place, document["id"])
            self._known.relation_kinds.append(document["kind"])
            concept = self._maker.concept(document)
            self._run("INSERT INTO relation VALUES(?,?,0,?,?,?)", (number, concept, *where))
            for language, inverse, stems in self._maker.phrase_rows(document):
                row = (self._phrases, number, inverse, language, stems)
                self._run("INSERT INTO phrase VALUES(?,?,?,?,?)", row)
                each = ((stem, self._phrases) for stem in set(stems.split()))
                self._many("INSERT INTO stem VALUES(?,?)", each)
                self._phrases += 1

    def _take_facts(self, entries: Iterable[Entry]) -> None:
        self._many("INSERT INTO fact VALUES(?,?,?,?,?,?,?,?,?,?,?,?)", map(self._fact_row, entries))

    def _fact_row(self, entry: Entry) -> tuple[Any, ...]:
        place, document, start, length, checksum = entry
        subject, relation, thing, kind = self._known.of_fact(place, document)
        number = self._known.add("facts", place, document["id"])
        evidence = document["evidence"]
        if len(evidence) > 1:
            self._cited += [(other["sentence"], number) for other in evidence[1:]]
        return (
            number,
            document["id"],
            subject,
            relation,
            thing,
            document["modality"],
            document.get("hedged", False),
            kind,
            evidence[0]["sentence"],
            start,
            length,
            checksum,
        )


class References:
    """The ids met so far, with their numbers and kinds."""

    def __init__(self, path: str) -> None:
        """Start empty; errors refer to the base by `path`."""
        self._path = path
        self.sources: dict[str, int] = {}
        self.sentences: dict[int, int] = {}  # document id -> source
        self.entities: dict[str, int] = {}
        self.entity_kinds: list[str] = []
        self.relations: dict[str, int] = {}
        self.relation_kinds: list[str] = []
        self.facts: dict[str, int] = {}

    def add(self, table: str, place: int, name: str) -> int:
        """Give an id the next number. Raises `BadBase` if it is a duplicate."""
        known: dict[str, int] = getattr(self, table)
        number = len(known)
        if known.setdefault(name, number) != number:
            reason = f"duplicate id {name!r}"
            raise BadBase(reason, path=self._path, table=table, document=str(place), key="id")
        return number

    def add_sentence(self, place: int, source_id: str) -> int:
        """Add a sentence; return the number of its source."""
        source = self.sources.get(source_id)
        if source is None:
            raise self._dangling(source_id, "sentences", place, {"source": source_id})
        self.sentences[place] = source
        return source

    def of_fact(self, place: int, document: Document) -> tuple[int, int, int | None, str]:
        """Return (subject, relation, object, kind of answer) of a fact, its ids resolved."""
        thing = None
        try:
            subject = self.entities[document["subject"]]
            relation = self.relations[document["relation"]]
            if "object" in document:
                thing = self.entities[document["object"]]
                kind = self.entity_kinds[thing]
            else:
                kind = _KIND_OF_VALUE.get(document["value"]["type"], self.relation_kinds[relation])
            if "speaker" in document:
                self.entities[document["speaker"]]
            for entry in document["evidence"]:
                self.sentences[entry["sentence"]]
        except KeyError as missing:
            raise self._dangling(missing.args[0], "facts", place, document) from None
        return subject, relation, thing, kind

    def _dangling(self, missing: Any, table: str, place: int, document: Document) -> BadBase:
        from factcli.base.assemble import dangling_reference

        return dangling_reference(missing, document, table, place, self._path)


def packed(numbers: Sequence[int]) -> bytes:
    """Return whole numbers as bytes, four each.

    Only for the two lists that may be very long and are read as a whole, the names of a word and the words of a
    trigram: as a table of pairs, they make an index of 100,000 facts a tenth slower, and a search for misspelt
    words in a million facts twice as slow.
    """
    return array("I", numbers).tobytes()


class Names:
    """Collect the names of a base; `write` sorts them and indexes their words."""

    def __init__(self) -> None:
        """Start with none."""
        self._rows: list[tuple[str, int, int, str]] = []  # key, entity, alias, text
        self.longest = 0  # words of a name

    def add(self, entity: int, document: Document) -> None:
        """Add the names of an entity that differ when folded; its own before its aliases."""
        found: dict[str, tuple[str, int, int, str]] = {}
        for text in document["name"].values():
            folded = key(text)
            found.setdefault(folded, (folded, entity, 0, text))
        for text in document.get("aliases", ()):
            folded = key(text)
            found.setdefault(folded, (folded, entity, 1, text))
        found.pop("", None)
        self._rows += found.values()

    def write(self, many: Any) -> None:
        """Write the names in the order of their keys, and the words with the names that contain them."""
        self._rows.sort()
        rows = (
            (at, entity, folded, text, alias) for at, (folded, entity, alias, text) in enumerate(self._rows)
        )
        many("INSERT INTO name VALUES(?,?,?,?,?)", rows)
        holders: dict[str, list[int]] = {}
        for at, (folded, _, _, _) in enumerate(self._rows):
            parts = folded[:LONGEST_KEY].split()
            self.longest = max(self.longest, len(parts))
            for word in parts:
                held = holders.get(word)
                if held is None:
                    holders[word] = [at]
                elif held[-1] != at:
                    held.append(at)
        held_by = ((n, word, packed(holders[word])) for n, word in enumerate(sorted(holders)))
        many("INSERT INTO word VALUES(?,?,?)", held_by)


class PhraseMaker:
    """Prepare a base's relations for the index: the stems of their phrases, and their concept."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Use the languages and labels of a lexicon."""
        self._lexicon = lexicon

    def concept(self, relation: dict[str, Any]) -> str | None:
        """Return the concept that the labels of a relation document name, or None."""
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

    def foretells(self, texts: Mapping[str, str]) -> bool:
        """Return True if a statement, in one of its languages, is about the future."""
        languages = self._lexicon.languages
        return any(
            languages[code].is_future(word)
            for code, text in texts.items()
            if code in languages
            for word in words(text)
        )

    def every_stem(self, text: str) -> list[str]:
        """Return the stems of a text that is in no language, a name, or in any: those of each word in all languages."""
        languages = self._lexicon.languages.values()
        return [
            stem
            for word in words(text)
            for stem in dict.fromkeys(language.stem(word) for language in languages)
        ]


def fill_fuzzy(connection: Any, index: Index, phrases: PhraseMaker, origin: Callable[[], Origin]) -> None:
    """Fill the file for misspelt names and questions without a name."""
    run, many = connection.execute, connection.executemany
    run("BEGIN")
    for statement in FUZZY_TABLES:
        run(statement)
    known = index.database.rows("SELECT number, word FROM word ORDER BY number")
    holders: dict[int, list[int]] = {}
    for number, word in known:
        for gram in grams(word):
            holders.setdefault(gram, []).append(number)
    many("INSERT INTO gram VALUES(?,?)", ((gram, packed(holders[gram])) for gram in sorted(holders)))
    forms = ((form, at) for at, word in known if 1 < len(word) <= DELETED for form in deletions(word))
    many("INSERT INTO deletion VALUES(?,?)", sorted(forms))
    if index.counts["facts"] <= SMALL:
        _fill_wordings(many, index, phrases)
    run("INSERT INTO origin VALUES(?,?,?,?)", (FORMAT, *origin()))
    run("COMMIT")


def _fill_wordings(many: Any, index: Index, phrases: PhraseMaker) -> None:
    """Index the stems and the words of every fact: of its statements, and of the spans it quotes."""
    stems: list[tuple[str, int]] = []
    holding: dict[str, int] = {}
    for row in index.facts(limit=0):
        document, language = index.fact_document(row.number), index.sentence(row.text_id).source.language
        texts = [
            *document["statement"].items(),
            *((language, entry["exact"]) for entry in document["evidence"]),
        ]
        stems += {(stem, row.number) for code, text in texts for stem in phrases.stems(text, code)}
        for word in {word for _, text in texts for word in words(text)}:
            holding[word] = holding.get(word, 0) + 1
    many("INSERT INTO wording VALUES(?,?)", sorted(stems))
    many("INSERT INTO wording_word VALUES(?,?)", sorted(holding.items()))


def fill_full_text(connection: Any, index: Index, phrases: PhraseMaker, origin: Callable[[], Origin]) -> None:
    """Fill the file for words in what facts and sentences say."""
    run, many = connection.execute, connection.executemany
    run("BEGIN")
    for statement in FULL_TEXT_TABLES:
        run(statement)
    run("INSERT INTO passage(passage, rank) VALUES('hashsize', ?)", (_HASH_SIZE,))
    texts = _Passages(index, phrases)
    facts = index.counts["facts"]
    for first in range(0, facts, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, facts))
        listed = [(row, index.fact_document(row.number)) for row in index.fact_rows(numbers)]
        passages = [texts.of_fact(row, document) for row, document in listed]
        many(
            "INSERT INTO passage(rowid, statement, span, names, relation, sentence) VALUES(?,?,?,?,?,?)",
            passages,
        )
        said = ((row.number, " ".join(texts.said(document))) for row, document in listed)
        many("INSERT INTO said(rowid, words) VALUES(?,?)", said)
    uncited = "SELECT id FROM sentence EXCEPT SELECT sentence FROM fact EXCEPT SELECT sentence FROM cited"
    for (place,) in index.database.rows(uncited):
        run("INSERT INTO passage(rowid, sentence) VALUES(?,?)", (facts + place, texts.of_sentence(place)))
    many("INSERT INTO stem VALUES(?,?)", sorted(texts.counts.items()))
    run("INSERT INTO origin VALUES(?,?,?,?)", (FORMAT, *origin()))
    run("COMMIT")


_AT_ONCE = 400  # facts read at once
_HASH_SIZE = 1 << 24  # bytes of words that SQLite gathers before it writes them


class _Passages:
    """The stems of facts and sentences, and how many of them hold each."""

    def __init__(self, index: Index, phrases: PhraseMaker) -> None:
        self._index, self._phrases = index, phrases
        self.counts: dict[str, int] = {}
        self._names: dict[int, str] = {}
        rows = index.database.rows("SELECT entity, key FROM name ORDER BY entity, number")
        for entity, group in groupby(rows, itemgetter(0)):
            stems = [stem for _, name in group for stem in phrases.every_stem(name)]
            self._names[entity] = " ".join(dict.fromkeys(stems))
        self._relations = [self._of_relation(row.number) for row in index.relations()]
        self._sentences: dict[int, str] = {}

    def of_fact(self, row: FactRow, document: Document) -> tuple[int, str, str, str, str, str]:
        """Return the number of a fact, and the stems of its statement, span, names, relation and sentences."""
        stems = self._phrases.stems
        statement = [stem for code, text in document["statement"].items() for stem in stems(text, code)]
        evidence = document["evidence"]
        span = [stem for each in evidence for stem in stems(each["exact"], self._language(each["sentence"]))]
        speaker = self._index.entity_number(document["speaker"]) if "speaker" in document else None
        bearers = (row.subject, row.object, speaker)
        names = " ".join(self._names.get(number, "") for number in bearers if number is not None)
        places = dict.fromkeys(each["sentence"] for each in evidence)
        sentence = " ".join(self._of_place(place) for place in places)
        relation = self._relations[row.relation]
        self._count(statement, span, names.split(), relation.split(), sentence.split())
        return row.number, " ".join(statement), " ".join(span), names, relation, sentence

    def of_sentence(self, place: int) -> str:
        """Return the stems of a sentence that no fact cites."""
        stems = self._of_place(place)
        self._count(stems.split())
        return stems

    def said(self, document: Document) -> list[str]:
        """Return the folded words of a fact's statements and spans."""
        texts = [*document["statement"].values(), *(each["exact"] for each in document["evidence"])]
        return list(dict.fromkeys(word for text in texts for word in words(text)))

    def _count(self, *texts: list[str]) -> None:
        counts = self.counts
        for stem in set().union(*texts):
            counts[stem] = counts.get(stem, 0) + 1

    def _language(self, place: int) -> str:
        return self._index.sentence(place).source.language

    def _of_place(self, place: int) -> str:
        if place not in self._sentences:
            if len(self._sentences) >= _AT_ONCE:
                self._sentences.clear()
            sentence = self._index.sentence(place)
            self._sentences[place] = " ".join(self._phrases.stems(sentence.text, sentence.source.language))
        return self._sentences[place]

    def _of_relation(self, number: int) -> str:
        relation = self._index.relation(number)
        stems: list[str] = []
        for part in (relation, relation.inverse):
            if part is not None:
                for code, label in part.label.items():
                    for text in (label, *part.phrases.get(code, ())):
                        stems += self._phrases.stems(text, code)
        return " ".join(dict.fromkeys(stems))


def fill_dates(connection: Any, index: Index, phrases: PhraseMaker, origin: Callable[[], Origin]) -> None:
    """Fill the file for facts by time, what happened before what is announced, by size and by speaker.

    What somebody is reported to say of the future is announced. A date without a year is that of the text: after what
    happened in a year, and before what is announced for one; a horizon comes last.
    """
    dated, measured, spoken = [], [], []
    for number in range(index.counts["facts"]):
        document = index.fact_document(number)
        value = document.get("value") or {}
        if "amount" in value:
            measured.append(
                (number, float(value["amount"]), value.get("currency") or value.get("unit") or "")
            )
        if document.get("speaker") is not None:
            spoken.append((index.entity_number(document["speaker"]), number))
        when = document.get("when") or value
        told = when.get("resolved") or when.get("edtf")
        if told is not None:
            ahead = is_ahead(document["modality"], hedged=document.get("hedged", False)) or (
                document["modality"] == "reported" and phrases.foretells(document["statement"])
            )
            without_year, *day = _order(told)
            place = (ahead, told.startswith(".."), without_year != ahead, day, number)
            dated.append((place, number, ahead, without_year, as_number(*day), *_ends(told)))
    run = connection.execute
    run("BEGIN")
    for statement in DATES_TABLES:
        run(statement)
    rows = ((place, *row) for place, (_, *row) in enumerate(sorted(dated)))
    connection.executemany("INSERT INTO dated VALUES(?,?,?,?,?,?,?)", rows)
    connection.executemany("INSERT INTO measured VALUES(?,?,?)", measured)
    connection.executemany("INSERT INTO spoken VALUES(?,?)", spoken)
    run("INSERT INTO origin VALUES(?,?,?,?)", (FORMAT, *origin()))
    run("COMMIT")


_UNDATED = (True, 9999, 12, 31)


def _order(edtf: str) -> tuple[bool, int, int, int]:
    """Return the sort key of a date; one that is not EDTF comes last."""
    try:
        return sort_key(edtf)
    except EdtfError:
        return _UNDATED


def _ends(edtf: str) -> tuple[int | None, int | None]:
    """Return the first and the last day that a date may mean, as numbers; None for an open one, and without a year."""
    try:
        ends = bounds(edtf) or (None, None)
    except EdtfError:
        return None, None
    first, last = (None if end is None else as_number(*end) for end in ends)
    return first, last


PARTS = {FUZZY: fill_fuzzy, FULL_TEXT: fill_full_text, DATES: fill_dates}
"""How each file besides the first is filled, by its ending."""

"""Read whole documents by number, from the base itself, and put them together."""

from __future__ import annotations

from factcli.base.assemble import make_entity, make_fact, make_relation, make_sentence, make_source
from factcli.index.database import healed
from factcli.index.fact_lookup import FactLookup
from factcli.index.packed import Damaged, checksum, find, records
from factcli.index.rows import RelationRow
from factcli.index.tables import ENTITY, FACT, NUMBER_BITS, SENTENCE
from factcli.model import KINDS
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from factcli.index.rows import Filter
    from factcli.model import Entity, Fact, Relation, Sentence, Source

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

"""Resolve the ids of a base to numbers while it is read, and say which document refers to nothing."""

from __future__ import annotations

from factcli.base.line_scan import OBJECT, RELATION, SPEAKER, SUBJECT
from factcli.errors import BadBase
from factcli.index.tables import RELATION_BITS
from factcli.model import KINDS, MODALITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from factcli.base.line_scan import Fields

    Document = Mapping[str, Any]

_KIND = {kind: number for number, kind in enumerate(KINDS)}
_MODALITY = {modality: number for number, modality in enumerate(MODALITIES)}
_KIND_OF_VALUE = {"money": _KIND["quantity"], "quantity": _KIND["quantity"], "date": _KIND["time"]}


def flags(modality: str, kind: int, *, hedged: bool) -> int:
    """Return how a fact is meant and what kind of answer it gives, as one number."""
    return _MODALITY[modality] | hedged << 3 | kind << 4


def unflag(packed: int) -> tuple[str, bool, str]:
    """Return (modality, hedged, kind) of what `flags` packed."""
    return MODALITIES[packed & 7], bool(packed & 8), KINDS[packed >> 4]


def kind_number(kind: str) -> int:
    """Return the number that stands for a kind."""
    return _KIND[kind]


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

    def told_fact(self, place: int, told: Fields, others: Iterable[int]) -> tuple[int, int, int, int, int]:
        """Return the same as `fact`, from what the line of a fact tells and the other sentences it cites."""
        _, _, subject, relation, thing, date, quantity, money, _, modality, hedged, speaker, sentence, _ = (
            told
        )
        try:
            about = self.entities[subject], self.relations[relation], self.entities[thing] if thing else -1
            if speaker:
                self.entities[speaker]
            for cited in (int(sentence), *others):
                self.sentences[cited]
        except KeyError as missing:
            raise self._untold(missing.args[0], told, place) from None
        if thing:
            kind = self.kinds[about[2]]
        else:
            kind = _KIND_OF_VALUE.get(date or quantity or money, self.relation_kinds[about[1]])
        return *about, flags(modality, kind, hedged=hedged == "true"), int(sentence)

    def _untold(self, missing: Any, told: Fields, place: int) -> BadBase:
        keys = {SUBJECT: "subject", RELATION: "relation", OBJECT: "object", SPEAKER: "speaker"}
        key = next((name for at, name in keys.items() if told[at] == missing), "evidence.sentence")
        reason = f"{missing!r} is not in the base"
        return BadBase(reason, path=self._path, table="facts", document=str(place), key=key)

    def _dangling(self, missing: Any, table: str, place: int, document: Document) -> BadBase:
        from factcli.base.assemble import dangling_reference

        return dangling_reference(missing, document, table, place, self._path)

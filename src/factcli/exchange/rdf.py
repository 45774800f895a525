"""Export a base as RDF, JSON-LD or N-Quads, in well-known vocabularies.

    <fact>  a schema:Claim, rdf:Statement;  schema:text "…"@en;  rdf:subject/predicate/object …;
            schema:appearance <quote>.
    <quote> a schema:Quotation, oa:SpecificResource;  oa:hasSource <source>;
            oa:hasSelector [TextQuoteSelector], [TextPositionSelector].
    <subject> <relation> <object>.

The last line is only written for facts that are neither denied nor hedged: a triple cannot express doubt.
"""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING
from urllib.parse import quote

from factcli._dataclass import dataclass
from factcli.escape import json_text
from factcli.exchange.export import Exporter, nothing
from factcli.model import Date, Inferred, Money, Quantity, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, TypeAlias

    from factcli.model import Entity, Evidence, Fact, FactBase, Relation, Source

    Term: TypeAlias = "Iri | Literal"
    Triple: TypeAlias = "tuple[Iri, Iri, Term]"


# Terms: IRIs and literals, as N-Quads writes them and as JSON-LD does.

XSD = "http://www.w3.org/2001/XMLSchema#"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Iri:
    """An IRI."""

    text: str

    def __str__(self) -> str:
        """Write it as N-Quads does."""
        return f"<{self.text}>"

    def as_json(self) -> Any:
        """Write it as a JSON-LD value."""
        return {"@id": self.text}


@dataclass(frozen=True, slots=True)
class Literal:
    """A text with its language or datatype."""

    text: str
    language: str = ""
    datatype: str = ""

    def __str__(self) -> str:
        """Write it as N-Quads does, hidden characters escaped."""
        body = json_text("".join(_ESCAPES.get(character, character) for character in self.text))
        tail = f"@{self.language}" if self.language else f"^^<{self.datatype}>" if self.datatype else ""
        return f'"{_unpaired(body)}"{tail}'

    def as_json(self) -> Any:
        """Write it as a JSON-LD value."""
        value = {"@value": self.text}
        if self.language:
            return {**value, "@language": self.language}
        return {**value, "@type": self.datatype} if self.datatype else value


def _unpaired(text: str) -> str:
    """Write a surrogate pair of JSON as the single code point that N-Quads requires."""
    import re

    def joined(pair: re.Match[str]) -> str:
        high, low = int(pair[1], 16), int(pair[2], 16)
        return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"

    return re.sub(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", joined, text)


def number(amount: float) -> Literal:
    """Return a number as an integer or a decimal."""
    from decimal import Decimal

    kind = "integer" if isinstance(amount, int) else "decimal"
    return Literal(format(Decimal(repr(amount)), "f"), datatype=XSD + kind)


def safe(part: str) -> str:
    """Return an id as a part of an IRI."""
    return quote(part, safe="-._~")


PREFIXES = {
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "factcli": "urn:factcli:vocabulary:",
}
EDTF = "http://id.loc.gov/datatypes/edtf"
_TYPES = {"person": "schema:Person", "organization": "schema:Organization", "place": "schema:Place"}
_PLAIN = ("asserted", "planned", "reported")
"""Modalities whose subject, relation and object are also written as a triple of their own, unless hedged."""


def name(prefixed: str) -> Iri:
    """Return the IRI of a prefixed name such as `schema:Claim`."""
    prefix, _, local = prefixed.partition(":")
    return Iri(PREFIXES[prefix] + local)


class Graph:
    """The triples of one base; ids become IRIs under `urn:factcli:<base>:`."""

    def __init__(self, base: FactBase) -> None:
        """Take a base."""
        self.base, self.root = base, f"urn:factcli:base:{safe(base.name)}"

    def iri(self, table: str, part: str) -> Iri:
        """Return the IRI of something in the base."""
        return Iri(f"{self.root}:{table}:{safe(part)}")

    def triples(self) -> Iterator[Triple]:
        """Yield every triple, grouped by subject, in the order of the base."""
        for source in self.base.sources:
            yield from self._source(source)
        for entity in self.base.entities:
            yield from self._entity(entity)
        for relation in self.base.relations:
            yield from self._relation(relation)
        for fact in self.base.facts:
            yield from self._fact(fact)
            for place, evidence in enumerate(fact.evidence, 1):
                yield from self._quote(fact, place, evidence)

    def _source(self, source: Source) -> Iterator[Triple]:
        this = self.iri("source", source.id)
        yield this, name("rdf:type"), name("schema:CreativeWork")
        yield this, name("schema:inLanguage"), Literal(source.language)
        yield this, name("schema:sha256"), Literal(source.sha256)
        properties = (
            ("schema:name", source.title),
            ("schema:publisher", source.publisher),
            ("schema:author", source.author),
        )
        for key, value in properties:
            if isinstance(value, str):
                yield this, name(key), Literal(value)
        if isinstance(source.date, str):
            yield this, name("dcterms:date"), Literal(source.date, datatype=EDTF)
        if source.url:
            yield this, name("schema:url"), Literal(source.url)
        if source.rights:
            yield this, name("schema:usageInfo"), Literal(source.rights)
        for key, value in (("title", source.title), ("date", source.date)):
            if isinstance(value, Inferred):
                yield this, name(f"factcli:inferred-{key}"), Literal(value.value)

    def _entity(self, entity: Entity) -> Iterator[Triple]:
        this = self.iri("entity", entity.id)
        yield this, name("rdf:type"), name(_TYPES.get(entity.kind, "schema:Thing"))
        yield from _texts(this, "rdfs:label", entity.name)
        yield from _texts(this, "schema:description", entity.description or {})
        for alias in entity.aliases:
            yield this, name("schema:alternateName"), Literal(alias)

    def _relation(self, relation: Relation) -> Iterator[Triple]:
        this = self.iri("relation", relation.id)
        yield this, name("rdf:type"), name("rdf:Property")
        yield from _texts(this, "rdfs:label", relation.label)
        if relation.inverse:
            yield from _texts(this, "factcli:inverse-label", relation.inverse.label)

    def _fact(self, fact: Fact) -> Iterator[Triple]:
        this, subject = self.iri("fact", fact.id), self.iri("entity", fact.subject.id)
        relation = self.iri("relation", fact.relation.id)
        yield this, name("rdf:type"), name("schema:Claim")
        yield this, name("rdf:type"), name("rdf:Statement")
        yield from _texts(this, "schema:text", fact.statement)
        yield this, name("rdf:subject"), subject
        yield this, name("rdf:predicate"), relation
        targets, about = self._target(fact)
        for target in targets:
            yield this, name("rdf:object"), target
            if fact.modality in _PLAIN and not fact.hedged:
                yield subject, relation, target
        yield from about
        yield this, name("factcli:modality"), Literal(fact.modality)
        yield from self._circumstances(this, fact)

    def _circumstances(self, this: Iri, fact: Fact) -> Iterator[Triple]:
        if fact.hedged:
            yield this, name("factcli:hedged"), Literal("true", datatype=XSD + "boolean")
        if fact.speaker:
            yield this, name("factcli:speaker"), self.iri("entity", fact.speaker.id)
        if fact.when:
            yield this, name("schema:temporalCoverage"), Literal(fact.when.edtf, datatype=EDTF)
            if fact.when.resolved:
                yield this, name("factcli:resolved"), Literal(fact.when.resolved, datatype=EDTF)
        if fact.derived:
            yield this, name("factcli:derived"), Literal(fact.derived)

    def _target(self, fact: Fact) -> tuple[list[Term], list[Triple]]:
        """Return the objects of a fact and the triples about them."""
        if fact.object is not None:
            return [self.iri("entity", fact.object.id)], []
        value = fact.value
        if isinstance(value, Date):
            return [Literal(value.edtf, datatype=EDTF)], []
        if isinstance(value, Text):
            return [Literal(text, code) for code, text in value.text.items()], []
        if not isinstance(value, Money | Quantity):
            return [], []
        this = self.iri("fact", f"{fact.id}/value")
        kind, key, unit = (
            ("schema:MonetaryAmount", "schema:currency", value.currency)
            if isinstance(value, Money)
            else ("schema:QuantitativeValue", "schema:unitText", value.unit)
        )
        about: list[Triple] = [
            (this, name("rdf:type"), name(kind)),
            (this, name("schema:value"), number(value.amount)),
        ]
        return [this], [*about, (this, name(key), Literal(unit))] if unit else about

    def _quote(self, fact: Fact, place: int, evidence: Evidence) -> Iterator[Triple]:
        this = self.iri("fact", f"{fact.id}/quote/{place}")
        source, sentence = self.iri("source", evidence.sentence.source.id), evidence.sentence
        language = sentence.source.language
        yield self.iri("fact", fact.id), name("schema:appearance"), this
        yield this, name("rdf:type"), name("schema:Quotation")
        yield this, name("rdf:type"), name("oa:SpecificResource")
        yield this, name("schema:text"), Literal(evidence.exact, language)
        yield this, name("schema:isPartOf"), source
        yield this, name("schema:position"), number(sentence.number)
        yield this, name("factcli:sentence"), Literal(sentence.text, language)
        yield this, name("oa:hasSource"), source
        yield from self._selectors(this, evidence)

    def _selectors(self, this: Iri, evidence: Evidence) -> Iterator[Triple]:
        quote, position = Iri(f"{this.text}:words"), Iri(f"{this.text}:place")
        yield this, name("oa:hasSelector"), quote
        yield quote, name("rdf:type"), name("oa:TextQuoteSelector")
        for key, text in (
            ("exact", evidence.exact),
            ("prefix", evidence.prefix),
            ("suffix", evidence.suffix),
        ):
            if text:
                yield quote, name(f"oa:{key}"), Literal(text)
        if evidence.offset >= 0:
            start = evidence.sentence.start + evidence.offset
            yield this, name("oa:hasSelector"), position
            yield position, name("rdf:type"), name("oa:TextPositionSelector")
            yield position, name("oa:start"), number(start)
            yield position, name("oa:end"), number(start + len(evidence.exact))


def _texts(this: Iri, key: str, texts: Mapping[str, str]) -> Iterator[Triple]:
    for code, text in texts.items():
        yield this, name(key), Literal(text, code)


# JSON-LD. The context is written into the file, so that reading it needs no network. The triples are those of the
# N-Quads export.


def jsonld_text(base: FactBase) -> Iterator[str]:
    """Yield one document: its context, then one node per line. A node may be repeated with more triples."""
    yield '{\n"@context": ' + _json(PREFIXES) + ',\n"@graph": [\n'
    between = ""
    for subject, triples in groupby(Graph(base).triples(), key=itemgetter(0)):
        yield between + _json(_node(subject, triples))
        between = ",\n"
    yield "\n]\n}\n"


def _node(subject: Iri, triples: Iterable[Triple]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": subject.text}
    for _, predicate, target in triples:
        key = _short(predicate.text)
        if key == "rdf:type":
            node.setdefault("@type", []).append(_short(target.text))
        else:
            node.setdefault(key, []).append(target.as_json())
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()
    }


def _short(iri: str) -> str:
    for prefix, whole in PREFIXES.items():
        if iri.startswith(whole):
            return f"{prefix}:{iri.removeprefix(whole)}"
    return iri


def _json(value: Any) -> str:
    return json_text(json.dumps(value, ensure_ascii=False))


JSONLD = Exporter("jsonld", ".jsonld", jsonld_text, nothing)


# N-Quads, in a graph of its own, for a triple store: `examples/README.md` has the query that corresponds to
# `factcli who Kyutai`.


def nquads_text(base: FactBase) -> Iterator[str]:
    """Yield a line per triple, in the graph named after the base."""
    graph = Graph(base)
    own = Iri(graph.root)
    for subject, predicate, target in graph.triples():
        yield f"{subject} {predicate} {target} {own} .\n"


NQUADS = Exporter("nquads", ".nq", nquads_text, nothing)

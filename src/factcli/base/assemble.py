"""Assemble checked documents into frozen objects, replacing ids by the objects they name.

Each function takes a document whose form was checked. References are looked up in a mapping; a dangling one raises
`KeyError` with the id, to which `assemble` adds the place.
"""

from __future__ import annotations

from factcli.errors import BadBase
from factcli.model import (
    Date,
    Entity,
    Evidence,
    Fact,
    FactBase,
    Inferred,
    Inverse,
    Money,
    Quantity,
    Relation,
    Sentence,
    Source,
    Text,
    When,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping
    from typing import Any, Protocol, TypeVar

    from factcli.model import Value

    Document = Mapping[str, Any]
    Found_co = TypeVar("Found_co", covariant=True)

    class Lookup(Protocol[Found_co]):
        """Find an object by its id. Raises `KeyError` if it is missing."""

        def __getitem__(self, identifier: Any, /) -> Found_co:
            """Return the object with this id."""
            ...


def make_source(document: Document) -> Source:
    """Make a source; what was inferred stays marked."""
    return Source(
        document["id"],
        _told(document.get("title")),
        document["language"],
        document["characters"],
        document["sha256"],
        _told(document.get("publisher")),
        _told(document.get("author")),
        document.get("url"),
        _told(document.get("date")),
        document.get("rights"),
    )


def _told(value: Any) -> str | Inferred | None:
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    told: str = value["edtf"] if "edtf" in value else value["value"]
    return Inferred(told, value["inferred"]) if "inferred" in value else told


def make_sentence(number: int, document: Document, sources: Lookup[Source]) -> Sentence:
    """Make a sentence; its id is the document id, which evidence refers to."""
    return Sentence(
        str(number),
        sources[document["source"]],
        document["number"],
        document["start"],
        document["end"],
        document["text"],
        document.get("section"),
    )


def make_entity(document: Document) -> Entity:
    """Make an entity."""
    return Entity(
        document["id"],
        document["kind"],
        document["name"],
        tuple(document.get("aliases", ())),
        document.get("description"),
    )


def make_relation(document: Document) -> Relation:
    """Make a relation, with its inverse if it has one."""
    inverse = document.get("inverse")
    return Relation(
        document["id"],
        document["kind"],
        document["label"],
        _phrases(document),
        inverse and Inverse(inverse["label"], _phrases(inverse), inverse["kind"]),
        document.get("one_value"),
    )


def _phrases(document: Document) -> Mapping[str, tuple[str, ...]]:
    return {language: tuple(phrases) for language, phrases in document.get("phrases", {}).items()}


def make_fact(
    document: Document, entities: Lookup[Entity], relations: Lookup[Relation], sentences: Lookup[Sentence]
) -> Fact:
    """Make a fact with the objects it names. Raises `KeyError` with an unknown id."""
    when = document.get("when")
    return Fact(
        document["id"],
        entities[document["subject"]],
        relations[document["relation"]],
        entities[document["object"]] if "object" in document else None,
        make_value(document["value"]) if "value" in document else None,
        document["statement"],
        document["modality"],
        tuple(_evidence(entry, sentences) for entry in document["evidence"]),
        document.get("hedged", False),
        entities[document["speaker"]] if "speaker" in document else None,
        when and When(when["edtf"], when.get("resolved"), when.get("basis")),
        document.get("derived"),
    )


def make_value(value: Document) -> Value:
    """Make the typed value of a fact."""
    kind = value["type"]
    if kind == "money":
        return Money(value["amount"], value["currency"], value.get("approximate", False))
    if kind == "quantity":
        return Quantity(value["amount"], value["unit"], value.get("approximate", False))
    return Date(value["edtf"]) if kind == "date" else Text(value["text"])


def _evidence(entry: Document, sentences: Lookup[Sentence]) -> Evidence:
    return Evidence(sentences[entry["sentence"]], entry["exact"], entry.get("prefix"), entry.get("suffix"))


def assemble(documents: Iterable[tuple[str, int, Document]], path: str = "") -> FactBase:
    """Make a whole base. Raises `BadBase` for duplicate and unknown ids."""
    tables: dict[str, list[tuple[int, Document]]] = {}
    for table, number, document in documents:
        tables.setdefault(table, []).append((number, document))
    place = _Places(tables, path)
    sources = place.made("sources", lambda _, document: make_source(document))
    sentences = place.made("sentences", lambda number, document: make_sentence(number, document, sources))
    entities = place.made("entities", lambda _, document: make_entity(document))
    relations = place.made("relations", lambda _, document: make_relation(document))
    facts = place.made("facts", lambda _, document: make_fact(document, entities, relations, sentences))
    return FactBase(
        tables["meta"][0][1]["name"],
        *(tuple(found.values()) for found in (sources, sentences, entities, relations, facts)),
    )


_NAMED = (("subject", "entities"), ("relation", "relations"), ("object", "entities"), ("speaker", "entities"))


def check_references(tables: Mapping[str, Mapping[int, Document]], path: str = "") -> None:
    """Raise `BadBase` for duplicate and unknown ids, as `assemble` would, without making anything."""
    known: dict[str, Container[Any]] = {"sentences": tables.get("sentences", {})}
    for table in ("sources", "entities", "relations", "facts"):
        found: set[str] = set()
        for number, document in tables.get(table, {}).items():
            if document["id"] in found:
                raise _duplicate(document["id"], table, number, path)
            found.add(document["id"])
        known[table] = found
    for table in ("sentences", "facts"):
        for number, document in tables.get(table, {}).items():
            for wanted, identifier in references(table, document):
                if identifier not in known[wanted]:
                    raise dangling_reference(identifier, document, table, number, path)


def references(table: str, document: Document) -> list[tuple[str, Any]]:
    """Return what a document refers to: tables with an id each, of sentences with the document id."""
    if table == "sentences":
        return [("sources", document["source"])]
    named = [(wanted, document[key]) for key, wanted in _NAMED if key in document]
    return named + [("sentences", entry["sentence"]) for entry in document["evidence"]]


def _duplicate(identifier: object, table: str, number: int, path: str) -> BadBase:
    reason = f"duplicate id {identifier!r}"
    return BadBase(reason, path=path, table=table, document=str(number), key="id")


class _Places:
    """Make the objects of one table after another, adding the place to errors."""

    def __init__(self, tables: Mapping[str, list[tuple[int, Document]]], path: str) -> None:
        self.tables, self.path = tables, path

    def made(self, table: str, make: Callable[[int, Document], Any]) -> dict[Any, Any]:
        """Return the objects of a table by their id (sentences: by document id), in the order of the file."""
        found: dict[Any, Any] = {}
        for number, document in self.tables.get(table, ()):
            key = document.get("id", number)
            if key in found:
                raise _duplicate(key, table, number, self.path)
            try:
                found[key] = make(number, document)
            except KeyError as dangling:
                raise dangling_reference(dangling.args[0], document, table, number, self.path) from None
        return found


def dangling_reference(missing: Any, document: Document, table: str, number: int, path: str) -> BadBase:
    """Return the error for a reference to something that is not in the base, with its key."""
    key = next(
        (key for key, value in document.items() if key != "id" and value == missing), "evidence.sentence"
    )
    return BadBase(f"{missing!r} is not in the base", path=path, table=table, document=str(number), key=key)

"""Gather the things and relations that rows name: one name is one thing unless ids say otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcli.curation.values import VALUE_KINDS
from factcli.text import slug, unused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from factcli.exchange.import_records import Named, Record


@dataclass(slots=True)
class Thing:
    """An entity while it is gathered; dictionaries stand for sets that keep their order."""

    id: str
    names: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)

    @property
    def kind(self) -> str:
        """The one kind all rows agree on, else `thing`."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else "thing"


class Things:
    """The entities of a base in the making, found again by their given id or by their name."""

    def __init__(self) -> None:
        """Start without any."""
        self._by_id: dict[str, Thing] = {}
        self._by_name: dict[str, Thing] = {}

    def __len__(self) -> int:
        """Count them."""
        return len(self._by_id)

    def add(self, named: Named, language: str) -> Thing:
        """Return the entity that a row names, with what the row tells about it added."""
        thing = self._found(named)
        known = thing.names.setdefault(language, named.name)
        if known != named.name:
            thing.aliases.setdefault(named.name)
        for alias in named.aliases:
            thing.aliases.setdefault(alias)
        if named.kind:
            thing.kinds.add(named.kind)
        return thing

    def _found(self, named: Named) -> Thing:
        thing = self._by_id.get(named.id) if named.id else self._by_name.get(named.name)
        if thing is None:
            thing = Thing(named.id or unused(slug(named.name), self._by_id))
            self._by_id[thing.id] = thing
            self._by_name.setdefault(named.name, thing)
        return thing

    def kind(self, thing_id: str) -> str:
        """Return the kind of an entity as far as rows have told it."""
        return self._by_id[thing_id].kind

    def documents(self) -> Iterator[dict[str, Any]]:
        """Yield the entities in the order in which rows named them first."""
        for thing in self._by_id.values():
            told = set(thing.names.values())
            yield {
                "id": thing.id,
                "kind": thing.kind,
                "name": dict(sorted(thing.names.items())),
                "aliases": [alias for alias in thing.aliases if alias not in told],
            }


@dataclass(slots=True)
class Property:
    """A relation while it is gathered."""

    id: str
    key: str
    labels: dict[str, str] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)
    phrases: dict[str, dict[str, None]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    told: str | None = None


class Properties:
    """The relations of a base in the making; the `relation` cell is their key."""

    def __init__(self) -> None:
        """Start without any."""
        self._by_key: dict[str, Property] = {}
        self._ids: set[str] = set()

    def __len__(self) -> int:
        """Count them."""
        return len(self._by_key)

    def add(self, record: Record, object_id: str | None) -> Property:
        """Return the relation of a row, with its labels, its phrases and the kind of its object added."""
        found = self._by_key.get(record.relation) or self._made(record.relation)
        found.languages.add(record.language)
        found.told = found.told or record.answer_kind
        for code, label in record.labels.items():
            if found.labels.setdefault(code, label) != label:
                found.phrases.setdefault(code, {}).setdefault(label)
        for code, phrases in record.phrases.items():
            for phrase in phrases:
                found.phrases.setdefault(code, {}).setdefault(phrase)
        if record.value is not None:
            found.kinds.add(VALUE_KINDS[record.value["type"]])
        elif record.object is not None and record.object.kind:
            found.kinds.add(record.object.kind)
        elif object_id is not None:
            found.objects.add(object_id)
        return found

    def _made(self, key: str) -> Property:
        made = Property(unused(slug(key), self._ids), key)
        self._by_key[key] = made
        self._ids.add(made.id)
        return made

    def documents(self, things: Things) -> Iterator[dict[str, Any]]:
        """Yield the relations; the kind of one is that of its objects where all agree.

        What a row tells of its own object counts before what other rows tell of the same thing.
        """
        for found in self._by_key.values():
            kinds = found.kinds | {things.kind(thing) for thing in found.objects}
            labels = dict.fromkeys(sorted(found.languages | found.labels.keys()), found.key) | found.labels
            yield {
                "id": found.id,
                "kind": found.told or (kinds.pop() if len(kinds) == 1 else "thing"),
                "label": labels,
                "phrases": {code: list(found.phrases[code]) for code in sorted(found.phrases)},
            }

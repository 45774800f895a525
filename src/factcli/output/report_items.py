"""Shape what lists show that is no fact: entities and relations, each with its facts counted."""

from __future__ import annotations

from factcli.language.messages import pick
from factcli.output.blocks import ASIDE, NAME, NUMBER, WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from factcli.index.query import Index

ENTITY_COLUMNS = (
    ("name", NAME, "name"),
    ("kind", ASIDE, "kind"),
    ("facts", NUMBER, "facts"),
    ("description", WORDS, "description"),
)
RELATION_COLUMNS = (
    ("label", NAME, "relation"),
    ("kind", ASIDE, "asks"),
    ("facts", NUMBER, "facts"),
    ("inverse_label", WORDS, "inverse"),
)


def entity_items(bases: Sequence[Index], kind: str | None, language: str) -> list[dict[str, Any]]:
    """Return the entities of the bases, of one kind where one is given."""
    return [
        {
            "id": thing.id,
            "base": index.name,
            "name": pick(thing.name, language),
            "kind": thing.kind,
            "names": dict(thing.name),
            "aliases": list(thing.aliases),
            "description": pick(thing.description, language) or None,
            "facts": sum(row.count for row in index.profile(number)),
        }
        for index in bases
        for number, thing in index.entities(kind)
    ]


def relation_items(bases: Sequence[Index], language: str) -> list[dict[str, Any]]:
    """Return the relations of the bases; `inverse_label` is how they are asked from their object."""
    return [
        {
            "id": relation.id,
            "base": index.name,
            "label": pick(relation.label, language),
            "kind": relation.kind,
            "labels": dict(relation.label),
            "inverse_label": pick(relation.inverse_label, language) or None,
            "inverse_kind": relation.inverse_kind,
            "facts": relation.facts,
        }
        for index in bases
        for relation in index.relations()
    ]

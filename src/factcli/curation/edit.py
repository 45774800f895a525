"""Add, edit and remove facts: each one change of the database, written whole or not at all."""

from __future__ import annotations

from factcli.curation.naming import checked, clean_id
from factcli.curation.recording import recorded, replacement
from factcli.curation.resolve import Drafter
from factcli.errors import NotFound, UsageProblem
from factcli.text import slug, unused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tinydb import TinyDB
    from tinydb.table import Document, Table

    from factcli.curation.requests import Change, FactRequest

CLEARABLE = ("hedged", "speaker", "when", "derived")
NEEDED = ("quotes", "subject", "relation", "statements")


def missing(request: FactRequest) -> list[str]:
    """Return what a new fact still lacks, in the order in which it should be asked for."""
    lacking = [name for name in NEEDED[:3] if not getattr(request, name)]
    if not (request.object or request.value or request.values):
        lacking.append("object")
    if not request.statements:
        lacking.append("statements")
    return lacking


def add_fact(path: str, request: FactRequest, *, dry_run: bool = False) -> Change:
    """Add a fact to the base at `path`, making the entities and the relation it names where they are new.

    Raises UsageProblem, NotFound, NotWritten, BadBase or InputOutputProblem; then nothing was written.
    """
    if lacking := missing(request):
        raise UsageProblem(f"a fact needs {', '.join(lacking)}", "see 'factcli base add --help'")

    def change(database: TinyDB) -> str:
        facts = database.table("facts")
        document = Drafter(database).draft(request)
        document["id"] = _new_id(facts, request.id, document)
        _refuse_twin(facts, document)
        checked("facts", document)
        facts.insert(document)
        return str(document["id"])

    return recorded(path, change, dry_run=dry_run)


def edit_fact(
    path: str, fact: str, request: FactRequest, clear: Sequence[str] = (), *, dry_run: bool = False
) -> Change:
    """Change what the request tells of a fact; `clear` names optional parts to take away."""
    unknown = [name for name in clear if name not in CLEARABLE]
    if unknown:
        raise UsageProblem(f"{unknown[0]!r} cannot be cleared", f"choose among {', '.join(CLEARABLE)}")

    def change(database: TinyDB) -> str:
        facts = database.table("facts")
        old = fact_document(facts, fact)
        new = {**old, **Drafter(database).draft(request, old)}
        if request.object:
            new["value"] = None
        elif request.value or request.values:
            new["object"] = None
        new |= dict.fromkeys(clear)
        new = {key: value for key, value in new.items() if value not in (None, False)}
        if request.id is not None and request.id != old["id"]:
            new["id"] = _new_id(facts, request.id, new)
        checked("facts", new)
        facts.update(replacement(new), doc_ids=[old.doc_id])
        return str(new["id"])

    return recorded(path, change, dry_run=dry_run)


def remove_fact(path: str, fact: str, *, prune: bool = False, dry_run: bool = False) -> Change:
    """Take a fact away; `prune` also takes the entities and the relation that no fact names any more."""

    def change(database: TinyDB) -> str:
        facts = database.table("facts")
        old = fact_document(facts, fact)
        facts.remove(doc_ids=[old.doc_id])
        if prune:
            for table, names in _unused(database, old).items():
                database.table(table).remove(lambda document, gone=names: document["id"] in gone)
        return fact

    return recorded(path, change, dry_run=dry_run)


def fact_document(facts: Table, fact: str) -> Document:
    """Return the document of a fact by its id. Raises NotFound."""
    for document in facts:
        if document["id"] == fact:
            return document
    from difflib import get_close_matches

    near = get_close_matches(fact, [document["id"] for document in facts], n=1)
    hint = f"did you mean {near[0]}?" if near else "'factcli facts' lists them"
    raise NotFound(f"there is no fact {fact!r}", hint)


def named_by(document: dict[str, Any]) -> set[str]:
    """Return the ids of the entities a fact names."""
    return {document[key] for key in ("subject", "object", "speaker") if key in document}


def _unused(database: TinyDB, gone: dict[str, Any]) -> dict[str, set[str]]:
    facts = database.table("facts").all()
    named = set[str]().union(*map(named_by, facts))
    asked = {document["relation"] for document in facts}
    return {"entities": named_by(gone) - named, "relations": {gone["relation"]} - asked}


def _new_id(facts: Table, wanted: str | None, document: dict[str, Any]) -> str:
    taken = {other["id"] for other in facts}
    if wanted is not None:
        if wanted in taken:
            raise UsageProblem(f"there is a fact {wanted!r} already", "choose another --id")
        return clean_id(wanted)
    return unused(slug(f"{document['subject']} {document['relation']}"), taken)


def _refuse_twin(facts: Table, document: dict[str, Any]) -> None:
    """Refuse a fact that says of the same sentence what another one says."""
    keys = ("subject", "relation", "object", "value", "evidence")
    for other in facts:
        if all(other.get(key) == document.get(key) for key in keys):
            raise UsageProblem(
                f"this is the fact {other['id']!r}", f"change it with 'factcli base edit {other['id']}'"
            )

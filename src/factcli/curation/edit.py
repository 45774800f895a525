"""Change a base: add, edit and remove facts, change entities and relations. Every change is atomic."""

from __future__ import annotations

from contextlib import nullcontext

from factcli._dataclass import dataclass
from factcli.base.edtf import is_valid
from factcli.base.store import drafting, editing, put, tables_of
from factcli.curation.resolve import (
    FAR,
    Change,
    Drafter,
    DuplicateFact,
    check_form,
    clean_id,
    clean_name,
    entity_names,
    find_document,
    likely,
    relation_names,
    stated_of,
)
from factcli.curation.working_copy import WorkingCopy, ids
from factcli.errors import NotFound, UsageProblem
from factcli.model import KINDS
from factcli.text import slug, unused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from factcli.curation.resolve import FactRequest
    from factcli.curation.working_copy import Document, Documents

    Texts = Mapping[str, str]
    Phrases = Mapping[str, Sequence[str]]


def record_change(path: str, change: Callable[[WorkingCopy], str], *, dry_run: bool = False) -> Change:
    """Run a change, which returns the id it is about, and return the documents it changed.

    With `dry_run`, nothing is written, locked or waited for.
    """
    with nullcontext(drafting(path)) if dry_run else editing(path) as database:
        copy = WorkingCopy(tables_of(database))
        about = change(copy)
        put(database, copy.changes())
    before, after = copy.before_and_after()
    return Change(path, about, before, after)


CLEARABLE = ("hedged", "speaker", "when", "derived")
NEEDED = ("quotes", "subject", "relation", "statements")


def missing(request: FactRequest) -> list[str]:
    """Return what a new fact still lacks, in the order in which to prompt for it."""
    lacking = [name for name in NEEDED[:3] if not getattr(request, name)]
    if not (request.object or request.value or request.values):
        lacking.append("object")
    if not request.statements:
        lacking.append("statements")
    return lacking


def insert_fact(copy: WorkingCopy, request: FactRequest) -> str:
    """Insert a fact with the entities and relations it needs, and return its id. Raises UsageProblem, NotFound."""
    if lacking := missing(request):
        raise UsageProblem(f"a fact needs {', '.join(lacking)}", "see 'factcli base add --help'")
    facts = copy.table("facts")
    document = Drafter(copy).draft(request)
    document["id"] = _new_id(facts, request.id, document)
    _refuse_twin(facts, document)
    check_form("facts", document)
    facts.insert(document)
    return str(document["id"])


def edit_fact(
    path: str, fact: str, request: FactRequest, clear: Sequence[str] = (), *, dry_run: bool = False
) -> Change:
    """Change the parts of a fact given in the request; `clear` names optional parts to remove."""
    unknown = [name for name in clear if name not in CLEARABLE]
    if unknown:
        raise UsageProblem(f"{unknown[0]!r} cannot be cleared", f"choose among {', '.join(CLEARABLE)}")

    def change(copy: WorkingCopy) -> str:
        facts = copy.table("facts")
        number = fact_number(facts, fact)
        old = facts[number]
        new = {**old, **Drafter(copy).draft(request, old)}
        if request.object:
            new["value"] = None
        elif request.value or request.values:
            new["object"] = None
        new |= dict.fromkeys(clear)
        new = {key: value for key, value in new.items() if value not in (None, False)}
        if request.id is not None and request.id != old["id"]:
            new["id"] = _new_id(facts, request.id, new)
        check_form("facts", new)
        facts.put(number, new)
        return str(new["id"])

    return record_change(path, change, dry_run=dry_run)


def remove_fact(path: str, fact: str, *, prune: bool = False, dry_run: bool = False) -> Change:
    """Remove a fact; `prune` also removes entities and relations that no other fact mentions."""

    def change(copy: WorkingCopy) -> str:
        facts = copy.table("facts")
        number = fact_number(facts, fact)
        old = facts[number]
        facts.put(number, None)
        if prune:
            for name, gone in _unused(facts, old).items():
                table = copy.table(name)
                for identifier in gone:
                    table.put(table.numbers(ids, identifier)[0], None)
        return fact

    return record_change(path, change, dry_run=dry_run)


def fact_number(facts: Documents, fact: str) -> int:
    """Return the number of the fact with an id. Raises NotFound."""
    for number in facts.numbers(ids, fact):
        return number
    from difflib import get_close_matches

    near = get_close_matches(fact, [document["id"] for document in facts], n=1)
    hint = f"did you mean {near[0]}?" if near else "'factcli facts' lists them"
    raise NotFound(f"no fact {fact!r}", hint)


def named_by(document: Document) -> set[str]:
    """Return the ids of the entities a fact names."""
    return {document[key] for key in ("subject", "object", "speaker") if key in document}


def _unused(facts: Documents, gone: Document) -> dict[str, set[str]]:
    named = set[str]().union(*map(named_by, facts))
    asked = {document["relation"] for document in facts}
    return {"entities": named_by(gone) - named, "relations": {gone["relation"]} - asked}


def _new_id(facts: Documents, wanted: str | None, document: Document) -> str:
    if wanted is not None:
        if wanted in facts:
            raise DuplicateFact(f"a fact {wanted!r} already exists", "choose another --id")
        return clean_id(wanted)
    return unused(slug(f"{document['subject']} {document['relation']}"), facts)


def _refuse_twin(facts: Documents, document: Document) -> None:
    """Refuse a fact that repeats another one on the same sentence."""
    keys = ("subject", "relation", "object", "value", "evidence", "modality")
    for other in facts.having(stated_of, *stated_of(document)):
        if all(other.get(key) == document.get(key) for key in keys):
            raise DuplicateFact(
                f"this fact already exists as {other['id']!r}",
                f"change it with 'factcli base edit {other['id']}'",
            )


# Entities and relations.


@dataclass(frozen=True, slots=True)
class EntityRequest:
    """A change of an entity; texts are by language code, None and empty mean unchanged."""

    kind: str | None = None
    names: Texts | None = None
    descriptions: Texts | None = None
    aliases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationRequest:
    """A change of a relation; phrases are added to the existing ones, by language code.

    `one_value` says whether a subject has only one object, None to leave it as it is.
    """

    kind: str | None = None
    labels: Texts | None = None
    phrases: Phrases | None = None
    inverse_kind: str | None = None
    inverse_labels: Texts | None = None
    inverse_phrases: Phrases | None = None
    one_value: bool | None = None


def add_aliases(path: str, entity: str, aliases: Sequence[str], *, dry_run: bool = False) -> Change:
    """Add aliases to an entity. Raises NotFound, or UsageProblem if another entity has the name."""
    return edit_entity(path, entity, EntityRequest(aliases=tuple(aliases)), dry_run=dry_run)


def edit_entity(path: str, entity: str, request: EntityRequest, *, dry_run: bool = False) -> Change:
    """Change the parts of an entity given in the request; `without` removes aliases."""

    def new(copy: WorkingCopy, old: Document) -> dict[str, Any]:
        names = {**old["name"], **_clean(request.names)}
        gone = {clean_name(alias) for alias in request.without}
        if strange := gone - set(old.get("aliases", ())):
            raise NotFound(f"{old['id']} has no alias {min(strange)!r}", "see 'factcli show'")
        added = [clean_name(alias) for alias in request.aliases]
        _refuse_taken(copy, old["id"], [*added, *_clean(request.names).values()])
        aliases = dict.fromkeys([*old.get("aliases", ()), *added])
        kept = [alias for alias in aliases if alias not in gone and alias not in names.values()]
        whole = {**old, "kind": _kind(request.kind) or old["kind"], "name": names, "aliases": kept}
        if request.descriptions:
            whole["description"] = {**old.get("description", {}), **request.descriptions}
        return whole

    return _edited(path, "entities", entity, new, dry_run=dry_run)


def edit_relation(path: str, relation: str, request: RelationRequest, *, dry_run: bool = False) -> Change:
    """Change the parts of a relation given in the request; an inverse is created if needed."""

    def new(_copy: WorkingCopy, old: Document) -> dict[str, Any]:
        whole = {
            **old,
            "kind": _kind(request.kind) or old["kind"],
            "label": {**old["label"], **_clean(request.labels)},
            "phrases": _joined(old.get("phrases", {}), request.phrases or {}),
        }
        if request.inverse_kind or request.inverse_labels or request.inverse_phrases:
            whole["inverse"] = _inverse(old.get("inverse", {}), request)
        if request.one_value is not None:
            whole["one_value"] = request.one_value
        return whole

    return _edited(path, "relations", relation, new, dry_run=dry_run)


SOURCE_FIELDS = ("title", "author", "publisher", "url", "date", "rights")


def edit_source(
    path: str,
    source: str | None,
    fields: Mapping[str, str],
    clear: Sequence[str] = (),
    *,
    dry_run: bool = False,
) -> Change:
    """Change what is known of a source, by its id (None if there is only one); `clear` names fields to forget.

    `fields` are of SOURCE_FIELDS. What a person states replaces what was inferred. Raises NotFound, UsageProblem.
    """
    if unknown := [name for name in clear if name not in SOURCE_FIELDS]:
        raise UsageProblem(f"{unknown[0]!r} cannot be cleared", f"choose among {', '.join(SOURCE_FIELDS)}")
    if "date" in fields and not is_valid(fields["date"]):
        hint = "write it as 2024, 2024-10 or 2024-10-09"
        raise UsageProblem(f"the date {fields['date']!r} is not in EDTF", hint)
    told: dict[str, Any] = {**fields, **dict.fromkeys(clear)}
    if fields.get("date"):
        told["date"] = {"edtf": fields["date"]}

    def change(copy: WorkingCopy) -> str:
        documents = copy.table("sources")
        named = [each for each in documents if source in (None, each["id"])]
        if len(named) != 1:
            known = ", ".join(each["id"] for each in documents)
            if named:
                raise UsageProblem("the base has several sources", f"say which: {known}")
            raise NotFound(f"no source {source!r}", f"the base has {known}")
        whole = {**named[0], **told}
        check_form("sources", whole)
        if whole != named[0]:
            documents.put(documents.numbers(ids, named[0]["id"])[0], whole)
        return str(named[0]["id"])

    return record_change(path, change, dry_run=dry_run)


def _edited(
    path: str,
    table: str,
    name: str,
    new: Callable[[WorkingCopy, Document], dict[str, Any]],
    *,
    dry_run: bool,
) -> Change:
    names = entity_names if table == "entities" else relation_names

    def change(copy: WorkingCopy) -> str:
        documents = copy.table(table)
        old = find_document(documents, name, names)
        if old is None:
            near = likely(documents, name, names, FAR)
            hint = f"did you mean {near!r}?" if near else f"'factcli {table}' lists them"
            raise NotFound(f"no {'entity' if table == 'entities' else 'relation'} {name!r}", hint)
        whole = new(copy, old)
        check_form(table, whole)
        if whole != old:
            documents.put(documents.numbers(ids, old["id"])[0], whole)
        return str(old["id"])

    return record_change(path, change, dry_run=dry_run)


def _inverse(old: Mapping[str, Any], request: RelationRequest) -> dict[str, Any]:
    labels = {**old.get("label", {}), **_clean(request.inverse_labels)}
    if not labels:
        raise UsageProblem("an inverse needs a label", "give --inverse-label-en")
    return {
        "label": labels,
        "phrases": _joined(old.get("phrases", {}), request.inverse_phrases or {}),
        "kind": _kind(request.inverse_kind) or old.get("kind", "thing"),
    }


def _clean(texts: Texts | None) -> dict[str, str]:
    return {code: clean_name(text) for code, text in (texts or {}).items()}


def _joined(old: Phrases, new: Phrases) -> dict[str, list[str]]:
    joined = {code: list(phrases) for code, phrases in old.items()}
    for code, phrases in new.items():
        joined[code] = list(dict.fromkeys([*joined.get(code, ()), *map(clean_name, phrases)]))
    return joined


def _kind(kind: str | None) -> str | None:
    if kind is not None and kind not in KINDS:
        raise UsageProblem(f"unknown kind {kind!r}", f"choose among {', '.join(KINDS)}")
    return kind


def _refuse_taken(copy: WorkingCopy, own: str, names: Sequence[str]) -> None:
    """Refuse a name that another entity has: it would be ambiguous in questions."""
    entities = copy.table("entities")
    for name in sorted(set(names)):
        for document in entities.having(entity_names, name):
            if document["id"] != own:
                raise UsageProblem(f"{name!r} is already a name of {document['id']}", "choose another name")

"""Change entities and relations: their names, kinds, descriptions, and the phrases that ask for them."""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.curation.naming import FAR, checked, clean_name, entity_names, found, likely, relation_names
from factcli.curation.recording import recorded, replacement
from factcli.errors import NotFound, UsageProblem
from factcli.model import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from tinydb import TinyDB

    from factcli.curation.requests import Change

    Texts = Mapping[str, str]
    Phrases = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class EntityRequest:
    """What is to be told of an entity; texts go by language code, None and empty are not told."""

    kind: str | None = None
    names: Texts | None = None
    descriptions: Texts | None = None
    aliases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationRequest:
    """What is to be told of a relation; phrases are added to those there are, by language code."""

    kind: str | None = None
    labels: Texts | None = None
    phrases: Phrases | None = None
    inverse_kind: str | None = None
    inverse_labels: Texts | None = None
    inverse_phrases: Phrases | None = None


def add_aliases(path: str, entity: str, aliases: Sequence[str], *, dry_run: bool = False) -> Change:
    """Give an entity more names. Raises NotFound, and UsageProblem where another one has that name."""
    return edit_entity(path, entity, EntityRequest(aliases=tuple(aliases)), dry_run=dry_run)


def edit_entity(path: str, entity: str, request: EntityRequest, *, dry_run: bool = False) -> Change:
    """Change what the request tells of an entity; `without` takes aliases away."""

    def new(database: TinyDB, old: dict[str, Any]) -> dict[str, Any]:
        names = {**old["name"], **_clean(request.names)}
        gone = {clean_name(alias) for alias in request.without}
        if strange := gone - set(old.get("aliases", ())):
            raise NotFound(f"{old['id']} has no alias {min(strange)!r}", "see 'factcli show'")
        added = [clean_name(alias) for alias in request.aliases]
        _refuse_taken(database, old["id"], [*added, *_clean(request.names).values()])
        aliases = dict.fromkeys([*old.get("aliases", ()), *added])
        kept = [alias for alias in aliases if alias not in gone and alias not in names.values()]
        whole = {**old, "kind": _kind(request.kind) or old["kind"], "name": names, "aliases": kept}
        if request.descriptions:
            whole["description"] = {**old.get("description", {}), **request.descriptions}
        return whole

    return _edited(path, "entities", entity, new, dry_run=dry_run)


def edit_relation(path: str, relation: str, request: RelationRequest, *, dry_run: bool = False) -> Change:
    """Change what the request tells of a relation; an inverse is made where one is told."""

    def new(_database: TinyDB, old: dict[str, Any]) -> dict[str, Any]:
        whole = {
            **old,
            "kind": _kind(request.kind) or old["kind"],
            "label": {**old["label"], **_clean(request.labels)},
            "phrases": _joined(old.get("phrases", {}), request.phrases or {}),
        }
        if request.inverse_kind or request.inverse_labels or request.inverse_phrases:
            whole["inverse"] = _inverse(old.get("inverse", {}), request)
        return whole

    return _edited(path, "relations", relation, new, dry_run=dry_run)


def _edited(
    path: str,
    table: str,
    name: str,
    new: Callable[[TinyDB, dict[str, Any]], dict[str, Any]],
    *,
    dry_run: bool,
) -> Change:
    names = entity_names if table == "entities" else relation_names

    def change(database: TinyDB) -> str:
        documents = database.table(table)
        old = found(documents, name, names)
        if old is None:
            near = likely(documents, name, names, FAR)
            hint = f"did you mean {near!r}?" if near else f"'factcli {table}' lists them"
            raise NotFound(f"there is no {'entity' if table == 'entities' else 'relation'} {name!r}", hint)
        whole = new(database, old)
        checked(table, whole)
        if whole != old:
            number = next(document.doc_id for document in documents if document["id"] == old["id"])
            documents.update(replacement(whole), doc_ids=[number])
        return str(old["id"])

    return recorded(path, change, dry_run=dry_run)


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


def _joined(old: Phrases, told: Phrases) -> dict[str, list[str]]:
    joined = {code: list(phrases) for code, phrases in old.items()}
    for code, phrases in told.items():
        joined[code] = list(dict.fromkeys([*joined.get(code, ()), *map(clean_name, phrases)]))
    return joined


def _kind(kind: str | None) -> str | None:
    if kind is not None and kind not in KINDS:
        raise UsageProblem(f"there is no kind {kind!r}", f"choose among {', '.join(KINDS)}")
    return kind


def _refuse_taken(database: TinyDB, own: str, names: Sequence[str]) -> None:
    """Refuse a name that another entity has: a question by it would have two answers."""
    for document in database.table("entities"):
        taken = set(names) & set(entity_names(document)) if document["id"] != own else None
        if taken:
            raise UsageProblem(f"{min(taken)!r} is a name of {document['id']} already", "choose another name")

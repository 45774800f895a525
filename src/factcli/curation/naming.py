"""Find the entity or relation a curator names, or make it; a likely slip is asked about first."""

from __future__ import annotations

from difflib import get_close_matches

from factcli.base.schema import WrongForm, check_document, identifier
from factcli.errors import UsageProblem
from factcli.escape import HIDDEN
from factcli.text import key, slug, unused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from tinydb.table import Table

    Names = Callable[[Mapping[str, Any]], Iterable[str]]

NAME_LIMIT = 200
NEAR, FAR = 0.8, 0.6


def entity_names(document: Mapping[str, Any]) -> list[str]:
    """Return every name of an entity document: its id, its names, its aliases."""
    return [document["id"], *document["name"].values(), *document.get("aliases", ())]


def relation_names(document: Mapping[str, Any]) -> list[str]:
    """Return every name of a relation document: its id, its labels; phrases only ask for it."""
    return [document["id"], *document["label"].values()]


def found(table: Table, name: str, names: Names) -> dict[str, Any] | None:
    """Return the document of that id, else the one of that name; case and accents do not matter.

    Raises UsageProblem where several have the name.
    """
    documents = table.all()
    exact = [document for document in documents if document["id"] == name]
    wanted = key(name)
    named = exact or [document for document in documents if wanted in map(key, names(document))]
    if len(named) > 1:
        ids = ", ".join(document["id"] for document in named)
        raise UsageProblem(f"{name!r} may be several: {ids}", "give the id of the one you mean")
    return dict(named[0]) if named else None


def likely(table: Table, name: str, names: Names, cutoff: float = NEAR) -> str | None:
    """Return the known name that a new one may be a slip for; `cutoff` is how like it must be, 0 to 1."""
    known = {key(other): other for document in table.all() for other in names(document)}
    near = get_close_matches(key(name), known, n=1, cutoff=cutoff)
    return known[near[0]] if near else None


def made(table: Table, document: Mapping[str, Any], wanted: str | None = None) -> dict[str, Any]:
    """Add a new document under a free id made from `wanted` and return it. Raises UsageProblem."""
    taken = {other["id"] for other in table.all()}
    whole = {"id": unused(slug(wanted or ""), taken), **document}
    checked(table.name, whole)
    table.insert(whole)
    return whole


def checked(table: str, document: Mapping[str, Any]) -> None:
    """Raise UsageProblem where a document is not of the form of its table."""
    try:
        check_document(table, dict(document))
    except WrongForm as wrong:
        raise UsageProblem(
            f"this may not be stored: {wrong.key}: {wrong.reason}", "nothing was written"
        ) from wrong


def clean_name(name: str) -> str:
    """Return a name without the spaces around it. Raises UsageProblem for one a terminal must not meet."""
    from unicodedata import category

    clean = name.strip()
    if not clean:
        raise UsageProblem("a name is empty", "give a name")
    hidden = [c for c in clean if not c.isprintable() and category(c) in HIDDEN]
    if hidden:
        raise UsageProblem(
            f"the name {clean!r} holds U+{ord(hidden[0]):04X}", "names have visible characters only"
        )
    if len(clean) > NAME_LIMIT:
        raise UsageProblem(f"a name of {len(clean)} characters", f"a name has at most {NAME_LIMIT}")
    return clean


def clean_id(wanted: str) -> str:
    """Return an id as it is. Raises UsageProblem where it is none."""
    try:
        identifier(wanted)
    except WrongForm as wrong:
        raise UsageProblem(
            f"{wanted!r} is no id: {wrong.reason}", "use letters, digits and hyphens"
        ) from wrong
    return wanted

"""Choose and read the fields of a record: the keys of an answer, and those of its citation by name."""

from __future__ import annotations

from factcli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


CITED = ("source", "sentence", "quote", "exact", "start", "end", "exact_start", "exact_end", "lang", "url")
ANSWER_FIELDS = (
    *("fact", "base", "answer", "statement", "subject", "relation", "hedged", "object", "value", "modality"),
    *("speaker", "when", "when_resolved", "derived", "score", "citation", "more_citations"),
)


def narrowed(record: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """Return a record with these fields alone, in this order; all of it where none are named."""
    if not fields:
        return record
    return {name: field(record, name) for name in fields}


def field(record: dict[str, Any], name: str) -> Any:
    """Return one field of a record; those of a citation are reached by their own name."""
    if name not in record and "citation" in record and name in CITED:
        return record["citation"][name]
    return record[name]


def check(fields: tuple[str, ...], known: Iterable[str]) -> None:
    """Raise UsageProblem where a field is asked for that no record has."""
    listed = list(known)
    for name in fields:
        if name not in listed:
            raise UsageProblem(f"there is no field {name!r}", f"choose from: {', '.join(listed)}")


def as_text(value: Any) -> str:
    """Return a field as one cell: names for entities, nothing for null, a comma between several."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        for key in ("label", "quote", "edtf", "id"):
            if isinstance(value.get(key), str):
                return str(value[key])
        return ", ".join(as_text(each) for each in value.values())
    if isinstance(value, list | tuple):
        return ", ".join(as_text(each) for each in value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

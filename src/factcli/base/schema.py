"""Say what form each document of a base has: its keys, their types, nothing about what they say.

One table of keys for each table of a base. Whether ids lead anywhere is for those who hold the other
documents; whether quotes are verbatim is for the audit.
"""

from __future__ import annotations

from factcli.base import checks
from factcli.base.checks import (
    WrongForm,
    by_language,
    count,
    identifier,
    list_of,
    nullable,
    object_of,
    one_of,
    text,
)
from factcli.model import KINDS, MODALITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from factcli.base.checks import Check

TABLES = ("meta", "sources", "sentences", "entities", "relations", "facts")
FORMAT, VERSION = "factcli-base", 1


def _told(key: str, *also: str) -> Check:
    """Take a text, null, or an object of the value under `key` with the reason for inferring it."""
    inferred = object_of({key: text, **dict.fromkeys(also, text)}, {} if also else {"inferred": text})

    def told(value: Any) -> None:
        (text if type(value) is str else inferred)(value)

    return nullable(told)


_VALUES: Mapping[str, Check] = {
    "money": object_of({"type": text, "amount": checks.number, "currency": checks.currency}),
    "quantity": object_of({"type": text, "amount": checks.number, "unit": checks.any_text}),
    "date": object_of({"type": text, "edtf": text}),
    "text": object_of({"type": text, "text": by_language(text)}),
}
_value_type = one_of(tuple(_VALUES))


def _value(value: Any) -> None:
    if type(value) is not dict or "type" not in value:
        raise WrongForm("a value is an object with a type: " + ", ".join(_VALUES))
    _value_type(value["type"])
    _VALUES[value["type"]](value)


_kind = one_of(KINDS)
_inverse = object_of(
    {"label": by_language(text), "kind": _kind}, {"phrases": by_language(list_of(text), least=0)}
)
_evidence = object_of({"sentence": count, "exact": text}, {"prefix": text, "suffix": text})

_FORMS: Mapping[str, Check] = {
    "meta": object_of({"format": checks.exactly(FORMAT), "version": checks.version, "name": identifier}),
    "sources": object_of(
        {"id": identifier, "language": text, "characters": count, "sha256": checks.sha256},
        {
            "title": _told("value", "inferred"),
            "publisher": _told("value", "inferred"),
            "author": _told("value", "inferred"),
            "url": nullable(text),
            "date": _told("edtf"),
            "rights": nullable(text),
        },
    ),
    "sentences": object_of(
        {"source": identifier, "number": count, "start": count, "end": count, "text": text},
        {"section": nullable(text)},
    ),
    "entities": object_of(
        {"id": identifier, "kind": _kind, "name": by_language(text)},
        {"aliases": list_of(text), "description": by_language(text)},
    ),
    "relations": object_of(
        {"id": identifier, "kind": _kind, "label": by_language(text)},
        {"phrases": by_language(list_of(text), least=0), "inverse": _inverse},
    ),
    "facts": object_of(
        {
            "id": identifier,
            "subject": identifier,
            "relation": identifier,
            "statement": by_language(text, least=0),
            "modality": one_of(MODALITIES),
            "evidence": list_of(_evidence, least=1),
        },
        {
            "object": identifier,
            "value": _value,
            "hedged": checks.flag,
            "speaker": identifier,
            "when": object_of({"edtf": text}, {"resolved": text, "basis": text}),
            "derived": text,
        },
    ),
}


def check_document(table: str, document: Any) -> None:
    """Check one document of a table. Raises `WrongForm` with the key."""
    _FORMS[table](document)
    if table == "facts" and ("object" in document) is ("value" in document):
        raise WrongForm("a fact has an object or a value, and not both", "object")


def too_new(document: Any) -> bool:
    """Tell whether the `meta` document is of a later version of the format than this program reads."""
    return (
        type(document) is dict
        and document.get("format") == FORMAT
        and type(document.get("version")) is int
        and document["version"] > VERSION
    )

"""Say what form each document of a base has: its keys, their types, nothing about what they say.

One table of keys for each table of a base. Whether ids lead anywhere is for those who hold the other
documents; whether quotes are verbatim is for the audit.
"""

from __future__ import annotations

from factcli.model import KINDS, MODALITIES
from factcli.strict_json import is_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    Check = Callable[[Any], None]


# Hold the checks a value of a document can be put to; each raises `WrongForm` or says nothing.
#
# Small functions that build larger ones: a list of texts, an object with these keys. What a fact base
# demands of its documents is written with them in `form`.

LONGEST_ID = 200
_SHA256_LETTERS = 64
_CURRENCY_LETTERS = 3
_LONGEST_LANGUAGE = 12
_GLANCE = 40


class WrongForm(ValueError):  # noqa: N818 -- it reads as what was found
    """Say what is wrong with a value, and `key`, where in the document it stands."""

    def __init__(self, reason: str, key: str = "") -> None:
        """Keep the reason apart from the place."""
        super().__init__(reason)
        self.reason, self.key = reason, key


def text(value: Any) -> None:
    """Take any text that is not empty."""
    if type(value) is not str or not value:
        raise WrongForm(_expected("a text that is not empty", value))


def identifier(value: Any) -> None:
    """Take an id: a short text without spaces or control characters."""
    if type(value) is not str or not 0 < len(value) <= LONGEST_ID:
        raise WrongForm(_expected(f"an id of 1 to {LONGEST_ID} characters", value))
    if not value.isprintable() or " " in value:
        raise WrongForm("an id has no spaces and no control characters")


def count(value: Any) -> None:
    """Take a whole number from 0 on."""
    if type(value) is not int or not 0 <= value < 2**53:
        raise WrongForm(_expected("a whole number from 0 on", value))


def nullable(check: Check) -> Check:
    """Take null besides what `check` takes."""

    def nullable(value: Any) -> None:
        if value is not None:
            check(value)

    return nullable


def one_of(choices: tuple[str, ...]) -> Check:
    """Take one of a few words."""
    allowed = frozenset(choices)

    def one_of(value: Any) -> None:
        if type(value) is not str or value not in allowed:
            raise WrongForm(_expected("one of " + ", ".join(choices), value))

    return one_of


def exactly(wanted: str) -> Check:
    """Take one text alone."""

    def exactly(value: Any) -> None:
        if value != wanted:
            raise WrongForm(_expected(repr(wanted), value))

    return exactly


def list_of(check: Check, *, least: int = 0) -> Check:
    """Take a list of at least `least` items that all pass."""

    def list_of(value: Any) -> None:
        if type(value) is not list or len(value) < least:
            raise WrongForm(_expected("a list" + " that is not empty" * bool(least), value))
        for item in value:
            check(item)

    return list_of


def by_language(check: Check, *, least: int = 1) -> Check:
    """Take an object from language codes to what passes."""

    def by_language(value: Any) -> None:
        if type(value) is not dict or len(value) < least:
            raise WrongForm(_expected("texts by language", value))
        for language, item in value.items():
            if not 1 < len(language) <= _LONGEST_LANGUAGE or not language.replace("-", "").isalpha():
                raise WrongForm(f"{_shown(language)} is no language code")
            check(item)

    return by_language


def object_of(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """Take an object that has every required key and no unknown one."""
    checks = {**required, **(optional or {})}
    needed = required.keys()

    def whole(value: Any) -> None:
        if type(value) is not dict:
            raise WrongForm(_expected("an object", value))
        try:
            for key, item in value.items():
                checks[key](item)
        except KeyError:
            raise WrongForm("no such key in this format", key) from None
        except WrongForm as wrong:
            raise WrongForm(wrong.reason, f"{key}.{wrong.key}" if wrong.key else key) from None
        if not needed <= value.keys():
            raise WrongForm("this key is missing", min(needed - value.keys()))

    return whole


def number(value: Any) -> None:
    """Take a finite number."""
    if not is_number(value):
        raise WrongForm(_expected("a finite number", value))


def flag(value: Any) -> None:
    """Take true or false."""
    if type(value) is not bool:
        raise WrongForm(_expected("true or false", value))


def any_text(value: Any) -> None:
    """Take a text, an empty one too."""
    if type(value) is not str:
        raise WrongForm(_expected("a text", value))


def sha256(value: Any) -> None:
    """Take a SHA-256 digest as lower-case hexadecimal digits."""
    if type(value) is not str or len(value) != _SHA256_LETTERS or value.strip("0123456789abcdef"):
        raise WrongForm(_expected("64 lower-case hexadecimal digits", value))


def currency(value: Any) -> None:
    """Take three capital letters (ISO 4217)."""
    if type(value) is not str or len(value) != _CURRENCY_LETTERS or not (value.isascii() and value.isupper()):
        raise WrongForm(_expected("three capital letters (ISO 4217)", value))


def version(value: Any) -> None:
    """Take a version number."""
    if type(value) is not int or value < 1:
        raise WrongForm(_expected("a version number", value))


def _expected(what: str, value: Any) -> str:
    return f"expected {what}, found {_shown(value)}"


def _shown(value: Any) -> str:
    shown = (
        repr(value) if isinstance(value, (str, int, float, bool)) or value is None else type(value).__name__
    )
    return shown if len(shown) <= _GLANCE else shown[: _GLANCE - 3] + "..."


TABLES = ("meta", "sources", "sentences", "entities", "relations", "facts")
FORMAT, VERSION = "factcli-base", 1


def _told(key: str, *also: str) -> Check:
    """Take a text, null, or an object of the value under `key` with the reason for inferring it."""
    inferred = object_of({key: text, **dict.fromkeys(also, text)}, {} if also else {"inferred": text})

    def told(value: Any) -> None:
        (text if type(value) is str else inferred)(value)

    return nullable(told)


_VALUES: Mapping[str, Check] = {
    "money": object_of({"type": text, "amount": number, "currency": currency}),
    "quantity": object_of({"type": text, "amount": number, "unit": any_text}),
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
    "meta": object_of({"format": exactly(FORMAT), "version": version, "name": identifier}),
    "sources": object_of(
        {"id": identifier, "language": text, "characters": count, "sha256": sha256},
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
            "hedged": flag,
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
    """Return True if the `meta` document is of a later version of the format than this program reads."""
    return (
        type(document) is dict
        and document.get("format") == FORMAT
        and type(document.get("version")) is int
        and document["version"] > VERSION
    )

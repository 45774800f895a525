"""Declare what each document of a base may hold: its keys in order, their types, which of them it needs.

This is the one declaration. Documents are checked by it, the writer takes the order of keys from it, and the JSON
Schema in `schemas/` is made from it (`completions/generate.py`). Whether ids exist is checked when the documents are
assembled; whether quotes are verbatim, by the audit.
"""

from __future__ import annotations

from factcli.model import KINDS, MODALITIES
from factcli.strict_json import is_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    Check = Callable[[Any], None]

TABLES = ("meta", "sources", "sentences", "entities", "relations", "facts")
FORMAT, VERSION = "factcli-base", 1
LONGEST_ID = 200
_SHA256_LETTERS = 64
_CURRENCY_LETTERS = 3
_LONGEST_LANGUAGE = 12
_GLANCE = 40


class WrongForm(ValueError):  # noqa: N818 -- it reads as what was found
    """Raised with what is wrong with a value; `key` is its place in the document."""

    def __init__(self, reason: str, key: str = "") -> None:
        """Keep the reason apart from the place."""
        super().__init__(reason)
        self.reason, self.key = reason, key


class Shape:
    """What a value may be: `check` raises `WrongForm` if it does not fit, `described` is its JSON Schema."""

    def __init__(self, check: Check, described: Mapping[str, Any]) -> None:
        """Keep the two together."""
        self.check, self.described = check, described


class Field:
    """One key of an object, with the shape of its value."""

    def __init__(self, key: str, shape: Shape, *, needed: bool = True) -> None:
        """Declare a key; one that is not `needed` may be absent."""
        self.key, self.shape, self.needed = key, shape, needed


def may(key: str, shape: Shape) -> Field:
    """Declare a key that may be absent."""
    return Field(key, shape, needed=False)


class Object(Shape):
    """An object with every required key and no unknown one; `keys` are in the order in which they are written."""

    def __init__(self, *fields: Field) -> None:
        """Take the fields in order."""
        self.keys = tuple(field.key for field in fields)
        checks = {field.key: field.shape.check for field in fields}
        needed = {field.key for field in fields if field.needed}

        def check(value: Any) -> None:  # a closure, for it is called for every object of a base
            if type(value) is not dict:
                raise WrongForm(_expected("an object", value))
            try:
                for key, item in value.items():
                    checks[key](item)
            except KeyError:
                raise WrongForm("unknown key", key) from None
            except WrongForm as wrong:
                raise WrongForm(wrong.reason, f"{key}.{wrong.key}" if wrong.key else key) from None
            if not needed <= value.keys():
                raise WrongForm("missing key", min(needed - value.keys()))

        described = {
            "type": "object",
            "properties": {field.key: field.shape.described for field in fields},
            "required": [field.key for field in fields if field.needed],
            "additionalProperties": False,
        }
        super().__init__(check, described)


def identifier(value: Any) -> None:
    """Take an id: a short text without spaces or control characters. Raises `WrongForm`."""
    if type(value) is not str or not 0 < len(value) <= LONGEST_ID:
        raise WrongForm(_expected(f"an id of 1 to {LONGEST_ID} characters", value))
    if not value.isprintable() or " " in value:
        raise WrongForm("an id has no spaces and no control characters")


def _text(value: Any) -> None:
    if type(value) is not str or not value:
        raise WrongForm(_expected("a non-empty text", value))


def _any_text(value: Any) -> None:
    if type(value) is not str:
        raise WrongForm(_expected("a text", value))


def _count(value: Any) -> None:
    if type(value) is not int or not 0 <= value < 2**53:
        raise WrongForm(_expected("a whole number, 0 or more", value))


def _number(value: Any) -> None:
    if not is_number(value):
        raise WrongForm(_expected("a finite number", value))


def _flag(value: Any) -> None:
    if type(value) is not bool:
        raise WrongForm(_expected("true or false", value))


def _sha256(value: Any) -> None:
    if type(value) is not str or len(value) != _SHA256_LETTERS or value.strip("0123456789abcdef"):
        raise WrongForm(_expected("64 lower-case hexadecimal digits", value))


def _currency(value: Any) -> None:
    if type(value) is not str or len(value) != _CURRENCY_LETTERS or not (value.isascii() and value.isupper()):
        raise WrongForm(_expected("three capital letters (ISO 4217)", value))


def _version(value: Any) -> None:
    if type(value) is not int or value < 1:
        raise WrongForm(_expected("a version number", value))


TEXT = Shape(_text, {"type": "string", "minLength": 1})
ID = Shape(identifier, TEXT.described)
ANY_TEXT = Shape(_any_text, {"type": "string"})
COUNT = Shape(_count, {"type": "integer", "minimum": 0})
NUMBER = Shape(_number, {"type": "number"})
FLAG = Shape(_flag, {"type": "boolean"})
SHA256 = Shape(_sha256, {"type": "string", "pattern": "^[0-9a-f]{64}$"})
CURRENCY = Shape(_currency, {"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217"})


def one_of(choices: tuple[str, ...]) -> Shape:
    """Take one of a few words."""
    allowed = frozenset(choices)

    def check(value: Any) -> None:
        if type(value) is not str or value not in allowed:
            raise WrongForm(_expected("one of " + ", ".join(choices), value))

    return Shape(check, {"enum": list(choices)})


def exactly(wanted: str) -> Shape:
    """Take exactly one text."""

    def check(value: Any) -> None:
        if value != wanted:
            raise WrongForm(_expected(repr(wanted), value))

    return Shape(check, {"const": wanted})


def list_of(shape: Shape, *, least: int = 0) -> Shape:
    """Take a list of at least `least` items."""
    check_item = shape.check

    def check(value: Any) -> None:
        if type(value) is not list or len(value) < least:
            raise WrongForm(_expected("a non-empty list" if least else "a list", value))
        for item in value:
            check_item(item)

    described = {"type": "array", "items": shape.described}
    return Shape(check, described | ({"minItems": least} if least else {}))


def by_language(shape: Shape, *, least: int = 1) -> Shape:
    """Take an object from language codes to what has this shape."""
    check_item = shape.check

    def check(value: Any) -> None:
        if type(value) is not dict or len(value) < least:
            raise WrongForm(_expected("texts by language", value))
        for language, item in value.items():
            if not 1 < len(language) <= _LONGEST_LANGUAGE or not language.replace("-", "").isalpha():
                raise WrongForm(f"{_shown(language)} is not a language code")
            check_item(item)

    described = {"type": "object", "additionalProperties": shape.described}
    return Shape(check, described | ({"minProperties": least} if least else {}))


def nullable(shape: Shape) -> Shape:
    """Take null too."""

    def check(value: Any) -> None:
        if value is not None:
            shape.check(value)

    choices = shape.described.get("anyOf", [shape.described])
    return Shape(check, {"anyOf": [{"type": "null"}, *choices]})


def told_or(inferred: Object) -> Shape:
    """Take what a source says about itself: null, a text, or what was inferred with the reason for it."""

    def check(value: Any) -> None:
        (_text if type(value) is str else inferred.check)(value)

    return nullable(Shape(check, {"anyOf": [TEXT.described, inferred.described]}))


_VALUES = {
    "money": Object(
        Field("type", exactly("money")),
        Field("amount", NUMBER),
        Field("currency", CURRENCY),
        may("approximate", FLAG),
    ),
    "quantity": Object(
        Field("type", exactly("quantity")),
        Field("amount", NUMBER),
        Field("unit", ANY_TEXT),
        may("approximate", FLAG),
    ),
    "date": Object(Field("type", exactly("date")), Field("edtf", TEXT)),
    "text": Object(Field("type", exactly("text")), Field("text", by_language(TEXT))),
}
_VALUE_TYPE = one_of(tuple(_VALUES))


def _value(value: Any) -> None:
    if type(value) is not dict or "type" not in value:
        raise WrongForm("a value is an object with a type: " + ", ".join(_VALUES))
    _VALUE_TYPE.check(value["type"])
    _VALUES[value["type"]].check(value)


VALUE = Shape(_value, {"$ref": "#/$defs/value"})
KIND = one_of(KINDS)
PHRASES = by_language(list_of(TEXT), least=0)
INFERRED = told_or(Object(Field("value", TEXT), Field("inferred", TEXT)))

DOCUMENTS = {
    "meta": Object(
        Field("format", exactly(FORMAT)),
        Field("version", Shape(_version, {"const": VERSION})),
        Field("name", ID),
    ),
    "sources": Object(
        Field("id", ID),
        may("title", INFERRED),
        Field("language", TEXT),
        Field("characters", COUNT),
        Field("sha256", SHA256),
        may("publisher", INFERRED),
        may("author", INFERRED),
        may("url", nullable(TEXT)),
        may("date", told_or(Object(Field("edtf", TEXT), may("inferred", TEXT)))),
        may("rights", nullable(TEXT)),
    ),
    "sentences": Object(
        Field("source", ID),
        Field("number", COUNT),
        Field("start", COUNT),
        Field("end", COUNT),
        may("section", nullable(TEXT)),
        Field("text", TEXT),
    ),
    "entities": Object(
        Field("id", ID),
        Field("kind", KIND),
        Field("name", by_language(TEXT)),
        may("aliases", list_of(TEXT)),
        may("description", by_language(TEXT)),
    ),
    "relations": Object(
        Field("id", ID),
        Field("kind", KIND),
        Field("label", by_language(TEXT)),
        may("phrases", PHRASES),
        may(
            "inverse",
            Object(Field("label", by_language(TEXT)), may("phrases", PHRASES), Field("kind", KIND)),
        ),
        may("one_value", FLAG),
    ),
    "facts": Object(
        Field("id", ID),
        Field("subject", ID),
        Field("relation", ID),
        may("object", ID),
        may("value", VALUE),
        Field("statement", by_language(TEXT, least=0)),
        Field("modality", one_of(MODALITIES)),
        may("hedged", FLAG),
        may("speaker", ID),
        may("when", Object(Field("edtf", TEXT), may("resolved", TEXT), may("basis", TEXT))),
        Field(
            "evidence",
            list_of(
                Object(
                    Field("sentence", COUNT), Field("exact", TEXT), may("prefix", TEXT), may("suffix", TEXT)
                ),
                least=1,
            ),
        ),
        may("derived", TEXT),
    ),
}


def check_document(table: str, document: Any) -> None:
    """Check one document of a table. Raises `WrongForm` with the key."""
    DOCUMENTS[table].check(document)
    if table == "facts" and ("object" in document) is ("value" in document):
        raise WrongForm("a fact has an object or a value, not both", "object")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a base."""
    tables = {}
    for table, shape in DOCUMENTS.items():
        document = dict(shape.described)
        if table == "facts":
            document["oneOf"] = [{"required": ["object"]}, {"required": ["value"]}]
        tables[table] = {
            "type": "object",
            "patternProperties": {"^(0|[1-9][0-9]*)$": document},
            "additionalProperties": False,
        }
    tables["meta"] |= {"minProperties": 1, "maxProperties": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:factcli:schema:base:{VERSION}",
        "title": "Fact base",
        "description": "A fact base: one JSON file, itself a TinyDB database, one document a line. Ids, offsets and "
        "quotes are checked by `factcli base check`.",
        "type": "object",
        "properties": {"$schema": {"type": "string"}, **tables},
        "required": list(TABLES),
        "additionalProperties": False,
        "$defs": {
            "value": {
                "description": "A typed value.",
                "oneOf": [shape.described for shape in _VALUES.values()],
            }
        },
    }


def too_new(document: Any) -> bool:
    """Return True if the `meta` document is of a later version of the format than this program reads."""
    return (
        type(document) is dict
        and document.get("format") == FORMAT
        and type(document.get("version")) is int
        and document["version"] > VERSION
    )


def _expected(what: str, value: Any) -> str:
    return f"expected {what}, found {_shown(value)}"


def _shown(value: Any) -> str:
    shown = (
        repr(value) if isinstance(value, (str, int, float, bool)) or value is None else type(value).__name__
    )
    return shown if len(shown) <= _GLANCE else shown[: _GLANCE - 3] + "..."

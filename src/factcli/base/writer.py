r"""Lay a base out as text: one document a line, so that a diff shows one fact per line.

The one writer of the format: six tables in a fixed order, the keys of a document in the order a reader
wants them, UTF-8. Characters that a terminal must not meet are written as `\uXXXX`: a base can be shown
with `cat`, and a line is a line for every tool.
"""

from __future__ import annotations

from json import JSONEncoder
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]

from factcli.base.schema import TABLES
from factcli.escape import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

KEYS = {
    "meta": ("format", "version", "name"),
    "sources": (
        "id",
        "title",
        "language",
        "characters",
        "sha256",
        "publisher",
        "author",
        "url",
        "date",
        "rights",
    ),
    "sentences": ("source", "number", "start", "end", "section", "text"),
    "entities": ("id", "kind", "name", "aliases", "description"),
    "relations": ("id", "kind", "label", "phrases", "inverse"),
    "facts": (
        "id",
        "subject",
        "relation",
        "object",
        "value",
        "statement",
        "modality",
        "hedged",
        "speaker",
        "when",
        "evidence",
        "derived",
    ),
}


def _make_encode() -> Callable[[Any], str]:
    """Make the encoder once: the library makes one for each call, twice the cost of a small document."""
    plain = JSONEncoder(ensure_ascii=False, allow_nan=False)
    if c_make_encoder is None:
        return plain.encode
    once = c_make_encoder(None, plain.default, encode_basestring, None, ": ", ", ", False, False, False)
    return lambda document: "".join(once(document, 0))


_encode = _make_encode()


def lines(tables: Mapping[str, Iterable[tuple[int, Mapping[str, Any]]]]) -> Iterator[str]:
    """Yield the lines of a base, each with its line end, from the documents of its tables.

    `tables` maps a table name to its (document id, document) pairs; a table that is missing is written
    empty. The documents are taken one at a time, so that a table may be a generator.
    """
    return framed(
        {
            table: (line(table, number, document) for number, document in tables.get(table, ()))
            for table in TABLES
        }
    )


def framed(tables: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a base from the lines of its documents, as `line` makes them."""
    yield "{\n"
    for table in TABLES:
        yield f'"{table}": {{\n'
        last = None
        for text in tables.get(table, ()):
            if last is not None:
                yield last + ",\n"
            last = text
        if last is not None:
            yield last + "\n"
        yield "},\n" if table != TABLES[-1] else "}\n"
    yield "}\n"


def line(table: str, number: int, document: Mapping[str, Any]) -> str:
    """Return one document as its line, without comma and line end.

    Known keys come first and in the order of the format; keys whose value is None stay.
    """
    known = {key: document[key] for key in KEYS[table] if key in document}
    whole = known if len(known) == len(document) else {**known, **document}
    return f'"{number}": {json_text(_encode(whole))}'

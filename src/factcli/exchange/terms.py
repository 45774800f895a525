"""Spell the terms of RDF: IRIs and literals, as N-Quads writes them and as JSON-LD does."""

from __future__ import annotations

from urllib.parse import quote

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

XSD = "http://www.w3.org/2001/XMLSchema#"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Iri:
    """A name for a thing."""

    text: str

    def __str__(self) -> str:
        """Write it as N-Quads does."""
        return f"<{self.text}>"

    def as_json(self) -> Any:
        """Write it as a JSON-LD value."""
        return {"@id": self.text}


@dataclass(frozen=True, slots=True)
class Literal:
    """A text with its language or its datatype."""

    text: str
    language: str = ""
    datatype: str = ""

    def __str__(self) -> str:
        """Write it as N-Quads does, hidden characters escaped."""
        from factcli.escape import json_text

        body = json_text("".join(_ESCAPES.get(character, character) for character in self.text))
        tail = f"@{self.language}" if self.language else f"^^<{self.datatype}>" if self.datatype else ""
        return f'"{_unpaired(body)}"{tail}'

    def as_json(self) -> Any:
        """Write it as a JSON-LD value."""
        value = {"@value": self.text}
        if self.language:
            return {**value, "@language": self.language}
        return {**value, "@type": self.datatype} if self.datatype else value


def _unpaired(text: str) -> str:
    """Write a surrogate pair of JSON as the one code point N-Quads wants."""
    import re

    def joined(pair: re.Match[str]) -> str:
        high, low = int(pair[1], 16), int(pair[2], 16)
        return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"

    return re.sub(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", joined, text)


def number(amount: float) -> Literal:
    """Return a number as an integer or a decimal."""
    from decimal import Decimal

    kind = "integer" if isinstance(amount, int) else "decimal"
    return Literal(format(Decimal(repr(amount)), "f"), datatype=XSD + kind)


def safe(part: str) -> str:
    """Return an id as a part of an IRI."""
    return quote(part, safe="-._~")

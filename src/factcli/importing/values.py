"""Tell values from names: an object is a number or a date only where that is certain."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from factcli.edtf import is_valid

if TYPE_CHECKING:
    from typing import Any

KINDS_OF = {
    "person": "person",
    "organization": "organization",
    "organisation": "organization",
    "org": "organization",
    "company": "organization",
    "place": "place",
    "location": "place",
    "time": "time",
    "date": "time",
    "quantity": "quantity",
    "number": "quantity",
    "reason": "reason",
    "quote": "quote",
    "thing": "thing",
    "work": "thing",
}
"""The answer kind of each word a kind column may hold."""

# At most 15 digits: beyond that a float is no longer what was written, and digits are rather a name.
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?", re.ASCII)


def value_of(kind: str, text: str) -> dict[str, Any] | None:
    """Return the value of an object whose kind column says `number` or `date`; None where it stays a name.

    Only forms with one reading count: plain digits with a decimal point, and dates in EDTF, of which ISO 8601
    is a part. "1,050" or "3/4/1983" would need a guess. The kinds `quantity` and `time` stay names, so that
    what is exported as a name comes back as one.
    """
    kind = kind.casefold()
    if kind == "number" and _NUMBER.fullmatch(text):
        amount = float(text) if "." in text else int(text)
        return {"type": "quantity", "amount": amount, "unit": ""}
    if kind == "date" and is_valid(text):
        return {"type": "date", "edtf": text}
    return None


def written(value: dict[str, Any]) -> tuple[str, str] | None:
    """Return the kind and text that `value_of` reads back as this very value; None where there is none."""
    if value["type"] == "date":
        kind, text = "date", value["edtf"]
    elif value["type"] == "quantity" and not value["unit"]:
        kind, text = "number", format(Decimal(repr(value["amount"])), "f")
    else:
        return None
    return (kind, text) if value_of(kind, text) == value else None

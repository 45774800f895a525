"""Tell values from names: an object is a number or a date only where that is certain."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from factcli.base.edtf import is_valid

if TYPE_CHECKING:
    from collections.abc import Mapping
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
_AMOUNT = r"(?P<amount>-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?)"
_NUMBER = re.compile(_AMOUNT, re.ASCII)
_MEASURED = re.compile(_AMOUNT + r" (?P<unit>\S.*)", re.ASCII)


def value_of(kind: str, text: str, language: str) -> dict[str, Any] | None:
    """Return the value of an object whose kind column says that it is one; None where it stays a name.

    `number` and `date` are values only where they have one reading: plain digits with a decimal point, and
    dates in EDTF, of which ISO 8601 is a part. "1,050" or "3/4/1983" would need a guess. `money` ("6 USD"),
    `amount` ("5 km") and `text` say that a value was meant. The kinds `quantity` and `time` are those of
    names, so that what is exported as a name comes back as one.
    """
    read = _READERS.get(kind.casefold())
    return read(text, language) if read else None


def _number(text: str, _language: str) -> dict[str, Any] | None:
    return _quantity(text, "") if _NUMBER.fullmatch(text) else None


def _date(text: str, _language: str) -> dict[str, Any] | None:
    return {"type": "date", "edtf": text} if is_valid(text) else None


def _money(text: str, _language: str) -> dict[str, Any] | None:
    found = _MEASURED.fullmatch(text)
    if not found or not re.fullmatch("[A-Z]{3}", found["unit"], re.ASCII):
        return None
    return {"type": "money", "amount": _figure(found["amount"]), "currency": found["unit"]}


def _measured(text: str, _language: str) -> dict[str, Any] | None:
    found = _MEASURED.fullmatch(text)
    return _quantity(found["amount"], found["unit"]) if found else None


def _quantity(amount: str, unit: str) -> dict[str, Any]:
    return {"type": "quantity", "amount": _figure(amount), "unit": unit}


def _text(text: str, language: str) -> dict[str, Any]:
    return {"type": "text", "text": {language: text}}


def _figure(amount: str) -> int | float:
    return float(amount) if "." in amount else int(amount)


_READERS = {"number": _number, "date": _date, "money": _money, "amount": _measured, "text": _text}


def written(value: Mapping[str, Any], language: str) -> tuple[str, str, bool]:
    """Return the kind and text of a value for a row, and whether `value_of` reads back this very value."""
    kind, text = _shown(value, language)
    return kind, text, value_of(kind, text, language) == value


def _shown(value: Mapping[str, Any], language: str) -> tuple[str, str]:
    if value["type"] == "date":
        return "date", value["edtf"]
    if value["type"] == "text":
        texts = value["text"]
        return "text", texts.get(language) or next(iter(texts.values()))
    amount = format(Decimal(repr(value["amount"])), "f")
    if value["type"] == "money":
        return "money", f"{amount} {value['currency']}"
    return ("amount", f"{amount} {value['unit']}") if value["unit"] else ("number", amount)

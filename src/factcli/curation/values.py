"""Read a value as a curator types it: `6000000000 USD`, `3 offices`, `2023-12~`, or words."""

from __future__ import annotations

import re

from factcli.base.edtf import is_valid
from factcli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

VALUE_KINDS = {"money": "quantity", "quantity": "quantity", "date": "time", "text": "thing"}
"""The answer kind of each type of value."""

_AMOUNT = r"(?P<amount>-?\d{1,15}(?:\.\d{1,6})?)"
_MONEY = re.compile(_AMOUNT + r" ?(?P<currency>[A-Z]{3})", re.ASCII)
_QUANTITY = re.compile(_AMOUNT + r"(?: (?P<unit>\S.*))?|(?P<percent>-?\d{1,15}(?:\.\d{1,6})?) ?%")


def parsed(typed: str, language: str, kind: str | None = None) -> dict[str, Any]:
    """Return the value document of what was typed; `kind` is the relation's, where it is known.

    A type before a colon decides ("date:2018", "text:2018"). Without one an amount with three capitals is
    money, an amount with or without a unit a quantity, EDTF a date, all else words in `language`. Four
    digits alone may be a year or a number: then the relation decides. Raises UsageProblem.
    """
    name, colon, rest = typed.partition(":")
    if colon and name in _READERS:
        return _READERS[name](rest.strip(), language)
    text = typed.strip()
    if is_valid(text) and _QUANTITY.fullmatch(text):
        if kind not in ("time", "quantity"):
            raise UsageProblem(f"{text!r} may be a date or a number", f"write date:{text} or quantity:{text}")
        return _date(text, language) if kind == "time" else _quantity(text, language)
    if is_valid(text):
        return _date(text, language)
    if _MONEY.fullmatch(text):
        return _money(text, language)
    return _quantity(text, language) if _QUANTITY.fullmatch(text) else _text(text, language)


def in_words(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return a value that is words, told in several languages."""
    return {"type": "text", "text": dict(texts)}


def _amount(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _money(text: str, _language: str) -> dict[str, Any]:
    found = _MONEY.fullmatch(text)
    if not found:
        raise UsageProblem(f"{text!r} is no sum of money", "write it as 6000000000 USD")
    return {"type": "money", "amount": _amount(found["amount"]), "currency": found["currency"]}


def _quantity(text: str, _language: str) -> dict[str, Any]:
    found = _QUANTITY.fullmatch(text)
    if not found:
        raise UsageProblem(f"{text!r} is no quantity", "write it as a number and its unit: 3 offices")
    unit = "%" if found["percent"] else found["unit"] or ""
    return {"type": "quantity", "amount": _amount(found["percent"] or found["amount"]), "unit": unit}


def _date(text: str, _language: str) -> dict[str, Any]:
    if not is_valid(text):
        raise UsageProblem(f"{text!r} is no date in EDTF", "write it as 2023, 2023-12~ or XXXX-11-21")
    return {"type": "date", "edtf": text}


def _text(text: str, language: str) -> dict[str, Any]:
    if not text:
        raise UsageProblem("the value is empty", "give an amount, a date or words")
    return in_words({language: text})


_READERS = {"money": _money, "quantity": _quantity, "date": _date, "text": _text}

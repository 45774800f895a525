"""Read the cell of an object whose kind says that it is a value: a number, a date, money, an amount or a text.

A value is read as people and spreadsheets write it (1 200,5 · 6 M€ · mars 2024), or refused with what to write instead:
a cell that could be two values is never guessed, and one that was meant as a value never becomes a name.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from factcli.base.edtf import is_valid
from factcli.texts.dates import find_dates
from factcli.texts.numbers import find_quantities
from factcli.texts.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from factcli.texts.rules import LanguageRules


class BadValue(ValueError):  # noqa: N818 -- a cell is bad, the program is not in error
    """Raised with the reason why a cell is no value, and what to write."""


# At most 15 digits: beyond that a float would not be exact, and the digits are more likely a name.
_LONGEST = 15
_APPROXIMATELY = "~"  # before an amount: nearly, about
_PLAIN = re.compile(r"(?P<amount>[-+−]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?)(?P<unit>\D.*)?", re.ASCII)
_COMMA = re.compile(r"(?P<amount>[-+−]?\d+,\d+)(?P<unit>[^\d,.'’].*)?", re.ASCII)
_GROUPED = re.compile(
    r"(?P<amount>[-+−]?(?:\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}))"
    r"(?P<unit>[^\d,.'’].*)?"
)
_THOUSAND_OR_DECIMAL = re.compile(r"[-+−]?(?P<whole>[1-9]\d{0,2}),(?P<part>\d{3})(?:[^\d,.].*)?")
_CODE_FIRST = re.compile(r"(?P<currency>[A-Za-z]{3}) ?(?P<amount>[-+−\d].*)", re.ASCII)
_CODE = re.compile(r"[A-Za-z]{3}", re.ASCII)
_TIMESTAMP = re.compile(
    r"\+?(?P<date>-?\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s?(?:Z|UTC|[+-]\d\d:?\d\d))?",
    re.ASCII,
)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 0?0:00(?::00)?)?", re.ASCII)
_MONTHS = 12
_YEARS = range(1000, 2200)  # plain numbers that may be one
_SIGNS = ("%", "‰", "°", "$", "€", "£", "¥", "₹")


def is_value_kind(kind: str) -> bool:
    """Return True if a word in a kind column says that the object is a value."""
    return kind.casefold() in _READERS


def value_of(kind: str, text: str, language: str) -> dict[str, Any] | None:
    """Return the value of an object if its kind column says that it is one, or None if it is a name.

    The kinds `quantity` and `time` are those of names, so that what is exported as a name comes back as one.
    Raises BadValue for a value that cannot be read, or could be read in two ways.
    """
    read = _READERS.get(kind.casefold())
    if read is None:
        return None
    value = read(text.removeprefix(_APPROXIMATELY), language)
    about = text.startswith(_APPROXIMATELY) and "amount" in value
    return value | {"approximate": True} if about else read(text, language)


def may_be(text: str, language: str) -> frozenset[str]:
    """Return the kinds of value that a cell without a kind may be: a date, a plain number, or both if it is a year."""
    kinds = set()
    try:
        if any(letter.isdigit() for letter in text) and date_of(text, language) is not None:
            kinds.add("date")
    except BadValue:
        return frozenset()
    try:
        found = _split(text)
        if found and not found[1]:
            _amount(text, found[0])
            kinds.add("number")
    except BadValue:
        kinds.discard("date")
    if kinds == {"date", "number"} and int(text) not in _YEARS:
        kinds.discard("date")
    return frozenset(kinds)


def date_of(text: str, language: str) -> str | None:
    """Return a date in EDTF from a cell: EDTF itself, a timestamp (also of Wikidata), 21/11/2024, or in words.

    None if it is none. Raises BadValue if day and month could be swapped.
    """
    if is_valid(text):
        return text
    if found := _TIMESTAMP.fullmatch(text):
        date = str(found["date"])
        while date.endswith("-00"):  # as Wikidata writes what it does not know
            date = date.removesuffix("-00")
        return date if is_valid(date) else None
    if found := _SLASHED.fullmatch(text):
        return _in_order(text, int(found[1]), int(found[2]), found[3], language)
    rules = _rules().get(language)
    dates = find_dates(f"{text}", rules.dates) if rules else ()
    if len(dates) == 1 and (dates[0].start, dates[0].end) == (0, len(text)) and dates[0].edtf:
        return dates[0].edtf
    return None


def _in_order(text: str, first: int, second: int, year: str, language: str) -> str | None:
    rules = _rules().get(language)
    if first == second or first > _MONTHS or (rules and rules.dates.day_first and second <= _MONTHS):
        day, month = first, second
    elif second > _MONTHS:
        day, month = second, first
    else:
        raise BadValue(
            f"{text!r} could be day/month or month/day; write it as {year}-{second:02}-{first:02}"
            f" or {year}-{first:02}-{second:02}"
        )
    edtf = f"{year}-{month:02}-{day:02}"
    return edtf if is_valid(edtf) else None


@cache
def _rules() -> Mapping[str, LanguageRules]:
    return load_rules()


def _date(text: str, language: str) -> dict[str, Any]:
    edtf = date_of(text, language)
    if edtf is None:
        raise BadValue(
            f"{text!r} is not a date that can be read; write it as 2024, 2024-03, 2024-03-01 or 2024~"
        )
    return {"type": "date", "edtf": edtf}


def _split(text: str) -> tuple[str, str] | None:
    """Return the digits of an amount, with a decimal point, and what follows them; None for no amount."""
    if doubtful := _THOUSAND_OR_DECIMAL.fullmatch(text):
        whole, part = doubtful["whole"], doubtful["part"]
        raise BadValue(
            f"{text!r} could be {whole}{part} or {whole}.{part}; write one of them, without a comma"
        )
    found = _GROUPED.fullmatch(text) or _COMMA.fullmatch(text) or _PLAIN.fullmatch(text)
    if not found:
        return None
    amount = str(found["amount"]).replace("−", "-").lstrip("+")
    for mark in " \u00a0\u202f\u2009'’":
        amount = amount.replace(mark, "")
    decimal = max(amount.rfind(","), amount.rfind("."))
    if amount.count(",") + amount.count(".") > 1 and amount.count(amount[decimal]) > 1:
        decimal = len(amount)  # all of them part thousands
    digits = "".join(
        "." if at == decimal else letter
        for at, letter in enumerate(amount)
        if at == decimal or letter not in ",."
    )
    return digits, (found["unit"] or "").strip()


def _amount(text: str, digits: str) -> int | float:
    bare = digits.lstrip("-")
    if bare[:1] == "0" and bare[1:2].isdigit():
        raise BadValue(
            f"{text!r} begins with a zero like a code; leave the kind empty, or write it without the zero"
        )
    amount = Decimal(digits)
    if len(amount.as_tuple().digits) > _LONGEST or abs(amount) >= Decimal(10) ** _LONGEST:
        raise BadValue(f"{text!r} has too many digits for a number; leave the kind empty if it is a name")
    return int(amount) if amount == int(amount) and "." not in digits else float(amount)


def _number(text: str, language: str) -> dict[str, Any]:
    found = _split(text)
    if found and not found[1]:
        return _quantity(_amount(text, found[0]), "")
    mention = _read_whole(text, language)
    if mention and not mention.unit and not mention.currency:
        return _quantity(_figure(mention.amount), "")
    if found or mention:
        raise BadValue(f"{text!r} is more than a number; give the kind amount or money")
    raise BadValue(f"{text!r} is not a number; write it in digits, such as 1200 or 1.5")


def _money(text: str, language: str) -> dict[str, Any]:
    first = _CODE_FIRST.fullmatch(text)
    found = _split(first["amount"].strip() if first else text)
    currency = first["currency"] if first and found and not found[1] else found[1] if found else ""
    if found and _CODE.fullmatch(currency):
        return {"type": "money", "amount": _amount(text, found[0]), "currency": currency.upper()}
    mention = _read_whole(text, language)
    if mention and mention.currency:
        return {"type": "money", "amount": _figure(mention.amount), "currency": mention.currency}
    raise BadValue(f"{text!r} is not an amount of money; write it as 6000000 USD")


def _measured(text: str, _language: str) -> dict[str, Any]:
    found = _split(text)
    if not found or not (found[1][:1].isalpha() or found[1][:1] in _SIGNS):
        raise BadValue(f"{text!r} is not an amount with its unit; write it as 5 km")
    return _quantity(_amount(text, found[0]), found[1])


def _read_whole(text: str, language: str) -> Any:
    """Return the one amount that a cell is, as its language writes it (6 millions d'euros), or None."""
    rules = _rules().get(language)
    found = find_quantities(text, rules.numbers) if rules else ()
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
    return found[0] if whole and not found[0].vague and not found[0].ordinal else None


def _quantity(amount: float, unit: str) -> dict[str, Any]:
    return {"type": "quantity", "amount": amount, "unit": unit}


def _figure(amount: Decimal) -> int | float:
    return int(amount) if amount == int(amount) else float(amount)


def _text(text: str, language: str) -> dict[str, Any]:
    return {"type": "text", "text": {language: text}}


_READERS = {"number": _number, "date": _date, "money": _money, "amount": _measured, "text": _text}


def cell_of_value(value: Mapping[str, Any], language: str) -> tuple[str, str, bool]:
    """Return the kind and text of a value for a row, and whether `value_of` reads back this very value."""
    kind, text = _shown(value, language)
    try:
        return kind, text, value_of(kind, text, language) == value
    except BadValue:
        return kind, text, False


def _shown(value: Mapping[str, Any], language: str) -> tuple[str, str]:
    if value["type"] == "date":
        return "date", value["edtf"]
    if value["type"] == "text":
        texts = value["text"]
        return "text", texts.get(language) or next(iter(texts.values()))
    about = _APPROXIMATELY if value.get("approximate") else ""
    amount = about + format(Decimal(repr(value["amount"])), "f")
    if value["type"] == "money":
        return "money", f"{amount} {value['currency']}"
    return ("amount", f"{amount} {value['unit']}") if value["unit"] else ("number", amount)

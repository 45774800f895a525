"""A cell that is meant as a value is read as people and spreadsheets write it, or refused; it is never a name."""

from __future__ import annotations

from typing import Any

import pytest

from factcli.exchange.import_values import BadValue, value_of


def number(amount: float) -> dict[str, Any]:
    return {"type": "quantity", "amount": amount, "unit": ""}


def amount(value: float, unit: str) -> dict[str, Any]:
    return {"type": "quantity", "amount": value, "unit": unit}


def money(value: float, currency: str) -> dict[str, Any]:
    return {"type": "money", "amount": value, "currency": currency}


def date(edtf: str) -> dict[str, Any]:
    return {"type": "date", "edtf": edtf}


@pytest.mark.parametrize(
    ("kind", "text", "code", "value"),
    [
        ("number", "0", "en", number(0)),
        ("number", "-2.5", "en", number(-2.5)),
        ("Number", "7", "en", number(7)),
        ("number", "1,5", "fr", number(1.5)),
        ("number", "-0,25", "en", number(-0.25)),
        ("number", "1 200", "fr", number(1200)),
        ("number", "1\u202f200,5", "fr", number(1200.5)),
        ("number", "1'200", "en", number(1200)),
        ("number", "1,200,000", "en", number(1200000)),
        ("number", "1.200.000,50", "fr", number(1200000.5)),
        ("number", "1,200.5", "en", number(1200.5)),
        ("number", "1e6", "en", number(1000000)),
        ("number", "2.5E-1", "en", number(0.25)),
        ("number", "six millions", "fr", number(6000000)),
        ("number", "6 million", "en", number(6000000)),
        ("date", "2023-12~", "en", date("2023-12~")),
        ("date", "03/04/2024", "fr", date("2024-04-03")),
        ("date", "21/11/2024", "en", date("2024-11-21")),
        ("date", "mars 2024", "fr", date("2024-03")),
        ("date", "3 March 2024", "en", date("2024-03-03")),
        ("date", "2024-03-01T00:00:00Z", "en", date("2024-03-01")),
        ("date", "2024-03-01T17:45:09.250+02:00", "en", date("2024-03-01")),
        ("date", "+1952-03-11T00:00:00Z", "en", date("1952-03-11")),
        ("date", "+1952-03-00T00:00:00Z", "en", date("1952-03")),
        ("date", "+1952-00-00T00:00:00Z", "fr", date("1952")),
        ("date", "-0044-03-15T00:00:00Z", "en", date("-0044-03-15")),
        ("date", "01/03/2024 00:00", "fr", date("2024-03-01")),
        ("money", "6 USD", "en", money(6, "USD")),
        ("money", "6 usd", "en", money(6, "USD")),
        ("money", "USD 6", "en", money(6, "USD")),
        ("money", "1 200,50 EUR", "fr", money(1200.5, "EUR")),
        ("money", "6 M€", "fr", money(6000000, "EUR")),
        ("money", "$6 million", "en", money(6000000, "USD")),
        ("money", "6,5 €", "fr", money(6.5, "EUR")),
        ("amount", "5 km", "en", amount(5, "km")),
        ("amount", "5km", "en", amount(5, "km")),
        ("amount", "12,5 %", "fr", amount(12.5, "%")),
        ("amount", "1 200 habitants", "fr", amount(1200, "habitants")),
        ("text", "1,200", "en", {"type": "text", "text": {"en": "1,200"}}),
        ("time", "1983", "en", None),
        ("quantity", "5", "en", None),
        ("person", "5", "en", None),
        ("", "1,200", "en", None),
    ],
)
def test_values(kind: str, text: str, code: str, value: dict[str, Any] | None) -> None:
    assert value_of(kind, text, code) == value


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("number", "1,200", "could be 1200 or 1.200"),
        ("number", "007", "begins with a zero"),
        ("number", "1e999", "too many digits"),
        ("number", "9" * 40, "too many digits"),
        ("number", "NaN", "is not a number"),
        ("number", "Infinity", "is not a number"),
        ("number", "n/a", "is not a number"),
        ("number", "5 km", "more than a number"),
        ("number", "3/4/1971", "more than a number"),
        ("number", "1 200 300 4", "number"),
        ("date", "2023-02-30", "is not a date"),
        ("date", "03/04/2024", "could be day/month or month/day"),
        ("date", "soon", "is not a date"),
        ("date", "NaT", "is not a date"),
        ("money", "6", "is not an amount of money"),
        ("money", "6 bananas", "is not an amount of money"),
        ("money", "1,200 EUR", "could be 1200 or 1.200"),
        ("amount", "5", "is not an amount with its unit"),
        ("amount", "3/4/1971", "is not an amount with its unit"),
    ],
)
def test_what_is_no_value_or_two_is_refused(kind: str, text: str, reason: str) -> None:
    with pytest.raises(BadValue, match=reason):
        value_of(kind, text, "en")

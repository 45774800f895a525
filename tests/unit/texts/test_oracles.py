"""Amounts and dates that Babel writes are read back; every date that is read is EDTF to the `edtf` library."""

from __future__ import annotations

import datetime as dt
import warnings
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from factcli.texts.dates import DateWords, find_dates
from factcli.texts.numbers import NumberMention, NumberWords, find_quantities
from language_tables import language_table

NUMBERS = {code: NumberWords.from_table(language_table(code, "numbers")) for code in ("fr", "en")}
DATES = {code: DateWords.from_table(language_table(code, "dates")) for code in ("fr", "en")}
# Below a thousand million: beyond it Babel does not group Swiss numbers.
AMOUNTS = st.decimals(Decimal("0.01"), Decimal(999_999_999), places=2)
BITS = [
    "3",
    "31",
    "1er",
    "21st",
    "Ve",
    "XIXe",
    "44",
    "79",
    "1998",
    "2010-11",
    "68",
    "mars",
    "mai",
    "April",
    "and",
    "et",
    "-",
    "to",
    "siècle",
    "av.",
    "J.-C.",
    "BC",
    "AD",
    "season",
    "hiver",
    "spring",
    "Q1",
    "T2",
    "'80s",
    "années",
    "century",
    "1990s",
    ",",
    "(",
    "le",
    "the",
    "du",
]
PLACES = ["en_US", "en_GB", "en_IN", "en_ZA", "fr_FR", "fr_CH", "fr_CA", "fr_BE"]


def only(text: str, place: str) -> NumberMention:
    (mention,) = find_quantities(text, NUMBERS[place[:2]])
    return mention


@pytest.mark.parametrize("place", PLACES)
@given(amount=AMOUNTS)
def test_decimals(place: str, amount: Decimal) -> None:
    text = format_decimal(amount, locale=place)
    if "," in text and place == "en_ZA":
        return  # the comma is the decimal mark there, which nothing in an English text tells

    assert only(text, place).amount == amount


@pytest.mark.parametrize("place", [place for place in PLACES if place != "en_ZA"])
@pytest.mark.parametrize("currency", ["EUR", "USD", "GBP", "CHF", "CAD", "JPY", "INR", "BRL"])
@given(amount=st.integers(1, 999_999_999))
def test_money(place: str, currency: str, amount: int) -> None:
    text = format_currency(amount, currency, locale=place)
    mention = only(text, place)

    assert mention.amount == amount
    assert mention.currency in (currency, "USD" if "$" in text else "JPY" if "¥" in text else currency)


@pytest.mark.parametrize("place", ["en_US", "en_GB", "fr_FR", "fr_CH", "fr_CA"])
@given(amount=st.integers(1, 10**5))
def test_percentages(place: str, amount: int) -> None:
    mention = only(format_percent(Decimal(amount) / 100, locale=place), place)

    assert mention.amount == amount
    assert mention.unit == "percent"


@pytest.mark.parametrize("place", ["en_US", "en_GB", "en_CA", "fr_FR", "fr_CH", "fr_CA"])
@pytest.mark.parametrize(
    "form", ["full", "long", "medium", "MMMM y", "QQQQ y", "QQQ y", "y-MM-dd", "d MMM y"]
)
@given(day=st.dates(dt.date(1000, 1, 1), dt.date(2199, 12, 31)))
def test_dates(place: str, form: str, day: dt.date) -> None:
    text = format_date(day, form, locale=place)
    month = f"{day.year}-{day.month:02}"
    quarter = f"{day.year}-{33 + (day.month - 1) // 3}"
    told = {"MMMM y": month, "QQQQ y": quarter, "QQQ y": quarter}.get(form, day.isoformat())

    assert [mention.edtf for mention in find_dates(text, DATES[place[:2]])] == [told], text


@given(
    code=st.sampled_from(["fr", "en"]),
    bits=st.lists(
        st.sampled_from(BITS),
        max_size=8,
    ),
)
def test_what_is_read_is_edtf(code: str, bits: list[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf import parse_edtf

    for mention in find_dates(" ".join(bits), DATES[code]):
        if mention.edtf:
            parse_edtf(mention.edtf.replace("-40", "-21").replace("-41", "-22"))

"""The kinds of amounts and dates that people write, each with how it is read: `amounts.tsv` and `dates.tsv`.

A row is a kind, a language, a text, and what is read in it, in order: an amount with its unit or currency, `~` before
one that is only an order of size, `?` for one that is not understood.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from factcli.texts.dates import DateWords, find_dates
from factcli.texts.numbers import NumberMention, NumberWords, read_quantities
from language_tables import language_table

HERE = Path(__file__).parent
LANGUAGES = ("fr", "en")
NUMBERS = {code: NumberWords.from_table(language_table(code, "numbers")) for code in LANGUAGES}
DATES = {code: DateWords.from_table(language_table(code, "dates")) for code in LANGUAGES}


def rows(name: str) -> list[tuple[str, str, str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        table = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(table)
        return [(kind, code, text, told) for kind, code, text, told in table]


def amounts_of(text: str, code: str) -> str:
    amounts, unread = read_quantities(text, NUMBERS[code])
    found = [(mention.start, shown(mention)) for mention in amounts] + [(start, "?") for start, _ in unread]
    return "; ".join(words for _, words in sorted(found))


def shown(mention: NumberMention) -> str:
    amount = f"{mention.amount.normalize():f}"
    return f"{'~' * mention.vague}{amount} {mention.unit or mention.currency or ''}".strip()


def dates_of(text: str, code: str) -> str:
    return "; ".join(mention.edtf or mention.moment or "?" for mention in find_dates(text, DATES[code]))


@pytest.mark.parametrize(("kind", "code", "text", "told"), rows("amounts.tsv"))
def test_amounts(kind: str, code: str, text: str, told: str) -> None:
    assert amounts_of(text, code) == told, kind


@pytest.mark.parametrize(("kind", "code", "text", "told"), rows("dates.tsv"))
def test_dates(kind: str, code: str, text: str, told: str) -> None:
    assert dates_of(text, code) == told, kind

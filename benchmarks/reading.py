"""Compare the reading of amounts and dates with other libraries on labelled running text; print a table.

    python benchmarks/reading.py NUMBERS.jsonl [--errors]

`data/reading.tsv` labels 300 amounts and 229 dates of sentences of four treebanks (UD French-GSD, French-Sequoia,
English-EWT, English-GUM) by the id of the sentence and the place in it; the sentences are not part of this project.
NUMBERS.jsonl has them, a line each, with `id`, `lang` and `sentence`.

What a library reads where a label is counts: right with the same value, wrong with another one, unread without one. A
library is only asked for what it is made for: text2num for numbers in words and Babel for numbers in digits, both
without the unit; dateparser for days, months and years, not for decades and centuries. Libraries that are not
installed are left out.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections import Counter
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from factcli.audit.names import masked
from factcli.texts.dates import find_dates
from factcli.texts.numbers import find_quantities
from factcli.texts.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "reading.tsv")
LANGUAGES = ("fr", "en")
RULES = load_rules()


class Label(NamedTuple):
    """A value of a sentence and where it is."""

    sentence: str
    language: str
    kind: str
    start: int
    end: int
    value: str


class Read(NamedTuple):
    """A value that a library reads in `text[start:end]`; `amount` alone for one that reads no units."""

    start: int
    end: int
    value: str


def labels(path: str = DATA) -> list[Label]:
    """Return the labels."""
    with open(path, encoding="utf-8") as file:
        next(file)
        rows = [line.rstrip("\n").split("\t") for line in file]
    return [Label(row[0], row[1], row[2], int(row[3]), int(row[4]), row[5]) for row in rows]


def ours(text: str, language: str, kind: str) -> list[Read]:
    """Return what this project reads, as `base check` does: a number that is part of a date is not an amount."""
    rules = RULES[language]
    dates = find_dates(text, rules.dates)
    amounts = find_quantities(masked(text, [(date.start, date.end) for date in dates]), rules.numbers)
    years = [
        Read(amount.start, amount.end, str(amount.amount))
        for amount in amounts
        if text[amount.start : amount.end].isdecimal() and amount.end - amount.start == len("1998")
    ]
    if kind == "date":
        return [Read(date.start, date.end, (date.edtf or "?").strip("./")) for date in dates] + years
    return [
        Read(
            amount.start,
            amount.end,
            f"{amount.amount.normalize():f}{_rank(amount.amount) if amount.ordinal else ''}"
            f" {amount.unit or amount.currency or ''}".strip(),
        )
        for amount in amounts
    ]


def _rank(amount: Decimal) -> str:
    return {"1": "st", "2": "nd", "3": "rd"}.get(str(amount)[-1], "th") if str(amount)[-2:-1] != "1" else "th"


class _Word:
    """A token as text2num wants it."""

    def __init__(self, found: re.Match[str]) -> None:
        self.found = found

    def text(self) -> str:
        return self.found[0]

    def nt_separated(self, _: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def text2num(text: str, language: str, _kind: str) -> list[Read]:
    """Return the numbers in words that text2num finds; it has no units."""
    words = [_Word(found) for found in re.finditer(r"\w+|[^\w\s]", text)]
    return [
        Read(
            words[each.start].found.start(),
            words[each.end - 1].found.end(),
            f"{Decimal(each.value).normalize():f}",
        )
        for each in import_module("text_to_num").find_numbers(words, language, 0)
    ]


def babel(text: str, language: str, _kind: str) -> list[Read]:
    """Return the numbers in digits that Babel parses, which has no units and no words."""
    numbers = import_module("babel.numbers")
    found = []
    for run in re.finditer(r"\d[\d.,\u00a0\u202f]*\d|\d", text):
        try:
            value = numbers.parse_decimal(run[0], locale=language, strict=False)
        except (numbers.NumberFormatError, InvalidOperation):
            continue
        found.append(Read(run.start(), run.end(), f"{value.normalize():f}"))
    return found


def dateparser(text: str, language: str, _kind: str) -> list[Read]:
    """Return the dates that dateparser finds in running text."""
    search = import_module("dateparser.search").search_dates
    found, at = [], 0
    settings = {"RETURN_TIME_AS_PERIOD": False, "REQUIRE_PARTS": ["year"]}
    for words, date in search(text, languages=[language], settings=settings) or ():
        place = text.find(words, at)
        if place < 0:
            continue
        at = place + len(words)
        day = bool(re.search(r"(?<!\d)\d{1,2}(?!\d)", words))
        letters = re.search(r"[^\W\d_]{3}", words)
        value = date.date().isoformat()
        found.append(Read(place, at, value if day else value[:7] if letters else value[:4]))
    return found


LIBRARIES: dict[str, tuple[Callable[[str, str, str], list[Read]], tuple[str, ...], str | None]] = {
    "factcli": (ours, ("amount", "date"), None),
    "text2num": (text2num, ("amount",), "text_to_num"),
    "babel": (babel, ("amount",), "babel.numbers"),
    "dateparser": (dateparser, ("date",), "dateparser.search"),
}


def same(told: str, read: str, *, units: bool) -> bool:
    """Return True if a value is the one of the label; without `units` its number alone is compared."""
    if units:
        return _plain(told) == _plain(read)
    first = re.match(r"[\d.]+", told)
    return first is not None and _plain(first[0]) == _plain(read.replace(",", "."))


def _plain(value: str) -> str:
    number = re.match(r"\d+\.\d+(?= |$)", value)
    return value.replace(number[0], f"{Decimal(number[0]).normalize():f}", 1) if number else value


def score(
    name: str, told: Iterable[Label], texts: dict[str, str], *, errors: bool
) -> dict[tuple[str, str], Counter[str]]:
    """Return how many labels of each kind and language a library reads right, wrongly or not at all."""
    read, kinds, _ = LIBRARIES[name]
    counts: dict[tuple[str, str], Counter[str]] = {}
    for label in told:
        text = texts[label.sentence]
        in_digits = any(character.isdigit() for character in text[label.start : label.end])
        asked = {
            "text2num": not in_digits,
            "babel": in_digits,
            "dateparser": bool(re.fullmatch(r"[\d-]+", label.value)),
        }
        if label.kind not in kinds or not asked.get(name, True):
            continue
        over = [
            each
            for each in read(text, label.language, label.kind)
            if each.start < label.end and label.start < each.end
        ]
        right = any(same(label.value, each.value, units=name in ("factcli", "dateparser")) for each in over)
        verdict = (
            "right" if right else "wrong" if over and any(each.value != "?" for each in over) else "unread"
        )
        counts.setdefault((label.kind, label.language), Counter())[verdict] += 1
        if errors and verdict != "right" and name == "factcli":
            print(
                verdict,
                repr(text[label.start : label.end]),
                label.value,
                [each.value for each in over],
                "|",
                text[:140],
            )
    return counts


def main() -> int:
    """Print a line for each library, kind and language."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    with open(sys.argv[1], encoding="utf-8") as file:
        texts = {row["id"]: row["sentence"] for row in map(json.loads, file)}
    told = [label for label in labels() if label.sentence in texts]
    print(f"{'library':<12} {'kind':<7} lang  labels  right  wrong  unread     ms")
    for name, (_, _, package) in LIBRARIES.items():
        try:
            import_module(package or "factcli")
        except ImportError:
            continue
        before = time.process_time()
        counts = score(name, told, texts, errors="--errors" in sys.argv)
        spent = 1000 * (time.process_time() - before) / max(1, sum(map(Counter.total, counts.values())))
        for (kind, language), found in sorted(counts.items()):
            whole = found.total()
            shares = [found[verdict] / whole for verdict in ("right", "wrong", "unread")]
            print(
                f"{name:<12} {kind:<7} {language:<4} {whole:>7}",
                *(f"{share:6.3f}" for share in shares),
                f"{spent:6.1f}",
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

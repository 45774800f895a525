"""Find the dates of a text and give each in EDTF, as precise as the text is and no more.

`fin 2023` is 2023-12~, `le 21 novembre` XXXX-11-21, `d'ici 2030` ../2030. How a language writes dates comes
from its file as `DateWords`; times relative to the date of the text (`la semaine dernière`) have no EDTF and
are given by name.
"""

from __future__ import annotations

import re

from factcli._dataclass import dataclass
from factcli.base.edtf import is_valid
from factcli.texts.numbers import roman

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any


_ISO = re.compile(r"(?<![\w-])(\d{4}-\d\d(?:-\d\d)?)(?![\w-])", re.ASCII)
_NUMERIC = re.compile(r"(?<![\w./])(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?![\w/])", re.ASCII)
_MONTHS = 12
_BOUND_REACH = 30


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in `text[start:end]`: its `edtf`, or the name of a `moment` such as "last week" and no EDTF."""

    start: int
    end: int
    edtf: str | None
    moment: str | None = None


def find_dates(text: str, words: DateWords) -> tuple[DateMention, ...]:
    """Return the dates of a text in order, without overlap.

    A year alone is a date only if a word such as "in" or an opening bracket says so. A word that makes a date
    a bound makes it an open interval.
    """
    text = text.replace("’", "'")
    if not words.hint.search(text):
        return ()
    taken: list[DateMention] = []
    for mention in _candidates(text, words):
        if all(mention.end <= other.start or mention.start >= other.end for other in taken):
            taken.append(mention)
            taken.extend(_until_year(text, mention, words))
    return tuple(sorted(taken, key=lambda mention: mention.start))


def _candidates(text: str, words: DateWords) -> Iterator[DateMention]:
    for found in _ISO.finditer(text):
        yield from _valid(found, found[1])
    for found in _NUMERIC.finditer(text):
        yield from _valid(found, _in_order(found, words))
    for form in words.forms:
        for found in form.finditer(text):
            if _is_month(found, words):
                yield from _valid(found, _bounded(text, found, _assembled(found, words), words))
    for found in words.moment.finditer(text):
        yield DateMention(found.start(), found.end(), None, words.moments[" ".join(found[0].lower().split())])


def _valid(found: re.Match[str], edtf: str) -> Iterator[DateMention]:
    if is_valid(edtf):
        yield DateMention(found.start(), found.end(), edtf)


def _in_order(found: re.Match[str], words: DateWords) -> str:
    """Read 21/11/2024; if day and month could be swapped, only the year is certain."""
    first, second, year = int(found[1]), int(found[2]), found[3]
    if words.day_first or first > _MONTHS or first == second:
        day, month = first, second
    elif second > _MONTHS:
        day, month = second, first
    else:
        return year
    return f"{year}-{month:02}-{day:02}"


def _is_month(found: re.Match[str], words: DateWords) -> bool:
    """Return True if a month alone is not a name or a verb, judging by its case."""
    told = {name: part for name, part in found.groupdict().items() if part}
    month = told.pop("month", None)
    if month is None:
        return True
    lone = not told.keys() - {"before_month"}
    if words.lower_case_months:
        return month[0].islower() or not lone
    return month[0].isupper() and bool(told or month not in words.doubtful_months)


def _assembled(found: re.Match[str], words: DateWords) -> str:
    """Combine the parts of a date into EDTF."""
    told = {name: part for name, part in found.groupdict().items() if part}
    if "century" in told:
        century = told["century"]
        number = int(century) if century.isdigit() else roman(century.upper())
        return f"{number - 1:02}XX"
    if "decade" in told:
        return told["decade"] + "X"
    year = told.get("year", "XXXX")
    if "month" in told:
        month = words.months[_same(told["month"], words.months)]
        return f"{year}-{month:02}" + (f"-{int(told['day']):02}" if "day" in told else "")
    if "season" in told:
        return f"{year}-{words.seasons[_same(told['season'], words.seasons)]}"
    if "part" in told:
        return f"{year}-{words.parts[_same(told['part'], words.parts)]:02}~"
    return year + ("~" if "about" in told else "")


def _same(word: str, names: Iterable[str]) -> str:
    """Return the name in the language file that a word matches, ignoring case and spaces."""
    plain = " ".join(word.lower().split())
    return next(name for name in names if name.lower() == plain)


def _bounded(text: str, found: re.Match[str], edtf: str, words: DateWords) -> str:
    cores = ("day", "month", "part", "season", "year", "about", "century", "decade")
    start = min(found.start(name) for name in cores if found.groupdict().get(name))
    bound = words.bounds.search(text[max(0, start - _BOUND_REACH) : start])
    if not bound:
        return edtf
    return f"../{edtf}" if bound["until"] else f"{edtf}/.."


def _until_year(text: str, mention: DateMention, words: DateWords) -> Iterator[DateMention]:
    """Find the second year of 1998-2001 or between 1998 and 2001, which no word announces."""
    found = words.to_year.match(text, mention.end)
    if found and text[mention.end - 4 : mention.end].isdigit():
        yield DateMention(found.start("year"), found.end("year"), found["year"])


# A bare year: four digits that are not part of a longer number, an amount or a price.
YEAR = r"(?:1\d{3}|20\d\d|21\d\d)(?![\w]|[.,]\d)(?!\s?[%$€£])"
_DAY = r"(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])"
_CENTURY = r"(?:\d{1,2}|[IVX]{1,5})"
_DECADE = r"(?:1\d|20)\d(?=0)"
_PLACE = re.compile(r"\{(\w+)\} ?")


@dataclass(frozen=True, slots=True)
class DateWords:
    """What a language file says about dates, compiled into patterns.

    `forms` are the ways to write a date, in the order to try them, with the named groups day, month,
    year, season, part, about, century and decade. `months`, `seasons` and `parts` lead to EDTF month numbers;
    `bounds` finds a word before a date that makes it the end ("until") or the start ("since") of a time. A
    text without a `hint` has no date.
    """

    forms: tuple[re.Pattern[str], ...]
    months: Mapping[str, int]
    seasons: Mapping[str, int]
    parts: Mapping[str, int]
    moments: Mapping[str, str]
    moment: re.Pattern[str]
    hint: re.Pattern[str]
    bounds: re.Pattern[str]
    to_year: re.Pattern[str]
    doubtful_months: frozenset[str]
    lower_case_months: bool
    day_first: bool

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> DateWords:
        """Take the table `dates` of a `texts.toml`; a missing name is a KeyError."""
        places = _places(table)
        articles = f"(?:{_any(table['articles'])})?"
        until, since = _any(table["until"]), _any(table["since"])
        bounds = rf"(?<!\w)(?:(?P<until>{until})|(?P<since>{since}))\s*{articles}\s*$"
        return cls(
            forms=tuple(_form(form, places) for form in table["forms"]),
            months=table["month"] | {name.rstrip("."): number for name, number in table["month"].items()},
            seasons=table["season"],
            parts=table["part"],
            moments=table["moments"],
            hint=_hint(table, places),
            moment=_pattern(rf"(?<!\w)(?:{_any(table['moments'])})(?!\w)"),
            bounds=_pattern(bounds),
            to_year=_pattern(rf"\s*(?:{_any(table['to'])})\s*(?P<year>{YEAR})"),
            doubtful_months=frozenset(table["doubtful_months"]),
            lower_case_months=table["lower_case_months"],
            day_first=table["day_first"],
        )


def _places(table: Mapping[str, Any]) -> dict[str, str]:
    """Return the pattern for each placeholder of a form."""
    names = (*table["month"], *(name.rstrip(".") for name in table["month"]))
    endings = _any(table["day_endings"])
    places = {
        name: _any(table[name]) for name in ("before_month", "cue", "about", "relative", "part", "season")
    }
    return places | {
        "month": rf"(?:{_any(names)})(?!\w)",
        "day": rf"{_DAY}(?:(?={endings})|(?!\w))",
        "year": YEAR,
        "century": rf"{_CENTURY}(?={_any(table['century_endings'])})",
        "decade": _DECADE,
        "_day": rf"(?:{endings})?",
        "_century": rf"(?:{_any(table['century_endings'])})",
        "_decade": "0",
    }


def _hint(table: Mapping[str, Any], places: Mapping[str, str]) -> re.Pattern[str]:
    words = _any((*table["moments"], *table["part"]))
    return _pattern(rf"\d|(?<!\w)(?:{words}|{places['month']}|{places['season']}|{places['century']})")


def _form(form: str, places: Mapping[str, str]) -> re.Pattern[str]:
    """Turn "{day} {month}" into a pattern: a space matches any space, and is optional after a hyphen."""
    pattern, at = "", 0
    for place in _PLACE.finditer(form):
        name = place[1]
        pattern += (
            _literal(form[at : place.start()]) + rf"(?P<{name}>{places[name]})" + places.get(f"_{name}", "")
        )
        pattern += r"(?:\s+|(?<=[-'])|(?<=-\s))" if place[0].endswith(" ") else ""
        at = place.end()
    return _pattern(r"(?<![\w])" * (form[0] != "(") + pattern + _literal(form[at:]) + r"(?!\w)")


def _literal(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"\s+")


def _any(names: Iterable[str]) -> str:
    return "|".join(_literal(name) for name in sorted(set(names), key=len, reverse=True))


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)

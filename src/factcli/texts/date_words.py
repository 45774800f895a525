"""Hold how a language writes dates, compiled once into patterns."""

from __future__ import annotations

import re

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

# A bare year: four digits that are no part of a longer number, no amount and no price.
YEAR = r"(?:1\d{3}|20\d\d|21\d\d)(?![\w]|[.,]\d)(?!\s?[%$€£])"
_DAY = r"(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])"
_CENTURY = r"(?:\d{1,2}|[IVX]{1,5})"
_DECADE = r"(?:1\d|20)\d(?=0)"
_PLACE = re.compile(r"\{(\w+)\} ?")


@dataclass(frozen=True, slots=True)
class DateWords:
    """What a language tells about dates.

    `forms` are the ways to put a date together, in the order to try them, with the named groups day, month,
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
        """Take the table `dates` of a language file; a missing name is a KeyError."""
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
    """Return the pattern for each place of a form."""
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
    """Turn "{day} {month}" into a pattern: any space stands for a space, none is needed after a hyphen."""
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

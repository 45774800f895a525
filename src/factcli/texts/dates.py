"""Find the dates of a text and give each in EDTF, as precise as the text is and no more.

`fin 2023` is 2023-12~, `le 21 novembre` XXXX-11-21, `d'ici 2030` ../2030, `44 BC` -0043. How a language writes dates
comes from its file as `DateWords`; times relative to the date of the text (`la semaine dernière`) have no EDTF and
are given by name.
"""

from __future__ import annotations

import re

from factcli._dataclass import dataclass, replace
from factcli.base.edtf import is_valid
from factcli.texts.numbers import roman

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any


_ISO = re.compile(
    r"(?<![\w-])(?P<date>(?P<year>\d{4})-(?P<month>\d\d)(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)?)(?![\w-])",
    re.ASCII,
)
_YEAR_FIRST = re.compile(r"(?<![\w./])(\d{4})/(\d\d)/(\d\d)(?![\w/])", re.ASCII)
_NUMERIC = re.compile(r"(?<![\w./])(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d)(?![\w/])", re.ASCII)
_MONTHS = 12
_BOUND_REACH = 30
_JOIN_REACH = 40
_YEAR_DIGITS = 4
_FIRST_SURE_DECADE = 3  # "the 20s" may be of two centuries, "the 30s" is hardly


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in `text[start:end]`: its `edtf`, or the name of a `moment` such as "last week" and no EDTF.

    A date that is not understood has neither, such as "les années 20".
    """

    start: int
    end: int
    edtf: str | None
    moment: str | None = None


def find_dates(text: str, words: DateWords) -> tuple[DateMention, ...]:
    """Return the dates of a text in order, without overlap.

    A year alone is a date only if a word such as "in" or an opening bracket says so. A word that makes a date
    a bound makes it an open interval. Each day, month or year of a range or a list is a date of its own, with what
    is only told once for all of them.
    """
    text = text.replace("’", "'")
    if not words.hint.search(text):
        return ()
    taken: list[DateMention] = []
    for mentions in _candidates(text, words):
        if _is_free(mentions[0].start, mentions[-1].end, taken):
            taken.extend(mentions)
            beside = list(_joined(text, mentions, words))
            taken.extend(each for each in beside if _is_free(each.start, each.end, taken))
    found = sorted(taken, key=lambda mention: mention.start)
    for at in range(len(found) - 1, 0, -1):
        found[at - 1] = _with_year_of(text, found[at - 1], found[at], words)
        found[at - 1] = _with_era_of(text, found[at - 1], found[at], words)
    return tuple(found)


def _is_free(start: int, end: int, taken: list[DateMention]) -> bool:
    return all(end <= other.start or start >= other.end for other in taken)


def _candidates(text: str, words: DateWords) -> Iterator[list[DateMention]]:
    for found in _ISO.finditer(text):
        if len(found["date"]) > len("2010-11") or int(found["month"]) <= int(found["year"][2:]):
            yield from _valid(found, found["date"].partition("T")[0])
    for found in _YEAR_FIRST.finditer(text):
        yield from _valid(found, "-".join(found.groups()))
    for found in _NUMERIC.finditer(text):
        yield from _valid(found, _in_order(found, words))
    for form in words.forms if words.parts_of["months"].search(text) else words.monthless:
        for found in form.finditer(text):
            if _is_month(found, words):
                mentions = list(_assembled(text, found, words))
                if mentions and all(mention.edtf is None or is_valid(mention.edtf) for mention in mentions):
                    yield mentions
    for found in words.moment.finditer(text):
        moment = words.moments[" ".join(found[0].lower().split())]
        yield [DateMention(found.start(), found.end(), None, moment)]


def _valid(found: re.Match[str], edtf: str | None) -> Iterator[list[DateMention]]:
    if edtf is None or is_valid(edtf):
        yield [DateMention(found.start(), found.end(), edtf)]


def _in_order(found: re.Match[str], words: DateWords) -> str | None:
    """Read 21/11/2024; if day and month could be swapped, only the year is certain."""
    first, second, year = int(found[1]), int(found[2]), found[3]
    if len(year) < _YEAR_DIGITS:
        return None
    if words.day_first or first > _MONTHS or first == second:
        day, month = first, second
    elif second > _MONTHS:
        day, month = second, first
    else:
        return year
    return f"{year}-{month:02}-{day:02}"


def _is_month(found: re.Match[str], words: DateWords) -> bool:
    """Return True if a month alone is not a name, a number or a verb, judging by its case and company."""
    told = _told(found)
    month = told.pop("month", None)
    if month is None:
        listed = words.parts_of["months"].findall(told.get("months", ""))
        return "year" in told or not words.accompanied_months.intersection(map(str.lower, listed))
    if month.lower() in words.accompanied_months and not told.keys() & {"day", "days", "year"}:
        return False
    lone = not told.keys() - {"before_month"}
    if words.lower_case_months:
        return month[0].islower() or not lone
    return month[0].isupper() and bool(told or month not in words.doubtful_months)


def _told(found: re.Match[str]) -> dict[str, str]:
    return {name: part for name, part in found.groupdict().items() if part}


def _assembled(text: str, found: re.Match[str], words: DateWords) -> Iterator[DateMention]:
    """Combine the parts of what was found into dates: one, or one for each day, month or year of a list."""
    told = _told(found)
    for name, read in (("days", _day), ("months", _month), ("seasons", _season), ("span", _span)):
        if name in told:
            yield from _each(found, name, told, words, read)
            return
    edtf = _single(told, words)
    if edtf is not None:
        edtf = _bounded(text, found, edtf, words)
    yield DateMention(found.start(), found.end(), edtf)


def _each(
    found: re.Match[str],
    name: str,
    told: dict[str, str],
    words: DateWords,
    read: Callable[[str, dict[str, str], DateWords], str],
) -> Iterator[DateMention]:
    """Yield a date for each part of a list; what stands before the first and after the last belongs to them."""
    offset = found.start(name)
    parts = list(words.parts_of[name].finditer(found[name]))
    last = read(parts[-1][0], told, words)
    for number, part in enumerate(parts):
        start = found.start() if number == 0 else offset + part.start()
        end = found.end() if number == len(parts) - 1 else offset + part.end()
        edtf = read(part[0], told, words)
        if edtf > last and name != "span" and not edtf.startswith("-"):
            edtf = "XXXX" + edtf[_YEAR_DIGITS:]  # November to February 2011: the year is that of February
        if edtf:
            yield DateMention(start, end, edtf)


def _day(part: str, told: dict[str, str], words: DateWords) -> str:
    return f"{_month(told['month'], told, words)}-{_number(part, words):02}"


def _month(part: str, told: dict[str, str], words: DateWords) -> str:
    return f"{_year(told)}-{words.months[_same(part, words.months)]:02}"


def _season(part: str, told: dict[str, str], words: DateWords) -> str:
    return f"{_year(told)}-{words.seasons[_same(part, words.seasons)]}"


def _span(part: str, told: dict[str, str], words: DateWords) -> str:
    """Read one year of 2010-11, 2010/11 or 2010-2011: the second, if it may be a month, only after a season."""
    first = int(told["span"][:_YEAR_DIGITS])
    if part == told["span"][:_YEAR_DIGITS]:
        return f"{part}-{words.seasons[_same(told['season'], words.seasons)]}" if "season" in told else part
    if len(part) == _YEAR_DIGITS:
        return part if int(part) >= first else ""
    second = first - first % 100 + int(part)
    if second < first:
        second += 100
    seasonal = told.keys() & {"season", "seasonal"}
    may_be_month = 0 < int(part) <= _MONTHS and "-" in told["span"] and not seasonal
    return "" if may_be_month else str(second)


def _number(part: str, words: DateWords) -> int:
    digits = re.match(r"\d+", part)
    return int(digits[0]) if digits else words.days[_same(part, words.days)]


def _year(told: Mapping[str, str]) -> str:
    """Return the year as EDTF writes it; the year before 1 is 0 there."""
    year = told.get("year") or told.get("ancient") or "XXXX"
    if "before" in told:
        return f"-{int(year) - 1:04}" if int(year) > 1 else "0000"
    return year.rjust(_YEAR_DIGITS, "0")


def _single(told: Mapping[str, str], words: DateWords) -> str | None:
    """Combine the parts of one date into EDTF; None if it is not understood."""
    if "century" in told:
        sign = "-" if "before" in told else ""
        return f"{sign}{_century(told['century'], words) - 1:02}XX"
    if "decade" in told:
        whole = words.hundreds_are_centuries and told["decade"].endswith("0") and told["decade"] != "200"
        return told["decade"][:2] + "XX" if whole else told["decade"] + "X"
    if "short" in told:
        tens = int(told["short"][-2])
        return f"19{tens}X" if tens >= _FIRST_SURE_DECADE else None
    if "named_decade" in told:
        return words.decades[_same(told["named_decade"], words.decades)]
    if "unread" in told or len(told.get("ancient", "")) > _YEAR_DIGITS:
        return None
    year = _year(told)
    if "quarter" in told:
        return f"{year}-{words.quarters[_same(told['quarter'], words.quarters)]}"
    if "month" in told:
        month = words.months[_same(told["month"], words.months)]
        return f"{year}-{month:02}" + (f"-{_number(told['day'], words):02}" if "day" in told else "")
    if "season" in told:
        return f"{year}-{words.seasons[_same(told['season'], words.seasons)]}"
    if "part" in told:
        return f"{year}-{words.parts[_same(told['part'], words.parts)]:02}~"
    return year + ("~" if "about" in told else "")


def _century(century: str, words: DateWords) -> int:
    if century.isdigit():
        return int(century)
    if found := next((name for name in words.centuries if name == " ".join(century.lower().split())), None):
        return words.centuries[found]
    return roman(century.upper())


def _same(word: str, names: Iterable[str]) -> str:
    """Return the name in the language file that a word matches, ignoring case and spaces."""
    plain = " ".join(word.lower().split())
    return next(name for name in names if name.lower() == plain)


_CORES = (
    *("day", "month", "part", "season", "year", "about", "century", "decade", "short", "named_decade"),
    *("quarter", "ancient"),
)


def _bounded(text: str, found: re.Match[str], edtf: str, words: DateWords) -> str:
    start = min(found.start(name) for name in _CORES if found.groupdict().get(name))
    bound = words.bounds.search(text[max(0, start - _BOUND_REACH) : start])
    if not bound:
        return edtf
    return f"../{edtf}" if bound["until"] else f"{edtf}/.."


def _joined(text: str, mentions: list[DateMention], words: DateWords) -> Iterator[DateMention]:
    """Find what a date says for another one beside it: 1998-2001, 58 to 51 BC, XVIIIe-XIXe siècle, années 80 et 90."""
    last, first = mentions[-1], mentions[0]
    point = (first.edtf or "").strip("./")
    following = words.to_year.match(text, last.end)
    if following and text[last.end - 4 : last.end].isdigit() and not point.endswith("X"):
        yield DateMention(following.start("year"), following.end("year"), following["year"])
    if following := words.to_decade.match(text, last.end) if point.endswith("X") else None:
        tens = following["tens"]
        if following["century"] or int(tens) >= _FIRST_SURE_DECADE:
            edtf = f"{following['century'] or '19'}{tens}X"
            yield DateMention(following.start("century_or_tens"), following.end(), edtf)
    before = text[max(0, first.start - _JOIN_REACH) : first.start]
    offset = first.start - len(before)
    if point.endswith("XX") and (found := words.century_before.search(before)):
        sign = "-" if point.startswith("-") else ""
        edtf = f"{sign}{_century(found['century'], words) - 1:02}XX"
        yield DateMention(offset + found.start("century"), offset + found.end("century"), edtf)
    elif point.startswith("-") and point[1:].isdigit() and (found := words.year_before.search(before)):
        edtf = _year({"ancient": found["ancient"], "before": "BC"})
        yield DateMention(offset + found.start("ancient"), offset + found.end("ancient"), edtf)


def _with_year_of(text: str, first: DateMention, second: DateMention, words: DateWords) -> DateMention:
    """Give a date the year that only follows the next one: du 3 avril au 5 mai 2024."""
    known, told = first.edtf or "", (second.edtf or "").strip("./")
    lacking = known.replace("/", "").replace("..", "")
    if not lacking.startswith("XXXX-") or not told[:_YEAR_DIGITS].isdigit() or len(told) == _YEAR_DIGITS:
        return first
    if lacking[5:] > told[5:].rstrip("~") or not words.joint.fullmatch(text, first.end, second.start):
        return first
    return replace(first, edtf=known.removesuffix("/..").replace("XXXX", told[:_YEAR_DIGITS]))


def _with_era_of(text: str, first: DateMention, second: DateMention, words: DateWords) -> DateMention:
    """Put a century before Christ if the next one is: la fin du VIe siècle et le début du Ve siècle av. J.-C."""
    known, told = first.edtf or "", second.edtf or ""
    if not (known.endswith("XX") and told.endswith("XX") and told.startswith("-") and known[:2].isdigit()):
        return first
    if known[:2] < told[1:3] or not words.joint.fullmatch(text, first.end, second.start):
        return first
    return replace(first, edtf=f"-{known}")


# A bare year: four digits that are not part of a longer number, an amount or a price.
YEAR = r"(?:1\d{3}|20\d\d|21\d\d)(?![\w]|[.,]\d)(?!\s?[%$€£])"
_DAY = r"(?<!\d)(?<!\d[.,])(?:0?[1-9]|[12]\d|3[01])"
_CENTURY = r"(?:\d{1,2}|[IVX]{1,5})"
_DECADE = r"(?:1\d|20)\d(?=0)"
_SPAN = r"(?:1\d|20)\d\d\s?[-–/]\s?(?:(?:1\d|20)\d\d|\d\d)(?![\w/]|-\d|[.,]\d)"
_ANCIENT = r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+|\d{1,6}"
_PLACE = re.compile(r"\{(\w+)\} ?")


@dataclass(frozen=True, slots=True)
class DateWords:
    """What a language file says about dates, compiled into patterns.

    `forms` are the ways to write a date, in the order to try them, with the named groups day, month,
    year, season, part, about, century, decade, and days, months, seasons and span for lists, whose parts `parts_of`
    finds. `months`, `seasons`, `quarters` and `parts` lead to EDTF month numbers; `bounds` finds a word before a date
    that makes it the end ("until") or the start ("since") of a time. A text without a `hint` has no date, and one
    without a month only those of the forms that are `monthless`.
    """

    forms: tuple[re.Pattern[str], ...]
    monthless: tuple[re.Pattern[str], ...]
    parts_of: Mapping[str, re.Pattern[str]]
    days: Mapping[str, int]
    months: Mapping[str, int]
    seasons: Mapping[str, int]
    quarters: Mapping[str, int]
    parts: Mapping[str, int]
    centuries: Mapping[str, int]
    decades: Mapping[str, str]
    moments: Mapping[str, str]
    moment: re.Pattern[str]
    hint: re.Pattern[str]
    bounds: re.Pattern[str]
    to_year: re.Pattern[str]
    to_decade: re.Pattern[str]
    century_before: re.Pattern[str]
    year_before: re.Pattern[str]
    joint: re.Pattern[str]
    accompanied_months: frozenset[str]
    doubtful_months: frozenset[str]
    lower_case_months: bool
    hundreds_are_centuries: bool
    day_first: bool

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> DateWords:
        """Take the table `dates` of a `texts.toml`; a missing name is a KeyError."""
        places = _places(table)
        articles = f"(?:{_any(table['articles'])})?"
        until, since, to = _any(table["until"]), _any(table["since"]), _any(table["to"])
        bounds = rf"(?<!\w)(?:(?P<until>{until})|(?P<since>{since}))\s*{articles}\s*$"
        named = rf"(?:\s+(?:{_any(table['century_names'])}))?"
        weekdays = rf"(?:(?:{_any(table['weekdays'])})\s+)?"
        forms = tuple(_form(form, places) for form in table["forms"])
        return cls(
            forms=forms,
            monthless=tuple(form for form in forms if form.groupindex.keys().isdisjoint(("month", "months"))),
            parts_of={
                "days": _pattern(places["_each_day"]),
                "months": _pattern(places["month"]),
                "seasons": _pattern(rf"(?:{places['season']})(?!\w)"),
                "span": _pattern(r"\d{4}|\d\d"),
            },
            days=table["day"],
            months=table["month"] | {name.rstrip("."): number for name, number in table["month"].items()},
            seasons=table["season"],
            quarters=table["quarter"],
            parts=table["part"],
            centuries=table["century"],
            decades=table["decade"],
            moments=table["moments"],
            hint=_hint(table, places),
            moment=_pattern(rf"(?<!\w)(?:{_any(table['moments'])})(?!\w)"),
            bounds=_pattern(bounds),
            to_year=_pattern(rf"\s*(?:{to})\s*(?P<year>{YEAR})"),
            to_decade=_pattern(
                rf"\s*(?:{to})\s*{articles}\s*(?P<century_or_tens>(?P<century>1\d|20)?(?P<tens>\d)0)(?!\w|[.,]\d)"
            ),
            century_before=_pattern(
                rf"(?<![\w-])(?P<century>{_CENTURY}|{_any(table['century'])})(?:{_any(table['century_endings'])})?-?"
                rf"{named}\s*(?:{to})\s*{articles}\s*(?:(?:{_any(table['part'])})\s*{articles}\s*)?$"
            ),
            year_before=_pattern(rf"(?<![\w.,-])(?P<ancient>\d{{1,4}})\s*(?:{to})\s*{articles}\s*$"),
            joint=_pattern(
                rf"\s*,?\s*(?:{to})\s*{articles}\s*(?:(?:{_any(table['part'])})\s*{articles}\s*)?{weekdays}"
            ),
            accompanied_months=frozenset(table["accompanied_months"]),
            doubtful_months=frozenset(table["doubtful_months"]),
            lower_case_months=table["lower_case_months"],
            hundreds_are_centuries=table["hundreds_are_centuries"],
            day_first=table["day_first"],
        )


def _places(table: Mapping[str, Any]) -> dict[str, str]:
    """Return the pattern for each placeholder of a form."""
    names = (*table["month"], *(name.rstrip(".") for name in table["month"]))
    endings, to = _any(table["day_endings"]), _any(table["to"])
    before, after = _any(table["before_christ"]), _any(table["after_christ"])
    era = rf"(?:\s*(?-i:(?P<before>{before})|(?:{after}))(?!\w))"
    day = rf"(?:{_DAY}(?:{endings})?(?!\w)|(?:{_any(table['day'])})(?![\w-]))"
    month = rf"(?:{_any(names)})(?!\w)"
    season = _any(table["season"])
    joint = rf"\s*(?:{to})\s*(?:{_any(table['articles'])})?\s*"
    comma = rf"(?:\s*,\s*|{joint})"
    places = {
        name: _any(table[name]) for name in ("before_month", "cue", "about", "relative", "part", "seasonal")
    }
    return places | {
        "month": month,
        "months": rf"{month}(?:{comma}{month})+",
        "season": season,
        "seasons": rf"(?:{season})(?:{joint}(?:{season}))+(?!\w)",
        "quarter": rf"(?:{_any(table['quarter'])})(?!\w)",
        "day": day,
        "days": rf"{day}(?:{comma}{day})*{joint}{day}",
        "days_joined": rf"{day}{joint}{day}",
        "_each_day": day,
        "year": rf"(?:{YEAR}|\d{{1,4}}(?={era.replace('?P<before>', '?:')}))",
        "_year": rf"{era}?",
        "_about": r"(?!\s+\d{4}\s+[^\W\d_]{3,}s\b)",  # about 2000 words
        "ancient": _ANCIENT,
        "_ancient": era,
        "christian": r"\d{1,4}",
        "span": _SPAN,
        "century": rf"(?:{_CENTURY}(?={_any(table['century_endings'])})|{_any(table['century'])})",
        "_century": rf"(?:{_any(table['century_endings'])})?",
        "roman": rf"[IVX]{{2,5}}(?={_any(table['century_endings'])})",
        "_roman": rf"(?:{_any(table['century_endings'])})",
        "decade": _DECADE,
        "_decade": "0",
        "short": r"'?\d0",
        "named_decade": _any(table["decade"]),
        "unread": r"'\d\d|3[2-9]|[4-9]\d",
        "era": "",
        "_era": rf"{era}?",
    }


def _hint(table: Mapping[str, Any], places: Mapping[str, str]) -> re.Pattern[str]:
    words = _any((*table["moments"], *table["part"], *table["century"], *table["decade"], *table["season"]))
    return _pattern(
        rf"\d|(?<!\w)(?:{words}|{places['month']}|{_CENTURY}(?:{_any(table['century_endings'])}))"
    )


def _form(form: str, places: Mapping[str, str]) -> re.Pattern[str]:
    """Turn "{day} {month}" into a pattern: a space matches any space, and is optional after a hyphen."""
    pattern, at = "", 0
    for place in _PLACE.finditer(form):
        name = place[1]
        group = {"days_joined": "days", "christian": "ancient", "roman": "century"}.get(name, name)
        pattern += (
            _literal(form[at : place.start()]) + rf"(?P<{group}>{places[name]})" + places.get(f"_{name}", "")
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

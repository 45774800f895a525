"""Write values, dates and modalities in words.

Dates are EDTF (ISO 8601-2 levels 0 and 1): years, months, days, seasons, unspecified digits, the marks ? ~ %, intervals
with open ends. Anything else is shown as it is written.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from factcli.language.messages import Messages
    from factcli.model import Fact, Value


def shown(held: Value, messages: Messages) -> str:
    """Return a value in the words of a language."""
    from factcli.model import Date, Money, Quantity

    if isinstance(held, Money | Quantity):
        amount = (
            messages.money(held.amount, held.currency)
            if isinstance(held, Money)
            else messages.quantity(held.amount, held.unit)
        )
        return messages.say("approximately", amount=amount) if held.approximate else amount
    if isinstance(held, Date):
        return date(held.edtf, messages)
    found = held.text.get(messages.code)
    return found if found is not None else next(iter(held.text.values()), "")


def date(edtf: str, messages: Messages) -> str:
    """Return an EDTF date in words."""
    return in_words(edtf, messages.screen["dates"])


def when(fact: Fact, messages: Messages) -> str:
    """Return the date of a fact, with a resolved date in brackets if there is one, or an empty text."""
    if fact.when is None:
        return ""
    told = date(fact.when.edtf, messages)
    if fact.when.resolved and fact.when.resolved != fact.when.edtf:
        return f"{told} ({date(fact.when.resolved, messages)})"
    return told


def standing(fact: Fact, messages: Messages) -> str:
    """Return the modality of a fact with its speaker and hedge, and that it is inferred; empty if it is asserted."""
    parts = []
    if fact.modality == "reported" and fact.speaker is not None:
        from factcli.language.messages import pick

        parts.append(messages.say("reported", speaker=pick(fact.speaker.name, messages.code)))
    elif fact.modality != "asserted":
        parts.append(messages.modality(fact.modality))
    if fact.hedged and fact.modality != "hedged":
        parts.append(messages.modality("hedged"))
    if fact.derived is not None:
        parts.append(messages.say("inferred_fact"))
    return ", ".join(parts)


# Dates in words: “around December 2023”, “21 November”, “by 2030”.

_YEAR, _PART = 4, 2
_SPRING, _FIRST_QUARTER, _FIRST_HALF = 21, 33, 40


def in_words(edtf: str, dates: Mapping[str, Any]) -> str:
    """Return a date in words; `dates` is the table of that name in a `screen.toml`."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(edtf, dates) or edtf
    said = [_point(each, dates) if each not in ("", "..") else "" for each in (start, end)]
    if None in said or not any(said):
        return edtf
    if all(said):
        return str(dates["between"].format(start=said[0], end=said[1]))
    return str(dates["until"].format(end=said[1]) if said[1] else dates["since"].format(start=said[0]))


def _point(edtf: str, dates: Mapping[str, Any]) -> str | None:
    bare = edtf.rstrip("?~%")
    marks = edtf[len(bare) :]
    said = _bare(bare, dates)
    if said is None or len(marks) > 1:
        return None
    part = dates["parts"].get(bare.rpartition("-")[2]) if marks == "~" and bare.count("-") == 1 else None
    if part is not None:  # as texts are read: the end of 2023 is about its twelfth month
        year = _year(bare.partition("-")[0], dates)
        return str(part["of_year"].format(year=year) if year else part["of_the_year"])
    if marks in ("~", "%") and marks:
        said = str(dates["about"].format(date=said))
    if marks in ("?", "%") and marks:
        said = str(dates["perhaps"].format(date=said))
    return said


def _bare(edtf: str, dates: Mapping[str, Any]) -> str | None:
    year, *rest = edtf.removeprefix("-").split("-")
    year = "-" * edtf.startswith("-") + year
    known = _year(year, dates)
    if known is None or any(len(part) != _PART for part in rest) or len(rest) > _PART:
        return None
    if not rest:
        return known or None
    month = _month(rest[0], dates)
    if month is None:
        return known if known and set(rest) == {"XX"} else None
    day = rest[1] if len(rest) == _PART else "XX"
    if day == "XX":
        return str(dates["month_year"].format(month=month, year=known)) if known else month
    if not day.isdigit():
        return None
    shown = dates["first"] if int(day) == 1 else str(int(day))
    form = "day_month_year" if known else "day_month"
    return str(dates[form].format(day=shown, month=month, year=known))


def _year(year: str, dates: Mapping[str, Any]) -> str | None:
    """Return a year in words; empty if it is wholly unspecified, None if it is not a year."""
    if year == "XXXX":
        return ""
    if year.startswith("-") and year[1:].isdigit():
        return str(dates["before_christ"].format(year=int(year[1:]) + 1))
    if len(year.lstrip("-")) != _YEAR or not year.lstrip("-").rstrip("X").isdigit():
        return None
    return _span(year, dates) if "X" in year else year


def _span(year: str, dates: Mapping[str, Any]) -> str:
    """Return a decade, a century or a millennium in words."""
    told = year.strip("-X")
    unknown = year.count("X")
    before = year.startswith("-")
    if unknown == 1:
        named = str(dates["decade"].format(year=int(told + "0")))
    else:
        number = int(told) + 1
        ordinals = dates["ordinals"]
        ordinal = dict(ordinals["known"]).get(number) or ordinals["other"].format(
            number=number, roman=_roman(number)
        )
        named = str(dates["century" if unknown == _PART else "millennium"].format(ordinal=ordinal))
    return str(dates["before_christ"].format(year=named)) if before else named


def _roman(number: int) -> str:
    """Return a number of at most 100 in Roman digits."""
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC", "C")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return tens[number // 10] + ones[number % 10]


def _month(month: str, dates: Mapping[str, Any]) -> str | None:
    """Return a month, a season, a quarter or a half-year in words; ISO 8601-2 numbers them from 1, 21, 33 and 40."""
    if not month.isdigit():
        return None
    for first, names in (
        (1, "months"),
        (_SPRING, "seasons"),
        (_FIRST_QUARTER, "quarters"),
        (_FIRST_HALF, "halves"),
    ):
        if first <= int(month) < first + len(dates[names]):
            return str(dates[names][int(month) - first])
    return None

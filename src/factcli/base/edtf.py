"""Read dates in EDTF (ISO 8601-2:2019), the part of it that fact bases use.

Years, months and days (`2023-12`), seasons (`2024-21` to `-24`), quarters (`-33` to `-36`) and half-years (`-40`,
`-41`), unspecified digits (`201X`, `-03XX`, `XXXX-11-21`), a mark at the end for a date that is uncertain (`?`),
approximate (`~`) or both (`%`), and intervals, including open ones (`2018/2020`, `../2030`, `2018/..`).
"""

from __future__ import annotations

import re

from factcli._dataclass import dataclass

_POINT = re.compile(
    r"(?P<year>-?\d{4}|-?\d{3}X|-?\d{2}XX|\dXXX|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%]?)",
    re.ASCII,
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# The month a season, a quarter or a half-year begins with, for sorting only: EDTF leaves the hemisphere open.
_FIRST_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}
_FEBRUARY, _LEAP_DAY = 2, 29


class EdtfError(ValueError):
    """Raised with the reason why a text is not a date in the supported part of EDTF."""


Day = tuple[int, int, int]  # year, month, day


@dataclass(frozen=True, slots=True)
class Point:
    """One date, as far as specified: `year` has four digits (X if unspecified), `month` may be a season."""

    year: str
    month: str | None = None
    day: str | None = None
    mark: str = ""

    def __str__(self) -> str:
        """Write it as EDTF."""
        return "-".join(part for part in (self.year, self.month, self.day) if part) + self.mark


@dataclass(frozen=True, slots=True)
class Interval:
    """A time from `start` to `end`; None for an end that is open or unknown."""

    start: Point | None
    end: Point | None


def parse(text: str) -> Point | Interval:
    """Parse a date. Raises `EdtfError` with one sentence."""
    if "/" not in text:
        return _point(text)
    start, _, end = text.partition("/")
    interval = Interval(_end(start), _end(end))
    if interval.start is None and interval.end is None:
        raise EdtfError(f"the interval {text!r} has no date at either end")
    if interval.start and interval.end and _earliest(interval.end) < _earliest(interval.start):
        raise EdtfError(f"the interval {text!r} ends before it begins")
    return interval


def is_valid(text: str) -> bool:
    """Return True if a text is a date that `parse` reads."""
    try:
        parse(text)
    except EdtfError:
        return False
    return True


def points(text: str) -> tuple[Point, ...]:
    """Return the dates in a date or an interval."""
    date = parse(text)
    return (date,) if isinstance(date, Point) else tuple(end for end in (date.start, date.end) if end)


def sort_key(text: str) -> tuple[bool, int, int, int]:
    """Return the sort key for a timeline: the earliest day, with dates without a year after all others.

    An interval sorts by its start, or by its end if the start is open.
    """
    return _earliest(points(text)[0])


def bounds(text: str, *, widened: bool = False) -> tuple[Day | None, Day | None] | None:
    """Return the first and the last day a date may mean, None for an open end; None if it gives no year.

    `widened` takes "about" at its word: an approximate or uncertain date may be off by one of its own units.
    """
    date = parse(text)
    ends = (date, date) if isinstance(date, Point) else (date.start, date.end)
    if any(end is not None and end.year == "XXXX" for end in ends):
        return None
    first, last = ends
    return (
        None if first is None else _first_day(first, -1 if widened and first.mark else 0),
        None if last is None else _last_day(last, 1 if widened and last.mark else 0),
    )


def as_number(year: int, month: int, day: int) -> int:
    """Return a day as a number by which days can be sorted: 20241009."""
    return year * 10_000 + month * 100 + day


def tells(told: Point, claim: Point) -> bool:
    """Return True if a text that gives the date `told` supports the date `claim`.

    A claim may say less than the text, never more: no year, month or day that the text does not give, and no exact
    date if that of the text is approximate.
    """
    if not _holds(told.year, claim.year) or not _holds(told.month, claim.month):
        return False
    if not _holds(told.day, claim.day):
        return False
    as_precise = (_told(claim.month), _told(claim.day)) == (_told(told.month), _told(told.day))
    return bool(claim.mark) or not told.mark or not as_precise


def merge(first: Point, second: Point) -> Point | None:
    """Return the date that two evidence spans give together, a year and a day of the year; None for others."""
    for dated, bare in ((first, second), (second, first)):
        if dated.year == "XXXX" and dated.month and bare.month is None:
            return Point(bare.year, dated.month, dated.day, dated.mark or bare.mark)
    return None


def _point(text: str) -> Point:
    found = _POINT.fullmatch(text)
    if not found:
        raise EdtfError(f"{text!r} is not a date in EDTF, such as 2023, 2023-12~, XXXX-11-21 or ../2030")
    point = Point(found["year"], found["month"], found["day"], found["mark"])
    _check(point, text)
    return point


def _end(text: str) -> Point | None:
    return None if text in {"", ".."} else _point(text)


def _check(point: Point, text: str) -> None:
    if point.year == "-0000":
        raise EdtfError("year -0000 does not exist")
    if point.month is None or point.month == "XX":
        return
    month = int(point.month)
    if month in _FIRST_MONTHS and point.day is None:
        return
    if not 1 <= month <= len(_DAYS):
        raise EdtfError(f"{text!r} has no month {point.month}")
    if point.day in {None, "XX"}:
        return
    day = int(point.day or 0)
    if not 1 <= day <= _DAYS[month - 1] or (
        month == _FEBRUARY and day == _LEAP_DAY and not _may_leap(point.year)
    ):
        raise EdtfError(f"{text!r} has no day {point.day} in that month")


def _may_leap(year: str) -> bool:
    if "X" in year:
        return True
    number = int(year)
    return number % 4 == 0 and (number % 100 != 0 or number % 400 == 0)


def _earliest(point: Point) -> tuple[bool, int, int, int]:
    month = int(_told(point.month) or 0)
    return (
        point.year == "XXXX",
        int(point.year.replace("X", "9" if point.year[0] == "-" else "0")),
        _FIRST_MONTHS.get(month, month),
        int(_told(point.day) or 0),
    )


def _first_day(point: Point, by: int) -> Day:
    """Return the first day of a date, moved by so many of its units."""
    year, month = int(point.year.replace("X", "0")), _told(point.month)
    if month is None:
        return (year + by, 1, 1)
    day = int(_told(point.day) or 1)
    return _moved(
        year, _FIRST_MONTHS.get(int(month), int(month)), day, by, by_days=_told(point.day) is not None
    )


def _last_day(point: Point, by: int) -> Day:
    """Return the last day of a date, moved by so many of its units; every month may have 31."""
    year, month = int(point.year.replace("X", "9")), _told(point.month)
    if month is None:
        return (year + by, 12, 31)
    if int(month) in _FIRST_MONTHS:
        return _moved(year, _FIRST_MONTHS[int(month)] + 2, 31, 3 * by, by_days=False)
    day = int(_told(point.day) or 31)
    return _moved(year, int(month), day, by, by_days=_told(point.day) is not None)


def _moved(year: int, month: int, day: int, by: int, *, by_days: bool) -> Day:
    if by_days:
        return (year, month, day + by)
    months = year * 12 + month - 1 + by
    return (months // 12, months % 12 + 1, day)


def _told(part: str | None) -> str | None:
    return None if part == "XX" else part


def _holds(told: str | None, claim: str | None) -> bool:
    """Compare one part digit by digit; an unspecified digit claims nothing."""
    if _told(claim) is None:
        return True
    return (
        told is not None
        and all(b in ("X", a) for a, b in zip(told, claim or "", strict=False))
        and len(told) == len(claim or "")
    )

"""Find the hard constraints of a question by its words alone: times, numbers, negation, exclusion, order, comparison.

They are never noise: what the base does not confirm is not answered. The words come from `[limits]` and `[months]` of
`languages/<code>/words.toml`.
"""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.base.edtf import Day
    from factcli.language.language import Language, Phrases

TIME, NUMBER, NEGATION, EXCEPT, WITH, PER = "time", "number", "negation", "except", "with", "per"
FIRST, RECENT = "first", "recent"  # soft before the name itself, and where a relation has one fact
POSSESSION = "possession"
DOCUMENT = "document"  # the text itself, of which its source tells
_ALL = "all"  # it limits nothing: a list is wanted
_DECADE = "decade"  # before the digits of a decade
BEFORE, AFTER, WITHIN = "before", "after", "within"
_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}  # months of a year
_HOW = (BEFORE, AFTER, WITHIN, *_PARTS)
_YEARS = range(1000, 2200)
_GAP = "*"
_WIDEST_GAP = 3
MOST_DAYS = 31  # of a month
_DIGITS_OF_A_DAY = 2
_DIGITS_OF_A_YEAR = 4
_EARLIEST_SHORT_DECADE = 20  # "the 20s"; "the 10s" are not told by two digits


@dataclass(frozen=True, slots=True)
class Period:
    """A time that a question gives: its first and last day, or a day of any year (`month`, `day`)."""

    first: Day | None = None
    last: Day | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A hard constraint: what it does, the positions of its words, and for a time how it is meant.

    `how` is before, after or within; `period` is None for a time that is not a date.
    """

    kind: str
    start: int
    end: int
    period: Period | None = None
    how: str = WITHIN


def limits_of(said: Sequence[str], language: Language) -> tuple[Limit, ...]:
    """Return the hard constraints of a question, in order: by its folded words alone, before any base is searched."""
    found: list[Limit] = []
    at = 0
    while at < len(said):
        limit = _time_at(at, said, language) or phrase_at(at, said, language) or _number_at(at, said)
        if limit is None:
            at += 1
            continue
        if limit.kind not in (*_HOW, _ALL, _DECADE, DOCUMENT) and not (
            limit.kind == POSSESSION and limit.end < len(said)
        ):
            found.append(limit)
        at = limit.end
    return tuple(found)


def phrase_at(at: int, said: Sequence[str], language: Language) -> Limit | None:
    """Return the longest phrase of the language's table of limits that begins here."""
    return phrase_in(at, said, language.limits)


def phrase_in(at: int, said: Sequence[str], table: Phrases) -> Limit | None:
    """Return the longest phrase of a table that begins here."""
    best: Limit | None = None
    for phrase, kind in table.beginning(said[at]):
        end = _end_of(phrase, at, said)
        if end and (best is None or end > best.end):
            best = Limit(kind, at, end)
    return best


def _end_of(phrase: Sequence[str], at: int, said: Sequence[str]) -> int:
    """Return where a phrase that begins here ends, 0 if it does not; a gap takes one to three words."""
    end = at
    for place, part in enumerate(phrase):
        if part == _GAP:
            after = phrase[place + 1]
            end = next(
                (far for far in range(end + 1, min(len(said), end + 1 + _WIDEST_GAP)) if said[far] == after),
                0,
            )
            if not end:
                return 0
        elif end < len(said) and said[end] == part:
            end += 1
        else:
            return 0
    return end


def _number_at(at: int, said: Sequence[str]) -> Limit | None:
    return Limit(NUMBER, at, at + 1) if said[at].isdigit() else None


# Times: a year, a decade, a month, a day, in the orders in which people say them.


def _time_at(at: int, said: Sequence[str], language: Language) -> Limit | None:
    """Return the time that begins here, with the word before it that says how it is meant."""
    found = _date_at(at, said, language)
    if found is None:
        return None
    period, end = found
    how, start = _how(at, said, language)
    if how in _PARTS and period.first and period.last:
        first, last = _PARTS[how]
        period = Period((period.first[0], first, 1), (period.last[0], last, MOST_DAYS))
        how, start = _how(start, said, language)
    return Limit(TIME, start, end, period, WITHIN if how in _PARTS else how)


def _date_at(at: int, said: Sequence[str], language: Language) -> tuple[Period, int] | None:
    year = _year(said[at])
    if year and not (year % 10 == 0 and at + 1 < len(said) and said[at + 1] in language.possessive):
        return Period((year, 1, 1), (year, 12, 31)), at + 1
    return _decade_at(at, said, language) or _month_at(at, said, language)


def _month_at(at: int, said: Sequence[str], language: Language) -> tuple[Period, int] | None:
    """Return "21 November 2024", "November 21, 2024", "November 2024", "the twelfth of May", or "in November"."""
    place = at + 1
    if place < len(said) and said[place] in language.genitive:
        place += 1
    day = _day_before(place, said[at], said, language)
    place = place if day else at
    month = _month(place, said, language, sure=day is not None)
    if month is None:
        return None
    end = place + 1
    if day is None:
        day, end = _day_after(end, said, language)
    year, stop = _year_after(end, said, language)
    if year is None:
        return Period(None, None, month, day), end
    return Period((year, month, day or 1), (year, month, day or MOST_DAYS)), stop


def _day_before(month: int, word: str, said: Sequence[str], language: Language) -> int | None:
    """Return the day that a word before the name of a month tells: in digits, or in words ("twelfth")."""
    day = _day(word)
    if day or month >= len(said) or said[month] not in language.months:
        return day
    ordinals = (language.numbers or {}).get("ordinals", {})
    return next((_day(str(number)) for ordinal, number in ordinals.items() if key(ordinal) == word), None)


def _day_after(end: int, said: Sequence[str], language: Language) -> tuple[int | None, int]:
    """Return the day after a month ("May 5", "May the 5th") and where it ends."""
    at = end + 1 if end < len(said) and said[end] in language.articles else end
    day = _day(said[at]) if at < len(said) else None
    return (day, at + 1) if day else (None, end)


def _year_after(end: int, said: Sequence[str], language: Language) -> tuple[int | None, int]:
    """Return the year after a month ("May 2024", "May of 2024", "May in the year 2024") and where it ends."""
    at = end
    while at < len(said) and (
        said[at] in language.genitive
        or said[at] in language.articles
        or language.limits.get((said[at],)) == WITHIN
        or language.head_kind([said[at]]) == "time"
    ):
        at += 1
    year = _year(said[at]) if at < len(said) else None
    return year, at + 1


def _month(at: int, said: Sequence[str], language: Language, *, sure: bool) -> int | None:
    """Return the number of a month; a name alone is one only beside a number or after "in"."""
    number = language.months.get(said[at]) if at < len(said) else None
    if number is None:
        return None
    beside = at + 1 < len(said) and said[at + 1].isdigit()
    after = at > 0 and language.limits.get((said[at - 1],)) in _HOW
    return int(number) if sure or beside or after else None


def _how(at: int, said: Sequence[str], language: Language) -> tuple[str, int]:
    """Return whether a time means before, after or within it, and where the words that say so begin."""
    start = at
    while start and (said[start - 1] in language.articles or language.head_kind([said[start - 1]]) == "time"):
        start -= 1  # "before the year 2000"
    for length in (3, 2, 1):
        how = language.limits.get(tuple(said[max(0, start - length) : start]))
        if how in _HOW and start - length >= 0:
            return how, start - length
    return WITHIN, at


def _year(word: str) -> int | None:
    return int(word) if len(word) == _DIGITS_OF_A_YEAR and word.isdecimal() and int(word) in _YEARS else None


def _decade_at(at: int, said: Sequence[str], language: Language) -> tuple[Period, int] | None:
    """Return "1990s", "1990's", "90s" or "années 90"; two digits are a decade of the twentieth century."""
    start, end = at, at + 1
    word = said[at]
    if language.limits.get((word,)) == _DECADE and end < len(said):
        start, end = end, end + 1
    elif word.endswith("s"):
        word = word[:-1]
    elif end < len(said) and said[end] in language.possessive:
        end += 1
    else:
        return None
    digits = said[start] if start != at else word
    if len(digits) == _DIGITS_OF_A_DAY and digits.isdecimal() and int(digits) >= _EARLIEST_SHORT_DECADE:
        digits = f"19{digits}"
    year = _year(digits)
    return (Period((year, 1, 1), (year + 9, 12, 31)), end) if year and year % 10 == 0 else None


def _day(word: str) -> int | None:
    """Return the day of "21", "21st" or "1er"."""
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    if not digits.isdecimal() or len(digits) > _DIGITS_OF_A_DAY or len(word) > len(digits) + _DIGITS_OF_A_DAY:
        return None
    return int(digits) if 1 <= int(digits) <= MOST_DAYS else None

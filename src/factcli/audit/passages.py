"""Read what a text says that can be checked: its amounts, its dates, the moments it speaks of."""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.audit.names import masked
from factcli.base.edtf import merge, points
from factcli.texts.dates import find_dates
from factcli.texts.numbers import find_quantities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcli.base.edtf import Point
    from factcli.texts.numbers import Mention
    from factcli.texts.rules import LanguageRules

_FIRST_YEAR, _LAST_YEAR = 1000, 2199


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a text and the words that give it."""

    words: str
    point: Point


@dataclass(frozen=True, slots=True)
class Told:
    """What one text, or several together, tell; `moments` are named times such as "last week"."""

    amounts: tuple[tuple[str, Mention], ...] = ()
    dates: tuple[Dated, ...] = ()
    moments: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: Told) -> Told:
        """Put what two texts tell together."""
        return Told(self.amounts + other.amounts, self.dates + other.dates, self.moments + other.moments)


def tell(text: str, rules: LanguageRules) -> Told:
    """Read a text in the language of the rules; a number that is part of a date is no amount."""
    mentions = find_dates(text, rules.dates)
    rest = masked(text, ((mention.start, mention.end) for mention in mentions))
    return Told(
        tuple(
            (text[mention.start : mention.end], mention) for mention in find_quantities(rest, rules.numbers)
        ),
        tuple(
            Dated(text[mention.start : mention.end], point)
            for mention in mentions
            for point in (points(mention.edtf) if mention.edtf else ())
        ),
        tuple((text[mention.start : mention.end], mention.moment) for mention in mentions if mention.moment),
    )


def known_points(told: Told) -> list[Point]:
    """Return the dates a text tells, with day and year put together, and the numbers that may be years."""
    known = [dated.point for dated in told.dates] + list(_years(told.amounts))
    merged = (merge(first, second) for at, first in enumerate(known) for second in known[at + 1 :])
    return known + [point for point in merged if point]


def _years(amounts: Iterable[tuple[str, Mention]]) -> Iterable[Point]:
    for _, mention in amounts:
        if is_bare_year(mention):
            yield points(str(int(mention.amount)))[0]


def is_bare_year(mention: Mention) -> bool:
    """Tell whether an amount could be a year: four digits, counting nothing."""
    whole = mention.amount == int(mention.amount) and not mention.unit and not mention.currency
    return whole and not mention.ordinal and _FIRST_YEAR <= mention.amount <= _LAST_YEAR

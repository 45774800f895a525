"""Find the amounts of a text with their units and currencies, so that different notations can be compared.

`6 milliards de dollars`, `$6 billion` and `US$6bn` are the same mention: 6e9 USD. What is a number word, a
multiplier or a currency in a language comes from its file as `NumberWords`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from unicodedata import numeric

from factcli._dataclass import Row, dataclass, replace
from factcli.texts.currencies import CODES, SHARED, SIGNS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, TypeVar

    Meaning = TypeVar("Meaning")


_LONGEST_APPROXIMATION = 40
_MINUS = re.compile(r"(?:^|[\s(])[-−]\s?$")
_UNREAD = Decimal("NaN")


@dataclass(frozen=True, slots=True)
class NumberMention:
    """An amount in `text[start:end]`, unit and currency included.

    `amount` is exact; `unit` is an English unit name or None, `currency` an ISO 4217 code or None. A noun that
    several currencies share, such as franc, is a unit. An `ordinal` is a rank; `approximate` says that the text itself
    gives an approximation or a bound, `vague` that it only gives an order of size (dozens, des millions). A `lone`
    amount is scaled and counts nothing that is named (4 milliards), so that it may be of its sentence's currency.
    """

    start: int
    end: int
    amount: Decimal
    unit: str | None = None
    currency: str | None = None
    ordinal: bool = False
    approximate: bool = False
    vague: bool = False
    lone: bool = False


def find_quantities(text: str, words: NumberWords) -> tuple[NumberMention, ...]:
    """Return the amounts of a text in order, without overlap.

    The articles un, une, a are not amounts unless a multiplier or a unit follows. An amount that is not understood
    is left out, see `read_quantities`. Dates are numbers too; the caller must exclude them.
    """
    return read_quantities(text, words)[0]


def read_quantities(
    text: str, words: NumberWords
) -> tuple[tuple[NumberMention, ...], tuple[tuple[int, int], ...]]:
    """Return the amounts of a text, and where it gives amounts that are not understood, such as "$5 zillion"."""
    found = list(_read(text, words))
    unread = tuple((mention.start, mention.end) for mention in found if mention.amount.is_nan())
    return tuple(mention for mention in found if not mention.amount.is_nan()), unread


def _read(text: str, words: NumberWords) -> Iterator[NumberMention]:
    found = list(_mentions(Tokens(text, words), words))
    for at in range(len(found) - 1, 0, -1):
        between = plain(text[found[at - 1].mention.end : found[at].mention.start]).strip()
        if between not in words.ranges:
            about = next((told for told in words.about if between.endswith(told)), "")
            between = between[: len(between) - len(about)].strip()
        if between in words.ranges or (between == "," and found[at].listed):
            found[at - 1], found[at] = _share(found[at - 1], found[at], between in words.spans)
    return (each.mention for each in found)


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention and what matters if it is the end of a range: its scale, and whether its number ends it.

    `counts` says that a noun follows that is no unit, `listed` that an end of a range or list follows.
    """

    mention: NumberMention
    scale: Decimal
    open: bool
    counts: bool
    listed: bool = False


def _share(low: _Found, high: _Found, span: bool) -> tuple[_Found, _Found]:  # noqa: FBT001
    """Give the ends of a range what stands once for both: $10-15 million, entre 5 et 7 %, deux à trois mille.

    `span` says that everything between the ends is meant, not only both of them.
    """
    first, second = low.mention, high.mention
    if first.ordinal or second.ordinal:
        return low, high
    if span and second.amount.is_nan():
        first = replace(first, amount=_UNREAD)  # $10-15 zillion
    if low.open and not first.unit and not first.currency:
        first = replace(first, unit=second.unit, currency=second.currency)
    if low.open and first.amount.is_finite() and second.amount.is_finite() and low.scale == 1:
        first = replace(first, amount=_in_scale(first.amount, second.amount, high.scale, span))
    bare = high.open and not high.counts and not second.currency and not second.unit
    if bare and first.currency and (span or second.lone):
        second = replace(second, currency=first.currency, lone=False)
    elif bare and first.unit and span:
        second = replace(second, unit=first.unit)
    return replace(low, mention=first, listed=True), replace(high, mention=second)


def _in_scale(low: Decimal, high: Decimal, scale: Decimal, span: bool) -> Decimal:  # noqa: FBT001
    """Return the lower end of a range in the scale of the upper one, NaN where it may have one of its own."""
    if scale > 1:
        if low < high / scale:
            return low * scale
        return _UNREAD if span and low < _THOUSAND else low
    return _UNREAD if span and low < high / _THOUSAND and high % _THOUSAND == 0 else low  # 5-10,000 people


def _mentions(tokens: Tokens, words: NumberWords) -> Iterator[_Found]:
    at = free = 0
    while at < len(tokens):
        number = read_numeral(tokens, words, at)
        found = number and _mention(tokens, words, range(free, at + 1), number)
        at = number.after if number else at + 1
        if found:
            yield found
            while at < len(tokens) and tokens[at].start < found.mention.end:
                at += 1
            free = at


def _mention(tokens: Tokens, words: NumberWords, free: range, number: Numeral) -> _Found | None:
    """Complete a number that begins with the last of the tokens not taken so far."""
    at = free[-1]
    before = _mark_before(tokens, words, free)
    number = _with_suffix(tokens, words, number, before)
    unit, currency, after = _counted(tokens, words, number)
    if unit and (half := tokens.find_next(after, words.halves)):
        number, after = replace(number, value=number.value + half[0]), half[1]
    if number.single and not unit and not currency:
        return None
    shared = None if before or unit or currency or len(free) == 1 else tokens.find(at - 1, words.units)
    if shared and shared[1] == at and shared[0] in SHARED and tokens.adjoin(at):
        unit, free = shared[0], range(free[0], at)  # Rs 500, kr 20
    if before or currency:
        before, currency, after = _whose(tokens, words, before, currency, after)
    if currency and (cents := _cents(tokens, after)):
        number, after = replace(number, value=number.value + cents), after + 1
    first = free[-1] - (before[1] if before else 0)
    start, end = tokens[first].start, tokens[after - 1].end
    value = number.value
    if not unit and not number.ordinal and tokens.is_one_of(after, words.unread) and tokens.adjoin(after):
        value, end = _UNREAD, tokens[after].end
    if _is_negative(tokens, words, start, at, unit):
        value = -value
    counts = _counts(tokens, words, after)
    mention = NumberMention(
        start,
        end,
        value,
        unit,
        currency or (before[0] if before else None),
        number.ordinal,
        number.round or _is_approximate(tokens.text, start, end, words),
        number.vague,
        number.scale > 1 and not unit and not before and not currency and not counts,
    )
    return _Found(mention, number.scale, number.after == after, counts)


def _is_negative(tokens: Tokens, words: NumberWords, start: int, at: int, unit: str | None) -> bool:
    """Return True for -5 % and, where a unit follows, for minus five degrees."""
    if tokens[at].value is not None and _MINUS.search(tokens.text, max(0, start - 3), start):
        return True
    told = unit is not None and tokens.adjoin(at) and tokens.is_one_of(at - 1, words.minus)
    return told and not (tokens.adjoin(at - 1) and tokens.is_one_of(at - 2, words.ranges))


def _mark_before(tokens: Tokens, words: NumberWords, free: range) -> tuple[str, int] | None:
    """Return the currency of the mark before a number and how many tokens it has: $, USD, CA $, Rs."""
    at = free[-1]
    for length in (2, 1):
        if len(free) <= length or not all(tokens.adjoin(at - back) for back in range(length)):
            continue
        found = _mark(tokens, words, at - length)
        if found and found[1] == at:
            return found[0], length
    return None


def _mark(tokens: Tokens, words: NumberWords, at: int) -> tuple[str, int] | None:
    """Return the currency of the sign or the code at a token, and the token after it."""
    if 0 <= at < len(tokens) and tokens[at].text in CODES:
        return tokens[at].text, at + 1
    return tokens.find(at, words.marks)


def _whose(
    tokens: Tokens, words: NumberWords, before: tuple[str, int] | None, currency: str | None, after: int
) -> tuple[tuple[str, int] | None, str | None, int]:
    """Take the country or the code after an amount of dollars: $5 million Canadian, 100 M$ (CA)."""
    told = before[0] if before else currency
    if told not in words.countries or not tokens.adjoin(after, "("):
        return before, currency, after
    found = tokens.find(after, words.countries[told])
    if not found:
        return before, currency, after
    return (found[0], before[1]) if before else None, found[0], found[1]


def _with_suffix(
    tokens: Tokens, words: NumberWords, number: Numeral, before: tuple[str, int] | None
) -> Numeral:
    """Take a suffix separated from the digits, one letter only if money is meant: $6 B, 6 Md€, 2 Mds d'euros."""
    after = number.after
    suffix = tokens[after].text if tokens.adjoin(after) else ""
    if number.ordinal or suffix not in words.suffixes or tokens[after - 1].value is None:
        return number
    if not before and len(suffix) == 1:
        past = after + 2 if tokens.is_one_of(after + 1, words.links) else after + 1
        if not tokens.adjoin(after + 1) or not _currency(tokens, words, past):
            return number
    scale = words.suffixes[suffix]
    return replace(number, value=number.value * scale, after=after + 1, scale=number.scale * scale)


def _counted(tokens: Tokens, words: NumberWords, number: Numeral) -> tuple[str | None, str | None, int]:
    """Return the unit or the currency after a number and the token after it: milliards de dollars, 3 %."""
    at = number.after
    if not tokens.adjoin(at):
        return None, None, at
    past = at + 1 if tokens.is_one_of(at, words.links) and not number.ordinal else at
    unit = tokens.find(past, words.units)
    if unit and number.ordinal and unit[0] != "century":
        return None, None, at  # the second day is not two days
    money = None if _opens_an_amount(tokens, past) else _currency(tokens, words, past)
    if unit and (not money or unit[1] > money[1]):
        return unit[0], None, unit[1]
    return (None, *money) if money else (None, None, at)


def _opens_an_amount(tokens: Tokens, at: int) -> bool:
    """Return True if a sign belongs to the number after it: the second one of $10m-$15m."""
    if not 0 < at < len(tokens) - 1 or tokens[at].text.isalpha():
        return False
    return tokens[at + 1].start == tokens[at].end and tokens[at].start > tokens[at - 1].end


def _currency(tokens: Tokens, words: NumberWords, at: int) -> tuple[str, int] | None:
    """Return the currency that a name, a sign or a code gives, and the token after it."""
    return tokens.find(at, words.currencies) or _mark(tokens, words, at)


def _cents(tokens: Tokens, at: int) -> Decimal:
    """Return the cents that are written after a sign: 5€50, 5 € 50."""
    follows = 0 < at < len(tokens) and tokens[at].start <= tokens[at - 1].end + 1 and tokens.adjoin(at)
    glued = follows and (tokens[at].start == tokens[at - 1].end or not tokens.adjoin(at + 1))
    cents = glued and len(tokens[at].text) == _CENTS and not tokens[at - 1].text.isalpha()
    value = tokens[at].value if cents else None
    return value / _HUNDRED if value is not None else Decimal(0)


def _counts(tokens: Tokens, words: NumberWords, at: int) -> bool:
    """Return True if something is counted that is no unit: 4 millions de personnes, 300 people."""
    past = at + 1 if tokens.adjoin(at) and tokens.is_one_of(at, words.links) else at
    return (
        tokens.adjoin(past)
        and tokens[past].text.isalpha()
        and plain(tokens[past].text) not in words.uncounted
    )


def _is_approximate(text: str, start: int, end: int, words: NumberWords) -> bool:
    before = plain(text[max(0, start - _LONGEST_APPROXIMATION) : start]).rstrip()
    after = plain(text[end : end + _LONGEST_APPROXIMATION]).lstrip(" \u00a0\u202f,")
    return any(
        before.endswith(told) and not before[: -len(told)][-1:].isalnum() for told in words.about
    ) or any(after.startswith(told) and not after[len(told) :][:1].isalnum() for told in words.about_after)


# A numeral, in digits or in words: 1 000, 1,05, 3ème, XIXe, 6 milliards, deux tiers, une dizaine.

_HALF, _CENTS = 2, 2
_ROMAN = re.compile(r"(?P<number>X{0,3}(?:IX|IV|V?I{0,3}))(?P<ending>[^\W\d_]+)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that takes the tokens up to before `after`.

    `single` marks a one on its own, which is mostly an article; `round` a word such as dizaine or dozens, `vague` one
    in the plural that no number precedes. `scale` is what the first word of the number was multiplied by: 1000 for
    "25 thousand".
    """

    value: Decimal
    after: int
    ordinal: bool = False
    single: bool = False
    round: bool = False
    vague: bool = False
    scale: Decimal = Decimal(1)


def read_numeral(tokens: Tokens, words: NumberWords, at: int) -> Numeral | None:
    """Return the numeral that begins with the token `at`, or None if none does."""
    value = tokens[at].value
    if value is not None:
        return _in_digits(tokens, words, at, value)
    if not tokens.is_one_of(at, words.openings):
        return _roman(tokens[at].text, words, at)
    return _in_words(tokens, words, at)


def _in_digits(tokens: Tokens, words: NumberWords, at: int, value: Decimal) -> Numeral | None:
    after = at + 1
    if (part := _quotient(tokens, words, at)) is not None:
        return part
    following = tokens[after] if after < len(tokens) else None
    if following and following.start == tokens[at].end and following.text[0].isalpha():
        return _with_ending(tokens, words, Numeral(value, after))
    return _scaled(tokens, words, Numeral(value, after), Decimal(0))


def _quotient(tokens: Tokens, words: NumberWords, at: int) -> Numeral | None:
    """Read 3/4 if it is a part of something that follows, not a date or a mark out of four."""
    if at + 1 >= len(tokens) or tokens.text[tokens[at].end : tokens[at + 1].start] not in ("/", "⁄"):
        return None
    top, bottom, after = tokens[at].value, tokens[at + 1].value, at + 2
    if top is None or bottom is None or not 0 < top < bottom <= _TEN:
        return None
    parted = tokens.is_one_of(after, words.links) or bool(tokens.find(after, words.units))
    if tokens.adjoin(after) and (parted or tokens.find(after, words.multipliers)):
        return _part(tokens, words, Numeral(top, at + 1), (bottom, after))
    return None


def _with_ending(tokens: Tokens, words: NumberWords, number: Numeral) -> Numeral | None:
    """Read the letters directly after the digits; unknown letters make it a name: 3D, 5G."""
    ending = tokens[number.after].text
    if plain(ending) in words.ordinal_endings:
        return replace(number, after=number.after + 1, ordinal=True)
    counted = phrase(ending) in words.units
    if ending in words.suffixes:
        past = number.after + 1
        if counted and not _is_money(tokens, words, number.after - 1, past):
            # 5m is five metres or five million: what is counted tells, or nothing does.
            following = tokens[past].text if tokens.adjoin(past) else ""
            many = (
                following.endswith("s") or following in words.plurals or tokens.find_next(past, words.units)
            )
            return replace(number, value=_UNREAD, after=past) if many else number
        scale = words.suffixes[ending]
        return replace(number, after=past, value=number.value * scale, scale=scale)
    return (
        number
        if counted or tokens.find(number.after, words.units) or _currency(tokens, words, number.after)
        else None
    )


def _is_money(tokens: Tokens, words: NumberWords, at: int, past: int) -> bool:
    return bool(
        (at > 0 and tokens.adjoin(at) and _mark(tokens, words, at - 1))
        or (tokens.adjoin(past) and _currency(tokens, words, past))
    )


def _roman(text: str, words: NumberWords, at: int) -> Numeral | None:
    found = _ROMAN.fullmatch(text)
    if not found or not found["number"] or found["ending"] not in words.roman_endings:
        return None
    return Numeral(Decimal(roman(found["number"])), at + 1, ordinal=True)


def roman(letters: str) -> int:
    """Return the value of a Roman numeral below 40."""
    values = [_ROMAN_VALUES[letter] for letter in letters]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _in_words(tokens: Tokens, words: NumberWords, at: int) -> Numeral | None:
    half = tokens.find(at, words.fractions)
    if half and half[0] == _HALF:
        return _part(tokens, words, Numeral(Decimal(1), at), half)
    if lone := tokens.find(at, words.round):
        vague = plain(tokens[at].text) in words.vague or (
            tokens.adjoin(at) and tokens.is_one_of(at - 1, words.several)
        )
        return _rounded(tokens, words, Numeral(lone[0], lone[1], round=True, vague=vague))
    if (part := _one_part(tokens, words, at)) is not None:
        return part
    spelt = SpeltNumber(tokens, words, at)
    if spelt.after == at:
        one = tokens.find_next(at + 1, words.units) if tokens.is_one_of(at, words.singles) else None
        half = one and tokens.find_next(one[1], words.halves)  # a year and a half
        return Numeral(Decimal(1), at + 1, single=True) if half else None
    number = Numeral(
        spelt.value, spelt.after, ordinal=spelt.ordinal, single=spelt.single, scale=spelt.shared_scale
    )
    number = _with_decimals(tokens, words, number)
    return number if number.ordinal else _in_parts(tokens, words, _scaled(tokens, words, number, spelt.scale))


def _with_decimals(tokens: Tokens, words: NumberWords, number: Numeral) -> Numeral:
    """Take decimals in words: deux virgule cinq, three point one four."""
    at, decimals = number.after + 1, ""
    if not tokens.is_one_of(number.after, words.points) or not tokens.adjoin(number.after):
        return number
    while tokens.adjoin(at) and (digit := tokens.find(at, words.words)) and digit[0] < _HUNDRED:
        decimals += str(digit[0])
        at = digit[1]
    if not decimals:
        return number
    return replace(number, value=number.value + Decimal(f"0.{decimals}"), after=at, single=False)


def _rounded(tokens: Tokens, words: NumberWords, number: Numeral) -> Numeral:
    """Take the scale of a round number: centaines de milliers, hundreds of millions, a dozen million."""
    past = number.after + 1 if tokens.is_one_of(number.after, words.links) else number.after
    scale = tokens.find_next(past, words.multipliers) or tokens.find_next(past, words.round)
    if not scale:
        return number
    return _rounded(
        tokens,
        words,
        replace(number, value=number.value * scale[0], after=scale[1], scale=number.scale * scale[0]),
    )


def _one_part(tokens: Tokens, words: NumberWords, at: int) -> Numeral | None:
    """Take "a third of", which is not a rank: only what follows shows it."""
    found = tokens.find_next(at + 1, words.fractions) if tokens.is_one_of(at, words.singles) else None
    if not found or not tokens.is_one_of(found[1], words.links):
        return None
    return _part(tokens, words, Numeral(Decimal(1), at + 1), found)


def _scaled(tokens: Tokens, words: NumberWords, number: Numeral, scale: Decimal) -> Numeral:
    """Take the multipliers, halves and round words after a number: 6 milliards, un million et demi."""
    value, after, times = number.value, number.after, number.scale
    if half := tokens.find_next(after, words.halves):
        value, after = value + half[0] * (scale or 1), half[1]
    while found := tokens.find_next(after, words.multipliers):
        value, after, scale, times = value * found[0], found[1], found[0], times * found[0]
        if half := tokens.find_next(after, words.halves):
            value, after = value + half[0] * scale, half[1]
    if found := tokens.find_next(after, words.round):
        rounded = replace(
            number, value=value * found[0], after=found[1], single=False, round=True, scale=times * found[0]
        )
        return _rounded(tokens, words, rounded)
    if scale >= _THOUSAND and tokens.adjoin(after) and (rest := _rest(tokens, words, after, scale)):
        value, after = value + rest.value, rest.after
    return replace(
        number, value=value, after=after, single=number.single and after == number.after, scale=times
    )


def _rest(tokens: Tokens, words: NumberWords, at: int, scale: Decimal) -> Numeral | None:
    """Return what is added to a number with a scale: 1 milliard 200 millions, 5 millions 300 000."""
    rest = read_numeral(tokens, words, at) if tokens[at].value is not None else None
    if rest is None or rest.ordinal or not rest.value.is_finite() or rest.value >= scale:
        return None
    return rest if rest.scale > 1 or rest.value >= _THOUSAND else None


def _in_parts(tokens: Tokens, words: NumberWords, number: Numeral) -> Numeral:
    """Take the denominator after a number in words: deux tiers, three quarters of a million."""
    found = tokens.find_next(number.after, words.fractions)
    if not found or (number.single and not tokens.is_one_of(found[1], words.links)):
        return number
    return _part(tokens, words, number, found)


def _part(tokens: Tokens, words: NumberWords, number: Numeral, found: tuple[Decimal, int]) -> Numeral:
    denominator, after = found
    value, past = number.value / denominator, after
    while tokens.is_one_of(past, words.articles):
        past += 1
    if scale := tokens.find(past, words.multipliers) or tokens.find(past, words.round):
        scaled = replace(number, value=value * scale[0], after=scale[1], single=False, scale=scale[0])
        return _rounded(tokens, words, scaled)
    if past > after and tokens.find(past, words.units):
        after = past  # half an hour
    return replace(number, value=value, after=after, single=False)


# The words of a number, added up: soixante-dix-sept, two hundred and five, trois mille.

_TEN, _TWENTY, _HUNDRED, _THOUSAND = 10, 20, 100, 1000
_BEFORE_TEENS = (60, 80)  # soixante-douze, quatre-vingt-douze
_AFTER_JOIN = (1, 11)  # vingt et un, soixante et onze


class SpeltNumber:
    """Read one number word by word, as long as the next word fits.

    `value` is the sum so far, `after` the token behind it, `scale` the last multiplier taken (0 for none),
    `single` says that it is a one on its own, which is mostly an article.
    """

    def __init__(self, tokens: Tokens, words: NumberWords, at: int) -> None:
        """Read from the token `at`; nothing was read if `after` is still `at`."""
        self._tokens, self._words, self._first = tokens, words, at
        self._total = self._current = self.scale = Decimal(0)
        self.after = at
        self.ordinal = False
        self._lead, self._times = Decimal(0), Decimal(1)  # before the first multiplier; 0 times once added to
        self._one()
        while not self.ordinal and self._step(self.after):
            pass
        self.value = self._total + self._current
        self.single = self.after == at + 1 and tokens.is_one_of(at, words.singles)
        self.shared_scale = self.value / self._lead if self._lead and self._times else Decimal(1)

    def _one(self) -> None:
        """Take an article as 1 if a multiplier follows: un milliard, a hundred."""
        if self._tokens.is_one_of(self._first, self._words.singles):
            following = self._first + 1
            scales = (self._words.hundreds, self._words.multipliers, self._words.round)
            if any(self._tokens.find_next(following, scale) for scale in scales):
                self._current, self.after = Decimal(1), following

    def _step(self, at: int) -> bool:
        if at >= len(self._tokens) or (at > self._first and not self._tokens.adjoin(at)):
            return False
        joined = at > self._first and self._tokens.is_one_of(at, self._words.joins)
        if joined:
            at += 1
            if not self._tokens.adjoin(at):
                return False
        return self._add(at, joined) or (not joined and self._multiply(at))

    def _add(self, at: int, joined: bool) -> bool:  # noqa: FBT001 -- whether "and" stands before it
        ordinal = self._tokens.find(at, self._words.ordinals)
        plain = self._tokens.find(at, self._words.words)
        found = ordinal or plain
        if not found or (ordinal and plain and plain[1] > ordinal[1]):
            found, ordinal = plain, None
        if not found or not self._fits(found[0]) or (joined and not self._may_join(found[0])):
            return False
        self._current += found[0]
        self._times *= not self._lead
        self.after, self.ordinal = found[1], ordinal is not None
        return True

    def _fits(self, value: Decimal) -> bool:
        if self.after == self._first:
            return True
        rest = self._current % _HUNDRED
        if rest == 0 and value:
            return bool(self._current or self.scale)
        if value < _TEN:
            return rest >= _TWENTY and rest % _TEN == 0 and value > 0
        return value < _TWENTY and rest in _BEFORE_TEENS

    def _may_join(self, value: Decimal) -> bool:
        if self._current == 0:
            return self.scale == _THOUSAND
        return self._current % _HUNDRED == 0 or value in _AFTER_JOIN

    def _multiply(self, at: int) -> bool:
        begun, lead = self.after > self._first, self._current
        if not begun and not self._tokens.is_one_of(at, self._words.bare):
            return False
        if (found := self._tokens.find(at, self._words.hundreds)) and self._current < _HUNDRED:
            self._current = max(self._current, Decimal(1)) * found[0]
        elif found := self._tokens.find(at, self._words.multipliers):
            self._scale(found[0])
        else:
            return False
        self._lead = self._lead or lead
        self.after = found[1]
        return True

    def _scale(self, scale: Decimal) -> None:
        """Multiply what comes before: all of it by a larger scale, the last part by a smaller one."""
        if self.scale and scale > self.scale:
            self._total = (self._total + self._current) * scale
        else:
            self._total += max(self._current, Decimal(1)) * scale
        self._current, self.scale = Decimal(0), scale


# What numbers are made of: digits, words, and the signs of currencies and percentages.

_LONGEST_PHRASE = 4
_WORD = r"[^\W\d_]+['’](?=\w)|[^\W\d_]+"
_GAP = re.compile(r"[\s‐‑-]{0,2}")


class NumberToken(Row):
    """A number in digits (then with its value), a word, or a sign, with its offsets."""

    text: str
    start: int
    end: int
    value: Decimal | None


class Tokens:
    """Hold the tokens of one text and look up the phrases that begin at each.

    Digits inside a name or a version (IA2021, GPT-4, 2.0.1) are not tokens.
    """

    def __init__(self, text: str, words: NumberWords) -> None:
        """Split the text with the separators and signs of a language."""
        self.text = text
        self.items = [
            NumberToken(found[0], found.start(), found.end(), _amount(found, words.groups))
            for found in words.pattern.finditer(text)
            if found[0]
        ]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.items)

    def __getitem__(self, at: int) -> NumberToken:
        """Return one of them."""
        return self.items[at]

    def find(self, at: int, meanings: Mapping[Phrase, Meaning]) -> tuple[Meaning, int] | None:
        """Return the meaning of the longest phrase that begins at a token, and the token after it."""
        key: Phrase = ()
        found = None
        for after in range(at + 1, min(at + _LONGEST_PHRASE, len(self)) + 1):
            if after > at + 1 and not self.adjoin(after - 1):
                break
            key += phrase(self.items[after - 1].text)
            if key in meanings:
                found = meanings[key], after
        return found

    def find_next(self, at: int, meanings: Mapping[Phrase, Meaning]) -> tuple[Meaning, int] | None:
        """Do the same for a phrase that must directly follow the token before it."""
        return self.find(at, meanings) if self.adjoin(at) else None

    def is_one_of(self, at: int, names: frozenset[str]) -> bool:
        """Return True if the token `at` is there and is one of some words."""
        return at < len(self) and plain(self.items[at].text) in names

    def adjoin(self, at: int, also: str = "") -> bool:
        """Return True if only a space or a hyphen, or what is in `also`, separates a token from the one before it."""
        if not 0 < at < len(self):
            return False
        gap = self.text[self.items[at - 1].end : self.items[at].start]
        return bool(_GAP.fullmatch(gap.strip(also) if also else gap))


_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# A sum may be written with the code before it and no space: EUR6bn.
_AFTER_MARK = (
    "(?:(?<![^\\W_])|"
    + "|".join(f"(?<={code})" for code in ("EUR", "USD", "GBP", "CHF", "CAD", "AUD", "Rs"))
    + ")"
)
_FAR_GROUPS = r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}|\d{1,2}(?:,\d{2})+,\d{3}"


def _pattern(groups: Iterable[str], symbols: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of all tokens, with the marks between thousands and the signs of a language.

    Digits and signs, which are costly to try, are only tried where the next character may begin them.
    """
    listed = sorted(symbols, key=len, reverse=True)
    first = "".join(map(re.escape, sorted({sign[0] for sign in listed})))
    between = "|".join(map(re.escape, groups))
    signs = "|".join(
        "(?<![^\\W\\d_])" * sign[0].isalpha()
        + re.escape(sign).replace(r"\ ", r"\s")
        + r"(?![^\W\d_])" * sign[-1].isalpha()
        for sign in listed
    )
    whole = (
        rf"(?P<whole>(?:{_FAR_GROUPS})(?!\d)"
        rf"|[1-9]\d{{0,2}}(?P<group>{between})\d{{3}}(?:(?P=group)\d{{3}})*(?!\d)|\d+|(?=[{_VULGAR}])|(?<!\.)(?=\.\d))"
    )
    part = rf"(?:\s?(?P<vulgar>[{_VULGAR}])|[ \u00a0\u202f-](?P<top>\d)[/⁄](?P<bottom>[2-9]|1[06])(?![\d/]))"
    may_begin = rf"(?=[\d{_VULGAR}.]){_AFTER_MARK}"
    digits = rf"{may_begin}(?<![^\W\d_][-‑])(?<!\d[.,]){whole}(?:[.,](?P<part>\d+)|{part})?(?![.,]?\d)"
    return re.compile(rf"{digits}|(?=[{first}])(?:{signs})|{_WORD}" if signs else rf"{digits}|{_WORD}")


def _amount(found: re.Match[str], groups: tuple[str, ...]) -> Decimal | None:
    if found["whole"] is None:
        return None
    whole, part = found["whole"], found["part"]
    if part == "000" and "," not in groups and found[0][-4] == ",":
        return _UNREAD  # English thousands in a text whose comma is the decimal mark
    whole = "".join(letter for letter in whole if letter.isdigit()) or "0"
    if found["vulgar"]:
        return Decimal(whole) + Decimal(str(numeric(found["vulgar"]))).quantize(Decimal("0.0001")).normalize()
    if found["top"]:
        top, bottom = Decimal(found["top"]), Decimal(found["bottom"])
        return Decimal(whole) + top / bottom if top < bottom else _UNREAD
    return Decimal(f"{whole}.{part}" if part else whole)


# Short names are symbols, whose case matters: MW and mW, M and m.
_LONGEST_SYMBOL = 2

_LISTS = (
    *("joins", "links", "singles", "articles", "bare", "ranges", "spans", "points"),
    *("plurals", "several", "minus", "ordinal_endings", "roman_endings", "unread", "vague", "uncounted"),
)
_AMOUNTS = ("words", "hundreds", "multipliers", "round", "fractions", "ordinals")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What a language file says about numbers, looked up word by word; a key is a phrase, a tuple of plain words.

    Amounts are `Decimal`; `currencies` lead to ISO 4217 codes, `units` to English unit names, `fractions`
    to denominators. `marks` are the signs of money, which may stand before an amount as codes may; `countries` say
    whose money it is after a sign that several countries use. `pattern` finds the tokens. No number in words begins
    with a word that is not in `openings`.
    """

    groups: tuple[str, ...]
    joins: frozenset[str]
    links: frozenset[str]
    singles: frozenset[str]
    articles: frozenset[str]
    bare: frozenset[str]
    ranges: frozenset[str]
    spans: frozenset[str]
    points: frozenset[str]
    about: tuple[str, ...]
    about_after: tuple[str, ...]
    ordinal_endings: frozenset[str]
    roman_endings: frozenset[str]
    unread: frozenset[str]
    vague: frozenset[str]
    plurals: frozenset[str]
    several: frozenset[str]
    minus: frozenset[str]
    uncounted: frozenset[str]
    halves: Mapping[Phrase, Decimal]
    words: Mapping[Phrase, Decimal]
    hundreds: Mapping[Phrase, Decimal]
    multipliers: Mapping[Phrase, Decimal]
    round: Mapping[Phrase, Decimal]
    fractions: Mapping[Phrase, Decimal]
    ordinals: Mapping[Phrase, Decimal]
    suffixes: Mapping[str, Decimal]
    currencies: Mapping[Phrase, str]
    countries: Mapping[str | None, Mapping[Phrase, str]]
    marks: Mapping[Phrase, str]
    units: Mapping[Phrase, str]
    openings: frozenset[str]
    pattern: re.Pattern[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> NumberWords:
        """Take the table `numbers` of a `texts.toml`; a missing name is a KeyError."""
        names = (*table["currencies"], *table["units"], *SIGNS)
        symbols = {name for name in names if not name.replace(" ", "").replace("-", "").isalpha()}
        fields: dict[str, Any] = {name: frozenset(map(plain, table[name])) for name in _LISTS}
        fields |= {name: _keyed(table[name], Decimal) for name in _AMOUNTS}
        return cls(
            groups=tuple(table["groups"]),
            about=_with_elisions(map(plain, table["approximately"])),
            about_after=tuple(map(plain, table["approximately_after"])),
            halves={phrase(name): Decimal("0.5") for name in table["halves"]},
            suffixes={name: Decimal(value) for name, value in table["suffixes"].items()},
            currencies=_keyed(table["currencies"], str),
            countries={code: _keyed(told, str) for code, told in table["countries"].items()},
            marks=_keyed(SIGNS, str),
            units=_keyed(table["units"], str),
            openings=fields["singles"]
            | fields["bare"]
            | {plain(key[0]) for name in _AMOUNTS for key in fields[name]},
            pattern=_pattern(table["groups"], symbols),
            **fields,
        )


def _with_elisions(names: Iterable[str]) -> tuple[str, ...]:
    """Return words before an amount, longest first, with "près d'" for "près de"."""
    known = {form for name in names for form in (name, name[:-1] + "'" if name.endswith(" de") else name)}
    return tuple(sorted(known, key=len, reverse=True))


def _keyed(table: Mapping[str, Any], kind: Callable[[Any], Meaning]) -> dict[Phrase, Meaning]:
    return {phrase(name): kind(value) for name, value in table.items()}


def phrase(name: str) -> Phrase:
    """Return a name as the tuple of its words, treating hyphens as spaces."""
    parts = name.replace("-", " ").split()
    return tuple(part if len(part) <= _LONGEST_SYMBOL else plain(part) for part in parts)


def plain(word: str) -> str:
    """Return a word in lower case with one kind of apostrophe."""
    return word.replace("’", "'").casefold()

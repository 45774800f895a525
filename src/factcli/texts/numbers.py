"""Find the amounts of a text with their units and currencies, so that two ways to write one can be compared.

`6 milliards de dollars`, `$6 billion` and `US$6bn` are the same mention: 6e9 USD. What is a number word, a
multiplier or a currency in a language comes from its file as `NumberWords`.
"""

from __future__ import annotations

import re

from factcli._dataclass import dataclass, replace
from factcli.texts.number_tokens import Tokens
from factcli.texts.number_words import phrase, plain
from factcli.texts.numerals import read_numeral

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from factcli.texts.number_words import NumberWords
    from factcli.texts.numerals import Numeral

# The ISO 4217 codes that articles write out; others are taken for words.
# fmt: off
_CODES = frozenset((
    "AED", "ARS", "AUD", "BRL", "CAD", "CHF", "CLP", "CNY", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD", "HUF",
    "IDR", "ILS", "INR", "JPY", "KRW", "MAD", "MXN", "NGN", "NOK", "NZD", "PHP", "PLN", "RON", "RUB", "SAR",
    "SEK", "SGD", "THB", "TND", "TRY", "TWD", "UAH", "USD", "VND", "XAF", "XOF", "ZAR",
))
# fmt: on
_LONGEST_APPROXIMATION = 40
_MINUS = re.compile(r"(?:^|[\s(])[-−]\s?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """An amount in `text[start:end]`, unit and currency included.

    `amount` is exact; `unit` is an English unit name or None, `currency` an ISO 4217 code or None. An
    `ordinal` is a rank; `approximate` says that the text itself only comes near or gives a bound.
    """

    start: int
    end: int
    amount: Decimal
    unit: str | None = None
    currency: str | None = None
    ordinal: bool = False
    approximate: bool = False


def find_quantities(text: str, words: NumberWords) -> tuple[Mention, ...]:
    """Return the amounts of a text in order, without overlap.

    The articles un, une, a are no amount unless a multiplier or a unit follows; dates are numbers too, and
    left to the caller to set aside.
    """
    found = list(_mentions(Tokens(text, words), words))
    for at in range(len(found) - 1, 0, -1):
        if plain(text[found[at - 1].end : found[at].start]).strip() in words.ranges:
            found[at - 1] = _with_unit_of(found[at - 1], found[at])
    return tuple(found)


def _with_unit_of(low: Mention, high: Mention) -> Mention:
    """Give the lower end of a range the unit that stands after the upper end only: entre 5 et 10 %."""
    if low.unit or low.currency or low.ordinal or high.ordinal:
        return low
    return replace(low, unit=high.unit, currency=high.currency)


def _mentions(tokens: Tokens, words: NumberWords) -> Iterator[Mention]:
    at = free = 0
    while at < len(tokens):
        number = read_numeral(tokens, words, at)
        mention = number and _mention(tokens, words, range(free, at + 1), number)
        at = number.after if number else at + 1
        if mention:
            yield mention
            while at < len(tokens) and tokens[at].start < mention.end:
                at += 1
            free = at


def _mention(tokens: Tokens, words: NumberWords, free: range, number: Numeral) -> Mention | None:
    """Complete a number that begins with the last of the tokens not taken so far."""
    at = free[-1]
    before = _currency(tokens, words, at - 1) if len(free) > 1 and tokens.adjoin(at) else None
    number = _with_suffix(tokens, words, number, before)
    unit, currency, after = _counted(tokens, words, number)
    if unit and (half := tokens.find_next(after, words.halves)):
        number, after = replace(number, value=number.value + half[0]), half[1]
    if number.single and not unit and not currency:
        return None
    start = tokens[at - 1 if before else at].start
    negative = bool(_MINUS.search(tokens.text, max(0, start - 3), start)) and tokens[at].value is not None
    return Mention(
        start,
        tokens[after - 1].end,
        -number.value if negative else number.value,
        unit,
        before or currency,
        number.ordinal,
        number.round or _is_approximate(tokens.text, start, words.approximately),
    )


def _with_suffix(tokens: Tokens, words: NumberWords, number: Numeral, currency: str | None) -> Numeral:
    """Take a suffix that stands apart from the digits where money is meant: $6 B, 6 Md€."""
    after = number.after
    if number.ordinal or not tokens.adjoin(after) or tokens[after].text not in words.suffixes:
        return number
    if not currency and not _currency(tokens, words, after + 1):
        return number
    return replace(number, value=number.value * words.suffixes[tokens[after].text], after=after + 1)


def _counted(tokens: Tokens, words: NumberWords, number: Numeral) -> tuple[str | None, str | None, int]:
    """Return the unit or the currency after a number and the token after it: milliards de dollars, 3 %."""
    at = number.after
    if not tokens.adjoin(at):
        return None, None, at
    past = at + 1 if tokens.is_one_of(at, words.links) and not number.ordinal else at
    if code := _currency(tokens, words, past):
        return None, code, past + 1
    if found := tokens.find(past, words.currencies):
        return None, found[0], found[1]
    if found := tokens.find(past, words.units):
        return found[0], None, found[1]
    return None, None, at


def _currency(tokens: Tokens, words: NumberWords, at: int) -> str | None:
    """Return what a currency sign or a code such as USD stands for."""
    if not 0 <= at < len(tokens):
        return None
    text = tokens[at].text
    if text in _CODES:
        return text
    return None if text.isalpha() else words.currencies.get(phrase(text))


def _is_approximate(text: str, start: int, about: tuple[str, ...]) -> bool:
    before = plain(text[max(0, start - _LONGEST_APPROXIMATION) : start]).rstrip()
    return any(before.endswith(words) and not before[: -len(words)][-1:].isalnum() for words in about)

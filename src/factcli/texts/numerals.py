"""Read the number that begins at a token: 1 000, 1,05, 3ème, XIXe, 6 milliards, deux tiers, une dizaine."""

from __future__ import annotations

import re
from decimal import Decimal

from factcli._dataclass import dataclass, replace
from factcli.texts.number_words import phrase, plain
from factcli.texts.spelt_numbers import SpeltNumber

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.texts.number_tokens import Tokens
    from factcli.texts.number_words import NumberWords

_HALF = 2
_ROMAN = re.compile(r"(?P<number>X{0,3}(?:IX|IV|V?I{0,3}))(?P<ending>[^\W\d_]+)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that takes the tokens up to before `after`.

    `single` marks a lone one, which is mostly an article; `round` a word such as dizaine or dozens.
    """

    value: Decimal
    after: int
    ordinal: bool = False
    single: bool = False
    round: bool = False


def read_numeral(tokens: Tokens, words: NumberWords, at: int) -> Numeral | None:
    """Return the numeral that begins with the token `at`, or None where none does."""
    value = tokens[at].value
    if value is not None:
        return _in_digits(tokens, words, at, value)
    if not tokens.is_one_of(at, words.openings):
        return _roman(tokens[at].text, words, at)
    return _in_words(tokens, words, at)


def _in_digits(tokens: Tokens, words: NumberWords, at: int, value: Decimal) -> Numeral | None:
    after = at + 1
    following = tokens[after] if after < len(tokens) else None
    if following and following.start == tokens[at].end and following.text[0].isalpha():
        return _with_ending(Numeral(value, after), following.text, words)
    return _scaled(tokens, words, Numeral(value, after), Decimal(0))


def _with_ending(number: Numeral, ending: str, words: NumberWords) -> Numeral | None:
    """Read the letters right after the digits; letters without a meaning make it a name: 3D, 5G."""
    if plain(ending) in words.ordinal_endings:
        return replace(number, after=number.after + 1, ordinal=True)
    if ending in words.suffixes:
        return replace(number, after=number.after + 1, value=number.value * words.suffixes[ending])
    return number if phrase(ending) in words.units else None


def _roman(text: str, words: NumberWords, at: int) -> Numeral | None:
    found = _ROMAN.fullmatch(text)
    if not found or not found["number"] or found["ending"] not in words.roman_endings:
        return None
    values = [_ROMAN_VALUES[letter] for letter in found["number"]]
    signed = [-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)]
    return Numeral(Decimal(sum(signed)), at + 1, ordinal=True)


def _in_words(tokens: Tokens, words: NumberWords, at: int) -> Numeral | None:
    half = tokens.find(at, words.fractions)
    if half and half[0] == _HALF:
        return _part(tokens, words, Numeral(Decimal(1), at), half)
    if lone := tokens.find(at, words.round):
        return _rounded(tokens, words, Numeral(lone[0], lone[1], round=True))
    if (part := _one_part(tokens, words, at)) is not None:
        return part
    spelt = SpeltNumber(tokens, words, at)
    if spelt.after == at:
        return None
    number = Numeral(spelt.value, spelt.after, ordinal=spelt.ordinal, single=spelt.single)
    return number if number.ordinal else _in_parts(tokens, words, _scaled(tokens, words, number, spelt.scale))


def _rounded(tokens: Tokens, words: NumberWords, number: Numeral) -> Numeral:
    """Take the scale of a round number: centaines de milliers, hundreds of millions."""
    scale = tokens.find(number.after + 1, words.multipliers) or tokens.find(number.after + 1, words.round)
    if not scale or not tokens.is_one_of(number.after, words.links):
        return number
    return replace(number, value=number.value * scale[0], after=scale[1])


def _one_part(tokens: Tokens, words: NumberWords, at: int) -> Numeral | None:
    """Take "a third of", which is no rank: only what it is a part of tells."""
    found = tokens.find_next(at + 1, words.fractions) if tokens.is_one_of(at, words.singles) else None
    if not found or not tokens.is_one_of(found[1], words.links):
        return None
    return _part(tokens, words, Numeral(Decimal(1), at + 1), found)


def _scaled(tokens: Tokens, words: NumberWords, number: Numeral, scale: Decimal) -> Numeral:
    """Take the multipliers, halves and round words after a number: 6 milliards, un million et demi."""
    value, after = number.value, number.after
    if half := tokens.find_next(after, words.halves):
        value, after = value + half[0] * (scale or 1), half[1]
    while found := tokens.find_next(after, words.multipliers):
        value, after, scale = value * found[0], found[1], found[0]
        if half := tokens.find_next(after, words.halves):
            value, after = value + half[0] * scale, half[1]
    if found := tokens.find_next(after, words.round):
        return replace(number, value=value * found[0], after=found[1], single=False, round=True)
    return replace(number, value=value, after=after, single=number.single and after == number.after)


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
    if scale := tokens.find(past, words.multipliers):
        return replace(number, value=value * scale[0], after=scale[1], single=False)
    return replace(number, value=value, after=after, single=False)

"""Find the amounts of a text with their units and currencies, so that different notations can be compared.

`6 milliards de dollars`, `$6 billion` and `US$6bn` are the same mention: 6e9 USD. What is a number word, a
multiplier or a currency in a language comes from its file as `NumberWords`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from factcli._dataclass import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any, TypeVar

    Meaning = TypeVar("Meaning")


# The ISO 4217 codes used in articles; others are taken for words.
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
class NumberMention:
    """An amount in `text[start:end]`, unit and currency included.

    `amount` is exact; `unit` is an English unit name or None, `currency` an ISO 4217 code or None. An
    `ordinal` is a rank; `approximate` says that the text itself gives an approximation or a bound.
    """

    start: int
    end: int
    amount: Decimal
    unit: str | None = None
    currency: str | None = None
    ordinal: bool = False
    approximate: bool = False


def find_quantities(text: str, words: NumberWords) -> tuple[NumberMention, ...]:
    """Return the amounts of a text in order, without overlap.

    The articles un, une, a are not amounts unless a multiplier or a unit follows. Dates are numbers too; the
    caller must exclude them.
    """
    found = list(_mentions(Tokens(text, words), words))
    for at in range(len(found) - 1, 0, -1):
        if plain(text[found[at - 1].end : found[at].start]).strip() in words.ranges:
            found[at - 1] = _with_unit_of(found[at - 1], found[at])
    return tuple(found)


def _with_unit_of(low: NumberMention, high: NumberMention) -> NumberMention:
    """Give the lower end of a range the unit that only follows the upper end: entre 5 et 10 %."""
    if low.unit or low.currency or low.ordinal or high.ordinal:
        return low
    return replace(low, unit=high.unit, currency=high.currency)


def _mentions(tokens: Tokens, words: NumberWords) -> Iterator[NumberMention]:
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


def _mention(tokens: Tokens, words: NumberWords, free: range, number: Numeral) -> NumberMention | None:
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
    return NumberMention(
        start,
        tokens[after - 1].end,
        -number.value if negative else number.value,
        unit,
        before or currency,
        number.ordinal,
        number.round or _is_approximate(tokens.text, start, words.approximately),
    )


def _with_suffix(tokens: Tokens, words: NumberWords, number: Numeral, currency: str | None) -> Numeral:
    """Take a suffix separated from the digits if money is meant: $6 B, 6 Md€."""
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
    """Return the currency of a sign or a code such as USD."""
    if not 0 <= at < len(tokens):
        return None
    text = tokens[at].text
    if text in _CODES:
        return text
    return None if text.isalpha() else words.currencies.get(phrase(text))


def _is_approximate(text: str, start: int, about: tuple[str, ...]) -> bool:
    before = plain(text[max(0, start - _LONGEST_APPROXIMATION) : start]).rstrip()
    return any(before.endswith(words) and not before[: -len(words)][-1:].isalnum() for words in about)


# A numeral, in digits or in words: 1 000, 1,05, 3ème, XIXe, 6 milliards, deux tiers, une dizaine.

_HALF = 2
_ROMAN = re.compile(r"(?P<number>X{0,3}(?:IX|IV|V?I{0,3}))(?P<ending>[^\W\d_]+)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that takes the tokens up to before `after`.

    `single` marks a one on its own, which is mostly an article; `round` a word such as dizaine or dozens.
    """

    value: Decimal
    after: int
    ordinal: bool = False
    single: bool = False
    round: bool = False


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
    following = tokens[after] if after < len(tokens) else None
    if following and following.start == tokens[at].end and following.text[0].isalpha():
        return _with_ending(Numeral(value, after), following.text, words)
    return _scaled(tokens, words, Numeral(value, after), Decimal(0))


def _with_ending(number: Numeral, ending: str, words: NumberWords) -> Numeral | None:
    """Read the letters directly after the digits; unknown letters make it a name: 3D, 5G."""
    if plain(ending) in words.ordinal_endings:
        return replace(number, after=number.after + 1, ordinal=True)
    if ending in words.suffixes:
        return replace(number, after=number.after + 1, value=number.value * words.suffixes[ending])
    return number if phrase(ending) in words.units else None


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
    """Take "a third of", which is not a rank: only what follows shows it."""
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
        self._one()
        while not self.ordinal and self._step(self.after):
            pass
        self.value = self._total + self._current
        self.single = self.after == at + 1 and tokens.is_one_of(at, words.singles)

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
        begun = self.after > self._first
        if not begun and not self._tokens.is_one_of(at, self._words.bare):
            return False
        if (found := self._tokens.find(at, self._words.hundreds)) and self._current < _HUNDRED:
            self._current = max(self._current, Decimal(1)) * found[0]
        elif found := self._tokens.find(at, self._words.multipliers):
            self._scale(found[0])
        else:
            return False
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


@dataclass(frozen=True, slots=True)
class NumberToken:
    """A number in digits (then with its value), a word, or a sign, with its offsets."""

    text: str
    start: int
    end: int
    value: Decimal | None = None


class Tokens:
    """Hold the tokens of one text and look up the phrases that begin at each.

    Digits inside a name or a version (IA2021, GPT-4, 2.0.1) are not tokens.
    """

    def __init__(self, text: str, words: NumberWords) -> None:
        """Split the text with the separators and signs of a language."""
        self.text = text
        self.items = [
            NumberToken(found[0], found.start(), found.end(), _amount(found))
            for found in _pattern(words).finditer(text)
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

    def adjoin(self, at: int) -> bool:
        """Return True if only a space or a hyphen separates a token from the one before it."""
        if not 0 < at < len(self):
            return False
        return bool(_GAP.fullmatch(self.text, self.items[at - 1].end, self.items[at].start))


def _pattern(words: NumberWords) -> re.Pattern[str]:
    groups = "|".join(map(re.escape, words.groups))
    signs = "|".join(
        ("(?<![^\\W_])" if sign[0].isalpha() else "") + re.escape(sign) for sign in words.symbols
    )
    whole = rf"(?P<whole>[1-9]\d{{0,2}}(?P<group>{groups})\d{{3}}(?:(?P=group)\d{{3}})*(?!\d)|\d+)"
    digits = rf"(?<![^\W_])(?<![^\W\d_][-‑])(?<!\d[.,]){whole}(?:[.,](?P<part>\d+))?(?![.,]?\d)"
    return re.compile(rf"{signs}|{digits}|{_WORD}")


def _amount(found: re.Match[str]) -> Decimal | None:
    if found["whole"] is None:
        return None
    whole = found["whole"].replace(found["group"], "") if found["group"] else found["whole"]
    return Decimal(f"{whole}.{found['part']}" if found["part"] else whole)


# Short names are symbols, whose case matters: MW and mW, M and m.
_LONGEST_SYMBOL = 2

_LISTS = ("joins", "links", "singles", "articles", "bare", "ranges", "ordinal_endings", "roman_endings")
_AMOUNTS = ("words", "hundreds", "multipliers", "round", "fractions", "ordinals")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What a language file says about numbers, looked up word by word; a key is a phrase, a tuple of plain words.

    Amounts are `Decimal`; `currencies` lead to ISO 4217 codes, `units` to English unit names, `fractions`
    to denominators. `symbols` are the marks among the currencies and units, longest first. No number in words
    begins with a word that is not in `openings`.
    """

    groups: tuple[str, ...]
    joins: frozenset[str]
    links: frozenset[str]
    singles: frozenset[str]
    articles: frozenset[str]
    bare: frozenset[str]
    ranges: frozenset[str]
    approximately: tuple[str, ...]
    ordinal_endings: frozenset[str]
    roman_endings: frozenset[str]
    halves: Mapping[Phrase, Decimal]
    words: Mapping[Phrase, Decimal]
    hundreds: Mapping[Phrase, Decimal]
    multipliers: Mapping[Phrase, Decimal]
    round: Mapping[Phrase, Decimal]
    fractions: Mapping[Phrase, Decimal]
    ordinals: Mapping[Phrase, Decimal]
    suffixes: Mapping[str, Decimal]
    currencies: Mapping[Phrase, str]
    units: Mapping[Phrase, str]
    symbols: tuple[str, ...]
    openings: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> NumberWords:
        """Take the table `numbers` of a `texts.toml`; a missing name is a KeyError."""
        names = (*table["currencies"], *table["units"])
        marks = {name for name in names if not name.replace(" ", "").isalpha()}
        fields: dict[str, Any] = {name: frozenset(map(plain, table[name])) for name in _LISTS}
        fields |= {name: _keyed(table[name], Decimal) for name in _AMOUNTS}
        return cls(
            groups=tuple(table["groups"]),
            approximately=tuple(map(plain, table["approximately"])),
            halves={phrase(name): Decimal("0.5") for name in table["halves"]},
            suffixes={name: Decimal(value) for name, value in table["suffixes"].items()},
            currencies=_keyed(table["currencies"], str),
            units=_keyed(table["units"], str),
            symbols=tuple(sorted(marks, key=len, reverse=True)),
            openings=fields["singles"]
            | fields["bare"]
            | {plain(key[0]) for name in _AMOUNTS for key in fields[name]},
            **fields,
        )


def _keyed(table: Mapping[str, Any], kind: Callable[[Any], Meaning]) -> dict[Phrase, Meaning]:
    return {phrase(name): kind(value) for name, value in table.items()}


def phrase(name: str) -> Phrase:
    """Return a name as the tuple of its words, treating hyphens as spaces."""
    parts = name.replace("-", " ").split()
    return tuple(part if len(part) <= _LONGEST_SYMBOL else plain(part) for part in parts)


def plain(word: str) -> str:
    """Return a word in lower case with one kind of apostrophe."""
    return word.replace("’", "'").casefold()

"""Hold how a language writes numbers, money and units, ready to be looked up word by word."""

from __future__ import annotations

from decimal import Decimal

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar

    Meaning = TypeVar("Meaning")

# Short names are symbols, whose case matters: MW and mW, M and m.
_LONGEST_SYMBOL = 2

_LISTS = ("joins", "links", "singles", "articles", "bare", "ranges", "ordinal_endings", "roman_endings")
_AMOUNTS = ("words", "hundreds", "multipliers", "round", "fractions", "ordinals")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What a language tells about numbers; every key is a phrase, a tuple of plain words.

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
        """Take the table `numbers` of a language file; a missing name is a KeyError."""
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
    """Return a name as the tuple of its words, hyphens and spaces being the same."""
    parts = name.replace("-", " ").split()
    return tuple(part if len(part) <= _LONGEST_SYMBOL else plain(part) for part in parts)


def plain(word: str) -> str:
    """Return a word in lower case with one kind of apostrophe."""
    return word.replace("’", "'").casefold()

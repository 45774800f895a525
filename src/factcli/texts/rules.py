"""The rules of a language for its texts: sentence ends, numbers, dates and the cues of modality."""

from __future__ import annotations

import re

from factcli._dataclass import dataclass
from factcli.languages import FOLDER, codes, read_file
from factcli.texts.dates import DateWords
from factcli.texts.numbers import NumberWords
from factcli.texts.sentences import SplittingRules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """The rules for texts in one language."""

    splitting: SplittingRules
    numbers: NumberWords
    dates: DateWords
    cues: Cues

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any]) -> LanguageRules:
        """Take the tables of a `texts.toml`; a missing one is a KeyError."""
        return cls(
            SplittingRules.from_table(tables["splitting"]),
            NumberWords.from_table(tables["numbers"]),
            DateWords.from_table(tables["dates"]),
            Cues.from_table(tables["claims"]),
        )


def load_rules(folder: str = FOLDER) -> dict[str, LanguageRules]:
    """Return the rules of every language of a folder that has them, by language code."""
    tables = {code: read_file(code, "texts", folder) for code in codes(folder)}
    return {code: LanguageRules.from_tables(found) for code, found in tables.items() if found}


@dataclass(frozen=True, slots=True)
class Cues:
    """The words that say how certain a claim is: a pattern for each kind of cue of a language."""

    conditional: re.Pattern[str]
    attribution: re.Pattern[str]
    future: re.Pattern[str]
    negation: re.Pattern[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Sequence[str]]) -> Cues:
        """Take the table `claims` of a `texts.toml`: phrases, and endings of verb forms with exceptions.

        A phrase that begins with a capital only matches with a capital.
        """
        exceptions = table["not_endings"]
        return cls(
            _cue(table["conditional"], table["conditional_endings"], exceptions),
            _cue(table["attribution"], (), exceptions),
            _cue(table["future"], table["future_endings"], exceptions),
            _cue(table["negation"], (), exceptions),
        )


def said(cue: re.Pattern[str], text: str) -> str | None:
    """Return the words of a text that are a cue, or None."""
    found = cue.search(text.replace("’", "'"))
    return found[0] if found else None


def _cue(phrases: Iterable[str], endings: Iterable[str], exceptions: Iterable[str]) -> re.Pattern[str]:
    ways = [_way(phrase) for phrase in phrases]
    if verbs := "|".join(map(re.escape, endings)):
        apart = "".join(rf"(?!{re.escape(word)}\b)" for word in exceptions)
        ways.append(rf"{apart}[^\W\d_]+(?:{verbs})")
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(sorted(ways, key=len, reverse=True))})(?![\w])", re.IGNORECASE
    )


def _way(phrase: str) -> str:
    way = re.escape(phrase).replace(r"\ ", r"\s+")
    return f"(?-i:{way})" if phrase[:1].isupper() else way

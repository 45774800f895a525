"""Gather what one language file tells about texts: sentence ends, numbers, dates and the cues of modality."""

from __future__ import annotations

import os

from factcli._dataclass import dataclass
from factcli.texts.cues import Cues
from factcli.texts.date_words import DateWords
from factcli.texts.number_words import NumberWords
from factcli.texts.sentence_ends import SplittingRules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_TABLES = ("splitting", "numbers", "dates", "claims")
FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "languages")


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What is needed to read the texts of one language."""

    splitting: SplittingRules
    numbers: NumberWords
    dates: DateWords
    cues: Cues

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any]) -> LanguageRules:
        """Take the tables of a language file; a missing one is a KeyError."""
        return cls(
            SplittingRules.from_table(tables["splitting"]),
            NumberWords.from_table(tables["numbers"]),
            DateWords.from_table(tables["dates"]),
            Cues.from_table(tables["claims"]),
        )


def load_rules(folder: str = FOLDER) -> dict[str, LanguageRules]:
    """Return the rules of every language that has a file in the folder, by language code."""
    import tomllib

    tables: dict[str, dict[str, Any]] = {}
    for name in sorted(os.listdir(folder)):
        stem, extension = os.path.splitext(name)
        if extension != ".toml":
            continue
        with open(os.path.join(folder, name), "rb") as file:
            found = tomllib.load(file)
        code = stem.rpartition(".")[2]
        tables.setdefault(code, {}).update({table: found[table] for table in _TABLES if table in found})
    return {
        code: LanguageRules.from_tables(found)
        for code, found in tables.items()
        if set(_TABLES) <= found.keys()
    }

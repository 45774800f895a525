"""French screens are French: every transcript with a French locale, read for English words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from factcli.languages import read_file

SCREENS = [
    path
    for path in sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
    if "# locale fr" in path.read_text(encoding="utf-8")
]
# What stays as it is in any language: quotes of the text, names in quotation marks, options, choices, ids, commands.
_VERBATIM = re.compile(
    r"^ *\[\d+\]  ?.*?(?:\n\n|\Z)|⟦.*?⟧.*?$|^\$ factcli (?:source|cite).*?(?=^\$)|^aussi appelé.*?(?:\n\n)",
    re.MULTILINE | re.DOTALL,
)
_CODE = re.compile(
    r"^(?:\$|#|exit) .*|^ {2}[\w-]+(?=  )|^2> \{.*|«[^»]*»|'[^'\n]*'|\"[^\"\n]*\"|--?[\w-]+|\[[^]\n]*\]"
    r"|\S+[-_.@/:]\S+|\bfactcli [\w ]+|(?<=parmi).*|Colonnes facultatives.*?$"
    r"|\S+ ↔|[A-Z_]{2,}",
    re.MULTILINE,
)


# Names of commands and columns, and words that are French too.
_NAMES = {"formats", "navigation", "completion", "environment", "modality", "text", "resolved", "basis"}


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-zà-ÿœ]{3,}", text.lower().replace("’", "'")))


@cache
def english() -> set[str]:
    """Return the words that the program says in English and never in French."""
    own, other = read_file("fr", "program"), read_file("en", "screen")
    spoken = words(" ".join(text for table in own.values() for text in table))
    spoken |= words(" ".join(text for text in other["says"].values()))
    screen = [*own.values(), *read_file("fr", "screen").values()]
    french = "\n".join(str(text) for table in screen for text in table.values())
    return spoken - words(_CODE.sub(" ", french)) - _NAMES


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_a_french_screen_has_no_english_word(path: Path) -> None:
    text = _CODE.sub(" ", _VERBATIM.sub("\n\n", path.read_text(encoding="utf-8")))

    assert sorted(words(text) & english()) == []


def test_the_words_looked_for_are_many() -> None:
    assert len(english()) > 500
    assert {"the", "which", "found", "with"} <= english()

"""Write a minimal language, with a lexicon of one concept."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from factcli.languages import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

WORDS = """
[stem]
shortest = 3
plurals = ["j"]
suffixes = ["into", "is", "as", "os", "o", "i"]
[stem.irregular]

[words]
function = ["la", "de", "en", "al"]
asking = ["diru"]
agent_before = ["de"]
genitive = ["de"]
possessive = []
articles = ["la"]
conjunctions = ["kaj"]
plain = ["urbo"]
future = ["baldau"]
future_endings = ["os"]
optional = ["la", "de"]
object_words = []
light = []
pronouns = []
passive = []
openers = []
support_verbs = []

[kinds]
person = ["kiu"]
place = ["kie"]
time = ["kiam"]
quantity = ["kiom"]
reason = ["kial"]
thing = ["kio"]

[commands]
kiu = "person"

[heads]
place = ["urbo"]
"""

SCREEN = """
[says]
base = "bazo"
"""

LEXICON = """
[concept.founded-by]
kind = "person"
agent = "object"
labels = ["fondinto", "fondita de"]
asks = ["fondis", "fondinto"]
back = ["fondis"]
"""


def write_language(folder: Path, **changed: str) -> Path:
    """Write Esperanto into a folder of languages, some files changed; return its own folder."""
    own = folder / "eo"
    own.mkdir(parents=True, exist_ok=True)
    for name, text in ({"words": WORDS, "screen": SCREEN} | changed).items():
        (own / f"{name}.toml").write_text(text, encoding="utf-8")
    return own


def folder_with_one_more(folder: Path) -> str:
    """Fill a folder with the shipped languages and a third one; return its path."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    write_language(folder, lexicon=LEXICON)
    return str(folder)

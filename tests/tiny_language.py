"""Make a folder of language files that holds one language more than those that ship."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from factcli.language.lexicon_file import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

ESPERANTO = """
code = "eo"
name = "Esperanto"

[stem]
shortest = 3
plurals = ["j"]
suffixes = ["into", "is", "as", "os", "o", "i"]
[stem.irregular]

[words]
function = ["la", "de", "en", "al"]
asking = ["diru"]
negation = ["ne"]
agent_before = ["de"]
genitive = ["de"]
possessive = []
articles = ["la"]
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

[screen]

[concept.founded-by]
kind = "person"
agent = "object"
labels = ["fondinto", "fondita de"]
asks = ["fondis", "fondinto"]
back = ["fondis"]
"""


def folder_with_one_more(folder: Path) -> str:
    """Fill a folder with the shipped language files and a third one; return its path."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    (folder / "eo.toml").write_text(ESPERANTO, encoding="utf-8")
    return str(folder)

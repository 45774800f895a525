"""The languages the program knows: a folder for each, named by the language's code, with up to eight files.

`words.toml` holds the words that shape a question and `screen.toml` what screens say; these two are enough to
start a language. `texts.toml` says how source texts are read: numbers, dates, sentence ends, cues.
`lexicon.toml` lists what the common relations are called and how people ask for them, `drafting.toml` how sentences
are taken apart to propose facts, `program.toml` has what the program says of itself, which the source has in
English, `plans.toml` words the questions that several facts answer, and `places.toml` tells what people and things of
a place are called. `others.toml` beside the folders has the words
by which a question in yet another language is recognized.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

FOLDER = os.path.dirname(os.path.abspath(__file__))

_OPTIONAL = ("texts", "lexicon", "drafting", "program", "plans", "places")
_OTHERS = "others.toml"


def codes(folder: str = FOLDER) -> list[str]:
    """Return the codes of the languages in a folder, in order."""
    return sorted(
        name for name in os.listdir(folder) if os.path.exists(os.path.join(folder, name, "words.toml"))
    )


def of_locale(environment: Mapping[str, str]) -> str:
    """Return the code of the language of the user's locale, by default English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        code = environment.get(variable, "").partition(":")[0].partition("_")[0].partition(".")[0].lower()
        if code:
            return "en" if code in ("c", "posix") else code
    return "en"


def read_file(code: str, name: str, folder: str = FOLDER) -> dict[str, Any]:
    """Return the tables of one file of a language; empty for an optional file that is missing."""
    import tomllib

    try:
        with open(os.path.join(folder, code, f"{name}.toml"), "rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        if name in _OPTIONAL:
            return {}
        raise


def read_others() -> dict[str, list[str]]:
    """Return the words of the languages that are only recognized, by their codes."""
    import tomllib

    with open(os.path.join(FOLDER, _OTHERS), "rb") as file:
        return {code: table["words"] for code, table in tomllib.load(file).items()}


def state(folder: str = FOLDER) -> str:
    """Return a short name for the state of all language files, which changes with any of them."""
    from zlib import crc32

    found = []
    for code in ("", *codes(folder)):
        with os.scandir(os.path.join(folder, code)) as files:
            for file in files:
                if file.name.endswith(".toml"):
                    status = file.stat()
                    found.append((code, file.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    return f"{crc32(repr((folder, sorted(found))).encode()):08x}"

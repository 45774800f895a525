"""Find the languages that ship with the program, and what each calls things."""

from __future__ import annotations

import os

from factcli.language.messages import Wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.cli.settings import Settings
    from factcli.language.lexicon import Lexicon

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "languages")


def codes() -> list[str]:
    """Return the codes of the languages, in order."""
    files = [name for name in os.listdir(FOLDER) if name.endswith(".toml")]
    return sorted(name.removesuffix(".toml") for name in files if not name.startswith("_"))


def lexicon(settings: Settings) -> Lexicon:
    """Open the lexicon, which holds the language files ready to use."""
    from factcli.cli.bases import folders
    from factcli.language.lexicon_file import open_lexicon

    return open_lexicon(folders(settings).cache)


def wording(code: str, words: Lexicon) -> Wording:
    """Return what a language calls things; English words where the program does not speak it."""
    language = words.languages.get(code) or words.languages["en"]
    return Wording(code, language.tables["screen"])


def wording_for(settings: Settings) -> Wording:
    """Return what the user's language calls things: that of --lang, else of the locale, else English."""
    code = settings.language or settings.locale_language
    return read(code if code in codes() else "en")


def read(code: str) -> Wording:
    """Read what a language calls things from its file, and no more of it: the rest is long.

    Lists need none of the lexicon. The tables `screen` and `screen.*` stand together in the file.
    """
    import tomllib

    kept: list[str] = []
    with open(os.path.join(FOLDER, f"{code}.toml"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("[screen"):
                kept.append(line)
            elif kept and line.startswith("[") and line[1:2].isalpha():
                break
            elif kept:
                kept.append(line)
    return Wording(code, tomllib.loads("".join(kept))["screen"])


def language_of(command: str, words: Lexicon) -> str | None:
    """Return the language a question command is a word of; None for English ones, the program's own names."""
    found = [
        code for code, language in words.languages.items() if code != "en" and command in language.commands
    ]
    return str(found[0]) if found else None


def kind_of(command: str, words: Lexicon) -> str | None:
    """Return the kind of answer a question command asks for, None where it leaves that open."""
    for language in words.languages.values():
        kind = language.commands.get(command)
        if kind is not None:
            return str(kind)
    return None

"""Find the languages that ship with the program, and what each calls things."""

from __future__ import annotations

import os

from factcli.report_words import Wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.cli.settings import Settings
    from factcli.lexicon import Lexicon

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "languages")


def codes() -> list[str]:
    """Return the codes of the languages, in order."""
    files = [name for name in os.listdir(FOLDER) if name.endswith(".toml")]
    return sorted(name.removesuffix(".toml") for name in files if not name.startswith("_"))


def lexicon(settings: Settings) -> Lexicon:
    """Open the lexicon, which holds the language files ready to use."""
    from factcli.cli.bases import folders
    from factcli.lexicon_file import open_lexicon

    return open_lexicon(folders(settings).cache)


def wording(code: str, words: Lexicon) -> Wording:
    """Return what a language calls things; English words where the program does not speak it."""
    language = words.languages.get(code) or words.languages["en"]
    return Wording(code, language.tables["screen"])


def wording_for(settings: Settings) -> Wording:
    """Return what the user's language calls things: that of --lang, else of the locale, else English.

    Read from the language file itself: lists need none of the lexicon, which takes long to make.
    """
    import tomllib

    code = settings.language or settings.locale_language
    code = code if code in codes() else "en"
    with open(os.path.join(FOLDER, f"{code}.toml"), "rb") as stream:
        return Wording(code, tomllib.load(stream)["screen"])


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

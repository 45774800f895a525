"""Find the languages that ship with the program, and what each calls things on a screen."""

from __future__ import annotations

import os

from factcli.report_words import Wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.cli.settings import Settings

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "languages")


def codes() -> list[str]:
    """Return the codes of the languages, in order."""
    return sorted(
        name[:-5] for name in os.listdir(FOLDER) if name.endswith(".toml") and not name.startswith("_")
    )


def wording(code: str) -> Wording:
    """Return what a language calls things; English for one that the program does not speak."""
    import tomllib

    path = os.path.join(FOLDER, f"{code if code in codes() else 'en'}.toml")
    with open(path, "rb") as stream:
        return Wording(code, tomllib.load(stream)["screen"])


def wording_for(settings: Settings) -> Wording:
    """Return what the user's language calls things: that of --lang, else of the locale, else English."""
    return wording(settings.language or _spoken(settings.locale_language))


def _spoken(code: str) -> str:
    return code if code in codes() else "en"

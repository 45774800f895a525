"""Write a name so that the shell reads back exactly that name, as one argument, and runs nothing.

Only bash needs this: zsh and fish quote what they insert themselves. See "Quoting" in the bash manual; the
exclamation mark has no escape inside double quotes, so there it stands outside of them.
"""

from __future__ import annotations

from unicodedata import category

from factcli.completion.command_line import DOUBLE, SINGLE
from factcli.escape import HIDDEN

_BARE = frozenset("_-./,+%")
_IN_DOUBLE = {"$": "\\$", "`": "\\`", '"': '\\"', "\\": "\\\\", "!": '"\\!"'}


def offerable(name: str) -> bool:
    """Tell whether a name may be offered: one that hides nothing and cannot be taken for an option."""
    if not name or name[0] == "-":
        return False
    return name.isprintable() or not any(category(character) in HIDDEN for character in name)


def for_bash(text: str, quote: str, *, whole: bool = False) -> str:
    """Return the text as bash must be given it inside the open `quote` ("" for none), closed if `whole`.

    Where that begins with the quote itself it is doubled: readline takes the first for the one already there.
    """
    if quote == SINGLE:
        inserted = text.replace("'", "'\\''")
    elif quote == DOUBLE:
        inserted = "".join(_IN_DOUBLE.get(character, character) for character in text)
    else:
        return "".join(_bare(character) for character in text)
    inserted += quote if whole else ""
    return quote + inserted if inserted.startswith(quote) else inserted


def _bare(character: str) -> str:
    if character.isalnum() or character in _BARE:
        return character
    return "\\" + character if character.isascii() or character.isspace() else character

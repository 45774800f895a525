"""Write a name so that the shell reads back exactly that name, as one argument, and runs nothing.

Only bash needs this: zsh and fish quote what they insert themselves. See "Quoting" in the bash manual; the
exclamation mark has no escape inside double quotes, so there it stands outside of them.
"""

from __future__ import annotations

from unicodedata import category

from factcli.completion.lexing import DOUBLE, SINGLE
from factcli.safe import HIDDEN

_BARE = frozenset("_-./,+%")
_IN_DOUBLE = {"$": "\\$", "`": "\\`", '"': '\\"', "\\": "\\\\", "!": '"\\!"'}


def offerable(name: str) -> bool:
    """Tell whether a name may be offered: one that hides nothing and cannot be taken for an option."""
    if not name or name[0] == "-":
        return False
    return name.isprintable() or not any(category(character) in HIDDEN for character in name)


def for_bash(text: str, quote: str) -> str:
    """Return the text as bash must be given it inside the open `quote` ("" for none), without closing it."""
    if quote == SINGLE:
        return text.replace("'", "'\\''")
    if quote == DOUBLE:
        return "".join(_IN_DOUBLE.get(character, character) for character in text)
    return "".join(_bare(character) for character in text)


def _bare(character: str) -> str:
    if character.isalnum() or character in _BARE:
        return character
    return "\\" + character if character.isascii() or character.isspace() else character

"""Make ids that people can read, type and diff: the words of a name, joined by hyphens."""

from __future__ import annotations

from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

LONGEST, LONGEST_AS_IT_IS = 80, 150


def slug(name: str, otherwise: str = "unnamed") -> str:
    """Return the folded words of a name joined by hyphens; `otherwise` for a name without letters or digits.

    Cut at 80 characters, at a word where there is one. Idempotent, also with a number put behind it by
    `unused`: what is a slug already is cut only beyond 150.
    """
    whole = "-".join(words(name))
    if len(whole) > (LONGEST_AS_IT_IS if whole == name else LONGEST):
        cut = whole[: LONGEST + 1].rpartition("-")[0]
        whole = cut or whole[:LONGEST]
    return whole or otherwise


def unused(wanted: str, taken: Container[str]) -> str:
    """Return the id itself, or with the first free number behind it ("miranda-2")."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"

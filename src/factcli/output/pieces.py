"""Name the pieces a line is made of: a text that is safe to show, and a style by its meaning."""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.escape import visible
from factcli.output.blocks import ASIDE, BULLET, MARK, NAME, NUMBER, WORDS

ANSWER, EXACT, MARKED, STRONG, QUIET, USUAL = "answer", "exact", "marked", "strong", "quiet", "usual"
STYLES = {NAME: STRONG, WORDS: USUAL, ASIDE: QUIET, NUMBER: USUAL, MARK: MARKED, BULLET: MARKED}
INDENT, GAP = "  ", "  "
MOST_LETTERS, MOST_LINES = 2000, 20


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of one line, made safe, in one style, with the address they lead to, if any."""

    text: str
    style: str
    link: str = ""


def clean(text: str) -> str:
    """Return a text safe to show and not endless: what is cut off is counted."""
    rows = text.split("\n")
    if len(rows) > MOST_LINES:
        text = "\n".join([*rows[:MOST_LINES], f"… (+{len(rows) - MOST_LINES})"])
    if len(text) > MOST_LETTERS:
        text = text[:MOST_LETTERS] + f"… (+{len(text) - MOST_LETTERS})"
    return visible(text).replace("\t", " ")

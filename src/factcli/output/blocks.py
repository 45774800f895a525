"""The parts a page is made of; a format draws them, and nothing here knows how.

A page is a sequence of blocks: Headline, Table, Compared, Quote, Tree, Note. Texts are as the base gives them; the
format makes them safe.
"""

from __future__ import annotations

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Block: TypeAlias = "Headline | Table | Compared | Quote | Tree | Note"


NAME, WORDS, ASIDE, NUMBER, MARK, BULLET = "name", "words", "aside", "number", "mark", "bullet"
GOOD, DOUBTFUL, BAD = "good", "doubtful", "bad"
"""How a verdict or a severity is coloured, besides being a word; also roles of columns that hold one."""


@dataclass(frozen=True, slots=True)
class Headline:
    """What to show first: the answer, or the name of the entity shown.

    `standing` is the modality, unless it is asserted; `aside` is a description below; `tone` is that of a verdict.
    """

    text: str
    aside: str = ""
    standing: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; each column has a role: NAME, WORDS, ASIDE, NUMBER, MARK (of a quote) or BULLET.

    `headings` may be empty; `more` is the number of rows left off; `rules` are the rows before which a labelled
    line separates what follows; `tones` gives words of the table, verdicts, the tone in which they are drawn;
    `numbers` are those by which a session opens the rows.
    """

    roles: Sequence[str]
    rows: Sequence[Sequence[str]]
    headings: Sequence[str] = ()
    title: str = ""
    more: str = ""
    rules: Sequence[tuple[int, str]] = ()
    tones: Sequence[tuple[str, str]] = ()
    numbers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """Texts below one another, each with a heading, the spans in which it differs, and the marks of its quotes."""

    texts: Sequence[tuple[str, str, Sequence[tuple[int, int]], str]]


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence, verbatim: its number on the screen (0: none), the spans to mark, and where it is from.

    `spans` are offsets into `text`, sorted, without overlap; `link` leads to the sentence if it is online.
    """

    mark: int
    text: str
    spans: Sequence[tuple[int, int]]
    place: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree: a label, its branches, and the mark of its quote."""

    label: str
    branches: Sequence[Tree] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A line besides the facts; `commands` below it are what to try, each with a label, `tone` is that of a verdict."""

    text: str
    commands: Sequence[tuple[str, str]] = ()
    quiet: bool = True
    tone: str = ""


def merged(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return the spans of a text sorted, merging those that overlap or have only spaces between them."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if kept and not text[kept[-1][1] : start].strip():
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept

"""The parts a page is made of; a format draws them, and nothing here knows how.

A page is a sequence of blocks: Headline, Table, Quote, Tree, Note. Texts are as the base gives them; the
format makes them safe.
"""

from __future__ import annotations

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Block: TypeAlias = "Headline | Table | Quote | Tree | Note"


NAME, WORDS, ASIDE, NUMBER, MARK, BULLET = "name", "words", "aside", "number", "mark", "bullet"


@dataclass(frozen=True, slots=True)
class Headline:
    """What must be seen first: the answer, or the name of the thing shown.

    `standing` says at once how sure that is, where it is not asserted; `aside` below it says what it is.
    """

    text: str
    aside: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; each column has a role: NAME, WORDS, ASIDE, NUMBER, MARK (of a quote) or BULLET.

    `headings` may be empty; `more` tells how many rows were left off; `rules` are the rows before which a
    line with a word on it separates what follows.
    """

    roles: Sequence[str]
    rows: Sequence[Sequence[str]]
    headings: Sequence[str] = ()
    title: str = ""
    more: str = ""
    rules: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence, verbatim: its mark on the screen (0: none), the spans to mark, and where it stands.

    `spans` are offsets into `text`, sorted, without overlap; `link` leads to the sentence where it is online.
    """

    mark: int
    text: str
    spans: Sequence[tuple[int, int]]
    place: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """Lines that hang from each other: a label, its branches, and the mark of its quote."""

    label: str
    branches: Sequence[Tree] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A line beside the facts; `commands` below it are what to try, each with what it leads to."""

    text: str
    commands: Sequence[tuple[str, str]] = ()
    quiet: bool = True


def merged(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return spans of a text sorted; those that overlap, or have only space between them, made one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if kept and not text[kept[-1][1] : start].strip():
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept


_LONGEST_FRAGMENT = 100  # characters of a quote that go into a link; a longer one is given by its ends
_ENDS = 4  # words at each end of a long quote


def deep_link(url: str, text: str) -> str:
    """Return the address of a text in a page: “Text Fragments” (WICG), which browsers scroll to and mark."""
    from urllib.parse import quote

    words = text.split()
    parts = [text] if len(text) <= _LONGEST_FRAGMENT else [" ".join(words[:_ENDS]), " ".join(words[-_ENDS:])]
    directive = ",".join(quote(part, safe="").replace("-", "%2D") for part in parts)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"

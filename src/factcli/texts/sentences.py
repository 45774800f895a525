"""Split a text into sentences and headings without touching a character of it.

A citation is only as good as its sentence, so every segment is a span of the unchanged text. What marks an
end differs by language (abbreviations, first words); those words come from the language file as
`SplittingRules`. A quotation is never torn: it belongs with the words that introduce it.
"""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.texts.blocks import blocks
from factcli.texts.sentence_ends import SplittingRules, sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.texts.blocks import Block


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or a heading: `text` is the source from `start` to `end`, in code points."""

    start: int
    end: int
    heading: bool
    text: str


def split(text: str, rules: SplittingRules) -> tuple[Segment, ...]:
    """Return the sentences and headings of a text in order.

    Segments do not overlap, have no spaces around them and cover every character that is no space. A line
    without a letter or digit is a heading, never a sentence; a text of spaces has no segment.
    """
    return tuple(segment for block in blocks(text) for segment in _segments(text, block, rules))


def _segments(text: str, block: Block, rules: SplittingRules) -> Iterator[Segment]:
    if block.heading:
        yield Segment(block.start, block.end, heading=True, text=text[block.start : block.end])
        return
    for start, end in sentences(text, block.start, block.end, rules):
        yield Segment(start, end, heading=False, text=text[start:end])

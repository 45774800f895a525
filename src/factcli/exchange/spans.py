"""Cut a sentence where quotes begin and end, so that quotes which overlap can each be marked."""

from __future__ import annotations

from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcli.model import FactBase

    Span = tuple[int, int, int]


def cut(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the pieces of a text in order, each with the marks whose spans cover it.

    A span is (start, end, mark). The pieces joined are the text.
    """
    bounds = sorted({0, len(text), *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    for start, end in pairwise(bounds):
        marks = tuple(sorted({mark for first, last, mark in spans if first <= start and end <= last}))
        yield text[start:end], marks


def spans_of(base: FactBase) -> dict[str, list[Span]]:
    """Return the spans of each sentence by its id; the mark is the place of the fact in the base, from 1."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for mark, fact in enumerate(base.facts, 1):
        for evidence in fact.evidence:
            at = evidence.offset
            if at >= 0:
                found.setdefault(evidence.sentence.id, []).append((at, at + len(evidence.exact), mark))
    return found

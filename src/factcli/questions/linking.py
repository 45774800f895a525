"""Find the names of a base in a question: as typed, or with words run together or torn apart.

Longest names first; every reading that could be meant is kept, because which one is meant shows only when
the facts of its owners are held against the rest of the question.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from factcli.questions.parse import Asked

LONGEST_NAME = 24  # words
MOST_TORN = 6  # words that may have been one, or fewer
SHORTEST_JOINED = 3  # letters above which words run together are looked up
EXACT, SQUEEZED, FUZZY, PARTIAL, IMPLIED = "exact", "squeezed", "fuzzy", "partial", "implied"


class Span:
    """Words `start` to `end` of a question, read as one name: who bears it, and how far the spelling is off."""

    __slots__ = ("alias", "end", "how", "key", "missing", "owners", "slips", "start")

    def __init__(self, start: int, end: int, key: str, how: str, slips: float) -> None:
        """Start without owners; `key` is the name's own folded form, not what was typed."""
        self.start, self.end, self.key, self.how, self.slips = start, end, key, how, slips
        self.missing = 0.0
        self.owners: list[int] = []
        self.alias: dict[int, bool] = {}

    def add(self, entity: int, *, alias: bool) -> None:
        """Note one entity of that name, once; its own name outranks an alias."""
        if entity not in self.alias:
            self.owners.append(entity)
        self.alias[entity] = self.alias.get(entity, True) and alias


def exact(asked: Asked, base: Any) -> list[Span]:
    """Return the spans whose folded words are a name, the longest first."""
    spans: dict[tuple[int, int, str], Span] = {}
    places = _runs(asked, LONGEST_NAME)
    _note(spans, base.named(places), places, EXACT)
    return _longest_first(spans.values())


def squeezed(asked: Asked, base: Any, taken: Iterable[Span]) -> list[Span]:
    """Return the spans that are a name once the spaces are left out: words run together, or torn apart."""
    spans: dict[tuple[int, int, str], Span] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    for spoken, found in _runs(asked, MOST_TORN).items():
        joined = spoken.replace(" ", "")
        start, end = found[0]
        words = asked.words[start:end]
        if (
            len(joined) > SHORTEST_JOINED
            and (len(words) > 1 or words[0].unknown)
            and not all(word.empty for word in words)
        ):
            places.setdefault(joined, []).extend(found)
    rows = [row for row in base.squeezed(places) if len(row.key) > SHORTEST_JOINED]
    _note(spans, rows, places, SQUEEZED, {(span.start, span.end) for span in taken})
    return _longest_first(spans.values())


def _runs(asked: Asked, longest: int) -> dict[str, list[tuple[int, int]]]:
    """Return each run of words, joined by spaces, with the places it stands at."""
    said = [word.word for word in asked.words]
    found: dict[str, list[tuple[int, int]]] = {}
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + longest) + 1):
            found.setdefault(" ".join(said[start:end]), []).append((start, end))
    return found


def _longest_first(spans: Iterable[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: (span.start - span.end, span.start, span.key))


def _note(
    spans: dict[tuple[int, int, str], Span],
    rows: Iterable[Any],
    places: Mapping[str, Sequence[tuple[int, int]]],
    how: str,
    taken: Iterable[tuple[int, int]] = (),
) -> None:
    for row in rows:
        spoken = row.key if how == EXACT else row.key.replace(" ", "")
        for start, end in places.get(spoken, ()):
            if (start, end) not in taken:
                span = spans.setdefault(
                    (start, end, row.key), Span(start, end, row.key, how, 0 if how == EXACT else 0.5)
                )
                span.add(row.entity, alias=row.alias)

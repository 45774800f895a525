"""Find the names of a base in a question: as typed, with words run together or apart, or misspelt.

Longest names first; every reading that could be meant is kept, because which one is meant shows only when
the facts of its owners are held against the rest of the question.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from factcli.question import Asked, Word

LONGEST_NAME = 24  # words
MOST_TORN = 6  # words that may have been one, or fewer
SHORTEST_JOINED = 3  # letters above which words run together are looked up
MOST_APART = 2  # words by which a misspelt name may be longer or shorter than the name
MOST_SLIPS = 3  # slips one name may hold
FARTHEST = 6  # letters by which it may be off, empty words included
EXACT, SQUEEZED, FUZZY, PARTIAL, IMPLIED = "exact", "squeezed", "fuzzy", "partial", "implied"
RARE = 5  # names that may share a word for that word to stand for one of them
TELLING = 4  # letters such a word must have, unless it is written in capitals
LIKELY = 25  # misspelt candidates that are aligned word by word


class Span:
    """Words `start` to `end` of a question, read as one name: who bears it, and how far the spelling is off."""

    __slots__ = ("alias", "end", "how", "key", "missing", "owners", "slips", "start")

    def __init__(self, start: int, end: int, key: str, how: str, slips: float) -> None:  # noqa: PLR0913
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
        if len(joined) > SHORTEST_JOINED and (len(words) > 1 or words[0].unknown) and not all(word.empty for word in words):
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
                span = spans.setdefault((start, end, row.key), Span(start, end, row.key, how, 0 if how == EXACT else 0.5))
                span.add(row.entity, alias=row.alias)


def misspelt(asked: Asked, base: Any, skip: frozenset[int] = frozenset()) -> list[Span]:
    """Return the spans that are a name of the base but for a few slips of the keyboard.

    `skip` are the positions of words that cannot belong to a name (the question word).
    """
    from factcli.matching import likely

    said = [word.word for at, word in enumerate(asked.words) if at not in skip]
    rows = [row for row in base.near(_odd(asked, skip)) if len(row.key) > SHORTEST_JOINED]
    spans: dict[tuple[int, int, str], Span] = {}
    keys = [row.key for row in rows]
    windows = _windows(asked, skip)
    for at in likely(" ".join(said), keys, LIKELY):
        row = rows[at]
        found = _align(row.key, windows)
        if found:
            start, end, slips = found
            span = spans.setdefault((start, end, row.key), Span(start, end, row.key, FUZZY, slips))
            span.add(row.entity, alias=row.alias)
    for start, end, row in _parts(asked, base, rows, skip):
        if not any(span.start <= start and end <= span.end for span in spans.values()):
            missing = 1 - sum(len(word.word) for word in asked.words[start:end]) / len(row.key.replace(" ", ""))
            span = spans.setdefault((start, end, row.key), Span(start, end, row.key, PARTIAL, 0.0))
            span.missing = missing
            span.add(row.entity, alias=row.alias)
    return sorted(spans.values(), key=lambda span: (span.missing, span.slips / len(span.key), span.start - span.end, span.start, span.key))


def _odd(asked: Asked, skip: frozenset[int]) -> list[str]:
    """Return the words a misspelt name may be found by: those that are no everyday words, else all that carry content."""
    full = [word for at, word in enumerate(asked.words) if at not in skip and not word.empty]
    return [word.word for word in full if word.capital or not word.common] or [word.word for word in full]


def _parts(asked: Asked, base: Any, rows: Sequence[Any], skip: frozenset[int]) -> Iterable[tuple[int, int, Any]]:
    """Yield the runs of words that are part of a name and hold a word few names share: "president Chirac"."""
    counts = base.words({word.word for word in asked.words})
    rare = {
        at
        for at, word in enumerate(asked.words)
        if at not in skip and 0 < counts.get(word.word, (0, 0))[0] <= RARE and _may_stand_alone(word)
    }
    for row in rows:
        parts = row.key.split()
        held = set(parts)
        for at in sorted(rare):
            if asked.words[at].word in held and len(parts) > 1:
                start, end = _run(asked, parts, at)
                if end - start < len(parts):
                    yield start, end, row


def _may_stand_alone(word: Word) -> bool:
    """Tell whether a word can stand for a longer name: not an everyday one, unless it is written like a name."""
    return not word.empty and (word.capital or (not word.common and len(word.word) >= TELLING))


def _run(asked: Asked, parts: Sequence[str], at: int) -> tuple[int, int]:
    """Return the longest run of words around a position that stand side by side in a name too."""
    place = parts.index(asked.words[at].word)
    start, end = at, at + 1
    while start and place - (at - start) > 0 and asked.words[start - 1].word == parts[place - (at - start) - 1]:
        start -= 1
    while end < len(asked.words) and place + (end - at) < len(parts) and asked.words[end].word == parts[place + (end - at)]:
        end += 1
    return start, end


Window = tuple[int, int, list[str], str]


def _windows(asked: Asked, skip: frozenset[int]) -> list[Window]:
    """Return each run of words that may be a name: its place, its words, and these run together."""
    said = [word.word for word in asked.words]
    found = []
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + LONGEST_NAME) + 1):
            if end - 1 in skip:
                break
            found.append((start, end, said[start:end], "".join(said[start:end])))
    return found


def _align(name: str, windows: Sequence[Window]) -> tuple[int, int, float] | None:
    """Return the words of the question nearest to a name, and the slips between; None where none is near."""
    from factcli.matching import slips

    parts, whole = name.split(), name.replace(" ", "")
    best: tuple[float, int, int] | None = None
    for start, end, said, typed in windows:
        if abs(end - start - len(parts)) > MOST_APART or abs(len(typed) - len(whole)) > FARTHEST:
            continue
        if slips(whole, typed, FARTHEST) > FARTHEST:
            continue
        off = distance(parts, said)
        if off is not None and (best is None or (off, start - end) < (best[0], best[1] - best[2])):
            best = (off, start, end)
    return (best[1], best[2], best[0]) if best else None


_LOOSE = frozenset(["the", "a", "an", "of", "and", "le", "la", "les", "l", "de", "du", "des", "d", "et", "s", "in", "en"])


def distance(name: Sequence[str], said: Sequence[str]) -> float | None:
    """Return the slips between a name's words and the words said, None where they are two different names.

    Digits must agree, and each word of the name must have a counterpart with no more slips than its length
    allows; a word run together or torn apart counts half a slip, a missing or surplus empty word too.
    """
    from factcli.matching import allowed, bearable, slips

    if [c for part in name for c in part if c.isdigit()] != [c for part in said for c in part if c.isdigit()]:
        return None
    if len(name) == len(said):
        total = 0
        for one, other in zip(name, said, strict=True):
            most = bearable(max(len(one), len(other)))
            off = 0 if one == other else slips(one, other, most)
            if off > most:
                total = -1
                break
            total += off
        if 0 <= total <= MOST_SLIPS:
            return float(total)
    whole, typed = "".join(name), "".join(said)
    most = min(allowed(len(whole)), 2)
    if len(name) != len(said) and abs(len(whole) - len(typed)) <= most:
        off = slips(whole, typed, most)
        if off <= most:
            return off + 0.5
    core, heard = [w for w in name if w not in _LOOSE], [w for w in said if w not in _LOOSE]
    if core and (len(core) < len(name) or len(heard) < len(said)) and len(core) == len(heard):
        off_core = distance(core, heard)
        return None if off_core is None else off_core + 0.5
    return None

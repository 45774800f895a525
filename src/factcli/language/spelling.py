"""Compare spellings: the edit distance between what was typed and what is known.

Distances are optimal string alignment (Damerau's insertion, deletion, substitution, transposition), from
RapidFuzz. Lengths are limited first, because these measures are quadratic.
"""

from __future__ import annotations

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LOOKED_AT = 40  # words within the distance that are compared further
ALIKE = 60  # percent by which part of a text must be like a name
TIED = 3  # equally near words that are all kept
SHORT = 3  # letters; a word as short as this is not corrected to a shorter one
LONG = 4  # letters from which on a preferred word is recognised through two edits
LONGEST = 200  # code points; longer strings are compared by their beginning
_TINY, _MIDDLING, _SHORT_IN_NAMES = 2, 6, 4  # letters up to which a word may hold no edit, one, one in a name


def allowed(length: int) -> int:
    """Return how many edits a word of this length may have: none up to 2 letters, 1 up to 6, then 2."""
    return 0 if length <= _TINY else 1 if length <= _MIDDLING else 2


def bearable(length: int) -> int:
    """Return how many edits a word of a name may have: none up to 2 letters, 1 up to 4, then 2.

    More than other words, because few other words resemble it.
    """
    return 0 if length <= _TINY else 1 if length <= _SHORT_IN_NAMES else 2


def edits(one: str, other: str, most: int) -> int:
    """Return the edit distance of two strings, or `most` + 1 if it is larger."""
    return int(OSA.distance(one[:LONGEST], other[:LONGEST], score_cutoff=most))


def name_edits(name: str, typed: str) -> float | None:
    """Return the edits between a name and what was typed, both without spaces, plus half an edit for the spaces.

    None if there are more than a name of that length may have.
    """
    most = allowed(len(name))
    if abs(len(name) - len(typed)) > most:
        return None
    off = edits(name, typed, most)
    return off + 0.5 if off <= most else None


def nearest(word: str, vocabulary: Sequence[str], preferred: Collection[str] = ()) -> list[str]:
    """Return the known words nearest to a misspelt one, at most `TIED` of one distance; none if none is near.

    A tie goes to the `preferred`, then to the likelier edit, then to the word with the same beginning.
    """
    most = allowed(len(word))
    found = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=LOOKED_AT)
    if len(word) > LONG:
        found += process.extract(word, sorted(preferred), scorer=OSA.distance, score_cutoff=2, limit=1)
    near = sorted(
        (
            min(distance, most),
            other not in preferred,
            _unlikely(word, other),
            other[0] != word[0],
            abs(len(other) - len(word)),
            other,
        )
        for other, distance, _ in found
        if other.isalpha() and len(other) > 1 and (len(word) > SHORT or len(other) >= len(word))
    )
    return [row[-1] for row in near if row[:3] == near[0][:3]][:TIED]


def _unlikely(word: str, other: str) -> int:
    """Return how unlikely the edit between two words is: letters swapped, lost or doubled, replaced."""
    if len(word) == len(other):
        return 0 if sorted(word) == sorted(other) else 2
    return 1


def likely(text: str, names: Sequence[str], limit: int) -> list[int]:
    """Return the positions of the names most likely to be, misspelt, somewhere in a text, best first."""
    text = text[: LONGEST * 5]
    found = process.extract(text, names, scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=limit)
    return [at for _, _, at in found]

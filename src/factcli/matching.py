"""Compare spellings: how many slips of the keyboard lie between what was typed and what is known.

Distances are optimal string alignment (Damerau's insertion, deletion, substitution, transposition), from
RapidFuzz. Lengths are capped before anything is compared, because these measures are quadratic.
"""

from __future__ import annotations

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

TIED = 3  # equally near words that are all kept
LONGEST = 200  # code points; longer strings are compared by their beginning


def allowed(length: int) -> int:
    """Return how many slips a word of this length may hold: none up to 2 letters, 1 up to 6, then 2."""
    return 0 if length <= 2 else 1 if length <= 6 else 2


def slips(one: str, other: str, most: int) -> int:
    """Return the edit distance of two strings, or `most` + 1 where it is larger."""
    return int(OSA.distance(one[:LONGEST], other[:LONGEST], score_cutoff=most))


def nearest(word: str, vocabulary: Sequence[str]) -> list[str]:
    """Return the known words nearest to a misspelt one, at most `TIED` of the same distance; none where none is near.

    A tie goes to the word of the same letters, then to the one that begins alike, then to the one as long, then
    by the alphabet.
    """
    most = allowed(len(word))
    found = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=12)
    letters = sorted(word)
    near = [(distance, sorted(other) != letters, other[0] != word[0], abs(len(other) - len(word)), other) for other, distance, _ in found]
    near = [row for row in near if row[-1].isalpha() and len(row[-1]) > 1 and (len(word) > 3 or len(row[-1]) >= len(word))]
    return [row[-1] for row in sorted(near) if row[0] == min(near)[0]][:TIED]


def likely(text: str, names: Sequence[str], limit: int) -> list[int]:
    """Return the positions of the names most likely to stand, misspelt, somewhere in a text, best first."""
    found = process.extract(text[: LONGEST * 5], names, scorer=fuzz.partial_ratio, score_cutoff=60, limit=limit)
    return [at for _, _, at in found]

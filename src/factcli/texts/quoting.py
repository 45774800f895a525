"""Pick the words of a sentence that carry a fact, so that they can be found again."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def places(sentence: str, exact: str) -> list[int]:
    """Return where the words stand in the sentence, in code points; places that overlap count too."""
    found, at = [], sentence.find(exact)
    while at >= 0:
        found.append(at)
        at = sentence.find(exact, at + 1)
    return found


def evidence(number: int, sentence: str, exact: str, at: int | None = None) -> dict[str, Any]:
    """Return the evidence document for the words that begin at `at` (default: their first place).

    Where the words stand more than once, the shortest prefix or suffix that tells them apart is kept, as a
    W3C TextQuoteSelector does.
    """
    entry: dict[str, Any] = {"sentence": number, "exact": exact}
    if len(exact) == len(sentence):
        return entry
    found = places(sentence, exact)
    if len(found) > 1:
        entry.update(_context(sentence, len(exact), found[0] if at is None else at))
    return entry


def _context(sentence: str, length: int, at: int) -> dict[str, str]:
    end = at + length
    for reach in range(1, len(sentence)):
        before, after = sentence[max(0, at - reach) : at], sentence[end : end + reach]
        for prefix, suffix in ((before, ""), ("", after), (before, after)):
            if sentence.find(prefix + sentence[at:end] + suffix) == at - len(prefix) and (
                len(places(sentence, prefix + sentence[at:end] + suffix)) == 1
            ):
                return {name: text for name, text in (("prefix", prefix), ("suffix", suffix)) if text}
    return {}

"""Find in a sentence the words a curator types: what is stored is always the sentence's own spelling."""

from __future__ import annotations

from factcli.errors import NotFound, UsageProblem
from factcli.texts.source import evidence, places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

# One character for one character, so that a place in the plain text is the place in the sentence.
_PLAIN = str.maketrans(
    {**dict.fromkeys("’‘ʼ`´", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑‒–—−", "-")}
    | dict.fromkeys("\u00a0\u202f\u2009\u2007\n\t", " ")
)


def sentence_number(sentences: Iterable[tuple[int, Mapping[str, Any]]], wanted: str) -> int:
    """Return the document id of the sentence `wanted`: "8", or "source:8" where several sources have an 8.

    Raises NotFound, or UsageProblem where a number alone is not enough.
    """
    source, _, number = wanted.rpartition(":")
    found = [
        (document_id, document["source"])
        for document_id, document in sentences
        if str(document["number"]) == number.strip() and source in ("", document["source"])
    ]
    if not found:
        raise NotFound(
            f"there is no sentence {wanted}", "'factcli source' shows the sentences with their numbers"
        )
    if len(found) > 1:
        names = ", ".join(f"{name}:{number}" for _, name in found)
        raise UsageProblem(f"there are several sentences {wanted}", f"say which: {names}")
    return found[0][0]


def quoted(number: int, sentence: str, typed: str, occurrence: int | None = None) -> dict[str, Any]:
    """Return the evidence for the words `typed`, spelt as in the sentence.

    Kinds of quotes, apostrophes, dashes and spaces may differ, and nothing else. `occurrence` counts from 1
    and is needed where the words stand more than once. Raises NotFound or UsageProblem.
    """
    if not typed.strip():
        raise UsageProblem("the quoted words are empty", "give the words of the sentence that carry the fact")
    found = places(sentence, typed) or places(sentence.translate(_PLAIN), typed.strip().translate(_PLAIN))
    length = len(typed) if typed in sentence else len(typed.strip())
    if not found:
        raise NotFound(f"sentence {number} does not say {typed!r}", _nearest(sentence, typed))
    if occurrence is None and len(found) > 1:
        raise UsageProblem(
            f"{typed!r} stands {len(found)} times in sentence {number}",
            f"say which with --occurrence 1 to {len(found)}, or quote more words",
        )
    if not 1 <= (occurrence or 1) <= len(found):
        raise UsageProblem(f"{typed!r} stands {len(found)} times in sentence {number}", "choose one of them")
    at = found[(occurrence or 1) - 1]
    return evidence(number, sentence, sentence[at : at + length], at)


def _nearest(sentence: str, typed: str) -> str:
    """Return a hint that shows the stretch of the sentence most like what was typed."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, sentence.lower(), typed.lower(), autojunk=False)
    block = matcher.find_longest_match()
    if block.size < min(8, len(typed)):
        return f"it says: {sentence}"
    start = max(0, block.a - block.b)
    return f"did you mean: {sentence[start : start + len(typed)]!r}?"

"""Find what kind of answer a question asks for: by its question word, and by the noun that goes with it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.language.language import Language
    from factcli.questions.parse import Asked

ADJECTIVES = 2  # words that may stand between which and its noun
PHRASE = 4  # words a question phrase may have ("pour quelle raison")


def find_kind(asked: Asked, language: Language) -> None:
    """Find the question word (the longest phrase of the language's table) and the noun it asks for."""
    said = [word.mended[0] if word.mended else word.word for word in asked.words]
    best = _question_phrase(asked, language, said)
    if best is None:
        _first_noun(asked, language, said)
        return
    start, length, kind = best
    asked.kind_words = frozenset(range(start, start + length))
    asked.thing = kind == "thing"
    asked.kind = None if asked.thing else kind
    asked.noun = next((at for at in range(start + length, len(said)) if not asked.words[at].empty), None)
    if asked.thing:
        _head_noun(asked, language, said, start + length)


def _question_phrase(asked: Asked, language: Language, said: Sequence[str]) -> tuple[int, int, str] | None:
    """Return where the question phrase starts, its words and its kind.

    The first one counts; one that asks for a thing gives way to another right behind it ("what" to "what year").
    """
    best: tuple[int, int, str] | None = None
    for start in range(_opened(language, said), len(said)):
        found = _phrase_at(asked, language, said, start)
        if found and (best is None or (found[1] != "thing" and start - best[0] <= best[1])):
            best = (start, *found)
        if best and best[2] != "thing":
            break
    return best


def _opened(language: Language, said: Sequence[str]) -> int:
    """Return how many words only say that a question follows, or a yes or no ("est-ce que")."""
    return max((len(words) for words in language.openers if tuple(said[: len(words)]) == words), default=0)


def _phrase_at(asked: Asked, language: Language, said: Sequence[str], start: int) -> tuple[int, str] | None:
    """Return the length and kind of the longest question phrase at a place.

    Who behind a full word is no question but a relative pronoun: "X, qui est né à".
    """
    for length in range(min(PHRASE, len(said) - start), 0, -1):
        kind = language.kinds.get(tuple(said[start : start + length]))
        if kind and not (kind == "person" and start and not asked.words[start - 1].empty):
            return length, kind
    return None


def _first_noun(asked: Asked, language: Language, said: Sequence[str]) -> None:
    """Take the noun that begins words without a question word: "date de la levée", "list all books by X"."""
    at = next((at for at, word in enumerate(asked.words) if not word.empty), None)
    kind = language.head_kind(said[at:]) if at is not None else None
    wished = any(word in language.asking for word in said[:at])
    if at is not None and kind and at + 1 < len(said) and (wished or said[at + 1] in language.genitive):
        asked.kind, asked.head, asked.noun = None if kind == "thing" else kind, at, at
        asked.plain = language.is_plain(said[at])


def _head_noun(asked: Asked, language: Language, said: Sequence[str], start: int) -> None:
    """Take the noun of a known kind that which/what/quel asks for: "which Austrian city", "quel est le pays"."""
    before = 0
    for at in range(start, len(said)):
        if asked.words[at].empty:
            if before:
                return
            continue
        kind = language.head_kind(said[at:])
        if kind:
            asked.kind, asked.head = None if kind == "thing" else kind, at
            asked.plain = language.is_plain(said[at])
            return
        before += 1
        if before > ADJECTIVES:
            return

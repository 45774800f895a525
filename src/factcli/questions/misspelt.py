"""Find the names of a base that are misspelt in a question, or of which only a distinctive part was typed.

The index gives the names that hold words like those of the question; here each is laid against every run of
words of the question, and kept where there are no more edits between than a hand makes.
"""

from __future__ import annotations

from factcli.language.spelling import bearable, edits, likely, name_edits
from factcli.questions.linking import FUZZY, PARTIAL, Mention
from factcli.questions.thresholds import (
    ALIGNED_NAMES,
    FEW_HOLDERS,
    LONGEST_NAME,
    MOST_EDITS,
    MOST_LETTERS_APART,
    MOST_WORDS_APART,
    SHORTEST_JOINED,
    SHORTEST_PART,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from factcli.index.query import Index, NameRow
    from factcli.questions.parse import Question, Word

    Window = tuple[int, int, list[str], str]


def misspelt(
    question: Question, base: Index, skip: frozenset[int], optional: Collection[str]
) -> list[Mention]:
    """Return the mentions that are a name of the base but for a few edits, or a telling part of one.

    `skip` are the positions of words that cannot belong to a name (the question word), `optional` the words that a
    name may have or not ("the", "de").
    """
    said = [word.word for at, word in enumerate(question.words) if at not in skip]
    rows = [row for row in base.near(_odd(question, skip)) if len(row.key) > SHORTEST_JOINED]
    mentions: dict[tuple[int, int, str], Mention] = {}
    windows = _windows(question, skip)
    for at in likely(" ".join(said), [row.key for row in rows], ALIGNED_NAMES):
        found = _align(rows[at].key, windows, optional)
        if found:
            _add(mentions, found, rows[at], FUZZY)
    for start, end, row in _parts(question, base, rows, skip):
        if not any(
            mention.start <= start and end <= mention.end and mention.how == FUZZY
            for mention in mentions.values()
        ):
            mention = _add(mentions, (start, end, 0.0), row, PARTIAL)
            said_letters = sum(len(word.word) for word in question.words[start:end])
            mention.missing = 1 - said_letters / len(row.key.replace(" ", ""))
    return sorted(mentions.values(), key=_likeliest_first)


def _add(
    mentions: dict[tuple[int, int, str], Mention], found: tuple[int, int, float], row: NameRow, how: str
) -> Mention:
    start, end, off = found
    mention = mentions.setdefault((start, end, row.key), Mention(start, end, row.key, how, off))
    mention.add(row.entity, alias=row.alias)
    return mention


def _likeliest_first(mention: Mention) -> tuple[float, float, int, int, str]:
    return (
        mention.missing,
        mention.edits / len(mention.key),
        mention.start - mention.end,
        mention.start,
        mention.key,
    )


def _odd(question: Question, skip: frozenset[int]) -> list[str]:
    """Return the words by which to find a misspelt name: no everyday words, if there are others."""
    full = [word for at, word in enumerate(question.words) if at not in skip and not word.stopword]
    odd = [word.word for word in full if word.capital or not word.common]
    return odd or [word.word for word in full]


def _windows(question: Question, skip: frozenset[int]) -> list[Window]:
    """Return each run of words that may be a name: its position, its words, and these joined."""
    said = [word.word for word in question.words]
    found = []
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + LONGEST_NAME) + 1):
            if end - 1 in skip:
                break
            found.append((start, end, said[start:end], "".join(said[start:end])))
    return found


def _align(name: str, windows: Sequence[Window], optional: Collection[str]) -> tuple[int, int, float] | None:
    """Return the words of the question nearest to a name, and the edits between; None if none is near."""
    parts, whole = name.split(), name.replace(" ", "")
    best: tuple[float, int, int] | None = None
    for start, end, said, typed in windows:
        if (
            abs(end - start - len(parts)) > MOST_WORDS_APART
            or abs(len(typed) - len(whole)) > MOST_LETTERS_APART
        ):
            continue
        if edits(whole, typed, MOST_LETTERS_APART) > MOST_LETTERS_APART:
            continue
        off = distance(parts, said, optional)
        if off is not None and (best is None or (off, start - end) < (best[0], best[1] - best[2])):
            best = (off, start, end)
    return (best[1], best[2], best[0]) if best else None


def distance(name: Sequence[str], said: Sequence[str], optional: Collection[str]) -> float | None:
    """Return the edits between a name's words and the words said, None if they are two different names.

    Digits must agree, and each word of the name must have a counterpart with no more edits than its length
    allows; a word run together or torn apart counts as half an edit, a missing or surplus optional word too.
    """
    if _digits(name) != _digits(said):
        return None
    found = [_word_by_word(name, said)]
    if len(name) != len(said):
        found.append(name_edits("".join(name), "".join(said)))
    core, heard = [w for w in name if w not in optional], [w for w in said if w not in optional]
    if core and len(core) == len(heard) and len(core) + len(heard) < len(name) + len(said):
        off = _word_by_word(core, heard)
        found.append(None if off is None else off + 0.5)
    return min((off for off in found if off is not None), default=None)


def _digits(words: Sequence[str]) -> list[str]:
    return [character for word in words for character in word if character.isdigit()]


def _word_by_word(name: Sequence[str], said: Sequence[str]) -> float | None:
    """Return the edits between names of as many words, None if a word is off by more than it can bear."""
    if len(name) != len(said):
        return None
    total = 0
    for one, other in zip(name, said, strict=True):
        most = bearable(max(len(one), len(other)))
        off = 0 if one == other else edits(one, other, most)
        if off > most:
            return None
        total += off
    return float(total) if total <= MOST_EDITS else None


def _parts(
    question: Question, base: Index, rows: Sequence[NameRow], skip: frozenset[int]
) -> Iterator[tuple[int, int, NameRow]]:
    """Yield the runs of words that are part of a name and contain a word few names share: "president Chirac"."""
    counts = base.words({word.word for word in question.words})
    rare = [
        at
        for at, word in enumerate(question.words)
        if at not in skip and 0 < counts.get(word.word, (0, 0))[0] <= FEW_HOLDERS and _may_stand_alone(word)
    ]
    for row in rows:
        parts = row.key.split()
        for at in rare if len(parts) > 1 else ():
            if question.words[at].word in parts:
                start, end = _run(question, parts, at)
                if end - start < len(parts):
                    yield start, end, row


def _may_stand_alone(word: Word) -> bool:
    """Return True if a word can mean a longer name: not an everyday word, unless it is written like a name."""
    return not word.stopword and (word.capital or (not word.common and len(word.word) >= SHORTEST_PART))


def _run(question: Question, parts: Sequence[str], at: int) -> tuple[int, int]:
    """Return the longest run of words around a position that are also adjacent in a name."""
    said = [word.word for word in question.words]
    place = parts.index(said[at])
    start, end = at, at + 1
    while start and at - start < place and said[start - 1] == parts[place - (at - start) - 1]:
        start -= 1
    while end < len(said) and place + end - at < len(parts) and said[end] == parts[place + end - at]:
        end += 1
    return start, end

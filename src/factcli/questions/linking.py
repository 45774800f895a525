"""Link the words of a question to names of a base: as typed, or with words joined or split.

The longest names come first. Every entity that could be meant is kept: which one is meant is decided when
its facts are compared with the rest of the question.
"""

from __future__ import annotations

from factcli.questions.thresholds import LONGEST_NAME, MOST_TORN, SHORTEST_JOINED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcli.index.query import Index, NameRow
    from factcli.language.lexicon import Lexicon
    from factcli.questions.parse import Question

EXACT, JOINED, FUZZY, PARTIAL, IMPLIED = "exact", "squeezed", "fuzzy", "partial", "implied"
CALLED = "called"  # by what people and things of a place are called: "German" for Germany


_TENS, _ONES = ("", "x", "xx", "xxx"), ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = {str(10 * at + one): ten + unit for at, ten in enumerate(_TENS) for one, unit in enumerate(_ONES)}
_ARABIC = {roman: digits for digits, roman in _ROMAN.items() if roman}
_JOINING = frozenset("&+@#")


class Mention:
    """Words `start` to `end` of a question, read as one name: its entities and the spelling distance."""

    __slots__ = ("alias", "edits", "end", "how", "key", "missing", "owners", "start")

    def __init__(self, start: int, end: int, key: str, how: str, edits: float) -> None:
        """Start without owners; `key` is the name's own folded form, not what was typed."""
        self.start, self.end, self.key, self.how, self.edits = start, end, key, how, edits
        self.missing = 0.0
        self.owners: list[int] = []
        self.alias: dict[int, bool] = {}

    def add(self, entity: int, *, alias: bool) -> None:
        """Add one entity of that name, once; its own name outranks an alias."""
        if entity not in self.alias:
            self.owners.append(entity)
        self.alias[entity] = self.alias.get(entity, True) and alias


def exact(question: Question, base: Index) -> list[Mention]:
    """Return the mentions whose folded words are a name, the longest first.

    A name that a sign joins to more is another one: "H" is not in "H&M", nor "Google" in "Google+".
    """
    mentions: dict[tuple[int, int, str], Mention] = {}
    places = _runs(question, LONGEST_NAME)
    for spoken, found in list(places.items()):
        other = _other_number(spoken)
        if other:
            places.setdefault(other, []).extend(found)
    _note(mentions, base.named(places), places, EXACT)
    return _longest_first(each for each in mentions.values() if not is_joined(each.start, each.end, question))


def _other_number(spoken: str) -> str | None:
    """Return a name with its last number in Roman or Arabic digits instead: "apollo 14", "apollo xiv"."""
    before, _, last = spoken.rpartition(" ")
    other = _ROMAN.get(last) or (_ARABIC.get(last) if before else None)
    return f"{before} {other}" if before and other else None


def is_joined(start: int, end: int, question: Question) -> bool:
    """Return True if a sign joins these words to more: they are then part of another name."""
    text, words = question.text, question.words
    before, after = words[start].start, words[end - 1].end
    return text[after : after + 1] in _JOINING or (before > 0 and text[before - 1] in _JOINING)


def joined(question: Question, base: Index, taken: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that match a name without spaces: words joined or split."""
    mentions: dict[tuple[int, int, str], Mention] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    for spoken, found in _runs(question, MOST_TORN).items():
        letters = spoken.replace(" ", "")
        start, end = found[0]
        words = question.words[start:end]
        if (
            len(letters) > SHORTEST_JOINED
            and (len(words) > 1 or words[0].unknown)
            and not all(word.stopword for word in words)
        ):
            places.setdefault(letters, []).extend(found)
    rows = [row for row in base.joined(places) if len(row.key) > SHORTEST_JOINED]
    _note(mentions, rows, places, JOINED, {(mention.start, mention.end) for mention in taken})
    return _longest_first(mentions.values())


def _runs(question: Question, longest: int) -> dict[str, list[tuple[int, int]]]:
    """Return each run of words, joined by spaces, with its positions."""
    said = [word.word for word in question.words]
    found: dict[str, list[tuple[int, int]]] = {}
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + longest) + 1):
            found.setdefault(" ".join(said[start:end]), []).append((start, end))
    return found


def _longest_first(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda mention: (mention.start - mention.end, mention.start, mention.key))


def _note(
    mentions: dict[tuple[int, int, str], Mention],
    rows: Iterable[NameRow],
    places: Mapping[str, Sequence[tuple[int, int]]],
    how: str,
    taken: Iterable[tuple[int, int]] = (),
) -> None:
    for row in rows:
        spoken = row.key if how == EXACT else row.key.replace(" ", "")
        for start, end in places.get(spoken, ()):
            if (start, end) not in taken:
                mention = mentions.setdefault(
                    (start, end, row.key), Mention(start, end, row.key, how, 0 if how == EXACT else 0.5)
                )
                mention.add(row.entity, alias=row.alias)


def outermost(mentions: list[Mention], question: Question) -> list[Mention]:
    """Return the mentions outside any longer one; names made of stopwords only if there are no others."""
    full = [
        each for each in mentions if not all(word.stopword for word in question.words[each.start : each.end])
    ]
    kept = full or mentions
    return [each for each in kept if not any(_is_inside(each, other) for other in kept)]


def _is_inside(mention: Mention, other: Mention) -> bool:
    longer = other.end - other.start > mention.end - mention.start
    return longer and other.start <= mention.start and mention.end <= other.end


def called(at: int, question: Question, base: Index, lexicon: Lexicon) -> Mention | None:
    """Return the places that a word like "German" stands for, None if the base has none of them."""
    word = question.words[at].word
    names = lexicon.places_called(word)
    mention = Mention(at, at + 1, word, CALLED, 0)
    for row in base.named(names) if names else ():
        mention.add(row.entity, alias=row.alias)
    return mention if mention.owners else None

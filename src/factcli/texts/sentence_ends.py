"""Decide where the sentences of one paragraph end: the mark, the word before it and the word after it."""

from __future__ import annotations

import re

from factcli._dataclass import dataclass
from factcli.texts.enclosures import Enclosures

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_NARROW_SPACES = "\u00a0\u202f\u2009 "
_END = re.compile(
    rf"(?P<marks>[.!?…](?:[{_NARROW_SPACES}]?[.!?…])*)"
    rf"(?P<closers>(?:[{_NARROW_SPACES}]?»|[”’\"'›)\]}}]|\[\d{{1,3}}\]|[¹²³⁰⁴-⁹])*)(?=\s|$)"
)
_ELIDED_CLAUSE = re.compile(r"[\[(]\s*(?:…|\.{3})\s*[\])]")
_INITIAL = re.compile(r"(?:[^\W\d_]|(?:[^\W\d_]{1,2}[.-]+)+[^\W\d_]{1,2})")
_ENUMERATOR = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})")
_WORD = re.compile(r"[^\W_](?:[\w’'-]*\w)?")
_HAS_WORD = re.compile(r"[^\W_]")
_BEFORE_WORD = " \t\u00a0\u202f\u2009«“„‘\"'‹([{—–-¿¡…."
_SPEECH_REACH = 5  # words after a quotation in which the verb that tells who spoke is looked for


@dataclass(frozen=True, slots=True)
class SplittingRules:
    """What a language tells about the ends of its sentences; words in lower case, without a final dot.

    `titles` need a name after them, `numbered` are no end before a number, `inner` are never an end, `final`
    are the end only before one of the `starters`. `particles` begin family names, `speech` are the verbs
    that tell who spoke.
    """

    titles: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    final: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    speech: frozenset[str] = frozenset()

    @classmethod
    def from_table(cls, table: Mapping[str, Sequence[str]]) -> SplittingRules:
        """Take the table `splitting` of a language file; an unknown name in it is a TypeError."""
        return cls(**{name: frozenset(map(_plain, words)) for name, words in table.items()})


def sentences(text: str, start: int, end: int, rules: SplittingRules) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of the paragraph `text[start:end]`; each has a word in it."""
    paragraph = _Paragraph(text, start, end, rules)
    first = start
    for candidate in _END.finditer(text, start, end):
        stop = candidate.end()
        if not _HAS_WORD.search(text, first, stop) or not _HAS_WORD.search(text, stop, end):
            continue
        if paragraph.ends_with(candidate, first):
            yield first, stop
            first = _skip_spaces(text, stop)
    yield first, end


class _Paragraph:
    """Answer, for one paragraph, whether a mark ends the sentence that begins at `first`."""

    def __init__(self, text: str, start: int, end: int, rules: SplittingRules) -> None:
        self._text, self._rules = text, rules
        self._enclosures = Enclosures(text, start, end)

    def ends_with(self, found: re.Match[str], first: int) -> bool:
        omission = self._text[found.start() - 1 : found.start()] in ("[", "(")
        if omission or not self._enclosures.splits_at(found.start(), found.end(), first):
            return False
        following = _skip_spaces(self._text, found.end())
        if found["closers"] and found["marks"][-1] in "!?" and self._tells_who_spoke(following):
            return False
        word = _next_word(self._text, following)
        if not _may_begin(self._text, following, word):
            return False
        if found["marks"] != "." or found["closers"].strip():
            return True
        return self._ends_after_word(first, found.start(), word)

    def _ends_after_word(self, first: int, dot: int, word: str) -> bool:
        """Decide on a single dot: of an abbreviation, of an initial, of a number in a list, or an end."""
        rules = self._rules
        token, at = _word_before(self._text, first, dot)
        bare = _plain(token)
        if at == first and _ENUMERATOR.fullmatch(token):
            return False
        before_number = word[:1].isdigit()
        if bare in rules.inner or (bare in rules.titles and token[:1].isupper() and not before_number):
            return False
        if bare in rules.numbered and before_number:
            return False
        if bare in rules.final:
            return _plain(word) in rules.starters
        return not _INITIAL.fullmatch(token) or self._ends_after_initial(first, at, token, word)

    def _ends_after_initial(self, first: int, at: int, token: str, word: str) -> bool:
        """Tell "plan B. Le ministre" from "Charles M. Le Pen" and "J. R. R. Tolkien"."""
        if len(token) == 1 and token.islower():
            return True
        if _plain(word) not in self._rules.starters:
            return False
        previous, _ = _word_before(self._text, first, at)
        return not (previous[:1].isupper() and _plain(word) in self._rules.particles)

    def _tells_who_spoke(self, at: int) -> bool:
        for number, found in enumerate(_WORD.finditer(self._text, at)):
            between = self._text[at : found.start()]
            if number == _SPEECH_REACH or any(mark in between for mark in ".!?:;"):
                break
            if _plain(found[0]) in self._rules.speech:
                return True
            at = found.end()
        return False


def _word_before(text: str, first: int, end: int) -> tuple[str, int]:
    """Return the word that ends at `end`, without what opens or elides it, and where it starts."""
    stop = end
    while stop > first and text[stop - 1].isspace():
        stop -= 1
    start = stop
    while start > first and not text[start - 1].isspace():
        start -= 1
    while start < stop and not text[start].isalnum():
        start += 1
    for apostrophe in "’'":
        start = max(start, text.rfind(apostrophe, start, stop) + 1)
    return text[start:stop].rstrip("."), start


def _next_word(text: str, at: int) -> str:
    while at < len(text) and text[at] in _BEFORE_WORD:
        at += 1
    found = _WORD.match(text, at)
    return found[0] if found else ""


def _may_begin(text: str, at: int, word: str) -> bool:
    """Tell whether a sentence can begin here: a capital, a number, a brand such as iPhone, a sum of money."""
    if _ELIDED_CLAUSE.match(text, at) or not word:
        return True
    return not word[0].islower() or any(character.isupper() for character in word[1:3])


def _skip_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _plain(word: str) -> str:
    return word.replace("’", "'").casefold()

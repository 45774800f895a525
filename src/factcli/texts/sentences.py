"""Split a text into sentences and headings without changing a character.

A citation is only as good as its sentence, so every segment is a span of the unchanged text. What marks an
end depends on the language (abbreviations, first words); these words are in `SplittingRules`. A quotation is never
split: it belongs with the words that introduce it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from factcli._dataclass import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or a heading: `text` is the source from `start` to `end`, in code points."""

    start: int
    end: int
    heading: bool
    text: str


def split(text: str, rules: SplittingRules) -> tuple[Segment, ...]:
    """Return the sentences and headings of a text in order.

    Segments do not overlap, have no spaces around them and cover every character that is not a space. A line
    without a letter or digit is a heading, never a sentence; a text of spaces has no segment.
    """
    return tuple(segment for block in blocks(text) for segment in _segments(text, block, rules))


def _segments(text: str, block: Block, rules: SplittingRules) -> Iterator[Segment]:
    if block.heading:
        yield Segment(block.start, block.end, heading=True, text=text[block.start : block.end])
        return
    for start, end in sentences(text, block.start, block.end, rules):
        yield Segment(start, end, heading=False, text=text[start:end])


# Blocks: a paragraph ends with a blank line, with every line break, or, in a text that is wrapped at a fixed width,
# with a short line.

OPENING_QUOTES = '«“„‘"‹'
CLOSING = "»”’\"›)]}'"
FINAL = ".!?…"

# Texts are wrapped by hand or by programs at 60 to 80 columns, sometimes at 100; lines that are longer are
# paragraphs of their own, lines that are shorter are verse, lists or addresses.
_NARROWEST, _WIDEST = 50, 100
_LONGEST_HEADING = 100
_MOST_HEADING_WORDS = 14
# A title, a subtitle and a line about the author may follow each other; more such lines are a list.
_MOST_HEADINGS_IN_A_ROW = 3

_ITEM = re.compile(r"(?:[-–—•·▪‣◦*+]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})[.)])\s+(?=\S)")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item or a heading: `text[start:end]` in code points, without spaces around it."""

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    after_blank: bool


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in order; together they cover every character that is not a space."""
    lines = list(_lines(text))
    paragraphs = _join_introduced_quotes(text, _join_wrapped(lines))
    return tuple(_mark_headings(text, paragraphs))


def _lines(text: str) -> Iterator[_Line]:
    at, after_blank = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = at + len(raw) - len(raw.lstrip())
            yield _Line(start, start + len(stripped), stripped, after_blank)
        after_blank = not stripped
        at += len(raw)


def _join_wrapped(lines: list[_Line]) -> list[Block]:
    """Join the lines of one paragraph."""
    width = _wrapped_at(lines)
    joined: list[Block] = []
    for number, line in enumerate(lines):
        if number and not line.after_blank and _continues(lines[number - 1].text, line.text, width):
            joined[-1] = replace(joined[-1], end=line.end)
        else:
            joined.append(Block(line.start, line.end))
    return joined


def _wrapped_at(lines: list[_Line]) -> int:
    """Return the width a text is wrapped at, 0 for none: then half of its line breaks cut a sentence."""
    width = max((len(line.text) for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [(above.text, line.text) for above, line in pairwise(lines) if not line.after_blank]
    cut = sum(_is_full(above, line, width) and not _is_finished(above) for above, line in pairs)
    return width if 2 * cut >= len(pairs) else 0


def _is_full(above: str, line: str, width: int) -> bool:
    """Return True if the first word of a line would not have fitted on the line above."""
    return len(above) + 1 + len(line.split(maxsplit=1)[0]) > width


def _is_finished(line: str) -> bool:
    return line.rstrip(CLOSING)[-1:] in (*FINAL, *":;")


def _continues(above: str, line: str, width: int) -> bool:
    """Return True if a line break is only there because the line was full, or is in the middle of a sentence."""
    if _ITEM.match(line) or not _has_words(line) or not _has_words(above) or _MARKDOWN_HEADING.match(above):
        return False
    if width and _is_full(above, line, width):
        return True
    return line[0].islower() and not _is_finished(above)


def _join_introduced_quotes(text: str, parts: list[Block]) -> list[Block]:
    """Join a quotation with the words before it that end with a colon, blank lines between or not."""
    joined: list[Block] = []
    for block in parts:
        introduced = joined and text[joined[-1].end - 1] == ":" and text[block.start] in OPENING_QUOTES
        if introduced:
            joined[-1] = replace(joined[-1], end=block.end)
        else:
            joined.append(block)
    return joined


def _mark_headings(text: str, parts: list[Block]) -> Iterator[Block]:
    """Mark as headings short lines without a final mark before a paragraph, and lines without any word."""
    run: list[Block] = []
    for block in parts:
        words = text[block.start : block.end]
        if not _has_words(words) or _MARKDOWN_HEADING.match(words):
            yield from (*_flagged(run), replace(block, heading=True))
            run = []
        elif _looks_like_heading(words):
            run.append(block)
        else:
            yield from (*_flagged(run), block)
            run = []
    yield from run


def _flagged(run: list[Block]) -> list[Block]:
    heading = len(run) <= _MOST_HEADINGS_IN_A_ROW
    return [replace(block, heading=heading) for block in run]


def _looks_like_heading(words: str) -> bool:
    first = next((character for character in words if character.isalpha()), "")
    return (
        len(words) <= _LONGEST_HEADING
        and len(words.split()) <= _MOST_HEADING_WORDS
        and words.rstrip(CLOSING + "  ")[-1:] not in (*FINAL, *":;,")
        and not _ITEM.match(words)
        and bool(first)
        and not first.islower()
    )


def _has_words(line: str) -> bool:
    return any(character.isalnum() for character in line)


# Sentences of one block: the mark, the word before it and the word after it decide whether one ends.

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
    """What a language file says about the ends of sentences; words in lower case, without a final dot.

    `titles` need a name after them, `numbered` do not end a sentence before a number, `inner` never do, and
    `final` only before one of the `starters`. `particles` begin family names, `speech` are the verbs that say who
    spoke.
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
        """Take the table `splitting` of a `texts.toml`; an unknown name in it is a TypeError."""
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
        """Return True if a single dot ends the sentence: not that of an abbreviation, an initial or a list number."""
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
        """Return True for "plan B. Le ministre", not for "Charles M. Le Pen" or "J. R. R. Tolkien"."""
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
    """Return True if a sentence can begin here: a capital, a number, a brand such as iPhone, a sum of money."""
    if _ELIDED_CLAUSE.match(text, at) or not word:
        return True
    return not word[0].islower() or any(character.isupper() for character in word[1:3])


def _skip_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _plain(word: str) -> str:
    return word.replace("’", "'").casefold()


# Quotations and brackets, in which no sentence ends. Marks are paired by form, straight ones alternately; a pair that
# is never closed, or longer than any sentence, has no effect.

_PAIRS = {"«": "»", "“": "”", "„": "“”", "‘": "’", "(": ")", "[": "]", "{": "}", "‹": "›"}
_BRACKETS = "([{"
# A quotation of several sentences stays whole up to about a paragraph; a longer one is a text of its own.
_LONGEST = 600


class Enclosures:
    """The outermost quotations and brackets between two offsets of a text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Pair the marks of `text[start:end]` once."""
        self._text = text
        self._pairs = _outermost(_pairs(text, start, end))
        self._opens = [pair[0] for pair in self._pairs]

    def splits_at(self, mark: int, stop: int, first: int) -> bool:
        """Return True if a mark that ends at `stop` can end the sentence that begins at `first`.

        Inside a pair it cannot; as the last thing in it, it can, unless the pair is a bracket in the middle
        of the sentence, whose marks are its own: "He left (at last!) Paris".
        """
        at = bisect_right(self._opens, mark) - 1
        if at < 0:
            return True
        opening, closing = self._pairs[at]
        if mark > closing:
            return True
        if stop <= closing:
            return False
        return self._text[opening] not in _BRACKETS or opening <= first

    def quotes(self, start: int, end: int) -> bool:
        """Return True if everything from `start` to `end` is in one quotation, with or without its marks."""
        return any(
            opening <= start and end <= closing + 1
            for opening, closing in self._pairs
            if self._text[opening] not in _BRACKETS
        )


def _pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    for at in range(start, end):
        character = text[at]
        opened = next((w for w in reversed(waiting) if character in _closers(text[w])), None)
        if opened is not None and _closes(text, at, end):
            waiting = waiting[: waiting.index(opened)]
            pairs.append((opened, at))
        elif character in _PAIRS or (character == '"' and _opens(text, at, start)):
            waiting.append(at)
    return [pair for pair in pairs if pair[1] - pair[0] <= _LONGEST]


def _closers(opening: str) -> str:
    return '"' if opening == '"' else _PAIRS[opening]


def _closes(text: str, at: int, end: int) -> bool:
    """Return True if a mark closes, rather than being an apostrophe or a straight opening mark."""
    following = text[at + 1] if at + 1 < end else " "
    return not (text[at] in '’"' and following.isalnum())


def _opens(text: str, at: int, start: int) -> bool:
    return at == start or text[at - 1].isspace() or text[at - 1] in "([{«“‘—–-"


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outer: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not outer or pair[0] > outer[-1][1]:
            outer.append(pair)
    return outer

"""Split a text into sentences and headings without changing a character.

A citation is only as good as its sentence, so every segment is a span of the unchanged text. What marks an
end depends on the language (abbreviations, first words); these words are in `SplittingRules`. A quotation stays with
the words that introduce it or tell who spoke; only one that stands by itself is split.
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

    Segments do not overlap, have no spaces around them and cover every character that is not a space. Characters that
    cannot be seen, such as a byte order mark, count as spaces. A line without a letter or digit is a heading, never a
    sentence; a text of spaces has no segment.
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

# Byte order marks, zero-width spaces and joiners, soft hyphens, marks of direction.
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"
_SPACES = "".join(map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B))))
_SPACES += "\u2028\u2029\u202f\u205f\u3000" + INVISIBLE

OPENING_QUOTES = '«“„‘"‹'
CLOSING = "»”’\"›)]}'"
FINAL = ".!?…"

# Columns of a newspaper have some 30 letters, editors wrap at 60 to 120; longer lines are paragraphs of their own. The
# widest lines may be headings or addresses that could not be broken, so that a few narrower widths are tried too.
_NARROWEST, _WIDEST = 20, 400
_WIDTHS = 6
_NARROW = 50  # below it most breaks must cut a sentence, since verse and lists have short lines too
_FEWEST_NARROW = 3
_LONGEST_HEADING = 100
_MOST_HEADING_WORDS = 14
# A title, a subtitle and a line about the author may follow each other; more such lines are a list.
_MOST_HEADINGS_IN_A_ROW = 3

_ITEM = re.compile(r"(?:[-–—•·▪‣◦*+]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})[.)])\s+(?=\S)")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
_UNDERLINE = re.compile(r"={2,}|-{2,}")
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(?:(?!\1)[^\n]*\n){1,200}?\1[ \t]*(?:\r?\n|$)")
_MATTER_KEY = re.compile(r"(?:---|\+\+\+)\s+[\w-]+\s*[:=]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item or a heading: `text[start:end]` in code points, without spaces around it.

    `name` is what a heading calls what follows it, without marks; empty for rules, front matter and paragraphs.
    """

    start: int
    end: int
    heading: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    after_blank: bool


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in order; together they cover every character that is not a space."""
    matter, at = _front_matter(text)
    lines = list(_lines(text, at))
    paragraphs = _join_introduced_quotes(text, _join_wrapped(lines))
    return tuple(_named(text, block) for block in (*matter, *_mark_headings(text, paragraphs)))


def _named(text: str, block: Block) -> Block:
    words = text[block.start : block.end]
    if not block.heading or block.name or not _has_words(words) or _MATTER_KEY.match(words):
        return block
    return replace(block, name=words.strip("#").strip() if _MARKDOWN_HEADING.match(words) else words)


def _front_matter(text: str) -> tuple[list[Block], int]:
    """Return the settings before a Markdown text as a heading that names nothing, and where the text begins."""
    first = len(text) - len(text.lstrip(_SPACES))
    found = _FRONT_MATTER.match(text, first)
    if not found or not _MATTER_KEY.match(found[0]):
        return [], 0
    return [Block(first, first + len(found[0].rstrip(_SPACES)), heading=True)], found.end()


def _lines(text: str, at: int) -> Iterator[_Line]:
    after_blank = True
    for raw in text[at:].splitlines(keepends=True):
        stripped = raw.strip(_SPACES)
        if stripped:
            start = at + len(raw) - len(raw.lstrip(_SPACES))
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
    pairs = [(above.text, line.text) for above, line in pairwise(lines) if not line.after_blank]
    widths = sorted({len(line.text) for line in lines if len(line.text) <= _WIDEST}, reverse=True)
    for width in widths[:_WIDTHS]:
        if width < _NARROWEST:
            break
        full = [above for above, line in pairs if _is_full(above, line, width)]
        cut = sum(not _is_finished(above) for above in full)
        if width >= _NARROW and pairs and 2 * cut >= len(pairs):
            return width
        if (
            width < _NARROW
            and cut >= _FEWEST_NARROW
            and 3 * len(full) >= 2 * len(pairs)
            and 2 * cut > len(full)
        ):
            return width
    return 0


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
    for number, block in enumerate(parts):
        words = text[block.start : block.end]
        below = parts[number + 1] if number + 1 < len(parts) else None
        if not _has_words(words) or _MARKDOWN_HEADING.match(words) or _is_underlined(text, block, below):
            yield from (*_flagged(run), replace(block, heading=True))
            run = []
        elif _looks_like_heading(words):
            run.append(block)
        else:
            yield from (*_flagged(run), block)
            run = []
    yield from run


def _is_underlined(text: str, block: Block, below: Block | None) -> bool:
    """Return True if a line of = or - stands directly under one line, which makes it a heading in Markdown."""
    if below is None or not _UNDERLINE.fullmatch(text[below.start : below.end]):
        return False
    words, mark = text[block.start : block.end], text[below.start]
    directly = text[block.end : below.start].strip("\r") == "\n" and "\n" not in words
    return directly and len(words) <= _LONGEST_HEADING and (mark == "=" or not _is_finished(words))


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
# A mark of reference: [12], [note 1], [12]:45, ¹, *, †, (1), and a number that was raised before it was plain text.
_REFERENCE = (
    r"(?:\[(?![^\[\]]*[!?…]\])[^\[\]\n]{1,40}\](?::\d{1,4}(?:[-–]\d{1,4})?)?|[¹²³⁰⁴-⁹]+|[*†‡§]{1,3}|\(\d{1,3}\)"
    r"|(?<=[^\W\d_][.!?])\d{1,3}(?:,\d{1,3})*(?!\w))"
)
_END = re.compile(
    rf"(?P<marks>[.!?…](?:[{_NARROW_SPACES}]?[.!?…])*)"
    rf"(?P<closers>(?:[{INVISIBLE}]*(?:[{_NARROW_SPACES}]?»|[”’\"'›)\]}}]|[,–-]?{_REFERENCE}))*)(?=[\s{INVISIBLE}]|$)"
)
_LISTED = re.compile(r"[(\[](?:\d{1,2}|[a-z]|[ivx]{1,5})[)\]]\s+|(?:[a-z]|[ivx]{1,5})\)\s+")
_LETTERED = re.compile(r"(?:[a-z]|[ivx]{1,5})\.\s+(?=\S)")
_DASHED = re.compile(r"[-–—•·▪]\s+\S")
_ELIDED_CLAUSE = re.compile(r"[\[(]\s*(?:…|\.{3})\s*[\])]")
_INITIAL = re.compile(r"(?:[^\W\d_]|(?:[^\W\d_]{1,2}[.-]+)+[^\W\d_]{1,2})")
_ENUMERATOR = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})")
_WORD = re.compile(r"[^\W_](?:[\w’'-]*\w)?")
_HAS_WORD = re.compile(r"[^\W_]")
_BEFORE_WORD = _SPACES + "«“„‘\"'‹([{—–-¿¡…."
_SHORTEST = 3  # letters of a word after which a sentence may begin in small letters
_SPEECH_REACH = 5  # words after a quotation in which the verb that tells who spoke is looked for


@dataclass(frozen=True, slots=True)
class SplittingRules:
    """What a language file says about the ends of sentences; words in lower case, without a final dot.

    `titles` need a name after them, `numbered` do not end a sentence before a number, `inner` never do, and
    `final` only before one of the `starters`. `particles` begin family names, `speech` are the verbs that say who
    spoke. `small` are words that often begin a sentence without a capital, since it is hard to type.
    """

    titles: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    final: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    speech: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()

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
        self._text, self._rules, self._start, self._end = text, rules, start, end
        self._enclosures = Enclosures(text, start, end)

    def ends_with(self, found: re.Match[str], first: int) -> bool:
        omission = self._text[found.start() - 1 : found.start()] in ("[", "(")
        if omission or not (
            self._enclosures.splits_at(found.start(), found.end(), first)
            or self._quotes_alone(found.start(), found.end())
            or self._is_aside(found)
        ):
            return False
        following = _skip_spaces(self._text, found.end())
        if found["closers"] and found["marks"][-1] in "!?" and self._tells_who_spoke(following):
            return False
        listed = _LISTED.match(self._text, following)
        if not listed and _LETTERED.match(
            self._text, first
        ):  # "a. It is red. b. It is green.", but not "plan b."
            listed = _LETTERED.match(self._text, following)
        word = _next_word(self._text, listed.end() if listed else following)
        small = _plain(word) in self._rules.small and self._is_after_a_word(first, found.start())
        if (
            not small
            and not _DASHED.match(self._text, following)
            and not _may_begin(self._text, following, word)
        ):
            return False
        closers = found["closers"].strip(_SPACES)
        if found["marks"] != "." or (closers and not closers.isdigit()):
            return True
        return self._ends_after_word(first, found.start(), word, noted=bool(closers))

    def _is_after_a_word(self, first: int, dot: int) -> bool:
        """Return True if a mark stands after a whole word or number, so that a sentence may begin in small letters."""
        token, at = _word_before(self._text, first, dot)
        rules, bare = self._rules, _plain(token)
        known = bare in rules.final or bare in rules.inner or bare in rules.numbered or bare in rules.titles
        return at > first and not known and (len(token) >= _SHORTEST or token.isdigit())

    def _quotes_alone(self, mark: int, stop: int) -> bool:
        """Return True if a mark is in a quotation of whole sentences that nobody introduces and nobody is named for."""
        pair = self._enclosures.around(mark)
        if pair is None or stop > pair[1] or self._text[pair[0]] in _BRACKETS:
            return False
        opening, closing = pair
        if self._last_mark(opening, CLOSING) not in ("", *FINAL):
            return False
        ended = self._text[closing + 1 : closing + 2] in (*FINAL,)
        if not ended and self._last_mark(closing, "") not in (*FINAL,):
            return False
        following = _skip_spaces(self._text, closing + 1 + ended)
        if following >= self._end:
            return True
        begins = _may_begin(self._text, following, _next_word(self._text, following))
        return begins and not self._tells_who_spoke(following)

    def _last_mark(self, end: int, besides: str) -> str:
        """Return the last character of the paragraph before an offset that is no space and not one of `besides`."""
        at = end - 1
        while at >= self._start and (self._text[at] in _SPACES or self._text[at] in besides):
            at -= 1
        return self._text[at] if at >= self._start else ""

    def _is_aside(self, found: re.Match[str]) -> bool:
        """Return True for a full stop before a bracket that ends the sentence: "all of it (so we hear.) The"."""
        pair = self._enclosures.around(found.start())
        if pair is None or found.end() <= pair[1] or found["marks"] != ".":
            return False
        word = _next_word(self._text, _skip_spaces(self._text, found.end()))
        return word[:1].isupper() and _plain(word) in self._rules.starters

    def _ends_after_word(self, first: int, dot: int, word: str, *, noted: bool) -> bool:
        """Return True if a single dot ends the sentence: not that of an abbreviation, an initial or a list number.

        `noted` says that a number stands directly after it, which is that of a note or of a page.
        """
        rules = self._rules
        token, at = _word_before(self._text, first, dot)
        bare = _plain(token)
        if at == first and _ENUMERATOR.fullmatch(token):
            return False
        before_number = noted or word[:1].isdigit()
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
    while at < len(text) and text[at] in _SPACES:
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
_MARKS = re.compile("[" + re.escape("".join({*_PAIRS, *"".join(_PAIRS.values()), '"'})) + "]")


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

    def around(self, at: int) -> tuple[int, int] | None:
        """Return the offsets of the opening and the closing mark of the pair around an offset."""
        number = bisect_right(self._opens, at) - 1
        return self._pairs[number] if number >= 0 and at < self._pairs[number][1] else None

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
    for found in _MARKS.finditer(text, start, end):
        at, character = found.start(), found[0]
        if waiting and at - waiting[0] > _LONGEST:
            del waiting[: bisect_right(waiting, at - _LONGEST - 1)]
        opened = next((w for w in reversed(waiting) if character in _closers(text[w])), None)
        if opened is not None and _closes(text, at, end):
            del waiting[waiting.index(opened) :]
            pairs.append((opened, at))
        elif _opens(text, at, start):
            waiting.append(at)
    return pairs


def _closers(opening: str) -> str:
    return '"' if opening == '"' else _PAIRS[opening]


def _closes(text: str, at: int, end: int) -> bool:
    """Return True if a mark closes, rather than being an apostrophe or a straight opening mark."""
    following = text[at + 1] if at + 1 < end else " "
    return not (text[at] in '’"' and following.isalnum())


def _opens(text: str, at: int, start: int) -> bool:
    """Return True if a mark opens: a straight one after a space, ‘ where it is no apostrophe."""
    if text[at] not in '"‘':
        return text[at] in _PAIRS
    before = " " if at == start else text[at - 1]
    return not before.isalnum() if text[at] == "‘" else before.isspace() or before in "([{«“‘—–-"


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outer: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not outer or pair[0] > outer[-1][1]:
            outer.append(pair)
    return outer

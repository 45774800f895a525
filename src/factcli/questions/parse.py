"""Parse a question: its language, its words, and the kind of answer it asks for.

Nothing here depends on a base. An unknown word is corrected to the nearest known word, and the correction is kept
as a second, less trusted reading.
"""

from __future__ import annotations

from itertools import pairwise

from factcli._dataclass import dataclass
from factcli.language.language import detect
from factcli.questions.thresholds import (
    CORRECTED_TRUST,
    MOST_WEIGHT_OF_A_SHADE,
    OTHER_LANGUAGE_TRUST,
    SHORTEST_CORRECTED,
)
from factcli.text import tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from factcli.language.language import Language
    from factcli.language.lexicon import Lexicon
    from factcli.questions.limits import Limit
    from factcli.text import Token

    Stems = dict[tuple[str, str], float]  # (language, stem) -> how far it is trusted

ABOUT, TRAITS, NAMED, HAPPENED = "about", "traits", "named", "happened"  # what may be left open
COMMON, COMPARE = "common", "compare"
_MOST_ADJECTIVES = 2  # words that may stand between which and its noun
_LONGEST_PHRASE = 4  # words a question phrase may have ("pour quelle raison")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question with what is known about it before any base is searched.

    `word` is folded; `start` and `end` are its offsets in the text. A `common` word is in the lexicon, an `unknown`
    one is neither there nor in a base; `corrected` are the words it may have been meant to be. `stems` gives, for
    each (language, stem), how far it is trusted; `weight`, 0–1, how significant the word is.
    """

    word: str
    start: int
    end: int
    capital: bool
    common: bool
    unknown: bool
    corrected: tuple[str, ...]
    stopword: bool
    stems: Mapping[tuple[str, str], float]
    weight: float

    @property
    def foreign(self) -> bool:
        """Return True if neither the word nor a similar one is known: perhaps a name that is not in any base."""
        return self.unknown and not self.corrected


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood before any base is searched.

    `kind` is the answer type, None for any; `kind_words` are the positions of the question word. `thing` says that
    the question word leaves the kind open ("what"); `head` is the position of the noun that gives the kind
    instead ("which city"), `plain` that it says nothing else. `noun` is the first significant word after the
    question word; `future` says that the question is about the future, `limited` that it may have a hard constraint: a
    time, a number, a negation …, `lists` that a list is wanted: "all the N of X", `yes_no` that it is answered by
    yes or no; `opened` is what a question asks for that leaves its answer open: ABOUT, TRAITS …
    """

    text: str
    language: str
    words: tuple[Word, ...]
    kind: str | None = None
    kind_words: frozenset[int] = frozenset()
    thing: bool = False
    head: int | None = None
    plain: bool = False
    noun: int | None = None
    future: bool = False
    limited: bool = False
    lists: bool = False
    yes_no: bool = False
    opened: str | None = None

    def measures(self, language: Language) -> bool:
        """Return True if the question word implies a property itself: "how heavy", not "how much"."""
        if self.kind != "quantity":
            return False
        said = [(self.words[at].corrected or (self.words[at].word,))[0] for at in self.kind_words]
        return not all(language.is_stopword(word) or language.is_plain(word) for word in said)

    def said(self, places: Sequence[int]) -> list[str]:
        """Return the words at these positions as typed."""
        return [self.text[self.words[at].start : self.words[at].end] for at in places]


class KnownWords:
    """The words known from the names, facts and phrases of the bases, besides the lexicon.

    `words` returns those of some folded words that the bases have, so that these are not corrected, and whether a
    name has them; `stems` returns the stems of the bases' phrases, so that a word can be corrected to one.
    """

    def __init__(
        self, words: Callable[[Collection[str]], Mapping[str, bool]], stems: Callable[[], Sequence[str]]
    ) -> None:
        """Keep the two look-ups; the second is only used for unknown words."""
        self.words, self.stems = words, stems


def parse(  # noqa: PLR0913 -- what may be known of a question stands here, once
    text: str,
    lexicon: Lexicon,
    known: KnownWords,
    *,
    default: str,
    kind: str | None = None,
    strict: bool = False,
) -> Question:
    """Parse a question.

    `default` is the language of a text whose language cannot be detected; `kind` is the answer type a command fixes;
    `strict` corrects nothing.
    """
    found = tokens(text)
    said = [token.word for token in found]
    familiar = Familiar.of(said, lexicon, known)
    code = detect(said, lexicon.languages.values(), default, familiar.of_one_language(lexicon))
    language = lexicon.languages[code]
    opened = opening(said, language)
    cased = any(text[token.start].islower() for token in found)
    capital = [cased and text[token.start].isupper() for token in found]
    spellings = _spellings(said, capital, language, lexicon, familiar, strict=strict)
    stopword: list[bool] = []
    for token, spelling in zip(found, spellings, strict=True):
        shouted = cased and len(token.word) > 1 and text[token.start : token.end].isupper()
        meant = spelling.corrected[:1]
        stopword.append(
            (language.is_stopword(token.word) and not shouted) or any(map(language.is_stopword, meant))
        )
    yes_no = opened is None and _is_yes_no(text, found, language)
    meant_words = [spelling.meant for spelling in spellings]
    fronted = _fronted(text, found, language)
    answer = _answer_type(meant_words, stopword, language, yes_no=yes_no, fronted=fronted)
    if opened is not None and opened.kind != HAPPENED:  # which may ask for a relation: "what happens after X"
        answer.leave_open(range(opened.start, opened.end))
    if kind and kind != "thing" and not (answer.kind == "time" and kind == "quantity"):
        answer.kind = kind
    stems = _stems(spellings, code, lexicon)
    words = tuple(
        Word(
            token.word,
            token.start,
            token.end,
            capital[at],
            spellings[at].common,
            spellings[at].unknown,
            spellings[at].corrected,
            stopword[at],
            stems[at],
            0.0
            if stopword[at] or at in answer.kind_words or at == answer.tail
            else _weight(token.word, stems[at], language, lexicon),
        )
        for at, token in enumerate(found)
    )
    limited = _is_limited([token.word for token in found], language)
    future = any(language.is_future(token.word) for token in found)
    return Question(
        text,
        code,
        words,
        answer.kind,
        answer.kind_words,
        answer.thing,
        answer.head,
        answer.plain,
        answer.noun,
        future,
        limited,
        limited and any(language.wants_all(token.word) for token in found),
        answer.yes_no and kind is None,
        opened.kind if opened is not None else None,
    )


@dataclass(frozen=True, slots=True)
class Familiar:
    """What is known of the words of a question: the languages of everyday ones, those of the base, and its stems.

    `of_base` says whether a name has the word. The stems of the base's phrases are only there if a word is neither.
    """

    words: frozenset[str]
    common: Mapping[str, Sequence[str]]
    of_base: Mapping[str, bool]
    stems: frozenset[str]

    @classmethod
    def of(cls, said: Sequence[str], lexicon: Lexicon, known: KnownWords) -> Familiar:
        """Look the words up."""
        distinct = frozenset(said)
        common, of_base = lexicon.known(distinct), known.words(distinct)
        all_known = all(word in common or word in of_base for word in distinct)
        return cls(distinct, common, of_base, frozenset() if all_known else frozenset(known.stems()))

    def of_one_language(self, lexicon: Lexicon) -> dict[str, str]:
        """Return the words that only one language has, with its code."""
        found = {}
        for word in self.words:
            if self.of_base.get(word):
                continue
            codes = self.common.get(word) or [
                code for code, language in lexicon.languages.items() if language.stem(word) in self.stems
            ]
            if len(codes) == 1:
                found[word] = codes[0]
        return found


class _Spelling:
    """A word as typed, and what it may have been meant to be."""

    __slots__ = ("common", "corrected", "stems", "unknown", "word")

    def __init__(self, word: str, *, common: bool, unknown: bool) -> None:
        self.word, self.common, self.unknown = word, common, unknown
        self.corrected: tuple[str, ...] = ()
        self.stems: Stems = {}  # of phrases of the base that are near it

    @property
    def meant(self) -> str:
        return self.corrected[0] if self.corrected else self.word


def _is_limited(said: Sequence[str], language: Language) -> bool:
    """Return True if a question has a number, words that begin a hard constraint or ask for an operation, or a clause.

    A second question word begins a clause: "who runs the company which …".
    """
    return (
        any(word in language.limiting or word[:1].isdigit() for word in said)
        or any(f"{word}_{after}" in language.limiting for word, after in pairwise(said))
        or sum(word in language.question_words for word in said) > 1
    )


def _spellings(  # noqa: PLR0913 -- all that words are known by
    listed: list[str],
    capital: list[bool],
    language: Language,
    lexicon: Lexicon,
    familiar: Familiar,
    *,
    strict: bool,
) -> list[_Spelling]:
    """Separate everyday words from unknown ones, and correct the latter."""
    common, of_base, own = familiar.common, familiar.of_base, familiar.stems
    spellings = []
    for at, word in enumerate(listed):
        unknown = (
            word not in common
            and word not in of_base
            and not word.isdigit()
            and own.isdisjoint({each.stem(word) for each in lexicon.languages.values()})
        )
        spelling = _Spelling(word, common=word in common, unknown=unknown)
        meant = language.typed.get(word)
        if meant is not None and word not in of_base:
            spelling.unknown, spelling.corrected = False, (meant,)
        elif unknown and not strict and len(word) >= SHORTEST_CORRECTED:
            _correct(spelling, language, lexicon, own, name=capital[at] and at > 0)
        spellings.append(spelling)
    return spellings


def _correct(
    spelling: _Spelling, language: Language, lexicon: Lexicon, own: Collection[str], *, name: bool
) -> None:
    """Find the known words that a misspelt one may mean, first those of the question's language.

    A word written like a name is only corrected if its letters are right but their order is not ("PGD").
    """
    from factcli.language.spelling import allowed, nearest

    word = spelling.word
    most = allowed(len(word))
    lengths = range(len(word) - most, len(word) + most + 1)
    if name:
        near = nearest(word, lexicon.vocabulary(language.code, lengths))
        spelling.corrected = tuple(known for known in near if sorted(known) == sorted(word))
        return
    near = nearest(word, lexicon.vocabulary(language.code, lengths), language.question_words)
    stems = nearest(language.stem(word), sorted(own))
    spelling.stems.update({(language.code, stem): CORRECTED_TRUST for stem in stems})
    if stems:  # a phrase of the base is near too: a stopword is seldom meant then
        near = [
            known
            for known in near
            if known in language.question_words
            or sorted(known) == sorted(word)
            or not language.is_stopword(known)
        ]
    if not near and not stems:
        others = (
            nearest(word, lexicon.vocabulary(code, lengths))
            for code in lexicon.languages
            if code != language.code
        )
        near = next(filter(None, others), [])
    spelling.corrected = tuple(near)


def _stems(spellings: list[_Spelling], code: str, lexicon: Lexicon) -> list[Stems]:
    """Return the stems of each word in every language, and let the lexicon fetch their weights."""
    wanted: dict[str, set[str]] = {each: set() for each in lexicon.languages}
    found = []
    for spelling in spellings:
        stems = spelling.stems
        for form, trust in ((spelling.word, 1.0), *((near, CORRECTED_TRUST) for near in spelling.corrected)):
            for each, language in lexicon.languages.items():
                place = (each, language.stem(form))
                trusted = trust * (1.0 if each == code else OTHER_LANGUAGE_TRUST)
                stems[place] = max(stems.get(place, 0.0), trusted)
        for each, stem in stems:
            wanted[each].add(stem)
        found.append(stems)
    lexicon.prepare(wanted)
    return found


def _weight(word: str, stems: Stems, language: Language, lexicon: Lexicon) -> float:
    """Return how significant a word is: more if few concepts use it, little if it only adds a nuance."""
    weights = [
        (code, lexicon.weight(code, stem))
        for code, stem in stems
        if not lexicon.languages[code].is_stopword(stem)
    ]
    here = [weight for code, weight in weights if code == language.code and weight < 1.0]
    least = min(here or [weight for _, weight in weights] or [1.0])
    return min(least, MOST_WEIGHT_OF_A_SHADE) if language.is_light(word) else least


class _AnswerType:
    """What kind of answer is asked for, and by which words; the fields are as in Question."""

    __slots__ = ("head", "kind", "kind_words", "noun", "plain", "tail", "thing", "yes_no")

    def __init__(self) -> None:
        self.kind: str | None = None
        self.kind_words: frozenset[int] = frozenset()
        self.thing = self.plain = self.yes_no = False
        self.head: int | None = None
        self.noun: int | None = None
        self.tail: int | None = None  # the second word of a head noun of two: "which start-ups"

    def leave_open(self, places: range) -> None:
        """Take the words that ask for anything there is ("what do we know about") as the question word."""
        self.kind, self.head, self.noun, self.tail = None, None, None, None
        self.kind_words, self.thing, self.plain = frozenset(places), False, False

    def take_head(self, at: int, kind: str, *, plain: bool) -> None:
        self.kind, self.head, self.plain = None if kind == "thing" else kind, at, plain


def _fronted(text: str, found: Sequence[Token], language: Language) -> int:
    """Return where a question begins that is put after words that limit it: "besides X, who …"; else 0."""
    if not found or "," not in text or found[0].word in language.articles:
        return 0
    if found[0].word not in language.function and not language.limits.beginning(found[0].word):
        return 0
    comma = text.find(",", found[0].end)
    return next((at for at, token in enumerate(found) if token.start > comma), 0) if comma >= 0 else 0


def _answer_type(
    said: list[str], stopword: list[bool], language: Language, *, yes_no: bool, fronted: int
) -> _AnswerType:
    """Find the question word (the longest phrase of the language's table) and the noun it asks for."""
    answer = _AnswerType()
    stopword = [stopped or at + 1 == fronted for at, stopped in enumerate(stopword)]  # "who" asks after it
    best = _question_phrase(said, stopword, language)
    if best is None:
        answer.yes_no = yes_no
        if not yes_no:
            _take_first_noun(answer, said, stopword, language)
        return answer
    start, length, kind = best
    answer.kind_words = frozenset(range(start, start + length))
    answer.noun = next((at for at in range(start + length, len(said)) if not stopword[at]), None)
    if kind == "thing":
        answer.thing = True
        _take_head_noun(answer, said, stopword, language, start + length)
    else:
        answer.kind = kind
    return answer


def opening(said: Sequence[str], language: Language) -> Limit | None:
    """Return the words that leave open what is asked for: at the beginning, or about two names, anywhere."""
    if language.opening.isdisjoint(said):
        return None
    from factcli.questions.limits import phrase_in

    begins = True
    for at, word in enumerate(said):
        found = phrase_in(at, said, language.open)
        if found is not None and (begins or found.kind in (COMMON, COMPARE)):
            return found
        begins = begins and (language.is_stopword(word) or language.is_light(word))
    return None


def _is_yes_no(text: str, found: Sequence[Token], language: Language) -> bool:
    """Return True for "did X …", "est-ce que X …" and "X a-t-elle …", unless a choice is offered or nobody is asked."""
    said = [token.word for token in found]
    if not language.choosing.isdisjoint(said):
        return False
    if said[:1] and said[0] in language.yes_no:
        return not said[1:2] or (said[1] not in language.unasked and said[1] not in language.yes_no)
    if any(tuple(said[: len(words)]) == words for words in language.openers):
        return True
    taken_up = any(
        at and token.word in language.pronouns and (text[token.start - 1] == "-" or said[at - 1] == "t")
        for at, token in enumerate(found)
    )
    return taken_up and language.unasked.isdisjoint(said)


def _question_phrase(
    said: list[str], stopword: list[bool], language: Language
) -> tuple[int, int, str] | None:
    """Return where the question phrase starts, its words and its kind.

    The first one counts, except that one asking for a thing gives way to another directly after it ("what" to
    "what year"). Words that only announce a question, or a yes-no question ("est-ce que"), are skipped.
    """
    opened = max((len(words) for words in language.openers if tuple(said[: len(words)]) == words), default=0)
    best: tuple[int, int, str] | None = None
    for start in range(opened, len(said)):
        found = _phrase_at(start, said, stopword, language)
        if found and (best is None or (found[1] != "thing" and start - best[0] <= best[1])):
            best = (start, *found)
        if best and best[2] != "thing":
            break
    return best


def _phrase_at(
    start: int, said: list[str], stopword: list[bool], language: Language
) -> tuple[int, str] | None:
    """Return the length and kind of the longest question phrase at a place.

    "Who" after a content word is not a question word but a relative pronoun: "X, qui est né à".
    """
    for length in range(min(_LONGEST_PHRASE, len(said) - start), 0, -1):
        kind = language.kinds.get(tuple(said[start : start + length]))
        if kind and not (kind == "person" and start and not stopword[start - 1]):
            return length, kind
    return None


def _take_first_noun(answer: _AnswerType, said: list[str], stopword: list[bool], language: Language) -> None:
    """Take the noun that begins a phrase without a question word: "date de la levée", "list all books by X"."""
    at = next((at for at, stopped in enumerate(stopword) if not stopped), None)
    kind = language.head_kind(said[at:]) if at is not None else None
    wished = any(word in language.asking for word in said[:at])
    if at is not None and kind and at + 1 < len(said) and (wished or said[at + 1] in language.genitive):
        answer.noun = at
        answer.take_head(at, kind, plain=language.is_plain(said[at]))


def _take_head_noun(
    answer: _AnswerType, said: list[str], stopword: list[bool], language: Language, start: int
) -> None:
    """Take the noun of a known kind that which/what/quel asks for: "which Austrian city", "quel est le pays"."""
    before = 0
    for at in range(start, len(said)):
        if stopword[at]:
            if before:
                return
            continue
        kind = language.head_kind(said[at:])
        if kind:
            answer.take_head(at, kind, plain=language.is_plain(said[at]))
            alone = language.head_kind(said[at : at + 1])
            answer.tail = at + 1 if alone is None else None
            return
        before += 1
        if before > _MOST_ADJECTIVES:
            return

"""Read the words of a question: which are empty, which carry content, what kind of answer they ask for.

Nothing here knows a base. A word that no one knows is mended to the nearest known word, and the mending is
kept beside it as a second, less trusted reading.
"""

from __future__ import annotations

from factcli.language.language import detect
from factcli.text import tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from factcli.language.language import Language
    from factcli.language.lexicon import Lexicon
    from factcli.text import Token


# Find what kind of answer a question asks for: by its question word, and by the noun that goes with it.

ADJECTIVES = 2  # words that may stand between which and its noun
PHRASE = 4  # words a question phrase may have ("pour quelle raison")


def find_kind(question: Question, language: Language) -> None:
    """Find the question word (the longest phrase of the language's table) and the noun it asks for."""
    said = [word.corrected[0] if word.corrected else word.word for word in question.words]
    best = _question_phrase(question, language, said)
    if best is None:
        _first_noun(question, language, said)
        return
    start, length, kind = best
    question.kind_words = frozenset(range(start, start + length))
    question.thing = kind == "thing"
    question.kind = None if question.thing else kind
    question.noun = next(
        (at for at in range(start + length, len(said)) if not question.words[at].stopword), None
    )
    if question.thing:
        _head_noun(question, language, said, start + length)


def _question_phrase(
    question: Question, language: Language, said: Sequence[str]
) -> tuple[int, int, str] | None:
    """Return where the question phrase starts, its words and its kind.

    The first one counts; one that asks for a thing gives way to another right behind it ("what" to "what year").
    """
    best: tuple[int, int, str] | None = None
    for start in range(_opened(language, said), len(said)):
        found = _phrase_at(question, language, said, start)
        if found and (best is None or (found[1] != "thing" and start - best[0] <= best[1])):
            best = (start, *found)
        if best and best[2] != "thing":
            break
    return best


def _opened(language: Language, said: Sequence[str]) -> int:
    """Return how many words only say that a question follows, or a yes or no ("est-ce que")."""
    return max((len(words) for words in language.openers if tuple(said[: len(words)]) == words), default=0)


def _phrase_at(
    question: Question, language: Language, said: Sequence[str], start: int
) -> tuple[int, str] | None:
    """Return the length and kind of the longest question phrase at a place.

    Who behind a full word is no question but a relative pronoun: "X, qui est né à".
    """
    for length in range(min(PHRASE, len(said) - start), 0, -1):
        kind = language.kinds.get(tuple(said[start : start + length]))
        if kind and not (kind == "person" and start and not question.words[start - 1].stopword):
            return length, kind
    return None


def _first_noun(question: Question, language: Language, said: Sequence[str]) -> None:
    """Take the noun that begins words without a question word: "date de la levée", "list all books by X"."""
    at = next((at for at, word in enumerate(question.words) if not word.stopword), None)
    kind = language.head_kind(said[at:]) if at is not None else None
    wished = any(word in language.asking for word in said[:at])
    if at is not None and kind and at + 1 < len(said) and (wished or said[at + 1] in language.genitive):
        question.kind, question.head, question.noun = None if kind == "thing" else kind, at, at
        question.plain = language.is_plain(said[at])


def _head_noun(question: Question, language: Language, said: Sequence[str], start: int) -> None:
    """Take the noun of a known kind that which/what/quel asks for: "which Austrian city", "quel est le pays"."""
    before = 0
    for at in range(start, len(said)):
        if question.words[at].stopword:
            if before:
                return
            continue
        kind = language.head_kind(said[at:])
        if kind:
            question.kind, question.head = None if kind == "thing" else kind, at
            question.plain = language.is_plain(said[at])
            return
        before += 1
        if before > ADJECTIVES:
            return


CORRECTED = 0.85  # how far a mended word is trusted beside one that was typed as it stands
LIGHT = 0.35  # the most that a word weighs which only shades a question
SHORTEST = 3  # letters a word must have to be mended
ELSEWHERE = 0.9  # the same for a word that only another language than the question's knows


class Word:
    """One word of a question with all that is known of it before any base is looked at."""

    __slots__ = (
        "capital",
        "common",
        "stopword",
        "end",
        "corrected",
        "start",
        "stems",
        "unknown",
        "weight",
        "word",
    )

    def __init__(self, token: Token, *, capital: bool) -> None:
        """Start from the token; the reading fills in the rest."""
        self.word, self.start, self.end = token.word, token.start, token.end
        self.capital = capital
        self.common = False
        self.stopword = False
        self.unknown = False
        self.corrected: tuple[str, ...] = ()
        self.weight = 1.0
        self.stems: dict[tuple[str, str], float] = {}

    @property
    def foreign(self) -> bool:
        """Tell whether nobody knows the word, nor one near it: a name, perhaps, that no base has."""
        return self.unknown and not self.corrected


class Question:
    """A question as it was understood before any base is looked at."""

    __slots__ = (
        "future",
        "head",
        "kind",
        "kind_words",
        "language",
        "noun",
        "plain",
        "text",
        "thing",
        "words",
    )

    def __init__(self, text: str, language: str, listed: list[Word]) -> None:
        """Keep the text, its language and its words; the kind of answer is filled in next."""
        self.text, self.language, self.words = text, language, listed
        self.kind: str | None = None
        self.head: int | None = None
        self.noun: int | None = None
        self.thing = False
        self.plain = False
        self.kind_words: frozenset[int] = frozenset()
        self.future = False

    def measures(self, language: Language) -> bool:
        """Tell whether the question word names a property of its own: "how heavy", not "how much"."""
        said = [
            (word.corrected or (word.word,))[0] for at, word in enumerate(self.words) if at in self.kind_words
        ]
        plain = all(language.is_stopword(word) or language.is_plain(word) for word in said)
        return self.kind == "quantity" and not plain


class KnownWords:
    """What is known of words besides the lexicon: by the names of the bases and by their own wordings.

    `words` tells which of some folded words the names hold, so that these are not mended; `stems` gives the stems
    of the bases' wordings, so that a word can be mended to one.
    """

    def __init__(
        self, words: Callable[[Collection[str]], set[str]], stems: Callable[[], Sequence[str]]
    ) -> None:
        """Keep the two look-ups; the second is made only for a word that nobody knows."""
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
    """Read a question into words, language and answer kind.

    `default` is the language of a text that has none of its own; `kind` is the one a command fixes; `strict`
    mends nothing.
    """
    found = tokens(text)
    code = detect([token.word for token in found], lexicon.languages.values(), default)
    cased = any(text[token.start].islower() for token in found)
    question = Question(
        text, code, [Word(token, capital=cased and text[token.start].isupper()) for token in found]
    )
    language = lexicon.languages[code]
    _know(question, lexicon, known, strict=strict)
    for word in question.words:
        shouted = cased and len(word.word) > 1 and text[word.start : word.end].isupper()
        likely = word.corrected[:1]
        stopword = language.is_stopword(word.word) and not shouted
        word.stopword = stopword or any(language.is_stopword(near) for near in likely)
    question.future = any(language.is_future(word.word) for word in question.words)
    find_kind(question, language)
    if kind and kind != "thing" and not (question.kind == "time" and kind == "quantity"):
        question.kind = kind
    _weigh(question, lexicon)
    return question


def _know(question: Question, lexicon: Lexicon, known: KnownWords, *, strict: bool) -> None:
    """Note which words are everyday ones and which nobody knows; mend these."""
    listed = {word.word for word in question.words}
    common = lexicon.known(listed)
    familiar = common | known.words(listed)
    own = frozenset(known.stems()) if len(familiar) < len(listed) else frozenset()
    for at, word in enumerate(question.words):
        word.common = word.word in common
        stems = {language.stem(word.word) for language in lexicon.languages.values()}
        word.unknown = word.word not in familiar and not word.word.isdigit() and own.isdisjoint(stems)
        if word.unknown and not strict and len(word.word) >= SHORTEST:
            _correct(word, lexicon.languages[question.language], lexicon, own, name=word.capital and at > 0)


def _correct(word: Word, language: Language, lexicon: Lexicon, own: Collection[str], *, name: bool) -> None:
    """Note the known words a misspelt one may have been meant to be, first those of the question's language.

    A word written like a name is mended only where its letters are right and their order is not ("PGD").
    """
    from factcli.language.spelling import nearest

    if name:
        near = nearest(word.word, lexicon.vocabulary(language.code))
        word.corrected = tuple(known for known in near if sorted(known) == sorted(word.word))
        return
    near = nearest(word.word, lexicon.vocabulary(language.code), language.question_words)
    stems = nearest(language.stem(word.word), sorted(own))
    word.stems.update({(language.code, stem): CORRECTED for stem in stems})
    if stems:
        near = [known for known in near if _stays(known, word.word, language)]
    if not near and not stems:
        others = (
            nearest(word.word, lexicon.vocabulary(code))
            for code in lexicon.languages
            if code != language.code
        )
        near = next(filter(None, others), [])
    word.corrected = tuple(near)


def _stays(known: str, typed: str, language: Language) -> bool:
    """Tell whether a word is meant though a wording of the base is near too: an empty word seldom is."""
    asks = known in language.question_words or sorted(known) == sorted(typed)
    return asks or not language.is_stopword(known)


def _weigh(question: Question, lexicon: Lexicon) -> None:
    """Give each word its stems in every language and its weight: the fewer concepts use it, the more it tells."""
    wanted: dict[str, set[str]] = {code: set() for code in lexicon.languages}
    for word in question.words:
        for form, trust in ((word.word, 1.0), *((near, CORRECTED) for near in word.corrected)):
            for code, language in lexicon.languages.items():
                place = (code, language.stem(form))
                trusted = trust * (1.0 if code == question.language else ELSEWHERE)
                word.stems[place] = max(word.stems.get(place, 0.0), trusted)
        for code, stem in word.stems:
            wanted[code].add(stem)
    lexicon.prepare(wanted)
    for at, word in enumerate(question.words):
        if word.stopword or at in question.kind_words:
            word.weight = 0.0
            continue
        telling = [(code, stem) for code, stem in word.stems if not lexicon.languages[code].is_stopword(stem)]
        weights = [(code, lexicon.weight(code, stem)) for code, stem in telling]
        here = [weight for code, weight in weights if code == question.language and weight < 1.0]
        most = LIGHT if lexicon.languages[question.language].is_light(word.word) else 1.0
        word.weight = min(here or [weight for _, weight in weights] or [1.0])
        word.weight = min(word.weight, most)

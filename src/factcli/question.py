"""Read the words of a question: which are empty, which carry content, what kind of answer they ask for.

Nothing here knows a base. A word that no one knows is mended to the nearest known word, and the mending is
kept beside it as a second, less trusted reading.
"""

from __future__ import annotations

from factcli.language import detect
from factcli.text import tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from factcli.language import Language
    from factcli.lexicon import Lexicon
    from factcli.text import Token

MENDED = 0.85  # how far a mended word is trusted beside one that was typed as it stands
SHORTEST = 3  # letters a word must have to be mended
ADJECTIVES = 2  # words that may stand between which and its noun
ELSEWHERE = 0.9  # the same for a word that only another language than the question's knows


class Word:
    """One word of a question with all that is known of it before any base is looked at."""

    __slots__ = ("capital", "common", "empty", "end", "mended", "start", "stems", "unknown", "weight", "word")

    def __init__(self, token: Token, *, capital: bool) -> None:
        """Start from the token; the reading fills in the rest."""
        self.word, self.start, self.end = token.word, token.start, token.end
        self.capital = capital
        self.common = False
        self.empty = False
        self.unknown = False
        self.mended: tuple[str, ...] = ()
        self.weight = 1.0
        self.stems: dict[tuple[str, str], float] = {}

    @property
    def foreign(self) -> bool:
        """Tell whether nobody knows the word, nor one near it: a name, perhaps, that no base has."""
        return self.unknown and not self.mended


class Asked:
    """A question as it was understood before any base is looked at."""

    __slots__ = ("fixed", "future", "head", "kind", "kind_words", "language", "noun", "plain", "text", "thing", "words")

    def __init__(self, text: str, language: str, listed: list[Word]) -> None:
        """Keep the text, its language and its words; the kind of answer is filled in next."""
        self.text, self.language, self.words = text, language, listed
        self.kind: str | None = None
        self.head: int | None = None
        self.noun: int | None = None
        self.thing = False
        self.plain = False
        self.kind_words: frozenset[int] = frozenset()
        self.fixed = False
        self.future = False


def understand(  # noqa: PLR0913 -- what may be known of a question stands here, once
    text: str,
    lexicon: Lexicon,
    *,
    default: str,
    known_elsewhere: Callable[[Collection[str]], set[str]],
    stems_elsewhere: Callable[[], Sequence[str]] = list,
    kind: str | None = None,
    strict: bool = False,
) -> Asked:
    """Read a question into words, language and answer kind.

    `default` is the language of a text that has none of its own; `known_elsewhere` tells which of some folded
    words the names of the bases hold, so that they are not mended, `stems_elsewhere` the stems of the bases'
    own wordings, so that they can be mended to; `kind` is the one a command fixes; `strict` mends nothing.
    """
    found = tokens(text)
    code = detect([token.word for token in found], lexicon.languages.values(), default)
    cased = any(text[token.start].islower() for token in found)
    asked = Asked(text, code, [Word(token, capital=cased and text[token.start].isupper()) for token in found])
    language = lexicon.languages[code]
    listed = {word.word for word in asked.words}
    common = lexicon.known(listed)
    known = common | known_elsewhere(listed)
    own = frozenset(stems_elsewhere()) if len(known) < len(listed) else frozenset()
    for at, word in enumerate(asked.words):
        word.common = word.word in common
        stemmed = {each.stem(word.word) for each in lexicon.languages.values()}
        word.unknown = word.word not in known and not word.word.isdigit() and own.isdisjoint(stemmed)
        if word.unknown and not strict and len(word.word) >= SHORTEST:
            _mend(word, language, lexicon, own, name=word.capital and at > 0)
        shouted = cased and len(word.word) > 1 and text[word.start : word.end].isupper()
        word.empty = (language.is_empty(word.word) and not shouted) or any(language.is_empty(near) for near in word.mended[:1])
    asked.future = any(language.is_future(word.word) for word in asked.words)
    _answer_kind(asked, language)
    if kind:
        asked.fixed = True
        if kind != "thing" and not (asked.kind == "time" and kind == "quantity"):
            asked.kind = kind
    _weigh(asked, lexicon)
    return asked


def _mend(word: Word, language: Language, lexicon: Lexicon, own: Collection[str], *, name: bool) -> None:
    """Note the known words a misspelt one may have been meant to be: of the question's language first, then of the others.

    A word written like a name is mended only where its letters are right and their order is not ("PGD").
    """
    from factcli.matching import nearest

    if name:
        word.mended = tuple(near for near in nearest(word.word, lexicon.vocabulary(language.code)) if sorted(near) == sorted(word.word))
        return
    near = nearest(word.word, lexicon.vocabulary(language.code), language.question_words)
    stems = nearest(language.stem(word.word), sorted(own))
    word.stems.update({(language.code, stem): MENDED for stem in stems})
    asks = language.question_words
    near = [known for known in near if known in asks or sorted(known) == sorted(word.word) or not (stems and language.is_empty(known))]
    if not near and not stems:
        others = (nearest(word.word, lexicon.vocabulary(code)) for code in lexicon.languages if code != language.code)
        near = next(filter(None, others), [])
    word.mended = tuple(near)


def _answer_kind(asked: Asked, language: Language) -> None:
    """Find the question word (the longest phrase of the language's table) and the noun it asks for."""
    said = [word.mended[0] if word.mended else word.word for word in asked.words]
    best: tuple[int, int, str] | None = None
    for start in range(len(said)):
        for length in (4, 3, 2, 1):
            kind = language.kinds.get(tuple(said[start : start + length])) if start + length <= len(said) else None
            if kind == "person" and start and not asked.words[start - 1].empty:
                kind = None  # a relative pronoun: "X, qui est né à"
            if kind and (best is None or (best[2] == "thing" and kind != "thing" and start - best[0] <= best[1])):
                best = (start, length, kind)
                break
        if best and best[2] != "thing":
            break
    if best is None:
        _first_noun(asked, language, said)
        return
    start, length, kind = best
    asked.kind_words = frozenset(range(start, start + length))
    asked.kind = None if kind == "thing" else kind
    asked.thing = kind == "thing"
    asked.noun = next((at for at in range(start + length, len(said)) if not asked.words[at].empty), None)
    if kind == "thing":
        _head_noun(asked, language, said, start + length)


def _first_noun(asked: Asked, language: Language, said: Sequence[str]) -> None:
    """Take the noun that begins words without a question word: "date de la levée", "give me all the books by X"."""
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


def _weigh(asked: Asked, lexicon: Lexicon) -> None:
    """Give each word its stems in every language and its weight: the fewer concepts use it, the more it tells."""
    wanted: dict[str, set[str]] = {code: set() for code in lexicon.languages}
    for word in asked.words:
        for form, trust in ((word.word, 1.0), *((near, MENDED) for near in word.mended)):
            for code, language in lexicon.languages.items():
                place = (code, language.stem(form))
                trusted = trust * (1.0 if code == asked.language else ELSEWHERE)
                word.stems[place] = max(word.stems.get(place, 0.0), trusted)
        for code, stem in word.stems:
            wanted[code].add(stem)
    lexicon.prepare(wanted)
    for at, word in enumerate(asked.words):
        if word.empty or at in asked.kind_words:
            word.weight = 0.0
            continue
        weights = [(code, lexicon.weight(code, stem)) for code, stem in word.stems if not lexicon.languages[code].is_empty(stem)]
        here = [weight for code, weight in weights if code == asked.language and weight < 1.0]
        word.weight = min(here or [weight for _, weight in weights] or [1.0])


def stems_by_language(listed: Sequence[Word]) -> Mapping[str, set[str]]:
    """Return the stems of some words, by language."""
    found: dict[str, set[str]] = {}
    for word in listed:
        for code, stem in word.stems:
            found.setdefault(code, set()).add(stem)
    return found

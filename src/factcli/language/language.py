"""The words of a language: question words, stopwords, and the endings that stemming removes.

Nothing about any language is in code. Everything comes from `languages/<code>/words.toml`, through the compiled
lexicon (`lexicon_compile`), which keeps every list folded and as plain text.
"""

from __future__ import annotations

from factcli.strict_json import scan_unbounded
from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any


SETS = (
    "function",
    "asking",
    "question_words",
    "agent_before",
    "support_verbs",
    "pronouns",
    "passive",
    "optional",
    "genitive",
    "possessive",
    "articles",
    "conjunctions",
    "object_words",
    "light",
    "plain",
    "future",
    "limiting",
    "opening",
    "yes_no",
    "unasked",
    "choosing",
    "sequence",
    "shifting",
    "done",
    "being",
    "under_way",
    "owning",
    "possessing",
    "deed_endings",
)
"""The lists that are kept as words with spaces between."""

TABLES = (
    "commands",
    "suffixes",
    "plurals",
    "irregular",
    "kinds",
    "heads",
    "limits",
    "months",
    "same",
    "document",
    "claims",
    "typed",
    "open",
)
"""The tables that are kept as lines: a key, what it leads to, the next key."""

FIELDS = ("code", *SETS, *TABLES, "openers", "future_endings", "shortest", "screen", "numbers")
"""All that is kept of a language, each as a text."""

KEPT = 4_000  # texts of which is kept what they say
LONG = 5  # letters from which on an ending tells the tense


class Phrases(dict[tuple[str, ...], str]):
    """Phrases, each as its folded words, with what it leads to."""

    def beginning(self, word: str) -> Sequence[tuple[tuple[str, ...], str]]:
        """Return the phrases that begin with a word."""
        if not hasattr(self, "_by_first"):
            self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
            for phrase, kind in self.items():
                self._by_first.setdefault(phrase[0], []).append((phrase, kind))
        return self._by_first.get(word, ())


class Language:
    """The words of one language that shape a question; a list is parsed when it is first used."""

    code: str
    function: frozenset[str]
    asking: frozenset[str]
    question_words: frozenset[str]
    agent_before: frozenset[str]
    support_verbs: frozenset[str]
    pronouns: frozenset[str]
    passive: frozenset[str]
    optional: frozenset[str]
    genitive: frozenset[str]
    possessive: frozenset[str]
    articles: frozenset[str]
    conjunctions: frozenset[str]
    object_words: frozenset[str]
    light: frozenset[str]
    plain: frozenset[str]
    future: frozenset[str]
    limiting: frozenset[str]
    yes_no: frozenset[str]
    unasked: frozenset[str]
    choosing: frozenset[str]
    sequence: frozenset[str]
    shifting: frozenset[str]
    done: frozenset[str]
    being: frozenset[str]
    under_way: frozenset[str]
    owning: frozenset[str]
    possessing: frozenset[str]
    deed_endings: frozenset[str]
    future_endings: tuple[str, ...]
    commands: dict[str, str]
    suffixes: dict[str, str]
    plurals: dict[str, str]
    irregular: dict[str, str]
    kinds: Phrases
    heads: dict[str, str]
    limits: Phrases
    months: dict[str, str]
    same: dict[str, str]
    document: dict[str, str]
    claims: Phrases
    typed: dict[str, str]
    open: Phrases
    opening: frozenset[str]
    openers: list[tuple[str, ...]]
    shortest: int
    screen: dict[str, Any]
    numbers: dict[str, Any]

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Take the texts that the compiled lexicon keeps for a language, by the names in `FIELDS`."""
        self.code = fields["code"]
        self._fields = fields
        self._stems: dict[str, str] = {}
        self._said: dict[str, frozenset[tuple[str, str]]] = {}

    def __getattr__(self, name: str) -> Any:
        """Parse the text of a field when it is first used."""
        try:
            text = self.__dict__["_fields"][name]
        except KeyError:
            raise AttributeError(name) from None
        found = self.__dict__[name] = _taken_apart(name, text)
        return found

    def stem(self, word: str) -> str:
        """Return the stem of a folded word: without its longest known ending, then e, doubled letters and y normalized.

        A light stemmer after Harman, "How effective is suffixing?" (1991): it merges the word forms that questions
        use and leaves the rest to the lexicon.
        """
        known = self._stems.get(word)
        if known is None:
            cut = self._cut(word)
            # "danse" stays whole: its stem would be the function word "dans"
            known = self._stems[word] = word if cut in self.function else cut
        return known

    def _cut(self, word: str) -> str:
        if word in self.irregular:
            return self.irregular[word]
        shortest = self.shortest
        if len(word) <= shortest or not word.isalpha() or word in self.function:
            return word
        longest = len(next(iter(self.suffixes), ""))  # they are kept with the longest first
        for length in range(min(longest, len(word) - shortest), 0, -1):
            instead = self.suffixes.get(word[-length:])
            if instead is not None:
                word = word[:-length] + instead
                break
        if len(word) > shortest and word.endswith("e"):
            word = word[:-1]
        if len(word) > shortest and word[-1] == word[-2]:
            word = word[:-1]
        return word[:-1] + "i" if word.endswith("y") else word

    def head_kind(self, said: Sequence[str]) -> str | None:
        """Return the kind of answer a noun asks for after which or what; `said` is the noun and the words after it."""
        for length in (2, 1):
            parts = list(said[:length])
            for last in self.singulars(parts[-1]):
                kind = self.heads.get(" ".join((*parts[:-1], last)))
                if kind:
                    return kind
        return None

    def singulars(self, word: str) -> Iterator[str]:
        """Yield a noun and its possible singulars."""
        yield word
        for ending, instead in self.plurals.items():
            if word.endswith(ending):
                yield word[: -len(ending)] + instead

    def stems(self, text: str) -> list[str]:
        """Return the stems of a text's words, in order."""
        return [self.stem(word) for word in words(text)]

    def said(self, text: str) -> frozenset[tuple[str, str]]:
        """Return the (language, stem) pairs of a text of a base, cached because they are needed often."""
        found = self._said.get(text)
        if found is None:
            if len(self._said) >= KEPT:
                self._said.clear()
            found = self._said[text] = frozenset((self.code, stem) for stem in self.stems(text))
        return found

    def is_stopword(self, word: str) -> bool:
        """Return True if a folded word is a stopword: a function word or a word of asking."""
        return word in self.function or word in self.asking or word in self.question_words

    def is_light(self, word: str) -> bool:
        """Return True if a folded word adds a nuance to a question but rarely changes it ("still", "set")."""
        return word in self.light

    def is_plain(self, word: str) -> bool:
        """Return True if a noun only gives the kind of answer ("amount", "city") and is not a property itself."""
        return word in self.plain

    def wants_all(self, word: str) -> bool:
        """Return True if a folded word asks for a whole list ("all", "every")."""
        return self.limits.get((word,)) == "all"

    def is_future(self, word: str) -> bool:
        """Return True if a folded word is about the future."""
        return word in self.future or (len(word) > LONG and word.endswith(self.future_endings))


def detect(
    text_words: Sequence[str],
    languages: Iterable[Language],
    default: str,
    of_one: Mapping[str, str] | None = None,
) -> str:
    """Return the code of the language whose question and function words a text uses most.

    Question words count three times. A text without any ("valuation OpenAI") is in the language that most of its
    words of one language belong to: `of_one` has these with their codes. A tie, or none, gives `default`.
    """
    best, best_score = default, 0
    for language in languages:
        score = sum(
            3 * (word in language.question_words) + (word in language.function) for word in text_words
        )
        score += sum(word in language.asking for word in text_words)
        score += sum(language.typed.get(word) in language.question_words for word in text_words)
        if score > best_score or (score == best_score and score and language.code == default):
            best, best_score = language.code, score
    if not best_score and of_one:
        codes = list(of_one.values())
        counts = sorted(((codes.count(code), code) for code in set(codes)), reverse=True)
        if len(counts) == 1 or counts[0][0] > counts[1][0]:
            return counts[0][1]
    return best


def _taken_apart(name: str, text: str) -> Any:
    """Parse the text of a field."""
    if name in SETS:
        return frozenset(text.split())
    if name == "future_endings":
        return tuple(text.split())
    if name == "shortest":
        return int(text)
    if name in ("screen", "numbers"):
        return scan_unbounded(text, 0)[0]
    lines = text.split("\n")
    if name == "openers":
        return [tuple(line.split()) for line in lines if line]
    table = dict(zip(lines[::2], lines[1::2], strict=False))
    return (
        Phrases((tuple(phrase.split()), kind) for phrase, kind in table.items())
        if name in ("kinds", "limits", "claims", "open")
        else table
    )

"""Know a language: its question words, its empty words, its endings. All of it comes from one TOML file.

A `Language` is built from the tables of `languages/<code>.toml` (or from the compiled copy the lexicon keeps);
nothing about any language stands in code.
"""

from __future__ import annotations

from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any


KEPT = 4_000  # texts of which is kept what they say
LONG = 5  # letters from which on an ending tells the tense


class Language:
    """The words of one language that shape a question."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Fold every word of the tables once; `tables` is the TOML file without its concepts."""
        said = tables["words"]
        self.code: str = tables["code"]
        self.name: str = tables["name"]
        self.tables = tables
        self.function, self.asking = _folded(said["function"]), _folded(said["asking"])
        self.negation = _folded(said["negation"])
        self.agent_before, self.support_verbs = _folded(said["agent_before"]), _folded(said["support_verbs"])
        self.kinds = _by_words(tables["kinds"])
        self.openers = [tuple(words(opener)) for opener in said["openers"]]
        self.commands: Mapping[str, str] = tables["commands"]
        self.pronouns, self.passive = _folded(said["pronouns"]), _folded(said["passive"])
        self.optional = _folded(said["optional"])
        self.genitive = _folded(said["genitive"])
        self.possessive = _folded(said["possessive"])
        self.articles = _folded(said["articles"])
        self.object_words = _folded(said["object_words"])
        self._light, self._plain = _folded(said["light"]), _folded(said["plain"])
        self._future = _folded(said["future"])
        self._future_endings = tuple(said["future_endings"])
        self._suffixes = sorted(_replacements(tables["stem"]["suffixes"]), key=lambda pair: -len(pair[0]))
        self._irregular: dict[str, str] = {
            word: stem for stem, forms in tables["stem"]["irregular"].items() for word in _folded(forms)
        }
        self._shortest: int = tables["stem"]["shortest"]
        self._stems: dict[str, str] = {}
        self._said: dict[str, frozenset[tuple[str, str]]] = {}
        self._heads = _by_words(tables["heads"])
        self._plurals = _replacements(tables["stem"]["plurals"])
        self.question_words = frozenset(phrase[0] for phrase in self.kinds if len(phrase) == 1)

    def stem(self, word: str) -> str:
        """Return the stem of a folded word: its longest known ending off, then e, doubled letters and y evened.

        A light stemmer after Harman, "How effective is suffixing?" (1991): it joins the forms of a word that
        questions use and leaves the rest to the lexicon.
        """
        known = self._stems.get(word)
        if known is None:
            known = self._stems[word] = self._whole(word)
        return known

    def _cut(self, word: str) -> str:
        if word in self._irregular:
            return self._irregular[word]
        if len(word) <= self._shortest or not word.isalpha() or word in self.function:
            return word
        for suffix, instead in self._suffixes:
            if word.endswith(suffix) and len(word) - len(suffix) >= self._shortest:
                word = word[: -len(suffix)] + instead
                break
        if len(word) > self._shortest and word.endswith("e"):
            word = word[:-1]
        if len(word) > self._shortest and word[-1] == word[-2]:
            word = word[:-1]
        return word[:-1] + "i" if word.endswith("y") else word

    def _whole(self, word: str) -> str:
        """Return the stem of a word, or the word where its stem would read as an empty word ("danse", "dans")."""
        cut = self._cut(word)
        return word if cut != word and cut in self.function else cut

    def head_kind(self, said: Sequence[str]) -> str | None:
        """Return the kind of answer a noun asks for after which or what; `said` is the noun and the words after it."""
        for length in (2, 1):
            parts = list(said[:length])
            for last in self._singulars(parts[-1]):
                kind = self._heads.get((*parts[:-1], last))
                if kind:
                    return kind
        return None

    def _singulars(self, word: str) -> Iterator[str]:
        """Yield a noun, and what it may be the plural of."""
        yield word
        for ending, instead in self._plurals:
            if word.endswith(ending):
                yield word[: -len(ending)] + instead

    def stems(self, text: str) -> list[str]:
        """Return the stems of a text's words, in order."""
        return [self.stem(word) for word in words(text)]

    def said(self, text: str) -> frozenset[tuple[str, str]]:
        """Return what a text of a base says: (language, stem), kept because it is looked into again and again."""
        found = self._said.get(text)
        if found is None:
            if len(self._said) >= KEPT:
                self._said.clear()
            found = self._said[text] = frozenset((self.code, stem) for stem in self.stems(text))
        return found

    def is_stopword(self, word: str) -> bool:
        """Tell whether a folded word says nothing of its own: a function word, a word of asking."""
        return word in self.function or word in self.asking or word in self.question_words

    def is_light(self, word: str) -> bool:
        """Tell whether a folded word shades a question and seldom makes another one of it ("still", "set")."""
        return word in self._light

    def is_plain(self, word: str) -> bool:
        """Tell whether a noun only says which kind of answer is wanted ("amount", "city"), no property of its own."""
        return word in self._plain

    def is_future(self, word: str) -> bool:
        """Tell whether a folded word speaks of what is to come."""
        return word in self._future or (
            bool(self._future_endings) and len(word) > LONG and word.endswith(self._future_endings)
        )


def detect(text_words: Sequence[str], languages: Iterable[Language], default: str) -> str:
    """Return the code of the language whose question and function words a text uses most.

    Question words count three times; a tie, or no such word at all, is `default`.
    """
    best, best_score = default, 0
    for language in languages:
        score = sum(
            3 * (word in language.question_words) + (word in language.function) for word in text_words
        )
        score += sum(word in language.asking for word in text_words)
        if score > best_score or (score == best_score and score and language.code == default):
            best, best_score = language.code, score
    return best


def _folded(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(word for item in listed for word in words(item))


def _replacements(listed: Iterable[str]) -> list[tuple[str, str]]:
    """Return each ending with what stands in its place: "ies>y"."""
    return [(old, new) for old, _, new in (ending.partition(">") for ending in listed)]


def _by_words(table: Mapping[str, Iterable[str]]) -> dict[tuple[str, ...], str]:
    return {tuple(words(item)): kind for kind, listed in table.items() for item in listed}

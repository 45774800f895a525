"""Understand a question that leans on the one before it: "and when?", "its CEO?", "and H?", "the second one".

What is left out is put back from the question before: its name, its relation, its answers. Often there are several
ways to do so; they are given in order, and whoever asks takes the first that is answered. The words come from
`[follow]` of `languages/<code>/words.toml`.
"""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.text import key, tokens, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    Table = Mapping[str, Any]

_PERSON = "person"


@dataclass(frozen=True, slots=True)
class Named:
    """Something that was named: how it is called, and what kind of thing it is, if that is known."""

    label: str
    kind: str | None = None
    mention: str = ""  # the words that named it, if it was named in the question


@dataclass(frozen=True, slots=True)
class Before:
    """What is remembered of the question before: its words, its names, the words that asked, and its answers."""

    text: str = ""
    language: str = "en"
    names: tuple[Named, ...] = ()
    asked_for: str = ""
    answers: tuple[Named, ...] = ()
    earlier: tuple[Named, ...] = ()  # names and answers of questions before that one


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a follow-up may mean: a whole question, or a row of the list before (-1: the last one).

    The question is only meant if the base has `name` as a name, and `asked` as none.
    """

    question: str = ""
    row: int = 0
    name: str = ""
    asked: str = ""


def meanings(text: str, before: Before, tables: Mapping[str, Table]) -> list[Meaning]:
    """Return what a text may mean after another question, the likeliest first; nothing if it stands by itself.

    `tables` are the files `words.toml` by language; the language of the question before comes first.
    """
    if not before.text:
        return []
    for code in sorted(tables, key=lambda code: (code != before.language, code)):
        if "follow" in tables[code]:
            found = _FollowUp(text, before, tables[code]).meanings()
            if found:
                return list(dict.fromkeys(found))
    return []


class _FollowUp:
    """A text in one language."""

    def __init__(self, text: str, before: Before, table: Table) -> None:
        self._text, self._before, self._table = text.strip().strip(" ?!."), before, table
        self._follow: Table = table["follow"]
        self._said = [token.word for token in tokens(self._text)]

    def meanings(self) -> list[Meaning]:
        opened = self._begins(self._follow["and"], self._said)
        rest = self._said[opened:]
        if not rest:
            return []
        return (
            self._row(rest)
            or self._others(rest)
            or self._question_word(rest)
            or self._of_it(opened)
            or self._with_it()
            or (self._with_another(opened) if opened else [])
        )

    def _row(self, rest: list[str]) -> list[Meaning]:
        """Return the row of "the second one"."""
        beside = {word for text in self._follow["one"] for word in words(text)}
        left = [word for word in rest if word not in beside]
        for number, listed in self._follow["nth"].items():
            if len(left) == 1 and left[0] in _folded(listed):
                return [Meaning(row=int(number))]
        return []

    def _others(self, rest: list[str]) -> list[Meaning]:
        """Return the question before, without the answers it had: "who else?"."""
        if not any(rest == words(text) for text in self._follow["others"]) or not self._before.answers:
            return []
        without, joined = self._table["limits"]["except"][0], self._table["words"]["conjunctions"][0]
        names = f" {joined} ".join(dict.fromkeys(answer.label for answer in self._before.answers))
        return [Meaning(f"{self._before.text.rstrip(' ?!.')} {without} {names}?")]

    def _question_word(self, rest: list[str]) -> list[Meaning]:
        """Return the question for "and when?", "from whom?": with what was asked for and of whom."""
        bare = rest[1:] if len(rest) > 1 and rest[0] in _folded(self._table["words"]["function"]) else rest
        kinds = (
            kind
            for kind, listed in self._table["kinds"].items()
            for text in listed
            if words(text) in (rest, bare)
        )
        kind = next(kinds, None)
        if kind is None:
            return []
        said, before = " ".join(rest), self._before
        asked = [f"{said} {before.asked_for} {name.label}?" for name in before.names if before.asked_for]
        if asked and kind == "reason":  # other reasons around the name are not the reason asked for
            return [Meaning(question) for question in asked]
        names = [name.label for name in (*before.names, *before.answers)]
        return [Meaning(question) for question in asked] + [Meaning(f"{said} {name}?") for name in names]

    def _of_it(self, opened: int) -> list[Meaning]:
        """Return the question for "its CEO?": the property, of what the question before was about or found."""
        found = tokens(self._text)[opened:]
        kind = self._pronoun(found[0].word, "its") if len(found) > 1 else None
        if kind is None:
            return []
        asked = self._text[found[1].start :]
        return [self._property(asked, name) for name in self._referents(kind)]

    def _with_it(self) -> list[Meaning]:
        """Return the questions for "where is it?": with the name in place of the pronoun; by itself first."""
        for token in tokens(self._text):
            kind = self._pronoun(token.word, "it")
            if kind is not None and len(self._said) > 1:
                start = self._text[: token.start].removesuffix("-t-").rstrip("- ")
                rest = self._text[token.end :]
                named = [f"{start} {name.label}{rest}?".strip() for name in self._referents(kind)]
                return [Meaning(self._text), *map(Meaning, named)]
        return []

    def _with_another(self, opened: int) -> list[Meaning]:
        """Return the question before about another name: "and H?"; or another property of its name: "and the CEO?"."""
        found = tokens(self._text)[opened:]
        small = _folded(self._table["words"]["function"])
        while len(found) > 1 and found[0].word in small:
            del found[0]
        other = self._text[found[0].start :]
        before = self._before
        swapped = [
            Meaning(_swapped(before.text, name.mention, other), name=other)
            for name in before.names
            if name.mention
        ]
        return swapped + [self._property(other, name) for name in before.names]

    def _property(self, asked: str, name: Named) -> Meaning:
        genitive = self._table["words"]["genitive"][0]
        return Meaning(f"{asked} {genitive} {name.label}?", asked=asked)

    def _pronoun(self, word: str, form: str) -> str | None:
        """Return what a pronoun stands for: "person", "thing" or "any"; None if the word is none."""
        listed = self._follow[form]
        return next((kind for kind in listed if word in _folded(listed[kind])), None)

    def _referents(self, kind: str) -> Sequence[Named]:
        """Return what a pronoun may stand for, a person or a thing; what came earlier only if nothing nearer fits."""
        for known in ((*self._before.names, *self._before.answers), self._before.earlier):
            found = [
                name
                for name in dict.fromkeys(known)
                if "any" in (kind, name.kind or "any") or (name.kind == _PERSON) == (kind == _PERSON)
            ]
            if found:
                return found
        return []

    @staticmethod
    def _begins(phrases: Iterable[str], said: list[str]) -> int:
        """Return how many words the longest of these phrases has with which a text begins."""
        parts = (words(text) for text in phrases)
        return max((len(part) for part in parts if said[: len(part)] == part), default=0)


def _folded(listed: Iterable[str]) -> set[str]:
    return {word for text in listed for word in words(text)}


def _swapped(text: str, mention: str, other: str) -> str:
    """Return a question with another name in it."""
    at = text.find(mention)
    return f"{text[:at]}{other}{text[at + len(mention) :]}" if at >= 0 else f"{text} {other}"


def is_meant(meaning: Meaning, mentions: Iterable[str]) -> bool:
    """Return True if a meaning fits the names that its question was read with."""
    named = [words(mention) for mention in mentions]
    if meaning.asked and any(not {*words(meaning.asked)}.isdisjoint(each) for each in named):
        return False
    wanted = f" {key(meaning.name)} "
    return not meaning.name or any(f" {' '.join(each)} " in wanted for each in named)

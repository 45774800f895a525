"""What a language file says about its sentences: word classes, verb forms, roles, and how facts are worded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcli.languages import FOLDER, codes, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

FINITE = ("present", "past", "future", "conditional")
_IN_ORDER = ("present", "past", "participle", "gerund")
_EMPTY = "-"  # an ending of no letters


@dataclass(frozen=True, slots=True)
class Form:
    """What a word may be as a verb: its lemma and its tense (present, past, future, conditional, participle, ...)."""

    lemma: str
    tense: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The tables of a `drafting.toml`: words by class, verb forms, kinds of roles and of names, templates."""

    code: str
    words: Mapping[str, frozenset[str]]
    pronouns: Mapping[str, frozenset[str]]
    taken_up: Mapping[str, str]
    roles: Mapping[str, str]
    name_parts: Mapping[str, str]
    relations: Mapping[str, str]
    statements: Mapping[str, str]
    verbs: Mapping[str, frozenset[str]]
    forms: Mapping[str, tuple[Form, ...]]
    endings: Mapping[str, tuple[str, ...]]
    elisions: Mapping[str, str]
    vowels: str
    indefinite: Mapping[str, str]
    role_endings: tuple[str, ...]
    head_last: bool

    @classmethod
    def load(cls, code: str, folder: str = FOLDER) -> Grammar | None:
        """Read the grammar of a language, None if it has none."""
        table = read_file(code, "drafting", folder) if code in codes(folder) else {}
        return cls.from_tables(code, table, read_file(code, "words", folder)) if table else None

    @classmethod
    def from_tables(cls, code: str, table: Mapping[str, Any], question_words: Mapping[str, Any]) -> Grammar:
        """Take the tables of `drafting.toml`; heads of roles are also taken from those of `words.toml`."""
        heads = question_words.get("heads", {})
        kinds = ("organization", "place", "person")
        verbs = table["verbs"]
        lists = {
            name: frozenset(held)
            for name, held in verbs.items()
            if name != "classes" and isinstance(held, list)
        }
        return cls(
            code,
            {name: frozenset(held) for name, held in table["words"].items()},
            {name: frozenset(held) for name, held in table["pronouns"].items()},
            _by_word(table["taken_up"], kinds),
            {**_by_word(heads, kinds), **_by_word(table["roles"], kinds)},
            _by_word(table["name_parts"], ("person", "place", "organization")),
            dict(table["relations"]),
            dict(table["statements"]),
            lists,
            _verb_forms(verbs),
            {
                "adverb": tuple(table["words"]["adverb_endings"]),
                "participle": tuple(verbs["guess_participle"]),
                "future": tuple(verbs["guess_future"]),
            },
            table["elisions"],
            table["vowels"]["letters"],
            table["indefinite"],
            tuple(table["roles"]["endings"]),
            table["head"] == "last",
        )

    def role(self, word: str) -> str | None:
        """Return the kind of thing that a role noun names, None if it is no role noun."""
        known = self.roles.get(word)
        return known or ("person" if word.endswith(self.role_endings) else None)

    def worded(self, template: str, **parts: str) -> str:
        """Return a statement from its template, with the elisions of the language ("de OpenAI" is "d’OpenAI")."""
        return self.elided(" ".join(self.statements[template].format(**parts).split()))

    def elided(self, text: str) -> str:
        """Return a text with the words that lose or gain a letter before a vowel as they are written there."""
        for word, elided in self.elisions.items():
            text = re.sub(rf"\b{word} (?=[{self.vowels}](?!\b))", elided, text)
        return text


def _by_word(table: Mapping[str, Any], kinds: tuple[str, ...]) -> dict[str, str]:
    return {word: kind for kind in kinds for word in table.get(kind, ())}


def _verb_forms(table: Mapping[str, Any]) -> dict[str, tuple[Form, ...]]:
    found: dict[str, dict[Form, None]] = {}
    for form, lemma, tense in _all_forms(table):
        found.setdefault(form, {})[Form(lemma, tense)] = None
    return {form: tuple(meanings) for form, meanings in found.items()}


def _all_forms(table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    irregular = table["irregular"]
    for lemma, forms in irregular.items():
        yield lemma, lemma, "base"
        for tense, ways in zip(_IN_ORDER, forms.split(), strict=True):
            yield from ((form, lemma, tense) for form in ways.split("/"))
    classes = sorted(table["classes"], key=lambda each: len(each["ending"]), reverse=True)
    for lemma in dict.fromkeys(
        [*table["lemmas"].split(), *table["copulas"], *table["speech"], *table["intending"]]
    ):
        if lemma in irregular:
            continue
        chosen = next(each for each in classes if lemma.endswith(each["ending"]))
        stem = lemma[: len(lemma) - len(chosen["ending"])]
        yield lemma, lemma, "base"
        for tense, endings in chosen.items():
            if tense != "ending":
                yield from ((stem + ending.replace(_EMPTY, ""), lemma, tense) for ending in endings.split())

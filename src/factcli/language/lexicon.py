"""Look up what people call common relations and how they ask for them.

The files `languages/<code>/lexicon.toml` list hundreds of concepts: labels by which bases name a relation,
phrases that ask for its object (`asks`) or for its subject (`back`). Reading them takes a noticeable part of a second,
so they are compiled (`lexicon_compile`) into a small SQLite file, of which a question reads only the rows of its words.
"""

from __future__ import annotations

from math import log

from factcli.base.sealed import sqlite
from factcli.language.language import FIELDS, Language
from factcli.strict_json import scan_unbounded
from factcli.text import key, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, Self

EVERY_LENGTH = range(1 << 30)  # of words
FORMAT = 13  # of the compiled tables; raised with any change to them
LEAST_FOREIGN = 2  # words of another language that a question must have to be in it
_AT_ONCE = 400  # values in one query
STOPWORD = 0.12  # the weight of a stopword inside a wording ("where from", "capital of")


class Concept:
    """A common relation: the kind of its object, its agent (subject, object, both), the kinds of its subject."""

    __slots__ = ("agent", "key", "kind", "one_value", "subject")

    def __init__(
        self, key: str, kind: str, agent: str | None, subject: tuple[str, ...], *, one_value: bool
    ) -> None:
        """Keep one row of the concept table; `one_value`: a subject has one object only."""
        self.key, self.kind, self.agent, self.subject = key, kind, agent, subject
        self.one_value = one_value

    @property
    def symmetric(self) -> bool:
        """Return True if the relation says the same of both its ends."""
        return self.agent == "both"


Phrase = tuple[
    str, bool, str, tuple[str, ...], float
]  # concept, asked from its object, language, stems, total weight


class Lexicon:
    """A compiled lexicon, open for reading."""

    def __init__(self, connection: Any, remake: Callable[[], Any] | None = None) -> None:
        """Read the rows of the languages, which every question needs; the rest stays in the file.

        `remake` makes the lexicon anew, in memory, and returns a connection to it; it is called if this one proves
        damaged.
        """
        self._connection, self._remake = connection, remake
        rows = self._rows(f"SELECT {', '.join(FIELDS)} FROM language ORDER BY code")  # noqa: S608
        self.languages = {row[0]: Language(dict(zip(FIELDS, row, strict=True))) for row in rows}
        self.size: int = self._rows("SELECT concepts FROM size")[0][0]
        self._postings: dict[tuple[str, str], dict[int, Phrase]] = {}
        self._weights: dict[tuple[str, str], float] = {}
        self._totals: dict[tuple[str, str], float] = {}
        self._words: dict[tuple[str, range], list[str]] = {}
        self._concepts: dict[str, Concept] = {}

    def _rows(self, query: str, values: Sequence[str | int] = ()) -> list[Any]:
        """Return all rows of a query, of a new lexicon if SQLite finds this one damaged."""
        try:
            found: list[Any] = self._connection.execute(query, values).fetchall()
        except (sqlite.Error, UnicodeDecodeError):
            if self._remake is None:
                raise
            self.close()
            self._connection, self._remake = self._remake(), None
            found = self._connection.execute(query, values).fetchall()
        return found

    def _in(self, query: str, listed: Iterable[str], *before: str) -> Iterator[Any]:
        """Yield the rows of a query on a list of values, some hundred values at a time."""
        values = sorted(set(listed))
        for at in range(0, len(values), _AT_ONCE):
            part = values[at : at + _AT_ONCE]
            yield from self._rows(query % ",".join("?" * len(part)), (*before, *part))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Return the lexicon."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the lexicon."""
        self.close()

    def concept(self, name: str) -> Concept | None:
        """Return a concept by its key."""
        if name not in self._concepts:
            found = self._rows(
                "SELECT key, kind, agent, subject, one_value FROM concept WHERE key = ?", (name,)
            )
            if not found:
                return None
            key, kind, agent, subject, one_value = found[0]
            self._concepts[name] = Concept(
                key, kind, agent, tuple(subject.split()), one_value=bool(one_value)
            )
        return self._concepts[name]

    def concept_of(self, labels: Iterable[str]) -> str | None:
        """Return the concept that one of these relation labels names, None if none does; else by its singular."""
        listed = [self.label_key(label) for label in labels]
        singulars = [
            one for each in listed for language in self.languages.values() for one in language.singulars(each)
        ]
        for label in dict.fromkeys((*listed, *singulars)):
            found = self._rows(
                "SELECT concept FROM label WHERE key = ? ORDER BY rank, concept LIMIT 1", (label,)
            )
            if found:
                return str(found[0][0])
        return None

    def concept_named(self, label: str) -> Concept | None:
        """Return the concept that one label names, or None."""
        name = self.concept_of([label])
        return self.concept(name) if name is not None else None

    def label_key(self, label: str) -> str:
        """Return the key of a label: folded, without a leading article."""
        return label_key(label, self.languages.values())

    def phrases(self, stems: Mapping[str, Iterable[str]], bare: Mapping[str, Iterable[str]]) -> list[Phrase]:
        """Return the phrases with these stems, per language.

        A phrase is found by its significant stems (`stems`), or by its stopwords (`bare`) if it has none, like
        "where from".
        """
        found: dict[int, Phrase] = {}
        for code in stems:
            for stem in sorted({*stems[code], *bare[code]}):
                if (code, stem) not in self._postings:
                    self._postings[code, stem] = self._posting(code, stem)
                found.update(self._postings[code, stem])
        return [found[number] for number in sorted(found)]

    def _posting(self, code: str, stem: str) -> dict[int, Phrase]:
        query = (
            "SELECT p.id, p.concept, p.form = 'back', p.language, p.stems, p.total FROM stem s "
            "JOIN phrase p ON p.id = s.phrase WHERE s.stem = ? AND s.language = ?"
        )
        rows = self._rows(query, (stem, code))
        return {row[0]: (row[1], bool(row[2]), row[3], tuple(row[4].split()), row[5]) for row in rows}

    def prepare(self, stems: Mapping[str, Iterable[str]]) -> None:
        """Read the weights of some stems for `weight`."""
        for code, listed in stems.items():
            wanted = [stem for stem in listed if (code, stem) not in self._weights]
            if wanted:
                query = "SELECT stem, concepts FROM weight WHERE language = ? AND stem IN (%s)"
                counts = dict(self._in(query, wanted, code))
                for stem in wanted:
                    self._weights[code, stem] = weight_of(
                        stem, counts.get(stem, 0), self.size, self.languages[code]
                    )

    def weight(self, code: str, stem: str) -> float:
        """Return how significant a stem is in a phrase, 0–1: low for a stopword."""
        if (code, stem) not in self._weights:
            self.prepare({code: [stem]})
        return self._weights[code, stem]

    def totals(self, wordings: Sequence[tuple[str, str]]) -> list[float]:
        """Return how significant whole phrases are, each given as (language, stems separated by spaces)."""
        new = [place for place in dict.fromkeys(wordings) if place not in self._totals]
        wanted: dict[str, set[str]] = {}
        for code, stems in new:
            wanted.setdefault(code, set()).update(stems.split())
        self.prepare(wanted)
        for code, stems in new:
            self._totals[code, stems] = sum(self._weights[code, stem] for stem in stems.split())
        return [self._totals[place] for place in wordings]

    def known(self, listed: Iterable[str]) -> dict[str, list[str]]:
        """Return those of these folded words that are in the lexicon, with the languages that have them."""
        found: dict[str, list[str]] = {}
        for word, code in self._in("SELECT word, language FROM word WHERE word IN (%s)", listed):
            found.setdefault(word, []).append(code)
        return found

    def foreign(self, listed: Sequence[str]) -> str | None:
        """Return the code of another language that folded words of a question belong to, None for none.

        At least two of its words must be there, and more of them than the languages here know.
        """
        found = [
            code for _, code in self._in("SELECT word, language FROM foreign_word WHERE word IN (%s)", listed)
        ]
        counts = sorted(((found.count(code), code) for code in set(found)), reverse=True)
        own = max(
            sum(language.is_stopword(word) for word in set(listed)) for language in self.languages.values()
        )
        return counts[0][1] if counts and counts[0][0] >= LEAST_FOREIGN and counts[0][0] > own else None

    def places_called(self, word: str) -> list[str]:
        """Return the folded names of the places whose people and things are called by a folded word: "german"."""
        return [
            row[0] for row in self._rows("SELECT name FROM place WHERE called = ? ORDER BY name", (word,))
        ]

    def plan_words(self, language: str) -> dict[str, Any]:
        """Return how a language words the questions that several facts answer, from its `plans.toml`."""
        found = self._rows("SELECT words FROM plan WHERE language = ?", (language,))
        return dict(scan_unbounded(found[0][0], 0)[0])

    def vocabulary(self, language: str, lengths: range = EVERY_LENGTH) -> list[str]:
        """Return every folded word of these lengths in a language, in order, for correcting misspelt ones."""
        if (language, lengths) not in self._words:
            query = "SELECT words FROM vocabulary WHERE language = ? AND length >= ? AND length < ?"
            rows = self._rows(query, (language, lengths.start, lengths.stop))
            self._words[language, lengths] = sorted([word for row in rows for word in row[0].split()])
        return self._words[language, lengths]


def weight_of(stem: str, concepts: int, size: int, language: Language) -> float:
    """Return how significant a stem is in a phrase, by how many of `size` concepts use it."""
    return STOPWORD if language.is_stopword(stem) else telling(concepts, size)


def telling(concepts: int, size: int) -> float:
    """Return how significant a word is, 0.25–1: inverse document frequency over the concepts that use it.

    Spärck Jones, "A statistical interpretation of term specificity" (1972), scaled to its largest value.
    """
    if concepts == 0:
        return 1.0
    return 0.25 + 0.75 * log(1 + size / concepts) / log(1 + size)


def label_key(label: str, languages: Iterable[Language]) -> str:
    """Return the key of a relation's label: folded, without a leading article of any language."""
    parts = words(label)
    while len(parts) > 1 and any(parts[0] in language.articles for language in languages):
        del parts[0]
    return " ".join(parts) or key(label)

"""Keep, ready to look up, what people call the common relations and how they ask for them.

The language files (`languages/<code>.toml`) list some hundreds of concepts: labels by which bases name a
relation, wordings that ask for its object (`asks`) or for its subject (`back`). Reading them takes a
noticeable part of a second, so they are compiled once into a small SQLite file, of which a question reads
the rows of its own words.
"""

from __future__ import annotations

import os
from math import log

from factcli.language import Language
from factcli.strict_json import scan_unbounded
from factcli.text import key, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

FORMAT = 1
# The tables of a language file that questions and screens read; the others serve curation alone.
KEPT = ("code", "name", "stem", "words", "kinds", "commands", "heads", "screen")
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "languages")

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE concept(key TEXT PRIMARY KEY, kind TEXT, agent TEXT, subject TEXT) WITHOUT ROWID;
CREATE TABLE label(key TEXT, rank INTEGER, concept TEXT, PRIMARY KEY(key, rank, concept)) WITHOUT ROWID;
CREATE TABLE phrase(id INTEGER PRIMARY KEY, concept TEXT, form TEXT, language TEXT, stems TEXT, total REAL);
CREATE TABLE stem(stem TEXT, language TEXT, phrase INTEGER, PRIMARY KEY(stem, language, phrase)) WITHOUT ROWID;
CREATE TABLE weight(stem TEXT, language TEXT, concepts INTEGER, PRIMARY KEY(stem, language)) WITHOUT ROWID;
CREATE TABLE word(word TEXT, language TEXT, PRIMARY KEY(word, language)) WITHOUT ROWID;
"""


class Concept:
    """A common relation: the kind of its object, who does the deed, the kinds of its subject."""

    __slots__ = ("agent", "key", "kind", "subject")

    def __init__(self, key: str, kind: str, agent: str | None, subject: tuple[str, ...]) -> None:
        """Keep one row of the concept table."""
        self.key, self.kind, self.agent, self.subject = key, kind, agent, subject


Phrase = tuple[str, bool, str, tuple[str, ...], float]  # concept, asked from its object, language, stems, total weight


class Lexicon:
    """A compiled lexicon, open for reading."""

    def __init__(self, connection: Any) -> None:
        """Read the small tables every question needs; the rest stays in the file."""
        self._rows = connection.execute
        stored = dict(self._rows("SELECT key, value FROM meta"))
        self.languages = {tables["code"]: Language(tables) for tables in scan_unbounded(stored["languages"], 0)[0]}
        self.size = int(stored["concepts"])
        self._postings: dict[tuple[str, str], dict[int, Phrase]] = {}
        self._weights: dict[tuple[str, str], float] = {}
        self._words: dict[str, list[str]] = {}
        self._concepts: dict[str, Concept] = {}

    def concept(self, name: str) -> Concept | None:
        """Return a concept by its key."""
        if name not in self._concepts:
            found = self._rows("SELECT key, kind, agent, subject FROM concept WHERE key = ?", (name,)).fetchone()
            if found is None:
                return None
            self._concepts[name] = Concept(found[0], found[1], found[2], tuple(found[3].split()))
        return self._concepts[name]

    def concept_of(self, labels: Iterable[str]) -> str | None:
        """Return the concept that one of these relation labels names, None where none does."""
        for label in labels:
            found = self._rows(
                "SELECT concept FROM label WHERE key = ? ORDER BY rank, concept LIMIT 1", (self.label_key(label),)
            ).fetchone()
            if found:
                return str(found[0])
        return None

    def label_key(self, label: str) -> str:
        """Return the key of a label: folded, a leading article off."""
        parts = words(label)
        while len(parts) > 1 and parts[0] in _ARTICLES:
            del parts[0]
        return " ".join(parts) or key(label)

    def phrases(self, stems: Mapping[str, Iterable[str]], bare: Mapping[str, Iterable[str]]) -> list[Phrase]:
        """Return the phrases that touch these stems, per language.

        A phrase is found by its telling stems (`stems`); one that has none ("where from") by its empty ones (`bare`).
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
        """Read the weights of some stems, so that `weight` has them."""
        for code, listed in stems.items():
            wanted = [stem for stem in listed if (code, stem) not in self._weights]
            if wanted:
                marks, values = _marks(wanted)
                query = f"SELECT stem, concepts FROM weight WHERE language = ? AND stem IN ({marks})"  # noqa: S608
                counts = dict(self._rows(query, (code, *values)))
                for stem in wanted:
                    self._weights[code, stem] = _weight(stem, counts.get(stem, 0), self.size, self.languages[code])

    def weight(self, code: str, stem: str) -> float:
        """Return how telling a stem is inside a wording, 0–1: little where it is an empty word."""
        if (code, stem) not in self._weights:
            self.prepare({code: [stem]})
        return self._weights[code, stem]

    def known(self, listed: Iterable[str]) -> set[str]:
        """Return those of these folded words that stand anywhere in the lexicon."""
        marks, values = _marks(listed)
        return {row[0] for row in self._rows(f"SELECT word FROM word WHERE word IN ({marks})", values)}  # noqa: S608

    def vocabulary(self, language: str) -> list[str]:
        """Return every folded word the lexicon has in a language, for mending misspelt ones."""
        if language not in self._words:
            rows = self._rows("SELECT word FROM word WHERE language = ? ORDER BY word", (language,))
            self._words[language] = [row[0] for row in rows]
        return self._words[language]


EMPTY = 0.12  # the weight of an empty word inside a wording ("where from", "capital of")


def _weight(stem: str, concepts: int, size: int, language: Language) -> float:
    return EMPTY if language.is_empty(stem) else telling(concepts, size)


def telling(concepts: int, size: int) -> float:
    """Return how telling a word is, 0.25–1: inverse document frequency over the concepts that use it.

    Spärck Jones, "A statistical interpretation of term specificity" (1972), scaled to its largest value.
    """
    if concepts == 0:
        return 1.0
    return 0.25 + 0.75 * log(1 + size / concepts) / log(1 + size)


_ARTICLES = frozenset(["the", "a", "an", "le", "la", "les", "l", "un", "une", "des", "du", "d"])


def _marks(listed: Iterable[str]) -> tuple[str, list[str]]:
    values = sorted(set(listed))
    return ",".join("?" * len(values)), values


def compile_into(connection: Any, files: Sequence[Mapping[str, Any]]) -> None:
    """Write the tables of the language files into an empty database."""
    connection.executescript(_SCHEMA)
    tables = [{name: file[name] for name in KEPT if name in file} for file in files]
    languages = [Language(table) for table in tables]
    concepts: dict[str, tuple[str, str | None, str]] = {}
    phrases: list[tuple[str, str, str, str]] = []
    labels: list[tuple[str, int, str]] = []
    vocabulary: set[tuple[str, str]] = set()
    for language, file in zip(languages, files, strict=True):
        said = language.function | language.asking | language.question_words
        said |= {word for listed in file.get("heads", {}).values() for item in listed for word in words(item)}
        for name, concept in file.get("concept", {}).items():
            concepts.setdefault(name, (concept["kind"], concept.get("agent"), " ".join(concept.get("subject", ()))))
            labels += _labels(name, concept)
            phrases += _phrases(name, concept, language)
            said |= {word for listed in _wordings(concept) for item in listed for word in words(item)}
        vocabulary |= {(word, language.code) for word in said if len(word) > 1}
    write = connection.executemany
    write("INSERT INTO concept VALUES(?,?,?,?)", [(name, *row) for name, row in concepts.items()])
    write("INSERT OR IGNORE INTO label VALUES(?,?,?)", labels)
    counts = _counts(phrases)
    known = {language.code: language for language in languages}
    write("INSERT INTO weight VALUES(?,?,?)", [(stem, code, count) for (stem, code), count in counts.items()])
    for at, row in enumerate(phrases):
        _, _, code, listed = row
        stems = listed.split()
        total = sum(_weight(stem, counts[stem, code], len(concepts), known[code]) for stem in stems)
        write("INSERT INTO phrase VALUES(?,?,?,?,?,?)", [(at, *row, total)])
        full = [stem for stem in stems if not known[code].is_empty(stem)] or stems
        write("INSERT OR IGNORE INTO stem VALUES(?,?,?)", [(stem, code, at) for stem in full])
    write("INSERT INTO word VALUES(?,?)", sorted(vocabulary))
    from json import dumps

    write("INSERT INTO meta VALUES(?,?)", [("languages", dumps(tables)), ("concepts", str(len(concepts)))])
    connection.commit()


def _counts(phrases: Iterable[tuple[str, str, str, str]]) -> dict[tuple[str, str], int]:
    """Return how many concepts use each stem, by (stem, language)."""
    used = {(stem, code, concept) for concept, _, code, listed in phrases for stem in listed.split()}
    counts: dict[tuple[str, str], int] = {}
    for stem, code, _ in sorted(used):
        counts[stem, code] = counts.get((stem, code), 0) + 1
    return counts


def _wordings(concept: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for form in ("labels", "asks", "back", "heads"):
        yield concept.get(form, ())


def _labels(name: str, concept: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    listed = [(name.replace("-", " "), -1), *((label, rank) for rank, label in enumerate(concept.get("labels", ())))]
    found = []
    for label, rank in listed:
        parts = words(label)
        while len(parts) > 1 and parts[0] in _ARTICLES:
            del parts[0]
        found.append((" ".join(parts), rank, name))
    return found


def _phrases(name: str, concept: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str, str, str]]:
    seen = set()
    for form, source in (("ask", "labels"), ("ask", "asks"), ("back", "back"), ("head", "heads")):
        for item in concept.get(source, ()):
            row = (name, form, language.code, " ".join(language.stems(item)))
            if row not in seen and row[3]:
                seen.add(row)
                yield row


def read_files(folder: str = FOLDER) -> list[dict[str, Any]]:
    """Read every language file of a folder, in the order of their names."""
    import tomllib

    files = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".toml"):
            with open(os.path.join(folder, name), "rb") as stream:
                files.append(tomllib.load(stream))
    return files

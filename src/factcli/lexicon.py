"""Keep, ready to look up, what people call the common relations and how they ask for them.

The language files (`languages/<code>.toml`) list some hundreds of concepts: labels by which bases name a
relation, wordings that ask for its object (`asks`) or for its subject (`back`). Reading them takes a
noticeable part of a second, so they are compiled once into a small SQLite file, of which a question reads
the rows of its own words.
"""

from __future__ import annotations

import json
import os

from factcli.language import Language
from factcli.text import key, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

FORMAT = 1
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "languages")

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE concept(key TEXT PRIMARY KEY, kind TEXT, agent TEXT, subject TEXT) WITHOUT ROWID;
CREATE TABLE label(key TEXT, rank INTEGER, concept TEXT, PRIMARY KEY(key, rank, concept)) WITHOUT ROWID;
CREATE TABLE phrase(id INTEGER PRIMARY KEY, concept TEXT, form TEXT, language TEXT, stems TEXT);
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


class Lexicon:
    """A compiled lexicon, open for reading."""

    def __init__(self, connection: Any) -> None:
        """Read the small tables every question needs; the rest stays in the file."""
        self._rows = connection.execute
        stored = dict(self._rows("SELECT key, value FROM meta"))
        self.languages = {tables["code"]: Language(tables) for tables in json.loads(stored["languages"])}
        self.size = int(stored["concepts"])
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

    def phrases(self, stems: Mapping[str, Iterable[str]]) -> list[tuple[int, str, str, str, str]]:
        """Return (id, concept, form, language, stems) of every phrase touching these stems, per language."""
        found: dict[int, tuple[int, str, str, str, str]] = {}
        for language, listed in stems.items():
            marks, values = _marks(listed)
            for row in self._rows(
                "SELECT p.id, p.concept, p.form, p.language, p.stems FROM stem s JOIN phrase p ON p.id = s.phrase "
                f"WHERE s.language = ? AND s.stem IN ({marks})",  # noqa: S608 -- marks are question marks
                (language, *values),
            ):
                found[row[0]] = row
        return [found[number] for number in sorted(found)]

    def weights(self, stems: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], int]:
        """Return how many concepts use each stem, per (language, stem); a stem unknown to all is absent."""
        counts: dict[tuple[str, str], int] = {}
        for language, listed in stems.items():
            marks, values = _marks(listed)
            query = f"SELECT stem, concepts FROM weight WHERE language = ? AND stem IN ({marks})"  # noqa: S608
            counts.update({(language, stem): count for stem, count in self._rows(query, (language, *values))})
        return counts

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


_ARTICLES = frozenset(["the", "a", "an", "le", "la", "les", "l", "un", "une", "des", "du", "d"])


def _marks(listed: Iterable[str]) -> tuple[str, list[str]]:
    values = sorted(set(listed))
    return ",".join("?" * len(values)), values


def compile_into(connection: Any, files: Sequence[Mapping[str, Any]]) -> None:
    """Write the tables of the language files into an empty database."""
    connection.executescript(_SCHEMA)
    tables = [{name: table for name, table in file.items() if name != "concept"} for file in files]
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
    write("INSERT INTO phrase VALUES(?,?,?,?,?)", [(at, *row) for at, row in enumerate(phrases)])
    write("INSERT OR IGNORE INTO stem VALUES(?,?,?)", ((s, row[2], at) for at, row in enumerate(phrases) for s in row[3].split()))
    connection.execute(
        "INSERT INTO weight SELECT s.stem, s.language, count(DISTINCT p.concept) FROM stem s "
        "JOIN phrase p ON p.id = s.phrase GROUP BY 1, 2"
    )
    write("INSERT INTO word VALUES(?,?)", sorted(vocabulary))
    write("INSERT INTO meta VALUES(?,?)", [("languages", json.dumps(tables)), ("concepts", str(len(concepts)))])
    connection.commit()


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

    files: dict[str, dict[str, Any]] = {}
    for name in sorted(os.listdir(folder), key=lambda name: (name.startswith("_"), name)):
        if name.endswith(".toml"):
            with open(os.path.join(folder, name), "rb") as stream:
                files.setdefault(name.split(".")[-2], {}).update(tomllib.load(stream))
    return list(files.values())

"""Open the compiled lexicon: from the cache where it is fresh, else compiled anew, in memory if need be."""

from __future__ import annotations

import json
import os
from zlib import crc32

from factcli.language.language import Language
from factcli.language.lexicon import FORMAT, Lexicon, label_key, weight_of
from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    Row = tuple[str, str, str, str]  # concept, form, language, stems


# Tell in what state the language files are: what is made from them is made anew after a change.

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "languages")


def state(folder: str = FOLDER) -> str:
    """Return a short name for the state of the language files: their sizes and times of change."""
    names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
    looked = ((name, os.stat(os.path.join(folder, name))) for name in names)
    found = [(name, status.st_size, status.st_mtime_ns) for name, status in looked]
    return f"{crc32(repr((folder, found)).encode()):08x}"


def open_lexicon(cache: str | None, folder: str = FOLDER) -> Lexicon:
    """Return the lexicon of the language files in a folder.

    `cache` is the folder for the compiled copy; None, or one that cannot be written, compiles in memory. The
    copy's name holds the state of the language files, so a changed file is compiled anew.
    """
    import _sqlite3

    if cache is not None:
        path = os.path.join(cache, f"lexicon-{FORMAT}-{state(folder)}.sqlite")
        for attempt in (_open, _compile_and_open):
            try:
                return attempt(_sqlite3, path, folder)
            except (OSError, _sqlite3.Error, KeyError, ValueError):
                continue
    connection = _sqlite3.connect(":memory:")
    _compile(connection, folder)
    return Lexicon(connection)


def _compile(connection: Any, folder: str) -> None:

    compile_into(connection, read_files(folder))


def _open(sqlite: Any, path: str, folder: str) -> Lexicon:  # noqa: ARG001 -- both attempts are called alike
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    return Lexicon(sqlite.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True))


def _compile_and_open(sqlite: Any, path: str, folder: str) -> Lexicon:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    temporary = f"{path}.{os.getpid()}"
    try:
        connection = sqlite.connect(temporary)
        _compile(connection, folder)
        connection.close()
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)
    return _open(sqlite, path, folder)


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


# Compile the language files into the small database that questions look up.

# The tables of a language file that questions and screens read; the others serve curation alone.
KEPT = ("code", "name", "stem", "words", "kinds", "commands", "heads", "screen")

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE concept(key TEXT PRIMARY KEY, kind TEXT, agent TEXT, subject TEXT) WITHOUT ROWID;
CREATE TABLE label(key TEXT, rank INTEGER, concept TEXT, PRIMARY KEY(key, rank, concept)) WITHOUT ROWID;
CREATE TABLE phrase(id INTEGER PRIMARY KEY, concept TEXT, form TEXT, language TEXT, stems TEXT, total REAL);
CREATE TABLE stem(stem TEXT, language TEXT, phrase INTEGER, PRIMARY KEY(stem, language, phrase)) WITHOUT ROWID;
CREATE TABLE weight(stem TEXT, language TEXT, concepts INTEGER, PRIMARY KEY(stem, language)) WITHOUT ROWID;
CREATE TABLE word(word TEXT, language TEXT, PRIMARY KEY(word, language)) WITHOUT ROWID;
"""


def read_files(folder: str = FOLDER) -> list[dict[str, Any]]:
    """Read every language file of a folder, in the order of their names."""
    import tomllib

    files = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".toml"):
            with open(os.path.join(folder, name), "rb") as stream:
                files.append(tomllib.load(stream))
    return files


def compile_into(connection: Any, files: Sequence[Mapping[str, Any]]) -> None:
    """Write the tables of the language files into an empty database."""
    connection.executescript(_SCHEMA)
    tables = [{name: file[name] for name in KEPT if name in file} for file in files]
    languages = {table["code"]: Language(table) for table in tables}
    concepts: dict[str, tuple[str, str | None, str]] = {}
    phrases: list[Row] = []
    labels: list[tuple[str, int, str]] = []
    for file in files:
        for name, concept in file.get("concept", {}).items():
            concepts.setdefault(
                name, (concept["kind"], concept.get("agent"), " ".join(concept.get("subject", ())))
            )
            labels += _labels(name, concept, languages.values())
            phrases += _phrases(name, concept, languages[file["code"]])
    write = connection.executemany
    write("INSERT INTO concept VALUES(?,?,?,?)", [(name, *row) for name, row in concepts.items()])
    write("INSERT OR IGNORE INTO label VALUES(?,?,?)", labels)
    write("INSERT INTO word VALUES(?,?)", sorted(_vocabulary(files, languages)))
    _write_phrases(connection, phrases, languages, len(concepts))
    write(
        "INSERT INTO meta VALUES(?,?)", [("languages", json.dumps(tables)), ("concepts", str(len(concepts)))]
    )
    connection.commit()


def _write_phrases(
    connection: Any, phrases: Sequence[Row], languages: Mapping[str, Language], size: int
) -> None:
    """Write the phrases with their weights; each is found by its telling stems, or by all where it has none."""
    counts = _counts(phrases)
    write = connection.executemany
    write("INSERT INTO weight VALUES(?,?,?)", [(*place, count) for place, count in counts.items()])
    for at, row in enumerate(phrases):
        code, stems = row[2], row[3].split()
        language = languages[code]
        total = sum(weight_of(stem, counts[stem, code], size, language) for stem in stems)
        write("INSERT INTO phrase VALUES(?,?,?,?,?,?)", [(at, *row, total)])
        telling = [stem for stem in stems if not language.is_stopword(stem)] or stems
        write("INSERT OR IGNORE INTO stem VALUES(?,?,?)", [(stem, code, at) for stem in telling])


def _counts(phrases: Iterable[Row]) -> dict[tuple[str, str], int]:
    """Return how many concepts use each stem, by (stem, language)."""
    used = {(stem, code, concept) for concept, _, code, listed in phrases for stem in listed.split()}
    counts: dict[tuple[str, str], int] = {}
    for stem, code, _ in sorted(used):
        counts[stem, code] = counts.get((stem, code), 0) + 1
    return counts


def _vocabulary(
    files: Sequence[Mapping[str, Any]], languages: Mapping[str, Language]
) -> Iterator[tuple[str, str]]:
    """Yield every word of a language of two letters or more, once, with its language."""
    for file in files:
        language = languages[file["code"]]
        said = set(language.function | language.asking | language.question_words)
        said |= {word for phrase in language.kinds for word in phrase}
        listed = [*file.get("heads", {}).values()]
        listed += [concept.get(form, ()) for concept in file.get("concept", {}).values() for form in _FORMS]
        said |= {word for items in listed for item in items for word in words(item)}
        yield from ((word, language.code) for word in said if len(word) > 1)


_FORMS = ("labels", "asks", "back", "heads")


def _labels(
    name: str, concept: Mapping[str, Any], languages: Iterable[Language]
) -> list[tuple[str, int, str]]:
    """Return the labels of a concept with their rank; its own name is the first."""
    listed = [name.replace("-", " "), *concept.get("labels", ())]
    return [(label_key(label, languages), rank, name) for rank, label in enumerate(listed)]


def _phrases(name: str, concept: Mapping[str, Any], language: Language) -> Iterator[Row]:
    """Yield each wording of a concept once; its labels ask for its object too."""
    seen = set()
    for form, source in (("ask", "labels"), ("ask", "asks"), ("back", "back"), ("head", "heads")):
        for item in concept.get(source, ()):
            row = (name, form, language.code, " ".join(language.stems(item)))
            if row not in seen and row[3]:
                seen.add(row)
                yield row

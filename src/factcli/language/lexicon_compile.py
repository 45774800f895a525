"""Compile the language files into the small database that questions look up.

Only needed if the files have changed, so it is imported late.
"""

from __future__ import annotations

import json
from itertools import groupby

from factcli.language.language import FIELDS, SETS, Language
from factcli.language.lexicon import label_key, weight_of
from factcli.languages import FOLDER, codes, read_file, read_others
from factcli.text import key, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    Phrase = tuple[str, str, str, str]  # concept, form, language, stems

_SCHEMA = """
CREATE TABLE size(concepts INTEGER);
CREATE TABLE plan(language TEXT PRIMARY KEY, words TEXT) WITHOUT ROWID;
CREATE TABLE vocabulary(
  language TEXT, length INTEGER, words TEXT, PRIMARY KEY(language, length)) WITHOUT ROWID;
CREATE TABLE concept(
 key TEXT PRIMARY KEY, kind TEXT, agent TEXT, subject TEXT, one_value INTEGER
) WITHOUT ROWID;
CREATE TABLE label(key TEXT, rank INTEGER, concept TEXT, PRIMARY KEY(key, rank, concept)) WITHOUT ROWID;
CREATE TABLE phrase(id INTEGER PRIMARY KEY, concept TEXT, form TEXT, language TEXT, stems TEXT, total REAL);
CREATE TABLE stem(stem TEXT, language TEXT, phrase INTEGER, PRIMARY KEY(stem, language, phrase)) WITHOUT ROWID;
CREATE TABLE weight(stem TEXT, language TEXT, concepts INTEGER, PRIMARY KEY(stem, language)) WITHOUT ROWID;
CREATE TABLE place(called TEXT, name TEXT, PRIMARY KEY(called, name)) WITHOUT ROWID;
CREATE TABLE foreign_word(word TEXT, language TEXT, PRIMARY KEY(word, language)) WITHOUT ROWID;
CREATE TABLE word(word TEXT, language TEXT, PRIMARY KEY(word, language)) WITHOUT ROWID;
"""


_OPERATIONS = ("count", "nth", "degree")  # signals that ask for more than one fact by themselves


def read_files(folder: str = FOLDER) -> dict[str, dict[str, Any]]:
    """Return what the lexicon needs from each language in a folder: its words, its messages, its concepts."""
    return {
        code: read_file(code, "words", folder)
        | {
            "code": code,
            "screen": read_file(code, "screen", folder),
            "plans": read_file(code, "plans", folder),
            **read_file(code, "places", folder),
            **read_file(code, "lexicon", folder),
        }
        | {"numbers": read_file(code, "texts", folder).get("numbers", {})}
        for code in codes(folder)
    }


def compile_into(connection: Any, files: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the tables of the language files into an empty database, and the words of languages only recognized."""
    connection.executescript(_SCHEMA)
    fields = [folded(file) for file in files.values()]
    languages = {kept["code"]: Language(kept) for kept in fields}
    concepts: dict[str, tuple[str, str | None, str, bool]] = {}
    phrases: list[Phrase] = []
    labels: list[tuple[str, int, str]] = []
    for code, file in files.items():
        for name, concept in file.get("concept", {}).items():
            one_value = concept.get("one_value", concept["kind"] in ("time", "quantity"))
            subject = " ".join(concept.get("subject", ()))
            concepts.setdefault(name, (concept["kind"], concept.get("agent"), subject, one_value))
            labels += _labels(name, concept, languages.values())
            phrases += _phrases(name, concept, languages[code])
    write = connection.executemany
    connection.execute(f"CREATE TABLE language({', '.join(FIELDS)})")
    marks = ",".join("?" * len(FIELDS))
    write(f"INSERT INTO language VALUES({marks})", [[kept[name] for name in FIELDS] for kept in fields])
    connection.execute("INSERT INTO size VALUES(?)", (len(concepts),))
    plans = [(code, json.dumps(_plan_words(file.get("plans", {})))) for code, file in files.items()]
    write("INSERT INTO plan VALUES(?,?)", plans)
    write("INSERT INTO concept VALUES(?,?,?,?,?)", [(name, *row) for name, row in concepts.items()])
    write("INSERT OR IGNORE INTO label VALUES(?,?,?)", labels)
    for code, file in files.items():
        vocabulary = sorted(_vocabulary(file, languages[code]))
        write("INSERT INTO word VALUES(?,?)", [(word, code) for word in vocabulary])
        by_length = groupby(sorted(vocabulary, key=len), key=len)
        write(
            "INSERT INTO vocabulary VALUES(?,?,?)",
            [(code, length, " ".join(listed)) for length, listed in by_length],
        )
    rows = [(word, code) for code, listed in read_others().items() for word in _folded(listed)]
    write("INSERT OR IGNORE INTO foreign_word VALUES(?,?)", rows)
    write("INSERT OR IGNORE INTO place VALUES(?,?)", _called(files.values()))
    _write_phrases(connection, phrases, languages, len(concepts))
    connection.commit()


def _called(files: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield each word for people and things of a place, and its plural, with a name of the place in any language."""
    tables = [file.get("places", {}) for file in files]
    for place in dict.fromkeys(place for table in tables for place in table):
        known = [table[place] for table in tables if place in table]
        called = {key(word) for each in known for word in each["called"]}
        for name in dict.fromkeys(key(name) for each in known for name in each["names"]):
            yield from ((form, name) for word in sorted(called) for form in (word, f"{word}s"))


def folded(file: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a language as texts that `Language` parses, with folded words."""
    listed, stem = file["words"], file["stem"]
    question_words = [item for items in file["kinds"].values() for item in items if len(words(item)) == 1]
    limits = dict(_by_phrase(file.get("limits", {})))
    months = dict(_by_phrase(file.get("months", {})))
    signals = _by_phrase(file.get("plans", {}).get("signals", {}))
    limiting = [phrase for phrase, what in limits.items() if what != "within"]
    limiting += [phrase for phrase, what in signals if what.split()[0] in _OPERATIONS]
    opened = dict(_by_phrase(file.get("open", {})))
    sets = listed | {
        "question_words": question_words,
        "opening": [phrase.split()[0] for phrase in opened],
    }
    endings = sorted(stem["suffixes"], key=lambda ending: -len(ending.partition(">")[0]))
    irregular = ((word, root) for root, forms in stem["irregular"].items() for word in _folded(forms))
    return {
        "code": file["code"],
        **{name: " ".join(_folded(sets.get(name, ()))) for name in SETS},
        "limiting": " ".join(dict.fromkeys(map(_beginning, (*limiting, *months)))),
        "commands": _paired(file["commands"].items()),
        "suffixes": _paired(_replacement(ending) for ending in endings),
        "plurals": _paired(_replacement(ending) for ending in stem["plurals"]),
        "irregular": _paired(irregular),
        "kinds": _paired(_by_phrase(file["kinds"])),
        "heads": _paired(_by_phrase(file["heads"])),
        "limits": _paired(limits.items()),
        "months": _paired(months.items()),
        "claims": _paired(_by_phrase(file.get("claims", {}))),
        "open": _paired(opened.items()),
        "typed": _paired(_by_phrase(file.get("typed", {}))),
        "document": _paired(_by_phrase(file.get("document", {}))),
        "same": _paired((other, key(noun)) for other, noun in _by_phrase(file.get("same", {}))),
        "openers": "\n".join(" ".join(words(opener)) for opener in listed["openers"]),
        "future_endings": " ".join(listed["future_endings"]),
        "shortest": str(stem["shortest"]),
        "screen": json.dumps(file["screen"]),
        "numbers": json.dumps(file.get("numbers", {})),
    }


def _plan_words(file: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words of plans, folded: phrases with their signals, nouns by measure, words by use."""
    lists = {
        name: file.get(name, {}) for name in ("measures", "members", "nouns", "verdict", "sized", "units")
    }
    return {
        "signals": dict(_by_phrase(file.get("signals", {}))),
        **{
            name: {use: [key(word) for word in listed] for use, listed in table.items()}
            for name, table in lists.items()
        },
    }


def _beginning(phrase: str) -> str:
    """Return what tells that a phrase may begin: its first two words, joined, or the one before its end or a gap."""
    first, *rest = phrase.split()
    return f"{first}_{rest[0]}" if rest and rest[0] != "*" else first


def _folded(listed: Iterable[str]) -> list[str]:
    return sorted({word for item in listed for word in words(item)})


def _paired(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(text for pair in pairs for text in pair)


def _replacement(ending: str) -> tuple[str, str]:
    """Return an ending with its replacement: "ies>y"."""
    old, _, new = ending.partition(">")
    return old, new


def _by_phrase(table: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Yield each folded phrase of a table with what it is listed under; a `*` in it stays."""
    for kind, listed in table.items():
        for item in listed:
            yield " * ".join(" ".join(words(part)) for part in item.split("*")), kind


def _write_phrases(
    connection: Any, phrases: Sequence[Phrase], languages: Mapping[str, Language], size: int
) -> None:
    """Write the phrases with their weights; each is found by its significant stems, or by all stems if it has none."""
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


def _counts(phrases: Iterable[Phrase]) -> dict[tuple[str, str], int]:
    """Return how many concepts use each stem, by (stem, language)."""
    used = {(stem, code, concept) for concept, _, code, listed in phrases for stem in listed.split()}
    counts: dict[tuple[str, str], int] = {}
    for stem, code, _ in sorted(used):
        counts[stem, code] = counts.get((stem, code), 0) + 1
    return counts


def _vocabulary(file: Mapping[str, Any], language: Language) -> set[str]:
    """Return the words of a language with two or more letters."""
    listed = [*file["kinds"].values(), *file["heads"].values()]
    listed += [concept.get(form, ()) for concept in file.get("concept", {}).values() for form in _FORMS]
    said = {word for items in listed for item in items for word in words(item)}
    return {word for word in said | language.function | language.asking if len(word) > 1}


_FORMS = ("labels", "asks", "back", "heads")


def _labels(
    name: str, concept: Mapping[str, Any], languages: Iterable[Language]
) -> list[tuple[str, int, str]]:
    """Return the labels of a concept with their rank; its own name is the first."""
    listed = [name.replace("-", " "), *concept.get("labels", ())]
    return [(label_key(label, languages), rank, name) for rank, label in enumerate(listed)]


def _phrases(name: str, concept: Mapping[str, Any], language: Language) -> Iterator[Phrase]:
    """Yield each phrase of a concept once; its labels ask for its object too."""
    seen = set()
    for form, source in (("ask", "labels"), ("ask", "asks"), ("back", "back"), ("head", "heads")):
        for item in concept.get(source, ()):
            row = (name, form, language.code, " ".join(language.stems(item)))
            if row not in seen and row[3]:
                seen.add(row)
                yield row

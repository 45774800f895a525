"""Make the second file of an index: what finds misspelt words, and the wording of a small base's facts."""

from __future__ import annotations

from factcli.index.more import DELETED, deletions, grams
from factcli.index.packing import pack
from factcli.index.tables import FORMAT, MORE_TABLES, SMALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from factcli.index.phrasing import PhraseMaker
    from factcli.index.query import Index

    Document = Mapping[str, Any]


def fill_more(connection: Any, index: Index, phrases: PhraseMaker, state: tuple[str, str, str]) -> None:
    """Fill an empty database from the first file of an index; `state` is signature, path and stamp."""
    connection.execute("BEGIN")
    for statement in MORE_TABLES:
        connection.execute(statement)
    connection.execute("INSERT INTO state VALUES(?,?,?,?)", (FORMAT, *state))
    words: list[str] = [row[0] for row in index.database.rows("SELECT word FROM word ORDER BY number")]
    connection.executemany("INSERT INTO gram VALUES(?,?)", _grams_of(words))
    connection.executemany("INSERT INTO deletion VALUES(?,?)", sorted(_deletions_of(words)))
    if index.counts["facts"] <= SMALL:
        _fill_wordings(connection, _said(index), phrases)
    connection.execute("COMMIT")


def _said(index: Index) -> Iterator[tuple[Document, str]]:
    """Yield every fact with the language of its source."""
    for row in index.facts(limit=0):
        yield index.fact_document(row.number), index.sentence(row.text_id).source.language


def _grams_of(words: list[str]) -> Iterator[tuple[int, bytes]]:
    found: dict[int, list[int]] = {}
    for number, word in enumerate(words):
        for gram in grams(word):
            found.setdefault(gram, []).append(number)
    for gram in sorted(found):
        yield gram, pack(found[gram])


def _deletions_of(words: list[str]) -> Iterator[tuple[str, int]]:
    for number, word in enumerate(words):
        if 1 < len(word) <= DELETED:
            for form in deletions(word):
                yield form, number


def _fill_wordings(connection: Any, documents: Iterable[tuple[Document, str]], phrases: PhraseMaker) -> None:
    from factcli.text import words

    stems: dict[str, list[int]] = {}
    held: dict[str, int] = {}
    for number, (document, language) in enumerate(documents):
        texts = [
            *document["statement"].items(),
            *((language, entry["exact"]) for entry in document["evidence"]),
        ]
        for stem in {stem for code, text in texts for stem in phrases.stems(text, code)}:
            stems.setdefault(stem, []).append(number)
        for word in {word for _, text in texts for word in words(text)}:
            held[word] = held.get(word, 0) + 1
    connection.executemany(
        "INSERT INTO wording VALUES(?,?)", ((stem, pack(stems[stem])) for stem in sorted(stems))
    )
    connection.executemany("INSERT INTO wording_word VALUES(?,?)", sorted(held.items()))

"""Export a base as an SQLite database: tables with foreign keys and a full-text index, ready for Datasette.

    factcli base export openai-expansion --format sqlite -o facts.db
    datasette facts.db

`facts` has one row per fact, `citations` one per quote, and the view `answers` joins them with their names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcli.exchange.export import Exporter, nothing
from factcli.model import Inferred
from factcli.output.envelope import value as value_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from factcli.model import Fact, FactBase, Source

_SCHEMA = """
CREATE TABLE sources(
  id TEXT PRIMARY KEY, title TEXT, title_inferred TEXT, language TEXT NOT NULL, characters INTEGER NOT NULL,
  sha256 TEXT NOT NULL, publisher TEXT, author TEXT, url TEXT, date TEXT, date_inferred TEXT, rights TEXT);
CREATE TABLE sentences(
  id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(id), number INTEGER NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, section TEXT, text TEXT NOT NULL);
CREATE TABLE entities(id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE names(
  entity TEXT NOT NULL REFERENCES entities(id), name TEXT NOT NULL, language TEXT, alias INTEGER NOT NULL);
CREATE TABLE descriptions(
  entity TEXT NOT NULL REFERENCES entities(id), language TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE relations(id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE labels(
  relation TEXT NOT NULL REFERENCES relations(id), language TEXT NOT NULL, label TEXT NOT NULL,
  inverse INTEGER NOT NULL, phrase INTEGER NOT NULL);
CREATE TABLE facts(
  id TEXT PRIMARY KEY, subject TEXT NOT NULL REFERENCES entities(id),
  relation TEXT NOT NULL REFERENCES relations(id), object TEXT REFERENCES entities(id),
  value_type TEXT, value TEXT, amount REAL, unit TEXT, modality TEXT NOT NULL, hedged INTEGER NOT NULL,
  speaker TEXT REFERENCES entities(id), "when" TEXT, when_resolved TEXT, basis TEXT, derived TEXT);
CREATE TABLE statements(
  fact TEXT NOT NULL REFERENCES facts(id), language TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE citations(
  fact TEXT NOT NULL REFERENCES facts(id), place INTEGER NOT NULL,
  sentence INTEGER NOT NULL REFERENCES sentences(id), exact TEXT NOT NULL, "start" INTEGER, "end" INTEGER,
  PRIMARY KEY(fact, place));
CREATE INDEX facts_subject ON facts(subject);
CREATE INDEX facts_object ON facts(object);
CREATE INDEX facts_relation ON facts(relation);
CREATE INDEX names_name ON names(name);
CREATE INDEX citations_sentence ON citations(sentence);
CREATE VIEW answers AS
  SELECT facts.id AS fact, subjects.name AS subject, relations.label AS relation,
         coalesce(objects.name, facts.value) AS answer, facts.modality, facts.hedged,
         speakers.name AS speaker, facts."when", sentences.number AS sentence, citations.exact, sentences.text AS quote
  FROM facts
  JOIN entities AS subjects ON subjects.id = facts.subject
  JOIN relations ON relations.id = facts.relation
  LEFT JOIN entities AS objects ON objects.id = facts.object
  LEFT JOIN entities AS speakers ON speakers.id = facts.speaker
  JOIN citations ON citations.fact = facts.id AND citations.place = 1
  JOIN sentences ON sentences.id = citations.sentence;
CREATE VIRTUAL TABLE statements_fts USING fts5(
  text, content="statements", tokenize='unicode61 remove_diacritics 2');
"""


def sqlite_parts(base: FactBase) -> Iterator[bytes]:
    """Yield the whole database file, built in memory."""
    import sqlite3

    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript("PRAGMA foreign_keys = ON; PRAGMA page_size = 4096;" + _SCHEMA)
        _fill(connection, base)
        connection.commit()
        yield connection.serialize()
    finally:
        connection.close()


def _fill(connection: Any, base: FactBase) -> None:
    for table, rows in _tables(base):
        for row in rows:
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 -- our names
    connection.execute("INSERT INTO statements_fts(statements_fts) VALUES ('rebuild')")


def _tables(base: FactBase) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    yield "sources", map(_source, base.sources)
    yield (
        "sentences",
        ((int(s.id), s.source.id, s.number, s.start, s.end, s.section, s.text) for s in base.sentences),
    )
    yield "entities", ((e.id, e.kind, next(iter(e.name.values()))) for e in base.entities)
    yield "names", ((e.id, name, code, 0) for e in base.entities for code, name in e.name.items())
    yield "names", ((e.id, alias, None, 1) for e in base.entities for alias in e.aliases)
    yield (
        "descriptions",
        ((e.id, code, text) for e in base.entities for code, text in (e.description or {}).items()),
    )
    yield "relations", ((r.id, r.kind, next(iter(r.label.values()))) for r in base.relations)
    yield "labels", _labels(base)
    yield "facts", map(_fact, base.facts)
    yield "statements", ((f.id, code, text) for f in base.facts for code, text in f.statement.items())
    yield "citations", (row for fact in base.facts for row in _citations(fact))


def _source(source: Source) -> tuple[Any, ...]:
    def with_reason(value: object) -> tuple[Any, Any]:
        return (value.value, value.why) if isinstance(value, Inferred) else (value, None)

    return (
        *(source.id, *with_reason(source.title), source.language, source.characters, source.sha256),
        *(
            with_reason(source.publisher)[0],
            with_reason(source.author)[0],
            source.url,
            *with_reason(source.date),
            source.rights,
        ),
    )


def _labels(base: FactBase) -> Iterator[tuple[Any, ...]]:
    for relation in base.relations:
        inverse = relation.inverse
        for backwards, side in ((0, relation), (1, inverse)):
            if side is not None:
                yield from ((relation.id, code, text, backwards, 0) for code, text in side.label.items())
                for code, phrases in side.phrases.items():
                    yield from ((relation.id, code, text, backwards, 1) for text in phrases)


def _fact(fact: Fact) -> tuple[Any, ...]:
    value = value_document(fact.value) if fact.value else {}
    text = value.get("text")
    shown = next(iter(text.values())) if text else value.get("edtf") or _amount(value)
    when = fact.when
    return (
        *(fact.id, fact.subject.id, fact.relation.id, fact.object.id if fact.object else None),
        *(value.get("type"), shown, value.get("amount"), value.get("currency", value.get("unit"))),
        *(fact.modality, int(fact.hedged), fact.speaker.id if fact.speaker else None),
        *((when.edtf, when.resolved, when.basis) if when else (None, None, None)),
        fact.derived,
    )


def _amount(value: dict[str, Any]) -> str | None:
    if "amount" not in value:
        return None
    return f"{value['amount']} {value.get('currency', value.get('unit'))}".strip()


def _citations(fact: Fact) -> Iterator[tuple[Any, ...]]:
    for place, evidence in enumerate(fact.evidence, 1):
        at, start = evidence.offset, evidence.sentence.start
        span = (start + at, start + at + len(evidence.exact)) if at >= 0 else (None, None)
        yield fact.id, place, int(evidence.sentence.id), evidence.exact, *span


SQLITE = Exporter("sqlite", ".db", sqlite_parts, nothing, binary=True)

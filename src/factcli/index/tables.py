"""Describe the file of an index. Raise FORMAT with any change: an index of another format is made anew.

What is told of facts, sentences and entities are whole numbers, packed some hundred to a row
(`factcli.index.packed`): that is how a base of a million facts is indexed in seconds, and why one row is
read where a hundred were needed. The documents themselves stay in the base: the index knows where each
begins, so that what is quoted is always read from the base itself.
"""

from __future__ import annotations

import sys

from factcli.model import KINDS, MODALITIES

FORMAT = f"2-{sys.byteorder}"
PACKED = "q"  # the type code of packed numbers: 64 bits, signed
HUB = 50  # facts of one entity from which on its profile is counted beforehand
SMALL = 5_000  # facts: only smaller bases index the wording of their statements

# Widths of the packed records.
FACT = 7  # subject, relation, object or -1, flags, document id of the first sentence, where, how long
SENTENCE = 4  # document id, source, where, how long
ENTITY = 3  # kind, where, how long

# How numbers that are looked up together share one packed number. Names are looked up by a checksum.
RELATION_BITS, FACT_BITS, NUMBER_BITS = 17, 23, 30

PACKED_TABLES = (
    "fact",
    "sentence",
    "entity",
    "by_subject",
    "by_object",
    "by_relation",
    "entity_id",
    "fact_id",
    "squeezed",
    "cited",
)

TABLES = (
    """CREATE TABLE state(format TEXT, signature TEXT, path TEXT, stamp TEXT, name TEXT, longest INTEGER,
    facts INTEGER, entities INTEGER, relations INTEGER, sentences INTEGER)""",
    "CREATE TABLE source(number INTEGER PRIMARY KEY, start INTEGER, length INTEGER)",
    """CREATE TABLE relation(number INTEGER PRIMARY KEY, concept TEXT, facts INTEGER,
    start INTEGER, length INTEGER)""",
    """CREATE TABLE phrase(id INTEGER PRIMARY KEY, relation INTEGER, inverse INTEGER,
    language TEXT, stems TEXT)""",
    "CREATE TABLE stem(stem TEXT PRIMARY KEY, phrases BLOB) WITHOUT ROWID",
    "CREATE TABLE name(number INTEGER PRIMARY KEY, entity INTEGER, key TEXT, text TEXT, alias INTEGER)",
    "CREATE TABLE word(number INTEGER PRIMARY KEY, word TEXT, names BLOB)",
    "CREATE TABLE hub(entity INTEGER PRIMARY KEY, profile BLOB)",
    "CREATE TABLE document(place INTEGER PRIMARY KEY, text TEXT)",
    *(f"CREATE TABLE {table}(first INTEGER PRIMARY KEY, data BLOB)" for table in PACKED_TABLES),
)
INDEXES = (
    "CREATE INDEX name_key ON name(key)",
    "CREATE INDEX word_word ON word(word)",
)

# The second file, made when a name is misspelt or a question names nothing.
MORE_TABLES = (
    "CREATE TABLE state(format TEXT, signature TEXT, path TEXT, stamp TEXT)",
    "CREATE TABLE gram(gram INTEGER PRIMARY KEY, words BLOB)",
    "CREATE TABLE deletion(form TEXT, word INTEGER, PRIMARY KEY(form, word)) WITHOUT ROWID",
    "CREATE TABLE wording(stem TEXT PRIMARY KEY, facts BLOB) WITHOUT ROWID",
    "CREATE TABLE wording_word(word TEXT PRIMARY KEY, facts INTEGER) WITHOUT ROWID",
)


_KIND = {kind: number for number, kind in enumerate(KINDS)}


_MODALITY = {modality: number for number, modality in enumerate(MODALITIES)}


def flags(modality: str, kind: int, *, hedged: bool) -> int:
    """Return how a fact is meant and what kind of answer it gives, as one number."""
    return _MODALITY[modality] | hedged << 3 | kind << 4


def unflag(packed: int) -> tuple[str, bool, str]:
    """Return (modality, hedged, kind) of what `flags` packed."""
    return MODALITIES[packed & 7], bool(packed & 8), KINDS[packed >> 4]


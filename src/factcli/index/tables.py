"""Describe the files of an index. Raise FORMAT with any change: an index of another format is rebuilt.

Sources, entities, relations and facts are numbered by their position in the base, from 0; sentences by their
document id; names and words by their alphabetical position. The documents stay in the base: `start` and
`length` say where its line is, in bytes, so that quotes are always read from the base itself; `checksum` is that of
the line, which ties a row to its document. Only if the base has another layout are the documents kept in `document`:
then `start` is the position there, and `length` is 0.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = f"8-{sys.byteorder}"

# The files besides the first one, by their ending; each is built when it is first needed.
FUZZY, FULL_TEXT, DATES = ".fuzzy", ".text", ".dates"

SMALL = 5_000  # facts: only smaller bases index the wording of their statements

# What a file was made from: compared whenever it is opened.
_ORIGIN = "CREATE TABLE origin(format TEXT, signature TEXT, path BLOB, state TEXT)"

TABLES = (
    _ORIGIN,
    """CREATE TABLE base(name TEXT, longest INTEGER, facts INTEGER,
    entities INTEGER, relations INTEGER, sentences INTEGER)""",
    "CREATE TABLE source(number INTEGER PRIMARY KEY, start INTEGER, length INTEGER, checksum INTEGER)",
    "CREATE TABLE sentence(id INTEGER PRIMARY KEY, source INTEGER, start INTEGER, length INTEGER, checksum INTEGER)",
    """CREATE TABLE entity(number INTEGER PRIMARY KEY, id TEXT, kind TEXT,
    start INTEGER, length INTEGER, checksum INTEGER)""",
    """CREATE TABLE relation(number INTEGER PRIMARY KEY, concept TEXT, facts INTEGER,
    start INTEGER, length INTEGER, checksum INTEGER)""",
    # `kind` is the kind of answer a fact gives, `sentence` the first it cites; `cited` has the others
    """CREATE TABLE fact(number INTEGER PRIMARY KEY, id TEXT, subject INTEGER, relation INTEGER, object INTEGER,
    modality TEXT, hedged INTEGER, kind TEXT, sentence INTEGER, start INTEGER, length INTEGER, checksum INTEGER)""",
    "CREATE TABLE cited(sentence INTEGER, fact INTEGER, PRIMARY KEY(sentence, fact)) WITHOUT ROWID",
    """CREATE TABLE phrase(id INTEGER PRIMARY KEY, relation INTEGER, inverse INTEGER,
    language TEXT, stems TEXT)""",
    "CREATE TABLE stem(stem TEXT, phrase INTEGER, PRIMARY KEY(stem, phrase)) WITHOUT ROWID",
    "CREATE TABLE name(number INTEGER PRIMARY KEY, entity INTEGER, key TEXT, text TEXT, alias INTEGER)",
    "CREATE TABLE word(number INTEGER PRIMARY KEY, word TEXT, names BLOB)",  # names that hold it, `packed`
    "CREATE TABLE document(place INTEGER PRIMARY KEY, text TEXT)",
)
INDEXES = (
    "CREATE UNIQUE INDEX entity_id ON entity(id)",
    "CREATE UNIQUE INDEX fact_id ON fact(id)",
    "CREATE INDEX fact_subject ON fact(subject, relation)",
    "CREATE INDEX fact_object ON fact(object, relation) WHERE object IS NOT NULL",
    "CREATE INDEX fact_relation ON fact(relation)",
    "CREATE INDEX name_key ON name(key)",
    "CREATE INDEX name_joined ON name(replace(key, ' ', ''))",
    "CREATE UNIQUE INDEX word_word ON word(word)",
)

# For a name that is misspelt, or a question without one.
FUZZY_TABLES = (
    _ORIGIN,
    "CREATE TABLE gram(gram INTEGER PRIMARY KEY, words BLOB)",  # words that hold it, `packed`
    "CREATE TABLE deletion(form TEXT, word INTEGER, PRIMARY KEY(form, word)) WITHOUT ROWID",
    "CREATE TABLE wording(stem TEXT, fact INTEGER, PRIMARY KEY(stem, fact)) WITHOUT ROWID",
    "CREATE TABLE wording_word(word TEXT PRIMARY KEY, facts INTEGER) WITHOUT ROWID",
)

# For words that are looked for in what facts and sentences say. The texts are not kept, only where their words stand:
# the rows of `passage` are facts by number, then sentences that no fact cites, by `facts` of the base and document id.
FULL_TEXT_TABLES = (
    _ORIGIN,
    # stems, in every language of a text; names and relations with all their wordings
    """CREATE VIRTUAL TABLE passage USING fts5(statement, span, names, relation, sentence,
    content='', tokenize='ascii')""",
    "CREATE TABLE stem(stem TEXT PRIMARY KEY, passages INTEGER) WITHOUT ROWID",
    # folded words of the statements and spans of facts
    "CREATE VIRTUAL TABLE said USING fts5(words, content='', tokenize='ascii', detail='none', columnsize=0)",
)

# For facts by time, what happened before what is announced; by what they measure; and by who said them.
DATES_TABLES = (
    _ORIGIN,
    # `first` and `last` are the days it may be, as 20241009, and NULL where it is open; without a year both are NULL
    """CREATE TABLE dated(place INTEGER PRIMARY KEY, fact INTEGER, ahead INTEGER, yearless INTEGER, day INTEGER,
    first INTEGER, last INTEGER)""",
    "CREATE TABLE measured(fact INTEGER PRIMARY KEY, amount REAL, unit TEXT)",
    "CREATE TABLE spoken(speaker INTEGER, fact INTEGER, PRIMARY KEY(speaker, fact)) WITHOUT ROWID",
)


def unpacked(data: bytes) -> Sequence[int]:
    """Return the numbers of a packed list (`factcli.index.build.packed`)."""
    return memoryview(data).cast("I")

"""Ask about relations as if nobody had thought of them, with their concepts removed from the lexicon.

The lexicon was written with the common relations in mind, those of the tuning questions among them. How it
goes with one that it does not have is seen by taking a fifth of the concepts out at a time, and asking the
questions whose answer is of such a relation: what is left are the labels the base itself gives. Of the
questions that nothing answers a fifth is asked each time.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from zlib import crc32

from engine import handled, indexed, opened
from factcli.base.reader import read
from factcli.language.lexicon import Lexicon
from factcli.language.lexicon_compile import compile_into, read_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine import Handled, Opened
    from question_sets import Question, QuestionSet

FOLDS = 5


def unseen(asked: QuestionSet, *, explain: bool = False) -> Iterator[Handled]:
    """Handle each question of a set without the concepts of the relations that answer it."""
    for questions, base in folds(asked):
        yield from handled(questions, base, explain=explain)


def folds(asked: QuestionSet) -> Iterator[tuple[list[Question], Opened]]:
    """Yield some questions and the base opened without what they ask for, until all were yielded."""
    concepts = {relation.id: relation.concept for relation in opened(asked.base).index.relations()}
    relation_of = {fact.id: fact.relation.id for fact in read(asked.base).facts}
    for fold in range(FOLDS):
        out = frozenset(name for name in concepts.values() if name and _fold(name) == fold)
        chosen = [
            question
            for question in asked.questions
            if _is_of(
                question,
                fold,
                {concepts[relation_of[fact]] for fact in question.gold if fact in relation_of} & out,
            )
        ]
        yield chosen, without(asked.base, out)


def _is_of(question: Question, fold: int, lacking: set[str | None]) -> bool:
    return bool(lacking) if question.gold else _fold(question.id) == fold


def without(base: str, concepts: frozenset[str]) -> Opened:
    """Return a lexicon that lacks some concepts, and the index of a base made with it."""
    files = read_files()
    for file in files.values():
        file["concept"] = {name: row for name, row in file.get("concept", {}).items() if name not in concepts}
    connection = sqlite3.connect(":memory:")
    compile_into(connection, files)
    return indexed(base, Lexicon(connection))


def _fold(name: str) -> int:
    return crc32(name.encode()) % FOLDS

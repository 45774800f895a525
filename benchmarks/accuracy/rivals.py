"""Rank the statements of a base with other tools: BM25, SQLite FTS5, RapidFuzz.

Each rival gets the statements and the questions folded as factcli folds them, and the refusal threshold
that is best for it on the very questions it is measured on: more than a user of it would get.
"""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Protocol

import bm25s  # type: ignore[import-untyped, unused-ignore]
from rapidfuzz import fuzz, process

from factcli.base.reader import read
from factcli.text import words
from scoring import LOOKED_AT, Trial, best_threshold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from question_sets import Question, QuestionSet

DEPTH = 2 * LOOKED_AT  # statements fetched: a fact may have one in each language

Ranked = list[tuple[int, float]]  # (number of the statement, score), best first


class Rival(Protocol):
    """What ranks statements; made of their folded words."""

    def rank(self, said: list[str]) -> Ranked:
        """Return the best statements for the folded words of a question."""


class Bm25:
    """BM25 in the implementation of bm25s, with its default parameters."""

    def __init__(self, statements: Sequence[list[str]]) -> None:
        """Index the statements."""
        self._most = min(DEPTH, len(statements))
        self._index = bm25s.BM25()
        self._index.index(list(statements), show_progress=False)

    def rank(self, said: list[str]) -> Ranked:
        """Return the best statements with their BM25 scores."""
        if not said:
            return []
        numbers, found = self._index.retrieve([said], k=self._most, show_progress=False)
        listed = zip(numbers[0], found[0], strict=True)
        return [(int(number), float(score)) for number, score in listed if score > 0]


class FullText:
    """SQLite FTS5, any of the words or trigrams of the question, in the order of its bm25()."""

    def __init__(self, statements: Sequence[list[str]], tokenizer: str) -> None:
        """Index the statements with a tokenizer: `unicode61` or `trigram`."""
        self._trigram = tokenizer == "trigram"
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(f"CREATE VIRTUAL TABLE told USING fts5(text, tokenize='{tokenizer}')")
        texts = ((number, " ".join(statement)) for number, statement in enumerate(statements))
        self._connection.executemany("INSERT INTO told(rowid, text) VALUES (?, ?)", texts)

    def rank(self, said: list[str]) -> Ranked:
        """Return the best statements with their scores, higher is better."""
        text = " ".join(said)
        terms = [text[at : at + 3] for at in range(len(text) - 2)] if self._trigram else said
        wanted = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))
        if not wanted:
            return []
        order = "SELECT rowid, -rank FROM told WHERE told MATCH ? ORDER BY rank, rowid LIMIT ?"
        return list(self._connection.execute(order, (wanted, DEPTH)))


class Fuzzy:
    """RapidFuzz: the statement most like the question."""

    def __init__(self, statements: Sequence[list[str]], scorer: Callable[..., float]) -> None:
        """Keep the statements and how likeness is scored."""
        self._statements, self._scorer = [" ".join(statement) for statement in statements], scorer

    def rank(self, said: list[str]) -> Ranked:
        """Return the best statements with their scores, 0–100."""
        found = process.extract(" ".join(said), self._statements, scorer=self._scorer, limit=DEPTH)
        return [(number, score) for _, score, number in found]


RIVALS: dict[str, Callable[[Sequence[list[str]]], Rival]] = {
    "BM25 (bm25s)": Bm25,
    "SQLite FTS5 unicode61": lambda statements: FullText(statements, "unicode61"),
    "SQLite FTS5 trigram": lambda statements: FullText(statements, "trigram"),
    "RapidFuzz token_set_ratio": lambda statements: Fuzzy(statements, fuzz.token_set_ratio),
    "RapidFuzz WRatio": lambda statements: Fuzzy(statements, fuzz.WRatio),
}


def trials(name: str, asked: QuestionSet) -> list[Trial]:
    """Put the questions of a set to a rival, and refuse below its best threshold."""
    told = [(fact.id, words(text)) for fact in read(asked.base).facts for text in fact.statement.values()]
    rival = RIVALS[name]([statement for _, statement in told])
    ranked = [_timed(rival, question, [fact for fact, _ in told]) for question in asked.questions]

    def handled(at: int, level: float) -> bool:
        trial, score = ranked[at]
        return trial.handled if score >= level else not trial.question.gold

    level = best_threshold([(trial.question, score) for trial, score in ranked], handled)
    return [trial if score >= level else Trial(trial.question, (), trial.seconds) for trial, score in ranked]


def _timed(rival: Rival, question: Question, facts: Sequence[str]) -> tuple[Trial, float]:
    start = time.process_time()
    found = rival.rank(words(question.text))
    seconds = time.process_time() - start
    ordered = tuple(dict.fromkeys(facts[number] for number, _ in found))[:LOOKED_AT]
    return Trial(question, ordered, seconds), found[0][1] if found else float("-inf")

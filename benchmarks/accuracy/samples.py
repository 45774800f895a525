"""Turn questions into samples to fit on: the features of each reading, and which readings are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import opened
from factcli.questions.answer import rank
from factcli.questions.calibration import load, ranked
from factcli.questions.candidates import facts_of
from factcli.questions.features import FEATURES
from factcli.questions.outcome import entity_card
from factcli.questions.parse import KnownWords, parse
from factcli.questions.result import AskOptions
from factcli.questions.thresholds import TIED_SCORE, WIDEST_LEAD
from factcli.text import key
from question_sets import FIELD, GOLDEN
from unseen import folds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from engine import Opened
    from factcli.questions.calibration import Ranking, Scored
    from factcli.questions.candidates import Candidate
    from question_sets import Question, QuestionSet

KEPT = 40  # readings of a question that are fitted on, best first; right ones are always kept
TRUST = (*FEATURES, "score", "margin")


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with its readings: a row of features each, which hold a right fact, which give it first.

    `places` are what a reading answers, `choices` what makes two readings a choice between bearers, `named`
    is the name of the first one, `counted` what the question weighs beside others.
    """

    question: Question
    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    first: NDArray[np.bool_]
    places: tuple[tuple[int, int, bool], ...]
    choices: tuple[tuple[Any, ...], ...]
    named: str
    counted: float

    def best(self, weights: NDArray[np.float64]) -> tuple[NDArray[np.float64] | None, bool]:
        """Return the features of trust of the first reading and whether it is right; None: no answer."""
        if not len(self.features):
            return None, False
        scores = self.features @ weights
        order = np.argsort(-np.round(scores, 9), kind="stable")
        top = order[0]
        if self._is_choice(scores, int(top)):
            return None, False
        others = (at for at in order[1:] if self.places[at] != self.places[top])
        second = next(others, None)
        lead = WIDEST_LEAD if second is None else min(WIDEST_LEAD, float(scores[top] - scores[second]))
        return np.append(self.features[top], [scores[top], lead]), bool(self.first[top])

    def _is_choice(self, scores: NDArray[np.float64], top: int) -> bool:
        tied = [at for at in range(len(scores)) if abs(scores[at] - scores[top]) < TIED_SCORE]
        tied = [at for at in tied if self.choices[at] == self.choices[top]]
        return len({self.places[at][0] for at in tied}) > 1


def collect(asked: QuestionSet, counted: float = 1.0) -> Iterator[Sample]:
    """Yield a sample for each question of a set."""
    yield from _collect(asked.questions, opened(asked.base), counted)


def collect_unseen(asked: QuestionSet, counted: float) -> Iterator[Sample]:
    """Yield a sample for each question, seen without the concept it asks for in the lexicon."""
    for questions, base in folds(asked):
        yield from _collect(questions, base, counted)


def _collect(questions: Iterable[Question], base: Opened, counted: float) -> Iterator[Sample]:
    """Yield a sample for each question; not for bare names of the shipped base, which no ranking answers."""
    lexicon, index = base.lexicon, base.index
    calibration = load()
    for question in questions:
        known = KnownWords(lambda words: dict.fromkeys(index.words(words), True), index.phrase_words)
        read = parse(question.text, lexicon, known, default=question.language)
        weighed = rank(read, index, lexicon, calibration)
        is_golden = question.set.startswith((GOLDEN, FIELD))
        if is_golden and entity_card(read, [weighed], AskOptions(language=question.language), calibration):
            continue
        yield _sample(question, weighed, counted)


def _sample(question: Question, weighed: Ranking, counted: float) -> Sample:
    gold = _Gold(weighed, question)
    told = [(made, *gold.holds(made)) for made in ranked(weighed.ordered)]
    kept = [item for at, item in enumerate(told) if at < KEPT or item[1]]
    kept.sort(key=lambda item: _order(item[0].candidate))
    listed = [made for made, _, _ in kept]
    rows = [[made.features[name] for name in FEATURES] for made in listed]
    best = told[0][0].candidate if told else None
    return Sample(
        question,
        np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES)),
        np.array([right for _, right, _ in kept], dtype=np.bool_),
        np.array([first for _, _, first in kept], dtype=np.bool_),
        tuple(made.candidate.place for made in listed),
        tuple(_choice(made.candidate) for made in listed),
        key(next(iter(weighed.context.base.entity(best.entity).name.values()))) if best else "",
        counted,
    )


def _choice(made: Candidate) -> tuple[Any, ...]:
    return (made.relation, made.inverse, made.mention.how, made.mention.start)


def _order(made: Candidate) -> tuple[int, int, int, bool]:
    """Return where equal scores put a reading, as `factcli.questions.calibration.ranked` does."""
    return (made.mention.start, made.entity, made.relation, made.inverse)


class _Gold:
    """The right facts of a question in one base, and which readings give them."""

    def __init__(self, weighed: Ranking, question: Question) -> None:
        base = weighed.context.base
        self._context = weighed.context
        found = (base.fact_number(fact) for fact in question.gold)
        numbers = {number for number in found if number is not None}
        self._rows = [base.row(number) for number in sorted(numbers)]
        self._numbers = numbers

    def holds(self, scored: Scored) -> tuple[bool, bool]:
        """Return whether a reading gives a right fact, and whether it gives one first."""
        made = scored.candidate
        if not any(self._may_hold(made, row) for row in self._rows):
            return False, False
        rows = scored.facts.rows or facts_of(made, self._context)
        ordered = sorted(rows, key=lambda row: row.modality == "hedged" or bool(row.hedged))
        right = any(row.number in self._numbers for row in rows)
        return right, bool(ordered) and ordered[0].number in self._numbers

    @staticmethod
    def _may_hold(made: Candidate, row: Any) -> bool:
        if made.only is not None:
            return bool(made.only.number == row.number)
        entity = row.object if made.inverse else row.subject
        return bool(made.relation == row.relation and made.entity == entity)

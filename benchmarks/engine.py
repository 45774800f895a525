"""Put questions to factcli as a program would: the public `ask`, one base, one question at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcli.asking import ask
from factcli.calibration import load
from factcli.evidence import PhraseMaker
from factcli.index.opening import open_index
from factcli.lexicon_file import open_lexicon
from factcli.reading import ANSWERED, AskOptions
from scoring import Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.index.reading import Index
    from factcli.lexicon import Lexicon
    from factcli.reading import Outcome
    from question_sets import Question, QuestionSet


@dataclass(frozen=True, slots=True)
class Handled:
    """A question, what factcli made of it, and the seconds of CPU that took."""

    question: Question
    outcome: Outcome
    seconds: float

    @property
    def trial(self) -> Trial:
        """Return what is scored: the facts of an answer, none where it was refused."""
        answers = self.outcome.answers if self.outcome.status == ANSWERED else ()
        return Trial(self.question, tuple(dict.fromkeys(a.fact.id for a in answers)), self.seconds)


def opened(path: str) -> tuple[Lexicon, Index]:
    """Return the shipped lexicon and the index of a base, both in memory."""
    lexicon = open_lexicon(None)
    return lexicon, open_index(path, cache=None, phrases=PhraseMaker(lexicon))


def handled(asked: QuestionSet) -> Iterator[Handled]:
    """Ask each question of a set; its language is only what a reader's locale would tell."""
    lexicon, index = opened(asked.base)
    calibration = load()
    for question in asked.questions:
        options = AskOptions(locale_language=question.language)
        start = time.process_time()
        outcome = ask(question.text, [index], options, lexicon=lexicon, calibration=calibration)
        yield Handled(question, outcome, time.process_time() - start)

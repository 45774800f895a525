"""Put questions to factcli as a program would: the public `ask`, one base, one question at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcli.index.build import PhraseMaker
from factcli.index.open import open_index
from factcli.language.lexicon_file import open_lexicon
from factcli.questions.answer import ask
from factcli.questions.calibration import load
from factcli.questions.result import ANSWERED, AskOptions
from scoring import Trial

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Outcome
    from question_sets import Question


@dataclass(frozen=True, slots=True)
class Handled:
    """A question, what factcli made of it, and the seconds of CPU that took."""

    question: Question
    outcome: Outcome
    seconds: float

    @property
    def trial(self) -> Trial:
        """Return what is scored: the facts of an answer, none if it was refused."""
        answers = self.outcome.answers if self.outcome.status == ANSWERED else ()
        return Trial(self.question, tuple(dict.fromkeys(a.fact.id for a in answers)), self.seconds)


@dataclass(frozen=True, slots=True)
class Opened:
    """A lexicon, and the index of a base made with it."""

    lexicon: Lexicon
    index: Index


def opened(path: str) -> Opened:
    """Open the index of a base with the shipped lexicon, both in memory."""
    return indexed(path, open_lexicon(None))


def indexed(path: str, lexicon: Lexicon) -> Opened:
    """Open the index of a base with a lexicon."""
    return Opened(lexicon, open_index(path, cache=None, phrases=PhraseMaker(lexicon)))


def handled(questions: Iterable[Question], base: Opened, *, explain: bool = False) -> Iterator[Handled]:
    """Ask each question; its language is only what a reader's locale would tell. `explain` keeps the trace."""
    calibration = load()
    for question in questions:
        options = AskOptions(locale_language=question.language, explain=explain)
        start = time.process_time()
        outcome = ask(question.text, [base.index], options, lexicon=base.lexicon, calibration=calibration)
        yield Handled(question, outcome, time.process_time() - start)

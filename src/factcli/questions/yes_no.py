"""Answer a question by yes or no: it is a claim that the facts support, contradict, or do not settle.

"Did OpenAI raise 7 billion?" is answered no, with the fact that says 6. What is not stated is refused, never denied.
"""

from __future__ import annotations

from factcli._dataclass import replace
from factcli.questions.linking import exact
from factcli.questions.result import (
    ANSWERED,
    CONTRADICTED,
    NO_SUCH_FACT,
    NOT_STATED,
    ONLY_REPORTED,
    Made,
    Outcome,
    Plan,
    PlanStep,
)
from factcli.questions.verify import hold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.parse import Question
    from factcli.questions.result import Answer, AskOptions

_YES_NO = "yes_no"


def ask_yes_no(
    question: Question, bases: Sequence[Index], options: AskOptions, lexicon: Lexicon
) -> Outcome | None:
    """Return whether what a question asks holds; a refusal if the facts do not settle it.

    None if it is no such question after all: its first word begins a name ("Will Smith"). What is only reported is
    answered with who says so.
    """
    opened = question.words[0].word in lexicon.languages[question.language].yes_no
    if opened and any(mention.start == 0 for base in bases for mention in exact(question, base)):
        return None
    outcome, claim = hold(question.text, bases, options, lexicon)
    answers, supported = outcome.answers, outcome.status != CONTRADICTED
    if (
        outcome.status == NOT_STATED
        and outcome.shortfall is not None
        and outcome.shortfall[0] == ONLY_REPORTED
    ):
        answers = (outcome.shortfall[1],)
    elif claim is None or outcome.status == NOT_STATED:
        return replace(outcome, status=NO_SUCH_FACT)
    holds = supported != (claim is not None and claim.denied)
    return replace(
        outcome,
        status=ANSWERED,
        reading=replace(outcome.reading, plan=_plan(outcome)),
        answers=(_made(holds, answers),),
        shortfall=None,
    )


def _made(holds: bool, answers: Sequence[Answer]) -> Answer:  # noqa: FBT001 -- it is what is answered
    """Return yes or no as one answer that stands on all the facts of a verdict."""
    return replace(answers[0], made=Made(holds, tuple(each.fact for each in answers)))


def _plan(outcome: Outcome) -> Plan:
    """Return how the question was held against the facts."""
    relation = outcome.reading.relation
    names = tuple(each.id for each in outcome.reading.entities)
    step = PlanStep(
        _YES_NO,
        relation.id if relation is not None else None,
        relation.inverse if relation is not None else False,
        names,
        relation.mention if relation is not None else "",
        len(outcome.answers),
    )
    return Plan(_YES_NO, (step,))

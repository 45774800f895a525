"""Sort questions handled wrong by the step that failed: entity, relation, kind, fact or refusal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcli.questions.result import ANSWERED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine import Handled
    from factcli.model import Fact
    from factcli.questions.result import Outcome, Trace

ENTITY, RELATION, KIND, FACT = "entity", "relation", "kind", "fact"
TOO_SHY, TOO_BOLD = "refusal: right, not trusted", "refusal: answered, nothing answers"
CAUSES = (ENTITY, RELATION, KIND, FACT, TOO_SHY, TOO_BOLD)


@dataclass(frozen=True, slots=True)
class Miss:
    """A question handled wrong: the cause, what would have been right, what was said, and how sure."""

    cause: str
    question: str
    wanted: str
    got: str
    score: float
    tags: str


def misses(listed: Iterable[Handled], facts: Mapping[str, Fact]) -> list[Miss]:
    """Return the misses in the order of their cause, then of their set."""
    found = [_miss(one, facts) for one in listed if not one.trial.handled]
    return sorted(found, key=lambda miss: CAUSES.index(miss.cause))


def _miss(one: Handled, facts: Mapping[str, Fact]) -> Miss:
    question, outcome = one.question, one.outcome
    gold = [facts[fact] for fact in sorted(question.gold)]
    best = outcome.trace[0] if outcome.trace else None
    wanted = shown(gold[0]) if gold else "nothing"
    got = outcome.status if not best else f"{outcome.status}: {_shown_reading(best)}"
    if outcome.answers:
        got = f"{got} → {shown(outcome.answers[0].fact)}"
    score = outcome.answers[0].score if outcome.answers else 0.0
    tags = " ".join((question.set, question.kind, *question.slices))
    return Miss(cause(outcome, gold), question.text, wanted, got, score, tags)


def cause(outcome: Outcome, gold: list[Fact]) -> str:
    """Return the step that failed: the first of the right reading's parts that the best reading lacks."""
    if not gold:
        return TOO_BOLD
    best = outcome.trace[0] if outcome.trace else None
    if best is None:
        return ENTITY
    right = [fact for fact in gold if _same_name(best, fact)]
    if not right:
        return ENTITY
    if best.relation not in {fact.relation.id for fact in right}:
        return KIND if _kind_spoke(outcome, right) else RELATION
    return FACT if outcome.status == ANSWERED else TOO_SHY


def _same_name(best: Trace, fact: Fact) -> bool:
    """Return True if a reading starts from the right side of a fact; one without a name starts from any."""
    target = fact.object.id if fact.object else None
    return best.entity is None or best.entity == (target if best.inverse else fact.subject.id)


def _kind_spoke(outcome: Outcome, gold: list[Fact]) -> bool:
    """Return True if the right relation was among the readings, but counted as of the wrong kind."""
    relations = {fact.relation.id for fact in gold}
    return any(
        trace.relation in relations and any(name == "kind_clashes" for name, _ in trace.parts)
        for trace in outcome.trace
    )


def shown(fact: Fact) -> str:
    """Return a fact as one short line."""
    target = next(iter(fact.object.name.values())) if fact.object else "(value)"
    return f"{next(iter(fact.subject.name.values()))} | {fact.relation.id} | {target}"


def _shown_reading(best: Trace) -> str:
    arrow = "←" if best.inverse else "→"
    left = f" left {' '.join(best.leftover)}" if best.leftover else ""
    return f"{best.mention or '–'} ({best.match}) {arrow} {best.relation}{left}"

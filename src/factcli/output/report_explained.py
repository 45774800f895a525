"""Tell how a question was read, and every reading that was weighed, with its score."""

from __future__ import annotations

from factcli.output.blocks import ASIDE, NAME, NUMBER, WORDS, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.language.messages import Wording
    from factcli.output.blocks import Block
    from factcli.questions.result import Outcome, Trace


def explained_blocks(outcome: Outcome, wording: Wording) -> list[Block]:
    """Return the reading and the readings weighed as two tables."""
    headings = [wording.say(name) for name in ("name", "relation", "left_over", "score", "parts")]
    steps = [_step(step) for step in outcome.trace]
    found: list[Block] = [
        Table((ASIDE, WORDS), list(_reading(outcome, wording)), title=wording.say("explained"))
    ]
    if steps:
        found.append(Table((NAME, WORDS, WORDS, NUMBER, ASIDE), steps, headings=headings))
    return found


def lines(outcome: Outcome, wording: Wording) -> list[str]:
    """Return the same as lines, for where only records go to the output."""
    told = [f"{name}: {text}" for name, text in _reading(outcome, wording)]
    return told + ["\t".join(_step(step)) for step in outcome.trace]


def _reading(outcome: Outcome, wording: Wording) -> Iterator[tuple[str, str]]:
    read = outcome.reading
    yield wording.say("kind"), wording.kind(read.answer_kind) if read.answer_kind else "–"
    for each in read.entities:
        yield wording.say("name"), f"{each.mention} → {each.id} ({each.match})"
    yield wording.say("relation"), f"{read.relation.mention} → {read.relation.id}" if read.relation else "–"
    yield wording.say("left_over"), ", ".join(read.unmatched) or "–"


def _step(step: Trace) -> list[str]:
    relation = f"{step.relation or '–'}{' ↔' if step.inverse else ''}"
    parts = " ".join(f"{name} {share:.2f}" for name, share in step.parts)
    return [step.entity or "–", relation, ", ".join(step.leftover), f"{step.score:.2f}", parts]

"""Lay out what came of a question: the answer, its facts, their sentences; or a refusal and what to try."""

from __future__ import annotations

from factcli.output.blocks import ASIDE, MARK, NAME, WORDS, Headline, Note, Table
from factcli.output.envelope import command_line, short
from factcli.output.report_quotes import Quotes
from factcli.output.values import standing
from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.language.messages import Wording
    from factcli.output.blocks import Block
    from factcli.questions.result import Answer, Outcome, Suggestion

FACT_ROLES = (WORDS, ASIDE, ASIDE, MARK)
_ON_ONE_LINE, _SEEN_AT_ONCE = 64, 6


def page(  # noqa: PLR0913 -- what was found and how much of it is wanted
    outcome: Outcome, kept: Sequence[Answer], wording: Wording, *, drawn: int, refusal: str, explain: bool
) -> list[Block]:
    """Return the blocks of an answer, or of a refusal; `drawn` is how many rows at most, 0 for all."""
    blocks = answered(outcome, kept, wording, drawn) if kept else refused(outcome, wording, refusal)
    if explain:
        from factcli.output.report_explained import explained_blocks

        blocks += explained_blocks(outcome, wording)
    return blocks


def answered(outcome: Outcome, kept: Sequence[Answer], wording: Wording, drawn: int) -> list[Block]:
    """Return the answer, big, and how sure it is; the facts; the sentences."""
    shown = kept[:drawn] if drawn else kept
    quotes = Quotes(wording)
    kind = outcome.reading.answer_kind
    answers = [short(each.fact, wording, inverse=each.inverse, kind=kind) for each in kept]
    more = wording.say("more", count=len(kept) - len(shown)) if len(shown) < len(kept) else ""
    rows = [_row(answer, each, quotes) for answer, each in zip(answers, shown, strict=False)]
    named = outcome.card is not None or len(dict.fromkeys(answers)) > _SEEN_AT_ONCE
    if named:
        headline = (
            _card(outcome) if outcome.card is not None else Headline(wording.count(len(answers), "answer"))
        )
        return [headline, Table((NAME, *FACT_ROLES), rows, more=more), *quotes.blocks()]
    standings = {standing(each.fact, wording) for each in kept}
    common = standings.pop() if len(standings) == 1 else ""
    table = Table(
        FACT_ROLES,
        [[what, told, "" if common else sure, marks] for _, what, told, sure, marks in rows],
        more=more,
    )
    return [Headline(_joined(answers), standing=common), table, *quotes.blocks()]


def _row(answer: str, given: Answer, quotes: Quotes) -> list[str]:
    """Return the cells of an answer; a date that is the answer itself is not said again."""
    what, told, sure, marks = quotes.row(given.fact)
    return [answer, what, "" if told == answer else told, sure, marks]


def _card(outcome: Outcome) -> Headline:
    named = outcome.reading.entities
    name = named[0].label if named else outcome.text
    return Headline(name, (outcome.card or "").removeprefix(name).removeprefix(": "))


def _joined(answers: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(answers))
    line = ", ".join(distinct)
    return line if len(line) <= _ON_ONE_LINE else "\n".join(distinct)


def refused(outcome: Outcome, wording: Wording, refusal: str) -> list[Block]:
    """Return the reason, the words nobody understood, and what the base does know."""
    blocks: list[Block] = [Note(refusal, quiet=False)]
    if outcome.reading.unmatched and outcome.status == "no_such_fact":
        blocks.append(Note(wording.say("unmatched", words=", ".join(outcome.reading.unmatched))))
    if outcome.suggestions:
        commands = [(command_line(each.command, *each.words), _label(each)) for each in outcome.suggestions]
        blocks.append(Note(wording.say("try"), commands))
    return blocks


def _label(suggestion: Suggestion) -> str:
    """Return what a suggestion leads to, nothing where its command says all of that."""
    said = {word for part in suggestion.words for word in words(part)}
    return "" if set(words(suggestion.label)) <= said else suggestion.label

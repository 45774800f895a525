"""Lay out what came of a question: the answer, its facts, their sentences; or a refusal and what to try."""

from __future__ import annotations

from factcli.report_page import ASIDE, MARK, NAME, WORDS, Headline, Note, Quote, Table, merged
from factcli.report_shapes import command_line, pick, short
from factcli.report_values import standing, when

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.model import Fact, Sentence
    from factcli.reading import Answer, Outcome
    from factcli.report_page import Block
    from factcli.report_words import Wording

_ON_ONE_LINE = 64


class Quotes:
    """Number the sentences that a page cites, each once, in the order it cites them."""

    def __init__(self, wording: Wording) -> None:
        """Start without any."""
        self._wording = wording
        self._spans: dict[int, list[tuple[int, int]]] = {}
        self._sentences: dict[int, Sentence] = {}
        self._keys: dict[tuple[str, str], int] = {}

    def mark(self, fact: Fact) -> str:
        """Return the marks of a fact's sentences: “[1]”, “[1] [2]”."""
        marks = []
        for evidence in fact.evidence:
            sentence = evidence.sentence
            key = (sentence.source.id, sentence.id)
            number = self._keys.setdefault(key, len(self._keys) + 1)
            self._sentences[number] = sentence
            if evidence.offset >= 0:
                self._spans.setdefault(number, []).append(
                    (evidence.offset, evidence.offset + len(evidence.exact))
                )
            marks.append(f"[{number}]")
        return " ".join(dict.fromkeys(marks))

    def blocks(self) -> list[Block]:
        """Return the sentences cited so far."""
        return [
            Quote(
                number,
                sentence.text,
                merged(self._spans.get(number, ())),
                self._place(sentence),
                sentence.source.url,
            )
            for number, sentence in self._sentences.items()
        ]

    def _place(self, sentence: Sentence) -> str:
        return f"{sentence.source.id} · {self._wording.say('sentence', number=sentence.number)}"


def page(
    outcome: Outcome, kept: Sequence[Answer], wording: Wording, *, drawn: int, refusal: str
) -> list[Block]:
    """Return the blocks of an answer, or of a refusal; `drawn` is how many rows at most, 0 for all."""
    if not kept:
        return refused(outcome, wording, refusal)
    shown = kept[:drawn] if drawn else kept
    quotes = Quotes(wording)
    kind = outcome.reading.answer_kind
    answers = [short(each.fact, wording, inverse=each.inverse, kind=kind) for each in kept]
    hidden = len(kept) - len(shown)
    more = wording.say("more", count=hidden) if hidden else ""
    rows = [
        [answer, *facts_row(each.fact, wording, quotes)] for answer, each in zip(answers, shown, strict=False)
    ]
    roles = [NAME, WORDS, ASIDE, ASIDE, MARK]
    if outcome.card is None:
        headline = Headline(_joined(answers))
        table = Table(roles[1:], [row[1:] for row in rows], more=more)
    else:
        name = outcome.reading.entities[0].label if outcome.reading.entities else outcome.text
        headline = Headline(name, outcome.card)
        table = Table(roles, rows, more=more)
    return [headline, table, *quotes.blocks()]


def facts_row(fact: Fact, wording: Wording, quotes: Quotes) -> list[str]:
    """Return the cells of a fact: what, when, how sure, and the marks of its sentences."""
    return [
        pick(fact.statement, wording.code),
        when(fact, wording),
        standing(fact, wording),
        quotes.mark(fact),
    ]


def refused(outcome: Outcome, wording: Wording, refusal: str) -> list[Block]:
    """Return the blocks of a refusal: the reason, and what the base does know."""
    blocks: list[Block] = [Note(refusal, quiet=False)]
    if outcome.reading.unmatched and outcome.status == "no_such_fact":
        blocks.append(Note(wording.say("unmatched", words=", ".join(outcome.reading.unmatched))))
    if outcome.suggestions:
        commands = [(command_line(each.command, *each.words), each.label) for each in outcome.suggestions]
        blocks.append(Note(wording.say("try"), commands))
    return blocks


def _joined(answers: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(answers))
    line = ", ".join(distinct)
    return line if len(line) <= _ON_ONE_LINE else "\n".join(distinct)

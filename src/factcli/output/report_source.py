"""Lay out the text the facts stand on: its sentences, or one of them with its facts."""

from __future__ import annotations

from factcli.language.messages import pick
from factcli.output.blocks import ASIDE, MARK, WORDS, Headline, Quote, merged
from factcli.output.report_browse import listing
from factcli.output.report_quotes import link
from factcli.output.values import standing, when

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from factcli.language.messages import Wording
    from factcli.model import Fact, Sentence
    from factcli.output.blocks import Block

    Draw = Callable[[int], Sequence[Block]]
    Cited = tuple[Sentence, Sequence[Fact]]


def item(sentence: Sentence, base: str, facts: int) -> dict[str, Any]:
    """Return a sentence as scripts read it; `facts` is how many stand on it."""
    return {
        "source": sentence.source.id,
        "base": base,
        "number": sentence.number,
        "section": sentence.section,
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "lang": sentence.source.language,
        "url": sentence.source.url,
        "facts": facts,
    }


def spans(sentence: Sentence, facts: Sequence[Fact], language: str) -> list[dict[str, Any]]:
    """Return the spans of a sentence that carry facts; offsets count code points of the source."""
    found = []
    for fact in facts:
        for evidence in fact.evidence:
            if evidence.sentence.id == sentence.id and evidence.offset >= 0:
                start = sentence.start + evidence.offset
                told = {"fact": fact.id, "statement": pick(fact.statement, language), "exact": evidence.exact}
                found.append(told | {"exact_start": start, "exact_end": start + len(evidence.exact)})
    return found


def whole(items: Sequence[dict[str, Any]], wording: Wording) -> Draw:
    """Return what draws every sentence with the number of its facts, under the headings of the text."""

    def draw(drawn: int) -> Sequence[Block]:
        shown = items[:drawn] if drawn else items
        rules = [
            (at, each["section"])
            for at, each in enumerate(shown)
            if each["section"] and (at == 0 or shown[at - 1]["section"] != each["section"])
        ]
        rows = [[f"[{each['number']}]", each["text"], wording.count(each["facts"], "fact")] for each in shown]
        return [listing((MARK, WORDS, ASIDE), rows, (), len(items), wording, rules=rules)]

    return draw


def one(found: Sequence[Cited], wording: Wording) -> Draw:
    """Return what draws single sentences, each with its spans marked and its facts below."""

    def draw(_drawn: int) -> Sequence[Block]:
        blocks: list[Block] = []
        for sentence, facts in found:
            blocks += _cited(sentence, facts, wording)
        return blocks

    return draw


def _cited(sentence: Sentence, facts: Sequence[Fact], wording: Wording) -> list[Block]:
    found = [
        (evidence.offset, evidence.offset + len(evidence.exact))
        for fact in facts
        for evidence in fact.evidence
        if evidence.sentence.id == sentence.id and evidence.offset >= 0
    ]
    marked = merged(found, sentence.text)
    place = " · ".join(part for part in (sentence.source.id, sentence.section) if part)
    rows = [
        [pick(fact.statement, wording.code), when(fact, wording), standing(fact, wording), fact.id]
        for fact in facts
    ]
    return [
        Headline(wording.say("sentence", number=sentence.number)),
        Quote(0, sentence.text, marked, place, link(sentence)),
        listing((WORDS, ASIDE, ASIDE, ASIDE), rows, (), len(rows), wording),
    ]

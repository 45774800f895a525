"""Lay out how things hang together: a chain of facts between two entities, the facts around one."""

from __future__ import annotations

from factcli.language.messages import pick
from factcli.output.blocks import MARK, NUMBER, WORDS, Headline, Table, Tree
from factcli.output.envelope import short
from factcli.output.report_quotes import Quotes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factcli.language.messages import Wording
    from factcli.model import Entity, Fact
    from factcli.output.blocks import Block
    from factcli.output.report_lists import Facts

    Draw = Callable[[int], Sequence[Block]]


def chain(stops: Sequence[Entity], facts: Facts, wording: Wording) -> Draw:
    """Return what draws a chain: the names it leads through, then each hop with its sentence."""

    def draw(_drawn: int) -> Sequence[Block]:
        quotes = Quotes(wording)
        rows = []
        for at, (_, fact) in enumerate(facts.first(0), 1):
            what, told, sure, marks = quotes.row(fact)
            rows.append([str(at), what, told, sure, marks])
        names = " → ".join(pick(stop.name, wording.code) for stop in stops)
        table = Table((NUMBER, WORDS, "aside", "aside", MARK), rows)
        return [Headline(names), table, *quotes.blocks()]

    return draw


def around(roots: Sequence[tuple[Entity, Sequence[Fact]]], wording: Wording) -> Draw:
    """Return what draws each entity with its facts as branches; the number is that of the sentence."""

    def draw(drawn: int) -> Sequence[Block]:
        return [_tree(thing, facts[:drawn] if drawn else facts, wording) for thing, facts in roots]

    return draw


def _tree(thing: Entity, facts: Sequence[Fact], wording: Wording) -> Tree:
    """Return an entity with its facts; those of one relation hang together."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for fact in facts:
        groups.setdefault(_label(fact, thing, wording), []).append(
            (_other(fact, thing, wording), _sentence(fact))
        )
    branches = [
        Tree(f"{label}: {ends[0][0]}", (), ends[0][1])
        if len(ends) == 1
        else Tree(label, [Tree(end, (), mark) for end, mark in ends])
        for label, ends in groups.items()
    ]
    return Tree(pick(thing.name, wording.code), branches)


def _label(fact: Fact, thing: Entity, wording: Wording) -> str:
    label = pick(fact.relation.label, wording.code)
    if fact.subject.id == thing.id:
        return label
    inverse = fact.relation.inverse
    return pick(inverse.label, wording.code) if inverse else f"← {label}"


def _other(fact: Fact, thing: Entity, wording: Wording) -> str:
    return short(fact, wording, inverse=fact.subject.id != thing.id)


def _sentence(fact: Fact) -> str:
    return f"[{fact.evidence[0].sentence.number}]"

"""Lay out the lists: facts, entities, relations, one entity, the line of time."""

from __future__ import annotations

from factcli.language.messages import pick
from factcli.output.blocks import ASIDE, BULLET, MARK, NAME, WORDS, Headline, Note, Table
from factcli.output.report_quotes import Quotes
from factcli.output.values import is_announced, standing, when

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from factcli.language.messages import Wording
    from factcli.model import Entity, Fact
    from factcli.output.blocks import Block
    from factcli.output.report_lists import Facts

    Draw = Callable[[int], Sequence[Block]]

_HAPPENED, _ANNOUNCED = "●", "○"


def fact_table(facts: Facts, wording: Wording) -> Draw:
    """Return what draws facts as a list: the statement, when, how sure, its sentence and its id."""

    def draw(drawn: int) -> Sequence[Block]:
        shown = facts.first(drawn)
        rows = [[*_cells(fact, wording), _sentence(fact), fact.id] for _, fact in shown]
        headings = [*(wording.say(name) for name in ("fact", "when", "standing")), "", wording.say("id")]
        roles = (WORDS, ASIDE, ASIDE, MARK, ASIDE)
        return [listing(roles, rows, headings, len(facts), wording)]

    return draw


def entity_card(thing: Entity, facts: Facts, wording: Wording) -> Draw:
    """Return what draws one entity: what it is, its other names, its facts and their sentences."""

    def draw(drawn: int) -> Sequence[Block]:
        quotes = Quotes(wording)
        rows = [quotes.row(fact) for _, fact in facts.first(drawn)]
        aside = pick(thing.description, wording.code) or wording.kind(thing.kind)
        blocks: list[Block] = [Headline(pick(thing.name, wording.code), aside)]
        known = _other_names(thing, wording)
        if known:
            blocks.append(Note(f"{wording.say('also')}: {', '.join(known)}"))
        table = listing((WORDS, ASIDE, ASIDE, MARK), rows, (), len(facts), wording)
        return [*blocks, table, *quotes.blocks()]

    return draw


def timeline(facts: Facts, wording: Wording) -> Draw:
    """Return what draws dated facts on a line of time: what happened, then what is announced."""

    def draw(drawn: int) -> Sequence[Block]:
        shown = [fact for _, fact in facts.first(drawn)]
        rules: list[tuple[int, str]] = []
        rows, before, was_ahead = [], "", False
        for at, fact in enumerate(shown):
            ahead = is_announced(fact.modality, hedged=fact.hedged)
            if not rules or ahead != was_ahead:
                rules.append((at, wording.say("announced" if ahead else "happened")))
                before = ""
            told, sure = when(fact, wording), standing(fact, wording)
            mark = _ANNOUNCED if ahead else _HAPPENED
            rows.append(
                [
                    "" if told == before else told,
                    mark,
                    pick(fact.statement, wording.code),
                    sure,
                    _sentence(fact),
                ]
            )
            before, was_ahead = told, ahead
        return [listing((NAME, BULLET, WORDS, ASIDE, MARK), rows, (), len(facts), wording, rules=rules)]

    return draw


def item_table(
    items: Sequence[dict[str, Any]], columns: Sequence[tuple[str, str, str]], wording: Wording
) -> Draw:
    """Return what draws items as a list; a column is a key, its role and the name of its heading."""

    def draw(drawn: int) -> Sequence[Block]:
        from factcli.output.fields import as_text

        shown = items[:drawn] if drawn else items
        rows = [[_said(key, as_text(item[key]), wording) for key, _, _ in columns] for item in shown]
        headings = [wording.say(heading) for _, _, heading in columns]
        return [listing([role for _, role, _ in columns], rows, headings, len(items), wording)]

    return draw


def listing(  # noqa: PLR0913 -- a table and how much of it there is
    roles: Sequence[str],
    rows: Sequence[Sequence[str]],
    headings: Sequence[str],
    count: int,
    wording: Wording,
    *,
    rules: Sequence[tuple[int, str]] = (),
) -> Block:
    """Return a table that tells how many rows it leaves off, or a line where there is nothing to list."""
    if not rows:
        return Note(wording.say("nothing"))
    more = wording.say("more", count=count - len(rows)) if count > len(rows) else ""
    return Table(roles, rows, headings=headings, more=more, rules=rules)


def _cells(fact: Fact, wording: Wording) -> list[str]:
    return [pick(fact.statement, wording.code), when(fact, wording), standing(fact, wording)]


def _sentence(fact: Fact) -> str:
    return f"[{fact.evidence[0].sentence.number}]"


def _other_names(thing: Entity, wording: Wording) -> list[str]:
    shown = pick(thing.name, wording.code)
    return [name for name in dict.fromkeys((*thing.name.values(), *thing.aliases)) if name != shown]


def _said(key: str, text: str, wording: Wording) -> str:
    return wording.kind(text) if key == "kind" else text

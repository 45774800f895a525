"""Declare the commands that list what a base holds."""

from __future__ import annotations

import click

from factcli.cli.bases import open_bases
from factcli.cli.console import emit
from factcli.cli.option_table import modalities
from factcli.cli.options import LateChoice, browse_command
from factcli.cli.wording import wording_for
from factcli.errors import NotFound, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.index.browse import Wanted
    from factcli.index.query import Index
    from factcli.model import Fact
    from factcli.output.report_lists import Facts


def _kinds() -> Sequence[str]:
    from factcli.model import KINDS

    return KINDS


@browse_command(
    "show",
    click.Argument(["entity"], nargs=-1),
    help="Show everything known about one entity, by name or id.",
)
def show(entity: tuple[str, ...], settings: Settings) -> int:
    """Show one entity: what it is, its other names, every fact it stands in."""
    from factcli.index import browse
    from factcli.output.report_browse import entity_card
    from factcli.output.report_lists import on_facts

    name = named(entity)
    found = browse.in_bases(open_bases(settings), name)
    facts = collected([(index, browse.around(index, number)) for index, number in found], settings)
    wording = wording_for(settings)
    index, number = found[0]
    emit(on_facts("show", facts, wording, entity_card(index.entity(number), facts, wording)), settings)
    return 0


@browse_command(
    "entities",
    click.Option(["--kind"], type=LateChoice(_kinds), help="Only entities of this kind."),
    help="List the entities, with their facts counted.",
)
def entities(kind: str | None, settings: Settings) -> int:
    """List entities in the order of the base."""
    from factcli.output.report_browse import item_table
    from factcli.output.report_items import ENTITY_COLUMNS, entity_items
    from factcli.output.report_lists import on_items

    wording = wording_for(settings)
    items = cut(entity_items(open_bases(settings), kind, wording.code), settings)
    columns = ("id", "name", "kind", "facts", "description")
    emit(
        on_items("entities", items, wording, item_table(items, ENTITY_COLUMNS, wording), columns=columns),
        settings,
    )
    return 0


@browse_command("relations", help="List the relations a question can ask for.")
def relations(settings: Settings) -> int:
    """List relations in the order of the base."""
    from factcli.output.report_browse import item_table
    from factcli.output.report_items import RELATION_COLUMNS, relation_items
    from factcli.output.report_lists import on_items

    wording = wording_for(settings)
    items = cut(relation_items(open_bases(settings), wording.code), settings)
    columns = ("id", "label", "kind", "inverse_label", "facts")
    table = item_table(items, RELATION_COLUMNS, wording)
    emit(on_items("relations", items, wording, table, columns=columns), settings)
    return 0


@browse_command(
    "facts",
    click.Option(["--entity"], metavar="NAME", help="Only facts this entity stands in."),
    click.Option(["--relation"], metavar="NAME", help="Only facts that state this relation."),
    click.Option(["--kind"], type=LateChoice(_kinds), help="Only facts that answer this kind of question."),
    click.Option(["--modality"], type=LateChoice(modalities), help="Only facts of this standing."),
    click.Option(
        ["--sentence"], type=click.IntRange(min=1), metavar="N", help="Only facts of this sentence."
    ),
    click.Option(["--text"], metavar="WORDS", help="Only facts whose statement or quote holds these words."),
    help="List facts; every filter given must hold.",
)
def facts(settings: Settings, **filters: Any) -> int:
    """List the facts that pass every filter, in the order of the base."""
    from factcli.index.browse import Wanted
    from factcli.output.report_browse import fact_table
    from factcli.output.report_lists import on_facts

    wanted = Wanted(modality=settings.modality, **filters)
    wording = wording_for(settings)
    found = collected(_filtered(open_bases(settings), wanted), settings)
    emit(on_facts("facts", found, wording, fact_table(found, wording)), settings)
    return 0


@browse_command("timeline", help="Show the dated facts on a line of time: what happened, what is announced.")
def timeline(settings: Settings) -> int:
    """List dated facts in order of time."""
    from factcli.index import browse
    from factcli.output.report_browse import timeline as line_of_time
    from factcli.output.report_lists import on_facts

    wording = wording_for(settings)
    found = collected([(index, browse.in_time(index)) for index in open_bases(settings)], settings)
    emit(on_facts("timeline", found, wording, line_of_time(found, wording)), settings)
    return 0


def named(words: Sequence[str]) -> str:
    """Return the words of a name as one; raises UsageProblem where there are none."""
    name = " ".join(words).strip()
    if not name:
        raise UsageProblem("a name is missing", "see the names with 'factcli entities'")
    return name


def collected(parts: Sequence[tuple[Index, Sequence[int]]], settings: Settings) -> Facts:
    """Return the facts of several bases as one list, cut at the limit."""
    from factcli.output.report_lists import Facts, Listed

    return Facts([Listed(index.name, numbers, _loader(index)) for index, numbers in parts], settings.limit)


def cut(items: list[dict[str, Any]], settings: Settings) -> list[dict[str, Any]]:
    """Return at most as many items as were asked for."""
    return items[: settings.limit] if settings.limit else items


def _loader(index: Index) -> Callable[[int], Fact]:
    return index.fact


def _filtered(bases: Sequence[Index], wanted: Wanted) -> list[tuple[Index, Sequence[int]]]:
    """Return the facts of each base that pass; raises NotFound for a name that no base knows."""
    from factcli.index.browse import passing

    parts: list[tuple[Index, Sequence[int]]] = []
    unknown: NotFound | None = None
    for index in bases:
        try:
            parts.append((index, passing(index, wanted)))
        except NotFound as problem:
            unknown = problem
    if unknown is not None and not parts:
        raise unknown
    return parts

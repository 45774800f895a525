"""Declare the commands that show how things hang together: a chain of facts, the facts around an entity."""

from __future__ import annotations

import click

from factcli.cli import streams
from factcli.cli.bases import open_bases
from factcli.cli.browse import collected
from factcli.cli.console import emit
from factcli.cli.options import SHARED, browse_command, with_settings
from factcli.cli.wording import wording_for
from factcli.errors import NotFound, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.cli.settings import Settings
    from factcli.index.query import Index
    from factcli.model import Entity, Fact

_ENDS = 2
_DRAWINGS = ("tree", "mermaid", "dot")


@browse_command(
    "path",
    click.Argument(["names"], nargs=-1, metavar="FROM TO"),
    help="Show the shortest chain of facts between two entities.",
)
def path(names: tuple[str, ...], settings: Settings) -> int:
    """Show the shortest chain of facts between two entities, with a sentence for each hop."""
    from factcli.index import chaining
    from factcli.output.report import no_chain
    from factcli.output.report_links import chain
    from factcli.output.report_lists import on_facts

    if len(names) < _ENDS:
        raise UsageProblem("a chain has two ends", 'try: factcli path "ONE NAME" "ANOTHER"')
    index, start, goal = _ends(open_bases(settings), names)
    wording = wording_for(settings)
    found = chaining.chain(index, start, goal)
    if found is None:
        emit(no_chain(index.entity(start), index.entity(goal), wording), settings)
        return 1
    facts = collected([(index, found)], settings)
    draw = chain(chaining.stops(index, start, found), facts, wording)
    emit(on_facts("path", facts, wording, draw), settings)
    return 0


def _ends(bases: Sequence[Index], names: Sequence[str]) -> tuple[Index, int, int]:
    """Return the base that knows both ends and their numbers; unquoted names are told apart by trying."""
    from factcli.index import browse

    for index in bases:
        for at in range(1, len(names)):
            start = browse.entity_named(index, " ".join(names[:at]))
            goal = browse.entity_named(index, " ".join(names[at:])) if start is not None else None
            if start is not None and goal is not None:
                return index, start, goal
    for name in names if len(names) == _ENDS else ():
        browse.in_bases(bases, name)
    raise NotFound("no base holds both ends of this chain", "put each name in quotes; see 'factcli entities'")


def _graph(entity: tuple[str, ...], drawing: str, settings: Settings) -> int:
    """Draw the facts around an entity, or those of the whole base."""
    from factcli.output.report_links import around
    from factcli.output.report_lists import on_facts

    roots = _roots(open_bases(settings), entity)
    facts = collected(
        [(index, [n for _, numbers in listed for n in numbers]) for index, listed in roots], settings
    )
    wording = wording_for(settings)
    if drawing != "tree" and settings.style is None:
        from factcli.output.diagrams import DIAGRAMS

        streams.write(DIAGRAMS[drawing]([fact for _, fact in facts.first(0)], wording))
        return 0
    trees: list[tuple[Entity, Sequence[Fact]]] = [
        (index.entity(number), [index.fact(each) for each in numbers])
        for index, listed in roots
        for number, numbers in listed
    ]
    emit(on_facts("graph", facts, wording, around(trees, wording)), settings, drawn_as="table")
    return 0


def _roots(bases: Sequence[Index], entity: Sequence[str]) -> list[tuple[Index, list[tuple[int, list[int]]]]]:
    """Return, for each base, the entities the drawing starts from, each with the numbers of its facts."""
    from factcli.index import browse

    if entity:
        found = browse.in_bases(bases, " ".join(entity))
        return [(index, [(number, browse.around(index, number))]) for index, number in found]
    return [
        (
            index,
            [
                (n, told)
                for n, _ in index.entities(None)
                if (told := [r.number for r in index.facts(subject=n, limit=0)])
            ],
        )
        for index in bases
    ]


graph = click.Command(
    "graph",
    params=[
        click.Argument(["entity"], nargs=-1),
        click.Option(
            ["--format", "drawing"], type=click.Choice(_DRAWINGS), default="tree", help="What to draw."
        ),
        *(param for param in SHARED if param.name != "style"),
    ],
    callback=with_settings(_graph),
    help="Draw the facts around an entity, or all of them.",
)

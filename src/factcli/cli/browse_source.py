"""Declare the commands that lead back to the text: its sentences, and the citation of a fact."""

from __future__ import annotations

import click

from factcli.cli import streams
from factcli.cli.bases import open_bases
from factcli.cli.browse import collected, cut
from factcli.cli.console import emit
from factcli.cli.options import LateChoice, browse_command
from factcli.cli.wording import wording_for
from factcli.errors import NotFound

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.cli.settings import Settings
    from factcli.index.query import Index
    from factcli.language.messages import Wording
    from factcli.output.report import Report

_COLUMNS = ("number", "text", "facts", "source", "section")


@browse_command(
    "source",
    click.Argument(["number"], required=False, type=click.IntRange(min=0), metavar="[N]"),
    help="Read the sentences of the text; with a number, one of them and the facts it carries.",
)
def source(number: int | None, settings: Settings) -> int:
    """Show the sentences with their facts counted, or one with its facts and their spans marked."""
    wording = wording_for(settings)
    bases = open_bases(settings)
    report = _whole(bases, settings, wording) if number is None else _one(bases, number, wording)
    emit(report, settings)
    return 0


def _whole(bases: Sequence[Index], settings: Settings, wording: Wording) -> Report:
    from factcli.index import browse
    from factcli.output.report_lists import on_items
    from factcli.output.report_source import item, whole

    items = []
    for index in bases:
        counts = browse.citing_each(index)
        items += [item(sentence, index.name, counts[number]) for number, sentence in index.sentences()]
    items = cut(items, settings)
    return on_items("source", items, wording, whole(items, wording), columns=_COLUMNS)


def _one(bases: Sequence[Index], wanted: int, wording: Wording) -> Report:
    from factcli.index.rows import Filter
    from factcli.output.report_lists import on_items
    from factcli.output.report_source import item, one, spans

    found, items = [], []
    for index in bases:
        for number, sentence in index.sentences():
            if sentence.number == wanted:
                numbers = index.matching(Filter(None, None, None, None, number, None))
                facts = [index.fact(each) for each in numbers]
                found.append((sentence, facts))
                told = item(sentence, index.name, len(facts))
                items.append(told | {"spans": spans(sentence, facts, wording.code)})
    if not items:
        raise NotFound(f"there is no sentence {wanted}", "see the sentences with 'factcli source'")
    return on_items("source", items, wording, one(found, wording), columns=_COLUMNS)


def _styles() -> Sequence[str]:
    from factcli.output.cite import STYLES

    return tuple(STYLES)


@browse_command(
    "cite",
    click.Argument(["fact"]),
    click.Option(["--style", "cited_as"], type=LateChoice(_styles), default="text", help="How to cite it."),
    help="Cite one fact by its id, in the style you need; ids are listed by 'factcli facts'.",
)
def cite(fact: str, cited_as: str, settings: Settings) -> int:
    """Write the citation of a fact; with another output format, the fact itself with its citation."""
    from factcli.index import browse

    index, found = browse.fact_with_id(open_bases(settings), fact)
    wording = wording_for(settings)
    if settings.style is None:
        from factcli.output.cite import cited

        streams.write([cited(found, cited_as, wording)])
        return 0
    from factcli.output.report_browse import fact_table
    from factcli.output.report_lists import on_facts

    number = index.fact_number(found.id)
    facts = collected([(index, [number] if number is not None else [])], settings)
    emit(on_facts("cite", facts, wording, fact_table(facts, wording)), settings)
    return 0

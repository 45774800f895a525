"""The commands that browse a base: entities, relations, facts, timeline, path, graph, source, cite."""

from __future__ import annotations

import sys

import click

from factcli.cli import console
from factcli.cli.console import emit
from factcli.cli.options import SHARED, LateChoice, browse_command, kinds, with_settings
from factcli.cli.run import checked, lexicon, messages_for, open_bases, outcome_of
from factcli.cli.run import messages as messages_in
from factcli.cli.settings import modalities
from factcli.errors import NotFound, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeVar

    from factcli.cli.settings import Settings
    from factcli.index.lookup import Wanted
    from factcli.index.query import Index
    from factcli.language.messages import Messages
    from factcli.model import Entity, Fact
    from factcli.output.envelope import Facts
    from factcli.output.report import Report

    Found = TypeVar("Found")
    Root = tuple[Index, list[tuple[int, list[int]]]]


@browse_command(
    "show",
    click.Argument(["entity"], nargs=-1),
    help="Show everything known about one entity, by name or id.",
)
def show(entity: tuple[str, ...], settings: Settings) -> int:
    """Show one entity: what it is, its other names, every fact it occurs in."""
    from factcli.index import lookup
    from factcli.output.pages import entity_card
    from factcli.output.report import on_facts

    name = named(entity)
    with open_bases(settings) as bases:
        found = lookup.in_bases(bases, name)
        facts = collected([(index, lookup.around(index, number)) for index, number in found], settings)
        messages = messages_for(settings)
        _tell_reading(bases, [name], messages)
        index, number = found[0]
        emit(
            on_facts(
                "show", facts, messages, entity_card(index.entity(number), facts, messages, ids=settings.ids)
            ),
            settings,
        )
        return 0


def _tell_reading(bases: Sequence[Index], names: Sequence[str], messages: Messages) -> None:
    """Say on standard error as what a misspelt name was read."""
    from factcli.index.lookup import read_as

    for name in names:
        other = read_as(bases, name)
        if other is not None:
            console.notice(messages.say("reading", reading=f"{name} → {other}"))


@browse_command(
    "entities",
    click.Option(["--kind"], type=LateChoice(kinds), help="Only entities of this kind."),
    help="List the entities and how many facts each has.",
)
def entities(kind: str | None, settings: Settings) -> int:
    """List entities in the order of the base."""
    from factcli.output.blocks import ASIDE, NAME, NUMBER, WORDS
    from factcli.output.envelope import EntityItems
    from factcli.output.pages import item_table
    from factcli.output.report import on_items

    messages = messages_for(settings)
    shown = (
        ("name", NAME, "name"),
        ("kind", ASIDE, "kind"),
        ("facts", NUMBER, "facts"),
        ("description", WORDS, "description"),
    )
    with open_bases(settings) as bases:
        items = EntityItems(bases, kind, messages.code, settings.limit)
        columns = ("id", "name", "kind", "facts", "description")
        table = item_table(items, shown, messages)
        emit(on_items("entities", items, messages, table, columns=columns), settings)
        return 0


@browse_command("relations", help="List the relations a question can ask for.")
def relations(settings: Settings) -> int:
    """List relations in the order of the base."""
    from factcli.output.blocks import ASIDE, NAME, NUMBER, WORDS
    from factcli.output.pages import item_table
    from factcli.output.report import on_items, relation_items

    messages = messages_for(settings)
    shown = (
        ("label", NAME, "relation"),
        ("kind", ASIDE, "asks"),
        ("facts", NUMBER, "facts"),
        ("inverse_label", WORDS, "inverse"),
    )
    with open_bases(settings) as bases:
        items = cut(relation_items(bases, messages.code), settings)
        columns = ("id", "label", "kind", "inverse_label", "facts")
        table = item_table(items, shown, messages)
        emit(on_items("relations", items, messages, table, columns=columns), settings)
        return 0


@browse_command(
    "facts",
    click.Option(["--entity"], metavar="NAME", help="Only facts about or involving this entity."),
    click.Option(["--relation"], metavar="NAME", help="Only facts that state this relation."),
    click.Option(["--kind"], type=LateChoice(kinds), help="Only facts that answer this kind of question."),
    click.Option(["--modality"], type=LateChoice(modalities), help="Only facts of this modality."),
    click.Option(
        ["--sentence"], type=click.IntRange(min=1), metavar="N", help="Only facts from this sentence."
    ),
    click.Option(
        ["--text"], metavar="WORDS", help="Only facts whose statement or quote contains these words."
    ),
    click.Option(["--speaker"], metavar="NAME", help="Only facts that this entity is reported to say."),
    click.Option(["--from", "since"], metavar="DATE", help="Only facts that may be of this time or later."),
    click.Option(["--to", "until"], metavar="DATE", help="Only facts that may be of this time or earlier."),
    click.Option(
        ["--sort"],
        type=click.Choice(["date", "value"]),
        help="Order by date, the earliest first, or by value, the largest of each unit first.",
    ),
    click.Option(["--count"], is_flag=True, help="Show only how many facts there are."),
    click.Option(
        ["--group-by"],
        type=click.Choice(["relation", "subject", "kind", "modality", "speaker"]),
        help="Show how many facts each of these has.",
    ),
    help="List facts that match every filter given.",
)
def facts(settings: Settings, sort: str | None, group_by: str | None, *, count: bool, **filters: Any) -> int:
    """List the facts that pass every filter, in the order of the base or another, or say how many they are."""
    from factcli.index.lookup import Wanted, passing
    from factcli.output.pages import fact_table
    from factcli.output.report import on_facts

    if sort and (count or group_by):
        raise UsageProblem("--sort orders facts, and only their number was asked for", "leave out --sort")
    days = _between(filters.pop("since"), filters.pop("until"))
    wanted = Wanted(modality=settings.modality, since=days[0], until=days[1], **filters)
    messages = messages_for(settings)
    with open_bases(settings) as bases:
        _tell_reading(bases, [each for each in (wanted.entity, wanted.speaker) if each], messages)
        if count or group_by:
            emit(_counted(bases, wanted, group_by, messages, settings), settings)
            return 0
        found = _of_each(bases, lambda index: passing(index, wanted, settings.limit or 0, sort))
        listed = collected(found, settings)
        emit(on_facts("facts", listed, messages, fact_table(listed, messages)), settings)
        return 0


def _between(since: str | None, until: str | None) -> tuple[int | None, int | None]:
    """Return the first and the last day of a time as numbers. Raises UsageProblem."""
    ends = [
        _days(option, told)[end] if told else None
        for end, option, told in ((0, "--from", since), (1, "--to", until))
    ]
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        raise UsageProblem(f"--from {since} is later than --to {until}", "exchange them")
    return ends[0], ends[1]


def _days(option: str, told: str) -> tuple[int, int]:
    from factcli.base.edtf import EdtfError, as_number, bounds

    try:
        first, last = bounds(told) or (None, None)
    except EdtfError:
        first = last = None
    if first is None or last is None:
        raise UsageProblem(f"{option}: {told!r} is not a date", "write it as 2024, 2024-10 or 2024-10-09")
    return as_number(*first), as_number(*last)


def _counted(
    bases: Sequence[Index], wanted: Wanted, group_by: str | None, messages: Messages, settings: Settings
) -> Report:
    """Return how many facts pass in all bases, or how many each group of each base has, most first."""
    from factcli.index.lookup import known
    from factcli.output.blocks import NAME, NUMBER
    from factcli.output.pages import item_table
    from factcli.output.report import group_items, on_items

    total = ("count", NUMBER, "facts")
    if group_by is None:
        counts = _of_each(bases, lambda index: index.count(known(index, wanted)))
        items: list[dict[str, Any]] = [{"count": sum(found for _, found in counts)}]
        return on_items("facts", items, messages, item_table(items, (total,), messages), columns=("count",))
    groups = _of_each(bases, lambda index: index.groups(known(index, wanted), group_by))
    items = cut(group_items(groups, group_by, messages), settings)
    table = item_table(items, (("label", NAME, _HEADINGS.get(group_by, group_by)), total), messages)
    return on_items("facts", items, messages, table, columns=("id", "label", "count"))


_HEADINGS = {"modality": "standing", "speaker": "who"}


@browse_command("timeline", help="Show the dated facts on a timeline: what happened and what is announced.")
def timeline(settings: Settings) -> int:
    """List dated facts in order of time."""
    from factcli.output.pages import timeline as line_of_time
    from factcli.output.report import on_facts

    messages = messages_for(settings)
    with open_bases(settings) as bases:
        dated = [(index, index.dated(settings.limit or 0)) for index in bases]
        found = collected([(index, [number for number, _ in listed]) for index, listed in dated], settings)
        ahead = [is_ahead for _, listed in dated for _, is_ahead in listed]
        emit(on_facts("timeline", found, messages, line_of_time(found, ahead, messages)), settings)
        return 0


def named(words: Sequence[str]) -> str:
    """Join the words of a name. Raises UsageProblem if there are none."""
    name = " ".join(words).strip()
    if not name:
        raise UsageProblem("no name given", "see the names with 'factcli entities'")
    return name


def collected(parts: Sequence[tuple[Index, Sequence[int]]], settings: Settings) -> Facts:
    """Return the facts of several bases as one list, up to the limit."""
    from factcli.output.envelope import Facts, Listed

    return Facts([Listed(index.name, numbers, index.fact) for index, numbers in parts], settings.limit)


def cut(items: list[dict[str, Any]], settings: Settings) -> list[dict[str, Any]]:
    """Return at most as many items as requested."""
    return items[: settings.limit] if settings.limit else items


def _of_each(bases: Sequence[Index], find: Callable[[Index], Found]) -> list[tuple[Index, Found]]:
    """Return what is found in each base. Raises NotFound for a name that is in no base."""
    parts: list[tuple[Index, Found]] = []
    unknown: NotFound | None = None
    for index in bases:
        try:
            parts.append((index, find(index)))
        except NotFound as problem:
            unknown = problem
    if unknown is not None and not parts:
        raise unknown
    return parts


# How entities are connected: a chain of facts, the facts around one.

_ENDS = 2
_DRAWINGS = ("tree", "mermaid", "dot", "svg")


@browse_command(
    "path",
    click.Argument(["names"], nargs=-1, metavar="FROM TO"),
    help="Show the shortest chain of facts between two entities.",
)
def path(names: tuple[str, ...], settings: Settings) -> int:
    """Show the shortest chain of facts between two entities, with a sentence for each hop."""
    from factcli.index import lookup
    from factcli.output.pages import chain
    from factcli.output.report import no_chain, on_facts

    if len(names) < _ENDS:
        raise UsageProblem("two names are needed", 'try: factcli path "ONE NAME" "ANOTHER"')
    with open_bases(settings) as bases:
        messages = messages_for(settings)
        index, start, goal = _ends(bases, names, messages)
        found = lookup.chain(index, start, goal)
        if found is None:
            emit(no_chain(index.entity(start), index.entity(goal), messages), settings)
            return 1
        facts = collected([(index, found)], settings)
        draw = chain(lookup.stops(index, start, found), facts, messages, ids=settings.ids)
        emit(on_facts("path", facts, messages, draw), settings)
        return 0


def _ends(bases: Sequence[Index], names: Sequence[str], messages: Messages) -> tuple[Index, int, int]:
    """Return the base that has both ends and their numbers; try every split of unquoted names."""
    from factcli.index import lookup

    for index in bases:
        for at in range(1, len(names)):
            start = lookup.entity_named(index, " ".join(names[:at]))
            goal = lookup.entity_named(index, " ".join(names[at:])) if start is not None else None
            if start is not None and goal is not None:
                return index, start, goal
    if len(names) == _ENDS:
        sides = [dict(lookup.in_bases(bases, name)) for name in names]
        _tell_reading(bases, names, messages)
        for index in bases:
            if all(index in side for side in sides):
                return index, sides[0][index], sides[1][index]
    raise NotFound("no base has both names", "put each name in quotes; see 'factcli entities'")


def _graph(entity: tuple[str, ...], drawing: str, settings: Settings) -> int:
    """Draw the facts around an entity, or those of the whole base."""
    from factcli.output.pages import around
    from factcli.output.report import on_facts

    with open_bases(settings) as bases:
        messages = messages_for(settings)
        roots, left_off = _cut(_roots(bases, entity, messages), settings.limit)
        facts = collected(
            [(index, [n for _, numbers in listed for n in numbers]) for index, listed in roots], settings
        )
        if drawing != "tree" and settings.style is None:
            from factcli.output.diagrams import DIAGRAMS, svg

            draw = svg if drawing == "svg" else DIAGRAMS[drawing]
            console.write(draw([fact for _, fact in facts.first(0)], messages, left_off))
            return 0
        trees: list[tuple[Entity, Sequence[Fact]]] = [
            (index.entity(number), [index.fact(each) for each in numbers])
            for index, listed in roots
            for number, numbers in listed
        ]
        draw_trees = around(trees, messages, left_off=left_off)
        emit(on_facts("graph", facts, messages, draw_trees), settings, drawn_as="table")
        return 0


def _cut(roots: list[Root], limit: int | None) -> tuple[list[Root], int]:
    """Return the roots with at most as many facts as are wanted, and how many are left off."""
    whole = sum(len(numbers) for _, listed in roots for _, numbers in listed)
    if not limit or whole <= limit:
        return roots, 0
    kept: list[Root] = []
    room = limit
    for index, listed in roots:
        shown = []
        for number, numbers in listed:
            if room:
                shown.append((number, numbers[:room]))
            room = max(room - len(numbers), 0)
        kept.append((index, shown))
    return kept, whole - limit


def _roots(bases: Sequence[Index], entity: Sequence[str], messages: Messages) -> list[Root]:
    """Return, for each base, the entities to start drawing from, each with the numbers of its facts."""
    from factcli.index import lookup

    if entity:
        found = lookup.in_bases(bases, " ".join(entity))
        _tell_reading(bases, [" ".join(entity)], messages)
        return [(index, [(number, lookup.around(index, number))]) for index, number in found]
    return [
        (
            index,
            [
                (n, numbers)
                for n, _ in index.entities(None)
                if (numbers := [r.number for r in index.facts(subject=n, limit=0)])
            ],
        )
        for index in bases
    ]


graph = click.Command(
    "graph",
    params=[
        click.Argument(["entity"], nargs=-1),
        click.Option(
            ["--format", "drawing"],
            type=click.Choice(_DRAWINGS),
            default="tree",
            help="The format of the drawing.",
        ),
        *(param for param in SHARED if param.name != "style"),
    ],
    callback=with_settings(_graph),
    help="Draw the facts around an entity, or all of them.",
)


# Back to the text: its sentences, and the citation of a fact.

_COLUMNS = ("number", "text", "facts", "source", "section")


@browse_command(
    "source",
    click.Argument(["number"], required=False, type=click.IntRange(min=0), metavar="[N]"),
    click.Option(
        ["--open", "online"],
        is_flag=True,
        help="Print where the text is online; on a terminal, open it there.",
    ),
    help="Read the sentences of the text; with a number, one sentence and its facts.",
)
def source(number: int | None, settings: Settings, *, online: bool) -> int:
    """Show the sentences with the number of their facts, or one with its facts and their spans marked."""
    messages = messages_for(settings)
    with open_bases(settings) as bases:
        if online:
            return _open_online(bases, number)
        report = (
            _whole(bases, settings, messages) if number is None else _sentence_report(bases, number, messages)
        )
        emit(report, settings)
    return 0


def _open_online(bases: Sequence[Index], number: int | None) -> int:
    """Print the address of a sentence, or of the whole text, and open it if a person asked."""
    from factcli.escape import visible
    from factcli.output.envelope import link

    listed = [sentence for index in bases for _, sentence in index.sentences()]
    found = [sentence for sentence in listed if number in (None, sentence.number)]
    if not found:
        raise NotFound(f"no sentence {number}", "see the sentences with 'factcli source'")
    whole = number is None
    addresses = [each.source.url if whole and link(each) else link(each) for each in found]
    address = next((visible(each) for each in addresses if each), None)
    if address is None:
        raise NotFound(
            "the base does not say where its text is online",
            "give the address with 'factcli base edit-source SOURCE --url ADDRESS'",
        )
    console.write([f"{address}\n"])
    if console.is_terminal(sys.stdout):
        click.launch(address)
    return 0


def _whole(bases: Sequence[Index], settings: Settings, messages: Messages) -> Report:
    from factcli.output.pages import item, whole
    from factcli.output.report import on_items

    items = []
    for index in bases:
        counts = index.facts_citing()
        items += [item(sentence, index.name, counts[number]) for number, sentence in index.sentences()]
    items = cut(items, settings)
    return on_items("source", items, messages, whole(items, messages), columns=_COLUMNS)


def _sentence_report(bases: Sequence[Index], wanted: int, messages: Messages) -> Report:
    from factcli.index.query import Filter
    from factcli.output.pages import item, sentence_details, spans
    from factcli.output.report import on_items

    found, items = [], []
    for index in bases:
        for number, sentence in index.sentences():
            if sentence.number == wanted:
                numbers = index.matching(Filter(sentence=number))
                facts = [index.fact(each) for each in numbers]
                found.append((sentence, facts))
                record = item(sentence, index.name, len(facts))
                items.append(record | {"spans": spans(sentence, facts, messages.code)})
    if not items:
        raise NotFound(f"no sentence {wanted}", "see the sentences with 'factcli source'")
    return on_items("source", items, messages, sentence_details(found, messages), columns=_COLUMNS)


def _styles() -> Sequence[str]:
    from factcli.output.cite import STYLES

    return tuple(STYLES)


@browse_command(
    "cite",
    click.Argument(["fact"], nargs=-1, metavar="FACT|QUESTION"),
    click.Option(
        ["--style", "cited_as"], type=LateChoice(_styles), help="The citation style; by default, text."
    ),
    help="Cite facts by their ids, or what answers a question, in the style you need.\n\n'factcli facts' lists the "
    "ids, and --ids shows them below an answer.",
)
def cite(fact: tuple[str, ...], cited_as: str | None, settings: Settings) -> int:
    """Write the citation of facts; with another output format, the facts themselves with their citations."""
    from factcli.output.cite import DEFAULT, cited

    if not fact:
        raise UsageProblem("no fact given", "see the ids with 'factcli facts', or give a question")
    if cited_as is not None and settings.style is not None:
        raise UsageProblem("--style and --format contradict each other", "keep one of them")
    with open_bases(settings) as bases:
        found = _cited_facts(fact, bases, settings)
        if found is None:
            return 1
        messages = messages_for(settings)
        if settings.style is None:
            facts = [each for index, numbers in found for each in map(index.fact, numbers)]
            console.write([cited(facts, cited_as or DEFAULT, messages)])
            return 0
        from factcli.output.pages import fact_table
        from factcli.output.report import on_facts

        listed = collected(found, settings)
        emit(on_facts("cite", listed, messages, fact_table(listed, messages)), settings)
        return 0


def _cited_facts(
    words: Sequence[str], bases: Sequence[Index], settings: Settings
) -> list[tuple[Index, list[int]]] | None:
    """Return the facts of these ids, or else those that answer the question; None once a refusal is written."""
    from factcli.index import lookup

    numbers = [
        (index, number)
        for word in words
        for index in bases
        if (number := index.fact_number(word)) is not None
    ]
    if len(numbers) >= len(words):
        return [(index, [number]) for index, number in dict.fromkeys(numbers)]
    question = " ".join(words)
    if " " not in question:
        lookup.fact_with_id(bases, question)
    with lexicon(settings) as known:
        outcome = outcome_of("ask", checked(question), settings, bases, known)
        if outcome.status != "answered":
            from factcli.output.report import on_outcome

            said = messages_in(outcome.language, known)
            emit(on_outcome(outcome, "cite", said, limit=None, explain=False), settings)
            return None
    by_name = {index.name: index for index in bases}
    answers = outcome.answers[: settings.limit or None]
    facts = dict.fromkeys(
        (each.base, fact.id) for each in answers for fact in (each.made.facts if each.made else (each.fact,))
    )
    return [
        (by_name[base], [number])
        for base, name in facts
        if (number := by_name[base].fact_number(name)) is not None
    ]

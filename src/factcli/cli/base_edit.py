"""The commands that change what a base holds: facts, aliases, entities, relations."""

from __future__ import annotations

from contextlib import contextmanager

import click

from factcli import escape
from factcli._dataclass import replace
from factcli.base.reader import read
from factcli.cli import console
from factcli.cli.console import emit
from factcli.cli.options import (
    LateChoice,
    base_option,
    dry_run_option,
    json_option,
    kind_option,
    metadata_options,
    per_language,
    taken,
    with_settings,
    writable_base,
)
from factcli.cli.run import messages_for
from factcli.cli.settings import modalities
from factcli.curation.resolve import FactRequest, QuoteRequest, parse_value
from factcli.errors import UsageProblem
from factcli.model import KINDS, MODALITIES
from factcli.output.blocks import ASIDE, NAME, WORDS, Headline, Table
from factcli.output.report import on_items
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.curation.resolve import Change
    from factcli.language.messages import Messages
    from factcli.model import FactBase
    from factcli.output.blocks import Block
    from factcli.output.report import Report


# Reports: the documents that a command added, changed or removed.

_COLUMNS = ("change", "table", "id", "text")
_FOUND = ("severity", "code", "key", "message", "hint")


def on_change(command: str, change: Change, messages: Messages, *, dry_run: bool) -> Report:
    """Report a change, document by document; `status` in JSON is `written`, `unchanged` or `dry_run`."""
    items = [_item(key, change) for key in {**change.before, **change.after}]
    status = "dry_run" if dry_run else "written" if items else "unchanged"
    sentences = {
        "dry_run": f"{change.id}: would change as follows",
        "written": f"{change.id}: written to {change.path}",
        "unchanged": f"{change.id}: nothing changed",
    }

    def draw(_drawn: int) -> Sequence[Block]:
        rows = [
            [messages.program(item["change"]), messages.program(item["table"]), item["id"], item["text"]]
            for item in items
        ]
        return [
            Headline(messages.program(sentences[status])),
            *([Table((ASIDE, ASIDE, NAME, WORDS), rows)] if rows else []),
        ]

    report = on_items(command, items, messages, draw, columns=_COLUMNS)
    found = [{name: getattr(each, name) for name in _FOUND} for each in change.findings]
    report.envelope.update(status=status, id=change.id, path=change.path, findings=found)
    return replace(report, sentence=sentences[status])


def _item(key: tuple[str, str], change: Change) -> dict[str, Any]:
    before, after = change.before.get(key), change.after.get(key)
    kind = "added" if before is None else "removed" if after is None else "changed"
    return {
        "change": kind,
        "table": key[0],
        "id": key[1],
        "text": _text(after or before or {}),
        "before": before,
        "after": after,
    }


def _text(document: Any) -> str:
    texts = document.get("statement") or document.get("name") or document.get("label")
    if texts is None:  # of a source
        title = document.get("title")
        return str(title["value"] if isinstance(title, dict) else title or "")
    return next(iter(texts.values()), "")


_PLAIN = (
    ("subject", "NAME|ID", "What the fact is about."),
    ("relation", "NAME|ID", "What is said about it, such as 'founded by'."),
    ("object", "NAME|ID", "The entity the relation leads to, such as the founder or the place."),
    ("value", "VALUE", "A value instead of an object: '6000000000 USD', '3 offices', 2023-12~, or words."),
    ("speaker", "NAME|ID", "Who says so."),
    ("when", "EDTF", "The date as the text gives it, such as 2023-12~ or XXXX-11-21."),
    ("resolved", "EDTF", "The full date, where the text itself lets you work it out."),
    ("basis", "TEXT", "How the text gives the full date."),
    ("derived", "TEXT", "Why the fact follows, and from which facts."),
)
_KINDS = ("subject-kind", "object-kind", "speaker-kind", "relation-kind")


def base_add(name: str) -> click.Command:
    """Make the command that adds a fact."""
    return click.Command(
        name,
        params=[
            *_fact_options(),
            click.Option(
                ["--rows", "rows"],
                metavar="FILE",
                help="Add the facts of CSV, TSV or JSON rows ('-' is standard input); see 'base import --help'.",
            ),
            base_option(),
            dry_run_option(),
            json_option(),
        ],
        callback=with_settings(_add),
        help="Add a fact, with the words of a sentence that support it.\n\n"
        "The words are looked up in the sentence, so what is stored is quoted character by character. "
        "New entities and relations are created as needed. On a terminal you are prompted for what is "
        "missing; without any option for all of it, and the fact is shown as 'base review' shows a proposal, with what "
        "'base check' would find, before it is written.",
    )


def base_edit(name: str) -> click.Command:
    """Make the command that changes a fact."""
    cleared = click.Option(
        ["--clear"], multiple=True, metavar="PART", help="Clear hedged, speaker, when or derived."
    )
    return click.Command(
        name,
        params=[
            click.Argument(["fact"]),
            *_fact_options(),
            cleared,
            base_option(),
            dry_run_option(),
            json_option(),
        ],
        callback=with_settings(_edit),
        help="Change a fact. What you give replaces what was there.",
    )


def base_remove(name: str) -> click.Command:
    """Make the command that removes a fact."""
    prune = click.Option(["--prune"], is_flag=True, help="Also remove what no other fact mentions.")
    return click.Command(
        name,
        params=[click.Argument(["fact"]), prune, base_option(), dry_run_option(), json_option()],
        callback=with_settings(_remove),
        help="Remove a fact.",
    )


def _fact_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--sentence", "sentences"], multiple=True, metavar="N", help="The number of the sentence."
        ),
        click.Option(
            ["--exact", "exacts"],
            multiple=True,
            metavar="WORDS",
            help="The words of that sentence; repeatable, with one --sentence each or one for all.",
        ),
        click.Option(
            ["--occurrence", "occurrences"],
            multiple=True,
            type=click.IntRange(min=1),
            metavar="N",
            help="Which occurrence is meant, if the words occur more than once.",
        ),
        *(click.Option([f"--{key}"], metavar=kind, help=text) for key, kind, text in _PLAIN),
        *per_language("value", "A value in words"),
        *per_language("statement", "The fact as a plain sentence"),
        click.Option(
            ["--modality", "standing"], type=LateChoice(modalities), help="How certain the fact is."
        ),
        click.Option(
            ["--hedged/--not-hedged", "hedged"],
            default=None,
            help="Whether it is said with a 'may' or 'could'.",
        ),
        *(kind_option(f"--{key}", "Its kind, if it is new.") for key in _KINDS),
        click.Option(["--id", "own_id"], metavar="ID", help="The id of the fact."),
        click.Option(
            ["--new"], is_flag=True, help="Create new entities even if their names resemble existing ones."
        ),
    ]


def _add(settings: Settings, *, rows: str | None, dry_run: bool, **given: Any) -> int:
    from factcli.curation.edit import missing
    from factcli.curation.gate import add_fact

    path = writable_base(settings)
    if rows is not None:
        from factcli.cli.base_files import rows_into

        return rows_into(path, rows, None, settings, new=bool(given["new"]), dry_run=dry_run)
    if not dry_run and not any(given.values()) and _may_ask(settings):
        from factcli.cli.base_review import review_stated

        return review_stated(path, stated(path), settings)
    request = _request(given)
    lacking = missing(request)
    if lacking and _may_ask(settings):
        request = filled(path, request, lacking)
    change = add_fact(path, request, dry_run=dry_run)
    status = _emit_change("base add", change, settings, dry_run=dry_run)
    for finding in change.findings:
        severity = console.in_language(finding.severity)
        console.say(f"{severity}: {finding.code}: {escape.line(console.in_language(finding.message))}")
        console.notice(f"hint: {escape.line(finding.hint)}")
    return status


def _edit(fact: str, clear: tuple[str, ...], settings: Settings, *, dry_run: bool, **given: Any) -> int:
    from factcli.curation.edit import edit_fact

    change = edit_fact(writable_base(settings), fact, _request(given), clear, dry_run=dry_run)
    return _emit_change("base edit", change, settings, dry_run=dry_run)


def _remove(fact: str, settings: Settings, *, prune: bool, dry_run: bool) -> int:
    from factcli.curation.edit import remove_fact

    change = remove_fact(writable_base(settings), fact, prune=prune, dry_run=dry_run)
    return _emit_change("base remove", change, settings, dry_run=dry_run)


def _emit_change(command: str, change: Change, settings: Settings, *, dry_run: bool) -> int:
    emit(on_change(command, change, messages_for(settings), dry_run=dry_run), settings)
    return 0


def _request(given: dict[str, Any]) -> FactRequest:
    values, statements = taken(given, "value"), taken(given, "statement")
    quotes = _quotes(given.pop("sentences"), given.pop("exacts"), given.pop("occurrences"))
    modality, own_id = given.pop("standing"), given.pop("own_id")
    return FactRequest(
        quotes=quotes, values=values, statements=statements, modality=modality, id=own_id, **given
    )


def _quotes(
    sentences: Sequence[str], exacts: Sequence[str], occurrences: Sequence[int]
) -> tuple[QuoteRequest, ...]:
    """Pair the words with their sentences, in the order they were given; a single one serves for all."""
    if not exacts and not sentences:
        return ()
    if not exacts or not sentences:
        lacking = "--exact" if sentences else "--sentence"
        raise UsageProblem(f"missing {lacking}", "a quote needs --sentence and --exact")
    for name, values in (("--sentence", sentences), ("--occurrence", occurrences)):
        if len(values) not in (1, len(exacts)) and not (name == "--occurrence" and not values):
            raise UsageProblem(
                f"{len(exacts)} --exact but {len(values)} {name}", f"give one {name} for each --exact"
            )
    spread = [sentences[min(at, len(sentences) - 1)] for at in range(len(exacts))]
    counted = [
        occurrences[min(at, len(occurrences) - 1)] if occurrences else None for at in range(len(exacts))
    ]
    return tuple(QuoteRequest(*parts) for parts in zip(spread, exacts, counted, strict=True))


def _may_ask(settings: Settings) -> bool:
    import sys

    return settings.style is None and console.is_terminal(sys.stdin) and console.is_terminal(sys.stdout)


# Entities and relations.


def base_add_alias(name: str) -> click.Command:
    """Make the command that adds aliases to an entity."""
    return click.Command(
        name,
        params=[
            click.Argument(["entity"]),
            click.Argument(["alias"], nargs=-1, required=True),
            base_option(),
            dry_run_option(),
            json_option(),
        ],
        callback=with_settings(_add_alias),
        help="Add one or more aliases to an entity, to be understood in questions.",
    )


def base_edit_entity(name: str) -> click.Command:
    """Make the command that changes an entity."""
    return click.Command(
        name,
        params=[
            click.Argument(["entity"]),
            kind_option("--kind", "What kind of thing it is."),
            *per_language("name", "Its name"),
            *per_language("description", "What it is, in a sentence"),
            click.Option(
                ["--alias", "aliases"], multiple=True, metavar="NAME", help="Another name; repeatable."
            ),
            click.Option(
                ["--without", "without"], multiple=True, metavar="NAME", help="Remove this alias; repeatable."
            ),
            base_option(),
            dry_run_option(),
            json_option(),
        ],
        callback=with_settings(_edit_entity),
        help="Change an entity's names, kind or description.",
    )


def base_edit_source(name: str) -> click.Command:
    """Make the command that changes what is known of a source."""
    cleared = click.Option(["--clear"], multiple=True, metavar="FIELD", help="Forget a field; repeatable.")
    return click.Command(
        name,
        params=[
            click.Argument(["source"], required=False),
            *metadata_options(),
            cleared,
            base_option(),
            dry_run_option(),
            json_option(),
        ],
        callback=with_settings(_edit_source),
        help="Change what is known of a source: its title, author, publisher, url, date or rights.\n\n"
        "SOURCE is its id, and may be left out if the base has one source.",
    )


def _edit_source(
    source: str | None, clear: tuple[str, ...], settings: Settings, *, dry_run: bool, **given: str | None
) -> int:
    from factcli.curation.edit import edit_source

    fields = {key: text for key, text in given.items() if text is not None}
    if not fields and not clear:
        raise UsageProblem(
            "nothing to change", "give --title, --author, --publisher, --url, --date or --rights"
        )
    change = edit_source(writable_base(settings), source, fields, clear, dry_run=dry_run)
    return _emit_change("base edit-source", change, settings, dry_run=dry_run)


def base_edit_relation(name: str) -> click.Command:
    """Make the command that changes a relation."""
    return click.Command(
        name,
        params=[
            click.Argument(["relation"]),
            kind_option("--kind", "What kind of answer it gives."),
            click.Option(
                ["--one-value/--many-values"],
                default=None,
                help="Whether a subject has only one: verify then contradicts any other.",
            ),
            *per_language("label", "What it is called"),
            *per_language("phrase", "Words that ask for it; repeatable", several=True),
            kind_option("--inverse-kind", "What kind of answer the inverse gives, asked from the object."),
            *per_language("inverse-label", "What the inverse is called"),
            *per_language("inverse-phrase", "Words that ask for the inverse; repeatable", several=True),
            base_option(),
            dry_run_option(),
            json_option(),
        ],
        callback=with_settings(_edit_relation),
        help="Change what a relation is called and the words that ask for it.",
    )


def _add_alias(entity: str, alias: tuple[str, ...], settings: Settings, *, dry_run: bool) -> int:
    from factcli.curation.edit import add_aliases

    change = add_aliases(writable_base(settings), entity, alias, dry_run=dry_run)
    return _emit_change("base add-alias", change, settings, dry_run=dry_run)


def _edit_entity(entity: str, settings: Settings, *, dry_run: bool, **given: Any) -> int:
    from factcli.curation.edit import EntityRequest, edit_entity

    names, descriptions = taken(given, "name"), taken(given, "description")
    request = EntityRequest(names=names, descriptions=descriptions, **given)
    change = edit_entity(writable_base(settings), entity, request, dry_run=dry_run)
    return _emit_change("base edit-entity", change, settings, dry_run=dry_run)


def _edit_relation(
    relation: str,
    kind: str | None,
    inverse_kind: str | None,
    settings: Settings,
    *,
    dry_run: bool,
    **given: Any,
) -> int:
    from factcli.curation.edit import RelationRequest, edit_relation

    request = RelationRequest(
        kind=kind,
        one_value=given.pop("one_value"),
        labels=taken(given, "label"),
        phrases=taken(given, "phrase"),
        inverse_kind=inverse_kind,
        inverse_labels=taken(given, "inverse-label"),
        inverse_phrases=taken(given, "inverse-phrase"),
    )
    change = edit_relation(writable_base(settings), relation, request, dry_run=dry_run)
    return _emit_change("base edit-relation", change, settings, dry_run=dry_run)


# Prompts for what a fact still lacks; Tab completes known names.

_ASKED = {
    "subject": "What is it about (a name)",
    "relation": "What is said about it (a relation)",
    "object": "What is the answer (a name, or a value such as 6000000000 USD)",
}


def filled(path: str, request: FactRequest, lacking: Sequence[str]) -> FactRequest:
    """Prompt for each part in `lacking`, in order, and return the completed request."""
    base = read(path)
    for part in lacking:
        request = _WAYS[part](base, request)
    return request


def stated(path: str) -> FactRequest:
    """Prompt for a whole fact: its parts, what the new names are, and how the text says it."""
    base = read(path)
    request = filled(path, FactRequest(), (*_WAYS,))
    known = {key(name) for name in (*_names(base), *(entity.id for entity in base.entities))}
    for part in ("subject", "object"):
        name = getattr(request, part)
        if name and key(name) not in known:
            kind = _choice(f"What is {name}", KINDS, "thing")
            request = replace(request, **{f"{part}_kind": kind})  # type: ignore[arg-type]
    request = replace(request, modality=_choice("How does the text say it", MODALITIES, "asserted"))
    if request.modality == "reported":
        request = replace(request, speaker=_answer("Who says it", _names(base)))
    when = _answer("Date as the text gives it, such as 2023-12 (Enter: none)", [], optional=True)
    return replace(request, when=when or None)


def _choice(question: str, choices: Sequence[str], default: str) -> str:
    """Ask for one of a few words, which may be given by its number."""
    console.write([f"{number} {choice}  " for number, choice in enumerate(choices, 1)] + ["\n"])
    while True:
        typed = str(click.prompt(console.in_language(question), default=default, type=str)).strip()
        if typed.isdigit() and 1 <= int(typed) <= len(choices):
            return choices[int(typed) - 1]
        if typed in choices:
            return typed


def _ask_quotes(base: FactBase, request: FactRequest) -> FactRequest:
    several = len(base.sources) > 1
    texts = {
        f"{each.source.id}:{each.number}" if several else str(each.number): each.text
        for each in base.sentences
    }
    while (number := _answer("Number of the sentence", list(texts))) not in texts:
        console.say(console.in_language(f"no sentence {escape.line(number)}"))
    click.echo(escape.visible(texts[number]), err=True)
    words = texts[number].split()
    return replace(request, quotes=(QuoteRequest(number, _answer("Words that support the fact", words)),))


def _subject(base: FactBase, request: FactRequest) -> FactRequest:
    return replace(request, subject=_answer(_ASKED["subject"], _names(base)))


def _relation(base: FactBase, request: FactRequest) -> FactRequest:
    labels = [label for relation in base.relations for label in relation.label.values()]
    return replace(request, relation=_answer(_ASKED["relation"], labels))


def _object(base: FactBase, request: FactRequest) -> FactRequest:
    """Ask for the object: a known name is an entity, anything else a value if it can be parsed as one."""
    typed = _answer(_ASKED["object"], _names(base))
    if typed in _names(base) or parse_value(typed, base.sources[0].language, "quantity")["type"] == "text":
        return replace(request, object=typed)
    return replace(request, value=typed)


def _statements(base: FactBase, request: FactRequest) -> FactRequest:
    language = base.sources[0].language
    return replace(request, statements={language: _answer(f"The fact as a plain sentence ({language})", [])})


_WAYS = {
    "quotes": _ask_quotes,
    "subject": _subject,
    "relation": _relation,
    "object": _object,
    "statements": _statements,
}


def _names(base: FactBase) -> list[str]:
    return [name for entity in base.entities for name in entity.names]


def _answer(question: str, completions: Sequence[str], *, optional: bool = False) -> str:
    default = "" if optional else None
    with _completing(completions):
        answer: str = click.prompt(
            console.in_language(question), type=str, default=default, show_default=False
        )
    return answer.strip()


@contextmanager
def _completing(completions: Sequence[str]) -> Iterator[None]:
    """Let Tab complete a whole answer, if the system has readline."""
    try:
        import readline
    except ImportError:
        yield
        return
    offered = sorted({escape.line(text) for text in completions})

    def complete(text: str, state: int) -> str | None:
        fitting = [each for each in offered if each.casefold().startswith(text.casefold())]
        return fitting[state] if state < len(fitting) else None

    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(complete)
    readline.set_completer_delims("")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)

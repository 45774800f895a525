"""Declare `base add`, `base edit` and `base remove`."""

from __future__ import annotations

import click

from factcli.cli.base_options import (
    base_option,
    dry_run_option,
    json_option,
    kind_option,
    modalities,
    per_language,
    taken,
    writable_base,
)
from factcli.cli.base_reports import on_change
from factcli.cli.console import emit
from factcli.cli.options import LateChoice, with_settings
from factcli.cli.wording import wording_for
from factcli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.curation.requests import Change, FactRequest, Quote

_PLAIN = (
    ("subject", "NAME|ID", "What the fact is about."),
    ("relation", "NAME|ID", "What is said of it."),
    ("object", "NAME|ID", "The thing it is said to be."),
    ("value", "VALUE", "A value in place of an object: '6000000000 USD', '3 offices', 2023-12~, or words."),
    ("speaker", "NAME|ID", "Who says so."),
    ("when", "EDTF", "The date as the text gives it, such as 2023-12~ or XXXX-11-21."),
    ("resolved", "EDTF", "The date that the text alone leads to."),
    ("basis", "TEXT", "How the text leads to that date."),
    ("derived", "TEXT", "Why this follows, and from which facts."),
)
_KINDS = ("subject-kind", "object-kind", "speaker-kind", "relation-kind")


def base_add(name: str) -> click.Command:
    """Make the command that adds a fact."""
    return click.Command(
        name,
        params=[*_fact_options(), base_option(), dry_run_option(), json_option()],
        callback=with_settings(_add),
        help="Add a fact, with the words of a sentence that carry it.\n\n"
        "The words are found in the sentence, so what is stored stands there character by character. "
        "Entities and relations that are new are made on the way. On a terminal, what is missing is "
        "asked for.",
    )


def base_edit(name: str) -> click.Command:
    """Make the command that changes a fact."""
    cleared = click.Option(
        ["--clear"], multiple=True, metavar="PART", help="Take away hedged, speaker, when or derived."
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
        help="Change a fact: what is given replaces what was there.",
    )


def base_remove(name: str) -> click.Command:
    """Make the command that takes a fact away."""
    prune = click.Option(["--prune"], is_flag=True, help="Also take what no other fact names.")
    return click.Command(
        name,
        params=[click.Argument(["fact"]), prune, base_option(), dry_run_option(), json_option()],
        callback=with_settings(_remove),
        help="Take a fact away.",
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
            help="The words of that sentence; may be repeated, with a --sentence for each or one for all.",
        ),
        click.Option(
            ["--occurrence", "occurrences"],
            multiple=True,
            type=click.IntRange(min=1),
            metavar="N",
            help="Which time the words stand there, where they stand more than once.",
        ),
        *(click.Option([f"--{key}"], metavar=kind, help=told) for key, kind, told in _PLAIN),
        *per_language("value", "A value in words"),
        *per_language("statement", "The fact as a plain sentence"),
        click.Option(["--modality", "standing"], type=LateChoice(modalities), help="How sure it is."),
        click.Option(["--hedged/--not-hedged", "hedged"], default=None, help="Said with a may or could."),
        *(kind_option(f"--{key}", "The kind, where that one is new.") for key in _KINDS),
        click.Option(["--id", "own_id"], metavar="ID", help="The id of the fact."),
        click.Option(["--new"], is_flag=True, help="Make what is new, though it looks like a known name."),
    ]


def _add(settings: Settings, *, dry_run: bool, **given: Any) -> int:
    from factcli.curation.edit import add_fact, missing

    path = writable_base(settings)
    request = _request(given)
    lacking = missing(request)
    if lacking and _may_ask(settings):
        from factcli.cli.prompts import filled

        request = filled(path, request, lacking)
    change = add_fact(path, request, dry_run=dry_run)
    return _told("base add", change, settings, dry_run=dry_run)


def _edit(fact: str, clear: tuple[str, ...], settings: Settings, *, dry_run: bool, **given: Any) -> int:
    from factcli.curation.edit import edit_fact

    change = edit_fact(writable_base(settings), fact, _request(given), clear, dry_run=dry_run)
    return _told("base edit", change, settings, dry_run=dry_run)


def _remove(fact: str, settings: Settings, *, prune: bool, dry_run: bool) -> int:
    from factcli.curation.edit import remove_fact

    change = remove_fact(writable_base(settings), fact, prune=prune, dry_run=dry_run)
    return _told("base remove", change, settings, dry_run=dry_run)


def _told(command: str, change: Change, settings: Settings, *, dry_run: bool) -> int:
    emit(on_change(command, change, wording_for(settings), dry_run=dry_run), settings)
    return 0


def _request(given: dict[str, Any]) -> FactRequest:
    from factcli.curation.requests import FactRequest

    values, statements = taken(given, "value"), taken(given, "statement")
    quotes = _quotes(given.pop("sentences"), given.pop("exacts"), given.pop("occurrences"))
    modality, own_id = given.pop("standing"), given.pop("own_id")
    return FactRequest(
        quotes=quotes, values=values, statements=statements, modality=modality, id=own_id, **given
    )


def _quotes(sentences: Sequence[str], exacts: Sequence[str], occurrences: Sequence[int]) -> tuple[Quote, ...]:
    """Pair the words with their sentences, in the order they were given."""
    from factcli.curation.requests import Quote

    if not exacts and not sentences:
        return ()
    if not exacts or not sentences:
        lacking = "--exact" if sentences else "--sentence"
        raise UsageProblem(f"{lacking} is missing", "a quote needs --sentence and --exact")
    for name, told in (("--sentence", sentences), ("--occurrence", occurrences)):
        if len(told) not in (1, len(exacts)) and not (name == "--occurrence" and not told):
            raise UsageProblem(f"{len(exacts)} --exact and {len(told)} {name}", f"give one {name} for each")
    spread = [sentences[min(at, len(sentences) - 1)] for at in range(len(exacts))]
    counted = [_shared(occurrences, at) for at in range(len(exacts))]
    return tuple(Quote(*parts) for parts in zip(spread, exacts, counted, strict=True))


def _shared(occurrences: Sequence[int], at: int) -> int | None:
    """Return the one that goes with a place; the last serves for all that follow."""
    return occurrences[min(at, len(occurrences) - 1)] if occurrences else None


def _may_ask(settings: Settings) -> bool:
    import sys

    from factcli.cli import streams

    return settings.style is None and streams.is_terminal(sys.stdin) and streams.is_terminal(sys.stdout)

"""Declare the commands that change entities and relations."""

from __future__ import annotations

import click

from factcli.cli.base_options import (
    base_option,
    dry_run_option,
    json_option,
    kind_option,
    per_language,
    taken,
    writable_base,
)
from factcli.cli.base_reports import on_change
from factcli.cli.console import emit
from factcli.cli.options import with_settings
from factcli.cli.wording import wording_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.curation.requests import Change


def base_add_alias(name: str) -> click.Command:
    """Make the command that gives an entity more names."""
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
        help="Give an entity another name, or several; each is then understood in questions.",
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
                ["--alias", "aliases"], multiple=True, metavar="NAME", help="Another name; may be repeated."
            ),
            click.Option(
                ["--without", "without"], multiple=True, metavar="NAME", help="Take this alias away."
            ),
            base_option(),
            dry_run_option(),
            json_option(),
        ],
        callback=with_settings(_edit_entity),
        help="Change what is told of an entity.",
    )


def base_edit_relation(name: str) -> click.Command:
    """Make the command that changes a relation."""
    return click.Command(
        name,
        params=[
            click.Argument(["relation"]),
            kind_option("--kind", "What kind of answer it gives."),
            *per_language("label", "What it is called"),
            *per_language("phrase", "Words that ask for it; may be repeated", several=True),
            kind_option("--inverse-kind", "What kind of answer it gives when asked from the object."),
            *per_language("inverse-label", "What it is called from the object"),
            *per_language("inverse-phrase", "Words that ask from the object; may be repeated", several=True),
            base_option(),
            dry_run_option(),
            json_option(),
        ],
        callback=with_settings(_edit_relation),
        help="Change what a relation is called and which words ask for it.",
    )


def _add_alias(entity: str, alias: tuple[str, ...], settings: Settings, *, dry_run: bool) -> int:
    from factcli.curation.things import add_aliases

    change = add_aliases(writable_base(settings), entity, alias, dry_run=dry_run)
    return _told("base add-alias", change, settings, dry_run=dry_run)


def _edit_entity(entity: str, settings: Settings, *, dry_run: bool, **given: Any) -> int:
    from factcli.curation.things import EntityRequest, edit_entity

    names, descriptions = taken(given, "name"), taken(given, "description")
    request = EntityRequest(names=names, descriptions=descriptions, **given)
    change = edit_entity(writable_base(settings), entity, request, dry_run=dry_run)
    return _told("base edit-entity", change, settings, dry_run=dry_run)


def _edit_relation(
    relation: str,
    kind: str | None,
    inverse_kind: str | None,
    settings: Settings,
    *,
    dry_run: bool,
    **given: Any,
) -> int:
    from factcli.curation.things import RelationRequest, edit_relation

    request = RelationRequest(
        kind=kind,
        labels=taken(given, "label"),
        phrases=taken(given, "phrase"),
        inverse_kind=inverse_kind,
        inverse_labels=taken(given, "inverse-label"),
        inverse_phrases=taken(given, "inverse-phrase"),
    )
    change = edit_relation(writable_base(settings), relation, request, dry_run=dry_run)
    return _told("base edit-relation", change, settings, dry_run=dry_run)


def _told(command: str, change: Change, settings: Settings, *, dry_run: bool) -> int:
    emit(on_change(command, change, wording_for(settings), dry_run=dry_run), settings)
    return 0

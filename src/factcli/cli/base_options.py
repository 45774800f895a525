"""Declare the options of the commands that change bases, and find the base they mean."""

from __future__ import annotations

import os

import click

from factcli.cli.options import LateChoice
from factcli.cli.wording import codes
from factcli.errors import NotWritten, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from factcli.cli.settings import Settings


def base_option() -> click.Option:
    """Return the option that names the base to write to."""
    return click.Option(
        ["-b", "--base", "bases"], multiple=True, metavar="NAME|PATH", help="The base to change."
    )


def json_option() -> click.Option:
    """Return the option for output that scripts read."""
    return click.Option(["--json", "as_json"], is_flag=True, help="Write the result as JSON.")


def dry_run_option() -> click.Option:
    """Return the option that shows a change without making it."""
    return click.Option(["--dry-run"], is_flag=True, help="Show what would change, and write nothing.")


def force_option() -> click.Option:
    """Return the option that allows overwriting."""
    return click.Option(["--force"], is_flag=True, help="Overwrite what is there.")


def kinds() -> Sequence[str]:
    """Return the kinds of things."""
    from factcli.model import KINDS

    return KINDS


def modalities() -> Sequence[str]:
    """Return how sure a fact can be."""
    from factcli.model import MODALITIES

    return MODALITIES


def kind_option(name: str, told: str) -> click.Option:
    """Return an option that takes a kind."""
    return click.Option([name], type=LateChoice(kinds), help=told)


def per_language(prefix: str, told: str, *, several: bool = False) -> list[click.Option]:
    """Return an option for each language the program speaks, such as --statement-en and --statement-fr."""
    return [
        click.Option(
            [f"--{prefix}-{code}"], metavar="TEXT", multiple=several, help=f"{told}, in the language {code}."
        )
        for code in codes()
    ]


def taken(given: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Take the options of a prefix out of what was given, by language code; empty ones are left out."""
    start = prefix.replace("-", "_") + "_"
    found = {code: given.pop(start + code, None) for code in codes()}
    return {code: told for code, told in found.items() if told}


def writable_base(settings: Settings) -> str:
    """Return the path of the one base to write to. Raises UsageProblem or NotWritten."""
    from factcli.base.paths import find_base
    from factcli.cli.bases import folders

    names = settings.named_bases
    if len(names) != 1:
        told = "say which base to change" if not names else "only one base can be changed at a time"
        raise UsageProblem(told, "give --base NAME|PATH")
    path = find_base(names[0], folders(settings))
    refuse_bundled(path)
    return path


def refuse_bundled(path: str) -> None:
    """Raise NotWritten where a base that ships with the program is at a path; there are no exceptions."""
    if is_bundled(path) and os.path.exists(path):
        raise NotWritten(
            f"{path}: the bases that ship with the program are not written to",
            "make a copy: factcli base install FILE --name NAME",
        )


def is_bundled(path: str) -> bool:
    """Tell whether a base is one of those that ship with the program."""
    from factcli.base.paths import bundled_folders

    real = os.path.realpath(path)
    return any(os.path.dirname(real) == os.path.realpath(folder) for folder in bundled_folders())

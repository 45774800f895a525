"""Declare `base install`: a base where its name finds it."""

from __future__ import annotations

import os

import click

from factcli.cli.base_options import force_option, json_option
from factcli.cli.console import emit
from factcli.cli.options import with_settings
from factcli.cli.wording import wording_for
from factcli.errors import InputOutputProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.cli.settings import Settings
    from factcli.output.blocks import Block


def base_install(name: str) -> click.Command:
    """Make the command that installs a base."""
    return click.Command(
        name,
        params=[
            click.Argument(["file"]),
            click.Option(
                ["--name", "known_as"], metavar="NAME", help="The name for it; else that of the file."
            ),
            force_option(),
            json_option(),
        ],
        callback=with_settings(_install),
        help="Put a base where 'factcli --base NAME' finds it.",
    )


def _install(file: str, known_as: str | None, settings: Settings, *, force: bool) -> int:
    from factcli.cli.bases import folders
    from factcli.curation.installing import install
    from factcli.output.blocks import Headline
    from factcli.output.report_lists import on_items

    folder = folders(settings).bases
    if folder is None:
        raise InputOutputProblem("there is no folder for your bases", "set HOME or FACTCLI_DATA to a folder")
    path = install(file, folder, known_as, force=force)
    name = os.path.splitext(os.path.basename(path))[0]

    def draw(_drawn: int) -> Sequence[Block]:
        return [Headline(f"{name}: installed as {path}")]

    items = [{"name": name, "path": path}]
    report = on_items("base install", items, wording_for(settings), draw, columns=("name", "path"))
    report.envelope.update(status="written", id=name, path=path)
    emit(report, settings)
    return 0

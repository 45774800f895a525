"""Declare `base export`: a whole base in another format."""

from __future__ import annotations

import sys

import click

from factcli import escape
from factcli.cli import streams
from factcli.cli.base_options import base_option, force_option
from factcli.cli.options import with_settings
from factcli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.cli.settings import Settings


def base_export(name: str) -> click.Command:
    """Make the command that writes a base in another format."""
    from factcli.exchange.export import EXPORTERS

    return click.Command(
        name,
        params=[
            base_option(),
            click.Option(
                ["--format", "export_format"],
                required=True,
                type=click.Choice(tuple(EXPORTERS)),
                help="How to write it.",
            ),
            click.Option(
                ["-o", "--output"],
                metavar="FILE",
                help="Where to write it; else to standard output, with hidden characters spelt out.",
            ),
            force_option(),
        ],
        callback=with_settings(_export),
        help="Write a whole base in another format.\n\nWhat a format cannot carry of this base is listed.",
    )


def _export(export_format: str, output: str | None, settings: Settings, *, force: bool) -> int:
    from factcli.base.paths import find_base
    from factcli.base.reader import read
    from factcli.cli.bases import folders
    from factcli.exchange.export import exporter

    names = settings.named_bases
    if len(names) > 1:
        raise UsageProblem("one base at a time is exported", "give --base once")
    base = read(find_base(names[0] if names else None, folders(settings)))
    chosen = exporter(export_format)
    for loss in chosen.losses(base):
        streams.say(f"not in {export_format}: {escape.line(loss)}")
    if output is not None:
        from factcli.exchange.writing import write_export

        write_export(output, chosen.parts(base), force=force)
    elif chosen.binary:
        _write_bytes(b"".join(part for part in chosen.parts(base) if isinstance(part, bytes)))
    else:
        streams.write(escape.visible(part) for part in chosen.parts(base) if isinstance(part, str))
    return 0


def _write_bytes(data: bytes) -> None:
    if streams.is_terminal(sys.stdout):
        raise UsageProblem("this format is no text for a terminal", "give --output FILE")
    streams.output()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise streams.unwritten(error) from None

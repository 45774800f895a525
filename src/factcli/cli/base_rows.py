"""Declare `base import` and `base export`: whole bases in and out."""

from __future__ import annotations

import os
import sys

import click

from factcli import safe
from factcli.cli import streams
from factcli.cli.base_options import base_option, force_option, json_option
from factcli.cli.options import LateChoice, with_settings
from factcli.cli.output import emit
from factcli.cli.wording import codes, wording_for
from factcli.errors import UsageProblem
from factcli.frozen import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.importing.run import Report as ImportReport
    from factcli.report import Report
    from factcli.report_page import Block
    from factcli.report_words import Wording

_COLUMNS = ("row", "problem", "left_out")


def base_import(name: str) -> click.Command:
    """Make the command that makes a base of rows."""
    return click.Command(
        name,
        params=[
            click.Argument(["rows"], metavar="ROWS"),
            click.Option(
                ["-o", "--output"], required=True, metavar="BASE.json", help="Where to write the base."
            ),
            click.Option(["--source"], metavar="TEXT", help="The text in which each sentence must stand."),
            click.Option(
                ["--language", "spoken"],
                default="en",
                type=LateChoice(codes),
                help="That of rows that tell none.",
            ),
            click.Option(
                ["--format", "row_format"],
                type=click.Choice(("csv", "tsv", "jsonl")),
                help="How the rows are written; else their file name tells.",
            ),
            force_option(),
            json_option(),
        ],
        callback=with_settings(_import),
        help="Make a base from rows with the columns subject, relation and object.\n\nOptional columns: id, "
        "subject_id, object_id, statement, sentence, exact, subject_aliases, object_aliases, subject_kind, "
        "object_kind, relation_phrases, answer_kind, modality, speaker, when, language, statement_<lang>, "
        "relation_<lang>. Rows that cannot be taken are listed with the reason, and the exit status is 1.",
    )


def base_export(name: str) -> click.Command:
    """Make the command that writes a base in another format."""
    from factcli.exporting.registry import EXPORTERS

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
                ["-o", "--output"], metavar="FILE", help="Where to write it; else to standard output."
            ),
            force_option(),
        ],
        callback=with_settings(_export),
        help="Write a whole base in another format.\n\nWhat a format cannot carry of this base is listed.",
    )


def _import(  # noqa: PLR0913, PLR0917 -- each is an option
    rows: str,
    output: str,
    source: str | None,
    spoken: str,
    row_format: str | None,
    settings: Settings,
    *,
    force: bool,
) -> int:
    from factcli.cli.progress import progress_bar
    from factcli.importing.run import import_rows

    size = os.path.getsize(rows) if os.path.isfile(rows) else 0
    with progress_bar("reading rows", size) as progress:
        report = import_rows(rows, output, source, spoken, progress, format_name=row_format, force=force)
    emit(_imported(report, wording_for(settings)), settings)
    return 1 if report.bad else 0


def _imported(report: ImportReport, wording: Wording) -> Report:
    from factcli.report_lists import on_items
    from factcli.report_page import NUMBER, WORDS, Headline, Note, Table

    items: list[dict[str, Any]] = []
    items += [{"row": each.row, "problem": each.reason, "left_out": True} for each in report.bad]
    items += [{"row": each.row, "problem": each.reason, "left_out": False} for each in report.remarks]
    counted = ", ".join(
        wording.count(getattr(report, name), noun)
        for name, noun in (("facts", "fact"), ("entities", "entity"), ("relations", "relation"))
    )
    told = f"{report.path}: {counted}" if report.written else f"{report.path}: not written, no row was good"

    def draw(drawn: int) -> Sequence[Block]:
        shown = items[: drawn or None]
        rows = [[str(item["row"]), item["problem"], "" if item["left_out"] else "kept"] for item in shown]
        table = Table((NUMBER, WORDS, WORDS), rows, more=_more(len(items) - len(rows), wording))
        left_out = Note(f"{wording.count(len(report.bad), 'row')} left out of {report.rows}", quiet=False)
        return [Headline(told), *([left_out] if report.bad else []), *([table] if rows else [])]

    found = on_items("base import", items, wording, draw, columns=_COLUMNS)
    found.envelope.update(
        status="written" if report.written else "not_written",
        path=report.path,
        counts={
            name: getattr(report, name) for name in ("rows", "facts", "entities", "relations", "sentences")
        },
        left_out=len(report.bad),
    )
    return replace(
        found, sentence=told, notes=() if streams.is_terminal(sys.stdout) or not items else (told,)
    )


def _more(count: int, wording: Wording) -> str:
    return wording.say("more", count=count) if count > 0 else ""


def _export(export_format: str, output: str | None, settings: Settings, *, force: bool) -> int:
    from factcli.cli.bases import folders
    from factcli.exporting.registry import exporter
    from factcli.places import find_base
    from factcli.reader import read

    names = settings.named_bases
    if len(names) > 1:
        raise UsageProblem("one base at a time is exported", "give --base once")
    base = read(find_base(names[0] if names else None, folders(settings)))
    chosen = exporter(export_format)
    for loss in chosen.losses(base):
        streams.say(f"not in {export_format}: {safe.line(loss)}")
    if output is not None:
        from factcli.exporting.writing import write_export

        write_export(output, chosen.parts(base), force=force)
    elif chosen.binary:
        _write_bytes(b"".join(part for part in chosen.parts(base) if isinstance(part, bytes)))
    else:
        streams.write(part for part in chosen.parts(base) if isinstance(part, str))
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

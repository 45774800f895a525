"""Declare `base import`: a base from rows."""

from __future__ import annotations

import os
import sys

import click

from factcli._dataclass import replace
from factcli.cli import streams
from factcli.cli.base_options import force_option, json_option, refuse_bundled
from factcli.cli.console import emit
from factcli.cli.options import LateChoice, with_settings
from factcli.cli.wording import codes, wording_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.exchange.import_run import Report as ImportReport
    from factcli.language.messages import Wording
    from factcli.output.blocks import Block
    from factcli.output.report import Report

_COLUMNS = ("row", "problem", "left_out")
_COUNTED = ("rows", "facts", "entities", "relations", "sentences")


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
    from factcli.exchange.import_run import import_rows

    refuse_bundled(output)
    size = os.path.getsize(rows) if os.path.isfile(rows) else 0
    with progress_bar("reading rows", size) as progress:
        report = import_rows(rows, output, source, spoken, progress, format_name=row_format, force=force)
    emit(_imported(report, wording_for(settings)), settings)
    return 1 if report.bad else 0


def _imported(report: ImportReport, wording: Wording) -> Report:
    from factcli.output.report_lists import on_items

    items = [
        {"row": each.row, "problem": each.reason, "left_out": left_out}
        for remarks, left_out in ((report.bad, True), (report.remarks, False))
        for each in remarks
    ]
    told = _told(report, wording)
    found = on_items("base import", items, wording, _page(report, items, told, wording), columns=_COLUMNS)
    found.envelope.update(
        status="written" if report.written else "not_written",
        path=report.path,
        counts={name: getattr(report, name) for name in _COUNTED},
        left_out=len(report.bad),
    )
    return replace(
        found, sentence=told, notes=() if streams.is_terminal(sys.stdout) or not items else (told,)
    )


def _told(report: ImportReport, wording: Wording) -> str:
    if not report.written:
        return f"{report.path}: not written, no row was good"
    named = (("facts", "fact"), ("entities", "entity"), ("relations", "relation"))
    counted = ", ".join(wording.count(getattr(report, name), noun) for name, noun in named)
    return f"{report.path}: {counted}"


def _page(
    report: ImportReport, items: Sequence[dict[str, Any]], told: str, wording: Wording
) -> Callable[[int], Sequence[Block]]:
    from factcli.output.blocks import NUMBER, WORDS, Headline, Note, Table

    def draw(drawn: int) -> Sequence[Block]:
        shown = items[: drawn or None]
        rows = [[str(item["row"]), item["problem"], "" if item["left_out"] else "kept"] for item in shown]
        more = len(items) - len(rows)
        table = Table((NUMBER, WORDS, WORDS), rows, more=wording.say("more", count=more) if more else "")
        left_out = Note(f"{wording.count(len(report.bad), 'row')} left out of {report.rows}", quiet=False)
        return [Headline(told), *([left_out] if report.bad else []), *([table] if rows else [])]

    return draw

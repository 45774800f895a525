"""Write a report: choose the format, tell the notes on standard error, page what is long."""

from __future__ import annotations

import os
import sys

from factcli import escape
from factcli.cli import streams
from factcli.output.formats import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from factcli.cli.settings import Settings
    from factcli.output.report import Report

SILENT = ("json", "jsonl", "csv")  # formats that say nothing in place of records


_listener: Callable[[Report], None] | None = None


def hear(listener: Callable[[Report], None] | None) -> None:
    """Hand each report that is written to a listener too, until it is None: a session opens its rows."""
    global _listener  # noqa: PLW0603 -- one session at a time is what a terminal has
    _listener = listener


def emit(report: Report, settings: Settings, *, drawn_as: str | None = None) -> None:
    """Write one report in the format asked for: a table on a terminal, plain lines elsewhere.

    `drawn_as` is the format of a command that has one of its own choice.
    """
    from factcli.cli.terminal import screen

    if _listener is not None:
        _listener(report)
    shown = screen(settings)
    style = settings.style or drawn_as or ("table" if streams.is_terminal(sys.stdout) else "plain")
    _check_fields(report, settings)
    parts = FORMATS[style](report, shown)
    if style != "json":
        _tell(report, style, dim=shown.color)
    if style == "table" and report.long and _may_page(settings):
        _paged("".join(parts), settings.environment)
    else:
        streams.write(parts)


def _check_fields(report: Report, settings: Settings) -> None:
    if not settings.fields:
        return
    from factcli.output import fields

    if report.records == "answers":
        fields.check(settings.fields, dict.fromkeys((*fields.ANSWER_FIELDS, *fields.CITED)))
    else:
        first: dict[str, object] = next(iter(report.rows()), dict.fromkeys(settings.fields))
        fields.check(settings.fields, first)


def _tell(report: Report, style: str, *, dim: bool) -> None:
    """Say on standard error how the question was read; dim where a person looks on."""
    notes = list(report.notes)
    if report.explain is not None and style in (*SILENT, "plain"):
        notes += report.explain()
    if style in SILENT and not report.count and report.sentence:
        notes.append(report.sentence)
    for note in notes:
        text = escape.line(note)
        streams.say(f"\x1b[2m{text}\x1b[0m" if dim and streams.is_terminal(sys.stderr) else text)


def _may_page(settings: Settings) -> bool:
    return settings.pager and streams.is_terminal(sys.stdout) and streams.is_terminal(sys.stdin)


def _paged(text: str, environment: Mapping[str, str]) -> None:
    from factcli.cli.terminal import height

    command = _pager(environment) if text.count("\n") >= height() > 0 else None
    if command is None or not _piped(command, text):
        streams.write([text])


def _pager(environment: Mapping[str, str]) -> list[str] | None:
    from shlex import split
    from shutil import which

    try:
        command = split(environment.get("PAGER") or "less -FRX")
    except ValueError:
        return None
    found = which(command[0]) if command else None
    return [found, *command[1:]] if found else None


def _piped(command: Iterable[str], text: str) -> bool:
    """Show a text in the pager and tell whether that worked; a pager left early is no failure."""
    from subprocess import PIPE, Popen

    streams.flush()
    environment = {**os.environ, "LESSCHARSET": "utf-8"}
    try:
        with Popen(list(command), stdin=PIPE, env=environment) as pager:  # noqa: S603 -- the user's own pager
            try:
                pager.communicate(text.encode("utf-8", "backslashreplace"))
            except KeyboardInterrupt:
                pager.wait()
    except OSError:
        return False
    return True

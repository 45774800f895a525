"""Write records for programs: JSON, JSON lines, and tab- or comma-separated lines.

The standard JSON and CSV writers are not used: they leave DEL, C1 and bidirectional controls unescaped, and
importing them would add a third to the time of an answer.
"""

from __future__ import annotations

from factcli.escape import STEP, dumped, guarded, json_string, line
from factcli.output.envelope import as_text, field, narrowed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from factcli.output.report import Report, Screen


def whole(report: Report, screen: Screen) -> Iterator[str]:
    """Yield the envelope, indented, record by record."""
    opened = "{"
    for key, value in report.envelope.items():
        yield f"{opened}\n{STEP}{json_string(key)}: "
        opened = ","
        if key == report.records:
            yield from _records(report, screen)
        else:
            yield dumped(value, ascii_only=not screen.utf8, indent="\n" + STEP)
    yield "\n}\n"


def _records(report: Report, screen: Screen) -> Iterator[str]:
    margin = "\n" + STEP + STEP
    opened = "["
    for row in report.rows():
        yield (
            opened + margin + dumped(narrowed(row, screen.fields), ascii_only=not screen.utf8, indent=margin)
        )
        opened = ","
    yield "[]" if opened == "[" else "\n" + STEP + "]"


def compact(report: Report, screen: Screen) -> str:
    """Return the envelope on one line."""
    envelope = report.envelope | {report.records: [narrowed(row, screen.fields) for row in report.rows()]}
    return dumped(envelope, ascii_only=not screen.utf8) + "\n"


def lines(report: Report, screen: Screen) -> Iterator[str]:
    """Yield each record on a line of its own."""
    for row in report.rows():
        yield dumped(narrowed(row, screen.fields), ascii_only=not screen.utf8) + "\n"


def plain(report: Report, screen: Screen) -> Iterator[str]:
    """Yield the records as tab-separated lines, or a sentence if there are none."""
    columns = screen.fields or report.columns
    for row in report.rows():
        yield "\t".join(line(as_text(field(row, name))) for name in columns) + "\n"
    if not report.count and report.sentence:
        yield line(report.sentence) + "\n"


def csv(report: Report, screen: Screen) -> Iterator[str]:
    """Yield a header and the records as in RFC 4180, except for the line ends."""
    columns = screen.fields or report.columns
    yield ",".join(columns) + "\n"
    for row in report.rows():
        yield ",".join(_cell(field(row, name)) for name in columns) + "\n"


def _cell(value: Any) -> str:
    text = line(as_text(value))
    if not isinstance(value, int | float):
        text = guarded(text)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '",') else text

"""Write records one a line: tab-separated for pipes, comma-separated for spreadsheets.

A cell that a spreadsheet would run as a formula (it begins with = + - @, a tab or a return) gets an
apostrophe before it in csv, as OWASP advises ("CSV Injection"); numbers are left alone.
"""

from __future__ import annotations

from factcli.escape import line
from factcli.output.fields import as_text, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from factcli.output.report import Report
    from factcli.output.screen import Screen

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(report: Report, screen: Screen) -> Iterator[str]:
    """Yield the records as tab-separated lines; where there are none, the sentence that says so."""
    columns = screen.fields or report.columns
    for row in report.rows():
        yield "\t".join(line(as_text(field(row, name))) for name in columns) + "\n"
    if not report.count and report.sentence:
        yield line(report.sentence) + "\n"


def csv(report: Report, screen: Screen) -> Iterator[str]:
    """Yield a header and the records, as RFC 4180 has them but for the line ends."""
    columns = screen.fields or report.columns
    yield ",".join(columns) + "\n"
    for row in report.rows():
        yield ",".join(_cell(field(row, name)) for name in columns) + "\n"


def _cell(value: Any) -> str:
    raw = as_text(value)
    text = line(raw)
    if raw.startswith(_FORMULA) and not isinstance(value, int | float):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '",') else text

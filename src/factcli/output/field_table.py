"""Draw the fields that were asked for as a table of their own, in place of the page of a report."""

from __future__ import annotations

from itertools import islice

from factcli.output.blocks import WORDS, Note, Table
from factcli.output.fields import as_text, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.output.blocks import Block
    from factcli.output.report import Report
    from factcli.output.screen import Screen


def of_fields(report: Report, screen: Screen) -> Sequence[Block]:
    """Return a page with a table of the fields that were asked for, in place of the page of a report."""
    kept = islice(report.rows(), screen.rows or None)
    rows = [[as_text(field(row, name)) for name in screen.fields] for row in kept]
    if not rows:
        return [Note(report.sentence)]
    hidden = report.count - len(rows)
    more = report.wording.say("more", count=hidden) if hidden else ""
    return [Table([WORDS] * len(screen.fields), rows, headings=screen.fields, more=more)]

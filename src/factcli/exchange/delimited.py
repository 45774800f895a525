"""Export a base as rows: CSV for spreadsheets, JSON lines for programs.

In CSV a cell that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises ("CSV
Injection"); `base import` takes it away again.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from factcli.escape import json_text
from factcli.exchange.export import Exporter
from factcli.exchange.export_tables import columns, losses, rows
from factcli.exchange.formulas import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from factcli.model import FactBase


def csv_text(base: FactBase) -> Iterator[str]:
    """Yield a header and a line per fact, as RFC 4180 has them but for the line ends."""
    names = columns(base)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows(base):
        writer.writerow([_cell(row.get(name)) for name in names])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        plain = not any(part.startswith("[") or "|" in part or part != part.strip() for part in value)
        return guarded("|".join(value) if plain else json.dumps(value, ensure_ascii=False))
    return guarded(value)


def jsonl_text(base: FactBase) -> Iterator[str]:
    """Yield a JSON object per fact."""
    for row in rows(base):
        yield json_text(json.dumps(row, ensure_ascii=False)) + "\n"


CSV = Exporter("csv", ".csv", csv_text, losses)
JSONL = Exporter("jsonl", ".jsonl", jsonl_text, losses)

"""Import rows into a new base."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from factcli.base.reader import read
from factcli.exchange.import_run import ImportResult, import_rows
from factcli.index.build import PhraseMaker
from factcli.index.open import open_index

if TYPE_CHECKING:
    from pathlib import Path

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.model import FactBase

ROW = {"subject": "Ada", "relation": "met", "object": "Bob"}


def jsonl(folder: Path, *rows: dict[str, Any] | str) -> str:
    """Write rows to a file, a line each."""
    path = folder / "rows.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return str(path)


def made(folder: Path, *rows: dict[str, Any] | str, **options: Any) -> tuple[ImportResult, FactBase]:
    """Import rows; return what came of it, and the base."""
    report = import_rows(jsonl(folder, *rows), str(folder / "base.json"), **options)
    return report, read(str(folder / "base.json"))


def indexed(folder: Path, lexicon: Lexicon, *rows: dict[str, Any]) -> Index:
    """Import English rows as the facts f0, f1 …, each in a sentence that is its statement; open their index."""
    own = ({"id": f"f{at}", "language": "en", "sentence": row["statement"]} for at, row in enumerate(rows))
    made(folder, *(row | more for row, more in zip(rows, own, strict=True)))
    return open_index(str(folder / "base.json"), cache=None, phrases=PhraseMaker(lexicon))


def refused(folder: Path, row: dict[str, Any] | str, **options: Any) -> str:
    """Return why a row is refused; the one before it is kept."""
    report, base = made(folder, ROW, row, **options)
    assert len(base.facts) == 1
    assert [remark.row for remark in report.bad] == [2]
    return report.bad[0].reason

"""Import rows: from a file of rows to a fact base in one call, whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcli.base.lock import locked
from factcli.base.store import write_lines
from factcli.curation.create import base_name, refuse_overwriting
from factcli.errors import NotWritten
from factcli.exchange.builder import Builder
from factcli.exchange.cells import BadRow, Columns
from factcli.exchange.import_records import record_of
from factcli.exchange.import_rows import Remark, Row, read_rows
from factcli.exchange.passages import RowsAsSource, TextAsSource
from factcli.text import slug
from factcli.texts.source import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Progress = Callable[[int, int], None]

_EVERY = 1_000


@dataclass(slots=True)
class Report:
    """What became of the rows: counts, the rows left out and why, and what was changed in others."""

    path: str
    rows: int = 0
    facts: int = 0
    entities: int = 0
    relations: int = 0
    sentences: int = 0
    bad: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    unknown: set[str] = field(default_factory=set)

    def remark_columns(self, row: int, unknown: Iterable[str]) -> None:
        """Remark once on each column that means nothing here."""
        for column in unknown:
            if column not in self.unknown:
                self.unknown.add(column)
                self.remarks.append(Remark(row, f"the column {column!r} is not known and left out"))

    @property
    def written(self) -> bool:
        """Say whether there is a base now: rows of which none was good make none."""
        return self.facts > 0


def import_rows(  # noqa: PLR0913 -- each is an option of the command
    path: str,
    out: str,
    source: str | None = None,
    language: str = "en",
    progress: Progress | None = None,
    *,
    format_name: str | None = None,
    force: bool = False,
) -> Report:
    """Make the base at `out` from the rows at `path`; rows that cannot be taken are left out and reported.

    `source` is the path of the text the sentences come from; without it the rows' own sentences are the
    source. `language` is that of rows that do not tell. `progress` is called with bytes done and bytes in
    all. Raises UsageProblem, InputOutputProblem, NotWritten; nothing is half-written then.
    """
    refuse_overwriting(out, force=force)
    report = Report(out)
    try:
        builder = Builder(
            os.path.dirname(os.path.realpath(out)), _passages(path, source, language, format_name)
        )
        try:
            _take(builder, report, _watched(path, format_name, progress), language)
            if report.facts:
                _write(builder, out, force=force)
        finally:
            builder.close()
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise NotWritten(f"{out}: not written: {reason}", "free space or check the permissions") from error
    return report


def _passages(
    path: str, source: str | None, language: str, format_name: str | None
) -> RowsAsSource | TextAsSource:
    if source is None:
        return RowsAsSource()
    name = slug(os.path.splitext(os.path.basename(source))[0], "source")
    passages = TextAsSource(name, language, read_text(source))
    rows = (row.cells.get("sentence") for row in read_rows(path, format_name) if isinstance(row, Row))
    passages.join({text.strip() for text in rows if isinstance(text, str)})
    return passages


def _watched(path: str, format_name: str | None, progress: Progress | None) -> Iterator[Row | Remark]:
    size = os.path.getsize(path) if progress and os.path.exists(path) else 0
    for count, row in enumerate(read_rows(path, format_name)):
        if progress and count % _EVERY == 0 and isinstance(row, Row):
            progress(row.done, size)
        yield row
    if progress:
        progress(size, size)


def _take(builder: Builder, report: Report, rows: Iterator[Row | Remark], language: str) -> None:
    known: dict[tuple[str, ...], Columns] = {}
    for row in rows:
        report.rows += 1
        if isinstance(row, Remark):
            report.bad.append(row)
            continue
        shape = tuple(row.cells)
        columns = known.get(shape)
        if columns is None:
            columns = known[shape] = Columns.of(shape)
            report.remark_columns(row.number, columns.unknown)
        try:
            record = record_of(row, columns, language)
            builder.add(record)
        except BadRow as bad:
            report.bad.append(Remark(row.number, str(bad)))
        else:
            report.remarks += record.remarks
    report.facts, report.sentences = builder.facts.count, builder.sentences.count
    report.entities, report.relations = len(builder.things), len(builder.relations)


def _write(builder: Builder, out: str, *, force: bool) -> None:
    name = base_name(out)
    with locked(out):
        refuse_overwriting(out, force=force)
        write_lines(out, builder.lines(name), whole=False)

"""Read rows one at a time from CSV, TSV or JSON lines, and keep the bad ones apart by their number.

A row is a mapping from a column to its cell. Nothing is guessed here: what a cell means is for `cells`.
Rows are counted as a spreadsheet or an editor shows them: the header of a CSV file is row 1.
"""

from __future__ import annotations

import csv
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcli.errors import InputOutputProblem, UsageProblem
from factcli.exchange.formulas import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO

CELL_LIMIT, LINE_LIMIT = 1_000_000, 4_000_000
_NOT_A_TABLE = "the first line must name the columns; subject, relation and object are needed"


@dataclass(slots=True)
class Row:
    """The cells of one row by column; `done` is how many bytes of the file have been read with it."""

    number: int
    cells: dict[str, Any]
    done: int


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said about a row: why it was left out, or what was changed in it."""

    row: int
    reason: str


def read_rows(path: str, format_name: str | None = None) -> Iterator[Row | Remark]:
    """Yield the rows of a file in order; a `Remark` stands for each row that cannot be read.

    The format is `csv`, `tsv` or `jsonl`; None takes it from the end of the file's name. Raises
    UsageProblem for a format or a header that is none, InputOutputProblem where the file cannot be read.
    """
    read = READERS.get(format_name or _format_of(path))
    if read is None:
        raise UsageProblem(
            f"{path}: rows are read from .csv, .tsv and .jsonl files", "rename the file or give its --format"
        )
    try:
        with open(path, "rb") as stream:
            yield from read(stream, path)
    except OSError as error:
        raise InputOutputProblem(
            f"{path}: {os.strerror(error.errno or 0)}", "check the name and the permissions"
        ) from error


def _format_of(path: str) -> str:
    ending = os.path.splitext(path)[1].lower().lstrip(".")
    return {"ndjson": "jsonl"}.get(ending, ending)


def _separated(stream: BinaryIO, path: str, separator: str) -> Iterator[Row | Remark]:
    csv.field_size_limit(CELL_LIMIT)
    counted = _Lines(stream)
    reader = csv.reader(counted, delimiter=separator, strict=True)
    columns = _header(reader, path)
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Remark(number, f"cannot be read as {'CSV' if separator == ',' else 'TSV'}: {error}")
            continue
        if len(cells) > len(columns):
            yield Remark(number, f"has {len(cells)} cells for {len(columns)} columns")
        elif any(cells):
            yield Row(number, dict(zip(columns, map(unguarded, cells), strict=False)), counted.done)


def _header(reader: Iterator[list[str]], path: str) -> list[str]:
    try:
        columns = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise UsageProblem(f"{path}: {error}", _NOT_A_TABLE) from error
    doubled = sorted({name for name in columns if columns.count(name) > 1})
    if doubled:
        raise UsageProblem(
            f"{path}: the column {doubled[0]!r} is there twice", "give each column a name of its own"
        )
    missing = [name for name in ("subject", "relation", "object") if name not in columns]
    if missing:
        raise UsageProblem(f"{path}: there is no column {missing[0]!r}", _NOT_A_TABLE)
    return columns


class _Lines:
    """Yield the lines of a stream and count its bytes; of a line beyond the limit only the beginning.

    What is no UTF-8 becomes surrogates, which `cells` refuses row by row.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Start at the beginning of a stream."""
        self.stream, self.done = stream, 0

    def __iter__(self) -> Iterator[str]:
        """Yield each line as text, without the byte order mark some spreadsheets write."""
        while data := self.stream.readline(LINE_LIMIT):
            text = data.decode("utf-8", "surrogateescape")
            yield text.removeprefix("\ufeff") if not self.done else text
            self.done += len(data)
            while len(data) == LINE_LIMIT and not data.endswith(b"\n"):
                data = self.stream.readline(LINE_LIMIT)
                self.done += len(data)


def _json_lines(stream: BinaryIO, _path: str) -> Iterator[Row | Remark]:
    counted = _Lines(stream)
    for number, text in enumerate(counted, 1):
        if not text.strip():
            continue
        try:
            cells = _DECODER.decode(text.strip())
        except (ValueError, RecursionError) as error:
            yield Remark(number, f"is no JSON object: {error}")
            continue
        yield (
            Row(number, cells, counted.done)
            if isinstance(cells, dict)
            else Remark(number, "is no JSON object")
        )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    cells = dict(pairs)
    if len(cells) < len(pairs):
        raise ValueError("a key is there twice")
    return cells


# Numbers stay as they are written: "1971" is a name, a date or an amount, and `cells` decides which.
_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=str)

READERS = {
    "csv": lambda stream, path: _separated(stream, path, ","),
    "tsv": lambda stream, path: _separated(stream, path, "\t"),
    "jsonl": _json_lines,
}

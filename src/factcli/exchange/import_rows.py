"""Read rows one at a time from CSV, TSV or JSON and clean their cells; bad rows are reported by number.

A row is a mapping from a column to its cell. Nothing is interpreted here: that is done by `import_records`.
Rows are counted as a spreadsheet or an editor shows them: the header of a CSV file is row 1.
"""

from __future__ import annotations

import csv
import json
import os
import re
import stat
from collections import Counter
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from itertools import chain
from typing import TYPE_CHECKING
from unicodedata import category

from factcli.base.schema import WrongForm, identifier
from factcli.curation.resolve import NAME_LIMIT
from factcli.errors import InputOutputProblem, UsageProblem
from factcli.escape import HIDDEN, unguarded
from factcli.strict_json import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import Any, BinaryIO


CELL_LIMIT, LINE_LIMIT = 1_000_000, 4_000_000
COLUMN_LIMIT, ROW_LIMIT = 1_000, DEFAULT.documents
_LINES = 4 * ROW_LIMIT  # a row may have several lines
_NEEDED = ("subject", "relation", "object")
TAB = "\t"
_SHOWN = 8  # columns in a message
_LONGEST_COUNT = 15  # digits
_SEPARATOR_LINE = re.compile(
    r"\"?sep=(.)\"?\s*", re.IGNORECASE
)  # what Excel writes and reads before the header
_NOT_A_TABLE = "the first line must name the columns; subject, relation and object are needed"


@dataclass(slots=True)
class Row:
    """The cells of one row by column; `done` is how many bytes of the file have been read with it."""

    number: int
    cells: dict[str, Any]
    done: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark about a row: why it was left out, or what was changed in it; `kept` says that a row is not missing."""

    row: int
    reason: str
    kept: bool = False


def read_rows(path: str, format_name: str | None = None) -> Iterator[Row | Remark]:
    """Yield the rows of a file in order; a `Remark` takes the place of each row that cannot be read.

    The format is `csv`, `tsv`, `jsonl` or `json`; None takes it from the end of the file's name. The separator of
    CSV may be a comma, a semicolon or a tab, and text that is not UTF-8 may be UTF-16 or Windows-1252. Raises
    UsageProblem for a format or a header that is none and for more rows than a base may have facts,
    InputOutputProblem where the file cannot be read. A device is never opened; a pipe is waited for.
    """
    read = READERS.get(format_name or _format_of(path))
    if read is None:
        raise UsageProblem(
            f"{path}: rows are read from .csv, .tsv, .jsonl and .json files",
            "rename the file or give its --format",
        )
    try:
        mode = os.stat(path).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            what = "a folder" if stat.S_ISDIR(mode) else "not a file"
            raise InputOutputProblem(f"{path} is {what}", "give the path of a file with rows, or of a pipe")
        with open(path, "rb") as stream:
            for count, row in enumerate(read(stream, path)):
                if count == ROW_LIMIT:
                    raise UsageProblem(f"{path}: more than {ROW_LIMIT} rows", "split the file")
                yield row
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
    lines = iter(counted)
    number, first = 1, next(lines, "")
    if told := _SEPARATOR_LINE.fullmatch(first):
        number, separator, first = 2, told[1], next(lines, "")
    else:
        separator = _separator_of(first, separator)
    reader = csv.reader(chain([first] * bool(first), lines), delimiter=separator, strict=True)
    columns = _header(reader, path)
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Remark(
                number, f"cannot be read as {'TSV' if separator == TAB else 'CSV'}: {_reason(error)}"
            )
            continue
        if counted.guessed:
            counted.guessed = False
            yield Remark(
                number,
                "the file is not UTF-8 and is read as Windows-1252; save it as UTF-8 if letters are wrong",
                kept=True,
            )
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            yield Remark(number, f"has {len(cells)} cells for {len(columns)} columns")
        elif any(cells):
            yield Row(number, dict(zip(columns, map(unguarded, cells), strict=False)), counted.done)


def _separator_of(header: str, usual: str) -> str:
    """Return the separator by which a first line has the needed columns; the usual one if none does."""
    for separator in dict.fromkeys((usual, ",", ";", TAB, "|")):
        try:
            names = set(map(_column, next(csv.reader([header], delimiter=separator), [])))
        except csv.Error:
            continue
        if names.issuperset(_NEEDED):
            return separator
    return usual


def _column(name: str) -> str:
    """Return the name of a column; one that is known may be written with capitals."""
    name = name.strip()
    return name.lower() if name.lower() in KNOWN else name


def _reason(error: csv.Error) -> str:
    if "new-line character" in str(error):
        return "a line ends with a carriage return alone; save the file with Unix or Windows line ends"
    return str(error)


def _header(reader: Iterator[list[str]], path: str) -> list[str]:
    try:
        columns = list(map(_column, next(reader, [])))
    except csv.Error as error:
        raise UsageProblem(f"{path}: {_reason(error)}", _NOT_A_TABLE) from error
    if len(columns) > COLUMN_LIMIT:
        raise UsageProblem(f"{path}: more than {COLUMN_LIMIT} columns", _NOT_A_TABLE)
    doubled = [name for name, count in Counter(columns).items() if count > 1]
    if doubled:
        raise UsageProblem(f"{path}: duplicate column {min(doubled)!r}", "give each column its own name")
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        read = ", ".join(map(repr, columns[:_SHOWN])) + ", …" * (len(columns) > _SHOWN)
        raise UsageProblem(f"{path}: missing column {missing[0]!r}; the first line has {read}", _NOT_A_TABLE)
    return columns


class _Lines:
    """Yield the lines of a stream and count its bytes; lines beyond the limit are cut.

    UTF-16 is known by its first bytes. Where a line is not UTF-8, and no line before it was more than ASCII, the file
    is read as Windows-1252 from there on and `guessed` is set. Other bytes that are not UTF-8 become surrogates,
    which `Cells` refuses row by row.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Start at the beginning of a stream."""
        self.stream, self.done, self.count = stream, 0, 0
        self.guessed = self._guesses = False
        self._is_utf8 = False

    def __iter__(self) -> Iterator[str]:
        """Yield each line as text, without the byte order mark some spreadsheets write. Raises UsageProblem."""
        for data, text in self._read():
            self.count += 1
            if self.count > _LINES or self.done > DEFAULT.size:
                raise UsageProblem(
                    "the rows do not end", f"give at most {DEFAULT.size} bytes, {_LINES} lines"
                )
            yield text.removeprefix("\ufeff") if not self.done else text
            self.done += data

    def _read(self) -> Iterator[tuple[int, str]]:
        head = self.stream.peek(4)[:4] if isinstance(self.stream, BufferedReader) else b""
        if encoding := _wide_encoding(head):
            with TextIOWrapper(self.stream, encoding, errors="surrogatepass", newline="") as text:
                try:
                    while line := text.readline(LINE_LIMIT):
                        yield 2 * len(line), line
                except UnicodeDecodeError as error:
                    raise UsageProblem(
                        f"the rows are not valid UTF-16: {error.reason}", "save them as UTF-8"
                    ) from error
            return
        while data := self.stream.readline(LINE_LIMIT):
            yield len(data), self._decoded(data)
            while len(data) == LINE_LIMIT and not data.endswith(b"\n") and self.done <= DEFAULT.size:
                data = self.stream.readline(LINE_LIMIT)
                self.done += len(data)

    def _decoded(self, data: bytes) -> str:
        if data.isascii():
            return data.decode("ascii")
        try:
            text = data.decode("utf-8-sig" if not self.done else "utf-8")
        except UnicodeDecodeError:
            if self._is_utf8:
                return data.decode("utf-8", "surrogateescape")
            try:
                text = data.decode("cp1252")
            except UnicodeDecodeError:
                return data.decode("utf-8", "surrogateescape")
            self.guessed, self._guesses = not self._guesses, True
            return text
        if self._guesses:
            return data.decode("cp1252", "replace")
        self._is_utf8 = self._is_utf8 or not text.isascii()
        return text


def _wide_encoding(head: bytes) -> str | None:
    """Return the encoding of a text of which every letter has two bytes, by its first bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if len(head) == len("sub,") and head[1::2] == b"\0\0":
        return "utf-16-le"
    return "utf-16-be" if len(head) == len("sub,") and head[::2] == b"\0\0" else None


def _json_lines(stream: BinaryIO, _path: str) -> Iterator[Row | Remark]:
    counted = _Lines(stream)
    for number, text in enumerate(counted, 1):
        if not text.strip():
            continue
        try:
            cells = _DECODER.decode(text.strip())
        except (ValueError, RecursionError) as error:
            yield Remark(number, f"is not a JSON object: {error}")
            continue
        yield _of_object(number, cells, counted.done)


def _json_list(stream: BinaryIO, path: str) -> Iterator[Row | Remark]:
    """Read a JSON list of objects, whose rows are counted from 1."""
    data = stream.read(DEFAULT.size + 1)
    if len(data) > DEFAULT.size:
        raise UsageProblem(
            f"{path}: more than {DEFAULT.size} bytes", "split it, or write one object a line (.jsonl)"
        )
    try:
        listed = _DECODER.decode(data.decode(_wide_encoding(data[:4]) or "utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageProblem(f"{path}: is not JSON: {error}", "give a list of objects, [{…}, {…}]") from error
    if not isinstance(listed, list):
        raise UsageProblem(f"{path}: is not a list", "give a list of objects, [{…}, {…}]")
    for number, cells in enumerate(listed, 1):
        yield _of_object(number, cells, len(data))


def _of_object(number: int, cells: object, done: int) -> Row | Remark:
    if not isinstance(cells, dict):
        return Remark(number, "is not a JSON object")
    if len(cells) > COLUMN_LIMIT:
        return Remark(number, f"has {len(cells)} columns; at most {COLUMN_LIMIT} are allowed")
    return Row(number, cells, done)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    cells = dict(pairs)
    if len(cells) < len(pairs):
        raise ValueError("duplicate key")
    return cells


# Numbers stay as they are written: "1971" may be a name, a date or an amount. NaN is how tables of numbers write that
# there is nothing.
_DECODER = json.JSONDecoder(
    object_pairs_hook=_once,
    parse_int=str,
    parse_float=str,
    parse_constant=lambda name: None if name == "NaN" else float(name),
)

READERS = {
    "csv": lambda stream, path: _separated(stream, path, ","),
    "tsv": lambda stream, path: _separated(stream, path, TAB),
    "jsonl": _json_lines,
    "json": _json_list,
}


# Cells by their column: texts, names, lists of names.

THINGS = ("subject", "object", "speaker")
TOLD = ("title", "publisher", "author", "date")
"""What a source says of itself, or what was inferred, with the reason in a column of its own."""
QUOTE = (
    *("sentence", "exact", "prefix", "suffix", "source", "sentence_number", "sentence_start", "section"),
    *(f"source_{part}" for part in TOLD),
    *(f"source_{part}_inferred" for part in TOLD),
    *(f"source_{part}" for part in ("language", "url", "rights", "characters", "sha256")),
)
"""The columns of one quote; those of further ones end in _2, _3 and so on."""
PLAIN = (
    *("id", "subject", "subject_id", "subject_kind", "relation", "relation_slug"),
    *("object", "object_id", "object_kind", "value", "answer_kind", "inverse_kind", "one_value", "statement"),
    *QUOTE,
    *("modality", "hedged", "speaker", "speaker_id", "speaker_kind", "when", "resolved", "basis", "derived"),
    "language",
)
FLAGS = ("hedged", "one_value")
LISTS = (*(f"{thing}_aliases" for thing in THINGS), "relation_phrases")
PER_LANGUAGE = (
    *("relation", "statement", "relation_phrases", "inverse", "inverse_phrases"),
    *(f"{thing}_name" for thing in THINGS),
    *(f"{thing}_description" for thing in THINGS),
)
KNOWN = frozenset(PLAIN + LISTS)
CODE = re.compile("[a-z]{2,3}(?:-[A-Za-z]{2,8})?")
_FURTHER = re.compile(rf"(?:{'|'.join(QUOTE)})_([1-9]\d{{0,2}})")


class BadRow(Exception):  # noqa: N818 -- a row is bad, the program is not in error
    """Raised with the reason why a row is left out."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of some rows mean, computed once for all rows with the same columns."""

    known: tuple[str, ...]
    by_language: Mapping[str, tuple[tuple[str, str], ...]]
    further: tuple[str, ...]
    unknown: tuple[str, ...]

    @classmethod
    def of(cls, names: Collection[str]) -> Columns:
        """Sort the columns into those per language, as (language code, column), further quotes, and unknown ones."""
        found: dict[str, list[tuple[str, str]]] = {prefix: [] for prefix in PER_LANGUAGE}
        unknown, further = [], set()
        for name in sorted(names):
            prefix, _, code = name.rpartition("_")
            if name in KNOWN:
                continue
            if prefix in found and CODE.fullmatch(code):
                found[prefix].append((code, name))
            elif numbered := _FURTHER.fullmatch(name):
                further.add(numbered[1])
            else:
                unknown.append(name)
        left_out = set(unknown)
        return cls(
            tuple(name for name in names if name not in left_out),
            {prefix: tuple(columns) for prefix, columns in found.items()},
            tuple(sorted(further, key=int)),
            tuple(unknown),
        )


class Cells:
    """Read the cells of one row, recording what had to be changed in them."""

    def __init__(self, row: Row, columns: Columns) -> None:
        """Take a row as it was read. Raises BadRow for a text that cannot be kept."""
        self.row, self.remarks, self._columns = row, list[Remark](), columns
        self._texts: dict[str, str] = {}
        self._lists: set[str] = set()
        for column in columns.known:
            cell = row.cells[column]
            if type(cell) is str:
                self._texts[column] = _kept(column, cell)
            elif type(cell) is list:
                self._lists.add(column)
            elif type(cell) is dict and column == "value":
                self._texts[column] = json.dumps(cell)
            elif type(cell) is bool and column in FLAGS:
                self._texts[column] = str(cell)
            elif type(cell) is float:
                raise BadRow(f"{column} is {cell}, which is no number; leave the cell empty or write a text")
            elif type(cell) is bool:
                raise BadRow(f"{column} is {str(cell).lower()}, which is not text")
            elif cell is not None:
                raise BadRow(f"{column} is not text")

    def text(self, column: str) -> str:
        """Return a cell as text without the spaces around it; empty if there is none. Raises BadRow."""
        if column in self._lists:
            raise BadRow(f"{column} is a list")
        return self._texts.get(column, "")

    def verbatim(self, column: str) -> str:
        """Return a cell as it is, spaces around it included; empty if there is none. Raises BadRow."""
        cell = self.row.cells.get(column)
        self.text(column)
        return cell if isinstance(cell, str) else ""

    def texts(self, prefix: str) -> dict[str, str]:
        """Return the texts of the columns of a prefix by language."""
        return {
            code: text for code, column in self._columns.by_language[prefix] if (text := self.text(column))
        }

    def names_by_language(self, prefix: str) -> dict[str, str]:
        """Return the names in the columns of a prefix by language, as `name` returns one."""
        return {
            code: name for code, column in self._columns.by_language[prefix] if (name := self.name(column))
        }

    def lists(self, prefix: str) -> dict[str, list[str]]:
        """Return the lists of names in the columns of a prefix by language."""
        return {
            code: names for code, column in self._columns.by_language[prefix] if (names := self.names(column))
        }

    def count(self, column: str) -> int | None:
        """Return a cell with a whole number; None if it is empty. Raises BadRow."""
        text = self.text(column)
        if text and not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT):
            raise BadRow(f"{column} is not a whole number: {text!r}")
        return int(text) if text else None

    def name(self, column: str) -> str:
        """Return a cell with a name: Cf characters are removed with a remark, other hidden ones are refused."""
        return self._clean(column, self.text(column))

    def names(self, column: str) -> list[str]:
        """Return a cell that lists names: a list in JSON, `|` between them or a JSON list in other files."""
        cell = self.row.cells.get(column)
        if not cell:
            return []
        found: dict[str, None] = {}
        for part in cell if isinstance(cell, list) else _parts(self.text(column)):
            if not isinstance(part, str):
                raise BadRow(f"{column} is not a list of texts")
            if name := self._clean(column, part.strip()):
                found[name] = None
        if len(found) > DEFAULT.items:
            raise BadRow(f"{column} has {len(found)} names; at most {DEFAULT.items} are allowed")
        return list(found)

    def id(self, column: str) -> str | None:
        """Return a cell that is an id, kept as it is; None if it is empty."""
        told = self.text(column)
        if not told:
            return None
        try:
            identifier(told)
        except WrongForm as wrong:
            raise BadRow(f"{column} is not a valid id: {wrong.reason}") from None
        return told

    def _clean(self, column: str, name: str) -> str:
        if not name.isprintable():
            classes = {c: category(c) for c in name}
            hidden = [c for c, found in classes.items() if found in HIDDEN and found != "Cf"]
            if hidden:
                raise BadRow(f"{column} contains the control character U+{ord(hidden[0]):04X}")
            formats = sorted(c for c, found in classes.items() if found == "Cf")
            if formats:
                listed = ", ".join(f"U+{ord(c):04X}" for c in formats)
                self.remarks.append(Remark(self.row.number, f"{listed} removed from {column}"))
                name = "".join(c for c in name if c not in formats).strip()
        if len(name) > NAME_LIMIT:
            raise BadRow(f"{column} has {len(name)} characters; at most {NAME_LIMIT} are allowed")
        return name


def _kept(column: str, cell: str) -> str:
    """Return a cell without the spaces around it. Raises BadRow for one that is not valid Unicode or too long."""
    text = cell.strip()
    if len(text) > DEFAULT.string:
        raise BadRow(f"{column} has {len(text)} characters; at most {DEFAULT.string} are allowed")
    if not text.isascii() and not text.isprintable() and any(category(c) == "Cs" for c in text):
        raise BadRow(f"{column} is not UTF-8")
    return text


def _parts(text: str) -> list[Any]:
    if text.startswith("["):
        try:
            listed = json.loads(text)
        except ValueError:
            return text.split("|")
        return listed if isinstance(listed, list) else [text]
    return text.split("|")

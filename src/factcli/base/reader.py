"""Read a base strictly, from untrusted bytes, with only the standard library.

Limits are checked before parsing, strict JSON before form, form before meaning. A file with one document per line (see
`factcli.base.writer`) is read some lines at a time and is never in memory as a whole; anything that departs from this
layout by one character is `OtherLayout`, and is read as a whole like any JSON. Reading never writes, creates or touches
a file.
"""

from __future__ import annotations

from io import BytesIO
from itertools import accumulate
from operator import lt
from zlib import crc32

from factcli.base.assemble import assemble
from factcli.base.paths import open_regular, unreadable
from factcli.base.schema import TABLES, VERSION, WrongForm, check_document, too_new
from factcli.errors import BadBase, InputOutputProblem
from factcli.strict_json import DEFAULT, NotStrict, check_strings, loads, scan, scan_unbounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from typing import Any, BinaryIO

    from factcli.model import FactBase
    from factcli.strict_json import Limits

    Document = dict[str, Any]


_LARGEST_NUMBER = 10**15
_READ = 1 << 16  # bytes read at once, and on to the end of the line
_OPENINGS = {f'"{table}": {{\n'.encode(): table for table in TABLES}
_LONGEST_OPENING = max(map(len, _OPENINGS))


SCHEMA_KEY = "$schema"
"""The key by which editors find the JSON Schema of a file; it is kept, and means nothing here."""
_SCHEMA_LINE = f'"{SCHEMA_KEY}": "'.encode()
_LONGEST_SCHEMA = 4096  # bytes


class OtherLayout(Exception):  # noqa: N818 -- no error: the file may be valid all the same
    """Raised if a line does not fit the layout; `table` and `document` name the place, if known."""

    def __init__(self, reason: str = "", table: str = "", document: str = "") -> None:
        """Keep the place, for the message in case the file is not JSON at all."""
        super().__init__(reason)
        self.reason, self.table, self.document = reason, table, document


class Chunk:
    """Some documents of one table: their ids, the documents, and the lines they were read from.

    `body` is the bytes of the lines and `start` their offset in the file; if it is empty, the file has another layout.
    """

    __slots__ = ("_body", "_start", "documents", "numbers", "table")

    def __init__(
        self, table: str, numbers: list[int], documents: list[Any], body: bytes = b"", start: int = 0
    ) -> None:
        """Keep the lists side by side."""
        self.table, self.numbers, self.documents = table, numbers, documents
        self._body, self._start = body, start

    def places(self) -> tuple[Iterable[int], ...]:
        """Return the offset of each line in the file, its length and its CRC-32; nothing if there are no lines."""
        if not self._body:
            return ()
        lines = self._body.removesuffix(b",").split(b",\n")
        lengths = list(map(len, lines))
        starts = accumulate(map((2).__add__, lengths[:-1]), initial=self._start)
        return starts, lengths, map(crc32, lines)

    def without(self, count: int) -> Chunk:
        """Return the documents of the chunk without the first ones, and without their lines."""
        return Chunk(self.table, self.numbers[count:], self.documents[count:])


def chunks(file: BinaryIO, limits: Limits) -> Iterator[Chunk]:
    """Yield the documents of a base. Raises `OtherLayout`, possibly after some were yielded."""
    if file.readline(3) != b"{\n":
        raise OtherLayout
    _pass_schema(file)
    seen: set[str] = set()
    more = True
    while more:
        table = _OPENINGS.get(file.readline(_LONGEST_OPENING), "")
        if not table or table in seen:
            raise OtherLayout
        seen.add(table)
        more = yield from _table(table, file, limits)
    if file.read(3) not in (b"}\n", b"}"):
        raise OtherLayout


def declared_schema(path: str) -> str | None:
    """Return the JSON Schema that a base names for editors, None if it names none or is not there."""
    try:
        with open_regular(path, DEFAULT) as file:
            data = file.read()
    except InputOutputProblem:
        return None
    if _SCHEMA_LINE.partition(b":")[0] not in data:
        return None
    try:
        named = loads(data.decode(), DEFAULT).get(SCHEMA_KEY)
    except (NotStrict, UnicodeDecodeError, AttributeError):
        return None
    return named if type(named) is str else None


def _pass_schema(file: BinaryIO) -> str | None:
    """Pass the line that names a JSON Schema, if the next one does, and return the name."""
    at = file.tell()
    line = file.readline(_LONGEST_SCHEMA)
    if line.startswith(_SCHEMA_LINE) and line.endswith(b'",\n'):
        return line[len(_SCHEMA_LINE) : -3].decode(errors="replace")
    file.seek(at)
    return None


def _table(table: str, file: BinaryIO, limits: Limits) -> Generator[Chunk, None, bool]:
    """Yield the documents of one table; return whether another table follows."""
    last, comma, at = 0, True, file.tell()
    while True:
        data = file.read(_READ) + file.readline()
        end = -1 if data[:1] == b"}" else data.find(b"\n}")
        body = b"" if data[:1] == b"}" else data[:end] if end >= 0 else data[:-1]
        if body:
            if not comma:
                raise OtherLayout
            chunk = _chunk(table, body, at, last, limits)
            yield chunk
            last, comma, at = chunk.numbers[-1], body[-1:] == b",", at + len(data)
        if len(body) + 1 < len(data) or not data:
            closing, _, rest = data[end + 1 :].partition(b"\n")
            if (comma and last) or closing not in (b"}", b"},"):
                raise OtherLayout
            file.seek(-len(rest), 1)
            return closing == b"},"


def _chunk(table: str, body: bytes, at: int, last: int, limits: Limits) -> Chunk:
    """Read the lines of `body`, which starts at byte `at` of the file."""
    try:
        text = body.decode().removesuffix(",")
    except UnicodeDecodeError:
        raise OtherLayout from None
    lines = text.split(",\n")
    if text.count("\n") != len(lines) - 1:
        raise OtherLayout
    numbers, documents = _documents(table, text, lines, last, limits)
    starts = [f'"{number}": ' for number in numbers]
    if not all(map(str.startswith, lines, starts)):
        raise OtherLayout
    return Chunk(table, numbers, documents, body, at)


def _documents(
    table: str, text: str, lines: list[str], last: int, limits: Limits
) -> tuple[list[int], list[Any]]:
    whole = "{" + text + "}"
    try:
        found, end = scan_unbounded(whole, 0)
    except NotStrict:
        found, end = {}, 0
    if end != len(whole) or len(found) != len(lines):
        raise _misfit(table, lines, limits)
    numbers, documents = _numbers(list(found), last), list(found.values())
    if "\\" in text or max(map(len, lines)) > limits.items:
        _check_bounds(table, numbers, documents, limits)
    return numbers, documents


def _numbers(found: list[str], last: int) -> list[int]:
    """Return document ids as numbers: spelt as TinyDB does, ascending, all above `last`."""
    try:
        numbers = [int(key) for key in found]
    except ValueError:
        raise OtherLayout from None
    ascending = numbers[0] > last and numbers[-1] < _LARGEST_NUMBER and all(map(lt, numbers, numbers[1:]))
    if not ascending or list(map(str, numbers)) != found:
        raise OtherLayout
    return numbers


def is_document_number(text: str) -> bool:
    """Return True if a text is a document id as TinyDB writes it: 1, 2, 3 … and no other spelling."""
    return text.isascii() and text.isdigit() and text[0] != "0" and len(text) < len(str(_LARGEST_NUMBER))


def _misfit(table: str, lines: list[str], limits: Limits) -> OtherLayout:
    """Find the document that is not strict JSON, to name it."""
    for line in lines:
        name, _, text = line.partition(": ")
        if is_document_number(name[1:-1] or "0"):
            try:
                scan(text, 0, limits)
            except NotStrict as found:
                return OtherLayout(str(found), table, name[1:-1])
    return OtherLayout()


def _check_bounds(table: str, numbers: list[int], documents: list[Any], limits: Limits) -> None:
    for number, document in zip(numbers, documents, strict=True):
        try:
            check_strings(document, limits)
        except NotStrict as found:
            raise OtherLayout(str(found), table, str(number)) from None


def later_version(path: str) -> BadBase:
    """Return the error for a base that needs a newer version of this program."""
    reason = f"written in a newer version of the format than {VERSION}"
    return BadBase(reason, path=path, table="meta", key="version", hint="upgrade factcli")


def whole(data: bytes, path: str, limits: Limits, place: OtherLayout) -> Iterator[Chunk]:
    """Yield the documents of each table, in the order of the file. Raises `BadBase`.

    `place` is where reading line by line ended: it names the document in case the file is not JSON at all.
    """
    text = _decoded(data, path)
    try:
        tables = loads(text, limits)
    except NotStrict as wrong:
        reason = f"not valid JSON: {place.reason or wrong}"
        raise BadBase(reason, path=path, table=place.table, document=place.document) from None
    if type(tables) is not dict:
        raise BadBase("this is not a fact base: a base is one JSON object of tables", path=path)
    meta = tables.get("meta")
    if type(meta) is dict and any(map(too_new, meta.values())):
        raise later_version(path)
    for table, found in tables.items():
        if table != SCHEMA_KEY or type(found) is not str:
            yield _documents_of(table, found, path, limits)


def _documents_of(table: str, found: Any, path: str, limits: Limits) -> Chunk:
    if table not in TABLES:
        raise BadBase("unknown table", path=path, table=table)
    if type(found) is not dict:
        raise BadBase("a table is an object from document ids to documents", path=path, table=table)
    if len(found) > limits.documents:
        raise BadBase(f"more than {limits.documents} documents", path=path, table=table)
    wrong = next((number for number in found if not is_document_number(number)), None)
    if wrong is not None:
        raise BadBase("a document id is a whole number, 1 or more", path=path, table=table, document=wrong)
    return Chunk(table, [int(number) for number in found], list(found.values()))


def _decoded(data: bytes, path: str) -> str:
    if not data.strip():
        raise BadBase("the file is empty", path=path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        raise BadBase(
            "it starts with a byte order mark; a base is plain UTF-8", path=path, hint="save it as UTF-8"
        )
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is not UTF-8"
        raise BadBase(reason, path=path, hint="save it as UTF-8") from None


def read(path: str, *, limits: Limits = DEFAULT) -> FactBase:
    """Read a whole base into memory. Raises `BadBase` with the place, or `InputOutputProblem`."""
    found = documents(path, limits=limits)
    try:
        return assemble(found, path)
    finally:
        found.close()  # the file too, whatever keeps the error alive


def parse(data: bytes, path: str = "", *, limits: Limits = DEFAULT) -> FactBase:
    """Read a base from bytes, as `read` does from a file; errors refer to it by `path`."""
    return assemble(_one_by_one(read_chunks(BytesIO(data), path, limits)), path)


def documents(path: str, *, limits: Limits = DEFAULT) -> Generator[tuple[str, int, Document]]:
    """Yield (table, document id, document) in the order of the file, each checked in its form.

    Raises `BadBase` or `InputOutputProblem`, possibly after some documents were yielded.
    """
    with open_regular(path, limits) as file:
        yield from _one_by_one(read_chunks(file, path, limits))


def _one_by_one(found: Iterable[Chunk]) -> Iterator[tuple[str, int, Document]]:
    for chunk in found:
        for number, document in zip(chunk.numbers, chunk.documents, strict=True):
            yield chunk.table, number, document


def read_chunks(file: BinaryIO, path: str, limits: Limits = DEFAULT) -> Iterator[Chunk]:
    """Yield the documents of an open base, some of a table at a time, each checked in its form.

    Raises `BadBase` or `InputOutputProblem`, possibly after some were yielded; they refer to the base by `path`.
    """
    metas = done = 0
    try:
        for chunk in _in_any_layout(file, path, limits):
            done += len(chunk.numbers)
            if done > limits.documents:
                raise BadBase(f"more than {limits.documents} documents", path=path, table=chunk.table)
            metas += len(chunk.numbers) * (chunk.table == "meta")
            yield chunk
    except OSError as error:
        raise unreadable(path, error) from None
    _check_meta(metas, path)


def _in_any_layout(file: BinaryIO, path: str, limits: Limits) -> Iterator[Chunk]:
    """Read line by line while the layout fits; otherwise read the whole file and continue from there."""
    done = 0
    try:
        for chunk in chunks(file, limits):
            _check_form(chunk, path)
            yield chunk
            done += len(chunk.numbers)
    except OtherLayout as other:
        place = other
    else:
        return
    file.seek(0)
    for chunk in whole(file.read(limits.size + 1), path, limits, place):
        left = chunk.without(done)
        done -= len(chunk.numbers) - len(left.numbers)
        _check_form(left, path)
        yield left


def _check_meta(count: int, path: str) -> None:
    if count != 1:
        reason = "this is not a fact base: " + (
            "it has no meta document" if not count else "it has several meta documents"
        )
        raise BadBase(reason, path=path, table="meta")


def check_tables(tables: Mapping[str, Mapping[int, Document]], path: str) -> None:
    """Check the form of documents that are to be written as if they had been read; errors refer to the base by `path`.

    Raises `BadBase`; whether ids exist is `factcli.base.assemble.check_references`.
    """
    _check_meta(len(tables.get("meta", ())), path)
    for table, held in tables.items():
        _check_form(Chunk(table, list(held), list(held.values())), path)


def _check_form(chunk: Chunk, path: str) -> None:
    table = chunk.table
    for number, document in zip(chunk.numbers, chunk.documents, strict=True):
        if table == "meta" and too_new(document):
            raise later_version(path)
        try:
            check_document(table, document)
        except WrongForm as wrong:
            raise BadBase(wrong.reason, path=path, table=table, document=str(number), key=wrong.key) from None

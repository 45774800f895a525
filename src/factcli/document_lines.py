"""Read the layout this program writes, one document a line, without holding more than a line.

    {
    "meta": {
    "1": {"format": "factcli-base", …}
    },
    …
    }

Whatever departs from it by one character is left to those who read any JSON: `OtherLayout` says so.
"""

from __future__ import annotations

from factcli.form import TABLES
from factcli.strict_json import NotStrict, scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from typing import Any

    from factcli.limits import Limits

    Line = tuple[str, int, dict[str, Any], str]

_LONGEST_NUMBER = 15
_OPENINGS = {f'"{table}": {{\n': table for table in TABLES}


class OtherLayout(Exception):  # noqa: N818 -- no error: the file may be valid all the same
    """Say that a line does not fit the layout; `table` and `document` name the place where known."""

    def __init__(self, reason: str = "", table: str = "", document: str = "") -> None:
        """Keep the place, for the message in case the file turns out to be no JSON at all."""
        super().__init__(reason)
        self.reason, self.table, self.document = reason, table, document


def line_by_line(file: Iterable[bytes], limits: Limits) -> Iterator[Line]:
    """Yield (table, document id, document, its JSON text). Raises `OtherLayout`."""
    lines = iter(file)
    if next(lines, b"") != b"{\n":
        raise OtherLayout
    seen: set[str] = set()
    more = True
    while more:
        table = _opening(next(lines, b""), seen)
        more = yield from _table(table, lines, limits)
    if next(lines, b"") not in (b"}\n", b"}") or next(lines, b""):
        raise OtherLayout


def is_document_number(text: str) -> bool:
    """Tell whether a text is a document id as TinyDB writes it: 1, 2, 3 … and no other spelling."""
    return text.isascii() and text.isdigit() and text[0] != "0" and len(text) <= _LONGEST_NUMBER


def _opening(line: bytes, seen: set[str]) -> str:
    table = _OPENINGS.get(line.decode("utf-8", "replace"), "")
    if not table or table in seen:
        raise OtherLayout
    seen.add(table)
    return table


def _table(table: str, lines: Iterator[bytes], limits: Limits) -> Generator[Line, None, bool]:
    """Yield the documents of one table; return whether another table follows."""
    last, comma = 0, True
    for raw in lines:
        if raw[:1] == b"}":
            return _closing(raw, comma=comma and last > 0)
        if not comma:
            raise OtherLayout
        try:
            line = raw.decode()
        except UnicodeDecodeError:
            raise OtherLayout from None
        number, start = _number(line, last)
        try:
            document, end = scan(line, start, limits)
        except NotStrict as found:
            raise OtherLayout(str(found), table, str(number)) from None
        comma = line.endswith(",\n")
        if end != len(line) - (2 if comma else 1):
            raise OtherLayout
        yield table, number, document, line[start:end]
        last = number
    raise OtherLayout


def _closing(raw: bytes, *, comma: bool) -> bool:
    if comma or raw not in (b"}\n", b"},\n"):
        raise OtherLayout
    return raw == b"},\n"


def _number(line: str, last: int) -> tuple[int, int]:
    """Return the document id a line starts with, and where its document starts; ids ascend."""
    cut = line.find('": {', 1, _LONGEST_NUMBER + 2)
    text = line[1:cut]
    if line[:1] != '"' or cut < 0 or not is_document_number(text) or int(text) <= last:
        raise OtherLayout
    return int(text), cut + 3

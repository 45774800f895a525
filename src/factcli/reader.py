"""Read a base strictly, from bytes nobody vouches for, with the standard library alone.

Bounds come before parsing, strict JSON before form, form before meaning. A file laid out one document a
line (as this program writes it) is read line by line and never stands in memory; any other layout of the
same JSON is read whole. Reading never writes, creates or touches a file.
"""

from __future__ import annotations

from io import BytesIO
from itertools import islice

from factcli.assembling import assemble
from factcli.checks import WrongForm
from factcli.document_lines import OtherLayout, line_by_line
from factcli.errors import BadBase
from factcli.form import check_document, too_new
from factcli.limits import DEFAULT
from factcli.untrusted import open_regular, unreadable
from factcli.whole_file import later_version, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO

    from factcli.limits import Limits
    from factcli.model import FactBase

    Document = dict[str, Any]
    Entry = tuple[str, int, Document, str | None]  # table, document id, document, its JSON text if at hand


def read(path: str, *, limits: Limits = DEFAULT) -> FactBase:
    """Read a whole base into memory. Raises `BadBase` with the place, or `InputOutputProblem`."""
    return assemble(documents(path, limits=limits), path)


def parse(data: bytes, path: str = "", *, limits: Limits = DEFAULT) -> FactBase:
    """Read a base from bytes, as `read` does from a file; `path` is what errors call it."""
    return assemble((entry[:3] for entry in _in_any_layout(BytesIO(data), path, limits)), path)


def documents(path: str, *, limits: Limits = DEFAULT) -> Iterator[tuple[str, int, Document]]:
    """Yield (table, document id, document) in the order of the file, each checked in its form.

    Raises `BadBase` or `InputOutputProblem`, possibly after some documents were yielded.
    """
    for entry in entries(path, limits=limits):
        yield entry[:3]


def entries(path: str, *, limits: Limits = DEFAULT) -> Iterator[Entry]:
    """Yield what `documents` yields, each with the JSON text it was read from, or None where read whole."""
    with open_regular(path, limits) as file:
        try:
            yield from _in_any_layout(file, path, limits)
        except OSError as error:
            raise unreadable(path, error) from None


def _in_any_layout(file: BinaryIO, path: str, limits: Limits) -> Iterator[Entry]:
    metas = 0
    for entry in _unchecked(file, path, limits):
        table, number, document, _ = entry
        metas += table == "meta"
        try:
            check_document(table, document)
        except WrongForm as wrong:
            if table == "meta" and too_new(document):
                raise later_version(path) from None
            raise BadBase(wrong.reason, path=path, table=table, document=str(number), key=wrong.key) from None
        if table == "meta" and too_new(document):
            raise later_version(path)
        yield entry
    if metas != 1:
        reason = "this is no fact base: " + (
            "it has no meta document" if not metas else "it has several meta documents"
        )
        raise BadBase(reason, path=path, table="meta")


def _unchecked(file: BinaryIO, path: str, limits: Limits) -> Iterator[Entry]:
    """Read line by line as far as that goes; where it does not, read the whole and go on from there."""
    done = 0
    try:
        for entry in line_by_line(file, limits):
            yield entry
            done += 1
            if done > limits.documents:
                raise BadBase(f"more than {limits.documents} documents", path=path, table=entry[0])
    except OtherLayout as other:
        place = other
    else:
        return
    file.seek(0)
    yield from islice(whole(file.read(limits.size + 1), path, limits, place), done, None)

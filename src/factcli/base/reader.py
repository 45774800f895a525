"""Read a base strictly, from bytes nobody vouches for, with the standard library alone.

Bounds come before parsing, strict JSON before form, form before meaning. A file laid out one document a
line (as this program writes it) is read some lines at a time and never stands in memory; any other layout
of the same JSON is read whole. Reading never writes, creates or touches a file.
"""

from __future__ import annotations

from io import BytesIO

from factcli.base.assemble import assemble
from factcli.base.checks import WrongForm
from factcli.base.document_lines import OtherLayout, chunks
from factcli.base.schema import check_document, too_new
from factcli.base.untrusted import open_regular, unreadable
from factcli.base.whole_file import later_version, whole
from factcli.errors import BadBase
from factcli.limits import DEFAULT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from typing import Any, BinaryIO

    from factcli.base.document_lines import Chunk
    from factcli.base.line_scan import Summarizer
    from factcli.limits import Limits
    from factcli.model import FactBase

    Document = dict[str, Any]


def read(path: str, *, limits: Limits = DEFAULT) -> FactBase:
    """Read a whole base into memory. Raises `BadBase` with the place, or `InputOutputProblem`."""
    found = documents(path, limits=limits)
    try:
        return assemble(found, path)
    finally:
        found.close()  # the file too, whatever keeps the error alive


def parse(data: bytes, path: str = "", *, limits: Limits = DEFAULT) -> FactBase:
    """Read a base from bytes, as `read` does from a file; `path` is what errors call it."""
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


def read_chunks(
    file: BinaryIO, path: str, limits: Limits = DEFAULT, summarizer: Summarizer | None = None
) -> Iterator[Chunk]:
    """Yield the documents of an open base, some of a table at a time, each checked in its form.

    With a summarizer, lines may come as what they tell in place of documents. Raises `BadBase` or
    `InputOutputProblem`, possibly after some were yielded; `path` is what they call it.
    """
    metas = done = 0
    try:
        for chunk in _in_any_layout(file, path, limits, summarizer):
            done += len(chunk.numbers)
            if done > limits.documents:
                raise BadBase(f"more than {limits.documents} documents", path=path, table=chunk.table)
            metas += len(chunk.numbers) * (chunk.table == "meta")
            yield chunk
    except OSError as error:
        raise unreadable(path, error) from None
    if metas != 1:
        reason = "this is no fact base: " + (
            "it has no meta document" if not metas else "it has several meta documents"
        )
        raise BadBase(reason, path=path, table="meta")


def _in_any_layout(
    file: BinaryIO, path: str, limits: Limits, summarizer: Summarizer | None
) -> Iterator[Chunk]:
    """Read line by line as far as that goes; where it does not, read the whole and go on from there."""
    done = 0
    try:
        for chunk in chunks(file, limits, summarizer):
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


def _check_form(chunk: Chunk, path: str) -> None:
    table = chunk.table
    for number, document in zip(chunk.numbers, chunk.documents, strict=False):  # none where summarized
        if table == "meta" and too_new(document):
            raise later_version(path)
        try:
            check_document(table, document)
        except WrongForm as wrong:
            raise BadBase(wrong.reason, path=path, table=table, document=str(number), key=wrong.key) from None

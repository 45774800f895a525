"""Read a base of any layout by taking in the whole file, for those that are not one document a line."""

from __future__ import annotations

from factcli.base.document_lines import Chunk, is_document_number
from factcli.base.schema import TABLES, VERSION, too_new
from factcli.errors import BadBase
from factcli.strict_json import NotStrict, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from factcli.base.document_lines import OtherLayout
    from factcli.limits import Limits


def later_version(path: str) -> BadBase:
    """Say that the base was written for a later version of this program."""
    reason = f"written by a later version of the format than {VERSION}"
    return BadBase(reason, path=path, table="meta", key="version", hint="upgrade factcli")


def whole(data: bytes, path: str, limits: Limits, place: OtherLayout) -> Iterator[Chunk]:
    """Yield the documents of each table, in the order of the file. Raises `BadBase`.

    `place` is where reading line by line ended: it names the document in case this is no JSON at all.
    """
    text = _decoded(data, path)
    try:
        tables = loads(text, limits)
    except NotStrict as wrong:
        reason = f"not valid JSON: {place.reason or wrong}"
        raise BadBase(reason, path=path, table=place.table, document=place.document) from None
    if type(tables) is not dict:
        raise BadBase("this is no fact base: a base is one JSON object of tables", path=path)
    meta = tables.get("meta")
    if type(meta) is dict and any(map(too_new, meta.values())):
        raise later_version(path)
    for table, found in tables.items():
        yield _documents_of(table, found, path, limits)


def _documents_of(table: str, found: Any, path: str, limits: Limits) -> Chunk:
    if table not in TABLES:
        raise BadBase("no such table in this format", path=path, table=table)
    if type(found) is not dict:
        raise BadBase("a table is an object from document ids to documents", path=path, table=table)
    if len(found) > limits.documents:
        raise BadBase(f"more than {limits.documents} documents", path=path, table=table)
    wrong = next((number for number in found if not is_document_number(number)), None)
    if wrong is not None:
        raise BadBase("a document id is a whole number from 1 on", path=path, table=table, document=wrong)
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
        reason = f"byte {error.start} is no UTF-8"
        raise BadBase(reason, path=path, hint="save it as UTF-8") from None

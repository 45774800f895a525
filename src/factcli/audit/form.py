"""Turn what keeps a file from being a base into findings: all of them, not only the first."""

from __future__ import annotations

from factcli._dataclass import replace
from factcli.audit.findings import found
from factcli.base.assemble import assemble
from factcli.base.paths import open_regular
from factcli.base.reader import documents
from factcli.base.schema import WrongForm, check_document
from factcli.errors import BadBase
from factcli.strict_json import DEFAULT, NotStrict, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from factcli.audit.findings import Finding
    from factcli.model import FactBase

    Entry = tuple[str, int, dict[str, Any]]

_REFERENCES = (
    ("subject", "entities"),
    ("object", "entities"),
    ("speaker", "entities"),
    ("relation", "relations"),
)


def read_base(path: str) -> tuple[FactBase | None, tuple[Finding, ...]]:
    """Read a base for checking: the base and no finding, or no base and every finding of form.

    Raises `InputOutputProblem` where the file cannot be read.
    """
    base = None
    try:
        entries = list(documents(path))
        wrong = [*_wrong_ids(entries)]
        base = None if wrong else assemble(entries, path)
    except BadBase as error:
        wrong = [*_wrong_documents(path)] if error.document else []
        wrong = wrong or [_not_a_base(error)]
    return base, tuple(replace(finding, file=path) for finding in wrong)


def _not_a_base(error: BadBase) -> Finding:
    code = "form-version" if (error.table, error.key) == ("meta", "version") else "form-json"
    return found(code, error.table, error.document, error.key, error.reason)


def _wrong_documents(path: str) -> Iterator[Finding]:
    """Yield what is wrong with the form of each document; nothing where the file is no strict JSON."""
    with open_regular(path, DEFAULT) as file:
        data = file.read()
    try:
        tables = loads(data.decode(), DEFAULT)
    except (NotStrict, UnicodeDecodeError):
        return
    for table, held in tables.items():
        for number, document in held.items():
            try:
                check_document(table, document)
            except WrongForm as wrong:
                yield found("form-document", table, number, wrong.key, wrong.reason)


def _wrong_ids(entries: list[Entry]) -> Iterator[Finding]:
    known: dict[str, set[object]] = {
        "sentences": {number for table, number, _ in entries if table == "sentences"}
    }
    for table, number, document in entries:
        if "id" in document:
            if document["id"] in known.setdefault(table, set()):
                message = f"the id {document['id']!r} stands twice"
                yield found("form-duplicate", table, str(number), "id", message)
            known[table].add(document["id"])
    for table, number, document in entries:
        for key, wanted, identifier in _references(table, document):
            if identifier not in known.get(wanted, ()):
                message = f"{identifier!r} is not in {wanted}"
                yield found("form-reference", table, str(number), key, message)


def _references(table: str, document: dict[str, Any]) -> Iterator[tuple[str, str, object]]:
    """Yield the key, the table and the id of each reference in a document."""
    if table == "sentences":
        yield "source", "sources", document["source"]
    if table == "facts":
        yield from ((key, wanted, document[key]) for key, wanted in _REFERENCES if key in document)
        for at, entry in enumerate(document["evidence"]):
            yield f"evidence.{at}.sentence", "sentences", entry["sentence"]

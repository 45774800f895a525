"""Hold what a check can find: one value for a finding, one registry of the codes with their explanations."""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.audit.codes import CODES


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at one place of a base.

    `file` may be empty where a base was not read from one; `document` is the id of the thing (sentences: the
    document id), `key` leads to the value inside it ("statement.fr", "evidence.0.exact").
    """

    code: str
    severity: str
    file: str
    table: str
    document: str
    key: str
    message: str
    hint: str


def found(code: str, table: str, document: str, key: str, message: str) -> Finding:
    """Make a finding of a code; severity and hint come from the registry."""
    known = CODES[code]
    return Finding(code, known.severity, "", table, document, key, message, known.hint)


def describe(code: str) -> str:
    """Return what a code means and what to do about it. Raises `KeyError` where there is no such code."""
    known = CODES[code]
    return f"{code} ({known.severity})\n\n{known.meaning}\n\nWhat to do: {known.hint}."

"""Write JSON as scripts can rely on it: letters raw, hidden characters escaped, nothing wrapped or coloured.

The writer is our own because the standard one leaves DEL, C1 and bidirectional controls raw, and because
importing it costs a third of an answer.
"""

from __future__ import annotations

from factcli.escape import json_string
from factcli.output.fields import narrowed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from factcli.output.report import Report
    from factcli.output.screen import Screen

_WORDS = {None: "null", True: "true", False: "false"}
_STEP = "  "


def whole(report: Report, screen: Screen) -> Iterator[str]:
    """Yield the envelope, indented, record by record."""
    opened = "{"
    for key, value in report.envelope.items():
        yield f"{opened}\n{_STEP}{json_string(key)}: "
        opened = ","
        if key == report.records:
            yield from _records(report, screen)
        else:
            yield dumped(value, ascii_only=not screen.utf8, indent="\n" + _STEP)
    yield "\n}\n"


def _records(report: Report, screen: Screen) -> Iterator[str]:
    margin = "\n" + _STEP + _STEP
    opened = "["
    for row in report.rows():
        yield (
            opened + margin + dumped(narrowed(row, screen.fields), ascii_only=not screen.utf8, indent=margin)
        )
        opened = ","
    yield "[]" if opened == "[" else "\n" + _STEP + "]"


def compact(report: Report, screen: Screen) -> str:
    """Return the envelope on one line."""
    envelope = report.envelope | {report.records: [narrowed(row, screen.fields) for row in report.rows()]}
    return dumped(envelope, ascii_only=not screen.utf8) + "\n"


def lines(report: Report, screen: Screen) -> Iterator[str]:
    """Yield each record on a line of its own."""
    for row in report.rows():
        yield dumped(narrowed(row, screen.fields), ascii_only=not screen.utf8) + "\n"


def dumped(value: Any, *, ascii_only: bool = False, indent: str = "") -> str:
    """Return a JSON value as text; `indent` is the line break and the margin so far, empty for one line."""
    if isinstance(value, str):
        return json_string(value, ascii_only=ascii_only)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int | float):
        return repr(value)
    inner = indent + _STEP if indent else ""
    if isinstance(value, dict):
        keys = [json_string(key, ascii_only=ascii_only) for key in value]
        held = [dumped(each, ascii_only=ascii_only, indent=inner) for each in value.values()]
        pairs = [f"{key}: {each}" for key, each in zip(keys, held, strict=True)]
        return _enclosed("{", pairs, "}", indent)
    return _enclosed("[", [dumped(each, ascii_only=ascii_only, indent=inner) for each in value], "]", indent)


def _enclosed(opening: str, parts: list[str], closing: str, indent: str) -> str:
    if not parts:
        return opening + closing
    if not indent:
        return opening + ", ".join(parts) + closing
    return opening + indent + _STEP + f",{indent}{_STEP}".join(parts) + indent + closing

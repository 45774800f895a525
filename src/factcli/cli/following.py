"""Open a row of what was shown last: the thing it names, the sentence it stands on, or what it suggests."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from typing import Any

    Record = Mapping[str, Any]


def openable(rows: Sequence[Record], suggestions: Sequence[Record], command: str) -> list[list[str]]:
    """Return the command line each number leads to: the rows `command` listed, or what a refusal suggests.

    Rows and suggestions are as `--json` shows them. A fact opens the thing that is its short answer, or else
    its sentence; what all the rows are about is open already.
    """
    if not rows:
        return [suggested(one) for one in suggestions]
    if "fact" not in rows[0]:
        return [_ITEMS.get(command, _show)(row) for row in rows]
    ends = [{thing["id"] for thing in _ends(row)} for row in rows]
    known = set.intersection(*ends) if command == "show" else set[str]()
    return [_fact(row, known) for row in rows]


def suggested(suggestion: Record) -> list[str]:
    """Return the words of a suggested command, the program's name left out."""
    from shlex import split

    return split(suggestion["command"])[1:]


def _ends(record: Record) -> list[Record]:
    return [thing for end in ("object", "subject") if (thing := record.get(end))]


def _fact(record: Record, known: Collection[str]) -> list[str]:
    others = [thing for thing in _ends(record) if thing["id"] not in known]
    answers = [thing for thing in others if known or thing["label"] == record.get("answer")]
    if answers:
        return ["show", answers[0]["id"]]
    return ["source", str(record["citation"]["sentence"])]


def _show(record: Record) -> list[str]:
    return ["show", str(record["id"])]


def _relation(record: Record) -> list[str]:
    return ["facts", "--relation", str(record["id"])]


def _sentence(record: Record) -> list[str]:
    return ["source", str(record["number"])]


_ITEMS: dict[str, Callable[[Record], list[str]]] = {
    "entities": _show,
    "relations": _relation,
    "source": _sentence,
}

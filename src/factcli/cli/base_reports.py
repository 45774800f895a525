"""Report what a command did to a base: the documents it made, changed or took away."""

from __future__ import annotations

from factcli._dataclass import replace
from factcli.output.blocks import ASIDE, NAME, WORDS, Headline, Table
from factcli.output.report_lists import on_items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from factcli.curation.requests import Change
    from factcli.language.messages import Wording
    from factcli.output.blocks import Block
    from factcli.output.report import Report

_COLUMNS = ("change", "table", "id", "text")


def on_change(command: str, change: Change, wording: Wording, *, dry_run: bool) -> Report:
    """Report a change, document by document; `status` in JSON is `written`, `unchanged` or `dry_run`."""
    items = [_item(key, change) for key in {**change.before, **change.after}]
    status = "dry_run" if dry_run else "written" if items else "unchanged"
    told = {
        "dry_run": f"{change.id}: would change as follows",
        "written": f"{change.id}: written to {change.path}",
        "unchanged": f"{change.id}: nothing changed",
    }

    def draw(_drawn: int) -> Sequence[Block]:
        rows = [[item["change"], item["table"], item["id"], item["text"]] for item in items]
        return [Headline(told[status]), *([Table((ASIDE, ASIDE, NAME, WORDS), rows)] if rows else [])]

    report = on_items(command, items, wording, draw, columns=_COLUMNS)
    report.envelope.update(status=status, id=change.id, path=change.path)
    return replace(report, sentence=told[status])


def _item(key: tuple[str, str], change: Change) -> dict[str, Any]:
    before, after = change.before.get(key), change.after.get(key)
    kind = "added" if before is None else "removed" if after is None else "changed"
    return {
        "change": kind,
        "table": key[0],
        "id": key[1],
        "text": _text(after or before or {}),
        "before": before,
        "after": after,
    }


def _text(document: Any) -> str:
    texts = document.get("statement") or document.get("name") or document.get("label") or {}
    return next(iter(texts.values()), "")

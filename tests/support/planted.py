"""Plant a described defect in the small clean base of tests/data/defects, as `defects.json` lists them."""

from __future__ import annotations

import json
from typing import Any

from places import DATA

FOLDER = DATA / "defects"
BASE = (FOLDER / "base.json").read_text(encoding="utf-8")
SOURCE = (FOLDER / "source.txt").read_text(encoding="utf-8")
DEFECTS: list[dict[str, Any]] = json.loads((FOLDER / "defects.json").read_text(encoding="utf-8"))


def planted(defect: dict[str, Any]) -> tuple[str, str]:
    """Return the text of the base and of its source with one defect in them.

    `whole` and `text` change the file as text, `source` the source; all others change the document that
    `path` leads to: `to` sets a value, `delete` takes one out, `put` and `drop` do both, `shift` moves
    offsets, `copy` doubles a fact under a new id.
    """
    if "whole" in defect:
        return defect["whole"], SOURCE
    if "text" in defect:
        return _replaced(BASE, *defect["text"]), SOURCE
    if "source" in defect:
        return BASE, _replaced(SOURCE, *defect["source"])
    base = json.loads(BASE)
    for change in (defect, *defect.get("also", ())):
        _change(base, change)
    return json.dumps(base, ensure_ascii=False), SOURCE


def _replaced(text: str, old: str, new: str) -> str:
    if old not in text:
        raise ValueError(f"{old!r} is not there to be changed")
    return text.replace(old, new, 1)


def _change(base: dict[str, Any], change: dict[str, Any]) -> None:
    if "copy" in change:
        old, new = change["copy"]
        facts = base["facts"]
        facts[str(len(facts) + 1)] = _document(facts, old) | {"id": new}
        return
    table, document, *keys = change["path"]
    if not keys:
        _change_document(base[table], document, change)
        return
    held = _document(base[table], document)
    for key in keys[:-1]:
        held = held[key]
    if "delete" in change:
        del held[keys[-1]]
    else:
        held[keys[-1]] = change["to"]


def _change_document(table: dict[str, Any], document: str, change: dict[str, Any]) -> None:
    held = _document(table, document)
    if "delete" in change:
        del table[next(number for number, each in table.items() if each is held)]
    elif "shift" in change:
        held["start"] += change["shift"]
        held["end"] += change["shift"]
    else:
        held.update(change["put"])
        for key in change.get("drop", ()):
            del held[key]


def _document(table: dict[str, Any], name: str) -> Any:
    return table[name] if name in table else next(each for each in table.values() if each.get("id") == name)

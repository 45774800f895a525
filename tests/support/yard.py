"""A small text about a yard, and the fact that tests of commands and curation add to its base."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from factcli.base.reader import read
from factcli.curation.resolve import FactRequest, QuoteRequest
from running import run

if TYPE_CHECKING:
    from pathlib import Path

    from factcli.model import Fact
    from running import Ran

TEXT = (
    "The yard\n\nAda Quill’s yard in Rome built the Kite in 2019. The yard has 20 people; the yard is old.\n"
)
COMMAND_LINE = (
    *("--sentence", "1", "--exact", "Ada Quill's yard in Rome built the Kite"),
    *("--subject", "Kite", "--relation", "built by", "--object", "Ada Quill", "--object-kind", "person"),
    *("--statement-en", "Ada Quill's yard built the Kite."),
)


def request(**told: Any) -> FactRequest:
    """Return a complete request with the given changes."""
    usual: dict[str, Any] = {
        "quotes": (QuoteRequest("1", "yard in Rome built the Kite"),),
        "subject": "Kite",
        "relation": "built by",
        "object": "Ada Quill",
        "object_kind": "person",
        "statements": {"en": "Ada Quill's yard built the Kite."},
    }
    return FactRequest(**{**usual, **told})


def fact(base: str, name: str) -> Fact:
    """Return the fact of an id."""
    return next(each for each in read(base).facts if each.id == name)


def as_json(ran: Ran) -> Any:
    """Return what a command that did its work has written as JSON."""
    assert ran.status in (0, 1), ran
    return json.loads(ran.out)


def new_base(folder: Path) -> Path:
    """Make a base of the text, without a fact; the text lies beside it."""
    text = folder / "yard.txt"
    text.write_text(TEXT, encoding="utf-8")
    path = folder / "yard.json"
    assert run("base", "new", str(text), "-o", str(path), "--language", "en").status == 0
    return path

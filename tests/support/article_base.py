"""Make the tables, or a file, of a base of some text, without a fact: what proposals are drafted for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcli.curation.create import meta, new_base
from factcli.texts.source import passages, sentence_document, source_document

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Nordline, a shipping company founded in 1950 by Karl Moe, bought Sundhaven for 12.5 million euros in May 2019. "
    "Its director, Anna Holm, will open a second pier in 2027. "
    "According to Anna Holm, the old pier could be sold. "
    "“We will double the traffic on the pier,” she said."
)
GOOD = {  # a proposal that the first sentence bears out
    "sentence": 1,
    "exact": "Nordline, a shipping company founded in 1950 by Karl Moe",
    "subject": "Nordline",
    "relation": "founded by",
    "object": "Karl Moe",
    "statement": {"en": "Nordline was founded in 1950 by Karl Moe."},
}


def tables(text: str, language: str) -> dict[str, dict[str, Any]]:
    """Return the tables of a base of a text."""
    sentences = {
        str(number): sentence_document("text", number, text[each.start : each.end], each)
        for number, each in enumerate(passages(text, language), 1)
    }
    sources = {"1": source_document("text", language, text)}
    empty: dict[str, dict[str, Any]] = {"entities": {}, "relations": {}, "facts": {}}
    return {"meta": meta("text"), "sources": sources, "sentences": sentences, **empty}


def base_file(folder: Path, text: str = TEXT, language: str = "en") -> Path:
    """Write a base of a text."""
    path = folder / "base.json"
    new_base(text, "text.txt", str(path), language)
    return path

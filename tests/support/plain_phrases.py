"""Build indexes without the language files: every folded word is its own stem, and no relation has a concept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcli.index.build import PhraseMaker
from factcli.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class PlainPhrases(PhraseMaker):
    """Take every folded word as its own stem."""

    signature = "plain"

    def __init__(self) -> None:
        """Need no lexicon."""

    def phrase_rows(self, relation: dict[str, Any]) -> Iterator[tuple[str, bool, str]]:
        """Yield (language, inverse, words) of each label and phrase."""
        for inverse, part in ((False, relation), (True, relation.get("inverse") or {})):
            for language, text in _texts(part):
                listed = " ".join(words(text))
                if listed:
                    yield language, inverse, listed

    def concept(self, relation: dict[str, Any]) -> str | None:  # noqa: ARG002 -- as its base is called
        """Know no concepts."""
        return None

    def stems(self, text: str, code: str) -> list[str]:  # noqa: ARG002
        """Return the folded words."""
        return words(text)

    def foretells(self, texts: Mapping[str, str]) -> bool:
        """Know "will" alone."""
        return any("will" in words(text) for text in texts.values())

    def every_stem(self, text: str) -> list[str]:
        """Return the folded words."""
        return words(text)


def _texts(part: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from part.get("label", {}).items()
    for language, listed in part.get("phrases", {}).items():
        for text in listed:
            yield language, text

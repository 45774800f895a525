"""Say what the index needs to know of language: stems, and which relation of the lexicon a relation is.

The engine brings a maker that knows the language files; the plain one here knows none and takes folded
words as they are.
"""

from __future__ import annotations

from factcli.index.packing import pack
from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, Protocol

    class PhraseMaker(Protocol):
        """Prepare the wordings of a base for look-up."""

        def phrase_rows(self, relation: dict[str, Any]) -> Iterable[tuple[str, bool, str]]:
            """Yield (language, inverse, stems) of each label and phrase of a relation document."""
            ...

        def concept(self, relation: dict[str, Any]) -> str | None:
            """Return the concept of the lexicon a relation document is."""
            ...

        def stems(self, text: str, language: str) -> list[str]:
            """Return the stems of a text."""
            ...


class PlainPhrases:
    """Take every folded word as its own stem."""

    signature = "plain"

    def phrase_rows(self, relation: dict[str, Any]) -> Iterator[tuple[str, bool, str]]:
        """Yield (language, inverse, words) of each label and phrase."""
        for inverse, part in ((False, relation), (True, relation.get("inverse") or {})):
            for language, text in _texts(part):
                listed = " ".join(words(text))
                if listed:
                    yield language, inverse, listed

    def concept(self, relation: dict[str, Any]) -> str | None:  # noqa: ARG002 -- the protocol's argument
        """Know no concepts."""
        return None

    def stems(self, text: str, language: str) -> list[str]:  # noqa: ARG002
        """Return the folded words."""
        return words(text)


def _texts(part: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from part.get("label", {}).items()
    for language, listed in part.get("phrases", {}).items():
        for text in listed:
            yield language, text


def signature_of(phrases: PhraseMaker) -> str:
    """Return what an index must have been made with to be fresh: the maker's own signature, or its class."""
    return str(getattr(phrases, "signature", type(phrases).__name__))


class Phrases:
    """Gather the wordings of a base's own relations; `write` turns them into tables."""

    def __init__(self, maker: PhraseMaker) -> None:
        """Take the maker of stems."""
        self._maker = maker
        self._rows: list[tuple[int, int, bool, str, str]] = []
        self._stems: dict[str, list[int]] = {}

    def take(self, number: int, document: dict[str, Any]) -> str | None:
        """Take the wordings of one relation; return the concept it is."""
        for language, inverse, stems in self._maker.phrase_rows(document):
            for stem in dict.fromkeys(stems.split()):
                self._stems.setdefault(stem, []).append(len(self._rows))
            self._rows.append((len(self._rows), number, inverse, language, stems))
        return self._maker.concept(document)

    def write(self, connection: Any) -> None:
        """Write the wordings, and which of them each stem stands in."""
        connection.executemany("INSERT INTO phrase VALUES(?,?,?,?,?)", self._rows)
        rows = ((stem, pack(self._stems[stem])) for stem in sorted(self._stems))
        connection.executemany("INSERT INTO stem VALUES(?,?)", rows)

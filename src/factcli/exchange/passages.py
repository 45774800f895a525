"""Place the sentences of rows: in the text they are taken from, or in one that the rows themselves make up.

Without a source the rows' sentences are the source: one a line, one text per language. With a source a
sentence must stand in it verbatim; the text is then numbered as a whole, and a row whose sentence runs over
several of ours makes them one.
"""

from __future__ import annotations

from bisect import bisect_right
from hashlib import sha256
from typing import TYPE_CHECKING

from factcli.exchange.cells import BadRow
from factcli.texts.source import (
    Passage,
    evidence,
    passages,
    sentence_document,
    source_document,
    unknown_source,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from factcli.exchange.import_records import Record


def check_words(record: Record) -> None:
    """Refuse a row whose exact words are not in its own sentence. Raises BadRow."""
    if record.prefix + (record.exact or "") + record.suffix not in record.sentence:
        raise BadRow("exact does not stand in the sentence")


def place_of_words(record: Record) -> int:
    """Return where the exact words of a checked row begin in its sentence."""
    if record.exact is None:
        return 0
    return record.sentence.index(record.prefix + record.exact + record.suffix) + len(record.prefix)


class RowsAsSource:
    """The rows' own sentences, each kept once, in the order of the rows."""

    def __init__(self) -> None:
        """Start without any."""
        self._numbers: dict[tuple[str, str], int] = {}
        self._ends: dict[str, int] = {}
        self._digests: dict[str, Any] = {}

    def check(self, record: Record) -> None:
        """Refuse a row whose exact words are not in its own sentence. Raises BadRow."""
        check_words(record)

    def place(self, record: Record) -> tuple[dict[str, Any], tuple[int, dict[str, Any]] | None]:
        """Return the evidence of a row, and the document of its sentence where it is new."""
        key = record.language, record.sentence
        number = self._numbers.get(key)
        made = None
        if number is None:
            number = self._numbers[key] = len(self._numbers) + 1
            made = number, self._document(number, *key)
        exact = record.exact or record.sentence
        return evidence(number, record.sentence, exact, place_of_words(record)), made

    def _document(self, number: int, language: str, text: str) -> dict[str, Any]:
        start = self._ends[language] + 1 if language in self._ends else 0
        digest = self._digests.setdefault(language, sha256())
        digest.update((text if start == 0 else f"\n{text}").encode())
        self._ends[language] = start + len(text)
        return sentence_document(f"rows-{language}", number, text, Passage(start, start + len(text), None))

    def sentences(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield nothing: each sentence was given with the first row that has it."""
        return iter(())

    def sources(self) -> Iterator[dict[str, Any]]:
        """Yield one source per language of the rows."""
        for language, end in self._ends.items():
            yield unknown_source(f"rows-{language}", language, end, self._digests[language].hexdigest())


class TextAsSource:
    """A text, numbered as a whole."""

    def __init__(self, name: str, language: str, text: str) -> None:
        """Take the text and number its sentences."""
        self.name, self.language, self.text = name, language, text
        self._number(passages(text, language))

    def _number(self, found: list[Passage]) -> None:
        self.passages, self._starts = found, [passage.start for passage in found]

    def join(self, sentences: Iterable[str]) -> None:
        """Make one sentence of those that a row's sentence runs over."""
        bridges = sorted(place for text in sentences if (place := self._place(text)) is not None)
        joined: list[Passage] = []
        reach = 0
        for passage in self.passages:
            if joined and passage.start < reach:
                joined[-1] = Passage(joined[-1].start, passage.end, joined[-1].section)
            else:
                joined.append(passage)
            while bridges and bridges[0][0] < passage.end:
                reach = max(reach, bridges.pop(0)[1])
        self._number(joined)

    def _place(self, sentence: str) -> tuple[int, int] | None:
        at = self.text.find(sentence)
        return None if at < 0 else (at, at + len(sentence))

    def _passage(self, at: int, end: int) -> int | None:
        """Return which passage holds a span whole; None for a span that has a heading in it."""
        place = bisect_right(self._starts, at) - 1
        return place if place >= 0 and end <= self.passages[place].end else None

    def check(self, record: Record) -> None:
        """Refuse a row whose sentence or exact words do not stand in the text. Raises BadRow."""
        if record.language != self.language:
            raise BadRow(f"language is {record.language}, that of the source {self.language}")
        place = self._place(record.sentence)
        if place is None:
            raise BadRow("the sentence does not stand in the source")
        if self._passage(*place) is None:
            raise BadRow("the sentence is not one of the source, but a heading or part of one")
        check_words(record)

    def place(self, record: Record) -> tuple[dict[str, Any], None]:
        """Return the evidence of a checked row; the sentences are all there from the beginning."""
        at = self.text.index(record.sentence)
        place = bisect_right(self._starts, at) - 1
        passage, exact = self.passages[place], record.exact or record.sentence
        inside = at - passage.start + place_of_words(record)
        return evidence(place + 1, self.text[passage.start : passage.end], exact, inside), None

    def sentences(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield every sentence of the text with its number."""
        for number, passage in enumerate(self.passages, 1):
            yield (
                number,
                sentence_document(self.name, number, self.text[passage.start : passage.end], passage),
            )

    def sources(self) -> Iterator[dict[str, Any]]:
        """Yield the one source."""
        yield source_document(self.name, self.language, self.text)

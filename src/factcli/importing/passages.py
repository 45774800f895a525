"""Place the sentences of rows: in the text they are taken from, or in one that the rows themselves make up.

Without a source the rows' sentences are the source: one a line, one text per language. With a source a
sentence must stand in it verbatim; the text is then numbered as a whole, and a row whose sentence runs over
several of ours makes them one.
"""

from __future__ import annotations

from bisect import bisect_right
from hashlib import sha256
from typing import TYPE_CHECKING

from factcli.importing.cells import BadRow
from factcli.quoting import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from factcli.importing.cells import Record


class RowsAsSource:
    """The rows' own sentences, each kept once, in the order of the rows."""

    def __init__(self) -> None:
        """Start without any."""
        self._numbers: dict[tuple[str, str], int] = {}
        self._ends: dict[str, int] = {}
        self._digests: dict[str, Any] = {}

    def check(self, record: Record) -> None:
        """Refuse a row whose exact words are not in its own sentence. Raises BadRow."""
        if record.exact and record.exact not in record.sentence:
            raise BadRow("exact does not stand in the sentence")

    def place(self, record: Record) -> tuple[dict[str, Any], tuple[int, dict[str, Any]] | None]:
        """Return the evidence of a row, and the document of its sentence where it is new."""
        key = record.language, record.sentence
        number = self._numbers.get(key)
        made = None
        if number is None:
            number = self._numbers[key] = len(self._numbers) + 1
            made = number, self._document(number, *key)
        return evidence(number, record.sentence, record.exact or record.sentence), made

    def _document(self, number: int, language: str, text: str) -> dict[str, Any]:
        start = self._ends[language] + 1 if language in self._ends else 0
        digest = self._digests.setdefault(language, sha256())
        digest.update((text if start == 0 else f"\n{text}").encode())
        self._ends[language] = start + len(text)
        return {
            "source": f"rows-{language}",
            "number": number,
            "start": start,
            "end": start + len(text),
            "section": None,
            "text": text,
        }

    def sources(self) -> Iterator[dict[str, Any]]:
        """Yield one source per language of the rows."""
        for language, end in self._ends.items():
            yield _source(f"rows-{language}", language, end, self._digests[language].hexdigest())


class TextAsSource:
    """A text, numbered as a whole; `spans` are its sentences with their headings, in order."""

    def __init__(self, name: str, language: str, text: str, spans: Sequence[tuple[int, int, str | None]]) -> None:
        """Take the text and the (start, end, section) of its sentences."""
        self.name, self.language, self.text, self.spans = name, language, text, list(spans)
        self._starts = [start for start, _, _ in self.spans]

    def join(self, sentences: Iterable[str]) -> None:
        """Make one sentence of those that a row's sentence runs over."""
        joined: list[tuple[int, int, str | None]] = []
        bridges = sorted(found for text in sentences if (found := self._found(text)) is not None)
        reach = 0
        for start, end, section in self.spans:
            if joined and start < reach:
                joined[-1] = joined[-1][0], end, joined[-1][2]
            else:
                joined.append((start, end, section))
            while bridges and bridges[0][0] < end:
                reach = max(reach, bridges.pop(0)[1])
        self.spans = joined
        self._starts = [start for start, _, _ in joined]

    def _found(self, sentence: str) -> tuple[int, int] | None:
        at = self.text.find(sentence)
        return None if at < 0 else (at, at + len(sentence))

    def check(self, record: Record) -> None:
        """Refuse a row whose sentence or exact words do not stand in the text. Raises BadRow."""
        if record.language != self.language:
            raise BadRow(f"language is {record.language}, that of the source {self.language}")
        found = self._found(record.sentence)
        if found is None or not self.spans or found[0] < self._starts[0]:
            raise BadRow("the sentence does not stand in the source")
        if record.exact and record.exact not in record.sentence:
            raise BadRow("exact does not stand in the sentence")

    def place(self, record: Record) -> tuple[dict[str, Any], None]:
        """Return the evidence of a row; the sentences are all there from the beginning."""
        at = self.text.index(record.sentence)
        place = bisect_right(self._starts, at) - 1
        start, end, _ = self.spans[place]
        exact = record.exact or record.sentence
        inside = at - start + (record.sentence.index(record.exact) if record.exact else 0)
        return evidence(place + 1, self.text[start:end], exact, inside), None

    def documents(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield every sentence of the text with its number."""
        for number, (start, end, section) in enumerate(self.spans, 1):
            text = self.text[start:end]
            yield (
                number,
                {"source": self.name, "number": number, "start": start, "end": end, "section": section, "text": text},
            )

    def sources(self) -> Iterator[dict[str, Any]]:
        """Yield the one source."""
        yield _source(self.name, self.language, len(self.text), sha256(self.text.encode()).hexdigest())


def _source(name: str, language: str, characters: int, digest: str) -> dict[str, Any]:
    unknown = dict.fromkeys(("publisher", "author", "url", "date", "rights"))
    return {"id": name, "title": None, "language": language, "characters": characters, "sha256": digest, **unknown}

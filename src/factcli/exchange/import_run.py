"""Import rows into a new base, atomically: place records in their sentences and write finished lines."""

from __future__ import annotations

import json
import os
import re
import tempfile
from bisect import bisect_right
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from factcli.base.lock import locked
from factcli.base.schema import FORMAT, VERSION
from factcli.base.store import write_lines
from factcli.base.writer import framed, line
from factcli.curation.create import base_name, refuse_overwriting
from factcli.errors import NotWritten, UsageProblem
from factcli.exchange.import_records import Properties, Things, record_of
from factcli.exchange.import_rows import COLUMN_LIMIT, BadRow, Columns, Remark, Row, read_rows
from factcli.text import slug, unused
from factcli.texts.source import (
    Passage,
    evidence,
    passages,
    read_text,
    sentence_document,
    source_document,
    unknown_source,
)
from factcli.texts.verbatim import QuotableText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from factcli.exchange.import_records import ConceptOf, QuotedWords, Record, SentencePlace, Values

    Progress = Callable[[int, int], None]


# The base grows row by row: the small tables and the sentences in memory, facts as finished lines on disk.


class Spool:
    """Keep the lines of a table in an unnamed file, which disappears with the process."""

    def __init__(self, folder: str) -> None:
        """Open the file next to the base to come, so that a full disk is noticed early."""
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=folder)  # noqa: SIM115
        self.count = 0

    def add(self, text: str) -> None:
        """Keep one line."""
        self._file.write(text + "\n")
        self.count += 1

    def __iter__(self) -> Iterator[str]:
        """Yield the lines, without their ends."""
        self._file.seek(0)
        for text in self._file:
            yield text[:-1]

    def close(self) -> None:
        """Close the file, ignoring what could no longer be written."""
        with suppress(OSError):
            self._file.close()


class BaseBuilder:
    """Collect records and yield the lines of their base."""

    def __init__(
        self, folder: str, passages: RowsAsSource | TextAsSource, concept_of: ConceptOf | None = None
    ) -> None:
        """Build next to the base to come, in `folder`, with sentences placed by `passages`."""
        self.things, self.relations, self.passages = Things(), Properties(concept_of), passages
        self._values: Values = {}
        self.facts = Spool(folder)
        self.rows: dict[str, int] = {}

    def add(self, record: Record) -> None:
        """Add the fact of a row. Raises BadRow, and then nothing of the row has been added."""
        if record.id is not None and record.id in self.rows:
            raise BadRow(f"duplicate id {record.id!r}, already used by row {self.rows[record.id]}")
        self.passages.check(record)
        document = self._document(record)
        self.rows[document["id"]] = record.number
        self.facts.add(line("facts", self.facts.count + 1, document))

    def _document(self, record: Record) -> dict[str, Any]:
        about = self.things.add(record.subject, record.language)
        about.is_subject, subject = True, about.id
        target = self.things.add(record.object, record.language).id if record.object else None
        quoted = [self.passages.place(quote, record) for quote in record.quotes]
        document = {
            "id": record.id or unused(f"row-{record.number}", self.rows),
            "subject": subject,
            "relation": self.relations.add(record, subject, target).id,
            "object": target,
            "value": record.value,
            "statement": record.statements or {record.language: quoted[0][1]},
            "modality": record.modality,
            "hedged": record.hedged or None,
            "speaker": self.things.add(record.speaker, record.language).id if record.speaker else None,
            "when": record.when,
            "evidence": [entry for entry, _ in quoted],
            "derived": record.derived,
        }
        return {key: value for key, value in document.items() if value is not None}

    def settle(self) -> Iterator[Remark]:
        """Take objects for values where all of a relation are; yield a remark for each relation of which they were."""
        yield from self.relations.settle(self.things)
        self._values = self.relations.values()
        used: dict[str, int] = {}
        for objects in self._values.values():
            for name, (_, rows) in objects.items():
                used[name] = used.get(name, 0) + rows
        for name, rows in used.items():
            if self.things[name].rows == rows:
                self.things.drop(name)

    def _typed(self) -> Iterator[str]:
        """Yield the lines of the facts, with values where objects were taken for them."""
        for number, text in enumerate(self.facts, 1):
            relation = next(
                (each for each in self._values if f'"relation": {json.dumps(each)}' in text), None
            )
            document = json.loads(f"{{{text}}}")[str(number)] if relation is not None else {}
            found = self._values[relation].get(document.get("object", "")) if relation is not None else None
            if found is None:
                yield text
                continue
            del document["object"]
            yield line("facts", number, document | {"value": found[0]})

    def lines(self, name: str) -> Iterator[str]:
        """Yield the lines of the base, called `name`."""
        meta = {"format": FORMAT, "version": VERSION, "name": name}
        yield from framed(
            {
                "meta": [line("meta", 1, meta)],
                "sources": _numbered("sources", self.passages.sources()),
                "sentences": (line("sentences", *each) for each in self.passages.sentences()),
                "entities": _numbered("entities", self.things.documents()),
                "relations": _numbered("relations", self.relations.documents(self.things)),
                "facts": self._typed() if self._values else self.facts,
            }
        )

    def close(self) -> None:
        """Close the file on disk."""
        self.facts.close()


def _numbered(table: str, documents: Iterator[dict[str, Any]]) -> Iterator[str]:
    return (line(table, number, document) for number, document in enumerate(documents, 1))


# Without a source, the rows' sentences are the source: one per line, one text per language. With a source, each
# sentence must be in it verbatim; the whole text is numbered, and a row whose sentence spans several of ours merges
# them.


def span_of_words(quote: QuotedWords, sentence: str) -> tuple[int, int]:
    """Return where the exact words of a quote are in its sentence, spelled as the sentence has them. Raises BadRow."""
    if quote.exact is None:
        return 0, len(sentence)
    whole = quote.prefix + quote.exact + quote.suffix
    if whole in sentence:
        at = sentence.index(whole) + len(quote.prefix)
        return at, at + len(quote.exact)
    if quote.prefix or quote.suffix or not (found := QuotableText(sentence).spans(quote.exact)):
        raise BadRow("exact is not in the sentence")
    return found[0]


class RowsAsSource:
    """The rows' own sentences, each kept once, in the order of the rows; or the places that the rows give them."""

    def __init__(self) -> None:
        """Start without any."""
        self._numbers: dict[tuple[str, str], int] = {}  # of the rows' own, by language and text
        self._ends: dict[str, int] = {}
        self._digests: dict[str, Any] = {}
        self._sources: dict[str, dict[str, Any]] = {}
        self._placed: dict[tuple[str, int], int] = {}  # of those that have a place, by source and number
        self._documents: dict[int, dict[str, Any]] = {}
        self._last = 0

    def check(self, record: Record) -> None:
        """Refuse a row whose exact words are not in its own sentence, or whose place has another one. Raises BadRow."""
        for quote in record.quotes:
            span_of_words(quote, quote.sentence or record.line)
            place = quote.place
            known = self._placed.get((place.source["id"], place.number)) if place else None
            if place and known and self._documents[known]["text"] != quote.sentence:
                raise BadRow(
                    f"sentence {place.number} of {place.source['id']} has other words in another row"
                )

    def place(self, quote: QuotedWords, record: Record) -> tuple[dict[str, Any], str]:
        """Return the evidence of a quote of a checked row, and its whole sentence."""
        text = quote.sentence or record.line
        number = self._place(quote.place, text) if quote.place else self._own(record.language, text)
        start, end = span_of_words(quote, text)
        return evidence(number, text, text[start:end], start), text

    def _place(self, place: SentencePlace, text: str) -> int:
        source = self._sources.setdefault(place.source["id"], place.source)["id"]
        number = self._placed.get((source, place.number))
        if number is None:
            number = self._last + 1 if place.number in self._documents else place.number
            self._placed[source, place.number] = number
            passage = Passage(place.start, place.start + len(text), place.section)
            self._keep(number, sentence_document(source, place.number, text, passage))
        return number

    def _own(self, language: str, text: str) -> int:
        key = language, text
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = self._last + 1
            start = self._ends[language] + 1 if language in self._ends else 0
            digest = self._digests.setdefault(language, sha256())
            digest.update((text if start == 0 else f"\n{text}").encode())
            self._ends[language] = start + len(text)
            passage = Passage(start, start + len(text), None)
            self._keep(number, sentence_document(f"rows-{language}", number, text, passage))
        return number

    def _keep(self, number: int, document: dict[str, Any]) -> None:
        self._documents[number], self._last = document, max(self._last, number)

    def sentences(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield every sentence with its number, those that have a place in the order of their source."""
        order = {source: at for at, source in enumerate(self._sources)}

        def key(number: int) -> tuple[int, int]:
            document = self._documents[number]
            return order.get(document["source"], len(order)), document["number"]

        return ((number, self._documents[number]) for number in sorted(self._documents, key=key))

    def count(self) -> int:
        """Count the sentences."""
        return len(self._documents)

    def sources(self) -> Iterator[dict[str, Any]]:
        """Yield the sources that the rows tell of, then one per language of the other rows."""
        yield from self._sources.values()
        for language, end in self._ends.items():
            yield unknown_source(f"rows-{language}", language, end, self._digests[language].hexdigest())


_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_OF_SOURCE = ("title", "publisher", "author", "url", "date", "rights")


class TextAsSource:
    """A text whose sentences are all numbered."""

    def __init__(self, name: str, language: str, text: str) -> None:
        """Take the text and number its sentences."""
        self.name, self.language, self.text = name, language, text
        self._quotable: QuotableText | None = None
        self._told: dict[str, Any] = {}
        self._number(passages(text, language))

    def _number(self, found: list[Passage]) -> None:
        self.passages, self._starts = found, [passage.start for passage in found]

    def join(self, sentences: Iterable[str]) -> None:
        """Merge the sentences that a row's sentence spans."""
        places = (self._place(text) for text in sentences if not _NUMBER.fullmatch(text))
        bridges = deque(sorted(place for place in places if place is not None))
        joined: list[Passage] = []
        reach = 0
        for passage in self.passages:
            if joined and passage.start < reach:
                joined[-1] = Passage(joined[-1].start, passage.end, joined[-1].section)
            else:
                joined.append(passage)
            while bridges and bridges[0][0] < passage.end:
                reach = max(reach, bridges.popleft()[1])
        self._number(joined)

    def _place(self, sentence: str) -> tuple[int, int] | None:
        at = self.text.find(sentence)
        if at >= 0:
            return at, at + len(sentence)
        return next(iter(self._spans(sentence)), None)

    def _spans(self, words: str) -> list[tuple[int, int]]:
        self._quotable = self._quotable or QuotableText(self.text)
        return self._quotable.spans(words)

    def _passage(self, at: int, end: int) -> int | None:
        """Return the passage that contains a span; None for a span that includes a heading."""
        place = bisect_right(self._starts, at) - 1
        return place if place >= 0 and end <= self.passages[place].end else None

    def check(self, record: Record) -> None:
        """Refuse a row whose sentences or exact words are not in the text. Raises BadRow."""
        if record.language != self.language:
            raise BadRow(f"language is {record.language}, but the source is in {self.language}")
        for quote in record.quotes:
            at, end = self._sentence(quote, record.line)
            if self._passage(at, end) is None:
                raise BadRow("not a whole sentence of the source, but a heading or part of a sentence")
            span_of_words(quote, self.text[at:end])

    def _sentence(self, quote: QuotedWords, line: str) -> tuple[int, int]:
        """Return where the sentence of a quote is: it is given by its number, its words or, alone, the exact ones."""
        if _NUMBER.fullmatch(quote.sentence):
            if int(quote.sentence) > len(self.passages):
                raise BadRow(f"the source has no sentence {quote.sentence}")
            passage = self.passages[int(quote.sentence) - 1]
            return passage.start, passage.end
        if quote.sentence:
            if (place := self._place(quote.sentence)) is None:
                raise BadRow("the sentence is not in the source")
            return place
        if not quote.exact:
            if (place := self._place(line)) is not None:
                return place
            raise BadRow(
                "the row has no sentence; with a source, each row must quote one in the column sentence"
            )
        found = {self._passage(*span) for span in self._spans(quote.exact)} - {None}
        if len(found) != 1:
            raise BadRow(
                "exact is in more than one sentence; give its number"
                if found
                else "exact is not in the source"
            )
        passage = self.passages[found.pop() or 0]
        return passage.start, passage.end

    def place(self, quote: QuotedWords, record: Record) -> tuple[dict[str, Any], str]:
        """Return the evidence of a quote of a checked row, and its sentence as the row gives it."""
        if quote.place and not self._told:
            self._told = {part: quote.place.source[part] for part in _OF_SOURCE}
        at, end = self._sentence(quote, record.line)
        number = bisect_right(self._starts, at) - 1
        passage = self.passages[number]
        start, stop = (at + offset for offset in span_of_words(quote, self.text[at:end]))
        whole = self.text[passage.start : passage.end]
        found = evidence(number + 1, whole, self.text[start:stop], start - passage.start)
        return found, quote.sentence if self._is_written(quote) else self.text[at:end]

    @staticmethod
    def _is_written(quote: QuotedWords) -> bool:
        return bool(quote.sentence) and not _NUMBER.fullmatch(quote.sentence)

    def sentences(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield every sentence of the text with its number."""
        for number, passage in enumerate(self.passages, 1):
            yield (
                number,
                sentence_document(self.name, number, self.text[passage.start : passage.end], passage),
            )

    def count(self) -> int:
        """Count the sentences."""
        return len(self.passages)

    def sources(self) -> Iterator[dict[str, Any]]:
        """Yield the one source."""
        yield source_document(self.name, self.language, self.text) | self._told


_EVERY = 1_000
_MOST_BAD = 100_000  # rows that cannot be imported, from which on this is not a table of facts


@dataclass(slots=True)
class ImportResult:
    """The result of an import: counts, the rows left out and why, and what was changed in others.

    `row_of` has the number of the row that each fact comes from, by the id of the fact.
    """

    path: str
    rows: int = 0
    facts: int = 0
    entities: int = 0
    relations: int = 0
    sentences: int = 0
    bad: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    unknown: set[str] = field(default_factory=set)
    row_of: dict[str, int] = field(default_factory=dict)

    def remark_columns(self, row: int, unknown: Iterable[str]) -> None:
        """Add one remark for each unknown column."""
        for column in unknown:
            if column not in self.unknown:
                if len(self.unknown) == COLUMN_LIMIT:
                    raise UsageProblem(f"more than {COLUMN_LIMIT} unknown columns", f"the last is {column!r}")
                self.unknown.add(column)
                self.remarks.append(Remark(row, f"unknown column {column!r}, left out"))

    @property
    def written(self) -> bool:
        """Return True if a base was written: it is not if every row was left out."""
        return self.facts > 0


def import_rows(  # noqa: PLR0913 -- each is an option of the command
    path: str,
    out: str,
    source: str | None = None,
    language: str = "en",
    progress: Progress | None = None,
    *,
    format_name: str | None = None,
    force: bool = False,
    concept_of: ConceptOf | None = None,
) -> ImportResult:
    """Create the base at `out` from the rows at `path`; rows that cannot be imported are left out and reported.

    `source` is the path of the text the sentences come from; without it the rows' own sentences are the
    source. `language` is that of rows that do not tell. `concept_of` returns what is known of a relation by its
    label, which settles whether objects without a kind are dates, numbers or people. `progress` is called with
    bytes done and bytes in all. Raises UsageProblem, InputOutputProblem, NotWritten; then nothing was written.
    """
    inputs = [each for each in (path, source) if each is not None]
    refuse_overwriting(out, *inputs, force=force)
    report = ImportResult(out)
    try:
        builder = BaseBuilder(
            os.path.dirname(os.path.realpath(out)),
            _passages(path, source, language, format_name),
            concept_of,
        )
        try:
            _take(builder, report, _watched(path, format_name, progress), language)
            report.row_of = builder.rows
            if report.facts:
                _write(builder, out, inputs, force=force)
        finally:
            builder.close()
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise NotWritten(f"{out}: not written: {reason}", "free space or check the permissions") from error
    return report


def _passages(
    path: str, source: str | None, language: str, format_name: str | None
) -> RowsAsSource | TextAsSource:
    if source is None:
        return RowsAsSource()
    name = slug(os.path.splitext(os.path.basename(source))[0], "source")
    passages = TextAsSource(name, language, read_text(source))
    rows = (row.cells.get("sentence") for row in read_rows(path, format_name) if isinstance(row, Row))
    passages.join({text.strip() for text in rows if isinstance(text, str)})
    return passages


def _watched(path: str, format_name: str | None, progress: Progress | None) -> Iterator[Row | Remark]:
    size = os.path.getsize(path) if progress and os.path.exists(path) else 0
    for count, row in enumerate(read_rows(path, format_name)):
        if progress and count % _EVERY == 0 and isinstance(row, Row):
            progress(row.done, size)
        yield row
    if progress:
        progress(size, size)


def _take(builder: BaseBuilder, report: ImportResult, rows: Iterator[Row | Remark], language: str) -> None:
    known: dict[tuple[str, ...], Columns] = {}
    for row in rows:
        if isinstance(row, Remark) and row.kept:
            report.remarks.append(row)
            continue
        report.rows += 1
        if len(report.bad) > _MOST_BAD:
            raise UsageProblem(f"more than {_MOST_BAD} rows cannot be imported", report.bad[0].reason)
        if isinstance(row, Remark):
            report.bad.append(row)
            continue
        shape = tuple(row.cells)
        columns = known.get(shape)
        if columns is None:
            if len(known) == COLUMN_LIMIT:
                known.clear()
            columns = known[shape] = Columns.of(shape)
            report.remark_columns(row.number, columns.unknown)
        try:
            record = record_of(row, columns, language)
            builder.add(record)
        except BadRow as bad:
            report.bad.append(Remark(row.number, str(bad)))
        else:
            report.remarks += record.remarks
    report.remarks += builder.settle()
    report.facts, report.sentences = builder.facts.count, builder.passages.count()
    report.entities, report.relations = len(builder.things), len(builder.relations)


def _write(builder: BaseBuilder, out: str, inputs: Sequence[str], *, force: bool) -> None:
    name = base_name(out)
    with locked(out):
        refuse_overwriting(out, *inputs, force=force)
        write_lines(out, builder.lines(name))

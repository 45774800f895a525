"""Grow a base row by row: the small tables in memory, sentences and facts as finished lines on disk."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

from factcli.base.schema import FORMAT, VERSION
from factcli.base.writer import framed, line
from factcli.exchange.cells import BadRow
from factcli.exchange.things import Properties, Things
from factcli.text import unused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from factcli.exchange.import_records import Record
    from factcli.exchange.passages import RowsAsSource, TextAsSource


class Spool:
    """Keep the lines of a table in a file without a name, which vanishes with the process."""

    def __init__(self, folder: str) -> None:
        """Open the file where the base will be: what does not fit there does not fit at all."""
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
        """Let the file go, with what could not be written to it any more."""
        with suppress(OSError):
            self._file.close()


class Builder:
    """Take records and give the lines of the base they make."""

    def __init__(self, folder: str, passages: RowsAsSource | TextAsSource) -> None:
        """Build beside the base to come, in `folder`, with sentences placed by `passages`."""
        self.things, self.relations, self.passages = Things(), Properties(), passages
        self.facts, self.sentences = Spool(folder), Spool(folder)
        self._rows: dict[str, int] = {}
        for number, document in passages.sentences():
            self.sentences.add(line("sentences", number, document))

    def add(self, record: Record) -> None:
        """Add the fact of a row. Raises BadRow, and then nothing of the row has been added."""
        if record.id is not None and record.id in self._rows:
            raise BadRow(f"id {record.id!r} is that of row {self._rows[record.id]} already")
        self.passages.check(record)
        document = self._document(record)
        self._rows[document["id"]] = record.number
        self.facts.add(line("facts", self.facts.count + 1, document))

    def _document(self, record: Record) -> dict[str, Any]:
        subject = self.things.add(record.subject, record.language).id
        target = self.things.add(record.object, record.language).id if record.object else None
        evidence, sentence = self.passages.place(record)
        if sentence is not None:
            self.sentences.add(line("sentences", *sentence))
        document = {
            "id": record.id or unused(f"row-{record.number}", self._rows),
            "subject": subject,
            "relation": self.relations.add(record, target).id,
            "object": target,
            "value": record.value,
            "statement": record.statements,
            "modality": record.modality,
            "hedged": record.hedged or None,
            "speaker": self.things.add(record.speaker, record.language).id if record.speaker else None,
            "when": {"edtf": record.when} if record.when else None,
            "evidence": [evidence],
        }
        return {key: value for key, value in document.items() if value is not None}

    def lines(self, name: str) -> Iterator[str]:
        """Yield the lines of the base, called `name`."""
        meta = {"format": FORMAT, "version": VERSION, "name": name}
        yield from framed(
            {
                "meta": [line("meta", 1, meta)],
                "sources": _numbered("sources", self.passages.sources()),
                "sentences": self.sentences,
                "entities": _numbered("entities", self.things.documents()),
                "relations": _numbered("relations", self.relations.documents(self.things)),
                "facts": self.facts,
            }
        )

    def close(self) -> None:
        """Let go of what was kept on disk."""
        self.facts.close()
        self.sentences.close()


def _numbered(table: str, documents: Iterator[dict[str, Any]]) -> Iterator[str]:
    return (line(table, number, document) for number, document in enumerate(documents, 1))

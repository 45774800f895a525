"""Import rows into a base that exists: each row is a proposed fact, and passes the gate or is left out with its codes.

A row names its sentence by number ("8", or "source:8"), by its words, or not at all where its `exact` words stand in
one sentence only. Further spans are in `exact_2` with `sentence_2` and so on, or in a list `evidence`.
"""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import TYPE_CHECKING

from factcli.base.store import drafting, editing, put, tables_of
from factcli.curation.edit import insert_fact
from factcli.curation.gate import READY, Gate
from factcli.curation.resolve import FactRequest, QuoteRequest, find_quote, typed_value
from factcli.curation.working_copy import WorkingCopy
from factcli.errors import NotFound, UsageProblem
from factcli.exchange.import_records import record_of
from factcli.exchange.import_rows import BadRow, Columns, Remark, read_rows
from factcli.exchange.import_run import ImportResult
from factcli.text import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from factcli.exchange.import_records import Record
    from factcli.exchange.import_rows import Row

_NUMBER = re.compile(r"(?:[\w-]+:)?\d{1,9}")
_FURTHER = re.compile(r"(exact|sentence)_(\d{1,3})")
_PLAIN = ("derived", "resolved", "basis")


def import_into(
    path: str, rows: str, *, format_name: str | None = None, new: bool = False, dry_run: bool = False
) -> ImportResult:
    """Add the facts of the rows that pass the gate to the base at `path`, all in one write.

    `new` allows names that are much like known ones. Raises UsageProblem, NotWritten, BadBase, InputOutputProblem; then
    nothing was written.
    """
    report = ImportResult(path)
    with nullcontext(drafting(path)) if dry_run else editing(path) as database:
        copy = WorkingCopy(tables_of(database))
        writer = _RowWriter(copy, new=new)
        before = writer.counts()
        for row in read_rows(rows, format_name):
            report.rows += 1
            if isinstance(row, Remark):
                (report.remarks if row.kept else report.bad).append(row)
                continue
            try:
                report.remarks += writer.add(row, report)
            except BadRow as bad:
                report.bad.append(Remark(row.number, str(bad)))
        put(database, copy.changes())
        after = writer.counts()
        report.facts, report.entities, report.relations = (
            new - old for new, old in zip(after, before, strict=True)
        )
    return report


class _RowWriter:
    """Add rows to a working copy, one after the other: a row may refer to what an earlier one brought."""

    def __init__(self, copy: WorkingCopy, *, new: bool) -> None:
        self._copy, self._new = copy, new
        self._gate = Gate(copy)
        self._sources = {each["id"]: each["language"] for each in copy.table("sources")}
        several = len(self._sources) > 1
        self._sentences = {
            f"{each['source']}:{each['number']}" if several else str(each["number"]): each
            for each in copy.table("sentences")
        }

    def counts(self) -> tuple[int, int, int]:
        facts, entities, relations = (
            len(self._copy.table(name)) for name in ("facts", "entities", "relations")
        )
        return facts, entities, relations

    def add(self, row: Row, report: ImportResult) -> list[Remark]:
        """Add the fact of a row and return the remarks about it. Raises BadRow with the codes of what is wrong."""
        further, plain = self._taken_out(row)
        number = self._sentence(row.cells.get("sentence"), str(row.cells.get("exact") or ""))
        sentence = self._sentences[number]
        row.cells["sentence"] = sentence["text"]
        columns = Columns.of(tuple(row.cells))
        report.remark_columns(row.number, columns.unknown)
        record = record_of(row, columns, self._sources[sentence["source"]])
        request = self._request(record, number, further, plain)
        judgement = self._gate.judge(request)
        if judgement.verdict != READY:
            raise BadRow("; ".join(f"{each.code}: {each.message}" for each in judgement.findings))
        insert_fact(self._copy, request)
        return record.remarks

    def _taken_out(self, row: Row) -> tuple[list[QuoteRequest], dict[str, str]]:
        """Take out of a row what only a base that exists understands: further spans, and how a fact follows."""
        cells = row.cells
        spans: dict[str, dict[str, str]] = {}
        for name in list(cells):
            if (found := _FURTHER.fullmatch(name)) and (text := str(cells.pop(name) or "").strip()):
                spans.setdefault(found[2], {})[found[1]] = text
        listed = cells.pop("evidence", None) or cells.pop("names", None) or []
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            raise BadRow("evidence is no list of objects with sentence and exact")
        for at, each in enumerate(listed):
            spans[f"listed {at}"] = {key: str(each.get(key) or "") for key in ("sentence", "exact")}
        plain = {name: text for name in _PLAIN if (text := str(cells.pop(name, None) or "").strip())}
        if isinstance(statement := cells.get("statement"), dict):
            cells.pop("statement")
            cells.update({f"statement_{code}": text for code, text in statement.items()})
        if isinstance(value := cells.pop("value", None), dict):
            cells["object_kind"], cells["object"] = _value_cells(value)
        first = cells.get("sentence")
        return [
            QuoteRequest(
                self._sentence(span.get("sentence") or first, span.get("exact", "")), span.get("exact", "")
            )
            for _, span in sorted(spans.items())
        ], plain

    def _sentence(self, told: object, exact: str) -> str:
        """Return the number of the sentence that a cell means. Raises BadRow."""
        text = str(told or "").strip()
        if _NUMBER.fullmatch(text):
            if text not in self._sentences:
                raise BadRow(f"form-reference: the base has no sentence {text}")
            return text
        found = [
            number for number, each in self._sentences.items() if self._says(each["text"], text or exact)
        ]
        if text and len(found) > 1:
            found = [number for number in found if words(self._sentences[number]["text"]) == words(text)]
        if len(found) != 1:
            what = "the sentence" if text else "exact" if exact else ""
            if not what:
                raise BadRow("neither sentence nor exact: say which sentence the fact stands on")
            reason = "is not in the base" if not found else "is in more than one sentence; give its number"
            raise BadRow(f"evidence-missing: {what} {reason}")
        return found[0]

    def _says(self, sentence: str, text: str) -> bool:
        try:
            find_quote(0, sentence, text)
        except NotFound:
            return False
        except UsageProblem:
            return bool(text)
        return True

    def _request(
        self, record: Record, number: str, further: list[QuoteRequest], plain: Mapping[str, str]
    ) -> FactRequest:
        sentence = self._sentences[number]["text"]
        values = record.value["text"] if record.value and record.value["type"] == "text" else None
        target, speaker = record.object, record.speaker
        kind = None if record.value else (target.kind if target else None)
        given: dict[str, Any] = {
            "quotes": (QuoteRequest(number, record.exact or sentence), *further),
            "subject": record.subject.id or record.subject.name,
            "subject_kind": record.subject.kind,
            "relation": record.relation,
            "relation_kind": record.answer_kind,
            "object": (target.id or target.name) if target else None,
            "object_kind": kind,
            "values": values,
            "value": typed_value(record.value) if record.value and values is None else None,
            "statements": record.statements,
            "modality": record.modality,
            "hedged": record.hedged or None,
            "speaker": (speaker.id or speaker.name) if speaker else None,
            "when": record.when,
            "id": record.id,
            "new": self._new,
            **plain,
        }
        return FactRequest(**given)


def _value_cells(value: Mapping[str, Any]) -> tuple[str, str]:
    """Return the kind and the text of a value that a row holds as a base does. Raises BadRow."""
    try:
        kind, _, text = typed_value(value).partition(":")
    except (UsageProblem, StopIteration, AttributeError) as problem:
        raise BadRow(f"form-document: value: {problem}") from problem
    return {"quantity": "amount" if " " in text else "number"}.get(kind, kind), text

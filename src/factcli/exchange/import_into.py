"""Import rows into a base that exists: each row is a proposed fact, and passes the gate or is left out with its codes.

A row names its sentence by number ("8", or "source:8"), by its words, or not at all where its `exact` words stand in
one sentence only. Further spans are in `exact_2` with `sentence_2` and so on, or in a list `evidence`. What a row says
of an entity or a relation that the base has is added where the base says nothing; what the base says stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from factcli.base.store import drafting, editing, put, tables_of
from factcli.curation.edit import insert_fact
from factcli.curation.gate import READY, Gate
from factcli.curation.resolve import (
    VALUE_KINDS,
    FactRequest,
    QuoteRequest,
    add_document,
    check_form,
    entity_names,
    find_document,
    refuse_likely_typo,
    relation_names,
    typed_value,
)
from factcli.curation.working_copy import WorkingCopy, ids
from factcli.exchange.import_records import record_of
from factcli.exchange.import_rows import BadRow, Columns, Remark, read_rows
from factcli.exchange.import_run import ImportResult
from factcli.text import words
from factcli.texts.verbatim import QuotableText, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from factcli.curation.working_copy import Document
    from factcli.exchange.import_records import NamedThing, QuotedWords, Record, SentencePlace
    from factcli.exchange.import_rows import Row

_NUMBER = re.compile(r"(?:[\w-]+:)?\d{1,9}")


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
        self._languages = {each["id"]: each["language"] for each in copy.table("sources")}
        self._sentences = _Sentences(copy)
        self._columns: dict[tuple[str, ...], Columns] = {}

    def counts(self) -> tuple[int, int, int]:
        facts, entities, relations = (
            len(self._copy.table(name)) for name in ("facts", "entities", "relations")
        )
        return facts, entities, relations

    def add(self, row: Row, report: ImportResult) -> list[Remark]:
        """Add the fact of a row and return the remarks about it. Raises BadRow with the codes of what is wrong."""
        _spread(row.cells)
        shape = tuple(row.cells)
        columns = self._columns.get(shape) or self._columns.setdefault(shape, Columns.of(shape))
        report.remark_columns(row.number, columns.unknown)
        told, exact = (str(row.cells.get(name) or "").strip() for name in ("sentence", "exact"))
        source = self._sentences[self._sentences.number(told, exact)]["source"]
        record = record_of(row, columns, self._languages[source])
        request = self._request(record)
        prepare = partial(_prepare, record, new=self._new)
        judgement = self._gate.judge(request, prepare)
        if judgement.verdict != READY:
            raise BadRow("; ".join(f"{each.code}: {each.message}" for each in judgement.findings))
        prepare(self._copy)
        insert_fact(self._copy, request)
        return record.remarks

    def _quote(self, quote: QuotedWords) -> QuoteRequest:
        number = self._sentences.number(quote.sentence, quote.exact or "", quote.place)
        sentence = self._sentences[number]["text"]
        exact = quote.exact or sentence
        at = sentence.find(quote.prefix + exact + quote.suffix) + len(quote.prefix)
        found = occurrences(sentence, exact)
        told = (quote.prefix or quote.suffix) and at in found
        return QuoteRequest(number, exact, found.index(at) + 1 if told else None)

    def _request(self, record: Record) -> FactRequest:
        quotes = tuple(map(self._quote, record.quotes))
        values = record.value["text"] if record.value and record.value["type"] == "text" else None
        target, speaker, when = record.object, record.speaker, record.when or {}
        return FactRequest(
            quotes=quotes,
            subject=record.subject.id or record.subject.name,
            subject_kind=record.subject.kind,
            relation=record.relation.slug or record.relation.key,
            relation_kind=record.relation.kind,
            object=(target.id or target.name) if target else None,
            object_kind=target.kind if target else None,
            values=values,
            value=typed_value(record.value) if record.value and values is None else None,
            statements=record.statements
            or {record.language: self._sentences[str(quotes[0].sentence)]["text"]},
            modality=record.modality,
            hedged=record.hedged or None,
            speaker=(speaker.id or speaker.name) if speaker else None,
            speaker_kind=speaker.kind if speaker else None,
            when=when.get("edtf"),
            resolved=when.get("resolved"),
            basis=when.get("basis"),
            derived=record.derived,
            id=record.id,
            new=self._new,
        )


def _spread(cells: dict[str, Any]) -> None:
    """Write what a row in JSON holds as a base or a draft does, lists and objects, into columns. Raises BadRow."""
    spans = [*_listed(cells, "evidence"), *_listed(cells, "names")]
    if spans and not (cells.get("exact") or cells.get("sentence")):
        cells.update({key: spans[0].get(key) for key in ("sentence", "exact")})
        del spans[0]
    number = 2
    for span in spans:
        while f"exact_{number}" in cells:
            number += 1
        cells |= {f"{key}_{number}": span.get(key) for key in ("sentence", "exact")}
    if isinstance(statement := cells.get("statement"), dict):
        cells.pop("statement")
        cells.update({f"statement_{code}": text for code, text in statement.items()})


def _listed(cells: dict[str, Any], column: str) -> list[dict[str, Any]]:
    listed = cells.pop(column, None) or []
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise BadRow(f"{column} is no list of objects with sentence and exact")
    return listed


class _Sentences:
    """The sentences of a base, found by number or by words without going through all of them."""

    def __init__(self, copy: WorkingCopy) -> None:
        several = len(copy.table("sources")) > 1
        self._by_number: dict[str, Document] = {
            f"{each['source']}:{each['number']}" if several else str(each["number"]): each
            for each in copy.table("sentences")
        }
        self._having: dict[str, list[str]] = {}
        self._starts: list[int] = []
        texts, at = [], 0
        for number, each in self._by_number.items():
            for word in dict.fromkeys(words(QuotableText(each["text"]).plain)):
                self._having.setdefault(word, []).append(number)
            self._starts.append(at)
            texts.append(each["text"])
            at += len(each["text"]) + len(_BETWEEN)
        self._all = QuotableText(_BETWEEN.join(texts))

    def __getitem__(self, number: str) -> Document:
        return self._by_number[number]

    def number(self, told: str, exact: str, place: SentencePlace | None = None) -> str:
        """Return the number of the sentence that a row means. Raises BadRow."""
        if _NUMBER.fullmatch(told):
            if told not in self._by_number:
                raise BadRow(f"form-reference: the base has no sentence {told}")
            return told
        if not (told or exact):
            raise BadRow("neither sentence nor exact: say which sentence the fact stands on")
        found = list(self._saying(told or exact))
        if told and len(found) > 1:
            found = [each for each in found if words(self[each]["text"]) == words(told)]
        if place and len(found) > 1:
            whole = place.source["id"], place.number
            found = [each for each in found if (self[each]["source"], self[each]["number"]) == whole]
        if len(found) != 1:
            reason = "is not in the base" if not found else "is in more than one sentence; give its number"
            raise BadRow(f"evidence-missing: {'the sentence' if told else 'exact'} {reason}")
        return found[0]

    def _saying(self, text: str) -> Iterator[str]:
        """Yield the numbers of the sentences that have these words; parts of words only where no whole ones stand."""
        wanted = [self._having.get(word, ()) for word in words(QuotableText(text).plain)]
        fewest = min(wanted, key=len, default=())
        found = [each for each in fewest if QuotableText(self[each]["text"]).spans(text)]
        if not found:
            numbers = list(self._by_number)
            starts = dict.fromkeys(bisect_right(self._starts, at) - 1 for at, _ in self._all.spans(text))
            found = [numbers[start] for start in starts]
        yield from found


_BETWEEN = "\n\0\n"


def _prepare(record: Record, copy: WorkingCopy, *, new: bool) -> None:
    """Add the entities and the relation of which a row says more than the name, or what the base lacks of them.

    Raises UsageProblem, LikelyTypo among others.
    """
    for named, kind in ((record.subject, "thing"), (record.object, "thing"), (record.speaker, "person")):
        if named is not None:
            _prepare_entity(named, kind, record.language, copy, new=new)
    _prepare_relation(record, copy, new=new)


def _prepare_entity(named: NamedThing, kind: str, language: str, copy: WorkingCopy, *, new: bool) -> None:
    table = copy.table("entities")
    known = find_document(table, named.id or named.name, entity_names)
    if known is not None:
        names = known["name"] | {
            code: name for code, name in named.names.items() if code not in known["name"]
        }
        has = {*known.get("aliases", ()), *names.values()}
        _complete(
            copy,
            "entities",
            known,
            {
                "name": names,
                "aliases": [*known.get("aliases", ()), *(each for each in named.aliases if each not in has)],
                "description": named.descriptions | known.get("description", {}),
            },
        )
    elif named.id or named.names or named.aliases or named.descriptions:
        if not new and not named.id:
            refuse_likely_typo(table, named.name, entity_names, "entity")
        document = {
            "id": named.id,
            "kind": named.kind or kind,
            "name": named.names_in(language),
            "aliases": named.aliases,
            "description": named.descriptions,
        }
        add_document(table, {key: value for key, value in document.items() if value}, named.name)


def _prepare_relation(record: Record, copy: WorkingCopy, *, new: bool) -> None:
    named, table = record.relation, copy.table("relations")
    known = find_document(table, named.slug or named.key, relation_names)
    if known is not None:
        phrases = known.get("phrases", {})
        _complete(
            copy,
            "relations",
            known,
            {
                "label": named.labels | known["label"],
                "phrases": {
                    code: list(dict.fromkeys([*phrases.get(code, ()), *named.phrases.get(code, ())]))
                    for code in {**phrases, **named.phrases}
                },
                "inverse": known.get("inverse") or named.inverse,
                "one_value": known.get("one_value", named.one_value),
            },
        )
    elif named.slug or named.labels or named.phrases or named.inverse or named.one_value is not None:
        if not new and not named.slug:
            refuse_likely_typo(table, named.key, relation_names, "relation")
        own = {} if named.slug and named.labels else {record.language: named.key}
        target = record.object.kind if record.object else None
        document = {
            "id": named.slug,
            "kind": named.kind or (VALUE_KINDS[record.value["type"]] if record.value else target) or "thing",
            "label": own | named.labels,
            "phrases": named.phrases,
            "inverse": named.inverse,
            "one_value": named.one_value,
        }
        add_document(table, {key: value for key, value in document.items() if value is not None}, named.key)


def _complete(copy: WorkingCopy, name: str, known: Document, more: dict[str, Any]) -> None:
    """Put a document that says more, if it does."""
    whole = dict(known) | {
        key: value for key, value in more.items() if value not in (None, {}, []) or key in known
    }
    if whole != known:
        check_form(name, whole)
        table = copy.table(name)
        table.put(table.numbers(ids, known["id"])[0], whole)

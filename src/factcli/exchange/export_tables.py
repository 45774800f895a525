"""Export a base as rows, CSV or JSON lines, in the columns `base import` reads."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from factcli.escape import guarded, json_text
from factcli.exchange.export import Exporter
from factcli.exchange.import_values import cell_of_value
from factcli.output.envelope import value as value_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from factcli.model import Entity, Fact, FactBase

    Row = dict[str, Any]


_THINGS = ("subject", "object", "speaker")
OWN_SOURCE = "rows-"
"""What the id of a source begins with that `base import` made of the rows' own sentences."""


def columns(base: FactBase) -> list[str]:
    """Return the columns of a base in their order; per-language columns only if they have values."""
    labels = sorted({code for relation in base.relations for code in relation.label})
    phrases = sorted({code for relation in base.relations for code in relation.phrases})
    statements = sorted({code for fact in base.facts for code in fact.statement})
    return [
        *("id", "subject", "relation", "object", "language"),
        *(f"statement_{code}" for code in statements),
        *("sentence", "exact", "prefix", "suffix", "modality", "hedged", "speaker", "when"),
        *(f"{thing}_{part}" for thing in _THINGS for part in ("id", "kind", "aliases")),
        *(f"relation_{code}" for code in labels),
        "answer_kind",
        *(f"relation_phrases_{code}" for code in phrases),
    ]


def rows(base: FactBase) -> Iterator[Row]:
    """Yield the facts as rows, without empty cells."""
    for fact in base.facts:
        yield {name: cell for name, cell in _cells(fact).items() if cell not in (None, "", [])}


def _cells(fact: Fact) -> Row:
    entry = fact.evidence[0]
    language = entry.sentence.source.language
    whole = entry.exact == entry.sentence.text
    return {
        "id": fact.id,
        "language": language,
        **_thing("subject", fact.subject, language),
        "relation": fact.relation.id,
        **{f"relation_{code}": label for code, label in fact.relation.label.items()},
        **{f"relation_phrases_{code}": list(phrases) for code, phrases in fact.relation.phrases.items()},
        "answer_kind": fact.relation.kind,
        **_target(fact, language),
        **{f"statement_{code}": text for code, text in fact.statement.items()},
        "sentence": entry.sentence.text,
        "exact": None if whole else entry.exact,
        "prefix": entry.prefix,
        "suffix": entry.suffix,
        "modality": fact.modality,
        "hedged": True if fact.hedged else None,
        **(_thing("speaker", fact.speaker, language) if fact.speaker else {}),
        "when": fact.when.edtf if fact.when else None,
    }


def _target(fact: Fact, language: str) -> Row:
    if fact.object is not None:
        return _thing("object", fact.object, language)
    if fact.value is None:
        return {}
    kind, text, _ = cell_of_value(value_document(fact.value), language)
    return {"object": text, "object_kind": kind}


def _thing(column: str, thing: Entity, language: str) -> Row:
    name = thing.name.get(language) or next(iter(thing.name.values()))
    return {
        column: name,
        f"{column}_id": thing.id,
        f"{column}_kind": thing.kind,
        f"{column}_aliases": list(thing.aliases),
    }


def losses(base: FactBase) -> Sequence[str]:
    """List, in a sentence each, what the rows of a base leave out; empty for a base made from rows."""
    found = (
        (len(_own_texts(base)), "{} sources: give the text again with --source when importing"),
        (_sources_with_metadata(base), "{} sources have more metadata than their text and language"),
        (sum(len(fact.evidence) > 1 for fact in base.facts), "{} facts have more than one quote"),
        (sum(fact.derived is not None for fact in base.facts), "{} facts have a reason they were derived"),
        (sum(bool(fact.when and fact.when.resolved) for fact in base.facts), "{} dates have a resolved date"),
        (
            sum(not _is_carried(fact) for fact in base.facts),
            "{} values have words in several languages or a label of their own",
        ),
        (sum(bool(thing.description) for thing in base.entities), "{} entities have a description"),
        (_names(base), "{} names are in a language no sentence about them has"),
        (sum(relation.inverse is not None for relation in base.relations), "{} relations have an inverse"),
        (len(base.entities) - len(_entities_in_facts(base)), "{} entities are in no fact"),
        (len(base.relations) - len({fact.relation.id for fact in base.facts}), "{} relations have no fact"),
        (_unused(base), "{} sentences have no fact"),
    )
    return [sentence.format(count) for count, sentence in found if count]


def _own_texts(base: FactBase) -> list[str]:
    return [source.id for source in base.sources if not source.id.startswith(OWN_SOURCE)]


def _sources_with_metadata(base: FactBase) -> int:
    parts = ("title", "publisher", "author", "url", "date", "rights")
    return sum(any(getattr(source, part) is not None for part in parts) for source in base.sources)


def _is_carried(fact: Fact) -> bool:
    if fact.value is None:
        return True
    return cell_of_value(value_document(fact.value), fact.evidence[0].sentence.source.language)[2]


def _mentions(facts: Iterable[Fact]) -> Iterator[tuple[str, Entity]]:
    for fact in facts:
        language = fact.evidence[0].sentence.source.language
        for thing in (fact.subject, fact.object, fact.speaker):
            if thing is not None:
                yield language, thing


def _entities_in_facts(base: FactBase) -> set[str]:
    return {thing.id for _, thing in _mentions(base.facts)}


def _names(base: FactBase) -> int:
    mentioned = {(thing.id, language) for language, thing in _mentions(base.facts)}
    return sum((thing.id, code) not in mentioned for thing in base.entities for code in thing.name)


def _unused(base: FactBase) -> int:
    """Count the sentences without a fact in the sources that are made of rows."""
    cited = {entry.sentence.id for fact in base.facts for entry in fact.evidence}
    return sum(
        sentence.id not in cited and sentence.source.id.startswith(OWN_SOURCE) for sentence in base.sentences
    )


def csv_text(base: FactBase) -> Iterator[str]:
    """Yield a header and a line per fact as in RFC 4180, except for the line ends."""
    names = columns(base)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows(base):
        writer.writerow([_cell(row.get(name)) for name in names])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if value is True:
        return "true"
    if isinstance(value, list):
        plain = not any(part.startswith("[") or "|" in part or part != part.strip() for part in value)
        return guarded("|".join(value) if plain else json.dumps(value, ensure_ascii=False))
    return guarded(value)


def jsonl_text(base: FactBase) -> Iterator[str]:
    """Yield a JSON object per fact."""
    for row in rows(base):
        yield json_text(json.dumps(row, ensure_ascii=False)) + "\n"


CSV = Exporter("csv", ".csv", csv_text, losses)
JSONL = Exporter("jsonl", ".jsonl", jsonl_text, losses)

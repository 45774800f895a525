"""Export a base as rows, CSV or JSON lines, in the columns `base import` reads."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from factcli.curation.resolve import NAME_LIMIT
from factcli.escape import guarded, json_text
from factcli.exchange.export import Exporter
from factcli.exchange.import_values import cell_of_value
from factcli.model import Inferred
from factcli.output.envelope import value as value_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from factcli.model import Entity, Evidence, Fact, FactBase, Inverse, Relation, Source

    Row = dict[str, Any]


_THINGS = ("subject", "object", "speaker")
_METADATA = ("title", "publisher", "author", "date", "url", "rights")
OWN_SOURCE = "rows-"
"""What the id of a source begins with that `base import` made of the rows' own sentences."""


def columns(base: FactBase) -> list[str]:
    """Return the columns of a base in their order; further ones only if a fact has a cell in them."""
    labels = sorted({code for relation in base.relations for code in relation.label})
    phrases = sorted({code for relation in base.relations for code in relation.phrases})
    statements = sorted({code for fact in base.facts for code in fact.statement})
    first = [
        *("id", "subject", "relation", "object", "language"),
        *(f"statement_{code}" for code in statements),
        *("sentence", "exact", "prefix", "suffix", "modality", "hedged", "speaker", "when"),
        *(f"{thing}_{part}" for thing in _THINGS for part in ("id", "kind", "aliases")),
        *("relation_slug", *(f"relation_{code}" for code in labels)),
        "answer_kind",
        *(f"relation_phrases_{code}" for code in phrases),
    ]
    further = {name: None for row in rows(base) for name in row}
    return list(dict.fromkeys((*first, *further)))


def rows(base: FactBase) -> Iterator[Row]:
    """Yield the facts as rows, without empty cells."""
    for fact in base.facts:
        yield {name: cell for name, cell in _cells(fact).items() if cell not in (None, "", [])}


def _cells(fact: Fact) -> Row:
    language = fact.evidence[0].sentence.source.language
    return {
        "id": fact.id,
        "language": language,
        **_thing("subject", fact.subject, language),
        **_relation(fact.relation),
        **_target(fact, language),
        **{f"statement_{code}": text for code, text in fact.statement.items()},
        **_quotes(fact.evidence),
        "modality": fact.modality,
        "hedged": True if fact.hedged else None,
        **(_thing("speaker", fact.speaker, language) if fact.speaker else {}),
        "when": fact.when.edtf if fact.when else None,
        "resolved": fact.when.resolved if fact.when else None,
        "basis": fact.when.basis if fact.when else None,
        "derived": fact.derived,
    }


def _relation(relation: Relation) -> Row:
    inverse = relation.inverse
    return {
        "relation": relation.id,
        "relation_slug": relation.id,
        **{f"relation_{code}": label for code, label in relation.label.items()},
        **{f"relation_phrases_{code}": list(phrases) for code, phrases in relation.phrases.items()},
        "answer_kind": relation.kind,
        "one_value": relation.one_value,
        **({f"inverse_{code}": label for code, label in inverse.label.items()} if inverse else {}),
        **(
            {f"inverse_phrases_{code}": list(found) for code, found in inverse.phrases.items()}
            if inverse
            else {}
        ),
        "inverse_kind": inverse.kind if inverse else None,
    }


def _target(fact: Fact, language: str) -> Row:
    if fact.object is not None:
        return _thing("object", fact.object, language)
    if fact.value is None:
        return {}
    document = value_document(fact.value)
    kind, text, is_carried = cell_of_value(document, language)
    is_carried = is_carried and (kind == "text" or len(text) <= NAME_LIMIT)
    return {"object": text, "object_kind": kind, "value": None if is_carried else document}


def _thing(column: str, thing: Entity, language: str) -> Row:
    name = thing.name.get(language) or next(iter(thing.name.values()))
    names = {} if thing.name == {language: name} else thing.name
    return {
        column: name,
        f"{column}_id": thing.id,
        f"{column}_kind": thing.kind,
        f"{column}_aliases": list(thing.aliases),
        **{f"{column}_name_{code}": text for code, text in names.items()},
        **{f"{column}_description_{code}": text for code, text in (thing.description or {}).items()},
    }


def _quotes(evidence: Sequence[Evidence]) -> Row:
    first = evidence[0]
    found = _quote(first, "") | (
        _source(first.sentence.source, "") if _has_a_place(first.sentence.source) else {}
    )
    for number, entry in enumerate(evidence[1:], 2):
        source = entry.sentence.source
        found |= _quote(entry, f"_{number}")
        if source != first.sentence.source:
            found |= {f"source_language_{number}": source.language} | _source(source, f"_{number}")
    return found


def _quote(entry: Evidence, ending: str) -> Row:
    sentence = entry.sentence
    quoted = {
        "sentence": sentence.text,
        "exact": None if entry.exact == sentence.text else entry.exact,
        "prefix": entry.prefix,
        "suffix": entry.suffix,
    }
    if _has_a_place(sentence.source):
        quoted |= {
            "source": sentence.source.id,
            "sentence_number": str(sentence.number),
            "sentence_start": str(sentence.start),
            "section": sentence.section,
        }
    return {f"{name}{ending}": cell for name, cell in quoted.items()}


def _has_a_place(source: Source) -> bool:
    """Return True for a text of its own, whose sentences have their places; the lines of rows are made of the rows."""
    return not source.id.startswith(OWN_SOURCE) or any(
        getattr(source, part) is not None for part in _METADATA
    )


def _source(source: Source, ending: str) -> Row:
    found: Row = {"source_characters": str(source.characters), "source_sha256": source.sha256}
    for part in _METADATA:
        told = getattr(source, part)
        found[f"source_{part}"] = told.value if isinstance(told, Inferred) else told
        found[f"source_{part}_inferred"] = told.why if isinstance(told, Inferred) else None
    return {f"{name}{ending}": cell for name, cell in found.items()}


def losses(base: FactBase) -> Sequence[str]:
    """List, in a sentence each, what the rows of a base leave out; empty for a base made from rows."""
    found = (
        (len(base.entities) - len(_entities_in_facts(base)), "{} entities are in no fact"),
        (len(base.relations) - len({fact.relation.id for fact in base.facts}), "{} relations have no fact"),
        (_unused(base), "{} sentences have no fact"),
        (sum(not fact.statement for fact in base.facts), "{} facts have no statement"),
        (_unclean(base), "{} names have spaces at an end, hidden characters or a name of theirs twice"),
    )
    return [sentence.format(count) for count, sentence in found if count]


def _entities_in_facts(base: FactBase) -> set[str]:
    facts = base.facts
    return {
        thing.id for fact in facts for thing in (fact.subject, fact.object, fact.speaker) if thing is not None
    }


def _unused(base: FactBase) -> int:
    cited = {entry.sentence.id for fact in base.facts for entry in fact.evidence}
    return sum(sentence.id not in cited for sentence in base.sentences)


def _unclean(base: FactBase) -> int:
    """Count the lists of names of which `base import` would change one."""
    lists: list[tuple[str, ...]] = []
    for thing in base.entities:
        lists += [(*thing.aliases, *dict.fromkeys(thing.name.values()))]
    for relation in base.relations:
        asked: list[Relation | Inverse] = [relation, *([relation.inverse] if relation.inverse else [])]
        lists += [tuple(each.label.values()) for each in asked if not _are_clean(each.label.values())]
        lists += [tuple(phrases) for each in asked for phrases in each.phrases.values()]
    return sum(not _are_clean(names) or len(set(names)) < len(names) for names in lists)


def _are_clean(names: Iterable[str]) -> bool:
    return all(name == name.strip() and name.isprintable() for name in names)


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
    if value is False:
        return "false"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
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

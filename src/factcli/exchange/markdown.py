"""Export a base as Markdown: the facts of each entity with their quotes, then the numbered text."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from factcli.exchange.export import Exporter, nothing
from factcli.model import Inferred
from factcli.output.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.model import Entity, Fact, FactBase


def markdown_text(base: FactBase) -> Iterator[str]:
    """Yield the document; every text of the base is escaped, so that it shows as it is."""
    yield f"# {escaped(_title(base))}\n\n## Facts\n"
    groups: dict[str, list[Fact]] = {}
    for fact in base.facts:
        groups.setdefault(fact.subject.id, []).append(fact)
    for entity in base.entities:
        if entity.id in groups:
            yield from _entity(entity, groups[entity.id])
    yield "\n## Text\n"
    for section, sentences in groupby(base.sentences, key=attrgetter("section")):
        yield f"\n### {escaped(section)}\n\n" if section else "\n"
        for sentence in sentences:
            yield f"{sentence.number}\\. {escaped(sentence.text)}\n\n"


def _title(base: FactBase) -> str:
    title = base.sources[0].title if base.sources else None
    return (title.value if isinstance(title, Inferred) else title) or base.name


def _entity(entity: Entity, facts: list[Fact]) -> Iterator[str]:
    yield f"\n### {escaped(next(iter(entity.name.values())))}\n\n"
    for fact in facts:
        statement = next(iter(fact.statement.values()), fact.id)
        yield f"- {escaped(statement)} ({_standing(fact)})\n"
        for evidence in fact.evidence:
            yield f"  - {evidence.sentence.number}: “{escaped(evidence.exact)}”\n"


def _standing(fact: Fact) -> str:
    parts = [fact.modality, "hedged" if fact.hedged else "", fact.when.edtf if fact.when else ""]
    if fact.speaker:
        parts.append(next(iter(fact.speaker.name.values())))
    return ", ".join(escaped(part) for part in parts if part)


MARKDOWN = Exporter("markdown", ".md", markdown_text, nothing)

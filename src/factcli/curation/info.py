"""Describe a base in figures: what it contains, which sentences have no fact, what a language lacks."""

from __future__ import annotations

from collections import Counter

from factcli._dataclass import dataclass
from factcli.base.reader import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcli.model import Fact, FactBase


@dataclass(frozen=True, slots=True)
class Description:
    """The figures of one base; lists hold sentence numbers or ids, in the order of the file.

    `languages` gives, for each language, how many names, labels, statements and descriptions lack it.
    """

    name: str
    path: str
    sources: tuple[Mapping[str, object], ...]
    counts: Mapping[str, int]
    modalities: Mapping[str, int]
    without_fact: tuple[str, ...]
    undescribed: tuple[str, ...]
    derived: int
    languages: Mapping[str, Mapping[str, int]]

    @property
    def derived_share(self) -> float:
        """The share of facts that are derived from others, 0 to 1."""
        return self.derived / self.counts["facts"] if self.counts["facts"] else 0.0


def describe(path: str) -> Description:
    """Return the figures of the base at `path`. Raises BadBase or InputOutputProblem."""
    base = read(path)
    return Description(
        base.name,
        path,
        tuple(
            {"id": s.id, "language": s.language, "characters": s.characters, "sha256": s.sha256}
            for s in base.sources
        ),
        {
            table: len(getattr(base, table))
            for table in ("sources", "sentences", "entities", "relations", "facts")
        },
        dict(Counter(fact.modality for fact in base.facts)),
        _without_fact(base),
        tuple(entity.id for entity in base.entities if not entity.description),
        sum(fact.derived is not None for fact in base.facts),
        {code: _lacking(base, code) for code in _codes(base)},
    )


def _without_fact(base: FactBase) -> tuple[str, ...]:
    cited = {entry.sentence.id for fact in base.facts for entry in fact.evidence}
    several = len(base.sources) > 1
    return tuple(
        f"{sentence.source.id}:{sentence.number}" if several else str(sentence.number)
        for sentence in base.sentences
        if sentence.id not in cited
    )


def _codes(base: FactBase) -> list[str]:
    by_language: list[Mapping[str, object]] = [entity.name for entity in base.entities]
    by_language += [relation.label for relation in base.relations]
    by_language += [fact.statement for fact in base.facts]
    return sorted(
        {code for texts in by_language for code in texts} | {source.language for source in base.sources}
    )


def _lacking(base: FactBase, code: str) -> dict[str, int]:
    """Count what is missing in a language; a description counts if the entity has one in another language."""
    return {
        "names": _without(code, (entity.name for entity in base.entities)),
        "labels": _without(code, (relation.label for relation in base.relations)),
        "statements": _without(code, (fact.statement for fact in base.facts)),
        "descriptions": _without(
            code, (entity.description for entity in base.entities if entity.description)
        ),
    }


def _without(code: str, texts: Iterable[Mapping[str, str]]) -> int:
    return sum(code not in text for text in texts)


def statement(fact: Fact, languages: Sequence[str]) -> str:
    """Return a fact's statement in the first of the languages that it has, else in any."""
    for code in languages:
        if code in fact.statement:
            return fact.statement[code]
    return next(iter(fact.statement.values()), "")

"""Check what parts of a base lack and most of it has: languages, descriptions, facts for each entity."""

from __future__ import annotations

from collections import Counter

from factcli.audit.findings import make_finding
from factcli.model import Date, Money, Quantity, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from factcli.audit.findings import Finding
    from factcli.model import Fact, FactBase, Relation

_ANY_VALUE = frozenset(("thing", "reason", "quote"))
_VALUE_KINDS = ((Money, "quantity"), (Quantity, "quantity"), (Date, "time"))


def check_completeness(base: FactBase) -> Iterator[Finding]:
    """Yield what is missing, unused, duplicated or of another kind than its relation."""
    yield from _descriptions(base)
    yield from _relations(base)
    yield from _statements(base.facts)
    yield from _unused(base)
    for fact in base.facts:
        yield from check_kind(fact)
    yield from _duplicates(base.facts)
    yield from _contradictions(base.facts)


def _descriptions(base: FactBase) -> Iterator[Finding]:
    usual = _usual(entity.description or {} for entity in base.entities)
    for entity in base.entities:
        if missing := usual - (entity.description or {}).keys():
            yield make_finding("entity-description", "entities", entity.id, "description", _in(missing))


def _relations(base: FactBase) -> Iterator[Finding]:
    labels = _usual(relation.label for relation in base.relations)
    phrases = _usual(relation.phrases for relation in base.relations)
    for relation in base.relations:
        if missing := labels - relation.label.keys():
            yield make_finding("relation-wording", "relations", relation.id, "label", _in(missing))
        if missing := phrases - {language for language, said in relation.phrases.items() if said}:
            yield make_finding("relation-wording", "relations", relation.id, "phrases", _in(missing))


def _statements(facts: tuple[Fact, ...]) -> Iterator[Finding]:
    usual = _usual(fact.statement for fact in facts)
    for fact in facts:
        if missing := usual - fact.statement.keys():
            yield make_finding("statement-language", "facts", fact.id, "statement", _in(missing))
        if isinstance(fact.value, Text) and (missing := usual - fact.value.text.keys()):
            yield make_finding("statement-language", "facts", fact.id, "value.text", _in(missing))


def _usual(texts: Iterable[Mapping[str, object]]) -> frozenset[str]:
    """Return the languages that at least half of the texts have."""
    listed = list(texts)
    counts = Counter(language for languages in listed for language, text in languages.items() if text)
    return frozenset(language for language, count in counts.items() if 2 * count >= len(listed))


def _in(languages: Iterable[str]) -> str:
    return "missing in " + ", ".join(sorted(languages))


def _unused(base: FactBase) -> Iterator[Finding]:
    used = {thing.id for fact in base.facts for thing in (fact.subject, fact.object, fact.speaker) if thing}
    relations = {fact.relation.id for fact in base.facts}
    for entity in base.entities:
        if entity.id not in used:
            yield make_finding("entity-unused", "entities", entity.id, "id", "no fact mentions it")
    for relation in base.relations:
        if relation.id not in relations:
            yield make_finding("relation-unused", "relations", relation.id, "id", "no fact uses it")


def check_kind(fact: Fact) -> Iterator[Finding]:
    """Yield whether the object, the value or the subject of a fact is of another kind than its relation asks."""
    wanted = fact.relation.kind
    kind = fact.object.kind if fact.object else next(
        (kind for value, kind in _VALUE_KINDS if isinstance(fact.value, value)), None
    )  # fmt: skip
    if kind and wanted not in (kind, *_ANY_VALUE) and kind != "thing":
        message = f"a {kind}, but the relation {fact.relation.id!r} expects a {wanted}"
        yield make_finding("kind-mismatch", "facts", fact.id, "object" if fact.object else "value", message)
    yield from _inverse_kind(fact, fact.relation)


def _inverse_kind(fact: Fact, relation: Relation) -> Iterator[Finding]:
    if relation.inverse and relation.inverse.kind not in (fact.subject.kind, *_ANY_VALUE):
        message = (
            f"a {fact.subject.kind}, but the inverse of {relation.id!r} expects a {relation.inverse.kind}"
        )
        yield make_finding("kind-mismatch", "facts", fact.id, "subject", message)


def _duplicates(facts: tuple[Fact, ...]) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], str] = {}
    for fact in facts:
        spans = tuple((entry.sentence.id, entry.exact) for entry in fact.evidence)
        content = (fact.subject.id, fact.relation.id, fact.object and fact.object.id, repr(fact.value), spans)
        first = seen.setdefault(content, fact.id)
        if first != fact.id:
            yield make_finding("fact-duplicate", "facts", fact.id, "id", f"it says the same as {first!r}")


def _contradictions(facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Yield facts that contradict the first one that measures, or says, the same of the same subject."""
    first: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        about, value = (fact.subject.id, fact.relation.id), fact.value
        unit = getattr(value, "currency", None) or getattr(value, "unit", None)
        measured = (*about, type(value), unit, repr(fact.when))
        said = (*about, fact.object.id if fact.object else repr(value))
        others = {id(first.setdefault(key, fact)): first[key] for key in (measured, said)}
        for found in check_against(fact, others.values()):
            if found.code == "fact-contradiction":
                yield found


def check_against(fact: Fact, others: Iterable[Fact]) -> Iterator[Finding]:
    """Yield the facts that say the same as this one on the same sentence, or that contradict it."""
    sentences = {entry.sentence.id for entry in fact.evidence[:1]}
    for other in others:
        if other.id == fact.id or (other.subject.id, other.relation.id) != (
            fact.subject.id,
            fact.relation.id,
        ):
            continue
        same = (other.object and other.object.id, other.value) == (fact.object and fact.object.id, fact.value)
        place = ("facts", fact.id, "id")
        if same and "denied" in {fact.modality, other.modality} and fact.modality != other.modality:
            message = f"{other.id!r} is {other.modality}, this one {fact.modality}"
            yield make_finding("fact-contradiction", *place, message)
        elif same and sentences & {entry.sentence.id for entry in other.evidence}:
            yield make_finding("fact-duplicate", *place, f"it says the same as {other.id!r}")
        elif _other_amount(fact, other):
            yield make_finding("fact-contradiction", *place, f"{other.id!r} gives {_amount(other)}")


def _other_amount(fact: Fact, other: Fact) -> bool:
    """Return True if two facts measure the same thing differently, on the same day as far as they tell."""
    if {fact.modality, other.modality} != {"asserted"} or fact.when != other.when:
        return False
    if isinstance(fact.value, Money) and isinstance(other.value, Money):
        return fact.value.currency == other.value.currency and fact.value.amount != other.value.amount
    if isinstance(fact.value, Quantity) and isinstance(other.value, Quantity):
        return fact.value.unit == other.value.unit and fact.value.amount != other.value.amount
    return False


def _amount(fact: Fact) -> str:
    value = fact.value
    if isinstance(value, Money):
        return f"{value.amount:g} {value.currency}"
    return f"{value.amount:g} {value.unit}".strip() if isinstance(value, Quantity) else ""

"""Refuse well: say which kind of "no" it is, and what could be asked instead."""

from __future__ import annotations

from factcli.answering import as_reading, local, mention_of
from factcli.mentions import EXACT, IMPLIED, SQUEEZED
from factcli.reading import AMBIGUOUS, NO_SUCH_FACT, UNKNOWN_ENTITY, Outcome, Suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.mentions import Span
    from factcli.question import Asked
    from factcli.reading import AskOptions, Trace
    from factcli.weighing import Weighed

SUGGESTED = 5
NEAR = 0.2  # slips per letter within which a misspelt name counts as known
TIE = 1e-6


def refuse(asked: Asked, weighed: list[Weighed], options: AskOptions, language: str, trace: tuple[Trace, ...]) -> Outcome:
    """Return the refusal of a question whose best reading is not probable enough."""
    best = max((one for one in weighed if one.ordered), key=lambda one: one.probability, default=None)
    reading = as_reading(asked, best, language)
    named = _named(best)
    if best is not None and named is not None and not _foreign(asked, best):
        entity = best.ordered[0].entity if best.ordered[0].span is named else named.owners[0]
        return Outcome(asked.text, language, reading, NO_SUCH_FACT, (), known_of(best, entity, language), trace=trace)
    status = UNKNOWN_ENTITY if any(word.weight for word in asked.words) or named is None else NO_SUCH_FACT
    return Outcome(asked.text, language, reading, status, (), _nearest(asked, weighed, options, language), trace=trace)


def _named(weighed: Weighed | None) -> Span | None:
    """Return the name the refusal is about: that of the best reading, else the first that was found."""
    if weighed is None:
        return None
    spans = [weighed.ordered[0].span, *weighed.spans]
    near = [s for s in spans if s.how in (EXACT, SQUEEZED) or (s.how != IMPLIED and s.slips / max(len(s.key), 1) <= NEAR)]
    return near[0] if near else None


def _foreign(asked: Asked, weighed: Weighed) -> bool:
    """Tell whether a word left over looks like a name the base does not have."""
    near = {at for span in weighed.spans for at in range(span.start, span.end)}
    left = [at for at in weighed.ordered[0].left if at not in near]
    return any(asked.words[at].foreign and (asked.words[at].capital or at == 0) for at in left)


def known_of(weighed: Weighed, entity: int, language: str) -> tuple[Suggestion, ...]:
    """Return what the base does know of an entity, as questions that it answers."""
    base, relations = weighed.scene.base, weighed.scene.relations
    name = local(base.entity(entity).name, language)
    found = []
    for row in base.profile(entity):
        relation = relations[row.relation]
        label = relation.inverse_label if row.inverse else relation.label
        if label:
            asked_for = local(label, language)
            found.append(Suggestion(f"{name} – {asked_for}", "ask", (asked_for, name)))
    return tuple(found[:SUGGESTED])


def _nearest(asked: Asked, weighed: list[Weighed], options: AskOptions, language: str) -> tuple[Suggestion, ...]:
    """Return the names near to what was typed, only where they are near."""
    found: dict[str, Suggestion] = {}
    for one in weighed:
        for span in one.spans:
            for number in span.owners[:SUGGESTED]:
                if span.how != IMPLIED and span.slips:
                    name = local(one.scene.base.entity(number).name, language)
                    found.setdefault(name, Suggestion(name, options.command, (name,)))
    return tuple(found.values())[:SUGGESTED]


def several(asked: Asked, weighed: Weighed, options: AskOptions, language: str, trace: tuple[Trace, ...]) -> Outcome | None:
    """Return the choices where a question fits several bearers of a name, or several subjects, just as well."""
    best = weighed.ordered[0]
    tied = [
        made
        for made in weighed.ordered
        if made.score > best.score - TIE and made.relation == best.relation and made.span.how == best.span.how and made.inverse == best.inverse
    ]
    if len({made.entity for made in tied}) < 2 or any(made.span.start != best.span.start for made in tied):  # noqa: PLR2004 -- a choice needs two
        return None
    base = weighed.scene.base
    entities = [base.entity(number) for number in dict.fromkeys(made.entity for made in tied)]
    reading = as_reading(asked, weighed, language)
    if best.span.how != IMPLIED:
        mentions = tuple(mention_of(asked, weighed, best.span, number, language) for number in dict.fromkeys(made.entity for made in tied))
        reading = type(reading)(reading.answer_kind, mentions, reading.relation, reading.unmatched)
    said = " ".join(asked.text[word.start : word.end] for at, word in enumerate(asked.words) if not best.span.start <= at < best.span.end)
    found = [Suggestion(_told(entity, language), options.command, (said, local(entity.name, language))) for entity in entities]
    return Outcome(asked.text, language, reading, AMBIGUOUS, (), tuple(found[:SUGGESTED]), trace=trace)


def _told(entity: object, language: str) -> str:
    name = local(getattr(entity, "name", {}), language)
    said = local(getattr(entity, "description", None) or {}, language)
    return f"{name} ({said})" if said else name

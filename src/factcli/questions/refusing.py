"""Refuse well: say which kind of "no" it is, and what could be asked instead."""

from __future__ import annotations

from factcli._dataclass import replace
from factcli.questions.answering import as_reading, local, mention_of
from factcli.questions.linking import EXACT, IMPLIED, SQUEEZED
from factcli.questions.result import AMBIGUOUS, NO_SUCH_FACT, UNKNOWN_ENTITY, Outcome, Suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.model import Entity
    from factcli.questions.candidates import Weighed
    from factcli.questions.context import Candidate
    from factcli.questions.linking import Span
    from factcli.questions.parse import Asked
    from factcli.questions.result import AskOptions

SUGGESTED = 5
NEAR = 0.2  # slips per letter within which a misspelt name counts as known
TIE = 1e-6


def refuse(asked: Asked, weighed: list[Weighed], options: AskOptions) -> Outcome:
    """Return the refusal of a question whose best reading is not probable enough."""
    language = options.language or asked.language
    best = max((one for one in weighed if one.ordered), key=lambda one: one.probability, default=None)
    named = _named(best)
    if best is not None and named is not None and not _foreign(asked, best):
        made = next((made for made in best.ordered if made.span is named), None)
        reading = as_reading(asked, best, language, made)
        known = known_of(best, made.entity if made else named.owners[0], language)
        return Outcome(asked.text, language, reading, NO_SUCH_FACT, (), known)
    reading = as_reading(asked, best, language)
    status = UNKNOWN_ENTITY if any(word.weight for word in asked.words) or named is None else NO_SUCH_FACT
    return Outcome(asked.text, language, reading, status, (), _nearest(weighed, options, language))


def _named(weighed: Weighed | None) -> Span | None:
    """Return the name the refusal is about: that of the best reading, else the first that was found."""
    if weighed is None:
        return None
    spans = [weighed.ordered[0].span, *weighed.spans]
    near = [
        s
        for s in spans
        if s.how in (EXACT, SQUEEZED) or (s.how != IMPLIED and s.slips / max(len(s.key), 1) <= NEAR)
    ]
    return near[0] if near else None


def _foreign(asked: Asked, weighed: Weighed) -> bool:
    """Tell whether a word left over looks like a name the base does not have, or like the rest of one."""
    near = {at for span in weighed.spans for at in range(span.start, span.end)}
    capital = {at for at in near if asked.words[at].capital}
    for at in weighed.ordered[0].left:
        word = asked.words[at]
        if at not in near and word.foreign and (word.capital or at == 0):
            return True
        if at not in near and word.capital and at and not capital.isdisjoint((at - 1, at + 1)):
            return True
    return False


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
            found.append(Suggestion(f"{name} – {asked_for}", "ask", (name, asked_for)))
    return tuple(found[:SUGGESTED])


def _nearest(weighed: list[Weighed], options: AskOptions, language: str) -> tuple[Suggestion, ...]:
    """Return the names near to what was typed, only where they are near."""
    found: dict[str, Suggestion] = {}
    for one in weighed:
        for span in one.spans:
            for number in span.owners[:SUGGESTED]:
                if span.how != IMPLIED and span.slips:
                    name = local(one.scene.base.entity(number).name, language)
                    found.setdefault(name, Suggestion(name, options.command, (name,)))
    return tuple(found.values())[:SUGGESTED]


def several(asked: Asked, weighed: Weighed, options: AskOptions) -> Outcome | None:
    """Return the choices where a question fits several bearers of a name, or several subjects, just as well."""
    best = weighed.ordered[0]
    tied = [made for made in weighed.ordered if _ties(made, best)]
    entities = list(dict.fromkeys(made.entity for made in tied))
    if len(entities) == 1 or any(made.span.start != best.span.start for made in tied):
        return None
    return choices_among(asked, weighed, best.span, entities, options)


def _ties(made: Candidate, best: Candidate) -> bool:
    same = made.relation == best.relation and made.inverse == best.inverse and made.span.how == best.span.how
    return same and made.score > best.score - TIE


def owners_of(span: Span) -> list[int]:
    """Return the bearers of a name; those whose own name it is, where there are any."""
    return [number for number in span.owners if not span.alias[number]] or span.owners


def choices_among(
    asked: Asked, weighed: Weighed, span: Span, numbers: list[int], options: AskOptions
) -> Outcome:
    """Return a question that could be about any of these entities, with one suggestion for each."""
    language, base = options.language or asked.language, weighed.scene.base
    reading = as_reading(asked, weighed, language)
    if span.how != IMPLIED:
        mentions = tuple(mention_of(asked, weighed, span, number, language) for number in numbers)
        reading = replace(reading, entities=mentions)
    rest = [word for at, word in enumerate(asked.words) if not span.start <= at < span.end]
    said = " ".join(asked.text[word.start : word.end] for word in rest)
    found = []
    for number in numbers[:SUGGESTED]:
        entity = base.entity(number)
        words = tuple(filter(None, (said, local(entity.name, language))))
        found.append(Suggestion(_told(entity, language), options.command, words))
    return Outcome(asked.text, language, reading, AMBIGUOUS, (), tuple(found))


def _told(entity: Entity, language: str) -> str:
    name, said = local(entity.name, language), local(entity.description or {}, language)
    return f"{name} ({said})" if said else name

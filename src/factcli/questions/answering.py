"""Turn the best reading of a question into answers: its facts, and those that answer it just as well."""

from __future__ import annotations

from factcli.questions.linking import EXACT, IMPLIED
from factcli.questions.refining import facts_of
from factcli.questions.result import Answer, Mention, Reading, RelationMention, Trace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcli.questions.candidates import Weighed
    from factcli.questions.context import Candidate
    from factcli.questions.linking import Span
    from factcli.questions.parse import Asked

EQUAL = 0.05  # readings of one name whose scores lie within this answer together
TRACED = 8  # readings shown by --explain


def answers_of(weighed: Weighed, modality: str | None = None) -> list[Answer]:
    """Return the facts of the best reading, and of its equals, each once; hedged ones after the others."""
    best = weighed.ordered[0]
    equal = [made for made in weighed.ordered if _answers_too(made, best)]
    found: dict[int, Answer] = {}
    for made in equal:
        for row in made.rows or facts_of(made, weighed.scene):
            if row.number not in found:
                fact = weighed.scene.base.fact(row.number)
                found[row.number] = Answer(
                    fact, weighed.scene.base.name, round(weighed.probability, 4), made.inverse
                )
    listed = [answer for answer in found.values() if modality is None or answer.fact.modality == modality]
    return sorted(listed, key=lambda answer: answer.fact.modality == "hedged" or answer.fact.hedged)


def _answers_too(made: Candidate, best: Candidate) -> bool:
    same = made.entity == best.entity and made.inverse == best.inverse and made.span.start == best.span.start
    return made is best or (
        same and made.score > best.score - EQUAL and made.support.words == best.support.words
    )


def as_reading(
    asked: Asked, weighed: Weighed | None, language: str, made: Candidate | None = None
) -> Reading:
    """Return how the question was understood: kind, names, relation, words left over.

    By the best reading of a base, or by the one that is given.
    """
    if weighed is None or not weighed.ordered:
        content = [at for at, word in enumerate(asked.words) if word.weight]
        return Reading(asked.kind, unmatched=tuple(_said(asked, content)))
    made = made or weighed.ordered[0]
    named = made.span.how != IMPLIED
    entities = (mention_of(asked, weighed, made.span, made.entity, language),) if named else ()
    relation = weighed.scene.relations[made.relation]
    label = (relation.inverse_label if made.inverse and relation.inverse_label else relation.label) or {}
    words = " ".join(_said(asked, sorted(made.support.words)))
    asked_for = RelationMention(relation.id, local(label, language), words, made.inverse) if words else None
    return Reading(asked.kind, entities, asked_for, tuple(_said(asked, made.left)))


def mention_of(asked: Asked, weighed: Weighed, span: Span, number: int, language: str) -> Mention:
    """Return a name that was found as it is shown: the entity, the words that name it, how they match."""
    entity = weighed.scene.base.entity(number)
    words = asked.text[asked.words[span.start].start : asked.words[span.end - 1].end]
    how = "fuzzy" if span.how != EXACT else "alias" if span.alias.get(number) else "exact"
    letters = max(len(span.key.replace(" ", "")), 1)
    return Mention(entity.id, local(entity.name, language), words, how, round(1 - span.slips / letters, 4))


def local(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, else in English, else in the first there is."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _said(asked: Asked, places: list[int]) -> list[str]:
    return [asked.text[asked.words[at].start : asked.words[at].end] for at in places]


def trace_of(weighed: list[Weighed]) -> tuple[Trace, ...]:
    """Return the readings that were weighed, best first, for `--explain`."""
    return tuple(_trace(one, made) for one in weighed for made in one.ordered[:TRACED])


def _trace(weighed: Weighed, made: Candidate) -> Trace:
    asked, span, base = weighed.scene.asked, made.span, weighed.scene.base
    named = span.how != IMPLIED
    words = asked.text[asked.words[span.start].start : asked.words[span.end - 1].end] if named else ""
    parts = tuple((name, round(value, 3)) for name, value in made.features.items() if value)
    entity = base.entity(made.entity).id if named else None
    left = tuple(_said(asked, made.left))
    return Trace(
        entity,
        words,
        span.how,
        weighed.scene.relations[made.relation].id,
        made.inverse,
        left,
        round(made.score, 3),
        parts,
    )

"""Answer a bare name: what the base knows of it, seen from the question it was asked with.

`who Kyutai` is what it is, then the people; `when DevDay` its dates; a name alone is all of it. Nothing is
weighed here: the name is the whole question.
"""

from __future__ import annotations

from factcli.model import NATURE
from factcli.questions.answering import local, mention_of
from factcli.questions.context import fits
from factcli.questions.linking import EXACT
from factcli.questions.refusing import choices_among, known_of, owners_of
from factcli.questions.result import ANSWERED, NO_SUCH_FACT, Answer, Outcome, Reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from factcli.model import Fact
    from factcli.questions.calibration import Calibration
    from factcli.questions.candidates import Weighed
    from factcli.questions.linking import Span
    from factcli.questions.parse import Asked
    from factcli.questions.result import AskOptions

WHOLE = 0.99  # the share of a wording of empty words that must be said for it to ask for a relation
MOST = 60  # facts a card may hold in each direction


def card_of(
    asked: Asked, weighed: list[Weighed], options: AskOptions, calibration: Calibration
) -> Outcome | None:
    """Return the card of a question that is nothing but a name, None where it is more than that."""
    if weighed and asked.measures(weighed[0].scene.language):
        return None
    language = options.language or asked.language
    found = [(one, span, owners_of(span)) for one in weighed if (span := _whole(asked, one)) is not None]
    if not found or any(_asks_more(one, span, calibration) for one, span, _ in found):
        return None
    first, span, owners = found[0]
    if len(owners) > 1:
        return choices_among(asked, first, span, owners, options)
    entities = [mention_of(asked, one, span, owners[0], language) for one, span, owners in found]
    reading = Reading(asked.kind, tuple(entities))
    about = _about(first.scene.base.entity(owners[0]), language)
    answers = tuple(answer for one in found for answer in _answers(*one, options, calibration))
    if answers:
        return Outcome(asked.text, language, reading, ANSWERED, answers, card=about)
    known = known_of(first, owners[0], language)
    return Outcome(asked.text, language, reading, NO_SUCH_FACT, (), known, card=about)


def _answers(
    weighed: Weighed, span: Span, owners: list[int], options: AskOptions, calibration: Calibration
) -> list[Answer]:
    """Return what a base tells of the bearer of a name; the score is how sure the name is."""
    score = round(calibration.card * (1 - span.slips / max(len(span.key), 1)), 4)
    name, kind = weighed.scene.base.name, weighed.scene.asked.kind
    facts = _facts(weighed, owners[0], kind, options)
    return [Answer(fact, name, score, inverse) for fact, inverse in facts]


def _whole(asked: Asked, weighed: Weighed) -> Span | None:
    """Return the span that leaves nothing of the question but empty words."""
    for span in sorted(
        weighed.spans, key=lambda span: (span.how != EXACT, span.slips, span.start - span.end)
    ):
        rest = [
            word
            for at, word in enumerate(asked.words)
            if not span.start <= at < span.end and at not in asked.kind_words
        ]
        if not any(word.weight for word in rest) and not _is_unfinished(weighed, span):
            return span
    return None


def _is_unfinished(weighed: Weighed, span: Span) -> bool:
    """Tell whether the words break off where the answer should stand: "X is in"."""
    words, language = weighed.scene.asked.words, weighed.scene.language
    last = words[-1].word
    return span.end < len(words) and (last in language.loose or last in language.agent_before)


def _asks_more(weighed: Weighed, span: Span, calibration: Calibration) -> bool:
    """Tell whether the empty words ask for a relation all the same: "where is X from"."""
    best = weighed.ordered[0] if weighed.ordered else None
    return bool(
        best
        and best.span is span
        and best.support.cover > WHOLE
        and weighed.probability >= calibration.threshold
    )


def _about(entity: Any, language: str) -> str:
    name = local(entity.name, language)
    said = local(entity.description or {}, language)
    return f"{name}: {said}" if said else name


def _facts(weighed: Weighed, entity: int, kind: str | None, options: AskOptions) -> list[tuple[Fact, bool]]:
    base, relations = weighed.scene.base, weighed.scene.relations
    listed: list[tuple[int, int, Fact, bool]] = []
    for inverse, rows in (
        (False, base.facts(subject=entity, limit=MOST)),
        (True, base.facts(object=entity, limit=MOST)),
    ):
        for row in rows:
            fact = base.fact(row.number)
            rank = _rank(fact, relations[row.relation].concept, kind, inverse=inverse)
            if rank is not None and (options.modality is None or fact.modality == options.modality):
                listed.append((rank, row.number, fact, inverse))
    return [
        (fact, inverse)
        for _, _, fact, inverse in sorted(listed, key=lambda item: (item[0], item[3], item[1]))
    ]


def _rank(fact: Fact, concept: str | None, kind: str | None, *, inverse: bool) -> int | None:
    """Return where a fact stands on the card seen from this kind of question, None where it does not belong there."""
    is_nature = not inverse and (concept in NATURE or fact.relation.id in NATURE)
    if kind is None:
        return 0 if is_nature else 1 + inverse
    if kind == "person" and (
        is_nature or (inverse and fact.object is not None and fact.object.kind == "person")
    ):
        return 0
    if kind == "time":
        return 0 if fits(kind, _kind_of(fact, inverse=inverse)) else 1 if fact.when else None
    return 1 if fits(kind, _kind_of(fact, inverse=inverse)) else None


def _kind_of(fact: Fact, *, inverse: bool) -> str:
    if inverse:
        return fact.relation.kind if fact.relation.kind == "reason" else fact.subject.kind
    return (
        fact.object.kind if fact.object is not None and fact.relation.kind != "reason" else fact.relation.kind
    )

"""Take a question from its words to its answer, or to an honest refusal: the whole journey.

Understand the words, weigh the readings in each base, and answer only where the best reading is probably
right; otherwise say which kind of "no" it is, and what could be asked instead.
"""

from __future__ import annotations

from factcli._dataclass import replace
from factcli.model import NATURE
from factcli.questions.candidates import facts_of, is_outdone, weigh
from factcli.questions.context import fits
from factcli.questions.linking import EXACT, IMPLIED, SQUEEZED
from factcli.questions.parse import Known, understand
from factcli.questions.result import (
    AMBIGUOUS,
    ANSWERED,
    NO_SUCH_FACT,
    UNKNOWN_ENTITY,
    Answer,
    AskOptions,
    EntityMention,
    Outcome,
    Reading,
    RelationMention,
    Suggestion,
    Trace,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from factcli.language.lexicon import Lexicon
    from factcli.model import Entity, Fact
    from factcli.questions.calibration import Calibration
    from factcli.questions.candidates import Weighed
    from factcli.questions.context import Candidate
    from factcli.questions.linking import Span
    from factcli.questions.parse import Asked
    from factcli.questions.result import AskOptions


# Turn the best reading of a question into answers: its facts, and those that answer it just as well.

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


def mention_of(asked: Asked, weighed: Weighed, span: Span, number: int, language: str) -> EntityMention:
    """Return a name that was found as it is shown: the entity, the words that name it, how they match."""
    entity = weighed.scene.base.entity(number)
    words = asked.text[asked.words[span.start].start : asked.words[span.end - 1].end]
    how = "fuzzy" if span.how != EXACT else "alias" if span.alias.get(number) else "exact"
    letters = max(len(span.key.replace(" ", "")), 1)
    return EntityMention(
        entity.id, local(entity.name, language), words, how, round(1 - span.slips / letters, 4)
    )


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


# Refuse well: say which kind of "no" it is, and what could be asked instead.

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


# Answer a bare name: what the base knows of it, seen from the question it was asked with.
#
# `who Kyutai` is what it is, then the people; `when DevDay` its dates; a name alone is all of it. Nothing is
# weighed here: the name is the whole question.

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


DEFAULT = AskOptions()
FALLBACK = "en"  # the language of a bare name in a locale without a language file


def ask(
    text: str,
    bases: Sequence[Any],
    options: AskOptions = DEFAULT,
    *,
    lexicon: Lexicon | None = None,
    calibration: Calibration | None = None,
) -> Outcome:
    """Answer a question from one or several bases.

    `bases` are open indexes; `lexicon` and `calibration` are the shipped ones where not given. The outcome's
    answers are in the order of their probability, facts of one reading in the order of their base.
    """
    lexicon, calibration = lexicon or _shipped_lexicon(), calibration or _shipped_calibration()
    asked = _understood(text, bases, options, lexicon)
    weighed = [weigh(asked, base, lexicon, calibration, strict=options.strict) for base in bases]
    outcome = card_of(asked, weighed, options, calibration) or _answered(asked, weighed, options, calibration)
    return replace(outcome, trace=trace_of(weighed)) if options.explain else outcome


def _answered(asked: Asked, weighed: list[Weighed], options: AskOptions, calibration: Calibration) -> Outcome:
    """Return the answers of the readings that are probable enough, the choices of a tie, or a refusal."""
    likely = sorted((one for one in weighed if one.ordered), key=lambda one: -one.probability)
    probable = [one for one in likely if one.probability >= calibration.threshold]
    trusted = [one for one in probable if not is_outdone(one)]
    if not trusted:
        return refuse(asked, weighed, options)
    choices = several(asked, trusted[0], options)
    if choices:
        return choices
    answers = tuple(answer for one in trusted for answer in answers_of(one, options.modality))
    if not answers:
        return refuse(asked, weighed, options)
    language = options.language or asked.language
    return Outcome(asked.text, language, as_reading(asked, trusted[0], language), ANSWERED, answers)


def _understood(text: str, bases: Sequence[Any], options: AskOptions, lexicon: Lexicon) -> Asked:
    def known(words: Collection[str]) -> set[str]:
        return {word for base in bases for word in base.words(words)}

    def stems() -> list[str]:
        return [stem for base in bases for stem in base.phrase_words()]

    default = options.language or options.locale_language
    return understand(
        text,
        lexicon,
        Known(known, stems),
        default=default if default in lexicon.languages else FALLBACK,
        kind=options.kind,
        strict=options.strict,
    )


_kept: dict[str, Any] = {}


def _shipped_lexicon() -> Lexicon:
    from factcli.language.lexicon_file import open_lexicon

    if "lexicon" not in _kept:
        _kept["lexicon"] = open_lexicon(None)
    lexicon: Lexicon = _kept["lexicon"]
    return lexicon


def _shipped_calibration() -> Calibration:
    from factcli.questions.calibration import load

    if "calibration" not in _kept:
        _kept["calibration"] = load()
    calibration: Calibration = _kept["calibration"]
    return calibration

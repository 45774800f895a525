"""Take a question from its words to its answer, or to an honest refusal: the whole journey.

Understand the words, weigh the readings in each base, and answer only where the best reading is probably
right; otherwise say which kind of "no" it is, and what could be asked instead.
"""

from __future__ import annotations

from factcli._dataclass import replace
from factcli.model import NATURE
from factcli.questions.candidates import facts_of, names_a_relation_it_lacks, rank
from factcli.questions.context import fits
from factcli.questions.linking import EXACT, IMPLIED, JOINED
from factcli.questions.parse import KnownWords, parse
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
    from factcli.questions.candidates import Ranking
    from factcli.questions.context import Candidate
    from factcli.questions.linking import Mention
    from factcli.questions.parse import Question
    from factcli.questions.result import AskOptions


# Turn the best reading of a question into answers: its facts, and those that answer it just as well.

EQUAL = 0.05  # readings of one name whose scores lie within this answer together
TRACED = 8  # readings shown by --explain


def answers_of(ranking: Ranking, modality: str | None = None) -> list[Answer]:
    """Return the facts of the best reading, and of its equals, each once; hedged ones after the others."""
    best = ranking.ordered[0]
    equal = [candidate for candidate in ranking.ordered if _answers_too(candidate, best)]
    found: dict[int, Answer] = {}
    for candidate in equal:
        for row in candidate.rows or facts_of(candidate, ranking.context):
            if row.number not in found:
                fact = ranking.context.base.fact(row.number)
                found[row.number] = Answer(
                    fact, ranking.context.base.name, round(ranking.probability, 4), candidate.inverse
                )
    listed = [answer for answer in found.values() if modality is None or answer.fact.modality == modality]
    return sorted(listed, key=lambda answer: answer.fact.modality == "hedged" or answer.fact.hedged)


def _answers_too(candidate: Candidate, best: Candidate) -> bool:
    same = (
        candidate.entity == best.entity
        and candidate.inverse == best.inverse
        and candidate.mention.start == best.mention.start
    )
    return candidate is best or (
        same and candidate.score > best.score - EQUAL and candidate.match.words == best.match.words
    )


def as_reading(
    question: Question, ranking: Ranking | None, language: str, candidate: Candidate | None = None
) -> Reading:
    """Return how the question was understood: kind, names, relation, words left over.

    By the best reading of a base, or by the one that is given.
    """
    if ranking is None or not ranking.ordered:
        content = [at for at, word in enumerate(question.words) if word.weight]
        return Reading(question.kind, unmatched=tuple(_said(question, content)))
    candidate = candidate or ranking.ordered[0]
    named = candidate.mention.how != IMPLIED
    entities = (
        (mention_of(question, ranking, candidate.mention, candidate.entity, language),) if named else ()
    )
    relation = ranking.context.relations[candidate.relation]
    label = (relation.inverse_label if candidate.inverse and relation.inverse_label else relation.label) or {}
    words = " ".join(_said(question, sorted(candidate.match.words)))
    asked_for = (
        RelationMention(relation.id, local(label, language), words, candidate.inverse) if words else None
    )
    return Reading(question.kind, entities, asked_for, tuple(_said(question, candidate.left)))


def mention_of(
    question: Question, ranking: Ranking, mention: Mention, number: int, language: str
) -> EntityMention:
    """Return a name that was found as it is shown: the entity, the words that name it, how they match."""
    entity = ranking.context.base.entity(number)
    words = question.text[question.words[mention.start].start : question.words[mention.end - 1].end]
    how = "fuzzy" if mention.how != EXACT else "alias" if mention.alias.get(number) else "exact"
    letters = max(len(mention.key.replace(" ", "")), 1)
    return EntityMention(
        entity.id, local(entity.name, language), words, how, round(1 - mention.edits / letters, 4)
    )


def local(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, else in English, else in the first there is."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _said(question: Question, places: list[int]) -> list[str]:
    return [question.text[question.words[at].start : question.words[at].end] for at in places]


def trace_of(ranking: list[Ranking]) -> tuple[Trace, ...]:
    """Return the readings that were weighed, best first, for `--explain`."""
    return tuple(_trace(one, candidate) for one in ranking for candidate in one.ordered[:TRACED])


def _trace(ranking: Ranking, candidate: Candidate) -> Trace:
    question, mention, base = ranking.context.question, candidate.mention, ranking.context.base
    named = mention.how != IMPLIED
    words = (
        question.text[question.words[mention.start].start : question.words[mention.end - 1].end]
        if named
        else ""
    )
    parts = tuple((name, round(value, 3)) for name, value in candidate.features.items() if value)
    entity = base.entity(candidate.entity).id if named else None
    left = tuple(_said(question, candidate.left))
    return Trace(
        entity,
        words,
        mention.how,
        ranking.context.relations[candidate.relation].id,
        candidate.inverse,
        left,
        round(candidate.score, 3),
        parts,
    )


# Refuse well: say which kind of "no" it is, and what could be asked instead.

SUGGESTED = 5
NEAR = 0.2  # slips per letter within which a misspelt name counts as known
TIE = 1e-6


def abstain(question: Question, ranking: list[Ranking], options: AskOptions) -> Outcome:
    """Return the refusal of a question whose best reading is not probable enough."""
    language = options.language or question.language
    best = max((one for one in ranking if one.ordered), key=lambda one: one.probability, default=None)
    named = _named(best)
    if best is not None and named is not None and not _foreign(question, best):
        candidate = next((candidate for candidate in best.ordered if candidate.mention is named), None)
        reading = as_reading(question, best, language, candidate)
        known = known_of(best, candidate.entity if candidate else named.owners[0], language)
        return Outcome(question.text, language, reading, NO_SUCH_FACT, (), known)
    reading = as_reading(question, best, language)
    status = UNKNOWN_ENTITY if any(word.weight for word in question.words) or named is None else NO_SUCH_FACT
    return Outcome(question.text, language, reading, status, (), _nearest(ranking, options, language))


def _named(ranking: Ranking | None) -> Mention | None:
    """Return the name the refusal is about: that of the best reading, else the first that was found."""
    if ranking is None:
        return None
    mentions = [ranking.ordered[0].mention, *ranking.mentions]
    near = [
        s
        for s in mentions
        if s.how in (EXACT, JOINED) or (s.how != IMPLIED and s.edits / max(len(s.key), 1) <= NEAR)
    ]
    return near[0] if near else None


def _foreign(question: Question, ranking: Ranking) -> bool:
    """Tell whether a word left over looks like a name the base does not have, or like the rest of one."""
    near = {at for mention in ranking.mentions for at in range(mention.start, mention.end)}
    capital = {at for at in near if question.words[at].capital}
    for at in ranking.ordered[0].left:
        word = question.words[at]
        if at not in near and word.foreign and (word.capital or at == 0):
            return True
        if at not in near and word.capital and at and not capital.isdisjoint((at - 1, at + 1)):
            return True
    return False


def known_of(ranking: Ranking, entity: int, language: str) -> tuple[Suggestion, ...]:
    """Return what the base does know of an entity, as questions that it answers."""
    base, relations = ranking.context.base, ranking.context.relations
    name = local(base.entity(entity).name, language)
    found = []
    for row in base.profile(entity):
        relation = relations[row.relation]
        label = relation.inverse_label if row.inverse else relation.label
        if label:
            asked_for = local(label, language)
            found.append(Suggestion(f"{name} – {asked_for}", "ask", (name, asked_for)))
    return tuple(found[:SUGGESTED])


def _nearest(ranking: list[Ranking], options: AskOptions, language: str) -> tuple[Suggestion, ...]:
    """Return the names near to what was typed, only where they are near."""
    found: dict[str, Suggestion] = {}
    for one in ranking:
        for mention in one.mentions:
            for number in mention.owners[:SUGGESTED]:
                if mention.how != IMPLIED and mention.edits:
                    name = local(one.context.base.entity(number).name, language)
                    found.setdefault(name, Suggestion(name, options.command, (name,)))
    return tuple(found.values())[:SUGGESTED]


def ambiguity(question: Question, ranking: Ranking, options: AskOptions) -> Outcome | None:
    """Return the choices where a question fits several bearers of a name, or several subjects, just as well."""
    best = ranking.ordered[0]
    tied = [candidate for candidate in ranking.ordered if _ties(candidate, best)]
    entities = list(dict.fromkeys(candidate.entity for candidate in tied))
    if len(entities) == 1 or any(candidate.mention.start != best.mention.start for candidate in tied):
        return None
    return choices_among(question, ranking, best.mention, entities, options)


def _ties(candidate: Candidate, best: Candidate) -> bool:
    same = (
        candidate.relation == best.relation
        and candidate.inverse == best.inverse
        and candidate.mention.how == best.mention.how
    )
    return same and candidate.score > best.score - TIE


def owners_of(mention: Mention) -> list[int]:
    """Return the bearers of a name; those whose own name it is, where there are any."""
    return [number for number in mention.owners if not mention.alias[number]] or mention.owners


def choices_among(
    question: Question, ranking: Ranking, mention: Mention, numbers: list[int], options: AskOptions
) -> Outcome:
    """Return a question that could be about any of these entities, with one suggestion for each."""
    language, base = options.language or question.language, ranking.context.base
    reading = as_reading(question, ranking, language)
    if mention.how != IMPLIED:
        mentions = tuple(mention_of(question, ranking, mention, number, language) for number in numbers)
        reading = replace(reading, entities=mentions)
    rest = [word for at, word in enumerate(question.words) if not mention.start <= at < mention.end]
    said = " ".join(question.text[word.start : word.end] for word in rest)
    found = []
    for number in numbers[:SUGGESTED]:
        entity = base.entity(number)
        words = tuple(filter(None, (said, local(entity.name, language))))
        found.append(Suggestion(_told(entity, language), options.command, words))
    return Outcome(question.text, language, reading, AMBIGUOUS, (), tuple(found))


def _told(entity: Entity, language: str) -> str:
    name, said = local(entity.name, language), local(entity.description or {}, language)
    return f"{name} ({said})" if said else name


# Answer a bare name: what the base knows of it, seen from the question it was asked with.
#
# `who Kyutai` is what it is, then the people; `when DevDay` its dates; a name alone is all of it. Nothing is
# weighed here: the name is the whole question.

WHOLE = 0.99  # the share of a wording of empty words that must be said for it to ask for a relation
MOST = 60  # facts a card may hold in each direction


def entity_card(
    question: Question, ranking: list[Ranking], options: AskOptions, calibration: Calibration
) -> Outcome | None:
    """Return the card of a question that is nothing but a name, None where it is more than that."""
    if ranking and question.measures(ranking[0].context.language):
        return None
    language = options.language or question.language
    found = [
        (one, mention, owners_of(mention))
        for one in ranking
        if (mention := _whole(question, one)) is not None
    ]
    if not found or any(_asks_more(one, mention, calibration) for one, mention, _ in found):
        return None
    first, mention, owners = found[0]
    if len(owners) > 1:
        return choices_among(question, first, mention, owners, options)
    entities = [mention_of(question, one, mention, owners[0], language) for one, mention, owners in found]
    reading = Reading(question.kind, tuple(entities))
    about = _about(first.context.base.entity(owners[0]), language)
    answers = tuple(answer for one in found for answer in _answers(*one, options, calibration))
    if answers:
        return Outcome(question.text, language, reading, ANSWERED, answers, card=about)
    known = known_of(first, owners[0], language)
    return Outcome(question.text, language, reading, NO_SUCH_FACT, (), known, card=about)


def _answers(
    ranking: Ranking, mention: Mention, owners: list[int], options: AskOptions, calibration: Calibration
) -> list[Answer]:
    """Return what a base tells of the bearer of a name; the score is how sure the name is."""
    score = round(calibration.card * (1 - mention.edits / max(len(mention.key), 1)), 4)
    name, kind = ranking.context.base.name, ranking.context.question.kind
    facts = _facts(ranking, owners[0], kind, options)
    return [Answer(fact, name, score, inverse) for fact, inverse in facts]


def _whole(question: Question, ranking: Ranking) -> Mention | None:
    """Return the span that leaves nothing of the question but empty words."""
    for mention in sorted(
        ranking.mentions,
        key=lambda mention: (mention.how != EXACT, mention.edits, mention.start - mention.end),
    ):
        rest = [
            word
            for at, word in enumerate(question.words)
            if not mention.start <= at < mention.end and at not in question.kind_words
        ]
        if not any(word.weight for word in rest) and not _is_unfinished(ranking, mention):
            return mention
    return None


def _is_unfinished(ranking: Ranking, mention: Mention) -> bool:
    """Tell whether the words break off where the answer should stand: "X is in"."""
    words, language = ranking.context.question.words, ranking.context.language
    last = words[-1].word
    return mention.end < len(words) and (last in language.optional or last in language.agent_before)


def _asks_more(ranking: Ranking, mention: Mention, calibration: Calibration) -> bool:
    """Tell whether the empty words ask for a relation all the same: "where is X from"."""
    best = ranking.ordered[0] if ranking.ordered else None
    return bool(
        best
        and best.mention is mention
        and best.match.cover > WHOLE
        and ranking.probability >= calibration.threshold
    )


def _about(entity: Any, language: str) -> str:
    name = local(entity.name, language)
    said = local(entity.description or {}, language)
    return f"{name}: {said}" if said else name


def _facts(ranking: Ranking, entity: int, kind: str | None, options: AskOptions) -> list[tuple[Fact, bool]]:
    base, relations = ranking.context.base, ranking.context.relations
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
    question = _understood(text, bases, options, lexicon)
    ranking = [rank(question, base, lexicon, calibration, strict=options.strict) for base in bases]
    outcome = entity_card(question, ranking, options, calibration) or _answered(
        question, ranking, options, calibration
    )
    return replace(outcome, trace=trace_of(ranking)) if options.explain else outcome


def _answered(
    question: Question, ranking: list[Ranking], options: AskOptions, calibration: Calibration
) -> Outcome:
    """Return the answers of the readings that are probable enough, the choices of a tie, or a refusal."""
    likely = sorted((one for one in ranking if one.ordered), key=lambda one: -one.probability)
    probable = [one for one in likely if one.probability >= calibration.threshold]
    trusted = [one for one in probable if not names_a_relation_it_lacks(one)]
    if not trusted:
        return abstain(question, ranking, options)
    choices = ambiguity(question, trusted[0], options)
    if choices:
        return choices
    answers = tuple(answer for one in trusted for answer in answers_of(one, options.modality))
    if not answers:
        return abstain(question, ranking, options)
    language = options.language or question.language
    return Outcome(question.text, language, as_reading(question, trusted[0], language), ANSWERED, answers)


def _understood(text: str, bases: Sequence[Any], options: AskOptions, lexicon: Lexicon) -> Question:
    def known(words: Collection[str]) -> set[str]:
        return {word for base in bases for word in base.words(words)}

    def stems() -> list[str]:
        return [stem for base in bases for stem in base.phrase_words()]

    default = options.language or options.locale_language
    return parse(
        text,
        lexicon,
        KnownWords(known, stems),
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

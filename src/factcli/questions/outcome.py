"""Turn rankings into outcomes: answers, the card of a bare name, the choices of a tie, or an abstention."""

from __future__ import annotations

from factcli._dataclass import replace
from factcli.language.messages import pick
from factcli.model import NATURE, Date, Money, Quantity, Text
from factcli.questions.calibration import Ranking
from factcli.questions.candidates import facts_of
from factcli.questions.context import fits
from factcli.questions.linking import EXACT, IMPLIED, JOINED, PARTIAL, Mention
from factcli.questions.parse import NAMED, TRAITS
from factcli.questions.result import (
    AMBIGUOUS,
    ANSWERED,
    NO_SUCH_FACT,
    UNKNOWN_ENTITY,
    Answer,
    Closest,
    EntityMention,
    Outcome,
    Reading,
    RelationMention,
    Suggestion,
    Trace,
)
from factcli.questions.thresholds import (
    CARD_FACTS,
    EQUAL_SCORE,
    EXACT_COVERAGE,
    MOST_SUGGESTIONS,
    NEAR_NAME,
    NO_MATCH,
    TIED_SCORE,
    TRACED,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.index.query import ProfileRow
    from factcli.model import Entity, Fact
    from factcli.questions.calibration import Calibration, Scored
    from factcli.questions.candidates import Candidate
    from factcli.questions.closest import Near
    from factcli.questions.context import Context
    from factcli.questions.limits import Limit
    from factcli.questions.parse import Question
    from factcli.questions.result import AskOptions


def answers_of(ranking: Ranking, modality: str | None = None) -> list[Answer]:
    """Return the facts of the best candidate, and of its equals, each once; hedged ones after the others."""
    best, base = ranking.ordered[0], ranking.context.base
    found: dict[int, Answer] = {}
    for each in ranking.ordered:
        if each is best or _answers_too(each, best):
            for row in each.facts.rows or facts_of(each.candidate, ranking.context):
                if row.number not in found:
                    fact, score = base.fact(row.number), round(ranking.probability, 4)
                    inverse = each.candidate.inverse or _is_given(each.candidate, fact, ranking.context)
                    found[row.number] = Answer(fact, base.name, score, inverse)
    listed = [answer for answer in found.values() if modality is None or answer.fact.modality == modality]
    return sorted(listed, key=lambda answer: answer.fact.modality == "hedged" or answer.fact.hedged)


def _is_given(candidate: Candidate, fact: Fact, context: Context) -> bool:
    """Return True if a question without a name says the object of a fact itself: then its subject is the answer."""
    mention = candidate.mention
    words = context.question.words[mention.start : mention.end]
    part = mention.how == PARTIAL and not any(word.capital for word in words)
    if mention.how != IMPLIED and not part:
        return False
    if isinstance(fact.value, Text):
        texts: list[tuple[str, str]] = list(fact.value.text.items())
    elif isinstance(fact.value, Date):
        texts = [(context.question.language, fact.value.edtf[:4])]
    elif fact.object is not None:
        texts = [(context.question.language, name) for name in fact.object.names]
    else:
        return False
    said = {stem for word in context.question.words for stem in word.stems}
    languages = context.lexicon.languages
    telling = (languages[code].said(text) for code, text in texts if code in languages)
    return any(stems and stems <= said for stems in telling)


def _answers_too(each: Scored, best: Scored) -> bool:
    one, other = each.candidate, best.candidate
    return (
        one.entity == other.entity
        and one.inverse == other.inverse
        and one.mention.start == other.mention.start
        and each.score > best.score - EQUAL_SCORE
        and one.match.words == other.match.words
    )


def reading_of(
    question: Question, ranking: Ranking | None, language: str, scored: Scored | None = None
) -> Reading:
    """Return how the question was understood: kind, names, relation, unexplained words.

    According to the best candidate of a base, or to the one given.
    """
    if ranking is None or not ranking.ordered:
        content = [at for at, word in enumerate(question.words) if word.weight]
        return Reading(question.kind, unmatched=tuple(question.said(content)))
    scored = scored or ranking.ordered[0]
    candidate = scored.candidate
    named = candidate.mention.how != IMPLIED
    entities = (mention_of(ranking.context, candidate.mention, candidate.entity, language),) if named else ()
    relation = ranking.context.relations[candidate.relation]
    inverse_label = relation.inverse_label if candidate.inverse else None
    words = " ".join(question.said(sorted(candidate.match.words)))
    asked_for = (
        RelationMention(
            relation.id, pick(inverse_label or relation.label, language), words, candidate.inverse
        )
        if words and candidate.match.value >= NO_MATCH
        else None
    )
    left = tuple(question.said(scored.left))
    asked_by = ranking.context.matcher.asked_by
    unread = tuple(question.said([at for at in scored.left if not asked_by(at)]))
    return Reading(question.kind, entities, asked_for, left, scored.facts.constraints, unread)


def mention_of(context: Context, mention: Mention, number: int, language: str) -> EntityMention:
    """Return a mention for display: the entity, the words that name it, how they match."""
    entity = context.base.entity(number)
    how = "fuzzy" if mention.how != EXACT else "alias" if mention.alias.get(number) else "exact"
    letters = max(len(mention.key.replace(" ", "")), 1)
    score = round(1 - mention.edits / letters, 4)
    return EntityMention(
        entity.id, pick(entity.name, language), _typed(context.question, mention), how, score
    )


def _typed(question: Question, mention: Mention) -> str:
    if not question.words:
        return question.text.strip()
    return question.text[question.words[mention.start].start : question.words[mention.end - 1].end]


def trace_of(rankings: list[Ranking]) -> tuple[Trace, ...]:
    """Return the candidates that were ranked, best first, for `--explain`."""
    return tuple(_trace(ranking, each) for ranking in rankings for each in ranking.ordered[:TRACED])


def _trace(ranking: Ranking, scored: Scored) -> Trace:
    candidate, context = scored.candidate, ranking.context
    mention = candidate.mention
    named = mention.how != IMPLIED
    return Trace(
        context.base.entity(candidate.entity).id if named else None,
        _typed(context.question, mention) if named else "",
        mention.how,
        context.relations[candidate.relation].id,
        candidate.inverse,
        tuple(context.question.said(scored.left)),
        round(scored.score, 3),
        tuple((name, round(value, 3)) for name, value in scored.features.items() if value),
    )


# Abstention: the reason, and what could be asked instead.


def abstain(
    question: Question, rankings: list[Ranking], options: AskOptions, *, foreign: str | None = None
) -> Outcome:
    """Return the refusal of a question whose best candidate is not probable enough, or whose language is foreign."""
    from factcli.questions.closest import closest, near

    language = options.language or question.language
    found = near([each.context for each in rankings] if options.closest else [])
    beside = closest(found)
    if foreign is not None:
        reading = Reading(question.kind)
        return Outcome(question.text, language, reading, NO_SUCH_FACT, foreign=foreign, closest=beside)
    if question.kind_words and not question.yes_no and question.opened != NAMED:  # which was tried before
        from factcli.questions.described import described

        told = described(question, found, options)
        if told is not None:
            return told
    best = max((each for each in rankings if each.ordered), key=lambda each: each.probability, default=None)
    mention = _known_mention(best) if best is not None else None
    if best is not None and mention is not None and not _names_a_stranger(best):
        scored = next((each for each in best.ordered if each.candidate.mention is mention), None)
        reading = reading_of(question, best, language, scored)
        known = known_of(best, scored.candidate.entity if scored else mention.owners[0], language, found)
        return Outcome(question.text, language, reading, NO_SUCH_FACT, (), known, closest=beside)
    reading = reading_of(question, best, language)
    unknown = any(word.weight for word in question.words) or mention is None
    status = UNKNOWN_ENTITY if unknown else NO_SUCH_FACT
    names = _nearest(rankings, options, language)
    return Outcome(question.text, language, reading, status, (), names, closest=beside)


def _known_mention(ranking: Ranking) -> Mention | None:
    """Return the name that the refusal is about: that of the best candidate, else the first one found."""
    mentions = [ranking.ordered[0].candidate.mention, *ranking.context.mentions]
    return next(
        (
            each
            for each in mentions
            if each.how in (EXACT, JOINED)
            or (each.how != IMPLIED and each.edits / max(len(each.key), 1) <= NEAR_NAME)
        ),
        None,
    )


def _names_a_stranger(ranking: Ranking) -> bool:
    """Return True if an unexplained word looks like a name that is not in the base, or like the rest of one."""
    words = ranking.context.question.words
    near = {at for each in ranking.context.mentions for at in range(each.start, each.end)}
    near |= {at for limit in ranking.context.limits for at in range(limit.start, limit.end)}
    capital = {at for at in near if words[at].capital}
    for at in ranking.ordered[0].left:
        word = words[at]
        if at not in near and word.foreign and (word.capital or at == 0):
            return True
        if at not in near and word.capital and at and not capital.isdisjoint((at - 1, at + 1)):
            return True
    return False


def known_of(
    ranking: Ranking, entity: int, language: str, found: Sequence[Near] = ()
) -> tuple[Suggestion, ...]:
    """Return what the base does know about an entity, as questions that it answers, the nearest ones first.

    `found` are facts near the question, whose relations come first.
    """
    base, relations = ranking.context.base, ranking.context.relations
    nowhere = Mention(0, 0, "", IMPLIED, 0)
    name = pick(base.entity(entity).name, language)
    scores = {}
    if found:
        from factcli.questions.closest import scores_of

        scores = scores_of(found, base, entity)
    listed = []

    def farness(row: ProfileRow) -> tuple[float, float]:
        match = ranking.context.match(nowhere, relations[row.relation], inverse=row.inverse)
        return -scores.get((row.relation, row.inverse), 0.0), -round(match.value, 6)

    for row in sorted(base.profile(entity), key=farness):
        relation = relations[row.relation]
        label = relation.inverse_label if row.inverse else relation.label
        if label:
            asked_for = pick(label, language)
            listed.append(Suggestion(f"{name} – {asked_for}", "ask", (name, asked_for)))
    return tuple(listed[:MOST_SUGGESTIONS])


def _nearest(rankings: list[Ranking], options: AskOptions, language: str) -> tuple[Suggestion, ...]:
    """Return the names similar to what was typed, or that begin with it, if any."""
    found: dict[str, Suggestion] = {}
    for ranking in rankings:
        question, base = ranking.context.question, ranking.context.base
        begun = " ".join(word.word for word in question.words if word.weight)
        for row in base.beginning(begun, MOST_SUGGESTIONS) if begun else ():
            name = pick(base.entity(row.entity).name, language)
            found.setdefault(name, Suggestion(name, options.command, (name,)))
        for mention in ranking.context.mentions:
            for number in mention.owners[:MOST_SUGGESTIONS]:
                if mention.how != IMPLIED and mention.edits:
                    name = pick(ranking.context.base.entity(number).name, language)
                    found.setdefault(name, Suggestion(name, options.command, (name,)))
    return tuple(found.values())[:MOST_SUGGESTIONS]


# Ambiguity: a question that fits several entities equally well.


def ambiguity(question: Question, ranking: Ranking, options: AskOptions) -> Outcome | None:
    """Return the choices if a question fits several entities of a name, or several subjects, equally well."""
    best = ranking.ordered[0]
    tied = [each.candidate for each in ranking.ordered if _ties(each, best)]
    entities = list(dict.fromkeys(each.entity for each in tied))
    mention = best.candidate.mention
    if len(entities) == 1 or any(each.mention.start != mention.start for each in tied):
        return None
    return _choices(question, ranking, mention, entities, options)


def _ties(each: Scored, best: Scored) -> bool:
    one, other = each.candidate, best.candidate
    same = (
        one.relation == other.relation
        and one.inverse == other.inverse
        and one.mention.how == other.mention.how
    )
    return same and each.score > best.score - TIED_SCORE


def owners_of(mention: Mention) -> list[int]:
    """Return the entities of a name; only those whose own name it is, if there are any."""
    return [number for number in mention.owners if not mention.alias[number]] or mention.owners


def _choices(
    question: Question, ranking: Ranking, mention: Mention, numbers: list[int], options: AskOptions
) -> Outcome:
    """Return the outcome of a question that could be about any of these entities, with one suggestion for each."""
    language, base = options.language or question.language, ranking.context.base
    reading = reading_of(question, ranking, language)
    if mention.how != IMPLIED:
        named = tuple(mention_of(ranking.context, mention, number, language) for number in numbers)
        reading = replace(reading, entities=named)
    rest = [at for at in range(len(question.words)) if not mention.start <= at < mention.end]
    said = " ".join(question.said(rest))
    found = []
    for number in numbers[:MOST_SUGGESTIONS]:
        entity = base.entity(number)
        words = tuple(filter(None, (said, pick(entity.name, language))))
        found.append(Suggestion(_described(entity, language, "{} ({})"), options.command, words))
    return Outcome(
        question.text, language, reading, AMBIGUOUS, (), tuple(found), closest=_beside(ranking, options)
    )


def _beside(ranking: Ranking, options: AskOptions) -> tuple[Closest, ...]:
    """Return the sentences closest to a question that several entities fit, or whose name has no facts of its kind."""
    from factcli.questions.closest import closest, near

    return closest(near([ranking.context] if options.closest else []))


def _described(entity: Entity, language: str, form: str) -> str:
    name, said = pick(entity.name, language), pick(entity.description, language)
    return form.format(name, said) if said else name


# The card of a bare name: what the base knows about it, according to the question word. `who Kyutai` gives what it is,
# then the people; `when DevDay` its dates; a name alone gives everything. Nothing is ranked.


def entity_card(
    question: Question, rankings: list[Ranking], options: AskOptions, calibration: Calibration
) -> Outcome | None:
    """Return the card of a question that is only a name, or None if it is more."""
    if rankings and question.measures(rankings[0].context.language):
        return None
    found = [(each, mention) for each in rankings for mention in _whole_mentions(each)]
    if not found or any(_asks_more(ranking, mention, calibration) for ranking, mention in found):
        return None
    return _cards(question, found, options, calibration)


def card_of_signs(
    question: Question, contexts: Sequence[Context], options: AskOptions, calibration: Calibration
) -> Outcome | None:
    """Return the card of a name that has no letters, spelled exactly like this: "!!!"."""
    from factcli.index.lookup import entity_named

    found = []
    for context in contexts:
        number = entity_named(context.base, question.text.strip())
        if number is not None:
            mention = Mention(0, 0, question.text.strip(), EXACT, 0)
            mention.add(number, alias=False)
            found.append((Ranking(context, [], 0.0), mention))
    return _cards(question, found, options, calibration) if found else None


def _cards(
    question: Question,
    found: list[tuple[Ranking, Mention]],
    options: AskOptions,
    calibration: Calibration,
) -> Outcome:
    """Return the card of each name that was found, or the choice of whose it is."""
    language = options.language or question.language
    first, mention = found[0]
    owners = owners_of(mention)
    if len(owners) > 1 and len(found) == 1:
        return _choices(question, first, mention, owners, options)
    entities = tuple(
        mention_of(each.context, mention, owners_of(mention)[0], language) for each, mention in found
    )
    reading = Reading(question.kind, entities)
    bearers = (each.context.base.entity(owners_of(named)[0]) for each, named in found)
    about = " · ".join(dict.fromkeys(_described(bearer, language, "{}: {}") for bearer in bearers))
    answers = tuple(answer for each, named in found for answer in _card(each, named, options, calibration))
    if not answers and question.kind == "person" and question.kind_words:  # "who is X" asks what X is, too
        anyhow = replace(options, kind="thing")
        answers = tuple(answer for each, named in found for answer in _card(each, named, anyhow, calibration))
    if answers:
        return Outcome(question.text, language, reading, ANSWERED, answers, card=about)
    known = known_of(first, owners[0], language)
    beside = _beside(first, options)
    return Outcome(question.text, language, reading, NO_SUCH_FACT, (), known, card=about, closest=beside)


def _whole_mentions(ranking: Ranking) -> list[Mention]:
    """Return the mention that covers the question except for stopwords, or those of "who are X and Y"."""
    whole = _whole_mention(ranking)
    if whole is not None:
        return [whole]
    question, found = ranking.context.question, list[Mention]()
    if not question.kind_words or ranking.context.limits:
        return []
    for mention in ranking.context.mentions:
        if mention.how == EXACT and all(
            each.end <= mention.start or mention.end <= each.start for each in found
        ):
            found.append(mention)
    found.sort(key=lambda each: each.start)
    covered = {at for each in found for at in range(each.start, each.end)}
    rest = [at for at, word in enumerate(question.words) if word.weight and at not in covered]
    several = 1 < len(found) <= MOST_SUGGESTIONS and not rest
    if not several:
        return []
    between = [word.word for word in question.words[found[0].end : found[-1].start]]
    inside = {question.words[at].word for at in covered}
    return found if {*between} - inside <= ranking.context.language.conjunctions else []


def _whole_mention(ranking: Ranking) -> Mention | None:
    """Return the mention that covers the question except for stopwords."""
    question, language = ranking.context.question, ranking.context.language
    if question.lists or any(not _is_in_name(limit, ranking) for limit in ranking.context.limits):
        return None
    for mention in sorted(
        ranking.context.mentions, key=lambda each: (each.how != EXACT, each.edits, each.start - each.end)
    ):
        rest = [
            word
            for at, word in enumerate(question.words)
            if not mention.start <= at < mention.end and at not in question.kind_words
        ]
        last = question.words[-1].word
        unfinished = mention.end < len(
            question.words
        ) and (  # "X is in": it breaks off where the answer should stand
            last in language.optional or last in language.agent_before
        )
        said = question.words[mention.start : mention.end]
        everyday = mention.how != EXACT and all(word.common and not word.capital for word in said)
        if not any(word.weight for word in rest) and not unfinished and not everyday:
            return mention
    return None


def _is_in_name(limit: Limit, ranking: Ranking) -> bool:
    return any(each.start <= limit.start and limit.end <= each.end for each in ranking.context.mentions)


def _asks_more(ranking: Ranking, mention: Mention, calibration: Calibration) -> bool:
    """Return True if the stopwords alone ask for a relation: "where is X from"."""
    best = ranking.ordered[0].candidate if ranking.ordered else None
    return (
        best is not None
        and best.mention is mention
        and best.match.cover > EXACT_COVERAGE
        and ranking.probability >= calibration.threshold
    )


def _card(ranking: Ranking, mention: Mention, options: AskOptions, calibration: Calibration) -> list[Answer]:
    """Return what a base knows about the entity of a name; the score is how certain the name is."""
    base, question = ranking.context.base, ranking.context.question
    within = question.kind_words and question.kind_words <= {*range(mention.start, mention.end)}
    kind = None if within or options.kind == "thing" else question.kind  # "The Who" asks for nobody
    measured = question.opened == TRAITS
    entity = owners_of(mention)[0]
    score = round(calibration.card * (1 - mention.edits / max(len(mention.key), 1)), 4)
    listed: list[tuple[int, bool, int, Fact]] = []
    for inverse, rows in (
        (False, base.facts(subject=entity, limit=CARD_FACTS)),
        (True, base.facts(object=entity, limit=CARD_FACTS)),
    ):
        for row in rows:
            fact = base.fact(row.number)
            concept = ranking.context.relations[row.relation].concept
            place = _place_on_card(fact, concept, kind, inverse=inverse)
            if measured and not inverse and isinstance(fact.value, (Date, Money, Quantity)):
                place = -1
            if place is not None and options.modality in (None, fact.modality):
                listed.append((place, inverse, row.number, fact))
    listed.sort(key=lambda item: item[:3])
    return [Answer(fact, base.name, score, inverse) for _, inverse, _, fact in listed]


def _place_on_card(fact: Fact, concept: str | None, kind: str | None, *, inverse: bool) -> int | None:
    """Return the position of a fact on the card for this kind of question, None if it does not belong there."""
    is_nature = not inverse and (concept in NATURE or fact.relation.id in NATURE)
    if kind is None:
        return 0 if is_nature else 1 + inverse
    if kind == "person" and (
        is_nature or (inverse and fact.object is not None and fact.object.kind == "person")
    ):
        return 0
    answer_kind = _answer_kind(fact, inverse=inverse)
    if kind == "time":
        return 0 if fits(kind, answer_kind) else 1 if fact.when else None
    return 1 if fits(kind, answer_kind) else None


def _answer_kind(fact: Fact, *, inverse: bool) -> str:
    if fact.relation.kind == "reason":
        return "reason"
    if inverse:
        return fact.subject.kind
    return fact.object.kind if fact.object is not None else fact.relation.kind

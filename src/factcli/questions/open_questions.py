"""Answer questions that leave open what is wanted: what happened at a time, what two names share, how they compare."""

from __future__ import annotations

from factcli.language.messages import pick
from factcli.questions.constraints import of_fact
from factcli.questions.limits import TIME
from factcli.questions.linking import EXACT
from factcli.questions.outcome import mention_of, owners_of
from factcli.questions.parse import COMMON, COMPARE, HAPPENED, opening
from factcli.questions.result import ANSWERED, CONFIRMED, NO_SUCH_FACT, Answer, Outcome, Reading
from factcli.questions.thresholds import CARD_FACTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from factcli.index.query import FactRow, Index
    from factcli.model import Fact
    from factcli.questions.calibration import Calibration, Ranking
    from factcli.questions.linking import Mention
    from factcli.questions.parse import Question
    from factcli.questions.result import AskOptions

_FEWEST, _MOST = 2, 3  # names that are compared


def ask_open(
    question: Question, rankings: Sequence[Ranking], options: AskOptions, calibration: Calibration
) -> Outcome | None:
    """Return the facts of a time, or those of several names side by side; None if the question asks more."""
    found: list[Outcome] = []
    for ranking in rankings:
        if question.opened == HAPPENED:
            outcome = _happened(question, ranking, options, calibration)
        elif question.opened in (COMMON, COMPARE):
            outcome = _of_several(question, ranking, options, calibration)
        else:
            return None
        if outcome is None:
            return None
        found.append(outcome)
    told = [each for each in found if each.answers]
    return told[0] if told else (found[0] if found else None)


# What happened


def _happened(
    question: Question, ranking: Ranking, options: AskOptions, calibration: Calibration
) -> Outcome | None:
    """Return the facts that are dated within the time a question gives, of the names it has."""
    context, base = ranking.context, ranking.context.base
    times = [limit for limit in context.limits if limit.kind == TIME]
    named = _apart(ranking)
    asked = opening([word.word for word in question.words], context.language)
    covered = set(range(asked.start, asked.end)) if asked is not None else set()
    covered |= {at for each in times for at in range(each.start, each.end)}
    covered |= {at for each in named for at in range(each.start, each.end)}
    if len(times) != 1 or _says_more(question, covered):
        return None
    (limit,) = times
    said = [question.words[at].word for at in range(limit.start, limit.end)]
    telling = [word for word in said if word[:1].isdigit() or word in context.language.months]
    numbers = {owner for each in named for owner in owners_of(each)}
    answers = []
    for number in base.facts_with(telling):
        row = base.row(number)
        if numbers and numbers.isdisjoint((row.subject, row.object)):
            continue
        fact = base.fact(number)
        if of_fact(fact, limit) == CONFIRMED and options.modality in (None, fact.modality):
            answers.append(Answer(fact, base.name, calibration.card))
    language = options.language or question.language
    mentions = tuple(mention_of(context, each, owners_of(each)[0], language) for each in named)
    status = ANSWERED if answers else NO_SUCH_FACT
    when = question.text[question.words[limit.start].start : question.words[limit.end - 1].end]
    return Outcome(
        question.text,
        language,
        Reading(None, mentions),
        status,
        tuple(answers),
        card=when if answers else None,
    )


# Two names, or three


def _of_several(
    question: Question, ranking: Ranking, options: AskOptions, calibration: Calibration
) -> Outcome | None:
    """Return what several names share, or what is told of each, relation by relation."""
    context, base = ranking.context, ranking.context.base
    named = _apart(ranking)
    covered = {at for each in named for at in range(each.start, each.end)}
    if not _FEWEST <= len(named) <= _MOST or _says_more(question, covered):
        return None
    numbers = [owners_of(each)[0] for each in named]
    told = [_told(number, base) for number in numbers]
    if question.opened == COMMON:
        shared = [key for key in told[0] if all(key in each for each in told)]
        pairs = [pair for key in shared for each in told for pair in each[key]]
    else:
        pairs = _side_by_side(told)
    facts = [(base.fact(row.number), inverse) for row, inverse in pairs]
    answers = tuple(
        Answer(fact, base.name, calibration.card, inverse)
        for fact, inverse in facts
        if options.modality in (None, fact.modality)
    )
    language = options.language or question.language
    mentions = tuple(
        mention_of(context, each, number, language) for each, number in zip(named, numbers, strict=True)
    )
    names = " · ".join(pick(base.entity(number).name, language) for number in numbers)
    status = ANSWERED if answers else NO_SUCH_FACT
    return Outcome(
        question.text, language, Reading(None, mentions), status, answers, card=names if answers else None
    )


def _told(number: int, base: Index) -> dict[Hashable, list[tuple[FactRow, bool]]]:
    """Return the facts around an entity by what they say of it: the relation, its direction and the other end."""
    found: dict[Hashable, list[tuple[FactRow, bool]]] = {}
    for row in base.facts(subject=number, limit=CARD_FACTS):
        other: Hashable = row.object if row.object is not None else _value_of(base.fact(row.number))
        found.setdefault((row.relation, False, other), []).append((row, False))
    for row in base.facts(object=number, limit=CARD_FACTS):
        found.setdefault((row.relation, True, row.subject), []).append((row, True))
    return found


def _value_of(fact: Fact) -> Hashable:
    return repr(fact.value)


def _side_by_side(
    told: Sequence[dict[Hashable, list[tuple[FactRow, bool]]]],
) -> list[tuple[FactRow, bool]]:
    """Return the facts of all, those of relations that every one has first, relation by relation."""
    by_relation: list[dict[tuple[int, bool], list[tuple[FactRow, bool]]]] = []
    for each in told:
        grouped: dict[tuple[int, bool], list[tuple[FactRow, bool]]] = {}
        for pairs in each.values():
            for row, inverse in pairs:
                grouped.setdefault((row.relation, inverse), []).append((row, inverse))
        by_relation.append(grouped)
    shared = [key for key in by_relation[0] if all(key in each for each in by_relation)]
    rest = [(key, each) for each in by_relation for key in each if key not in shared]
    both = [pair for key in shared for each in by_relation for pair in each[key]]
    return both + [pair for key, each in rest for pair in each[key]]


def _apart(ranking: Ranking) -> list[Mention]:
    """Return the exact names of a question that do not overlap, in their order."""
    found: list[Mention] = []
    for mention in ranking.context.mentions:
        apart = all(each.end <= mention.start or mention.end <= each.start for each in found)
        if mention.how == EXACT and apart:
            found.append(mention)
    return sorted(found, key=lambda each: each.start)


def _says_more(question: Question, covered: set[int]) -> bool:
    """Return True if a telling word is neither a name nor a time, nor what leaves the question open."""
    return any(
        word.weight and at not in covered and at not in question.kind_words
        for at, word in enumerate(question.words)
    )

"""Answer what no single fact does: read a question as a plan of a few operations, and follow it.

    names → the members they lead to → times, negation, what they are → order, size, number → what is asked of it

Every word of weight must be explained: by a name, by a relation that a step follows, by an operation, or by what the
base says the members are. Of the ways to read a question the one that explains the most is taken; two that explain
as much and give other answers are no answer.
"""

from __future__ import annotations

from itertools import pairwise, product

from factcli._dataclass import dataclass, replace
from factcli.model import Date, Entity, Money, Quantity, Text
from factcli.questions import operations as do
from factcli.questions.constraints import against
from factcli.questions.context import fits
from factcli.questions.limits import AFTER, EXCEPT, NEGATION, NUMBER, POSSESSION, TIME, WITHIN, phrase_in
from factcli.questions.linking import EXACT, JOINED, PARTIAL, Mention, exact
from factcli.questions.outcome import mention_of, reading_of
from factcli.questions.reaches import Pathfinder, Reach
from factcli.questions.relations import NONE, PhraseMatch
from factcli.questions.result import (
    ANSWERED,
    CONFIRMED,
    EXCLUDED,
    NO_SUCH_FACT,
    UNKNOWN,
    Answer,
    Made,
    Outcome,
    Plan,
    PlanStep,
)
from factcli.questions.signals import BETWEEN, COUNT, DEGREE, NTH, OR, SAME, THAN, Signal
from factcli.questions.thresholds import (
    EXPLAINED_COVERAGE,
    HALF_MASS,
    HALF_SAID,
    LOOSE_STEP,
    MOST_CITED,
    MOST_READINGS,
    MOST_TELLING,
    NEAR_NAME,
    OTHER_NOUN,
    PLANNED_ONLY,
    RIVAL_LEAD,
    STEP_COST,
    TOLD_MEMBERS,
    UNEXPLAINED,
    WHOLE_COVERAGE,
    WIDEST_STEP,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from typing import Any

    from factcli.index.query import FactRow
    from factcli.language.lexicon import Lexicon
    from factcli.model import Fact, Value
    from factcli.questions.calibration import Ranking
    from factcli.questions.context import Context
    from factcli.questions.operations import Measured, Members
    from factcli.questions.parse import Question
    from factcli.questions.result import AskOptions

_OF_ONE_NAME = 2  # steps of a reading that asks for one relation of one name
_NAMESAKES = 8  # bearers of one name that are compared


@dataclass(frozen=True, slots=True)
class Read:
    """One way to read a question: what it answers with, what it leaves unexplained, how well it is asked for."""

    operation: str
    given: tuple[Made, ...]
    reach: Reach
    left: float
    inverse: bool = False


def compose(
    question: Question,
    rankings: Sequence[Ranking],
    options: AskOptions,
    lexicon: Lexicon,
    single: Outcome | None,
) -> Outcome | None:
    """Return the answer that several facts of one base make, None if the question asks for no such answer.

    `single` is what one fact answers, None if none does: that answer stands where it explains as much.
    """
    if question.kind in ("reason", "quote"):
        return None
    for ranking in sorted(rankings, key=lambda each: -each.probability):
        for names in _namings(question, ranking.context):
            composer = _Composer(question, ranking, options, lexicon, names, single)
            try:
                found = composer.outcome()
            except do.TooManyRows:
                return composer.too_many()
            if found is not None:
                return found
    return None


def _namings(question: Question, context: Context) -> Iterator[list[Mention]]:
    """Yield the ways to find names in a question: the longest, else shorter ones in them ("Westlife album")."""
    known = {(each.start, each.end) for each in context.mentions}
    inner = [each for each in exact(question, context.base) if (each.start, each.end) not in known]
    sure = [
        each
        for each in (*context.mentions, *inner)
        if each.how in (EXACT, JOINED)
        or (each.how != PARTIAL and each.edits <= NEAR_NAME * max(len(each.key), 1))
    ]
    tried: list[list[Mention]] = []
    for sign in (1, -1):
        chosen: list[Mention] = []
        for each in sorted(
            sure, key=lambda one: (one.how != EXACT, sign * (one.start - one.end), one.edits, one.start)
        ):
            weighty = any(word.weight for word in question.words[each.start : each.end])
            if weighty and all(each.end <= other.start or other.end <= each.start for other in chosen):
                chosen.append(each)
        chosen.sort(key=lambda each: each.start)
        if chosen not in tried:
            tried.append(chosen)
            yield chosen


class _Composer(Pathfinder):
    """One question in one base, with these names."""

    def __init__(  # noqa: PLR0913, PLR0917 -- what a question is read in, and what came of it so far
        self,
        question: Question,
        ranking: Ranking,
        options: AskOptions,
        lexicon: Lexicon,
        names: list[Mention],
        single: Outcome | None,
    ) -> None:
        super().__init__(question, ranking.context, lexicon, names)
        self.options = options
        self.single = single if single is not None and single.status == ANSWERED else None
        self._best: dict[frozenset[int], float] = {}

    # Reading a question that has no alternatives

    def reads(self, subject: Mention | None = None) -> Iterator[Read]:
        """Yield the ways to read the question about its names, but for one that is only held against the answer."""
        names = [name for name in self.names if name is not subject]
        needed = [name for name in names if self.is_needed(name)]
        others = [name for name in names if not self.is_needed(name)][:3]
        budget = MOST_READINGS
        for chosen in _subsets(others):
            wanted = [name for name in names if name in needed or name in chosen]
            skipped = [name for name in wanted if self.is_left_out(name)]
            joined = [name for name in wanted if not self.is_left_out(name)]
            free = self.free(
                *(range(name.start, name.end) for name in wanted),
                *([range(subject.start, subject.end)] if subject else ()),
            )
            if not joined:
                for reach in self.domains(free):
                    less = self._less(reach, skipped)
                    if less is not None:
                        yield from self.finished(less, free)
                continue
            listed = [list(self.reaches(name, free)) for name in joined]
            if self.signal(NEGATION) is not None and len(joined) > 1:
                for read in self._apart(listed, free):
                    budget -= 1
                    yield read
                continue
            for combined in product(*listed):
                budget -= 1
                if budget < 0:
                    return
                met = _meeting(combined, self.content)
                less = self._less(met, skipped) if met is not None else None
                if less is not None:
                    yield from self.finished(less, free)

    def _apart(self, listed: Sequence[list[Reach]], free: frozenset[int]) -> Iterator[Read]:
        """Yield the readings in which one name says what the members are not: "the films that X is not in"."""
        for at, unwanted in enumerate(listed):
            for combined in product(*(reaches for place, reaches in enumerate(listed) if place != at)):
                reach = _meeting(combined, self.content)
                if reach is None or len(reach.steps) == 1:
                    continue
                for other in unwanted:
                    if (
                        reach.used & other.used
                        or len(other.steps) == 1
                        or other.members.keys() >= reach.members.keys()
                    ):
                        continue
                    kept = do.but_not(reach.members, other.members)
                    if len(kept) < len(reach.members):
                        step = PlanStep("except", left=len(kept))
                        joined = replace(
                            reach,
                            members=kept,
                            used=reach.used | other.used,
                            value=reach.value + other.value,
                            loose=reach.loose + other.loose,
                            steps=(*reach.steps, *other.steps, step),
                        )
                        yield from self._asked_of(joined, free - joined.used)

    def is_left_out(self, name: Mention) -> bool:
        """Return True if a name is what is not wanted: "other than X", "except X and Y", "not X"."""
        if self.signal(EXCEPT) is None:
            return False
        telling = self.free(*(range(each.start, each.end) for each in self.names)) & self.content
        return any(
            each.kind in (EXCEPT, NEGATION)
            and each.end <= name.start
            and telling.isdisjoint(range(each.end, name.start))
            for each in self.signals
        )

    def _less(self, reach: Reach, names: Sequence[Mention]) -> Reach | None:
        """Return a reach without what some names name, None if one of them is not there to be left out."""
        for name in names:
            kept = do.but_not(reach.members, name.owners)
            if len(kept) == len(reach.members):
                return None
            ids = tuple(self.base.entity(owner).id for owner in name.owners)
            step = PlanStep("except", names=ids, words=self.said(range(name.start, name.end)))
            reach = reach.kept(kept, step, range(name.start, name.end))
        return reach

    def domains(self, free: frozenset[int]) -> Iterator[Reach]:
        """Yield all names of a relation: of the measure that is asked for, or of one that words ask for."""
        degree = self.signal(DEGREE)
        if degree is None and self.signal(COUNT) is None:
            return
        measure, noun = self._sized(degree.measure, free) if degree else ("", frozenset[int]())
        for row in self.context.relations:
            match = self.asked(
                row.number, free, inverse=False, least=HALF_SAID if degree else EXPLAINED_COVERAGE
            )
            tells = degree is not None and measure and self._tells(row.number, measure) is not None
            if (match is NONE and not (tells and noun)) or row.facts == 1:
                continue
            if degree is not None and row.kind in ("person", "organization", "place"):
                continue  # no measure
            members = do.subjects(self.store, row.number)
            step = PlanStep("names", row.id, words=self.said(match.words), left=len(members))
            about = match.words | noun
            yield Reach(members, about, match.value, 0, (step,), (members,), about)

    def finished(self, reach: Reach, free: frozenset[int]) -> Iterator[Read]:
        """Yield what may be asked of some members: times, what they are, order or size, a relation of what is left."""
        timed = self.timed(reach, free)
        if timed is None:
            return
        for kept in self.negated(timed, free):
            yield from self._asked_of(kept, free - kept.used)

    def _asked_of(self, reach: Reach, free: frozenset[int]) -> Iterator[Read]:
        degree, order, count = self.signal(DEGREE), self.signal(NTH), self.signal(COUNT)
        finals = list(self.finals(reach, free))
        if degree is not None:
            for compared, by in self.ordered(degree, reach, free):
                for relation, match in finals:
                    if match.words.isdisjoint(by.used):
                        yield from self._most(degree, order, compared, by, relation, match, free)
            return
        if order is not None:
            for relation, match in finals:
                yield from self._nth(order, reach, relation, match, free)
            return
        if count is not None and len(reach.steps) > 1:
            kept, left = self.described(reach, free)
            yield from self._counted(kept, left)
        for relation, match in finals:
            if count is not None and (
                relation is None or self.context.relations[relation].kind != "quantity"
            ):
                continue
            kept, left = self.described(reach, free - match.words)
            yield from self._given(kept, relation, match, left)

    def timed(self, reach: Reach, free: frozenset[int]) -> Reach | None:
        """Return the members whose date is in the time that the question gives; None if no date says so."""
        for limit in self.limits:
            if limit.kind != TIME:
                continue
            options = self.measures("date", reach.members, free, dates=True)
            if not options:
                return None
            denied = any(each.kind == NEGATION and each.end <= limit.start for each in self.signals)
            relation, match = options[0]
            kept = do.in_time(self.store, reach.members, relation, limit, inside=not denied)
            if not kept:
                return None
            step = PlanStep(
                "filter", self.context.relations[relation].id, words=self.said(range(limit.start, limit.end))
            )
            reach = reach.kept(kept, step, (*range(limit.start, limit.end), *match.words), match.value)
        return reach

    def negated(self, reach: Reach, free: frozenset[int]) -> Iterator[Reach]:
        """Yield the members that are or have not what words after a negation say."""
        negation = self.signal(NEGATION)
        if negation is None or any(
            limit.kind == TIME and limit.start >= negation.end for limit in self.limits
        ):
            yield reach
            return
        rest = frozenset(at for at in free - reach.used if at > negation.start)
        told_of = rest & self.content
        for relation, inverse in sorted(self._ways(reach.members)):
            match = self.asked(relation, rest, inverse=inverse)
            if match is NONE:
                continue
            having = [
                entity
                for entity in reach.members
                if any(row.relation == relation for row in self.store.about(entity, inverse=inverse))
            ]
            step = PlanStep(
                "except", self.context.relations[relation].id, inverse, (), self.said(match.words)
            )
            kept = do.but_not(reach.members, having)
            if kept and having:
                yield reach.kept(kept, step, match.words, match.value)
        for at in sorted(told_of):
            told = self.told(at, reach.members)
            kept = do.but_not(reach.members, told)
            if told and kept:
                noun = {at} if at not in self.compound else {at - 1, at, at + 1} & self.compound
                yield reach.kept(kept, PlanStep("except", words=self.said(noun)), noun, 0.5)

    def _ways(self, members: Members) -> set[tuple[int, bool]]:
        return {
            (row.relation, inverse)
            for entity in list(members)[:WIDEST_STEP]
            for inverse in (False, True)
            for row in self.store.about(entity, inverse=inverse)
        }

    def finals(self, reach: Reach, free: frozenset[int]) -> Iterator[tuple[int | None, PhraseMatch]]:
        """Yield what may be asked of the members at the end: nothing but their names, or a relation of theirs."""
        kind = self.question.kind
        if kind != "time":
            yield None, NONE
        dated = self.measures("date", reach.members, free, dates=True)[:1] if kind == "time" else []
        seen = set()
        words = free | self.question.kind_words if kind == "quantity" and self.signal(COUNT) is None else free
        for relation, inverse in sorted(self._ways(reach.members)):
            match = NONE if inverse else self.asked(relation, words, inverse=False)
            if match is not NONE:
                seen.add(relation)
                yield relation, match
        for relation, match in dated:
            if relation not in seen:
                yield relation, match if match.words else self._by_question_word()
        if kind == "place" and self.question.head is None:
            places = {
                row.relation
                for entity in list(reach.members)[:WIDEST_STEP]
                for row in self.store.about(entity, inverse=False)
                if row.object is not None and self.base.entity(row.object).kind == "place"
            }
            if len(places) == 1 and not places & seen:
                yield places.pop(), self._by_question_word()

    def _by_question_word(self) -> PhraseMatch:
        """Return the match of a relation that only the question word asks for: "where", "when"."""
        return PhraseMatch(1.0, HALF_MASS, 1.0, self.question.kind_words)

    # What comes of it

    def _given(
        self, reach: Reach, relation: int | None, match: PhraseMatch, left: Collection[int]
    ) -> Iterator[Read]:
        """Yield the members themselves, or what a relation says of each."""
        if not reach.members:
            return
        if relation is None:
            if len(reach.steps) > 1:
                given = tuple(
                    Made(self.base.entity(entity), self._facts(facts))
                    for entity, facts in reach.members.items()
                    if facts
                )
                if given:
                    yield Read(_operation(reach), given, reach, self.weight(left))
            return
        if match.words and match.words <= self.question.kind_words and len(reach.members) > 1:
            return  # only one is asked "where" and "when"
        made = [
            Made(value, self._facts((*facts, fact.number)))
            for entity, facts in list(reach.members.items())[:WIDEST_STEP]
            for fact, value in self._values(entity, relation)
        ]
        if made and len(reach.steps) > 1:
            step = PlanStep("then", self.context.relations[relation].id, words=self.said(match.words))
            reach = replace(
                reach,
                used=reach.used | match.words,
                value=reach.value + match.value,
                steps=(*reach.steps, replace(step, left=len(made))),
                about=match.words,
                loose=reach.loose + (not match.words),
                cover=min(reach.cover, match.cover) if match.words else reach.cover,
                asked=(*reach.asked, match),
            )
            yield Read("then", tuple(made), reach, self.weight(left))

    def _values(self, entity: int, relation: int) -> Iterator[tuple[FactRow, Entity | Value]]:
        """Yield what a relation gives an entity, with the facts that do."""
        for row in self.store.about(entity, inverse=False):
            fact = self.store.fact(row.number) if row.relation == relation else None
            given = (fact.object or fact.value) if fact is not None else None
            if given is not None:
                yield row, given

    def _counted(self, reach: Reach, left: Collection[int]) -> Iterator[Read]:
        """Yield how many members there are: what is, and apart from it what is only planned."""
        count = self.signal(COUNT)
        noun = self._noun_from(count.end) if count is not None else None
        said = self.told(noun, reach.members) if noun is not None else {}
        if said and len(said) < len(reach.members):
            reach = reach.kept(said, PlanStep("filter", words=self.said([noun])))  # type: ignore[list-item]
        done: dict[int, tuple[int, ...]] = {}
        ahead: dict[int, tuple[int, ...]] = {}
        for entity, facts in reach.members.items():
            where = ahead if any(self.store.fact(number).is_ahead for number in facts) else done
            where[entity] = facts
        parts = (ahead, done) if self.question.future else (done, ahead)
        only_planned = not done and not self.question.future
        if only_planned and self._possesses():
            return  # nobody has what is only planned
        made = []
        for part in parts:
            if part:
                numbers = tuple(dict.fromkeys(number for facts in part.values() for number in facts))
                names = tuple(self.base.entity(entity) for entity in part)
                made.append(Made(len(part), self._facts(numbers), names))
        if made and made[0].facts:
            step = PlanStep(COUNT, left=1)
            counted = replace(reach, steps=(*reach.steps, step))
            weight = self.weight(left) + (PLANNED_ONLY if only_planned else 0.0)
            yield Read(COUNT, tuple(made), counted, weight)

    def _nth(
        self, order: Signal, reach: Reach, relation: int | None, match: PhraseMatch, free: frozenset[int]
    ) -> Iterator[Read]:
        """Yield the nth member by its date, or what a relation says of it."""
        kept, left = self.described(reach, free - match.words)
        options = self.measures("date", kept.members, left | match.words, dates=True)
        for by, told in options[:2]:
            compared = do.measured(self.store, kept.members, by)
            if len(compared) < len(kept.members) or len(compared) == 1:
                continue
            chosen = do.nth(compared, order.number)
            if chosen is not None:
                step = PlanStep(
                    _ordinal(order.number), self.context.relations[by].id, words=self.said(order.places)
                )
                only = kept.kept(_with_rivals([chosen], compared), step, told.words, told.value)
                rest = left - told.words - self._telling("date", left)
                yield from self._given(only, relation, match, rest)

    def _most(  # noqa: PLR0913, PLR0917 -- what a superlative is made of
        self,
        degree: Signal,
        order: Signal | None,
        compared: list[Measured],
        reach: Reach,
        relation: int | None,
        match: PhraseMatch,
        free: frozenset[int],
    ) -> Iterator[Read]:
        """Yield the member with the most or the least, or the nth most, or what a relation says of it."""
        if len(compared) > TOLD_MEMBERS:  # of so many, what the base says of the foremost is enough
            compared = do.foremost(compared, WIDEST_STEP, least=degree.less)
            reach = replace(reach, members={each.entity: reach.members[each.entity] for each in compared})
        kept, left = self.described(reach, free - reach.used - match.words)
        inside = [each for each in compared if each.entity in kept.members]
        if len(inside) <= 1:
            return
        if order is not None:
            number = order.number if degree.less else -order.number
            one = do.nth(inside, number)
            best = [one] if one else []
        else:
            best = do.most(inside, least=degree.less)
        if best:
            step = PlanStep("least" if degree.less else "most", words=self.said(degree.places))
            only = kept.kept(_with_rivals(best, inside), step)
            yield from self._given(only, relation, match, left)

    def _facts(self, numbers: Iterable[int]) -> tuple[Fact, ...]:
        return tuple(self.store.fact(number) for number in dict.fromkeys(numbers))

    # Alternatives: which of two, or whether one is more than the other

    def comparisons(self) -> Iterator[Read]:
        """Yield what comes of comparing two names."""
        joint = self.signal(OR, THAN, BETWEEN, "before", "after")
        degree = self.signal(DEGREE, "before", "after")
        order = self.signal(NTH)
        if degree is None and order is not None and abs(order.number) == 1:
            degree = Signal(DEGREE, order.start, order.end, less=order.number == 1, measure="date")
        same = self.signal(SAME)
        if joint is None and same is None:
            return
        at = (same.end if same else joint.start) if joint is None or joint.kind != BETWEEN else None  # type: ignore[union-attr]
        for one, other in self._pairs(at, joint):
            others = [name for name in self.names if name not in (one, other)]
            for mine, theirs in product(one.owners[:_NAMESAKES], other.owners[:_NAMESAKES]):
                if mine != theirs:
                    yield from self._compared(degree, same, (one, mine), (other, theirs), others)

    def _pairs(self, at: int | None, joint: Signal | None) -> Iterator[tuple[Mention, Mention]]:
        if at is None and joint is not None:
            after = [name for name in self.names if name.start >= joint.end]
            if len(after) > 1:
                yield after[0], after[1]
            return
        before = [name for name in self.names if name.end <= (at or 0)]
        after = [name for name in self.names if name.start >= (at or 0)]
        for one in reversed(before):
            for other in after:
                yield one, other

    def _compared(
        self,
        degree: Signal | None,
        same: Signal | None,
        one: tuple[Mention, int],
        other: tuple[Mention, int],
        others: Sequence[Mention],
    ) -> Iterator[Read]:
        """Yield which of two entities has more or less, or whether the first has."""
        names = [one[0], other[0], *others]
        free = self.free(*(range(name.start, name.end) for name in names))
        start: dict[int, tuple[int, ...]] = {one[1]: (), other[1]: ()}
        for name in others:
            linked = self._linked(start, name.owners)
            if linked is None:
                if self.is_needed(name):
                    return
                free |= {at for at in range(name.start, name.end) if self.words[at].weight}
            else:
                start = linked
        steps = tuple(
            PlanStep(
                "name",
                names=(self.base.entity(owner).id,),
                words=self.said(range(name.start, name.end)),
                left=1,
            )
            for name, owner in (one, other)
        )
        used = frozenset(at for name in (one[0], other[0]) for at in range(name.start, name.end))
        reach = Reach(start, used, 0.0, 0, steps, (start,))
        if same is not None and degree is None:
            degree = Signal(DEGREE, same.start, same.end, measure="date")
        if degree is None:
            return
        for compared, by in [*self.ordered(degree, reach, free), *self._by_count(degree, reach, free)]:
            if len(compared) != len(start):
                continue
            kept, left = self.described(by, free - by.used)
            if len(kept.members) == len(start):
                yield from self._verdict_or_name(degree, same, compared, by, left, one[1])

    def _by_count(
        self, degree: Signal, reach: Reach, free: frozenset[int]
    ) -> Iterator[tuple[list[Measured], Reach]]:
        """Yield entities measured by how many others a relation leads to: "more albums than"."""
        if degree.measure:
            return
        for relation, inverse in sorted(self._ways(reach.members)):
            match = self.asked(relation, free, inverse=inverse)
            if match is NONE:
                continue
            counted = {
                entity: do.rows(self.store, {entity: ()}, relation, inverse=inverse)
                for entity in reach.members
            }
            step = PlanStep(
                COUNT, self.context.relations[relation].id, inverse, (), self.said(match.words), 2
            )
            yield (
                do.sizes(counted),
                replace(
                    reach,
                    used=reach.used | match.words,
                    value=reach.value + match.value,
                    steps=(*reach.steps, step),
                ),
            )

    def _linked(self, members: Members, owners: Collection[int]) -> dict[int, tuple[int, ...]] | None:
        """Return the members with a fact that links one of them to some entity; None if there is none."""
        for entity, facts in members.items():
            for inverse in (False, True):
                for row in self.store.about(entity, inverse=inverse):
                    if (row.subject if inverse else row.object) in owners:
                        return {**members, entity: (*facts, row.number)}
        return None

    def _verdict_or_name(  # noqa: PLR0913, PLR0917 -- what a comparison is made of
        self,
        degree: Signal,
        same: Signal | None,
        compared: list[Measured],
        reach: Reach,
        left: Collection[int],
        mine: int,
    ) -> Iterator[Read]:
        facts = self._facts(number for each in compared for number in each.facts)
        step = PlanStep("compare", words=self.said(degree.places), left=1)
        reach = replace(reach, steps=(*reach.steps, step))
        one, other = sorted(compared, key=lambda each: each.entity != mine)
        if one.unit != other.unit:
            return
        if same is not None:
            alike = one.least[0] == other.least[0] and one.most[0] == other.most[0]
            apart = one.most[0] < other.least[0] or other.most[0] < one.least[0]
            if alike or apart:
                yield Read("compare", (Made(alike, facts),), reach, self.weight(left))
            return
        best = do.most(compared, least=degree.less)
        if self.wants_verdict and self.signal(OR) is None:
            sure = best or one.least == one.most == other.least == other.most
            if sure:
                verdict = [each.entity for each in best] == [mine]
                yield Read("compare", (Made(verdict, facts),), reach, self.weight(left))
        elif len(best) == 1:
            yield Read("compare", (Made(self.base.entity(best[0].entity), facts),), reach, self.weight(left))

    # Yes or no

    def verdicts(self) -> Iterator[Read]:
        """Yield whether a name is what the rest of the question describes, was so before a time, or has so many."""
        yield from self._held_in_time()
        number = next((limit for limit in self.limits if limit.kind == NUMBER), None)
        if number is not None:
            wanted = int(self.words[number.start].word)
            counting = [read for read in self._counts(number) if read.operation == COUNT]
            for read in counting:
                made = read.given[0]
                verdict = made.value == wanted
                yield replace(read, given=(replace(made, value=verdict, counted=()),))
            return
        if self.signal(NTH, DEGREE) is None or self.signal(THAN, OR) is not None:
            return
        for subject in self.names:
            if not self.is_needed(subject):
                continue
            for read in self.reads(subject):
                owners = {self.base.entity(owner).id for owner in subject.owners}
                if all(isinstance(made.value, Entity) for made in read.given):
                    same = [made for made in read.given if made.value.id in owners]  # type: ignore[union-attr]
                    facts = tuple({fact.id: fact for made in read.given for fact in made.facts}.values())
                    yield replace(read, operation="yes_no", given=(Made(bool(same), facts),))

    def _counts(self, number: Any) -> Iterator[Read]:
        self.signals.append(Signal(COUNT, number.start, number.end))
        yield from self.reads()
        self.signals.pop()

    def _held_in_time(self) -> Iterator[Read]:
        times = [limit for limit in self.limits if limit.kind == TIME and limit.how != WITHIN]
        if len(times) != 1 or self.signal(DEGREE, NTH, COUNT) is not None:
            return
        for name in self.names:
            others = [each for each in self.names if each is not name]
            free = self.free(*(range(each.start, each.end) for each in self.names))
            for owner in name.owners[:_NAMESAKES]:
                members: dict[int, tuple[int, ...]] = {owner: ()}
                options = self.measures("date", members, free, dates=True)
                if not options:
                    continue
                for each in others:
                    linked = self._linked(members, each.owners)
                    if linked is None and self.is_needed(each):
                        members = {}
                        break
                    members = linked or members
                if not members:
                    continue
                relation, match = options[0]
                yield from self._before_or_after(name, owner, members, relation, match, times[0], free)

    def _before_or_after(  # noqa: PLR0913, PLR0917 -- what a date is held against
        self,
        name: Mention,
        owner: int,
        members: Members,
        relation: int,
        match: PhraseMatch,
        limit: Any,
        free: frozenset[int],
    ) -> Iterator[Read]:
        for row in self.store.about(owner, inverse=False):
            fact = self.store.fact(row.number)
            if row.relation != relation or not isinstance(fact.value, Date):
                continue
            held = against(fact.value.edtf, limit)
            if held == UNKNOWN or (
                limit.how == AFTER and against(fact.value.edtf, replace(limit, how=WITHIN)) != EXCLUDED
            ):
                continue
            step = PlanStep(
                "name",
                names=(self.base.entity(owner).id,),
                words=self.said(range(name.start, name.end)),
                left=1,
            )
            reach = Reach(
                members, frozenset(range(name.start, name.end)), match.value, 0, (step,), (members,)
            )
            reach = reach.kept(
                members,
                PlanStep(
                    "compare",
                    self.context.relations[relation].id,
                    words=self.said(range(limit.start, limit.end)),
                ),
            )
            kept, left = self.described(reach, free - match.words - self._telling("date", free))
            if kept.members:
                facts = self._facts((*(n for each in members.values() for n in each), row.number))
                yield Read("compare", (Made(held == CONFIRMED, facts),), reach, self.weight(left))

    # The outcome

    def names_the_answer(self, read: Read) -> bool:
        """Return True if what is answered, or counted, was already named in the question."""
        if self.wants_verdict:
            return False
        ways = [step for step in read.reach.steps if step.operation == "rows"]
        belonging = bool(ways) and ways[-1].inverse  # may have the same name: the first film of a series
        used = read.reach.used
        named = {
            owner
            for name in self.names
            if self.is_needed(name) or used.issuperset(range(name.start, name.end))
            for owner in name.owners
        }
        ids = {one for step in read.reach.steps if step.operation == "name" for one in step.names}
        ids |= set() if belonging else {self.base.entity(owner).id for owner in named}
        given = [made.value for made in read.given] + [each for made in read.given for each in made.counted]
        things = [each for each in given if isinstance(each, Entity)]
        return bool(things) and all(each.id in ids for each in things)

    def _possesses(self) -> bool:
        """Return True if the question asks what somebody has."""
        said = [word.word for word in self.words]
        found = (phrase_in(at, said, self.language.limits) for at in range(len(said)))
        return any(each is not None and each.kind == POSSESSION for each in found)

    def _noun_from(self, place: int) -> int | None:
        """Return the position of the first telling word from a place on that asks for no operation."""
        signalled = {at for each in self.signals for at in each.places}
        return next((at for at in sorted(self.content) if at >= place and at not in signalled), None)

    def misses_the_noun(self, read: Read) -> float:
        """Return what it counts that the noun asked for is not what the answer is said to be."""
        count = self.signal(COUNT)
        asks = self.question.thing or count is not None
        if not asks or self.wants_verdict or read.operation == "compare":
            return 0.0
        named = {
            at
            for name in self.names
            for at in range(name.start, name.end)
            if self.is_needed(name) or read.reach.used.issuperset(range(name.start, name.end))
        }
        noun = self._noun_from(count.end if count is not None else max(self.question.kind_words) + 1)
        if (
            noun is None
            or noun in named
            or noun in read.reach.about
            or (noun in self.joining and noun not in read.reach.used)
            or (noun in read.reach.used and read.operation == "except")
        ):
            return 0.0
        return OTHER_NOUN

    def outcome(self) -> Outcome | None:
        """Return the answer of the best reading, None if none explains enough, or two that say otherwise do as much."""
        listed = list(self.comparisons())
        if not listed and any(self.context.sequences()):
            return None  # no operation puts things in order with a name
        if not listed:
            listed = list(self.verdicts()) if self.wants_verdict else list(self.reads())
        listed = [each for each in listed if self.is_sound(each)]
        listed = [replace(each, left=each.left + self.misses_the_noun(each)) for each in listed]
        listed = [each for each in listed if each.left <= MOST_TELLING and not self._asks_else(each)]
        if not listed:
            return None
        rank = {id(each): self._rank(each) for each in listed}
        listed.sort(key=lambda each: rank[id(each)])
        best = listed[0]
        if any(rank[id(each)] == rank[id(best)] and _says(each) != _says(best) for each in listed):
            return None
        if best.operation != COUNT:
            return self._told(best) if self.is_better(best) else None
        if self.is_better(best):
            return replace(self._told(best), beside=tuple(self._told_besides(best)))
        return self._clash(listed)

    def _clash(self, listed: Sequence[Read]) -> Outcome | None:
        """Return the text's own count with the one that its facts make, if they differ."""
        own = self.single.answers[0].fact if self.single is not None else None
        if self.single is None or own is None or not isinstance(own.value, Quantity):
            return None
        alike = (each for each in listed if each.operation == COUNT and _is_ahead(each) == own.is_ahead)
        counting = self._plainly(alike)
        if counting is None or own.value.amount in {made.value for made in counting.given}:
            return None
        return replace(self.single, beside=self._told(counting).answers)

    def _plainly(self, counting: Iterable[Read]) -> Read | None:
        """Return the count by one relation of one name that the noun asked for goes with: that of most members."""
        count = self.signal(COUNT)
        noun = self._noun_from(count.end) if count is not None else None
        plain = [
            each
            for each in counting
            if not each.reach.loose
            and each.left <= PLANNED_ONLY
            and [step.operation for step in each.reach.steps] == ["name", "rows", COUNT]
            and noun in each.reach.about
        ]
        return max(plain, key=lambda each: len(each.reach.members), default=None)

    def _told_besides(self, read: Read) -> Iterator[Answer]:
        """Yield what the text tells besides a count: what is only planned, and its own count if that differs."""
        name = read.reach.steps[0]
        owner = self.base.entity_number(name.names[0]) if name.operation == "name" else None
        if owner is None or not read.reach.asked:
            return
        words = read.reach.asked[0].words
        if self._possesses():
            yield from self._planned(owner, words)
        for row in self.store.about(owner, inverse=False):
            value = self.store.fact(row.number).value
            counts = isinstance(value, Quantity) and not value.unit
            if counts and self.asked(row.relation, words, inverse=False) is not NONE:
                yield Answer(self.store.fact(row.number), self.base.name, 1.0)

    def _rank(self, read: Read) -> tuple[float, float]:
        """Return the sort key of a reading: by what is unexplained, then by how well its steps are asked for.

        Of two readings that go as far, one goes by the relation that also answers with one fact.
        """
        reach = read.reach
        steps = len(reach.steps) - any(map(self._is_singles, reach.steps))
        weighed = read.left + LOOSE_STEP * (reach.loose - self._within_places(reach) / 2) + STEP_COST * steps
        if self._beside_the_answer(read):
            weighed += LOOSE_STEP + STEP_COST
        return (round(weighed, 3), -round(reach.value, 6))

    def _within_places(self, reach: Reach) -> int:
        """Return how many steps without words lead from a place to the places in it, which needs none."""
        ways = [step for step in reach.steps if step.operation in ("name", "names", "rows")]
        return sum(
            step.inverse and not step.words and self._are_places(before) and self._are_places(members)
            for step, before, members in zip(ways[1:], reach.trail, reach.trail[1:], strict=False)
        )

    def _are_places(self, members: Members) -> bool:
        return all(self.base.entity(entity).kind == "place" for entity in members)

    def _beside_the_answer(self, read: Read) -> bool:
        """Return True if a name limits only another name of the question, of which other things are asked then."""
        listed = self.signal(COUNT) or all(isinstance(made.value, Entity) for made in read.given)
        return _joins_a_bare_name(read.reach) and read.reach.steps[-1].operation == "then" and bool(listed)

    def _is_singles(self, step: PlanStep) -> bool:
        """Return True if a step goes by the relation of the answer that one fact gives."""
        if self.single is None or self.signal(COUNT) is not None:
            return False
        asked = self.single.reading.relation
        told = (step.relation, step.inverse)
        return asked is not None and step.operation == "rows" and told == (asked.id, asked.inverse)

    def too_many(self) -> Outcome | None:
        """Return the refusal of a plan that would read more than one question may, rather than answer it in part."""
        if self.single is not None or self.signal(COUNT, NTH, DEGREE) is None:
            return None
        language = self.options.language or self.question.language
        reading = reading_of(self.question, None, language)
        return Outcome(self.question.text, language, reading, NO_SUCH_FACT, too_many=self.store.most)

    def _planned(self, owner: int, words: frozenset[int]) -> Iterator[Answer]:
        """Yield what an entity is only to have of what some words count: of the relation that names most."""
        found: dict[int, dict[int, int]] = {}
        for row in self.store.about(owner, inverse=False):
            if row.object is None or not self.store.fact(row.number).is_ahead:
                continue
            if self.asked(row.relation, words, inverse=False, least=HALF_SAID) is not NONE:
                found.setdefault(row.relation, {})[row.object] = row.number
        if found:
            members = max(found.values(), key=len)
            facts = self._facts(members.values())
            made = Made(len(members), facts, tuple(self.base.entity(each) for each in members))
            yield Answer(facts[0], self.base.name, 1.0, False, made)

    def is_sound(self, read: Read) -> bool:
        """Return True if a reading is more than one relation of one name, and asked for well enough.

        Without a word that asks for an operation, every step must be asked for, and nearly in full.
        """
        if not read.given or not all(made.facts for made in read.given):
            return False
        if read.operation in ("compare", "yes_no"):
            return True
        if self.names_the_answer(read) or not self.is_plan(read) or not self._kind_fits(read):
            return False
        if self._takes_the_answer_for_a_step(read) or self._asks_of_the_link(read):
            return False
        operated = self.signal(COUNT, NTH, DEGREE, EXCEPT, NEGATION) or any(
            each.kind == TIME for each in self.limits
        )
        if self.signal(COUNT) is not None:
            steps = sum(step.operation == "rows" for step in read.reach.steps)
            names = sum(step.operation == "name" for step in read.reach.steps)
            named = read.reach.loose == 0 or (
                steps <= names
                and all(
                    step.inverse for step in read.reach.steps if step.operation == "rows" and not step.words
                )
            )
            sure = not read.left and not read.reach.loose
            return named and read.reach.cover >= (EXPLAINED_COVERAGE if sure else WHOLE_COVERAGE)
        names = sum(step.operation == "name" for step in read.reach.steps)
        if operated or (read.operation == "both" and names > 1):
            return read.reach.loose <= (max(1, names) if operated else 1)
        loose = read.reach.loose - self._vouched(read) - self._lies_in(read.reach)
        return loose <= self._relative_places() and read.reach.cover >= WHOLE_COVERAGE

    def _lies_in(self, reach: Reach) -> bool:
        """Return True if the members are what a noun says, and lie in the place named: "which museum is in X"."""
        operations = [step.operation for step in reach.steps]
        if operations != ["name", "rows", "filter"] or not reach.steps[1].inverse or reach.steps[1].words:
            return False
        owners = [self.base.entity(owner) for owner in reach.trail[0]]
        asserted = all(
            self.store.fact(number).modality == "asserted"
            for facts in reach.members.values()
            for number in facts
        )
        return asserted and all(owner.kind == "place" for owner in owners)

    def _relative_places(self) -> int:
        """Return how many steps only "where" asks for, inside the question: "the town where X is"."""
        kinds, first = self.language.kinds, min(self.question.kind_words, default=0)
        return sum(kinds.get((word.word,)) == "place" for word in self.words[first + 1 :])

    def _asks_else(self, read: Read) -> bool:
        """Return True if the words of a step ask for another relation better: one that is not there."""
        for match in read.reach.asked:
            if match.words and not match.words <= self.question.kind_words:
                alone = match.cover * match.mass / (match.mass + HALF_MASS)
                if match.words not in self._best:
                    self._best[match.words] = self.context.matcher.best_within(match.words)
                if self._best[match.words] > alone + RIVAL_LEAD:
                    has = {
                        target
                        for members in read.reach.trail
                        for way in self._ways(members)
                        for target in self._targets(way[0])
                    }
                    if self.context.matcher.best_within(match.words, has) > alone + RIVAL_LEAD:
                        return True
        return False

    def _targets(self, relation: int) -> tuple[int | str, ...]:
        concept = self.context.relations[relation].concept
        return (relation,) if concept is None else (relation, concept)

    def _kind_fits(self, read: Read) -> bool:
        kind = self.kind
        if kind is None or read.operation == COUNT:
            return True
        for made in read.given:
            value = made.value
            if kind == "time":
                good = isinstance(value, Date)
            elif kind == "quantity":
                good = not isinstance(value, Entity | Date | Text)
            else:
                unknown = isinstance(value, Entity) and value.kind == "thing" and kind != "person"
                good = isinstance(value, Entity) and (fits(kind, value.kind) or unknown)
            if not good:
                return False
        return True

    def _takes_the_answer_for_a_step(self, read: Read) -> bool:
        """Return True if the noun of the answer ("which city") only leads on to something else."""
        operations = {step.operation for step in read.reach.steps}
        way = read.reach.asked if operations <= {"name", "rows", "then"} else ()
        return self.question.plain and any(self.question.head in match.words for match in way[:-1])

    def _asks_of_the_link(self, read: Read) -> bool:
        """Return True if the deed that is asked about only links two names: "when did X settle in Y".

        What that asks for is told of the deed, and not of Y.
        """
        if read.operation != "then" or not _joins_a_bare_name(read.reach):
            return False
        question = self.question
        nouns = question.kind_words | ({question.head} if question.plain else frozenset())
        return bool(read.reach.asked) and read.reach.asked[-1].words <= nouns

    def _vouched(self, read: Read) -> int:
        """Return how many steps without words one fact's answer goes by too: "which start-ups are in X"."""
        return sum(not step.words and self._is_singles(step) for step in read.reach.steps)

    def is_better(self, read: Read) -> bool:
        """Return True if a plan explains what one fact leaves open: that keeps its answer otherwise."""
        single = self.single
        if single is None or read.operation in ("compare", "yes_no"):
            return True
        if any(isinstance(made.value, bool) for made in read.given):
            return True
        if self.signal(COUNT) is not None:
            return not isinstance(
                single.answers[0].fact.value, Quantity | Money
            )  # the text's own count comes first
        if any(step.operation == "except" for step in read.reach.steps) and not read.left:
            return read.reach.loose <= self._vouched(read)
        open_words = {word for text in single.reading.unmatched for word in text.casefold().split()}
        signalled = self.signal(NTH, DEGREE)
        if signalled is not None:
            said = self.said(signalled.places).casefold().split()
            return not open_words.isdisjoint(said)
        given = {made.value.id for made in read.given if isinstance(made.value, Entity)}
        others = [each.fact.subject if each.inverse else each.fact.object for each in single.answers]
        told = {each.id for each in others if each is not None}
        in_question = {self.base.entity(owner).id for name in self.names for owner in name.owners}
        if told and told <= in_question and not read.left:
            return True
        names = sum(step.operation == "name" for step in read.reach.steps)
        narrowed = (
            names > 1
            or any(limit.kind == TIME for limit in self.limits)
            or any(step.operation == "filter" for step in read.reach.steps)
        )
        if narrowed and self.question.kind_words and given and given < told:
            return True
        loose = read.reach.loose - self._vouched(read)
        things = {each.kind for made in read.given if isinstance(each := made.value, Entity)}
        if (
            _kinds_of(others).isdisjoint({self.kind})
            and things == {self.kind}
            and told <= self._on_the_way(read)
        ):
            return not loose and not read.left
        left = [
            at
            for at, word in enumerate(self.words)
            if word.weight and self.question.text[word.start : word.end].casefold() in open_words
        ]
        kinds = _kinds_of(others)
        head = self.question.head
        if head in left and kinds <= {self.kind}:
            nouns = [at for at in self.content if at != head and self.noun_kind(at) == self.kind]
            left = left if nouns else [at for at in left if at != head]
        weight = self.weight(left)
        more = len(left) > 1 or read.left + UNEXPLAINED < weight
        return read.operation == "then" and not read.reach.loose and not read.left and more

    def _on_the_way(self, read: Read) -> set[str]:
        """Return the ids of the members that a reading asks a last relation of."""
        return (
            {self.base.entity(entity).id for entity in read.reach.members}
            if read.operation == "then"
            else set()
        )

    def is_plan(self, read: Read) -> bool:
        """Return True if a reading is more than one relation of one name, which is a question for one fact."""
        return len(read.reach.steps) > _OF_ONE_NAME or read.operation not in ("then", "rows")

    def _told(self, read: Read) -> Outcome:
        language = self.options.language or self.question.language
        certainty = 1.0
        for step in read.reach.steps:
            certainty *= 0.98 if step.words or step.operation in ("name", COUNT) else 0.93
        score = round(certainty * (1 - read.left / 2), 4)
        answers = tuple(
            Answer(made.facts[0], self.base.name, score, False, made) for made in read.given if made.facts
        )
        reading = replace(
            reading_of(self.question, None, language),
            entities=tuple(
                mention_of(self.context, name, name.owners[0], language)
                for name in self.names
                if set(range(name.start, name.end)) <= read.reach.used
            ),
            unmatched=(),
            plan=Plan(read.operation, read.reach.steps),
        )
        return Outcome(self.question.text, language, reading, ANSWERED, answers)


def _kinds_of(entities: Iterable[Entity | None]) -> set[str]:
    return {each.kind for each in entities if each is not None}


def _joins_a_bare_name(reach: Reach) -> bool:
    """Return True if a name that no step leads from is where several reaches meet."""
    told = [step.operation for step in reach.steps]
    return any(one == "name" and after in ("name", "both") for one, after in pairwise(told))


def _says(read: Read) -> list[Any]:
    return sorted(repr(made.value) for made in read.given)


def _is_ahead(read: Read) -> bool:
    return all(fact.is_ahead for made in read.given for fact in made.facts)


def _with_rivals(best: Sequence[Measured], compared: Sequence[Measured]) -> dict[int, tuple[int, ...]]:
    """Return the members chosen, each with its facts and those of what it was compared with."""
    others = tuple(number for each in sorted(compared, key=lambda one: one.least) for number in each.facts)
    return {each.entity: tuple(dict.fromkeys((*each.facts, *others)))[:MOST_CITED] for each in best}


def _ordinal(number: int) -> str:
    return {1: "first", -1: "last"}.get(number, NTH)


def _operation(reach: Reach) -> str:
    """Return what a list of names came of: the last operation that is more than a filter."""
    told = [step.operation for step in reach.steps]
    for name in ("most", "least", "first", "last", NTH, "except"):
        if name in told:
            return name
    return "both" if told.count("name") > 1 or "filter" in told else "then"


def _subsets(names: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    for at in range(2 ** len(names)):
        yield tuple(name for place, name in enumerate(names) if at >> place & 1)


def _meeting(reaches: Sequence[Reach], content: frozenset[int]) -> Reach | None:
    """Return where several reaches meet, None if no member is in all, or two steps use the same words."""
    first, *others = reaches
    for other in others:
        if (first.used - first.beside) & (other.used - other.beside) & content:
            return None
        members = do.both(first.members, other.members)
        if not members:
            return None
        step = PlanStep("both", left=len(members))
        first = Reach(
            members,
            first.used | other.used,
            first.value + other.value,
            first.loose + other.loose,
            (*first.steps, *other.steps, step),
            (*first.trail, *other.trail),
            first.about | other.about,
            min(first.cover, other.cover),
            (*first.asked, *other.asked),
            first.beside | other.beside,
        )
    return first

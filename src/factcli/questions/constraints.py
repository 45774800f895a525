"""Hold every word of a question that neither name nor relation explains against the base.

A constraint is a word or phrase beside them ("in 2019", "the album", "not", "other than X"). A fact of the subject,
of the answer, or the answering fact itself may confirm it or exclude it; else it is unknown. Some constraints choose
among the facts of a relation: only those that satisfy them answer.

Words are soft: an unknown one lowers the probability of the answer. What `Limit` lists is hard: times, numbers,
negation, exclusion, company, order and comparison are never ignored.
"""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.model import PEOPLE, Date, Text
from factcli.questions.candidates import facts_of
from factcli.questions.context import asks_for_a_relation, names_of, nature_instead
from factcli.questions.limits import (
    BEFORE,
    EXCEPT,
    FIRST,
    NEGATION,
    NUMBER,
    PER,
    POSSESSION,
    RECENT,
    TIME,
    WITH,
    WITHIN,
)
from factcli.questions.linking import CALLED, EXACT, FUZZY, IMPLIED, JOINED, called
from factcli.questions.result import CONFIRMED, EXCLUDED, UNKNOWN, Constraint
from factcli.questions.thresholds import BESIDE_FACTS, LINKED_PLACES
from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factcli.base.edtf import Day
    from factcli.index.query import FactRow
    from factcli.model import Fact
    from factcli.questions.candidates import Candidate, FactReader, FactsRead
    from factcli.questions.limits import Limit, Period
    from factcli.questions.linking import Mention


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a candidate's constraints gave: each of them, the words confirmed, the facts that remain."""

    constraints: tuple[Constraint, ...]
    confirmed: frozenset[int]
    rows: tuple[FactRow, ...]


def check(candidate: Candidate, facts: FactsRead, reader: FactReader) -> Checked:
    """Hold every unexplained word of a question, and its hard constraints, against the facts around a candidate."""
    return _Check(candidate, facts, reader).all()


class _Check:
    """One candidate whose constraints are being checked."""

    def __init__(self, candidate: Candidate, facts: FactsRead, reader: FactReader) -> None:
        self.candidate, self.reader, self.context = candidate, reader, reader.context
        self.base, self.question = self.context.base, self.context.question
        self.rows = facts.rows or tuple(facts_of(candidate, self.context))
        self.constraints: list[Constraint] = []
        self.confirmed: set[int] = set()
        mention = candidate.mention
        self.explained = {*range(mention.start, mention.end), *candidate.match.words}
        self.left = facts.left(candidate)

    def all(self) -> Checked:
        limited: set[int] = set()
        for limit in self.context.limits:
            places = range(limit.start, limit.end)
            if limit.kind != EXCEPT and all(at in self.explained for at in places):
                continue
            if self._is_in_a_name(limit):
                continue
            limited.update(self._limit(limit))
        for places in self.context.sequences():
            if places[0] not in self.explained:
                limited.update(places)
                self._choose(places, [row for row in self.rows if self._says(row, places)])
        if self.question.lists and self._is_no_name():
            self._all_of_a_kind()
        for mention in self._names_left(limited):
            limited.update(range(mention.start, mention.end))
            near = mention.how == FUZZY and mention.end - mention.start == 1
            place = self._place_called(mention.start) if near else None  # "German" is no slip for "Germany"
            self._name(place or mention)
        for at in self.left:
            if at not in limited:
                self._word(at)
        return Checked(tuple(self.constraints), frozenset(self.confirmed), self.rows)

    def _note(self, places: Iterable[int], status: str, fact: Fact | None, *, hard: bool = False) -> None:
        listed = sorted(places)
        words = self.question.words
        text = self.question.text[words[listed[0]].start : words[listed[-1]].end]
        self.constraints.append(Constraint(text, status, fact, hard))
        if status == CONFIRMED:
            self.confirmed.update(listed)

    def _is_in_a_name(self, limit: Limit) -> bool:
        """Return True if a limit is part of a longer name: the year of "Expo 2020"."""
        return any(
            mention.start <= limit.start and limit.end <= mention.end
            for mention in self.context.mentions
            if mention.how != IMPLIED and mention.end - mention.start > limit.end - limit.start
        )

    # Hard constraints

    def _limit(self, limit: Limit) -> Iterable[int]:
        """Check a hard constraint; return the positions of the words that it takes up."""
        places: Iterable[int] = range(limit.start, limit.end)
        if limit.kind == TIME:
            self._time(limit)
        elif limit.kind in (EXCEPT, WITH):
            return self._company(limit)
        elif limit.kind == PER:
            return self._per(limit)
        elif limit.kind == POSSESSION:
            if self.rows and all(row.modality == "planned" for row in self.rows):
                self._note(places, UNKNOWN, None, hard=True)
        elif limit.kind == NEGATION:
            denied = [row for row in self.rows if self._denies(row)]
            self._choose(places, denied)
        elif limit.kind == NUMBER:
            self._choose(places, [row for row in self.rows if self._says(row, places)])
        elif not self._is_said(places) and not self._is_alone(limit):
            self._note(places, UNKNOWN, None, hard=True)
        return places

    def _is_no_name(self) -> bool:
        """Return True if the candidate has no name, or only part of one that is not written like a name."""
        mention = self.candidate.mention
        said = self.question.words[mention.start : mention.end]
        return mention.how == IMPLIED or (mention.how != EXACT and not any(word.capital for word in said))

    def _all_of_a_kind(self) -> None:
        """Note "all" of a question without a name: it wants a list that no relation makes."""
        wanted = [
            at for at, word in enumerate(self.question.words) if self.context.language.wants_all(word.word)
        ]
        self._note(wanted, UNKNOWN, None, hard=True)

    def _is_alone(self, limit: Limit) -> bool:
        """Return True if an order says nothing here: "the latest" of one fact, "the first" before the name itself."""
        if limit.kind == FIRST:
            own = self.candidate.mention
            apposed = self.context.beside(own, self.candidate.entity)
            between = range(limit.end, own.start)
            return limit.end <= own.start and all(
                at in apposed or not self.question.words[at].weight for at in between
            )
        return limit.kind == RECENT and len(self.rows) == 1

    def _choose(self, places: Iterable[int], rows: Sequence[FactRow]) -> None:
        """Keep the facts that satisfy a constraint; without any it is unknown."""
        if rows:
            self.rows = tuple(rows)
            self._note(places, CONFIRMED, self._fact(rows[0]), hard=True)
        else:
            self._note(places, UNKNOWN, None, hard=True)

    def _is_said(self, places: Iterable[int]) -> bool:
        """Return True if relation, name or answering facts say these words themselves: "3rd most valued"."""
        words = self.question.words
        content = [at for at in places if words[at].weight] or list(places)
        if all(at in self.candidate.match.explained or at in self.explained for at in content):
            return True
        rows = [row for row in self.rows if self._says(row, content)]
        if rows:
            self._choose(places, rows)
        return bool(rows)

    def _says(self, row: FactRow, places: Iterable[int]) -> bool:
        _, stems = self.reader.fact(row.number)
        return all(not stems.isdisjoint(self.question.words[at].stems) for at in places)

    def _denies(self, row: FactRow) -> bool:
        if row.modality == "denied":
            return True
        fact = self._fact(row)
        languages = self.context.lexicon.languages
        return any(
            (word,) in languages[code].limits and languages[code].limits[(word,)] == NEGATION
            for code, text in fact.statement.items()
            if code in languages
            for word in words(text)
        )

    def _time(self, limit: Limit) -> None:
        places = range(limit.start, limit.end)
        held = [(row, of_fact(self._fact(row), limit)) for row in self.rows]
        kept = [row for row, status in held if status == CONFIRMED]
        if not kept and limit.how == WITHIN:
            digits = [at for at in places if self.question.words[at].word[:1].isdigit()] or list(places)
            kept = [row for row, status in held if status is None and self._says(row, digits)]
        if kept:
            self._choose(places, kept)
            return
        contrary = next((row for row, status in held if status == EXCLUDED), None)
        if contrary is not None and all(status in (EXCLUDED, None) for _, status in held):
            self._note(places, EXCLUDED, self._fact(contrary), hard=True)
            return
        status, fact = self._time_beside(limit) if contrary is None else (UNKNOWN, None)
        self._note(places, status, fact, hard=True)

    def _time_beside(self, limit: Limit) -> tuple[str, Fact | None]:
        """Look for the time among the dates of the subject and of the answers: "the 2010 album X"."""
        if limit.how != WITHIN:
            return UNKNOWN, None
        contrary: Fact | None = None
        unsure = False
        for fact in self._facts_beside():
            if not isinstance(fact.value, Date):
                continue
            status = against(fact.value.edtf, limit)
            if status == CONFIRMED:
                return CONFIRMED, fact
            contrary, unsure = (fact, unsure) if status == EXCLUDED else (contrary, True)
        return (EXCLUDED, contrary) if contrary is not None and not unsure else (UNKNOWN, None)

    def _company(self, limit: Limit) -> Iterable[int]:
        """Check "other than X" and "with X": X is given, so the others are the answer."""
        mention = self._mention_after(limit)
        if limit.kind == WITH and (mention is None or self._is_own(mention)):
            return range(limit.start, limit.end)
        if mention is None or self._is_own(mention):
            self._note(range(limit.start, limit.end), UNKNOWN, None, hard=True)
            return range(limit.start, limit.end)
        places, rows = range(limit.start, mention.end), facts_of(self.candidate, self.context)
        others = [row for row in rows if self._answer(row) not in mention.owners]
        given = [row for row in rows if self._answer(row) in mention.owners]
        if others and (given or limit.kind == EXCEPT):
            self.rows = tuple(others)
            self._note(places, CONFIRMED, self._fact((given or others)[0]), hard=True)
        elif limit.kind == WITH and not given:
            return range(limit.start, limit.end)  # a name like any other: "a contract with X"
        else:
            self._note(places, UNKNOWN, None, hard=True)
        return places

    def _per(self, limit: Limit) -> Iterable[int]:
        """Check "per X", which asks for an amount in another unit than the facts have."""
        after = next(
            (at for at in range(limit.end, len(self.question.words)) if self.question.words[at].weight), None
        )
        if self.question.kind != "quantity" or after is None or after not in self.left:
            return ()
        if any(mention.start <= after < mention.end for mention in self.context.mentions):
            return ()
        self._note(range(limit.start, after + 1), UNKNOWN, None, hard=True)
        return range(limit.start, after + 1)

    def _mention_after(self, limit: Limit) -> Mention | None:
        """Return the name that follows a limit, articles aside."""
        start, words, articles = limit.end, self.question.words, self.context.language.articles
        while start < len(words) and words[start].word in articles:
            start += 1
        found = [each for each in self.context.mentions if limit.end <= each.start <= start < each.end]
        return max(found, key=lambda each: each.end - each.start, default=None)

    def _is_own(self, mention: Mention) -> bool:
        own = self.candidate.mention
        return own.how != IMPLIED and own.start < mention.end and mention.start < own.end

    # Names and words

    def _names_left(self, limited: set[int]) -> Iterator[Mention]:
        """Yield the names of the question that the candidate leaves unexplained, the longest first."""
        words, taken = self.question.words, set(limited)
        for mention in sorted(self.context.mentions, key=lambda each: (each.start - each.end, each.edits)):
            places = [at for at in range(mention.start, mention.end) if words[at].weight]
            if places and taken.isdisjoint(places) and all(at in self.left for at in places):
                taken.update(places)
                yield mention

    def _name(self, mention: Mention) -> None:
        """Check a second name: a fact links it to the subject or to the answer, or others stand in its place."""
        places, owners = range(mention.start, mention.end), set(mention.owners)
        beside = self._is_beside(mention)
        if mention.how == CALLED:
            self._people(mention, beside=beside)
            return
        linked = [(row, self._link(self._answer(row), owners, row)) for row in self.rows]
        if self._keep(places, [(row, fact) for row, fact in linked if fact]):
            return
        fact = self._link(self.candidate.entity, owners) if beside else None
        if fact is not None:
            self._note(places, CONFIRMED, fact)
            return
        contrary = self._stands_instead(owners) if beside and mention.how in (EXACT, JOINED) else None
        self._note(places, EXCLUDED if contrary else UNKNOWN, contrary)

    def _is_beside(self, mention: Mention) -> bool:
        """Return True if a second name only describes the subject: "the Al Bo album X", "X by Al Bo", "X in Paris".

        Then no word of weight stands between, other than one that says what the subject is, and none that is
        unexplained follows: "X's Paris office" is about the office.
        """
        own, words = self.candidate.mention, self.question.words
        if own.how == IMPLIED:
            return False
        between = (
            range(mention.end, own.start) if mention.start < own.start else range(own.end, mention.start)
        )
        apposed = self.context.beside(own, self.candidate.entity)
        if any((words[at].weight and at not in apposed) or at in self.question.kind_words for at in between):
            return False
        after = max(own.end, mention.end)
        return after not in self.left

    def _link(self, entity: int | None, owners: set[int], row: FactRow | None = None) -> Fact | None:
        """Return a fact that links an entity to one of some others, directly or through a place."""
        if entity is None or (row is None and self.candidate.mention.how == IMPLIED):
            return None
        places = []
        for each in self._rows_about(entity):
            other = each.object if each.subject == entity else each.subject
            if other in owners and (row is None or other != self.candidate.entity):
                return self._fact(each)
            if each.subject == entity and other is not None and self.base.entity(other).kind == "place":
                places.append(each)
        for each in places[:LINKED_PLACES]:
            if each.object is not None and any(
                further.object in owners for further in self._rows_of(each.object)
            ):
                return self._fact(each)
        return None

    def _stands_instead(self, owners: set[int]) -> Fact | None:
        """Return the fact that gives the subject another value of a relation whose values these names are.

        It says otherwise only if it is the one value there: who has offices in many places may have one more.
        """
        if self.candidate.mention.how == IMPLIED:
            return None
        valued = (self.base.facts(object=owner, limit=BESIDE_FACTS) for owner in sorted(owners))
        related = {row.relation for rows in valued for row in rows}
        kind = self.base.entity(min(owners)).kind
        instead = [
            row
            for row in self._rows_of(self.candidate.entity)
            if row.object is not None
            and row.relation != self.candidate.relation
            and (row.relation in related or self.base.entity(row.object).kind == "place" == kind)
        ]
        return self._fact(instead[0]) if len({row.object for row in instead}) == 1 else None

    def _place_called(self, at: int) -> Mention | None:
        return called(at, self.question, self.base, self.context.lexicon)

    def _people(self, mention: Mention, *, beside: bool) -> None:
        """Check a word like "German": it tells whose the subject is if it stands beside it, else whose the answer."""
        places, owners = range(mention.start, mention.end), set(mention.owners)
        status, fact = self._people_of(self.candidate.entity, owners) if beside else (UNKNOWN, None)
        if status == UNKNOWN:
            told = [(row, self._people_of(self._answer(row), owners)) for row in self.rows]
            if self._keep(places, [(row, fact) for row, (status, fact) in told if status == CONFIRMED]):
                return
        self._note(places, status, fact)

    def _people_of(self, entity: int | None, owners: set[int]) -> tuple[str, Fact | None]:
        """Return whether one of some places is the country of an entity, or of the one place it is told to be in."""
        if entity is None:
            return UNKNOWN, None
        base, relations = self.base, self.context.relations
        own = [row for row in self._rows_of(entity) if row.modality == "asserted"]
        of_a_people = [row for row in own if relations[row.relation].concept in PEOPLE]
        places = {
            row.object for row in own if row.object is not None and base.entity(row.object).kind == "place"
        }
        if len(places) == 1 and base.entity(entity).kind != "person":  # who was born there may be of another
            place = min(places)
            beyond = self._rows_of(place)
            of_a_people += [row for row in own if row.object == place and place in owners]
            of_a_people += [
                row for row in beyond if row.object in owners or relations[row.relation].concept in PEOPLE
            ]
        told = next((row for row in of_a_people if row.object in owners), None)
        if told is not None:
            return CONFIRMED, self._fact(told)
        others = [row for row in of_a_people if self._has_one_people(row.relation)]
        one = len({row.object for row in others}) == 1
        return (EXCLUDED, self._fact(others[0])) if one else (UNKNOWN, None)

    def _has_one_people(self, relation: int) -> bool:
        """Return True if a relation gives the one country of a thing; a person may have two nationalities."""
        name = self.context.relations[relation].concept
        concept = self.context.lexicon.concept(name) if name in PEOPLE else None
        return concept is not None and concept.one_value

    def _word(self, at: int) -> None:
        """Check a plain word: what a thing is, where it lies, what its facts give says it."""
        named = self.candidate.mention.how != IMPLIED
        contrary = self._other_nature(at) if named else None
        predicate = self._is_predicate(at)
        if contrary is not None or predicate or asks_for_a_relation(at, self.context):
            self._note([at], UNKNOWN if contrary is None else EXCLUDED, contrary, hard=predicate)
            return
        said = [(row, *self._is_told(self._answer(row), at)) for row in self.rows]
        if self._keep([at], [(row, fact) for row, told, fact in said if told]):
            return
        told, fact = self._is_told(self.candidate.entity, at) if named else (False, None)
        place = None if told else self._place_called(at)
        if place is not None:
            self._name(place)
        else:
            self._note([at], CONFIRMED if told else UNKNOWN, fact)

    def _keep(self, places: Iterable[int], kept: Sequence[tuple[FactRow, Fact | None]]) -> bool:
        """Keep the facts whose answers confirm a constraint, each with the fact that tells it; False without any."""
        if not kept:
            return False
        self.rows = tuple(row for row, _ in kept)
        self._note(places, CONFIRMED, kept[0][1])
        return True

    def _is_predicate(self, at: int) -> bool:
        """Return True if a word is what is asked of "the N of X": "what did the founders of X fund"."""
        words, own, match = self.question.words, self.candidate.mention, self.candidate.match.words
        if own.how == IMPLIED or not match or at < own.end or max(match) >= own.start:
            return False
        support = self.context.language.support_verbs
        return any(word.word in support for word in words[: min(match)])

    def _other_nature(self, at: int) -> Fact | None:
        """Return the fact that says what the subject is, if a noun of its kind beside the name says another thing."""
        own, entity = self.candidate.mention, self.candidate.entity
        kind = self.context.language.head_kind([self.question.words[at].word])
        if kind is None or kind != self.base.entity(entity).kind or kind == "person":
            return None
        between = range(at + 1, own.start) if at < own.start else range(own.end, at)
        if any(self.question.words[place].word not in self.context.language.articles for place in between):
            return None
        return nature_instead(at, entity, self.context)

    def _is_told(self, entity: int | None, at: int) -> tuple[bool, Fact | None]:
        """Return whether the base says this word of an entity, and the fact that does; None if its description does."""
        if entity is None:
            return False, None
        stems = self.question.words[at].stems
        for each in self._rows_of(entity):
            fact = self._fact(each)
            if not self._stems(_values(fact)).isdisjoint(stems):
                return True, fact
        description = self.base.entity(entity).description or {}
        return not self._stems(description.items()).isdisjoint(stems), None

    def _stems(self, texts: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        languages = self.context.lexicon.languages
        return {stem for code, text in texts if code in languages for stem in languages[code].said(text)}

    # Facts around the candidate

    def _answer(self, row: FactRow) -> int | None:
        return row.subject if self.candidate.inverse else row.object

    def _fact(self, row: FactRow) -> Fact:
        return self.reader.fact(row.number)[0]

    def _rows_of(self, entity: int) -> list[FactRow]:
        return self.base.facts(subject=entity, limit=BESIDE_FACTS)

    def _rows_about(self, entity: int) -> list[FactRow]:
        return [*self._rows_of(entity), *self.base.facts(object=entity, limit=BESIDE_FACTS)]

    def _facts_beside(self) -> Iterator[Fact]:
        """Yield the facts of the subject, then those of the answers."""
        entities = [] if self.candidate.mention.how == IMPLIED else [self.candidate.entity]
        entities += [answer for row in self.rows[:LINKED_PLACES] if (answer := self._answer(row)) is not None]
        for entity in dict.fromkeys(entities):
            for row in self._rows_of(entity):
                yield self._fact(row)


def _values(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield the texts of what a fact gives its subject: the names of the object, or the text of the value."""
    if fact.object is not None:
        yield from names_of(fact.object)
        yield from (fact.object.description or {}).items()
    elif isinstance(fact.value, Text):
        yield from fact.value.text.items()


def of_fact(fact: Fact, limit: Limit) -> str | None:
    """Hold a fact's own date against a time: when it was, or the date it gives; None if it has neither."""
    dates = []
    if fact.when is not None:
        dates.append(fact.when.resolved or fact.when.edtf)
    if isinstance(fact.value, Date):
        dates.append(fact.value.edtf)
    held = [against(date, limit) for date in dates]
    if not held:
        return None
    return CONFIRMED if CONFIRMED in held else EXCLUDED if EXCLUDED in held else UNKNOWN


def against(edtf: str, limit: Limit) -> str:
    """Hold a date against a time: surely in it, surely not, or not to be told."""
    period = limit.period
    if period is None:
        return UNKNOWN
    if period.first is None or period.last is None:
        return _of_the_year(edtf, period)
    from factcli.base.edtf import bounds

    told, wide = bounds(edtf), bounds(edtf, widened=True)
    if told is None or wide is None:
        return UNKNOWN
    if limit.how == WITHIN:
        return _within(told, wide, (period.first, period.last))
    first, last = told
    if limit.how == BEFORE:
        if last is not None and last < period.first:
            return CONFIRMED
        return EXCLUDED if first is not None and first >= period.first else UNKNOWN
    if first is not None and first >= period.first:
        return CONFIRMED
    return EXCLUDED if last is not None and last < period.first else UNKNOWN


def _within(
    told: tuple[Day | None, Day | None], wide: tuple[Day | None, Day | None], asked: tuple[Day, Day]
) -> str:
    (first, last), (earliest, latest), (start, end) = told, wide, asked
    if first is not None and last is not None and start <= first and last <= end:
        return CONFIRMED
    if (earliest is not None and earliest > end) or (latest is not None and latest < start):
        return EXCLUDED
    return UNKNOWN


def _of_the_year(edtf: str, period: Period) -> str:
    """Hold a date against a month, or a day of a month, of any year."""
    from factcli.base.edtf import points

    given = [point for point in points(edtf) if point.month and point.month.isdigit()]
    if not given:
        return UNKNOWN
    same = any(int(point.month or 0) == period.month for point in given)
    if not same:
        return UNKNOWN if any(point.mark for point in given) else EXCLUDED
    if period.day is None:
        return CONFIRMED
    days = [int(point.day) for point in given if point.day and point.day.isdigit()]
    if not days:
        return UNKNOWN
    return CONFIRMED if period.day in days else EXCLUDED

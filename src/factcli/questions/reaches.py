"""Follow the facts from the names of a question to the members it may be about, and say what these are.

A reach is where a reading has come to. The steps to it go by relations that words ask for; one that no word asks for is
loose, and counts against the reading. Members are what a word says if a fact of their nature says it, or by their kind.
"""

from __future__ import annotations

from factcli._dataclass import dataclass, replace
from factcli.model import NATURE, PEOPLE, Text
from factcli.questions import operations as do
from factcli.questions.context import asks_for_a_relation, names_of
from factcli.questions.linking import called
from factcli.questions.relations import NONE, PhraseMatch
from factcli.questions.result import PlanStep
from factcli.questions.signals import COUNT, Wording
from factcli.questions.thresholds import (
    EXPLAINED_COVERAGE,
    HALF_SAID,
    LONGEST_DESCRIPTION,
    TOLD_MEMBERS,
    WHOLE_COVERAGE,
    WIDEST_STEP,
)
from factcli.text import key, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from factcli.index.query import FactRow
    from factcli.language.lexicon import Lexicon
    from factcli.questions.context import Context
    from factcli.questions.linking import Mention
    from factcli.questions.operations import Measured, Members
    from factcli.questions.parse import Question
    from factcli.questions.signals import Signal

_DATED = ("age", "date", "begin", "end")  # measures that are dates
_COUNTED = ("sales", "population")  # measures that a noun names where nothing says how large
_LONGEST_APPOSITION = 4  # words before a name that say what it is
_DEEPEST = 3  # steps from a name


@dataclass(frozen=True, slots=True)
class Reach:
    """Members that a reading has come to: the words it used, how well they ask for its steps, the steps.

    `trail` are the members of every step, `loose` how many steps no word asks for, `about` the words that say what the
    members are: of the step that led to them, or of what the base says of them. `cover` is how much of the phrase of a
    step is said, where least of it is. `beside` are words that only other phrases of a step have: the base may still
    say them of some of the members.
    """

    members: Members
    used: frozenset[int]
    value: float = 0.0
    loose: int = 0
    steps: tuple[PlanStep, ...] = ()
    trail: tuple[Members, ...] = ()
    about: frozenset[int] = frozenset()
    cover: float = 1.0
    asked: tuple[PhraseMatch, ...] = ()
    beside: frozenset[int] = frozenset()

    def then(self, members: Members, step: PlanStep, match: PhraseMatch) -> Reach:
        """Return what a further step comes to."""
        return Reach(
            members,
            self.used | match.explained,
            self.value + match.value,
            self.loose + (not match.words),
            (*self.steps, replace(step, left=len(members))),
            (*self.trail, members),
            match.explained,
            min(self.cover, match.cover) if match.words else self.cover,
            (*self.asked, match),
            self.beside | (match.explained - match.words),
        )

    def kept(self, members: Members, step: PlanStep, used: Iterable[int] = (), value: float = 0.0) -> Reach:
        """Return what is left of the members after an operation, and the words that asked for it."""
        return replace(
            self,
            members=members,
            used=self.used | frozenset(used),
            value=self.value + value,
            steps=(*self.steps, replace(step, left=len(members))),
        )


class Pathfinder(Wording):
    """What facts of a base the words of a question lead to."""

    def __init__(
        self, question: Question, context: Context, lexicon: Lexicon, names: Sequence[Mention]
    ) -> None:
        """Start with no row read."""
        super().__init__(question, context, lexicon, names)
        self.store = do.Store(self.base)

    def reaches(self, name: Mention, free: frozenset[int]) -> Iterator[Reach]:
        """Yield the members that a name leads to: itself, what has a relation to it, and what words ask of those."""
        for owner in name.owners[:WIDEST_STEP]:
            step = PlanStep(
                "name",
                names=(self.base.entity(owner).id,),
                words=self.said(range(name.start, name.end)),
                left=1,
            )
            start = Reach(
                {owner: ()}, frozenset(range(name.start, name.end)), 0.0, 0, (step,), ({owner: ()},)
            )
            yield start
            ends = [start]
            for depth in range(_DEEPEST):
                ends = [
                    reach
                    for end in ends
                    for reach in self.further(end, free, loose=depth <= 1 and not end.loose)
                ]
                yield from ends

    def further(self, reach: Reach, free: frozenset[int], *, loose: bool) -> Iterator[Reach]:
        """Yield what relations lead to from some members: those that words ask for, or (`loose`) any."""
        if len(reach.members) > WIDEST_STEP or not (loose or (free - reach.used) & self.content):
            return
        before = reach.steps[-1]
        ways = sorted(
            {
                (row.relation, inverse)
                for entity in reach.members
                for inverse in (False, True)
                for row in self.store.about(entity, inverse=inverse)
                if row.object is not None
            }
        )
        for relation, inverse in ways:
            label = self.context.relations[relation]
            if before.relation == label.id and before.inverse != inverse:
                continue
            match = self.asked(relation, free - reach.used, inverse=inverse)
            if inverse and self.question.plain and match.words == {self.question.head}:
                match = NONE  # "which company" only says what kind of answer is wanted
            if match is NONE and not (loose or inverse):
                continue
            members = do.rows(self.store, reach.members, relation, inverse=inverse)
            if inverse and match is NONE:
                match = self._by_kind(relation, free - reach.used, members)
            if match is NONE and not loose:
                continue
            for asked in (match, NONE) if loose and match is not NONE else (match,):
                if members:
                    step = PlanStep("rows", label.id, inverse, (), self.said(asked.words))
                    yield reach.then(members, step, asked)

    def _by_kind(self, relation: int, free: frozenset[int], members: Members) -> PhraseMatch:
        """Return the match of words that ask for a relation by the kind of what has it: "former company"."""
        match = self.asked(relation, free, inverse=True, least=HALF_SAID)
        noun = max(match.words, default=-2) + 1
        if noun not in free or noun not in self.content or not members:
            return NONE
        kind = self.noun_kind(noun)
        if kind is None or any(self.base.entity(entity).kind != kind for entity in members):
            return NONE
        return PhraseMatch(1.0, match.mass, match.share, match.words | {noun})

    # What the members are

    def told(self, at: int, members: Members, longest: int = 0) -> dict[int, tuple[int, ...]]:
        """Return the members of which the base says a word: their nature first, else whatever a fact gives them.

        `longest` is how many words a text may have that says it, 0 for any.
        """
        if len(members) > TOLD_MEMBERS:
            return {}
        for natures in (True,) if self.noun_kind(at) else (True, False):
            found = {}
            for entity, facts in members.items():
                by = self._says(entity, at, natures, longest)
                if by is not None:
                    found[entity] = (*facts, *by)
            if found and natures:
                rest = {entity: facts for entity, facts in members.items() if entity not in found}
                if all(
                    self._calls(number, entity, at) for entity, facts in rest.items() for number in facts[:1]
                ):
                    return {entity: found.get(entity, facts) for entity, facts in members.items()}
            if found:
                return found
        return self._of_a_place(at, members)

    def _of_a_place(self, at: int, members: Members) -> dict[int, tuple[int, ...]]:
        """Return the members that lie in the place a word tells, or have its nationality: "American cities"."""
        place = called(at, self.question, self.base, self.lexicon)
        if place is None:
            return {}
        found = {}
        for entity, facts in members.items():
            lies = self.base.entity(entity).kind == "place"
            by = [
                row.number
                for row in self.store.about(entity, inverse=False)
                if row.object in place.owners
                and (lies or self.context.relations[row.relation].concept in PEOPLE)
            ]
            if by:
                found[entity] = (*facts, *by[:1])
        return found

    def _says(self, entity: int, at: int, natures: bool, longest: int) -> tuple[int, ...] | None:  # noqa: FBT001
        """Return the facts that say a word of an entity, none if its description does; None if nothing says it."""
        for row in self.store.about(entity, inverse=False):
            if self.is_nature(row.relation) != natures:
                continue
            texts = [each for each in self._texts(row) if not longest or len(each[1].split()) <= longest]
            if self._is_said(at, texts):
                return (row.number,)
        if natures and self.noun_kind(at) and not asks_for_a_relation(at, self.context):
            described = self.base.entity(entity).description or {}
            return () if self._is_said(at, described.items()) else None
        return None

    def _calls(self, number: int, entity: int, at: int) -> bool:
        """Return True if the statement of a fact puts a word before a member's name: "the American city of X"."""
        names = {tuple(words(text)) for _, text in names_of(self.base.entity(entity))}
        for code, text in self.store.fact(number).statement.items():
            if code not in self.lexicon.languages:
                continue
            language, said = self.lexicon.languages[code], words(text)
            for place in range(1, len(said)):
                if any(tuple(said[place : place + len(name)]) == name for name in names):
                    before = said[max(0, place - _LONGEST_APPOSITION) : place]
                    if any((code, language.stem(word)) in self.words[at].stems for word in before):
                        return True
        return False

    def is_nature(self, relation: int) -> bool:
        """Return True if a relation says what a thing is."""
        row = self.context.relations[relation]
        return (row.concept or row.id) in NATURE or row.id in NATURE

    def _texts(self, row: FactRow) -> Iterator[tuple[str, str]]:
        if row.object is not None:
            yield from names_of(self.base.entity(row.object))
        else:
            value = self.store.fact(row.number).value
            if isinstance(value, Text):
                yield from value.text.items()

    def _is_said(self, at: int, texts: Iterable[tuple[str, str]]) -> bool:
        languages, word = self.lexicon.languages, self.words[at]
        for code, text in texts:
            if code not in languages:
                continue
            said = languages[code].said(text)
            if not said.isdisjoint(word.stems):
                return True
            same = languages[code].same
            one = next((same[form] for form in _forms(word.word) if form in same), word.word)
            if one != word.word and (code, languages[code].stem(one)) in said:
                return True
        return False

    def of_kind(self, at: int, members: Members) -> dict[int, tuple[int, ...]]:
        """Return the members that may be what a noun says, by their kind and because nothing else is said of them."""
        word = self.words[at].word
        kind = self.noun_kind(at)
        if kind is None:
            return {}
        generic = self.language.head_kind([word]) is None or word in self.table(self.language.code)[
            "nouns"
        ].get("place", ())
        plain = self.language.is_plain(word) or generic
        found = {}
        for entity, facts in members.items():
            own = self.base.entity(entity).kind
            same = own == kind or (own == "thing" and kind != "person")
            same = same or (own, kind) == ("person", "organization")  # a band is both
            if own == "place" and not generic and self.base.entity(entity).description:
                same = False  # its description would say so
            if same and (plain or own == "place" or not self._has_nature(entity)):
                found[entity] = facts
        return found

    def noun_kind(self, at: int) -> str | None:
        """Return the kind of what a noun names, of a compound one too."""
        said = [word.word for word in self.words]
        kind = self.language.head_kind(said[at : at + (2 if at in self.compound else 1)])
        if kind is None and at in self.compound and at:
            kind = self.language.head_kind(said[at - 1 : at + 1])
        if kind is None:
            nouns = self.table(self.language.code)["nouns"]
            kind = next((name for name, listed in nouns.items() if said[at] in listed), None)
        return kind

    def _has_nature(self, entity: int) -> bool:
        return any(self.is_nature(row.relation) for row in self.store.about(entity, inverse=False))

    def described(self, reach: Reach, rest: Iterable[int]) -> tuple[Reach, set[int]]:
        """Keep the members that are what the words left say; return the words that nothing explains."""
        left = set(rest) & self.content
        reach = self._narrowed(reach)
        nouns: list[int] = []
        for at in sorted(left):
            ways = [(self.told(at, reach.members), 1.0), (self.of_kind(at, reach.members), 0.3)]
            for kept, worth in ways:
                if worth < 1 and nouns and nouns[-1] != at - 1:
                    continue  # one thing is not called by two nouns of kinds
                if kept:
                    if worth < 1:
                        nouns.append(at)
                    step = PlanStep("filter", words=self.said([at]))
                    if len(kept) < len(reach.members):
                        reach = reach.kept(kept, step, [at])
                    known = sum(self.base.entity(entity).kind != "thing" for entity in kept)
                    value = reach.value + worth * (1 + known / len(kept))
                    reach = replace(reach, about=reach.about | {at}, value=value)
                    left.discard(at)
                    break
            else:
                if any(self._may_be(at, each) for each in reach.trail[:-1]):
                    left.discard(at)
        if left and not (self.signal(COUNT) and reach.loose):
            left -= self._taken_for_granted(reach, frozenset(left))
        return reach, left

    def _narrowed(self, reach: Reach) -> Reach:
        """Keep the members of which the base says a word that goes along with a step: "strategic cities"."""
        for at in sorted(reach.beside):
            if self.language.is_plain(self.words[at].word):
                continue
            kept = self.told(at, reach.members, longest=LONGEST_DESCRIPTION)
            if kept and len(kept) < len(reach.members):
                reach = reach.kept(kept, PlanStep("filter", words=self.said([at])), [at])
        return reach

    def _may_be(self, at: int, members: Members) -> bool:
        """Return True if members on the way are what a word says; one that asks for a relation, by that relation."""
        if not asks_for_a_relation(at, self.context):
            return bool(self.told(at, members) or self.of_kind(at, members))
        wanted = self.context.matcher.asked_by(at)
        return any(
            (row.relation in wanted or self.context.relations[row.relation].concept in wanted)
            and self._is_said(at, self._texts(row))
            for entity in list(members)[:WIDEST_STEP]
            for row in self.store.about(entity, inverse=False)
            if row.object is None
        )

    def _taken_for_granted(self, reach: Reach, left: frozenset[int]) -> frozenset[int]:
        """Return the words that ask for a relation which every member has: "the films that were released"."""
        members = list(reach.members)[:WIDEST_STEP]
        each_has = [
            {
                (row.relation, inverse)
                for inverse in (False, True)
                for row in self.store.about(entity, inverse=inverse)
            }
            for entity in members
        ]
        found: frozenset[int] = frozenset()
        taken = {step.relation for step in reach.steps}
        for relation, inverse in sorted(set.intersection(*each_has)) if each_has else ():
            row = self.context.relations[relation]
            answers = self.kind == "person" == self.context.kind(row, inverse=inverse)
            if row.id not in taken and not answers:
                found |= self.asked(relation, left, inverse=inverse, least=WHOLE_COVERAGE).words
        return found

    # Measures

    def measures(
        self, measure: str, members: Members, free: Collection[int], *, dates: bool | None = None
    ) -> list[tuple[int, PhraseMatch]]:
        """Return the relations that members can be compared by, the best first.

        One that words ask for comes before one whose label only tells the measure; without a measure, words must ask.
        """
        found = []
        for relation in sorted(self._valued(members)):
            match = self.asked(
                relation, free, inverse=False, least=HALF_SAID if dates is None else EXPLAINED_COVERAGE
            )
            rank = self._tells(relation, measure) if measure else None
            if match is NONE and rank is None:
                continue
            dated = self.context.relations[relation].kind == "time"
            wanted = not measure or dated == (measure in _DATED) if dates is None else dates == dated
            if wanted:
                found.append((match is NONE, -match.value, rank if rank is not None else 99, relation, match))
        found.sort(key=lambda each: each[:4])
        return [(relation, match) for *_, relation, match in found]

    def _valued(self, members: Members) -> set[int]:
        """Return the relations by which members have a number, an amount or a date."""
        found: set[int] = set()
        for entity in list(members)[:WIDEST_STEP]:
            for row in self.store.about(entity, inverse=False):
                if row.object is not None or row.relation in found:
                    continue
                if not isinstance(self.store.fact(row.number).value, Text):
                    found.add(row.relation)
        return found

    def _tells(self, relation: int, measure: str) -> int | None:
        """Return how likely the label of a relation tells a measure, the less the likelier; None if it does not."""
        best: int | None = None
        for code, label in self.context.relations[relation].label.items():
            if code not in self.lexicon.languages:
                continue
            language = self.lexicon.languages[code]
            said = set(language.stems(label))
            for rank, noun in enumerate(self.table(code)["measures"].get(measure, ())):
                if language.stem(noun) in said:
                    best = rank if best is None else min(best, rank)
                    break
        return best

    def _telling(self, measure: str, free: Collection[int]) -> frozenset[int]:
        """Return the words that only repeat a measure: "lasted" of "lasted longer"."""
        nouns = {
            self.language.stem(noun) for noun in self.table(self.language.code)["measures"].get(measure, ())
        }
        return frozenset(at for at in free if self.language.stem(self.words[at].word) in nouns)

    def _sized(self, measure: str, free: frozenset[int]) -> tuple[str, frozenset[int]]:
        """Return the measure of the things of a kind, and the noun that says the kind: rivers are large by length."""
        if measure != "size":
            return measure, frozenset()
        for at in sorted(free | ({self.question.head} - {None} if self.question.head is not None else set())):
            for name, nouns in self.table(self.language.code)["sized"].items():
                if self.words[at].word in nouns:
                    return name, frozenset([at])
        return measure, frozenset()

    def _measured_in(self, free: frozenset[int]) -> str:
        """Return the measure that a word of the question names by itself: "the most copies"; empty for none."""
        table = self.table(self.language.code)["measures"]
        words = {self.language.stem(self.words[at].word) for at in free}
        return next(
            (name for name in _COUNTED if words & {self.language.stem(noun) for noun in table.get(name, ())}),
            "",
        )

    def ordered(
        self, degree: Signal, reach: Reach, free: frozenset[int]
    ) -> Iterator[tuple[list[Measured], Reach]]:
        """Yield the members in each measure a degree may mean, with the words that tell it."""
        measure, noun = self._sized(degree.measure or self._measured_in(free), free | reach.used)
        options = self.measures(measure, reach.members, free)
        if reach.steps[0].operation == "names":
            known = next(row.number for row in self.context.relations if row.id == reach.steps[0].relation)
            options = [(known, NONE)]
        elif not options and measure != degree.measure:
            options = self.measures(degree.measure, reach.members, free)
        for relation, match in options[:2]:
            compared = self._in_one_unit(do.measured(self.store, reach.members, relation))
            step = PlanStep(
                "measure",
                self.context.relations[relation].id,
                words=self.said(match.words),
                left=len(compared),
            )
            used = (
                match.words
                | self._telling(measure, free)
                | (noun if reach.loose == 0 and not reach.steps else frozenset())
            )
            yield (
                compared,
                replace(
                    reach, used=reach.used | used, value=reach.value + match.value, steps=(*reach.steps, step)
                ),
            )
            if degree.measure and match.words:
                yield (
                    compared,
                    replace(
                        reach,
                        used=reach.used | self._telling(measure, free) - match.words,
                        steps=(*reach.steps, step),
                    ),
                )
        if measure == "length" and not options:
            begin, end = (self._dated(part, reach.members) for part in ("begin", "end"))
            if begin is not None and end is not None:
                compared = do.spans(self.store, reach.members, begin, end)
                ids = " ".join(self.context.relations[each].id for each in (begin, end))
                step = PlanStep("measure", ids, words="", left=len(compared))
                yield (
                    compared,
                    replace(
                        reach, used=reach.used | self._telling(measure, free), steps=(*reach.steps, step)
                    ),
                )

    def _in_one_unit(self, compared: list[Measured]) -> list[Measured]:
        """Return what was measured with the units that mean the same as one: people and inhabitants."""
        same = {
            word: name
            for code in self.lexicon.languages
            for name, listed in self.table(code)["units"].items()
            for word in (name, *listed)
        }
        return [replace(each, unit=same.get(key(each.unit), each.unit)) for each in compared]

    def _dated(self, part: str, members: Members) -> int | None:
        options = self.measures(part, members, (), dates=True)
        return options[0][0] if options else None


def _forms(word: str) -> tuple[str, ...]:
    """Return a noun and its likely singular."""
    return (word, word.removesuffix("s"))

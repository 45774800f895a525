"""Hold a claim against the facts: supported, contradicted, or not stated.

    claim → polarity, certainty, source → clauses → names and relations, as in a question → facts → verdict

A claim is supported only where a fact says it as surely and as precisely; it is contradicted where a relation that has
one value has another, or where polarity differs. Everything else is not stated. Of several clauses the weaker verdict
stands.
"""

from __future__ import annotations

from factcli._dataclass import dataclass, replace
from factcli.model import NATURE, PEOPLE, Date, Money, Quantity, Text
from factcli.questions.candidates import FactReader, FactsRead, facts_of, generate
from factcli.questions.constraints import against, check
from factcli.questions.context import Context, parsed
from factcli.questions.features import agent_of, direction_cue
from factcli.questions.limits import NEGATION, TIME, limits_of, phrase_in
from factcli.questions.linking import CALLED, called, exact, outermost
from factcli.questions.outcome import mention_of
from factcli.questions.result import (
    CONFIRMED,
    CONTRADICTED,
    EXCLUDED,
    NOT_STATED,
    ONLY_HEDGED,
    ONLY_MEANT,
    ONLY_PLANNED,
    ONLY_REPORTED,
    OTHER_ROLES,
    SHORTFALLS,
    SUPPORTED,
    UNKNOWN,
    Answer,
    AskOptions,
    Closest,
    Constraint,
    Outcome,
    Reading,
    RelationMention,
)
from factcli.questions.roles import Statement, are_swapped, doer
from factcli.questions.thresholds import (
    ASSERTED_COVERAGE,
    ASSERTED_MASS,
    BESIDE_FACTS,
    CLEAR_LEAD,
    EXACT_COVERAGE,
    MOST_MENTIONS,
    MOST_WEIGHT_OF_A_SHADE,
    NO_MATCH,
    RIGHT_VERDICTS,
    SLIGHTEST_LEFT,
)
from factcli.text import key, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcli.index.query import FactRow, Index
    from factcli.language.language import Language
    from factcli.language.lexicon import Lexicon
    from factcli.model import Fact
    from factcli.questions.candidates import Candidate
    from factcli.questions.linking import Mention
    from factcli.questions.parse import Question, Word
    from factcli.texts.numbers import NumberWords

_DENIAL, _HEDGE, _SOURCE = "denial", "hedge", "source"
_AROUND = " ,:;.«»\"'"  # what stands around a claim and says nothing
_ORDER = (CONTRADICTED, NOT_STATED, SUPPORTED)  # the weaker one of two clauses stands


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim without the words that say how it is meant: its text, polarity, certainty, and the source it names.

    `language` is that of the claim; `named` says that it has a name of the base.
    """

    text: str
    language: str
    named: bool
    denied: bool = False
    hedged: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a base says to one clause: the status, the facts it stands on, and how the clause was read."""

    status: str
    facts: tuple[tuple[FactRow, bool], ...] = ()
    reading: Reading = Reading()
    shortfall: tuple[str, FactRow] | None = None


def verify(text: str, bases: Sequence[Index], options: AskOptions, *, lexicon: Lexicon) -> Outcome:
    """Hold one claim against one or several bases; the first base that says anything to it decides."""
    outcome, _ = hold(text, bases, options, lexicon)
    if outcome.status != NOT_STATED:
        return outcome
    beside = _closest(text, bases if options.closest else (), options, lexicon)
    return replace(outcome, closest=beside)


def hold(
    text: str, bases: Sequence[Index], options: AskOptions, lexicon: Lexicon
) -> tuple[Outcome, Claim | None]:
    """Return the verdict on a claim, and how the claim is meant, by the base that decides."""
    best: tuple[Verdict, Index, Claim] | None = None
    named = False
    for base in bases:
        texts = _Texts(base, options, lexicon)
        claim = _claim_of(text, texts)
        named = named or claim.named
        verdict = _verdict(claim, texts)
        if best is None or (best[0].status == NOT_STATED and verdict.status != NOT_STATED):
            best = (verdict, base, claim)
    if best is None:
        language = options.language or options.locale_language
        return Outcome(text, language, Reading(), NOT_STATED), None
    verdict, base, claim = best
    answers = tuple(
        Answer(base.fact(row.number), base.name, RIGHT_VERDICTS, inverse) for row, inverse in verdict.facts
    )
    nothing = verdict.status == NOT_STATED and not named
    language = options.language or claim.language
    outcome = Outcome(text, language, verdict.reading, verdict.status, answers, claimless=nothing)
    if verdict.shortfall is not None:
        why, row = verdict.shortfall
        outcome = replace(outcome, shortfall=(why, Answer(base.fact(row.number), base.name, RIGHT_VERDICTS)))
    return outcome, claim


def _closest(text: str, bases: Sequence[Index], options: AskOptions, lexicon: Lexicon) -> tuple[Closest, ...]:
    """Return the sentences nearest to a claim that no fact states."""
    from factcli.questions.closest import closest, near

    questions = [(parsed(text, [base], options, lexicon), base) for base in bases]
    return closest(
        near([Context(question, base, lexicon, exact(question, base)) for question, base in questions])
    )


class _Texts:
    """The texts that are read in one base: a claim and its clauses, each parsed once."""

    def __init__(self, base: Index, options: AskOptions, lexicon: Lexicon) -> None:
        self.base, self.lexicon = base, lexicon
        self._options = options
        self._read: dict[str, tuple[Question, list[Mention]]] = {}

    def read(self, text: str) -> tuple[Question, list[Mention]]:
        """Return a text as a question, and the names in it."""
        if text not in self._read:
            question = parsed(text, [self.base], self._options, self.lexicon)
            self._read[text] = question, exact(question, self.base)
        return self._read[text]


def _verdict(claim: Claim, texts: _Texts) -> Verdict:
    verdicts = [_judge(replace(claim, text=part), texts) for part in _clauses(claim.text, texts)]
    weakest = min(verdicts, key=lambda each: _ORDER.index(each.status))
    if weakest.status == SUPPORTED:
        facts = tuple(dict.fromkeys(fact for each in verdicts for fact in each.facts))
        return replace(weakest, facts=facts)
    return weakest


# How a claim is meant: what denies it, hedges it, or says whose it is.


def _claim_of(text: str, texts: _Texts) -> Claim:
    """Take out of a claim what says how it is meant, by the words of its language."""
    text = text.strip(_AROUND)
    question, names = texts.read(text)
    language = texts.lexicon.languages[question.language]
    said = [word.word for word in question.words]
    times = [limit for limit in limits_of(said, language) if limit.kind == TIME]  # "May 5" is no "may"
    whole = [each for each in names if each.end - each.start > 1]
    spans = [(each.start, each.end) for each in whole] + [(each.start, each.end) for each in times]
    named = {at for start, end in spans for at in range(start, end)}
    cut: list[tuple[int, int]] = []
    denied, hedged, source = False, False, ""
    at = 0
    while at < len(said):
        found = (
            None
            if at in named
            else phrase_in(at, said, language.claims) or phrase_in(at, said, language.limits)
        )
        if found is None or found.kind not in (_DENIAL, _HEDGE, _SOURCE, NEGATION):
            at += 1
            continue
        end = found.end
        if found.kind in (_DENIAL, NEGATION):
            denied = not denied if found.kind == _DENIAL else True
        elif found.kind == _HEDGE:
            hedged = True
        else:
            end = _end_of_source(found.end, question, names)
            source = (
                text[question.words[found.end].start : question.words[end - 1].end] if end > found.end else ""
            )
        cut.append((question.words[at].start, question.words[end - 1].end))
        at = end
    rest, place = "", 0
    for start, stop in cut:
        rest, place = rest + text[place:start], stop
    core = (rest + text[place:]).strip(_AROUND)
    return Claim(core, question.language, bool(names), denied, hedged, source)


def _end_of_source(start: int, question: Question, names: Sequence[Mention]) -> int:
    """Return where the name of a source ends: that of a name of the base, or at the next comma or colon."""
    known = [each.end for each in names if each.start == start]
    if known:
        return max(known)
    text, words = question.text, question.words
    for at in range(start, len(words)):
        after = text[words[at].end : words[at + 1].start] if at + 1 < len(words) else ","
        if any(mark in after for mark in ",:;"):
            return at + 1
    return start


# Clauses: two claims in one sentence are judged apart.


def _clauses(text: str, texts: _Texts) -> list[str]:
    """Split "X did A and did B" into "X did A" and "X did B", where both parts ask for a relation."""
    question, names = texts.read(text)
    language = texts.lexicon.languages[question.language]
    mentions = outermost(names, question)
    inside = {at for each in mentions for at in range(each.start, each.end)}
    subject = min(mentions, key=lambda each: each.start, default=None)
    if subject is None:
        return [text]
    for at, word in enumerate(question.words):
        if (
            word.word not in language.conjunctions
            or at in inside
            or at <= subject.end
            or at + 1 >= len(question.words)
        ):
            continue
        first = text[: question.words[at - 1].end]
        name = text[question.words[subject.start].start : question.words[subject.end - 1].end]
        second = f"{name} {text[question.words[at + 1].start :]}"
        if all(_asserts(part, texts) for part in (first, second)):
            return [first, *_clauses(second, texts)]
    return [text]


def _asserts(text: str, texts: _Texts) -> bool:
    """Return True if a text says a relation of a name in so many words."""
    question, names = texts.read(text)
    mentions = outermost(names, question)
    context = Context(question, texts.base, texts.lexicon, mentions)
    first = min(mentions, key=lambda each: each.start, default=None)
    if first is None:
        return False
    matches, _ = context.around(first)
    other = {at for each in mentions if each is not first for at in range(each.start, each.end)}
    return any(
        match.cover >= ASSERTED_COVERAGE and match.mass >= ASSERTED_MASS and not match.words <= other
        for match in matches.values()
    )


# One clause.


def _judge(claim: Claim, texts: _Texts) -> Verdict:
    base, lexicon = texts.base, texts.lexicon
    question, names = texts.read(claim.text)
    mentions = outermost(names, question)[:MOST_MENTIONS]
    taken = {at for each in mentions for at in range(each.start, each.end)}
    places = [called(at, question, base, lexicon) for at in range(len(question.words)) if at not in taken]
    mentions += [each for each in places if each is not None]
    verdict = _Clause(claim, Context(question, base, lexicon, mentions)).verdict()
    if verdict.status == NOT_STATED and not verdict.facts and any(word.unknown for word in question.words):
        from factcli.questions.misspelt import misspelt

        optional = frozenset(word for each in lexicon.languages.values() for word in each.optional)
        near = [
            each for each in misspelt(question, base, frozenset(), optional) if not _covered(each, mentions)
        ]
        if near:
            again = Context(question, base, lexicon, mentions).with_mentions(near[:MOST_MENTIONS])
            return _Clause(claim, again).verdict()
    return verdict


def _covered(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(other.start <= mention.start and mention.end <= other.end for other in others)


class _Clause:
    """One clause that is held against one base."""

    def __init__(self, claim: Claim, context: Context) -> None:
        self.claim, self.context = claim, context
        self.base, self.question = context.base, context.question
        self.reader = FactReader(context)
        self._amounts: tuple[tuple[float, range], ...] | None = None

    def verdict(self) -> Verdict:
        """Return the verdict: by a fact that the clause states, or by another value of what it states."""
        candidates = generate(self.context, self.context.mentions)
        said = [each for each in candidates if self._is_said(each)]
        said.sort(
            key=lambda each: (-round(each.match.value, 6), each.mention.start, each.entity, each.relation)
        )
        for candidate in said:
            for row in facts_of(candidate, self.context):
                if self._gives(candidate, row):
                    return self._of_a_match(candidate, row)
        for candidate in said:
            found = self._of_another(candidate)
            if found is not None:
                return found
        return self._bare(candidates) or self._existing(said) or Verdict(NOT_STATED)

    def _existing(self, said: Sequence[Candidate]) -> Verdict | None:
        """Return the verdict on "X has a R", which gives no other end: by the facts of that relation, if X has any."""
        language, listed = self.context.language, self.question.words
        if not any(word.word in language.possessing and self._is_as_typed(word) for word in listed):
            return None
        for candidate in said:
            whole = candidate.match.cover > EXACT_COVERAGE and not candidate.inverse
            if whole and not any(listed[at].weight for at in candidate.rest) and not self.context.limits:
                rows = facts_of(candidate, self.context)
                if rows:
                    return self._of_a_match(candidate, rows[0])
        return None

    def _bare(self, candidates: Sequence[Candidate]) -> Verdict | None:
        """Return the verdict on "X is V", which says no relation: by a fact that gives X this and nothing more."""
        words = self.question.words
        held_later = {
            each.start for each in self.context.mentions if each.how == CALLED
        }  # "a German painter"
        for candidate in candidates:
            is_nature = self.context.relations[candidate.relation].concept in NATURE
            if candidate.inverse or (candidate.match.value >= NO_MATCH and not is_nature):
                continue
            for row in facts_of(candidate, self.context):
                if not self._is_named(row) or not self._gives(candidate, row):
                    continue
                explained = self._explained(candidate, row) | held_later
                left = [words[at].weight for at in candidate.rest if at not in explained]
                if sum(left) <= MOST_WEIGHT_OF_A_SHADE:
                    return self._of_a_match(candidate, row)
        return None

    def _is_named(self, row: FactRow) -> bool:
        """Return True if the other end of a fact is a name, or a text that the clause has in full."""
        value = self.reader.fact(row.number)[0].value
        return value is None or (isinstance(value, Text) and self._share_said(value)[1])

    def _is_said(self, candidate: Candidate) -> bool:
        """Return True if the clause says the candidate's relation, and no other one better that the entity lacks."""
        match = candidate.match
        if match.cover < ASSERTED_COVERAGE or match.mass < ASSERTED_MASS:
            return False
        lead = CLEAR_LEAD
        if self.context.relations[candidate.relation].kind == "quantity" and self.amounts():
            lead += CLEAR_LEAD  # an amount tells what is meant, too
        return candidate.absent <= match.value + lead and direction_cue(candidate, self.context) >= 0

    # A fact that gives what the clause says

    def _gives(self, candidate: Candidate, row: FactRow) -> bool:
        """Return True if a fact gives the other end that the clause names, or its value."""
        other = row.subject if candidate.inverse else row.object
        if other is not None:
            return any(other in mention.owners for mention in self._others(candidate))
        if candidate.inverse:
            return False
        return self._value_status(row, candidate) == CONFIRMED

    def _others(self, candidate: Candidate) -> Iterator[Mention]:
        """Yield the other names of the clause; "German" is one only for what makes its subject German."""
        of_a_people = self.context.relations[candidate.relation].concept in PEOPLE
        for mention in self.context.mentions:
            if not _overlaps(mention, candidate.mention) and (of_a_people or mention.how != CALLED):
                yield mention

    def _value_status(self, row: FactRow, candidate: Candidate) -> str | None:
        """Return whether the clause gives this value (confirmed) or another (excluded); None for neither."""
        fact, stems = self.reader.fact(row.number)
        value = fact.value
        if isinstance(value, Date):
            times = [limit for limit in self.context.limits if limit.kind == TIME]
            held = [against(value.edtf, limit) for limit in times]
            return next((status for status in (EXCLUDED, UNKNOWN, CONFIRMED) if status in held), None)
        if isinstance(value, (Money, Quantity)):
            amounts = [amount for amount, _ in self.amounts()]
            if value.amount in amounts:
                return CONFIRMED
            return EXCLUDED if amounts else None
        left = [at for at in candidate.rest if self.question.words[at].weight]
        said, all_said = self._share_said(value) if isinstance(value, Text) else (False, False)
        if not left:
            is_nature = self.context.relations[candidate.relation].concept in NATURE
            return CONFIRMED if all_said or (said and is_nature) else None
        told = said and all(not stems.isdisjoint(self.question.words[at].stems) for at in left)
        return CONFIRMED if told else None

    def _share_said(self, value: Text) -> tuple[bool, bool]:
        """Return whether the clause has some of the telling words of a text, and whether it has all of them."""
        said = {stem for word in self.question.words for stem in word.stems}
        some = every = False
        for code, text in value.text.items():
            language = self.context.lexicon.languages.get(code)
            if language is not None:
                telling = {
                    (code, language.stem(word)) for word in words(text) if not language.is_stopword(word)
                }
                some = some or not telling.isdisjoint(said)
                every = every or (bool(telling) and telling <= said)
        return some, every

    def amounts(self) -> tuple[tuple[float, range], ...]:
        """Return the amounts of the clause and the words they stand in; read once, if a fact has an amount."""
        if self._amounts is None:
            from factcli.texts.numbers import find_quantities

            text, listed = self.question.text, self.question.words
            words = _number_words(self.context.language)
            self._amounts = tuple(
                (
                    float(each.amount),
                    range(
                        sum(word.end <= each.start for word in listed),
                        sum(word.start < each.end for word in listed),
                    ),
                )
                for each in (find_quantities(text, words) if words else ())
            )
        return self._amounts

    def _of_a_match(self, candidate: Candidate, row: FactRow) -> Verdict:
        """Return the verdict where a fact gives what the clause says: by polarity, certainty and source."""
        fact, explained = self.reader.fact(row.number)[0], self._explained(candidate, row)
        checked = check(candidate, FactsRead((row,), frozenset(explained)), self.reader)
        reading = self._reading(candidate, checked.constraints)
        hard = [each for each in checked.constraints if each.hard or each.status == EXCLUDED]
        status = OTHER_ROLES if self._is_swapped(candidate, row, fact) else self._standing(fact, row)
        if any(each.status == EXCLUDED for each in hard):
            status = CONTRADICTED if status == SUPPORTED and not self.claim.denied else NOT_STATED
        elif any(each.status == UNKNOWN for each in hard) or self._says_more(
            candidate, explained, checked.constraints
        ):
            status = NOT_STATED
        if status in SHORTFALLS:
            return Verdict(NOT_STATED, (), reading, (status, row))
        facts = () if status == NOT_STATED else ((row, candidate.inverse),)
        return Verdict(status, facts, reading)

    def _standing(self, fact: Fact, row: FactRow) -> str:
        """Return the verdict that a fact gives: a status, or one of SHORTFALLS."""
        claim = self.claim
        if fact.modality == "denied":
            return SUPPORTED if claim.denied else CONTRADICTED
        if fact.modality == "reported":
            named = fact.speaker is not None and key(claim.source) in map(key, fact.speaker.names)
            return SUPPORTED if named and not claim.denied else ONLY_REPORTED
        if claim.source:
            return NOT_STATED
        if fact.modality == "planned" and (
            self._is_done() or not (self._is_to_come() or self._is_itself_to_come(row))
        ):
            return ONLY_PLANNED
        if fact.modality == "hedged" or fact.hedged:
            return SUPPORTED if claim.hedged and not claim.denied else ONLY_HEDGED
        if fact.modality != "planned" and self._is_only_meant(fact):
            return ONLY_MEANT
        if claim.denied:
            return NOT_STATED if claim.hedged else CONTRADICTED
        return SUPPORTED

    def _is_swapped(self, candidate: Candidate, row: FactRow, fact: Fact) -> bool:
        """Return True if the clause gives the two names the other way round than the fact does."""
        if fact.object is None or self.context.is_symmetric(candidate.relation):
            return False
        own = candidate.mention
        number = row.subject if candidate.inverse else row.object
        other = next(
            (each for each in self.context.mentions if number in each.owners and not _overlaps(each, own)),
            None,
        )
        if other is None:
            return False
        subject, target = (other, own) if candidate.inverse else (own, other)
        places = range(subject.start, subject.end), range(target.start, target.end)
        language = self.context.language
        agent = agent_of(self.context.relations[candidate.relation], self.context)
        acting = doer(self.question, *places, candidate.match.words, language) if agent else None
        if acting is not None:
            return (acting is places[0]) != (agent == "subject")
        statement = fact.statement.get(language.code, "")
        told = Statement(statement, fact.subject.names, fact.object.names, language)
        return are_swapped(self.question, *places, told, language)

    def _is_to_come(self) -> bool:
        """Return True if the clause tells nothing that is done already, or is so: a plan may bear it out."""
        language, said = self.context.language, self._plainly_said()
        if self.question.future:
            return True
        if self._is_done():
            return False
        return language.being.isdisjoint(said) or any(
            word.endswith(ending) for word in said for ending in language.under_way
        )

    def _is_done(self) -> bool:
        """Return True if the clause tells something that is done: "has opened", "opened", "a ouvert"."""
        language, said = self.context.language, self._plainly_said()
        deeds = tuple(language.deed_endings)
        done = not language.done.isdisjoint(said) or any(word.endswith(deeds) for word in said if deeds)
        return done and not self.question.future

    def _plainly_said(self) -> set[str]:
        """Return the words of the clause that are in no name and have no accent."""
        named = {at for each in self.context.mentions for at in range(each.start, each.end)}
        listed = enumerate(self.question.words)
        return {word.word for at, word in listed if at not in named and self._is_as_typed(word)}

    def _is_itself_to_come(self, row: FactRow) -> bool:
        """Return True if all that is told of the subject, but what it is, is planned: it is spoken of as if it were."""
        relations = self.context.relations
        told = self.base.facts(subject=row.subject, limit=BESIDE_FACTS)
        return all(each.modality == "planned" or relations[each.relation].concept in NATURE for each in told)

    def _is_as_typed(self, word: Word) -> bool:
        """Return True if a word has no accent: "a" is a verb where "à" is none."""
        return self.question.text[word.start : word.end].casefold() == word.word

    def _is_only_meant(self, fact: Fact) -> bool:
        """Return True if the fact says of a deed only that it was meant, and the clause does not: "threatened to"."""
        language = self.context.language
        statement = fact.statement.get(language.code)
        if statement is None:
            return False
        shifting = {language.stem(word) for word in language.shifting}
        told = shifting.intersection(language.stem(word) for word in words(statement))
        said = {stem for word in self.question.words for code, stem in word.stems if code == language.code}
        return bool(told) and shifting.isdisjoint(said)

    def _explained(self, candidate: Candidate, row: FactRow) -> set[int]:
        """Return the words that the fact itself explains: the other end's name, and what its statement says."""
        explained = self.reader.explained(row.number, candidate.rest)
        other = row.subject if candidate.inverse else row.object
        for mention in self.context.mentions:
            if other in mention.owners:
                explained |= set(range(mention.start, mention.end))
        value = self.reader.fact(row.number)[0].value
        if isinstance(value, (Money, Quantity)):
            for amount, places in self.amounts():
                if amount == value.amount:
                    explained.update(places)
        return explained

    def _says_more(
        self, candidate: Candidate, explained: set[int], constraints: Sequence[Constraint]
    ) -> bool:
        """Return True if words of weight are left that neither the fact nor others around it say."""
        words = self.question.words
        confirmed = " ".join(each.text for each in constraints if each.status == CONFIRMED)
        left = [
            at
            for at in candidate.rest
            if at not in explained
            and not self._says_the_kind(at, candidate)
            and self.question.text[words[at].start : words[at].end] not in confirmed
        ]
        return sum(words[at].weight for at in left) > SLIGHTEST_LEFT

    def _says_the_kind(self, at: int, candidate: Candidate) -> bool:
        """Return True if a noun says no more than what kind of thing the subject is: "a person born in X"."""
        language, word = self.context.language, self.question.words[at].word
        subject = self.base.entity(candidate.entity)
        return language.is_plain(word) and (
            subject.kind == "thing" or language.head_kind([word]) == subject.kind
        )

    # Another value

    def _of_another(self, candidate: Candidate) -> Verdict | None:
        """Return the verdict where the clause gives another value than the facts of its relation."""
        if candidate.inverse or not self._has_one_value(candidate):
            return None
        sure = ("asserted", "planned") if self._is_to_come() else ("asserted",)
        rows = [row for row in facts_of(candidate, self.context) if row.modality in sure and not row.hedged]
        places = self._other_value(candidate, rows) if rows else None
        if places is None:
            return None
        if self.claim.source or self.claim.hedged:
            return Verdict(NOT_STATED)
        status = SUPPORTED if self.claim.denied else CONTRADICTED
        words = self.question.words
        other = self.question.text[words[places[0]].start : words[places[-1]].end]
        said = Constraint(other, EXCLUDED, self.reader.fact(rows[0].number)[0], True)
        return Verdict(status, ((rows[0], False),), self._reading(candidate, (said,)))

    def _has_one_value(self, candidate: Candidate) -> bool:
        relation = self.context.relations[candidate.relation]
        if relation.one_value is not None:
            return relation.one_value
        concept = self.context.lexicon.concept(relation.concept) if relation.concept else None
        if concept is not None:
            return concept.one_value
        return relation.kind in ("time", "quantity")

    def _other_value(self, candidate: Candidate, rows: Sequence[FactRow]) -> Sequence[int] | None:
        """Return the words that name another value of the same kind, or one that nobody explains; None for neither."""
        if any(row.object is None for row in rows):
            return next(
                (self._value_words(row) for row in rows if self._value_status(row, candidate) == EXCLUDED),
                None,
            )
        given = {row.object for row in rows}
        for mention in self._others(candidate):
            if given.isdisjoint(mention.owners):
                return range(mention.start, mention.end)
        words = self.question.words
        return [at for at in candidate.rest if words[at].capital and at not in candidate.match.words] or None

    def _value_words(self, row: FactRow) -> Sequence[int]:
        """Return the words in which the clause gives another amount or date than a fact."""
        value = self.reader.fact(row.number)[0].value
        if isinstance(value, Date):
            times = [limit for limit in self.context.limits if limit.kind == TIME]
            other = next(limit for limit in times if against(value.edtf, limit) == EXCLUDED)
            return range(other.start, other.end)
        return self.amounts()[0][1]

    def _reading(self, candidate: Candidate, constraints: tuple[Constraint, ...]) -> Reading:
        from factcli.language.messages import pick

        relation = self.context.relations[candidate.relation]
        language = self.question.language
        said = " ".join(self.question.said(sorted(candidate.match.words)))
        label = pick(relation.label, language)
        named = (mention_of(self.context, candidate.mention, candidate.entity, language),)
        return Reading(
            None, named, RelationMention(relation.id, label, said, candidate.inverse), (), constraints
        )


_words_read: dict[str, NumberWords | None] = {}


def _number_words(language: Language) -> NumberWords | None:
    """Return how a language writes numbers, None if its folder does not say; made once in a process."""
    if language.code not in _words_read:
        from factcli.texts.numbers import NumberWords

        table = language.numbers
        _words_read[language.code] = NumberWords.from_table(table) if table else None
    return _words_read[language.code]


def _overlaps(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end

"""Gather the readings of a question in one base, cheapest steps first, and rank them.

Names as they were typed come first. Only when those leave words unexplained are misspelt names looked for,
the facts behind the readings opened, and, last, the relations asked for without any name.
"""

from __future__ import annotations

from factcli.questions.context import Candidate, Context
from factcli.questions.features import describe, describe_rest
from factcli.questions.linking import EXACT, IMPLIED, Mention, exact, joined
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from factcli.language.lexicon import Lexicon
    from factcli.model import Entity, Fact
    from factcli.questions.calibration import Calibration
    from factcli.questions.context import Candidate, Context
    from factcli.questions.linking import Mention
    from factcli.questions.parse import Question


# Hold each name that was found against each relation its bearer has.

OWNERS = 40  # bearers of one name that are weighed


def candidates(context: Context, mentions: list[Mention]) -> list[Candidate]:
    """Return a reading for each relation of each owner of each span, with its features."""
    found = []
    for mention in mentions:
        for entity in mention.owners[:OWNERS]:
            absent = context.absent(mention, entity)
            for row in context.base.profile(entity):
                candidate = make_candidate(context, mention, entity, row.relation, inverse=row.inverse)
                describe(candidate, context, absent)
                found.append(candidate)
    return found


def make_candidate(
    context: Context, mention: Mention, entity: int, number: int, *, inverse: bool
) -> Candidate:
    """Return one reading, not yet described."""
    relation = context.relations[number]
    match = context.match(mention, relation, inverse=inverse)
    candidate = Candidate(mention, entity, number, inverse=inverse, match=match)
    candidate.kind = context.kind(relation, inverse=inverse)
    return candidate


# Look into the facts behind a reading: the rest of the question may stand in what a fact says.
#
# A relation may hold several facts, and a question may ask for one of them by a word of its statement, by a
# second name, by its date. The words a fact's own wording explains are no longer left over, and of the facts
# of one reading those that explain most answer.

FACTS_READ = 100  # facts that one question looks into, the likeliest readings first
NAMESAKES = 3  # bearers of a second name that are looked for in a statement
ROUNDING = 1e-9
FACTS_EACH = 40  # of which one reading takes at most these


class FactReader:
    """What the facts of a base say, as stems; each fact is read once."""

    def __init__(self, context: Context, mentions: Iterable[Mention]) -> None:
        """Keep the spans: a second name in the question is explained by a fact that names its bearer."""
        self._scene = context
        self._spans = list(mentions)
        self._facts: dict[int, tuple[Fact, frozenset[tuple[str, str]]]] = {}

    def fact(self, number: int) -> tuple[Fact, frozenset[tuple[str, str]]]:
        """Return a fact and the stems of its statements and its spans of evidence, by language."""
        if number not in self._facts:
            fact = self._scene.base.fact(number)
            languages = self._scene.lexicon.languages
            said = [languages[code].said(text) for code, text in _texts(fact, languages) if code in languages]
            self._facts[number] = (fact, frozenset[tuple[str, str]]().union(*said))
        return self._facts[number]

    def explained(self, number: int, left: Iterable[int]) -> set[int]:
        """Return which of these words of the question the wording of a fact explains."""
        fact, stems = self.fact(number)
        words = self._scene.question.words
        named = self._scene.matcher.names
        found = {at for at in left if at not in named and not stems.isdisjoint(words[at].stems)}
        rest = set(left) - found
        for mention in self._spans:
            if not rest.isdisjoint(range(mention.start, mention.end)) and self._told_of(mention, fact):
                found |= set(left) & set(range(mention.start, mention.end))
        return found

    def _told_of(self, mention: Mention, fact: Fact) -> bool:
        """Tell whether a statement of a fact names a bearer of the name, by any of its names."""
        said = [f" {key(text)} " for text in fact.statement.values()]
        for owner in mention.owners[:NAMESAKES]:
            names = [f" {key(name)} " for name in _names(self._scene.base.entity(owner))]
            if any(name in text for name in names for text in said):
                return True
        return False


def _texts(fact: Fact, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the texts of a fact with their languages: statements, spans, and the names it is about in any."""
    yield from fact.statement.items()
    for proof in fact.evidence:
        yield proof.sentence.source.language, proof.exact
    for entity in (fact.subject, fact.object, fact.speaker):
        if entity is not None:
            yield from ((code, name) for code in languages for name in _names(entity))


def _names(entity: Entity) -> tuple[str, ...]:
    return (*entity.name.values(), *entity.aliases)


def look_into_all(ordered: Iterable[Candidate], context: Context, mentions: Iterable[Mention]) -> FactReader:
    """Look into the readings that leave words over, best first, as far as the budget of facts goes."""
    reader, budget = FactReader(context, mentions), FACTS_READ
    for candidate in ordered:
        if budget <= 0:
            break
        if (
            candidate.rest
            or context.question.future
            or (context.question.kind == "time" and candidate.kind != "time")
        ):
            look_into(candidate, context, reader)
            budget -= max(len(candidate.rows), 1)
    return reader


def look_into(candidate: Candidate, context: Context, reader: FactReader) -> None:
    """Choose the facts of a reading that explain most of the rest of the question, and weigh the rest anew."""
    words = context.question.words
    found = []
    for row in facts_of(candidate, context):
        explained = reader.explained(row.number, candidate.rest)
        found.append((sum(words[at].weight for at in explained), row, explained))
    most = max((mass for mass, _, _ in found), default=0.0)
    best = [(row, explained) for mass, row, explained in found if mass > most - ROUNDING]
    candidate.rows = [row for row, _ in best]
    candidate.told = best[0][1] if best else set()
    if context.question.kind == "time" and candidate.kind != "time":
        candidate.dated = any(reader.fact(row.number)[0].when for row in candidate.rows)
    describe_rest(candidate, context)


def facts_of(candidate: Candidate, context: Context) -> list[Any]:
    """Return the rows of the facts behind a reading, in the order of the base."""
    if candidate.only is not None:
        return [candidate.only]
    side = "object" if candidate.inverse else "subject"
    return list(context.base.facts(**{side: candidate.entity}, relation=candidate.relation, limit=FACTS_EACH))


# Find the readings of a question that names nothing, in a base that is about one thing.
#
# "How large is the credit line?" leaves the company unsaid. Where few facts state the relation that is asked
# for, or a fact's own words are the question's, the fact may be meant all the same.

ONE_SUBJECT = 1_000  # facts up to which a base is taken to be about one thing, so that it may stay unnamed
FEW = 30  # facts a relation may have to be asked for without a name
ASKS_ALONE = 0.3  # the support from which on a relation may be asked for without a name


def without_entity(context: Context, reader: FactReader) -> list[Candidate]:
    """Return the readings in which the question names nothing: by a relation, or by the words of a fact."""
    if context.base.counts["facts"] > ONE_SUBJECT:
        return []
    nowhere = Mention(0, 0, "", IMPLIED, 0)
    found = [
        _alone(context, nowhere, row, reader, inverse=inverse)
        for row, inverse in _by_relation(context, nowhere)
    ]
    taken = {candidate.only.number for candidate in found}
    for row in _by_words(context):
        if row.number not in taken:
            found += [_alone(context, nowhere, row, reader, inverse=inverse) for inverse in (False, True)]
    return found


def _by_relation(context: Context, nowhere: Mention) -> Iterator[tuple[Any, bool]]:
    """Yield the facts of the relations that are asked for, with the direction they are asked for in."""
    matches, _ = context.around(nowhere)
    asked_for = {place for place, match in matches.items() if match.value >= ASKS_ALONE}
    for relation in context.relations:
        inverses = {inverse for target, inverse in asked_for if target in (relation.number, relation.concept)}
        if relation.facts <= FEW and inverses:
            for row in context.base.facts(relation=relation.number, limit=FEW):
                yield from ((row, inverse) for inverse in sorted(inverses))


def _by_words(context: Context) -> Iterator[Any]:
    """Yield the facts whose statements hold most of the words, by the index of wordings."""
    said = sorted({stem for word in context.question.words if word.weight for _, stem in word.stems})
    for number in context.base.facts_with(said)[:FEW]:
        yield context.base.row(number)


def _alone(context: Context, nowhere: Mention, row: Any, reader: FactReader, *, inverse: bool) -> Candidate:
    entity = row.object if inverse and row.object is not None else row.subject
    candidate = make_candidate(context, nowhere, entity, row.relation, inverse=inverse)
    candidate.only = row
    describe(candidate, context, 0.0)
    look_into(candidate, context, reader)
    return candidate


MENTIONS = 12  # names weighed in one question, the longest first
SAID = 0.99  # the share of a wording from which on it was said in full
CLEARLY = 0.05  # the value by which it is clearly the better one
UNEXPLAINED = 0.3  # the weight of words left over from which on a question is looked at again


class Ranking:
    """The readings of a question in one base, best first, and the names that were found in it."""

    __slots__ = ("ordered", "probability", "context", "mentions")

    def __init__(
        self, context: Context, mentions: list[Mention], ordered: list[Candidate], probability: float
    ) -> None:
        """Keep what was found, and the probability that the first reading is right."""
        self.context, self.mentions, self.ordered, self.probability = context, mentions, ordered, probability


def rank(
    question: Question, base: Any, lexicon: Lexicon, calibration: Calibration, *, strict: bool = False
) -> Ranking:
    """Return the ranked readings of a question in one base."""
    context = Context(question, base, lexicon)
    mentions = _outermost(exact(question, base), question)[:MENTIONS]
    _set_names(context, mentions)
    found = candidates(context, mentions)
    ordered = calibration.order(found)
    if ordered and _is_bare(ordered[0]):
        return Ranking(context, mentions, ordered, calibration.probability(ordered))
    if not strict and _maybe_misspelt(ordered, question):
        extra = _near(context, mentions)
        mentions = mentions + extra
        context.named = context.named + extra
        found += candidates(context, extra)
        ordered = calibration.order(found)
    if _unexplained(ordered) or _unopened(ordered, question):
        reader = look_into_all(ordered, context, mentions)
        ordered = calibration.order(found)
        if _unexplained(ordered):
            ordered = calibration.order(found + without_entity(context, reader))
    return Ranking(context, mentions, ordered, calibration.probability(ordered) if ordered else 0.0)


def _set_names(context: Context, mentions: list[Mention]) -> None:
    """Note which words are names, and which of them are surely nothing else."""
    context.named = [mention for mention in mentions if mention.how == EXACT]
    surely = [mention for mention in context.named if _surely(mention, context.question)]
    context.matcher.names = frozenset(at for mention in surely for at in range(mention.start, mention.end))


def _near(context: Context, mentions: list[Mention]) -> list[Mention]:
    """Return the names that are there but for their spelling."""
    from factcli.questions.misspelt import misspelt

    question, base = context.question, context.base
    optional = frozenset(
        word for language in context.lexicon.languages.values() for word in language.optional
    )
    run_together = joined(question, base, mentions)
    near = [
        mention
        for mention in misspelt(question, base, question.kind_words, optional)
        if not _known(mention, run_together)
    ]
    return [mention for mention in run_together + near if not _known(mention, mentions)][:MENTIONS]


def _surely(mention: Mention, question: Question) -> bool:
    """Tell whether several words are a name and nothing else."""
    words = question.words[mention.start : mention.end]
    return len(words) > 1 and any(word.capital or not (word.common or word.stopword) for word in words)


def _unexplained(ordered: list[Candidate]) -> bool:
    return (
        not ordered or ordered[0].features["leftover"] > UNEXPLAINED or bool(ordered[0].features["no_words"])
    )


def _is_bare(best: Candidate) -> bool:
    """Tell whether a name as the base has it is all that was said: then no more need be looked into."""
    return best.mention.how == EXACT and not best.left and bool(best.features["no_words"])


def _maybe_misspelt(ordered: list[Candidate], question: Question) -> bool:
    """Tell whether a name may be misspelt: none fits, or a word is left that is unknown or written like one."""
    if not _unexplained(ordered):
        return False
    left = (
        [question.words[at] for at in ordered[0].left] if ordered else []
    )  # none: a bare name, typed as it is
    return not ordered or any(word.unknown or word.capital for word in left)


def _unopened(ordered: list[Candidate], question: Question) -> bool:
    """Tell whether the facts must be opened for their dates and modalities."""
    return question.future or (bool(ordered) and bool(ordered[0].features["kind_clashes"]))


def _outermost(mentions: list[Mention], question: Question) -> list[Mention]:
    """Return the spans outside any longer exact one; names of empty words only where there is nothing else."""
    full = [
        mention
        for mention in mentions
        if not all(word.stopword for word in question.words[mention.start : mention.end])
    ]
    mentions = full or mentions
    return [mention for mention in mentions if not any(_inside(mention, other) for other in mentions)]


def _inside(mention: Mention, other: Mention) -> bool:
    longer = other.end - other.start > mention.end - mention.start
    return longer and other.how == EXACT and other.start <= mention.start and mention.end <= other.end


def _known(mention: Mention, mentions: list[Mention]) -> bool:
    same = (other for other in mentions if other.key == mention.key)
    return any(other.start <= mention.start and mention.end <= other.end for other in same)


def names_a_relation_it_lacks(ranking: Ranking) -> bool:
    """Tell whether a wording that was said in full asks for something else, which the name does not have.

    "CEO of X" is said in full where X has only a "former CEO", "better valued than X" where X is only told to be
    better valued: a part is no answer to the whole.
    """
    best, context = ranking.ordered[0], ranking.context
    if best.match.cover > SAID or not best.match.words or context.question.kind is None:
        return False
    has = {(row.relation, row.inverse) for row in context.base.profile(best.entity)}
    matches, _ = context.around(best.mention)
    return any(
        isinstance(target, int)
        and not inverse
        and (target, inverse) not in has
        and match.cover > SAID
        and match.value > best.match.value + CLEARLY
        and _asks_the_same(best, context, target)
        for (target, inverse), match in matches.items()
    )


def _asks_the_same(best: Candidate, context: Context, target: int) -> bool:
    if best.inverse:
        return target == best.relation
    return context.kind(context.relations[target], inverse=False) == best.kind

"""Generate candidates, the possible readings of a question, and read the facts behind them.

A candidate is a name in the question, an entity with that name, and a relation of that entity in one direction. A
relation may have several facts, and the question may ask for one of them by a word of its statement, by a second
name, or by its date, so the facts are read if words remain unexplained. In a base about a single subject, the name may
be left out ("How large is the credit line?").
"""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.questions.linking import IMPLIED, Mention, is_joined
from factcli.questions.thresholds import (
    ALONE_MATCH,
    FACTS_EACH,
    FEW_FACTS,
    MOST_BEARERS,
    NAMESAKES,
    NO_MATCH,
    ONE_SUBJECT,
    ROUNDING,
)
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factcli.index.query import FactRow
    from factcli.model import Fact
    from factcli.questions.context import Context
    from factcli.questions.relations import PhraseMatch
    from factcli.questions.result import Constraint


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a question: this mention is this entity, and the question asks for this relation of it.

    `match` says how well it is asked for, `kind` what kind of answer it gives (None: any), `absent` how well another
    relation is asked for that the entity lacks. `rest` are the positions of the significant words that neither name
    nor phrase explains. `only` is the fact of a candidate that was found without a name.
    """

    mention: Mention
    entity: int
    relation: int
    inverse: bool
    match: PhraseMatch
    kind: str | None
    rest: tuple[int, ...]
    absent: float = 0.0
    only: FactRow | None = None

    @property
    def place(self) -> tuple[int, int, bool]:
        """Return what the candidate answers with: the entity, the relation and the direction."""
        return (self.entity, self.relation, self.inverse)


@dataclass(frozen=True, slots=True)
class FactsRead:
    """What the facts behind a candidate add: those that explain the most, the words they explain, a date.

    `constraints` are the words held against facts around it, `confirmed` the positions of those that facts confirm;
    `checked` says that this was done.
    """

    rows: tuple[FactRow, ...] = ()
    explained: frozenset[int] = frozenset()
    dated: bool = False
    constraints: tuple[Constraint, ...] = ()
    confirmed: frozenset[int] = frozenset()
    checked: bool = False

    def left(self, candidate: Candidate) -> list[int]:
        """Return the positions of the words that neither the candidate nor a fact explains."""
        return [at for at in candidate.rest if at not in self.explained and at not in self.confirmed]


NOTHING_READ = FactsRead()


def generate(context: Context, mentions: Sequence[Mention]) -> list[Candidate]:
    """Return a candidate for each relation of each entity of each name."""
    found = []
    for mention in mentions:
        for entity in mention.owners[:MOST_BEARERS]:
            profile = context.base.profile(entity)
            absent = context.absent(mention, profile)
            found += [
                _candidate(context, mention, entity, row.relation, inverse=row.inverse, absent=absent)
                for row in profile
            ]
    return found


def generate_without_name(context: Context) -> list[Candidate]:
    """Return the candidates of a question without a name, by a relation or by the words of a fact."""
    if context.base.counts["facts"] > ONE_SUBJECT:
        return []
    nowhere = Mention(0, 0, "", IMPLIED, 0)
    places = list(_facts_of_relations(context, nowhere))
    taken = {row.number for row, _ in places}
    for row in _facts_with_words(context):
        if row.number not in taken:
            places += [(row, False), (row, True)]
    return [
        _candidate(
            context,
            nowhere,
            row.object if inverse and row.object is not None else row.subject,
            row.relation,
            inverse=inverse,
            only=row,
        )
        for row, inverse in places
    ]


def _facts_of_relations(context: Context, nowhere: Mention) -> Iterator[tuple[FactRow, bool]]:
    """Yield the facts of the relations that are asked for, with the direction they are asked for in."""
    matches, _ = context.around(nowhere)
    words, language = context.question.words, context.language
    asked_for = {
        place
        for place, match in matches.items()
        if match.value >= ALONE_MATCH
        and any(words[at].weight and not language.is_plain(words[at].word) for at in match.words)
    }
    for relation in context.relations:
        inverses = {inverse for target, inverse in asked_for if target in (relation.number, relation.concept)}
        if relation.facts <= FEW_FACTS and inverses:
            for row in context.base.facts(relation=relation.number, limit=FEW_FACTS):
                yield from ((row, inverse) for inverse in sorted(inverses))


def _facts_with_words(context: Context) -> Iterator[FactRow]:
    """Yield the facts whose statements contain most of the words of the question."""
    stems = sorted({stem for word in context.question.words if word.weight for _, stem in word.stems})
    for number in context.base.facts_with(stems)[:FEW_FACTS]:
        yield context.base.row(number)


def _candidate(  # noqa: PLR0913 -- what makes a candidate
    context: Context,
    mention: Mention,
    entity: int,
    number: int,
    *,
    inverse: bool,
    absent: float = 0.0,
    only: FactRow | None = None,
) -> Candidate:
    relation = context.relations[number]
    match = context.match(mention, relation, inverse=inverse)
    kind = context.kind(relation, inverse=inverse)
    rest = _unexplained(context, mention, entity, match)
    return Candidate(mention, entity, number, inverse, match, kind, rest, absent, only)


def _unexplained(context: Context, mention: Mention, entity: int, match: PhraseMatch) -> tuple[int, ...]:
    """Return the positions of the significant words that neither the name nor the phrase explains."""
    beside = context.beside(mention, entity) if match.value >= NO_MATCH else frozenset[int]()
    if not match.words - beside:
        beside = frozenset()  # else nothing would be left that asks for the relation
    kind_words = context.question.kind_words
    return tuple(
        at
        for at, word in enumerate(context.question.words)
        if word.weight
        and not mention.start <= at < mention.end
        and at not in match.explained
        and at not in beside
        and at not in kind_words
    )


def facts_of(candidate: Candidate, context: Context) -> list[FactRow]:
    """Return the rows of the facts behind a candidate, in the order of the base."""
    if candidate.only is not None:
        return [candidate.only]
    if candidate.inverse:
        return context.base.facts(object=candidate.entity, relation=candidate.relation, limit=FACTS_EACH)
    return context.base.facts(subject=candidate.entity, relation=candidate.relation, limit=FACTS_EACH)


class FactReader:
    """Read what the facts of a base say, as stems; each fact is read once."""

    def __init__(self, context: Context) -> None:
        """Take the context: a second name in the question is explained by a fact that names its bearer."""
        self.context = context
        self._facts: dict[int, tuple[Fact, frozenset[tuple[str, str]]]] = {}

    def read(self, candidate: Candidate) -> FactsRead:
        """Choose the facts of a candidate that explain the most of the rest of the question."""
        question, found = self.context.question, []
        for row in facts_of(candidate, self.context):
            explained = self.explained(row.number, candidate.rest)
            found.append((sum(question.words[at].weight for at in explained), row, explained))
        most = max((mass for mass, _, _ in found), default=0.0)
        best = [(row, explained) for mass, row, explained in found if mass > most - ROUNDING]
        rows = tuple(row for row, _ in best)
        asks_date = question.kind == "time" and candidate.kind != "time"
        dated = asks_date and any(self.fact(row.number)[0].when for row in rows)
        return FactsRead(rows, frozenset(best[0][1]) if best else frozenset(), dated)

    def fact(self, number: int) -> tuple[Fact, frozenset[tuple[str, str]]]:
        """Return a fact and the stems of its statements and its spans of evidence, by language."""
        if number not in self._facts:
            fact = self.context.base.fact(number)
            languages = self.context.lexicon.languages
            said = [languages[code].said(text) for code, text in _texts(fact, languages) if code in languages]
            self._facts[number] = (fact, frozenset[tuple[str, str]]().union(*said))
        return self._facts[number]

    def explained(self, number: int, rest: Iterable[int]) -> set[int]:
        """Return which of these words of the question a fact explains."""
        fact, stems = self.fact(number)
        question, names = self.context.question, self.context.matcher.names
        explained = {
            at
            for at in rest
            if at not in names
            and not stems.isdisjoint(question.words[at].stems)
            and not is_joined(at, at + 1, question)
        }
        left = set(rest) - explained
        for mention in self.context.mentions:
            places = range(mention.start, mention.end)
            if not left.isdisjoint(places) and self._tells_of(fact, mention):
                explained |= set(rest) & set(places)
        return explained

    def _tells_of(self, fact: Fact, mention: Mention) -> bool:
        """Return True if a statement of a fact mentions an entity of the name, under any of its names."""
        said = [f" {key(text)} " for text in fact.statement.values()]
        for owner in mention.owners[:NAMESAKES]:
            names = [f" {key(name)} " for name in self.context.base.entity(owner).names]
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
            yield from ((code, name) for code in languages for name in entity.names)

"""Find the sentences that come nearest to a question that is not answered, or to a claim that is not stated.

They are offered beside the refusal and never as an answer. The index brings the facts that hold the telling words of
the question (`Index.passages`); here each is scored by how much of the question it holds: in its statement or span, in
a name, in its sentence, or because the question asks for its relation in other words. A word counts by how few facts
hold it. Loaded at the first refusal and not before.
"""

from __future__ import annotations

from math import log

from factcli._dataclass import dataclass
from factcli.questions.context import fits
from factcli.questions.linking import IMPLIED, Mention
from factcli.questions.result import Closest
from factcli.questions.thresholds import (
    CLOSEST_READ,
    HELD_BY_LEXICON,
    HELD_BY_NAME,
    HELD_BY_RELATION,
    HELD_BY_SENTENCE,
    KIND_LEAD,
    LEAST_CLOSE,
    MOST_CLOSEST,
    NO_MATCH,
    OF_QUESTION_WORD,
    RANK_SHARE,
)
from factcli.text import tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.index.query import FactRow, Index, PassageRow
    from factcli.model import Fact, Sentence
    from factcli.questions.context import Context

_NOWHERE = Mention(0, 0, "", IMPLIED, 0)


@dataclass(frozen=True, slots=True)
class Near:
    """A fact that holds words of a question, or a sentence without facts: how much of the question, 0–1."""

    context: Context
    sentence: Sentence
    score: float
    row: FactRow | None = None
    fact: Fact | None = None


def near(contexts: Sequence[Context]) -> list[Near]:
    """Return what holds words of the question in each of these contexts, best first."""
    found = [each for context in contexts for each in _Search(context).found()]
    found.sort(key=lambda each: -each.score)
    return found


def closest(found: Sequence[Near]) -> tuple[Closest, ...]:
    """Return the sentences of what was found, best first, with the facts in them that were."""
    held: dict[tuple[str, str, int], list[Near]] = {}
    for each in found:
        if each.score >= LEAST_CLOSE:
            place = (each.context.base.path, each.sentence.source.id, each.sentence.number)
            held.setdefault(place, []).append(each)
    return tuple(
        Closest(
            listed[0].sentence,
            listed[0].context.base.name,
            tuple(each.fact for each in listed if each.fact is not None),
            listed[0].score,
            _spans(listed[0].sentence, listed[0].context),
        )
        for listed in list(held.values())[:MOST_CLOSEST]
    )


def _spans(sentence: Sentence, context: Context) -> tuple[tuple[int, int], ...]:
    """Return where a sentence has words of the question: telling ones, in any language."""
    wanted = {
        stem for at, group in _groups(context).items() for stem in group if context.question.words[at].weight
    }
    languages = context.lexicon.languages.values()
    return tuple(
        (token.start, token.end)
        for token in tokens(sentence.text)
        if not wanted.isdisjoint(language.stem(token.word) for language in languages)
    )


def _groups(context: Context) -> dict[int, list[str]]:
    """Return the stems of each significant word of a question by its position; also of the name it is misspelt for."""
    question, languages = context.question, context.lexicon.languages.values()
    groups = {
        at: [stem for _, stem in word.stems] for at, word in enumerate(question.words) if not word.stopword
    }
    for mention in context.mentions:
        if mention.edits:
            meant = [language.stem(word) for word in mention.key.split() for language in languages]
            for at in range(mention.start, mention.end):
                groups[at] = groups.get(at, []) + meant
    return {at: list(dict.fromkeys(stems)) for at, stems in groups.items()}


class _Search:
    """One question in one base."""

    def __init__(self, context: Context) -> None:
        self._context, self._base = context, context.base
        self._groups = _groups(context)
        self._rows, counts = self._base.passages(list(self._groups.values()), CLOSEST_READ)
        size = max(self._base.counts["facts"], 1)
        self._weights = {
            at: self._share(at) * log(1 + size / (count + 0.5))
            for at, count in zip(self._groups, counts, strict=True)
        }
        self._total = sum(self._weights.values())
        self._asked: dict[int, frozenset[int]] = {}

    def _share(self, at: int) -> float:
        return OF_QUESTION_WORD if at in self._context.question.kind_words else 1.0

    def found(self) -> list[Near]:
        """Return what holds the most of the question, in any order."""
        best = max((row.score for row in self._rows), default=0.0)
        return [self._near(row, best) for row in self._rows]

    def _near(self, passage: PassageRow, best: float) -> Near:
        if passage.fact is None:
            sentence = self._base.sentence(passage.sentence or 0)
            held = dict.fromkeys(self._stems(sentence.text, sentence.source.language), HELD_BY_SENTENCE)
            return Near(self._context, sentence, self._score(held, frozenset(), passage, best))
        fact, row = self._base.fact(passage.fact), self._base.row(passage.fact)
        score = self._score(self._held(fact), self._asked_for(row), passage, best) * self._fit(row, fact)
        return Near(self._context, fact.evidence[0].sentence, score, row, fact)

    def _score(
        self, held: dict[str, float], asked: frozenset[int], passage: PassageRow, best: float
    ) -> float:
        said = 0.0
        for at, stems in self._groups.items():
            part = max((held[stem] for stem in stems if stem in held), default=0.0)
            said += self._weights[at] * max(part, HELD_BY_LEXICON if at in asked else 0.0)
        rank = passage.score / best if best else 0.0
        return said / self._total * (1 - RANK_SHARE + RANK_SHARE * rank)

    def _held(self, fact: Fact) -> dict[str, float]:
        """Return the stems a fact holds, and how much it says that they stand there."""
        held: dict[str, float] = {}

        def hold(text: str, code: str | None, share: float) -> None:
            for stem in self._stems(text, code):
                held[stem] = max(share, held.get(stem, 0.0))

        for proof in fact.evidence:
            code = proof.sentence.source.language
            hold(proof.sentence.text, code, HELD_BY_SENTENCE)
            hold(proof.exact, code, 1.0)
        for part in (fact.relation, fact.relation.inverse):
            for code, label in part.label.items() if part is not None else ():
                hold(label, code, HELD_BY_RELATION)
        for entity in (fact.subject, fact.object, fact.speaker):
            for name in entity.names if entity is not None else ():
                hold(name, None, HELD_BY_NAME)
        for code, text in fact.statement.items():
            hold(text, code, 1.0)
        return held

    def _stems(self, text: str, code: str | None) -> frozenset[str]:
        """Return the stems of a text in its language, in all of them if it has none."""
        languages = self._context.lexicon.languages
        known = [languages[code]] if code in languages else list(languages.values())
        return frozenset(stem for language in known for _, stem in language.said(text))

    def _asked_for(self, row: FactRow) -> frozenset[int]:
        """Return the words of the question that ask for the relation of a fact, by its phrases or by the lexicon's."""
        if row.relation not in self._asked:
            context = self._context
            matches = (
                context.match(_NOWHERE, context.relations[row.relation], inverse=inverse)
                for inverse in (False, True)
            )
            explained = (match.explained for match in matches if match.value >= NO_MATCH)
            self._asked[row.relation] = frozenset[int]().union(*explained)
        return self._asked[row.relation]

    def _fit(self, row: FactRow, fact: Fact) -> float:
        """Return what a fact is worth that gives the kind of answer that is asked for, beside one that does not."""
        kind = self._context.question.kind
        if kind is None or fits(kind, row.kind):
            return 1.0
        inverse = self._context.kind(self._context.relations[row.relation], inverse=True)
        if any(each is not None and fits(kind, each) for each in (inverse, fact.subject.kind)):
            return 1 - KIND_LEAD / 2
        return 1 - KIND_LEAD


def scores_of(found: Sequence[Near], base: Index, entity: int) -> dict[tuple[int, bool], float]:
    """Return, for each relation of an entity and direction, the score of the nearest fact of it."""
    scores: dict[tuple[int, bool], float] = {}
    for each in found:
        if each.row is not None and each.context.base is base:
            for inverse in (False, True):
                if entity == (each.row.object if inverse else each.row.subject):
                    place = (each.row.relation, inverse)
                    scores[place] = max(each.score, scores.get(place, 0.0))
    return scores

"""Gather the readings of a question in one base, cheapest steps first, and rank them.

Names as they were typed come first. Only when those leave words unexplained are misspelt names looked for,
the facts behind the readings opened, and, last, the relations asked for without any name.
"""

from __future__ import annotations

from factcli.questions.context import Candidate, Scene
from factcli.questions.features import describe, describe_rest
from factcli.questions.linking import EXACT, IMPLIED, Span, exact, squeezed
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from factcli.language.lexicon import Lexicon
    from factcli.model import Entity, Fact
    from factcli.questions.calibration import Calibration
    from factcli.questions.context import Candidate, Scene
    from factcli.questions.linking import Span
    from factcli.questions.parse import Asked


# Hold each name that was found against each relation its bearer has.

OWNERS = 40  # bearers of one name that are weighed


def candidates(scene: Scene, spans: list[Span]) -> list[Candidate]:
    """Return a reading for each relation of each owner of each span, with its features."""
    found = []
    for span in spans:
        for entity in span.owners[:OWNERS]:
            absent = scene.absent(span, entity)
            for row in scene.base.profile(entity):
                made = candidate(scene, span, entity, row.relation, inverse=row.inverse)
                describe(made, scene, absent)
                found.append(made)
    return found


def candidate(scene: Scene, span: Span, entity: int, number: int, *, inverse: bool) -> Candidate:
    """Return one reading, not yet described."""
    relation = scene.relations[number]
    support = scene.support(span, relation, inverse=inverse)
    made = Candidate(span, entity, number, inverse=inverse, support=support)
    made.kind = scene.kind(relation, inverse=inverse)
    return made


# Look into the facts behind a reading: the rest of the question may stand in what a fact says.
#
# A relation may hold several facts, and a question may ask for one of them by a word of its statement, by a
# second name, by its date. The words a fact's own wording explains are no longer left over, and of the facts
# of one reading those that explain most answer.

FACTS_READ = 100  # facts that one question looks into, the likeliest readings first
NAMESAKES = 3  # bearers of a second name that are looked for in a statement
ROUNDING = 1e-9
FACTS_EACH = 40  # of which one reading takes at most these


class Wording:
    """What the facts of a base say, as stems; each fact is read once."""

    def __init__(self, scene: Scene, spans: Iterable[Span]) -> None:
        """Keep the spans: a second name in the question is explained by a fact that names its bearer."""
        self._scene = scene
        self._spans = list(spans)
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
        words = self._scene.asked.words
        named = self._scene.wordings.names
        found = {at for at in left if at not in named and not stems.isdisjoint(words[at].stems)}
        rest = set(left) - found
        for span in self._spans:
            if not rest.isdisjoint(range(span.start, span.end)) and self._told_of(span, fact):
                found |= set(left) & set(range(span.start, span.end))
        return found

    def _told_of(self, span: Span, fact: Fact) -> bool:
        """Tell whether a statement of a fact names a bearer of the name, by any of its names."""
        said = [f" {key(text)} " for text in fact.statement.values()]
        for owner in span.owners[:NAMESAKES]:
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


def look_into_all(ordered: Iterable[Candidate], scene: Scene, spans: Iterable[Span]) -> Wording:
    """Look into the readings that leave words over, best first, as far as the budget of facts goes."""
    wording, budget = Wording(scene, spans), FACTS_READ
    for candidate in ordered:
        if budget <= 0:
            break
        if candidate.rest or scene.asked.future or (scene.asked.kind == "time" and candidate.kind != "time"):
            look_into(candidate, scene, wording)
            budget -= max(len(candidate.rows), 1)
    return wording


def look_into(candidate: Candidate, scene: Scene, wording: Wording) -> None:
    """Choose the facts of a reading that explain most of the rest of the question, and weigh the rest anew."""
    words = scene.asked.words
    found = []
    for row in facts_of(candidate, scene):
        explained = wording.explained(row.number, candidate.rest)
        found.append((sum(words[at].weight for at in explained), row, explained))
    most = max((mass for mass, _, _ in found), default=0.0)
    best = [(row, explained) for mass, row, explained in found if mass > most - ROUNDING]
    candidate.rows = [row for row, _ in best]
    candidate.told = best[0][1] if best else set()
    if scene.asked.kind == "time" and candidate.kind != "time":
        candidate.dated = any(wording.fact(row.number)[0].when for row in candidate.rows)
    describe_rest(candidate, scene)


def facts_of(candidate: Candidate, scene: Scene) -> list[Any]:
    """Return the rows of the facts behind a reading, in the order of the base."""
    if candidate.only is not None:
        return [candidate.only]
    side = "object" if candidate.inverse else "subject"
    return list(scene.base.facts(**{side: candidate.entity}, relation=candidate.relation, limit=FACTS_EACH))


# Find the readings of a question that names nothing, in a base that is about one thing.
#
# "How large is the credit line?" leaves the company unsaid. Where few facts state the relation that is asked
# for, or a fact's own words are the question's, the fact may be meant all the same.

ONE_SUBJECT = 1_000  # facts up to which a base is taken to be about one thing, so that it may stay unnamed
FEW = 30  # facts a relation may have to be asked for without a name
ASKS_ALONE = 0.3  # the support from which on a relation may be asked for without a name


def without_name(scene: Scene, wording: Wording) -> list[Candidate]:
    """Return the readings in which the question names nothing: by a relation, or by the words of a fact."""
    if scene.base.counts["facts"] > ONE_SUBJECT:
        return []
    nowhere = Span(0, 0, "", IMPLIED, 0)
    found = [
        _alone(scene, nowhere, row, wording, inverse=inverse) for row, inverse in _by_relation(scene, nowhere)
    ]
    taken = {made.only.number for made in found}
    for row in _by_words(scene):
        if row.number not in taken:
            found += [_alone(scene, nowhere, row, wording, inverse=inverse) for inverse in (False, True)]
    return found


def _by_relation(scene: Scene, nowhere: Span) -> Iterator[tuple[Any, bool]]:
    """Yield the facts of the relations that are asked for, with the direction they are asked for in."""
    supports, _ = scene.around(nowhere)
    asked_for = {place for place, support in supports.items() if support.value >= ASKS_ALONE}
    for relation in scene.relations:
        inverses = {inverse for target, inverse in asked_for if target in (relation.number, relation.concept)}
        if relation.facts <= FEW and inverses:
            for row in scene.base.facts(relation=relation.number, limit=FEW):
                yield from ((row, inverse) for inverse in sorted(inverses))


def _by_words(scene: Scene) -> Iterator[Any]:
    """Yield the facts whose statements hold most of the words, by the index of wordings."""
    said = sorted({stem for word in scene.asked.words if word.weight for _, stem in word.stems})
    for number in scene.base.facts_with(said)[:FEW]:
        yield scene.base.row(number)


def _alone(scene: Scene, nowhere: Span, row: Any, wording: Wording, *, inverse: bool) -> Candidate:
    entity = row.object if inverse and row.object is not None else row.subject
    made = candidate(scene, nowhere, entity, row.relation, inverse=inverse)
    made.only = row
    describe(made, scene, 0.0)
    look_into(made, scene, wording)
    return made


SPANS = 12  # names weighed in one question, the longest first
SAID = 0.99  # the share of a wording from which on it was said in full
CLEARLY = 0.05  # the value by which it is clearly the better one
UNEXPLAINED = 0.3  # the weight of words left over from which on a question is looked at again


class Weighed:
    """The readings of a question in one base, best first, and the names that were found in it."""

    __slots__ = ("ordered", "probability", "scene", "spans")

    def __init__(self, scene: Scene, spans: list[Span], ordered: list[Candidate], probability: float) -> None:
        """Keep what was found, and the probability that the first reading is right."""
        self.scene, self.spans, self.ordered, self.probability = scene, spans, ordered, probability


def weigh(
    asked: Asked, base: Any, lexicon: Lexicon, calibration: Calibration, *, strict: bool = False
) -> Weighed:
    """Return the ranked readings of a question in one base."""
    scene = Scene(asked, base, lexicon)
    spans = _outermost(exact(asked, base), asked)[:SPANS]
    _set_names(scene, spans)
    found = candidates(scene, spans)
    ordered = calibration.order(found)
    if ordered and _is_bare(ordered[0]):
        return Weighed(scene, spans, ordered, calibration.probability(ordered))
    if not strict and _maybe_misspelt(ordered, asked):
        extra = _near(scene, spans)
        spans = spans + extra
        scene.named = scene.named + extra
        found += candidates(scene, extra)
        ordered = calibration.order(found)
    if _unexplained(ordered) or _unopened(ordered, asked):
        wording = look_into_all(ordered, scene, spans)
        ordered = calibration.order(found)
        if _unexplained(ordered):
            ordered = calibration.order(found + without_name(scene, wording))
    return Weighed(scene, spans, ordered, calibration.probability(ordered) if ordered else 0.0)


def _set_names(scene: Scene, spans: list[Span]) -> None:
    """Note which words are names, and which of them are surely nothing else."""
    scene.named = [span for span in spans if span.how == EXACT]
    surely = [span for span in scene.named if _surely(span, scene.asked)]
    scene.wordings.names = frozenset(at for span in surely for at in range(span.start, span.end))


def _near(scene: Scene, spans: list[Span]) -> list[Span]:
    """Return the names that are there but for their spelling."""
    from factcli.questions.misspelt import misspelt

    asked, base = scene.asked, scene.base
    loose = frozenset(word for language in scene.lexicon.languages.values() for word in language.loose)
    joined = squeezed(asked, base, spans)
    near = [span for span in misspelt(asked, base, asked.kind_words, loose) if not _known(span, joined)]
    return [span for span in joined + near if not _known(span, spans)][:SPANS]


def _surely(span: Span, asked: Asked) -> bool:
    """Tell whether several words are a name and nothing else."""
    words = asked.words[span.start : span.end]
    return len(words) > 1 and any(word.capital or not (word.common or word.empty) for word in words)


def _unexplained(ordered: list[Candidate]) -> bool:
    return (
        not ordered or ordered[0].features["leftover"] > UNEXPLAINED or bool(ordered[0].features["no_words"])
    )


def _is_bare(best: Candidate) -> bool:
    """Tell whether a name as the base has it is all that was said: then no more need be looked into."""
    return best.span.how == EXACT and not best.left and bool(best.features["no_words"])


def _maybe_misspelt(ordered: list[Candidate], asked: Asked) -> bool:
    """Tell whether a name may be misspelt: none fits, or a word is left that is unknown or written like one."""
    if not _unexplained(ordered):
        return False
    left = [asked.words[at] for at in ordered[0].left] if ordered else []  # none: a bare name, typed as it is
    return not ordered or any(word.unknown or word.capital for word in left)


def _unopened(ordered: list[Candidate], asked: Asked) -> bool:
    """Tell whether the facts must be opened for their dates and modalities."""
    return asked.future or (bool(ordered) and bool(ordered[0].features["kind_clashes"]))


def _outermost(spans: list[Span], asked: Asked) -> list[Span]:
    """Return the spans outside any longer exact one; names of empty words only where there is nothing else."""
    full = [span for span in spans if not all(word.empty for word in asked.words[span.start : span.end])]
    spans = full or spans
    return [span for span in spans if not any(_inside(span, other) for other in spans)]


def _inside(span: Span, other: Span) -> bool:
    longer = other.end - other.start > span.end - span.start
    return longer and other.how == EXACT and other.start <= span.start and span.end <= other.end


def _known(span: Span, spans: list[Span]) -> bool:
    same = (other for other in spans if other.key == span.key)
    return any(other.start <= span.start and span.end <= other.end for other in same)


def is_outdone(weighed: Weighed) -> bool:
    """Tell whether a wording that was said in full asks for something else, which the name does not have.

    "CEO of X" is said in full where X has only a "former CEO", "better valued than X" where X is only told to be
    better valued: a part is no answer to the whole.
    """
    best, scene = weighed.ordered[0], weighed.scene
    if best.support.cover > SAID or not best.support.words or scene.asked.kind is None:
        return False
    has = {(row.relation, row.inverse) for row in scene.base.profile(best.entity)}
    supports, _ = scene.around(best.span)
    return any(
        isinstance(target, int)
        and not inverse
        and (target, inverse) not in has
        and support.cover > SAID
        and support.value > best.support.value + CLEARLY
        and _asks_the_same(best, scene, target)
        for (target, inverse), support in supports.items()
    )


def _asks_the_same(best: Candidate, scene: Scene, target: int) -> bool:
    if best.inverse:
        return target == best.relation
    return scene.kind(scene.relations[target], inverse=False) == best.kind

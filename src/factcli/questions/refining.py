"""Look into the facts behind a reading: the rest of the question may stand in what a fact says.

A relation may hold several facts, and a question may ask for one of them by a word of its statement, by a
second name, by its date. The words a fact's own wording explains are no longer left over, and of the facts
of one reading those that explain most answer.
"""

from __future__ import annotations

from factcli.questions.features import describe_rest
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from factcli.model import Entity, Fact
    from factcli.questions.context import Candidate, Scene
    from factcli.questions.linking import Span

FACTS_READ = 100  # facts that one question looks into, the likeliest readings first
OWNERS = 3  # bearers of a second name that are looked for in a statement
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
        for owner in span.owners[:OWNERS]:
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

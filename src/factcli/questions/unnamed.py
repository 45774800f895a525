"""Find the readings of a question that names nothing, in a base that is about one thing.

"How large is the credit line?" leaves the company unsaid. Where few facts state the relation that is asked
for, or a fact's own words are the question's, the fact may be meant all the same.
"""

from __future__ import annotations

from factcli.questions.features import describe
from factcli.questions.linking import IMPLIED, Span
from factcli.questions.ranking import candidate
from factcli.questions.refining import look_into

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from factcli.questions.context import Candidate, Scene
    from factcli.questions.refining import Wording

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

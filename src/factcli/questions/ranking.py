"""Hold each name that was found against each relation its bearer has."""

from __future__ import annotations

from factcli.questions.context import Candidate
from factcli.questions.features import describe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.questions.context import Scene
    from factcli.questions.linking import Span

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

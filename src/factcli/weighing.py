"""Gather the readings of a question in one base, cheapest steps first, and rank them.

Names as they were typed come first. Only when those leave words unexplained are misspelt names looked for,
the facts behind the readings opened, and, last, the relations asked for without any name.
"""

from __future__ import annotations

from factcli.mentions import EXACT, IMPLIED, Span, exact, misspelt, squeezed
from factcli.ranking import Candidate, Scene, candidate, candidates
from factcli.refining import look_into, look_into_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from factcli.calibration import Calibration
    from factcli.lexicon import Lexicon
    from factcli.question import Asked
    from factcli.refining import Wording

SPANS = 12  # names weighed in one question, the longest first
UNEXPLAINED = 0.3  # the weight of words left over from which on a question is looked at again
ONE_SUBJECT = 1_000  # facts up to which a base is taken to be about one thing, so that a question may leave it unnamed
FEW = 30  # facts a relation may have to be asked for without a name
ASKS_ALONE = 0.3  # the support from which on a relation may be asked for without a name


class Weighed:
    """The readings of a question in one base, best first, and the names that were found in it."""

    __slots__ = ("ordered", "probability", "scene", "spans", "wording")

    def __init__(self, scene: Scene, spans: list[Span], ordered: list[Candidate], probability: float) -> None:
        """Keep what was found; `wording` is there when facts were looked into."""
        self.scene, self.spans, self.ordered, self.probability = scene, spans, ordered, probability
        self.wording: Wording | None = None


def weigh(asked: Asked, base: Any, lexicon: Lexicon, calibration: Calibration, *, strict: bool = False) -> Weighed:
    """Return the ranked readings of a question in one base."""
    scene = Scene(asked, base, lexicon)
    spans = _outermost(exact(asked, base), asked)[:SPANS]
    scene.named = [span for span in spans if span.how == EXACT]
    scene.wordings.names = frozenset(at for span in scene.named if _surely(span, asked) for at in range(span.start, span.end))
    found = candidates(scene, spans)
    ordered = calibration.order(found)
    if not strict and _maybe_misspelt(ordered, asked):
        near = [*squeezed(asked, base, spans), *misspelt(asked, base, asked.kind_words)]
        extra = [span for span in near if not _known(span, spans)][:SPANS]
        spans = spans + extra
        scene.named = scene.named + extra
        found += candidates(scene, extra)
        ordered = calibration.order(found)
    wording = None
    if _unexplained(ordered) or _undated(ordered, asked):
        wording = look_into_all(ordered, scene, spans)
        ordered = calibration.order(found)
        if _unexplained(ordered) and base.counts["facts"] <= ONE_SUBJECT:
            found += _without_name(scene, wording)
            ordered = calibration.order(found)
    weighed = Weighed(scene, spans, ordered, calibration.probability(ordered) if ordered else 0.0)
    weighed.wording = wording
    return weighed


def _surely(span: Span, asked: Asked) -> bool:
    """Tell whether several words are a name and nothing else."""
    words = asked.words[span.start : span.end]
    return len(words) > 1 and any(word.capital or not (word.common or word.empty) for word in words)


def _unexplained(ordered: list[Candidate]) -> bool:
    return not ordered or ordered[0].features["leftover"] > UNEXPLAINED or bool(ordered[0].features["no_words"])


def _maybe_misspelt(ordered: list[Candidate], asked: Asked) -> bool:
    """Tell whether a name may be misspelt: none fits, or a word is left that nobody knows or that is written like a name."""
    if not _unexplained(ordered):
        return False
    left = [asked.words[at] for at in ordered[0].left] if ordered else []  # none: a bare name, typed as it is
    return not ordered or any(word.unknown or word.capital for word in left)


def _undated(ordered: list[Candidate], asked: Asked) -> bool:
    """Tell whether the facts must be opened for their dates and modalities."""
    return asked.future or (bool(ordered) and bool(ordered[0].features["kind_clashes"]))


def _outermost(spans: list[Span], asked: Asked) -> list[Span]:
    """Return the spans that do not lie inside a longer exact one; a name of empty words only where it is all there is."""
    full = [span for span in spans if not all(word.empty for word in asked.words[span.start : span.end])]
    spans = full or spans
    return [span for span in spans if not any(_inside(span, other) for other in spans)]


def _inside(span: Span, other: Span) -> bool:
    longer = other.end - other.start > span.end - span.start
    return longer and other.how == EXACT and other.start <= span.start and span.end <= other.end


def _known(span: Span, spans: list[Span]) -> bool:
    return any(other.key == span.key and other.start <= span.start and span.end <= other.end for other in spans)


def _without_name(scene: Scene, wording: Wording) -> list[Candidate]:
    """Return the readings in which the question names nothing: a relation few facts have, or the words of a fact."""
    nowhere = Span(0, 0, "", IMPLIED, 0)
    supports, _ = scene.around(nowhere)
    found = []
    for relation in scene.relations:
        places = [(relation.number, False), (relation.number, True), (relation.concept, False), (relation.concept, True)]
        asked_for = {inverse for target, inverse in places if (target, inverse) in supports and supports[target, inverse].value >= ASKS_ALONE}
        if relation.facts <= FEW and asked_for:
            for row in scene.base.facts(relation=relation.number, limit=FEW):
                found += [_alone(scene, nowhere, row, wording, inverse=inverse) for inverse in sorted(asked_for)]
    said = sorted({stem for word in scene.asked.words if word.weight for _, stem in word.stems})
    taken = {made.only.number for made in found}
    for number in [number for number in scene.base.facts_with(said)[:FEW] if number not in taken]:
        row = scene.base.row(number)
        found += [_alone(scene, nowhere, row, wording, inverse=inverse) for inverse in (False, True)]
    return found


def _alone(scene: Scene, nowhere: Span, row: Any, wording: Wording, *, inverse: bool) -> Candidate:
    entity = row.object if inverse and row.object is not None else row.subject
    made = candidate(scene, nowhere, entity, row.relation, inverse=inverse)
    made.only = row
    look_into(made, scene, wording)
    return made

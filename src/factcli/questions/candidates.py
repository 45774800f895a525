"""Gather the readings of a question in one base, cheapest steps first, and rank them.

Names as they were typed come first. Only when those leave words unexplained are misspelt names looked for,
the facts behind the readings opened, and, last, the relations asked for without any name.
"""

from __future__ import annotations

from factcli.questions.context import Scene
from factcli.questions.linking import EXACT, Span, exact, squeezed
from factcli.questions.ranking import candidates
from factcli.questions.refining import look_into_all
from factcli.questions.unnamed import without_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from factcli.language.lexicon import Lexicon
    from factcli.questions.calibration import Calibration
    from factcli.questions.context import Candidate
    from factcli.questions.parse import Asked

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

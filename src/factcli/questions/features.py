"""Describe a reading by numbers: what speaks for it, what it leaves unexplained, what it contradicts.

How the numbers are weighed, and what probability of being right comes of them, is fitted on public question
sets (`benchmarks/calibrate.py`) and kept in `calibration.json`.
"""

from __future__ import annotations

from math import log

from factcli.questions.clashing import clashes
from factcli.questions.context import fits
from factcli.questions.direction import cue
from factcli.questions.leftover import of_names, of_noun, of_words
from factcli.questions.linking import FUZZY, IMPLIED, PARTIAL, SQUEEZED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.questions.context import Candidate, Scene

_SHORT_NAME = 4  # letters
_NO_SUPPORT, _RIVAL = (
    0.05,
    0.1,
)  # values of a wording below which it says nothing, and by which another is better
_DATED = 0.6  # what a fact with a date is worth to who asks for one, beside a fact that is one
_MOST_MASS, _MOST_ABSENT = 2.5, 0.5  # beyond these the numbers tell nothing more

FEATURES = tuple(  # a table of names, by what they are about: name, wording, words left, noun and kind
    """value cover share mass gap rival no_words absent cue_fits cue_clashes inverse why_unasked what_person
    implied fuzzy partial squeezed missing slips slips_share alias letters short hollow
    leftover left_near left_beside left_asked left_capital left_unknown told left_name answer_given named_else
    noun_left noun_of kind_fits kind_clashes kind_vague future_fits curated_left told_alone""".split()  # noqa: SIM905 -- forty quoted words would hide the table
)


def describe(made: Candidate, scene: Scene, absent: float) -> None:
    """Fill in every feature of a reading; `absent` is the best support of a relation its bearer lacks."""
    made.rest = _rest(made, scene)
    made.features = {**_of_name(made, scene), **_of_wording(made, scene, absent)}
    describe_rest(made, scene)


def _rest(made: Candidate, scene: Scene) -> list[int]:
    """Return the positions of the telling words that neither the name nor the wording explains."""
    span, explained, asked = made.span, made.support.explained, scene.asked
    beside = _beside(made, scene)
    return [
        at
        for at, word in enumerate(asked.words)
        if word.weight
        and not span.start <= at < span.end
        and at not in explained
        and at not in beside
        and at not in asked.kind_words
    ]


def _beside(made: Candidate, scene: Scene) -> frozenset[int]:
    """Return the words that only say what the name is of; none where nothing else would be left to ask for."""
    found = scene.beside(made.span, made.entity) if made.support.value >= _NO_SUPPORT else frozenset()
    return found if made.support.words - found else frozenset()


def _of_name(made: Candidate, scene: Scene) -> dict[str, float]:
    """Return how sure the name is: how it was found, how far the spelling is off, how much of it there is."""
    span = made.span
    letters = len(span.key.replace(" ", ""))
    words = scene.asked.words[span.start : span.end]
    return {
        "implied": float(span.how == IMPLIED),
        "fuzzy": float(span.how == FUZZY),
        "partial": float(span.how == PARTIAL),
        "squeezed": float(span.how == SQUEEZED),
        "missing": span.missing,
        "slips": span.slips,
        "slips_share": span.slips / max(letters, 1),
        "alias": float(span.alias.get(made.entity, False)),
        "letters": log(1 + letters),
        "short": float(letters <= _SHORT_NAME),
        "hollow": float(bool(words) and all(word.empty for word in words)),
    }


def _of_wording(made: Candidate, scene: Scene, absent: float) -> dict[str, float]:
    """Return how well the words ask for the relation, in this direction, beside every other relation."""
    support, asked = made.support, scene.asked
    _, best = scene.around(made.span)
    order = cue(made, scene)
    anything = asked.thing and asked.kind is None
    return {
        "value": support.value,
        "cover": support.cover,
        "share": support.share,
        "mass": min(support.mass, _MOST_MASS),
        "cue_fits": float(order > 0),
        "cue_clashes": float(order < 0),
        "inverse": float(made.inverse),
        "gap": max(best - support.value, 0.0),
        "rival": float(best - support.value > _RIVAL),
        "no_words": float(support.value < _NO_SUPPORT),
        "absent": max(-_MOST_ABSENT, min(_MOST_ABSENT, absent - support.value)),
        "why_unasked": float(made.kind == "reason" and asked.kind != "reason"),
        "what_person": float(anything and made.kind == "person" and not made.inverse),
    }


def describe_rest(made: Candidate, scene: Scene) -> None:
    """Fill in the features of the words left over; called again once the facts were looked into."""
    asked = scene.asked
    answers = bool(asked.kind and made.kind and fits(asked.kind, made.kind))
    kind_fits = answers or bool(asked.kind and made.dated)
    planned = asked.future and any(row.modality == "planned" for row in made.rows)
    left = [
        at
        for at in made.left
        if not (at == asked.head and kind_fits and asked.plain) and not (planned and _is_future(at, scene))
    ]
    vague = _is_vague(made, scene)
    made.features |= of_words(made, scene, left)
    made.features |= of_names(made, scene, left)
    made.features |= of_noun(made, scene, kind_fits=kind_fits)
    made.features |= {
        "kind_fits": 1.0 if answers else _DATED * kind_fits,
        "kind_clashes": float(not kind_fits and (clashes(made, scene) or (vague and asked.kind == "time"))),
        "kind_vague": float(vague),
        "future_fits": float(planned),
    }


def _is_future(at: int, scene: Scene) -> bool:
    """Tell whether a word only says that what is asked is yet to come."""
    return scene.language.is_future(scene.asked.words[at].word)


def _is_vague(made: Candidate, scene: Scene) -> bool:
    """Tell whether an amount or a date is asked of a relation whose curator calls its answers things."""
    curated = bool(scene.relations[made.relation].phrases)
    return curated and scene.asked.kind in ("quantity", "time") and made.kind is None and not made.dated

"""Describe a reading by numbers: what speaks for it, what it leaves unexplained, what it contradicts.

How the numbers are weighed, and what probability of being right comes of them, is fitted on public question
sets (`benchmarks/calibrate.py`) and kept in `calibration.json`.
"""

from __future__ import annotations

from math import log

from factcli.clashing import clashes
from factcli.direction import cue
from factcli.mentions import FUZZY, IMPLIED, PARTIAL, SQUEEZED, Span
from factcli.scene import fits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.question import Asked
    from factcli.scene import Candidate, Scene

_SHORT_NAME = 4  # letters
_NO_SUPPORT, _RIVAL = (
    0.05,
    0.1,
)  # values of a wording below which it says nothing, and by which another is better
_MOST_MASS, _MOST_LEFT, _MOST_ABSENT = 2.5, 4.0, 0.5  # beyond these the numbers tell nothing more

FEATURES = tuple(  # a table of names, by what they are about: name, wording, words left, noun and kind
    """value cover share mass gap rival no_words absent cue_fits cue_clashes inverse why_unasked what_person
    implied fuzzy partial squeezed missing slips slips_share alias letters short hollow
    leftover left_near left_beside left_capital left_unknown told left_name answer_given named_else
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
    return [
        at
        for at, word in enumerate(asked.words)
        if word.weight
        and not span.start <= at < span.end
        and at not in explained
        and at not in asked.kind_words
    ]


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
    kind_fits = bool(asked.kind and (made.dated or (made.kind and fits(asked.kind, made.kind))))
    left = [at for at in made.left if at != asked.head or not kind_fits]
    made.features |= _of_rest(made, scene, left)
    made.features |= _of_names_left(made, scene, left)
    made.features |= _of_noun(made, scene, kind_fits=kind_fits)
    made.features |= {
        "kind_fits": float(kind_fits),
        "kind_clashes": float(not kind_fits and clashes(made, scene)),
        "kind_vague": float(_is_vague(made, scene)),
        "future_fits": float(asked.future and any(row.modality == "planned" for row in made.rows)),
    }


def _is_vague(made: Candidate, scene: Scene) -> bool:
    """Tell whether an amount or a date is asked of a relation whose curator calls its answers things."""
    curated = bool(scene.relations[made.relation].phrases)
    return curated and scene.asked.kind in ("quantity", "time") and made.kind is None and not made.dated


def _of_rest(made: Candidate, scene: Scene, left: list[int]) -> dict[str, float]:
    words, span, used = scene.asked.words, made.span, made.support.words
    content = sum(word.weight for word in words)
    leftover = min(sum(words[at].weight for at in left), _MOST_LEFT)
    told = sum(words[at].weight for at in made.told) / content if content else 0.0
    curated = bool(scene.relations[made.relation].phrases)
    return {
        "leftover": leftover,
        "curated_left": leftover * curated,
        "told_alone": told * (span.how == IMPLIED),
        "left_near": sum(words[at].weight for at in left if at in (span.start - 1, span.end)),
        "left_beside": float(any(at + 1 in used or at - 1 in used for at in left)),
        "left_capital": float(sum(words[at].capital and (at > 0 or words[at].foreign) for at in left)),
        "left_unknown": float(any(words[at].foreign for at in left)),
        "told": told,
    }


def _of_names_left(made: Candidate, scene: Scene, left: list[int]) -> dict[str, float]:
    unnamed = made.span.how == IMPLIED and made.only is not None
    return {
        "left_name": float(any(_is_left(span, left, scene.asked) for span in scene.named)),
        "answer_given": float(_gives_answer(made, scene)),
        "named_else": float(unnamed and any(_is_elsewhere(span, made) for span in scene.named)),
    }


def _is_left(span: Span, left: list[int], asked: Asked) -> bool:
    """Tell whether a second name is left over: not an everyday word that happens to be a name."""
    places = range(span.start, span.end)
    named = any(asked.words[at].capital or not asked.words[at].common for at in places)
    return named and all(at in left for at in places)


def _gives_answer(made: Candidate, scene: Scene) -> bool:
    """Tell whether the question names what the reading would answer: "who is the owner of X", answered X."""
    if not (scene.asked.kind_words and made.rows):
        return False
    given = {row.subject if made.inverse else row.object for row in made.rows} - {None}
    named = {owner for span in scene.named if span is not made.span for owner in span.owners}
    return bool(given) and given <= named


def _is_elsewhere(span: Span, made: Candidate) -> bool:
    """Tell whether a name in the question is borne by neither side of a fact that no name led to."""
    said = all(at in made.support.words for at in range(span.start, span.end))
    return not said and made.only.subject not in span.owners and made.only.object not in span.owners


def _of_noun(made: Candidate, scene: Scene, *, kind_fits: bool) -> dict[str, float]:
    """Return whether the noun that is asked for is left over, and whether it is said to be something's.

    A noun that only says which kind of answer is wanted ("which city") may be left over.
    """
    asked = scene.asked
    if asked.noun not in made.left:
        return {"noun_left": 0.0, "noun_of": 0.0}
    owned = _has_owner(made, scene)
    excused = asked.noun == asked.head and kind_fits and (asked.plain or not owned)
    return {"noun_left": float(not excused), "noun_of": float(owned and not excused)}


def _has_owner(made: Candidate, scene: Scene) -> bool:
    """Tell whether the noun that is asked for is said to be something's: "the rate of the credit line"."""
    words, at, left, of = scene.asked.words, scene.asked.noun, set(made.left), scene.language.genitive
    while at is not None and at < len(words) and at in left:
        at += 1
        while at + 1 < len(words) and words[at].word in of and at + 1 in left:
            at += 1
    return at is not None and at < len(words) and words[at].word in of

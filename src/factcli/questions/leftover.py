"""Describe what a reading leaves unexplained: words, names, the very noun that is asked for."""

from __future__ import annotations

from factcli.questions.linking import IMPLIED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.questions.context import Candidate, Scene
    from factcli.questions.linking import Span
    from factcli.questions.parse import Asked

_ASKED_ELSE = (
    2.0  # what a noun counts, where wordings were written by hand, that asks for another relation ("street")
)
_MOST_LEFT = 4.0  # beyond this the weight of the words tells nothing more


def of_words(made: Candidate, scene: Scene, left: list[int]) -> dict[str, float]:
    """Return how much is left over, where it stands and whether it may be a name."""
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
        "left_asked": sum(words[at].weight for at in left if _asks_else(at, made, scene)),
        "left_unknown": float(any(words[at].foreign for at in left)),
        "told": told,
    }


def _asks_else(at: int, made: Candidate, scene: Scene) -> bool:
    """Tell whether a word asks, in a wording that a curator wrote, for another relation than that of the reading."""
    others = (one for one in scene.wordings.asked_by(at) if isinstance(one, int) and one != made.relation)
    return any(scene.relations[other].phrases for other in others)


def of_names(made: Candidate, scene: Scene, left: list[int]) -> dict[str, float]:
    """Return whether a name is left over, or is what the reading would answer."""
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


def of_noun(made: Candidate, scene: Scene, *, kind_fits: bool) -> dict[str, float]:
    """Return whether the noun that is asked for is left over, and whether it is said to be something's.

    A noun that only says which kind of answer is wanted ("which city") may be left over; "how old" is one too.
    """
    asked = scene.asked
    if asked.noun not in made.left:
        unmeasured = asked.measures(scene.language) and asked.kind_words.isdisjoint(made.support.words)
        return {"noun_left": float(unmeasured), "noun_of": 0.0}
    owned = _has_owner(made, scene)
    excused = asked.noun == asked.head and kind_fits and asked.plain
    if excused:
        return {"noun_left": 0.0, "noun_of": 0.0}
    relation = scene.relations[made.relation]
    others = scene.wordings.asked_by(asked.noun) - {relation.number, relation.concept}
    return {"noun_left": _ASKED_ELSE if others and relation.phrases else 1.0, "noun_of": float(owned)}


def _has_owner(made: Candidate, scene: Scene) -> bool:
    """Tell whether the noun that is asked for is said to be something's: "the rate of the credit line"."""
    words, at, left, of = scene.asked.words, scene.asked.noun, set(made.left), scene.language.genitive
    while at is not None and at < len(words) and at in left:
        at += 1
        while at + 1 < len(words) and words[at].word in of and at + 1 in left:
            at += 1
    return at is not None and at < len(words) and words[at].word in of

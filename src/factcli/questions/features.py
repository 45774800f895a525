"""Describe a reading by numbers: what speaks for it, what it leaves unexplained, what it contradicts.

How the numbers are weighed, and what probability of being right comes of them, is fitted on public question
sets (`benchmarks/calibrate.py`) and kept in `calibration.json`.
"""

from __future__ import annotations

from math import log

from factcli.questions.context import BESIDE, fits
from factcli.questions.linking import FUZZY, IMPLIED, PARTIAL, SQUEEZED
from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from factcli.questions.context import Candidate, Scene
    from factcli.questions.linking import Span
    from factcli.questions.parse import Asked


# Describe what a reading leaves unexplained: words, names, the very noun that is asked for.

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


# Read from the order of the words in which direction a relation is asked for.
#
# "Founded by X" and "what did X found" make X the doer, "who founded X" and "who was X founded by" the thing
# done; "the capital of X" and "X's capital" ask for what X has, not for what has X. Which words tell is a
# matter of the language file.


def cue(made: Candidate, scene: Scene) -> int:
    """Tell whether the order of the words fits the direction of the reading: 1 fits, -1 clashes, 0 silent."""
    doer, agent = _is_doer(made, scene), _agent(scene.relations[made.relation], scene)
    if doer is not None and agent:
        return 1 if doer == ((agent == "object") == made.inverse) else -1
    if not made.support.words or agent == "subject" or not _owned(made, scene):
        return 0
    if not made.inverse:
        return 1
    return -1 if _could_be_owned(made, scene) else 0


def _could_be_owned(made: Candidate, scene: Scene) -> bool:
    """Tell whether the same words ask just as well for what the name has."""
    relation = scene.relations[made.relation]
    kind = scene.kind(relation, inverse=False)
    if scene.asked.kind and kind and not fits(scene.asked.kind, kind):
        return False
    forward = scene.support(made.span, relation, inverse=False)
    return forward.value >= BESIDE * made.support.value


def _agent(relation: Any, scene: Scene) -> str | None:
    """Return who does the deed a relation is: its subject or its object; "founded by" says so itself."""
    concept = scene.lexicon.concept(relation.concept) if relation.concept else None
    if concept and concept.agent:
        return concept.agent
    for code, label in relation.label.items():
        language = scene.lexicon.languages.get(code)
        if language and words(label)[-1:] and words(label)[-1] in language.agent_before:
            return "object"
    return None


def _is_doer(made: Candidate, scene: Scene) -> bool | None:
    """Tell whether the name is the doer of the deed, by the words around it; None where they do not tell."""
    span, language = made.span, scene.language
    before = scene.asked.words[span.start - 1].word if span.start else ""
    after = any(at >= span.end for at in made.support.words)
    if _doer_is_asked(made, scene):
        return False
    if before in language.agent_before or (after and before in language.support) or _acts(made, scene):
        return True
    if _deed_is_asked(scene) and (before in language.articles or before not in language.function):
        return True
    person = scene.asked.kind == "person" and made.support.words
    return False if person and max(made.support.words) < span.start else None


def _acts(made: Candidate, scene: Scene) -> bool:
    """Tell whether a verb and its pronoun take up the name, in the active: "X devance-t-elle", "X a-t-elle fondé"."""
    language = scene.language
    said = [word.word for word in scene.asked.words[made.span.end :]]
    taken_up = any(said[at : at + 1] and said[at] in language.pronouns for at in (1, 2))
    return taken_up and language.passive.isdisjoint(said)


def _doer_is_asked(made: Candidate, scene: Scene) -> bool:
    """Tell whether "by" stands with the question word or alone at the end: "par qui", "founded by?"."""
    said = scene.asked.words
    return any(
        word.word in scene.language.agent_before
        and at != made.span.start - 1
        and (at + 1 == len(said) or at + 1 in scene.asked.kind_words)
        for at, word in enumerate(said)
    )


def _deed_is_asked(scene: Scene) -> bool:
    """Tell whether the question word can only ask for what was done: "qu'a fondé X"."""
    asked = scene.asked
    said = {asked.words[at].word for at in asked.kind_words}
    return asked.head is None and not said.isdisjoint(scene.language.object_words)


def _owned(made: Candidate, scene: Scene) -> bool:
    """Tell whether the name stands as the owner of what is asked for: "N of X", "X's N"."""
    said, span, language = scene.asked.words, made.span, scene.language
    at = span.start - 1
    while at > 0 and said[at].word in language.articles:
        at -= 1
    if at > 0 and said[at].word in language.genitive:
        return max(made.support.words) in (at, at - 1)
    owner = span.end < len(said) and said[span.end].word in language.possessive
    return owner and max(made.support.words) > span.end


# Tell whether a reading answers with another kind of thing than was asked for.

WHOLE = 0.8  # the share of a wording from which on its question word counts
_NO_DEED = frozenset(["person", "time", "place"])  # what "que" cannot ask for


def clashes(made: Candidate, scene: Scene) -> bool:
    """Tell whether the kind that was asked for is surely another one than the reading gives.

    Not where the wording itself holds the question word: "where educated" asks for a school.
    """
    asked = scene.asked
    if not made.kind:
        return False
    if asked.kind == "person" and made.kind == "place" and made.inverse:
        return False  # a country may be who wants or chooses something
    if asked.kind:
        return made.support.cover < WHOLE or asked.kind_words.isdisjoint(made.support.words)
    said = {asked.words[at].word for at in asked.kind_words}
    deed = asked.head is None and asked.noun is not None and not said.isdisjoint(scene.language.object_words)
    return deed and made.kind in _NO_DEED


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

"""Hold each name that was found against each relation its bearer has, and say how well the two explain the question.

Every reading gets the same few features; how they are weighed, and what probability of being right comes of
it, is fitted on public question sets (`benchmarks/calibrate.py`) and kept in `calibration.json`.
"""

from __future__ import annotations

from math import log

from factcli.evidence import NONE, Support, Wordings
from factcli.mentions import FUZZY, IMPLIED, PARTIAL, SQUEEZED, Span
from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from factcli.lexicon import Lexicon
    from factcli.question import Asked

WHOLE = 0.8  # the share of a wording from which on its question word counts
BESIDE = 0.8  # what a wording of the lexicon is worth beside a relation's own

FEATURES = (
    "value", "cover", "share", "mass", "leftover", "left_near", "left_capital", "left_unknown", "told", "kind_fits", "kind_clashes",
    "cue_fits", "cue_clashes", "inverse", "implied", "fuzzy", "slips", "slips_share", "alias", "squeezed", "letters", "short", "hollow", "gap",
    "rival", "no_words", "absent", "noun_left", "noun_of", "what_person", "why_unasked",
    "future_fits", "left_name", "named_else", "answer_given",
    "left_beside", "partial", "missing",
    "kind_vague",
)  # fmt: skip


class Candidate:
    """One reading of a question: this span is this entity, and this relation of it is asked for."""

    __slots__ = (
        "dated", "entity", "features", "inverse", "kind", "only", "relation", "rest", "rows", "score", "span", "support", "told",
    )  # fmt: skip

    def __init__(self, span: Span, entity: int, relation: int, *, inverse: bool, support: Support) -> None:  # noqa: PLR0913
        """Start without features; `only` is the one fact of a reading that no name led to."""
        self.span, self.entity, self.relation, self.inverse, self.support = span, entity, relation, inverse, support
        self.features: dict[str, float] = {}
        self.rest: list[int] = []
        self.told: set[int] = set()
        self.rows: list[Any] = []
        self.only: Any = None
        self.dated = False
        self.kind: str | None = None
        self.score = 0.0

    @property
    def left(self) -> list[int]:
        """Return the positions of the words that nothing explains."""
        return [at for at in self.rest if at not in self.told]

    @property
    def place(self) -> tuple[int, int, bool]:
        """Return what is answered: the entity, the relation and the direction."""
        return (self.entity, self.relation, self.inverse)


class Scene:
    """What a question is ranked in: the base, the lexicon, the relations and the wordings that touch it."""

    def __init__(self, asked: Asked, base: Any, lexicon: Lexicon) -> None:
        """Gather what every reading of one question shares."""
        self.asked, self.base, self.lexicon = asked, base, lexicon
        self.language = lexicon.languages[asked.language]
        self.relations = base.relations()
        self.wordings = Wordings(asked, lexicon, base)
        self.named: list[Span] = []
        self._around: dict[tuple[int, int], tuple[dict[tuple[str | int, bool], Support], float]] = {}

    def around(self, span: Span) -> tuple[dict[tuple[str | int, bool], Support], float]:
        """Return the supports around a span, and the best value any concept or relation has there."""
        place = (span.start, span.end)
        if place not in self._around:
            supports = self.wordings.around(*place)
            self._around[place] = (supports, max((s.value for s in supports.values()), default=0.0))
        return self._around[place]


def candidates(scene: Scene, spans: list[Span], owners: int = 40) -> list[Candidate]:
    """Return a candidate for each relation of each owner of each span, with its features."""
    found = []
    for span in spans:
        for entity in span.owners[:owners]:
            absent = _absent(scene, span, entity)
            for row in scene.base.profile(entity):
                found.append(candidate(scene, span, entity, row.relation, inverse=row.inverse, absent=absent))
    return found


def candidate(scene: Scene, span: Span, entity: int, number: int, *, inverse: bool, absent: float = 0.0) -> Candidate:
    """Return one reading with its features."""
    supports, best = scene.around(span)
    relation = scene.relations[number]
    made = Candidate(span, entity, number, inverse=inverse, support=_support(supports, relation, inverse=inverse))
    made.kind = _kind(relation, scene.lexicon, inverse=inverse)
    _describe(made, scene, best, absent)
    describe_rest(made, scene)
    return made


def _support(supports: dict[tuple[str | int, bool], Support], relation: Any, *, inverse: bool) -> Support:
    """Return what speaks for a relation: its own wordings, and those of the concept it is.

    Where the curator wrote wordings of the relation, they come first: another relation of the base may own those of
    the lexicon.
    """
    own = supports.get((relation.number, inverse), NONE)
    common = supports.get((relation.concept, inverse), NONE) if relation.concept else NONE
    if relation.phrases and common is not NONE:
        common = common.lowered(BESIDE)
    best = own if own.value >= common.value else common
    if own is not NONE and common is not NONE:
        return best.joined(own.explained | common.explained)
    return best


def _kind(relation: Any, lexicon: Lexicon, *, inverse: bool) -> str | None:
    concept = lexicon.concept(relation.concept) if relation.concept else None
    if inverse:
        kind = relation.inverse_kind or (concept.subject[0] if concept and concept.subject else None)
    else:
        kind = relation.kind if relation.kind != "thing" else concept.kind if concept else None
    return None if kind == "thing" else kind


_SAME = frozenset(["person", "organization"])


def fits(asked: str, kind: str) -> bool:
    """Tell whether an answer of a kind is one that was asked for; who may ask for an organization too."""
    return asked == kind or (asked in _SAME and kind in _SAME)


def _absent(scene: Scene, span: Span, entity: int) -> float:
    """Return the best support of a relation that this bearer of the name does not have in that direction."""
    has = set()
    for row in scene.base.profile(entity):
        relation = scene.relations[row.relation]
        has |= {(row.relation, row.inverse), (relation.concept, row.inverse)}
    supports, _ = scene.around(span)
    return max((support.value for place, support in supports.items() if place not in has), default=0.0)


def _describe(made: Candidate, scene: Scene, best: float, absent: float) -> None:
    """Fill in the features that depend on the name and the relation alone."""
    span, support = made.span, made.support
    letters = len(span.key.replace(" ", ""))
    cue = _cue(made, scene)
    made.rest = [
        at
        for at, word in enumerate(scene.asked.words)
        if word.weight and not span.start <= at < span.end and at not in support.explained and at not in scene.asked.kind_words
    ]
    made.features = {
        "value": support.value,
        "cover": support.cover,
        "share": support.share,
        "mass": min(support.mass, 2.5),
        "cue_fits": float(cue > 0),
        "cue_clashes": float(cue < 0),
        "inverse": float(made.inverse),
        "implied": float(span.how == IMPLIED),
        "fuzzy": float(span.how == FUZZY),
        "partial": float(span.how == PARTIAL),
        "missing": span.missing,
        "slips": span.slips,
        "slips_share": span.slips / max(letters, 1),
        "alias": float(span.alias.get(made.entity, False)),
        "squeezed": float(span.how == SQUEEZED),
        "letters": log(1 + letters),
        "short": float(letters <= 4),
        "hollow": float(span.start < span.end and all(word.empty for word in scene.asked.words[span.start : span.end])),
        "gap": max(best - support.value, 0.0),
        "rival": float(best - support.value > 0.1),
        "no_words": float(support.value < 0.05),
        "why_unasked": float(made.kind == "reason" and scene.asked.kind != "reason"),
        "absent": max(-0.5, min(0.5, absent - support.value)),
        "what_person": float(scene.asked.thing and scene.asked.kind is None and made.kind == "person" and not made.inverse),
    }


def describe_rest(made: Candidate, scene: Scene) -> None:
    """Fill in the features that depend on the words left over; called again once the facts were looked into."""
    asked, span = scene.asked, made.span
    kind_fits = bool(asked.kind and (made.dated or (made.kind and fits(asked.kind, made.kind))))
    noun_of = asked.noun in made.left and _has_owner(made, scene)
    noun_left = asked.noun in made.left and not (asked.noun == asked.head and kind_fits and not (noun_of and not asked.plain))
    left = [at for at in made.left if at != asked.head or not kind_fits]
    content = sum(word.weight for word in asked.words)
    made.features |= {
        "leftover": min(sum(asked.words[at].weight for at in left), 4.0),
        "left_near": sum(asked.words[at].weight for at in left if at in (span.start - 1, span.end)),
        "left_beside": float(any(at + 1 in made.support.words or at - 1 in made.support.words for at in left)),
        "left_capital": float(sum(asked.words[at].capital and (at > 0 or asked.words[at].foreign) for at in left)),
        "left_unknown": float(any(asked.words[at].foreign for at in left)),
        "noun_left": float(noun_left),
        "noun_of": float(noun_left and noun_of),
        "kind_vague": float(asked.kind in ("quantity", "time") and made.kind is None and not made.dated),
        "left_name": float(any(_is_left(span_, left, asked) for span_ in scene.named)),
        "answer_given": float(_gives_answer(made, scene)),
        "named_else": float(span.how == IMPLIED and made.only is not None and any(_bears(span_, made) for span_ in scene.named)),
        "future_fits": float(asked.future and any(row.modality == "planned" for row in made.rows)),
        "told": sum(asked.words[at].weight for at in made.told) / content if content else 0.0,
        "kind_fits": float(kind_fits),
        "kind_clashes": float(not kind_fits and _clashes(made, scene)),
    }


def _is_left(span: Span, left: list[int], asked: Asked) -> bool:
    """Tell whether a second name is left over: not an everyday word that happens to be a name."""
    places = range(span.start, span.end)
    return all(at in left for at in places) and any(asked.words[at].capital or not asked.words[at].common for at in places)


def _gives_answer(made: Candidate, scene: Scene) -> bool:
    """Tell whether the question names what the reading would answer: "who is the main investor of Microsoft", Microsoft."""
    if not (scene.asked.kind_words and made.rows):
        return False
    given = {row.subject if made.inverse else row.object for row in made.rows} - {None}
    named = {owner for span in scene.named if span is not made.span for owner in span.owners}
    return bool(given) and given <= named


def _bears(span: Span, made: Candidate) -> bool:
    """Tell whether a name in the question is borne by neither side of a fact that no name led to."""
    return made.only.subject not in span.owners and made.only.object not in span.owners


def _clashes(made: Candidate, scene: Scene) -> bool:
    """Tell whether the kind that was asked for is surely another one than the reading gives.

    Not where the wording itself holds the question word: "where educated" asks for a school.
    """
    asked = scene.asked
    if not made.kind:
        return False
    if asked.kind:
        return made.support.cover < WHOLE or asked.kind_words.isdisjoint(made.support.words)
    said = {asked.words[at].word for at in asked.kind_words}
    return asked.head is None and asked.noun is not None and not said.isdisjoint(scene.language.object_words) and made.kind in _NO_DEED


_NO_DEED = frozenset(["person", "time", "place"])  # what "que" cannot ask for


def _has_owner(made: Candidate, scene: Scene) -> bool:
    """Tell whether the noun that is asked for, itself unexplained, is said to be something's: "the rate of the credit line"."""
    words, at = scene.asked.words, scene.asked.noun
    left = set(made.left)
    while at is not None and at < len(words) and at in left:
        at += 1
        while at + 1 < len(words) and words[at].word in scene.language.genitive and at + 1 in left:
            at += 1
    return at is not None and at < len(words) and words[at].word in scene.language.genitive


def _cue(made: Candidate, scene: Scene) -> int:
    """Tell whether the order of the words fits the direction of the reading: 1 fits, -1 clashes, 0 silent.

    "founded by X", "what did X found" make X the doer; "who founded X", "who was X founded by" the thing done;
    "the capital of X", "X's capital" ask for what X has, not for what has X.
    """
    relation = scene.relations[made.relation]
    doer = _is_doer(made, scene)
    agent = _agent(relation, scene)
    if doer is not None and agent:
        return 1 if doer == ((agent == "object") == made.inverse) else -1
    if not made.support.words or agent == "subject" or not _owned(made, scene):
        return 0
    if not made.inverse:
        return 1
    supports, _ = scene.around(made.span)
    forward = _support(supports, relation, inverse=False)
    kind = _kind(relation, scene.lexicon, inverse=False)
    if scene.asked.kind and kind and not fits(scene.asked.kind, kind):
        return 0
    return -1 if forward.value >= BESIDE * made.support.value else 0


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
    said, span, language = scene.asked.words, made.span, scene.language
    before = said[span.start - 1].word if span.start else ""
    after = any(at >= span.end for at in made.support.words)
    for at, word in enumerate(said):
        if word.word in language.agent_before and at != span.start - 1 and (at + 1 == len(said) or at + 1 in scene.asked.kind_words):
            return False
    if before in language.agent_before or (after and before in language.support):
        return True
    asks_deed = any(said[at].word in language.object_words for at in scene.asked.kind_words)
    if asks_deed and scene.asked.head is None and (before in language.articles or before not in language.function):
        return True
    if scene.asked.kind == "person" and made.support.words and max(made.support.words) < span.start:
        return False
    return None


def _owned(made: Candidate, scene: Scene) -> bool:
    """Tell whether the name stands as the owner of what is asked for: "N of X", "X's N"."""
    said, span, language = scene.asked.words, made.span, scene.language
    at = span.start - 1
    while at > 0 and said[at].word in language.articles:
        at -= 1
    if at > 0 and said[at].word in language.genitive:
        return max(made.support.words) in (at, at - 1)
    return span.end < len(said) and said[span.end].word in language.possessive and max(made.support.words) > span.end

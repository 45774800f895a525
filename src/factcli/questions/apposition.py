"""Find the words beside a name that only say what its bearer is: "the company H", "la ville de Paris".

They ask for nothing, and so need no wording to explain them. What the base calls its bearer (kind,
description) decides; where it says nothing, any noun that stands right before the name may.
"""

from __future__ import annotations

from factcli.model import NATURE
from factcli.questions.linking import IMPLIED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcli.questions.context import Scene
    from factcli.questions.linking import Span

_UNKNOWN = "thing"  # the kind of an entity of which the base does not say what it is
_BEARERS = frozenset(["person", "organization", "place", "thing"])  # what a name may be a name of


def beside(span: Span, entity: int, scene: Scene) -> frozenset[int]:
    """Return the positions of the words around a name that say no more than what the entity is."""
    if span.how == IMPLIED:
        return frozenset()
    nouns = list(_nouns(span, scene))
    near = _near(span, scene)
    if not nouns and not near:
        return frozenset()
    bearer = scene.base.entity(entity)
    found = {at for at, kind, sure in nouns if kind == bearer.kind or (sure and bearer.kind == _UNKNOWN)}
    if near and bearer.description:
        found |= {at for at in near if _is_said(at, bearer.description, scene)}
    return frozenset(found)


def _nouns(span: Span, scene: Scene) -> Iterator[tuple[int, str, bool]]:
    """Yield the nouns right before the name, and the one right after it, with the kind they are of.

    A noun that is joined to the name ("the city of X") must be a plain one, for any other may be a property
    ("the capital of X"). Only one that is not joined is surely of the bearer, whatever its kind.
    """
    asked, language = scene.asked, scene.language
    said = [word.word for word in asked.words]
    at, joined = span.start - 1, False
    while at > 0 and (
        said[at] in language.articles or said[at] in language.asking or said[at] in language.genitive
    ):
        joined = joined or said[at] in language.genitive
        at -= 1
    pair = at > 0 and asked.words[at].empty and not language.head_kind(said[at - 1 : at])
    first = at - 1 if pair and language.head_kind(said[at - 1 : at + 1]) else at
    if first >= 0 and first != asked.head and first not in asked.kind_words:
        kind = language.head_kind(said[first : at + 1])
        if kind in _BEARERS and (not joined or language.is_plain(said[first])):
            yield first, kind, not joined
    kind = language.head_kind(said[span.end :]) if span.end < len(said) and span.end != asked.head else None
    if kind in _BEARERS and (language.is_plain(said[span.end]) or not _asks(span.end, scene)):
        yield span.end, kind, False


def _asks(at: int, scene: Scene) -> bool:
    """Tell whether a noun asks for a relation by itself ("subsidiary"), other than for what a thing is ("lab")."""
    relations = scene.relations
    targets = {
        relations[one].concept or relations[one].id if isinstance(one, int) else one
        for one in scene.wordings.asked_by(at)
    }
    return not targets <= NATURE


def _near(span: Span, scene: Scene) -> list[int]:
    """Return the positions of the telling words that stand beside the name without a gap."""
    asked, found = scene.asked, []
    at = span.start - 1
    while at >= 0 and asked.words[at].weight and at != asked.head:
        found.append(at)
        at -= 1
    at = span.end
    while at < len(asked.words) and asked.words[at].weight:
        found.append(at)
        at += 1
    return found


def _is_said(at: int, description: Mapping[str, str], scene: Scene) -> bool:
    """Tell whether a word stands in the description of an entity."""
    languages, stems = scene.lexicon.languages, scene.asked.words[at].stems.keys()
    return any(
        not languages[code].said(text).isdisjoint(stems)
        for code, text in description.items()
        if code in languages
    )

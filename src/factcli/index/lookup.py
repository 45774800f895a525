"""Look up what a user names: an entity, a fact, facts that pass a filter, a chain between two entities.

It reads the index of a base, as questions do, so it is fast on a large one too.
"""

from __future__ import annotations

import unicodedata

from factcli._dataclass import dataclass
from factcli.errors import NotFound
from factcli.index.query import Filter
from factcli.text import fold, key, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factcli.index.query import Index
    from factcli.model import Entity, Fact

    _Steps = dict[int, "tuple[int, int] | None"]


_NEAR = 3


def entity_named(index: Index, name: str) -> int | None:
    """Return the number of the entity with this id or name, None if there is none.

    The name spelled exactly like this outranks those that differ in case, accents or signs (C++ and C#), a name
    outranks an alias. Raises NotFound with their ids if several entities have it.
    """
    by_id = index.entity_number(name)
    if by_id is not None:
        return by_id
    rows = index.named([key(name)])
    spelled = unicodedata.normalize("NFC", name.strip())
    exact = [row for row in rows if unicodedata.normalize("NFC", row.text) == spelled]
    rows = exact or [row for row in rows if fold(row.text) == fold(spelled)] or rows
    owners = list(dict.fromkeys(row.entity for row in rows if not row.alias)) or list(
        dict.fromkeys(row.entity for row in rows)
    )
    if len(owners) > 1:
        ids = ", ".join(index.entity(owner).id for owner in owners)
        raise NotFound(f"{name!r} could be several entities", f"give an id: {ids}")
    return owners[0] if owners else None


def in_bases(bases: Sequence[Index], name: str) -> list[tuple[Index, int]]:
    """Return every base that has an entity of this id or name, with its number there; raises NotFound.

    As in a question, a misspelt name is read as the nearest one if no other is as near.
    """
    found = [(index, number) for index in bases if (number := entity_named(index, name)) is not None]
    found = found or [(index, number) for index in bases if (number := _nearest(index, name)) is not None]
    if not found:
        raise NotFound(f"no entity {name!r} in this base", _did_you_mean(bases, name))
    return found


def read_as(bases: Sequence[Index], name: str) -> str | None:
    """Return the name that `in_bases` reads a misspelt one as, None if it is spelled as in a base; raises NotFound."""
    index, number = in_bases(bases, name)[0]
    return None if entity_named(index, name) == number else next(iter(index.entity(number).name.values()))


def _nearest(index: Index, name: str) -> int | None:
    from factcli.language.spelling import name_edits

    typed = key(name).replace(" ", "")
    near: dict[int, float] = {}
    for row in index.near(words(name)):
        off = name_edits(row.key.replace(" ", ""), typed)
        if off is not None:
            near[row.entity] = min(off, near.get(row.entity, off))
    best = [entity for entity, off in near.items() if off == min(near.values())]
    return best[0] if len(best) == 1 else None


def _did_you_mean(bases: Sequence[Index], name: str) -> str:
    from factcli.language.spelling import likely

    begun = [row.text for index in bases for row in index.beginning(key(name), _NEAR)] if key(name) else []
    near = [row.text for index in bases for row in index.near(words(name))]
    alike = [near[at] for at in likely(fold(name), [fold(text) for text in near], _NEAR)]
    best = list(dict.fromkeys([*begun, *alike]))[:_NEAR]
    return f"did you mean {' or '.join(repr(text) for text in best)}?" if best else "see 'factcli entities'"


def relation_named(index: Index, name: str) -> int | None:
    """Return the number of the relation with this id or label, None if there is none."""
    for relation in index.relations():
        labels = {relation.id, *relation.label.values(), *(relation.inverse_label or {}).values()}
        if name in labels or key(name) in {key(label) for label in labels}:
            return relation.number
    return None


def fact_with_id(bases: Sequence[Index], name: str) -> tuple[Index, Fact]:
    """Return the fact with this id and its base; raises NotFound."""
    for index in bases:
        number = index.fact_number(name)
        if number is not None:
            return index, index.fact(number)
    raise NotFound(f"no fact {name!r} in this base", "see the ids with 'factcli facts'")


def around(index: Index, entity: int) -> list[int]:
    """Return the numbers of the facts with an entity as subject or object, in file order."""
    return list(index.matching(Filter(entity=entity)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts are wanted, by names as a user types them; None means any.

    `entity`, `relation` and `speaker` are names or ids, `sentence` is the number of one, `text` words in the statement
    or the quoted span, ignoring accents and case; `since` and `until` are days as numbers, such as 20241009.
    """

    entity: str | None = None
    relation: str | None = None
    kind: str | None = None
    modality: str | None = None
    sentence: int | None = None
    text: str | None = None
    speaker: str | None = None
    since: int | None = None
    until: int | None = None


def passing(index: Index, wanted: Wanted, limit: int = 0, order: str | None = None) -> Sequence[int]:
    """Return the numbers of the facts that are wanted, at most `limit`, by `order` if given; raises NotFound."""
    return list(index.matching(known(index, wanted), limit, order))


def known(index: Index, wanted: Wanted) -> Filter:
    """Return what is wanted in the numbers of a base; raises NotFound."""
    entity = in_bases([index], wanted.entity)[0][1] if wanted.entity is not None else None
    speaker = in_bases([index], wanted.speaker)[0][1] if wanted.speaker is not None else None
    relation = _known_relation(index, wanted.relation) if wanted.relation is not None else None
    sentence = _known_sentence(index, wanted.sentence) if wanted.sentence is not None else None
    return Filter(
        entity,
        relation,
        wanted.kind,
        wanted.modality,
        sentence,
        wanted.text,
        speaker,
        wanted.since,
        wanted.until,
    )


def _known_relation(index: Index, name: str) -> int:
    number = relation_named(index, name)
    if number is None:
        raise NotFound(f"no relation {name!r} in this base", "see 'factcli relations'")
    return number


def _known_sentence(index: Index, wanted: int) -> int:
    for number, sentence in index.sentences():
        if sentence.number == wanted:
            return number
    raise NotFound(f"no sentence {wanted}", "see the sentences with 'factcli source'")


def chain(index: Index, start: int, goal: int) -> list[int] | None:
    """Return the facts of a shortest chain between two entities, None if there is none.

    Searches from both ends alternately, the smaller side first, ignoring denied facts. Of equally short chains,
    the first in file order is taken.
    """
    if start == goal:
        return []
    sides: tuple[_Steps, _Steps] = ({start: None}, {goal: None})
    edges = ([start], [goal])
    while edges[0] and edges[1]:
        turn = 0 if len(edges[0]) <= len(edges[1]) else 1
        met = _grow(index, edges[turn], sides[turn], sides[1 - turn])
        if met is not None:
            return [*reversed(_back(sides[0], met)), *_back(sides[1], met)]
    return None


def _grow(index: Index, edge: list[int], seen: _Steps, other: _Steps) -> int | None:
    reached: list[int] = []
    for here in edge:
        for fact, there in _neighbours(index, here):
            if there in seen:
                continue
            seen[there] = (here, fact)
            reached.append(there)
            if there in other:
                return there
    edge[:] = reached
    return None


def _neighbours(index: Index, entity: int) -> Iterable[tuple[int, int]]:
    rows = [*index.facts(subject=entity, limit=0), *index.facts(object=entity, limit=0)]
    for row in sorted(rows):
        if row.object is not None and row.modality != "denied":
            yield row.number, row.object if row.subject == entity else row.subject


def _back(steps: _Steps, at: int) -> list[int]:
    facts = []
    step = steps[at]
    while step is not None:
        facts.append(step[1])
        step = steps[step[0]]
    return facts


def stops(index: Index, start: int, facts: Iterable[int]) -> list[Entity]:
    """Return the entities a chain leads through, from its start."""
    found = [index.entity(start)]
    for number in facts:
        fact = index.fact(number)
        found.append(fact.object if fact.subject.id == found[-1].id and fact.object else fact.subject)
    return found

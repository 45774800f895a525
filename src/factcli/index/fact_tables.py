"""Write what finds facts by what they are about, and what counts them beforehand for the busiest entities."""

from __future__ import annotations

from factcli.index.packing import pack, write_sorted
from factcli.index.tables import FACT, FACT_BITS, HUB, RELATION_BITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factcli.index.packing import Many


def write_facts(many: Many, facts: Sequence[int]) -> None:
    """Write the tables derived from packed facts: by subject, by object, by relation, and the profiles of hubs."""
    subjects, relations, objects = facts[0::FACT], facts[1::FACT], facts[2::FACT]
    shift = RELATION_BITS + FACT_BITS
    for table, entities in (("by_subject", subjects), ("by_object", objects)):
        rows = zip(entities, relations, range(len(relations)), strict=True)
        values = [
            entity << shift | relation << FACT_BITS | fact for entity, relation, fact in rows if entity >= 0
        ]
        write_sorted(many, table, values)
    write_sorted(
        many, "by_relation", [relation << FACT_BITS | fact for fact, relation in enumerate(relations)]
    )
    stated = _counted(relations)
    many(
        "UPDATE relation SET facts = ? WHERE number = ?",
        [(count, number) for number, count in stated.items()],
    )
    many("INSERT INTO hub VALUES(?,?)", _hubs(subjects, relations, objects))


def _counted(numbers: Iterable[int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    return counts


def _hubs(
    subjects: Sequence[int], relations: Sequence[int], objects: Sequence[int]
) -> Iterator[tuple[int, bytes]]:
    """Yield (entity, profile) of the entities in very many facts: relation, inverse and count in turn."""
    stands = _counted(subjects)
    for entity, count in _counted(objects).items():
        stands[entity] = stands.get(entity, 0) + count
    counts: dict[int, dict[tuple[int, int], int]] = {
        entity: {} for entity, count in stands.items() if count >= HUB and entity >= 0
    }
    for inverse, entities in enumerate((subjects, objects)):
        for entity, relation in zip(entities, relations, strict=True):
            held = counts.get(entity)
            if held is not None:
                held[inverse, relation] = held.get((inverse, relation), 0) + 1
    for entity, held in counts.items():
        rows = [(relation, inverse, count) for (inverse, relation), count in sorted(held.items())]
        yield entity, pack([number for row in rows for number in row])

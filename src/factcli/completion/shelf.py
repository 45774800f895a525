"""Say what a base must be able to tell so that its names can be offered, and do so for a plain list of names.

The index answers the same questions from disk (`factcli.index`); both are held to the same laws by tests.
"""

from __future__ import annotations

from factcli.completion.matching import TIERS, Name, refine
from factcli.completion.offers import Offer
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    from factcli.completion.matching import Typed

    class Shelf(Protocol):
        """What can be asked of a base while a word is typed; every list is in the order it is to be shown."""

        def names(self, tier: int, typed: Typed, kind: str) -> tuple[list[Offer], bool]:
            """Return the names a tier finds with answers of a kind ("" for any); whether there are more."""

        def relations(self, name: str, kind: str) -> list[Offer]:
            """Return the words that ask for what is told of this name, of a kind ("" for any)."""

        def relation_ids(self) -> list[Offer]:
            """Return the ids of the relations with their labels."""

        def facts(self, beginning: str) -> tuple[list[Offer], bool]:
            """Return the ids of facts with their statements, and whether there are more."""

        def entities(self, beginning: str) -> tuple[list[Offer], bool]:
            """Return the ids of entities with their names, and whether there are more."""

        def sentences(self) -> list[Offer]:
            """Return the numbers of the sentences with their beginnings."""


class Listed:
    """A shelf of nothing but names: for lists that are in memory."""

    def __init__(self, names: Iterable[str]) -> None:
        """Fold each name once."""
        self._names = [Name(name, key(name)) for name in names]

    def names(self, tier: int, typed: Typed, kind: str) -> tuple[list[Offer], bool]:  # noqa: ARG002 -- of any kind
        """Return the names one tier finds; all of them for nothing typed."""
        found = [name for name in self._names if TIERS[tier](typed, name)]
        return [Offer(name.text) for name in refine(typed, found)], False

    def relations(self, name: str, kind: str) -> list[Offer]:  # noqa: ARG002
        """Return nothing: a list of names tells nothing of them."""
        return []

    def relation_ids(self) -> list[Offer]:
        """Return nothing."""
        return []

    def facts(self, beginning: str) -> tuple[list[Offer], bool]:  # noqa: ARG002
        """Return nothing."""
        return [], False

    def entities(self, beginning: str) -> tuple[list[Offer], bool]:  # noqa: ARG002
        """Return nothing."""
        return [], False

    def sentences(self) -> list[Offer]:
        """Return nothing."""
        return []


class Several:
    """Several shelves as one: what the first has comes first."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        """Keep them in order."""
        self._shelves = shelves

    def names(self, tier: int, typed: Typed, kind: str) -> tuple[list[Offer], bool]:
        """Return what any of them finds."""
        found = [shelf.names(tier, typed, kind) for shelf in self._shelves]
        return [one for listed, _ in found for one in listed], any(cut for _, cut in found)

    def relations(self, name: str, kind: str) -> list[Offer]:
        """Return what is told of a name in any of them."""
        return [one for shelf in self._shelves for one in shelf.relations(name, kind)]

    def relation_ids(self) -> list[Offer]:
        """Return the ids of all."""
        return [one for shelf in self._shelves for one in shelf.relation_ids()]

    def facts(self, beginning: str) -> tuple[list[Offer], bool]:
        """Return the ids of all."""
        found = [shelf.facts(beginning) for shelf in self._shelves]
        return [one for listed, _ in found for one in listed], any(cut for _, cut in found)

    def entities(self, beginning: str) -> tuple[list[Offer], bool]:
        """Return the ids of all."""
        found = [shelf.entities(beginning) for shelf in self._shelves]
        return [one for listed, _ in found for one in listed], any(cut for _, cut in found)

    def sentences(self) -> list[Offer]:
        """Return the sentences of all."""
        return [one for shelf in self._shelves for one in shelf.sentences()]

"""Offer names from memory, for tests without a base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcli.completion.matching import TIERS, Name, Offer, refine
from factcli.text import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcli.completion.matching import Typed


class NameList:
    """A catalog of nothing but names."""

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

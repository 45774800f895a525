"""Put what an index knows on the shelf: names tier by tier, and what is told of a name."""

from __future__ import annotations

from factcli.completion.offers import Offer
from factcli.completion.quoting import offerable
from factcli.completion.tiers import TIERS, Name, refine
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from factcli.completion.tiers import Typed
    from factcli.index.names import Finder

    Row = tuple[Any, ...]

MOST = 200  # offers in a list
LOOKED_AT = 600  # names looked at to make it
_ENTITY, _KEY, _TEXT, _ALIAS, _OWN, _NOTE = range(6)


class BaseShelf:
    """Answer what completion asks of one base (see `shelf.Shelf`)."""

    def __init__(self, finder: Finder) -> None:
        """Take the finder of an open index."""
        self._finder = finder
        self._known: dict[tuple[int, str], bool] = {}

    def names(self, tier: int, typed: Typed, kind: str) -> tuple[list[Offer], bool]:
        """Return the names a tier finds with answers of a kind ("" for any); whether there are more."""
        found: list[Row] = []
        for looked, row in enumerate(self._candidates(tier, typed)):
            if looked >= LOOKED_AT or len(found) >= MOST:
                return _chosen(typed, found), True
            if (
                offerable(row[_TEXT])
                and TIERS[tier](typed, Name(row[_TEXT], row[_KEY]))
                and self._tells(row[_ENTITY], kind)
            ):
                found.append(row)
        return _chosen(typed, found), False

    def _candidates(self, tier: int, typed: Typed) -> Iterable[Row]:
        if not typed.key:
            if tier:
                return ()
            return self._finder.signed(typed.signs.strip()[0]) if typed.only_signs else self._finder.every()
        words = typed.key.split()
        if tier == 0:
            return self._finder.beginning(typed.key)
        if tier == 1:
            return self._finder.with_word(words[0], whole=" " in typed.key)
        longest = max(words, key=len)
        return (
            self._finder.with_letters(longest)
            if TIERS[tier].__name__ == "inside"
            else self._finder.like_word(longest)
        )

    def _tells(self, entity: int, kind: str) -> bool:
        known = self._known.get((entity, kind))
        if known is None:
            known = self._known[entity, kind] = next(iter(self._finder.told(entity, kind)), None) is not None
        return known

    def relations(self, name: str, kind: str) -> list[Offer]:
        """Return the words that ask for what is told of this name, of a kind ("" for any)."""
        shown: dict[str, Offer] = {}
        for entity in self._finder.named(key(name)):
            for relation, inverse in dict.fromkeys(self._finder.told(entity, kind)):
                label = self._finder.label(relation, inverse=inverse)
                if label:
                    shown.setdefault(label, Offer(label, name))
        return list(shown.values())

    def relation_ids(self) -> list[Offer]:
        """Return the ids of the relations with their labels."""
        return [Offer(name, label) for name, label in self._finder.relation_ids()]

    def facts(self, beginning: str) -> tuple[list[Offer], bool]:
        """Return the ids of facts with their statements, and whether there are more."""
        return _cut(self._finder.fact_ids(beginning, MOST + 1))

    def entities(self, beginning: str) -> tuple[list[Offer], bool]:
        """Return the ids of entities with their names, and whether there are more."""
        return _cut(self._finder.entity_ids(beginning, MOST + 1))

    def sentences(self) -> list[Offer]:
        """Return the numbers of the sentences with their beginnings."""
        return [Offer(str(number), text) for number, text in self._finder.sentences(MOST)]


def _cut(rows: Iterable[Row]) -> tuple[list[Offer], bool]:
    found = [Offer(name, note) for name, note in rows]
    return found[:MOST], len(found) > MOST


def _chosen(typed: Typed, found: list[Row]) -> list[Offer]:
    """Return one name of each entity: its own in the language where it fits, else a name before an alias."""
    fitting = {name.text for name in refine(typed, [Name(row[_TEXT], row[_KEY]) for row in found])}
    chosen: dict[int, Row] = {}
    for row in found:
        if row[_TEXT] in fitting and (row[_ENTITY] not in chosen or _rank(row) > _rank(chosen[row[_ENTITY]])):
            chosen[row[_ENTITY]] = row
    return [Offer(_shown(typed, row), row[_NOTE]) for row in chosen.values()]


def _shown(typed: Typed, row: Row) -> str:
    """Return the entity's own name where an alias was found that is part of it ("niel": Xavier Niel)."""
    own = row[_OWN]
    if not row[_ALIAS] or not own or not offerable(own) or not typed.key:
        return str(row[_TEXT])
    name = Name(own, key(own))
    fits = any(tier(typed, name) for tier in TIERS[:-1]) and bool(refine(typed, [name]))
    return str(own if fits else row[_TEXT])


def _rank(row: Row) -> int:
    return 2 if row[_TEXT] == row[_OWN] else 0 if row[_ALIAS] else 1

"""Put what an index knows on the shelf: names tier by tier, and what is told of a name."""

from __future__ import annotations

from itertools import islice

from factcli.completion.matching import TIERS, Name, edits_allowed, refine, slips
from factcli.completion.offers import Offer
from factcli.completion.quoting import offerable
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from factcli.completion.matching import Typed
    from factcli.index.typeahead import Finder, Row

MOST = 200  # offers in a list
LOOKED_AT = 500  # names looked at to make it
SCANNED = 5_000  # ids looked through for those that begin as typed
_INSIDE, _NEARLY = len(TIERS) - 2, len(TIERS) - 1


class BaseShelf:
    """Answer what completion asks of one base (see `shelf.Shelf`)."""

    def __init__(self, finder: Finder, language: str, asking: str = "") -> None:
        """Take the finder of an open index, the language of names and notes, and that of the question."""
        self._finder, self._language, self._asking = finder, language, asking or language
        self._known: dict[tuple[int, str], bool] = {}

    def names(self, tier: int, typed: Typed, kind: str) -> tuple[list[Offer], bool]:
        """Return the names a tier finds with answers of a kind ("" for any); whether there are more."""
        found: list[Row] = []
        for looked, row in enumerate(self._candidates(tier, typed)):
            if looked >= LOOKED_AT or len(found) >= MOST:
                return self._chosen(typed, found), True
            entity, name_key, text, _ = row
            if offerable(text) and TIERS[tier](typed, Name(text, name_key)) and self._tells(entity, kind):
                found.append(row)
        return self._chosen(typed, found), False

    def _candidates(self, tier: int, typed: Typed) -> Iterable[Row]:
        if not typed.key:
            if tier:
                return ()
            return self._finder.signed(typed.signs.strip()[0]) if typed.only_signs else self._finder.every()
        words = typed.key.split()
        if tier == 0:
            return self._finder.beginning(typed.key.strip())
        if tier < _INSIDE:
            return self._finder.with_word(words[0], whole=" " in typed.key)
        if tier == _INSIDE:
            return self._finder.with_letters(max(words, key=len))
        allowed = edits_allowed(words[0])
        return self._finder.like_word(words[0], lambda word: slips(words[0], word, allowed) <= allowed)

    def _tells(self, entity: int, kind: str) -> bool:
        if not kind:
            return True
        known = self._known.get((entity, kind))
        if known is None:
            known = self._known[entity, kind] = next(self._finder.told(entity, kind), None) is not None
        return known

    def _chosen(self, typed: Typed, found: list[Row]) -> list[Offer]:
        """Return one name of each entity: its own in the language where it fits, else one before an alias."""
        fitting = {
            name.text for name in refine(typed, [Name(text, name_key) for _, name_key, text, _ in found])
        }
        chosen: dict[int, tuple[str, int]] = {}
        for entity, _, text, alias in found:
            best = chosen.get(entity)
            if text in fitting and (best is None or best[1] > alias):
                chosen[entity] = text, alias
        return [self._offer(typed, entity, text) for entity, (text, _) in chosen.items()]

    def _offer(self, typed: Typed, entity: int, text: str) -> Offer:
        """Offer the entity's own name where what was typed finds that too ("niel": Xavier Niel)."""
        document = self._finder.entity(entity)
        about = document.get("description", {}).get(self._language) or document["kind"]
        own = document["name"].get(self._language)
        if not own or own == text or not offerable(own):
            return Offer(text, about)
        name = Name(own, key(own))
        fits = any(tier(typed, name) for tier in TIERS[:_NEARLY]) and bool(refine(typed, [name]))
        return Offer(own if fits else text, about)

    def relations(self, name: str, kind: str) -> list[Offer]:
        """Return the words that ask for what is told of this name, of a kind ("" for any)."""
        shown: dict[str, Offer] = {}
        for entity in self._finder.named(key(name)):
            for relation, inverse in dict.fromkeys(self._finder.told(entity, kind)):
                document = self._finder.relation(relation)
                label = (
                    (document.get("inverse", {}) if inverse else document).get("label", {}).get(self._asking)
                )
                if label:
                    shown.setdefault(label, Offer(label, name))
        return list(shown.values())

    def relation_ids(self) -> list[Offer]:
        """Return the ids of the relations with their labels."""
        return list(self._noted(self._finder.relations(), "label", ""))

    def facts(self, beginning: str) -> tuple[list[Offer], bool]:
        """Return the ids of facts with their statements, and whether there are more."""
        found = list(islice(self._noted(self._finder.facts(), "statement", beginning), MOST + 1))
        return found[:MOST], len(found) > MOST

    def entities(self, beginning: str) -> tuple[list[Offer], bool]:
        """Return the ids of entities with their names, and whether there are more."""
        found = list(islice(self._noted(self._finder.entities(), "name", beginning), MOST + 1))
        return found[:MOST], len(found) > MOST

    def sentences(self) -> list[Offer]:
        """Return the numbers of the sentences with their beginnings."""
        return [Offer(str(each["number"]), each["text"]) for each in islice(self._finder.sentences(), MOST)]

    def _noted(self, documents: Iterable[Mapping[str, Any]], said: str, beginning: str) -> Iterator[Offer]:
        for each in islice(documents, SCANNED):
            if each["id"].startswith(beginning):
                yield Offer(each["id"], each[said].get(self._language) or next(iter(each[said].values()), ""))

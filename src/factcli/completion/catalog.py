"""The catalog of what Tab can complete: names, relations and ids of the bases on the command line."""

from __future__ import annotations

import os
from itertools import islice

from factcli.completion.matching import TIERS, Name, Offer, edits, edits_allowed, refine
from factcli.completion.reply import offerable
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any, Protocol

    from factcli.base.paths import Folders
    from factcli.completion.grammar import Slot
    from factcli.completion.matching import Typed
    from factcli.index.database import Database
    from factcli.index.typeahead import Row, Typeahead

    class Catalog(Protocol):
        """What completion can ask of a base; every list is in the order to be shown."""

        def names(self, tier: int, typed: Typed, kind: str) -> tuple[list[Offer], bool]:
            """Return the names that a tier finds, with answers of a kind ("" for any), and whether there are more."""

        def relations(self, name: str, kind: str) -> list[Offer]:
            """Return the words that ask for what is known about this name, of a kind ("" for any)."""

        def relation_ids(self) -> list[Offer]:
            """Return the ids of the relations with their labels."""

        def facts(self, beginning: str) -> tuple[list[Offer], bool]:
            """Return the ids of facts with their statements, and whether there are more."""

        def entities(self, beginning: str) -> tuple[list[Offer], bool]:
            """Return the ids of entities with their names, and whether there are more."""

        def sentences(self) -> list[Offer]:
            """Return the numbers of the sentences with their beginnings."""


MOST = 200  # offers in a list
LOOKED_AT = 500  # names looked at to make it
SCANNED = 5_000  # ids looked through for those that begin as typed
_INSIDE, _NEARLY = len(TIERS) - 2, len(TIERS) - 1


class BaseCatalog:
    """Answer what completion asks of one base (see `Catalog`)."""

    def __init__(self, finder: Typeahead, language: str, asking: str = "") -> None:
        """Take the finder of an open index, the language of names and notes, and that of the question."""
        self._finder, self._language, self._asking = finder, language, asking or language
        self._known: dict[tuple[int, str], bool] = {}

    def names(self, tier: int, typed: Typed, kind: str) -> tuple[list[Offer], bool]:
        """Return the names that a tier finds, with answers of a kind ("" for any), and whether there are more."""
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
        return self._finder.like_word(words[0], lambda word: edits(words[0], word, allowed) <= allowed)

    def _tells(self, entity: int, kind: str) -> bool:
        if not kind:
            return True
        known = self._known.get((entity, kind))
        if known is None:
            known = self._known[entity, kind] = next(self._finder.told(entity, kind), None) is not None
        return known

    def _chosen(self, typed: Typed, found: list[Row]) -> list[Offer]:
        """Return one name of each entity: its name in the language if it matches, else another name, else an alias."""
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
        """Offer the entity's own name if it matches too ("niel": Xavier Niel)."""
        document = self._finder.entity(entity)
        about = document.get("description", {}).get(self._language) or document["kind"]
        own = document["name"].get(self._language)
        if not own or own == text or not offerable(own):
            return Offer(text, about)
        name = Name(own, key(own))
        fits = any(tier(typed, name) for tier in TIERS[:_NEARLY]) and bool(refine(typed, [name]))
        return Offer(own if fits else text, about)

    def relations(self, name: str, kind: str) -> list[Offer]:
        """Return the words that ask for what is known about this name, of a kind ("" for any)."""
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


class Several:
    """Several catalogs as one: what the first has comes first."""

    def __init__(self, catalogs: Sequence[Catalog]) -> None:
        """Keep them in order."""
        self._catalogs = catalogs

    def names(self, tier: int, typed: Typed, kind: str) -> tuple[list[Offer], bool]:
        """Return what any of them finds."""
        found = [catalog.names(tier, typed, kind) for catalog in self._catalogs]
        return [one for listed, _ in found for one in listed], any(cut for _, cut in found)

    def relations(self, name: str, kind: str) -> list[Offer]:
        """Return what is known about a name in any of them."""
        return [one for catalog in self._catalogs for one in catalog.relations(name, kind)]

    def relation_ids(self) -> list[Offer]:
        """Return the ids of all."""
        return [one for catalog in self._catalogs for one in catalog.relation_ids()]

    def facts(self, beginning: str) -> tuple[list[Offer], bool]:
        """Return the ids of all."""
        found = [catalog.facts(beginning) for catalog in self._catalogs]
        return [one for listed, _ in found for one in listed], any(cut for _, cut in found)

    def entities(self, beginning: str) -> tuple[list[Offer], bool]:
        """Return the ids of all."""
        found = [catalog.entities(beginning) for catalog in self._catalogs]
        return [one for listed, _ in found for one in listed], any(cut for _, cut in found)

    def sentences(self) -> list[Offer]:
        """Return the sentences of all."""
        return [one for catalog in self._catalogs for one in catalog.sentences()]


LARGEST = 16 << 20  # bytes of a base that may be indexed while somebody waits for a Tab


class _TooLarge(Exception):  # noqa: N818 -- no error: the next question makes the index
    """Raised to stop a large index from being built when Tab is pressed."""


def open_catalog(
    slot: Slot, environ: Mapping[str, str], language: str, opened: list[Database] | None = None
) -> Catalog:
    """Return the catalog of the bases on a command line; `language` is that of names and notes.

    A base without an index that would take long to build offers nothing. Raises what opening a base raises.
    The indexes opened are added to `opened`, so that damaged ones can be rebuilt.
    """
    from factcli.base.paths import Folders
    from factcli.index.typeahead import Typeahead

    folders = Folders(environ)
    named: list[str | None] = [_at_home(name, environ) for name in slot.given.get("--base", ())]
    named = named or [environ.get("FACTCLI_BASE") or None]
    words = slot.takes.split()
    asking = words[2] if slot.takes.startswith("question ") and len(words) > 2 else ""  # noqa: PLR2004 -- question KIND LANGUAGE
    catalogs = []
    for name in named:
        tables = _tables(name, folders)
        if tables is not None:
            catalogs.append(BaseCatalog(Typeahead(tables), language, asking))
            if opened is not None:
                opened.append(tables)
    return Several(catalogs)


def _at_home(name: str, environ: Mapping[str, str]) -> str:
    """Expand a tilde, which the shell has not done yet on the line being typed."""
    return environ.get("HOME", "~") + name[1:] if name.startswith("~/") else name


def _tables(name: str | None, folders: Folders) -> Database | None:
    from factcli.base.paths import find_base
    from factcli.index.open import open_database

    try:
        return open_database(find_base(name, folders), cache=folders.cache, progress=_limited)
    except _TooLarge:
        return None


def _limited(_read: int, size: int) -> None:
    if size > LARGEST:
        raise _TooLarge


def base_names(environ: Mapping[str, str]) -> list[str]:
    """Return the names of the bases that can be used without a path, in order."""
    from factcli.base.paths import Folders, base_folders

    found: set[str] = set()
    for folder in base_folders(Folders(environ)):
        try:
            found.update(name[:-5] for name in os.listdir(folder) if name.endswith(".json"))
        except OSError:
            continue
    return sorted(found)

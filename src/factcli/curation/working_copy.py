"""The tables of a base while they are changed: documents are found by what they hold, changes are remembered.

A curator's command looks up a few names among a hundred thousand and changes one document; the rows of an import do so
again and again. So what is looked for is looked up, what is tried can be taken back, and what was changed is known
without comparing. Nothing here reads or writes a file, and a document is never changed in place: a new one is put.
"""

from __future__ import annotations

from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
    from typing import Any

    Document = Mapping[str, Any]
    Keys = Callable[[Document], Iterable[Hashable]]
    Lookup = dict[Hashable, int | list[int]]  # most keys have one number, and a list of one takes much memory
    Changes = dict[tuple[str, str], Document]

_CHANGING = ("sources", "entities", "relations", "facts")


def ids(document: Document) -> tuple[str]:
    """Return what a document is looked up by as itself."""
    return (document["id"],)


class Documents:
    """The documents of one table by their numbers."""

    def __init__(self, name: str, held: Mapping[str, Document]) -> None:
        """Begin with the documents of a file."""
        self.name = name
        self.steps: list[tuple[int, Document | None]] = []  # numbers that were put, with what each had before
        self._held = {int(number): document for number, document in held.items()}
        self._last = max(self._held, default=0)
        self._lookups: dict[Keys, Lookup] = {}

    def __len__(self) -> int:
        """Return how many documents there are."""
        return len(self._held)

    def __iter__(self) -> Iterator[Document]:
        """Go through the documents."""
        return iter(self._held.values())

    def __contains__(self, identifier: Hashable) -> bool:
        """Return True if a document has this id."""
        return bool(self.numbers(ids, identifier))

    def __getitem__(self, number: int) -> Document:
        """Return the document with a number. Raises KeyError."""
        return self._held[number]

    def numbers(self, keys: Keys, wanted: Hashable) -> list[int]:
        """Return the numbers of the documents that have `wanted` among their `keys`."""
        found = self._lookup(keys).get(wanted, ())
        return [found] if isinstance(found, int) else sorted(found)

    def having(self, keys: Keys, wanted: Hashable) -> list[Document]:
        """Return the documents that have `wanted` among their `keys`, in the order of their numbers."""
        return [self._held[number] for number in self.numbers(keys, wanted)]

    def known(self, keys: Keys) -> Iterable[Any]:
        """Return everything that some document has among its `keys`."""
        return [key for key, held in self._lookup(keys).items() if held != []]

    def insert(self, document: Document) -> None:
        """Add a document under the next number."""
        self.put(self._last + 1, document)

    def put(self, number: int, document: Document | None) -> None:
        """Replace the document with a number, or add it; None takes it out."""
        self.steps.append((number, self._held.get(number)))
        self._set(number, document)
        self._last = max(self._last, number)

    def changes(self) -> dict[int, tuple[Document | None, Document | None]]:
        """Return what was and what is, by number, of the documents that are not as they were."""
        first = dict(reversed(self.steps))
        found = {number: (old, self._held.get(number)) for number, old in sorted(first.items())}
        return {number: (old, new) for number, (old, new) in found.items() if old != new}

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Take back at the end what is put in the block."""
        kept, last = len(self.steps), self._last
        try:
            yield
        finally:
            while len(self.steps) > kept:
                self._set(*self.steps.pop())
            self._last = last

    def _set(self, number: int, document: Document | None) -> None:
        old = self._held.pop(number, None) if document is None else self._held.get(number)
        if document is not None:
            self._held[number] = document
        for keys, lookup in self._lookups.items():
            for key in dict.fromkeys(keys(old)) if old is not None else ():
                if isinstance(held := lookup[key], int):
                    del lookup[key]
                else:
                    held.remove(number)
            if document is not None:
                _note(lookup, keys, number, document)

    def _lookup(self, keys: Keys) -> Lookup:
        if keys not in self._lookups:
            self._lookups[keys] = {}
            for number, document in self._held.items():
                _note(self._lookups[keys], keys, number, document)
        return self._lookups[keys]


def _note(lookup: Lookup, keys: Keys, number: int, document: Document) -> None:
    for key in dict.fromkeys(keys(document)):
        held = lookup.setdefault(key, number)
        if not isinstance(held, int):
            held.append(number)
        elif held != number:
            lookup[key] = [held, number]


class WorkingCopy:
    """The tables of a base, to be changed."""

    def __init__(self, tables: Mapping[str, Mapping[str, Document]]) -> None:
        """Take tables as the store reads them, and leave them as they are."""
        self._tables = {name: Documents(name, held) for name, held in tables.items()}

    def table(self, name: str) -> Documents:
        """Return a table, an empty one if the base has none."""
        return self._tables.setdefault(name, Documents(name, {}))

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Take back at the end what is put in the block."""
        with (
            self.table("entities").trying(),
            self.table("relations").trying(),
            self.table("facts").trying(),
        ):
            yield

    def changes(self) -> dict[str, dict[int, Document | None]]:
        """Return what is now under each number that changed, by table."""
        found = {
            name: {at: new for at, (_, new) in table.changes().items()}
            for name, table in self._tables.items()
        }
        return {name: changed for name, changed in found.items() if changed}

    def before_and_after(self) -> tuple[Changes, Changes]:
        """Return what was and what is of each document that changed, by table and id."""
        before: Changes = {}
        after: Changes = {}
        for name in _CHANGING:
            for old, new in self.table(name).changes().values():
                before |= {(name, old["id"]): old} if old else {}
                after |= {(name, new["id"]): new} if new else {}
        return before, after

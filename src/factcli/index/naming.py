"""Collect the names of a base and the words they hold, sorted for look-up and for completion."""

from __future__ import annotations

from factcli.index.packed import checksum
from factcli.index.packing import pack, write_sorted
from factcli.index.tables import NUMBER_BITS
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Document = Mapping[str, Any]

LONGEST_KEY = 200  # letters of a name that are looked through for words


class Names:
    """Gather names as they come; `write` sorts them and turns them into tables."""

    def __init__(self) -> None:
        """Start with none."""
        self._rows: list[tuple[str, int, int, str]] = []  # key, entity, alias, text
        self.longest = 0

    def add(self, entity: int, document: Document) -> None:
        """Take the names of an entity that fold differently; its own before its aliases."""
        found: dict[str, tuple[str, int, int, str]] = {}
        for text in document["name"].values():
            folded = key(text)
            found.setdefault(folded, (folded, entity, 0, text))
        for text in document.get("aliases", ()):
            folded = key(text)
            found.setdefault(folded, (folded, entity, 1, text))
        found.pop("", None)
        self._rows += found.values()

    def write(self, connection: Any) -> None:
        """Write the names in the order of their keys, and the words with the names that hold them."""
        self._rows.sort()
        rows = (
            (at, entity, folded, text, alias) for at, (folded, entity, alias, text) in enumerate(self._rows)
        )
        connection.executemany("INSERT INTO name VALUES(?,?,?,?,?)", rows)
        holders: dict[str, list[int]] = {}
        squeezed: list[int] = []
        for at, (folded, _, _, _) in enumerate(self._rows):
            if " " in folded:
                squeezed.append(checksum(folded.replace(" ", "")) << NUMBER_BITS | at)
                parts = folded[:LONGEST_KEY].split()
                self.longest = max(self.longest, len(parts))
            else:
                parts = [folded[:LONGEST_KEY]]
            for word in parts:
                held = holders.get(word)
                if held is None:
                    holders[word] = [at]
                elif held[-1] != at:
                    held.append(at)
        write_sorted(connection.executemany, "squeezed", squeezed)
        words = ((number, word, pack(holders[word])) for number, word in enumerate(sorted(holders)))
        connection.executemany("INSERT INTO word VALUES(?,?,?)", words)

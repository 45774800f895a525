"""Read what a question needs to know of a base: names, relations, facts, and what it says word for word."""

from __future__ import annotations

from factcli.index.document_lookup import DocumentLookup
from factcli.index.name_lookup import NameLookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factcli.index.database import Database
    from factcli.index.more import More


class Index(NameLookup, DocumentLookup):
    """An open index: the narrow interface through which everything reads a base.

    Entities, relations and facts go by their position in the base, from 0 on; sentences by their document id.
    On disk or in memory, the answers are the same.
    """

    def __init__(self, database: Database, more: More, path: str) -> None:
        """Read the one row that says what the index holds."""
        DocumentLookup.__init__(self)
        self.database, self.more, self.path = database, more, path
        row = database.rows("SELECT name, longest, facts, entities, relations, sentences FROM state")[0]
        self.name: str = row[0]
        self.longest: int = row[1]
        names = ("facts", "entities", "relations", "sentences")
        self.counts: Mapping[str, int] = dict(zip(names, row[2:], strict=True))

    def forget(self) -> None:
        """Let go of what was read from a damaged index."""
        DocumentLookup.forget(self)
        if hasattr(self, "more"):
            self.more.forget()

    def wording(self, numbers: Iterable[int], language: str = "") -> dict[int, str]:
        """Return the statement of each fact, in a language where it has it, else in its first one."""
        found = {}
        for number in numbers:
            statement = self.fact_document(number)["statement"]
            found[number] = statement.get(language) or next(iter(statement.values()), "")
        return found

    def close(self) -> None:
        """Close the files."""
        self.database.close()

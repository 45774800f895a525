"""The SQLite database, as others open it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from factcli.base.reader import read
from factcli.exchange.sqlite import sqlite_parts
from places import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class TestSqlite:
    @pytest.fixture
    def database(self, tmp_path: Path) -> Iterator[sqlite3.Connection]:
        path = tmp_path / "facts.db"
        path.write_bytes(b"".join(sqlite_parts(read(str(SHIPPED)))))
        connection = sqlite3.connect(path)
        yield connection
        connection.close()

    def test_foreign_keys_are_valid(self, database: sqlite3.Connection) -> None:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    def test_every_table_has_its_rows(self, database: sqlite3.Connection) -> None:
        base = read(str(SHIPPED))

        for table in ("sources", "sentences", "entities", "relations", "facts"):
            count = database.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 -- the names above
            assert count.fetchone()[0] == len(getattr(base, table))
        assert database.execute("SELECT count(*) FROM answers").fetchone()[0] == len(base.facts)

    def test_an_answer_says_who_reports_it_and_whether_it_is_hedged(
        self, database: sqlite3.Connection
    ) -> None:
        query = "SELECT speaker, hedged FROM answers WHERE modality = 'reported'"

        assert all(speaker and hedged in (0, 1) for speaker, hedged in database.execute(query))
        assert database.execute(query).fetchone() is not None

    def test_full_text_search_finds_statements(self, database: sqlite3.Connection) -> None:
        query = (
            "SELECT DISTINCT answers.answer FROM statements_fts"
            " JOIN statements ON statements.rowid = statements_fts.rowid JOIN answers USING (fact)"
            " WHERE statements_fts MATCH 'kyutai'"
        )

        assert ("Xavier Niel",) in database.execute(query).fetchall()

    def test_datasette_reads_it(self, tmp_path: Path) -> None:
        utils = pytest.importorskip("datasette.utils", reason="Datasette is not installed")
        path = tmp_path / "facts.db"
        path.write_bytes(b"".join(sqlite_parts(read(str(SHIPPED)))))

        with sqlite3.connect(path) as connection:
            keys = utils.get_all_foreign_keys(connection)
            index = utils.detect_fts(connection, "statements")
        connection.close()

        assert {"column": "fact", "other_column": "id", "other_table": "facts"} in keys["citations"][
            "outgoing"
        ]
        assert index == "statements_fts"

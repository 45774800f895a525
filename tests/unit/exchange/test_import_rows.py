"""Rows are read from separated files, and their cells are cleaned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from factcli.base.reader import read
from factcli.errors import UsageProblem
from factcli.exchange.import_rows import Remark, read_rows
from factcli.exchange.import_run import import_rows

if TYPE_CHECKING:
    from pathlib import Path


class TestSeparated:
    def rows(self, folder: Path, text: bytes, name: str = "rows.csv") -> list[Any]:
        path = folder / name
        path.write_bytes(text)
        return list(read_rows(str(path)))

    def test_rows_are_counted_as_a_spreadsheet_does(self, tmp_path: Path) -> None:
        rows = self.rows(tmp_path, b'\xef\xbb\xbfsubject,relation,object\nA,b,"C\nc"\n\nD,e,F\n')

        assert [(row.number, row.cells["object"]) for row in rows] == [(2, "C\nc"), (4, "F")]

    def test_tabs(self, tmp_path: Path) -> None:
        rows = self.rows(tmp_path, b"subject\trelation\tobject\nA\tb\tC,c\n", "rows.tsv")

        assert rows[0].cells == {"subject": "A", "relation": "b", "object": "C,c"}

    def test_a_row_with_too_many_cells(self, tmp_path: Path) -> None:
        assert self.rows(tmp_path, b"subject,relation,object\nA,b,C,D\n") == [
            Remark(2, "has 4 cells for 3 columns")
        ]

    @pytest.mark.parametrize(
        "text", [b"", b"a,b\n1,2\n", b"subject,relation,object,object\n", b'subject,"rel']
    )
    def test_an_invalid_header(self, tmp_path: Path, text: bytes) -> None:
        with pytest.raises(UsageProblem):
            self.rows(tmp_path, text)

    def test_a_quote_that_is_never_closed_ends_in_a_bad_row(self, tmp_path: Path) -> None:
        rows = self.rows(tmp_path, b'subject,relation,object\nA,b,"C\nD,e,F\n')

        assert [type(row) for row in rows] == [Remark]

    def test_bytes_that_are_not_utf8_are_a_bad_row(self, tmp_path: Path) -> None:
        path = tmp_path / "rows.csv"
        path.write_bytes(b"subject,relation,object\n\xe9,b,C\nA,b,C\n")

        report = import_rows(str(path), str(tmp_path / "base.json"))

        assert [(remark.row, remark.reason) for remark in report.bad] == [(2, "subject is not UTF-8")]
        assert report.facts == 1

    def test_lists_have_bars_or_are_json(self, tmp_path: Path) -> None:
        path = tmp_path / "rows.csv"
        path.write_text('subject,relation,object,subject_aliases\nA,b,C,x|y\nD,e,F,"[""x|y"", ""z""]"\n')

        import_rows(str(path), str(tmp_path / "base.json"))

        things = {entity.id: entity.aliases for entity in read(str(tmp_path / "base.json")).entities}
        assert (things["a"], things["d"]) == (("x", "y"), ("x|y", "z"))

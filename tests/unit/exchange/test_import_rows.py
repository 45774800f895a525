"""Rows are read from separated files, and their cells are cleaned."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from factcli.base.reader import read
from factcli.errors import InputOutputProblem, UsageProblem
from factcli.exchange import import_rows as import_rows_module
from factcli.exchange import import_run
from factcli.exchange.import_rows import Remark, Row, read_rows
from factcli.exchange.import_run import import_rows
from factcli.model import Quantity
from factcli.strict_json import Limits

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

    @pytest.mark.parametrize("first", ["", "sep=;\r\n", '"sep=;"\r\n'])
    def test_french_excel(self, tmp_path: Path, first: str) -> None:
        path = tmp_path / "rows.csv"
        path.write_bytes(
            f"{first}subject;relation;object;object_kind\r\nÉmile;coûte;1,5;number\r\nZoé;a;2;number\r\n".encode(
                "cp1252"
            )
        )

        report = import_rows(str(path), str(tmp_path / "base.json"), language="fr")
        base = read(str(tmp_path / "base.json"))

        assert [(fact.subject.name["fr"], fact.value) for fact in base.facts] == [
            ("Émile", Quantity(1.5, "")),
            ("Zoé", Quantity(2, "")),
        ]
        assert (report.rows, report.bad) == (2, [])
        assert [remark.row for remark in report.remarks] == [2 + bool(first)]
        assert "Windows-1252" in report.remarks[0].reason

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
    @pytest.mark.parametrize("separator", ["\t", ";", ","])
    def test_other_encodings_and_separators(self, tmp_path: Path, encoding: str, separator: str) -> None:
        text = (
            separator.join(("subject", "relation", "object"))
            + "\r\n"
            + separator.join(("Zoé", "a", "B\u2019s"))
        )

        assert [row.cells for row in self.rows(tmp_path, text.encode(encoding), "rows.tsv")] == [
            {"subject": "Zoé", "relation": "a", "object": "B\u2019s"}
        ]

    @pytest.mark.parametrize(
        "header", ["Subject;Relation;OBJECT", "subject|relation|object", " subject ,relation, object"]
    )
    def test_headers_in_capitals_and_other_separators(self, tmp_path: Path, header: str) -> None:
        separator = next(mark for mark in ";|," if mark in header)

        rows = self.rows(tmp_path, f"{header}\n{separator.join('Abc')}\n".encode())

        assert rows[0].cells == {"subject": "A", "relation": "b", "object": "c"}

    def test_a_header_without_the_columns_is_shown(self, tmp_path: Path) -> None:
        with pytest.raises(UsageProblem, match="'subject'; the first line has 'sujet', 'objet'"):
            self.rows(tmp_path, b"sujet,objet\nA,B\n")

    def test_bytes_that_are_not_utf8_in_a_file_that_is_are_a_bad_row(self, tmp_path: Path) -> None:
        path = tmp_path / "rows.csv"
        path.write_bytes("subject,relation,object\né,b,C\n".encode() + b"\xe9,b,C\nA,b,C\n")

        report = import_rows(str(path), str(tmp_path / "base.json"))

        assert [(remark.row, remark.reason) for remark in report.bad] == [(3, "subject is not UTF-8")]
        assert report.facts == 2

    def test_old_line_ends_are_told_in_plain_words(self, tmp_path: Path) -> None:
        with pytest.raises(UsageProblem, match="carriage return alone"):
            self.rows(tmp_path, b"subject,relation,object\rA,b,C\r")

    def test_a_list_of_objects(self, tmp_path: Path) -> None:
        text = b'[{"subject": "A", "relation": "b", "object": 1}, 2, {"subject": "D"}]'

        rows = self.rows(tmp_path, text, "rows.json")

        assert [row.number if isinstance(row, Row) else row.row for row in rows] == [1, 2, 3]
        assert rows[0].cells["object"] == "1"
        assert rows[1] == Remark(2, "is not a JSON object")

    @pytest.mark.parametrize("text", [b"", b"{}", b"[", b'"a"', b"[\xff]"])
    def test_what_is_no_list(self, tmp_path: Path, text: bytes) -> None:
        with pytest.raises(UsageProblem):
            self.rows(tmp_path, text, "rows.json")

    def test_lists_have_bars_or_are_json(self, tmp_path: Path) -> None:
        path = tmp_path / "rows.csv"
        path.write_text('subject,relation,object,subject_aliases\nA,b,C,x|y\nD,e,F,"[""x|y"", ""z""]"\n')

        import_rows(str(path), str(tmp_path / "base.json"))

        things = {entity.id: entity.aliases for entity in read(str(tmp_path / "base.json")).entities}
        assert (things["a"], things["d"]) == (("x", "y"), ("x|y", "z"))


HEADER = b"subject,relation,object,sentence\n"


class TestBounds:
    """What does not end, or is no table, is refused before it fills the memory."""

    def path(self, folder: Path, text: bytes, name: str = "rows.csv") -> str:
        path = folder / name
        path.write_bytes(text)
        return str(path)

    @pytest.mark.parametrize("path", ["/dev/zero", "/dev/urandom", "/dev/tty", "/"])
    @pytest.mark.parametrize("row_format", ["csv", "tsv", "jsonl"])
    def test_a_device_is_not_opened(self, path: str, row_format: str) -> None:
        with pytest.raises(InputOutputProblem, match=r"is not a file|is a folder|No such"):
            list(read_rows(path, row_format))

    def test_a_pipe_is_read(self, tmp_path: Path) -> None:
        pipe = tmp_path / "rows.csv"
        os.mkfifo(pipe)
        with subprocess.Popen(
            ["/bin/sh", "-c", 'printf "subject,relation,object\nA,b,C\n" > "$0"', str(pipe)]
        ):
            assert [row.cells["object"] for row in read_rows(str(pipe)) if isinstance(row, Row)] == ["C"]

    def test_too_many_columns_are_refused(self, tmp_path: Path) -> None:
        names = ",".join(f"c{number}" for number in range(1_001))

        with pytest.raises(UsageProblem, match="more than 1000 columns"):
            list(read_rows(self.path(tmp_path, f"{names}\n".encode())))

    def test_too_many_keys_are_a_bad_row(self, tmp_path: Path) -> None:
        keys = json.dumps({f"k{number}": "x" for number in range(1_001)})

        assert list(read_rows(self.path(tmp_path, keys.encode(), "rows.jsonl"))) == [
            Remark(1, "has 1001 columns; at most 1000 are allowed")
        ]

    def test_ever_new_unknown_columns_are_refused(self, tmp_path: Path) -> None:
        rows = "".join(json.dumps({f"k{number}": "x"}) + "\n" for number in range(1_001))

        with pytest.raises(UsageProblem, match="more than 1000 unknown columns"):
            import_rows(self.path(tmp_path, rows.encode(), "rows.jsonl"), str(tmp_path / "b.json"))

    @pytest.mark.parametrize("limit", ["ROW_LIMIT", "_LINES"])
    def test_rows_without_an_end_are_refused(
        self, limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(import_rows_module, limit, 10)

        with pytest.raises(UsageProblem, match=r"more than 10 rows|do not end"):
            list(read_rows(self.path(tmp_path, HEADER + b"A,b,C,d\n" * 11)))

    def test_more_bytes_than_a_base_may_have_are_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(import_rows_module, "DEFAULT", Limits(size=100))

        with pytest.raises(UsageProblem, match="do not end"):
            list(read_rows(self.path(tmp_path, HEADER + b"A,b,C,d\n" * 11)))

    def test_a_file_of_bad_rows_is_refused_and_nothing_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(import_run, "_MOST_BAD", 10)
        text = HEADER + b"A,b,C,A c.\n" + b"A\n" * 12

        with pytest.raises(UsageProblem, match="more than 10 rows cannot be imported"):
            import_rows(self.path(tmp_path, text), str(tmp_path / "b.json"))

        assert sorted(os.listdir(tmp_path)) == ["rows.csv"]

    @pytest.mark.parametrize("rest", ["", "A,b,C"])
    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_half_a_letter_of_utf_16_is_refused(self, encoding: str, rest: str, tmp_path: Path) -> None:
        mark = "\ufeff".encode(encoding)

        with pytest.raises(UsageProblem, match="not valid UTF-16: truncated data"):
            list(read_rows(self.path(tmp_path, mark + (HEADER.decode() + rest).encode(encoding) + b"x")))

"""What `base import` made comes back byte for byte from its csv and jsonl export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcli.base.reader import read
from factcli.exchange.export import exporter
from factcli.exchange.import_run import ImportResult, import_rows
from places import SHARED

if TYPE_CHECKING:
    from pathlib import Path

EVAL = SHARED / "eval"


def imported(rows: Path, out: Path, source: Path | None = None) -> ImportResult:
    return import_rows(str(rows), str(out), str(source) if source else None, force=True)


def exported(base: Path, format_name: str) -> Path:
    parts = exporter(format_name).parts
    path = base.with_suffix(f".{format_name}")
    path.write_bytes(b"".join(part.encode() for part in parts(read(str(base))) if isinstance(part, str)))
    return path


def round_trip(rows: Path, format_name: str, source: Path | None = None) -> tuple[ImportResult, bytes, bytes]:
    """Import rows, export the base, import the export; return the report and both bases."""
    base, again = rows.parent / "base.json", rows.parent / "again" / "base.json"
    again.parent.mkdir(exist_ok=True)
    first = imported(rows, base, source)
    if not first.written:
        return first, b"", b""
    second = imported(exported(base, format_name), again, source)
    assert not second.bad
    return first, base.read_bytes(), again.read_bytes()


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
names = st.sampled_from(
    ["Ada", "ada", "a-b", "a b", "A b", "!!!", "=SUM(A1)", "'-x", "-5", "1984", "été", "x|y", "[z]"]
)
codes = st.sampled_from(["en", "fr"])
cells: dict[str, st.SearchStrategy[object]] = {
    "id": st.sampled_from(["", "row-2", "f1", "f2"]),
    "subject_id": st.sampled_from(["", "ada", "Q1"]),
    "object_id": st.sampled_from(["", "ada", "Q2"]),
    "subject_kind": st.sampled_from(["", "person", "org", "date", "animal"]),
    "object_kind": st.sampled_from(["", "number", "date", "place", "money", "text", "time"]),
    "answer_kind": st.sampled_from(["", "person", "thing"]),
    "language": codes,
    "statement": words,
    "statement_fr": words,
    "sentence": st.one_of(
        words, st.sampled_from(["Ada met Ada.", "'=1+1", 'He said "hi",\nthen left.\r\nYes'])
    ),
    "exact": st.sampled_from(["", "Ada", "a"]),
    "subject_aliases": st.lists(names | words, max_size=3),
    "object_aliases": st.lists(names, max_size=2),
    "relation_phrases": st.lists(words, max_size=2),
    "relation_fr": names | words,
    "modality": st.sampled_from(["asserted", "planned", "reported"]),
    "hedged": st.sampled_from(["", "true"]),
    "speaker": st.one_of(st.just(""), names),
    "when": st.sampled_from(["", "2023-12~"]),
}
some_rows = st.lists(
    st.fixed_dictionaries(
        {"subject": names, "relation": names | words, "object": names | words}, optional=cells
    ),
    min_size=1,
    max_size=6,
)


class TestPublicSets:
    @pytest.mark.parametrize("format_name", ["csv", "jsonl"])
    @pytest.mark.parametrize("name", ["eq", "kamel", "sq", "fr"])
    def test_a_public_set_round_trips(self, tmp_path: Path, name: str, format_name: str) -> None:
        facts = EVAL / name / "facts.jsonl"
        if not facts.exists():
            pytest.skip("the public question sets are not beside this project")
        rows = tmp_path / "rows.jsonl"
        rows.symlink_to(facts)

        report, before, after = round_trip(rows, format_name)

        assert all("is not a date" in remark.reason for remark in report.bad)
        assert len(report.bad) <= report.rows / 1000
        assert before == after
        assert exporter(format_name).losses(read(str(tmp_path / "base.json"))) == []


class TestAnyRows:
    @pytest.mark.parametrize("format_name", ["csv", "jsonl"])
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(rows=some_rows)
    def test_a_base_made_from_rows_round_trips(
        self, tmp_path: Path, format_name: str, rows: list[dict[str, object]]
    ) -> None:
        path = tmp_path / "rows.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

        report, before, after = round_trip(path, format_name)

        assert before == after
        assert report.facts + len(report.bad) == len(rows)

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        rows=st.lists(
            st.fixed_dictionaries(
                {
                    "subject": names,
                    "relation": names,
                    "object": names,
                    "sentence": st.sampled_from(
                        [
                            "Ada met Bob.",
                            "Bob met Ada.",
                            "Bob. Bob met",
                            "met",
                            "Ada met Bob. Bob met Ada.",
                            "no",
                        ]
                    ),
                    "exact": st.sampled_from(["", "Ada", "Bob", "met"]),
                }
            ),
            min_size=1,
            max_size=5,
        )
    )
    def test_a_base_with_a_source_round_trips(self, tmp_path: Path, rows: list[dict[str, object]]) -> None:
        path, source = tmp_path / "rows.jsonl", tmp_path / "text.txt"
        source.write_text(
            "Meeting\n\nAda met Bob. Bob met Ada. Ada met Bob.\n\nAda met Bob, and Bob met Ada.\n"
        )
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

        _, before, after = round_trip(path, "csv", source)

        assert before == after

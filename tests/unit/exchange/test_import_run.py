"""An import is atomic, with or without a source."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from factcli.errors import InputOutputProblem, NotWritten, UsageProblem
from factcli.exchange.import_run import import_rows
from rows import ROW, jsonl, made

if TYPE_CHECKING:
    from pathlib import Path


TEXT = "Meeting\n\nAda met Bob in May. Bob was late. Ada met Bob again in June.\n"


class TestOnASource:
    @pytest.fixture
    def source(self, tmp_path: Path) -> str:
        path = tmp_path / "text.txt"
        path.write_text(TEXT, encoding="utf-8")
        return str(path)

    def test_the_text_is_numbered_as_a_whole(self, tmp_path: Path, source: str) -> None:
        row = {**ROW, "sentence": "Ada met Bob again in June.", "exact": "Bob"}

        _, base = made(tmp_path, row, source=source)

        assert [(s.number, s.section) for s in base.sentences] == [
            (1, "Meeting"),
            (2, "Meeting"),
            (3, "Meeting"),
        ]
        assert base.facts[0].evidence[0].sentence.number == 3
        assert all(TEXT[s.start : s.end] == s.text for s in base.sentences)

    def test_a_row_across_two_sentences_merges_them(self, tmp_path: Path, source: str) -> None:
        _, base = made(tmp_path, {**ROW, "sentence": "in May. Bob was late."}, source=source)

        assert [s.text for s in base.sentences] == [
            "Ada met Bob in May. Bob was late.",
            "Ada met Bob again in June.",
        ]
        assert base.facts[0].evidence[0].exact == "in May. Bob was late."

    @pytest.mark.parametrize("sentence", ["Ada met Cy.", "Ada met Bob in May", "Meeting"])
    def test_a_missing_sentence_is_refused(self, tmp_path: Path, source: str, sentence: str) -> None:
        good = {**ROW, "sentence": "Bob was late."}

        report, base = made(tmp_path, good, {**ROW, "sentence": sentence}, source=source)

        kept = sentence == "Ada met Bob in May"
        assert len(base.facts) == 1 + kept
        assert bool(report.bad) is not kept

    def test_a_sentence_typed_otherwise_is_found_and_kept_as_the_source_has_it(self, tmp_path: Path) -> None:
        path = tmp_path / "text.txt"
        path.write_bytes("Ada’s ki\u00adte was\r\nlate. It rained.".encode())
        row = {**ROW, "sentence": "Ada's kite was late.", "exact": "kite was late"}

        report, base = made(tmp_path, row, source=str(path))

        assert not report.bad
        assert base.facts[0].evidence[0].exact == "ki\u00adte was\r\nlate"

    def test_a_row_without_a_sentence_is_told_so(self, tmp_path: Path, source: str) -> None:
        report, _ = made(
            tmp_path, {**ROW, "sentence": "Bob was late."}, {**ROW, "object": "Cy"}, source=source
        )

        assert "has no sentence" in report.bad[0].reason

    def test_a_row_in_another_language_is_refused(self, tmp_path: Path, source: str) -> None:
        rows = [{**ROW, "sentence": "Bob was late.", "language": code} for code in ("en", "fr")]

        report, _ = made(tmp_path, *rows, source=source)

        assert [remark.reason for remark in report.bad] == ["language is fr, but the source is in en"]


class TestFiles:
    def test_an_existing_base_is_not_overwritten(self, tmp_path: Path) -> None:
        (tmp_path / "base.json").write_text("mine")

        with pytest.raises(NotWritten, match="already exists"):
            import_rows(jsonl(tmp_path, ROW), str(tmp_path / "base.json"))

        assert (tmp_path / "base.json").read_text() == "mine"

    @pytest.mark.parametrize("name", ["rows.txt", "rows", "rows.xml"])
    def test_an_unknown_format(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text("")

        with pytest.raises(UsageProblem, match="rows are read from"):
            import_rows(str(tmp_path / name), str(tmp_path / "base.json"))

    def test_a_missing_file_of_rows(self, tmp_path: Path) -> None:
        with pytest.raises(InputOutputProblem):
            import_rows(str(tmp_path / "rows.csv"), str(tmp_path / "base.json"))

    def test_a_missing_folder(self, tmp_path: Path) -> None:
        with pytest.raises(NotWritten):
            import_rows(jsonl(tmp_path, ROW), str(tmp_path / "nowhere" / "base.json"))

    def test_progress_reaches_the_end(self, tmp_path: Path) -> None:
        seen: list[tuple[int, int]] = []
        path = jsonl(tmp_path, *({**ROW, "id": f"f{n}"} for n in range(3000)))

        import_rows(
            path, str(tmp_path / "base.json"), progress=lambda done, whole: seen.append((done, whole))
        )

        assert seen == sorted(seen)
        assert seen[-1] == (os.path.getsize(path), os.path.getsize(path))
        assert len(seen) >= 3

"""An import is atomic, with or without a source."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from factcli.errors import InputOutputProblem, NotWritten, UsageProblem
from factcli.exchange.import_run import import_rows
from factcli.model import Date, Quantity
from rows import ROW, jsonl, made

if TYPE_CHECKING:
    from pathlib import Path

    from factcli.language.lexicon import Lexicon


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


class TestColumnsOfValues:
    """Objects without a kind are values where all of a relation are, else names."""

    @staticmethod
    def rows(relation: str, *objects: str, **cells: str) -> list[dict[str, str]]:
        return [
            {"subject": f"Thing {at}", "relation": relation, "object": each, **cells}
            for at, each in enumerate(objects)
        ]

    @pytest.mark.parametrize(
        ("objects", "values", "kind"),
        [
            (("+1952-03-11T00:00:00Z", "1815"), [Date("1952-03-11"), Date("1815")], "time"),
            (("12 mars 2020", "2021-05"), [Date("2020-03-12"), Date("2021-05")], "time"),
            (
                ("12400", "640", "3.5"),
                [Quantity(12400, ""), Quantity(640, ""), Quantity(3.5, "")],
                "quantity",
            ),
            (("1984", "20000"), [Quantity(1984, ""), Quantity(20000, "")], "quantity"),
        ],
    )
    def test_all_dates_or_all_numbers(
        self, tmp_path: Path, objects: tuple[str, ...], values: list[Date | Quantity], kind: str
    ) -> None:
        report, base = made(tmp_path, *self.rows("r", *objects, language="fr"))

        assert [fact.value for fact in base.facts] == values
        assert [fact.object for fact in base.facts] == [None] * len(values)
        assert [relation.kind for relation in base.relations] == [kind]
        assert [thing.name["fr"] for thing in base.entities] == [f"Thing {at}" for at in range(len(values))]
        assert [remark.reason.split(";")[0] for remark in report.remarks] == [
            f"all objects of 'r' are {'dates' if kind == 'time' else 'numbers'}"
        ]
        assert report.entities == len(values)

    @pytest.mark.parametrize(
        ("objects", "cells"),
        [
            (("1952", "about then"), {}),
            (("007", "008"), {}),
            (("1,200", "1,300"), {}),
            (("12400", "640"), {"object_kind": "thing"}),
            (("12400", "640"), {"object_id": "x"}),
            (("1984",), {}),
            (("Thing 0", "1952"), {}),
        ],
    )
    def test_stay_names(self, tmp_path: Path, objects: tuple[str, ...], cells: dict[str, str]) -> None:
        report, base = made(tmp_path, *self.rows("r", *objects, **cells))

        assert all(fact.object for fact in base.facts)
        assert report.remarks == []

    def test_what_is_told_of_stays_a_name(self, tmp_path: Path) -> None:
        rows = [
            *self.rows("set in", "1984", "1999"),
            {"subject": "1984", "relation": "author", "object": "Orwell"},
        ]

        _, base = made(tmp_path, *rows)

        assert [fact.object.name["en"] for fact in base.facts if fact.object] == ["1984", "1999", "Orwell"]

    def test_an_entity_that_another_relation_names_is_kept(self, tmp_path: Path) -> None:
        rows = [*self.rows("year", "1984", "1999"), *self.rows("title", "1984", "Rain")]

        _, base = made(tmp_path, *rows)

        assert {thing.name["en"] for thing in base.entities} == {"Thing 0", "Thing 1", "1984", "Rain"}

    def test_what_is_known_of_a_relation_settles_it(self, tmp_path: Path, lexicon: Lexicon) -> None:
        rows = [
            *self.rows("notable work", "1984", "2001"),
            *self.rows("inception", "1901"),
            *self.rows("population", "1984"),
        ]

        _, base = made(tmp_path, *rows, concept_of=lexicon.concept_named)

        assert [fact.value for fact in base.facts] == [None, None, Date("1901"), Quantity(1984, "")]

    def test_both_sides_of_a_marriage_are_people(self, tmp_path: Path, lexicon: Lexicon) -> None:
        rows = [
            {"subject": "Ada", "relation": "spouse", "object": "Bob"},
            {"subject": "Ada", "relation": "employer", "object": "Cy"},
            {"subject": "Rex", "subject_kind": "thing", "relation": "father", "object": "Fido"},
        ]

        _, base = made(tmp_path, *rows, concept_of=lexicon.concept_named)

        assert {thing.name["en"]: thing.kind for thing in base.entities} == {
            "Ada": "person",
            "Bob": "person",
            "Cy": "thing",
            "Rex": "thing",
            "Fido": "person",
        }


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

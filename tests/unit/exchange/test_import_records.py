"""What rows become: facts, entities, relations and values; a row that cannot be imported is reported by number."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from factcli.exchange.import_rows import Remark
from factcli.exchange.import_run import import_rows
from factcli.model import Date, Quantity
from rows import ROW, jsonl, made, refused

if TYPE_CHECKING:
    from pathlib import Path


class TestWhatRowsBecome:
    def test_a_row_without_words_is_quoted_as_itself(self, tmp_path: Path) -> None:
        _, base = made(tmp_path, ROW)

        fact = base.facts[0]
        assert (fact.id, fact.subject.name, fact.relation.label) == ("row-1", {"en": "Ada"}, {"en": "met"})
        assert (
            fact.evidence[0].sentence.text == fact.evidence[0].exact == fact.statement["en"] == "Ada met Bob"
        )

    def test_one_name_is_one_entity_unless_ids_say_otherwise(self, tmp_path: Path) -> None:
        _, base = made(
            tmp_path,
            ROW,
            {**ROW, "subject": "Bob", "object": "Ada"},
            {**ROW, "subject_id": "other-ada"},
        )

        assert [entity.id for entity in base.entities] == ["ada", "bob", "other-ada"]

    def test_two_spellings_of_one_text_are_one_name(self, tmp_path: Path) -> None:
        _, base = made(tmp_path, *({**ROW, "subject": f"{letter}sa"} for letter in ["Å", "Å", "Å"]))

        assert [(entity.name, entity.aliases) for entity in base.entities] == [
            ({"en": "\u00c5sa"}, ()),
            ({"en": "Bob"}, ()),
        ]

    def test_aliases_and_names_in_other_languages_are_gathered(self, tmp_path: Path) -> None:
        _, base = made(
            tmp_path,
            {**ROW, "subject_id": "de", "subject": "Germany", "subject_aliases": ["FRG"], "language": "en"},
            {**ROW, "subject_id": "de", "subject": "Allemagne", "language": "fr"},
            {**ROW, "subject_id": "de", "subject": "Deutschland", "language": "en"},
        )

        assert base.entities[0].name == {"en": "Germany", "fr": "Allemagne"}
        assert base.entities[0].aliases == ("FRG", "Deutschland")
        assert [source.language for source in base.sources] == ["en", "fr"]

    def test_kinds_are_those_all_rows_agree_on(self, tmp_path: Path) -> None:
        _, base = made(
            tmp_path,
            {**ROW, "object_kind": "person"},
            {**ROW, "object": "Cy", "object_kind": "org"},
            {**ROW, "relation": "in", "object": "Rome", "object_kind": "place"},
            {**ROW, "relation": "at", "object": "X", "object_kind": "work", "answer_kind": "place"},
        )

        assert {relation.id: relation.kind for relation in base.relations} == {
            "met": "thing",
            "in": "place",
            "at": "place",
        }
        assert {e.id: e.kind for e in base.entities} == {
            "ada": "thing",
            "bob": "person",
            "cy": "organization",
            "rome": "place",
            "x": "thing",
        }

    def test_unambiguous_numbers_and_dates_are_values(self, tmp_path: Path) -> None:
        _, base = made(
            tmp_path,
            {**ROW, "object": 1971, "object_kind": "number"},
            {**ROW, "object": "1971-05", "object_kind": "date"},
            {**ROW, "object": "1,050", "object_kind": "name"},
        )

        assert [fact.value for fact in base.facts] == [Quantity(1971, ""), Date("1971-05"), None]
        assert base.relations[0].kind == "thing"

    def test_labels_and_phrases_by_language(self, tmp_path: Path) -> None:
        _, base = made(
            tmp_path,
            {**ROW, "relation_fr": "a rencontré", "relation_phrases": ["saw"]},
            {**ROW, "relation_en": "has met", "relation_fr": "a vu"},
        )

        assert base.relations[0].label == {"en": "has met", "fr": "a rencontré"}
        assert base.relations[0].phrases == {"en": ("saw",), "fr": ("a vu",)}

    def test_a_given_id_is_kept(self, tmp_path: Path) -> None:
        _, base = made(tmp_path, {**ROW, "id": "eqd01"}, {**ROW, "object": "Cy"})

        assert [fact.id for fact in base.facts] == ["eqd01", "row-2"]

    def test_sentences_are_kept_once(self, tmp_path: Path) -> None:
        _, base = made(tmp_path, *({**ROW, "sentence": text} for text in ("Été.", "Two\nlines.", "Été.")))

        text = "Été.\nTwo\nlines."
        assert [s.text for s in base.sentences] == ["Été.", "Two\nlines."]
        assert all(text[s.start : s.end] == s.text for s in base.sentences)
        assert base.sources[0].characters == len(text)


class TestBadRows:
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"subject": ""}, "subject is empty"),
            ({"relation": " "}, "relation is empty"),
            ({"object": None}, "object is empty"),
            ({"subject": "A\u0007da"}, "control character U+0007"),
            ({"object": "Bo\nb"}, "control character U+000A"),
            ({"subject": "x" * 201}, "at most 200"),
            ({"subject": ["Ada"]}, "is a list"),
            ({"subject": True}, "subject is true, which is not text"),
            ({"subject": {"a": 1}}, "is not text"),
            ({"subject": "\ud800"}, "is not UTF-8"),
            ({"subject_aliases": [1.5, None]}, "not a list of texts"),
            ({"id": "two words"}, "is not a valid id"),
            ({"id": "row-1"}, "already used by row 1"),
            ({"modality": "maybe"}, "not one of asserted"),
            ({"modality": "reported"}, "needs a speaker"),
            ({"hedged": "perhaps"}, "neither true nor false"),
            ({"when": "last week"}, "not a date in EDTF"),
            ({"language": "English"}, "not a code"),
            ({"sentence": "Ada saw Bob.", "exact": "met"}, "is not in the sentence"),
            ({"sentence": "x" * 100_001}, "at most 100000"),
        ],
    )
    def test_a_bad_row_is_reported(self, tmp_path: Path, change: dict[str, Any], reason: str) -> None:
        assert reason in refused(tmp_path, {**ROW, **change})

    @pytest.mark.parametrize(
        "line",
        ["[1]", "{", '{"a": 1, "a": 2}', '"text"', "nonsense", '{"subject": ' + "[" * 100_000, "\udc80"],
    )
    def test_a_line_that_is_not_an_object(self, tmp_path: Path, line: str) -> None:
        path = tmp_path / "rows.jsonl"
        good = json.dumps(ROW).encode()
        path.write_bytes(good + b"\n" + line.encode("utf-8", "surrogateescape") + b"\n\n" + good + b"\n")

        report = import_rows(str(path), str(tmp_path / "base.json"))

        assert [remark.row for remark in report.bad] == [2]
        assert report.facts == 2

    def test_an_endless_line_is_one_bad_row(self, tmp_path: Path) -> None:
        path = tmp_path / "rows.jsonl"
        path.write_text("x" * 9_000_000 + "\n" + json.dumps(ROW))

        report = import_rows(str(path), str(tmp_path / "base.json"))

        assert [remark.row for remark in report.bad] == [1]
        assert report.facts == 1

    def test_format_characters_are_removed_with_a_remark(self, tmp_path: Path) -> None:
        report, base = made(tmp_path, {**ROW, "subject": "A\u200bd\u202ea"})

        assert base.facts[0].subject.name == {"en": "Ada"}
        assert report.remarks == [Remark(1, "U+200B, U+202E removed from subject")]

    def test_unknown_columns_and_kinds_are_remarked_once(self, tmp_path: Path) -> None:
        report, _ = made(tmp_path, *({**ROW, "colour": "red", "subject_kind": "animal"} for _ in range(2)))

        said = [remark.reason for remark in report.remarks]
        assert said.count("unknown column 'colour', left out") == 1
        assert "subject_kind 'animal' is unknown; taken as thing" in said

    def test_only_bad_rows_write_no_base(self, tmp_path: Path) -> None:
        report = import_rows(jsonl(tmp_path, "{}"), str(tmp_path / "base.json"))

        assert not report.written
        assert sorted(os.listdir(tmp_path)) == ["rows.jsonl"]


class TestFlags:
    @pytest.mark.parametrize("told", [True, "true", "VRAI", "oui", "1.0"])
    def test_yes(self, tmp_path: Path, told: object) -> None:
        _, base = made(tmp_path, {**ROW, "hedged": told})

        assert base.facts[0].hedged

    @pytest.mark.parametrize("told", [False, None, "", "faux", "0"])
    def test_no(self, tmp_path: Path, told: object) -> None:
        _, base = made(tmp_path, {**ROW, "hedged": told})

        assert not base.facts[0].hedged


class TestNotANumber:
    def test_nan_is_an_empty_cell(self, tmp_path: Path) -> None:
        line = '{"subject": "Ada", "relation": "met", "object": "Bob", "speaker": NaN, "when": NaN}'
        report, base = made(tmp_path, line)

        assert (report.bad, base.facts[0].speaker, base.facts[0].when) == ([], None, None)

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ('{"subject": NaN, "relation": "met", "object": "Bob"}', "subject is empty"),
            ('{"subject": "Ada", "relation": "met", "object": Infinity}', "object is inf"),
            ('{"subject": -Infinity, "relation": "met", "object": "Bob"}', "subject is -inf"),
        ],
    )
    def test_it_is_never_a_name(self, tmp_path: Path, line: str, reason: str) -> None:
        assert reason in refused(tmp_path, line)


class TestWhen:
    @pytest.mark.parametrize(
        ("told", "code", "edtf"),
        [
            ("2024-03-01T00:00:00", "en", "2024-03-01"),
            ("2024-03-01 12:30", "en", "2024-03-01"),
            ("2024-03-01T12:30:00.5+01:00", "en", "2024-03-01"),
            ("21/11/2024", "en", "2024-11-21"),
            ("03/04/2024", "fr", "2024-04-03"),
            ("mars 2024", "fr", "2024-03"),
            ("March 3, 2024", "en", "2024-03-03"),
            ("2010/..", "en", "2010/.."),
        ],
    )
    def test_dates_as_people_and_programs_write_them(
        self, tmp_path: Path, told: str, code: str, edtf: str
    ) -> None:
        _, base = made(tmp_path, {**ROW, "when": told, "language": code})

        assert base.facts[0].when is not None
        assert base.facts[0].when.edtf == edtf

    def test_a_date_that_could_be_two_is_refused(self, tmp_path: Path) -> None:
        assert "2024-04-03" in refused(tmp_path, {**ROW, "when": "03/04/2024"})

"""Rows are added to a base that exists if they pass the gate, by number, words or the quote alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from article_base import base_file
from factcli.base.reader import read
from running import run
from yard import as_json

if TYPE_CHECKING:
    from pathlib import Path

ROW = {
    "subject": "Nordline",
    "subject_kind": "organization",
    "relation": "founded by",
    "object": "Karl Moe",
    "object_kind": "person",
    "sentence": "1",
    "exact": "Nordline, a shipping company founded in 1950 by Karl Moe",
    "statement_en": "Nordline was founded in 1950 by Karl Moe.",
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return base_file(tmp_path)


def added(base: Path, *rows: dict[str, Any]) -> dict[str, Any]:
    given = "\n".join(map(json.dumps, rows)).encode()
    found: dict[str, Any] = as_json(run("base", "add", "-b", str(base), "--rows", "-", "--json", given=given))
    return found


class TestSentences:
    @pytest.mark.parametrize(
        "told",
        [
            {"sentence": "1"},
            {"sentence": 1},
            {"sentence": None},
            {"sentence": "Its director, Anna Holm, will open a second pier in 2027.", "skip": True},
        ],
    )
    def test_by_number_by_words_or_by_the_quote_alone(self, base: Path, told: dict[str, Any]) -> None:
        if told.pop("skip", False):
            told |= {
                "exact": "Its director, Anna Holm",
                "subject": "Anna Holm",
                "subject_kind": "person",
                "relation": "occupation",
                "object": "director",
                "object_kind": "text",
                "statement_en": "Anna Holm is a director.",
            }

        report = added(base, {**ROW, **told})

        assert (report["items"], len(read(str(base)).facts)) == ([], 1)

    def test_several_spans(self, base: Path) -> None:
        row = {
            **ROW,
            "relation": "director",
            "object": "Anna Holm",
            "sentence": "2",
            "exact": "Its director, Anna Holm",
            "exact_2": "Nordline",
            "sentence_2": "1",
            "statement_en": "Anna Holm is the director of Nordline.",
        }

        report = added(base, row)

        assert report["items"] == []
        assert [entry.exact for entry in read(str(base)).facts[0].evidence] == [
            "Its director, Anna Holm",
            "Nordline",
        ]


class TestGate:
    @pytest.mark.parametrize(
        ("told", "problem"),
        [
            ({"statement_en": "Nordline was founded in 1951 by Karl Moe."}, "claim-date"),
            ({"exact": "founded by Karl Moe"}, "evidence-missing"),
            ({"sentence": "99"}, "form-reference"),
            ({"sentence": "", "exact": "pier"}, "more than one sentence"),
            ({"sentence": "", "exact": ""}, "neither sentence nor exact"),
        ],
    )
    def test_a_row_that_does_not_pass_is_left_out_and_the_others_are_kept(
        self, base: Path, told: dict[str, Any], problem: str
    ) -> None:
        report = added(base, {**ROW, **told}, ROW)

        assert [(item["row"], problem in item["problem"]) for item in report["items"]] == [(1, True)]
        assert len(read(str(base)).facts) == 1

    def test_a_likely_typo_needs_new(self, base: Path) -> None:
        added(base, ROW)
        row = {
            **ROW,
            "subject": "Nordlin",
            "relation": "bought",
            "object": "Sundhaven",
            "object_kind": "thing",
        }

        report = added(base, {**row, "exact": "bought Sundhaven", "statement_en": "It bought Sundhaven."})

        assert "name-likeness" in report["items"][0]["problem"]

    def test_a_dry_run_writes_nothing(self, base: Path) -> None:
        before = base.read_bytes()

        run("base", "add", "-b", str(base), "--rows", "-", "--dry-run", given=json.dumps(ROW).encode())

        assert base.read_bytes() == before


class TestImportInto:
    def test_a_json_array_of_values(self, base: Path, tmp_path: Path) -> None:
        path = tmp_path / "rows.json"
        value = {"type": "money", "amount": 12500000, "currency": "EUR"}
        row = {
            "subject": "Sundhaven",
            "relation": "price",
            "sentence": 1,
            "exact": "Sundhaven for 12.5 million euros",
            "value": value,
            "statement": {"en": "Sundhaven cost 12.5 million euros."},
        }
        path.write_text(json.dumps([row]), encoding="utf-8")

        ran = run("base", "import", str(path), "--into", str(base))

        assert ran.status == 0, ran
        assert read(str(base)).facts[0].statement == {"en": "Sundhaven cost 12.5 million euros."}

    def test_either_a_new_base_or_one_that_exists(self, base: Path) -> None:
        assert run("base", "import", "rows.csv").status == 2
        assert run("base", "import", "rows.csv", "-o", "x.json", "--into", str(base)).status == 2


class TestWhatARowTells:
    def test_a_new_entity_and_a_new_relation_have_all_that_the_row_tells(self, base: Path) -> None:
        row = {
            **ROW,
            "subject_id": "nordline-as",
            "subject_aliases": ["Nordline AS"],
            "subject_name_fr": "Nordline",
            "subject_description_en": "a shipping company",
            "relation_fr": "fondée par",
            "relation_phrases_en": ["who founded"],
            "inverse_en": "founder of",
            "inverse_phrases_en": ["what did found"],
            "inverse_kind": "organization",
            "one_value": "many",
        }

        report = added(base, row)
        held = read(str(base))

        assert report["items"] == []
        subject, relation = held.facts[0].subject, held.facts[0].relation
        assert (subject.id, subject.aliases, subject.description) == (
            "nordline-as",
            ("Nordline AS",),
            {"en": "a shipping company"},
        )
        assert relation.label == {"en": "founded by", "fr": "fondée par"}
        assert (relation.one_value, relation.inverse and relation.inverse.kind) == (False, "organization")

    def test_what_the_base_says_stays_and_what_it_lacks_is_added(self, base: Path) -> None:
        added(base, {**ROW, "subject_description_en": "a shipping company"})
        row = {
            **ROW,
            "relation": "year of foundation",
            "object": "1950",
            "object_kind": "date",
            "subject_description_en": "something else",
            "subject_description_fr": "une compagnie maritime",
            "statement_en": "Nordline was founded in 1950.",
        }

        report = added(base, row)
        facts = read(str(base)).facts

        assert report["items"] == []
        assert facts[0].subject.description == {
            "en": "a shipping company",
            "fr": "une compagnie maritime",
        }

    def test_a_row_that_is_left_out_leaves_no_entity(self, base: Path) -> None:
        before = base.read_bytes()

        report = added(
            base,
            {**ROW, "subject_id": "nl", "statement_en": "Nordline was founded in 1951 by Karl Moe."},
        )

        assert (len(report["items"]), base.read_bytes()) == (1, before)

    def test_apostrophes_and_quotation_marks_of_any_kind(self, base: Path) -> None:
        row = {
            **ROW,
            "sentence": "",
            "exact": "Nordline,\u00a0a shipping company founded in 1950 by Karl\u00ad Moe",
        }

        assert added(base, row)["items"] == []

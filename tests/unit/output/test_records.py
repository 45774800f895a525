"""Records for programs: JSON, JSON lines, plain lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcli import escape
from factcli.output.report import ANSWER_COLUMNS, Screen, on_outcome
from outcomes import BASE, FACTS, refused
from reports import hostile, report, written
from words import messages

ENGLISH = messages("en")


class TestJson:
    def test_is_the_envelope(self) -> None:
        read = json.loads(written("json", report("pier-cost")))

        assert read["schema_version"] == 1
        assert read["answers"][0]["answer"] == "€12.5 million"

    @given(text=st.text(st.characters(), min_size=1), utf8=st.booleans())
    @settings(max_examples=60)
    def test_round_trip_without_hidden_characters(self, text: str, utf8: bool) -> None:
        shown = written("json", hostile(text), Screen(utf8=utf8))

        assert json.loads(shown)["answers"][0]["citation"]["quote"] == text
        assert {category(c) for c in shown if c != "\n"} & escape.HIDDEN == set()
        assert utf8 or shown.isascii()

    def test_fields_narrow_the_answers(self) -> None:
        screen = Screen(fields=("answer", "quote"))
        read = json.loads(written("json", report("pier-cost"), screen))

        assert list(read["answers"][0]) == ["answer", "quote"]
        assert read["answers"][0]["quote"].startswith("The pier cost")

    def test_numbers_are_numbers(self) -> None:
        assert '"amount": 12500000,' in written("json", report("pier-cost"))

    def test_no_answer_is_an_empty_list(self) -> None:
        shown = on_outcome(refused("ambiguous"), "who", ENGLISH, limit=None, explain=False)

        assert json.loads(written("json", shown))["answers"] == []


class TestJsonLines:
    def test_one_record_a_line(self) -> None:
        lines = written("jsonl", report()).splitlines()

        assert [json.loads(line)["fact"] for line in lines] == list(FACTS)


class TestPlain:
    def test_one_record_a_line_without_a_header(self) -> None:
        lines = written("plain", report()).splitlines()

        assert len(lines) == len(FACTS)
        assert {line.count("\t") for line in lines} == {len(ANSWER_COLUMNS) - 1}

    def test_a_line_break_in_a_quote_is_a_space(self) -> None:
        assert "Anna Holm said at the opening." in written("plain", report("holm-said"))

    def test_a_refusal_is_a_sentence(self) -> None:
        shown = on_outcome(refused("no_such_fact"), "who", ENGLISH, limit=None, explain=False)

        assert written("plain", shown) == "The text does not say that about Lyrvik.\n"


class TestCsv:
    def test_reads_back_with_its_header(self) -> None:
        rows = list(csv.DictReader(io.StringIO(written("csv", report()))))

        assert tuple(rows[0]) == ANSWER_COLUMNS
        assert rows[2]["quote"] == BASE.sentences[1].text
        assert rows[2]["sentence"] == "2"

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_no_cell_is_a_formula(self, start: str) -> None:
        rows = list(csv.reader(io.StringIO(written("csv", hostile(start + 'cmd|"/c calc"!A0')))))

        assert not [cell for cell in rows[1] if cell.startswith(("=", "+", "-", "@"))]

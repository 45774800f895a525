"""Every output format: what it promises to whoever reads it."""

from __future__ import annotations

import csv
import io
import json
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcli import escape
from factcli.model import Entity, Evidence, Fact, Relation, Sentence, Source, Text
from factcli.output import envelope
from factcli.output.blocks import Screen
from factcli.output.formats import FORMATS
from factcli.output.report import ANSWER_COLUMNS, Report, on_outcome
from factcli.questions.result import ANSWERED, Answer, Outcome, Reading
from outcomes import BASE, FACTS, answered, refused
from words import messages

ENGLISH = messages("en")


def report(*ids: str, **how: object) -> Report:
    outcome = answered(*(ids or FACTS), **how)  # type: ignore[arg-type]
    return on_outcome(outcome, "what", ENGLISH, limit=None, explain=False)


def written(style: str, shown: Report, screen: Screen | None = None) -> str:
    return "".join(FORMATS[style](shown, screen or Screen()))


def hostile(text: str) -> Report:
    """Return the report of one fact whose every text is the same."""
    source = Source(text, None, text, 9, "0" * 64)
    thing = Entity(text, "thing", {"en": text})
    evidence = Evidence(Sentence("1", source, 1, 0, len(text), text, text), text)
    relation = Relation(text, "thing", {"en": text}, {})
    fact = Fact(
        text, thing, relation, None, Text({"en": text}), {"en": text}, "reported", (evidence,), speaker=thing
    )
    outcome = Outcome(text, "en", Reading(unmatched=(text,)), ANSWERED, (Answer(fact, text, 1.0),), (), text)
    return on_outcome(outcome, "ask", ENGLISH, limit=None, explain=True)


class TestEveryFormat:
    @pytest.mark.parametrize("style", FORMATS)
    def test_never_loses_a_citation(self, style: str) -> None:
        text = written(style, report())
        bare = "".join(text.replace("\\n", " ").replace("**", "").split())

        for fact in FACTS.values():
            quote = "".join(fact.evidence[0].sentence.text.split())
            assert quote in bare.replace("⟦", "").replace("⟧", ""), fact.id

    @pytest.mark.parametrize("style", [style for style in FORMATS if style not in ("json", "jsonl")])
    @given(text=st.text(st.characters(), min_size=1))
    @settings(max_examples=60)
    def test_shows_nothing_hidden(self, style: str, text: str) -> None:
        shown = written(style, hostile(text))

        assert {category(c) for c in shown if c not in "\n\t"} & escape.HIDDEN == set()

    @pytest.mark.parametrize("style", FORMATS)
    def test_takes_a_report_without_records(self, style: str) -> None:
        shown = on_outcome(refused("no_such_fact"), "who", ENGLISH, limit=None, explain=False)

        assert isinstance(written(style, shown), str)


class TestJson:
    def test_is_the_envelope(self) -> None:
        read = json.loads(written("json", report("pier-cost")))

        assert read["schema_version"] == 1
        assert read["answers"][0]["answer"] == "€12.5 million"

    @given(text=st.text(st.characters(), min_size=1), utf8=st.booleans())
    @settings(max_examples=60)
    def test_hides_nothing_and_reads_back(self, text: str, utf8: bool) -> None:
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

    def test_of_nothing_has_an_empty_list(self) -> None:
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

        assert written("plain", shown) == "The text does not say that of Lyrvik.\n"


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


class TestMarkdown:
    def test_marks_of_the_text_have_no_meaning(self) -> None:
        shown = written("markdown", hostile("*a* <b> [c](d) | `e` # f\n- g"))

        assert "\\*a\\* &lt;b&gt; \\[c\\](d) \\| \\`e\\` \\# f - g" in shown

    def test_cites_below(self) -> None:
        shown = written("markdown", report("pier-cost"))

        assert "> [1] **The pier cost 12.5 million euros, according to the mayor**, Anna Holm." in shown
        assert "[lyrvik-gazette · sentence 2](<https://gazette.example/pier#:~:text=" in shown


class TestTable:
    def test_the_answer_stands_first(self) -> None:
        assert written("table", report("lyrvik-mayor")).splitlines()[0] == "Anna Holm"

    def test_how_sure_it_is_stands_right_beside_it(self) -> None:
        shown = written("table", report("pier-sinking")).splitlines()

        assert shown[0] == "it is sinking (denied)"
        assert written("markdown", report("pier-sinking")).startswith("**it is sinking** (denied)")

    def test_answers_of_one_standing_say_it_once(self) -> None:
        shown = written("table", report("ferry-start", "ferry-run-by"))

        assert shown.startswith("1 June 2027, Nordline (planned)")
        assert shown.count("planned") == 1

    def test_each_sentence_is_quoted_once(self) -> None:
        shown = written("table", report("lyrvik-opened-pier", "pier-opening-date"), Screen(width=120))

        assert shown.count("[1]") == 3
        assert "[2]" not in shown

    def test_rows_are_cut_where_asked_and_counted(self) -> None:
        shown = written("table", report(), Screen(width=100, rows=3))

        assert "… and 9 more: --limit 0 shows all" in shown

    @pytest.mark.parametrize("width", [20, 40, 71, 72, 80, 120, 200])
    def test_no_line_is_wider_than_the_screen(self, width: int) -> None:
        lines = written("table", report(), Screen(width=width)).splitlines()

        assert max(map(len, lines)) <= width

    def test_a_no_break_space_does_not_break(self) -> None:
        for width in range(20, 80):
            assert "company\u00a0founded" in written("table", report("nordline-founded"), Screen(width=width))

    def test_wide_letters_count_double(self) -> None:
        shown = written("table", hostile("価格は百万円です。" * 9), Screen(width=40))

        assert max(len(line) + sum(c > "\u2fff" for c in line) for line in shown.splitlines()) <= 40

    def test_an_endless_cell_is_capped_and_counted(self) -> None:
        shown = written("table", hostile("a" * 10_000), Screen(width=80))

        assert "… (+8000)" in shown
        assert len(shown) < 40_000

    def test_many_lines_are_capped_and_counted(self) -> None:
        shown = written("table", hostile("a\n" * 100), Screen(width=80))

        assert "… (+81)" in shown

    def test_one_styled_line(self) -> None:
        shown = written("table", report("lyrvik-mayor"), Screen(styled=True, color=True))

        assert shown.splitlines()[0] == "\x1b[1;36mAnna Holm\x1b[0m"

    def test_without_colour_the_span_is_still_marked(self) -> None:
        styled = written("table", report("lyrvik-mayor"), Screen(styled=True))
        bare = written("table", report("lyrvik-mayor"), Screen())
        ascii_only = written("table", report("lyrvik-mayor"), Screen(utf8=False))

        assert "\x1b[1;4mthe mayor, Anna Holm\x1b[0m" in styled
        assert "⟦the mayor, Anna Holm⟧" in bare
        assert "[[the mayor, Anna Holm]]" in ascii_only

    def test_links_only_where_they_are_understood(self) -> None:
        screen = Screen(styled=True, color=True, links=True)

        assert "\x1b]8;" in written("table", report("pier-cost"), screen)
        assert "\x1b]8;" not in written("table", report("pier-cost"), Screen(styled=True, color=True))

    def test_markup_of_a_base_means_nothing(self) -> None:
        assert "[bold]x[/b] :smile:" in written("table", hostile("[bold]x[/b] :smile:"), Screen(styled=True))

    def test_a_card_tells_what_it_is_before_its_facts(self) -> None:
        shown = written("table", report("lyrvik-mayor", card="Port town with a new pier.")).splitlines()

        assert shown[:2] == ["Lyrvik", "Port town with a new pier."]

    def test_fields_make_the_columns(self) -> None:
        shown = written("table", report("pier-cost"), Screen(fields=("fact", "speaker")))

        assert shown.split() == ["fact", "speaker", "pier-cost", "Anna", "Holm"]

    def test_standing_is_shown_where_it_is_not_asserted(self) -> None:
        shown = written("table", report("holm-said", "ferry-start", "pier-sinking"), Screen(width=140))

        for told in ("according to Anna Holm, possible", "planned", "denied"):
            assert told in shown
        assert "asserted" not in shown


class TestFields:
    def test_an_unknown_one_is_refused_with_the_choices(self) -> None:
        from factcli.errors import UsageProblem

        with pytest.raises(UsageProblem, match="no field 'colour'") as caught:
            envelope.check(("answer", "colour"), envelope.ANSWER_FIELDS)

        assert "statement" in caught.value.hint

    def test_every_answer_has_them(self) -> None:
        row = next(iter(report("pier-cost").rows()))

        assert tuple(row) == envelope.ANSWER_FIELDS

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, ""),
            (True, "true"),
            (1.0, "1"),
            (0.25, "0.25"),
            ({"id": "x", "label": "X"}, "X"),
            ({"edtf": "2019", "basis": None}, "2019"),
            ({"type": "money", "amount": 5, "currency": "EUR"}, "money, 5, EUR"),
            (["a", "b"], "a, b"),
        ],
    )
    def test_as_one_cell(self, value: object, text: str) -> None:
        assert envelope.as_text(value) == text

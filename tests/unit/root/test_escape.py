"""Text from a base, a question or a file name never controls a terminal."""

from __future__ import annotations

import json
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli import escape

anything = st.text(st.characters())  # lone surrogates included


class TestVisible:
    @given(anything)
    def test_only_line_breaks_and_tabs_stay_unescaped(self, text: str) -> None:
        shown = escape.visible(text)

        assert {category(c) for c in shown if c not in "\n\t"} & escape.HIDDEN == set()

    @given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
    def test_visible_text_is_unchanged(self, text: str) -> None:
        assert escape.visible(text) == text

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("a\x1b[31mb", "a\\u001b[31mb"),
            ("\u202egnp.exe", "\\u202egnp.exe"),
            ("bell\x07", "bell\\u0007"),
            ("\x9b31m", "\\u009b31m"),
            ("zero\u200bwidth", "zero\\u200bwidth"),
            ("tag \U000e0041", "tag \\udb40\\udc41"),
            ("half \ud83d", "half \\ud83d"),
            ("two\nlines\tand a tab", "two\nlines\tand a tab"),
            ("no\u00a0break", "no\u00a0break"),
        ],
    )
    def test_each_kind(self, text: str, shown: str) -> None:
        assert escape.visible(text) == shown


class TestLine:
    @given(anything)
    def test_is_one_line_without_tabs(self, text: str) -> None:
        shown = escape.line(text)

        assert len(shown.splitlines()) <= 1
        assert "\t" not in shown

    def test_breaks_become_spaces(self) -> None:
        assert escape.line("a\r\nb\nc\td") == "a b c d"


class TestJsonString:
    @given(anything, st.booleans())
    def test_round_trip(self, text: str, ascii_only: bool) -> None:
        assert json.loads(escape.json_string(text, ascii_only=ascii_only)) == text

    @given(anything)
    def test_hidden_characters_are_escaped(self, text: str) -> None:
        assert {category(c) for c in escape.json_string(text)} & escape.HIDDEN == set()

    @given(anything)
    def test_is_ascii_on_request(self, text: str) -> None:
        assert escape.json_string(text, ascii_only=True).isascii()

    def test_letters_are_not_escaped(self) -> None:
        assert escape.json_string("Île\u00a0« 価格 »") == '"Île\u00a0« 価格 »"'


class TestGuarded:
    @pytest.mark.parametrize(
        "cell",
        [
            "=1+1",
            "+1",
            "-1",
            "@a",
            "\tx",
            "'=1",
            "''=1",
            "'quoted'",
            "-5",
            "-5.25",
            "-5.",
            "＝1",
            "plain",
            "",
        ],
    )
    def test_formulas_are_guarded_and_restored(self, cell: str) -> None:
        held = escape.guarded(cell)

        assert escape.unguarded(held) == cell
        assert held[:1] not in ("=", "+", "@", "\t", "\r")

    @pytest.mark.parametrize(
        ("cell", "held"), [("-5", "-5"), ("-5.25", "-5.25"), ("-5.", "'-5."), ("-٣", "'-٣")]
    )
    def test_numbers_are_not_guarded(self, cell: str, held: str) -> None:
        assert escape.guarded(cell) == held

    @pytest.mark.parametrize(
        ("cell", "held"),
        [
            ("\n=1+1", "'\n'=1+1"),
            ("\r=1+1", "'\r'=1+1"),
            ("a\n=1+1", "a\n'=1+1"),
            ("a\r\n@x", "a\r\n'@x"),
            ("a;=HYPERLINK(1)", "a;'=HYPERLINK(1)"),
            ("a; =1", "a; '=1"),
            ("a;\t=1", "a;\t'=1"),
            (" =1", " '=1"),
            ("a;'=1", "a;''=1"),
            ("\u00a0＝1", "\u00a0'＝1"),
            ("a\n\nb; c, -5 = d", "a\n\nb; c, -5 = d"),
        ],
    )
    def test_a_formula_is_guarded_wherever_a_cell_may_begin(self, cell: str, held: str) -> None:
        assert escape.guarded(cell) == held
        assert escape.unguarded(held) == cell

    @given(st.text("'=+-@1.a\t\r\n; "))
    def test_any_cell_is_restored(self, cell: str) -> None:
        assert escape.unguarded(escape.guarded(cell)) == cell


class TestMarkdown:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("-x", "\\-x"),
            ("+", "\\+"),
            ("= 1", "\\= 1"),
            ("![a](b)", "\\!\\[a\\](b)"),
            ("a-b=c+d!", "a-b=c+d!"),
            ("a*b_c`d|e#f~g$h\\", "a\\*b\\_c\\`d\\|e\\#f\\~g\\$h\\\\"),
            ("<b>&{x}", "&lt;b&gt;&amp;\\{x\\}"),
            ("a\nb\tc", "a b c"),
            ("\u202ea", "\\\\u202ea"),
            ("", ""),
        ],
    )
    def test_what_markdown_would_read_is_escaped(self, text: str, shown: str) -> None:
        assert escape.escaped(text) == shown


class TestJson:
    @pytest.mark.parametrize("indent", ["", "\n"])
    def test_a_value_is_read_back(self, indent: str) -> None:
        value = {"a": [1, -2.5, None, True, False, "é\u2028"], "b": {}, "c": [], "d": {"e": ["f"]}}

        assert json.loads(escape.dumped(value, indent=indent)) == value
        assert json.loads(escape.dumped(value, ascii_only=True, indent=indent)) == value

    def test_is_one_line_or_indented(self) -> None:
        assert escape.dumped({"a": [1, {}], "b": []}) == '{"a": [1, {}], "b": []}'
        assert escape.dumped({"a": [1, {"c": 2}]}, indent="\n") == (
            '{\n  "a": [\n    1,\n    {\n      "c": 2\n    }\n  ]\n}'
        )

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("a", "a"),
            ("é\u200b", "é\\u200b"),
            ("\U000e0001", "\\udb40\\udc01"),
            ("\ud800", "\ud800"),
            ("\x00", "\\u0000"),
        ],
    )
    def test_hidden_characters_of_a_text_are_escaped_but_for_half_pairs(self, text: str, shown: str) -> None:
        assert escape.json_text(text) == shown

"""The screen: the answer first, its sentence below, no line too wide, nothing cut silently."""

from __future__ import annotations

import pytest

from factcli.output.report import Screen
from reports import hostile, report, written


class TestTable:
    def test_the_answer_comes_first(self) -> None:
        assert written("table", report("lyrvik-mayor")).splitlines()[0] == "Anna Holm (inferred)"

    def test_the_modality_is_next_to_the_answer(self) -> None:
        shown = written("table", report("pier-sinking")).splitlines()

        assert shown[0] == "it is sinking (denied)"
        assert written("markdown", report("pier-sinking")).startswith("**it is sinking** (denied)")

    def test_a_common_modality_is_shown_once(self) -> None:
        shown = written("table", report("ferry-start", "ferry-run-by"))

        assert shown.startswith("1 June 2027, Nordline (planned)")
        assert shown.count("planned") == 1

    def test_each_sentence_is_quoted_once(self) -> None:
        shown = written("table", report("lyrvik-opened-pier", "pier-opening-date"), Screen(width=120))

        assert shown.count("[1]") == 3
        assert "[2]" not in shown

    def test_rows_are_cut_at_the_limit_and_counted(self) -> None:
        shown = written("table", report(), Screen(width=100, rows=3))

        assert "… and 9 more: --limit 0 shows all" in shown

    @pytest.mark.parametrize("width", [20, 40, 71, 72, 80, 120, 200])
    def test_no_line_is_wider_than_the_screen(self, width: int) -> None:
        lines = written("table", report(), Screen(width=width)).splitlines()

        assert max(map(len, lines)) <= width

    def test_a_no_break_space_does_not_break(self) -> None:
        for width in range(20, 80):
            assert "company\u00a0founded" in written("table", report("nordline-founded"), Screen(width=width))

    def test_wide_characters_count_double(self) -> None:
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

        assert shown.splitlines()[0] == "\x1b[1;36mAnna Holm\x1b[0m (inferred)"

    def test_without_colour_the_span_is_still_marked(self) -> None:
        styled = written("table", report("lyrvik-mayor"), Screen(styled=True))
        bare = written("table", report("lyrvik-mayor"), Screen())
        ascii_only = written("table", report("lyrvik-mayor"), Screen(utf8=False))

        assert "\x1b[1;4mthe mayor, Anna Holm\x1b[0m" in styled
        assert "⟦the mayor, Anna Holm⟧" in bare
        assert "[[the mayor, Anna Holm]]" in ascii_only

    def test_links_only_if_supported(self) -> None:
        screen = Screen(styled=True, color=True, links=True)

        assert "\x1b]8;" in written("table", report("pier-cost"), screen)
        assert "\x1b]8;" not in written("table", report("pier-cost"), Screen(styled=True, color=True))

    def test_markup_in_a_base_is_ignored(self) -> None:
        assert "[bold]x[/b] :smile:" in written("table", hostile("[bold]x[/b] :smile:"), Screen(styled=True))

    def test_a_card_shows_the_description_before_the_facts(self) -> None:
        shown = written("table", report("lyrvik-mayor", card="Port town with a new pier.")).splitlines()

        assert shown[:2] == ["Lyrvik", "Port town with a new pier."]

    def test_fields_make_the_columns(self) -> None:
        shown = written("table", report("pier-cost"), Screen(fields=("fact", "speaker")))

        heading, line, row = shown.splitlines()
        assert (heading.split(), row.split()) == (["fact", "speaker"], ["pier-cost", "Anna", "Holm"])
        assert line.strip("─ ") == ""
        assert len(line) == len(row)

    def test_modality_is_shown_unless_asserted(self) -> None:
        shown = written("table", report("holm-said", "ferry-start", "pier-sinking"), Screen(width=140))

        for told in ("according to Anna Holm, possible", "planned", "denied"):
            assert told in shown
        assert "asserted" not in shown

"""Markdown cites below, and nothing in a text becomes markup."""

from __future__ import annotations

import re

import pytest

from factcli._dataclass import replace
from factcli.output.blocks import Note
from reports import hostile, report, written


class TestMarkdown:
    def test_markdown_in_texts_is_escaped(self) -> None:
        shown = written("markdown", hostile("*a* <b> [c](d) | `e` # f\n- g"))

        assert "\\*a\\* &lt;b&gt; \\[c\\](d) \\| \\`e\\` \\# f - g" in shown

    def test_cites_below(self) -> None:
        shown = written("markdown", report("pier-cost"))

        assert "> [1] **The pier cost 12.5 million euros, according to the mayor**, Anna Holm." in shown
        assert "[lyrvik-gazette · sentence 2](<https://gazette.example/pier#:~:text=" in shown

    @pytest.mark.parametrize("ticks", ["", "`", "``", "` ``", "```` `"])
    def test_a_command_stays_code_whatever_stands_in_it(self, ticks: str) -> None:
        """The span ends with as many ticks as it begins with, and no run of ticks in it is as long."""
        command = f"factcli who '{ticks} <img src=x onerror=alert(1)> {ticks}'"
        suggestion = replace(report("pier-cost"), draw=lambda _: [Note("Try this.", ((command, "asked"),))])

        (shown,) = (row for row in written("markdown", suggestion).split("\n") if row.startswith("- "))
        span, _, label = shown.removeprefix("- ").partition(" — ")

        runs = re.findall("`+", span)
        assert label == "asked"
        assert span.strip("`").strip() == command
        assert [at for at, run in enumerate(runs) if run == runs[0]] == [0, len(runs) - 1]

"""Markdown cites below, and nothing in a text becomes markup."""

from __future__ import annotations

from reports import hostile, report, written


class TestMarkdown:
    def test_markdown_in_texts_is_escaped(self) -> None:
        shown = written("markdown", hostile("*a* <b> [c](d) | `e` # f\n- g"))

        assert "\\*a\\* &lt;b&gt; \\[c\\](d) \\| \\`e\\` \\# f - g" in shown

    def test_cites_below(self) -> None:
        shown = written("markdown", report("pier-cost"))

        assert "> [1] **The pier cost 12.5 million euros, according to the mayor**, Anna Holm." in shown
        assert "[lyrvik-gazette · sentence 2](<https://gazette.example/pier#:~:text=" in shown

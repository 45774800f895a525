"""Pages as blocks: cards by relation, lists with headings, and one meaning of [n]."""

from __future__ import annotations

import re

import pytest

from places import HARBOUR
from running import run


def screen(*arguments: str, columns: int = 80) -> str:
    return run(*arguments, terminal=True, columns=columns, FACTCLI_BASE=str(HARBOUR)).out


class TestCard:
    def test_answers_of_a_relation_share_a_line(self) -> None:
        shown = run("show", "OpenAI", "--lang", "en", "--limit", "0", terminal=True, columns=100).out

        assert re.search(r"^  existing office +London, Dublin, Tokyo +\[\d\]$", shown, re.MULTILINE)

    def test_a_plan_does_not_stand_with_what_is_done(self) -> None:
        shown = screen("show", "ferry")

        assert re.search(r"^  start date +1 June 2027 +planned +\[1\]$", shown, re.MULTILINE)

    def test_names_that_are_compared_stand_once_above_their_facts(self) -> None:
        shown = run("ask", "compare Singapore and France", terminal=True, columns=100).out

        assert shown.startswith("Singapore, France\n\n")


class TestNumbers:
    @pytest.mark.parametrize(
        "arguments", [("facts",), ("timeline",), ("graph",), ("source",), ("facts", "--modality", "planned")]
    )
    def test_a_list_without_quotes_has_no_number_in_brackets(self, arguments: tuple[str, ...]) -> None:
        assert not re.search(r"\[\d+\]", screen(*arguments))

    @pytest.mark.parametrize(
        "arguments", [("show", "Lyrvik"), ("path", "Nordline", "Sund"), ("who", "Lyrvik")]
    )
    def test_every_number_in_brackets_is_a_quote_of_the_page(self, arguments: tuple[str, ...]) -> None:
        shown = screen(*arguments)

        assert set(re.findall(r"\[\d+\]", shown)) == set(re.findall(r"^\[\d+\]", shown, re.MULTILINE))


class TestIds:
    def test_they_stand_below_the_sentence(self) -> None:
        assert "sentence 2 · pier-cost" in screen("ask", "how much did the new pier cost", "--ids")

    def test_they_are_not_shown_unasked(self) -> None:
        assert "pier-cost" not in screen("ask", "how much did the new pier cost")


class TestModality:
    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("graph", "ferry"), "1 June 2027 (planned)"),
            (("graph", "the new pier"), "according to Anna Holm"),
            (("graph", "ferry", "--format", "dot"), "style=dashed"),
            (("graph", "ferry", "--format", "mermaid"), "-.->"),
            (("facts", "--format", "csv", "--relation", "cost"), "Anna Holm,false"),
            (("facts", "--relation", "number of piers"), "inferred"),
        ],
    )
    def test_it_goes_with_the_fact(self, arguments: tuple[str, ...], told: str) -> None:
        assert told in screen(*arguments, columns=120)


class TestGraph:
    @pytest.mark.parametrize("drawing", ["tree", "mermaid", "dot"])
    def test_a_limit_cuts_what_is_drawn(self, drawing: str) -> None:
        shown = screen("graph", "--limit", "3", "--format", drawing)

        assert len(shown.splitlines()) < 20
        assert "9 more" in shown

    def test_a_picture_needs_graphviz(self) -> None:
        ran = run("graph", "ferry", "--format", "svg", FACTCLI_BASE=str(HARBOUR), PATH="/nowhere")

        assert ran.status == 2
        assert "Graphviz" in ran.err


class TestVerdict:
    def test_the_words_that_differ_are_marked_in_claim_and_fact(self) -> None:
        shown = screen("verify", "The new pier opened in 2011.")

        assert "  claim  The new pier opened ⟦in 2011⟧.\n" in shown
        assert "  fact   The new pier opened in ⟦May 2019⟧.  [1]\n" in shown

    def test_a_narrow_screen_puts_each_text_below_its_heading(self) -> None:
        shown = screen("verify", "The new pier opened in 2011.", columns=40)

        assert "  claim\n    The new pier opened ⟦in 2011⟧.\n" in shown

    def test_markdown_has_them_in_bold(self) -> None:
        shown = screen("verify", "The new pier opened in 2011.", "--format", "markdown")

        assert "- claim: The new pier opened **in 2011**.\n" in shown

    def test_a_claim_that_is_borne_out_has_no_marks(self) -> None:
        shown = screen("verify", "The new pier opened in 2019.")

        assert shown.startswith("supported\nThe new pier opened in 2019.\n")

"""Paragraphs, list items and headings, whichever way a text is laid out."""

from __future__ import annotations

import pytest

from factcli.texts.sentences import blocks


def parts(text: str) -> list[tuple[str, bool]]:
    return [(text[block.start : block.end], block.heading) for block in blocks(text)]


class TestParagraphs:
    def test_a_line_that_ends_a_sentence_is_a_paragraph_where_most_lines_do(self) -> None:
        long = "Ce paragraphe est écrit d'un seul trait, sans retour, et il est long de presque cent signes."

        assert parts(f"{long}\n{long}\n") == [(long, False), (long, False)]

    def test_lines_filled_to_one_width_are_joined_and_a_shorter_one_ends_the_paragraph(self) -> None:
        text = (
            "This paragraph was wrapped by an editor at some sixty columns\n"
            "and goes on here without a stop at the end of its lines, ends\n"
            "early.\n"
            "Then another begins on a line of its own and it is filled up\n"
            "too."
        )

        assert [part.count("\n") for part, _ in parts(text)] == [2, 1]

    @pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\u2029\u2029"])
    def test_a_blank_line_ends_a_paragraph(self, gap: str) -> None:
        assert [part for part, _ in parts(f"Un chat dort.{gap}un chien aboie.")] == [
            "Un chat dort.",
            "un chien aboie.",
        ]

    def test_a_line_that_goes_on_in_small_letters_is_joined(self) -> None:
        assert parts("Le chat dort dans\nle jardin.") == [("Le chat dort dans\nle jardin.", False)]


class TestHeadings:
    @pytest.mark.parametrize(
        "text", ["Le port\nIl est grand.", "Le port\n\nIl est grand.", "# le port.\nIl est grand."]
    )
    def test_a_short_line_before_a_paragraph(self, text: str) -> None:
        assert [heading for _, heading in parts(text)] == [True, False]

    @pytest.mark.parametrize(
        "line", ["Il est grand.", "Où aller ?", "il est grand", "- Le port", "1. Le port", "Voici :"]
    )
    def test_other_lines_are_none(self, line: str) -> None:
        assert not parts(f"{line}\nLe reste suit.")[0][1]

    def test_a_title_with_two_lines_below_is_a_heading_and_a_list_of_lines_is_none(self) -> None:
        assert [heading for _, heading in parts("Titre\nSous-titre\nAuteur\nIl est grand.")] == [
            True,
            True,
            True,
            False,
        ]
        assert not any(heading for _, heading in parts("Un\nDeux\nTrois\nQuatre\nIl est grand."))


class TestQuotations:
    @pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
    def test_one_after_a_colon_belongs_to_the_words_before_it(self, gap: str) -> None:
        text = f"Le maire affirme :{gap}« Oui. »"

        assert parts(text) == [(text, False)]


class TestLists:
    def test_each_item_is_a_block(self) -> None:
        assert [part for part, _ in parts("Il faut :\n- une lampe\n- une corde")] == [
            "Il faut :",
            "- une lampe",
            "- une corde",
        ]

"""The laws of the splitter, the labelled sample, and each way a sentence does or does not end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.texts.sentences import Segment, SplittingRules, split
from language_tables import language_table
from places import DATA

SAMPLES = DATA / "splitting"
RULES = {code: SplittingRules.from_table(language_table(code, "splitting")) for code in ("fr", "en")}

PIECES = st.sampled_from(
    [
        "M.",
        "Dr.",
        "U.S.",
        "etc.",
        "J. R.",
        "1,05",
        "1\u00a0000",
        "…",
        "...",
        "?",
        "!",
        ":",
        "«",
        "»",
        "“",
        "”",
        '"',
        "'",
        "(",
        ")",
        "[…]",
        "- ",
        "1. ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " ",
        "\u00a0",
        "\u2028",
        "Le chat",
        "dort",
        "The cat",
        "é",
        "# ",
        "—",
    ]
)
TEXTS = st.one_of(
    st.text(), st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=30).map(" ".join)
)


def labelled(code: str) -> list[str]:
    """Return the cases of a sample: `‖` stands before each further segment, `§` before a heading."""
    return (SAMPLES / f"{code}.txt").read_text(encoding="utf-8").split("\n----\n")


def expected(case: str) -> list[tuple[bool, str]]:
    parts = [part.strip() for part in case.split("‖") if part.strip()]
    return [(part.startswith("§"), part.removeprefix("§")) for part in parts]


def found(text: str, code: str) -> list[str]:
    return [segment.text for segment in split(text, RULES[code])]


class TestLaws:
    @given(text=TEXTS, code=st.sampled_from(["fr", "en"]))
    def test_segments_are_verbatim_ordered_and_disjoint(self, text: str, code: str) -> None:
        segments = split(text, RULES[code])

        assert all(segment.text == text[segment.start : segment.end] for segment in segments)
        assert all(a.end <= b.start for a, b in pairwise(segments))
        assert all(segment.text and segment.text == segment.text.strip() for segment in segments)

    @given(text=TEXTS, code=st.sampled_from(["fr", "en"]))
    def test_every_character_that_is_no_space_is_covered(self, text: str, code: str) -> None:
        covered = {at for segment in split(text, RULES[code]) for at in range(segment.start, segment.end)}

        assert all(character.isspace() or at in covered for at, character in enumerate(text))

    @given(text=TEXTS)
    def test_a_line_without_words_is_never_a_sentence(self, text: str) -> None:
        sentences = [segment for segment in split(text, RULES["en"]) if not segment.heading]

        assert all(any(c.isalnum() for c in sentence.text) for sentence in sentences)

    @given(text=st.text(alphabet=" \t\n\r\u00a0\u202f\u2028"))
    def test_a_text_of_spaces_has_no_segment(self, text: str) -> None:
        assert split(text, RULES["fr"]) == ()


class TestSample:
    def test_the_sample_is_large_enough(self) -> None:
        assert all(sum(len(expected(case)) for case in labelled(code)) >= 120 for code in RULES)

    @pytest.mark.parametrize("code", ["fr", "en"])
    def test_nearly_every_labelled_segment_is_found(self, code: str) -> None:
        wanted, right = 0, 0

        for case in labelled(code):
            text = case.replace("‖", "").replace("§", "")
            got = [(segment.heading, segment.text) for segment in split(text, RULES[code])]
            wanted += len(expected(case))
            right += sum(segment in got for segment in expected(case))

        assert right / wanted >= 0.98


class TestQuotations:
    def test_a_quotation_stays_with_the_words_that_introduce_it_across_a_line_break(self) -> None:
        text = "Le maire affirme:\n“Nous sommes prêts. Nous partons.”\nIl sourit."

        assert found(text, "fr") == ["Le maire affirme:\n“Nous sommes prêts. Nous partons.”", "Il sourit."]

    def test_a_quotation_longer_than_a_paragraph_is_split_inside(self) -> None:
        sentence = "Ce texte est long et il ne finit pas."

        assert len(found(f"« {' '.join([sentence] * 20)} »", "fr")) == 20

    def test_a_quotation_that_is_never_closed_protects_nothing(self) -> None:
        assert found("Il dit « Oui. Elle part.", "fr") == ["Il dit « Oui.", "Elle part."]


class TestAbbreviations:
    @pytest.mark.parametrize(
        "text",
        [
            "M. Durand dort.",
            "p. ex. une clé.",
            "J. R. R. Tolkien écrit.",
            "Voir art. 3 ci-dessous.",
            "Le prix est de 1.05 euro.",
        ],
    )
    def test_no_end_in_french(self, text: str) -> None:
        assert found(text, "fr") == [text]

    @pytest.mark.parametrize(
        "text",
        ["Dr. Stone sleeps.", "The U.S. Senate met.", "See No. 5 today.", "It cost 1.05 euros, i.e. little."],
    )
    def test_no_end_in_english(self, text: str) -> None:
        assert found(text, "en") == [text]

    def test_an_abbreviation_ends_a_sentence_before_a_word_that_starts_one(self) -> None:
        assert found("She left the U.S. The trip was long.", "en") == [
            "She left the U.S.",
            "The trip was long.",
        ]

    def test_what_abbreviations_there_are_depends_on_the_language(self) -> None:
        assert split("Voir chap. X ici.", SplittingRules()) != ()
        assert len(split("Le Pr. Blanc lit.", SplittingRules())) == 2
        assert len(split("Le Pr. Blanc lit.", RULES["fr"])) == 1


class TestLayout:
    def test_a_short_line_before_a_paragraph_is_a_heading(self) -> None:
        assert split("Le port\nIl est grand.", RULES["fr"])[0] == Segment(0, 7, heading=True, text="Le port")

    def test_the_last_line_is_a_sentence_even_without_a_stop(self) -> None:
        assert [s.heading for s in split("Il est grand.\nLe port", RULES["fr"])] == [False, False]

    def test_lines_filled_to_one_width_are_one_paragraph(self) -> None:
        text = "Selon la préfète, aucune victime n'est à déplorer dans la ville de\nParis."

        assert found(text, "fr") == [text]

    def test_a_rule_of_dashes_is_no_sentence(self) -> None:
        assert [s.heading for s in split("Un.\n-----\nDeux.", RULES["fr"])] == [False, True, False]

    @pytest.mark.parametrize("name", ["title", "starter"])
    def test_a_table_with_an_unknown_name_is_refused(self, name: str) -> None:
        with pytest.raises(TypeError):
            SplittingRules.from_table({name: ["x"]})

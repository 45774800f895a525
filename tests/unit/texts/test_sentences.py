"""Blocks, headings and enclosures of a text; the laws of the splitter, the labelled sample, each end of a sentence."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.texts import sentences
from factcli.texts.sentences import INVISIBLE, Enclosures, Segment, SplittingRules, blocks, split
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
        "\ufeff",
        "\u200b",
        "[note 1]",
        "¹",
        "(a) ",
        "=====",
        "---",
    ]
)
TEXTS = st.one_of(
    st.text(), st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=30).map(" ".join)
)
MARKS = st.text(alphabet="«»“”\"'’‘()[]a .", max_size=40)


def labelled(code: str) -> list[str]:
    """Return the cases of a sample: `‖` stands before each further segment, `§` before a heading."""
    return (SAMPLES / f"{code}.txt").read_text(encoding="utf-8").split("\n----\n")


def expected(case: str) -> list[tuple[bool, str]]:
    parts = [part.strip() for part in case.split("‖") if part.strip()]
    return [(part.startswith("§"), part.removeprefix("§")) for part in parts]


def found(text: str, code: str) -> list[str]:
    return [segment.text for segment in split(text, RULES[code])]


def parts(text: str) -> list[tuple[str, bool]]:
    return [(text[block.start : block.end], block.heading) for block in blocks(text)]


def whole(text: str) -> Enclosures:
    return Enclosures(text, 0, len(text))


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

        seen = [
            at for at, character in enumerate(text) if not character.isspace() and character not in INVISIBLE
        ]
        assert covered.issuperset(seen)

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

    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("en", '"It rained. We left." The end came.'),
            ("en", "He was clear. “It rained. We left.”"),
            ("fr", "« Il pleut. Nous partons. »"),
            ("fr", 'Il sourit. "Il pleut. Nous partons". La fin vint.'),
        ],
    )
    def test_one_of_whole_sentences_that_nobody_introduces_is_split(self, code: str, text: str) -> None:
        assert any(segment.endswith(("t.", "d.")) for segment in found(text, code))

    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("en", '"It rained. We left," she said.'),
            ("en", "He said: “It rained. We left.”"),
            ("en", '"It rained. We left!" she shouted.'),
            ("fr", "« Il pleut. Nous partons », dit-il."),
            ("fr", "Il dit : « Il pleut. Nous partons. »"),
        ],
    )
    def test_one_that_is_introduced_or_attributed_stays_whole(self, code: str, text: str) -> None:
        assert found(text, code) == [text]

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


class TestMoreAbbreviations:
    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("fr", "C'était le 14 juill. 1789 à Paris."),
            ("fr", "L'Ing. Blanc arrive."),
            ("fr", "Le mot est adj. Paul l'ignore."),
            ("fr", "La Sté. Générale ferme."),
            ("fr", "Il part à 15 h. 30 demain."),
            ("fr", "Le gén. Durand et le col. Martin dorment."),
            ("en", "Assoc. Prof. Stone and Asst. Gov. Hill met."),
            ("en", "Stone Pty. Ltd. Australia closed."),
            ("en", "See app. 3 and Msgr. Hill."),
        ],
    )
    def test_no_end(self, code: str, text: str) -> None:
        assert found(text, code) == [text]

    def test_a_sentence_may_begin_with_a_small_letter_but_not_after_an_abbreviation(self) -> None:
        assert len(found("Il avait 12 ans. à Paris, il étudie.", "fr")) == 2
        assert len(found("Du vin, des fruits, etc. à Paris.", "fr")) == 1


class TestReferences:
    @pytest.mark.parametrize(
        "mark",
        [
            "[1]",
            "[note 1]",
            "[réf. nécessaire]",
            "[a]",
            "[12, 13]",
            "[1][2]",
            "[1]:45",
            "[1]–[3]",
            "¹",
            "¹,²",
            "*",
            "†",
            "(1)",
            "12",
            "[citation needed]",
            "\u200b",
        ],
    )
    def test_a_mark_of_reference_stays_with_its_sentence(self, mark: str) -> None:
        first, second = found(f"Le pont est vieux.{mark} Il est fermé.", "fr")

        assert first == f"Le pont est vieux.{mark.strip(INVISIBLE)}"
        assert second == "Il est fermé."

    def test_a_page_is_no_reference(self) -> None:
        assert found("Voir p.12 Paul y est.", "fr") == ["Voir p.12 Paul y est."]


class TestInvisibleCharacters:
    @pytest.mark.parametrize("mark", list(INVISIBLE))
    def test_they_are_no_part_of_the_ends_of_a_sentence(self, mark: str) -> None:
        assert found(f"{mark}Le pont est vieux.{mark} {mark}Il est fermé.{mark}", "fr") == [
            "Le pont est vieux.",
            "Il est fermé.",
        ]

    def test_one_alone_parts_two_sentences(self) -> None:
        assert len(found("Le pont est vieux.\u200bIl est fermé.", "fr")) == 2


class TestMarkdown:
    @pytest.mark.parametrize("line", ["========", "---", "=="])
    def test_an_underlined_line_is_a_heading_and_names_what_follows(self, line: str) -> None:
        made = blocks(f"the mill\n{line}\n\nIt stands.")

        assert [(block.heading, block.name) for block in made] == [
            (True, "the mill"),
            (True, ""),
            (False, ""),
        ]

    @pytest.mark.parametrize("fence", ["---", "+++"])
    def test_front_matter_is_no_sentence_and_names_nothing(self, fence: str) -> None:
        text = f"{fence}\ntitle: The mill. A story.\ndate: 2020-01-01\n{fence}\n\nIt stands."

        assert [(block.heading, block.name) for block in blocks(text)] == [(True, ""), (False, "")]
        assert parts(text)[1] == ("It stands.", False)

    def test_a_rule_after_a_paragraph_is_no_underline(self) -> None:
        assert [block.heading for block in blocks("It stands.\n---\nIt falls.")] == [False, True, False]

    def test_the_marks_of_a_heading_are_not_in_its_name(self) -> None:
        assert [block.name for block in blocks("## The mill ##\nIt stands.")] == ["The mill", ""]


class TestEnumerations:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("(a) Apples are red. (b) Pears are green. (c) Figs.", 3),
            ("a) Apples are red. b) Pears are green.", 2),
            ("(1) Apples are red. (2) Pears are green.", 2),
            ("(i) Apples are red. (ii) Pears are green.", 2),
            ("a. Apples are red. b. Pears are green. c. Figs.", 3),
            ("This is plan b. Pears are green.", 2),
            ("- Apples are red. - pears are green.", 2),
            ("It was red (a fact.) and round.", 1),
        ],
    )
    def test_each_entry_is_a_sentence(self, text: str, number: int) -> None:
        assert len(found(text, "en")) == number


class TestColumns:
    PROSE = (
        "The old mill by the river was sold on Monday to a firm from Lyon. It costs 3.5 million euros, which is more"
        " than the town of Saint-Denis wanted to pay for it. Anna Berg, who had kept it since 1998, says that she is"
        " glad. Nobody knows yet what the new owner, Paul Martin, wants to do with the wheel and its dam."
    )

    @pytest.mark.parametrize("width", [28, 40, 55, 72, 100, 130])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_text_wrapped_at_any_width_is_one_paragraph(self, width: int, end: str) -> None:
        lines = textwrap.wrap(self.PROSE, width)

        assert [" ".join(sentence.split()) for sentence in found(end.join(lines), "en")] == found(
            self.PROSE, "en"
        )

    def test_verse_and_addresses_are_no_columns(self) -> None:
        text = "The Mill\n12 River Road\nSaint-Denis\nFrance\nPhone 12 34 56\nOpen at noon"

        assert len(blocks(text)) == 6


class TestLinear:
    @pytest.mark.parametrize("piece", ["“a ", "( ", "« ", "‘ ", '"a ', "It‘s the mill. ", "[a. ", "„a. "])
    def test_marks_that_are_never_closed_cost_no_more_than_their_number(
        self, piece: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looks = 0

        def counted(opening: str) -> str:
            nonlocal looks
            looks += 1
            return known(opening)

        known = sentences._closers
        monkeypatch.setattr(sentences, "_closers", counted)
        looked = []
        for number in (2_000, 4_000):
            looks = 0
            split(piece * number, RULES["en"])
            looked.append(looks)

        assert looked[1] <= 2.2 * looked[0] + 10


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


class TestIntroducedQuotations:
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


class TestEnclosedMarks:
    @pytest.mark.parametrize("text", ["« A. B »", "“A. B”", '"A. B"', "(A. B)", "‘A. B’"])
    def test_no_mark_inside_a_pair_ends_a_sentence(self, text: str) -> None:
        at = text.index(".")

        assert not whole(text).splits_at(at, at + 1, 0)

    def test_the_last_mark_of_a_quotation_may(self) -> None:
        assert whole("“A.” B").splits_at(2, 4, 0)

    def test_the_last_mark_of_a_bracket_in_a_sentence_may_not(self) -> None:
        assert not whole("A (b.) C").splits_at(4, 6, 0)

    def test_a_pair_that_is_not_closed_protects_nothing(self) -> None:
        assert whole("« A. B").splits_at(3, 4, 0)

    def test_an_apostrophe_closes_nothing(self) -> None:
        assert not whole("‘the boys’s A. B’").splits_at(12, 13, 0)


class TestQuoted:
    def test_a_span_with_or_without_its_marks_is_quoted(self) -> None:
        text = "He said “yes, we can” and left"

        assert whole(text).quotes(8, 21)
        assert whole(text).quotes(9, 20)

    def test_a_span_in_brackets_or_across_the_marks_is_not(self) -> None:
        assert not whole("He (so we hear) left").quotes(4, 14)
        assert not whole("He said “yes” and").quotes(3, 17)


class TestAnyMarks:
    @given(text=MARKS, at=st.integers(0, 40))
    def test_any_text_is_paired(self, text: str, at: int) -> None:
        assert whole(text).splits_at(at, at + 1, 0) in {True, False}

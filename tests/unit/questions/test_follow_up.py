"""A question that leans on the one before it gets back what it leaves out; one that stands by itself is left alone."""

from __future__ import annotations

import pytest

from factcli.languages import codes, read_file
from factcli.questions.follow_up import Before, Meaning, Named, is_meant, meanings

TABLES = {code: read_file(code, "words") for code in codes()}
WORKS, ADA, TOM = (
    Named("Kestrel Works", "organization", "the Kestrel Works"),
    Named("Ada", "person"),
    Named("Tom", "person"),
)
ENGLISH = Before(
    "Who owns the Kestrel Works?", "en", (WORKS,), "owns", (ADA,), (TOM, Named("Merrin", "place"))
)
FRENCH = Before(
    "Qui possède les Kestrel Works ?",
    "fr",
    (Named("Kestrel Works", "organization", "Kestrel Works"),),
    "possède",
    (ADA,),
)


def first(text: str, before: Before = ENGLISH) -> Meaning | None:
    found = meanings(text, before, TABLES)
    return found[0] if found else None


class TestEnglish:
    @pytest.mark.parametrize(
        ("text", "question"),
        [
            ("and when?", "when owns Kestrel Works?"),
            ("When?", "when owns Kestrel Works?"),
            ("from whom", "from whom owns Kestrel Works?"),
            ("its CEO?", "CEO of Kestrel Works?"),
            ("and her age?", "age of Ada?"),
            ("who else?", "Who owns the Kestrel Works other than Ada?"),
            ("and H?", "Who owns H?"),
            ("what about the Port of Merrin?", "Who owns Port of Merrin?"),
        ],
    )
    def test_what_is_left_out_is_put_back(self, text: str, question: str) -> None:
        found = first(text)

        assert found is not None
        assert found.question == question

    def test_a_pronoun_may_stand_by_itself_or_for_the_name(self) -> None:
        asked = [each.question for each in meanings("Where is it?", ENGLISH, TABLES)]

        assert asked == ["Where is it", "Where is Kestrel Works?"]

    def test_a_person_is_meant_by_he_and_she_even_from_earlier(self) -> None:
        assert [m.question for m in meanings("Where was she born?", ENGLISH, TABLES)][1:] == [
            "Where was Ada born?"
        ]
        without = Before("Where are the works?", "en", (WORKS,), "where", (), (TOM, WORKS))
        assert [m.question for m in meanings("How old is he?", without, TABLES)][1:] == ["How old is Tom?"]

    def test_another_name_or_another_property(self) -> None:
        found = meanings("and the CEO?", ENGLISH, TABLES)

        assert [each.question for each in found] == ["Who owns CEO?", "CEO of Kestrel Works?"]
        assert not is_meant(found[0], ["Kestrel Works"])
        assert is_meant(found[1], ["Kestrel Works"])
        assert not is_meant(found[1], ["CEO"])

    @pytest.mark.parametrize(
        ("text", "row"), [("the second one", 2), ("first", 1), ("and the third?", 3), ("the last one?", -1)]
    )
    def test_a_row(self, text: str, row: int) -> None:
        assert first(text) == Meaning(row=row)

    def test_other_reasons_are_not_the_reason(self) -> None:
        assert [each.question for each in meanings("why?", ENGLISH, TABLES)] == ["why owns Kestrel Works?"]

    @pytest.mark.parametrize(
        "text",
        [
            "Who founded H?",
            "H",
            "Kestrel Works",
            "second world war",
            "",
            "?",
            "and",
            "What else does Ada own?",
        ],
    )
    def test_what_stands_by_itself_is_left_alone(self, text: str) -> None:
        assert meanings(text, ENGLISH, TABLES) == []

    def test_without_a_question_before_nothing_leans(self) -> None:
        assert meanings("and when?", Before(), TABLES) == []


class TestFrench:
    @pytest.mark.parametrize(
        ("text", "question"),
        [
            ("et où ?", "ou possède Kestrel Works?"),
            ("son PDG ?", "PDG de Kestrel Works?"),
            ("et H ?", "Qui possède les H ?"),
            ("qui d'autre ?", "Qui possède les Kestrel Works autre que Ada?"),
        ],
    )
    def test_what_is_left_out_is_put_back(self, text: str, question: str) -> None:
        found = first(text, FRENCH)

        assert found is not None
        assert found.question == question

    def test_a_pronoun_after_the_verb(self) -> None:
        asked = [each.question for each in meanings("Où se trouve-t-elle ?", FRENCH, TABLES)]

        assert asked[1] == "Où se trouve Kestrel Works?"

    def test_a_row(self) -> None:
        assert first("la deuxième", FRENCH) == Meaning(row=2)

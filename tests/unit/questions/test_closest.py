"""The sentences near a question that is not answered: the one that holds its telling words first, none at random."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from factcli.questions.answer import ask
from factcli.questions.result import (
    AMBIGUOUS,
    ANSWERED,
    NO_SUCH_FACT,
    NOT_STATED,
    UNKNOWN_ENTITY,
    AskOptions,
)
from factcli.questions.verify import verify
from rows import indexed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Outcome

ROWS = [
    ("Kestrel Works", "location", "Port Merrin", "The Kestrel Works stand in Port Merrin."),
    (
        "Kestrel Works",
        "owner",
        "Ada Quill",
        "The Kestrel Works belong to Ada Quill, who bought them for a penny.",
    ),
    ("Ada Quill", "occupation", "engineer", "Ada Quill is an engineer who repairs gliders."),
    ("Tom Reed", "occupation", "sailor", "Tom Reed is a sailor."),
    ("Tom Reed", "spouse", "Mia Reed", "Tom Reed married Mia Reed in a lighthouse."),
]


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Index]:
    names = ("subject", "relation", "object", "statement")
    rows = (dict(zip(names, row, strict=True)) for row in ROWS)
    with indexed(tmp_path_factory.mktemp("works"), lexicon, *rows) as index:
        yield index


def asked(text: str, base: Index, lexicon: Lexicon, **options: Any) -> Outcome:
    return ask(text, [base], AskOptions(**options), lexicon=lexicon)


def sentences(outcome: Outcome) -> list[int]:
    return [each.sentence.number for each in outcome.closest]


class TestARefusal:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("Which price did Ada Quill pay, a penny?", 2),
            ("Does anybody repair a glider?", 3),
            ("What happened in the lighthouse?", 5),
        ],
    )
    def test_shows_the_sentence_with_its_words_first(
        self, text: str, number: int, works: Index, lexicon: Lexicon
    ) -> None:
        outcome = asked(text, works, lexicon)

        assert outcome.status in (NO_SUCH_FACT, UNKNOWN_ENTITY)
        assert sentences(outcome)[0] == number

    def test_names_the_facts_and_marks_the_words(self, works: Index, lexicon: Lexicon) -> None:
        (first, *_) = asked("Does anybody repair a glider?", works, lexicon).closest

        assert [fact.id for fact in first.facts] == ["f2"]
        assert [first.sentence.text[start:end] for start, end in first.spans] == ["repairs", "gliders"]
        assert 0 < first.score <= 1

    def test_scores_fall_and_no_more_than_five_are_shown(self, works: Index, lexicon: Lexicon) -> None:
        outcome = asked("Which glider does Tom Reed the sailor of Kestrel Works like?", works, lexicon)
        scores = [each.score for each in outcome.closest]

        assert scores == sorted(scores, reverse=True)
        assert 1 < len(scores) <= 5

    def test_of_words_that_nothing_holds_shows_nothing(self, works: Index, lexicon: Lexicon) -> None:
        assert asked("Who is the emperor of Zanzibar?", works, lexicon).closest == ()

    def test_of_stopwords_alone_shows_nothing(self, works: Index, lexicon: Lexicon) -> None:
        assert asked("who is it?", works, lexicon).closest == ()

    def test_finds_a_misspelt_name(self, works: Index, lexicon: Lexicon) -> None:
        assert sentences(asked("Which colour has Kestral Works?", works, lexicon))[0] in (1, 2)

    def test_is_asked_in_the_other_language(self, works: Index, lexicon: Lexicon) -> None:
        outcome = asked("Quelle couleur ont les Kestrel Works ?", works, lexicon)

        assert sentences(outcome)[0] in (1, 2)

    def test_can_do_without(self, works: Index, lexicon: Lexicon) -> None:
        assert asked("Does anybody repair a glider?", works, lexicon, closest=False).closest == ()

    def test_tries_first_what_the_words_are_near_to(self, works: Index, lexicon: Lexicon) -> None:
        outcome = asked("How many pennies of tax do the Kestrel Works pay?", works, lexicon)

        assert outcome.suggestions[0].words == ("Kestrel Works", "owner")


class TestOthers:
    def test_an_answer_has_none(self, works: Index, lexicon: Lexicon) -> None:
        outcome = asked("Where are the Kestrel Works?", works, lexicon)

        assert outcome.status == ANSWERED
        assert outcome.closest == ()

    def test_a_choice_of_namesakes_has_some(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("Who is Jo Finch?", village, lexicon)

        assert outcome.status == AMBIGUOUS
        assert outcome.closest

    def test_a_claim_that_is_not_stated_has_some(self, works: Index, lexicon: Lexicon) -> None:
        outcome = verify("Ada Quill repairs clocks.", [works], AskOptions(), lexicon=lexicon)

        assert outcome.status == NOT_STATED
        assert sentences(outcome)[0] == 3

    def test_of_two_bases_the_nearest_comes_first(
        self, works: Index, village: Index, lexicon: Lexicon
    ) -> None:
        outcome = ask("Does anybody repair a glider?", [village, works], lexicon=lexicon)

        assert outcome.closest[0].base == works.name

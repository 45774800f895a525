"""Answers of several facts: what is compared, what one fact's answer keeps, what a plan costs, where it is refused."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from factcli.language.messages import read
from factcli.output.report import on_outcome
from factcli.questions import operations
from factcli.questions.answer import ask
from factcli.questions.operations import Store
from factcli.questions.result import ANSWERED, NO_SUCH_FACT
from rows import indexed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Outcome

ROWS = [
    ("Harbour Songs", "performer", "Tom Reed", "person"),
    ("Night Ferry", "performer", "Tom Reed", "person"),
    ("Tom Reed", "spouse", "Ines Vale", "person"),
    ("Ines Vale", "place of birth", "Lyrvik", "place"),
    ("Lyrvik", "population", "1200", "number"),
    ("Sund", "population", "640", "number"),
    ("Holm", "population", "90", "number"),
    ("Pier House", "located in", "Lyrvik", "place"),
    ("Pier House", "instance of", "museum", "text"),
    ("Old Mill", "located in", "Lyrvik", "place"),
    ("Old Mill", "instance of", "brewery", "text"),
    ("Net Loft", "located in", "Lyrvik", "place"),
    ("Net Loft", "instance of", "museum", "text"),
]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Index]:
    names = ("subject", "relation", "object", "object_kind", "statement")
    rows = [dict(zip(names, (*row, f"{row[0]} {row[1]} {row[2]}."), strict=True)) for row in ROWS]
    with indexed(tmp_path_factory.mktemp("compose"), lexicon, *rows) as index:
        yield index


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Index]:
    rows = [
        *(("Nordline", "subsidiary", name, "organization", "asserted") for name in ("Pier Co", "Loft Co")),
        *(
            ("Nordline", "planned subsidiary", name, "organization", "planned")
            for name in ("Mill Co", "Bay Co")
        ),
        ("Nordline", "number of subsidiaries", "3", "number", "asserted"),
        ("Lyrvik", "number of twin towns", "1", "number", "asserted"),
        ("Lyrvik", "twin town", "Sund", "place", "asserted"),
    ]
    names = ("subject", "relation", "object", "object_kind", "modality", "statement")
    dicts = [dict(zip(names, (*row, f"{row[0]} {row[1]} {row[2]}."), strict=True)) for row in rows]
    with indexed(tmp_path_factory.mktemp("firm"), lexicon, *dicts) as index:
        yield index


def named(outcome: Outcome) -> list[str]:
    """Return the names that an answer gives."""
    things = [
        each.made.value if each.made else each.fact.subject if each.inverse else each.fact.object
        for each in outcome.answers
    ]
    return sorted(getattr(thing, "name", {"en": thing})["en"] for thing in things)


class TestLists:
    def test_keep_what_the_noun_says(self, town: Index, lexicon: Lexicon) -> None:
        assert named(ask("Which museums are in Lyrvik?", [town], lexicon=lexicon)) == [
            "Net Loft",
            "Pier House",
        ]

    @pytest.mark.parametrize("between", [" and ", ", ", " or "])
    def test_leave_out_every_name_that_is_excluded(self, town: Index, lexicon: Lexicon, between: str) -> None:
        question = f"What is located in Lyrvik apart from Old Mill{between}Net Loft?"

        assert named(ask(question, [town], lexicon=lexicon)) == ["Pier House"]


class TestCounts:
    def test_the_own_count_of_the_text_comes_first_and_a_clash_beside(
        self, firm: Index, lexicon: Lexicon
    ) -> None:
        outcome = ask("How many subsidiaries does Nordline have?", [firm], lexicon=lexicon)

        assert [each.fact.id for each in outcome.answers] == ["f4"]
        assert [each.made.value for each in outcome.beside if each.made] == [2]
        assert [each.id for each in outcome.beside[0].made.counted] == ["pier-co", "loft-co"]  # type: ignore[union-attr]

    def test_counts_that_agree_are_told_once(self, firm: Index, lexicon: Lexicon) -> None:
        outcome = ask("How many twin towns does Lyrvik have?", [firm], lexicon=lexicon)

        assert [each.fact.id for each in outcome.answers] == ["f5"]
        assert outcome.beside == ()

    def test_both_stand_on_the_page_and_in_json(self, firm: Index, lexicon: Lexicon) -> None:
        outcome = ask("How many subsidiaries does Nordline have?", [firm], lexicon=lexicon)
        report = on_outcome(outcome, "ask", read("en"), limit=None, explain=False)
        lines = [line for block in report.draw(0) for line in str(block).split("\n")]

        assert [each["answer"] for each in report.envelope["beside"]] == ["2"]
        assert [each["answer"] for each in report.rows()] == ["3"]
        assert any("2 that the text names: Pier Co, Loft Co" in line for line in lines)


class TestCost:
    def test_the_closest_sentences_are_not_looked_for_where_several_facts_answer(
        self, town: Index, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(town, "_text", lambda: pytest.fail("the full text was opened"))

        outcome = ask("How many works did Tom Reed perform?", [town], lexicon=lexicon)

        assert [each.made.value for each in outcome.answers if each.made] == [2]

    def test_a_plan_that_would_read_too_much_says_so(
        self, town: Index, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        question = "Which place has the largest population?"
        assert named(ask(question, [town], lexicon=lexicon)) == ["Lyrvik"]
        monkeypatch.setattr(operations, "Store", partial(Store, most=2))

        outcome = ask(question, [town], lexicon=lexicon)
        report = on_outcome(outcome, "ask", read("en"), limit=None, explain=False)

        assert (outcome.status, outcome.too_many) == (NO_SUCH_FACT, 2)
        assert report.sentence == "That would take comparing more than 2 facts: name something narrower."

    def test_a_plain_question_is_refused_as_ever(
        self, town: Index, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(operations, "Store", partial(Store, most=1))

        outcome = ask("Who built the Old Mill of Lyrvik?", [town], lexicon=lexicon)

        assert (outcome.status == ANSWERED, outcome.too_many) == (False, 0)

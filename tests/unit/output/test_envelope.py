"""The keys that scripts rely on, and their values."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli._dataclass import replace
from factcli.output import envelope
from factcli.questions.result import Answer, Made, Plan, PlanStep, Reading
from outcomes import FACTS, answered, refused
from places import DATA
from words import messages

ENGLISH = messages("en")


def shaped(fact: str, *, inverse: bool = False, kind: str | None = None) -> dict[str, object]:
    return envelope.answer(Answer(FACTS[fact], "harbour", 0.93754321, inverse), ENGLISH, kind)


class TestAnswer:
    def test_keys_and_their_order_are_fixed(self) -> None:
        assert list(shaped("pier-cost")) == [
            "fact", "base", "answer", "statement", "subject", "relation", "hedged", "object", "value",
            "modality",
            "speaker", "when", "when_resolved", "derived", "derived_from", "score", "citation", "more_citations",
        ]  # fmt: skip

    def test_an_amount(self) -> None:
        told = shaped("pier-cost")

        assert told["answer"] == "€12.5 million"
        assert told["value"] == {"type": "money", "amount": 12500000, "currency": "EUR"}
        assert told["object"] is None
        assert told["modality"] == "reported"
        assert told["speaker"] == {"id": "anna-holm", "label": "Anna Holm"}
        assert told["score"] == 0.9375

    def test_a_name_and_its_inverse(self) -> None:
        assert shaped("lyrvik-mayor")["answer"] == "Anna Holm"
        assert shaped("lyrvik-mayor", inverse=True)["answer"] == "Lyrvik"

    def test_a_date_and_a_text_and_a_number(self) -> None:
        assert shaped("ferry-start")["answer"] == "1 June 2027"
        assert shaped("old-pier-teardown")["answer"] == "its wood is rotten"
        assert shaped("pier-count")["answer"] == "2"

    def test_the_date_answers_a_question_for_a_time(self) -> None:
        assert shaped("lyrvik-opened-pier", kind="time")["answer"] == "May 2019"

    def test_hedge_and_derivation_are_included(self) -> None:
        assert shaped("holm-said")["hedged"] is True
        assert shaped("pier-count")["derived"] == "One new pier and one old pier are named."

    def test_more_citations_follow_the_first(self) -> None:
        told = shaped("lyrvik-mayor")

        assert told["citation"]["sentence"] == 2  # type: ignore[index]
        assert [each["sentence"] for each in told["more_citations"]] == [1]  # type: ignore[attr-defined]


class TestCitation:
    @pytest.mark.parametrize("fact", FACTS.values(), ids=list(FACTS))
    def test_offsets_lead_to_the_words(self, fact: object) -> None:
        text = (DATA / "bases" / "harbour.txt").read_text(encoding="utf-8")

        for evidence in fact.evidence:  # type: ignore[attr-defined]
            told = envelope.citation(evidence)

            assert text[told["start"] : told["end"]] == told["quote"]
            assert text[told["exact_start"] : told["exact_end"]] == told["exact"]

    def test_a_missing_span_has_no_offsets(self) -> None:
        from factcli.model import Evidence

        odd = Evidence(FACTS["pier-cost"].evidence[0].sentence, "not in it")

        assert envelope.citation(odd)["exact_start"] is None


class TestMade:
    """What several facts make is told in place of what the first of them says."""

    def made(self, value: object, *ids: str, counted: tuple[str, ...] = ()) -> dict[str, object]:
        facts = tuple(FACTS[each] for each in ids)
        names = tuple(FACTS[each].subject for each in counted)
        made = Made(value, facts, names)  # type: ignore[arg-type]
        return envelope.answer(Answer(facts[0], "harbour", 0.9, made=made), ENGLISH)

    def test_a_count_is_digits_and_names_what_was_counted(self) -> None:
        told = self.made(2, "pier-cost", "lyrvik-mayor", counted=("pier-cost", "lyrvik-mayor"))

        assert told["answer"] == "2"
        assert told["value"] == {"type": "quantity", "amount": 2, "unit": ""}
        assert told["statement"] == "2 that the text names: the new pier, Lyrvik"

    def test_yes_and_no(self) -> None:
        told = [self.made(value, "lyrvik-mayor")["answer"] for value in (True, False)]

        assert told == ["yes", "no"]

    def test_every_fact_is_named_and_cited(self) -> None:
        told = self.made(FACTS["lyrvik-mayor"].subject, "lyrvik-mayor", "pier-cost")

        assert told["answer"] == "Lyrvik"
        assert told["object"] == {"id": "lyrvik", "label": "Lyrvik", "kind": "place"}
        assert told["derived_from"] == ["lyrvik-mayor", "pier-cost"]
        sentences = [told["citation"], *told["more_citations"]]  # type: ignore[misc]
        assert [each["sentence"] for each in sentences] == [2, 1, 2]

    def test_it_is_as_doubtful_as_its_most_doubtful_fact(self) -> None:
        told = self.made(2, "lyrvik-mayor", "pier-cost")

        assert told["modality"] == "reported"
        assert told["speaker"] == {"id": "anna-holm", "label": "Anna Holm"}


class TestEnvelope:
    def test_answer_envelope(self) -> None:
        made = envelope.envelope(answered("pier-cost", match="fuzzy"), "what")

        assert list(made) == [
            "schema_version",
            "command",
            "query",
            "status",
            "card",
            "answers",
            "closest",
            "shortfall",
            "suggestions",
        ]
        assert made["query"]["reading"] == {
            "answer_kind": None,
            "entities": [{"id": "lyrvik", "mention": "lyrwik", "match": "fuzzy", "score": 0.9}],
            "relation": {"id": "opened", "mention": "opened"},
            "unmatched": [],
            "constraints": [],
            "plan": None,
        }

    def test_refusal_envelope(self) -> None:
        made = envelope.envelope(refused("no_such_fact", unmatched=("dragons",)), "who")

        assert made["status"] == "no_such_fact"
        assert made["suggestions"][0] == {"label": "Lyrvik", "command": "factcli show Lyrvik"}


def test_a_plan_is_shown_step_by_step() -> None:
    plan = Plan(
        "count", (PlanStep("rows", "office", True, ("lyrvik",), "offices", 3), PlanStep("count", left=1))
    )

    told = envelope.reading(Reading(plan=plan))["plan"]

    assert told["operation"] == "count"
    assert [step["operation"] for step in told["steps"]] == ["rows", "count"]
    assert told["steps"][0]["names"] == ["lyrvik"]
    assert (told["steps"][0]["left"], told["steps"][0]["inverse"]) == (3, True)


class TestCommandLine:
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
    def test_a_shell_reads_the_words_back(self, words: list[str]) -> None:
        line = envelope.command_line("who", *words)

        assert shlex.split(line) == ["factcli", "who", *words]

    def test_simple_words_are_not_quoted(self) -> None:
        assert envelope.command_line("who", "Île-de-France") == "factcli who Île-de-France"


@pytest.mark.parametrize(
    ("url", "start"),
    [("https://example.org/a", "https://example.org/a#:~:text="), ("ftp://example.org", None), (None, None)],
)
def test_a_citation_leads_to_its_sentence(url: str | None, start: str | None) -> None:
    evidence = FACTS["pier-cost"].evidence[0]
    source = replace(evidence.sentence.source, url=url)
    given = envelope.citation(replace(evidence, sentence=replace(evidence.sentence, source=source)))

    assert given["url"] == url
    assert given["link"] is None if start is None else given["link"].startswith(start)

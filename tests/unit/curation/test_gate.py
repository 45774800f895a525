"""What is proposed is ready, lacks one thing, or is refused with the code that says why; only the ready is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from factcli.base.reader import documents, read
from factcli.curation.create import new_base
from factcli.curation.gate import ASK, READY, REFUSED, Gate, Judgement, add_fact, take_fact
from factcli.curation.resolve import FactRequest, QuoteRequest

TEXT = (
    "Nordline bought Sundhaven for 12.5 million euros in May 2019. "
    "Anna Holm, who runs Nordline, met Bo Lind. "
    "According to Anna Holm, Bo Lind could sell the old pier. "
    "Nordline will open a second pier in 2027. "
    "“We will double the traffic on the pier,” Anna Holm said."
)


@pytest.fixture
def base(tmp_path: Path) -> str:
    path = str(tmp_path / "base.json")
    new_base(TEXT, "text.txt", path, "en")
    for name, kind, number in (
        ("Anna Holm", "person", "2"),
        ("Bo Lind", "person", "2"),
        ("Sundhaven", "thing", "1"),
    ):
        exact = {"2": "Anna Holm, who runs Nordline, met Bo Lind", "1": "Nordline bought Sundhaven"}[number]
        add_fact(
            path,
            FactRequest(
                quotes=(QuoteRequest(number, exact),),
                subject=name,
                subject_kind=kind,
                relation=f"named with {kind} {name}",
                object="Nordline",
                object_kind="organization",
                statements={"en": f"{name} is named with Nordline."},
            ),
        )
    return path


def proposed(**told: Any) -> FactRequest:
    usual: dict[str, Any] = {
        "quotes": (QuoteRequest("1", "Nordline bought Sundhaven for 12.5 million euros"),),
        "subject": "Nordline",
        "relation": "purchase price",
        "value": "12500000 EUR",
        "statements": {"en": "Nordline bought Sundhaven for 12.5 million euros."},
    }
    return FactRequest(**{**usual, **told})


def judged(base: str, **told: Any) -> Judgement:
    tables: dict[str, dict[str, Any]] = {}
    for table, number, document in documents(base):
        tables.setdefault(table, {})[str(number)] = document
    return Gate(tables).judge(proposed(**told))


REPORTED = {
    "quotes": (QuoteRequest("3", "According to Anna Holm, Bo Lind could sell the old pier"),),
    "subject": "Bo Lind",
    "relation": "may sell",
    "value": "text:the old pier",
    "modality": "reported",
    "hedged": True,
    "speaker": "Anna Holm",
    "statements": {"en": "According to Anna Holm, Bo Lind could sell the old pier."},
}
BOUGHT = {"relation": "bought", "value": None, "object": "Sundhaven"}
PLAN = {
    "quotes": (QuoteRequest("4", "Nordline will open a second pier in 2027"),),
    "relation": "opens",
    "value": "text:a second pier",
    "statements": {"en": "Nordline will open a second pier in 2027."},
    "modality": "planned",
}

PLANTED = [
    ("a wrong figure", {"value": "12600000 EUR"}, "claim-number"),
    ("a wrong figure in words", {"statements": {"en": "Nordline paid 125 million euros."}}, "claim-number"),
    ("a wrong date", {"when": "2018"}, "claim-date"),
    ("an invented quote", {"quotes": (QuoteRequest("1", "Nordline sold Sundhaven"),)}, "evidence-missing"),
    ("a paraphrase", {"quotes": (QuoteRequest("1", "Nordline acquired Sundhaven"),)}, "evidence-missing"),
    ("another sentence", {"quotes": (QuoteRequest("2", "Nordline bought Sundhaven"),)}, "evidence-missing"),
    ("no such sentence", {"quotes": (QuoteRequest("99", "Nordline"),)}, "form-reference"),
    ("a plan as done", {**PLAN, "modality": "asserted"}, "modality-future"),
    (
        "subject and object exchanged",
        {
            **BOUGHT,
            "subject": "Sundhaven",
            "object": "Nordline",
            "statements": {"en": "Sundhaven bought Nordline."},
        },
        "claim-order",
    ),
    ("a subject not named", {"subject": "Bo Lind"}, "claim-name"),
    ("a speaker not named", {**PLAN, "modality": "reported", "speaker": "Bo Lind"}, "claim-name"),
    ("the wrong speaker", {**REPORTED, "subject": "Anna Holm", "speaker": "Bo Lind"}, "claim-speaker"),
    ("the hedge lost", {**REPORTED, "hedged": None}, "modality-hedge"),
    (
        "another language",
        {"statements": {"en": "Nordline a acheté Sundhaven pour la somme de 12,5 millions d’euros."}},
        "claim-language",
    ),
    ("no date", {"when": "last May"}, "form-document"),
    ("no kind", {"subject": "New One", "subject_kind": "company"}, "form-document"),
    ("a modality that is none", {"modality": "certain"}, "form-document"),
]


class TestVerdicts:
    @pytest.mark.parametrize(
        "told", [{}, BOUGHT, PLAN, REPORTED], ids=["value", "object", "plan", "reported"]
    )
    def test_what_the_sentence_says_is_ready(self, base: str, told: dict[str, Any]) -> None:
        found = judged(base, **told)

        assert (found.verdict, found.findings) == (READY, ())

    @pytest.mark.parametrize(("_name", "told", "code"), PLANTED, ids=[name for name, _, _ in PLANTED])
    def test_what_it_does_not_say_is_refused(
        self, base: str, _name: str, told: dict[str, Any], code: str
    ) -> None:
        before = Path(base).read_bytes()

        found, change = take_fact(base, proposed(**told))

        assert (found.verdict, change) == (REFUSED, None)
        assert code in found.codes
        assert Path(base).read_bytes() == before

    @pytest.mark.parametrize(
        ("told", "code"),
        [
            ({"value": None}, "fact-incomplete"),
            ({**REPORTED, "speaker": None}, "speaker-missing"),
            ({**REPORTED, "modality": "asserted", "speaker": None}, "modality-attribution"),
            ({"quotes": (QuoteRequest("1", "n"),)}, "evidence-ambiguous"),
            ({"subject": "Nordlime"}, "name-likeness"),
        ],
    )
    def test_what_lacks_one_thing_asks_for_it(self, base: str, told: dict[str, Any], code: str) -> None:
        found = judged(base, **told)

        assert code in found.codes
        assert found.verdict in (ASK, REFUSED)


class TestAgainstTheBase:
    def test_a_repeated_fact_is_refused(self, base: str) -> None:
        take_fact(base, proposed())

        found, change = take_fact(
            base,
            proposed(
                quotes=(
                    QuoteRequest("1", "bought Sundhaven for 12.5 million euros"),
                    QuoteRequest("1", "Nordline"),
                )
            ),
        )

        assert (found.verdict, found.codes, change) == (REFUSED, ("fact-duplicate",), None)

    def test_a_contradiction_is_asked_about_and_can_be_settled(self, base: str) -> None:
        add_fact(base, proposed(value="13000000 EUR", statements={"en": "The price is known."}))

        found, change = take_fact(base, proposed())
        _, settled = take_fact(base, proposed(), despite=found.codes)

        assert (found.verdict, found.codes, change) == (ASK, ("fact-contradiction",), None)
        assert settled is not None

    def test_a_denial_of_what_is_asserted(self, base: str) -> None:
        take_fact(base, proposed(**BOUGHT))

        found, _ = take_fact(base, proposed(**BOUGHT, modality="denied"))

        assert "fact-contradiction" in found.codes


class TestTaking:
    def test_a_ready_fact_is_written_verbatim(self, base: str) -> None:
        quotes = (QuoteRequest("5", '"We will double the traffic on the pier," Anna Holm said'),)

        found, change = take_fact(
            base,
            proposed(
                quotes=quotes,
                subject="Anna Holm",
                relation="said",
                value="text:We will double the traffic on the pier",
                modality="reported",
                speaker="Anna Holm",
                statements={"en": "Anna Holm said: “We will double the traffic on the pier.”"},
            ),
        )

        assert found.codes == ()
        assert change is not None
        assert read(base).facts[-1].evidence[0].exact.startswith("“We will double")

    def test_a_person_is_told_what_the_check_will_find(self, base: str) -> None:
        change = add_fact(base, proposed(**{**PLAN, "modality": "asserted"}))

        assert [finding.code for finding in change.findings] == ["modality-future"]
        assert read(base).facts[-1].id == change.id

"""Proposals are read from whatever a program writes, and kept with their fates in a file that only grows."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from article_base import base_file, tables
from factcli.base.reader import read
from factcli.curation.gate import READY, Gate, take_fact
from factcli.drafting.command import judged_text
from factcli.drafting.proposals import (
    DROPPED,
    TAKEN,
    BadProposal,
    Draft,
    Proposal,
    Span,
    proposal_of,
    read_proposals,
)

ITEM = {
    "sentence": 1,
    "exact": "Nordline bought Sundhaven",
    "subject": "Nordline",
    "relation": "bought",
    "object": "Sundhaven",
    "statement": {"en": "Nordline bought Sundhaven."},
}
LINE = json.dumps(ITEM)


def made(**told: object) -> Proposal:
    return proposal_of({**ITEM, **told}, "en")


class TestReading:
    @pytest.mark.parametrize(
        "text",
        [
            LINE,
            f"[{LINE}]",
            f"Here they are:\n```json\n[{LINE}]\n```\nAnything else?",
            f"```\n{LINE}\n```",
            json.dumps({"proposals": [ITEM]}, indent=2),
            f'{{"broken": \n{LINE}',
            "\ufeff" + LINE,
        ],
    )
    def test_json_in_any_wrapping(self, text: str) -> None:
        found, _ = read_proposals(text, "en")

        assert [each.object for each in found] == ["Sundhaven"]

    def test_each_line_is_one(self) -> None:
        assert len(read_proposals(f"{LINE}\n\n{LINE}\n", "en")[0]) == 2

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("no json", "no JSON object"),
            ("", "no JSON object"),
            ('[{"sentence": 1, "exact": "x", "statement": 3}]', "statement"),
            ('[{"exact": "x", "statement": "x"}]', "sentence"),
            ('[{"sentence": NaN}]', "no JSON object"),
            ('[1, {"sentence": 1, "exact": ["x"], "statement": "x"}]', "JSON object"),
            ("[" * 100_000, "no JSON object"),
        ],
    )
    def test_what_is_no_proposal_says_why(self, text: str, problem: str) -> None:
        found, problems = read_proposals(text, "en")

        assert found == []
        assert problem in problems[0]

    @pytest.mark.parametrize(
        ("value", "typed"),
        [
            ({"type": "money", "amount": 6, "currency": "USD"}, "money:6 USD"),
            ({"type": "quantity", "amount": 3, "unit": "offices"}, "quantity:3 offices"),
            ({"type": "date", "edtf": "2023-12~"}, "date:2023-12~"),
            ({"type": "text", "text": {"en": "open"}}, "text:open"),
            ("12 USD", "12 USD"),
            (12, "quantity:12"),
        ],
    )
    def test_values_as_a_base_or_as_a_person_writes_them(self, value: object, typed: str) -> None:
        assert made(value=value).value == typed

    @pytest.mark.parametrize("told", [{"subject": 3}, {"value": []}, {"names": "x"}, {"exact": "x" * 6000}])
    def test_a_wrong_type(self, told: dict[str, object]) -> None:
        with pytest.raises(BadProposal):
            made(**told)

    @given(st.one_of(st.text(), st.binary().map(lambda data: data.decode(errors="replace"))))
    def test_any_text_gives_no_unverified_quote(self, text: str) -> None:
        answer = judged_text(text, Gate(tables("Nordline bought Sundhaven.", "en"), {}), "en")

        assert all(
            each.exact in "Nordline bought Sundhaven." for each in answer.proposals if each.verdict == READY
        )


TEXT = "Nordline bought Sundhaven for 12.5 million euros. Anna Holm will open a pier in 2027."
parts = st.sampled_from(
    [
        "Nordline",
        "bought",
        "Sundhaven",
        "for",
        "12.5",
        "million euros",
        "Anna Holm",
        "will",
        "open",
        "sold",
        "a pier",
    ]
)
quoted = st.lists(parts, min_size=1, max_size=6).map(" ".join) | st.text(max_size=20)
some_proposals = st.fixed_dictionaries(
    {
        "sentence": st.sampled_from([1, 2, "1", "3", None]),
        "exact": quoted,
        "subject": parts,
        "relation": st.sampled_from(["bought", "opens", "price"]),
        "object": parts | st.text(max_size=9),
        "statement": st.fixed_dictionaries({"en": quoted.map(lambda words: f"{words}.")}),
    },
    optional={
        "modality": st.sampled_from(["asserted", "planned"]),
        "names": st.just([{"sentence": 2, "exact": "Anna"}]),
    },
)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(some_proposals, min_size=1, max_size=3), st.binary(max_size=30), st.binary(max_size=30))
def test_no_unverified_quote_is_ever_written(
    tmp_path: Path, items: list[dict[str, object]], before: bytes, after: bytes
) -> None:
    base = base_file(Path(mkdtemp(dir=tmp_path)), TEXT)
    held = before + json.dumps(items).encode() + after

    answer = judged_text(held.decode(errors="replace"), Gate(tables(TEXT, "en")), "en")
    for each in answer.proposals:
        take_fact(str(base), each.request())

    written = read(str(base)).facts
    assert len(written) <= sum(each.verdict == READY for each in answer.proposals)
    for fact in written:
        for entry in fact.evidence:
            assert TEXT[entry.sentence.start :].startswith(entry.sentence.text)
            assert entry.exact in entry.sentence.text


class TestDraft:
    def test_proposals_and_fates_come_back(self, tmp_path: Path) -> None:
        path = str(tmp_path / "b.draft.jsonl")
        draft = Draft(path)
        first, second = draft.add([made(names=[{"sentence": 1, "exact": "it"}]), made(object="Oslo")])
        draft.decide(first.id, TAKEN, "nordline-bought")

        again = Draft(path)

        assert again.proposals[first.id].names == (Span("1", "it"),)
        assert (again.fates, [each.id for each in again.open()]) == ({first.id: TAKEN}, [second.id])

    def test_what_was_dropped_never_comes_back(self, tmp_path: Path) -> None:
        draft = Draft(str(tmp_path / "b.draft.jsonl"))
        draft.decide(draft.add([made()])[0].id, DROPPED)

        assert draft.add([made(), made(exact="bought Sundhaven")]) == []

    def test_a_torn_last_line_is_passed_over_and_kept_apart(self, tmp_path: Path) -> None:
        path = tmp_path / "b.draft.jsonl"
        Draft(str(path)).add([made()])
        with path.open("a") as file:
            file.write('{"id": "1-')

        draft = Draft(str(path))
        draft.add([made(object="Oslo")])

        assert len(Draft(str(path)).open()) == 2

    @given(st.binary())
    def test_any_bytes_are_read(self, data: bytes) -> None:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "b.draft.jsonl"
            path.write_bytes(data)
            Draft(str(path))

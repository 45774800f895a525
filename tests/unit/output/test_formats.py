"""Every output format keeps the citations, escapes hidden characters, and accepts any report."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcli import escape
from factcli.output import envelope
from factcli.output.formats import FORMATS
from factcli.output.report import on_outcome
from outcomes import FACTS, refused
from reports import hostile, report, written
from words import messages

ENGLISH = messages("en")


class TestEveryFormat:
    @pytest.mark.parametrize("style", FORMATS)
    def test_never_loses_a_citation(self, style: str) -> None:
        text = written(style, report())
        bare = "".join(text.replace("\\n", " ").replace("**", "").split())

        for fact in FACTS.values():
            quote = "".join(fact.evidence[0].sentence.text.split())
            assert quote in bare.replace("⟦", "").replace("⟧", ""), fact.id

    @pytest.mark.parametrize("style", [style for style in FORMATS if style not in ("json", "jsonl")])
    @given(text=st.text(st.characters(), min_size=1))
    @settings(max_examples=60)
    def test_escapes_hidden_characters(self, style: str, text: str) -> None:
        shown = written(style, hostile(text))

        assert {category(c) for c in shown if c not in "\n\t"} & escape.HIDDEN == set()

    @pytest.mark.parametrize("style", FORMATS)
    def test_accepts_a_report_without_records(self, style: str) -> None:
        shown = on_outcome(refused("no_such_fact"), "who", ENGLISH, limit=None, explain=False)

        assert isinstance(written(style, shown), str)


class TestFields:
    def test_an_unknown_field_is_refused_with_the_choices(self) -> None:
        from factcli.errors import UsageProblem

        with pytest.raises(UsageProblem, match="unknown field 'colour'") as caught:
            envelope.check(("answer", "colour"), envelope.ANSWER_FIELDS)

        assert "statement" in caught.value.hint

    def test_every_answer_has_them(self) -> None:
        row = next(iter(report("pier-cost").rows()))

        assert tuple(row) == envelope.ANSWER_FIELDS

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, ""),
            (True, "true"),
            (1.0, "1"),
            (0.25, "0.25"),
            ({"id": "x", "label": "X"}, "X"),
            ({"edtf": "2019", "basis": None}, "2019"),
            ({"type": "money", "amount": 5, "currency": "EUR"}, "money, 5, EUR"),
            (["a", "b"], "a, b"),
        ],
    )
    def test_as_one_cell(self, value: object, text: str) -> None:
        assert envelope.as_text(value) == text

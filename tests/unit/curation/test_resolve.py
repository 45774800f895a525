"""Quotes are found verbatim; values are parsed by their form, or refused if ambiguous."""

from __future__ import annotations

from typing import Any

import pytest

from factcli.curation.resolve import find_quote, parse_value, typed_value
from factcli.errors import NotFound, UsageProblem


class TestQuotes:
    def test_typewriter_quotes_find_typographic_ones(self) -> None:
        entry = find_quote(1, "Ada Quill’s “yard” — old", 'Quill\'s "yard" - old')

        assert entry == {"sentence": 1, "exact": "Quill’s “yard” — old"}

    def test_words_that_occur_twice_need_an_occurrence(self) -> None:
        sentence = "The yard is the yard."

        with pytest.raises(UsageProblem, match="occurs 2 times"):
            find_quote(1, sentence, "yard")

        assert find_quote(1, sentence, "yard", 2)["suffix"] == "."

    @pytest.mark.parametrize("typed", ["Quil", "kite", "nothing of it"])
    def test_other_words_are_not_found(self, typed: str) -> None:
        sentence = "Ada Quill built the Kite."

        if typed in sentence:
            assert find_quote(1, sentence, typed)["exact"] == typed
        else:
            with pytest.raises(NotFound):
                find_quote(1, sentence, typed)

    @pytest.mark.parametrize(
        ("sentence", "typed", "hint"),
        [
            ("E\u0301mile Zola est ne\u0301 à Paris.", "Émile Zola est mort", "Émile Zola est né à"),
            ("Le groupe a\u00adcquiert la firme.", "groupe acquiert le", "groupe acquiert la"),
            (
                "The mill closed its doors\r\nfor good in May.",
                "losed its doors for ever",
                "closed its doors for good",
            ),
        ],
    )
    def test_a_hint_shows_whole_words_that_can_be_typed(self, sentence: str, typed: str, hint: str) -> None:
        with pytest.raises(NotFound) as caught:
            find_quote(1, sentence, typed)

        assert caught.value.hint == f"did you mean: {hint!r}?"
        assert find_quote(1, sentence, hint)


class TestValues:
    @pytest.mark.parametrize(
        ("typed", "kind", "value"),
        [
            ("6000000000 USD", None, {"type": "money", "amount": 6000000000, "currency": "USD"}),
            ("1.5 EUR", None, {"type": "money", "amount": 1.5, "currency": "EUR"}),
            ("3 offices", None, {"type": "quantity", "amount": 3, "unit": "offices"}),
            ("12 %", None, {"type": "quantity", "amount": 12, "unit": "%"}),
            ("2023-12~", None, {"type": "date", "edtf": "2023-12~"}),
            ("date:2018", None, {"type": "date", "edtf": "2018"}),
            ("2018", "time", {"type": "date", "edtf": "2018"}),
            ("2018", "quantity", {"type": "quantity", "amount": 2018, "unit": ""}),
            ("text:2018", None, {"type": "text", "text": {"en": "2018"}}),
            ("a start-up", None, {"type": "text", "text": {"en": "a start-up"}}),
        ],
    )
    def test_values_are_parsed_by_their_form(
        self, typed: str, kind: str | None, value: dict[str, Any]
    ) -> None:
        assert parse_value(typed, "en", kind) == value

    @pytest.mark.parametrize("typed", ["2018", "", "money:six", "date:soon", "quantity:many", "text:"])
    def test_ambiguous_or_invalid_values_are_refused(self, typed: str) -> None:
        with pytest.raises(UsageProblem):
            parse_value(typed, "en")


@pytest.mark.parametrize("typed", ["~1000000000000 USD", "money:~1000000000000 USD"])
def test_a_tilde_makes_an_amount_approximate(typed: str) -> None:
    value = parse_value(typed, "en")

    assert value == {"type": "money", "amount": 10**12, "currency": "USD", "approximate": True}
    assert parse_value(typed_value(value), "en") == value


def test_only_an_amount_is_approximate() -> None:
    with pytest.raises(UsageProblem, match="approximate"):
        parse_value("~some words", "en")

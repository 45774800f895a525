"""Numbers, amounts and headings as each language writes them, in the language a reader wants."""

from __future__ import annotations

import pytest

from factcli.cli.run import messages_for
from factcli.cli.settings import Settings
from factcli.language.messages import pick
from factcli.languages import codes, read_file
from factcli.questions.features import FEATURES
from words import messages

ENGLISH, FRENCH = messages("en"), messages("fr")


class TestMoney:
    @pytest.mark.parametrize(
        ("amount", "currency", "english", "french"),
        [
            (6_000_000_000, "USD", "$6 billion", "6 milliards de dollars"),
            (1_000_000_000_000, "USD", "$1 trillion", "1\u00a0000 milliards de dollars"),
            (220_000_000, "USD", "$220 million", "220 millions de dollars"),
            (1_500_000, "EUR", "€1.5 million", "1,5 million d'euros"),
            (1_234_567, "EUR", "€1,234,567", "1\u00a0234\u00a0567 euros"),
            (1, "EUR", "€1", "1 euro"),
            (0.5, "USD", "$0.5", "0,5 dollar"),
            (12_000_000, "SEK", "12 million SEK", "12 millions SEK"),
            (99, "XTS", "99 XTS", "99 XTS"),
        ],
    )
    def test_reads_naturally(self, amount: float, currency: str, english: str, french: str) -> None:
        assert ENGLISH.money(amount, currency) == english
        assert FRENCH.money(amount, currency) == french


class TestQuantity:
    @pytest.mark.parametrize(
        ("amount", "unit", "english", "french"),
        [
            (3, "", "3", "3"),
            (40, "%", "40%", "40\u00a0%"),
            (3.25, "km", "3.25 km", "3,25 km"),
            (-12_500, "", "-12,500", "-12\u00a0500"),
            (2_000_000, "people", "2 million people", "2 millions people"),
            (1e-7, "m", "0.0000001 m", "0,0000001 m"),
        ],
    )
    def test_reads_naturally(self, amount: float, unit: str, english: str, french: str) -> None:
        assert ENGLISH.quantity(amount, unit) == english
        assert FRENCH.quantity(amount, unit) == french


class TestCount:
    def test_agrees_with_its_noun(self) -> None:
        assert [ENGLISH.count(n, "fact") for n in (0, 1, 2)] == ["0 facts", "1 fact", "2 facts"]
        assert [FRENCH.count(n, "fact") for n in (0, 1, 2)] == ["0 fait", "1 fait", "2 faits"]


class TestTables:
    def test_every_language_says_the_same_things(self) -> None:
        def shape(table: object) -> object:
            return {key: shape(held) for key, held in table.items()} if isinstance(table, dict) else None

        english, french = dict(ENGLISH.screen), dict(FRENCH.screen)
        del english["money"], french["money"]

        assert shape(english) == shape(french)

    def test_phrases_have_the_same_places(self) -> None:
        from string import Formatter

        def places(phrase: str) -> set[str | None]:
            return {name for _, name, _, _ in Formatter().parse(phrase)} - {None}

        for name, phrase in ENGLISH.screen["says"].items():
            assert places(phrase) == places(FRENCH.screen["says"][name]), name


class TestPick:
    def test_the_language_asked_for_else_english_else_the_first(self) -> None:
        assert pick({"fr": "Bruxelles", "en": "Brussels"}, "en") == "Brussels"
        assert pick({"de": "Brüssel", "en": "Brussels"}, "fr") == "Brussels"
        assert pick({"de": "Brüssel"}, "en") == "Brüssel"
        assert pick(None, "en") == ""


class TestLanguageOfAScreen:
    @pytest.mark.parametrize(
        ("environment", "language", "code"),
        [
            ({}, None, "en"),
            ({"LANG": "fr_FR.UTF-8"}, None, "fr"),
            ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, None, "en"),
            ({"LANG": "de_DE.UTF-8"}, None, "en"),
            ({"LC_MESSAGES": "fr"}, "en", "en"),
            ({"LC_ALL": ".UTF-8", "LANG": "fr_FR"}, None, "fr"),
            ({"LANG": "POSIX"}, "fr", "fr"),
        ],
    )
    def test_it_is_asked_for_else_of_the_locale_else_english(
        self, environment: dict[str, str], language: str | None, code: str
    ) -> None:
        assert messages_for(Settings(environment, language=language)).code == code


@pytest.mark.parametrize("code", codes())
def test_every_feature_of_a_reading_is_explained(code: str) -> None:
    assert set(FEATURES) == set(read_file(code, "program")["features"])

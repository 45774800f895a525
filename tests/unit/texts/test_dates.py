"""Dates are found as precise as the text gives them, in both languages; other numbers and words are none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.base.edtf import is_valid
from factcli.texts.dates import DateWords, find_dates
from language_tables import language_table

WORDS = {code: DateWords.from_table(language_table(code, "dates")) for code in ("fr", "en")}
BITS = {
    "fr": (
        "fin",
        "2023",
        "le",
        "21",
        "novembre",
        "mai",
        "dernier",
        "d'ici",
        "en",
        "(",
        "-",
        "XIXe",
        "siècle",
        "années",
    ),
    "en": (
        "late",
        "2023",
        "the",
        "21st",
        "November",
        "May",
        "last",
        "by",
        "in",
        "(",
        "-",
        "19th",
        "century",
        "1990s",
    ),
}


def dates(text: str, code: str) -> list[str | None]:
    return [mention.edtf for mention in find_dates(text, WORDS[code])]


class TestPrecision:
    @pytest.mark.parametrize(
        ("text", "edtf"),
        [
            ("lancé fin 2023 par", "2023-12~"),
            ("à la fin de 2023", "2023-12~"),
            ("début 2023", "2023-01~"),
            ("mi-2023", "2023-06~"),
            ("en fin d’année", "XXXX-12~"),
            ("le 21 novembre prochain", "XXXX-11-21"),
            ("le 1er mai 1998", "1998-05-01"),
            ("en mai dernier", "XXXX-05"),
            ("en décembre 2023", "2023-12"),
            ("été 2024", "2024-22"),
            ("vers 1850", "1850~"),
            ("les années 1990", "199X"),
            ("au XIXe siècle", "18XX"),
            ("en 2018, la", "2018"),
            ("21/11/2024", "2024-11-21"),
            ("2024-11-21", "2024-11-21"),
        ],
    )
    def test_french(self, text: str, edtf: str) -> None:
        assert dates(text, "fr") == [edtf]

    @pytest.mark.parametrize(
        ("text", "edtf"),
        [
            ("launched in late 2023 by", "2023-12~"),
            ("at the end of 2023", "2023-12~"),
            ("early 2023", "2023-01~"),
            ("mid-2023", "2023-06~"),
            ("at the end of the year", "XXXX-12~"),
            ("on 21 November", "XXXX-11-21"),
            ("November 21, 2024", "2024-11-21"),
            ("the 21st of November", "XXXX-11-21"),
            ("last May", "XXXX-05"),
            ("in the fall of 2020", "2020-23"),
            ("around 1850", "1850~"),
            ("in the 1990s", "199X"),
            ("the 19th century", "18XX"),
            ("in 2018", "2018"),
            ("11/21/2024", "2024-11-21"),
            ("11/12/2024", "2024"),
        ],
    )
    def test_english(self, text: str, edtf: str) -> None:
        assert dates(text, "en") == [edtf]


class TestBounds:
    @pytest.mark.parametrize(
        ("code", "text", "edtf"),
        [
            ("fr", "d’ici 2030", "../2030"),
            ("fr", "d'ici la fin de l'année", "../XXXX-12~"),
            ("fr", "avant le 3 mars 2020", "../2020-03-03"),
            ("fr", "depuis 1998", "1998/.."),
            ("en", "by 2030", "../2030"),
            ("en", "since 1998", "1998/.."),
        ],
    )
    def test_a_bound_is_an_open_interval(self, code: str, text: str, edtf: str) -> None:
        assert dates(text, code) == [edtf]

    @pytest.mark.parametrize(("code", "text"), [("fr", "entre 1998 et 2001"), ("en", "(1998-2001)")])
    def test_both_years_of_a_range_are_found(self, code: str, text: str) -> None:
        assert dates(text, code) == ["1998", "2001"]


class TestMoments:
    @pytest.mark.parametrize(("code", "text"), [("fr", "La semaine dernière, il"), ("en", "Last week he")])
    def test_a_moment_has_a_name_and_no_edtf(self, code: str, text: str) -> None:
        (mention,) = find_dates(text, WORDS[code])

        assert (mention.edtf, mention.moment) == (None, "last week")


class TestNoDates:
    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("fr", "2018 salariés"),
            ("fr", "soit 1500 €"),
            ("fr", "en 12 000 pages"),
            ("fr", "Mars est une planète"),
            ("fr", "il a été 2 fois là"),
            ("en", "May I go?"),
            ("en", "they march on"),
            ("en", "2018 people"),
        ],
    )
    def test_other_numbers_and_words(self, code: str, text: str) -> None:
        assert dates(text, code) == []


class TestLaws:
    @given(
        code=st.sampled_from(["fr", "en"]),
        bits=st.data(),
        other=st.text(max_size=5),
        joint=st.sampled_from(["", " "]),
    )
    def test_mentions_are_valid_spans_in_order(
        self, code: str, bits: st.DataObject, other: str, joint: str
    ) -> None:
        text = joint.join([other, *bits.draw(st.lists(st.sampled_from(BITS[code]), max_size=8))])

        found = find_dates(text, WORDS[code])

        assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert all(mention.moment if mention.edtf is None else is_valid(mention.edtf) for mention in found)

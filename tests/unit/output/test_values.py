"""Dates in words, exactly as precise as the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.model import Money, Quantity
from factcli.output.values import in_words, shown
from words import messages

ENGLISH, FRENCH = messages("en").screen["dates"], messages("fr").screen["dates"]


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        ("2018", "2018", "2018"),
        ("2023-12~", "end of 2023", "fin 2023"),
        ("2023-01~", "beginning of 2023", "début 2023"),
        ("XXXX-06~", "middle of the year", "milieu de l'année"),
        ("2023-11~", "around November 2023", "vers novembre 2023"),
        ("../2024-12~", "by end of 2024", "d'ici fin 2024"),
        ("19XX", "the 20th century", "le XXe siècle"),
        ("00XX", "the 1st century", "le Ier siècle"),
        ("99XX", "the 100th century", "le Ce siècle"),
        ("1XXX", "the 2nd millennium", "le IIe millénaire"),
        ("-03XX", "the 4th century BC", "le IVe siècle av. J.-C."),
        ("-003X", "the 30s BC", "les années 30 av. J.-C."),
        ("XXXX-11-21", "21 November", "21 novembre"),
        ("XXXX-05", "May", "mai"),
        ("2024-08-01", "1 August 2024", "1er août 2024"),
        ("../2030", "by 2030", "d'ici 2030"),
        ("2018/..", "since 2018", "depuis 2018"),
        ("2024/2029", "2024 – 2029", "2024 – 2029"),
        ("201X", "the 2010s", "les années 2010"),
        ("2024-21", "spring 2024", "printemps 2024"),
        ("2024-34", "second quarter 2024", "deuxième trimestre 2024"),
        ("2024-41", "second half 2024", "second semestre 2024"),
        ("-0043", "44 BC", "44 av. J.-C."),
        ("-0043-03-15", "15 March 44 BC", "15 mars 44 av. J.-C."),
        ("2019?", "perhaps 2019", "peut-être 2019"),
        ("2019%", "perhaps around 2019", "peut-être vers 2019"),
        ("2019-XX", "2019", "2019"),
        ("2019-05-XX", "May 2019", "mai 2019"),
    ],
)
def test_reads_naturally(edtf: str, english: str, french: str) -> None:
    assert in_words(edtf, ENGLISH) == english
    assert in_words(edtf, FRENCH) == french


@pytest.mark.parametrize("odd", ["", "/", "../..", "soon", "2024-13", "2024-1", "2024-01-02-03", "XXXX-XX"])
def test_an_unknown_date_is_shown_unchanged(odd: str) -> None:
    assert in_words(odd, ENGLISH) == odd


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (
            Money(10**12, "USD", approximate=True),
            "about $1 trillion",
            "environ 1\u00a0000 milliards de dollars",
        ),
        (Quantity(300, "offices", approximate=True), "about 300 offices", "environ 300 offices"),
        (Quantity(300, "offices"), "300 offices", "300 offices"),
    ],
)
def test_an_approximate_amount_stays_so(value: Money | Quantity, english: str, french: str) -> None:
    assert shown(value, messages("en")) == english
    assert shown(value, messages("fr")) == french


@given(st.text(st.sampled_from("0123456789X-/.?~%"), max_size=24))
def test_never_fails(text: str) -> None:
    assert isinstance(in_words(text, FRENCH), str)

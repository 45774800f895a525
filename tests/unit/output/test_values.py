"""Dates in words, exactly as precise as the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.output.values import in_words
from words import messages

ENGLISH, FRENCH = messages("en").screen["dates"], messages("fr").screen["dates"]


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        ("2018", "2018", "2018"),
        ("2023-12~", "around December 2023", "vers décembre 2023"),
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


@pytest.mark.parametrize(
    "odd", ["", "/", "../..", "soon", "2024-13", "2024-1", "2024-01-02-03", "-03XX", "XXXX-XX"]
)
def test_an_unknown_date_is_shown_unchanged(odd: str) -> None:
    assert in_words(odd, ENGLISH) == odd


@given(st.text(st.sampled_from("0123456789X-/.?~%"), max_size=24))
def test_never_fails(text: str) -> None:
    assert isinstance(in_words(text, FRENCH), str)

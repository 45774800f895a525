"""Names are found whole, the longest first, and distinguished from words by their capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.audit.names import NameFinder, masked
from factcli.model import Entity

ENTITIES = (
    Entity("us", "place", {"en": "United States"}, ("US",)),
    Entity("h", "organization", {"en": "H"}, ("start-up H",)),
    Entity("mistral", "organization", {"en": "Mistral AI"}, ("Mistral",)),
    Entity("wind", "thing", {"fr": "mistral"}),
    Entity("idf", "place", {"fr": "Île-de-France"}, ()),
    Entity("oslo-a", "place", {"en": "Oslo"}),
    Entity("oslo-b", "thing", {"en": "Oslo"}),
)
NAMES = NameFinder(ENTITIES)


def bearers(text: str) -> list[set[str]]:
    return [set(named.entities) for named in NAMES.find(text)]


class TestNames:
    def test_the_longest_name_wins(self) -> None:
        assert bearers("Mistral AI and Mistral") == [{"mistral"}, {"mistral", "wind"}]

    @pytest.mark.parametrize("text", ["it tells us all", "à 8 h", "Us"])
    def test_a_short_name_in_capitals_is_not_a_lower_case_word(self, text: str) -> None:
        assert bearers(text) == []

    def test_a_lower_case_name_matches_any_case(self) -> None:
        assert bearers("the mistral blows") == [{"wind"}]

    @pytest.mark.parametrize("text", ["l’Ile-de-France", "Île de France", "ILE DE FRANCE"])
    def test_accents_dashes_and_elisions_do_not_matter(self, text: str) -> None:
        assert bearers(text) == [{"idf"}]

    def test_all_namesakes_are_found(self) -> None:
        assert bearers("Oslo") == [{"oslo-a", "oslo-b"}]

    def test_offsets_are_those_of_the_text(self) -> None:
        (named,) = NAMES.find("À l’US, oui")

        assert (named.start, named.end) == (4, 6)


class TestMasked:
    @given(text=st.text(max_size=30), first=st.integers(0, 30), second=st.integers(0, 30))
    def test_masking_keeps_the_length_and_the_rest(self, text: str, first: int, second: int) -> None:
        start, end = sorted((min(first, len(text)), min(second, len(text))))

        hidden = masked(text, [(start, end)])

        assert len(hidden) == len(text)
        assert (hidden[:start], hidden[end:]) == (text[:start], text[end:])
        assert set(hidden[start:end]) <= {"x"}

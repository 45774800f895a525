"""What a reader points at is found by name or id; a chain of facts is as short as there is one."""

from __future__ import annotations

import json
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.errors import NotFound
from factcli.index import lookup
from factcli.index.lookup import Wanted, chain
from factcli.index.open import open_index
from factcli.index.query import FactRow
from places import HARBOUR
from running import shared_cache

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from factcli.index.query import Index


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with open_index(str(HARBOUR), cache=shared_cache()) as opened:
        yield opened


def ids(index: Index, numbers: list[int]) -> list[str]:
    return [index.fact(number).id for number in numbers]


@contextmanager
def changed(tmp_path: Path, table: str, number: str, **values: object) -> Iterator[Index]:
    """Open the base of the tests with one document of it changed."""
    base = json.loads(HARBOUR.read_text(encoding="utf-8"))
    base[table][number] |= values
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(base, ensure_ascii=False), encoding="utf-8")
    with open_index(str(path), cache=None) as opened:
        yield opened


class TestEntityNamed:
    @pytest.mark.parametrize("name", ["anna-holm", "Anna Holm", "ANNA  holm", "the mayor", "La Maire"])
    def test_by_id_name_or_alias(self, index: Index, name: str) -> None:
        number = lookup.entity_named(index, name)

        assert number is not None
        assert index.entity(number).id == "anna-holm"

    def test_none_where_nothing_bears_it(self, index: Index) -> None:
        assert lookup.entity_named(index, "Atlantis") is None

    def test_a_name_outranks_an_alias(self, tmp_path: Path) -> None:
        with changed(tmp_path, "entities", "7", aliases=["Sund"]) as index:
            number = lookup.entity_named(index, "sund")

            assert number is not None
            assert index.entity(number).id == "sund"

    def test_two_bearers_are_told_with_their_ids(self, tmp_path: Path) -> None:
        with (
            changed(tmp_path, "entities", "7", name={"en": "Sund"}) as index,
            pytest.raises(NotFound, match="could be several") as caught,
        ):
            lookup.entity_named(index, "Sund")

        assert caught.value.hint == "give an id: sund, nordline"

    @pytest.mark.parametrize(
        ("first", "second"),
        [("C++", "C#"), ("Élan", "Elan"), ("us", "US"), ("Yahoo!", "Yahoo?"), ("A*", "A"), ("cote", "côté")],
    )
    def test_names_that_fold_alike_are_reached_by_their_spelling(
        self, tmp_path: Path, first: str, second: str
    ) -> None:
        base = json.loads(HARBOUR.read_text(encoding="utf-8"))
        base["entities"]["6"]["name"], base["entities"]["7"]["name"] = {"en": first}, {"en": second}
        ids = [base["entities"][number]["id"] for number in "67"]
        path = tmp_path / "changed.json"
        path.write_text(json.dumps(base, ensure_ascii=False), encoding="utf-8")

        with open_index(str(path), cache=None) as index:
            found = [lookup.entity_named(index, name) for name in (first, second)]

            assert [index.entity(number).id for number in found if number is not None] == ids


class TestInBases:
    def test_in_every_base_that_has_it(self, index: Index) -> None:
        assert len(lookup.in_bases([index, index], "Sund")) == 2

    def test_a_misspelt_name_is_read_as_the_nearest_one(self, index: Index) -> None:
        found = lookup.in_bases([index], "Nordlyne")

        assert found == lookup.in_bases([index], "Nordline")
        assert lookup.read_as([index], "Nordlyne") == "Nordline"
        assert lookup.read_as([index], "nordline") is None

    def test_of_two_that_are_as_near_none_is_taken(self, tmp_path: Path) -> None:
        with changed(tmp_path, "entities", "1", name={"en": "Nordlinx"}) as two:
            with pytest.raises(NotFound) as caught:
                lookup.in_bases([two], "Nordlin")

            assert {"'Nordline'", "'Nordlinx'"} <= set(caught.value.hint.rstrip("?").split())

    def test_a_name_that_is_only_begun_is_offered(self, index: Index) -> None:
        with pytest.raises(NotFound) as caught:
            lookup.in_bases([index], "Nor")

        assert "'Nordline'" in caught.value.hint

    def test_a_far_one_is_not(self, index: Index) -> None:
        with pytest.raises(NotFound) as caught:
            lookup.in_bases([index], "Qqq")

        assert caught.value.hint == "see 'factcli entities'"


class TestRelationNamed:
    @pytest.mark.parametrize("name", ["run-by", "run by", "Runs", "exploité par"])
    def test_by_id_or_label_from_either_side(self, index: Index, name: str) -> None:
        number = lookup.relation_named(index, name)

        assert number is not None
        assert index.relation(number).id == "run-by"

    def test_none_where_there_is_none(self, index: Index) -> None:
        assert lookup.relation_named(index, "married to") is None


class TestPassing:
    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            (Wanted(entity="Nordline"), ["nordline-founded", "ferry-run-by"]),
            (Wanted(relation="cost"), ["pier-cost"]),
            (Wanted(kind="time", modality="planned"), ["ferry-start"]),
            (Wanted(sentence=5), ["old-pier-teardown", "pier-count"]),
            (Wanted(text="demoli"), ["old-pier-teardown"]),
            (Wanted(entity="Sund", modality="denied"), []),
        ],
    )
    def test_every_filter_must_hold(self, index: Index, wanted: Wanted, found: list[str]) -> None:
        assert ids(index, list(lookup.passing(index, wanted))) == found

    @pytest.mark.parametrize("wanted", [Wanted(entity="X"), Wanted(relation="X"), Wanted(sentence=99)])
    def test_what_is_not_there_is_an_error(self, index: Index, wanted: Wanted) -> None:
        with pytest.raises(NotFound):
            lookup.passing(index, wanted)


class TestFactWithId:
    def test_the_first_fact_too(self, index: Index) -> None:
        assert lookup.fact_with_id([index], "lyrvik-opened-pier")[1].id == "lyrvik-opened-pier"


class TestCitingEach:
    def test_counts_every_fact_of_a_sentence_once(self, index: Index) -> None:
        assert index.facts_citing() == {1: 4, 2: 2, 3: 1, 4: 2, 5: 2, 6: 1, 7: 2}


def in_order(index: Index, limit: int = 0) -> list[str]:
    return ids(index, [number for number, _ in index.dated(limit)])


class TestInTime:
    def test_what_happened_then_what_is_ahead(self, index: Index) -> None:
        assert [ahead for _, ahead in index.dated()] == [False] * 3 + [True] * 2
        assert in_order(index) == [
            "nordline-founded",
            "lyrvik-opened-pier",
            "pier-opening-date",
            "ferry-to-sund",
            "ferry-start",
        ]

    def test_the_first_ones_alone(self, index: Index) -> None:
        assert in_order(index, 2) == ["nordline-founded", "lyrvik-opened-pier"]

    def test_a_date_worked_out_counts_and_one_that_is_none_comes_last(self, tmp_path: Path) -> None:
        when = {"edtf": "XXXX-05", "resolved": "1900-05", "basis": "told before"}
        with changed(tmp_path, "facts", "1", when=when) as index:
            assert in_order(index)[0] == "lyrvik-opened-pier"
        with changed(tmp_path, "facts", "1", when={"edtf": "some day"}) as odd:
            assert in_order(odd)[2] == "lyrvik-opened-pier"

    @pytest.mark.parametrize(("statement", "ahead"), [("It will open again.", True), ("It opened.", False)])
    def test_what_somebody_says_will_be_is_announced(
        self, statement: str, ahead: bool, tmp_path: Path
    ) -> None:
        said = {"modality": "reported", "speaker": "anna-holm", "statement": {"en": statement}}
        with changed(tmp_path, "facts", "1", **said) as index:
            assert dict(index.dated())[0] is ahead

    @pytest.mark.parametrize(
        ("edtf", "place"), [("XXXX-11-21", 0), ("2027-01", 0), ("2030", 2), ("../2026", 2), ("../2030", 2)]
    )
    def test_the_next_comes_first_and_a_horizon_last(self, edtf: str, place: int, tmp_path: Path) -> None:
        with changed(tmp_path, "facts", "1", modality="planned", when={"edtf": edtf}) as index:
            assert [number for number, ahead in index.dated() if ahead].index(0) == place


Link = tuple[int, int | None, str]
ENTITIES = 7
links = st.lists(
    st.tuples(
        st.integers(0, ENTITIES - 1),
        st.none() | st.integers(0, ENTITIES - 1),
        st.sampled_from(["asserted", "denied"]),
    ),
    max_size=12,
)


class Facts:
    """The one method of an index that a chain needs."""

    def __init__(self, made: Sequence[Link]) -> None:
        """Make a row of each link."""
        self.rows = [
            FactRow(at, subject, 0, thing, modality, False, "thing", 1)
            for at, (subject, thing, modality) in enumerate(made)
        ]

    def facts(self, *, limit: int, **ends: int) -> list[FactRow]:
        assert limit == 0
        return [row for row in self.rows if all(getattr(row, end) == value for end, value in ends.items())]


def shortest(made: Sequence[Link], start: int, goal: int) -> int | None:
    """Return how many facts the shortest chain has, found by looking everywhere."""
    far = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for subject, thing, modality in made:
            if modality == "denied" or thing is None or here not in (subject, thing):
                continue
            there = thing if subject == here else subject
            if there not in far:
                far[there] = far[here] + 1
                queue.append(there)
    return far.get(goal)


@given(links, st.integers(0, ENTITIES - 1), st.integers(0, ENTITIES - 1))
def test_a_chain_is_as_short_as_can_be_and_unbroken(made: list[Link], start: int, goal: int) -> None:
    found = chain(Facts(made), start, goal)  # type: ignore[arg-type]

    assert (None if found is None else len(found)) == shortest(made, start, goal)
    here = start
    for number in found or []:
        subject, thing, modality = made[number]
        assert modality != "denied"
        assert here in (subject, thing)
        here = thing if here == subject else subject  # type: ignore[assignment]
    assert found is None or here == goal

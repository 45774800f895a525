"""Each operation of a plan, on members made by hand and on a small base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions import operations as do
from factcli.questions.operations import Measured, Store, TooManyRows
from rows import indexed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon

SONGS = [
    ("Harbour Songs", "performer", "Tom Reed", "person"),
    ("Night Ferry", "performer", "Tom Reed", "person"),
    ("Gull", "performer", "Ines Vale", "person"),
    ("Harbour Songs", "publication date", "1990-05-01", "date"),
    ("Night Ferry", "publication date", "1998-03-01", "date"),
    ("Gull", "publication date", "1998", "date"),
]


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Index]:
    names = ("subject", "relation", "object", "object_kind", "statement")
    rows = [dict(zip(names, (*song, f"{song[0]} {song[1]} {song[2]}."), strict=True)) for song in SONGS]
    with indexed(tmp_path_factory.mktemp("operations"), lexicon, *rows) as index:
        yield index


def number(index: Index, name: str) -> int:
    return next(at for at, thing in index.entities() if thing.name["en"] == name)


def relation(index: Index, name: str) -> int:
    return next(row.number for row in index.relations() if row.id == name)


def of(amount: float, entity: int, unit: str = "") -> Measured:
    return Measured(entity, (entity,), (amount,), (amount,), unit)


class TestSteps:
    def test_rows_lead_from_a_name_to_what_has_it(self, songs: Index) -> None:
        reed = number(songs, "Tom Reed")

        found = do.rows(Store(songs), {reed: ()}, relation(songs, "performer"), inverse=True)

        assert sorted(songs.entity(each).name["en"] for each in found) == ["Harbour Songs", "Night Ferry"]
        assert all(len(facts) == 1 for facts in found.values())

    def test_both_joins_the_facts_of_two_sets(self) -> None:
        assert do.both({1: (10,), 2: (11,)}, {2: (12,)}) == {2: (11, 12)}

    def test_but_not_leaves_out(self) -> None:
        assert do.but_not({1: (10,), 2: (11,)}, [1]) == {2: (11,)}

    def test_more_rows_than_allowed_are_not_read(self, songs: Index) -> None:
        with pytest.raises(TooManyRows):
            do.subjects(Store(songs, most=2), relation(songs, "performer"))


class TestOrder:
    def test_a_date_within_another_is_not_before_it(self, songs: Index) -> None:
        members = do.subjects(Store(songs), relation(songs, "performer"))
        dated = do.measured(Store(songs), members, relation(songs, "publication-date"))

        first = do.nth(dated, 1)

        assert first is not None
        assert songs.entity(first.entity).name["en"] == "Harbour Songs"
        assert do.nth(dated, 2) is None

    def test_the_last_and_the_one_before_it(self) -> None:
        listed = [of(3, 1), of(1, 2), of(2, 3)]

        assert [each.entity for at in (-1, -2) if (each := do.nth(listed, at))] == [1, 3]
        assert do.nth(listed, 4) is None

    def test_the_most_and_the_least(self) -> None:
        listed = [of(3, 1), of(1, 2), of(3, 3)]

        assert [each.entity for each in do.most(listed)] == [1, 3]
        assert [each.entity for each in do.most(listed, least=True)] == [2]

    def test_other_units_are_not_compared(self) -> None:
        assert do.most([of(3, 1, "USD"), of(1, 2, "EUR")]) == []
        assert do.nth([of(3, 1, "USD"), of(1, 2, "EUR")], 1) is None

    def test_a_set_is_measured_by_its_size(self) -> None:
        assert [each.least for each in do.sizes({1: {5: (7,), 6: (8,)}, 2: {}})] == [(2,)]

"""Words are found in what facts and sentences say; a file that is damaged or cannot be changes no answer."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from bases import made, write
from factcli.base import sealed
from factcli.index import full_text
from factcli.index import open as opening
from factcli.index.open import open_index
from plain_phrases import PlainPhrases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcli.index.query import Index


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Return the path of a base whose last sentence no fact cites."""
    tables = made(30, seed=4)
    last = max(map(int, tables["sentences"]))
    number = tables["sentences"][str(last)]["number"]
    tables["sentences"][str(last + 1)] = {
        **tables["sentences"][str(last)], "number": number + 1, "text": "A xylophone nobody cites.",
    }  # fmt: skip
    return write(tmp_path, tables, "words.json")


@pytest.fixture
def index(place: str, tmp_path: Path) -> Iterator[Index]:
    with open_index(place, cache=str(tmp_path / "cache"), phrases=PlainPhrases()) as opened:
        yield opened


def words_of(index: Index, fact: int) -> list[str]:
    from factcli.text import words

    return words(next(iter(index.fact(fact).statement.values())))


class TestPassages:
    def test_the_fact_with_the_most_of_the_words_comes_first(self, index: Index) -> None:
        for number in (0, 7, 29):
            statement = index.fact(number).statement
            (best, *_), _ = index.passages([[word] for word in words_of(index, number)], 5)

            assert best.fact is not None
            assert index.fact(best.fact).statement == statement

    def test_a_sentence_that_no_fact_cites_is_found(self, index: Index) -> None:
        ((best,), counts) = index.passages([["xylophone"], ["zzz"]], 5)

        assert best.fact is None
        assert best.sentence is not None
        assert index.sentence(best.sentence).text == "A xylophone nobody cites."
        assert counts == [1, 0]

    def test_counts_are_those_of_the_commonest_stem_of_a_group(self, index: Index) -> None:
        _, (alone,) = index.passages([["xylophone"]], 1)
        _, (beside,) = index.passages([["zzz", "xylophone"]], 1)

        assert alone == beside == 1

    @pytest.mark.parametrize("groups", [[], [[]], [["zzz"]]])
    def test_of_words_that_nothing_holds_there_are_none(self, index: Index, groups: list[list[str]]) -> None:
        assert index.passages(groups, 5)[0] == []

    def test_words_that_very_many_hold_are_looked_for_together(
        self, index: Index, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(full_text, "MOST_HOLDERS", 0)

        words = list(dict.fromkeys(words_of(index, 3)))[:2]
        rows = full_text.FullText(index._connect(index, ".text")).passages(dict.fromkeys(words, 1), 5)

        assert rows == []  # no more are read than may be
        monkeypatch.setattr(full_text, "MOST_HOLDERS", 30)
        (best, *_) = full_text.FullText(index._connect(index, ".text")).passages(dict.fromkeys(words, 31), 5)
        assert set(words) <= set(words_of(index, best[0]))


class TestDamage:
    def test_a_stem_that_stands_nowhere_is_healed(self, index: Index, tmp_path: Path) -> None:
        expected = index.passages([["xylophone"]], 5)
        (file,) = (tmp_path / "cache").glob("*.text")
        connection = sqlite3.connect(file)
        connection.execute("INSERT INTO stem VALUES('nowhere', 1)")
        connection.commit()
        connection.close()
        index.forget()

        assert index.passages([["nowhere"], ["xylophone"]], 5)[0] == expected[0]

    def test_a_row_that_is_no_fact_and_no_sentence_is_healed(
        self, index: Index, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        expected = index.passages([["xylophone"]], 5)
        found = iter([[(10_000, 1.0)], full_text.FullText.passages(index._text(), {"xylophone": 1}, 5)])
        monkeypatch.setattr(full_text.FullText, "passages", lambda *_: next(found))

        assert index.passages([["xylophone"]], 5) == expected


class TestWithoutFts5:
    def test_nothing_is_found_and_nothing_fails(
        self, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "has_full_text", lambda: False)

        with open_index(place, cache=str(tmp_path / "cache"), phrases=PlainPhrases()) as index:
            assert index.passages([["xylophone"]], 5) == ([], [0])
        assert not list((tmp_path / "cache").glob("*.text"))

    def test_it_is_known_by_trying(self) -> None:
        assert sealed.has_full_text()

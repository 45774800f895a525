"""EDTF: what is read, what is refused, what a text that tells one date allows to claim."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.base.edtf import EdtfError, Interval, Point, is_valid, merge, parse, points, sort_key, tells

YEARS = st.integers(1000, 2999).map(str)
DATES = st.dates(min_value=dt.date(1000, 1, 1)).map(dt.date.isoformat)


def point(text: str) -> Point:
    (only,) = points(text)
    return only


class TestParse:
    @pytest.mark.parametrize(
        "text",
        [
            "2023",
            "2023-12",
            "2023-12-31",
            "2023~",
            "2023-12~",
            "2023?",
            "2023%",
            "XXXX-11-21",
            "201X",
            "20XX",
            "2024-22",
            "2024-36",
            "2024-41",
            "-0044",
            "-03XX",
            "XXXX-02-29",
            "2024-02-29",
            "2023-XX-01",
        ],
    )
    def test_a_point_is_written_as_it_was_read(self, text: str) -> None:
        assert str(parse(text)) == text

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "23",
            "2023-13",
            "2023-00",
            "2023-02-30",
            "2023-02-29",
            "2023-22-01",
            "-0000",
            "2023-1",
            "12/2023",
            "soon",
            "2023-12-",
            "2X23",
            "../..",
            "/",
            "2024/2023",
            "2023/x",
            "٢٠٢٣",
            "2023 ",
            "2023-12-31T10:00",
        ],
    )
    def test_what_is_no_date_is_refused(self, text: str) -> None:
        assert not is_valid(text)

    def test_the_reason_is_one_sentence(self) -> None:
        with pytest.raises(EdtfError, match="has no month 13"):
            parse("2023-13")

    def test_an_interval_may_be_open(self) -> None:
        assert parse("../2030") == Interval(None, Point("2030"))
        assert parse("2018/..") == Interval(Point("2018"), None)

    @given(text=st.text(alphabet="0123456789X-~?%/.", max_size=14))
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        try:
            parse(text)
        except EdtfError:
            assert not is_valid(text)
        else:
            assert points(text)

    @given(date=DATES)
    def test_every_day_of_the_calendar_is_one(self, date: str) -> None:
        assert str(parse(date)) == date


class TestSorting:
    def test_dates_without_a_year_come_last(self) -> None:
        dates = ["XXXX-11-21", "2023-12~", "../2030", "2018", "2023-12-05", "XXXX-05", "2023-21"]

        assert sorted(dates, key=sort_key) == [
            *("2018", "2023-21", "2023-12~", "2023-12-05", "../2030", "XXXX-05", "XXXX-11-21"),
        ]

    @given(first=DATES, second=DATES)
    def test_days_sort_as_the_calendar_does(self, first: str, second: str) -> None:
        assert (sort_key(first) < sort_key(second)) == (first < second)


class TestTells:
    @pytest.mark.parametrize(
        ("told", "claim"),
        [
            ("2023-12~", "2023-12~"),
            ("2023-12~", "2023"),
            ("2023-12-05", "2023-12"),
            ("XXXX-11-21", "XXXX-11-21"),
            ("XXXX-11-21", "XXXX-11"),
            ("2018", "201X"),
            ("2018", "2018~"),
        ],
    )
    def test_as_much_or_less_may_be_claimed(self, told: str, claim: str) -> None:
        assert tells(point(told), point(claim))

    @pytest.mark.parametrize(
        ("told", "claim"),
        [
            ("2023-12~", "2023-12"),
            ("2023", "2023-12"),
            ("2023", "2024"),
            ("XXXX-11-21", "2024-11-21"),
            ("XXXX-11", "XXXX-11-21"),
            ("1850~", "1850"),
            ("2024-21", "2024-04"),
        ],
    )
    def test_more_may_not(self, told: str, claim: str) -> None:
        assert not tells(point(told), point(claim))

    @given(date=DATES)
    def test_a_date_tells_itself(self, date: str) -> None:
        assert tells(point(date), point(date))

    @given(year=YEARS, date=DATES)
    def test_a_year_and_a_day_of_the_year_can_be_told_apart(self, year: str, date: str) -> None:
        day = point("XXXX" + date[4:])

        assert merge(day, point(year)) == merge(point(year), day) == Point(year, day.month, day.day)

    def test_two_years_tell_nothing_together(self) -> None:
        assert merge(point("2018"), point("2023-12")) is None

    @pytest.mark.parametrize(
        ("part", "month"),
        [(21, 3), (22, 6), (23, 9), (24, 12), (33, 1), (34, 4), (35, 7), (36, 10), (40, 1), (41, 7)],
    )
    def test_a_part_of_a_year_stands_where_its_first_month_does(self, part: int, month: int) -> None:
        assert sort_key(f"2024-{part}") == sort_key(f"2024-{month:02}")

"""Line breaks and column widths."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from factcli.output.blocks import NAME, WORDS, Table
from factcli.output.layout import breaks, grid, widths
from factcli.output.report import Screen

cells = st.integers(1, 90)
texts = st.text(st.sampled_from("ab é\u00a0価\n-"), max_size=60)


class TestBreaks:
    @given(texts, st.integers(2, 30))
    def test_every_line_fits(self, text: str, width: int) -> None:
        assert all(cell_len(text[a:b]) <= width for a, b in breaks(text, width, cell_len))

    @given(texts, st.integers(2, 30))
    def test_only_spaces_are_dropped(self, text: str, width: int) -> None:
        kept = "".join(text[a:b] for a, b in breaks(text, width, cell_len))

        assert kept.replace(" ", "") == text.replace(" ", "").replace("\n", "")

    @given(texts, st.integers(2, 30))
    def test_a_word_that_fits_is_not_cut(self, text: str, width: int) -> None:
        lines = [text[a:b] for a, b in breaks(text, width, cell_len)]
        pieces = [word for line in lines for word in line.split(" ") if word]
        words = [word for line in text.split("\n") for word in line.split(" ") if word]

        if all(cell_len(word) <= width for word in words):
            assert pieces == words

    def test_a_line_is_as_full_as_it_can_be(self) -> None:
        text = "one two three four"

        assert [text[a:b] for a, b in breaks(text, 9, cell_len)] == ["one two", "three", "four"]


class TestWidths:
    @given(st.lists(st.tuples(cells, cells), min_size=1, max_size=6), st.integers(1, 300), st.booleans())
    def test_no_column_grows_or_shrinks_too_far(
        self, columns: list[tuple[int, int]], room: int, prose_first: bool
    ) -> None:
        needed = [max(pair) for pair in columns]
        least = [min(pair) for pair in columns]

        given_widths = widths(needed, least, room, 2, prose_first=prose_first)

        assert all(low <= width <= high for low, width, high in zip(least, given_widths, needed, strict=True))
        total = sum(given_widths) + 2 * (len(columns) - 1)
        assert total <= room or given_widths == least

    def test_prose_or_the_rest_is_narrowed(self) -> None:
        assert widths([40, 20, 90], [10, 20, 30], 120, 2, prose_first=False) == [10, 20, 86]
        assert widths([40, 20, 90], [10, 20, 30], 120, 2, prose_first=True) == [40, 20, 56]


class TestNumbers:
    TABLE = Table((NAME, WORDS), [["Ada", "a baker"], ["Bo", "a smith"]], numbers=("1", "2,3"))

    def drawn(self, screen: Screen) -> list[str]:
        return ["".join(piece.text for piece in line) for line in grid(self.TABLE, screen, cell_len)]

    def test_a_session_sees_by_which_number_a_row_opens(self) -> None:
        assert self.drawn(Screen(numbered=True)) == ["    1  Ada  a baker", "  2,3  Bo   a smith"]

    def test_a_narrow_one_too(self) -> None:
        assert "2,3" in "\n".join(self.drawn(Screen(width=40, numbered=True)))

    def test_nobody_else_does(self) -> None:
        assert self.drawn(Screen()) == ["  Ada  a baker", "  Bo   a smith"]

"""Incomplete lines are parsed as the shells do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.completion.command_line import (
    ANSI,
    DOUBLE,
    NO_QUOTE,
    SINGLE,
    number,
    place,
    read_fish,
    read_line,
    unquote,
)
from factcli.completion.reply import for_bash

QUOTES = (NO_QUOTE, SINGLE, DOUBLE)
TYPEABLE = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1)


class TestReadLine:
    @pytest.mark.parametrize(
        ("line", "replaced", "words", "parts"),
        [
            ("factcli who xav", "xav", ["who"], ("", "xav", "")),
            ("factcli who ", "", ["who"], ("", "", "")),
            ('factcli who "xav n', "xav n", ["who"], ("", "xav n", '"')),
            ("factcli who 'xav n", "xav n", ["who"], ("", "xav n", "'")),
            ("factcli who xav\\ n", "xav\\ n", ["who"], ("", "xav n", "")),
            ("factcli who a:b", "b", ["who"], ("a:", "b", "")),
            ("factcli who a\\:b", "a\\:b", ["who"], ("", "a:b", "")),
            ("factcli who --entity=xa", "xa", ["who"], ("--entity=", "xa", "")),
            ('factcli who foo"bar b', "bar b", ["who"], ("foo", "bar b", '"')),
            ("factcli who 'x'y", "'x'y", ["who"], ("", "xy", "")),
            ("factcli who a@b", "@b", ["who"], ("a", "@b", "")),
            ("factcli who x\\", "x\\", ["who"], ("", "x", "")),
            ("factcli who 'a b' c", "c", ["who", "a b"], ("", "c", "")),
            ('factcli who "a\\$b\\c" c', "c", ["who", "a$b\\c"], ("", "c", "")),
        ],
    )
    def test_finds_the_words_and_what_is_replaced(
        self, line: str, replaced: str, words: list[str], parts: tuple[str, str, str]
    ) -> None:
        place = read_line(line, replaced)

        assert place.words == words
        assert (place.kept, place.typed, place.quote) == parts
        assert not place.opaque
        assert not place.redirected

    def test_a_word_after_a_redirection_is_a_file(self) -> None:
        assert read_line("factcli who x > fi", "fi").redirected
        place = read_line("factcli who > file xav", "xav")

        assert place.words == ["who"]
        assert not place.redirected

    def test_a_new_command_forgets_the_words_of_the_one_before(self) -> None:
        assert read_line("factcli who a; factcli when b", "b").words == ["when"]

    def test_an_ansi_quote_is_opaque(self) -> None:
        assert read_line("factcli who $'ab c", "ab c").opaque

    def test_what_readline_splits_differently_is_opaque(self) -> None:
        assert read_line("factcli who 'a b", "b").kept == "a "
        assert read_line("factcli who a 'b", "a 'b").opaque

    @given(TYPEABLE, st.sampled_from(QUOTES))
    def test_round_trip_in_any_quote(self, text: str, quote: str) -> None:
        written = for_bash(text, quote).removeprefix(quote)

        place = read_line(f"factcli who {quote}{written}", written.rpartition(quote)[2] if quote else written)

        assert place.word == text
        assert not place.opaque


class TestUnquote:
    @pytest.mark.parametrize(
        ("text", "quote", "meant"),
        [
            ("xav\\ n", "", "xav n"),
            ("a'b c'd", "", "ab cd"),
            ("a\\$b", '"', "a$b"),
            ("a\\nb", '"', "a\\nb"),
            ("a\\b", "'", "a\\b"),
            ("it\\'s", ANSI, "it's"),
            ("x\\", "", "x"),
        ],
    )
    def test_returns_what_a_piece_means(self, text: str, quote: str, meant: str) -> None:
        assert unquote(text, quote) == meant


class TestReadFish:
    @pytest.mark.parametrize(
        ("token", "meant"),
        [
            ("xav", "xav"),
            ('"xav n', "xav n"),
            ("'it\\'s", "it's"),
            ("'a\\nb", "a\\nb"),
            ('"a\\$b', "a$b"),
            ("xav\\ n", "xav n"),
            ("a'b c'd", "ab cd"),
        ],
    )
    def test_returns_what_a_token_means(self, token: str, meant: str) -> None:
        assert read_fish(token) == meant


class TestPlace:
    def test_bash_sends_the_line_and_what_will_be_replaced(self) -> None:
        found = place("bash", {"COMP_LINE": "factcli who 'xavier n", "COMP_WORD": "xavier n"})

        assert (found.words, found.typed, found.quote) == (["who"], "xavier n", "'")

    def test_zsh_sends_words_and_the_open_quote(self) -> None:
        sent = {
            "COMP_WORDS": "factcli\nwho\nxavier",
            "COMP_WORD": 'n\\"',
            "COMP_QUOTE": '"',
            "COMP_RAW": '"n\\"',
        }
        found = place("zsh", sent)

        assert (found.words, found.typed, found.opaque) == (["who", "xavier"], 'n"', False)

    def test_a_brace_expanded_by_zsh_is_opaque(self) -> None:
        assert place("zsh", {"COMP_WORDS": "factcli\nwho", "COMP_WORD": "ab", "COMP_RAW": "a{b"}).opaque

    def test_fish_sends_words_and_the_raw_token(self) -> None:
        found = place("fish", {"COMP_WORDS": "factcli\nwho", "COMP_WORD": "'xavier n"})

        assert (found.words, found.typed) == (["who"], "xavier n")

    def test_an_empty_environment_is_an_empty_line(self) -> None:
        assert [place(shell, {}).word for shell in ("bash", "zsh", "fish")] == ["", "", ""]


class TestNumber:
    def test_takes_only_digits(self) -> None:
        assert [number({"X": given}, "X", 7) for given in ("63", "", "x", "-1", "²")] == [63, 7, 7, 7, 7]

"""Hold what the scripts say to what the program hears."""

from __future__ import annotations

from factcli.completion.command_line import number, place


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

    def test_a_brace_that_zsh_took_for_its_own_is_opaque(self) -> None:
        assert place("zsh", {"COMP_WORDS": "factcli\nwho", "COMP_WORD": "ab", "COMP_RAW": "a{b"}).opaque

    def test_fish_sends_words_and_the_raw_token(self) -> None:
        found = place("fish", {"COMP_WORDS": "factcli\nwho", "COMP_WORD": "'xavier n"})

        assert (found.words, found.typed) == (["who"], "xavier n")

    def test_nothing_sent_is_nothing_typed(self) -> None:
        assert [place(shell, {}).word for shell in ("bash", "zsh", "fish")] == ["", "", ""]


class TestNumber:
    def test_takes_digits_alone(self) -> None:
        assert [number({"X": given}, "X", 7) for given in ("63", "", "x", "-1", "²")] == [63, 7, 7, 7, 7]

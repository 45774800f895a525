"""Hold quoting to its law: what bash is given, bash reads back. The real shell is asked in tests/shells."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.completion.reply import for_bash, offerable

SAFE = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), min_size=1)


class TestForBash:
    @given(SAFE)
    def test_outside_of_quotes_it_is_one_word(self, name: str) -> None:
        assert shlex.split(for_bash(name, "")) == [name]

    @given(SAFE)
    def test_inside_single_quotes_it_is_one_word_when_closed(self, name: str) -> None:
        assert shlex.split("'" + for_bash(name, "'", whole=True).removeprefix("'")) == [name]

    @given(SAFE)
    def test_an_exclamation_mark_stands_outside_of_double_quotes(self, name: str) -> None:
        inserted = for_bash(name, '"')

        assert inserted.count("!") == inserted.count('"\\!"') == name.count("!")

    @pytest.mark.parametrize(
        ("text", "quote", "inserted"),
        [
            ("Xavier Niel", "", "Xavier\\ Niel"),
            ("Xavier Niel", '"', 'Xavier Niel"'),
            ("it's", "'", "it'\\''s'"),
            ("$(x)", '"', '\\$(x)"'),
            ('"a', '"', '\\"a"'),
            ("!a", '"', '""\\!"a"'),
            ("'a", "'", "''\\''a'"),
            ("no\xa0break", "", "no\\\xa0break"),
            ("Île", "", "Île"),
        ],
    )
    def test_says_it_as_a_person_would(self, text: str, quote: str, inserted: str) -> None:
        assert for_bash(text, quote, whole=True) == inserted


class TestOfferable:
    @pytest.mark.parametrize("name", ["Xavier Niel", "$HOME", "a\xa0b", "e\u0301", "*", "a-b", "東京"])
    def test_takes_every_name_that_shows_all_of_itself(self, name: str) -> None:
        assert offerable(name)

    @pytest.mark.parametrize(
        "name", ["", "-x", "a\nb", "\x1b[31m", "a\u202eb", "a\u200bb", "a\u2028b", "\x7f", "a\x85", "a\ud800"]
    )
    def test_refuses_options_and_what_hides(self, name: str) -> None:
        assert not offerable(name)

"""The reply to a shell has the whole name, never less than was typed, and is read back unchanged."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.completion.command_line import Place
from factcli.completion.matching import Offer, Offers
from factcli.completion.reply import (
    INSERT_ALL,
    LIST,
    LIST_TOO,
    MENU,
    columns,
    extends,
    fish_takes,
    for_bash,
    for_shell,
    offerable,
    remainder,
    shared_beginning,
    spellings,
)

NIELS = Offers([Offer("Xavier Niel", "person"), Offer("Xavier Nielson", "person")])
APART = Offers([Offer("Xavier Niel"), Offer("Marie Niel")])
NAMES = st.lists(
    st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), min_size=1), min_size=1
)


def bash(place: Place, offers: Offers, way: int = 9, width: int = 80) -> list[str]:
    return for_shell("bash", place, offers, way=way, width=width)


SAFE = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), min_size=1)


class TestBash:
    def test_one_name_is_inserted_quoted(self) -> None:
        assert bash(Place(["who"], "x"), Offers([Offer("Xavier Niel")])) == ["plain,Xavier\\ Niel"]

    def test_an_open_quote_is_closed(self) -> None:
        assert bash(Place(["who"], "x", quote='"'), Offers([Offer("Xavier Niel")])) == ['plain,Xavier Niel"']

    def test_a_common_prefix_is_inserted_and_left_open(self) -> None:
        assert bash(Place(["who"], "x"), NIELS) == ["plain,Xavier\\ Niel", "plain,Xavier\\ Niel."]

    def test_nothing_is_inserted_that_would_lose_what_was_typed(self) -> None:
        assert bash(Place(["who"], "niel"), NIELS) == []
        assert bash(Place(["who"], "niel"), APART) == []

    def test_a_second_tab_lists(self) -> None:
        assert bash(Place(["who"], "niel"), APART, LIST) == ["plain,Xavier Niel", "plain,Marie Niel"]

    def test_showing_all_at_once_never_replaces_what_was_typed(self) -> None:
        lines = bash(Place(["who"], "niel"), NIELS, LIST_TOO)

        assert shared_beginning([line.removeprefix("plain,") for line in lines]) == ""

    def test_a_menu_goes_through_whole_words(self) -> None:
        assert bash(Place(["who"], "x", quote="'"), NIELS, MENU) == [
            "plain,Xavier Niel'",
            "plain,Xavier Nielson'",
        ]

    def test_showing_all_omits_the_open_quote(self) -> None:
        assert bash(Place(["who"], "x", quote="'"), NIELS, INSERT_ALL)[0] == "plain,Xavier\\ Niel"

    def test_only_what_follows_a_word_break_is_sent(self) -> None:
        assert bash(Place([], "b", kept="a:"), Offers([Offer("A:b c"), Offer("other")])) == ["plain,b\\ c"]

    def test_a_cut_list_has_no_common_prefix(self) -> None:
        cut = Offers([Offer("Xavier Niel")], cut=True)

        assert bash(Place([], "x"), cut) == []

    def test_ids_are_listed_with_their_notes(self) -> None:
        told = Offers([Offer("f-1", "Free funds"), Offer("f-22", "Kyutai opens")], told=True)

        assert bash(Place([], ""), told, LIST, 20) == [
            "plain,f-1   Free funds  ",
            "plain,f-22  Kyutai opens"[:24],
        ]

    def test_wide_letters_take_two_columns(self) -> None:
        told = Offers([Offer("東京", "東京大学東京大学"), Offer("f-2", "x")], told=True)

        assert [columns(one) for one in bash(Place([], ""), told, LIST, 20)] == [len("plain,") + 18] * 2

    def test_lines_that_would_look_alike_have_no_notes(self) -> None:
        told = Offers([Offer("a" * 30 + "1", "x"), Offer("a" * 30 + "2", "y")], told=True)

        assert len(set(bash(Place([], ""), told, LIST, 20))) == 2

    def test_an_opaque_word_gets_nothing(self) -> None:
        place = Place([], "x")
        place.opaque = True

        assert bash(place, NIELS) == []

    def test_a_path_is_left_to_the_shell(self) -> None:
        assert bash(Place([], ""), Offers(files="file")) == ["file,"]
        assert for_shell("zsh", Place([], ""), Offers(files="dir")) == ["dir", "_", "_"]

    @given(NAMES, st.sampled_from(["", "'", '"']), st.sampled_from([9, LIST, LIST_TOO, MENU, INSERT_ALL]))
    def test_each_line_is_one_line_and_plain(self, names: list[str], quote: str, way: int) -> None:
        lines = bash(Place([], "", quote=quote), Offers([Offer(name) for name in names]), way)

        assert all(line.startswith("plain,") and "\n" not in line for line in lines)


class TestZsh:
    def test_sends_three_lines_each(self) -> None:
        assert for_shell("zsh", Place([], "xav"), NIELS)[:3] == ["plain", "Xavier Niel", "person"]

    def test_asks_for_a_menu_without_a_common_prefix(self) -> None:
        assert for_shell("zsh", Place([], "niel"), NIELS)[:3] == ["menu", "_", "_"]


class TestFish:
    def test_sends_the_note_after_a_tab(self) -> None:
        assert for_shell("fish", Place([], "x"), NIELS)[0] == "plain,Xavier Niel\tperson"

    def test_uses_a_simpler_spelling_that_fish_keeps(self) -> None:
        assert for_shell("fish", Place([], "ile"), Offers([Offer("Île-de-France")])) == [
            "plain,Ile-de-France\tÎle-de-France"
        ]
        assert for_shell("fish", Place([], "ile de"), Offers([Offer("Île-de-France")])) == [
            "plain,Ile de France\tÎle-de-France"
        ]

    def test_leaves_out_what_fish_would_drop_in_any_spelling(self) -> None:
        assert for_shell("fish", Place([], "kyutia"), Offers([Offer("Kyutai")])) == []

    @pytest.mark.parametrize(
        ("typed", "value"), [("niel", "Xavier Niel"), ("XAV", "xavier"), ("xr", "xavier")]
    )
    def test_recognizes_what_fish_keeps(self, typed: str, value: str) -> None:
        assert fish_takes(typed, value)

    @pytest.mark.parametrize(("typed", "value"), [("ile", "Île"), ("XR", "xavier"), ("kyutia", "Kyutai")])
    def test_recognizes_what_fish_drops(self, typed: str, value: str) -> None:
        assert not fish_takes(typed, value)


class TestExtends:
    @pytest.mark.parametrize(
        ("shared", "typed"), [("Xavier N", "xav"), ("Île-de-France", "ile de"), ("$(x", "$("), ("X", "")]
    )
    def test_recognizes_an_extension(self, shared: str, typed: str) -> None:
        assert extends(shared, typed)

    @pytest.mark.parametrize(
        ("shared", "typed"), [("Xavier", "xavier n"), ("Île", "ile"), ("", ""), ("Niel", "xavier")]
    )
    def test_recognizes_what_is_no_extension(self, shared: str, typed: str) -> None:
        assert not extends(shared, typed)


class TestRemainder:
    def test_takes_any_spelling_of_what_is_kept(self) -> None:
        assert remainder("ile:", "Île:x") == "x"
        assert remainder("a:", "b:x") is None
        assert remainder("a:", "a:") == ""


class TestSpellings:
    def test_are_the_name_and_plainer_ones(self) -> None:
        assert spellings("L’Œuvre d’Élie-Noé") == [
            "L’Œuvre d’Élie-Noé",
            "L'Oeuvre d'Elie-Noe",
            "L'Oeuvre d'Elie Noe",
        ]


class TestForBash:
    @given(SAFE)
    def test_outside_of_quotes_it_is_one_word(self, name: str) -> None:
        assert shlex.split(for_bash(name, "")) == [name]

    @given(SAFE)
    def test_inside_single_quotes_it_is_one_word_when_closed(self, name: str) -> None:
        assert shlex.split("'" + for_bash(name, "'", whole=True).removeprefix("'")) == [name]

    @given(SAFE)
    def test_an_exclamation_mark_is_outside_double_quotes(self, name: str) -> None:
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
    def test_quotes_as_a_person_would(self, text: str, quote: str, inserted: str) -> None:
        assert for_bash(text, quote, whole=True) == inserted


class TestOfferable:
    @pytest.mark.parametrize("name", ["Xavier Niel", "$HOME", "a\xa0b", "e\u0301", "*", "a-b", "東京"])
    def test_accepts_names_without_hidden_characters(self, name: str) -> None:
        assert offerable(name)

    @pytest.mark.parametrize(
        "name", ["", "-x", "a\nb", "\x1b[31m", "a\u202eb", "a\u200bb", "a\u2028b", "\x7f", "a\x85", "a\ud800"]
    )
    def test_refuses_options_and_hidden_characters(self, name: str) -> None:
        assert not offerable(name)

"""What is offered fits the command line so far."""

from __future__ import annotations

import pytest

from factcli.completion import grammar
from factcli.completion.catalog import Several
from factcli.completion.matching import Offer, Offers
from factcli.completion.offering import offer
from name_list import NameList

ROOT = grammar.load()
NAMES = (
    "Xavier Niel",
    "Xavier Dupont",
    "Île-de-France",
    "Kyutai",
    "-dash",
    "esc\x1b",
    "new\nline",
    "Foo (bar)",
)


class Told(NameList):
    """A list of names of which one has relations to tell."""

    def relations(self, name: str, kind: str) -> list[Offer]:
        found = {"": ["launched by", "based in"], "person": ["launched by"]}
        return [Offer(words) for words in found.get(kind, [])] if name.lower() == "kyutai" else []

    def relation_ids(self) -> list[Offer]:
        return [Offer("launched-by", "launched by"), Offer("based-in", "based in")]

    def facts(self, beginning: str) -> tuple[list[Offer], bool]:
        return [Offer("f-1", "Kyutai was launched.")][: beginning in "f-1"], False

    def sentences(self) -> list[Offer]:
        return [Offer("1", "One."), Offer("12", "Twelve.")]


def offered(*words: str, names: tuple[str, ...] = NAMES) -> Offers:
    *said, word = words
    return offer(grammar.slot(ROOT, said, word), lambda: Told(names), lambda: ["openai-expansion", "mine"])


def values(*words: str, names: tuple[str, ...] = NAMES) -> list[str]:
    return [one.value for one in offered(*words, names=names).listed]


class TestOffer:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            (["who", "xav"], ["Xavier Niel", "Xavier Dupont"]),
            (["who", "xavier", "n"], ["Niel"]),
            (["who", "xavier", ""], ["Niel", "Dupont"]),
            (["who", "ile", "de", ""], ["France"]),
            (["who", "foo", ""], ["(bar)"]),
            (["who", "kyutai", ""], ["launched by"]),
            (["what", "kyutai", ""], ["launched by", "based in"]),
            (["what", "kyutai", "ba"], ["based in"]),
            (["who", "launched", "kyu"], ["Kyutai"]),
            (["who", "kyutia"], ["Kyutai"]),
            (["who", "zzzz"], []),
            (["facts", "--entity", "xavier n"], ["Xavier Niel"]),
            (["facts", "--entity=kyu"], ["--entity=Kyutai"]),
            (["facts", "--relation", "l"], ["launched-by"]),
            (["cite", "f"], ["f-1"]),
            (["source", "1"], ["1", "12"]),
            (["source", "1", ""], []),
            (["path", "kyu"], ["Kyutai"]),
            (["path", "Kyutai", "xavier n"], ["Xavier Niel"]),
            (["show", "xavier", "d"], ["Dupont"]),
            (["who", "--format", "j"], ["json", "jsonl"]),
            (["who", "--lang", ""], ["en", "fr"]),
            (["who", "--no-p"], ["--no-pager"]),
            (["who", "-b"], ["-b"]),
            (["--vers"], ["--version"]),
            (["wher"], ["where"]),
            (["base", "inf"], ["info"]),
            (["base", "info", "min"], ["mine"]),
            (["who", "--base", "open"], ["openai-expansion"]),
            (["nosuch", "x"], []),
        ],
    )
    def test_offers_fit_the_slot(self, words: list[str], found: list[str]) -> None:
        assert values(*words) == found

    def test_unsafe_names_are_never_offered(self) -> None:
        assert values("who", "") == ["Xavier Niel", "Xavier Dupont", "Île-de-France", "Kyutai", "Foo (bar)"]

    def test_each_name_is_offered_once(self) -> None:
        assert values("who", "a", names=("Ann", "Ann")) == ["Ann"]

    def test_offers_an_option_once_unless_it_may_be_repeated(self) -> None:
        assert values("who", "--json", "--js") == []
        assert values("who", "--base", "mine", "--bas") == ["--base"]

    def test_hidden_commands_are_not_offered(self) -> None:
        assert "ou" not in values("")
        assert values("ou", "xavier n") == ["Xavier Niel"]

    def test_leaves_paths_to_the_shell(self) -> None:
        assert offered("ask", "--batch", "x").files == "file"
        assert offered("who", "--base", "./x").files == "file"
        assert offered("who", "--base", "./x").listed == []

    def test_opens_no_base_where_none_is_needed(self) -> None:
        def never() -> NameList:
            raise AssertionError

        for words, word in ((["who"], "--fo"), ([], "wh"), (["who", "--lang"], ""), (["base"], "")):
            assert offer(grammar.slot(ROOT, words, word), never).listed


class TestSeveral:
    def test_offers_what_any_of_them_has(self) -> None:
        both = Several([Told(("Ann",)), Told(("Anton",))])
        found = offer(grammar.slot(ROOT, ["who"], "an"), lambda: both)

        assert [one.value for one in found.listed] == ["Ann", "Anton"]
        assert len(both.sentences()) == 4
        assert both.facts("f")[0] == both.facts("")[0] != []
        assert len(both.relation_ids()) == 4
        assert both.entities("")[0] == []
        assert both.relations("Kyutai", "")[0] == Offer("launched by")

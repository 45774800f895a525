"""Parsing the table of commands, and command lines."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from factcli.cli.app import factcli
from factcli.completion.grammar import Command, load, parse, slot

TABLE = """\
option\t1\t--base -b\tbase\tmany\tUse this base
option\t2\t--json\t\t\tWrite JSON
option\t3\t--entity\tname\t\tOnly of it
command\tfactcli\tAsk\t\t2
command\tfactcli who\tAsk for people\t*question person en\t1 2
hidden\tfactcli secret\tSay nothing\t\t
command\tfactcli facts\tList facts\t\t1 2 3
command\tfactcli path\tShow a chain\tname|name\t1
command\tfactcli base\tBases\t\t
command\tfactcli base add\tAdd\tbase|file\t2
"""
ROOT = parse(TABLE.splitlines())


def paths(path: str, command: Command) -> list[tuple[str, Command]]:
    """Return a command and all below it, each with the words that lead to it."""
    below = [found for name, each in command.commands.items() for found in paths(f"{path} {name}", each)]
    return [(path, command), *below]


class TestParse:
    def test_keeps_every_column(self) -> None:
        who = ROOT.commands["who"]

        assert who.help == "Ask for people"
        assert [option.long for option in who.options] == ["--base", "--json"]
        assert who.options[0].many
        assert ROOT.commands["secret"].hidden
        assert list(ROOT.commands["base"].commands) == ["add"]


class TestSlot:
    @pytest.mark.parametrize(
        ("words", "word", "takes", "typed", "lead"),
        [
            ([], "", "command", "", ""),
            ([], "w", "command", "w", ""),
            (["who"], "xav", "question person en", "xav", ""),
            (["who", "xavier"], "n", "question person en", "n", ""),
            (["who"], "--j", "option", "--j", ""),
            (["who", "--base"], "x", "base", "x", ""),
            (["who", "-b"], "x", "base", "x", ""),
            (["facts"], "--entity=xa", "name", "xa", "--entity="),
            (["who", "--", "a"], "-b", "question person en", "-b", ""),
            (["path"], "a", "name", "a", ""),
            (["path", "a", "b"], "c", "", "c", ""),
            (["base"], "", "command", "", ""),
            (["base", "add", "x"], "", "file", "", ""),
            (["nosuch"], "x", "", "x", ""),
            (["facts", "--nosuch"], "", "", "", ""),
        ],
    )
    def test_says_what_is_expected(
        self, words: list[str], word: str, takes: str, typed: str, lead: str
    ) -> None:
        found = slot(ROOT, words, word)

        assert (found.takes, found.typed, found.lead) == (takes, typed, lead)

    def test_keeps_what_was_given_before(self) -> None:
        found = slot(ROOT, ["who", "--base=a", "x", "-b", "c", "-bd", "--json"], "y")

        assert found.given == {"--base": ["a", "c", "d"], "--json": [""]}
        assert found.arguments == ["x"]


class TestLoad:
    def test_reads_the_table_that_ships(self) -> None:
        assert {"ask", "who", "qui", "show", "cite"} <= set(load().commands)


class TestTable:
    def test_offers_the_commands_and_options_click_offers(self) -> None:
        stock = ShellComplete(factcli, {}, "factcli", "_FACTCLI_COMPLETE")
        for path, command in paths("", load()):
            words = path.split()
            theirs = {item.value for item in stock.get_completions(words, "-") if item.value.startswith("--")}
            ours = {option for each in command.options for option in each.names if option.startswith("--")}
            assert ours == theirs, path
            if command.commands:
                named = {item.value for item in stock.get_completions(words, "")}
                assert {name for name, each in command.commands.items() if not each.hidden} == named

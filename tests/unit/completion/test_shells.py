"""Hold our shell classes to Click's protocol, and the table of commands to what Click knows."""

from __future__ import annotations

import click
import pytest
from click.shell_completion import ShellComplete, get_completion_class

from factcli.cli.app import factcli
from factcli.completion import grammar, shells
from factcli.completion.reply import SCRIPTS
from places import HARBOUR

SHELLS = sorted(SCRIPTS)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> ShellComplete:
    shells.register()
    monkeypatch.setenv("FACTCLI_BASE", str(HARBOUR))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    found = get_completion_class(request.param)
    assert found is not None
    made: ShellComplete = found(factcli, {}, "factcli", "_FACTCLI_COMPLETE")
    return made


@pytest.mark.parametrize("made", SHELLS, indirect=True)
class TestProtocol:
    def test_click_finds_our_class_and_our_script(self, made: ShellComplete) -> None:
        assert type(made).__module__ == "factcli.completion.shells"
        assert made.source() == SCRIPTS[made.name]

    def test_reads_what_the_script_sends(self, made: ShellComplete, monkeypatch: pytest.MonkeyPatch) -> None:
        _send(monkeypatch, ["facts", "--kind"], "per")

        assert made.get_completion_args() == (["facts", "--kind"], "per")
        assert "person" in made.complete()

    def test_makes_items_with_notes(self, made: ShellComplete) -> None:
        found = made.get_completions(["base"], "che")

        assert [item.value for item in found] == ["check"]
        assert found[0].help

    def test_formats_an_item_as_the_script_reads_it(
        self, made: ShellComplete, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _send(monkeypatch, ["who"], "")
        lines = {"bash": "plain,A\\ b", "zsh": "plain\nA b\nnote", "fish": "plain,A b\tnote"}

        item = click.shell_completion.CompletionItem("A b", help="note")

        assert made.format_completion(item) == lines[made.name]

    def test_leaves_paths_to_the_shell(self, made: ShellComplete) -> None:
        assert [item.type for item in made.get_completions(["ask", "--batch"], "x")] == ["file"]


class TestTable:
    def test_offers_the_commands_and_options_click_offers(self) -> None:
        stock = ShellComplete(factcli, {}, "factcli", "_FACTCLI_COMPLETE")
        for path, command in _paths("", grammar.load()):
            words = path.split()
            theirs = {item.value for item in stock.get_completions(words, "-") if item.value.startswith("--")}
            ours = {option for each in command.options for option in each.names if option.startswith("--")}
            assert ours == theirs, path
            if command.commands:
                named = {item.value for item in stock.get_completions(words, "")}
                assert {name for name, each in command.commands.items() if not each.hidden} == named


def _paths(path: str, command: grammar.Command) -> list[tuple[str, grammar.Command]]:
    below = [found for name, each in command.commands.items() for found in _paths(f"{path} {name}", each)]
    return [(path, command), *below]


def _send(monkeypatch: pytest.MonkeyPatch, words: list[str], word: str) -> None:
    monkeypatch.setenv("COMP_WORDS", "\n".join(["factcli", *words]))
    monkeypatch.setenv("COMP_LINE", " ".join(["factcli", *words, word]))
    monkeypatch.setenv("COMP_WORD", word)

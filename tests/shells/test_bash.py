"""Completion in bash, with the settings of readline."""

from __future__ import annotations

import os

import pytest

import factcli
from driving import Bash, lay_out, missing
from factcli.completion.reply import SCRIPTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = os.path.dirname(os.path.dirname(factcli.__file__))


@pytest.fixture
def bash(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bash]:
    if missing("bash"):
        pytest.skip(missing("bash"))
    folder = str(tmp_path_factory.mktemp("bash"))
    lay_out(folder, SCRIPTS, SOURCE)
    shell = Bash(folder)
    shell.offer("Xavier Niel", "Xavier O'Niel", "Marie Curie")
    yield shell
    shell.close()


class TestReadline:
    def test_showing_all_at_once_keeps_what_was_typed(self, bash: Bash) -> None:
        bash.tell("bind 'set show-all-if-ambiguous on'")

        assert bash.complete("factcli who niel") == "factcli who niel"
        assert b"Xavier O'Niel" in bash.screen
        bash.clear()
        assert bash.complete("factcli who xav") == "factcli who Xavier\\ "
        bash.send("ni")
        bash.complete("")
        assert bash.run() == ["who", "Xavier Niel"]

    def test_showing_all_keeps_what_was_typed_when_nothing_is_added(self, bash: Bash) -> None:
        bash.tell("bind 'set show-all-if-unmodified on'")

        assert bash.complete("factcli who niel") == "factcli who niel"
        assert b"Marie" not in bash.screen

    def test_menu_completion_inserts_whole_names(self, bash: Bash) -> None:
        bash.tell("bind 'TAB:menu-complete'")
        bash.complete("factcli who 'xav", "\t\t")

        assert bash.run() == ["who", "Xavier O'Niel"]

    def test_all_names_can_be_inserted_at_once(self, bash: Bash) -> None:
        bash.complete("factcli who xav", "\x1b*")

        assert bash.run() == ["who", "Xavier Niel", "Xavier O'Niel"]

    def test_readline_may_ignore_case(self, bash: Bash) -> None:
        bash.tell("bind 'set completion-ignore-case on'; set -u")
        bash.complete("factcli who xavier\\ n")

        assert bash.run() == ["who", "Xavier Niel"]


class TestLine:
    def test_the_program_can_be_called_by_path(self, bash: Bash) -> None:
        bash.complete("../bin/factcli who mar")
        assert bash.run() == ["who", "Marie Curie"]

        bash.complete("~/bin/factcli who mar")
        assert bash.run() == ["who", "Marie Curie"]

    def test_an_alias_completes_as_the_program(self, bash: Bash) -> None:
        bash.tell("alias f=factcli; complete -F _factcli f")
        bash.complete("f who mar")

        assert bash.run() == ["who", "Marie Curie"]

    def test_only_the_last_command_of_a_line_counts(self, bash: Bash) -> None:
        bash.complete("X=1 true; factcli who 'a;b' mar")

        assert bash.run() == ["who", "a;b", "Marie Curie"]

    def test_a_redirection_is_completed_by_bash(self, bash: Bash) -> None:
        with open(os.path.join(bash.work, "some file"), "w", encoding="utf-8"):
            pass

        assert bash.complete("factcli who x < so") == "factcli who x < some\\ file "
        bash.clear()

    def test_a_path_is_completed_by_bash(self, bash: Bash) -> None:
        with open(os.path.join(bash.work, "some file"), "w", encoding="utf-8"):
            pass
        bash.complete("factcli ask --batch so")

        assert bash.run() == ["ask", "--batch", "some file"]

    def test_nothing_is_offered_for_what_only_bash_can_expand(self, bash: Bash) -> None:
        assert bash.complete("factcli who $'xav") == "factcli who $'xav"
        bash.clear()

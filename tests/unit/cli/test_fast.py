"""The fast path and Click understand command lines in the same way."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.cli import app, ask, fast, options
from factcli.cli.commands import COMMANDS
from places import HARBOUR

if TYPE_CHECKING:
    from pathlib import Path

QUESTIONS = [name for name, entry in COMMANDS.items() if entry.target == "factcli.cli.ask:question"]
PLAIN = [
    [],
    ["--json"],
    ["--format", "json"],
    ["--format=plain"],
    ["--format", "table", "--color", "always"],
    ["-b", "x.json", "--base", "y", "--base=z"],
    ["--fields", " fact , quote,,"],
    ["--fields=answer"],
    ["--lang", "fr", "--limit", "0"],
    ["--limit=012", "--no-pager", "--explain", "--strict"],
    ["--modality", "planned", "--color=never"],
]
UNUSUAL = [
    [],
    ["--help"],
    ["--version"],
    ["who"],
    ["who", "--json"],
    ["who", "X", "-h"],
    ["who", "X", "--"],
    ["who", "-"],
    ["who", "X", "--jsn"],
    ["who", "X", "--json=1"],
    ["who", "X", "--json", "--json"],
    ["who", "X", "--json", "--format", "json"],
    ["who", "X", "--format"],
    ["who", "X", "--format", "tables"],
    ["who", "X", "--format", "csv", "--format", "plain"],
    ["who", "X", "--limit", "-1"],
    ["who", "X", "--limit", "١"],
    ["who", "X", "--limit", "1_0"],
    ["who", "X", "--limit", ""],
    ["who", "X", "--limit", "9" * 30],
    ["who", "X", "--lang", "xx"],
    ["who", "X", "-bname"],
    ["who", "X", "-b=name"],
    ["who", "X", "-b"],
    ["who", "X", "-b", "-x"],
    ["ask", "--batch", "-"],
    ["ask", "X", "--batch", "f"],
    ["--json", "who", "X"],
    ["show", "X"],
    ["whoo", "X"],
    ["base", "list"],
]


def by_click(arguments: list[str]) -> tuple[Any, ...]:
    """Return (command, words, settings) as Click reads them."""
    found: list[tuple[Any, ...]] = []

    def caught(name: str, words: tuple[str, ...], settings: Any, batch: str | None) -> int:
        found.append((name, words, settings, batch))
        return 0

    with patch.object(ask, "_ask", caught):
        assert app.main(arguments) == 0
    name, words, settings, batch = found[0]
    assert batch is None
    return name, words, settings


def fast_reading(arguments: list[str]) -> tuple[Any, ...]:
    """Return the same as the short way reads it."""
    plain = fast.read(arguments)
    assert plain is not None
    return plain.command, plain.words, plain.settings


LINES = [
    ["verify", "the", "new", "pier", "is", "sinking", "--json"],
    ["who", "Lyrvik", "--json"],
    ["who", "Lyrvk", "--json"],
    ["when", "nothing", "of", "the", "kind", "--json"],
    ["who", "Lyrvik", "--format", "table", "--color", "always"],
    ["ask", "what is Lyrvik?", "--format", "markdown", "--explain"],
    ["qui", "Lyrvik"],
    ["who", "Lyrvik", "--fields", "nonsense"],
    ["who", "Lyrvik", "-b", "no-such-base", "--json"],
    ["who", " "],
    ["who", "x" * 2000, "--json"],
    ["verify", "Lyrvik is a port", "--format", "table"],
    ["verify", "Lyrvik is a port", "--fail-on", "contradicted"],
    ["verify", "Lyrvik is a port", "--explain"],
    ["verify", ""],
]


class TestPlainLines:
    @pytest.mark.parametrize("given_options", PLAIN)
    @pytest.mark.parametrize("command", QUESTIONS)
    def test_plain_lines_are_parsed_as_by_click(self, command: str, given_options: list[str]) -> None:
        for words in (["Kyutai"], ["who", "founded", "Kyutai?"], ["é", "", "a b"]):
            for arguments in ([command, *words, *given_options], [command, *given_options, *words]):
                assert fast_reading(arguments) == by_click(arguments)

    @given(
        st.lists(
            st.sampled_from(
                list(itertools.chain(*PLAIN, ["Kyutai", "", "-", "--", "-b", "json"])),
            ),
            max_size=6,
        )
    )
    def test_any_plain_line_is_parsed_as_by_click(self, rest: list[str]) -> None:
        arguments = ["who", *rest]

        if fast.read(arguments) is not None:
            assert fast_reading(arguments) == by_click(arguments)


class TestUnusualLines:
    @pytest.mark.parametrize("arguments", UNUSUAL)
    def test_are_left_to_click(self, arguments: list[str]) -> None:
        assert fast.read(arguments) is None
        assert fast.serve(arguments) is None

    @pytest.mark.parametrize(
        "rest", [["--file", "x"], ["--batch", "-"], ["X", "--fail-on", "contradicted"], ["X", "--explain"]]
    )
    def test_a_claim_with_options_of_its_own_is_left_to_click(self, rest: list[str]) -> None:
        assert fast.read(["verify", *rest]) is None

    def test_of_other_commands_are_left_to_click(self) -> None:
        for name in COMMANDS.keys() - {*QUESTIONS, "verify"}:
            assert fast.read([name, "X"]) is None


class TestTheTable:
    def test_is_what_click_declares(self) -> None:
        declared = [option for listed in (options.SHARED, options.QUESTION) for option in listed]

        assert {name for option in declared for name in option.opts} == set(fast._OPTIONS)

    def test_question_commands_have_no_other_options(self) -> None:
        known = {*fast._OPTIONS, "--batch"}

        for name in QUESTIONS:
            assert {
                opt for param in ask.question(name).params for opt in param.opts if opt[:1] == "-"
            } <= known


class TestProcesses:
    @pytest.mark.parametrize("arguments", LINES, ids=" ".join)
    def test_both_ways_write_the_same_bytes(
        self, arguments: list[str], tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        cache = tmp_path_factory.getbasetemp() / "quick-cache"
        full = "import sys; from factcli.cli.app import main; sys.exit(main(sys.argv[1:]))"
        world = {**os.environ, "FACTCLI_BASE": str(HARBOUR), "XDG_CACHE_HOME": str(cache), "COLUMNS": "90"}

        ways = [
            subprocess.run([sys.executable, *way, *arguments], capture_output=True, env=world, check=False)
            for way in (["-c", full], ["-m", "factcli"])
        ]

        through_click, quickly_served = [(way.returncode, way.stdout, way.stderr) for way in ways]
        assert quickly_served == through_click

    def test_a_plain_question_loads_no_click(self, tmp_path: Path) -> None:
        code = (
            "import sys\n"
            "from factcli.cli import fast\n"
            "fast.serve(sys.argv[1:])\n"
            "sys.exit('click' in sys.modules)\n"
        )
        world = {**os.environ, "FACTCLI_BASE": str(HARBOUR), "XDG_CACHE_HOME": str(tmp_path)}

        for line in LINES[:7]:
            assert (
                subprocess.run(
                    [sys.executable, "-c", code, *line], env=world, capture_output=True, check=False
                ).returncode
                == 0
            )

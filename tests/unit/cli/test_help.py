"""Help on commands and topics, schemas, and what a report of a problem needs to know."""

from __future__ import annotations

import json

import jsonschema
import pytest

from factcli import __version__
from factcli.cli.commands import COMMANDS
from running import run


class TestHelp:
    @pytest.mark.parametrize("name", [name for name, entry in COMMANDS.items() if not entry.hidden])
    def test_it_is_that_of_the_command(self, name: str) -> None:
        assert run("help", name).out == run(name, "--help").out

    def test_it_goes_into_groups(self) -> None:
        assert run("help", "base", "check").out == run("base", "check", "--help").out

    def test_without_a_command_it_is_that_of_the_program(self) -> None:
        assert run("help").out == run("--help").out

    @pytest.mark.parametrize(
        ("topic", "told"), [("exit-codes", "130, 143"), ("environment", "FACTCLI_CACHE")]
    )
    def test_there_are_topics(self, topic: str, told: str) -> None:
        assert told in run("help", topic).out

    @pytest.mark.parametrize("words", [["nope"], ["base", "nope"], ["ask", "who"]])
    def test_an_unknown_command_is_an_error(self, words: list[str]) -> None:
        assert run("help", *words).status == 2

    def test_it_can_be_in_another_language(self) -> None:
        assert "Montre tout" in run("help", "show", "--lang", "fr").out


class TestSchema:
    def test_each_is_a_schema(self) -> None:
        names = run("schema").out.split()

        assert {"base", "output", "error"} <= set(names)
        for name in names:
            jsonschema.Draft202012Validator.check_schema(json.loads(run("schema", name).out))

    def test_an_unknown_one_is_an_error(self) -> None:
        assert run("schema", "nope").status == 2


class TestVersion:
    def test_it_is_one_line(self) -> None:
        assert run("--version").out == f"factcli {__version__}\n"

    def test_it_tells_where_it_runs(self) -> None:
        told = run("--version", "--verbose").out

        assert all(f"\n{name}: " in told for name in ("Python", "SQLite", "schemas", "base", "cache"))

    def test_alone_it_is_an_error(self) -> None:
        assert run("--verbose").status == 2

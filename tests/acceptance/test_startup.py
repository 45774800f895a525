"""What a start loads, seen from a fresh process: no stopwatch, only what is in `sys.modules`."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from places import HARBOUR

if TYPE_CHECKING:
    from pathlib import Path

SLOW = {
    "rich",
    "tinydb",
    "tomllib",
    "asyncio",
    "logging",
    "importlib.metadata",
    "importlib.resources",
    "prompt_toolkit",
}
_CHILD = """
import sys
from factcli.cli.app import main
main(sys.argv[1:])
sys.stderr.write(" ".join(sys.modules))
"""


def loaded(*arguments: str, cache: Path, **environment: str) -> set[str]:
    """Return the modules that a command line has loaded when it is done."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    world = {**bare, "FACTCLI_BASE": str(HARBOUR), "XDG_CACHE_HOME": str(cache), "TERM": "dumb"}
    ran = subprocess.run(
        [sys.executable, "-c", _CHILD, *arguments],
        capture_output=True,
        text=True,
        env=world | environment,
        timeout=60,
        check=True,
    )
    return set(ran.stderr.rpartition("\n")[2].split())


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    loaded(
        "who", "Lyrvik", "--json", cache=folder
    )  # fills the cache: a first start may compile what later ones read
    return folder


class TestHelp:
    @pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["who", "--help"], ["facts", "--help"]])
    def test_loads_no_engine_and_no_base(self, arguments: list[str], cache: Path) -> None:
        found = loaded(*arguments, cache=cache)

        assert not found & (
            SLOW | {"rapidfuzz", "_sqlite3", "factcli.questions.answer", "factcli.base.reader"}
        )

    def test_lists_the_commands_without_importing_one(self, cache: Path) -> None:
        found = loaded("--help", cache=cache)

        assert not {name for name in found if name.startswith("factcli.cli.b") or name == "factcli.cli.ask"}


class TestQuestion:
    @pytest.mark.parametrize("style", ["json", "jsonl", "plain", "csv"])
    def test_loads_nothing_that_draws_or_writes_bases(self, style: str, cache: Path) -> None:
        found = loaded("who", "Lyrvik", "--format", style, cache=cache)

        assert not found & SLOW
        assert not {
            name
            for name in found
            if name.startswith(("factcli.audit", "factcli.curation", "factcli.exchange"))
        }

    def test_json_draws_no_page(self, cache: Path) -> None:
        assert not loaded("who", "Lyrvik", "--json", cache=cache) & {
            "factcli.output.blocks",
            "factcli.output.pages",
        }

    def test_a_name_typed_right_needs_no_fuzzy_matching(self, cache: Path) -> None:
        assert "rapidfuzz" not in loaded("who", "Lyrvik", "--json", cache=cache)

    def test_the_table_loads_rich_and_no_more(self, cache: Path) -> None:
        found = loaded("who", "Lyrvik", "--format", "table", cache=cache)

        assert "rich" in found
        assert not found & (SLOW - {"rich", "logging"})


class TestLists:
    @pytest.mark.parametrize("command", ["facts", "entities", "relations", "source"])
    def test_json_loads_no_rich_and_no_engine(self, command: str, cache: Path) -> None:
        found = loaded(command, "--json", cache=cache)

        assert not found & (SLOW - {"tomllib"} | {"rapidfuzz", "factcli.questions.answer"})

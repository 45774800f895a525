"""What a start loads, opens and asks its database, counted in a fresh process: no stopwatch."""

from __future__ import annotations

import os
import subprocess
import sys
from math import ceil
from pathlib import Path
from sysconfig import get_path
from typing import NamedTuple

import pytest

import factcli
from places import HARBOUR


class Counts(NamedTuple):
    """What a start costs: modules of ours, files opened (those of the standard library apart), SQL statements."""

    modules: int
    files: int
    statements: int


# What the two commonest starts cost with a warm cache; 5 % more is allowed. Lower them when you make a start cheaper.
COSTS = {
    "factcli who Kyutai --json": Counts(modules=49, files=52, statements=38),
    "factcli who Kyu<Tab>": Counts(modules=23, files=26, statements=5),
}

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

# Both ways of the program end in `os._exit`: there the counts are told.
_COUNTED_CHILD = """
import _sqlite3, os, sys
library, ours, files, statements = *sys.argv[1:3], [], []
del sys.argv[1:3]
def heed(event, told):
    if event == "open" and isinstance(told[0], str) and (ours in told[0] or library not in told[0]):
        files.append(told[0])
def connect(*arguments, really=_sqlite3.connect, **named):
    connection = really(*arguments, **named)
    connection.set_trace_callback(statements.append)
    return connection
def leave(status, really=os._exit):
    modules = [name for name in sys.modules if name.partition(".")[0] == "factcli"]
    sys.stderr.write(f"\\n{len(modules)} {len(files)} {len(statements)}")
    sys.stderr.flush()
    really(status)
os._exit, _sqlite3.connect = leave, connect
sys.addaudithook(heed)
from factcli.__main__ import run
run()
"""


def counted(*arguments: str, cache: Path, **environment: str) -> Counts:
    """Return what a command line costs, compiled modules and a cache being there; in it no base is named."""
    world = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COV", "FACTCLI", "PYTHONDONTWRITE"))
    }
    world |= {"XDG_CACHE_HOME": str(cache), "PYTHONPYCACHEPREFIX": str(cache / "compiled")} | environment
    child = [sys.executable, "-c", _COUNTED_CHILD, get_path("stdlib"), str(Path(factcli.__file__).parent)]
    for _ in range(2):  # the first start fills what the second one finds
        ran = subprocess.run(
            [*child, *arguments],
            capture_output=True,
            text=True,
            env=world,
            cwd=cache,
            timeout=60,
            check=True,
        )
        assert "Kyutai" in ran.stdout
    return Counts(*map(int, ran.stderr.rpartition("\n")[2].split()))


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
        found = loaded("who", "Lyrvik", "--json", cache=cache)

        assert not found & {"factcli.output.blocks", "factcli.output.pages"}

    def test_an_exact_name_needs_no_fuzzy_matching(self, cache: Path) -> None:
        assert "rapidfuzz" not in loaded("who", "Lyrvik", "--json", cache=cache)

    @pytest.mark.parametrize("question", ["Who is the mayor of Lyrvik?", "Qui est la maire de Lyrvik ?"])
    def test_for_one_fact_joins_none(self, question: str, cache: Path) -> None:
        assert "factcli.questions.compose" not in loaded("ask", question, "--json", cache=cache)

    def test_the_table_loads_only_rich(self, cache: Path) -> None:
        found = loaded("who", "Lyrvik", "--format", "table", cache=cache)

        assert "rich" in found
        assert not found & (SLOW - {"rich", "logging"})


class TestLists:
    @pytest.mark.parametrize("command", ["facts", "entities", "relations", "source"])
    def test_json_loads_no_rich_and_no_engine(self, command: str, cache: Path) -> None:
        found = loaded(command, "--json", cache=cache)

        assert not found & (SLOW - {"tomllib"} | {"rapidfuzz", "factcli.questions.answer"})


class TestCosts:
    def test_of_an_answer(self, tmp_path: Path) -> None:
        spent = counted("who", "Kyutai", "--json", cache=tmp_path)

        assert not over(spent, COSTS["factcli who Kyutai --json"])

    def test_of_a_tab(self, tmp_path: Path) -> None:
        spent = counted(
            cache=tmp_path,
            _FACTCLI_COMPLETE="bash_complete",
            COMP_LINE="factcli who Kyu",
            COMP_WORD="Kyu",
            COMP_TYPE="9",
        )

        assert not over(spent, COSTS["factcli who Kyu<Tab>"])


def over(spent: Counts, known: Counts) -> dict[str, tuple[int, int]]:
    """Return what costs more than 5 % above what is known: (spent, known)."""
    pairs = zip(Counts._fields, spent, known, strict=True)
    return {name: (now, then) for name, now, then in pairs if now > ceil(1.05 * then)}

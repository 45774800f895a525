"""Crash loops: `kill -9` at random moments, several writers, a full disk; the base is the old or the new one.

The run of every day is a seeded sample; `pytest -m long` does a thousand trials of each write command
(CRASH_TRIALS says how many).
"""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from factcli.base.reader import read
from factcli.cli.app import main
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

BASE, TEXT = EXAMPLES / "night-ferry.json", EXAMPLES / "night-ferry.txt"
SAMPLE, MANY = 5, int(os.environ.get("CRASH_TRIALS", "1000"))
ROWS = "id,subject,relation,object,sentence\n" + "".join(
    f"f{n},Thing {n},part of,Whole {n % 7},Thing {n} is part of whole {n % 7}.\n" for n in range(400)
)


def command(name: str, folder: Path, number: int) -> list[str]:
    """Return a write command; `number` makes each one different from the last."""
    base = ["--base", str(folder / "base.json")]
    fact = [
        "--sentence",
        "25",
        "--exact",
        "Skerry Island",
        "--subject",
        "Skerry Island",
        "--relation",
        "called",
    ]
    arguments = {
        "add": ["add", *base, *fact, "--object", f"Name {number}", "--new", "--statement-en", f"{number}"],
        "edit": ["edit", "ship-name", *base, "--statement-en", f"The ship has the number {number}."],
        "remove": ["remove", read(str(BASE)).facts[number % 80].id, *base, "--prune"],
        "add-alias": ["add-alias", "kittiwake", f"K{number}", *base],
        "edit-entity": ["edit-entity", "kittiwake", *base, "--description-en", f"Ship {number}."],
        "edit-relation": ["edit-relation", "called", *base, "--phrase-en", f"named {number}"],
        "new": [
            "new",
            str(TEXT),
            "-o",
            str(folder / "base.json"),
            "--language",
            "en",
            "--title",
            f"T{number}",
            "--force",
        ],
        "import": ["import", str(folder / "rows.csv"), "-o", str(folder / "base.json"), "--force"],
        "install": ["install", str(BASE), "--name", "base", "--force"],
    }
    return ["base", *arguments[name]]


def world(folder: Path) -> dict[str, str]:
    """Return an environment in which installed bases are those of the folder."""
    return {**os.environ, "FACTCLI_DATA": str(folder.parent), "FACTCLI_CACHE": str(folder.parent / "cache")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a base and rows in it, where `base install` installs to."""
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "base.json").write_bytes(BASE.read_bytes())
    (folder / "rows.csv").write_text(ROWS)
    return folder


def started(arguments: list[str], folder: Path) -> int:
    """Run a command in a process split off from this one, which has everything imported; return its id."""
    child = os.fork()
    if child:
        return child
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        os.environ.update(world(folder))
        os._exit(main(arguments))
    finally:
        os._exit(99)


def run(name: str, folder: Path, number: int) -> int:
    """Run a write command to its end and return its status."""
    return os.waitstatus_to_exitcode(os.waitpid(started(command(name, folder, number), folder), 0)[1])


def killed(name: str, folder: Path, number: int, after: float) -> int:
    """Run a write command and kill it after a while; return its status."""
    child = started(command(name, folder, number), folder)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def trial(name: str, folder: Path, number: int, after: float) -> tuple[bool, bool]:
    """Kill one command after a while and check what it left; return True if it was killed, and had written."""
    path = folder / "base.json"
    old = path.read_bytes()

    status = killed(name, folder, number, after)

    left = path.read_bytes()
    assert status in (0, -signal.SIGKILL)
    assert len(read(str(path)).sentences) > 0
    again = run(name, folder, number)
    new = path.read_bytes()
    assert left in (old, new)
    assert status != 0 or left == new
    # What was done already cannot be done again, and the program says so.
    assert again == (ONCE[name] if left == new != old and name in ONCE else 0)
    assert {entry.name for entry in folder.iterdir()} - {"base.txt"} == {"base.json", "rows.csv"}
    return status != 0, left == new


ONCE = {"add": 2, "remove": 1}
COMMANDS = ("add", "edit", "remove", "add-alias", "edit-entity", "edit-relation", "new", "import", "install")


def took(name: str, folder: Path, number: int) -> float:
    """Return the seconds a command takes that nobody kills."""
    (folder / "base.json").write_bytes(BASE.read_bytes())
    start = time.monotonic()
    run(name, folder, number)
    return time.monotonic() - start


def loop(name: str, folder: Path, trials: int) -> tuple[int, int]:
    """Try many times, killing at every part of the command's time; return how many died, and had written."""
    chance = random.Random(name)  # noqa: S311 -- the same trials at each run
    with patch.dict(os.environ, world(folder)):
        main(command(name, folder, 999_999))  # so that the processes split off have everything imported
    whole = min(took(name, folder, number) for number in (0, 10_001, 10_002)) * 1.2
    count = written = 0
    for number in range(1, trials + 1):
        if number % 20 == 0 or name in ("remove", "new", "import", "install"):
            (folder / "base.json").write_bytes(BASE.read_bytes())
        died, wrote = trial(name, folder, number, chance.random() * whole)
        count, written = count + died, written + wrote
    return count, written


class TestKill:
    @pytest.mark.parametrize("name", COMMANDS)
    def test_a_sample_of_trials(self, folder: Path, name: str) -> None:
        for count in (SAMPLE, 4 * SAMPLE, 16 * SAMPLE):  # a busy machine may kill each of a few too late
            died, written = loop(name, folder, count)
            assert 0 <= written <= count
            if died:
                break

        assert died

    @pytest.mark.long
    @pytest.mark.parametrize("name", COMMANDS)
    def test_many_trials(self, folder: Path, name: str) -> None:
        died, written = loop(name, folder, MANY)

        print(f"{name}: {MANY} trials, {died} killed, {written} had written")  # noqa: T201 -- for SECURITY.md
        assert died > MANY // 4


class TestSeveralWriters:
    def writers(self, folder: Path, count: int, each: int) -> set[str]:
        """Let several processes add aliases at once; return those that were acknowledged."""
        code = (
            "import sys\n"
            "from factcli.curation.edit import add_aliases\n"
            "from factcli.errors import NotWritten\n"
            "for number in range(int(sys.argv[3])):\n"
            "    alias = f'K{sys.argv[2]}-{number}'\n"
            "    try: add_aliases(sys.argv[1], 'kittiwake', [alias])\n"
            "    except NotWritten: continue\n"
            "    print(alias, flush=True)\n"
        )
        path = str(folder / "base.json")
        running = [
            subprocess.Popen(
                [sys.executable, "-c", code, path, str(writer), str(each)], stdout=subprocess.PIPE, text=True
            )
            for writer in range(count)
        ]
        reads = 0
        while any(process.poll() is None for process in running):
            assert len(read(path).facts) == len(read(str(BASE)).facts)
            reads += 1
        assert reads
        return {alias for process in running for alias in process.communicate()[0].split()}

    def check(self, folder: Path, acknowledged: set[str]) -> None:
        entity = next(each for each in read(str(folder / "base.json")).entities if each.id == "kittiwake")
        assert acknowledged
        assert acknowledged == {alias for alias in entity.aliases if alias.startswith("K")}
        assert {entry.name for entry in folder.iterdir()} == {"base.json", "rows.csv"}

    def test_every_acknowledged_write_is_kept(self, folder: Path) -> None:
        self.check(folder, self.writers(folder, 2, 5))

    @pytest.mark.long
    def test_eight_writers_fifty_times_each(self, folder: Path) -> None:
        self.check(folder, self.writers(folder, 8, 50))


class TestFullDisk:
    @pytest.mark.parametrize("name", COMMANDS)
    def test_a_file_size_limit_leaves_the_old_base(self, folder: Path, name: str) -> None:
        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

        run("edit", folder, 1)  # so that the caches are there
        old = (folder / "base.json").read_bytes()

        arguments = [sys.executable, "-m", "factcli", *command(name, folder, 2)]
        done = subprocess.run(
            arguments, env=world(folder), capture_output=True, check=False, preexec_fn=limit
        )

        assert done.returncode == 5, done.stderr
        assert (folder / "base.json").read_bytes() == old
        assert {entry.name for entry in folder.iterdir()} - {"base.txt"} == {"base.json", "rows.csv"}
        assert run(name, folder, 2) == 0

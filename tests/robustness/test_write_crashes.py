"""No write command loses or corrupts a base, or reports a wrong status, wherever it is killed or fails."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING

import pytest

from crashing import COMMANDS, trials
from factcli.base.reader import read
from forking import ended, forked
from places import HARBOUR

if TYPE_CHECKING:
    from pathlib import Path


class TestCrashTrials:
    @pytest.mark.parametrize("name", COMMANDS)
    def test_a_sample_of_each_command(self, name: str, tmp_path: Path) -> None:
        done = trials(name, tmp_path, 24)

        assert sum(done.values()) == 24

    @pytest.mark.long
    @pytest.mark.parametrize("name", COMMANDS)
    def test_a_thousand_of_each_command(self, name: str, tmp_path: Path) -> None:
        done = trials(name, tmp_path, 1000)

        assert sum(done.values()) == 1000
        assert done[f"call {-signal.SIGKILL}"] > 300


class TestManyAtOnce:
    """Writers, each in its own process, and readers meanwhile."""

    @pytest.fixture
    def base(self, tmp_path: Path) -> Path:
        (tmp_path / "facts").mkdir()
        base = tmp_path / "facts" / "base.json"
        base.write_bytes(HARBOUR.read_bytes())
        return base

    def world(self, base: Path) -> dict[str, str]:
        return {"FACTCLI_CACHE": str(base.parents[1] / "cache"), "HOME": os.devnull, "LC_ALL": "C.UTF-8"}

    def writer(self, base: Path, number: int, count: int) -> int:
        """Start a process that gives an entity names, one command each; it notes those that were acknowledged."""
        process = os.fork()
        if process:
            return process
        try:
            for each in range(count):
                alias = f"W{number}-{each}"
                line = ["base", "add-alias", "lyrvik", alias, "--base", str(base)]
                if ended(forked(line, self.world(base), base.parents[1] / f"out{number}")) == 0:
                    with (base.parents[1] / f"kept{number}").open("a") as kept:
                        kept.write(alias + "\n")
        finally:
            os._exit(0)

    def written(self, base: Path, writers: int, each: int, least: int) -> int:
        """Let writers write, and others after them, until bases were read `least` times; return how many were."""
        running: list[int] = []
        started = done = 0
        while running or done < least:
            if not running:
                running = [self.writer(base, started + number, each) for number in range(writers)]
                started += writers
            for _ in range(25):
                assert len(read(str(base)).facts) == 12
                done += 1
            running = [process for process in running if os.waitpid(process, os.WNOHANG)[0] == 0]
        acknowledged = {
            line for kept in base.parents[1].glob("kept*") for line in kept.read_text().splitlines()
        }
        entity = next(entity for entity in read(str(base)).entities if entity.id == "lyrvik")
        assert acknowledged
        assert acknowledged == {alias for alias in entity.aliases if alias.startswith("W")}
        assert {entry.name for entry in base.parent.iterdir()} == {"base.json"}
        return done

    def test_acknowledged_writes_are_kept(self, base: Path) -> None:
        assert self.written(base, 3, 4, 100) >= 100

    @pytest.mark.long
    def test_eight_writers_fifty_times_and_ten_thousand_reads(self, base: Path) -> None:
        assert self.written(base, 8, 50, 10_000) >= 10_000

    def readers(self, base: Path, count: int, at_once: int) -> None:
        """Start readers, some at once, while a writer writes; each sees a whole base."""
        stop = self.writer(base, 1, 10_000)
        folder = base.parents[1]
        world = {**self.world(base), "FACTCLI_BASE": str(base)}
        try:
            for first in range(0, count, at_once):
                numbers = range(first, min(first + at_once, count))
                running = [
                    forked(["show", "lyrvik", "--json"], world, folder / f"read{number}")
                    for number in numbers
                ]
                assert [ended(process) for process in running] == [0] * len(running)
                for number in numbers:
                    assert json.loads((folder / f"read{number}").read_bytes())["status"] == "answered"
        finally:
            os.kill(stop, signal.SIGKILL)
            ended(stop)

    def test_readers_see_complete_bases_during_writes(self, base: Path) -> None:
        self.readers(base, 24, 12)

    @pytest.mark.long
    def test_two_hundred_readers_see_complete_bases_during_writes(self, base: Path) -> None:
        self.readers(base, 600, 200)

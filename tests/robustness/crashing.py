"""Stop write commands anywhere: killed at a file call, a file call failing, a disk filling up.

After each trial the base is the old one or the new one, byte for byte, and the exit status says which.
"""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
from collections import Counter
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from factcli.base import lock, rights, writer
from faulty import Faulty
from forking import ended, forked
from test_crashes import BASE, COMMANDS, ROWS, command

if TYPE_CHECKING:
    from pathlib import Path

ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT)
WAYS = ("call", "fault", "disk")
STAY = {"base.json", "base.txt", "rows.csv"}  # `base new` keeps its text
LEFT = {".base.json.new", "base.json.lock"}  # what a kill may leave, until the next write


class Killing(Faulty):
    """The `os` module; at one of its calls the process is killed: before it, in the middle of it, or after it."""

    def __init__(self, at: int, part: int) -> None:
        """Kill at the call of that place; `part` is 0 before it, 1 in the middle (of a write), 2 after it."""
        super().__init__(at, 0)
        self.part = part

    def _counted(self, name: str, real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls != self.at:
                return real(*args, **kwargs)
            if self.part == 1 and name == "write":
                real(args[0], bytes(args[1][: len(args[1]) // 2]))
            elif self.part:
                real(*args, **kwargs)
            os.kill(os.getpid(), signal.SIGKILL)
            raise AssertionError

        return call


def use(calls: Faulty) -> None:
    """Let the writing modules of this process use these file calls."""
    for module in (writer, lock, rights):
        patch.object(module, "os", calls).start()


class Bench:
    """One write command on a base of its own: what it makes of it, and trials of it."""

    def __init__(self, name: str, parent: Path) -> None:
        """Run the command undisturbed, to know its result and its file calls."""
        self.folder, self.name = parent / "facts", name
        self.folder.mkdir()
        self.path, self.out = self.folder / "base.json", parent / "out"
        self.old = BASE.read_bytes()
        self.world = {
            "FACTCLI_DATA": str(parent), "FACTCLI_CACHE": str(parent / "cache"), "LC_ALL": "C.UTF-8",
            "HOME": os.devnull,
        }  # fmt: skip
        line = command(name, self.folder, 7)
        self.line = line[line.index("base") :]
        (self.folder / "rows.csv").write_text("\n".join(ROWS.split("\n")[:20]))
        self.chance = random.Random(name)  # noqa: S311 -- the same trials at each run
        self.done: Counter[str] = Counter()
        self._learn()

    def _learn(self) -> None:
        self.path.write_bytes(self.old)
        assert ended(forked(self.line, self.world, self.out)) == 0, self.out.read_text()
        self.new = self.path.read_bytes()
        assert self.new != self.old or self.name == "install"
        for at in range(1, 200):  # the first call that is never reached
            self.path.write_bytes(self.old)
            if ended(forked(self.line, self.world, self.out, lambda at=at: use(Killing(at, 2)))) == 0:  # type: ignore[misc]
                self.calls = at - 1
                return

    def trial(self, way: str, number: int) -> None:
        """Disturb the command in one of the three ways, and hold what it left to the promise."""
        self.path.write_bytes(self.old)
        status = getattr(self, f"_{way}")(number)
        self._check(status, way)
        self.done[f"{way} {status}"] += 1

    def _call(self, number: int) -> int:
        at, part = number % self.calls + 1, number // self.calls % 3
        return ended(forked(self.line, self.world, self.out, lambda: use(Killing(at, part))))

    def _fault(self, number: int) -> int:
        at, error = number % self.calls + 1, ERRORS[number // self.calls % len(ERRORS)]
        return ended(forked(self.line, self.world, self.out, lambda: use(Faulty(at, error))))

    def _disk(self, _number: int) -> int:
        size = self.chance.randrange(len(self.new))

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        return ended(forked(self.line, self.world, self.out, limit))

    def _check(self, status: int, way: str) -> None:
        left, told = self.path.read_bytes(), self.out.read_text()
        where = f"{self.name}, {way}: status {status}, {told!r}"
        assert left in (self.old, self.new), f"mixed: {where}"
        if status == 0:
            assert left == self.new, f"a lie: {where}"
        elif status == 5:
            assert left == self.old, f"a lie: {where}"
        elif status == 4:
            assert (left == self.new) == ("not synced" in told) or self.new == self.old, f"a lie: {where}"
        else:
            assert status == -signal.SIGKILL, where
        assert "Traceback" not in told
        self._check_litter(where)

    def _check_litter(self, where: str) -> None:
        litter = set(os.listdir(self.folder)) - STAY
        if not litter:
            return
        assert litter <= LEFT, f"litter {litter}: {where}"
        self.path.write_bytes(self.old)
        assert ended(forked(self.line, self.world, self.out)) == 0, self.out.read_text()
        assert set(os.listdir(self.folder)) <= STAY, f"litter: {where}"


def trials(name: str, folder: Path, count: int) -> Counter[str]:
    """Disturb one write command so many times, each way in turn; return how the runs ended."""
    bench = Bench(name, folder)
    for number in range(count):
        bench.trial(WAYS[number % len(WAYS)], number // len(WAYS))
    return bench.done


__all__ = ["COMMANDS", "trials"]

"""Measure whole processes in pairs, to be independent of other load on the machine.

Every figure is user + system time of one process, as `wait4` counts it. Commands that are compared run in
turn, round after round, and what is given is the median of the ratios of a round: a machine that slows down
slows both. The program is installed into a virtual environment of its own, not editable, with its bytecode.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Run:
    """One finished process: its CPU seconds and its peak memory in bytes."""

    __slots__ = ("memory", "seconds")

    def __init__(self, seconds: float, memory: int) -> None:
        """Keep both."""
        self.seconds, self.memory = seconds, memory


_CHILD = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, ended, usage = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(ended), usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
"""


def once(command: Sequence[str], environment: Mapping[str, str], *, status: Sequence[int] = (0, 1)) -> Run:
    """Run a command without its output; stop if it fails.

    A small process starts it: the peak memory of a process counts that of the one it was made from.
    """
    launch = [sys.executable, "-I", "-S", "-c", _CHILD, *command]
    said = subprocess.run(
        launch, env=dict(environment), capture_output=True, text=True, check=True
    ).stdout.split()
    if int(said[0]) not in status:
        sys.exit(f"{' '.join(command)}: exit status {said[0]}")
    return Run(float(said[1]), int(said[2]))


class Command:
    """A command line with its environment, and what is to be done before each run, which is not measured."""

    __slots__ = ("before", "environment", "words")

    def __init__(
        self, words: Sequence[str], environment: Mapping[str, str], before: Callable[[], object] | None = None
    ) -> None:
        """Keep the three."""
        self.words, self.environment, self.before = words, environment, before


def paired(commands: Mapping[str, Command], rounds: int, *, warm: int = 2) -> dict[str, list[Run]]:
    """Run the commands in turn, `rounds` times after `warm` rounds that only warm up."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for at in range(rounds + warm):
        for name, command in commands.items():
            if command.before is not None:
                command.before()
            run = once(command.words, command.environment)
            if at >= warm:
                found[name].append(run)
    return found


class Ratio:
    """How one command compares with another: the median of the paired ratios and their middle half."""

    __slots__ = ("count", "high", "low", "middle")

    def __init__(self, these: Sequence[float], those: Sequence[float]) -> None:
        """Divide pair by pair."""
        ratios = [one / other for one, other in zip(these, those, strict=True)]
        self.count, self.middle = len(ratios), median(ratios)
        self.low, _, self.high = quantiles(ratios, n=4) if len(ratios) > 1 else (ratios[0], 0, ratios[0])

    def __str__(self) -> str:
        """Show the figure with its spread."""
        return f"{self.middle:5.2f}  ({self.low:.2f}–{self.high:.2f}, n={self.count})"


def cpu(runs: Sequence[Run]) -> list[float]:
    """Return the CPU seconds of runs."""
    return [run.seconds for run in runs]


def memory(runs: Sequence[Run]) -> list[float]:
    """Return the peak memory of runs."""
    return [float(run.memory) for run in runs]


def show(what: str, ratio: Ratio, most: float | None, *, least: bool = False) -> None:
    """Print one line: what was compared, the figure, the bound it must keep (from below if it is the `least`)."""
    verdict = ""
    if most is not None:
        kept = ratio.middle >= most if least else ratio.middle <= most
        verdict = f"  {'≥' if least else '≤'} {most:.2f}  {'ok' if kept else 'MISSED'}"
    print(f"{what:58} {ratio}{verdict}", flush=True)


def told(command: Command) -> None:
    """Print the command line that the next figures are of; SCRIPT stands for a script of several lines."""
    base = command.environment.get("FACTCLI_BASE")
    words = [
        os.path.basename(command.words[0]),
        *("SCRIPT" if "\n" in word else word for word in command.words[1:]),
    ]
    line = command.environment.get("COMP_LINE")
    shown = f"{line}<Tab>" if line else shlex.join(words)
    print(f"$ {f'FACTCLI_BASE={base} ' if base else ''}{shown}", flush=True)


def installed(folder: str) -> str:
    """Install the checkout into a virtual environment in `folder`, unless it is there; return its programs' folder."""
    programs = os.path.join(folder, "venv", "bin")
    if not os.path.exists(os.path.join(programs, "factcli")):
        subprocess.run([sys.executable, "-m", "venv", os.path.join(folder, "venv")], check=True)
        subprocess.run([os.path.join(programs, "pip"), "install", "--quiet", ROOT], check=True)
    return programs


def world(folder: str, **more: str) -> dict[str, str]:
    """Return an environment that holds nothing of the user's: its cache and its home are in `folder`."""
    cache, home = os.path.join(folder, "cache"), os.path.join(folder, "home")
    os.makedirs(home, exist_ok=True)
    return {
        "PATH": os.defpath,
        "HOME": home,
        "XDG_CACHE_HOME": cache,
        "LANG": "C.UTF-8",
        "COLUMNS": "100",
        **more,
    }


def completion(line: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which bash asks for what may follow a line."""
    word = line.rpartition(" ")[2]
    asked = {"_FACTCLI_COMPLETE": "bash_complete", "COMP_LINE": line, "COMP_POINT": str(len(line))}
    return {**environment, **asked, "COMP_WORD": word, "COMP_TYPE": "9"}

"""Run every command on a hostile base and check the promises: status, streams, time, the file.

`python tests/robustness/trying.py FIRST COUNT` tries that many mutants and prints figures; any count, any seed.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category
from unittest.mock import patch

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from factcli.completion import serve
from factcli.texts import rules
from mutating import Mutant, mutant
from places import SHIPPED
from running import Ran, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
OWN_STYLE = re.compile(r"\x1b\[[0-9;]*m")
OWN_BAR = re.compile(
    r"\r\x1b\[\?25l[a-z ]+  \[[#-]{36}\][ 0-9:dh]+%?(?:\x1b\[K)?(?:\x1b\[\?25h\n)?"
)  # drawn by Click
STATUSES = {0, 1, 2, 3, 4, 5}
LONGEST = 10.0  # seconds of computing; a machine with much else to do does not count against a command
WAITING = 120.0  # seconds at all
STYLES = ("table", "plain", "json", "jsonl", "csv", "markdown")
GOOD: dict[str, Any] = json.loads(SHIPPED.read_bytes())


class Hang(BaseException):
    """Say that a command took too long."""


class Tried:
    """What came of trying: how many mutants and runs, statuses, the slowest, and every promise broken."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.mutants = self.read = self.runs = 0
        self.statuses: Counter[int] = Counter()
        self.slowest, self.slow = 0.0, ""
        self.broken: list[str] = []

    def __str__(self) -> str:
        """Tell it in a few lines."""
        return (
            f"{self.mutants} mutants ({self.read} of them readable), {self.runs} runs, "
            f"statuses {dict(sorted(self.statuses.items()))}, slowest {self.slowest:.2f} s ({self.slow}), "
            f"{len(self.broken)} promises broken"
        )


def hidden(text: str, *, styled: bool = False) -> set[str]:
    """Return the characters of a text that no stream may carry; `styled` text may carry our own colours."""
    rest = OWN_STYLE.sub("", text) if styled else text
    return {c for c in set(rest) if c not in "\n\t" and not c.isprintable() and category(c) in HIDDEN}


def lines(one: Mutant, folder: Path, chance: random.Random) -> list[list[str]]:
    """Return every command, each in a format of this seed."""
    name, other = (_argument(each) for each in one.names)
    fact, out = _argument(one.fact), str(folder / "out")
    style = [["--format", each] for each in chance.choices(STYLES, k=12)]
    question = chance.choice(
        ("who founded {}", "when did {} open", "How much did {} raise?", "qui dirige {}")
    )
    return [
        ["who", *style[0], "--", name],
        ["ask", *style[1], "--explain", "--", question.format(name)],
        [chance.choice(("what", "when", "where", "why", "how", "quand", "combien")), *style[2], "--", other],
        ["show", *style[3], "--", name],
        ["entities", *style[4]],
        ["relations", *style[5]],
        ["facts", *style[6], "--limit", "0"],
        ["facts", "--format", "table", "--color", "always", "--entity", name],
        ["timeline", *style[7]],
        ["path", *style[8], "--", name, other],
        ["source", *style[9]],
        ["source", *style[10], str(chance.choice((1, 2, 9)))],
        ["cite", *chance.choice((["--format", "json"], [])), "--", fact],
        ["graph", "--format", chance.choice(("tree", "mermaid", "dot")), "--", *chance.choice(([], [name]))],
        ["base", "info"],
        ["base", "check", *style[11]],
        ["base", "export", "--format", chance.choice(("csv", "jsonl", "markdown", "html"))],
        ["base", "export", "--format", chance.choice(("jsonld", "nquads"))],
        ["base", "export", "--format", "sqlite", "--force", "-o", out + ".db"],
        ["base", "export", "--format", "jsonl", "--force", "-o", out + ".jsonl"],
        ["base", "import", out + ".jsonl", "--force", "-o", out + ".json"],
        ["base", "install", str(folder / "base.json"), "--name", "other", "--force"],
        ["base", "add-alias", "--dry-run", "--base", str(folder / "base.json"), name, other],
        ["base", "remove", "--dry-run", "--base", str(folder / "base.json"), fact],
        ["base", "list"],
    ]


def _argument(text: str) -> str:
    """Return a text as an argument of a process can hold it."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


@contextmanager
def watched(most: float = WAITING) -> Iterator[None]:
    """Raise `Hang` in the block when it takes too long."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def try_mutant(seed: int, folder: Path, tried: Tried) -> None:
    """Write one mutant into a folder and run every command over it."""
    one, chance = mutant(GOOD, seed), random.Random(-seed - 1)  # noqa: S311 -- the same runs each time
    path = folder / "base.json"
    path.write_bytes(one.data)
    before = _state(path)
    tried.mutants += 1
    for line in lines(one, folder, chance):
        ran, took = _one_run(line, folder, terminal=chance.random() < 0.2)
        tried.runs += 1
        tried.statuses[ran.status] += 1
        if took > tried.slowest:
            tried.slowest, tried.slow = took, f"seed {seed}: {line!a}"[:200]
        for wrong in _wrong(line, ran, took):
            tried.broken.append(f"seed {seed} {one.done}: factcli {line!r}: {wrong}")
        if line[0] == "entities":
            tried.read += ran.status == 0
    _complete(seed, one, folder, tried)
    _start_anew(seed, one, folder, tried)
    if _state(path) != before:
        tried.broken.append(f"seed {seed} {one.done}: the base was touched")


def _state(path: Path) -> tuple[bytes, int, int]:
    found = path.stat()
    return path.read_bytes(), found.st_mtime_ns, found.st_ino


def _one_run(line: list[str], folder: Path, *, terminal: bool) -> tuple[Ran, float]:
    start = time.process_time()
    pager = ["--no-pager"] if line[0] not in ("base", "graph") and "--" not in line else []
    try:
        with watched():
            ran = run(
                *line,
                *pager,
                terminal=terminal,
                columns=(80, 40, 1)[len(line) % 3],
                cache=folder / "cache",
                FACTCLI_BASE=str(folder / "base.json"),
                FACTCLI_DATA=str(folder / "data"),
                PAGER="",
            )
    except Hang:
        ran = Ran(-1, "", "")
    except Exception as error:  # noqa: BLE001 -- whatever it is, it should not have come this far
        ran = Ran(-2, "", f"Traceback {error!r}")
    return ran, time.process_time() - start


def _wrong(line: list[str], ran: Ran, took: float) -> Iterator[str]:
    """Yield every promise that a run broke."""
    styled = "always" in line
    if ran.status not in STATUSES or (ran.status == 4 and line[:2] != ["base", "import"]):
        yield f"status {ran.status}: {ran.err[:300]}"
    if "Traceback" in ran.err + ran.out or "should not" in ran.err:
        yield f"unexpected: {ran.err[:300]}"
    if took > LONGEST:
        yield f"took {took:.1f} s"
    for name, text in (("output", ran.out), ("messages", ran.err)):
        found = hidden(OWN_BAR.sub("", text) if name == "messages" else text, styled=styled)
        if found:
            at = next(at for at, c in enumerate(text) if c in found)
            yield f"{sorted(found)!a} on {name}: {text[max(0, at - 60) : at + 30]!a}"
    if "json" in line and ran.status in (0, 1) and ran.out:
        try:
            json.loads(ran.out)
        except ValueError as error:
            yield f"no JSON: {error}"


def _complete(seed: int, one: Mutant, folder: Path, tried: Tried) -> None:
    """Press Tab after the beginning of a name, in each shell."""
    start = _argument(one.names[0])[: seed % 4]
    for shell in ("bash", "zsh", "fish"):
        environ = {
            "_FACTCLI_COMPLETE": f"{shell}_complete",
            "COMP_LINE": f"factcli show {start}",
            "COMP_WORDS": "factcli\nshow",
            "COMP_WORD": start,
            "COMP_TYPE": "63",
            "FACTCLI_BASE": str(folder / "base.json"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "FACTCLI_DEBUG": "1",
        }
        begun = time.process_time()
        try:
            with watched():
                reply = serve.run(environ).decode("utf-8", "surrogateescape")
        except Hang:
            tried.broken.append(f"seed {seed} {one.done}: completion in {shell} took too long")
            continue
        except Exception as error:  # noqa: BLE001 -- what people see is silence; a bug it is all the same
            if type(error).__module__ != "factcli.errors":
                tried.broken.append(f"seed {seed} {one.done}: completion in {shell}: {error!r}")
            continue
        tried.runs += 1
        took = time.process_time() - begun
        if took > tried.slowest:
            tried.slowest, tried.slow = took, f"seed {seed}: completion in {shell}"
        found = hidden(reply)
        if found:
            tried.broken.append(f"seed {seed} {one.done}: completion in {shell}: {sorted(found)!a}")


def _start_anew(seed: int, one: Mutant, folder: Path, tried: Tried) -> None:
    """Run one command in a process of its own, where nothing has been imported yet."""
    world = {
        "FACTCLI_BASE": str(folder / "base.json"),
        "FACTCLI_CACHE": str(folder / "cache"),
        "PATH": os.defpath,
    }
    ran = subprocess.run(
        [sys.executable, "-m", "factcli", "facts", "--limit", "1"],
        env=world,
        capture_output=True,
        check=False,
        timeout=WAITING,
    )
    tried.runs += 1
    tried.statuses[ran.returncode] += 1
    said = ran.stderr.decode("utf-8", "surrogateescape")
    if ran.returncode not in (0, 3) or "should not" in said or hidden(said):
        tried.broken.append(
            f"seed {seed} {one.done}: in a process of its own: status {ran.returncode}: {said[:300]}"
        )


def try_many(first: int, count: int, folder: Path, tried: Tried | None = None) -> Tried:
    """Try a row of mutants in one folder; the language files, which are ours, are read once."""
    tried = tried or Tried()
    with patch.object(rules, "load_rules", cache(rules.load_rules)):
        for seed in range(first, first + count):
            try_mutant(seed, folder, tried)
    return tried


def main(arguments: list[str]) -> int:
    """Try the mutants of the command line, with a word every fifty."""
    first, count = (int(each) for each in arguments)
    tried = Tried()
    with tempfile.TemporaryDirectory() as made:
        for start in range(first, first + count, 50):
            told = len(tried.broken)
            try_many(start, min(50, first + count - start), Path(made), tried)
            sys.stdout.write("".join(f"{each}\n" for each in tried.broken[told:]) + f"{tried}\n")
            sys.stdout.flush()
            _clear(Path(made) / "cache")
    return 1 if tried.broken else 0


def _clear(folder: Path) -> None:
    for name in os.listdir(folder) if folder.is_dir() else ():
        if (folder / name).is_file():
            (folder / name).unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

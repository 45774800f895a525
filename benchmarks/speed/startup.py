"""Measure what starting up costs: `python benchmarks/speed/startup.py`.

First as CPU time, compared with importing its dependencies; then in instructions, compared with `python -c pass`,
where valgrind is installed: those hardly depend on the machine and on what else it does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile

from measuring import Command, Ratio, completion, cpu, installed, once, paired, show, told, world

CLICK, BOTH = "import click", "import click, rapidfuzz"
RICH = "import click, rich.console, rich.table"
WITH_STORE = "import click, rapidfuzz, tinydb"
WITH_ALL = "import click, rapidfuzz, tinydb, rich.console, rich.table"
ROWS = (
    ("who Kyutai --json, exact name", ("who", "Kyutai", "--json"), BOTH, 0.80),
    ("the same, misspelt", ("who", "Kiutai", "--json"), BOTH, 1.00),
    ("a whole question --json", ("ask", "How much did OpenAI raise?", "--json"), BOTH, None),
    ("who Kyutai, table", ("who", "Kyutai", "--format", "table"), RICH, 1.00),
    ("--help", ("--help",), CLICK, 1.15),
    ("--version", ("--version",), CLICK, 1.15),
    (
        "who Kyutai --json against what a simple program imports",
        ("who", "Kyutai", "--json"),
        WITH_STORE,
        1.25,
    ),
    ("who Kyutai, table, against the same with rich", ("who", "Kyutai", "--format", "table"), WITH_ALL, 1.25),
)
STARTS = (  # arguments, instructions over those of `python -c pass` wanted at most
    (("who", "Kyutai", "--json"), 2.8),
    (("ask", "How much did OpenAI raise?", "--json"), 3.5),
    (("who", "Kiutai", "--json"), 5.3),
    (("show", "Kyutai"), 5.2),
    (("entities",), 5.2),
    (("timeline",), 5.2),
    (("source",), 5.2),
    (("facts",), 5.2),
    (("base", "check"), 45.0),
)
TAB = "completion of a name (who Kyu⇥)"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=25, help="rounds")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "factcli-benchmark"))
    given = parser.parse_args()
    measure(given.folder, installed(given.folder), given.n)


def measure(folder: str, programs: str, rounds: int) -> None:
    """Print the table and the instructions."""
    environment = world(folder)
    python, factcli = os.path.join(programs, "python"), os.path.join(programs, "factcli")
    commands = {
        code: Command((python, "-c", code), environment) for code in (CLICK, BOTH, RICH, WITH_STORE, WITH_ALL)
    }
    commands |= {what: Command((factcli, *words), environment) for what, words, _, _ in ROWS}
    commands[TAB] = Command((factcli,), completion("factcli who Kyu", environment))
    runs = paired(commands, rounds)
    for what, _, code, most in (*ROWS, (TAB, (), CLICK, 0.50)):
        told(commands[what])
        show(f"{what} / {code}", Ratio(cpu(runs[what]), cpu(runs[code])), most)
    if shutil.which("valgrind") is None:
        print("instructions: not counted, valgrind is not installed")
        return
    nothing = instructions(Command((python, "-c", "pass"), environment))
    for words, most in STARTS:
        command = Command((factcli, *words), environment)
        once(command.words, environment)
        told(command)
        show(
            f"{' '.join(words)} / python -c pass, instructions",
            Ratio([instructions(command)], [nothing]),
            most,
        )


def instructions(command: Command) -> float:
    """Return how many instructions a command runs, as cachegrind counts them."""
    words = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    python = os.path.join(os.path.dirname(command.words[0]), "python")
    program = command.words if command.words[0] == python else (python, *command.words)
    world = {**command.environment, "PYTHONHASHSEED": "0"}
    ran = subprocess.run([*words, *program], env=world, capture_output=True, text=True, check=False)
    line = next(line for line in ran.stderr.splitlines() if "refs:" in line and " I " in line)
    return float(line.partition("refs:")[2].strip().replace(",", ""))


if __name__ == "__main__":
    main()

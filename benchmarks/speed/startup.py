"""Measure what starting up costs, compared with importing its dependencies: `python benchmarks/speed/startup.py`."""

from __future__ import annotations

import argparse
import os
import tempfile

from measuring import Command, Ratio, completion, cpu, installed, paired, show, world

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
TAB = "completion of a name (who Kyu⇥)"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=25, help="rounds")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "factcli-benchmark"))
    given = parser.parse_args()
    programs, environment = installed(given.folder), world(given.folder)
    python, factcli = os.path.join(programs, "python"), os.path.join(programs, "factcli")
    commands = {
        code: Command((python, "-c", code), environment) for code in (CLICK, BOTH, RICH, WITH_STORE, WITH_ALL)
    }
    commands |= {what: Command((factcli, *words), environment) for what, words, _, _ in ROWS}
    commands[TAB] = Command((factcli,), completion("factcli who Kyu", environment))
    runs = paired(commands, given.n)
    for what, _, code, most in (*ROWS, (TAB, (), CLICK, 0.50)):
        show(f"{what} / {code}", Ratio(cpu(runs[what]), cpu(runs[code])), most)


if __name__ == "__main__":
    main()

"""Look a name up with other tools over the same facts, where they are installed: `python benchmarks/speed/peers.py`.

Each tool gets the statements in the form it reads best, made beforehand and not measured: JSON lines for jq,
plain lines for ripgrep and fzf, records for recsel, a full-text index for sqlite3 and sqlite-utils, a table for
DuckDB; a script of ten lines with TinyDB and RapidFuzz reads the base itself. It is asked for what is
said of one entity, by its exact name, and, where it can, by a misspelt one. What is compared is the CPU time of
whole processes, run in turn; the others neither read questions nor cite, and none of them is told what is right.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import sqlite3
import sys
import tempfile
from statistics import median
from typing import TYPE_CHECKING

from factcli.base.reader import read
from measuring import Command, Ratio, cpu, installed, once, paired, told
from scale import Context, misspelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factcli.model import Fact

FACTS = 10_000
OURS = "factcli"
_SCRIPT = """
import sys
from rapidfuzz import process
from tinydb import TinyDB
database = TinyDB(sys.argv[1], access_mode="r")
names = {each["id"]: each["name"]["en"] for each in database.table("entities")}
found = process.extractOne(sys.argv[2], names)[2]
sentences = database.table("sentences")
for fact in database.table("facts"):
    if fact["subject"] == found:
        print(fact["statement"]["en"], sentences.get(doc_id=fact["evidence"][0]["sentence"])["text"])
"""
_DUCKDB = """
import sys, duckdb
print(duckdb.connect(sys.argv[1], read_only=True).execute(
    "SELECT statement, quote FROM facts WHERE subject = ?", [sys.argv[2]]).fetchall())
"""


class Forms:
    """The statements of a base in the forms other tools read."""

    def __init__(self, folder: str, base: str) -> None:
        """Name the files, and write those that are not there."""
        stem = os.path.join(folder, os.path.basename(base).removesuffix(".json"))
        self.lines, self.text = f"{stem}.jsonl", f"{stem}.txt"
        self.records, self.database = f"{stem}.rec", f"{stem}.fts.sqlite"
        self.duck = f"{stem}.duckdb"
        if not os.path.exists(self.database):
            _write(self, read(base).facts)


def _write(forms: Forms, facts: Iterable[Fact]) -> None:
    rows = [(fact.subject.name["en"], fact.statement["en"], fact.evidence[0].sentence.text) for fact in facts]
    with open(forms.lines, "w", encoding="utf-8") as file:
        file.writelines(
            json.dumps(dict(zip(("subject", "statement", "quote"), row, strict=True))) + "\n" for row in rows
        )
    with open(forms.text, "w", encoding="utf-8") as file:
        file.writelines("\t".join(row) + "\n" for row in rows)
    with open(forms.records, "w", encoding="utf-8") as file:
        file.writelines(
            f"Subject: {subject}\nStatement: {said}\nQuote: {quote}\n\n" for subject, said, quote in rows
        )
    database = sqlite3.connect(forms.database)
    with database:
        database.execute("CREATE TABLE facts(subject TEXT, statement TEXT, quote TEXT)")
        database.executemany("INSERT INTO facts VALUES(?, ?, ?)", rows)
        database.execute(
            "CREATE VIRTUAL TABLE facts_fts USING fts5(subject, statement, quote, content=facts)"
        )
        database.execute("INSERT INTO facts_fts(facts_fts) VALUES('rebuild')")
    database.close()


def _make_duck(forms: Forms) -> bool:
    """Make the table for DuckDB; return whether its Python package is there."""
    try:
        import duckdb
    except ImportError:
        return False
    if not os.path.exists(forms.duck):
        with duckdb.connect(forms.duck) as connection:
            lines = forms.lines.replace("'", "''")
            connection.execute(f"CREATE TABLE facts AS SELECT * FROM read_json_auto('{lines}')")  # noqa: S608 -- our own file
    return True


def looked_up(forms: Forms, base: str, name: str, wrong: str, programs: str) -> dict[str, tuple[str, ...]]:
    """Return the command line of each tool for each look-up, by what it is shown as."""
    matched = f"SELECT statement, quote FROM facts_fts WHERE subject MATCH '\"{name}\"'"  # noqa: S608 -- our own name
    utils = shutil.which("sqlite-utils") or os.path.join(programs, "sqlite-utils")
    scripts = {
        "TinyDB + RapidFuzz": (sys.executable, "-c", _SCRIPT, base, name),
        "TinyDB + RapidFuzz, misspelt": (sys.executable, "-c", _SCRIPT, base, wrong),
    }
    if _make_duck(forms):
        scripts["DuckDB"] = (sys.executable, "-c", _DUCKDB, forms.duck, name)
    else:
        print("DuckDB: not installed (pip install duckdb)")
    return {
        **scripts,
        "rg": ("rg", "--fixed-strings", f"{name}\t", forms.text),
        "jq": ("jq", "-c", "--arg", "name", name, "select(.subject == $name)", forms.lines),
        "fzf --filter": ("sh", "-c", f"exec fzf --filter {shlex.quote(name)} < {shlex.quote(forms.text)}"),
        "fzf --filter, misspelt": (
            "sh",
            "-c",
            f"exec fzf --filter {shlex.quote(wrong)} < {shlex.quote(forms.text)}",
        ),
        "sqlite3, FTS5": ("sqlite3", forms.database, matched),
        "recsel": ("recsel", "-e", f"Subject = '{name}'", forms.records),
        "sqlite-utils, FTS5": (utils, "search", forms.database, "facts", f'"{name}"'),
    }


def commands(
    scene: Context, forms: Forms, programs: str, environment: Mapping[str, str]
) -> dict[str, Command]:
    """Return what is measured, ours first; tools that are not installed are left out, and said."""
    found = {
        OURS: scene.ask("what", scene.name, "--json"),
        f"{OURS}, misspelt": scene.ask("what", misspelt(scene.name), "--json"),
    }
    for what, words in looked_up(forms, scene.path, scene.name, misspelt(scene.name), programs).items():
        if shutil.which(words[0]) or os.path.exists(words[0]):
            found[what] = Command(words, environment)
        else:
            print(f"{what}: {words[0]} is not installed")
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", type=int, default=15, help="rounds")
    parser.add_argument("--facts", type=int, default=FACTS, help=f"facts of the base (default {FACTS:,})")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "factcli-benchmark"))
    given = parser.parse_args()
    compare(Context(given.folder, installed(given.folder), given.facts), given.folder, given.n)


def compare(scene: Context, folder: str, rounds: int) -> None:
    """Print the table of one base."""
    programs = os.path.dirname(scene.program)
    forms = Forms(folder, scene.path)
    listed = commands(scene, forms, programs, {**os.environ, **scene.world, "PATH": os.environ["PATH"]})
    for command in (listed[OURS], listed[f"{OURS}, misspelt"]):
        once(command.words, command.environment)  # makes the index
    runs = paired(listed, rounds)
    print(f"{scene.size:,} facts, the entity {scene.name!r}; CPU time of whole processes, n={rounds}")
    for what, found in runs.items():
        told(listed[what])
        took = median(cpu(found)) * 1000
        print(f"{what:26} {took:8.1f} ms   / {OURS} {Ratio(cpu(found), cpu(runs[OURS]))}")


if __name__ == "__main__":
    main()

"""Measure what takes long on a large base: many questions, checks, changes and exports.

    python benchmarks/speed/work.py --facts 10000

Questions a second are those of one process that answers a file of them, without its start. A change and an export
are whole processes, compared with reading the base by `json.load` in time and in memory.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile

from measuring import Command, Ratio, cpu, installed, memory, paired, show, told
from scale import LOAD, Context

QUESTIONS = {10_000: 900.0, 100_000: 700.0}  # wanted a second, by the facts of the base
REFUSAL, REFUSAL_IN_BATCH = 1.4, 2.0  # wanted at most, over an answer
CHECK = 0.6  # milliseconds a fact wanted at most
CHANGE, CHANGE_MEMORY = 5.0, 1.5  # wanted at most, over json.load
EXPORTS = ("csv", "jsonl", "nquads", "sqlite")
FEW, MANY = 50, 550  # lines of the two files whose difference is measured
CHECKED = 10_000  # facts up to which a whole check is measured
UNKNOWN = "Zvoltrek Quaxmundel"


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", type=int, default=5, help="rounds")
    parser.add_argument("--facts", type=int, default=10_000, help="facts of the base (default 10,000)")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "factcli-benchmark"))
    given = parser.parse_args()
    scene = Context(given.folder, installed(given.folder), given.facts)
    work(scene, given.folder, given.n)


def work(scene: Context, folder: str, rounds: int) -> None:
    """Print the figures of one base."""
    many_questions(scene, folder, rounds)
    if scene.size <= CHECKED:
        checking(scene)
    changing(scene, folder, rounds)
    exporting(scene, folder)


def many_questions(scene: Context, folder: str, rounds: int) -> None:
    """Print how many questions of a file are answered a second, and what a refusal costs against an answer."""
    asked = _questions(scene.path)
    files = {
        ("answers", FEW): asked[:FEW],
        ("answers", MANY): asked,
        ("refusals", FEW): [_refused(at) for at in range(FEW)],
        ("refusals", MANY): [_refused(at) for at in range(MANY)],
    }
    commands = {}
    for (kind, count), lines in files.items():
        path = os.path.join(folder, f"{kind}-{scene.size}-{count}.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        commands[f"{kind} {count}"] = scene.ask("ask", "--batch", path)
    runs = paired(commands, rounds)
    took = {
        kind: [
            (large - small) / (MANY - FEW)
            for large, small in zip(cpu(runs[f"{kind} {MANY}"]), cpu(runs[f"{kind} {FEW}"]), strict=True)
        ]
        for kind in ("answers", "refusals")
    }
    told(commands[f"answers {MANY}"])
    rate = Ratio([1.0] * rounds, took["answers"])
    show(f"{scene.size:>9,} facts: questions a second", rate, QUESTIONS.get(scene.size), least=True)
    told(commands[f"refusals {MANY}"])
    show(
        f"{scene.size:>9,} facts: unknown name / answer, in a batch",
        Ratio(took["refusals"], took["answers"]),
        REFUSAL_IN_BATCH,
    )


def _refused(at: int) -> str:
    return f"who founded {UNKNOWN}{'abcdefghij'[at % 10] * (1 + at // 10 % 10)}?"


def _questions(path: str) -> list[str]:
    """Return questions about facts spread evenly over a base, each in the words of its relation's label."""
    with open(path, encoding="utf-8") as file:
        tables = json.load(file)
    names = {each["id"]: each["name"]["en"] for each in tables["entities"].values()}
    labels = {each["id"]: each["label"]["en"] for each in tables["relations"].values()}
    facts = list(tables["facts"].values())
    chosen = [facts[at * len(facts) // MANY] for at in range(MANY)]
    return [f"what is the {labels[fact['relation']]} of {names[fact['subject']]}?" for fact in chosen]


def checking(scene: Context) -> None:
    """Print what a check costs for each fact."""
    command = scene.ask("base", "check", scene.path)
    runs = paired({"check": command}, 1, warm=0)
    told(command)
    took = [1000 * seconds / scene.size for seconds in cpu(runs["check"])]
    show(f"{scene.size:>9,} facts: base check, ms a fact", Ratio(took, [1.0]), CHECK)


def changing(scene: Context, folder: str, rounds: int) -> None:
    """Compare a change of a base with reading it by `json.load`."""
    copy = os.path.join(folder, f"changed-{scene.size}.json")
    words = (scene.program, "base", "add-alias", scene.entity, "Another Name", "-b", copy)

    def fresh() -> None:
        shutil.copyfile(scene.path, copy)

    command = Command(words, scene.world, fresh)
    load = Command((scene.python, "-c", LOAD, scene.path), scene.world)
    runs = paired({"load": load, "change": command}, rounds)
    told(command)
    show(
        f"{scene.size:>9,} facts: base add-alias / json.load",
        Ratio(cpu(runs["change"]), cpu(runs["load"])),
        CHANGE,
    )
    ratio = Ratio(memory(runs["change"]), memory(runs["load"]))
    show(f"{scene.size:>9,} facts: its peak memory / json.load", ratio, CHANGE_MEMORY)


def exporting(scene: Context, folder: str) -> None:
    """Print the peak memory of exports."""
    for name in EXPORTS:
        out = os.path.join(folder, f"export-{name}")
        command = scene.ask("base", "export", "--format", name, "-o", out, "--force")
        runs = paired({name: command}, 1, warm=0)
        told(command)
        mebibytes = [found / 2**20 for found in memory(runs[name])]
        show(f"{scene.size:>9,} facts: export to {name}, MiB", Ratio(mebibytes, [1.0]), None)


if __name__ == "__main__":
    main()

"""Measure how the size of a base matters: `python benchmarks/speed/scale.py`, or `--largest 1000000` for all of it.

For each size: making the index against reading the base with `json.load`, then questions on the made index
against the same questions to a base of a hundred facts, by CPU time and by peak memory.
"""

from __future__ import annotations

import argparse
import glob
import json
import os
import tempfile
from collections import Counter
from math import log
from statistics import median

import generate
from measuring import Command, Ratio, completion, cpu, installed, memory, once, paired, show, told, world

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
BOUNDS = {
    "exact name": 1.10,
    "table": 1.10,
    "completion": 1.10,
    "completion, frequent": 1.70,
    "misspelt": 1.30,
    "free question": 1.30,
    "entities --limit 20": 2.0,
    "relations": 2.0,
    "facts --limit 20": 2.0,
    "facts --text": 2.5,
    "timeline --limit 20": 3.0,
}
REFUSED = 1.4  # a refusal with its closest sentences, over an answer
BUILT, BUILT_MEMORY = 3.5, 0.8
EDITED, EDITED_FACTS = 0.35, 3_000  # seconds, at this many facts
LOAD = "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))"


class Context:
    """One base with everything it takes to ask it."""

    def __init__(self, folder: str, programs: str, size: int) -> None:
        """Make the base, unless it is there."""
        self.size, self.path = size, os.path.join(folder, f"generated-{size}.json")
        self.cache = os.path.join(folder, "cache", "factcli")
        self.python, self.program = os.path.join(programs, "python"), os.path.join(programs, "factcli")
        self.world = world(folder, FACTCLI_BASE=self.path)
        if not os.path.exists(self.path):
            with open(self.path, "w", encoding="utf-8") as file:
                generate.write(size, file)
        self.entity, self.name, self.relation = _asked(self.path)
        self.beginning = _frequent(self.path)

    def forget(self) -> None:
        """Remove the index of this base."""
        for path in glob.glob(os.path.join(self.cache, f"generated-{self.size}-*")):
            os.unlink(path)

    def edit(self) -> None:
        """Change a letter of a statement, as an editor would: a new file in the old one's place."""
        with open(self.path, "rb") as file:
            data = file.read()
        at = data.rindex(b'"en": "') + 7
        letter = b"A" if data[at : at + 1] != b"A" else b"B"
        with open(self.path + ".new", "wb") as file:
            file.write(data[:at] + letter + data[at + 1 :])
        os.replace(self.path + ".new", self.path)

    def ask(self, *words: str) -> Command:
        """Return the command of a question."""
        return Command((self.program, *words), self.world)

    def questions(self) -> dict[str, Command]:
        """Return the questions that are compared, by what they show."""
        whole = f"what is the {self.relation} of {self.name}?"
        begun = self.name[: max(4, len(self.name) - 3)]
        return {
            "exact name": self.ask("what", self.name, "--json"),
            "table": self.ask("what", self.name, "--format", "table"),
            "completion": Command((self.program,), completion(f"factcli what {begun}", self.world)),
            "completion, frequent": Command(
                (self.program,), completion(f"factcli who {self.beginning}", self.world)
            ),
            "misspelt": self.ask("what", misspelt(self.name), "--json"),
            "free question": self.ask("ask", whole, "--json"),
            "entities --limit 20": self.ask("entities", "--limit", "20"),
            "relations": self.ask("relations"),
            "facts --limit 20": self.ask("facts", "--limit", "20"),
            "facts --text": self.ask("facts", "--text", self.name.split()[0]),
            "timeline --limit 20": self.ask("timeline", "--limit", "20"),
        }

    def refused(self) -> Command:
        """Return a question that is refused, about a name that the base has."""
        return self.ask("ask", f"who is the butcher of {self.name}?", "--json")

    def first(self) -> Command:
        """Return the first question to a base without an index."""
        return Command((self.program, "what", self.name, "--json"), self.world, self.forget)


def _frequent(path: str) -> str:
    """Return the first three letters of the commonest first word of the names."""
    counts: Counter[str] = Counter()
    with open(path, encoding="utf-8") as file:
        for line in file:
            if '"kind"' in line and '"aliases"' in line:
                name = json.loads(line.partition(": ")[2].rstrip(",\n"))["name"]
                counts[name["en"].split()[0]] += 1
    return counts.most_common(1)[0][0][:3]


def _asked(path: str) -> tuple[str, str, str]:
    """Return the id and the name of the last entity, and the label of a relation it has."""
    entity: dict[str, str] = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            if '"kind"' in line and '"aliases"' in line:
                entity = json.loads(line.partition(": ")[2].rstrip(",\n"))
            if f'"subject": "{entity.get("id", "?")}"' in line:
                fact = json.loads(line.partition(": ")[2].rstrip(",\n"))
                return entity["id"], str(entity["name"]["en"]), str(fact["relation"]).replace("-", " ")  # type: ignore[index]
    return "", "", ""


def misspelt(name: str) -> str:
    """Swap two letters in the middle of the longest word of a name."""
    word = max(name.split(), key=len)
    at = len(word) // 2
    return name.replace(word, word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :])


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=15, help="rounds")
    parser.add_argument("--largest", type=int, default=100_000, help="facts of the largest base")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "factcli-benchmark"))
    given = parser.parse_args()
    programs = installed(given.folder)
    measure(given.folder, programs, given.largest, given.n)


def measure(folder: str, programs: str, largest: int, rounds: int) -> None:
    """Print the figures of all sizes up to the largest."""
    scenes = [Context(folder, programs, size) for size in SIZES if size <= largest]
    for scene in scenes:
        once(scene.ask("what", scene.name).words, scene.world)
        once(scene.ask("what", misspelt(scene.name)).words, scene.world)
    for scene in scenes[1:]:
        building(scene, max(3, rounds // 3) if scene.size > 10_000 else rounds)
    editing(Context(folder, programs, EDITED_FACTS), rounds)
    for scene in scenes[1:]:
        growth(scenes[0], scene, rounds)
        refusing(scene, rounds)


def building(scene: Context, rounds: int) -> None:
    """Compare the first question to a base with reading it by `json.load`."""
    load = Command((scene.python, "-c", LOAD, scene.path), scene.world)
    runs = paired({"load": load, "first": scene.first()}, rounds)
    bound, memory_bound = (BUILT, BUILT_MEMORY) if scene.size == 100_000 else (None, None)
    show(
        f"{scene.size:>9,} facts: first question / json.load",
        Ratio(cpu(runs["first"]), cpu(runs["load"])),
        bound,
    )
    ratio = Ratio(memory(runs["first"]), memory(runs["load"]))
    show(f"{scene.size:>9,} facts: its peak memory / json.load", ratio, memory_bound)


def editing(scene: Context, rounds: int) -> None:
    """Measure the first question after an edit, which makes the index anew."""
    warm = scene.ask("what", scene.name, "--json")
    edited = Command(warm.words, warm.environment, scene.edit)
    runs = paired({"edited": edited}, rounds)
    show(
        f"{scene.size:>9,} facts: after an edit, seconds", Ratio(cpu(runs["edited"]), [1.0] * rounds), EDITED
    )


def refusing(scene: Context, rounds: int) -> None:
    """Compare a refusal, which looks for the closest sentences, with an answer from the same base."""
    answer = scene.questions()["free question"]
    runs = paired({"answer": answer, "refused": scene.refused()}, rounds)
    bound = REFUSED if scene.size == 100_000 else None
    show(f"{scene.size:>9,} facts: refusal / answer", Ratio(cpu(runs["refused"]), cpu(runs["answer"])), bound)


def growth(small: Context, large: Context, rounds: int) -> None:
    """Compare questions to a large base with the same to a small one."""
    for what, command in large.questions().items():
        runs = paired({"small": small.questions()[what], "large": command}, rounds)
        bound = BOUNDS[what] if large.size >= 100_000 else None
        told(command)
        show(
            f"{large.size:>9,} facts / {small.size}: {what}",
            Ratio(cpu(runs["large"]), cpu(runs["small"])),
            bound,
        )
        times = median(cpu(runs["large"])) / median(cpu(runs["small"]))
        print(f"{'':10}exponent {log(times) / log(large.size / small.size):.2f} (0 flat, 1 linear)")
        ratio = Ratio(memory(runs["large"]), memory(runs["small"]))
        show(f"{large.size:>9,} facts / {small.size}: {what}, memory", ratio, 1.10 if bound == 1.10 else None)


if __name__ == "__main__":
    main()

"""Measure how often a misspelt name is among the first ten found: `python benchmarks/speed/names.py`.

Names of a generated base are misspelt at random places in the ways people do; the candidates the index gives
are reranked by RapidFuzz, as whole names, and nothing else of the program takes part.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

import generate
from factcli.index.open import open_index
from factcli.text import key

if TYPE_CHECKING:
    from factcli.index.query import Index

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
FIRST = 10


def edited(name: str, chance: random.Random, times: int) -> str:
    """Return a name with some letters left out, doubled, replaced or swapped."""
    for _ in range(times):
        at = chance.randrange(len(name))
        letter = chance.choice(_LETTERS)
        ways = (
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
        )
        crossed = name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
        name = chance.choice((*ways, crossed)) or name
    return name


def swapped(name: str, chance: random.Random) -> str:
    """Return a name with two neighbouring words swapped."""
    words = name.split()
    at = chance.randrange(max(1, len(words) - 1))
    words[at : at + 2] = reversed(words[at : at + 2])
    return " ".join(words)


def merged(name: str, chance: random.Random) -> str:
    """Return a name with two words run together."""
    words = name.split()
    at = chance.randrange(max(1, len(words) - 1))
    return " ".join([*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]])


def split(name: str, chance: random.Random) -> str:
    """Return a name with its longest word torn apart."""
    word = max(name.split(), key=len)
    at = chance.randint(1, max(1, len(word) - 1))
    return name.replace(word, f"{word[:at]} {word[at:]}")


WAYS = (
    ("exact", lambda name, _: name, 1.00),
    ("one edit", lambda name, chance: edited(name, chance, 1), 0.99),
    ("two edits", lambda name, chance: edited(name, chance, 2), 0.95),
    ("words swapped", swapped, 0.95),
    ("words merged", merged, 0.95),
    ("word split", split, 0.95),
)


def candidates(index: Index, spoken: str) -> list[str]:
    """Return the keys of the names the index gives for a folded name."""
    rows = [*index.named([spoken]), *index.joined([spoken.replace(" ", "")]), *index.near(spoken.split())]
    return list(dict.fromkeys(row.key for row in rows))


def best(spoken: str, keys: list[str]) -> list[str]:
    """Return the ten keys nearest to what was typed, letter by letter or with the words in any order."""
    by_letters = process.extract(spoken, keys, scorer=OSA.normalized_similarity, limit=None)
    by_words = {
        row[0]: row[1] / 100
        for row in process.extract(spoken, keys, scorer=fuzz.token_sort_ratio, limit=None)
    }
    return [row[0] for row in sorted(by_letters, key=lambda row: -max(row[1], by_words[row[0]]))[:FIRST]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("-n", type=int, default=1000, help="names of each kind")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "factcli-benchmark"))
    given = parser.parse_args()
    path = os.path.join(given.folder, f"generated-{given.facts}.json")
    os.makedirs(given.folder, exist_ok=True)
    if not os.path.exists(path):
        with open(path, "w", encoding="utf-8") as file:
            generate.write(given.facts, file)
    index = open_index(path, cache=os.path.join(given.folder, "cache", "factcli"))
    names = index.database.rows("SELECT count(*) FROM name")[0][0]
    print(f"{names:,} names, {given.n} of each kind; the right one among the first {FIRST}")
    index.near(["warming", "up"])
    for what, spoil, least in WAYS:
        chance = random.Random(what)  # noqa: S311 -- the same misspellings each time
        wanted = [row.key for row in index.names(sorted(chance.sample(range(names), given.n)))]
        wanted = [name for name in wanted if " " in name or what not in ("words swapped", "words merged")]
        right, spent = 0, 0.0
        for name in wanted:
            typed = key(spoil(name, chance))
            start = time.process_time()
            keys = candidates(index, typed)
            spent += time.process_time() - start
            right += name in best(typed, keys)
        verdict = "ok" if right / len(wanted) >= least else "TOO LITTLE"
        print(
            f"{what:14} {right / len(wanted):.3f} of {len(wanted):5}  ≥ {least:.2f} {verdict:10} "
            f"{spent / len(wanted) * 1000:6.1f} ms for the candidates"
        )


if __name__ == "__main__":
    main()

"""Measure how questions are answered about articles that nobody had in mind when the engine was made.

    python benchmarks/accuracy/articles.py             # shares, a line an article
    python benchmarks/accuracy/articles.py --misses    # and what went wrong, but for the held-out article

An answer is right if its first fact is proved by a sentence that answers the question. `near` is the share of
answerable questions whose sentence is either the proof of the answer, or among the three closest beside the refusal.
"""

from __future__ import annotations

import argparse
import csv
import os
from collections import Counter
from glob import glob
from typing import TYPE_CHECKING

from engine import opened
from factcli.questions.answer import ask
from factcli.questions.result import ANSWERED
from factcli.text import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcli.model import Evidence
    from factcli.questions.result import Outcome

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data", "articles")
HELD_OUT = "held-out"
CLOSEST = 3  # sentences beside a refusal that count
RIGHT, WRONG, NEAR, FAR, SILENT, FALSE = "right", "wrong", "refused, near", "refused", "silent", "false"


def judged(outcome: Outcome, sentences: Iterable[str]) -> str:
    """Judge an outcome by the sentences that answer its question; without any, only a refusal is right."""
    wanted = [key(sentence) for sentence in sentences]
    if not wanted:
        return FALSE if outcome.status == ANSWERED else SILENT
    if outcome.status == ANSWERED:
        first = outcome.answers[0]
        facts = first.made.facts if first.made else (first.fact,)
        proofs: Iterator[Evidence] = (proof for fact in facts for proof in fact.evidence)
        return RIGHT if any(_holds(proof.sentence.text, wanted) for proof in proofs) else WRONG
    close = outcome.closest[:CLOSEST]
    return NEAR if any(_holds(each.sentence.text, wanted) for each in close) else FAR


def _holds(text: str, wanted: Iterable[str]) -> bool:
    return any(one in key(text) or key(text) in one for one in wanted)


def main() -> None:
    """Ask every question of every article, and print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--misses", action="store_true", help="list them, but for the held-out article")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    print(f"{'':12}{'right':>8}{'precision':>11}{'refused':>9}{'near':>7}")
    for path in sorted(glob(os.path.join(DATA, "**", "*.tsv"), recursive=True)):
        base, counted = opened(path.removesuffix("tsv") + "json"), Counter[str]()
        with open(path, encoding="utf-8") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                outcome = ask(row["question"], [base.index], lexicon=base.lexicon)
                verdict = judged(outcome, [each for each in row["sentence"].split(" || ") if each])
                counted[verdict] += 1
                if options.misses and HELD_OUT not in path and verdict not in (RIGHT, SILENT):
                    print(f"  {verdict:14} {row['question']}")
        _print(os.path.basename(path).removesuffix(".tsv"), counted)
        total += counted
    _print("all", total)


def _print(name: str, counted: Counter[str]) -> None:
    """Print the shares of one article."""
    answerable = sum(counted[each] for each in (RIGHT, WRONG, NEAR, FAR))
    answered = counted[RIGHT] + counted[WRONG] + counted[FALSE]
    shares = (
        counted[RIGHT] / answerable,
        counted[RIGHT] / answered,
        counted[SILENT] / (counted[SILENT] + counted[FALSE]),
        (counted[RIGHT] + counted[NEAR]) / answerable,
    )
    print(f"{name:12}{shares[0]:8.3f}{shares[1]:11.3f}{shares[2]:9.3f}{shares[3]:7.3f}")


if __name__ == "__main__":
    main()

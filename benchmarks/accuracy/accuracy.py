"""Measure how well questions are answered and refused, compared with other tools.

    python benchmarks/accuracy/accuracy.py --eval DIR                # the public sets in DIR, each with its own base
    python benchmarks/accuracy/accuracy.py --eval DIR --merged       # all their facts in one base
    python benchmarks/accuracy/accuracy.py --eval DIR --errors       # and the misses, grouped by cause
    python benchmarks/accuracy/accuracy.py --eval DIR --unseen       # and the relations the lexicon were to lack
    python benchmarks/accuracy/accuracy.py --eval DIR --hashseed     # the same bytes under two PYTHONHASHSEEDs?
    python benchmarks/accuracy/accuracy.py                           # golden and field questions of the shipped base

A refusal counts as wrong where something answers. Rivals refuse below the threshold that is best for them on
the same questions. Milliseconds are of CPU, in process, one question at a time.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from causes import misses
from engine import handled, opened
from factcli.base.reader import read
from question_sets import FIELD, GOLDEN, field_sets, golden_sets, merged_set, names_in, public_sets
from same_bytes import compare
from scoring import HEADING, groups, row, scores
from unseen import unseen

if TYPE_CHECKING:
    from engine import Handled
    from question_sets import QuestionSet
    from scoring import Trial

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
QUESTIONS = os.path.join(ROOT, "benchmarks", "data", "questions")
GOLDEN_RIVALS = ("RapidFuzz WRatio", "RapidFuzz token_set_ratio", "BM25 (bm25s)")


def main() -> None:
    """Measure what the options ask for, and print it."""
    options = _options()
    if options.hashseed:
        for name, same in compare(options.eval, options.set).items():
            print(f"{name}: {'the same bytes' if same else 'DIFFERENT BYTES'} under two PYTHONHASHSEEDs")
        return
    with TemporaryDirectory() as work:
        for asked in _sets(options, work):
            _measure(asked, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--eval", metavar="DIR", help="folder of public question sets")
    parser.add_argument(
        "--set", nargs="+", help="only these sets (default: every folder of DIR that has questions)"
    )
    parser.add_argument("--merged", action="store_true", help="put the facts of all sets into one base")
    parser.add_argument("--golden", action="store_true", help="the golden questions too")
    parser.add_argument("--rivals", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--errors", action="store_true", help="list the misses, grouped by cause")
    parser.add_argument("--unseen", action="store_true", help="also without the concepts of what is asked")
    parser.add_argument("--hashseed", action="store_true", help="only compare answers under two hash seeds")
    options = parser.parse_args()
    if options.eval is None and (options.merged or options.hashseed):
        parser.error("--merged and --hashseed need --eval DIR")
    if options.eval and not options.set:
        options.set = names_in(options.eval)
    return options


def _sets(options: argparse.Namespace, work: str) -> list[QuestionSet]:
    found = []
    if options.eval and options.merged:
        found = [merged_set(options.eval, options.set, work)]
    elif options.eval:
        found = public_sets(options.eval, options.set, work)
    if options.golden or not options.eval:
        base, examples = os.path.join(ROOT, "facts", "openai-expansion.json"), os.path.join(ROOT, "examples")
        found += golden_sets(os.path.join(ROOT, "tests", "acceptance", "golden"), base, examples)
        for folder in (QUESTIONS, os.path.join(QUESTIONS, "held-out")):
            found += field_sets(folder, base)
    return found


def _measure(asked: QuestionSet, options: argparse.Namespace) -> None:
    base = opened(asked.base)
    listed = list(handled(asked.questions, base))
    facts = {fact.id: fact for fact in read(asked.base).facts}
    print(f"\n== {asked.name}: {len(facts)} facts, {len(asked.questions)} questions\n{HEADING}")
    trials = [one.trial for one in listed]
    print(row("factcli", scores(trials)))
    for name, some in {**_by_set(trials), **groups(trials)}.items():
        print(row(f"  {name}", scores(some)))
    if options.unseen:
        missed = list(unseen(asked, explain=options.errors))
        print(row("factcli, unseen relations", scores([one.trial for one in missed])))
    if options.rivals:
        _measure_rivals(asked)
    if options.errors:
        wrong = [one.question for one in listed if not one.trial.handled]
        _print_misses(list(handled(wrong, base, explain=True)), asked)
    if options.errors and options.unseen:
        _print_misses(missed, asked)


def _by_set(trials: list[Trial]) -> dict[str, list[Trial]]:
    """Return the trials by their set, if there are several."""
    names = dict.fromkeys(trial.question.set for trial in trials)
    return {name: [t for t in trials if t.question.set == name] for name in names if len(names) > 1}


def _measure_rivals(asked: QuestionSet) -> None:
    from rivals import RIVALS, trials

    for name in RIVALS if not asked.name.startswith((GOLDEN, FIELD)) else GOLDEN_RIVALS:
        print(row(name, scores(trials(name, asked))), flush=True)


def _print_misses(listed: list[Handled], asked: QuestionSet) -> None:
    found = misses(listed, {fact.id: fact for fact in read(asked.base).facts})
    counted = Counter(miss.cause for miss in found)
    for cause, number in counted.items():
        print(f"\n-- {cause}: {number}")
        for miss in found:
            if miss.cause == cause:
                print(f"{miss.score:.2f} {miss.question} [{miss.tags}]")
                print(f"     want {miss.wanted}\n     got  {miss.got}")


if __name__ == "__main__":
    main()

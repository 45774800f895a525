"""Fit the weights and the threshold of factcli on public question sets, golden and field questions.

    python benchmarks/accuracy/calibrate.py --eval DIR            # fit, and print how well it fits and forecasts
    python benchmarks/accuracy/calibrate.py --eval DIR --write    # and write src/factcli/questions/calibration.json

Prints, per set, the figures of the fit on the questions it saw, those of a fit that saw neither the
relation nor the subject of a question (the forecast for other questions), and how far the probabilities can
be taken at their word. The fit sees the questions a second time, weighing less, with the concept they ask for
taken out of the lexicon: else it would take for granted that every relation has one, and refuse those that
have none. The same input gives the same output. The readings are those that the weights in use bring
up: after a change of features, run it twice.
"""

from __future__ import annotations

import argparse
import json
import os
from tempfile import TemporaryDirectory
from typing import Any

from factcli.questions.calibration import PLACE, load
from factcli.questions.features import FEATURES
from fitting import Fit, fit
from forecast import Judged, by_set, held_out, judge
from priors import PRIORS
from question_sets import NAMES, condition_sets, field_sets, golden_sets, public_sets, subjects_and_relations
from reliability import bins, brier, expected_error, tenths
from samples import TRUST, collect, collect_unseen
from scoring import SHARES, groups, row, scores

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
UNSEEN = 0.1
FIELD_WEIGHT = 0.3  # of field questions: they are hard on purpose
_UNSEEN_HELP = f"what questions weigh whose concept is taken out of the lexicon (default {UNSEEN}; 0: none)"
SLICES = ("typo", "reverse", "entity_absent", "near_name", "relation_absent", "offbase", "crosslingual")


def main() -> None:
    """Collect, fit, forecast, print; write where asked to."""
    options = _options()
    with TemporaryDirectory() as work:
        sets = public_sets(options.eval, NAMES, work)
        sets += condition_sets(options.eval, work)
        sets += golden_sets(options.golden, options.base, options.examples)
        samples = [sample for asked in sets for sample in collect(asked)]
        for asked in field_sets(options.field, options.base):
            samples += collect(asked, FIELD_WEIGHT)
            sets.append(asked)
        plain = len(samples)
        if options.unseen:
            for asked in sets[: len(NAMES)]:
                samples += collect_unseen(asked, options.unseen)
        about = subjects_and_relations(sets)
    fitted = fit(samples)
    print(f"threshold {fitted.threshold:.2f}")
    _print_weights(fitted)
    seen = [judge(sample, fitted) for sample in samples]
    _print_all("fitted on", seen, plain)
    if options.forecast:
        _print_all("with relations and subjects left out of the fit", held_out(samples, about), plain)
    if options.write:
        _write(fitted, options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--eval", required=True, metavar="DIR", help="folder of public question sets")
    parser.add_argument(
        "--golden", default=os.path.join(ROOT, "tests", "acceptance", "golden"), metavar="DIR"
    )
    parser.add_argument(
        "--field", default=os.path.join(ROOT, "benchmarks", "data", "questions"), metavar="DIR"
    )
    parser.add_argument("--base", default=os.path.join(ROOT, "facts", "openai-expansion.json"))
    parser.add_argument("--examples", default=os.path.join(ROOT, "examples"), metavar="DIR")
    parser.add_argument("--unseen", type=float, default=UNSEEN, metavar="WEIGHT", help=_UNSEEN_HELP)
    parser.add_argument("--forecast", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--write", action="store_true", help="write the fit to --out")
    parser.add_argument("--out", default=PLACE, help="where to write it (default: the one factcli uses)")
    return parser.parse_args()


def _print_weights(fitted: Fit) -> None:
    print(f"\n{'feature':16}{'rank':>9}{'trust':>9}  bounds of trust")
    for at, name in enumerate(TRUST):
        rank = f"{fitted.rank[at]:9.3f}" if at < len(FEATURES) else f"{'':9}"
        prior = PRIORS.get(name)
        told = (
            f"{_bound(prior.trust[0])} to {_bound(prior.trust[1])}: {prior.why}" if prior else "none stated"
        )
        print(f"{name:16}{rank}{fitted.trust[at]:9.3f}  {told}")
    print(f"{'bias':16}{'':9}{fitted.trust[-1]:9.3f}")


def _bound(bound: float | None) -> str:
    return "any" if bound is None else f"{bound:g}"


def _print_all(title: str, listed: list[Judged], plain: int) -> None:
    """Print the figures of the first `plain` questions, and of the others, which lack their concept."""
    _print_figures(f"questions {title}", listed[:plain])
    _print_reliability(f"questions {title}", listed[:plain])
    if listed[plain:]:
        _print_figures(f"questions {title}, their concepts taken out of the lexicon", listed[plain:])


def _print_figures(title: str, listed: list[Judged]) -> None:
    print(f"\n== {title}\n{SHARES}")
    for name, some in by_set(listed).items():
        trials = [one.trial for one in some]
        answerable = [one for one in some if one.trial.question.gold]
        first = sum(one.right for one in answerable) / max(len(answerable), 1)
        print(row(f"{name} (ranked first: {first:.3f})", scores(trials), timed=False))
        for slice_name, part in groups(trials).items():
            if slice_name in SLICES:
                print(row(f"  {slice_name}", scores(part), timed=False))


def _print_reliability(title: str, listed: list[Judged]) -> None:
    pairs = [(one.probability, one.right) for one in listed]
    print(f"\n== reliability, {title}: probability of the first reading against how often it is right")
    print(f"Brier score {brier(pairs):.4f}, expected calibration error {expected_error(pairs):.4f}")
    for how, cut in (("deciles", bins(pairs)), ("tenths of the probability", tenths(pairs))):
        print(f"{'n':>6}{'predicted':>11}{'observed':>10}  ({how})")
        for one in cut:
            print(f"{one.count:6d}{one.predicted:11.3f}{one.observed:10.3f}")


def _write(fitted: Fit, path: str) -> None:
    stored: dict[str, Any] = {
        "rank": _named(FEATURES, fitted.rank),
        "trust": _named((*TRUST, "bias"), fitted.trust),
        "most": list(fitted.most),
        "threshold": fitted.threshold,
        "card": load().card,
    }
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(json.dumps(stored, indent=1) + "\n")


def _named(names: tuple[str, ...], weights: Any) -> dict[str, float]:
    return {name: round(float(weight), 4) + 0.0 for name, weight in zip(names, weights, strict=True)}


if __name__ == "__main__":
    main()

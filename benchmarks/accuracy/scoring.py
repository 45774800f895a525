"""Score how questions were handled: accuracy, refusals, speed; pure, from trials to figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from question_sets import Question

LOOKED_AT = 5  # answers that count for the mean reciprocal rank


@dataclass(frozen=True, slots=True)
class Trial:
    """One question as one method handled it: fact ids, best first (none: refused), and seconds of work."""

    question: Question
    found: tuple[str, ...]
    seconds: float = 0.0

    @property
    def first_right(self) -> bool:
        """Return True if the first answer is a right one."""
        return bool(self.found) and self.found[0] in self.question.gold

    @property
    def handled(self) -> bool:
        """Return True if a right fact came first, or the question was refused where nothing answers."""
        return self.first_right if self.question.gold else not self.found

    @property
    def reciprocal_rank(self) -> float:
        """Return 1 / the rank of the first right answer among the first five, else 0."""
        ranks = (at for at, fact in enumerate(self.found[:LOOKED_AT], 1) if fact in self.question.gold)
        return 1 / next(ranks, float("inf"))


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of some trials; a share of nothing is None. Times are milliseconds of CPU a question."""

    questions: int
    accuracy: float | None
    mrr: float | None
    abstention_f1: float | None
    end_to_end: float | None
    precision: float | None
    refused: float | None
    median_ms: float
    p95_ms: float


def scores(trials: Sequence[Trial]) -> Scores:
    """Work out all figures; a refusal of an answerable question counts as wrong in accuracy and rank."""
    answerable = [trial for trial in trials if trial.question.gold]
    others = [trial for trial in trials if not trial.question.gold]
    answered = [trial for trial in trials if trial.found]
    times = sorted(trial.seconds * 1000 for trial in trials)
    return Scores(
        questions=len(trials),
        accuracy=_share(trial.first_right for trial in answerable),
        mrr=_share(trial.reciprocal_rank for trial in answerable),
        abstention_f1=_f1(trials, others),
        end_to_end=_share(trial.handled for trial in trials),
        precision=_share(trial.first_right for trial in answered),
        refused=_share(not trial.found for trial in others),
        median_ms=median(times) if times else 0.0,
        p95_ms=times[int(len(times) * 0.95)] if times else 0.0,
    )


def _share(values: Iterable[float]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None


def _f1(trials: Iterable[Trial], unanswerable: Sequence[Trial]) -> float | None:
    """Return F1 with "unanswerable" as the class to find and a refusal as the finding."""
    refused = sum(not trial.found for trial in trials)
    both = sum(not trial.found for trial in unanswerable)
    return 2 * both / (refused + len(unanswerable)) if unanswerable else None


def groups(trials: Iterable[Trial]) -> dict[str, list[Trial]]:
    """Return the trials by kind and by slice (`typo:word` is of the slice `typo`), each name once, sorted."""
    found: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        names = {trial.question.kind, *(name.partition(":")[0] for name in trial.question.slices)}
        for name in names:
            found[name].append(trial)
    return dict(sorted(found.items()))


def best_threshold(ranked: Sequence[tuple[Question, float]], handled: Callable[[int, float], bool]) -> float:
    """Return the score from which on answering handles most questions right, on these very questions.

    `handled(at, threshold)` tells whether question number `at` is handled right with a threshold.
    """
    tried = sorted({score for _, score in ranked})
    tried = tried[:: max(1, len(tried) // 200)]
    return max(tried, key=lambda level: sum(handled(at, level) for at in range(len(ranked))), default=0.0)


_COLUMNS = ("acc@1", "MRR@5", "abstF1", "e2e", "prec", "refus")
SHARES = f"{'':34}{'n':>6}{''.join(f'{name:>7}' for name in _COLUMNS)}"
HEADING = f"{SHARES}{'ms':>8}{'p95':>8}"


def row(name: str, figures: Scores, *, timed: bool = True) -> str:
    """Return one line of a table under `HEADING`, or under `SHARES` where nothing was timed."""
    shares = (
        figures.accuracy,
        figures.mrr,
        figures.abstention_f1,
        figures.end_to_end,
        figures.precision,
        figures.refused,
    )
    told = "".join(f"{'–' if share is None else f'{share:.3f}':>7}" for share in shares)
    times = f"{figures.median_ms:8.1f}{figures.p95_ms:8.1f}" if timed else ""
    return f"{name:34}{figures.questions:6d}{told}{times}"

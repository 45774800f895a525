"""Forecast how the fit does on other relations and subjects: leave whole ones out, five times."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from fitting import Fit, fit
from scoring import Trial

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samples import Sample

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A question as a fit judged it: its trial, the probability of the first reading, was it right."""

    trial: Trial
    probability: float
    right: bool


def judge(sample: Sample, fitted: Fit) -> Judged:
    """Return the outcome of a sample under a fit; one fact represents all that are answered."""
    probability, right = fitted.judged(sample)
    answer = min(sample.question.gold) if right else "wrong"
    found = (answer,) if probability >= fitted.threshold else ()
    return Judged(Trial(sample.question, found), probability, right)


def held_out(samples: Sequence[Sample], about: Mapping[str, tuple[str, str]]) -> list[Judged]:
    """Judge each sample by a fit that saw neither its relation nor its subject.

    `about` gives (subject, relation) of a fact by set and id. A question that nothing answers is left out
    with the name it names. Relations of the same id in several sets are left out together.
    """
    found = []
    subjects, relations = _keys(samples, about)
    for fold in range(FOLDS):
        held = [at for at in range(len(samples)) if _fold(relations[at] or subjects[at]) == fold]
        away = set(held)
        known = {key for at in held for key in subjects[at]}
        rest = [at for at in range(len(samples)) if at not in away and known.isdisjoint(subjects[at])]
        fitted = fit([samples[at] for at in rest])
        found += [(at, judge(samples[at], fitted)) for at in held]
    return [judged for _, judged in sorted(found, key=lambda item: item[0])]


def _keys(
    samples: Sequence[Sample], about: Mapping[str, tuple[str, str]]
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return subjects and relation of each sample; without facts, the name it names and no relation."""
    subjects, relations = [], []
    for sample in samples:
        question = sample.question
        told = [about[f"{question.set}/{fact}"] for fact in sorted(question.gold)]
        subjects.append(tuple(sorted({subject for subject, _ in told})) or (sample.named,))
        relations.append(tuple(sorted({relation for _, relation in told}))[:1])
    return subjects, relations


def _fold(keys: tuple[str, ...]) -> int:
    return crc32(keys[0].encode()) % FOLDS


def by_set(listed: Sequence[Judged]) -> dict[str, list[Judged]]:
    """Return the judged by set, in the order met."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for one in listed:
        found[one.trial.question.set].append(one)
    return dict(found)

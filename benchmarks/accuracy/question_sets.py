"""Read question sets and make the bases they ask: public sets of rows and questions, and golden questions.

A public set is a folder with `facts.jsonl` (in the columns of `factcli base import`) and `questions.jsonl`.
Golden questions are the files of `tests/acceptance/golden`: `NAME.jsonl` asks the shipped base, `BASE.NAME.jsonl` the
example called BASE. Field questions are files of the same form in `benchmarks/data/questions`, all of which ask the
shipped base; those of its folder `held-out` are never fitted on.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from dataclasses import dataclass, replace
from glob import glob
from typing import TYPE_CHECKING, Any

from factcli.base.reader import read
from factcli.exchange.import_run import import_rows
from factcli.text import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factcli.model import Fact

NAMES = ("eq", "kamel", "sq", "fr")
MERGED, GOLDEN, FIELD = "merged", "golden", "field"
UNANSWERABLE = "unanswerable"
CONDITIONS = os.path.join("complex", "conditions.jsonl")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: any of the facts `gold` is right first; without any, only a refusal is right."""

    id: str
    set: str
    language: str
    text: str
    gold: frozenset[str]
    kind: str
    slices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the path of the base they are put to."""

    name: str
    base: str
    questions: tuple[Question, ...]


def names_in(folder: str) -> list[str]:
    """Return the names of the sets of a folder: the public ones in their usual order, then others."""
    found = [
        os.path.basename(os.path.dirname(path))
        for path in glob(os.path.join(folder, "*", "questions.jsonl"))
        if os.path.basename(os.path.dirname(path)) != os.path.dirname(CONDITIONS)
    ]
    return [name for name in NAMES if name in found] + sorted(name for name in found if name not in NAMES)


def public_sets(folder: str, names: Iterable[str], work: str) -> list[QuestionSet]:
    """Import each set of a folder into a base in the folder `work`, and read its questions."""
    found = []
    for name in names:
        base = os.path.join(work, f"{name}.json")
        import_rows(os.path.join(folder, name, "facts.jsonl"), base)
        found.append(QuestionSet(name, base, tuple(_public(os.path.join(folder, name), name))))
    return found


def _public(folder: str, name: str) -> Iterator[Question]:
    for row in _rows(os.path.join(folder, "questions.jsonl")):
        gold, slices = frozenset(row["gold_fact_ids"]), tuple(row["slices"])
        yield Question(row["id"], name, row["lang"], row["question"], gold, row["kind"], slices)


def condition_sets(folder: str, work: str) -> list[QuestionSet]:
    """Read the questions with a condition that the base confirms or excludes, if the folder has them."""
    place = os.path.join(folder, CONDITIONS)
    if not os.path.exists(place):
        return []
    base, facts = os.path.join(work, "conditions.json"), os.path.join(os.path.dirname(place), "facts.jsonl")
    import_rows(facts, base)
    names = {row["id"]: {row["object"], *row.get("object_aliases", ())} for row in _rows(facts)}
    asked = [
        Question(
            row["id"],
            "conditions",
            row["lang"],
            row["question"],
            frozenset(
                fact
                for fact in row["facts"]
                if any(not names[fact].isdisjoint(answer) for answer in row["answers"])
            ),
            row["kind"] if row["answers"] else UNANSWERABLE,
        )
        for row in _rows(place)
    ]
    return [QuestionSet("conditions", base, tuple(asked))]


def merged_set(folder: str, names: Sequence[str], work: str) -> QuestionSet:
    """Put the facts of several sets into one base, and all their questions to it.

    It stands in for a base of ten thousand facts: names with several bearers, and four times as many
    names that nearly fit. Sets may tell the same fact: see `_also_right`.
    """
    rows, base = os.path.join(work, "merged.jsonl"), os.path.join(work, "merged.json")
    with open(rows, "w", encoding="utf-8") as out:
        for name in names:
            out.writelines(
                json.dumps(row | {"id": f"{name}-{row['id']}"}, ensure_ascii=False) + "\n"
                for row in _rows(os.path.join(folder, name, "facts.jsonl"))
            )
    import_rows(rows, base)
    asked = [question for name in names for question in _public(os.path.join(folder, name), name)]
    prefixed = [replace(q, gold=frozenset(f"{q.set}-{fact}" for fact in q.gold)) for q in asked]
    return QuestionSet(MERGED, base, tuple(_also_right(prefixed, read(base).facts)))


def _also_right(questions: Iterable[Question], facts: Iterable[Fact]) -> Iterator[Question]:
    """Add to the right facts of each question those that other sets tell of the same thing.

    That is the same relation of the same subject, or of the same object where the object is given.
    """
    listed = {fact.id: fact for fact in facts}
    beside: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for fact in listed.values():
        for place in _places(fact):
            beside[place].append(fact.id)
    for question in questions:
        side = "reverse" in question.slices
        places = [_places(listed[fact])[side] for fact in sorted(question.gold)]
        yield replace(question, gold=frozenset(fact for place in places for fact in beside[place]))


def _places(fact: Fact) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    target = fact.object.id if fact.object else ""
    return ("subject", fact.subject.id, fact.relation.id), ("object", target, fact.relation.id)


def golden_sets(folder: str, base: str, examples: str) -> list[QuestionSet]:
    """Read golden questions: of the shipped base, and of each base in `examples` that has some."""
    found: dict[str, list[Question]] = defaultdict(list)
    for path in sorted(glob(os.path.join(folder, "*.jsonl"))):
        of_base = os.path.basename(path).rpartition(".jsonl")[0].rpartition(".")[0]
        name = f"{GOLDEN}.{of_base}" if of_base else GOLDEN
        asked_of = os.path.join(examples, f"{of_base}.json") if of_base else base
        if os.path.exists(asked_of):
            found[asked_of] += [_golden(row, name) for row in _rows(path)]
    return [QuestionSet(listed[0].set, asked_of, tuple(listed)) for asked_of, listed in found.items()]


def field_sets(folder: str, base: str) -> list[QuestionSet]:
    """Read the field questions of a folder, a set for each file."""
    paths = sorted(glob(os.path.join(folder, "*.jsonl")))
    names = [f"{FIELD}.{os.path.basename(path).rpartition('.jsonl')[0]}" for path in paths]
    return [
        QuestionSet(name, base, tuple(_golden(row, name) for row in _rows(path)))
        for name, path in zip(names, paths, strict=True)
    ]


def _golden(row: dict[str, Any], name: str) -> Question:
    gold = frozenset(row.get("facts", ()))
    kind = row.get("kind", "clean") if gold else UNANSWERABLE
    return Question(row["id"], name, row["lang"], row["question"], gold, kind)


def subjects_and_relations(sets: Iterable[QuestionSet]) -> dict[str, tuple[str, str]]:
    """Return (folded name of the subject, relation) of each fact of some sets, by fact id."""
    found = {}
    for one in sets:
        for fact in read(one.base).facts:
            found[f"{one.name}/{fact.id}"] = (key(next(iter(fact.subject.name.values()))), fact.relation.id)
    return found


def _rows(path: str) -> Iterator[dict[str, Any]]:
    with open(path, encoding="utf-8") as stream:
        for text in stream:
            if text.strip():
                yield json.loads(text)

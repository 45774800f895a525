"""Test how question sets become questions and bases."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from question_sets import golden_sets, merged_set, public_sets, subjects_and_relations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def fact(number: str, subject: str, relation: str, target: str) -> dict[str, Any]:
    told = f"{subject} {relation} {target}."
    return {
        "id": number,
        "subject": subject,
        "relation": relation,
        "object": target,
        "language": "en",
        "statement": told,
        "sentence": told,
    }


def ask(number: str, *gold: str, slices: Sequence[str] = ()) -> dict[str, Any]:
    kind = "clean" if gold else "unanswerable"
    asked = {"id": number, "lang": "en", "question": f"{number}?"}
    return {**asked, "gold_fact_ids": gold, "kind": kind, "slices": slices}


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two sets that tell of the same town, in a folder."""
    write(tmp_path / "eq" / "facts.jsonl", [fact("a", "Ada", "born in", "Rome")])
    asked = [ask("q1", "a"), ask("q2", "a", slices=["reverse"]), ask("q3")]
    write(tmp_path / "eq" / "questions.jsonl", asked)
    write(
        tmp_path / "sq" / "facts.jsonl",
        [fact("a", "Ada", "born in", "Pisa"), fact("b", "Bob", "born in", "Rome")],
    )
    write(tmp_path / "sq" / "questions.jsonl", [ask("q1", "b")])
    return tmp_path


class TestPublicSets:
    def test_a_set_is_questions_and_a_base(self, folder: Path) -> None:
        (found,) = public_sets(str(folder), ["sq"], str(folder))

        assert [(q.set, q.text, set(q.gold)) for q in found.questions] == [("sq", "q1?", {"b"})]
        assert subjects_and_relations([found]) == {"sq/a": ("ada", "born-in"), "sq/b": ("bob", "born-in")}


class TestMergedSet:
    def test_the_same_fact_in_another_set_is_right_too(self, folder: Path) -> None:
        found = merged_set(str(folder), ["eq", "sq"], str(folder))

        assert [set(question.gold) for question in found.questions] == [
            {"eq-a", "sq-a"},
            {"eq-a", "sq-b"},
            set(),
            {"sq-b"},
        ]


class TestGoldenSets:
    def test_files_without_a_base_in_their_name_ask_the_shipped_one(self, tmp_path: Path) -> None:
        golden, examples = tmp_path / "golden", tmp_path / "examples"
        write(golden / "answered.jsonl", [{"id": "1", "lang": "fr", "question": "Qui ?", "facts": ["f"]}])
        write(golden / "refused.jsonl", [{"id": "2", "lang": "fr", "question": "Quoi ?", "kind": "clean"}])
        write(
            golden / "ferry.answered.jsonl", [{"id": "3", "lang": "en", "question": "Who?", "facts": ["g"]}]
        )
        write(golden / "lost.answered.jsonl", [{"id": "4", "lang": "en", "question": "Who?", "facts": ["h"]}])
        write(examples / "ferry.json", [])
        write(tmp_path / "shipped.json", [])

        found = golden_sets(str(golden), str(tmp_path / "shipped.json"), str(examples))

        assert [(one.name, one.base.rpartition("/")[2]) for one in found] == [
            ("golden", "shipped.json"),
            ("golden.ferry", "ferry.json"),
        ]
        assert [[q.kind for q in one.questions] for one in found] == [["clean", "unanswerable"], ["clean"]]

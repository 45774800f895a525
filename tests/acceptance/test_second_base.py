"""The example base: made only with the commands, clean, and able to answer its golden questions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from factcli.audit.check import check_file
from factcli.base.reader import read
from factcli.index.open import open_index
from factcli.language.lexicon_file import open_lexicon
from factcli.questions.answer import ask
from factcli.questions.result import AskOptions
from factcli.texts.rules import load_rules
from places import EXAMPLES, GOLDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from factcli.questions.result import Outcome

BASE, TEXT = EXAMPLES / "night-ferry.json", EXAMPLES / "night-ferry.txt"
SHARE = 0.95


def questions(name: str) -> list[dict[str, Any]]:
    lines = (GOLDEN / f"night-ferry.{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Outcome]]:
    """Return what asks the example base a question."""
    with (
        open_lexicon(str(tmp_path_factory.mktemp("cache"))) as words,
        open_index(str(BASE), cache=None) as index,
    ):
        yield lambda question: ask(question, (index,), AskOptions(), lexicon=words)


def right(asked: Callable[[str], Outcome], golden: dict[str, Any]) -> bool:
    outcome = asked(golden["question"])
    if "facts" not in golden:
        return outcome.status != "answered"
    return bool(outcome.answers) and outcome.answers[0].fact.id in golden["facts"]


class TestGoldenQuestions:
    def test_there_are_enough_of_them(self) -> None:
        assert len(questions("answered")) >= 60
        assert len(questions("refused")) >= 15

    def test_questions_are_answered_or_rightly_refused(self, asked: Callable[[str], Outcome]) -> None:
        everything = questions("answered") + questions("refused")

        wrong = [golden["question"] for golden in everything if not right(asked, golden)]

        assert len(wrong) <= len(everything) * (1 - SHARE), wrong

    def test_every_fact_named_exists(self) -> None:
        known = {fact.id for fact in read(str(BASE)).facts}

        assert {name for golden in questions("answered") for name in golden["facts"]} <= known


class TestTheBase:
    def test_it_has_forty_sentences_and_every_way_to_say_something(self) -> None:
        base = read(str(BASE))

        assert len(base.sentences) >= 40
        assert {fact.modality for fact in base.facts} == {
            "asserted",
            "planned",
            "hedged",
            "reported",
            "denied",
        }
        assert {type(fact.value).__name__ for fact in base.facts} >= {"Money", "Quantity", "Date", "Text"}

    def test_the_check_finds_nothing(self) -> None:
        findings = check_file(str(BASE), load_rules(), TEXT.read_text(encoding="utf-8"))

        assert [f"{finding.code} {finding.document}: {finding.message}" for finding in findings] == []

    @pytest.mark.long
    def test_the_commands_reproduce_it_byte_for_byte(self, tmp_path: Path) -> None:
        program = tmp_path / "bin" / "factcli"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m factcli "$@"\n')
        program.chmod(0o755)
        path = os.pathsep.join((str(program.parent), os.environ["PATH"]))
        made = tmp_path / "night-ferry.json"

        subprocess.run(
            ["sh", str(EXAMPLES / "make-night-ferry.sh"), str(made)],
            check=True,
            env={**os.environ, "PATH": path},
        )

        assert made.read_bytes() == BASE.read_bytes()

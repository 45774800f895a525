"""Ask every golden question of every base that ships: each gets its answer first, or a refusal.

`golden/answered.jsonl` and `golden/refused.jsonl` are about the base in `facts/`, `golden/NAME.answered.jsonl`
and `golden/NAME.refused.jsonl` about `examples/NAME.json`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from factcli.index.build import PhraseMaker
from factcli.index.open import open_index
from factcli.questions.answer import ask
from factcli.questions.result import AMBIGUOUS, NO_SUCH_FACT, UNKNOWN_ENTITY
from places import GOLDEN, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Outcome

    Asking = Callable[[str, str], Outcome]

REFUSALS = (NO_SUCH_FACT, UNKNOWN_ENTITY, AMBIGUOUS)
SHIPPED = "openai-expansion"
FIRST = 10  # answers among which all that are right must stand


def base_path(name: str) -> Path:
    """Return where the base of a golden set lies."""
    return ROOT / ("facts" if name == SHIPPED else "examples") / f"{name}.json"


def questions(kind: str) -> list[Any]:
    """Return the base and the line of every golden question of a kind, named by its words."""
    found = []
    for path in sorted(GOLDEN.glob(f"*{kind}.jsonl")):
        base = path.name.removesuffix(f"{kind}.jsonl").rstrip(".") or SHIPPED
        for line in path.read_text(encoding="utf-8").splitlines():
            golden = json.loads(line)
            found.append(pytest.param(base, golden, id=f"{golden['id']} {golden['question']}"))
    return found


@pytest.fixture(scope="module")
def asking(lexicon: Lexicon) -> Iterator[Asking]:
    """Return what asks the base of a name a question; each base is opened once."""
    opened: dict[str, Any] = {}

    def asking(base: str, question: str) -> Outcome:
        if base not in opened:
            opened[base] = open_index(str(base_path(base)), phrases=PhraseMaker(lexicon))
        return ask(question, (opened[base],), lexicon=lexicon)

    yield asking
    for index in opened.values():
        index.close()


class TestAnswered:
    @pytest.mark.parametrize(("base", "golden"), questions("answered"))
    def test_a_right_fact_comes_first_and_all_among_the_first(
        self, base: str, golden: dict[str, Any], asking: Asking
    ) -> None:
        outcome = asking(base, golden["question"])

        found = [answer.fact.id for answer in outcome.answers]
        assert found, outcome.status
        assert found[0] in golden["facts"]
        assert set(golden["all"]) <= set(found[:FIRST])


class TestRefused:
    @pytest.mark.parametrize(("base", "golden"), questions("refused"))
    def test_a_refusal_has_a_reason(self, base: str, golden: dict[str, Any], asking: Asking) -> None:
        outcome = asking(base, golden["question"])

        assert outcome.status in REFUSALS, [answer.fact.id for answer in outcome.answers]
        assert outcome.answers == ()


class TestTheQuestions:
    @pytest.mark.parametrize("kind", ["answered", "refused"])
    def test_each_set_has_its_base(self, kind: str) -> None:
        bases = {case.values[0] for case in questions(kind)}

        assert SHIPPED in bases
        assert [name for name in bases if not base_path(name).exists()] == []

"""Ask the questions that several facts answer, operation by operation, of both bases that ship.

`golden/plans.tsv` has the base, the operation, the question, and what answers it: ids of entities, digits, yes or no,
or REFUSE where the text does not say it. A wrong answer is worse than none, so there is no list of known misses.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from factcli.index.build import PhraseMaker
from factcli.index.open import open_index
from factcli.model import Entity, Money, Quantity
from factcli.questions.answer import ask
from factcli.questions.result import ANSWERED
from places import GOLDEN
from test_golden import base_path

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Answer

with (GOLDEN / "plans.tsv").open(encoding="utf-8") as stream:
    ROWS = list(csv.DictReader(stream, delimiter="\t"))


@pytest.fixture(scope="module")
def bases(lexicon: Lexicon) -> dict[str, Index]:
    """Return both bases, open."""
    names = sorted({row["base"] for row in ROWS})
    return {name: open_index(str(base_path(name)), phrases=PhraseMaker(lexicon)) for name in names}


def told(answer: Answer) -> str:
    """Return what an answer says, as the table writes it."""
    value: object = answer.made.value if answer.made else None
    if answer.made is None:
        value = answer.fact.subject if answer.inverse else answer.fact.object or answer.fact.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Entity):
        return value.id
    return str(value.amount if isinstance(value, Money | Quantity) else value)


@pytest.mark.parametrize("row", ROWS, ids=[row["question"] for row in ROWS])
def test_the_facts_make_this_answer(row: dict[str, str], bases: dict[str, Index], lexicon: Lexicon) -> None:
    outcome = ask(row["question"], [bases[row["base"]]], lexicon=lexicon)

    if row["answers"] == "REFUSE":
        assert outcome.status != ANSWERED
    else:
        assert sorted(told(answer) for answer in outcome.answers) == sorted(row["answers"].split())

"""Each decision is written at once, can be undone, and a review goes on where it was ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from article_base import base_file
from factcli.base.reader import read
from factcli.curation.gate import READY, take_fact
from factcli.drafting.proposals import Draft, Proposal, draft_path
from factcli.drafting.review import Review, edited
from factcli.errors import UsageProblem


def proposal(exact: str, target: str, **told: object) -> Proposal:
    usual: dict[str, object] = {
        "sentence": "1",
        "subject": "Nordline",
        "relation": f"has to do with {target}",
        "object": target,
        "statement": {"en": f"Nordline has to do with {target}."},
    }
    return Proposal(exact=exact, **{**usual, **told})  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = str(base_file(tmp_path))
    first = proposal("Nordline, a shipping company founded in 1950 by Karl Moe", "Karl Moe")
    second = proposal("bought Sundhaven", "Sundhaven", statement={"en": "Nordline bought Sundhaven in 2018."})
    Draft(draft_path(path)).add([first, second])
    return path


def review(path: str) -> Review:
    return Review(path, Draft(draft_path(path)))


def test_taking_writes_the_fact_at_once(path: str) -> None:
    judgement, change = review(path).take()

    assert (judgement.verdict, len(read(path).facts)) == (READY, 1)
    assert change is not None
    assert review(path).left == 1


def test_what_the_gate_refuses_is_not_written_until_it_is_edited(path: str) -> None:
    going = review(path)
    going.drop()

    refused, change = going.take()
    going.edit("statement", "Nordline bought Sundhaven.")
    going.edit("names", "1 Nordline")
    taken, written = going.take()

    assert (set(refused.codes), change) == ({"claim-date", "claim-name"}, None)
    assert taken.verdict == READY
    assert written is not None


def test_undo_takes_back_a_fact_with_what_it_brought(path: str) -> None:
    going = review(path)
    before = Path(path).read_bytes()
    going.take()
    going.drop()

    assert [going.undo(), going.undo(), going.undo()] == ["dropped", "taken", None]
    assert Path(path).read_bytes() == before
    assert review(path).left == 2


def test_a_fact_that_was_written_before_its_fate_counts_as_taken(path: str) -> None:
    take_fact(path, Draft(draft_path(path)).open()[0].request())

    going = review(path)
    shown = going.current()

    assert shown is not None
    assert shown[0].object == "Sundhaven"
    assert len(read(path).facts) == 1


def test_an_edit_survives(path: str) -> None:
    review(path).edit("relation", "founder")

    assert Draft(draft_path(path)).open()[0].relation == "founder"


@pytest.mark.parametrize(
    ("field", "text", "attribute", "value"),
    [
        ("value", "date:1950", "object", None),
        ("object", "Ada", "value", None),
        ("hedged", "yes", "hedged", True),
        ("when", "", "when", None),
        ("speaker", "Ada", "speaker", "Ada"),
    ],
)
def test_fields(field: str, text: str, attribute: str, value: object) -> None:
    changed = edited(proposal("x", "y", value="text:z"), field, text, "en")

    assert getattr(changed, attribute) == value


def test_a_field_that_is_none() -> None:
    with pytest.raises(UsageProblem, match="unknown field"):
        edited(proposal("x", "y"), "colour", "red", "en")

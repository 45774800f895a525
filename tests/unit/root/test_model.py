"""The modality of a fact says how it relates to its time."""

from __future__ import annotations

from factcli.model import is_ahead


def test_planned_and_possible_facts_are_ahead() -> None:
    assert is_ahead("planned", hedged=False)
    assert is_ahead("hedged", hedged=False)
    assert is_ahead("reported", hedged=True)
    assert not is_ahead("reported", hedged=False)

"""A working copy finds documents by what they hold, takes back what was tried, and knows what was changed."""

from __future__ import annotations

from typing import Any

import pytest

from factcli.curation.resolve import entity_names
from factcli.curation.working_copy import Documents, WorkingCopy, ids


def entity(name: str, *aliases: str) -> dict[str, Any]:
    return {"id": name.lower(), "name": {"en": name}, "aliases": list(aliases)}


@pytest.fixture
def entities() -> Documents:
    return Documents("entities", {"1": entity("Ada", "Quill"), "4": entity("Bo", "Quill")})


class TestDocuments:
    def test_are_found_by_what_they_hold(self, entities: Documents) -> None:
        assert entities.numbers(entity_names, "Quill") == [1, 4]
        assert entities.having(ids, "bo") == [entity("Bo", "Quill")]
        assert entities.having(ids, "cy") == []

    def test_are_found_by_what_they_hold_now(self, entities: Documents) -> None:
        entities.numbers(entity_names, "Quill")

        entities.put(1, entity("Ada", "Holm"))
        entities.insert(entity("Cy", "Quill"))

        assert entities.numbers(entity_names, "Quill") == [4, 5]
        assert entities.numbers(entity_names, "Holm") == [1]
        assert "cy" in entities
        assert set(entities.known(ids)) == {"ada", "bo", "cy"}

    def test_what_is_taken_out_is_not_found(self, entities: Documents) -> None:
        assert "ada" in entities

        entities.put(1, None)

        assert "ada" not in entities
        assert len(entities) == 1

    def test_what_was_tried_is_taken_back(self, entities: Documents) -> None:
        entities.numbers(entity_names, "Quill")
        with entities.trying():
            entities.put(1, None)
            entities.insert(entity("Cy", "Quill"))
            assert entities.numbers(entity_names, "Quill") == [4, 5]

        entities.insert(entity("Di"))

        assert entities.numbers(entity_names, "Quill") == [1, 4]
        assert entities.numbers(ids, "di") == [5]
        assert entities.changes() == {5: (None, entity("Di"))}


class TestWorkingCopy:
    def test_knows_what_was_changed(self) -> None:
        tables = {"entities": {"1": entity("Ada"), "2": entity("Bo"), "3": entity("Cy")}}
        copy = WorkingCopy(tables)

        held = copy.table("entities")
        held.put(1, entity("Ada", "Quill"))
        held.put(2, None)
        held.put(3, entity("Cy", "Holm"))
        held.put(3, entity("Cy"))

        before, after = copy.before_and_after()
        assert before == {("entities", "ada"): entity("Ada"), ("entities", "bo"): entity("Bo")}
        assert after == {("entities", "ada"): entity("Ada", "Quill")}
        assert copy.changes() == {"entities": {1: entity("Ada", "Quill"), 2: None}}
        assert tables["entities"]["2"] == entity("Bo")

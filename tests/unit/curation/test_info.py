"""What a base contains and lacks is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.base.reader import read
from factcli.curation.create import Described, new_base
from factcli.curation.gate import add_fact
from factcli.curation.info import describe
from places import SHIPPED
from yard import TEXT, request

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def base(tmp_path: Path) -> str:
    path = str(tmp_path / "base.json")
    new_base(TEXT, "text.txt", path, "en", Described(title="The yard"))
    return path


class TestDescribe:
    def test_the_shipped_base(self) -> None:
        told = describe(str(SHIPPED))

        base = read(str(SHIPPED))
        assert told.counts["facts"] == len(base.facts)
        assert sum(told.modalities.values()) == len(base.facts)
        assert told.languages.keys() == {"en", "fr"}
        assert told.derived_share == sum(bool(f.derived) for f in base.facts) / len(base.facts)

    def test_missing_parts_are_counted(self, base: str) -> None:
        add_fact(base, request(statements={"fr": "Le chantier."}))

        told = describe(base)

        assert told.without_fact == ("2",)
        assert told.undescribed == ("kite", "ada-quill")
        assert told.languages["en"]["statements"] == 1
        assert told.languages["fr"] == {"names": 2, "labels": 1, "statements": 0, "descriptions": 0}

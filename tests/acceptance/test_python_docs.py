"""Is what docs/python.md shows true? Its examples are run."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

from places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

GUIDE = ROOT / "docs" / "python.md"


def test_the_examples_do_what_they_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCLI_CACHE", str(tmp_path))
    monkeypatch.delenv("FACTCLI_BASE", raising=False)

    failed, tried = doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8")

    assert (failed, tried > 10) == (0, True)

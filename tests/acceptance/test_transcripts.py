"""Whole screens, replayed. `pytest --accept` rewrites them: read the diff before you commit it."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcript import replayed

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_screen_is_unchanged(path: Path, accept: bool) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")

    now = replayed(lines)

    if accept:
        path.write_text("\n".join(now) + "\n", encoding="utf-8")
    assert "\n".join(now).rstrip() == "\n".join(lines).rstrip()


def test_there_are_screens_at_four_widths() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in TRANSCRIPTS)

    assert {40, 80, 120, 200} == {
        int(line.split()[2]) for line in text.splitlines() if line.startswith("# columns ")
    }

"""One wrong bit anywhere in the cache: the answer is the right one, and the next question finds the file mended.

The run of every day tries some pages of each file; `pytest -m long` tries a thousand places of each
(DAMAGES says how many).
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from factcli.base import sealed
from places import HARBOUR
from running import run

if TYPE_CHECKING:
    from pathlib import Path

SOME, MANY = 6, int(os.environ.get("DAMAGES", "1000"))
PAGE = 4096
# Each file with a question that reads it: misspelt for one part of an index, refused for another.
QUESTIONS = {
    ".index": ("who", "mayor", "Lyrvik", "--json"),
    ".fuzzy": ("who", "mayor", "Lirvyk", "--json"),
    ".text": ("who", "repaired", "the", "old", "pier", "--json"),
    ".sqlite": ("who", "founded", "Nordline", "--json"),
}


def asked(ending: str, cache: Path) -> tuple[int, str]:
    ran = run(*QUESTIONS[ending], cache=cache, FACTCLI_BASE=str(HARBOUR))
    assert ran.err == ""
    return ran.status, ran.out


def damaged(ending: str, cache: Path, count: int) -> int:
    """Damage a file at so many places, one after the other, over all of its pages; return how many pages it has."""
    expected = asked(ending, cache)
    (file,) = (path for path in (cache / "factcli").iterdir() if path.name.endswith(ending))
    good = file.read_bytes()
    chance = random.Random(ending)  # noqa: S311 -- the same places at each run
    pages = list(range(0, len(good), PAGE))
    chance.shuffle(pages)
    for number in range(count):
        wrong = bytearray(good)
        wrong[pages[number % len(pages)] + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
        file.write_bytes(wrong)
        assert asked(ending, cache) == expected, number
        assert sealed.opened(str(file)) is not None, number
    return len(pages)


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize("ending", QUESTIONS)
class TestOneWrongBit:
    @pytest.fixture(autouse=True)
    def _size(self, large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        if large:  # known by its time, and read as a whole only if that is another
            monkeypatch.setattr(sealed, "SMALL", 0)

    def test_changes_no_answer(self, ending: str, tmp_path: Path) -> None:
        damaged(ending, tmp_path, SOME)

    @pytest.mark.long
    def test_changes_no_answer_at_many_places(self, ending: str, tmp_path: Path) -> None:
        pages = damaged(ending, tmp_path, MANY)

        print(f"{ending}: {MANY} damages over {pages} pages")  # noqa: T201 -- for SECURITY.md

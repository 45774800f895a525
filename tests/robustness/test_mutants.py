"""No hostile base makes a command fail in an undocumented way, hang, or write hidden characters."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mutating import mutant
from trying import GOOD, Tried, hidden, try_many

SAMPLE, MANY, SHARE = 25, 5000, 250


def test_a_fixed_sample_of_mutants_keeps_every_promise(tmp_path: Path) -> None:
    tried = try_many(0, SAMPLE, tmp_path)

    assert tried.broken == []
    assert 0 < tried.read < tried.mutants == SAMPLE, tried


@pytest.mark.long
def test_five_thousand_mutants_keep_every_promise() -> None:
    def share(first: int) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, str(Path(__file__).with_name("trying.py")), str(first), str(SHARE)]
        return subprocess.run(line, capture_output=True, text=True, check=False)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in pool.map(share, range(SAMPLE, SAMPLE + MANY, SHARE)):
            sys.stdout.write(done.stdout)
            assert done.returncode == 0, done.stdout + done.stderr


class TestMutants:
    def test_a_seed_makes_the_same_mutant_each_time(self) -> None:
        assert mutant(GOOD, 11).data == mutant(GOOD, 11).data != mutant(GOOD, 12).data

    def test_the_good_base_is_not_changed(self) -> None:
        before = repr(GOOD)
        for seed in range(40):
            mutant(GOOD, seed)

        assert repr(GOOD) == before


class TestTheTrying:
    """What looks for broken promises finds them."""

    @pytest.mark.parametrize(
        "character", ["\x1b", "\x07", "\r", "\x9b", "\u202e", "\u200b", "\u2028", "\ud800"]
    )
    def test_finds_a_forbidden_character(self, character: str) -> None:
        assert hidden(f"a{character}b") == {character}

    def test_allows_only_our_own_colours(self) -> None:
        assert hidden("\x1b[1;36mLyrvik\x1b[0m\n\t", styled=True) == set()
        assert hidden("\x1b]0;title\x07", styled=True) == {"\x1b", "\x07"}

    def test_reports_what_it_tried(self) -> None:
        assert "0 promises broken" in str(Tried())

"""A real full disk and failing system calls, which tests with failing Python calls cannot show."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from places import HARBOUR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINE = ("base", "add-alias", "lyrvik", "Zzz")
CALLS = ("fsync", "rename,renameat,renameat2", "link,linkat", "fchmod", "flock")
ERRORS = ("EIO", "ENOSPC", "EDQUOT")
TIMES = 4  # of each call the first ones fail, one after the other


def run(base: Path, *before: str) -> subprocess.CompletedProcess[str]:
    world = {**os.environ, "FACTCLI_CACHE": str(base.parent.parent / "cache"), "FACTCLI_DATA": os.devnull}
    return subprocess.run(
        [*before, sys.executable, "-m", "factcli", *LINE, "--base", str(base)],
        env=world,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


class TestASmallDisk:
    """A file system of its own, with no room left."""

    @pytest.fixture
    def disk(self, tmp_path: Path) -> Iterator[Path]:
        disk = tmp_path / "disk"
        disk.mkdir()
        size = f"size={HARBOUR.stat().st_size * 3}"
        mounted = shutil.which("mount") and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(disk)], capture_output=True, check=False
        )
        if not mounted or mounted.returncode:
            pytest.skip("mounting a small tmpfs takes privileges that are missing here")
        yield disk
        subprocess.run(["umount", str(disk)], check=True)

    def test_a_full_disk_keeps_the_old_base_and_exits_5(self, disk: Path) -> None:
        base = disk / "b.json"
        base.write_bytes(HARBOUR.read_bytes())
        (disk / "filler").write_bytes(b"x" * (shutil.disk_usage(disk).free // 4096 * 4096))

        ran = run(base)

        assert ran.returncode == 5, ran.stderr
        assert "No space left" in ran.stderr
        assert base.read_bytes() == HARBOUR.read_bytes()
        assert sorted(os.listdir(disk)) == ["b.json", "filler"]

        os.unlink(disk / "filler")
        assert run(base).returncode == 0
        assert b"Zzz" in base.read_bytes()


class TestInjectedErrors:
    """The kernel's calls fail, as `strace` makes them: whatever way Python has to them."""

    @pytest.fixture
    def base(self, tmp_path: Path) -> Path:
        (tmp_path / "facts").mkdir()
        base = tmp_path / "facts" / "b.json"
        base.write_bytes(HARBOUR.read_bytes())
        traced = shutil.which("strace") and subprocess.run(
            ["strace", "-o", os.devnull, "true"], capture_output=True, check=False
        )
        if not traced or traced.returncode:
            pytest.skip("strace is missing or may not trace here")
        return base

    @pytest.mark.parametrize("error", ERRORS)
    @pytest.mark.parametrize("calls", CALLS)
    def test_a_failing_call_leaves_the_old_or_the_new_base(self, calls: str, error: str, base: Path) -> None:
        ends = set()
        for at in range(1, TIMES + 1):
            base.write_bytes(HARBOUR.read_bytes())
            ran = run(base, "strace", "-f", "-o", os.devnull, "-e", f"inject={calls}:error={error}:when={at}")
            old = base.read_bytes() == HARBOUR.read_bytes()
            ends.add(ran.returncode)

            assert ran.returncode in (0, 4, 5), (at, ran.stderr)
            assert "Traceback" not in ran.stderr
            assert old == (ran.returncode == 5), (at, ran.stderr)
            assert old or b"Zzz" in base.read_bytes()
            assert set(os.listdir(base.parent)) <= {"b.json", "b.json.lock"}

        assert ends & {4, 5}

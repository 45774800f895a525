"""One writer at a time, a bounded wait, and no lock that outlives its holder."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from factcli.base import lock
from factcli.base.lock import locked
from factcli.errors import NotWritten

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys
from factcli.base import lock
from factcli.base.lock import locked
with locked(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""
ADD = """
import sys
from factcli.base import lock
from factcli.base.lock import locked
for _ in range(int(sys.argv[2])):
    with locked(sys.argv[1], 60):
        with open(sys.argv[1]) as stream:
            count = int(stream.read())
        with open(sys.argv[1], "w") as stream:
            stream.write(str(count + 1))
"""


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


class TestLocked:
    def test_a_second_writer_is_told_after_a_bounded_wait(self, tmp_path: Path) -> None:
        with holder(tmp_path / "base.json") as process:
            with (
                pytest.raises(NotWritten, match="another program is writing"),
                locked(str(tmp_path / "base.json"), 0.05),
            ):
                pass
            process.communicate()

    def test_the_lock_of_a_killed_holder_is_free(self, tmp_path: Path) -> None:
        with holder(tmp_path / "base.json") as process:
            process.send_signal(signal.SIGKILL)
            process.wait()

            with locked(str(tmp_path / "base.json"), 0):
                pass

            assert process.stdout is not None
            assert not list(tmp_path.iterdir())

    def test_nothing_is_left_behind(self, tmp_path: Path) -> None:
        with locked(str(tmp_path / "base.json")):
            assert os.listdir(tmp_path) == ["base.json.lock"]

        assert os.listdir(tmp_path) == []

    def test_a_link_and_its_target_share_one_lock(self, tmp_path: Path) -> None:
        (tmp_path / "link.json").symlink_to("base.json")

        with locked(str(tmp_path / "link.json")):
            assert (tmp_path / "base.json.lock").exists()

    def test_a_planted_link_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "base.json.lock").symlink_to("elsewhere")

        with pytest.raises(NotWritten, match="cannot be locked"), locked(str(tmp_path / "base.json")):
            pass

        assert not (tmp_path / "elsewhere").exists()

    @pytest.mark.parametrize("anew", [False, True])
    def test_one_that_its_last_holder_removed_meanwhile_is_not_taken(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, anew: bool
    ) -> None:
        """A lock on a file without a name, or whose name is that of another file, locks nothing."""
        real, name = fcntl.flock, tmp_path / "base.json.lock"
        seen: list[int] = []

        def flock(handle: int, how: int) -> None:
            real(handle, how)
            seen.append(handle)
            if len(seen) == 1:
                name.unlink()
                if anew:
                    name.touch()

        monkeypatch.setattr(fcntl, "flock", flock)

        with locked(str(tmp_path / "base.json")):
            assert len(seen) == 2
            assert os.path.samestat(name.stat(), os.fstat(seen[1]))

    def test_no_step_of_several_writers_is_lost(self, tmp_path: Path) -> None:
        path = tmp_path / "count"
        path.write_text("0")

        writers = [subprocess.Popen([sys.executable, "-c", ADD, str(path), "100"]) for _ in range(4)]

        assert [writer.wait() for writer in writers] == [0] * 4
        assert path.read_text() == "400"


class Interrupting:
    """The `os` module; a signal arrives as soon as one of its calls is done."""

    def __init__(self, name: str, number: int) -> None:
        """Take the name of the call and the number of the signal."""
        self.name, self.number = name, number

    def __getattr__(self, name: str) -> Any:
        """Return the real attribute, or the call that is followed by the signal."""
        real = getattr(os, name)
        if name != self.name:
            return real

        def call(*args: Any, **kwargs: Any) -> Any:
            found = real(*args, **kwargs)
            signal.raise_signal(self.number)  # to this thread: a library may have started others
            return found

        return call


class TestSignals:
    @pytest.mark.parametrize("name", ["open", "fstat", "unlink", "close"])
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_one_that_arrives_while_a_lock_is_taken_or_given_back_leaves_none(
        self, name: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(lock, "os", Interrupting(name, number))
        before = signal.signal(number, stop)
        try:
            with pytest.raises(KeyboardInterrupt), locked(str(tmp_path / "base.json")):
                pass
        finally:
            signal.signal(number, before)

        assert os.listdir(tmp_path) == []
        assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()

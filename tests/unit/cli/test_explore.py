"""A session from a pipe and on a terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from functools import partial
from typing import TYPE_CHECKING

import pytest

from places import SHIPPED
from running import Ran, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 30.0


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Ran]:
    """Run command lines with one cache for all, so that what questions need is made once."""
    return partial(run, cache=tmp_path_factory.mktemp("cache"))


class Screen:
    """A session in a pseudo-terminal."""

    def __init__(self, folder: Path, columns: int, **environment: str) -> None:
        """Start it."""
        world = {**os.environ, "HOME": str(folder), "FACTCLI_BASE": str(SHIPPED), "LC_ALL": "C.UTF-8"}
        world |= {"XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder), "TERM": "xterm"} | environment
        self.seen, self.raw = "", b""
        own, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        command = [sys.executable, "-m", "factcli", "explore"]
        self.process = subprocess.Popen(
            command, stdin=other, stdout=other, stderr=other, env=world, start_new_session=True
        )
        os.close(other)
        self._own = own

    def until(self, words: str) -> str:
        """Wait until the screen shows these words; what came before them counts no more. Return that."""
        while words not in _plain(self.seen):
            ready, _, _ = select.select([self._own], [], [], PATIENCE)
            assert ready, f"waited for {words!r}; saw {self.seen!r}"
            heard = os.read(self._own, 65536)
            if b"\x1b[6n" in heard:
                os.write(self._own, b"\x1b[1;1R")
            self.raw += heard
            self.seen += heard.decode(errors="replace")
        shown, _, self.seen = _plain(self.seen).partition(words)
        return shown

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._own, keys.encode())

    def end(self) -> int:
        """Wait for the end; return the exit status."""
        try:
            while select.select([self._own], [], [], PATIENCE)[0] and os.read(self._own, 65536):
                pass
        except OSError:
            pass
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """End it whatever it does."""
        self.process.kill()
        self.process.wait()
        os.close(self._own)


def _plain(text: str) -> str:
    return re.sub(r"\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>()][AB0]?|\r", "", text)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Screen]]:
    made: list[Screen] = []

    def started(columns: int, **environment: str) -> Screen:
        made.append(Screen(tmp_path, columns, **environment))
        return made[-1]

    yield started
    for screen in made:
        screen.close()


class TestPipe:
    def piped(self, once: Callable[..., Ran], *lines: str) -> str:
        ran = once("explore", given="".join(f"{line}\n" for line in lines).encode())
        assert ran.status == 0, ran
        return ran.out + ran.err

    def test_each_line_runs_as_its_command(self, once: Callable[..., Ran]) -> None:
        assert self.piped(once, "who Kyutai") == once("who", "Kyutai").out
        shown, source = once("show", "Kyutai").out, once("source", "8").out
        assert self.piped(once, ":show Kyutai", "", ":source 8") == shown + source

    def test_a_number_opens_a_row(self, once: Callable[..., Ran]) -> None:
        assert self.piped(once, ":entities", "1").endswith(once("show", "openai").out)

    def test_a_failure_does_not_end_the_session(self, once: Callable[..., Ran]) -> None:
        out = self.piped(once, ":source 999", ":show zzzz", ":base nosuch", ":cite", "who Kyutai")

        assert "Xavier Niel" in out
        assert "Traceback" not in out

    def test_the_language_stays(self, once: Callable[..., Ran]) -> None:
        assert "Kyutai a été lancé par" in self.piped(once, ":lang fr", "who Kyutai")

    def test_bytes_that_are_not_text_are_not_a_failure(self, once: Callable[..., Ran]) -> None:
        ran = once("explore", given=b"\xff\xfe who\x00 Kyutai\n")

        assert ran.status == 0
        assert "Traceback" not in ran.out + ran.err

    def test_an_unreadable_base_is_reported_at_once(self, once: Callable[..., Ran]) -> None:
        assert once("explore", "--base", "nosuch", given=b"who Kyutai\n").status == 4


class TestTerminal:
    @pytest.mark.parametrize("columns", [40, 80])
    def test_a_whole_session(self, columns: int, start: Callable[..., Screen], tmp_path: Path) -> None:
        pytest.importorskip("prompt_toolkit", reason="the extra 'explore' is not installed")
        screen = start(columns)
        screen.until("facts")  # the status line
        screen.press("who kyut")
        screen.until("Kyutai")  # the menu
        screen.press("\t\r")
        screen.until("  2  Xavier" if columns > 72 else "Xavier")
        screen.until("facts")
        screen.press("gibberish\x03")
        screen.until("facts")
        screen.press(":lang fr\r")
        screen.until("language: fr")
        screen.until("facts")
        screen.press("\x04")

        assert screen.end() == 0
        history = (tmp_path / "factcli" / "explore-history").read_text(encoding="utf-8")
        assert "+:lang fr" in history
        assert "gibberish" not in history
        assert (tmp_path / "factcli" / "explore-history").stat().st_mode & 0o077 == 0

    def test_a_dumb_terminal_gets_a_plain_prompt(self, start: Callable[..., Screen]) -> None:
        screen = start(40, TERM="dumb")
        screen.until("factcli> ")
        screen.press("who Kyutai\n")
        screen.until("Xavier Niel")
        screen.until("factcli> ")
        screen.press("\x04")

        assert screen.end() == 0
        assert b"\x1b" not in screen.raw

    def test_a_missing_extra_is_explained(self, start: Callable[..., Screen], tmp_path: Path) -> None:
        (tmp_path / "prompt_toolkit.py").write_text("raise ImportError\n", encoding="utf-8")
        screen = start(80, PYTHONPATH=os.pathsep.join([str(tmp_path), *sys.path]))

        screen.until("pip install 'factcli[explore]'")

        assert screen.end() == 2

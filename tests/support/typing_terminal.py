"""Run the program on a terminal of its own and type at it, key by key, as a person would."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

_LAUNCH = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


class Terminal:
    """A running program and its screen."""

    def __init__(self, *arguments: str, term: str = "dumb", columns: int = 80, **environment: str) -> None:
        """Start `factcli` with these arguments."""
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, sys.executable, "-m", "factcli", *arguments],
            start_new_session=True,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": term, "COLUMNS": str(columns), **environment},
        )
        os.close(theirs)
        self.screen = ""

    def wait_for(self, end: str) -> str:
        """Read until the screen ends with some text and the program waits; return what is new."""
        before = len(self.screen)
        while not self.screen[before:].rstrip().endswith(end) and self._read():
            pass
        self._wait_for_reading()
        return self.screen[before:]

    def _read(self) -> bool:
        """Read what comes next; return False if the program has closed its end."""
        ready, _, _ = select.select([self._ours], [], [], 20)
        assert ready, self.screen
        try:
            data = os.read(self._ours, 65536)
        except OSError:
            return False
        self.screen += data.decode(errors="replace")
        return bool(data)

    def _wait_for_reading(self) -> None:
        status = Path(f"/proc/{self.process.pid}/stat")
        while status.is_file():
            try:
                if status.read_text().rpartition(")")[2].split()[0] in "SZ":
                    return
            except ProcessLookupError:
                return

    def type(self, text: str) -> None:
        """Type some text."""
        os.write(self._ours, text.encode())

    def end(self) -> int:
        """Read what is left and return the exit status."""
        while self._read():
            pass
        os.close(self._ours)
        return self.process.wait(60)

    def kill(self) -> None:
        """Kill the program, as a closed terminal or a lost machine does."""
        self.process.kill()
        self.process.wait()
        os.close(self._ours)

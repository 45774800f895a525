"""Drive a real interactive shell in a pseudo-terminal, without fixed delays.

A key is bound that makes the shell write the line being edited to a fifo: as keys are taken in order, its
answer says that everything before it has been dealt with.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import sys
import termios

import name_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE = 20.0  # seconds until a shell that says nothing counts as stuck
SHOW = "\x18\x0c"  # Ctrl-X Ctrl-L: write the line
CLEAR = "\x15\x0b"

_STUB = """#!{python} -SE
import os, sys
sys.path[:0] = {paths!r}
if "_FACTCLI_COMPLETE" in os.environ and "FACTCLI_BASE" in os.environ:
    from factcli.__main__ import run
    run()
elif "_FACTCLI_COMPLETE" in os.environ:
    from factcli.completion.serve import serve
    from name_list import NameList
    with open({names!r}, encoding="utf-8", newline="") as file:
        names = file.read().split("\\0")
    os.write(1, serve(os.environ, lambda slot, language: NameList(names)))
else:
    with open({fifo!r}, "wb", buffering=0) as fifo:
        fifo.write("\\0".join(["ran", *sys.argv[1:]]).encode() + b"\\0\\0")
"""


class Stuck(AssertionError):  # noqa: N818 -- what the shell is, not a fault of ours
    """Say what the screen showed when a shell did not answer."""


class Terminal:
    """One interactive shell with a `factcli` that reports the arguments it gets.

    It completes names from a file, or, where the environment holds FACTCLI_BASE, as the program itself.
    """

    name = ""
    arguments: tuple[str, ...] = ()

    def __init__(self, folder: str, *, columns: int = 100, environ: Mapping[str, str] | None = None) -> None:
        """Start the shell in a folder of its own; `folder`/bin holds the program."""
        self.folder = folder
        self.fifo = os.path.join(folder, "fifo")
        self.names_file = os.path.join(folder, "names")
        os.mkfifo(self.fifo)
        self._answers = os.open(self.fifo, os.O_RDWR | os.O_NONBLOCK)
        self.screen = b""
        self.work = os.path.join(folder, "work")
        os.mkdir(self.work)
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.chdir(self.work)
            os.execvpe(self.name, [self.name, *self.arguments], {**self._environ(), **(environ or {})})  # noqa: S606
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
        self._prepare()

    def _environ(self) -> dict[str, str]:
        return {
            "PATH": os.path.join(self.folder, "bin") + os.pathsep + os.environ["PATH"],
            "HOME": self.folder,
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
        }

    def _prepare(self) -> None:
        raise NotImplementedError

    def tell(self, line: str) -> None:
        """Have the shell run a line of its own language, and wait until it has."""
        self.send(line + "\r")
        self.send(f"printf 'told\\0\\0' > {self.fifo}\r")
        assert self._answer() == ["told"]

    def send(self, keys: str) -> None:
        """Press keys."""
        data = keys.encode()
        while data:
            _, ready, _ = select.select([], [self._terminal], [], PATIENCE)
            if not ready:
                raise Stuck(self.screen[-2000:].decode(errors="replace"))
            data = data[os.write(self._terminal, data[:512]) :]
            self._drain()

    def _drain(self) -> None:
        while select.select([self._terminal], [], [], 0)[0]:
            self._hear()

    def _hear(self) -> None:
        heard = os.read(self._terminal, 65536)
        self.screen += heard
        if b"\x1b[c" in heard or b"\x1b[0c" in heard:
            os.write(self._terminal, b"\x1b[?1;2c")

    def _answer(self) -> list[str]:
        said = b""
        while not said.endswith(b"\0\0"):
            ready, _, _ = select.select([self._answers, self._terminal], [], [], PATIENCE)
            if not ready:
                raise Stuck(f"{said!r}\n" + self.screen[-2000:].decode(errors="replace"))
            if self._terminal in ready:
                self._hear()
            if self._answers in ready:
                said += os.read(self._answers, 65536)
        return said[:-2].decode().split("\0")

    def offer(self, *names: str) -> None:
        """Set the names the program knows."""
        with open(self.names_file, "w", encoding="utf-8", newline="") as file:
            file.write("\0".join(names))

    def complete(self, line: str, keys: str = "\t") -> str:
        """Type a line and press Tab (or other keys); return the line as it is then."""
        self.screen = b""
        self.send(line + keys + SHOW)
        return self._answer()[0]

    def run(self) -> list[str]:
        """Press Enter; return the arguments the program got."""
        self.send("\r")
        answer = self._answer()
        assert answer[0] == "ran", answer
        return answer[1:]

    def clear(self) -> None:
        """Empty the line."""
        self.send(CLEAR)

    def close(self) -> None:
        """End the shell."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._terminal)
        os.close(self._answers)


class Bash(Terminal):
    """bash --norc, with the few settings a program cannot see."""

    name, arguments = "bash", ("--norc", "-i")

    def _prepare(self) -> None:
        self.tell("bind 'set enable-bracketed-paste off'; bind 'set completion-query-items 0'")
        self.tell("bind 'set page-completions off'; bind 'set bell-style none'; PS1='> '; HISTFILE=")
        self.tell(f"show() {{ printf '%s\\0\\0' \"$READLINE_LINE\" > {self.fifo}; }}")
        self.tell("bind -x '\"\\C-x\\C-l\": show'")
        self.tell(". ../factcli.bash")


class Zsh(Terminal):
    """zsh -f."""

    name, arguments = "zsh", ("-f", "-i")

    def _prepare(self) -> None:
        self.tell("unsetopt PROMPT_SP; PS1='> '; fpath=(.. $fpath); autoload -Uz compinit; compinit -u -D")
        self.tell("LISTMAX=100000")
        self.tell(
            f"show() {{ print -rn -- \"$BUFFER\"$'\\0\\0' > {self.fifo} }}; zle -N show; bindkey '^X^L' show"
        )


class Fish(Terminal):
    """fish --no-config."""

    name, arguments = "fish", ("--no-config", "-i")

    def _prepare(self) -> None:
        self.tell("function fish_prompt; echo '> '; end; set -g fish_autosuggestion_enabled 0")
        show = f"function show; printf '%s\\0\\0' (commandline | string collect) > {self.fifo}; end"
        self.tell(f"{show}; bind \\cx\\cl show; source ../factcli.fish")


SHELLS: dict[str, type[Terminal]] = {"bash": Bash, "zsh": Zsh, "fish": Fish}


def missing(shell: str) -> str:
    """Return why a shell cannot be driven here, "" where it can."""
    return "" if shutil.which(shell) else f"{shell} is not installed"


def lay_out(folder: str, scripts: Mapping[str, str], source: str) -> None:
    """Put the stub program and the completion scripts into a folder."""
    os.mkdir(os.path.join(folder, "bin"))
    program = os.path.join(folder, "bin", "factcli")
    names, fifo = os.path.join(folder, "names"), os.path.join(folder, "fifo")
    with open(program, "w", encoding="utf-8") as file:
        file.write(
            _STUB.format(
                python=sys.executable,
                paths=[source, os.path.dirname(name_list.__file__)],
                names=names,
                fifo=fifo,
            )
        )
    os.chmod(program, 0o755)  # noqa: S103 -- a program must be executable
    for shell, text in scripts.items():
        name = "_factcli" if shell == "zsh" else f"factcli.{shell}"
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)

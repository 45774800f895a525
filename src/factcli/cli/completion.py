"""The commands that set up completion for a shell: print, install or remove a script.

No rc file is ever changed. The places follow the XDG Base Directory Specification: bash-completion and fish load
scripts from there; for other shells, `Spot.line` is what the user can add to the rc file `Spot.rc`.
"""

from __future__ import annotations

import os

import click

from factcli import escape
from factcli.base.writer import replace
from factcli.cli import console
from factcli.completion.reply import SCRIPTS
from factcli.errors import NotWritten, UsageProblem
from factcli.output.envelope import shell_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_MARK = "completion for factcli"


class Spot:
    """Where the script of a shell goes, the line its rc file may need, and when it needs it (both may be empty)."""

    __slots__ = ("case", "line", "path", "rc")

    def __init__(self, path: str, rc: str = "", line: str = "", case: str = "") -> None:
        """Keep the path and what to tell the user."""
        self.path, self.rc, self.line, self.case = path, rc, line, case


def spot(shell: str, environ: Mapping[str, str]) -> Spot:
    """Return where the script of a shell goes in this environment."""
    data = _folder(environ, "XDG_DATA_HOME", ".local/share")
    if shell == "fish":
        return Spot(
            os.path.join(_folder(environ, "XDG_CONFIG_HOME", ".config"), "fish/completions/factcli.fish")
        )
    if shell == "zsh":
        folder = os.path.join(data, "zsh/site-functions")
        line = f"fpath=({shell_word(folder)} $fpath)"
        return Spot(os.path.join(folder, "_factcli"), "~/.zshrc", line, "before the line with 'compinit'")
    own = environ.get("BASH_COMPLETION_USER_DIR", "")
    folder = own if os.path.isabs(own) else os.path.join(data, "bash-completion")
    path = os.path.join(folder, "completions/factcli")
    return Spot(path, "~/.bashrc", f". {shell_word(path)}", "where the bash-completion package is not loaded")


def write_script(shell: str, place: Spot) -> None:
    """Write the script of a shell to its place, folders included.

    Raises NotWritten if another file is there, or if the file cannot be written.
    """
    if os.path.lexists(place.path) and not _is_ours(place.path):
        hint = f"move it away, or write it yourself: factcli completion {shell} > {shell_word(place.path)}"
        raise NotWritten(f"{place.path}: another file is in the way", hint)
    try:
        os.makedirs(os.path.dirname(place.path), exist_ok=True)
    except OSError as error:
        reason = f"{place.path}: not written: {error.strerror}"
        raise NotWritten(reason, "check the permissions of the folder") from error
    replace(place.path, [SCRIPTS[shell]])


def remove_script(place: Spot) -> bool:
    """Remove the script; return whether there was one. Raises NotWritten for a file factcli did not write."""
    if not os.path.lexists(place.path):
        return False
    if not _is_ours(place.path):
        raise NotWritten(f"{place.path}: not written by factcli", "remove it yourself if you do not need it")
    try:
        os.unlink(place.path)
    except OSError as error:
        reason = f"{place.path}: not removed: {error.strerror}"
        raise NotWritten(reason, "check the permissions of the folder") from error
    return True


def _is_ours(path: str) -> bool:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return _MARK in file.read(200)
    except OSError:
        return False


def _folder(environ: Mapping[str, str], variable: str, default: str) -> str:
    given = environ.get(variable, "")
    return given if os.path.isabs(given) else os.path.join(environ.get("HOME", "~"), default)


_SHELLS = tuple(SCRIPTS)
_ABOUT = """Complete names, relations and options with Tab in bash, zsh or fish.

'factcli completion install' installs the script for your shell; 'factcli completion bash' prints it.
"""


@click.group("completion", help=_ABOUT)
def completion() -> None:
    """Complete names, relations and options with Tab."""


def _printing(shell: str) -> Callable[[], int]:
    def printed() -> int:
        console.write([SCRIPTS[shell]])
        return 0

    return printed


for _shell in _SHELLS:
    completion.command(_shell, help=f"Print the {_shell} script.")(_printing(_shell))

_of_shell = click.option("--shell", type=click.Choice(_SHELLS), help="The shell; by default, that of $SHELL.")


@completion.command("install", short_help="Install the script where the shell looks for it.")
@_of_shell
@click.option("--dry-run", is_flag=True, help="Show what would be written and where.")
def install(shell: str | None, *, dry_run: bool) -> int:
    """Install the script where the shell looks for it; no rc file is changed."""
    name = shell or _own_shell()
    place = spot(name, os.environ)
    shown = escape.line(place.path)
    if dry_run:
        console.tell_line(f"would write {shown}")
    else:
        write_script(name, place)
        console.tell_line(f"wrote {shown}")
    if place.line:
        console.tell_line(f"{place.rc} needs this line {place.case}:")
        console.write([f"    {escape.line(place.line)}\n"])
    console.tell_line(f"Start a new {name} session to use it.")
    return 0


@completion.command("uninstall")
@_of_shell
@click.option("--dry-run", is_flag=True, help="Show what would be removed.")
def uninstall(shell: str | None, *, dry_run: bool) -> int:
    """Remove the script that 'install' wrote."""
    place = spot(shell or _own_shell(), os.environ)
    shown = escape.line(place.path)
    if dry_run:
        there = os.path.lexists(place.path)
        console.tell_line(f"would remove {shown}" if there else f"nothing to remove: {shown} does not exist")
        return 0
    removed = remove_script(place)
    console.tell_line(f"removed {shown}" if removed else f"nothing to remove: {shown} does not exist")
    return 0


def _own_shell() -> str:
    name = os.path.basename(os.environ.get("SHELL", ""))
    if name not in SCRIPTS:
        raise UsageProblem("cannot tell which shell to use", f"give --shell {', '.join(_SHELLS)}")
    return name

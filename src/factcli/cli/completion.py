"""Declare the commands that give a shell its completion: print a script, put it in place, take it away."""

from __future__ import annotations

import os

import click

from factcli import escape
from factcli.cli import installing, streams
from factcli.completion.scripts import SCRIPTS
from factcli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_SHELLS = tuple(SCRIPTS)
_ABOUT = """Complete names, relations and options with Tab in bash, zsh or fish.

'factcli completion install' puts the script of your shell where it is found; 'factcli completion bash'
prints it.
"""


@click.group("completion", help=_ABOUT)
def completion() -> None:
    """Complete names, relations and options with Tab."""


def _printing(shell: str) -> Callable[[], int]:
    def printed() -> int:
        streams.write([SCRIPTS[shell]])
        return 0

    return printed


for _shell in _SHELLS:
    completion.command(_shell, help=f"Print the {_shell} script.")(_printing(_shell))

_of_shell = click.option(
    "--shell", type=click.Choice(_SHELLS), help="The shell to serve; that of $SHELL where it is not given."
)


@completion.command("install")
@_of_shell
@click.option("--dry-run", is_flag=True, help="Only say what would be written, and where.")
def install(shell: str | None, *, dry_run: bool) -> int:
    """Write the script where the shell looks for it; no rc file is touched."""
    name = shell or _own_shell()
    place = installing.spot(name, os.environ)
    shown = escape.line(place.path)
    if dry_run:
        streams.write([f"would write {shown}\n"])
    else:
        installing.write_script(name, place)
        streams.write([f"wrote {shown}\n"])
    if place.line:
        streams.write([f"{place.rc} needs this line {place.case}:\n    {escape.line(place.line)}\n"])
    streams.write([f"Start a new {name} to use it.\n"])
    return 0


@completion.command("uninstall")
@_of_shell
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
def uninstall(shell: str | None, *, dry_run: bool) -> int:
    """Remove the script that 'install' wrote."""
    place = installing.spot(shell or _own_shell(), os.environ)
    shown = escape.line(place.path)
    if dry_run:
        there = os.path.lexists(place.path)
        streams.write([f"would remove {shown}\n" if there else f"there is no {shown}\n"])
        return 0
    removed = installing.remove_script(place)
    streams.write([f"removed {shown}\n" if removed else f"there is no {shown}\n"])
    return 0


def _own_shell() -> str:
    name = os.path.basename(os.environ.get("SHELL", ""))
    if name not in SCRIPTS:
        raise UsageProblem("which shell is meant?", f"give --shell {', '.join(_SHELLS)}")
    return name

"""Read, replay and write screens: `$ factcli …` followed by what is shown.

A line `# columns 40` sets the width for what follows, `# locale fr_FR.UTF-8` the locale; other lines that begin with
# are remarks. What goes to standard error is written after `2> `, an exit status other than 0 as `exit 1` on a line of
its own.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from places import HARBOUR, ROOT
from running import run

if TYPE_CHECKING:
    from pathlib import Path

PROMPT = "$ "


def replayed(lines: list[str]) -> list[str]:
    """Return the lines of a transcript as the program writes them now."""
    columns, locale, remarks = 80, "C.UTF-8", True
    made: list[str] = []
    for line in lines:
        if line.startswith("# "):
            remarks = True
            if line.startswith("# columns "):
                columns = int(line.removeprefix("# columns "))
            if line.startswith("# locale "):
                locale = line.removeprefix("# locale ")
        if line.startswith(PROMPT):
            made += [""] if made and not made[-1].startswith("# ") else []
            made += [line, *screen(line.removeprefix(PROMPT), HARBOUR, columns=columns, locale=locale)]
            remarks = False
        elif remarks:
            made.append(line)
    return made


def screen(command: str, base: Path, *, columns: int, locale: str = "C.UTF-8") -> list[str]:
    """Return what a command shows on a terminal without colours, of the width given."""
    program, *arguments = shlex.split(command)
    if program != "factcli":
        raise ValueError(f"a transcript runs factcli, not {program}")
    ran = run(*arguments, columns=columns, terminal=True, FACTCLI_BASE=str(base), LANG=locale)
    shown = ran.out.splitlines() + [f"2> {line}" for line in ran.err.splitlines()]
    shown = [line.replace(f"{ROOT}/", "") for line in shown]
    return shown + ([f"exit {ran.status}"] if ran.status else [])

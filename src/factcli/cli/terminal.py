"""Find out who reads the output: a terminal of what width, with which colours, or a program."""

from __future__ import annotations

import os
import sys

from factcli.cli import streams
from factcli.output.report import DRAWN_ROWS
from factcli.output.screen import NARROWEST, USUAL, Screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcli.cli.settings import Settings

_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby")
_LINKING_TERMS = ("xterm-kitty", "alacritty", "foot", "xterm-ghostty", "contour")
_WIDEST = 10_000


def screen(settings: Settings) -> Screen:
    """Return what standard output can show."""
    environment = settings.environment
    terminal = streams.is_terminal(sys.stdout)
    color = _color(settings.color, environment, terminal=terminal)
    plain = settings.color == "never" or _is_dumb(environment)
    return Screen(
        width=max(width(environment), NARROWEST),
        rows=_rows(settings.limit, terminal=terminal),
        fields=settings.fields,
        styled=color or (terminal and not plain),
        color=color,
        utf8=streams.is_utf8(sys.stdout),
        links=terminal and not plain and _links(environment),
    )


def width(environment: Mapping[str, str]) -> int:
    """Return how many columns there are: COLUMNS where it is a number, else the terminal's, else 80."""
    given = environment.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and 0 < int(given[:6]) <= _WIDEST:
        return int(given)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or USUAL
    except (OSError, ValueError, AttributeError):
        return USUAL


def height() -> int:
    """Return how many lines the terminal shows, 0 where that is unknown."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError, AttributeError):
        return 0


def _rows(limit: int | None, *, terminal: bool) -> int:
    if limit is not None:
        return limit
    return DRAWN_ROWS if terminal else 0


def _color(choice: str, environment: Mapping[str, str], *, terminal: bool) -> bool:
    if choice != "auto":
        return choice == "always"
    return terminal and not environment.get("NO_COLOR") and not _is_dumb(environment)


def _is_dumb(environment: Mapping[str, str]) -> bool:
    return environment.get("TERM", "dumb") in ("", "dumb", "unknown")


def _links(environment: Mapping[str, str]) -> bool:
    if environment.get("TERM_PROGRAM") in _LINKING_PROGRAMS or "WT_SESSION" in environment:
        return True
    version = environment.get("VTE_VERSION", "")
    return environment.get("TERM") in _LINKING_TERMS or (version.isdigit() and int(version) >= 5000)  # noqa: PLR2004 -- VTE 0.50

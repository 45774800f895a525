"""Read from the environment of a call what a shell script asks: where the cursor stands, and on what line."""

from __future__ import annotations

from factcli.completion.command_line import Place, read_fish, read_line, unquote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

VARIABLE = "_FACTCLI_COMPLETE"


def place(shell: str, environ: Mapping[str, str]) -> Place:
    """Return where the cursor stands, as that shell tells it."""
    return _PLACES[shell](environ)


def number(environ: Mapping[str, str], name: str, default: int) -> int:
    """Return a number from the environment, the default where there is none."""
    value = environ.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else default


def _bash(environ: Mapping[str, str]) -> Place:
    return read_line(environ.get("COMP_LINE", ""), environ.get("COMP_WORD", ""))


def _zsh(environ: Mapping[str, str]) -> Place:
    quote, raw = environ.get("COMP_QUOTE", ""), environ.get("COMP_RAW", "")
    found = Place(_said(environ), unquote(environ.get("COMP_WORD", ""), quote), quote=quote)
    found.opaque = not quote and "{" in raw and "{" not in environ.get("COMP_WORD", "")
    return found


def _fish(environ: Mapping[str, str]) -> Place:
    return Place(_said(environ), read_fish(environ.get("COMP_WORD", "")))


def _said(environ: Mapping[str, str]) -> list[str]:
    return environ.get("COMP_WORDS", "").split("\n")[1:]


_PLACES: dict[str, Callable[[Mapping[str, str]], Place]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}

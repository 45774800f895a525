"""Serve one completion, from the environment of the call to the lines that the shell script reads.

This runs whenever Tab is pressed, so it imports neither Click nor what only answers need, and it fails silently:
a message would appear in the middle of the line being typed.
"""

from __future__ import annotations

import os

from factcli.completion import grammar
from factcli.completion.command_line import VARIABLE, number, place
from factcli.completion.offering import offer
from factcli.completion.reply import SCRIPTS, for_shell
from factcli.languages import of_locale

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from factcli.completion.catalog import Catalog
    from factcli.index.database import Database

    Opener = Callable[[grammar.Slot, str], Catalog]

_WIDTH = 80


def serve(environ: Mapping[str, str], catalog: Opener, bases: Callable[[], list[str]] = list) -> bytes:
    """Return the output for the instruction in `_FACTCLI_COMPLETE`; empty for an unknown one.

    `catalog` opens the bases on the command line, given the language of notes, and `bases` lists all bases; they
    are called only if needed.
    """
    shell, _, wish = environ.get(VARIABLE, "").partition("_")
    if wish == "source":
        return SCRIPTS.get(shell, "").encode()
    if wish != "complete" or shell not in SCRIPTS:
        return b""
    return os.fsencode("".join(f"{line}\n" for line in reply(shell, environ, catalog, bases)))


def reply(
    shell: str, environ: Mapping[str, str], catalog: Opener, bases: Callable[[], list[str]] = list
) -> list[str]:
    """Return the lines of one completion for a shell."""
    where = place(shell, environ)
    slot = grammar.slot(grammar.load(language=of_locale(environ)), where.words, where.word)
    if where.redirected:
        slot.takes = "file"
    offers = offer(slot, lambda: catalog(slot, language(slot, environ)), bases)
    way, width = number(environ, "COMP_TYPE", 9), number(environ, "COMP_WIDTH", _WIDTH)
    return for_shell(shell, where, offers, way=way, width=width)


def run(environ: Mapping[str, str]) -> bytes:
    """Return the reply for one call of the program; empty if anything fails.

    A damaged index is rebuilt once.
    """
    opened: list[Database] = []
    try:
        try:
            return _served(environ, opened)
        except Exception:
            if not any([tables.heal() for tables in opened]):  # noqa: C419 -- each of them
                raise
            return _served(environ, opened)
    except Exception:
        if environ.get("FACTCLI_DEBUG") == "1":
            raise
        return b""
    finally:
        for tables in opened:
            tables.close()


def _served(environ: Mapping[str, str], opened: list[Database]) -> bytes:
    from factcli.completion.catalog import base_names, open_catalog

    def catalog(slot: grammar.Slot, code: str) -> Catalog:
        return open_catalog(slot, environ, code, opened)

    return serve(environ, catalog, lambda: base_names(environ))


def language(slot: grammar.Slot, environ: Mapping[str, str]) -> str:
    """Return the language of labels: the one given on the line, that of the locale, or English."""
    for given in slot.given.get("--lang", ()):
        return given
    return of_locale(environ)

"""Teach by four examples, for whoever types the bare name of the program."""

from __future__ import annotations

import os

from factcli.cli import streams
from factcli.errors import FactcliError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.index.query import Index

_MARGIN, _GAP = "  ", "   "
_LOOKED_AT = 200  # entities, of which the one with most to tell becomes the example


def welcome() -> int:
    """Write four commands to try, with names from the base in use, and where to read on."""
    from factcli.cli.terminal import width

    examples = _examples()
    column = max(len(command) for command, _ in examples)
    wide = width(os.environ) >= column + max(len(text) for _, text in examples) + len(_MARGIN + _GAP)
    streams.write(["Ask an article; every answer comes with the sentence that proves it.\n\n"])
    for command, text in examples:
        gap = " " * (column - len(command)) + _GAP if wide else "\n" + _MARGIN * 2
        streams.write([f"{_MARGIN}{command}{gap}{text}\n"])
    streams.write(["\nAll commands: factcli --help\n"])
    return 0


def _examples() -> tuple[tuple[str, str], ...]:
    from factcli.output.envelope import command_line

    who, when, asked = _names() or ("NAME", "NAME", "...?")
    return (
        (command_line("who", who), "what it is, and the people around it"),
        (command_line("ask", asked), "a whole question, in English or French"),
        (command_line("when", when), "its dates; also: what, where, why, how"),
        (command_line("timeline"), "what happened, and what is announced"),
    )


def _names() -> tuple[str, str, str] | None:
    """Return a name with people, one with dates and a question; None where no base can be read."""
    from factcli.cli.bases import open_bases
    from factcli.cli.settings import Settings
    from factcli.language.messages import pick

    settings = Settings(dict(os.environ))
    language = settings.locale_language
    try:
        index = open_bases(settings)[0]
        person = _richest(index, "person", without=-1)
        dated = _richest(index, "time", without=person[0])
        who, when = (pick(index.entity(each[0]).name, language) for each in (person, dated))
        label = pick(index.relation(person[1]).label, language)
    except (FactcliError, OSError, LookupError):
        return None
    return who, when, f"{who}: {label}?"


def _richest(index: Index, kind: str, without: int) -> tuple[int, int]:
    """Return the entity with most facts of a kind about it, and the shortest named relation that states one.

    Raises LookupError where there is none.
    """
    relations = index.relations()
    best: tuple[int, int] | None = None
    most = 0
    for entity in range(min(index.counts["entities"], _LOOKED_AT)):
        rows = [
            row for row in index.profile(entity) if not row.inverse and relations[row.relation].kind == kind
        ]
        if entity != without and sum(row.count for row in rows) > most:
            most = sum(row.count for row in rows)
            best = entity, min((row.relation for row in rows), key=lambda at: len(str(relations[at].label)))
    if best is None:
        raise LookupError(kind)
    return best

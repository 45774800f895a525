"""Answer a plain question, or verify a plain claim, without loading Click: it would take most of the start-up time.

Only such a command with words and fully spelt options of the shared table is handled here. Anything else
(a typo, `--help`, a value that may be wrong, `--batch`) is left to Click, so that unusual cases have one place.
Both ways run through the same functions; a test checks that they write the same bytes.
"""

from __future__ import annotations

import os

from factcli.cli.commands import COMMANDS
from factcli.cli.settings import (
    CHOICE,
    COUNT,
    FLAG,
    LATE,
    MANY,
    OFF,
    QUESTION_OPTIONS,
    SHARED_OPTIONS,
    Settings,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from factcli.cli.settings import Declared

_QUESTION, _CLAIM = "factcli.cli.ask:question", "factcli.cli.verdicts:verify"  # targets of plain commands


class Plain:
    """A plain command: its name, its words and its settings."""

    __slots__ = ("command", "settings", "words")

    def __init__(self, command: str, words: Sequence[str], settings: Settings) -> None:
        """Keep the three."""
        self.command, self.words, self.settings = command, words, settings


def serve(arguments: Sequence[str]) -> int | None:
    """Run a plain command and return its exit status. Return None, without doing anything, for others."""
    plain = read(arguments)
    if plain is None:
        return None
    from factcli.cli import console

    return console.guarded(lambda: _answer(plain), arguments)


def _answer(plain: Plain) -> int:
    from factcli.cli import console
    from factcli.cli.run import run_claim, run_question

    console.output()
    if COMMANDS[plain.command].target == _CLAIM:
        return run_claim(plain.words, plain.settings)
    return run_question(plain.command, plain.words, plain.settings)


def read(arguments: Sequence[str]) -> Plain | None:
    """Parse a command line if it is a plain question or claim, else return None."""
    target = COMMANDS[arguments[0]].target if arguments and arguments[0] in COMMANDS else None
    if target not in (_QUESTION, _CLAIM):
        return None
    known = _OPTIONS if target == _QUESTION else _SHARED
    words: list[str] = []
    given: dict[str, Any] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        if argument[:1] != "-":
            words.append(argument)
        elif not _take(argument, rest, given, known):
            return None
    if not words or ("style" in given and "as_json" in given):
        return None
    return Plain(arguments[0], tuple(words), _settings(given))


def _take(argument: str, rest: Any, given: dict[str, Any], known: Mapping[str, Declared]) -> bool:
    """Take one option with its value; return True if it was plain."""
    name, equals, value = argument.partition("=")
    declared = known.get(name)
    if declared is None or (declared.field in given and declared.takes != MANY):
        return False
    if declared.takes in (FLAG, OFF):
        given[declared.field] = declared.takes == FLAG
        return not equals
    if not equals:
        value = next(rest, "-")
    if value[:1] == "-" or (equals and not name.startswith("--")) or not _fits(declared, value):
        return False
    if declared.takes == MANY:
        given[declared.field] = (*given.get(declared.field, ()), value)
    else:
        given[declared.field] = int(value) if declared.takes == COUNT else value
    return True


def _fits(declared: Declared, value: str) -> bool:
    if declared.takes == COUNT:
        return value.isascii() and value.isdigit() and len(value) < _LONGEST_COUNT
    if declared.takes in (CHOICE, LATE):
        return declared.choices is not None and value in declared.choices()
    return bool(value)


def _settings(given: dict[str, Any]) -> Settings:
    if given.pop("as_json", False):
        given["style"] = "json"
    fields = given.pop("fields", "")
    parts = tuple(part.strip() for part in fields.split(",") if part.strip())
    return Settings(dict(os.environ), fields=parts, **given)


_LONGEST_COUNT = 10
_SHARED = {name: declared for declared in SHARED_OPTIONS for name in declared.names}
_OPTIONS = {name: declared for declared in QUESTION_OPTIONS for name in declared.names} | _SHARED

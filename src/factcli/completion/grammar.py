"""Describe every command and option without importing Click, and find what is expected at the cursor.

`commands.tsv` is generated from the Click declarations (see `cli.manual`); a test checks that it is up to date. What
is expected is one word: `command`, `option`, `choice a b c`, `question KIND`, `words`, `name`,
`relation`, `fact`, `entity`, `sentence`, `base`, `file`, `dir`, or `text` for what cannot be completed.
Arguments are separated by `|`; a `*` before the last says that it may be repeated.
"""

from __future__ import annotations

import os

from factcli.languages import FOLDER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TABLE = "commands.tsv"


class Option:
    """One option of a command: its names, what it takes ("" for a flag) and a few words of help."""

    __slots__ = ("help", "many", "names", "takes")

    def __init__(self, names: str, takes: str, many: str, text: str) -> None:
        """Take the four columns of its line."""
        self.names, self.takes, self.many, self.help = names.split(), takes, many == "many", text

    @property
    def long(self) -> str:
        """Return the name it is best known by."""
        return self.names[0]


class Command:
    """One command: its help, what its arguments are, its options, and its commands where it is a group."""

    __slots__ = ("arguments", "commands", "help", "hidden", "options")

    def __init__(
        self, text: str, arguments: Sequence[str], options: Sequence[Option], *, hidden: bool
    ) -> None:
        """Keep the columns of its line; the commands of a group are added as their lines are read."""
        self.help, self.arguments, self.options, self.hidden = text, arguments, options, hidden
        self.commands: dict[str, Command] = {}

    def option(self, name: str) -> Option | None:
        """Return the option of that name, None if there is none."""
        return next((option for option in self.options if name in option.names), None)


class Slot:
    """What is expected at the cursor, and what was given before it.

    `typed` is the part already typed, `lead` what precedes it in the same word ("--entity="); `arguments` and
    `given` are the arguments and option values before it.
    """

    __slots__ = ("arguments", "command", "given", "lead", "takes", "typed")

    def __init__(self, command: Command, arguments: list[str], given: dict[str, list[str]]) -> None:
        """Start from what was given; what is expected follows from it."""
        self.command, self.arguments, self.given = command, arguments, given
        self.takes = self.typed = self.lead = ""


def load(path: str = "", language: str = "en") -> Command:
    """Read the table, in a language if it has one, and return the program's own command, with all others in it."""
    path = path or table_path(language)
    try:
        with open(path, encoding="utf-8") as lines:
            return parse(lines)
    except FileNotFoundError:
        if language == "en":
            raise
        return load()


def table_path(language: str) -> str:
    """Return where the table of a language is; the English one is that of the program."""
    folder = os.path.dirname(__file__) if language == "en" else os.path.join(FOLDER, language)
    return os.path.join(folder, TABLE)


def parse(lines: Iterable[str]) -> Command:
    """Build the commands from the lines of the table: options first, a group before its commands."""
    options: dict[str, Option] = {}
    root = Command("", (), (), hidden=False)
    for line in lines:
        kind, name, *columns = line.rstrip("\n").split("\t")
        if kind == "option":
            options[name] = Option(*columns)
            continue
        text, arguments, used = columns
        made = Command(
            text,
            arguments.split("|") if arguments else (),
            [options[n] for n in used.split()],
            hidden=kind == "hidden",
        )
        *path, last = name.split(" ")
        if last == "factcli":
            root = made
        else:
            _inside(root, path[1:]).commands[last] = made
    return root


def _inside(root: Command, path: list[str]) -> Command:
    for name in path:
        root = root.commands[name]
    return root


def slot(root: Command, words: Sequence[str], word: str) -> Slot:
    """Return what is expected for `word` after the whole `words` of a command line."""
    command, arguments = root, list[str]()
    given: dict[str, list[str]] = {}
    waiting: Option | None = None
    ended = False
    for said in words:
        if waiting is not None:
            given.setdefault(waiting.long, []).append(said)
            waiting = None
        elif said == "--" and not ended:
            ended = True
        elif said.startswith("-") and len(said) > 1 and not ended:
            waiting = _take(command, said, given)
        elif command.commands and not arguments:
            command = command.commands.get(said, _NOTHING)
        else:
            arguments.append(said)
    found = Slot(command, arguments, given)
    _expect(found, word, waiting, ended=ended)
    return found


_NOTHING = Command("", (), (), hidden=False)


def _take(command: Command, said: str, given: dict[str, list[str]]) -> Option | None:
    """Note an option; return it where the next word is its value."""
    name, equals, value = said.partition("=")
    if not said.startswith("--"):
        name, equals, value = said[:2], said[2:], said[2:]
    option = command.option(name)
    if option is None:
        return None
    if option.takes and not equals:
        return option
    given.setdefault(option.long, []).append(value)
    return None


def _expect(found: Slot, word: str, waiting: Option | None, *, ended: bool) -> None:
    found.typed = word
    if waiting is not None:
        found.takes = waiting.takes
        return
    name, equals, value = word.partition("=")
    option = found.command.option(name) if word.startswith("--") and equals and not ended else None
    if option is not None and option.takes:
        found.takes, found.lead, found.typed = option.takes, name + "=", value
    elif word.startswith("-") and not ended:
        found.takes = "option"
    elif found.command.commands:
        found.takes = "command"
    else:
        found.takes = _argument(found.command.arguments, len(found.arguments))


def _argument(arguments: Sequence[str], at: int) -> str:
    """Return what is expected as the argument at this position; a `*` before the last says that it may be repeated."""
    if at < len(arguments):
        return arguments[at].removeprefix("*")
    return arguments[-1][1:] if arguments and arguments[-1].startswith("*") else ""

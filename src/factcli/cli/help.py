"""The command `help`, and help in the reader's language; loaded only for these."""

from __future__ import annotations

import os

import click

from factcli.cli import console
from factcli.cli.options import LateChoice
from factcli.errors import UsageProblem
from factcli.language.translation import of_language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import ClassVar

    from factcli.language.translation import Translation


class _Translated(click.HelpFormatter):
    """Write help in another language; Click and the commands hand it over in English."""

    translation: ClassVar[Translation]

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        prefix = prefix or f"{self.translation.say('Usage:')} "
        super().write_usage(prog, self.translation.usage(args), prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        colon = self.translation.say(": ").rstrip()
        self.write(f"{'':>{self.current_indent}}{self.translation.say(heading)}{colon}\n")

    def write_text(self, text: str) -> None:
        """Write the paragraphs of a help text."""
        super().write_text(self.translation.paragraphs(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of options or commands, each with its help."""
        told = [(self.translation.usage(name), record(text, self.translation.say)) for name, text in rows]
        super().write_dl(told, col_max, col_spacing)


def record(text: str, say: Callable[[str], str]) -> str:
    """Return the help of an option with the remarks that Click adds to it in brackets."""
    sentence, bracket, remarks = text.partition("  [")
    if not bracket:
        return say(sentence)
    return f"{say(sentence)}  [{'; '.join(map(say, remarks.removesuffix(']').split('; ')))}]"


def formatter(code: str) -> type[click.HelpFormatter]:
    """Return what writes help in a language."""
    translation = of_language(code)
    if translation is None:
        return click.HelpFormatter
    return type("Formatter", (_Translated,), {"translation": translation})


STATUS = (
    ("0", "Answered, written, or every citation verified; also a list with no matches."),
    ("1", "A valid question without an answer, a name or id that was not found, a check with findings."),
    ("2", "Usage: a bad option, an empty or over-long question, a value that cannot be stored."),
    ("3", "The base was read and is not valid."),
    ("4", "Input or output: a base cannot be opened, output cannot be written."),
    ("5", "Nothing was written: locked, read-only, disk full; the old file is untouched."),
    ("130, 143", "Interrupted, terminated."),
)
ENVIRONMENT = (
    ("FACTCLI_BASE", "The base to use when --base is not given: a name or a path."),
    (
        "FACTCLI_DATA",
        "The folder of your own bases and of the history of 'explore', in place of that of XDG.",
    ),
    (
        "FACTCLI_CACHE",
        "The folder of derived indexes, in place of that of XDG; nothing is lost when it is deleted.",
    ),
    ("FACTCLI_CONFIG", "The folder of settings, in place of that of XDG; nothing is kept there yet."),
    ("FACTCLI_DEBUG", "Set to 1 to show the traceback of an unexpected failure."),
    ("NO_COLOR, TERM, COLUMNS, PAGER", "Respected as usual."),
    ("XDG_DATA_HOME, XDG_CACHE_HOME, XDG_CONFIG_HOME", "Where bases, derived indexes and scripts are kept."),
    (
        "LC_ALL, LC_MESSAGES, LANG, LANGUAGE",
        (
            "The language of help and messages, and of answers to a bare name; the first that is set counts. "
            "--lang goes before them."
        ),
    ),
)
_TOPICS = {"exit-codes": ("EXIT STATUS", STATUS), "environment": ("ENVIRONMENT", ENVIRONMENT)}


@click.command(
    "help",
    params=[
        click.Argument(["command"], nargs=-1),
        click.Option(["--lang", "_language"], metavar="CODE", help="The language of the help."),
    ],
    help="Show the help of a command, or of the whole program.\n\n'factcli help exit-codes' lists what the exit "
    "status says, 'factcli help environment' the variables that are read.",
)
@click.pass_context
def help_command(context: click.Context, command: tuple[str, ...], _language: str | None) -> int:
    """Show the help of the program, of one of its commands, or on a topic."""
    if len(command) == 1 and command[0] in _TOPICS:
        _topic(context, *_TOPICS[command[0]])
        return 0
    about = context.find_root()
    for name in command:
        group = about.command
        found = group.get_command(about, name) if isinstance(group, click.Group) else None
        if found is None:
            raise UsageProblem(
                f"unknown command {' '.join(command)!r}",
                f"see 'factcli --help'; there is also help on {' and '.join(_TOPICS)}",
            )
        about = click.Context(found, parent=about, info_name=name, **found.context_settings)
    console.write([about.get_help() + "\n"])
    return 0


def _topic(context: click.Context, title: str, rows: Sequence[tuple[str, str]]) -> None:
    writer = context.make_formatter()
    with writer.section(title):
        writer.write_dl(rows)
    console.write([writer.getvalue()])


def surroundings() -> Iterator[tuple[str, str]]:
    """Yield what a report of a problem needs to know: versions, folders and schemas."""
    import sqlite3
    import sys

    from factcli.base.paths import Folders, bundled_base
    from factcli.base.schema import VERSION
    from factcli.output.envelope import SCHEMA_VERSION

    folders = Folders(os.environ)
    yield "Python", f"{sys.version.split()[0]} ({sys.executable})"
    yield "SQLite", sqlite3.sqlite_version
    yield "schemas", f"base {VERSION}, output {SCHEMA_VERSION}"
    yield "program", os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    yield "base", bundled_base()
    yield "bases", folders.bases or "-"
    yield "cache", folders.cache or "-"


_SCHEMAS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "schemas")
_ENDING = ".schema.json"


def _schemas() -> list[str]:
    return sorted(name.removesuffix(_ENDING) for name in os.listdir(_SCHEMAS) if name.endswith(_ENDING))


@click.command(
    "schema",
    params=[click.Argument(["name"], required=False, type=LateChoice(_schemas), metavar="[NAME]")],
    help="Print the JSON Schema of a base, or of what a command writes with --json.\n\nWithout a name, list the "
    "schemas there are; 'output' is that of questions and of lists of facts.",
)
def schema_command(name: str | None) -> int:
    """Print a schema, or the names of all."""
    if name is None:
        console.write(f"{each}\n" for each in _schemas())
        return 0
    with open(os.path.join(_SCHEMAS, name + _ENDING), encoding="utf-8") as file:
        console.write(file)
    return 0

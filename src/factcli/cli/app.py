"""The command `factcli` and its group `base`: find the subcommand, run it, report every failure."""

from __future__ import annotations

import os
import signal
import sys

import click

from factcli import __version__
from factcli.cli import console
from factcli.cli.commands import COMMANDS, Entry
from factcli.errors import FactcliError, InputOutputProblem, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType
    from typing import Any, NoReturn

    from factcli.index.query import Index
    from factcli.output.report import Report


PROGRAM = "factcli"


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, not when they are listed.

    `entries` are the commands by name; `instead` returns the hint for an unknown command.
    """

    def __init__(
        self,
        *arguments: Any,
        entries: Mapping[str, Entry],
        instead: Callable[[list[str]], str],
        **attributes: Any,
    ) -> None:
        """Keep the table of commands."""
        super().__init__(*arguments, **attributes)
        self.entries, self._instead = entries, instead

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- as Click calls it
        """Return the names in the order of `--help`."""
        return [name for name, entry in self.entries.items() if not entry.hidden]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command and return the command, or None if there is none."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.target.partition(":")
        __import__(module)
        found = getattr(sys.modules[module], name)
        command: click.Command = found if isinstance(found, click.Command) else found(cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the first word, or suggest a similar one."""
        if args and args[0] not in self.entries and not args[0].startswith("-"):
            name = " ".join([*ctx.command_path.split()[1:], args[0]])
            raise UsageProblem(f"unknown command {name!r}", self._instead(args))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in their groups, from the table alone."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            entry = self.entries[name]
            groups.setdefault(entry.group, []).append((name, entry.help))
        width = max(map(len, self.entries))
        for title, rows in groups.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), text) for name, text in rows])


def _instead(words: list[str]) -> str:
    from difflib import get_close_matches

    if len(words) == 1 and " " not in words[0]:
        near = get_close_matches(
            words[0].lower(), [n for n, entry in COMMANDS.items() if not entry.hidden], n=1
        )
        if near:
            return f"did you mean 'factcli {near[0]}'?"
    question = " ".join(words)
    return f'to ask a question: factcli ask "{question}"' if len(question) < 60 else "see 'factcli --help'"  # noqa: PLR2004 -- a line


@click.group(
    name=PROGRAM,
    cls=LazyGroup,
    entries=COMMANDS,
    instead=_instead,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [WORDS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--version", is_flag=True, help="Show the version and exit.")
@click.option("--verbose", is_flag=True, help="With --version: also Python, SQLite, folders and schemas.")
@click.pass_context
def factcli(ctx: click.Context, *, version: bool, verbose: bool) -> int:
    """Ask an article from the terminal; every answer comes with the sentence that proves it.

    'factcli COMMAND --help' shows the options of a command.
    """
    if version:
        console.write([f"{PROGRAM} {__version__}\n"])
        if verbose:
            from factcli.cli.help import surroundings

            console.write(f"{name}: {value}\n" for name, value in surroundings())
        ctx.exit()
    if verbose:
        raise UsageProblem("--verbose goes with --version", "try: factcli --version --verbose")
    if ctx.invoked_subcommand is None:
        return welcome()
    return 0


def main(arguments: list[str], listener: Callable[[Report], None] | None = None) -> int:
    """Run one command line and return its exit status; no exception escapes.

    A `listener` receives each report that is written, so that an interactive session can open its rows.
    """
    return console.guarded(lambda: _invoke(arguments, listener), arguments)


def _invoke(arguments: list[str], listener: Callable[[Report], None] | None) -> int:
    console.output()
    click.Context.formatter_class = _formatter()
    try:
        with factcli.make_context(PROGRAM, list(arguments), obj=listener) as ctx:
            status = factcli.invoke(ctx)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        raise _as_ours(error) from None
    except OSError as error:
        if error.filename is not None or isinstance(error, FileNotFoundError):  # of no stream
            raise
        raise console.unwritten(error) from None
    return status if isinstance(status, int) else 0


def _formatter() -> type[click.HelpFormatter]:
    code = console.language()
    if code == "en":
        return click.HelpFormatter
    from factcli.cli.help import formatter

    return formatter(code)


def _as_ours(error: click.ClickException) -> Exception:
    """Convert an error from Click, whose exit statuses are not the documented ones."""
    message = error.format_message()
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return UsageProblem("missing command", f"see '{error.ctx.command_path} --help'")
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else PROGRAM
        return UsageProblem(_lowered(message), f"see '{path} --help'")
    return InputOutputProblem(_lowered(message), "check the path and its permissions")


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


def heed_termination() -> None:
    """Turn SIGTERM into an exception, so that a write in progress can clean up."""
    signal.signal(signal.SIGTERM, _terminate)


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    raise console.Terminated


_CURATION = "Commands"
BASE_COMMANDS = {
    "list": Entry(
        _CURATION, "factcli.cli.base_files:base_list", "List the available bases and where they are."
    ),
    "info": Entry(_CURATION, "factcli.cli.base_files:base_info", "Summarize what a base contains and lacks."),
    "new": Entry(_CURATION, "factcli.cli.base_files:base_new", "Create a base from an article."),
    "draft": Entry(
        _CURATION, "factcli.cli.base_draft:base_draft", "Propose facts, by rules or by a program of yours."
    ),
    "review": Entry(
        _CURATION, "factcli.cli.base_review:base_review", "Take, drop or edit proposed facts, one by one."
    ),
    "add": Entry(_CURATION, "factcli.cli.base_edit:base_add", "Add a fact, with the words that support it."),
    "edit": Entry(_CURATION, "factcli.cli.base_edit:base_edit", "Change a fact."),
    "remove": Entry(_CURATION, "factcli.cli.base_edit:base_remove", "Remove a fact."),
    "add-alias": Entry(_CURATION, "factcli.cli.base_edit:base_add_alias", "Add an alias to an entity."),
    "edit-entity": Entry(
        _CURATION, "factcli.cli.base_edit:base_edit_entity", "Change an entity's names, kind or description."
    ),
    "edit-relation": Entry(
        _CURATION, "factcli.cli.base_edit:base_edit_relation", "Change a relation's labels and phrases."
    ),
    "edit-source": Entry(
        _CURATION, "factcli.cli.base_edit:base_edit_source", "Change a source's title, author, url or date."
    ),
    "check": Entry(
        _CURATION,
        "factcli.cli.base_check:base_check",
        "Verify every citation and the fact it supports.",
    ),
    "repair": Entry(
        _CURATION,
        "factcli.cli.base_upkeep:base_repair",
        "Move a base to an edited text, and list what changed.",
    ),
    "diff": Entry(_CURATION, "factcli.cli.base_upkeep:base_diff", "Compare two bases, document by document."),
    "import": Entry(
        _CURATION, "factcli.cli.base_files:base_import", "Create a base from CSV, TSV or JSON lines."
    ),
    "export": Entry(
        _CURATION, "factcli.cli.base_files:base_export", "Export a whole base to another format."
    ),
    "install": Entry(
        _CURATION, "factcli.cli.base_files:base_install", "Install a base so that it can be used by name."
    ),
}


def _instead_in_base(words: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(words[0].lower(), BASE_COMMANDS, n=1)
    return f"did you mean 'factcli base {near[0]}'?" if near else "see 'factcli base --help'"


base = LazyGroup(
    "base",
    entries=BASE_COMMANDS,
    instead=_instead_in_base,
    help="Create, check and change fact bases.\n\nCommands that write need --base; the bases that ship with "
    "the program are read-only.",
)


# Without arguments, the program shows four examples.

_MARGIN, _GAP = "  ", "   "
_LOOKED_AT = 200  # entities, of which the one with most to tell becomes the example


def welcome() -> int:
    """Write four commands to try, with names from the base in use, and where to find help."""
    examples = [(command, console.in_language(text)) for command, text in _examples()]
    column = max(len(command) for command, _ in examples)
    wide = console.width(os.environ) >= column + max(len(text) for _, text in examples) + len(_MARGIN + _GAP)
    console.tell_line(
        "Ask an article from the terminal; every answer comes with the sentence that proves it."
    )
    console.write(["\n"])
    for command, text in examples:
        gap = " " * (column - len(command)) + _GAP if wide else "\n" + _MARGIN * 2
        console.write([f"{_MARGIN}{command}{gap}{text}\n"])
    console.write(["\n"])
    console.tell_line("All commands: factcli --help")
    return 0


def _examples() -> tuple[tuple[str, str], ...]:
    from factcli.output.envelope import command_line

    who, when, asked = _names() or ("NAME", "NAME", "...?")
    return (
        (command_line("who", who), "what it is, and who is involved"),
        (command_line("ask", asked), "a whole question, in English or French"),
        (command_line("when", when), "its dates; see also: what, where, why, how"),
        (command_line("timeline"), "what happened and what is announced"),
    )


def _names() -> tuple[str, str, str] | None:
    """Return a name with people, a name with dates and a question, or None if no base can be read."""
    from factcli.cli.run import open_bases
    from factcli.cli.settings import Settings
    from factcli.language.messages import pick

    settings = Settings(dict(os.environ))
    language = console.language()
    try:
        with open_bases(settings) as (index, *_):
            person = _richest(index, "person", without=-1)
            dated = _richest(index, "time", without=person[0])
            who, when = (pick(index.entity(each[0]).name, language) for each in (person, dated))
            label = pick(index.relation(person[1]).label, language)
    except (FactcliError, OSError, LookupError):
        return None
    return who, when, f"{who}: {label}?"


def _richest(index: Index, kind: str, without: int) -> tuple[int, int]:
    """Return the entity with the most facts of a kind, and the relation with the shortest label among them.

    Raises LookupError if there is none.
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

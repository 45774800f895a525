"""Hold the one command `factcli`: it finds the subcommand, runs it, and answers for every failure."""

from __future__ import annotations

import signal
import sys

import click

from factcli import __version__
from factcli.cli import failures, streams
from factcli.cli.commands import COMMANDS
from factcli.errors import InputOutputProblem, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

PROGRAM = "factcli"


class LazyCommands(click.Group):
    """A group whose commands are imported when they are called, never to be listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- as Click calls it
        """Return the names in the order of `--help`."""
        return [name for name, entry in COMMANDS.items() if not entry.hidden]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command and return the command, or None where there is none."""
        entry = COMMANDS.get(cmd_name)
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
        """Find the command of the first word; a word that is none may well be a question."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            raise UsageProblem(f"there is no command {name!r}", _instead(args))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in their groups, from the list alone."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            entry = COMMANDS[name]
            groups.setdefault(entry.group, []).append((name, entry.help))
        width = max(len(name) for name in COMMANDS)
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
    cls=LazyCommands,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [WORDS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.pass_context
def factcli(ctx: click.Context) -> int:
    """Ask an article from the terminal; every answer comes with the sentence that proves it.

    'factcli COMMAND --help' tells the options of a command.
    """
    if ctx.invoked_subcommand is None:
        from factcli.cli.welcome import welcome

        return welcome()
    return 0


def main(arguments: list[str]) -> int:
    """Run one command line and return its exit status; nothing escapes as a traceback."""
    return failures.guarded(lambda: _invoke(arguments), as_json=failures.wants_json(arguments))


def _invoke(arguments: list[str]) -> int:
    streams.output()
    try:
        with factcli.make_context(PROGRAM, list(arguments)) as ctx:
            status = factcli.invoke(ctx)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        raise _as_ours(error) from None
    except OSError as error:
        if error.filename is not None:
            raise
        raise streams.unwritten(error) from None
    return status if isinstance(status, int) else 0


def _as_ours(error: click.ClickException) -> Exception:
    """Return a failure that Click found as one of ours: its exit statuses are not those we promise."""
    message = error.format_message()
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return UsageProblem("a command is missing", f"see '{error.ctx.command_path} --help'")
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else PROGRAM
        return UsageProblem(_lowered(message), f"see '{path} --help'")
    return InputOutputProblem(_lowered(message), "check the path and its permissions")


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


def heed_termination() -> None:
    """Let a request to end unwind the program, so that a write in progress can clean up."""
    signal.signal(signal.SIGTERM, _terminate)


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    raise failures.Terminated

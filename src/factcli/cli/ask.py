"""Declare the question commands: `ask`, and one for each question word."""

from __future__ import annotations

import click

from factcli.cli.commands import COMMANDS
from factcli.cli.options import QUESTION, SHARED, with_settings
from factcli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from factcli.cli.settings import Settings

_NOTE = (
    "Words are joined and need no quotes; '-' reads the question from standard input. A bare name gives "
    "what there is to tell of it."
)


def question(name: str) -> click.Command:
    """Make the question command of this name."""
    words = click.Argument(["words"], nargs=-1)
    batch = click.Option(
        ["--batch"], metavar="FILE|-", help="Ask every line of a file; write one JSON envelope a line."
    )
    own = [batch] if name == "ask" else []

    def asked(words: tuple[str, ...], settings: Settings, **given: Any) -> int:
        return _ask(name, words, settings, given.get("batch"))

    return click.Command(
        name,
        params=[words, *own, *QUESTION, *SHARED],
        callback=with_settings(asked),
        help=f"{COMMANDS[name].help}\n\n{_NOTE}",
        options_metavar="[OPTIONS]",
    )


def _ask(name: str, words: tuple[str, ...], settings: Settings, batch: str | None) -> int:
    if batch is not None:
        if words:
            raise UsageProblem("--batch takes its questions from the file alone", "leave the words out")
        from factcli.cli.batch import run_batch

        return run_batch(batch, settings)
    from factcli.cli.console import emit
    from factcli.cli.run import run_question

    report, status = run_question(name, words, settings)
    emit(report, settings)
    return status

"""The question commands: `ask`, one for each question word, and a file of questions at once."""

from __future__ import annotations

import click

from factcli.cli import console
from factcli.cli.commands import COMMANDS
from factcli.cli.console import as_object, screen
from factcli.cli.options import QUESTION, SHARED, with_settings
from factcli.cli.run import answered, batch_lines, checked, lexicon, open_bases, run_question
from factcli.errors import FactcliError, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


_NOTE = (
    "Words are joined and need no quotes; '-' reads the question from standard input. A bare name shows "
    "what is known about it."
)


def question(name: str) -> click.Command:
    """Make the question command of this name."""
    words = click.Argument(["words"], nargs=-1)
    batch = click.Option(
        ["--batch"],
        metavar="FILE|-",
        help="Ask every line of a file, except empty ones and # comments; write one JSON envelope per line.",
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
            raise UsageProblem("--batch takes its questions only from the file", "leave out the words")
        return run_batch(batch, settings)
    return run_question(name, words, settings)


# A file of questions, one a line: one envelope per line in the same order.


def run_batch(place: str, settings: Settings) -> int:
    """Ask every line of a file (`-`: standard input) and write one JSON line for each.

    A line that is not a question gets an error object in its place. Returns 0 if every question was answered or
    refused, 2 if some could not be asked.
    """
    if settings.style not in (None, "json", "jsonl"):
        raise UsageProblem(f"--batch writes JSON lines, not {settings.style}", "leave out --format")
    status = 0
    with open_bases(settings) as bases, lexicon(settings) as words:
        for text in batch_lines(place):
            line, good = _envelope(text, settings, bases, words)
            console.write([line])
            status = status if good else 2
    return status


def _envelope(text: str, settings: Settings, bases: Sequence[Index], words: Lexicon) -> tuple[str, bool]:
    from factcli.output.records import compact

    try:
        report, _ = answered("ask", checked(text), settings, bases, words)
    except FactcliError as error:
        return as_object(error) + "\n", False
    return compact(report, screen(settings)), True

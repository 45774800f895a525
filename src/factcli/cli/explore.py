"""The command `explore`: read lines from a terminal or a pipe and run each as a command."""

from __future__ import annotations

import os
import sys
from contextlib import closing

import click

from factcli import escape
from factcli.cli import console
from factcli.cli.commands import ASK, COMMANDS
from factcli.cli.options import SHARED
from factcli.cli.run import folders, lexicon, open_bases
from factcli.cli.session import Session
from factcli.cli.settings import Settings
from factcli.errors import FactcliError, UsageProblem
from factcli.languages import codes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator

    from factcli.cli.session import Step
    from factcli.completion.catalog import Catalog
    from factcli.index.database import Database
    from factcli.questions.result import Outcome

_HELP = """Ask questions interactively.

Names, relations and commands complete as you type. ':help' lists what you can type, the number of a
row opens it, Ctrl-C clears the line and Ctrl-D quits. Piped input is read line by line.
"""
_LONGEST_LINE = 1 << 16
_WELCOME = "Ask a question, or type ':help'. Ctrl-D quits."


@click.command("explore", params=[one for one in SHARED if one.name in ("bases", "language")], help=_HELP)
def explore(bases: tuple[str, ...], language: str | None) -> int:
    """Run a session until its input ends."""
    helps = {name: entry.help for name, entry in COMMANDS.items()}
    questions = [name for name, entry in COMMANDS.items() if entry.group == ASK]
    session = Session(
        helps, questions, codes(), console.in_language, lambda question: _asked(question, session)
    )
    session.language = language
    session.bases = bases or tuple(filter(None, (os.environ.get("FACTCLI_BASE"),)))
    status(session)
    return _run(session)


def _asked(question: str, session: Session) -> Outcome | None:
    """Return the outcome of a question in the session's bases, None if it cannot be asked."""
    from factcli import api
    from factcli.questions.result import AskOptions

    settings = _settings(session)
    options = AskOptions(language=session.language, locale_language=settings.locale_language, closest=False)
    try:
        with open_bases(settings) as bases, lexicon(settings) as known:
            return api.ask(question, bases, options, words=known)
    except FactcliError:
        return None


def _run(session: Session) -> int:
    with closing(_input(session)) as typed:
        for text in typed:
            before = session.bases
            step = session.step(text)
            if step.leave:
                break
            ended = _carry_out(step, session)
            if ended == console.TERMINATED:
                return ended
            if session.bases != before:
                _report_base_change(session, before)
    return 0


def _carry_out(step: Step, session: Session) -> int:
    """Carry out one step and return the exit status of its command, if any."""
    if step.say:
        console.write([f"{escape.visible(step.say)}\n"])
        console.flush()
    if not step.run:
        return 0
    from factcli.cli.app import main

    return main(list(step.run), session.shown)


def _report_base_change(session: Session, before: tuple[str, ...]) -> None:
    """Report which base is in use now, or why it did not change."""
    try:
        console.write([f"{escape.line(status(session))}\n"])
        console.flush()
    except FactcliError as error:
        session.bases = before
        console.tell(error, as_json=False)


def status(session: Session) -> str:
    """Return the status line: base, language and facts; raises where the base cannot be opened."""
    settings = _settings(session)
    with open_bases(settings) as bases:
        names = ", ".join(index.name for index in bases)
        facts = sum(index.counts["facts"] for index in bases)
    return f"{names} · {settings.reader_language} · {console.in_language(f'{facts} facts')}"


def _settings(session: Session) -> Settings:
    return Settings(dict(os.environ), bases=session.bases, language=session.language)


def _input(session: Session) -> Generator[str]:
    if not (console.is_terminal(sys.stdin) and console.is_terminal(sys.stdout)):
        return _piped()
    console.tell_line(_WELCOME)
    console.flush()
    if os.environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        return _plainly()
    return _prompted(session)


def _piped() -> Generator[str]:
    if sys.stdin is None:
        return
    while line := sys.stdin.buffer.readline(_LONGEST_LINE):
        yield line.decode("utf-8", "surrogateescape")


def _plainly() -> Generator[str]:
    """Prompt on a terminal that prompt_toolkit cannot use."""
    while True:
        try:
            yield input("factcli> ")
        except KeyboardInterrupt:
            console.write(["\n"])
        except EOFError:
            console.write(["\n"])
            return


def _prompted(session: Session) -> Generator[str]:
    try:
        from factcli.cli.prompt import lines
    except ImportError:
        hint = "install it with: pip install 'factcli[explore]'"
        raise UsageProblem("explore needs the prompt_toolkit package", hint) from None
    from factcli.cli.prompt import Completing
    from factcli.completion import grammar

    opened: list[Database] = []

    def catalog() -> Catalog:
        from factcli.completion.catalog import open_catalog

        _close(opened)
        slot = grammar.Slot(grammar.load(language=console.language()), [], {"--base": list(session.bases)})
        language = session.language or _settings(session).locale_language
        return open_catalog(slot, os.environ, language, opened)

    def names() -> list[str]:
        from factcli.completion.catalog import base_names

        return base_names(os.environ)

    data = folders(_settings(session)).data
    history = data and os.path.join(data, "explore-history")
    try:
        yield from lines(
            Completing(grammar.load(language=console.language()), catalog, names).offers,
            lambda: status(session),
            history,
        )
    finally:
        _close(opened)


def _close(opened: list[Database]) -> None:
    while opened:
        opened.pop().close()

"""The command `verify`: hold a claim, a file of claims or every sentence of a draft against the facts."""

from __future__ import annotations

import sys

import click

from factcli import api
from factcli.cli import console
from factcli.cli.console import ProgressBar, emit, screen
from factcli.cli.options import SHARED, with_settings
from factcli.cli.run import (
    UNPROVEN,
    batch_lines,
    checked,
    lexicon,
    messages,
    messages_for,
    open_bases,
    run_claim,
)
from factcli.errors import FactcliError, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Outcome

_NOTE = (
    "Each claim is supported, contradicted or not stated; the facts it stands on are shown with their sentences. "
    "Words are joined and need no quotes; '-' reads the claim from standard input. Exits with status 1 unless "
    "everything is supported."
)
_MANY_SENTENCES = 200  # from which on a reader sees how far a draft has come
_VERDICTS = ("supported", "contradicted", "not_stated", "no_claim")


def verify(name: str) -> click.Command:
    """Make the command."""
    return click.Command(
        name,
        params=[
            click.Argument(["words"], nargs=-1, metavar="[CLAIM]..."),
            click.Option(["--file", "draft"], metavar="TEXT|-", help="Check every sentence of a draft."),
            click.Option(
                ["--batch"],
                metavar="FILE|-",
                help="Check every line of a file, except empty ones and # comments; write one JSON envelope per line.",
            ),
            click.Option(
                ["--only"],
                type=click.Choice(_VERDICTS),
                help="Show only the sentences of a draft with this verdict.",
            ),
            click.Option(
                ["--fail-on"],
                type=click.Choice(["contradicted", "not-stated"]),
                help="Exit with status 1 only on such a verdict (not-stated includes contradicted).",
            ),
            *SHARED,
        ],
        callback=with_settings(_verify),
        help=f"Hold a claim against the facts.\n\n{_NOTE}",
        options_metavar="[OPTIONS]",
    )


def _verify(words: tuple[str, ...], settings: Settings, **given: Any) -> int:
    draft, batch, fail_on = given["draft"], given["batch"], given["fail_on"]
    if sum(map(bool, (words, draft, batch))) > 1:
        raise UsageProblem("give either a claim, --file or --batch", "leave out the others")
    if batch is not None:
        return _batch(batch, settings)
    if draft is not None:
        return _draft(draft, given["only"], fail_on, settings)
    return run_claim(words, settings, bad=_bad(fail_on))


def _bad(fail_on: str | None) -> Sequence[str]:
    return ("contradicted",) if fail_on == "contradicted" else UNPROVEN


def _options(settings: Settings) -> Any:
    from factcli.questions.result import AskOptions

    return AskOptions("verify", settings.language, locale_language=settings.locale_language)


def _report(outcome: Outcome, settings: Settings, known: Lexicon) -> Any:
    from factcli.output.report import on_verdict

    return on_verdict(outcome, messages(outcome.language, known), limit=settings.limit)


# A file of claims, one a line: one envelope per line in the same order.


def _batch(place: str, settings: Settings) -> int:
    if settings.style not in (None, "json", "jsonl"):
        raise UsageProblem(f"--batch writes JSON lines, not {settings.style}", "leave out --format")
    status = 0
    with open_bases(settings) as bases, lexicon(settings) as known:
        for text in batch_lines(place):
            try:
                line = _line(checked(text), settings, bases, known)
            except FactcliError as error:
                line, status = console.as_object(error) + "\n", 2
            console.write([line])
    return status


def _line(text: str, settings: Settings, bases: Sequence[Index], known: Lexicon) -> str:
    from factcli.output.records import compact

    outcome = api.verify(text, bases, _options(settings), words=known)
    return compact(_report(outcome, settings, known), screen(settings))


# A draft: every sentence of a text, Markdown or plain, with its line and column.


def _draft(place: str, only: str | None, fail_on: str | None, settings: Settings) -> int:
    from factcli.output.report import on_draft
    from factcli.texts.source import read_text

    text = read_text(place, sys.stdin.buffer if sys.stdin else None)
    said = messages_for(settings)
    items, verdicts = [], []
    with (
        open_bases(settings) as bases,
        lexicon(settings) as known,
        ProgressBar("checking the sentences", _MANY_SENTENCES) as bar,
    ):
        sentences = list(_sentences(text))
        for at, (line, column, sentence) in enumerate(sentences):
            bar.show(at, len(sentences))
            outcome = api.verify(sentence, bases, _options(settings), words=known)
            verdict = "no_claim" if outcome.claimless else outcome.status
            verdicts.append(verdict)
            if only in (None, verdict):
                items.append((line, column, sentence, verdict, outcome))
    emit(on_draft(items, verdicts, said), settings)
    return 1 if set(_bad(fail_on)).intersection(verdicts) else 0


def _sentences(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each sentence of a text with its line and column, counted from 1."""
    from factcli.texts.identify import language_of
    from factcli.texts.rules import load_rules
    from factcli.texts.sentences import split

    rules = load_rules()
    own = rules.get(language_of(text) or "en") or next(iter(rules.values()))
    line, begins = 1, 0
    for segment in split(text, own.splitting):
        line += text.count("\n", begins, segment.start)
        begins = max(begins, text.rfind("\n", begins, segment.start) + 1)
        if not segment.heading:
            yield line, segment.start - begins + 1, " ".join(segment.text.split())

"""Declare `base check`: every citation must be verbatim and carry its fact."""

from __future__ import annotations

import click

from factcli._dataclass import replace
from factcli.cli.console import emit
from factcli.cli.options import SHARED, with_settings
from factcli.cli.run import folders, lexicon, messages_for
from factcli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from factcli.audit.findings import Finding
    from factcli.cli.settings import Settings
    from factcli.output.blocks import Block

_COLUMNS = ("severity", "code", "file", "table", "document", "key", "message", "hint")


def base_check(name: str) -> click.Command:
    """Make the command."""
    return click.Command(
        name,
        params=[
            click.Argument(["checked"], nargs=-1, metavar="[BASE]..."),
            click.Option(["--source"], metavar="TEXT", help="The text the base was made from."),
            click.Option(["--fail-on-warning"], is_flag=True, help="Exit with 1 on warnings too."),
            click.Option(
                ["--describe", "code"], metavar="CODE", help="Tell what a code means; check nothing."
            ),
            *SHARED,
        ],
        callback=with_settings(_check),
        help="Check that every citation stands in the text and carries its fact.\n\n"
        "Exits with 1 where an error was found.",
    )


def _check(
    checked: tuple[str, ...],
    source: str | None,
    code: str | None,
    settings: Settings,
    *,
    fail_on_warning: bool,
) -> int:
    if code is not None:
        return _describe(code)
    from factcli.audit.check import check_file
    from factcli.base.paths import find_base
    from factcli.texts.rules import load_rules
    from factcli.texts.source import read_text

    names = checked or settings.named_bases or (None,)
    if source is not None and len(names) > 1:
        raise UsageProblem("--source is the text of one base", "check one base at a time")
    text = read_text(source) if source is not None else None
    where, languages = folders(settings), load_rules()
    findings: list[Finding] = []
    for name in names:
        path = find_base(name, where)
        findings += check_file(path, languages, text, _asker(path, settings))
    _tell(findings, settings, len(names))
    severities = {finding.severity for finding in findings}
    return 1 if "error" in severities or (fail_on_warning and severities) else 0


def _describe(code: str) -> int:
    from factcli.audit.findings import CODES, describe
    from factcli.cli import console

    if code not in CODES:
        from difflib import get_close_matches

        near = get_close_matches(code, CODES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the codes: {', '.join(CODES)}"
        raise UsageProblem(f"there is no code {code!r}", hint)
    console.write([describe(code) + "\n"])
    return 0


def _asker(path: str, settings: Settings) -> Callable[[str, str], Sequence[str]]:
    """Return what asks the base a question and gives the ids of the facts found."""
    from functools import cache

    @cache
    def opened() -> tuple[Any, Any]:
        from factcli.index.open import open_index

        return open_index(path, cache=folders(settings).cache), lexicon(settings)

    def ask(question: str, language: str) -> Sequence[str]:
        from factcli.questions.answer import ask as asked
        from factcli.questions.result import AskOptions

        index, words = opened()
        outcome = asked(question, (index,), AskOptions(language=language), lexicon=words)
        return [answer.fact.id for answer in outcome.answers]

    return ask


def _tell(findings: Sequence[Finding], settings: Settings, bases: int) -> None:
    from factcli.output.blocks import ASIDE, NAME, WORDS, Headline, Table
    from factcli.output.report import on_items

    messages = messages_for(settings)
    items = [{name: getattr(finding, name) for name in _COLUMNS} for finding in findings]
    errors = sum(finding.severity == "error" for finding in findings)

    told = messages.say("checked", bases=bases, errors=errors, warnings=len(items) - errors)

    def draw(drawn: int) -> Sequence[Block]:
        shown = items[: drawn or None]
        rows = [
            [
                item["severity"],
                item["code"],
                f"{item['table']} {item['document']} {item['key']}",
                item["message"],
            ]
            for item in shown
        ]
        more = len(items) - len(rows)
        table = Table(
            (ASIDE, NAME, ASIDE, WORDS), rows, more=messages.say("more", count=more) if more else ""
        )
        return [Headline(told), *([table] if rows else [])]

    report = on_items("base check", items, messages, draw, columns=_COLUMNS)
    emit(replace(report, sentence=told), settings)

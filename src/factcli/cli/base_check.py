"""The command `base check`: every citation must be verbatim and support its fact."""

from __future__ import annotations

import re

import click

from factcli import api
from factcli._dataclass import replace
from factcli.cli import console
from factcli.cli.console import ProgressBar, emit
from factcli.cli.options import SHARED, with_settings
from factcli.cli.run import messages_for
from factcli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from factcli.audit.findings import Finding
    from factcli.cli.settings import Settings
    from factcli.output.blocks import Block

_MANY_FACTS = 1_000  # from which on a reader sees how far the check has come
_OF_A_KIND = 5  # findings of a code that a terminal shows, so that a common one does not bury the others
_COLUMNS = ("severity", "code", "file", "table", "document", "key", "message", "hint", "line")


def base_check(name: str) -> click.Command:
    """Make the command."""
    return click.Command(
        name,
        params=[
            click.Argument(["checked"], nargs=-1, metavar="[BASE]..."),
            click.Option(["--source"], metavar="TEXT", help="The text the base was made from."),
            click.Option(
                ["--sample"],
                type=click.IntRange(min=1),
                metavar="N",
                help="Hold only N facts of each base, spread evenly, against their evidence and ask for them.",
            ),
            click.Option(["--fail-on-warning"], is_flag=True, help="Exit with status 1 on warnings too."),
            click.Option(["--describe", "code"], metavar="CODE", help="Explain a code and exit."),
            *SHARED,
        ],
        callback=with_settings(_check),
        help="Check that every citation is in the text and supports its fact.\n\n"
        "Exits with status 1 if an error is found.",
    )


def _check(  # noqa: PLR0913 -- one for each option
    checked: tuple[str, ...],
    source: str | None,
    sample: int | None,
    code: str | None,
    settings: Settings,
    *,
    fail_on_warning: bool,
) -> int:
    if code is not None:
        return _describe(code)
    names = checked or settings.named_bases or (None,)
    if source is not None and len(names) > 1:
        raise UsageProblem("--source is the text of one base", "check one base at a time")
    findings: list[Finding] = []
    for name in names:
        try:
            with ProgressBar("checking facts", _MANY_FACTS) as bar:
                findings += api.check(
                    name, source=source, sample=sample, environment=settings.environment, progress=bar.show
                )
        except KeyboardInterrupt:
            console.notice(
                "the check was interrupted and tells nothing of the base; --sample N checks a part"
            )
            raise
    _tell(findings, settings, len(names), sample)
    severities = {finding.severity for finding in findings}
    return 1 if "error" in severities or (fail_on_warning and severities) else 0


def _describe(code: str) -> int:
    from factcli.audit.findings import CODES, describe

    if code not in CODES:
        from difflib import get_close_matches

        near = get_close_matches(code, CODES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the codes: {', '.join(CODES)}"
        raise UsageProblem(f"unknown code {code!r}", hint)
    parts = describe(code).split("\n\n")
    console.write(["\n\n".join(map(console.in_language, parts)) + "\n"])
    return 0


def _tell(findings: Sequence[Finding], settings: Settings, bases: int, sample: int | None) -> None:
    from factcli.output.blocks import ASIDE, BAD, DOUBTFUL, GOOD, NAME, WORDS, Headline, Note, Table
    from factcli.output.report import on_items

    messages = messages_for(settings)
    places = {file: _lines(file) for file in {finding.file for finding in findings}}
    items = [{name: getattr(finding, name) for name in _COLUMNS if name != "line"} for finding in findings]
    for item in items:
        item["line"] = places[item["file"]].get((item["table"], item["document"]))
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(items) - errors
    summary = messages.say(
        "checked",
        bases=messages.count(bases, "base"),
        errors=messages.count(errors, "error"),
        warnings=messages.count(warnings, "warning"),
    )

    if sample is not None:
        summary = messages.say("sampled", checked=summary, count=sample)

    def draw(drawn: int) -> Sequence[Block]:
        """Draw the findings by their code, errors first, the rarest first, each with what to do about it."""
        kinds: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for item in items:
            kinds.setdefault((item["severity"], item["code"]), []).append(item)
        page: list[Block] = [Headline(summary, tone=BAD if errors else DOUBTFUL if warnings else GOOD)]
        for (severity, code), held in sorted(kinds.items(), key=lambda kind: (kind[0][0], len(kind[1]))):
            shown = held[: min(drawn, _OF_A_KIND) or None]
            rows = [[_place(item), item["document"], messages.program(item["message"])] for item in shown]
            tone = BAD if severity == "error" else DOUBTFUL
            page.append(Note(f"{messages.program(severity)} {code} ({len(held)})", quiet=False, tone=tone))
            page.append(Note(messages.program(f"What to do: {held[0]['hint']}.")))
            left_off = len(held) - len(shown)
            more = messages.say("more", count=left_off) if left_off else ""
            headings = [messages.say(name) for name in ("place", "id", "problem")]
            page.append(Table((NAME, ASIDE, WORDS), rows, headings, more=more))
        return page

    report = on_items("base check", items, messages, draw, columns=_COLUMNS)
    report.envelope["sample"] = sample
    emit(replace(report, sentence=summary), settings)


def _place(item: dict[str, Any]) -> str:
    """Return where a finding is, as editors and other tools read it: file:line."""
    name = item["file"].rpartition("/")[2]
    return f"{name}:{item['line']}" if item["line"] else name


_TABLE_LINE = re.compile(r'^\s*"(\w+)"\s*:\s*\{\s*$')
_DOCUMENT_LINE = re.compile(r'^\s*"(\d+)"\s*:\s*\{(?:.*?"id"\s*:\s*"([^"]*)")?')


def _lines(file: str) -> dict[tuple[str, str], int]:
    """Return the line of each document of a base by its table and its number or id, as far as it has one of its own."""
    found: dict[tuple[str, str], int] = {}
    table = ""
    try:
        with open(file, encoding="utf-8", errors="replace") as text:
            for number, line in enumerate(text, 1):
                if heading := _TABLE_LINE.match(line):
                    table = heading[1]
                elif document := _DOCUMENT_LINE.match(line):
                    for name in filter(None, document.groups()):
                        found.setdefault((table, name), number)
    except OSError:
        return {}
    return found

"""The command `base draft`: propose facts from the sentences of a base, by rules or by a program of the user's."""

from __future__ import annotations

import sys

import click

from factcli._dataclass import replace
from factcli.cli import console
from factcli.cli.base_upkeep import tables_at
from factcli.cli.console import emit
from factcli.cli.options import base_option, json_option, with_settings, writable_base
from factcli.cli.run import messages_for
from factcli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.drafting.command import Drafted
    from factcli.drafting.proposals import Proposal
    from factcli.output.blocks import Block
    from factcli.output.report import Report

    Tables = dict[str, dict[str, Any]]

_COLUMNS = (
    "sentence",
    "verdict",
    "codes",
    "subject",
    "relation",
    "answer",
    "modality",
    "speaker",
    "exact",
    "id",
)


def base_draft(name: str) -> click.Command:
    """Make the command."""
    return click.Command(
        name,
        params=[
            click.Option(
                ["--with", "command"],
                metavar="COMMAND",
                help="A program that reads the sentences on standard input and writes proposals as JSON.",
            ),
            click.Option(
                ["--print-prompt"], is_flag=True, help="Print what such a program is given, and exit."
            ),
            click.Option(
                ["--take", "taken_from"],
                metavar="FILE",
                help="Read proposals from a file ('-' is standard input).",
            ),
            click.Option(
                ["--sentence", "sentences"],
                multiple=True,
                metavar="N",
                help="Only this sentence; repeatable.",
            ),
            click.Option(
                ["--time-limit"],
                type=click.FloatRange(min=0.1),
                default=300.0,
                metavar="SECONDS",
                help="How long COMMAND may take for one answer.",
            ),
            base_option(),
            json_option(),
        ],
        callback=with_settings(_draft),
        help="Propose facts, to be taken or dropped one by one with 'base review'.\n\nWithout options, rules read the "
        "sentences. Each proposal is checked before it is shown: it is ready, lacks one thing (ask), or is refused "
        "with the code of 'base check' that says why. Proposals are kept in BASE.draft.jsonl; the base itself is "
        "not changed.",
    )


def _draft(  # noqa: PLR0913 -- each is an option
    *,
    command: str | None,
    print_prompt: bool,
    taken_from: str | None,
    sentences: tuple[str, ...],
    time_limit: float,
    settings: Settings,
) -> int:
    if bool(command) + print_prompt + bool(taken_from) > 1:
        raise UsageProblem("--with, --print-prompt and --take exclude one another", "give one of them")
    path = writable_base(settings)
    tables = tables_at(path)
    language = next(iter(tables["sources"].values()))["language"]
    if print_prompt:
        from factcli.drafting.command import prompt

        console.write([prompt(tables, language, sentences)])
        return 0
    answer = _proposals(tables, language, command, taken_from, sentences, time_limit)
    return _keep(path, answer, settings)


def _proposals(  # noqa: PLR0913, PLR0917 -- what the options say
    tables: Tables,
    language: str,
    command: str | None,
    taken_from: str | None,
    sentences: Sequence[str],
    time_limit: float,
) -> Drafted:
    from factcli.curation.gate import Gate
    from factcli.drafting.command import Drafted, judged_text, prompt, propose

    gate = Gate(tables)
    if command:
        return propose(command, prompt(tables, language, sentences), gate, language, time_limit)
    if taken_from:
        from factcli.texts.source import decoded, read_data

        data = read_data(taken_from, sys.stdin.buffer if sys.stdin else None)
        return judged_text(decoded(taken_from, data), gate, language)
    found = _by_rules(tables)
    wanted = set(sentences)
    return Drafted(tuple(each for each in found if not wanted or each.sentence in wanted))


def _by_rules(tables: Tables) -> list[Proposal]:
    from factcli.drafting.extract import extract
    from factcli.drafting.syntax import Grammar
    from factcli.texts.rules import load_rules

    found: list[Proposal] = []
    for source in tables["sources"].values():
        grammar = Grammar.load(source["language"])
        if grammar is None:
            raise UsageProblem(
                f"there are no drafting rules for the language {source['language']!r}",
                "have a program propose with --with COMMAND",
            )
        found += extract(tables, source["id"], grammar, load_rules())
    return found


def _keep(path: str, answer: Drafted, settings: Settings) -> int:
    """Write the proposals that are not refused to the draft, and report all."""
    from factcli.curation.gate import REFUSED
    from factcli.drafting.proposals import Draft, draft_path

    draft = Draft(draft_path(path))
    refused = [each for each in answer.proposals if each.verdict == REFUSED]
    new = draft.add(each for each in answer.proposals if each.verdict != REFUSED)
    emit(_report(draft, [*new, *refused], answer, settings), settings)
    for problem in dict.fromkeys(answer.problems):
        console.notice(f"not a proposal: {problem}")
    return 1 if refused or answer.problems else 0


def _report(draft: Any, shown: Sequence[Proposal], answer: Drafted, settings: Settings) -> Report:
    from factcli.output.blocks import ASIDE, NAME, WORDS, Headline, Table
    from factcli.output.report import on_items

    messages = messages_for(settings)
    items = [
        {**each.as_item(), "answer": each.object or (each.value or "").partition(":")[2]} for each in shown
    ]
    texts = [next(iter(each.statement.values()), "") for each in shown]
    counts = {
        verdict: sum(each.verdict == verdict for each in answer.proposals)
        for verdict in ("ready", "ask", "refused")
    }
    new = sum(each.verdict != "refused" for each in shown)
    summary = (
        f"{draft.path}: {new} new of {len(answer.proposals)} proposals ({counts['ready']} ready, {counts['ask']} to "
        f"complete, {counts['refused']} refused)"
    )

    def draw(drawn: int) -> Sequence[Block]:
        rows = [
            [item["sentence"], messages.program(item["verdict"]), text, " ".join(item["codes"])]
            for item, text in zip(items[: drawn or None], texts, strict=False)
        ]
        table = [Table((NAME, ASIDE, WORDS, ASIDE), rows)] if rows else []
        return [Headline(messages.program(summary)), *table]

    report = on_items("base draft", items, messages, draw, columns=_COLUMNS)
    report.envelope.update(status="written" if new else "unchanged", path=draft.path, counts=counts)
    return replace(report, sentence=summary)

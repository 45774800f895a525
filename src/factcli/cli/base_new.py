"""Declare `base new`: a base from a text."""

from __future__ import annotations

import sys

import click

from factcli.cli.base_options import force_option, json_option, refuse_bundled
from factcli.cli.console import emit
from factcli.cli.options import LateChoice, with_settings
from factcli.cli.wording import codes, wording_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.cli.settings import Settings
    from factcli.curation.create import NewBase
    from factcli.language.messages import Wording
    from factcli.output.blocks import Block
    from factcli.output.report import Report

_TOLD = (
    ("title", "TEXT", "The title, where the text has one."),
    ("publisher", "TEXT", "Who published the text."),
    ("author", "TEXT", "Who wrote it."),
    ("url", "URL", "Where it can be read."),
    ("date", "EDTF", "When it was published, such as 2024-10-09."),
    ("rights", "TEXT", "Whose text it is, and what may be done with it."),
)


def base_new(name: str) -> click.Command:
    """Make the command."""
    return click.Command(
        name,
        params=[
            click.Argument(["text"], metavar="TEXT"),
            click.Option(
                ["-o", "--output"], required=True, metavar="BASE.json", help="Where to write the base."
            ),
            click.Option(
                ["--language", "spoken"],
                required=True,
                type=LateChoice(codes),
                help="The language of the text.",
            ),
            *(click.Option([f"--{key}"], metavar=kind, help=told) for key, kind, told in _TOLD),
            force_option(),
            json_option(),
        ],
        callback=with_settings(_new),
        help="Make a base from a text file ('-' is standard input), its sentences numbered.\n\n"
        "Nothing in the text is changed: what is quoted later stands there character by character.",
    )


def _new(text: str, output: str, spoken: str, settings: Settings, *, force: bool, **told: str | None) -> int:
    from factcli.cli.progress import progress_bar
    from factcli.curation.create import Described, new_base
    from factcli.texts.source import read_text

    refuse_bundled(output)
    content = read_text(text, sys.stdin.buffer if sys.stdin else None)
    described = Described(**{key: value for key, value in told.items() if value is not None})
    with progress_bar("numbering sentences", len(content)) as progress:
        made = new_base(content, text, output, spoken, described, force=force, progress=progress)
    emit(_report(made, wording_for(settings)), settings)
    return 0


def _report(made: NewBase, wording: Wording) -> Report:
    from factcli.output.blocks import NUMBER, WORDS, Headline, Table
    from factcli.output.report_lists import on_items

    items = [{"number": number, "section": section, "text": text} for number, section, text in made.sentences]

    def draw(_drawn: int) -> Sequence[Block]:
        rows: list[list[str]] = []
        rules: list[tuple[int, str]] = []
        before = None
        for number, section, text in made.sentences:
            if section and section != before:
                rules.append((len(rows), section))
            before = section
            rows.append([str(number), text])
        table = Table((NUMBER, WORDS), rows, rules=rules)
        return [Headline(f"{made.path}: {wording.count(len(rows), 'sentence')}"), table]

    report = on_items("base new", items, wording, draw, columns=("number", "section", "text"))
    report.envelope.update(status="written", id=made.name, path=made.path)
    return report

"""The commands that keep a base up: repair it after its text was edited, and compare two bases."""

from __future__ import annotations

import click

from factcli._dataclass import replace
from factcli.cli import console
from factcli.cli.console import emit
from factcli.cli.options import dry_run_option, json_option, refuse_bundled, with_settings
from factcli.cli.run import folders, messages_for
from factcli.output.blocks import ASIDE, NAME, NUMBER, WORDS, Headline, Table
from factcli.output.report import on_items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.curation.repair import Repair
    from factcli.output.blocks import Block

    Tables = dict[str, dict[str, Any]]


def base_repair(name: str) -> click.Command:
    """Make the command that moves a base to an edited text."""
    return click.Command(
        name,
        params=[
            click.Argument(["base"]),
            click.Option(["--source"], required=True, metavar="TEXT", help="The edited text."),
            click.Option(
                ["--id", "own_id"], metavar="ID", help="The id of the source, if there are several."
            ),
            dry_run_option(),
            json_option(),
        ],
        callback=with_settings(_repair),
        help="Move a base to an edited text.\n\nSentences that are there word for word are found again, wherever they "
        "stand. Facts on a sentence that was changed or is missing are taken out of the base and kept in "
        "BASE.draft.jsonl: those on a changed sentence as proposals for 'base review'. Then the exit status is 1.",
    )


def base_diff(name: str) -> click.Command:
    """Make the command that compares two bases."""
    return click.Command(
        name,
        params=[click.Argument(["old"]), click.Argument(["new"]), json_option()],
        callback=with_settings(_diff),
        help="Compare two bases: the facts, entities, relations and sentences that were added, changed or removed.\n\n"
        "The exit status is 1 if they differ.",
    )


def tables_at(path: str) -> Tables:
    """Return the tables of the base at a path. Raises BadBase or InputOutputProblem."""
    from factcli.base.reader import documents

    tables: Tables = {name: {} for name in ("meta", "sources", "sentences", "entities", "relations", "facts")}
    for table, number, document in documents(path):
        tables[table][str(number)] = document
    return tables


def _repair(base: str, source: str, own_id: str | None, settings: Settings, *, dry_run: bool) -> int:
    from factcli.base.lock import locked
    from factcli.base.paths import find_base
    from factcli.base.store import write
    from factcli.curation.repair import repaired
    from factcli.texts.source import read_text

    path = find_base(base, folders(settings))
    refuse_bundled(path)
    text = read_text(source)
    if dry_run:
        found = repaired(tables_at(path), text, own_id)
    else:
        with locked(path):
            found = repaired(tables_at(path), text, own_id)
            _keep_out(path, found)
            write(path, found.tables)
    _tell(path, found, settings, dry_run=dry_run)
    return 1 if found.facts else 0


def _keep_out(path: str, found: Repair) -> None:
    """Append the facts that are taken out to the draft before they leave the base: whole, and as proposals."""
    from factcli.drafting.proposals import Draft, draft_path, proposal_of_fact

    if not found.facts:
        return
    draft = Draft(draft_path(path))
    draft.set_aside(found.facts)
    places = {fate.text: fate.number for fate in found.sentences if fate.number is not None}
    old = tables_at(path)
    proposals = (proposal_of_fact(fact, old, places) for fact in found.facts)
    draft.add([each for each in proposals if each is not None], again=True)


def _tell(path: str, found: Repair, settings: Settings, *, dry_run: bool) -> None:
    messages = messages_for(settings)
    columns = ("status", "old", "number", "text", "now", "facts")
    items = [{name: getattr(fate, name) for name in columns} for fate in found.sentences]
    for item in items:
        item["facts"] = list(item["facts"])
    counts = dict.fromkeys(("kept", "moved", "changed", "missing", "new"), 0)
    for item in items:
        counts[item["status"]] += 1
    told = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    would = "would move" if dry_run else "moved"
    out = f"; {len(found.facts)} facts to review" if found.facts else ""
    summary = f"{path}: {would} to the new text: sentences {told}{out}"
    shown = [item for item in items if item["status"] not in ("kept", "moved")]

    def draw(_drawn: int) -> Sequence[Block]:
        rows = [
            [
                messages.program(item["status"]),
                str(item["old"] or item["number"]),
                item["text"] or item["now"],
            ]
            for item in shown
        ]
        return [Headline(messages.program(summary)), *([Table((ASIDE, NUMBER, WORDS), rows)] if rows else [])]

    report = on_items("base repair", items, messages, draw, columns=columns)
    report.envelope.update(
        status="dry_run" if dry_run else "written",
        path=path,
        counts=counts,
        facts=[f["id"] for f in found.facts],
    )
    emit(replace(report, sentence=summary), settings)
    if found.facts and not dry_run:
        console.notice(f"hint: factcli base review --base {path}")


def _diff(old: str, new: str, settings: Settings) -> int:
    from factcli.base.paths import find_base

    where = folders(settings)
    before, after = (_by_name(tables_at(find_base(each, where))) for each in (old, new))
    items = [
        _difference(key, before.get(key), after.get(key))
        for key in sorted({**before, **after})
        if before.get(key) != after.get(key)
    ]
    messages = messages_for(settings)
    columns = ("change", "table", "id", "text")
    summary = f"{len(items)} differences" if len(items) != 1 else "1 difference"

    def draw(_drawn: int) -> Sequence[Block]:
        rows = [
            [messages.program(item["change"]), messages.program(item["table"]), item["id"], item["text"]]
            for item in items
        ]
        return [
            Headline(messages.program(summary)),
            *([Table((ASIDE, ASIDE, NAME, WORDS), rows)] if rows else []),
        ]

    report = on_items("base diff", items, messages, draw, columns=columns)
    report.envelope.update(status="answered")
    emit(replace(report, sentence=summary), settings)
    return 1 if items else 0


def _by_name(tables: Tables) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the documents by table and id; a sentence is known by its source and words, so that numbers may move."""
    named: dict[tuple[str, str], Mapping[str, Any]] = {}
    texts = {int(at): f"{each['source']}: {each['text']}" for at, each in tables["sentences"].items()}
    for table in ("sources", "entities", "relations"):
        named |= {(table, each["id"]): each for each in tables[table].values()}
    named |= {("sentences", text): {"text": text} for text in texts.values()}
    for each in tables["facts"].values():
        quotes = [{**entry, "sentence": texts[entry["sentence"]]} for entry in each["evidence"]]
        named["facts", each["id"]] = {**each, "evidence": quotes}
    return named


def _difference(
    key: tuple[str, str], before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> dict[str, Any]:
    shown: Any = after or before or {}
    texts = shown.get("statement") or shown.get("name") or shown.get("label")
    text = next(iter(texts.values()), "") if texts else str(shown.get("text") or shown.get("title") or "")
    if before and after:
        keys = sorted(name for name in {**before, **after} if before.get(name) != after.get(name))
        text = f"{text} [{', '.join(keys)}]"
    change = "added" if before is None else "removed" if after is None else "changed"
    return {"change": change, "table": key[0], "id": key[1], "text": text, "before": before, "after": after}

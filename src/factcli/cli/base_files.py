"""The commands for bases as files: list, info, new, import, export, install."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager

import click

from factcli import escape
from factcli._dataclass import replace
from factcli.cli import console
from factcli.cli.console import ProgressBar, emit
from factcli.cli.options import (
    SHARED,
    LateChoice,
    base_option,
    force_option,
    json_option,
    metadata_options,
    refuse_bundled,
    with_settings,
)
from factcli.cli.run import folders, lexicon, messages_for
from factcli.errors import FactcliError, InputOutputProblem, UsageProblem
from factcli.languages import codes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.curation.create import NewBase
    from factcli.exchange.import_rows import Remark
    from factcli.exchange.import_run import ImportResult
    from factcli.language.messages import Messages
    from factcli.output.blocks import Block
    from factcli.output.report import Report


_LIST = ("name", "facts", "entities", "sentences", "place", "path", "problem")
_TABLES = ("facts", "entities", "relations", "sentences")
_LONG_CHECK = 500  # facts, from which on a reader sees how far it has come
_LONG_WORK = 500_000  # bytes or characters, from which on a reader sees how far it has come


def base_list(name: str) -> click.Command:
    """Make the command that lists bases."""
    return click.Command(
        name,
        params=list(SHARED),
        callback=with_settings(_list),
        help="List the available bases: in ./facts, in your own folder, and those shipped with factcli.",
    )


def base_info(name: str) -> click.Command:
    """Make the command that describes a base."""
    return click.Command(
        name,
        params=[click.Argument(["base"], required=False), *SHARED],
        callback=with_settings(_info),
        help="Summarize a base: its facts, its sentences covered, what a language lacks.",
    )


def _list(settings: Settings) -> int:
    from factcli.output.blocks import ASIDE, NAME, NUMBER, WORDS
    from factcli.output.pages import item_table
    from factcli.output.report import on_items

    messages = messages_for(settings)
    items = list(_bases_on_disk(settings))
    columns = (
        ("name", NAME, "name"),
        ("facts", NUMBER, "facts"),
        ("place", ASIDE, "from"),
        ("path", ASIDE, "path"),
        ("problem", WORDS, "problem"),
    )
    said = [
        item | {"place": messages.program(item["place"]), "problem": messages.program(item["problem"] or "")}
        for item in items
    ]
    emit(on_items("base list", items, messages, item_table(said, columns, messages), columns=_LIST), settings)
    return 0


def _bases_on_disk(settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield every base file of the folders, nearest first; `hidden` if a nearer base has the same name."""
    from factcli.base.paths import bundled_folders

    where = folders(settings)
    places = [
        ("facts", "here"),
        (where.bases, "installed"),
        *((each, "bundled") for each in bundled_folders()),
    ]
    seen: set[str] = set()
    names: set[str] = set()
    for folder, place in places:
        for path in _files(folder):
            if os.path.realpath(path) in seen:
                continue
            seen.add(os.path.realpath(path))
            name = os.path.splitext(os.path.basename(path))[0]
            yield _item(name, path, place, settings) | {"hidden": name in names}
            names.add(name)


def _files(folder: str | None) -> list[str]:
    try:
        names = sorted(os.listdir(folder)) if folder else []
    except OSError:
        return []
    paths = (os.path.join(folder or "", name) for name in names if name.endswith(".json"))
    return [path for path in paths if os.path.isfile(path)]


def _item(name: str, path: str, place: str, settings: Settings) -> dict[str, Any]:
    from factcli.index.open import open_index

    item: dict[str, Any] = {"name": name, "path": path, "place": place, "problem": None}
    try:
        with open_index(path, cache=folders(settings).cache) as index:
            counts = index.counts
    except FactcliError as error:
        return item | dict.fromkeys(_TABLES) | {"problem": error.message}
    return item | {table: counts[table] for table in _TABLES}


def _info(base: str | None, settings: Settings) -> int:
    from factcli.base.paths import find_base
    from factcli.curation.info import describe
    from factcli.output.report import on_items

    where, messages = folders(settings), messages_for(settings)
    names = (base,) if base else settings.named_bases or (None,)
    items = [_as_item(describe(find_base(name, where))) for name in names]

    def draw(_drawn: int) -> Sequence[Block]:
        return [block for item in items for block in _page(item, messages)]

    columns = ("name", "path", *_TABLES, "without_fact", "undescribed", "derived")
    emit(on_items("base info", items, messages, draw, columns=columns), settings)
    return 0


def _as_item(description: Any) -> dict[str, Any]:
    return {
        "name": description.name,
        "path": description.path,
        **description.counts,
        "texts": [dict(source) for source in description.sources],
        "modalities": description.modalities,
        "without_fact": list(description.without_fact),
        "undescribed": list(description.undescribed),
        "derived": description.derived,
        "derived_share": round(description.derived_share, 4),
        "lacking": description.languages,
    }


def _page(item: dict[str, Any], messages: Messages) -> list[Block]:
    from factcli.output.blocks import NAME, WORDS, Headline, Table

    counted = (
        ("facts", "fact"),
        ("entities", "entity"),
        ("relations", "relation"),
        ("sentences", "sentence"),
    )
    covered = item["sentences"] - len(item["without_fact"])
    rows = [[messages.say(name), messages.number(item[name])] for name, _ in counted]
    rows += [
        [messages.say("covered"), f"{covered}/{item['sentences']}"],
        [messages.say("without_fact"), ", ".join(item["without_fact"]) or "–"],
        [messages.say("undescribed"), ", ".join(item["undescribed"]) or "–"],
        [messages.say("derived_share"), f"{item['derived']}/{item['facts']}"],
        *([messages.modality(name), messages.number(count)] for name, count in item["modalities"].items()),
        *(
            [
                messages.say("lacking", language=messages.screen["languages"].get(code, code)),
                _missing_counts(counts),
            ]
            for code, counts in item["lacking"].items()
        ),
        *(
            [messages.say("source"), f"{each['id']} ({each['language']}, {each['characters']})"]
            for each in item["texts"]
        ),
    ]
    return [Headline(item["name"], item["path"]), Table((NAME, WORDS), rows)]


def _missing_counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "–"


def base_new(name: str) -> click.Command:
    """Make the command."""
    return click.Command(
        name,
        params=[
            click.Argument(["article"], metavar="ARTICLE"),
            click.Option(
                ["-o", "--output"], required=True, metavar="BASE.json", help="Where to write the base."
            ),
            click.Option(
                ["--from", "article_format"],
                type=LateChoice(_article_formats),
                help="The format of the article; by default, what its content shows.",
            ),
            click.Option(
                ["--language", "spoken"],
                type=LateChoice(codes),
                help="The language of the text; by default, that of its words.",
            ),
            *metadata_options(),
            force_option(),
            json_option(),
        ],
        callback=with_settings(_new),
        help="Create a base from an article ('-' is standard input), with its sentences numbered.\n\n"
        "A text is not changed: later quotes match it character by character. From other formats the text is "
        "taken out, without navigation and line breaks of the page, and written beside the base as BASE.txt. "
        "HTML and PDF need: pip install 'factcli[read]'.",
    )


def _article_formats() -> Sequence[str]:
    from factcli.drafting.article import FORMATS

    return tuple(FORMATS)


def _new(  # noqa: PLR0913 -- each is an option
    article: str,
    output: str,
    article_format: str | None,
    spoken: str | None,
    settings: Settings,
    *,
    force: bool,
    **metadata: str | None,
) -> int:
    from factcli.curation.create import Described, new_base
    from factcli.drafting.article import read_article
    from factcli.texts.identify import language_of

    refuse_bundled(output)
    found = read_article(article, sys.stdin.buffer if sys.stdin else None, article_format)
    language = language_of(found.text)
    if spoken is None and language is None:
        raise UsageProblem(
            f"{article}: the language of the text is not clear", f"give --language {' or '.join(codes())}"
        )
    given = {key: value for key, value in metadata.items() if value is not None}
    fields = ("title", "author", "publisher", "date", "url")
    told = {key: getattr(found, key) for key in fields if key not in given and getattr(found, key)}
    described = Described(**given, **told, from_metadata=frozenset(told))
    stays = found.format == "text" and article != "-" and _same_folder(article, output)
    with ProgressBar("numbering sentences", _LONG_WORK) as bar:
        made = new_base(
            *(found.text, article, output, spoken or language or "", described),
            force=force,
            keep_text=not stays,
            progress=bar.show,
        )
    emit(_report(made, messages_for(settings)), settings)
    if spoken and language not in (spoken, None):
        console.notice(f"factcli: the text reads like the language {language}, not {spoken}")
        console.notice(f"hint: if so, run it again with --force --language {language}")
    return 0


def _same_folder(one: str, other: str) -> bool:
    return os.path.dirname(os.path.realpath(one)) == os.path.dirname(os.path.realpath(other))


def _report(made: NewBase, messages: Messages) -> Report:
    from factcli.output.blocks import NUMBER, WORDS, Headline, Table
    from factcli.output.report import on_items

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
        return [Headline(f"{made.path}: {messages.count(len(rows), 'sentence')}"), table]

    report = on_items("base new", items, messages, draw, columns=("number", "section", "text"))
    report.envelope.update(status="written", id=made.name, path=made.path, text_path=made.text_path)
    return report


_COLUMNS = ("row", "problem", "left_out")
_COUNTED = ("rows", "facts", "entities", "relations", "sentences")


def base_import(name: str) -> click.Command:
    """Make the command that imports rows."""
    return click.Command(
        name,
        params=[
            click.Argument(["rows"], metavar="ROWS"),
            click.Option(["-o", "--output"], metavar="BASE.json", help="Where to write a new base."),
            click.Option(["--into", "into"], metavar="BASE", help="Add to this base instead."),
            click.Option(["--source"], metavar="TEXT", help="The text that must contain each sentence."),
            click.Option(
                ["--language", "spoken"],
                default="en",
                type=LateChoice(codes),
                help="The language of rows that do not give one.",
            ),
            click.Option(
                ["--format", "row_format"],
                type=click.Choice(("csv", "tsv", "jsonl", "json")),
                help="The format of the rows; by default, that of the file name.",
            ),
            force_option(),
            json_option(),
        ],
        callback=with_settings(_import),
        help="Create a base from rows with the columns subject, relation and object, or add them to one (--into).\n\n"
        "Optional columns: id, statement, sentence, exact, modality, hedged, speaker, when, resolved, basis, "
        "derived, language, statement_<lang>; of the subject, the object and the speaker subject_id, "
        "subject_kind, subject_aliases, subject_name_<lang>, subject_description_<lang>; of the relation "
        "answer_kind, one_value, relation_<lang>, relation_phrases_<lang>, inverse_<lang>, "
        "inverse_phrases_<lang>, inverse_kind; of the source source_title, source_url and others, as base export "
        "writes them. Further quotes are in exact_2, sentence_2 and so on. With object_kind number, date, money, "
        "amount or text the object is a value; without, the objects of a relation are dates or numbers if all of "
        "them are. The separator may be a comma, a semicolon or a tab. With --source or --into, sentence may be a "
        "number, or empty where exact stands in one sentence only; with --into, each row passes the same checks "
        "as a proposal. Rows that cannot be imported are listed with the reason, and the exit status is 1. A row "
        "of a new base whose sentence does not give its numbers or dates is kept and listed.",
    )


def _import(  # noqa: PLR0913, PLR0917 -- each is an option
    rows: str,
    output: str | None,
    into: str | None,
    source: str | None,
    spoken: str,
    row_format: str | None,
    settings: Settings,
    *,
    force: bool,
) -> int:
    from factcli.exchange.import_run import import_rows

    if (output is None) == (into is None):
        raise UsageProblem(
            "say where the rows go", "give --output for a new base, or --into for one that exists"
        )
    if into is not None:
        return rows_into(into, rows, row_format, settings)
    output = str(output)
    refuse_bundled(output)
    with ProgressBar("reading rows", _LONG_WORK) as bar:
        report = import_rows(
            *(rows, output, source, spoken, bar.show),
            format_name=row_format,
            force=force,
            concept_of=lexicon(settings).concept_named,
        )
    if report.written:
        report.remarks += _claim_remarks(report)
    emit(_imported(report, messages_for(settings)), settings)
    return 1 if report.bad else 0


_CLAIMS_CHECKED = 5_000  # facts of a new base whose claims are checked at once: about three seconds


def _claim_remarks(report: ImportResult) -> Iterator[Remark]:
    """Yield a remark for each row whose numbers or dates its sentence does not support, as `base check` will say."""
    from factcli.audit.check import check_first_claims
    from factcli.base.reader import read
    from factcli.exchange.import_rows import Remark
    from factcli.texts.rules import load_rules

    base = read(report.path)
    with ProgressBar("checking claims", _LONG_CHECK) as bar:
        for finding in check_first_claims(base, load_rules(), _CLAIMS_CHECKED, bar.show):
            yield Remark(report.row_of[finding.document], finding.message)
    if report.facts > _CLAIMS_CHECKED:
        yield Remark(
            report.row_of[base.facts[_CLAIMS_CHECKED].id],
            "from here on claims were not checked: run factcli base check",
        )


def rows_into(  # noqa: PLR0913 -- each is an option
    base: str,
    rows: str,
    row_format: str | None,
    settings: Settings,
    *,
    new: bool = False,
    dry_run: bool = False,
) -> int:
    """Add the rows of a file, or of standard input, to a base that exists, and report them."""
    from factcli.base.paths import find_base
    from factcli.exchange.import_into import import_into

    path = find_base(base, folders(settings))
    refuse_bundled(path)
    with _rows_file(rows, row_format) as (name, told):
        report = import_into(path, name, format_name=told, new=new, dry_run=dry_run)
    emit(_imported(report, messages_for(settings)), settings)
    return 1 if report.bad else 0


@contextmanager
def _rows_file(rows: str, row_format: str | None) -> Iterator[tuple[str, str | None]]:
    """Give the path of the rows and their format; standard input is kept in a file that goes with the block."""
    if rows != "-":
        yield rows, row_format
        return
    from tempfile import NamedTemporaryFile

    from factcli.texts.source import read_data

    data = read_data("-", sys.stdin.buffer if sys.stdin else None)
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    guess = {b"[": "json", b"{": "jsonl"}.get(start, "csv")
    with NamedTemporaryFile(prefix="factcli-rows-") as file:
        file.write(data)
        file.flush()
        yield file.name, row_format or guess


def _imported(report: ImportResult, messages: Messages) -> Report:
    from factcli.output.report import on_items

    items = [
        {"row": each.row, "problem": each.reason, "left_out": left_out}
        for remarks, left_out in ((report.bad, True), (report.remarks, False))
        for each in remarks
    ]
    summary = _import_summary(report, messages)
    found = on_items(
        "base import", items, messages, _import_page(report, items, summary, messages), columns=_COLUMNS
    )
    found.envelope.update(
        status="written" if report.written else "not_written",
        path=report.path,
        counts={name: getattr(report, name) for name in _COUNTED},
        left_out=len(report.bad),
    )
    return replace(
        found, sentence=summary, notes=() if console.is_terminal(sys.stdout) or not items else (summary,)
    )


def _import_summary(report: ImportResult, messages: Messages) -> str:
    if not report.written:
        return messages.program(f"{report.path}: not written: every row was left out")
    named = (("facts", "fact"), ("entities", "entity"), ("relations", "relation"))
    counted = ", ".join(messages.count(getattr(report, name), noun) for name, noun in named)
    return f"{report.path}: {counted}"


def _import_page(
    report: ImportResult, items: Sequence[dict[str, Any]], summary: str, messages: Messages
) -> Callable[[int], Sequence[Block]]:
    from factcli.output.blocks import NUMBER, WORDS, Headline, Note
    from factcli.output.pages import listing

    def draw(drawn: int) -> Sequence[Block]:
        shown = items[: drawn or None]
        rows = [
            [
                str(item["row"]),
                messages.program(item["problem"]),
                messages.program("left out" if item["left_out"] else "kept"),
            ]
            for item in shown
        ]
        table = listing((NUMBER, WORDS, WORDS), rows, (), len(items), messages)
        left_out = Note(messages.program(f"left out: {len(report.bad)} of {report.rows} rows"), quiet=False)
        return [Headline(summary), *([left_out] if report.bad else []), *([table] if rows else [])]

    return draw


def base_export(name: str) -> click.Command:
    """Make the command that exports a base."""
    from factcli.exchange.export import EXPORTERS

    return click.Command(
        name,
        params=[
            base_option("export"),
            click.Option(
                ["--format", "export_format"],
                required=True,
                type=click.Choice(tuple(EXPORTERS)),
                help="The format to write.",
            ),
            click.Option(
                ["-o", "--output"],
                metavar="FILE",
                help="Where to write it; by default, to standard output with hidden characters escaped.",
            ),
            next(param for param in SHARED if param.name == "language"),
            force_option(),
        ],
        callback=with_settings(_export),
        help="Export a whole base to another format.\n\nWhatever the format cannot hold is listed.",
    )


def _export(export_format: str, output: str | None, settings: Settings, *, force: bool) -> int:
    from factcli.base.paths import find_base
    from factcli.base.reader import read
    from factcli.exchange.export import exporter, write_export

    names = settings.named_bases
    if len(names) > 1:
        raise UsageProblem("only one base can be exported at a time", "give --base once")
    path = find_base(names[0] if names else None, folders(settings))
    base = read(path)
    chosen = exporter(export_format)
    for loss in chosen.losses(base):
        console.notice(f"not in {export_format}: {escape.line(loss)}")
    parts = chosen.parts(base, messages_for(settings)) if chosen.spoken else chosen.parts(base)
    if output is not None:
        write_export(output, parts, path, force=force)
    elif chosen.binary:
        _write_bytes(b"".join(part for part in parts if isinstance(part, bytes)))
    else:
        console.write(escape.visible(part) for part in parts if isinstance(part, str))
    return 0


def _write_bytes(data: bytes) -> None:
    if console.is_terminal(sys.stdout):
        raise UsageProblem("this format cannot be written to a terminal", "give --output FILE")
    console.output()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise console.unwritten(error) from None


def base_install(name: str) -> click.Command:
    """Make the command that installs a base."""
    return click.Command(
        name,
        params=[
            click.Argument(["file"]),
            click.Option(
                ["--name", "known_as"],
                metavar="NAME",
                help="The name to install it as; by default, that of the file.",
            ),
            force_option(),
            json_option(),
        ],
        callback=with_settings(_install),
        help="Install a base so that 'factcli --base NAME' finds it.",
    )


def _install(file: str, known_as: str | None, settings: Settings, *, force: bool) -> int:
    from factcli.curation.create import install
    from factcli.output.blocks import Headline
    from factcli.output.report import on_items

    folder = folders(settings).bases
    if folder is None:
        raise InputOutputProblem("no folder for your bases", "set HOME or FACTCLI_DATA to a folder")
    messages = messages_for(settings)
    path = install(file, folder, known_as, force=force)
    name = os.path.splitext(os.path.basename(path))[0]

    def draw(_drawn: int) -> Sequence[Block]:
        return [Headline(messages.program(f"{name}: installed as {path}"))]

    items = [{"name": name, "path": path}]
    report = on_items("base install", items, messages, draw, columns=("name", "path"))
    report.envelope.update(status="written", id=name, path=path)
    emit(report, settings)
    return 0

"""Generate the manual page and the completion table from the declared commands.

The page is in man(7) format: one request per line, with escaped text.
"""

from __future__ import annotations

import click

from factcli import __version__
from factcli.cli.app import factcli
from factcli.cli.commands import COMMANDS
from factcli.cli.options import QUESTION, SHARED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# The table of completion: one line for each different option, one for each command, as
# `factcli.completion.grammar` reads them.

_BY_NAME = {
    "bases": "base",
    "base": "base",
    "entity": "name",
    "names": "name",
    "relation": "relation",
    "sentence": "sentence",
    "sentences": "sentence",
    "number": "sentence",
    "checked": "base",
    "rows": "file",
    "source": "file",
    "fact": "fact",
    "file": "file",
    "folder": "dir",
    "shell": "choice bash zsh fish",
}
_BY_METAVAR = {"FILE": "file", "FILE|-": "file", "BASE.json": "file", "NAME|PATH": "base", "NAME|ID": "name"}
_FILES = {"text": "file"}  # arguments whose names say otherwise as options
_JOINED = {
    "words": "question",
    "entity": "words",
}  # arguments of several words that make one name or question


def commands() -> Iterator[tuple[str, click.Context]]:
    """Yield (path, context) of the program and of every command below it, a group before its own.

    The context contains the command; nothing has been run or parsed.
    """
    context = click.Context(factcli, info_name="factcli", **factcli.context_settings)
    yield "factcli", context
    yield from _below("factcli", factcli, context)


def _below(path: str, group: click.Group, parent: click.Context) -> Iterator[tuple[str, click.Context]]:
    for name in COMMANDS if group is factcli else group.list_commands(parent):
        command = group.get_command(parent, name)
        if command is None:
            continue
        context = click.Context(command, parent=parent, info_name=name, **command.context_settings)
        yield f"{path} {name}", context
        if isinstance(command, click.Group):
            yield from _below(f"{path} {name}", command, context)


def table() -> str:
    """Return the table of all options and commands."""
    numbers: dict[str, int] = {}
    rows = [_row(path, context, numbers) for path, context in commands()]
    options = [f"option\t{number}\t{line}" for line, number in numbers.items()]
    return "\n".join([*options, *rows]) + "\n"


def _row(path: str, context: click.Context, numbers: dict[str, int]) -> str:
    name, command = path.rpartition(" ")[2], context.command
    params = command.get_params(context)
    used = [
        str(numbers.setdefault(_option(param), len(numbers) + 1))
        for param in params
        if isinstance(param, click.Option) and not param.hidden
    ]
    arguments = "|".join(_argument(param, name) for param in params if isinstance(param, click.Argument))
    entry = COMMANDS.get(name) if path.count(" ") == 1 else None
    word = "hidden" if command.hidden or (entry is not None and entry.hidden) else "command"
    text = entry.help if entry is not None else command.get_short_help_str(200)
    return "\t".join((word, path, text, arguments, " ".join(used)))


def _option(param: click.Option) -> str:
    names = sorted([*param.opts, *param.secondary_opts], key=lambda name: not name.startswith("--"))
    takes = "" if param.is_flag or param.count else takes_of(param)
    return "\t".join(
        (" ".join(names), takes, "many" if param.multiple else "", (param.help or "").rstrip("."))
    )


def _argument(param: click.Argument, command: str) -> str:
    name = str(param.name)
    if param.nargs == 1:
        return _FILES.get(name) or takes_of(param)
    if _JOINED.get(name) == "question":
        return f"*question {_answer_kind(command)}"
    return "*" + (_JOINED.get(name) or takes_of(param))


def takes_of(param: click.Parameter) -> str:
    """Return what a parameter takes, in the terms of `factcli.completion.grammar`."""
    values = getattr(param.type, "choices", None) or getattr(param.type, "values", None)
    if values is not None:
        return "choice " + " ".join(map(str, values() if callable(values) else values))
    return _BY_NAME.get(str(param.name)) or _BY_METAVAR.get(param.metavar or "", "text")


def _answer_kind(command: str) -> str:
    """Return the kind of answer a question command fixes, or `any`, and its language."""
    from factcli.languages import codes, read_file

    for code in codes():
        kind = read_file(code, "words")["commands"].get(command)
        if kind:
            return f"{'any' if kind == 'thing' else kind} {code}"
    return "any"


_STATUS = (
    ("0", "Answered, written, or every citation verified; also a list with no matches."),
    (
        "1",
        "A valid question without an answer, a name or id that was not found, a check with findings.",
    ),
    ("2", "Usage: a bad option, an empty or over-long question, a value that cannot be stored."),
    ("3", "The base was read and is not valid."),
    ("4", "Input or output: a base cannot be opened, output cannot be written."),
    ("5", "Nothing was written: locked, read-only, disk full; the old file is untouched."),
    ("130, 143", "Interrupted, terminated."),
)
_ENVIRONMENT = (
    ("FACTCLI_BASE", "The base to use when --base is not given: a name or a path."),
    (
        "FACTCLI_DATA, FACTCLI_CACHE, FACTCLI_CONFIG",
        "Folders for bases, derived indexes and scripts, in place of those of XDG.",
    ),
    ("FACTCLI_DEBUG", "Set to 1 to show the traceback of an unexpected failure."),
    ("NO_COLOR, TERM, COLUMNS", "Respected as usual."),
    ("XDG_DATA_HOME, XDG_CACHE_HOME, XDG_CONFIG_HOME", "Where bases, derived indexes and scripts are kept."),
    ("LC_ALL, LC_MESSAGES, LANG", "The language of answers to a bare name when --lang is not given."),
)
_EXAMPLES = (
    ("factcli who Kyutai", "Find out who is behind a name."),
    ('factcli ask "How much did OpenAI raise?"', "Ask a whole question."),
    ("factcli when DevDay --json", "Get the answer, with its sentence, as JSON."),
)


def page() -> str:
    """Return the manual page of the program with all its commands."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH FACTCLI 1 "" "factcli {__version__}" "User Commands"'
    yield ".SH NAME"
    yield "factcli \\- ask an article from the terminal; every answer comes with the sentence that proves it"
    yield ".SH SYNOPSIS"
    yield "\\fBfactcli\\fR \\fICOMMAND\\fR [\\fIWORDS\\fR]... [\\fIOPTIONS\\fR]"
    yield ".SH DESCRIPTION"
    yield from _paragraphs(factcli.help or "")
    yield from _options("OPTIONS OF QUESTION AND BROWSE COMMANDS", SHARED)
    yield from _options("OPTIONS OF QUESTION COMMANDS", QUESTION)
    found = list(commands())
    for group in dict.fromkeys(entry.group for entry in COMMANDS.values()):
        yield f'.SH "{group.upper()} COMMANDS"'
        for path, context in found:
            name = path.split(" ")[1] if " " in path else ""
            if name in COMMANDS and COMMANDS[name].group == group and not COMMANDS[name].hidden:
                yield from _command(path, context)
    yield from _definition_list("EXIT STATUS", _STATUS)
    yield from _definition_list("ENVIRONMENT", _ENVIRONMENT)
    yield from _definition_list("EXAMPLES", _EXAMPLES)


def _command(path: str, context: click.Context) -> Iterator[str]:
    usage = " ".join(context.command.collect_usage_pieces(context))
    yield f'.SS "{escaped(path)} {escaped(usage)}"'
    yield from _paragraphs(context.command.help or "")
    known = (*SHARED, *QUESTION, context.command.get_help_option(context))
    yield from _records(param for param in context.command.get_params(context) if param not in known)


def _options(title: str, params: Iterable[click.Parameter]) -> Iterator[str]:
    yield f'.SH "{title}"'
    yield from _records(params)


def _records(params: Iterable[click.Parameter]) -> Iterator[str]:
    for param in params:
        record = param.get_help_record(click.Context(factcli))
        if record is not None and record[1]:
            yield ".TP"
            yield f"\\fB{escaped(record[0])}\\fR"
            yield escaped(record[1])


def _paragraphs(text: str) -> Iterator[str]:
    for number, part in enumerate(text.strip().split("\n\n")):
        if number:
            yield ".PP"
        yield escaped(" ".join(part.split()))


def _definition_list(title: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'.SH "{title}"'
    for name, text in rows:
        yield ".TP"
        yield f"\\fB{escaped(name)}\\fR"
        yield escaped(text)


def escaped(text: str) -> str:
    """Escape a text as one literal line of man(7)."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return "\\&" + plain if plain.startswith((".", "'")) else plain

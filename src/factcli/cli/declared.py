"""Write down what the commands declare to Click, for what must know it without Click: Tab and the manual.

One line for each different option, one for each command, as `factcli.completion.grammar` reads them.
"""

from __future__ import annotations

import click

from factcli.cli.app import factcli
from factcli.cli.commands import COMMANDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

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

    The context holds its command; nothing of it has been run or parsed.
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
        return f"*question {_asked(command)}"
    return "*" + (_JOINED.get(name) or takes_of(param))


def takes_of(param: click.Parameter) -> str:
    """Return what may stand for a parameter, in the words of `factcli.completion.grammar`."""
    values = getattr(param.type, "choices", None) or getattr(param.type, "values", None)
    if values is not None:
        return "choice " + " ".join(map(str, values() if callable(values) else values))
    return _BY_NAME.get(str(param.name)) or _BY_METAVAR.get(param.metavar or "", "text")


def _asked(command: str) -> str:
    """Return the kind of answer a question command fixes, or `any`, and its language."""
    import os
    import tomllib

    from factcli.cli.wording import FOLDER, codes

    for code in codes():
        with open(os.path.join(FOLDER, f"{code}.toml"), "rb") as file:
            kind = tomllib.load(file)["commands"].get(command)
        if kind:
            return f"{'any' if kind == 'thing' else kind} {code}"
    return "any"

"""Generate the manual page and the completion table from the declared commands.

The page is in man(7) format: one request per line, with escaped text.
"""

from __future__ import annotations

import click

from factcli import __version__
from factcli.cli.app import factcli
from factcli.cli.commands import COMMANDS
from factcli.cli.help import ENVIRONMENT, STATUS, record
from factcli.cli.options import QUESTION, SHARED
from factcli.language.translation import of_language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


# The table of completion: one line for each different option, one for each command, as
# `factcli.completion.grammar` reads them.

_BY_NAME = {
    "bases": "base",
    "base": "base",
    "entity": "name",
    "speaker": "name",
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


def table(code: str = "en") -> str:
    """Return the table of all options and commands, with their help in a language."""
    numbers: dict[str, int] = {}
    say = _sayer(code)
    rows = [_row(path, context, numbers, say) for path, context in commands()]
    options = [f"option\t{number}\t{line}" for line, number in numbers.items()]
    return "\n".join([*options, *rows]) + "\n"


def _sayer(code: str) -> Callable[[str], str]:
    translation = of_language(code)
    return str if translation is None else translation.say


def _row(path: str, context: click.Context, numbers: dict[str, int], say: Callable[[str], str]) -> str:
    name, command = path.rpartition(" ")[2], context.command
    params = command.get_params(context)
    used = [
        str(numbers.setdefault(_option(param, say), len(numbers) + 1))
        for param in params
        if isinstance(param, click.Option) and not param.hidden
    ]
    arguments = "|".join(_argument(param, name) for param in params if isinstance(param, click.Argument))
    entry = COMMANDS.get(name) if path.count(" ") == 1 else None
    word = "hidden" if command.hidden or (entry is not None and entry.hidden) else "command"
    text = say(entry.help if entry is not None else command.get_short_help_str(200))
    return "\t".join((word, path, text, arguments, " ".join(used)))


def _option(param: click.Option, say: Callable[[str], str]) -> str:
    names = sorted([*param.opts, *param.secondary_opts], key=lambda name: not name.startswith("--"))
    takes = "" if param.is_flag or param.count else takes_of(param)
    return "\t".join(
        (" ".join(names), takes, "many" if param.multiple else "", say(param.help or "").rstrip("."))
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


_EXAMPLES = (
    ("factcli who Kyutai", "Find out who is behind a name."),
    ('factcli ask "How much did OpenAI raise?"', "Ask a whole question."),
    ("factcli when DevDay --json", "Get the answer, with its sentence, as JSON."),
)


def page(code: str = "en") -> str:
    """Return the manual page of the program with all its commands, in a language."""
    return "\n".join(_Page(code).lines()) + "\n"


class _Page:
    """The manual page in one language."""

    def __init__(self, code: str) -> None:
        translation = of_language(code)
        self.say: Callable[[str], str] = str if translation is None else translation.say
        self.usage: Callable[[str], str] = str if translation is None else translation.usage

    def lines(self) -> Iterator[str]:
        """Yield the page."""
        about, *further = paragraphs(factcli.help or "")
        yield f'.TH FACTCLI 1 "" "factcli {__version__}" "{self.say("User Commands")}"'
        yield f".SH {self.say('NAME')}"
        yield f"factcli \\- {escaped(_uncapitalized(self.say(about).rstrip('.')))}"
        yield f".SH {self.say('SYNOPSIS')}"
        command, words, options = (self.usage(name) for name in ("COMMAND", "WORDS", "OPTIONS"))
        yield f"\\fBfactcli\\fR \\fI{command}\\fR [\\fI{words}\\fR]... [\\fI{options}\\fR]"
        yield f".SH {self.say('DESCRIPTION')}"
        yield from self._paragraphs([about, *further])
        yield from self._options("OPTIONS OF QUESTION AND BROWSE COMMANDS", SHARED)
        yield from self._options("OPTIONS OF QUESTION COMMANDS", QUESTION)
        found = list(commands())
        for group in dict.fromkeys(entry.group for entry in COMMANDS.values()):
            yield f'.SH "{self.say(f"{group} COMMANDS").upper()}"'
            for path, context in found:
                name = path.split(" ")[1] if " " in path else ""
                if name in COMMANDS and COMMANDS[name].group == group and not COMMANDS[name].hidden:
                    yield from self._command(path, context)
        yield from self._definition_list("EXIT STATUS", STATUS)
        yield from self._definition_list("ENVIRONMENT", ENVIRONMENT)
        yield from self._definition_list("EXAMPLES", _EXAMPLES)

    def _command(self, path: str, context: click.Context) -> Iterator[str]:
        usage = self.usage(" ".join(context.command.collect_usage_pieces(context)))
        yield f'.SS "{escaped(path)} {escaped(usage)}"'
        yield from self._paragraphs(paragraphs(context.command.help or ""))
        known = (*SHARED, *QUESTION, context.command.get_help_option(context))
        yield from self._records(param for param in context.command.get_params(context) if param not in known)

    def _options(self, title: str, params: Iterable[click.Parameter]) -> Iterator[str]:
        yield f'.SH "{self.say(title)}"'
        yield from self._records(params)

    def _records(self, params: Iterable[click.Parameter]) -> Iterator[str]:
        for param in params:
            found = param.get_help_record(click.Context(factcli))
            if found is not None and found[1]:
                yield ".TP"
                yield f"\\fB{escaped(self.usage(found[0]))}\\fR"
                yield escaped(record(found[1], self.say))

    def _paragraphs(self, parts: Sequence[str]) -> Iterator[str]:
        for number, part in enumerate(parts):
            if number:
                yield ".PP"
            yield escaped(self.say(part))

    def _definition_list(self, title: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
        yield f'.SH "{self.say(title)}"'
        for name, text in rows:
            yield ".TP"
            yield f"\\fB{escaped(name)}\\fR"
            yield escaped(self.say(text))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text, each on one line."""
    return [" ".join(part.split()) for part in text.strip().split("\n\n")]


def _uncapitalized(text: str) -> str:
    return text[:1].lower() + text[1:]


def escaped(text: str) -> str:
    """Escape a text as one literal line of man(7)."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return "\\&" + plain if plain.startswith((".", "'")) else plain

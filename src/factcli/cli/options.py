"""The options that commands share, as Click options, and the settings they fill."""

from __future__ import annotations

import functools
import os

import click

from factcli import escape
from factcli.cli import console
from factcli.cli.settings import (
    COUNT,
    FLAG,
    LATE,
    MANY,
    OFF,
    QUESTION_OPTIONS,
    SHARED_OPTIONS,
    Settings,
)
from factcli.errors import NotWritten, UsageProblem
from factcli.languages import codes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from factcli.cli.settings import Declared

    Body = Callable[..., int]
    TextType = click.ParamType[str]
else:
    TextType = click.ParamType


class LateChoice(TextType):
    """A choice whose values are looked up when needed, not on import."""

    name = "choice"

    def __init__(self, values: Callable[[], Sequence[str]]) -> None:
        """Keep the function that finds the values."""
        self.values = values

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 -- as Click calls it
        """Return the values as the help shows them."""
        return f"[{'|'.join(self.values())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value if it is valid."""
        known = self.values()
        if value not in known:
            self.fail(f"{value!r} is not one of {', '.join(known)}", param, ctx)
        return value


def _option(declared: Declared) -> click.Option:
    """Return the Click option for a declared option."""
    names, text, metavar = [*declared.names, declared.field], declared.help, declared.metavar
    if declared.takes == FLAG:
        return click.Option(names, is_flag=True, help=text)
    if declared.takes == OFF:
        return click.Option(names, flag_value=False, default=declared.default, type=bool, help=text)
    if declared.takes == MANY:
        return click.Option(names, multiple=True, metavar=metavar, help=text)
    if declared.default is not None:
        return click.Option(names, type=_type(declared), metavar=metavar, default=declared.default, help=text)
    return click.Option(names, type=_type(declared), metavar=metavar, help=text)


def _type(declared: Declared) -> TextType | click.IntRange | None:
    if declared.takes == COUNT:
        return click.IntRange(min=0)
    if declared.choices is None:
        return None
    return LateChoice(declared.choices) if declared.takes == LATE else click.Choice(declared.choices())


SHARED = tuple(map(_option, SHARED_OPTIONS))
QUESTION = tuple(map(_option, QUESTION_OPTIONS))


def settings_of(given: dict[str, Any]) -> Settings:
    """Remove the shared options from a command's parameters and return them as one value."""
    style, as_json = given.pop("style", None), given.pop("as_json", False)
    if as_json and style not in (None, "json"):
        raise UsageProblem(f"--json and --format {style} contradict each other", "keep one of them")
    fields = given.pop("fields", None)
    taken = {name: given.pop(name) for name in _PLAIN if name in given}
    context = click.get_current_context(silent=True)
    return Settings(
        dict(os.environ),
        style="json" if as_json else style,
        fields=tuple(part.strip() for part in fields.split(",") if part.strip()) if fields else (),
        listener=context.obj if context else None,
        **taken,
    )


_PLAIN = ("bases", "language", "limit", "color", "pager", "explain", "strict", "modality", "ids", "log")


def with_settings(body: Body) -> Body:
    """Pass a command's function one `settings` value instead of the shared options."""

    @functools.wraps(body)
    def filled(**given: Any) -> int:
        settings = settings_of(given)
        return body(settings=settings, **given)

    return filled


def browse_command(name: str, *params: click.Parameter, help: str) -> Callable[[Body], click.Command]:  # noqa: A002
    """Make a command from a function that takes `settings` and the parameters, and add the shared options."""

    def make(body: Body) -> click.Command:
        return click.Command(name, params=[*params, *SHARED], callback=with_settings(body), help=help)

    return make


# The options of the commands that change bases.


def base_option(use: str = "change") -> click.Option:
    """Return the option that names the base to change, or to `use` otherwise."""
    return click.Option(
        ["-b", "--base", "bases"], multiple=True, metavar="NAME|PATH", help=f"The base to {use}."
    )


def json_option() -> click.Option:
    """Return the option for JSON output."""
    return click.Option(["--json", "as_json"], is_flag=True, help="Write the result as JSON.")


def dry_run_option() -> click.Option:
    """Return the option that shows a change without writing it."""
    return click.Option(["--dry-run"], is_flag=True, help="Show what would change without writing it.")


def force_option() -> click.Option:
    """Return the option that allows overwriting."""
    return click.Option(["--force"], is_flag=True, help="Overwrite an existing file.")


_METADATA = (
    ("title", "TEXT", "The title, if the text has one."),
    ("publisher", "TEXT", "Who published the text."),
    ("author", "TEXT", "Who wrote it."),
    ("url", "URL", "Where it can be read."),
    ("date", "EDTF", "When it was published, such as 2024-10-09."),
    ("rights", "TEXT", "Who owns the text and what may be done with it."),
)


def metadata_options() -> list[click.Option]:
    """Return the options that describe a source."""
    return [click.Option([f"--{key}"], metavar=kind, help=text) for key, kind, text in _METADATA]


def kinds() -> Sequence[str]:
    """Return the kinds of entities and answers."""
    from factcli.model import KINDS

    return KINDS


def kind_option(name: str, text: str) -> click.Option:
    """Return an option that takes a kind."""
    return click.Option([name], type=LateChoice(kinds), help=text)


def per_language(prefix: str, text: str, *, several: bool = False) -> list[click.Option]:
    """Return an option for each language the program speaks, such as --statement-en and --statement-fr."""
    return [
        click.Option(
            [f"--{prefix}-{code}"], metavar="TEXT", multiple=several, help=f"{text}, in the language {code}."
        )
        for code in codes()
    ]


def taken(given: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Remove the options with a prefix from `given` and return them by language code, without empty ones."""
    start = prefix.replace("-", "_") + "_"
    found = {code: given.pop(start + code, None) for code in codes()}
    return {code: text for code, text in found.items() if text}


def writable_base(settings: Settings) -> str:
    """Return the path of the one base to write to. Raises UsageProblem or NotWritten."""
    from factcli.base.paths import find_base
    from factcli.cli.run import folders

    names = settings.named_bases
    if len(names) != 1:
        message = "say which base to change" if not names else "only one base can be changed at a time"
        raise UsageProblem(message, "give --base NAME|PATH")
    path = find_base(names[0], folders(settings))
    refuse_bundled(path)
    _tell_of_a_new_owner(path)
    return path


def _tell_of_a_new_owner(path: str) -> None:
    """Say at the end of the command if a base has another owner or group then: an edit makes a new file."""
    before = _owners(path)

    @click.get_current_context().call_on_close
    def tell() -> None:
        if before is not None and _owners(path) not in (before, None):
            console.notice(
                f"factcli: {escape.line(path)} is yours now; it was the file of user {before[0]}, group {before[1]}, "
                "and only the superuser gives files away"
            )


def _owners(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_uid, found.st_gid


def refuse_bundled(path: str) -> None:
    """Raise NotWritten if the base at a path ships with the program."""
    if is_bundled(path) and os.path.exists(path):
        raise NotWritten(
            f"{path}: the bases shipped with the program are read-only",
            "make a copy: factcli base install FILE --name NAME",
        )


def is_bundled(path: str) -> bool:
    """Return True if a base is one of those that ship with the program."""
    from factcli.base.paths import bundled_folders

    real = os.path.realpath(path)
    return any(os.path.dirname(real) == os.path.realpath(folder) for folder in bundled_folders())

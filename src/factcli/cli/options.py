"""Declare the options that commands share, once, and fill one Settings value from them."""

from __future__ import annotations

import functools
import os

import click

from factcli.cli import option_table
from factcli.cli.option_table import COUNT, FLAG, LATE, MANY, OFF
from factcli.cli.settings import Settings
from factcli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from factcli.cli.option_table import Declared

    Body = Callable[..., int]
    TextType = click.ParamType[str]
else:
    TextType = click.ParamType


class LateChoice(TextType):
    """A choice whose values are looked up when they are needed, not when a module is imported."""

    name = "choice"

    def __init__(self, values: Callable[[], Sequence[str]]) -> None:
        """Keep the function that finds the values."""
        self.values = values

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 -- as Click calls it
        """Return the values as the help shows them."""
        return f"[{'|'.join(self.values())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value where it is one of those there are."""
        known = self.values()
        if value not in known:
            self.fail(f"{value!r} is not one of {', '.join(known)}", param, ctx)
        return value


def _option(declared: Declared) -> click.Option:
    """Return what Click is told of an option."""
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


SHARED = tuple(map(_option, option_table.SHARED_OPTIONS))
QUESTION = tuple(map(_option, option_table.QUESTION_OPTIONS))


def settings_of(given: dict[str, Any]) -> Settings:
    """Take the shared options out of a command's parameters and return them as one value."""
    style, as_json = given.pop("style", None), given.pop("as_json", False)
    if as_json and style not in (None, "json"):
        raise UsageProblem(f"--json and --format {style} contradict each other", "keep one of them")
    fields = given.pop("fields", None)
    taken = {name: given.pop(name) for name in _PLAIN if name in given}
    return Settings(
        dict(os.environ),
        style="json" if as_json else style,
        fields=tuple(part.strip() for part in fields.split(",") if part.strip()) if fields else (),
        **taken,
    )


_PLAIN = ("bases", "language", "limit", "color", "pager", "explain", "strict", "modality")


def with_settings(body: Body) -> Body:
    """Give a command's function one `settings` value in place of the shared options."""

    @functools.wraps(body)
    def filled(**given: Any) -> int:
        settings = settings_of(given)
        return body(settings=settings, **given)

    return filled


def browse_command(name: str, *params: click.Parameter, help: str) -> Callable[[Body], click.Command]:  # noqa: A002
    """Make a command of a function that takes `settings` and the parameters, and add the shared options."""

    def make(body: Body) -> click.Command:
        return click.Command(name, params=[*params, *SHARED], callback=with_settings(body), help=help)

    return make

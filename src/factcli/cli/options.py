"""Declare the options that commands share, once, and fill one Settings value from them."""

from __future__ import annotations

import functools
import os

import click

from factcli.cli.settings import Settings
from factcli.errors import UsageProblem
from factcli.formats.registry import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

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


def _languages() -> Sequence[str]:
    from factcli.cli.wording import codes

    return codes()


def modalities() -> Sequence[str]:
    """Return the standings a fact can have."""
    from factcli.model import MODALITIES

    return MODALITIES


SHARED = (
    click.Option(
        ["-b", "--base", "bases"], multiple=True, metavar="NAME|PATH", help="Ask this base; may be repeated."
    ),
    click.Option(["--format", "style"], type=click.Choice(tuple(FORMATS)), help="How to write the result."),
    click.Option(["--json", "as_json"], is_flag=True, help="Short for --format json."),
    click.Option(["--fields"], metavar="A,B", help="Keep only these fields of each record."),
    click.Option(["--lang", "language"], type=LateChoice(_languages), help="The language of the answers."),
    click.Option(["--limit"], type=click.IntRange(min=0), metavar="N", help="At most N records; 0 for all."),
    click.Option(
        ["--color"],
        type=click.Choice(("auto", "always", "never")),
        default="auto",
        help="When to use colour.",
    ),
    click.Option(
        ["--no-pager", "pager"], flag_value=False, default=True, type=bool, help="Never start a pager."
    ),
)

QUESTION = (
    click.Option(["--explain"], is_flag=True, help="Tell how the question was read, and every score."),
    click.Option(["--strict"], is_flag=True, help="Take names and words as they are typed."),
    click.Option(["--modality"], type=LateChoice(modalities), help="Keep facts of this standing alone."),
)


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

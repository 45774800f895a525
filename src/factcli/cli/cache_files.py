"""The commands `cache info` and `cache clear`: indexes are derived from bases and can go at any time."""

from __future__ import annotations

import os

import click

from factcli import escape
from factcli.cli import console
from factcli.cli.console import emit
from factcli.cli.options import SHARED, with_settings
from factcli.cli.run import folders, messages_for
from factcli.errors import InputOutputProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from factcli.cli.settings import Settings

_ABOUT = """Show or clear the cached indexes.

An index is built when a base is first used and rebuilt when the base changes. Without one,
questions are still answered, only more slowly.
"""
_COLUMNS = ("name", "size", "base", "fresh")


@click.group("cache", help=_ABOUT)
def cache() -> None:
    """Show or clear the cache."""


def _folder(settings: Settings) -> str:
    found = folders(settings).cache
    if found is None:
        raise InputOutputProblem("no folder for the cache", "set HOME or XDG_CACHE_HOME")
    return found


def _info(settings: Settings) -> int:
    """List the files of the cache."""
    from factcli.base.sealed import is_usable
    from factcli.index.cache import kept
    from factcli.output.blocks import ASIDE, NAME, NUMBER
    from factcli.output.pages import item_table
    from factcli.output.report import on_items

    folder, messages = _folder(settings), messages_for(settings)
    try:
        items: list[dict[str, Any]] = [
            {"name": each.name, "size": each.size, "base": each.base, "fresh": each.fresh}
            for each in kept(folder)
        ]
    except OSError as error:
        raise _unreadable(folder, error) from None
    columns = (("name", NAME, "name"), ("size", NUMBER, "size"), ("base", ASIDE, "base"))
    emit(
        on_items("cache info", items, messages, item_table(items, columns, messages), columns=_COLUMNS),
        settings,
    )
    if settings.style is None:
        console.notice(
            f"{escape.line(folder)}: {sum(item['size'] for item in items):,} bytes in {len(items)} files"
        )
        if not is_usable(folder):
            console.notice(
                "this folder is not used: another user owns it or may write to it; "
                "remove it, or set FACTCLI_CACHE to a folder of your own"
            )
    return 0


@cache.command("clear", help="Remove the indexes; they are rebuilt when needed.")
def clear() -> int:
    """Remove every file that factcli wrote to the cache."""
    from factcli.cli.settings import Settings
    from factcli.index.cache import clear as remove

    folder = _folder(Settings(dict(os.environ)))
    try:
        count, size = remove(folder)
    except OSError as error:
        raise _unreadable(folder, error) from None
    console.tell_line(f"removed {count} files, {size} bytes, from {escape.line(folder)}")
    return 0


def _unreadable(folder: str, error: OSError) -> InputOutputProblem:
    return InputOutputProblem(f"{folder}: {error.strerror}", "check the path and its permissions")


cache.add_command(
    click.Command(
        "info",
        params=list(SHARED),
        callback=with_settings(_info),
        help="List the cached indexes: their base, their size, whether they are up to date.",
        short_help="List the cached indexes.",
    )
)

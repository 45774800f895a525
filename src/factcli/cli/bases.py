"""Open the bases a command asks for, each with its index."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.cli.settings import Settings
    from factcli.index.reading import Index


def open_bases(settings: Settings) -> tuple[Index, ...]:
    """Open the bases in use: those named, or the one that ships with the program."""
    from factcli.index.opening import open_index
    from factcli.places import Folders, find_base

    folders = Folders(settings.environment)
    names = settings.named_bases or (None,)
    return tuple(open_index(find_base(name, folders), cache=folders.cache) for name in names)

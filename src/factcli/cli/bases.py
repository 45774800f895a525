"""Open the bases a command asks for, each with its index."""

from __future__ import annotations

from factcli.cli.indexing import Bar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.cli.settings import Settings
    from factcli.index.reading import Index
    from factcli.places import Folders


def folders(settings: Settings) -> Folders:
    """Return the folders the environment leads to."""
    from factcli.places import Folders

    return Folders(settings.environment)


def open_bases(settings: Settings) -> tuple[Index, ...]:
    """Open the bases in use: those named, or the one that ships with the program."""
    from factcli.index.opening import open_index
    from factcli.places import find_base

    where = folders(settings)
    names = settings.named_bases or (None,)
    bar = Bar()
    try:
        return tuple(
            open_index(find_base(name, where), cache=where.cache, progress=bar.show) for name in names
        )
    finally:
        bar.close()

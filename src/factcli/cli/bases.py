"""Open the bases a command asks for, each with its index."""

from __future__ import annotations

from factcli.cli.indexing import Bar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.base.paths import Folders
    from factcli.cli.settings import Settings
    from factcli.index.query import Index


def folders(settings: Settings) -> Folders:
    """Return the folders the environment leads to."""
    from factcli.base.paths import Folders

    return Folders(settings.environment)


def open_bases(settings: Settings) -> tuple[Index, ...]:
    """Open the bases in use: those named, or the one that ships with the program."""
    from factcli.base.paths import find_base
    from factcli.index.open import open_index

    where = folders(settings)
    names = settings.named_bases or (None,)
    bar = Bar()
    try:
        return tuple(
            open_index(find_base(name, where), cache=where.cache, progress=bar.show) for name in names
        )
    finally:
        bar.close()

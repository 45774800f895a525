"""Write an export to a file: whole or not at all, never over another and never through a link."""

from __future__ import annotations

import os

from factcli.base.writer import replace
from factcli.curation.create import refuse_overwriting
from factcli.errors import NotWritten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def write_export(path: str, parts: Iterable[str | bytes], *, force: bool = False) -> None:
    """Write the parts to a file at `path`. Raises NotWritten where one is there and not `force` given."""
    refuse_overwriting(path, force=force)
    if os.path.islink(path):
        raise NotWritten(f"{path}: is a link", "give the path it leads to")
    replace(path, parts)

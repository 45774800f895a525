"""Open the compiled lexicon: from the cache if it is up to date, else compile it, if necessary in memory."""

from __future__ import annotations

import os

from factcli.language.lexicon import FORMAT, Lexicon
from factcli.languages import FOLDER, state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def open_lexicon(cache: str | None, folder: str = FOLDER) -> Lexicon:
    """Return the lexicon of the language files in a folder.

    `cache` is the folder for the compiled copy; None, or one that cannot be written, compiles in memory. The
    name of the copy includes the state of the language files, so that changed files are recompiled. A copy that
    proves damaged is replaced by a lexicon in memory.
    """
    from factcli.base import sealed

    def fill(connection: Any) -> None:
        from factcli.language.lexicon_compile import compile_into, read_files

        compile_into(connection, read_files(folder))

    def remade() -> Any:
        if path is not None:
            sealed.remove(path)
        return sealed.in_memory(fill)

    path = None if cache is None else os.path.join(cache, f"lexicon-{FORMAT}-{state(folder)}.sqlite")
    connection = path and (sealed.opened(path) or sealed.made(path, fill, "lexicon-"))
    return Lexicon(connection or sealed.in_memory(fill), remade)

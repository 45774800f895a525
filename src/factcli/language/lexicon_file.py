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
    name of the copy includes the state of the language files, so that changed files are recompiled.
    """
    import _sqlite3

    if cache is not None:
        path = os.path.join(cache, f"lexicon-{FORMAT}-{state(folder)}.sqlite")
        for attempt in (_open, _compile_and_open):
            try:
                return attempt(_sqlite3, path, folder)
            except (OSError, _sqlite3.Error, KeyError, ValueError):
                continue
    from factcli.language.lexicon_compile import compile_into, read_files

    files = read_files(folder)
    connection = _sqlite3.connect(":memory:")
    compile_into(connection, files)
    return Lexicon(connection)


def _open(sqlite: Any, path: str, folder: str) -> Lexicon:  # noqa: ARG001 -- both attempts are called alike
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    connection = sqlite.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)
    try:
        return Lexicon(connection)
    except BaseException:
        connection.close()
        raise


def _compile_and_open(sqlite: Any, path: str, folder: str) -> Lexicon:
    from factcli.language.lexicon_compile import compile_into, read_files

    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    temporary = f"{path}.{os.getpid()}"
    try:
        files = read_files(folder)
        connection = sqlite.connect(temporary)
        try:
            compile_into(connection, files)
        finally:
            connection.close()
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)
    return _open(sqlite, path, folder)


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")

"""Name the SQLite module, at the least cost: no start of the program reads an index without it.

The package around the C module imports datetime, as dear as a question. The C module itself imports
functools, and with it collections, for one thing: what remembers its statements. It is handed that alone.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3 as sqlite


def _bare() -> object:
    """Import the C module with a stand-in for functools, where nobody has imported that yet."""
    if "functools" not in sys.modules:
        try:
            from _functools import (  # type: ignore[import-not-found]
                _lru_cache_wrapper as remembering,
            )
        except ImportError:  # another interpreter
            return _whole()
        stand_in = type(sys)("functools")
        stand_in.lru_cache = lambda most: lambda function: remembering(function, most, False, tuple)  # type: ignore[attr-defined]
        sys.modules["functools"] = stand_in
        try:
            return _whole()
        finally:
            del sys.modules["functools"]
    return _whole()


def _whole() -> object:
    try:
        import _sqlite3
    except ImportError:  # an interpreter that has it in one piece
        import sqlite3

        return sqlite3
    return _sqlite3


if not TYPE_CHECKING:
    sqlite = _bare()

__all__ = ["sqlite"]

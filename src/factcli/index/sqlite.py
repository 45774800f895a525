"""Name the SQLite module: without the package around it, which imports datetime, as dear as a question."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3 as sqlite
else:
    try:
        import _sqlite3 as sqlite
    except ImportError:  # an interpreter that has it in one piece
        import sqlite3 as sqlite

__all__ = ["sqlite"]

"""Read one table of a language's file about texts, for tests of pure modules."""

from __future__ import annotations

from typing import Any

from factcli.languages import read_file


def language_table(code: str, name: str) -> dict[str, Any]:
    """Return the table `name` of the language `code`."""
    table: dict[str, Any] = read_file(code, "texts")[name]
    return table

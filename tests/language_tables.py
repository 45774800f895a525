"""Read one table of a language file, as the tests of the pure modules need it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

LANGUAGES = Path(__file__).parent.parent / "src" / "factcli" / "languages"


def language_table(code: str, name: str) -> dict[str, Any]:
    """Return the table `name` of the language `code`."""
    whole = LANGUAGES / f"{code}.toml"
    if whole.exists():
        tables = tomllib.loads(whole.read_text(encoding="utf-8"))
        if name in tables:
            return dict(tables[name])
    apart = LANGUAGES / f"_{name}.{code}.toml"
    return dict(tomllib.loads(apart.read_text(encoding="utf-8"))[name])

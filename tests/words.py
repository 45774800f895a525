"""Give tests the wordings that ship, read straight from the language files."""

from __future__ import annotations

import tomllib
from pathlib import Path

import factcli
from factcli.language.messages import Messages

LANGUAGES = Path(factcli.__file__).parent / "languages"


def messages(code: str) -> Messages:
    """Return what a language calls things."""
    tables = tomllib.loads((LANGUAGES / f"{code}.toml").read_text(encoding="utf-8"))
    return Messages(code, tables["screen"])

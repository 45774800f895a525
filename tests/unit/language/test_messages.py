"""Screens speak the language asked for, else that of the locale, else English."""

from __future__ import annotations

import pytest

from factcli.cli.run import messages_for
from factcli.cli.settings import Settings


@pytest.mark.parametrize(
    ("environment", "language", "code"),
    [
        ({}, None, "en"),
        ({"LANG": "fr_FR.UTF-8"}, None, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, None, "en"),
        ({"LANG": "de_DE.UTF-8"}, None, "en"),
        ({"LC_MESSAGES": "fr"}, "en", "en"),
        ({"LC_ALL": ".UTF-8", "LANG": "fr_FR"}, None, "fr"),
        ({"LANG": "POSIX"}, "fr", "fr"),
    ],
)
def test_lang_then_locale_then_english(environment: dict[str, str], language: str | None, code: str) -> None:
    assert messages_for(Settings(environment, language=language)).code == code

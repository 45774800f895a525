"""The files of the languages become one lexicon; what a folder lacks is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.language.lexicon_compile import read_files
from factcli.language.lexicon_file import open_lexicon
from tiny_language import write_language

if TYPE_CHECKING:
    from pathlib import Path


class TestFolders:
    def test_without_a_screen_the_missing_file_is_named(self, tmp_path: Path) -> None:
        (write_language(tmp_path) / "screen.toml").unlink()

        with pytest.raises(FileNotFoundError, match=r"eo.screen\.toml"):
            open_lexicon(None, str(tmp_path))

    def test_without_any_language_there_are_no_languages(self, tmp_path: Path) -> None:
        (tmp_path / "readme.txt").write_text("no language", encoding="utf-8")

        assert read_files(str(tmp_path)) == {}

"""The rules of every language that has them come from its file; French and English have the same tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.texts.rules import load_rules
from language_tables import language_table
from tiny_language import write_language

if TYPE_CHECKING:
    from pathlib import Path


class TestLoading:
    def test_french_and_english_have_rules(self) -> None:
        assert {"en", "fr"} <= load_rules().keys()

    def test_a_language_without_a_file_about_texts_has_none(self, tmp_path: Path) -> None:
        write_language(tmp_path)
        (tmp_path / "readme.txt").write_text("no language", encoding="utf-8")

        assert load_rules(str(tmp_path)) == {}

    def test_a_file_about_texts_has_all_tables(self, tmp_path: Path) -> None:
        write_language(tmp_path, texts='[splitting]\ntitles = ["Hr"]\n')

        with pytest.raises(KeyError, match="numbers"):
            load_rules(str(tmp_path))


class TestTables:
    @pytest.mark.parametrize("name", ["splitting", "numbers", "dates", "claims"])
    def test_both_languages_have_the_same_keys(self, name: str) -> None:
        assert language_table("fr", name).keys() == language_table("en", name).keys()

    def test_units_have_the_same_names_in_both_languages(self) -> None:
        units = {code: set(language_table(code, "numbers")["units"].values()) for code in ("fr", "en")}

        assert units["fr"] <= units["en"]

    def test_moments_have_the_same_names_in_both_languages(self) -> None:
        moments = {code: set(language_table(code, "dates")["moments"].values()) for code in ("fr", "en")}

        assert moments["fr"] == moments["en"]

"""The rules of a language's texts come from its file; cues are whole words, and what merely looks like one is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.texts.rules import Cues, load_rules, said
from language_tables import language_table
from tiny_language import write_language

if TYPE_CHECKING:
    from pathlib import Path

CUES = {code: Cues.from_table(language_table(code, "claims")) for code in ("fr", "en")}


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


class TestCues:
    @pytest.mark.parametrize(
        ("code", "kind", "text"),
        [
            ("fr", "conditional", "l’IA pourrait contribuer"),
            ("fr", "conditional", "le pont coûterait cher"),
            ("fr", "attribution", "où selon une étude"),
            ("fr", "attribution", "D’après le maire, tout va bien"),
            ("fr", "future", "elle organisera une course"),
            ("fr", "future", "elle ouvrira un bureau"),
            ("fr", "negation", "il n’a pas construit"),
            ("en", "conditional", "it could help"),
            ("en", "attribution", "according to the mayor"),
            ("en", "future", "it is expected to open"),
            ("en", "negation", "it did not build"),
        ],
    )
    def test_are_found(self, code: str, kind: str, text: str) -> None:
        assert said(getattr(CUES[code], kind), text)

    @pytest.mark.parametrize(
        ("code", "kind", "text"),
        [
            ("fr", "conditional", "il ouvrait la porte et entrait"),
            ("fr", "conditional", "il opérait seul"),
            ("fr", "attribution", "nommé d'après lui"),
            ("fr", "future", "une caméra à l'opéra"),
            ("fr", "negation", "ce n'est rien"),
            ("en", "conditional", "a couldron"),
            ("en", "future", "a willing helper"),
            ("en", "negation", "nothing but praise"),
        ],
    )
    def test_what_looks_like_one_is_none(self, code: str, kind: str, text: str) -> None:
        assert said(getattr(CUES[code], kind), text) is None

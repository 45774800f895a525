"""Cues are whole words in their language; what merely looks like one is none."""

from __future__ import annotations

import pytest

from factcli.texts.rules import Cues, said
from language_tables import language_table

CUES = {code: Cues.from_table(language_table(code, "claims")) for code in ("fr", "en")}


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

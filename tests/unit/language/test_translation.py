"""What the program says in other languages: complete, with every value, in the right number."""

from __future__ import annotations

import re

import pytest

from factcli.language.translation import Translation, of_language, translated
from factcli.languages import codes, read_file
from program_texts import finding_texts, help_texts, sentences, short_texts

OTHERS = [code for code in codes() if code != "en"]

FRENCH = Translation(
    {
        "no entity {0} in this base": "il n'y a pas d'entité {0} dans cette base",
        "{0}: {1}, written by {2}": "{0} : {1}, écrit par {2}",
        "{0} files": ["{0} fichier", "{0} fichiers"],
        "no such file": "ce fichier n'existe pas",
        "the date {0} is {1}": "{1} : la date {0}",
        ": ": "\u00a0: ",
    },
    {"NAME": "NOM"},
    (0, 1),
)


class TestTranslation:
    @pytest.mark.parametrize(
        ("english", "french"),
        [
            ("no such file", "ce fichier n'existe pas"),
            ("no entity 'Opnai' in this base", "il n'y a pas d'entité « Opnai » dans cette base"),
            ("x.json: no such file", "x.json\u00a0: ce fichier n'existe pas"),
            ("the date 2023 is no such file", "ce fichier n'existe pas : la date 2023"),
            ("nobody wrote this", "nobody wrote this"),
            ("a: b: c", "a: b: c"),
            ("no such file: 'no such file'", "ce fichier n'existe pas\u00a0: 'no such file'"),
        ],
    )
    def test_finds_a_sentence_by_its_fixed_parts(self, english: str, french: str) -> None:
        assert FRENCH.say(english) == french

    @pytest.mark.parametrize(
        ("english", "french"), [("0 files", "0 fichier"), ("1 files", "1 fichier"), ("2 files", "2 fichiers")]
    )
    def test_agrees_with_its_number(self, english: str, french: str) -> None:
        assert FRENCH.say(english) == french

    def test_leaves_a_word_that_only_looks_like_a_count(self) -> None:
        assert FRENCH.say("factcli files") == "factcli files"

    def test_names_values_in_usage_lines(self) -> None:
        assert FRENCH.usage("--base NAME|ID") == "--base NOM|ID"

    def test_english_is_what_the_source_holds(self) -> None:
        assert of_language("en") is None
        assert translated("no such file", "en") == "no such file"

    @pytest.mark.parametrize("code", ["xx", "../fr", ""])
    def test_an_unknown_language_leaves_the_sentence(self, code: str) -> None:
        assert translated("nothing was written", code) == "nothing was written"


@pytest.mark.parametrize("code", OTHERS)
class TestCatalog:
    def test_has_every_sentence_of_the_program(self, code: str) -> None:
        known = {text for table in read_file(code, "program").values() for text in table}
        texts = dict.fromkeys(help_texts(), "help")
        texts |= dict.fromkeys((*finding_texts(), *short_texts()), "findings")
        texts |= {text: place for place, text in sentences()}

        missing = [
            f"{place}: {text}"
            for text, place in texts.items()
            if not {text, re.sub(r"language (en|fr)\.$", "language {0}.", text)} & known
        ]

        assert missing == []

    def test_keeps_every_value(self, code: str) -> None:
        tables = read_file(code, "program")
        for other in ("metavars", "features"):
            del tables[other]
        pairs = [pair for table in tables.values() for pair in table.items()]

        assert [
            english
            for english, forms in pairs
            for form in ([forms] if isinstance(forms, str) else forms)
            if sorted(re.findall(r"\{\d\}", english)) != sorted(re.findall(r"\{\d\}", form))
        ] == []

"""A citation in every style: the sentence verbatim, the span, and only what the source tells of itself."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest

from factcli._dataclass import replace
from factcli.model import Evidence, Fact, Inferred
from factcli.output.blocks import deep_link
from factcli.output.cite import STYLES, cited
from outcomes import FACTS
from words import messages

ENGLISH, FRENCH = messages("en"), messages("fr")


def told(**changes: object) -> Fact:
    """Return a fact whose source tells something else of itself."""
    fact = FACTS["pier-cost"]
    sentence = fact.evidence[0].sentence
    source = replace(sentence.source, **changes)  # type: ignore[arg-type]
    evidence = replace(fact.evidence[0], sentence=replace(sentence, source=source))
    return replace(fact, evidence=(evidence,))


class TestEveryStyle:
    @pytest.mark.parametrize("style", STYLES)
    @pytest.mark.parametrize("fact", FACTS.values(), ids=list(FACTS))
    def test_holds_the_quoted_span(self, style: str, fact: Fact) -> None:
        bare = "".join(
            cited(fact, style, ENGLISH).replace("**", "").replace("\\n", "").replace("~", "").split()
        )

        assert "".join(fact.evidence[0].exact.split()) in bare


class TestText:
    def test_reads_as_a_reference(self) -> None:
        assert cited(FACTS["pier-cost"], "text", ENGLISH).startswith(
            "“The pier cost 12.5 million euros, according to the mayor, Anna Holm.” — A new pier for Lyrvik, "
            "The Lyrvik Gazette, 2019-05-20, sentence 2, https://gazette.example/pier#:~:text="
        )

    def test_speaks_the_language(self) -> None:
        assert "phrase 2" in cited(FACTS["pier-cost"], "text", FRENCH)

    def test_what_was_inferred_stands_in_brackets(self) -> None:
        fact = told(title=Inferred("A pier", "no title in the text"), publisher=None, date=None, url=None)

        assert cited(fact, "text", ENGLISH).endswith("— [A pier], sentence 2\n")


class TestMarkdown:
    def test_quotes_with_the_span_in_bold(self) -> None:
        assert "according to **the mayor, Anna Holm**." in cited(FACTS["lyrvik-mayor"], "markdown", ENGLISH)


class TestJson:
    def test_holds_every_citation_and_the_source(self) -> None:
        read = json.loads(cited(FACTS["lyrvik-mayor"], "json", ENGLISH))

        assert [each["sentence"] for each in read["citations"]] == [2, 1]
        assert read["sources"][0]["publisher"] == "The Lyrvik Gazette"


class TestWebAnnotation:
    def test_selects_the_span_by_words_and_by_offsets(self) -> None:
        fact = FACTS["pier-opening-date"]
        read = json.loads(cited(fact, "web-annotation", ENGLISH))
        quote, position = read["target"][0]["selector"]

        assert read["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert read["type"] == "Annotation"
        assert read["body"]["value"] == "The new pier opened in May 2019."
        assert read["target"][0]["source"] == "https://gazette.example/pier"
        assert quote == {
            "type": "TextQuoteSelector",
            "exact": "opened a new pier in May 2019",
            "prefix": "The port of Lyrvik ",
            "suffix": ".",
        }
        assert position == {"type": "TextPositionSelector", "start": 19, "end": 48}

    def test_a_source_without_an_address_has_a_name(self) -> None:
        read = json.loads(cited(told(url=None), "web-annotation", ENGLISH))

        assert read["target"][0]["source"] == "urn:factcli:source:lyrvik-gazette"

    def test_a_span_that_does_not_stand_there_has_no_offsets(self) -> None:
        fact = FACTS["pier-cost"]
        odd = replace(fact, evidence=(Evidence(fact.evidence[0].sentence, "elsewhere"),))
        read = json.loads(cited(odd, "web-annotation", ENGLISH))

        assert [each["type"] for each in read["target"][0]["selector"]] == ["TextQuoteSelector"]


class TestDeepLink:
    def test_a_short_quote_goes_in_whole(self) -> None:
        link = deep_link("https://a.example/b", "One, two - three & four.")

        assert link == "https://a.example/b#:~:text=One%2C%20two%20%2D%20three%20%26%20four."

    def test_a_long_one_by_its_ends(self) -> None:
        link = deep_link("https://a.example/b#part", " ".join(f"word{n}" for n in range(50)))

        assert unquote(link.partition(":~:text=")[2]) == "word0 word1 word2 word3,word46 word47 word48 word49"

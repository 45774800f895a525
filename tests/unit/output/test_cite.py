"""Citations in every style: the sentence verbatim, the span, and only what the source says about itself."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli._dataclass import replace
from factcli.base.reader import read
from factcli.model import Entity, Evidence, Fact, Inferred, Relation, Sentence, Source
from factcli.output.cite import STYLES, as_bibtex, as_csl_json, cited, csl_item
from factcli.output.envelope import deep_link
from outcomes import FACTS
from places import SHIPPED
from words import messages

ENGLISH, FRENCH = messages("en"), messages("fr")


def fact_told(**changes: object) -> Fact:
    """Return a fact whose source tells something else of itself."""
    fact = FACTS["pier-cost"]
    sentence = fact.evidence[0].sentence
    source = replace(sentence.source, **changes)  # type: ignore[arg-type]
    evidence = replace(fact.evidence[0], sentence=replace(sentence, source=source))
    return replace(fact, evidence=(evidence,))


bibtexparser = pytest.importorskip("bibtexparser", reason="the test extra brings bibtexparser")
HOSTILE = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).map(str.strip).filter(bool)
)


def fact(text: str = "Ada met Bob.", exact: str = "Ada", **told: str | Inferred | None) -> Fact:
    source = Source("s", language="en", characters=len(text), sha256="0" * 64, **{"title": None, **told})  # type: ignore[arg-type]
    ada = Entity("ada", "person", {"en": "Ada"})
    evidence = Evidence(Sentence("1", source, 1, 0, len(text), text), exact)
    return Fact(
        "f",
        ada,
        Relation("met", "person", {"en": "met"}, {}),
        ada,
        None,
        {"en": "x"},
        "asserted",
        (evidence,),
    )


class TestEveryStyle:
    @pytest.mark.parametrize("style", STYLES)
    @pytest.mark.parametrize("fact", FACTS.values(), ids=list(FACTS))
    def test_contains_the_quoted_span(self, style: str, fact: Fact) -> None:
        bare = "".join(
            cited([fact], style, ENGLISH).replace("**", "").replace("\\n", "").replace("~", "").split()
        )

        assert "".join(fact.evidence[0].exact.split()) in bare


class TestText:
    def test_reads_as_a_reference(self) -> None:
        assert cited([FACTS["pier-cost"]], "text", ENGLISH).startswith(
            "“The pier cost 12.5 million euros, according to the mayor, Anna Holm.” — A new pier for Lyrvik, "
            "The Lyrvik Gazette, 2019-05-20, sentence 2, https://gazette.example/pier#:~:text="
        )

    def test_uses_the_language(self) -> None:
        assert "phrase 2" in cited([FACTS["pier-cost"]], "text", FRENCH)

    def test_inferred_values_are_in_brackets(self) -> None:
        fact = fact_told(
            title=Inferred("A pier", "no title in the text"), publisher=None, date=None, url=None
        )

        assert cited([fact], "text", ENGLISH).endswith("— [A pier], sentence 2\n")


class TestMarkdown:
    def test_quotes_with_the_span_in_bold(self) -> None:
        assert "according to **the mayor, Anna Holm**." in cited([FACTS["lyrvik-mayor"]], "markdown", ENGLISH)


class TestJson:
    def test_holds_every_citation_and_the_source(self) -> None:
        read = json.loads(cited([FACTS["lyrvik-mayor"]], "json", ENGLISH))

        assert [each["sentence"] for each in read["citations"]] == [2, 1]
        assert read["sources"][0]["publisher"] == "The Lyrvik Gazette"


class TestWebAnnotation:
    def test_selects_the_span_by_words_and_by_offsets(self) -> None:
        fact = FACTS["pier-opening-date"]
        read = json.loads(cited([fact], "web-annotation", ENGLISH))
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
        read = json.loads(cited([fact_told(url=None)], "web-annotation", ENGLISH))

        assert read["target"][0]["source"] == "urn:factcli:source:lyrvik-gazette"

    def test_a_missing_span_has_no_offsets(self) -> None:
        fact = FACTS["pier-cost"]
        odd = replace(fact, evidence=(Evidence(fact.evidence[0].sentence, "elsewhere"),))
        read = json.loads(cited([odd], "web-annotation", ENGLISH))

        assert [each["type"] for each in read["target"][0]["selector"]] == ["TextQuoteSelector"]


class TestDeepLink:
    def test_a_short_quote_is_complete(self) -> None:
        link = deep_link("https://a.example/b", "One, two - three & four.")

        assert link == "https://a.example/b#:~:text=One%2C%20two%20%2D%20three%20%26%20four."

    def test_a_long_quote_is_given_by_its_ends(self) -> None:
        link = deep_link("https://a.example/b#part", " ".join(f"word{n}" for n in range(50)))

        assert unquote(link.partition(":~:text=")[2]) == "word0 word1 word2 word3,word46 word47 word48 word49"

    @pytest.mark.parametrize("end", ["", "#", "#part"])
    def test_it_is_added_to_an_address_that_has_one(self, end: str) -> None:
        url = f"https://a.example/b{end or '#'}:~:text=foo"

        assert deep_link(url, "One") == f"{url}&text=One"


class TestBibtex:
    def test_unknown_fields_are_left_out_and_what_was_inferred_is_in_brackets(self) -> None:
        entry = bibtexparser.parse_string(
            as_bibtex(
                fact(title=Inferred("Guess", "why"), author="Ada L.", date=Inferred("2024", "why")), "en"
            )
        ).entries[0]

        assert entry.key == "s-f"
        assert set(entry.fields_dict) == {"title", "author", "year", "langid", "note"}
        assert (entry["title"], entry["year"]) == ("[Guess]", "[2024]")

    @pytest.mark.parametrize("date", ["2023-12~", "2024?", "2024%", "2018/2020", "201X", "-0043"])
    def test_a_date_is_bare_as_biblatex_reads_it(self, date: str) -> None:
        assert f"date = {{{date}}}" in as_bibtex(fact(date=date), "en")

    @given(text=HOSTILE, title=HOSTILE)
    def test_any_text_gives_one_entry_with_its_fields(self, text: str, title: str) -> None:
        library = bibtexparser.parse_string(as_bibtex(fact(text, text, title=title, author=title), "en"))

        assert not library.failed_blocks
        assert [set(entry.fields_dict) for entry in library.entries] == [
            {"title", "author", "langid", "note"}
        ]

    def test_every_shipped_fact(self) -> None:
        base = read(str(SHIPPED))

        library = bibtexparser.parse_string("".join(as_bibtex(each, "en") for each in base.facts))

        assert len(library.entries) == len(base.facts)


class TestCslJson:
    def test_it_is_read_by_a_citation_processor(self) -> None:
        source = pytest.importorskip("citeproc.source.json", reason="the test extra brings citeproc-py")
        items = json.loads(as_csl_json([fact(title="On meeting", date="2024-05", author="Ada")], ENGLISH))

        known = source.CiteProcJSON(items)

        assert str(known["s-f"].title) == "On meeting"
        assert known["s-f"].issued.year == 2024

    def test_unknown_fields_are_left_out_and_what_was_inferred_is_in_brackets(self) -> None:
        item = csl_item(fact(title=Inferred("Guess", "why"), date=Inferred("2024", "why")))

        assert not {"author", "publisher", "URL"} & item.keys()
        assert (item["title"], item["issued"]) == ("[Guess]", {"literal": "[2024]"})

    def test_other_dates_are_kept_unchanged(self) -> None:
        assert csl_item(fact(date="2023-12~"))["issued"] == {"raw": "2023-12~"}


@given(st.text())
def test_a_fragment_is_encoded_as_urllib_does(text: str) -> None:
    from urllib.parse import quote

    word = "".join(text.split())[:40]
    try:
        expected = quote(word, safe="").replace("-", "%2D")
    except UnicodeEncodeError:
        return
    if word:
        assert deep_link("https://a.example", word) == f"https://a.example#:~:text={expected}"

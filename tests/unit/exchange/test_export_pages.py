"""The HTML page and the Markdown document, as others open them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chromium import FOUND, Browser
from factcli.base.reader import read
from factcli.exchange.export_pages import cut, html_text, markdown_text
from factcli.model import Entity, Evidence, Fact, FactBase, Relation, Sentence, Source
from places import SHIPPED
from running import run
from words import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOSTILE = "<script>alert(1)</script>\"'&\u202e\x1b[31m# `*_[x](y)|"


def hostile_base() -> FactBase:
    """Return a base that has hostile text wherever there may be text."""
    source = Source("s", HOSTILE, "en", 9, "0" * 64, HOSTILE, HOSTILE, HOSTILE, None, HOSTILE)
    thing = Entity("e", "person", {"en": HOSTILE}, (HOSTILE,), {"en": HOSTILE})
    sentence = Sentence("1", source, 1, 0, len(HOSTILE), HOSTILE, HOSTILE)
    relation = Relation("r", "person", {"en": HOSTILE}, {})
    evidence = (Evidence(sentence, HOSTILE[3:9]),)
    fact = Fact("f", thing, relation, thing, None, {"en": HOSTILE}, "reported", evidence, speaker=thing)
    return FactBase("b", (source,), (sentence,), (thing,), (relation,), (fact,))


class Tags(HTMLParser):
    """Collect the tags and the visible text of a page."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Open the shipped base in a real browser."""
    if FOUND is None:
        pytest.skip("no Chromium here (package chromium)")
    folder = tmp_path_factory.mktemp("browser")
    (folder / "page.html").write_text("".join(html_text(read(str(SHIPPED)))), encoding="utf-8")
    with Browser(str(folder / "profile")) as browser:
        browser.open((folder / "page.html").as_uri())
        yield browser


def background(page: Browser, selector: str) -> Any:
    return page.evaluate(f"getComputedStyle(document.querySelector({selector!r})).backgroundColor")


class TestHtml:
    def test_nothing_in_a_base_becomes_a_tag(self) -> None:
        page, plain = Tags(), Tags()

        page.feed("".join(html_text(hostile_base())))
        plain.feed("".join(html_text(read(str(SHIPPED)))))

        assert page.tags == plain.tags
        assert page.attributes == plain.attributes
        assert "script" not in page.tags
        assert "<script>alert(1)</script>" in page.text

    def test_hidden_characters_are_escaped(self) -> None:
        page = "".join(html_text(hostile_base()))

        assert "\u202e" not in page
        assert "\\u202e" in page
        assert "\x1b" not in page

    def test_html_fetches_nothing(self) -> None:
        page = "".join(html_text(read(str(SHIPPED))))

        assert not any(mark in page for mark in ("src=", "@import", "url(", 'http-equiv="refresh"', "<link"))
        assert "default-src 'none'" in page

    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 4)), max_size=5))
    def test_the_pieces_of_a_sentence_are_the_sentence(self, spans: list[tuple[int, int, int]]) -> None:
        text = "abcdefghij"
        spans = [(min(a, b), max(a, b), mark) for a, b, mark in spans]

        pieces = list(cut(text, spans))

        assert "".join(piece for piece, _ in pieces) == text
        for start, end, mark in spans:
            assert "".join(piece for piece, marks in pieces if mark in marks).count(text[start:end])


class TestInChromium:
    def test_pointing_at_a_fact_marks_its_words(self, page: Browser) -> None:
        page.send(
            "Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}]
        )
        page.point_at("h1")
        before = background(page, "mark.w40")

        page.point_at("#f40")

        assert before == "rgba(0, 0, 0, 0)"
        assert background(page, "mark.w40") == "rgb(255, 224, 138)"

    def test_html_follows_dark_mode(self, page: Browser) -> None:
        page.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "light"}])
        light = background(page, "body")

        page.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])

        assert (light, background(page, "body")) == ("rgb(253, 252, 249)", "rgb(23, 24, 27)")

    def test_only_the_page_is_requested(self, page: Browser) -> None:
        asked = [
            e["params"]["request"]["url"]
            for e in page.events
            if e.get("method") == "Network.requestWillBeSent"
        ]

        assert len(asked) == 1
        assert asked[0].startswith("file://")

    def test_the_whole_text_can_be_read(self, page: Browser) -> None:
        base = read(str(SHIPPED))

        shown = page.evaluate("[...document.querySelectorAll('.sentence')].map(p => p.textContent)")

        assert shown == [f"{sentence.number}{sentence.text}" for sentence in base.sentences]

    def test_html_fits_a_narrow_screen(self, page: Browser) -> None:
        page.send(
            "Emulation.setDeviceMetricsOverride", width=360, height=700, deviceScaleFactor=1, mobile=True
        )

        wide = page.evaluate("document.documentElement.scrollWidth")
        page.send("Emulation.clearDeviceMetricsOverride")

        assert wide <= 360


class TestMarkdown:
    def test_nothing_in_a_base_becomes_markup(self) -> None:
        text = "".join(markdown_text(hostile_base()))

        assert "<script" not in text
        assert "[x](y)" not in text
        assert all(character.isprintable() or character == "\n" for character in text)

    def test_every_fact_and_sentence_is_there(self) -> None:
        base = read(str(SHIPPED))

        text = "".join(markdown_text(base))

        assert text.count("\n- ") == len(base.facts)
        assert all(f"\n{sentence.number}\\. " in text for sentence in base.sentences)


class TestLanguage:
    """The page speaks one language beside that of the text, with dates and doubts in words."""

    def test_facts_are_in_the_language_asked_for(self) -> None:
        base = read(str(SHIPPED))
        french, english = ("".join(html_text(base, messages(code))) for code in ("fr", "en"))

        assert '<html lang="fr">' in french
        assert 'aria-label="faits"' in french
        assert "Kyutai was launched" not in french
        assert "Kyutai was launched" in english

    @pytest.mark.parametrize("written", [html_text, markdown_text])
    def test_no_date_is_raw_and_nothing_certain_is_marked(
        self, written: Callable[..., Iterator[str]]
    ) -> None:
        page = "".join(written(read(str(SHIPPED)), messages("en")))

        assert "end of 2023" in page
        assert "2023-12~" not in page
        assert "XXXX" not in page
        assert "asserted" not in page
        assert "according to Kearney, possible" in page

    def test_an_export_takes_the_language(self) -> None:
        ran = run("base", "export", "--format", "markdown", "--lang", "fr")

        assert "\n## Faits\n" in ran.out

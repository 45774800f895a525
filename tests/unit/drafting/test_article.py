"""An article is the same sentences in every format, without what surrounds it, and what is no article says so."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

import article_files
from factcli.base.reader import read
from factcli.drafting.article import read_article, told_by_content
from factcli.errors import UsageProblem
from factcli.texts.source import passages
from places import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from article_files import Paragraphs
    from factcli.drafting.article import Article

BASE = read(str(SHIPPED))


def paragraphs() -> Paragraphs:
    """Return the sentences of the shipped base in two paragraphs for each of its sections."""
    found: Paragraphs = []
    section = None
    for sentence in BASE.sentences:
        if sentence.section and sentence.section != section:
            found.append((sentence.section, True))
        section = sentence.section
        found.append((" ".join(sentence.text.split()), False))
    return found


def read_back(data: bytes, format_name: str | None = None) -> Article:
    return read_article("-", BytesIO(data), format_name)


def sentences(article: Article) -> list[str]:
    return [" ".join(article.text[p.start : p.end].split()) for p in passages(article.text, "fr")]


@pytest.fixture(scope="module")
def wanted() -> list[str]:
    text = "\n\n".join(text for text, _ in paragraphs())
    return [" ".join(text[p.start : p.end].split()) for p in passages(text, "fr")]


class TestEveryFormat:
    @pytest.mark.parametrize("name", ["html", "docx", "epub", "pdf"])
    def test_gives_the_sentences_of_the_text(self, name: str, wanted: list[str]) -> None:
        article = read_back(getattr(article_files, name)(paragraphs()))

        assert article.format == name
        assert len(wanted) == 16
        assert sentences(article) == wanted

    def test_markdown_without_its_marks(self, wanted: list[str]) -> None:
        article = read_back(article_files.markdown(paragraphs()), "markdown")

        assert sentences(article) == wanted
        assert (article.title, article.date) == ("Le titre", "2024-10-11")

    @pytest.mark.parametrize(
        ("family", "size", "width", "gap"), [("Courier", 10, 150, 2), ("Times", 10, 80, 0)]
    )
    def test_a_pdf_however_it_is_set(
        self, family: str, size: int, width: int, gap: int, wanted: list[str]
    ) -> None:
        assert sentences(read_back(article_files.pdf(paragraphs(), family, size, width, gap))) == wanted

    def test_a_text_is_not_changed(self) -> None:
        text = "Une phrase <b>sans</b> fin\r\nsur deux lignes.\n"

        assert read_back(text.encode()).text == text


class TestMetadata:
    def test_of_a_page(self) -> None:
        article = read_back(article_files.html(paragraphs()))

        assert (article.title, article.author, article.publisher) == ("Le titre", "Anne Morel", "Le journal")
        assert (article.date, article.url) == ("2024-10-11", "https://journal.example/article")

    def test_of_a_book(self) -> None:
        article = read_back(article_files.epub(paragraphs()))

        assert (article.title, article.date) == ("Le titre", "2024-10-11")


class TestMarkdown:
    @pytest.mark.parametrize(
        ("marked", "plain"),
        [
            ("The **old** _mill_ is `here`.", "The old mill is here."),
            ("The mill\n========\n\nIt is\nold.", "The mill\n\nIt is old."),
            ("See [the mill](https://x.example/a_b) now.", "See the mill now."),
            ("It is snake_case and 3 * 4 * 5.", "It is snake_case and 3 * 4 * 5."),
            ("> It is old.\n> It stands.", "It is old. It stands."),
            ("Before.\n\n```\ncode()\n```\n\nAfter.", "Before.\n\nAfter."),
            ("It is.[^1]\n\n[^1]: A note.", "It is.\n\nA note."),
        ],
    )
    def test_marks_are_taken_off(self, marked: str, plain: str) -> None:
        assert read_back(marked.encode(), "markdown").text == plain + "\n"


class TestWhatIsNoArticle:
    @pytest.mark.parametrize(
        ("data", "hint"),
        [
            (b"\xd0\xcf\x11\xe0rest", "DOCX"),
            (b"\x1f\x8brest", "gunzip"),
            (b"\x89PNG\r\n", "text of it"),
            (b"PK\x03\x04rest", "export it again"),
            (b"%PDF-1.4 broken", "export it again"),
        ],
    )
    def test_says_what_it_is(self, data: bytes, hint: str) -> None:
        with pytest.raises(UsageProblem) as raised:
            read_back(data)

        assert hint in raised.value.hint

    def test_another_zip_file(self) -> None:
        data = BytesIO()
        with ZipFile(data, "w") as archive:
            archive.writestr("a.txt", "text")

        with pytest.raises(UsageProblem, match="neither a DOCX nor an EPUB"):
            told_by_content(data.getvalue())

    def test_a_url_is_not_fetched(self) -> None:
        with pytest.raises(UsageProblem) as raised:
            read_article("https://journal.example/a")

        assert "curl -s 'https://journal.example/a' | factcli base new - --from html" in raised.value.hint

    def test_entities_that_would_burst(self) -> None:
        bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
        data = BytesIO()
        with ZipFile(data, "w") as archive:
            archive.writestr("word/document.xml", bomb)

        with pytest.raises(UsageProblem, match="declares entities"):
            read_back(data.getvalue())

    def test_a_page_without_text(self) -> None:
        with pytest.raises(UsageProblem, match="no text"):
            read_back(b"<!doctype html><html><body><img src='a.png'></body></html>")

    def test_a_pdf_of_pictures(self) -> None:
        with pytest.raises(UsageProblem, match="only pictures"):
            read_back(article_files.pdf([]))


class TestWithoutTheExtra:
    @pytest.mark.parametrize(("package", "name"), [("trafilatura", "html"), ("pypdf", "pdf")])
    def test_one_line_says_how_to_get_it(
        self, package: str, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data = getattr(article_files, name)(paragraphs())
        monkeypatch.setitem(sys.modules, package, None)

        with pytest.raises(UsageProblem, match=package) as raised:
            read_back(data)

        assert "pip install 'factcli[read]'" in raised.value.hint

    @pytest.mark.parametrize("name", ["docx", "epub", "markdown"])
    def test_the_others_need_none(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        for package in ("trafilatura", "pypdf"):
            monkeypatch.setitem(sys.modules, package, None)

        assert "OpenAI" in read_back(getattr(article_files, name)(paragraphs())).text


@pytest.mark.parametrize(
    ("data", "path", "name"),
    [
        (b"<p>One</p><p>Two</p><div>Three</div>", "-", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE HTML>", "-", "html"),
        (b"<?xml version='1.0'?><html>", "-", "html"),
        (b"<3 is a heart.", "-", "text"),
        (b"The tag <p> is a tag.", "-", "text"),
        (b"# A title", "notes.md", "markdown"),
        (b"# A title", "notes.txt", "text"),
    ],
)
def test_the_content_tells_the_format(data: bytes, path: str, name: str) -> None:
    assert told_by_content(data, path) == name


def test_a_text_beside_its_name(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# The mill\n\nIt is *old*.\n", encoding="utf-8")

    assert read_article(str(tmp_path / "notes.md")).text == "The mill\n\nIt is old.\n"

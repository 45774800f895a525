"""Write one article as files of every format that is read, with what surrounds it on a page of the web."""

from __future__ import annotations

from html import escape
from io import BytesIO
from zipfile import ZipFile

from fpdf import FPDF

_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Le titre - Le journal</title>
<meta name="author" content="Anne Morel"><meta property="og:site_name" content="Le journal">
<meta property="article:published_time" content="2024-10-11T08:00:00+02:00">
<link rel="canonical" href="https://journal.example/article"></head><body>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/a">Nos dossiers</a></li></ul></nav>
<header><h1>Le titre</h1></header><main><article>{body}</article></main>
<aside><h3>À lire aussi</h3><p><a href="/x">Un tout autre article</a></p></aside>
<footer><p>Tous droits réservés. <a href="/cgu">Conditions</a></p></footer><script>var x = 1;</script></body></html>"""
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="O/p.opf"/></rootfiles></container>'
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
    "<dc:title>Le titre</dc:title><dc:date>2024-10-11</dc:date></metadata><manifest>"
    '<item id="a" href="a%20b.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'
)

Paragraphs = list[tuple[str, bool]]  # the text, and whether it is a heading


def html(paragraphs: Paragraphs) -> bytes:
    """Return a page with navigation, a footer and metadata."""
    tags = {True: "h2", False: "p"}
    body = "\n".join(f"<{tags[heading]}>{escape(text)}</{tags[heading]}>" for text, heading in paragraphs)
    return _PAGE.format(body=body).encode()


def pdf(paragraphs: Paragraphs, family: str = "Times", size: int = 11, width: int = 0, gap: int = 3) -> bytes:
    """Return printed pages; `width` 0 is that of the page, `gap` the millimetres between paragraphs."""
    pages = FPDF()
    pages.core_fonts_encoding = "windows-1252"
    pages.add_page()
    for text, heading in paragraphs:
        pages.set_font(family, style="B" if heading else "", size=size + 2 * heading)
        pages.multi_cell(width, size * 0.5, text)
        pages.ln(gap)
    pages.set_title("Le titre")
    return bytes(pages.output())


def docx(paragraphs: Paragraphs) -> bytes:
    """Return a document of Word, each paragraph in two runs, with a deleted passage."""
    body = "".join(
        f"<w:p><w:pPr/>{_run(text[:9])}<w:del>{_run('deleted')}</w:del>{_run(text[9:])}</w:p>"
        for text, _ in paragraphs
    )
    return _zipped({"word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>"})


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def epub(paragraphs: Paragraphs) -> bytes:
    """Return a book of one chapter."""
    body = "".join(f"<p>{escape(text)}</p>" for text, _ in paragraphs)
    page = (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'
    )
    return _zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": _CONTAINER,
            "O/p.opf": _PACKAGE,
            "O/a b.xhtml": page,
        }
    )


def _zipped(files: dict[str, str]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def markdown(paragraphs: Paragraphs) -> bytes:
    """Return Markdown with front matter, a link and emphasis around some words."""
    lines = ["---\ntitle: Le titre\ndate: 2024-10-11\n---"]
    for text, heading in paragraphs:
        first, space, rest = text.partition(" ")
        lines.append(f"## {text}" if heading else f"[{first}](https://journal.example){space}{rest}")
    return "\n\n".join(lines).encode()

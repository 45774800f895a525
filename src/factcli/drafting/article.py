"""Read an article from any common kind of file: the plain text in it, and what the file says about itself.

Text and Markdown are read as they are, DOCX and EPUB with the standard library, HTML with trafilatura and PDF with
pypdf, which the extra `read` installs. A paragraph of the result is one line, so that what was wrapped for a page does
not decide where a sentence ends. Nothing is fetched: a file is all there is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from posixpath import dirname, join, normpath
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from factcli.base.edtf import is_valid
from factcli.errors import UsageProblem
from factcli.texts.source import LONGEST_TEXT, decoded, read_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, BinaryIO


@dataclass(frozen=True, slots=True)
class Article:
    """The text of an article, how it was read, and what its metadata say; `date` is in EDTF."""

    text: str
    format: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None


def read_article(
    path: str, standard_input: BinaryIO | None = None, format_name: str | None = None
) -> Article:
    """Read the article at `path` ('-' is standard input) in a format of FORMATS, or in the one its content shows.

    Raises InputOutputProblem if it cannot be read, UsageProblem if it is of another kind, damaged, or needs a package
    that is not installed.
    """
    if re.match(r"https?://", path):
        hint = f"fetch it yourself: curl -s '{path}' | factcli base new - --from html -o BASE.json"
        raise UsageProblem("factcli opens no connection", hint)
    data = read_data(path, standard_input)
    chosen = format_name or told_by_content(data, path)
    try:
        return FORMATS[chosen](path, data)
    except (BadZipFile, KeyError, ET.ParseError, EOFError, NotImplementedError) as error:
        raise _damaged(path, chosen, error) from error


def _damaged(path: str, kind: str, error: Exception) -> UsageProblem:
    return UsageProblem(f"{path}: not a readable {kind} file: {error}", "export it again, or give its text")


# The kind of a file, by its first bytes; a name only says that a text is Markdown.

_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "a document of an old Word", "save it as DOCX"),
    (b"{\\rtf", "a rich text", "save it as DOCX or as plain text"),
    (b"\x1f\x8b", "a compressed file", "unpack it first, for example with gunzip"),
    (b"\x89PNG", "a picture", "give the text of it"),
    (b"\xff\xd8\xff", "a picture", "give the text of it"),
)
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PAGE_PARTS = re.compile(rb"<(?:p|div|article|h[1-6]|body)\b[^>]*>", re.IGNORECASE)
_LEAST_PARTS = 3
_GLANCE = 4096


def told_by_content(data: bytes, path: str = "-") -> str:
    """Return the format that the content of a file shows. Raises UsageProblem for one that has no text to quote."""
    start = data[:_GLANCE].lstrip(b"\xef\xbb\xbf")
    for mark, what, hint in _OTHERS:
        if start.startswith(mark):
            raise UsageProblem(f"{path} is {what}", hint)
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return _told_by_members(data, path)
    if _HTML.match(start) or (start.lstrip()[:1] == b"<" and len(_PAGE_PARTS.findall(start)) >= _LEAST_PARTS):
        return "html"
    if path.lower().endswith((".md", ".markdown")):
        return "markdown"
    return "text"


def _told_by_members(data: bytes, path: str) -> str:
    try:
        names = set(ZipFile(BytesIO(data)).namelist())
    except BadZipFile as error:
        raise _damaged(path, "zip", error) from error
    if "word/document.xml" in names:
        return "docx"
    if "META-INF/container.xml" in names:
        return "epub"
    raise UsageProblem(f"{path} is neither a DOCX nor an EPUB file", "unpack it, and give one file")


# Plain text and Markdown.


def _from_text(path: str, data: bytes) -> Article:
    return Article(decoded(path, data), "text")


_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
_FIELD = re.compile(
    r"^(title|author|date|publisher|url)\s*:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE
)
_FENCE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)\s*$", re.MULTILINE | re.DOTALL)
_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), instead)
    for pattern, instead in (
        (r"<!--[\s\S]{0,5000}?-->", ""),
        (r"^(.+)\n(?:=+|-+)[ \t]*$", r"\n\1\n"),  # a heading that is underlined
        (r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", r"\n\1\n"),
        (r"^[ \t]*(?:[-*_][ \t]*){3,}$", ""),
        (r"^[ \t]{0,3}>[ \t]?", ""),
        (r"^[ \t]*\[[^^\]\n][^\]\n]*\]:[ \t]+\S+.*$", ""),  # where a link goes
        (r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)", ""),
        (r"\[\^[^\]\n]{1,100}\]:?", ""),
        (r"\[([^\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,500}\])", r"\1"),
        (r"<(https?://[^>\s]+)>", r"\1"),
        (r"</?[A-Za-z][^>\n]*>", ""),
        (r"(\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1", r"\2"),
        (r"(?<![\w*])\*(?=\S)(.{1,1000}?)(?<=\S)\*(?![\w*])", r"\1"),
        (r"(?<!\w)_(?=\S)(.{1,1000}?)(?<=\S)_(?!\w)", r"\1"),
        (r"`([^`\n]+)`", r"\1"),
        (r"\\([\\`*_{}\[\]()#+.!>-])", r"\1"),
    )
)
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+")


def _from_markdown(path: str, data: bytes) -> Article:
    text = decoded(path, data).replace("\r\n", "\n").lstrip("\ufeff")
    front = _FRONT_MATTER.match(text)
    told = {name.lower(): value for name, value in _FIELD.findall(front[1])} if front else {}
    text = _FENCE.sub("", text[front.end() :] if front else text)
    for pattern, instead in _MARKUP:
        text = pattern.sub(instead, text)
    return Article(
        _joined(_markdown_paragraphs(text)),
        "markdown",
        **{name: told.get(name) for name in ("title", "author", "publisher", "url")},
        date=_date(told.get("date")),
    )


def _markdown_paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs, each as one line: a single line break in Markdown is a space."""
    for block in re.split(r"\n[ \t]*\n", text):
        lines: list[str] = []
        for line in block.split("\n"):
            if _LIST_ITEM.match(line) and lines:
                yield " ".join(lines)
                lines = []
            lines.append(line.strip())
        yield " ".join(lines)


def _joined(paragraphs: Iterable[str]) -> str:
    """Return the paragraphs that have words, with a blank line between."""
    found = (" ".join(paragraph.split(" ")).strip() for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in found if any(map(str.isalnum, paragraph))) + "\n"


def _date(text: str | None) -> str | None:
    """Return the day of a date as metadata write it, None for anything else."""
    day = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", text or "")
    return day[0] if day and is_valid(day[0]) else None


# Pages of the web.

_MISSING = "install what reads it with: pip install 'factcli[read]'"


def _from_html(path: str, data: bytes) -> Article:
    try:
        import trafilatura
    except ImportError as error:
        raise UsageProblem(f"{path} is HTML; reading it needs trafilatura", _MISSING) from error
    if not any(map(str.isalnum, re.sub("<[^>]*>", " ", data.decode(errors="replace")))):
        raise UsageProblem(f"{path}: the page has no text", "save the page as the browser shows it")
    found: Any = trafilatura.bare_extraction(
        data, include_comments=False, include_tables=True, with_metadata=True
    )
    if found is None or not getattr(found, "text", None):
        raise UsageProblem(
            f"{path}: no article was found in the page", "copy its text into a file, and give that"
        )
    return Article(
        _joined(str(found.text).split("\n")),
        "html",
        title=found.title,
        author=found.author,
        publisher=found.sitename,
        date=_date(found.date),
        url=found.url,
    )


# PDF: the lines of each page are put together to paragraphs by the gaps between them and by their length.

_GAP = 1.35  # a gap this many times the usual distance of lines is one between paragraphs
_FULL = 0.8  # a line this long, of the longest ones, was broken for its width
_SAME_LINE = 0.5  # points of a font's height within which pieces are on one line
_REPEATED = 0.6  # of the pages have a line that is a header or a footer
_LEAST_PAGES = 3
_ENDS = '.!?…:;»”"'


@dataclass(slots=True)
class _PrintedLine:
    """A line of a page: where it begins, in points, its text and the size of its letters."""

    page: int
    x: float
    y: float
    size: float
    text: str


def _from_pdf(path: str, data: bytes) -> Article:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise UsageProblem(f"{path} is a PDF file; reading it needs pypdf", _MISSING) from error
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UsageProblem(f"{path} is protected by a password", "save a copy without one")
        lines = [line for number, page in enumerate(reader.pages) for line in _printed_lines(number, page)]
        told = reader.metadata
    except (PyPdfError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path, "PDF", error) from error
    text = _joined(_unwrapped(_without_repeated(lines, len(reader.pages))))
    if not any(map(str.isalnum, text)):
        raise UsageProblem(
            f"{path} has no text, only pictures of pages",
            "let a text recognition run over it first (ocrmypdf)",
        )
    # The dates of the file are those of the print, not of the text.
    title, author = (told.title, told.author) if told else (None, None)
    return Article(text, "pdf", title=title or None, author=author or None)


def _printed_lines(number: int, page: object) -> list[_PrintedLine]:
    """Return the lines of a page from top to bottom, pieces at one height joined."""
    lines: list[_PrintedLine] = []

    def take(text: str, matrix: list[float], place: list[float], _font: object, size: float) -> None:
        if not text.strip("\n"):
            return
        x = place[4] * matrix[0] + matrix[4]
        y = place[5] * matrix[3] + matrix[5]
        height = abs(size * place[3] * matrix[3]) or size
        for at, piece in enumerate(text.strip("\n").split("\n")):
            last = lines[-1] if lines else None
            if last and at == 0 and abs(last.y - y) <= _SAME_LINE * height:
                last.text += piece
            elif piece.strip():
                lines.append(_PrintedLine(number, x, y - at * height, height, piece))

    page.extract_text(visitor_text=take)  # type: ignore[attr-defined]
    return lines


def _without_repeated(lines: list[_PrintedLine], pages: int) -> list[_PrintedLine]:
    """Leave out page numbers and what stands at the top or bottom of most pages."""
    edges: dict[str, set[int]] = {}
    for at, line in enumerate(lines):
        before, after = lines[at - 1].page if at else -1, lines[at + 1].page if at + 1 < len(lines) else -1
        if line.page not in {before} & {after}:
            edges.setdefault(re.sub(r"\d+", "#", line.text.strip()), set()).add(line.page)
    repeated = {
        text
        for text, held in edges.items()
        if text == "#" or (pages >= _LEAST_PAGES and len(held) >= _REPEATED * pages)
    }
    return [line for line in lines if re.sub(r"\d+", "#", line.text.strip()) not in repeated]


def _unwrapped(lines: list[_PrintedLine]) -> Iterator[str]:
    if not lines:
        return
    gaps = [
        above.y - below.y
        for above, below in pairwise(lines)
        if above.page == below.page and above.y > below.y
    ]
    usual = median(gaps) if gaps else 0
    longest = sorted(len(line.text.rstrip()) for line in lines)[int(0.9 * (len(lines) - 1))]
    paragraph = lines[0].text
    for above, line in pairwise(lines):
        if _goes_on(above, line, usual, longest):
            paragraph = _attached(paragraph, line.text)
        else:
            yield paragraph
            paragraph = line.text
    yield paragraph


def _goes_on(above: _PrintedLine, line: _PrintedLine, usual: float, longest: int) -> bool:
    if abs(above.size - line.size) > 1 or _LIST_ITEM.match(line.text):
        return False
    full = len(above.text.rstrip()) >= _FULL * longest
    if above.page != line.page:
        return full or not above.text.rstrip().endswith(tuple(_ENDS))
    if usual and above.y - line.y > _GAP * usual:
        return False
    return full or line.text.lstrip()[:1].islower()


_BROKEN = re.compile(r"(?<=[^\W\d_])(?:[-‐]|\u00ad)$")


def _attached(paragraph: str, line: str) -> str:
    """Put a line to its paragraph; a word that was divided for the width of the page is made whole."""
    start, line = paragraph.rstrip(), line.strip()
    if _BROKEN.search(start) and line[:1].islower():
        first, rest = start.rpartition(" ")[2][:-1], re.match(r"\w*", line)
        whole = f"{first}{rest[0] if rest else ''}".casefold()
        compound = "-" in first or f"{first}-".casefold() in start[:-1].casefold()
        if start[-1] == "\u00ad" or (not compound and len(whole) > len(first)):
            return start[:-1] + line
        return start + line
    return f"{start} {line}" if start else line


# DOCX and EPUB: XML in a zip file.

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = "{http://purl.org/dc/elements/1.1/}"
_SILENT = frozenset(f"{_WORD}{name}" for name in ("del", "instrText", "delText", "pPr", "rPr", "txbxContent"))
_BREAKS = {f"{_WORD}tab": " ", f"{_WORD}br": " ", f"{_WORD}cr": " ", f"{_WORD}noBreakHyphen": "-"}


def _member(archive: ZipFile, name: str) -> bytes:
    """Return a file of an archive, if it is not made to burst."""
    with archive.open(name) as file:
        data = file.read(LONGEST_TEXT + 1)
    if len(data) > LONGEST_TEXT:
        raise UsageProblem(f"{name} in the file is larger than {LONGEST_TEXT} bytes", "split it into parts")
    return data


def _tree(data: bytes) -> ET.Element:
    """Parse XML that declares no entities: a declaration is how a small file becomes an endless one."""
    if b"<!ENTITY" in data:
        raise ET.ParseError("it declares entities")
    return ET.fromstring(data)  # noqa: S314 -- without entities, no expansion


def _from_docx(_path: str, data: bytes) -> Article:
    archive = ZipFile(BytesIO(data))
    body = _tree(_member(archive, "word/document.xml"))
    told = _tree(_member(archive, "docProps/core.xml")) if "docProps/core.xml" in archive.namelist() else None
    return Article(
        _joined(_docx_paragraphs(body)),
        "docx",
        title=_element_text(told, f"{_CORE}title"),
        author=_element_text(told, f"{_CORE}creator"),
    )


def _docx_paragraphs(node: ET.Element) -> Iterator[str]:
    for child in node:
        if child.tag in _SILENT:
            continue
        if child.tag == f"{_WORD}p":
            yield "".join(_docx_words(child))
        else:
            yield from _docx_paragraphs(child)


def _docx_words(node: ET.Element) -> Iterator[str]:
    for child in node:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _SILENT:
            yield from _docx_words(child)


def _element_text(tree: ET.Element | None, tag: str) -> str | None:
    found = tree.find(f".//{tag}") if tree is not None else None
    return " ".join((found.text or "").split()) or None if found is not None else None


_PACKAGE = "{http://www.idpf.org/2007/opf}"


def _from_epub(_path: str, data: bytes) -> Article:
    archive = ZipFile(BytesIO(data))
    container = _tree(_member(archive, "META-INF/container.xml"))
    root = container.find(".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile")
    if root is None:
        raise ET.ParseError("its container names no package")
    place = root.attrib["full-path"]
    package = _tree(_member(archive, place))
    items = {
        item.attrib.get("id", ""): item.attrib.get("href", "")
        for item in package.iter(f"{_PACKAGE}item")
        if "nav" not in item.attrib.get("properties", "").split()
    }
    spine = (each.attrib.get("idref", "") for each in package.iter(f"{_PACKAGE}itemref"))
    pages = [normpath(join(dirname(place), unquote(items[name]))) for name in spine if name in items]
    return Article(
        _joined(
            paragraph for page in pages for paragraph in _page_paragraphs(_member(archive, page).decode())
        ),
        "epub",
        title=_element_text(package, f"{_CORE}title"),
        author=_element_text(package, f"{_CORE}creator"),
        publisher=_element_text(package, f"{_CORE}publisher"),
        date=_date(_element_text(package, f"{_CORE}date")),
    )


# fmt: off
_BLOCKS = frozenset(
    (
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "tr", "td", "th",
        "blockquote", "section", "article", "header", "footer", "figure", "figcaption", "aside", "hr",
        "ul", "ol", "dl", "table", "body", "pre",
    )
)
_UNREAD = frozenset(
    (
        "script", "style", "head", "nav", "svg", "math", "template",
    )
)
# fmt: on


class _Paragraphs(HTMLParser):
    """Collect the text of a page by its blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = [""]
        self._unread = 0

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag in _UNREAD:
            self._unread += 1
        elif tag in _BLOCKS:
            self.found.append("")
        elif tag == "br":
            self.found[-1] += " "

    def handle_startendtag(self, tag: str, attributes: object) -> None:
        if tag not in _UNREAD:
            self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag in _BLOCKS:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.found[-1] += re.sub(r"[ \t\r\n]+", " ", data)


def _page_paragraphs(page: str) -> list[str]:
    reader = _Paragraphs()
    reader.feed(page)
    reader.close()
    return reader.found


FORMATS: dict[str, Callable[[str, bytes], Article]] = {
    "text": _from_text,
    "markdown": _from_markdown,
    "html": _from_html,
    "pdf": _from_pdf,
    "docx": _from_docx,
    "epub": _from_epub,
}
"""How each format is read, by its name."""

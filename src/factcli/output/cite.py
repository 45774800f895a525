"""Cite a fact: for people, for the web, and in the formats of reference managers.

A style is a function from a fact and messages to a text, registered by its name. What the source does not
say about itself is left out; what was inferred is in brackets, like an editor's title.
"""

from __future__ import annotations

import re

from factcli.escape import dumped, escaped, json_text, line
from factcli.language.messages import pick
from factcli.output.envelope import citation, deep_link, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from factcli.language.messages import Messages
    from factcli.model import Evidence, Fact, Inferred, Source

    Style = Callable[[Fact, Messages], str]


STYLES: dict[str, str] = {
    "text": "factcli.output.cite:as_text",
    "markdown": "factcli.output.cite:as_markdown",
    "json": "factcli.output.cite:as_json",
    "web-annotation": "factcli.output.cite:as_web_annotation",
    "bibtex": "factcli.output.cite:as_bibtex",
    "csl-json": "factcli.output.cite:as_csl_json",
}
"""Where each style lives, as "module:name": the choices of `--style`, and nothing is imported for them."""

_CONTEXT = 32  # characters of the sentence before and after a span, to find it again in a changed text


DEFAULT = "text"


def cited(facts: Sequence[Fact], style: str, messages: Messages) -> str:
    """Return the citations of facts in a style, each once. Raises KeyError for an unknown style."""
    import sys

    if style == "csl-json":
        return as_csl_json(facts, messages)

    module, _, name = STYLES[style].partition(":")
    __import__(module)
    write: Style = getattr(sys.modules[module], name)
    between = "\n" if style in ("markdown", "bibtex") else ""
    return between.join(dict.fromkeys(write(fact, messages) for fact in facts))


def as_text(fact: Fact, messages: Messages) -> str:
    """Return the quotes as lines of text, each with its source."""
    return "".join(f"“{line(each.sentence.text)}” — {_place(each, messages)}\n" for each in _distinct(fact))


def as_markdown(fact: Fact, messages: Messages) -> str:
    """Return the quotes as Markdown block quotes, the spans that support the fact in bold."""
    parts = []
    for each in _distinct(fact):
        text, at, end = each.sentence.text, each.offset, each.offset + len(each.exact)
        marked = f"{escaped(text[:at])}**{escaped(text[at:end])}**{escaped(text[end:])}"
        shown = marked if at >= 0 else escaped(text)
        parts.append(f"> {shown}\n>\n> — {escaped(_place(each, messages))}\n")
    return "\n".join(parts)


def as_json(fact: Fact, messages: Messages) -> str:
    """Return the fact's statement with its citations, and what is known about the sources, as JSON."""
    sources = {each.sentence.source.id: each.sentence.source for each in fact.evidence}
    return _json(
        {
            "fact": fact.id,
            "statement": pick(fact.statement, messages.code),
            "citations": [citation(each) for each in fact.evidence],
            "sources": [_described(each) for each in sources.values()],
        }
    )


def as_web_annotation(fact: Fact, messages: Messages) -> str:
    """Return the fact as an annotation of its source: W3C Web Annotation Data Model, as JSON-LD.

    Each target has two selectors for the same span, by its words and by its offsets in code points.
    """
    told_in = messages.code if messages.code in fact.statement else next(iter(fact.statement), "")
    return _json(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:factcli:fact:{_for_urn(fact.id)}",
            "type": "Annotation",
            "motivation": "describing",
            "body": {
                "type": "TextualBody",
                "value": pick(fact.statement, messages.code),
                "format": "text/plain",
                "language": told_in,
            },
            "target": [_target(each) for each in fact.evidence],
        }
    )


def _target(evidence: Evidence) -> dict[str, Any]:
    sentence, at = evidence.sentence, evidence.offset
    selectors: list[dict[str, Any]] = []
    before, after = evidence.prefix or "", evidence.suffix or ""
    if at >= 0:
        end = at + len(evidence.exact)
        before, after = sentence.text[max(at - _CONTEXT, 0) : at], sentence.text[end : end + _CONTEXT]
        position = {"start": sentence.start + at, "end": sentence.start + end}
        selectors.append({"type": "TextPositionSelector", **position})
    words = {"exact": evidence.exact, "prefix": before, "suffix": after}
    selectors.insert(0, {"type": "TextQuoteSelector", **words})
    source = sentence.source
    return {"source": source.url or f"urn:factcli:source:{_for_urn(source.id)}", "selector": selectors}


def _place(evidence: Evidence, messages: Messages) -> str:
    """Return what is known about the place of a sentence, in the order of a reference."""
    source = evidence.sentence.source
    number = messages.say("sentence", number=evidence.sentence.number)
    title = source.title or source.id
    parts = [_stated_or_inferred(each) for each in (source.author, title, source.publisher, source.date)]
    link = deep_link(source.url, evidence.sentence.text) if source.url else ""
    return ", ".join(line(part) for part in (*parts, number, link) if part)


def _stated_or_inferred(value: str | Inferred | None) -> str:
    return value if isinstance(value, str) else f"[{value.value}]" if value else ""


def _described(source: Source) -> dict[str, Any]:
    names = ("title", "author", "publisher", "date", "url")
    described = {name: plain(getattr(source, name)) for name in names}
    return {"id": source.id, "language": source.language, "sha256": source.sha256, **described}


def _distinct(fact: Fact) -> list[Evidence]:
    found: dict[str, Evidence] = {}
    for each in fact.evidence:
        found.setdefault(each.sentence.id, each)
    return list(found.values())


def _for_urn(name: str) -> str:
    from urllib.parse import quote

    return quote(name, safe="-._~")


def _json(value: Any) -> str:
    return dumped(value, indent="\n") + "\n"


# For reference managers. What was inferred about a source, since the text does not say it, is given in square brackets,
# as libraries do.

_SPECIAL = str.maketrans(
    {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {character: f"\\{character}" for character in "$&%#_"}
)
_EDTF = re.compile(r"[\dX~?%/.+-]+", re.ASCII)  # biblatex reads it bare
_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)


def as_bibtex(fact: Fact, _language: str) -> str:
    """Return a BibTeX entry for the source of a fact, with the quote as its note."""
    source, evidence = fact.evidence[0].sentence.source, fact.evidence[0]
    author, publisher, date = _told(source.author), _told(source.publisher), _stated(source.date)
    fields = {
        "title": _in_bibtex(_told(source.title)),
        # In its own braces: BibTeX splits a name at commas and at "and".
        "author": author and "{" + _in_bibtex(author) + "}",
        "publisher": publisher and "{" + _in_bibtex(publisher) + "}",
        "year": date[:4] if date and _DAY.fullmatch(date) else _inferred_year(source),
        "date": date if date and _EDTF.fullmatch(date) else _in_bibtex(date),
        "url": source.url and _address(source.url),
        "langid": source.language,
        "note": _in_bibtex(f"sentence {evidence.sentence.number}: “{evidence.exact}”"),
    }
    lines = (f"  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@misc{{{_key(fact)},\n" + ",\n".join(lines) + "\n}\n"


def as_csl_json(facts: Sequence[Fact], _messages: Messages) -> str:
    """Return the sources of facts as a list of CSL-JSON items, each with its quote as its note."""
    import json

    return json_text(json.dumps([csl_item(fact) for fact in facts], ensure_ascii=False)) + "\n"


def csl_item(fact: Fact) -> dict[str, Any]:
    """Return the source of a fact as a CSL-JSON item."""
    source, evidence = fact.evidence[0].sentence.source, fact.evidence[0]
    author, date, year = _told(source.author), _stated(source.date), _inferred_year(source)
    item = {
        "id": _key(fact),
        "type": "article",
        "title": _told(source.title),
        "author": [{"literal": author}] if author else None,
        "publisher": _told(source.publisher),
        "issued": _issued(date) if date else {"literal": year} if year else None,
        "URL": source.url,
        "language": source.language,
        "note": f"sentence {evidence.sentence.number}: “{evidence.exact}”",
    }
    return {name: value for name, value in item.items() if value is not None}


def _told(value: str | Inferred | None) -> str | None:
    """Return what a source says about itself, or in brackets what was inferred."""
    return value if value is None or isinstance(value, str) else f"[{value.value}]"


def _stated(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _inferred_year(source: Source) -> str | None:
    """Return the year of a source in brackets if its date was inferred."""
    date = source.date
    if date is None or isinstance(date, str) or not date.value[:4].isdecimal():
        return None
    return f"[{date.value[:4]}]"


def _key(fact: Fact) -> str:
    """Return a key of ASCII letters, digits and hyphens, as BibTeX wants them."""
    whole = f"{fact.evidence[0].sentence.source.id}-{fact.id}"
    return re.sub(r"[^a-zA-Z0-9]+", "-", whole).strip("-") or "fact"


def _in_bibtex(text: str | None) -> str:
    return line(text).translate(_SPECIAL) if text else ""


def _address(url: str) -> str:
    return line(url).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _issued(date: str) -> dict[str, Any]:
    found = _DAY.fullmatch(date)
    if not found:
        return {"raw": date}
    return {"date-parts": [[int(part) for part in found.groups() if part]]}

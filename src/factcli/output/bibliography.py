"""Cite a fact in the forms reference managers read, leaving out what is not known.

What was inferred about a source is not known: the text does not tell it.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from factcli.model import Fact

_SPECIAL = str.maketrans(
    {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {character: f"\\{character}" for character in "$&%#_"}
)
_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)


def as_bibtex(fact: Fact, _language: str) -> str:
    """Return a BibTeX entry for the source of a fact, with the quote as its note."""
    source, evidence = fact.evidence[0].sentence.source, fact.evidence[0]
    author, publisher, date = _known(source.author), _known(source.publisher), _known(source.date)
    fields = {
        "title": _escaped(_known(source.title)),
        # In braces of its own: BibTeX takes a name apart at commas and at "and".
        "author": author and "{" + _escaped(author) + "}",
        "publisher": publisher and "{" + _escaped(publisher) + "}",
        "year": date[:4] if date and _DAY.fullmatch(date) else None,
        "date": _escaped(date),
        "url": source.url and _address(source.url),
        "langid": source.language,
        "note": _escaped(f"sentence {evidence.sentence.number}: “{evidence.exact}”"),
    }
    lines = (f"  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@misc{{{_key(fact)},\n" + ",\n".join(lines) + "\n}\n"


def as_csl_json(fact: Fact, _language: str) -> str:
    """Return the source of a fact as a list of one CSL-JSON item, with the quote as its note."""
    import json

    from factcli.escape import json_text

    return json_text(json.dumps([csl_item(fact)], ensure_ascii=False)) + "\n"


def csl_item(fact: Fact) -> dict[str, Any]:
    """Return the source of a fact as a CSL-JSON item."""
    source, evidence = fact.evidence[0].sentence.source, fact.evidence[0]
    author, date = _known(source.author), _known(source.date)
    item = {
        "id": _key(fact),
        "type": "article",
        "title": _known(source.title),
        "author": [{"literal": author}] if author else None,
        "publisher": _known(source.publisher),
        "issued": _issued(date) if date else None,
        "URL": source.url,
        "language": source.language,
        "note": f"sentence {evidence.sentence.number}: “{evidence.exact}”",
    }
    return {name: value for name, value in item.items() if value is not None}


def _known(told: object) -> str | None:
    """Return what a source tells of itself; an inferred value has no place in a citation."""
    return told if isinstance(told, str) else None


def _key(fact: Fact) -> str:
    """Return a key of ASCII letters, digits and hyphens, as BibTeX wants them."""
    whole = f"{fact.evidence[0].sentence.source.id}-{fact.id}"
    return re.sub(r"[^a-zA-Z0-9]+", "-", whole).strip("-") or "fact"


def _escaped(text: str | None) -> str:
    from factcli.escape import line

    return line(text).translate(_SPECIAL) if text else ""


def _address(url: str) -> str:
    from factcli.escape import line

    return line(url).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _issued(date: str) -> dict[str, Any]:
    found = _DAY.fullmatch(date)
    if not found:
        return {"raw": date}
    return {"date-parts": [[int(part) for part in found.groups() if part]]}

"""Export a base as one page for people, HTML or Markdown: the text beside its facts.

The page is self-contained: no scripts, no network. Style rules, one for each fact, decide what is highlighted.
Every text of the base is escaped, including hidden characters that could change how a line reads.
"""

from __future__ import annotations

import os
from html import escape
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from factcli.escape import escaped, visible
from factcli.exchange.export import Exporter, nothing
from factcli.model import Inferred

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factcli.model import Entity, Evidence, Fact, FactBase, Sentence, Source

    Span = tuple[int, int, int]


def cut(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the pieces of a text in order, each with the marks that cover it.

    A span is (start, end, mark). Joined, the pieces are the text.
    """
    bounds = sorted({0, len(text), *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    for start, end in pairwise(bounds):
        marks = tuple(sorted({mark for first, last, mark in spans if first <= start and end <= last}))
        yield text[start:end], marks


def spans_of(base: FactBase) -> dict[str, list[Span]]:
    """Return the spans of each sentence by its id; the mark is the position of the fact in the base, from 1."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for mark, fact in enumerate(base.facts, 1):
        for evidence in fact.evidence:
            at = evidence.offset
            if at >= 0:
                found.setdefault(evidence.sentence.id, []).append((at, at + len(evidence.exact), mark))
    return found


_STYLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html_text(base: FactBase) -> Iterator[str]:
    """Yield the page."""
    language = base.sources[0].language if base.sources else "en"
    yield f'<!doctype html>\n<html lang="{_safe(language)}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{_safe(_title(base))}</title>\n<style>\n"
    with open(_STYLE, encoding="utf-8") as stream:
        yield stream.read()
    yield from _rules(base)
    yield "</style>\n</head>\n<body>\n"
    yield from _header(base)
    yield '<main>\n<article aria-label="Text">\n'
    yield from _article(base)
    yield '</article>\n<section class="facts" aria-label="Facts">\n<ol>\n'
    yield from (_fact(mark, fact) for mark, fact in enumerate(base.facts, 1))
    yield "</ol>\n</section>\n</main>\n</body>\n</html>\n"


def _safe(text: str) -> str:
    return escape(visible(text))


def _title(base: FactBase) -> str:
    title = base.sources[0].title if base.sources else None
    return _stated_or_inferred(title) or base.name


def _stated_or_inferred(value: str | Inferred | None) -> str | None:
    return value.value if isinstance(value, Inferred) else value


def _rules(base: FactBase) -> Iterator[str]:
    """Yield the rules that highlight the words of a fact under the pointer, and the facts of words under it."""
    for mark in range(1, len(base.facts) + 1):
        yield f"body:has(#f{mark}:hover, #f{mark}:focus-within) .w{mark} {{ background: var(--mark); }}\n"
        yield f"body:has(.w{mark}:hover) #f{mark} {{ background: var(--mark); }}\n"


def _header(base: FactBase) -> Iterator[str]:
    yield f"<header>\n<h1>{_safe(_title(base))}</h1>\n"
    for source in base.sources:
        yield f'<p class="note">{_safe(_described(source))}</p>\n'
    yield f'<p class="note">{len(base.facts)} facts · {len(base.sentences)} sentences</p>\n</header>\n'


def _described(source: Source) -> str:
    parts = [
        _stated_or_inferred(source.author),
        _stated_or_inferred(source.publisher),
        _stated_or_inferred(source.date),
        source.url,
        source.rights,
    ]
    inferred = [
        f"{name} inferred" for name in ("title", "date") if isinstance(getattr(source, name), Inferred)
    ]
    return " · ".join(part for part in [*parts, *inferred] if part) or source.id


def _article(base: FactBase) -> Iterator[str]:
    spans = spans_of(base)
    for (source, section), sentences in groupby(base.sentences, key=lambda s: (s.source, s.section)):
        if section:
            yield f'<h2 lang="{_safe(source.language)}">{_safe(section)}</h2>\n'
        yield from (_sentence(sentence, spans.get(sentence.id, [])) for sentence in sentences)


def _sentence(sentence: Sentence, spans: list[tuple[int, int, int]]) -> str:
    pieces = []
    for text, marks in cut(sentence.text, spans):
        names = " ".join(f"w{mark}" for mark in marks)
        pieces.append(f'<mark class="{names}">{_safe(text)}</mark>' if marks else _safe(text))
    number = f'<a class="number" href="#s{_safe(sentence.id)}">{sentence.number}</a>'
    language = _safe(sentence.source.language)
    return f'<p class="sentence" id="s{_safe(sentence.id)}" lang="{language}">{number}{"".join(pieces)}</p>\n'


def _fact(mark: int, fact: Fact) -> str:
    first, *others = _in_languages(fact.statement) or [f"<p>{_safe(fact.id)}</p>"]
    also = "".join(text.replace("<p", '<p class="also"', 1) for text in others)
    links = " ".join(_link(evidence) for evidence in fact.evidence)
    standing = _safe(" · ".join(_standing(fact)))
    return f'<li class="fact" id="f{mark}">{first}{also}<p class="note">{standing} · {links}</p></li>\n'


def _in_languages(texts: Mapping[str, str]) -> list[str]:
    return [f'<p lang="{_safe(code)}">{_safe(text)}</p>' for code, text in texts.items()]


def _standing(fact: Fact) -> list[str]:
    """Return how sure a fact is, when, and who says so."""
    parts = [fact.modality, "hedged" if fact.hedged else "", fact.when.edtf if fact.when else ""]
    if fact.speaker:
        parts.append(next(iter(fact.speaker.name.values())))
    return [part for part in parts if part]


def _link(evidence: Evidence) -> str:
    return f'<a href="#s{_safe(evidence.sentence.id)}">{_safe(str(evidence.sentence.number))}</a>'


HTML = Exporter("html", ".html", html_text, nothing)


# Markdown: the facts of each entity with their quotes, then the numbered text.


def markdown_text(base: FactBase) -> Iterator[str]:
    """Yield the document; every text of the base is escaped, so that it shows as it is."""
    yield f"# {escaped(_title(base))}\n\n## Facts\n"
    groups: dict[str, list[Fact]] = {}
    for fact in base.facts:
        groups.setdefault(fact.subject.id, []).append(fact)
    for entity in base.entities:
        if entity.id in groups:
            yield from _entity(entity, groups[entity.id])
    yield "\n## Text\n"
    for section, sentences in groupby(base.sentences, key=attrgetter("section")):
        yield f"\n### {escaped(section)}\n\n" if section else "\n"
        for sentence in sentences:
            yield f"{sentence.number}\\. {escaped(sentence.text)}\n\n"


def _entity(entity: Entity, facts: list[Fact]) -> Iterator[str]:
    yield f"\n### {escaped(next(iter(entity.name.values())))}\n\n"
    for fact in facts:
        statement = next(iter(fact.statement.values()), fact.id)
        yield f"- {escaped(statement)} ({', '.join(map(escaped, _standing(fact)))})\n"
        for evidence in fact.evidence:
            yield f"  - {evidence.sentence.number}: “{escaped(evidence.exact)}”\n"


MARKDOWN = Exporter("markdown", ".md", markdown_text, nothing)

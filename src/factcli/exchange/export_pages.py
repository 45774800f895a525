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
from factcli.language.messages import Messages, pick, read
from factcli.model import Inferred
from factcli.output.values import standing, when

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def html_text(base: FactBase, messages: Messages | None = None) -> Iterator[str]:
    """Yield the page in the language of some messages, by default in English; quotes stay in that of the text."""
    messages = messages or read("en")
    yield f'<!doctype html>\n<html lang="{messages.code}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{_safe(_title(base))}</title>\n<style>\n"
    with open(_STYLE, encoding="utf-8") as stream:
        yield stream.read()
    yield from _rules(base)
    yield "</style>\n</head>\n<body>\n"
    yield from _header(base, messages)
    yield f'<main>\n<article aria-label="{_safe(messages.say("text"))}">\n'
    yield from _article(base)
    yield f'</article>\n<section class="facts" aria-label="{_safe(messages.say("facts"))}">\n<ol>\n'
    yield from (_fact(mark, fact, messages) for mark, fact in enumerate(base.facts, 1))
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


def _header(base: FactBase, messages: Messages) -> Iterator[str]:
    yield f"<header>\n<h1>{_safe(_title(base))}</h1>\n"
    for source in base.sources:
        yield f'<p class="note">{_safe(_described(source, messages))}</p>\n'
    counted = f"{messages.count(len(base.facts), 'fact')} · {messages.count(len(base.sentences), 'sentence')}"
    yield f'<p class="note">{_safe(counted)}</p>\n</header>\n'


def _described(source: Source, messages: Messages) -> str:
    parts = [
        _stated_or_inferred(source.author),
        _stated_or_inferred(source.publisher),
        _stated_or_inferred(source.date),
        source.url,
        source.rights,
    ]
    inferred = [
        f"{messages.screen['properties'][name]} ({messages.say('inferred_fact')})"
        for name in ("title", "date")
        if isinstance(getattr(source, name), Inferred)
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


def _fact(mark: int, fact: Fact, messages: Messages) -> str:
    code, text = _stated(fact, messages)
    told = [_safe(part) for part in (when(fact, messages), standing(fact, messages)) if part]
    links = dict.fromkeys(_link(evidence, messages) for evidence in fact.evidence)
    note = " · ".join([*told, *links])
    return f'<li class="fact" id="f{mark}"><p lang="{_safe(code)}">{_safe(text)}</p><p class="note">{note}</p></li>\n'


def _stated(fact: Fact, messages: Messages) -> tuple[str, str]:
    """Return the statement of a fact in the language of the page, else in another, with the code of the language."""
    text = pick(fact.statement, messages.code)
    return next(
        (code for code, said in fact.statement.items() if said == text), messages.code
    ), text or fact.id


def _link(evidence: Evidence, messages: Messages) -> str:
    name = messages.say("sentence", number=evidence.sentence.number)
    return f'<a href="#s{_safe(evidence.sentence.id)}">{_safe(name)}</a>'


HTML = Exporter("html", ".html", html_text, nothing, spoken=True)


# Markdown: the facts of each entity with their quotes, then the numbered text.


def markdown_text(base: FactBase, messages: Messages | None = None) -> Iterator[str]:
    """Yield the document; every text of the base is escaped, so that it shows as it is."""
    messages = messages or read("en")
    yield f"# {escaped(_title(base))}\n\n## {messages.say('facts').capitalize()}\n"
    groups: dict[str, list[Fact]] = {}
    for fact in base.facts:
        groups.setdefault(fact.subject.id, []).append(fact)
    for entity in base.entities:
        if entity.id in groups:
            yield from _entity(entity, groups[entity.id], messages)
    yield f"\n## {messages.say('text').capitalize()}\n"
    for section, sentences in groupby(base.sentences, key=attrgetter("section")):
        yield f"\n### {escaped(section)}\n\n" if section else "\n"
        for sentence in sentences:
            yield f"{sentence.number}\\. {escaped(sentence.text)}\n\n"


def _entity(entity: Entity, facts: list[Fact], messages: Messages) -> Iterator[str]:
    yield f"\n### {escaped(pick(entity.name, messages.code))}\n\n"
    for fact in facts:
        told = [part for part in (when(fact, messages), standing(fact, messages)) if part]
        beside = f" ({', '.join(map(escaped, told))})" if told else ""
        yield f"- {escaped(_stated(fact, messages)[1])}{beside}\n"
        for evidence in fact.evidence:
            yield f"  - {evidence.sentence.number}: “{escaped(evidence.exact)}”\n"


MARKDOWN = Exporter("markdown", ".md", markdown_text, nothing, spoken=True)

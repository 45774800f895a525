"""Check names and texts for what a terminal or a shell must not meet."""

from __future__ import annotations

from unicodedata import category, name

from factcli.audit.findings import found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcli.audit.findings import Finding
    from factcli.model import Entity, Fact, FactBase, Relation

    Texts = Iterator[tuple[str, str]]  # key, text

_HIDDEN = frozenset(("Cc", "Cf", "Zl", "Zp", "Cs"))
_DASHES = "-‐‑‒–—−"


def check_wording(base: FactBase) -> Iterator[Finding]:
    """Yield what is wrong with the letters of names and texts; quotations are verbatim and left alone."""
    for entity in base.entities:
        yield from _names("entities", entity.id, _of_entity(entity))
        yield from _texts("entities", entity.id, _by_language("description", entity.description or {}))
    for relation in base.relations:
        yield from _names("relations", relation.id, _of_relation(relation))
    for fact in base.facts:
        yield from _texts("facts", fact.id, _of_fact(fact))


def hidden(text: str) -> str | None:
    """Return the first character that must not be shown, by its code point and name; None where all may."""
    if text.isprintable():
        return None
    character = next((c for c in text if category(c) in _HIDDEN), None)
    return character and f"U+{ord(character):04X} {name(character, 'control character')}"


def _names(table: str, document: str, names: Texts) -> Iterator[Finding]:
    for key, text in names:
        shown = ascii(text)
        if character := hidden(text):
            yield found("name-hidden", table, document, key, f"the name {shown} holds {character}")
        elif text != " ".join(text.split(" ")).strip() or "  " in text:
            yield found("name-space", table, document, key, f"the name {text!r} has superfluous spaces")
        if text.lstrip()[:1] and text.lstrip()[0] in _DASHES:
            yield found("name-dash", table, document, key, f"the name {shown} begins with a dash")


def _texts(table: str, document: str, texts: Texts) -> Iterator[Finding]:
    for key, text in texts:
        if character := hidden(text):
            yield found("text-hidden", table, document, key, f"the text holds {character}")


def _by_language(key: str, texts: Mapping[str, str]) -> Texts:
    return ((f"{key}.{language}", text) for language, text in texts.items())


def _of_entity(entity: Entity) -> Texts:
    yield from _by_language("name", entity.name)
    yield from ((f"aliases.{at}", alias) for at, alias in enumerate(entity.aliases))


def _of_relation(relation: Relation) -> Texts:
    for prefix, side in (("", relation), ("inverse.", relation.inverse)):
        if side:
            yield from _by_language(f"{prefix}label", side.label)
            for language, phrases in side.phrases.items():
                yield from ((f"{prefix}phrases.{language}.{at}", phrase) for at, phrase in enumerate(phrases))


def _of_fact(fact: Fact) -> Texts:
    yield from _by_language("statement", fact.statement)
    words = getattr(fact.value, "text", None)
    yield from _by_language("value.text", words or {})
    if fact.derived:
        yield "derived", fact.derived

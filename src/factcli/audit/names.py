"""Check names: evidence must mention whoever a statement mentions, and no name may harm a terminal or a shell."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import category, name

from factcli._dataclass import dataclass
from factcli.audit.findings import make_finding
from factcli.escape import HIDDEN
from factcli.text import tokens, words
from factcli.texts.identify import language_of, telling_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from factcli.audit.findings import Finding
    from factcli.model import Entity, Fact, FactBase, Relation

    Texts = Iterator[tuple[str, str]]  # key, text


_SHORT = 3
_REMEMBERED = 1000  # texts; those of one fact are looked at several times


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A name in a text: where it is, and the ids of the entities with that name."""

    start: int
    end: int
    entities: frozenset[str]


class NameFinder:
    """Look up the names of entities by their folded words."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Take their names and aliases."""
        self._bearers: dict[tuple[str, ...], dict[str, set[str]]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._found: dict[str, tuple[NamedEntity, ...]] = {}
        for entity in entities:
            self.add(entity)

    def add(self, entity: Entity) -> None:
        """Take one more entity."""
        self._found.clear()
        for called in entity.names:
            if folded := tuple(words(called)):
                self._bearers.setdefault(folded, {}).setdefault(called, set()).add(entity.id)
                self._lengths.setdefault(folded[0], set()).add(len(folded))

    def forget(self, entity: Entity) -> None:
        """Leave out an entity that was added."""
        self._found.clear()
        for called in entity.names:
            if folded := tuple(words(called)):
                self._bearers[folded][called].discard(entity.id)

    def find(self, text: str) -> tuple[NamedEntity, ...]:
        """Return the names in a text, the longest at each place, without overlap.

        A name written with capitals must have capitals in the text too: US is not "us".
        """
        if text not in self._found:
            if len(self._found) > _REMEMBERED:
                self._found.clear()
            self._found[text] = tuple(self._search(text))
        return self._found[text]

    def _search(self, text: str) -> Iterator[NamedEntity]:
        said = tokens(text)
        words = [token.word for token in said]
        at = 0
        while at < len(said):
            for length in sorted(self._lengths.get(words[at], ()), reverse=True):
                if at + length > len(said):
                    continue
                start, end = said[at].start, said[at + length - 1].end
                if bearers := self._written(tuple(words[at : at + length]), text[start:end]):
                    yield NamedEntity(start, end, bearers)
                    at += length - 1
                    break
            at += 1

    def _written(self, words: tuple[str, ...], text: str) -> frozenset[str]:
        written = self._bearers.get(words, {})
        return frozenset(bearer for name in written if _as_written(name, text) for bearer in written[name])


def _as_written(name: str, text: str) -> bool:
    """Return True if a text is written like a name, as far as capitals distinguish a name from a word."""
    if not any(character.isupper() for character in name):
        return True
    if len(name) <= _SHORT and name.isupper():
        return text.isupper()
    return any(character.isupper() for character in text)


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length with some spans masked, so that no number is read in a name."""
    for start, end in spans:
        text = text[:start] + "x" * (end - start) + text[end:]
    return text


# Mentions: the evidence mentions every entity that the fact mentions, under any of its names.

_LEAST_ROOT = 5  # Europe and européenne, Paris and parisien
_AFTER_END = re.compile(r"(?:^|[.!?…:]\s*|[«“\"]\s*)$")


class MentionCheck:
    """Check the names of facts; a derived fact may also mention what the facts it follows from mention."""

    def __init__(self, names: NameFinder, facts: Mapping[str, Fact]) -> None:
        """Keep the names and the facts of the base, by id."""
        self._names, self._facts = names, facts

    def check(self, fact: Fact, sources: Iterable[Fact] = ()) -> Iterator[Finding]:
        """Yield names in a fact that are not in its evidence; `sources` are the facts it is derived from."""
        spans = [entry.exact for each in (fact, *sources) for entry in each.evidence]
        shown = {bearer for span in spans for named in self._names.find(span) for bearer in named.entities}
        shown |= self._inside(spans, fact)
        missing: set[str] = set()
        for key, entity in _roles(fact):
            if entity.id not in shown and entity.id not in missing:
                missing.add(entity.id)
                message = f"no evidence of the fact names {next(iter(entity.name.values()))!r}"
                yield make_finding("claim-name", "facts", fact.id, key, message)
        for language, text in fact.statement.items():
            yield from self._check_statement(fact, language, text, shown | missing)
        yield from self._check_unknown(fact, spans)

    def _inside(self, spans: list[str], fact: Fact) -> set[str]:
        """Return the entities of the fact whose name is inside a longer name of its evidence."""
        folded = [f" {' '.join(words(span))} " for span in spans]
        return {
            entity.id
            for _, entity in _roles(fact)
            for name in entity.names
            if words(name) and any(f" {' '.join(words(name))} " in span for span in folded)
        }

    def _check_statement(self, fact: Fact, language: str, text: str, shown: set[str]) -> Iterator[Finding]:
        for named in self._names.find(text):
            if not named.entities & shown:
                message = f"no evidence of the fact names {text[named.start : named.end]!r}"
                yield make_finding("claim-name", "facts", fact.id, f"statement.{language}", message)

    def _check_unknown(self, fact: Fact, spans: list[str]) -> Iterator[Finding]:
        """Look for names that are not in the base, if statement and evidence are in the same language."""
        language = fact.evidence[0].sentence.source.language
        text = fact.statement.get(language, "")
        known = [(named.start, named.end) for named in self._names.find(text)]
        said = [token.word for span in spans for token in tokens(span)]
        for token in tokens(text):
            written = text[token.start : token.end]
            if not written[0].isupper() or _AFTER_END.search(text[: token.start]):
                continue
            if any(start <= token.start < end for start, end in known) or _stands_for(token.word, said):
                continue
            message = f"neither the evidence nor the base mentions {written!r}"
            yield make_finding("claim-unknown-name", "facts", fact.id, f"statement.{language}", message)


def _roles(fact: Fact) -> Iterator[tuple[str, Entity]]:
    yield "subject", fact.subject
    if fact.object:
        yield "object", fact.object
    if fact.speaker:
        yield "speaker", fact.speaker


def _stands_for(word: str, said: list[str]) -> bool:
    """Return True if a word is among the words, shares a root with one, or consists of their initials."""
    if word in said or (len(word) >= _LEAST_ROOT and any(other.startswith(word[:-1]) for other in said)):
        return True
    initials = "".join(other[0] for other in said)
    return len(word) > 1 and word in initials


# Order: a statement that joins two names with the words of the evidence joins them in the same order.

_LEAST_JOINING = 4  # letters of a word that says what happens; shorter ones (by, par, de) stand anywhere


def check_order(fact: Fact, names: NameFinder) -> Iterator[Finding]:
    """Yield statements in which subject and object have changed places, in the language of the evidence.

    Only what is certain counts: both are named once in statement and evidence, and every telling word between them in
    the statement is also between them in the evidence.
    """
    if fact.object is None:
        return
    pair = {fact.subject.id, fact.object.id}
    for entry in fact.evidence:
        language = entry.sentence.source.language
        said = _between(fact.statement.get(language, ""), pair, names)
        shown = _between(entry.exact, pair, names)
        if said and shown and said[0] != shown[0] and said[1] and said[1] <= shown[1]:
            message = f"the evidence has {entry.exact!r}"
            yield make_finding("claim-order", "facts", fact.id, f"statement.{language}", message)
            return


def _between(text: str, pair: set[str], names: NameFinder) -> tuple[str, frozenset[str]] | None:
    """Return which of two entities is named first, and the telling words up to the other; None if not once each."""
    found = [(named, named.entities & pair) for named in names.find(text) if named.entities & pair]
    if len(pair) == 1 or len(found) != len(pair) or any(len(bearers) != 1 for _, bearers in found):
        return None
    (first, bearers), (second, others) = found
    if bearers == others:
        return None
    joining = words(text[first.end : second.start])
    return min(bearers), frozenset(word for word in joining if len(word) >= _LEAST_JOINING)


def check_languages(fact: Fact) -> Iterator[Finding]:
    """Yield statements that are clearly in another language than their key says."""
    for language, text in fact.statement.items():
        known = _telling_words()
        told = language_of(text, known) if language in known else None
        if told not in (language, None):
            message = f"it is stored under {language} and reads like {told}"
            yield make_finding("claim-language", "facts", fact.id, f"statement.{language}", message)


@cache
def _telling_words() -> dict[str, frozenset[str]]:
    return telling_words()


# Characters that must not reach a terminal or a shell.

_DASHES = "-‐‑‒–—−"


def check_wording(base: FactBase) -> Iterator[Finding]:
    """Yield what is wrong with the characters of names and texts; quotations are verbatim and not checked."""
    for entity in base.entities:
        yield from _names("entities", entity.id, _of_entity(entity))
        yield from _texts("entities", entity.id, _by_language("description", entity.description or {}))
    for relation in base.relations:
        yield from _names("relations", relation.id, _of_relation(relation))
    for fact in base.facts:
        yield from _texts("facts", fact.id, _of_fact(fact))


def hidden(text: str) -> str | None:
    """Return the first character that must not be shown, by its code point and name; None if all may."""
    if text.isprintable():
        return None
    character = next((c for c in text if category(c) in HIDDEN), None)
    return character and f"U+{ord(character):04X} {name(character, 'control character')}"


def _names(table: str, document: str, names: Texts) -> Iterator[Finding]:
    for key, text in names:
        shown = ascii(text)
        if character := hidden(text):
            yield make_finding("name-hidden", table, document, key, f"the name {shown} contains {character}")
        elif text != " ".join(text.split(" ")).strip() or "  " in text:
            yield make_finding("name-space", table, document, key, f"the name {text!r} has extra spaces")
        if text.lstrip()[:1] and text.lstrip()[0] in _DASHES:
            yield make_finding("name-dash", table, document, key, f"the name {shown} begins with a dash")


def _texts(table: str, document: str, texts: Texts) -> Iterator[Finding]:
    for key, text in texts:
        if character := hidden(text):
            yield make_finding("text-hidden", table, document, key, f"the text contains {character}")


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

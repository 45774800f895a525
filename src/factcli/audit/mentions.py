"""Check that everybody a fact names is named by its evidence, under whatever name."""

from __future__ import annotations

import re

from factcli.audit.findings import found
from factcli.text import tokens, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from factcli.audit.findings import Finding
    from factcli.audit.names import Names
    from factcli.model import Entity, Fact

_LEAST_ROOT = 5  # Europe and européenne, Paris and parisien
_AFTER_END = re.compile(r"(?:^|[.!?…:]\s*|[«“\"]\s*)$")


class MentionCheck:
    """Check the names of facts; a derived fact may also name what the facts it follows from show."""

    def __init__(self, names: Names, facts: Mapping[str, Fact]) -> None:
        """Keep the names and the facts of the base, by id."""
        self._names, self._facts = names, facts

    def check(self, fact: Fact, sources: Iterable[Fact] = ()) -> Iterator[Finding]:
        """Yield whom a fact names and its evidence does not; `sources` are the facts it is derived from."""
        spans = [entry.exact for each in (fact, *sources) for entry in each.evidence]
        shown = {bearer for span in spans for named in self._names.find(span) for bearer in named.entities}
        shown |= self._inside(spans, fact)
        missing: set[str] = set()
        for key, entity in _roles(fact):
            if entity.id not in shown and entity.id not in missing:
                missing.add(entity.id)
                message = f"no evidence of the fact names {_label(entity)!r}"
                yield found("claim-name", "facts", fact.id, key, message)
        for language, text in fact.statement.items():
            yield from self._check_statement(fact, language, text, shown | missing)
        yield from self._check_unknown(fact, spans)

    def _inside(self, spans: list[str], fact: Fact) -> set[str]:
        """Return the entities of the fact whose name lies inside a longer name of its evidence."""
        folded = [f" {' '.join(words(span))} " for span in spans]
        return {
            entity.id
            for _, entity in _roles(fact)
            for name in (*entity.name.values(), *entity.aliases)
            if words(name) and any(f" {' '.join(words(name))} " in span for span in folded)
        }

    def _check_statement(self, fact: Fact, language: str, text: str, shown: set[str]) -> Iterator[Finding]:
        for named in self._names.find(text):
            if not named.entities & shown:
                message = f"no evidence of the fact names {text[named.start : named.end]!r}"
                yield found("claim-name", "facts", fact.id, f"statement.{language}", message)

    def _check_unknown(self, fact: Fact, spans: list[str]) -> Iterator[Finding]:
        """Look for names of nobody in the base, where statement and evidence are of one language."""
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
            message = f"neither the evidence nor the base names {written!r}"
            yield found("claim-unknown-name", "facts", fact.id, f"statement.{language}", message)


def _roles(fact: Fact) -> Iterator[tuple[str, Entity]]:
    yield "subject", fact.subject
    if fact.object:
        yield "object", fact.object
    if fact.speaker:
        yield "speaker", fact.speaker


def _label(entity: Entity) -> str:
    return next(iter(entity.name.values()))


def _stands_for(word: str, said: list[str]) -> bool:
    """Tell whether a word is among the words said, has its root in one, or is made of their first letters."""
    if word in said or (len(word) >= _LEAST_ROOT and any(other.startswith(word[:-1]) for other in said)):
        return True
    initials = "".join(other[0] for other in said)
    return len(word) > 1 and word in initials

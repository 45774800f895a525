"""Check the reasons of derived facts: which facts each follows from, and why."""

from __future__ import annotations

import re

from factcli.audit.findings import found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcli.audit.findings import Finding
    from factcli.model import Fact

_LEAST_REASON = 3  # words besides the ids
_SEPARATORS = re.compile(r"[\s,;:()\[\]\"'«»“”]+")


def named_facts(fact: Fact, facts: Mapping[str, Fact]) -> list[Fact]:
    """Return the facts that the reason of a derived fact names, itself left out."""
    words = [word.rstrip(".") for word in _SEPARATORS.split(fact.derived or "")]
    return [facts[word] for word in dict.fromkeys(words) if word in facts and word != fact.id]


def check_derivation(fact: Fact, facts: Mapping[str, Fact]) -> Iterator[Finding]:
    """Yield what is missing in the reason of a derived fact."""
    if fact.derived is None:
        return
    named = named_facts(fact, facts)
    if not named:
        message = f"{fact.derived!r} names no fact of the base"
        yield found("derived-unfounded", "facts", fact.id, "derived", message)
        return
    words = [word for word in _SEPARATORS.split(fact.derived) if word.rstrip(".") not in facts]
    if sum(any(character.isalpha() for character in word) for word in words) < _LEAST_REASON:
        yield found("derived-reason", "facts", fact.id, "derived", f"{fact.derived!r} gives no reason")

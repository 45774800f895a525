"""Keep the questions a base did not answer, for its curator: a file of JSON lines that is written only if asked for.

A line is a refused question with the facts closest to it, or what a curator decided about one: the words of a question
may be a wording of the relation of a fact that was close to it.
"""

from __future__ import annotations

import os

from factcli._dataclass import dataclass
from factcli.curation.edit import RelationRequest, edit_relation
from factcli.errors import InputOutputProblem, UsageProblem
from factcli.strict_json import scan_unbounded
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from factcli.model import Fact, FactBase

MOST_CHOICES = 5  # relations that are offered for one question
_OPEN = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
_HINT = "give a file you may write to"


def append(path: str, record: Mapping[str, Any]) -> None:
    """Add a line to a log, which only its owner may read if it is new. Raises `InputOutputProblem`."""
    from json import dumps

    line = (dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "replace")
    try:
        handle = os.open(path, _OPEN, 0o600)
        try:
            os.write(handle, line)  # one call, so that lines of several programs do not mix
        finally:
            os.close(handle)
    except OSError as error:
        raise InputOutputProblem(f"{path}: {error.strerror}", _HINT) from None


@dataclass(frozen=True, slots=True)
class Choice:
    """A relation that the words of a question may ask for, and the fact that was close; `inverse`: from its object."""

    fact: Fact
    inverse: bool


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was not answered, its words besides names, and the relations they may be a wording of."""

    question: str
    language: str
    words: str
    choices: tuple[Choice, ...]


def offers(path: str, base: FactBase) -> list[Unanswered]:
    """Return what a log has to offer for a base: each question once, without those that were decided about.

    Relations of what a question named come first.

    Raises `InputOutputProblem` for a file that cannot be read, `UsageProblem` for one that is no log.
    """
    facts = {fact.id: fact for fact in base.facts}
    found: dict[str, Unanswered] = {}
    for record in _records(path):
        place = f"{record['lang']} {key(record['question'])}"
        if "decided" in record:
            found.pop(place, None)
            continue
        own = record["base"] == base.name
        close = [facts[name] for name in record["closest"] if own and name in facts]
        choices: dict[tuple[str, bool], Choice] = {}
        for fact in sorted(close, key=lambda fact: _side(fact, record["entities"]) is None):
            inverse = _side(fact, record["entities"]) == "object" and fact.relation.inverse is not None
            choices.setdefault((fact.relation.id, inverse), Choice(fact, inverse))
        if record["words"] and choices:
            listed = tuple(choices.values())[:MOST_CHOICES]
            found.setdefault(place, Unanswered(record["question"], record["lang"], record["words"], listed))
    return list(found.values())


def _side(fact: Fact, entities: Sequence[str]) -> str | None:
    """Return which end of a fact a question named, None if neither."""
    if fact.subject.id in entities:
        return "subject"
    return "object" if fact.object is not None and fact.object.id in entities else None


def take(base: str, log: str, offer: Unanswered, choice: Choice, words: str) -> None:
    """Add the words to the wordings of a relation of the base at this path, and note that this is decided."""
    phrases = {offer.language: [words]}
    request = RelationRequest(inverse_phrases=phrases) if choice.inverse else RelationRequest(phrases=phrases)
    edit_relation(base, choice.fact.relation.id, request)
    append(log, {"question": offer.question, "lang": offer.language, "decided": choice.fact.relation.id})


def drop(log: str, offer: Unanswered) -> None:
    """Note that a question is not to be offered again."""
    append(log, {"question": offer.question, "lang": offer.language, "decided": None})


_KEYS = {"question": str, "lang": str}
_REFUSED: dict[str, type] = {**_KEYS, "words": str, "base": str, "entities": list, "closest": list}


def _records(path: str) -> Iterator[dict[str, Any]]:
    try:
        with open(path, encoding="utf-8") as file:
            lines: Sequence[str] = file.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputOutputProblem(f"{path}: {reason}", "give a file that 'ask --log' wrote") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                record, end = scan_unbounded(line.strip(), 0)
            except ValueError:
                record, end = None, 0
            wanted = _KEYS if isinstance(record, dict) and "decided" in record else _REFUSED
            if (
                end != len(line.strip())
                or not isinstance(record, dict)
                or not all(isinstance(record.get(name), kind) for name, kind in wanted.items())
            ):
                raise UsageProblem(
                    f"{path}: line {number} is no logged question", "give a file that 'ask --log' wrote"
                )
            yield record

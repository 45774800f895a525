"""The JSON that scripts read: the envelope of a command and the records in it. Its keys are stable.

Every function returns plain dictionaries of JSON values, in the order of the documented envelope.
"""

from __future__ import annotations

from itertools import islice

from factcli._dataclass import dataclass
from factcli.errors import UsageProblem
from factcli.language.messages import pick

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from factcli.index.query import Index
    from factcli.language.messages import Messages
    from factcli.model import Entity, Evidence, Fact, Inferred, Sentence, Value
    from factcli.questions.result import Answer, Closest, Made, Outcome, Plan, Reading, Suggestion, Trace


SCHEMA_VERSION = 1
_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.~")
_UNQUOTED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+,")


def envelope(outcome: Outcome, command: str) -> dict[str, Any]:
    """Return the envelope of a question command, whatever the outcome; the answers are filled in later."""
    return {
        "schema_version": SCHEMA_VERSION,
        "command": command,
        "query": {"text": outcome.text, "lang": outcome.language, "reading": reading(outcome.reading)},
        "status": outcome.status,
        "card": outcome.card,
        "answers": [],
        "closest": [near(each) for each in outcome.closest],
        "shortfall": shortfall(*outcome.shortfall) if outcome.shortfall is not None else None,
        "suggestions": [suggestion(each) for each in outcome.suggestions],
    }


def shortfall(why: str, near: Answer) -> dict[str, Any]:
    """Return why the nearest fact does not bear out a claim, or settle a yes/no question."""
    return {"why": why, "fact": near.fact.id}


def list_envelope(command: str, language: str, key: str) -> dict[str, Any]:
    """Return the envelope of a list command; its records are filled in later under `key`, `answers` or `items`."""
    query = {"text": "", "lang": language, "reading": None}
    return {
        "schema_version": SCHEMA_VERSION,
        "command": command,
        "query": query,
        "status": "answered",
        key: [],
        "suggestions": [],
    }


def reading(understood: Reading) -> dict[str, Any]:
    """Return how a question was understood."""
    relation = understood.relation
    return {
        "answer_kind": understood.answer_kind,
        "entities": [
            {"id": each.id, "mention": each.mention, "match": each.match, "score": round(each.score, 4)}
            for each in understood.entities
        ],
        "relation": {"id": relation.id, "mention": relation.mention} if relation else None,
        "unmatched": list(understood.unmatched),
        "constraints": [
            {"text": each.text, "status": each.status, "fact": each.fact.id if each.fact else None}
            for each in understood.constraints
        ],
        "plan": _plan(understood.plan) if understood.plan else None,
    }


def _plan(found: Plan) -> dict[str, Any]:
    """Return how several facts make one answer, step by step."""
    steps = [
        {
            "operation": each.operation,
            "relation": each.relation,
            "inverse": each.inverse,
            "names": list(each.names),
            "words": each.words,
            "left": each.left,
        }
        for each in found.steps
    ]
    return {"operation": found.operation, "steps": steps}


def near(each: Closest) -> dict[str, Any]:
    """Return a sentence near a question that is not answered, with the facts in it that hold words of the question."""
    sentence = each.sentence
    return {
        "source": sentence.source.id,
        "base": each.base,
        "sentence": sentence.number,
        "quote": sentence.text,
        "facts": [fact.id for fact in each.facts],
        "score": round(each.score, 4),
    }


def suggestion(each: Suggestion) -> dict[str, Any]:
    """Return what to ask next, its command ready to paste into a shell."""
    return {"label": each.label, "command": command_line(each.command, *each.words)}


def command_line(command: str, *words: str) -> str:
    """Return a factcli command line, quoted for a shell."""
    return " ".join(["factcli", command, *map(shell_word, words)])


def shell_word(word: str) -> str:
    """Return a word as bash, zsh and fish read it, quoted where it must be."""
    if (
        word
        and not word.startswith("-")
        and all(c in _UNQUOTED or (c > "\x7f" and c.isalnum()) for c in word)
    ):
        return word
    return "'" + word.replace("'", "'\"'\"'") + "'"


def answer(given: Answer, messages: Messages, kind: str | None = None) -> dict[str, Any]:
    """Return one fact with its citation; `answer` is the short answer to a question of this kind."""
    fact = given.fact
    citations = [citation(each) for each in fact.evidence]
    plain = {
        "fact": fact.id,
        "base": given.base,
        "answer": short(fact, messages, inverse=given.inverse, kind=kind),
        "statement": pick(fact.statement, messages.code),
        "subject": entity(fact.subject, messages.code),
        "relation": {"id": fact.relation.id, "label": pick(fact.relation.label, messages.code)},
        "hedged": fact.hedged,
        "object": entity(fact.object, messages.code) if fact.object else None,
        "value": value(fact.value) if fact.value else None,
        "modality": fact.modality,
        "speaker": _entity_reference(fact.speaker, messages.code) if fact.speaker else None,
        "when": fact.when.edtf if fact.when else None,
        "when_resolved": _resolved(fact),
        "derived": fact.derived,
        "derived_from": [],
        "score": round(given.score, 4),
        "citation": citations[0],
        "more_citations": citations[1:],
    }
    return plain if given.made is None else plain | _made(given.made, messages)


def _made(made: Made, messages: Messages) -> dict[str, Any]:
    """Return what an answer of several facts has in place of what its first fact says."""
    from factcli.model import Entity, Quantity

    held = made.value
    valued = None
    if not isinstance(held, bool | Entity):
        valued = Quantity(held, "") if isinstance(held, int) else held
    cited = {(each.sentence.id, each.exact): each for fact in made.facts for each in fact.evidence}
    citations = [citation(each) for each in cited.values()]
    sure = max(made.facts, key=lambda fact: _DOUBT.index(fact.modality))
    return {
        "answer": made_short(made, messages),
        "statement": made_statement(made, messages),
        "object": entity(held, messages.code) if isinstance(held, Entity) else None,
        "value": value(valued) if valued is not None else None,
        "hedged": any(fact.hedged for fact in made.facts),
        "modality": sure.modality,
        "speaker": _entity_reference(sure.speaker, messages.code)
        if sure.speaker and sure.modality == "reported"
        else None,
        "when": None,
        "when_resolved": None,
        "derived_from": [fact.id for fact in made.facts],
        "citation": citations[0],
        "more_citations": citations[1:],
    }


_DOUBT = ("asserted", "reported", "denied", "planned", "hedged")  # the more doubtful, the later


def made_short(made: Made, messages: Messages) -> str:
    """Return the short answer that several facts make: yes or no, digits, a name, a value."""
    from factcli.model import Entity
    from factcli.output.values import shown

    held = made.value
    if isinstance(held, bool):
        return messages.say("yes" if held else "no")
    if isinstance(held, int):
        return str(held)
    return pick(held.name, messages.code) if isinstance(held, Entity) else shown(held, messages)


def made_statement(made: Made, messages: Messages) -> str:
    """Return in words what an answer of several facts stands on: the names that were counted, or the statements."""
    if made.counted:
        names = ", ".join(pick(each.name, messages.code) for each in made.counted)
        return messages.say("counted", count=len(made.counted), names=names)
    return " ".join(dict.fromkeys(pick(fact.statement, messages.code) for fact in made.facts))


def short(fact: Fact, messages: Messages, *, inverse: bool = False, kind: str | None = None) -> str:
    """Return the short answer of a fact: a name, an amount, a date, a clause.

    A question for a time is answered by the fact's date if the fact states something else at that date.
    """
    if kind == "time" and fact.when is not None and fact.relation.kind != "time":
        from factcli.output.values import when

        return when(fact, messages)
    if inverse:
        return pick(fact.subject.name, messages.code)
    if fact.object:
        return pick(fact.object.name, messages.code)
    if fact.value:
        from factcli.output.values import shown

        return shown(fact.value, messages)
    return pick(fact.statement, messages.code)


def entity(thing: Entity, language: str) -> dict[str, Any]:
    """Return an entity with its name in one language."""
    return {"id": thing.id, "label": pick(thing.name, language), "kind": thing.kind}


def _entity_reference(thing: Entity, language: str) -> dict[str, Any]:
    return {"id": thing.id, "label": pick(thing.name, language)}


def _resolved(fact: Fact) -> dict[str, Any] | None:
    if fact.when is None or fact.when.resolved is None:
        return None
    return {"edtf": fact.when.resolved, "basis": fact.when.basis}


def value(held: Value) -> dict[str, Any]:
    """Return a typed value as the base writes it."""
    name = type(held).__name__
    if name == "Text":
        return {"type": "text", "text": dict(held.text)}  # type: ignore[union-attr]
    if name == "Date":
        return {"type": "date", "edtf": held.edtf}  # type: ignore[union-attr]
    unit = "currency" if name == "Money" else "unit"
    found = {"type": name.lower(), "amount": held.amount, unit: getattr(held, unit)}  # type: ignore[union-attr]
    return found | {"approximate": True} if held.approximate else found  # type: ignore[union-attr]


def citation(evidence: Evidence) -> dict[str, Any]:
    """Return the sentence and the span of it that supports a fact; offsets count code points of the source.

    `exact_start` and `exact_end` are null if the sentence does not contain the quoted span.
    """
    sentence, at = evidence.sentence, evidence.offset
    stands = at >= 0
    return {
        "source": sentence.source.id,
        "sentence": sentence.number,
        "quote": sentence.text,
        "exact": evidence.exact,
        "start": sentence.start,
        "end": sentence.end,
        "exact_start": sentence.start + at if stands else None,
        "exact_end": sentence.start + at + len(evidence.exact) if stands else None,
        "lang": sentence.source.language,
        "url": sentence.source.url,
        "link": link(sentence),
    }


def link(sentence: Sentence) -> str | None:
    """Return the address of a sentence (that of its source, with a text fragment), or None if it is not online.

    After "URL Fragment Text Directives" (WICG): the browser scrolls to the text and marks it.
    """
    url = sentence.source.url
    if not url or not url.startswith(("https://", "http://")):
        return None
    return deep_link(url, sentence.text)


_LONGEST_FRAGMENT = 100  # characters of a quote that go into a link; a longer one is given by its ends
_ENDS = 4  # words at each end of a long quote


def deep_link(url: str, text: str) -> str:
    """Return the address of a text in a page: “Text Fragments” (WICG), which browsers scroll to and mark."""
    words = text.split()
    parts = [text] if len(text) <= _LONGEST_FRAGMENT else [" ".join(words[:_ENDS]), " ".join(words[-_ENDS:])]
    directive = ",".join(_percent_encoded(part) for part in parts)
    if ":~:" in url:
        return f"{url}&text={directive}"  # an address that was copied with a directive of its own
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _percent_encoded(text: str) -> str:
    """Return a text for a directive, where "-" and "," have a meaning: RFC 3986 without loading urllib."""
    return "".join(
        chr(byte) if chr(byte) in _UNRESERVED else f"%{byte:02X}"
        for byte in text.encode("utf-8", "surrogatepass")
    )


def trace(step: Trace) -> dict[str, Any]:
    """Return one candidate reading with its score."""
    return {
        "entity": step.entity,
        "mention": step.mention,
        "match": step.match,
        "relation": step.relation,
        "inverse": step.inverse,
        "leftover": list(step.leftover),
        "score": round(step.score, 4),
        "parts": {name: round(share, 4) for name, share in step.parts},
    }


def plain(stated: str | Inferred | None) -> Any:
    """Return what a source says about itself: null, a text, or an inferred value with its reason."""
    if stated is None or isinstance(stated, str):
        return stated
    return {"value": stated.value, "inferred": stated.why}


# Fields of a record, chosen by name: the keys of an answer, and those of its citation.

CITED = (
    "source",
    "sentence",
    "quote",
    "exact",
    "start",
    "end",
    "exact_start",
    "exact_end",
    "lang",
    "url",
    "link",
)
ANSWER_FIELDS = (
    *("fact", "base", "answer", "statement", "subject", "relation", "hedged", "object", "value", "modality"),
    *("speaker", "when", "when_resolved", "derived", "derived_from", "score", "citation", "more_citations"),
)


def narrowed(record: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """Return a record with only these fields, in this order; the whole record if none are named."""
    if not fields:
        return record
    return {name: field(record, name) for name in fields}


def field(record: dict[str, Any], name: str) -> Any:
    """Return one field of a record; the fields of its citation can be named directly."""
    if name not in record and "citation" in record and name in CITED:
        return record["citation"][name]
    return record[name]


def check(fields: tuple[str, ...], known: Iterable[str]) -> None:
    """Raise UsageProblem for an unknown field."""
    listed = list(known)
    for name in fields:
        if name not in listed:
            raise UsageProblem(f"unknown field {name!r}", f"choose from: {', '.join(listed)}")


def as_text(value: Any) -> str:
    """Return a field as one cell: names for entities, empty for null, commas between several values."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        for key in ("label", "quote", "edtf", "id"):
            if isinstance(value.get(key), str):
                return str(value[key])
        return ", ".join(as_text(each) for each in value.values())
    if isinstance(value, list | tuple):
        return ", ".join(as_text(each) for each in value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@dataclass(frozen=True, slots=True)
class Listed:
    """Facts of one base, by number, in order; `load` reads the fact with a number."""

    base: str
    numbers: Sequence[int]
    load: Callable[[int], Fact]


class Facts:
    """Facts of several bases as one sequence; each is read when it is needed."""

    def __init__(self, parts: Sequence[Listed], limit: int | None = None) -> None:
        """Keep at most `limit` of them; None and 0 keep all."""
        self._parts = parts
        self._count = sum(len(part.numbers) for part in parts)
        if limit:
            self._count = min(limit, self._count)

    def __len__(self) -> int:
        """Count the facts."""
        return self._count

    def first(self, drawn: int) -> list[tuple[str, Fact]]:
        """Return the first facts, each with the name of its base; 0 for all."""
        return list(islice(self._load(), drawn or None))

    def rows(self, messages: Messages) -> Iterable[dict[str, Any]]:
        """Yield every fact in the shape of an answer."""
        from factcli.questions.result import Answer

        for base, fact in self._load():
            yield answer(Answer(fact, base, 1.0), messages)

    def _load(self) -> Iterator[tuple[str, Fact]]:
        found = ((part.base, part.load(number)) for part in self._parts for number in part.numbers)
        return islice(found, self._count)


_AT_ONCE = 400  # entities whose facts are counted at once


class EntityItems:
    """The entities of the bases as items, of one kind if one is given; each is read when it is needed."""

    def __init__(
        self, bases: Sequence[Index], kind: str | None, language: str, limit: int | None = None
    ) -> None:
        """Keep at most `limit` of them; None and 0 keep all."""
        self._language = language
        self._parts: list[tuple[Index, Sequence[int]]] = []
        left = limit or 0
        for index in bases:
            numbers = index.entity_numbers(kind, left)
            self._parts.append((index, numbers))
            left -= len(numbers)
            if limit and not left:
                break

    def __len__(self) -> int:
        """Count them without reading any."""
        return sum(len(numbers) for _, numbers in self._parts)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield each, some hundred at a time."""
        for index, numbers in self._parts:
            for at in range(0, len(numbers), _AT_ONCE):
                part = numbers[at : at + _AT_ONCE]
                for number, facts in zip(part, index.facts_of(part), strict=True):
                    yield self._item(index, number, facts)

    def __getitem__(self, at: slice) -> list[dict[str, Any]]:
        """Return the first ones."""
        return list(islice(self, at.stop))

    def _item(self, index: Index, number: int, facts: int) -> dict[str, Any]:
        thing = index.entity(number)
        return {
            "id": thing.id,
            "base": index.name,
            "name": pick(thing.name, self._language),
            "kind": thing.kind,
            "names": dict(thing.name),
            "aliases": list(thing.aliases),
            "description": pick(thing.description, self._language) or None,
            "facts": facts,
        }

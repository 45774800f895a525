"""Reports hold what to show: the envelope for scripts and the page for people. Formats decide how.

A format takes a report and the screen it is for. Records and page are made only when it asks for them: a script
pays for no page, and a listing of a million facts never stands in memory.
"""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.language.messages import pick
from factcli.languages import codes
from factcli.output import envelope as shapes
from factcli.questions.result import CONTRADICTED, EXCLUDED, NOT_STATED, SUPPORTED, UNKNOWN
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from factcli.index.query import Index
    from factcli.language.messages import Messages
    from factcli.model import Entity
    from factcli.output.blocks import Block
    from factcli.output.envelope import EntityItems, Facts
    from factcli.questions.result import Answer, EntityMention, Outcome


ANSWERS, ITEMS = "answers", "items"
ANSWER_COLUMNS = (
    "answer",
    "statement",
    "modality",
    "when",
    "source",
    "sentence",
    "quote",
    *("speaker", "hedged"),
)
DRAWN_ROWS = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What a command found.

    `envelope` is the JSON object without its records: `rows()` yields them, `count` is their number, and they
    belong under the key `records`. `columns` are the fields that plain and csv show. `draw(limit)` returns the
    blocks of the screen; a `long` one may be paged. `notes` go to standard error; `sentence` is written if there
    are no records. `explain()` returns how a question was understood, if requested, for formats that write only
    records.
    """

    envelope: dict[str, Any]
    rows: Callable[[], Iterable[dict[str, Any]]]
    count: int
    draw: Callable[[int], Sequence[Block]]
    messages: Messages
    records: str = ANSWERS
    columns: tuple[str, ...] = ANSWER_COLUMNS
    sentence: str = ""
    notes: tuple[str, ...] = ()
    long: bool = False
    explain: Callable[[], Sequence[str]] | None = None


NARROWEST, USUAL = 20, 80  # columns


@dataclass(frozen=True, slots=True)
class Screen:
    """The facts a format needs of its reader, and what was asked to be shown.

    `width` counts columns, `rows` is how many rows of a table are drawn (0: all), `fields` narrows the
    records, `utf8` says whether every letter can be written, `links` whether OSC 8 hyperlinks are understood,
    `numbered` whether a row can be opened by its number.
    """

    width: int = USUAL
    rows: int = 0
    fields: tuple[str, ...] = ()
    styled: bool = False
    color: bool = False
    utf8: bool = True
    links: bool = False
    numbered: bool = False


def on_outcome(  # noqa: PLR0913 -- what was found, and how it is to be shown
    outcome: Outcome,
    command: str,
    messages: Messages,
    *,
    limit: int | None,
    explain: bool,
    ids: bool = False,
) -> Report:
    """Report the outcome of a question; `limit` None or 0 keeps every answer, `ids` names the facts of each quote."""
    kept = outcome.answers[:limit] if limit else outcome.answers
    kind = outcome.reading.answer_kind
    refusal = _refusal(outcome, messages)
    envelope = shapes.envelope(outcome, command)
    if outcome.beside:
        envelope["beside"] = [shapes.answer(each, messages, kind) for each in outcome.beside]
    if explain:
        envelope["trace"] = [shapes.trace(step) for step in outcome.trace]

    def rows() -> Iterable[dict[str, Any]]:
        return (shapes.answer(each, messages, kind) for each in kept)

    def draw(drawn: int) -> Sequence[Block]:
        from factcli.output.pages import page

        return page(outcome, kept, messages, drawn=drawn, refusal=refusal, explain=explain, ids=ids)

    notes = tuple(_notes(outcome, kept, messages))
    explained = _explainer(outcome, messages) if explain else None
    return Report(envelope, rows, len(kept), draw, messages, sentence=refusal, notes=notes, explain=explained)


def on_verdict(outcome: Outcome, messages: Messages, *, limit: int | None) -> Report:
    """Report the verdict on a claim, with the facts it stands on."""
    kept = outcome.answers[:limit] if limit else outcome.answers
    sentence = verdict_sentence(outcome, messages)

    def rows() -> Iterable[dict[str, Any]]:
        return ({"verdict": outcome.status, **shapes.answer(each, messages)} for each in kept)

    def draw(drawn: int) -> Sequence[Block]:
        from factcli.output.pages import verdict_page

        return verdict_page(outcome, kept[:drawn] if drawn else kept, messages, sentence)

    envelope = shapes.envelope(outcome, "verify")
    columns = ("verdict", *ANSWER_COLUMNS)
    notes = tuple(_notes(outcome, kept, messages))
    return Report(envelope, rows, len(kept), draw, messages, ANSWERS, columns, sentence, notes)


def verdict_sentence(outcome: Outcome, messages: Messages) -> str:
    """Return a verdict in words, with the reason if nothing is stated."""
    verdict = messages.say(outcome.status)
    if outcome.status != NOT_STATED:
        return verdict
    left = [each.text for each in outcome.reading.constraints if each.status == UNKNOWN]
    reason = messages.say("unsettled", words="”, “".join(left)) if left else ""
    if outcome.shortfall is not None:
        reason = _shortfall(outcome.shortfall, messages)
    return f"{verdict}. {reason}".strip() if reason else verdict


def _shortfall(shortfall: tuple[str, Answer], messages: Messages) -> str:
    """Return why the nearest fact does not bear a claim out."""
    why, near = shortfall
    speaker = pick(near.fact.speaker.name, messages.code) if near.fact.speaker is not None else ""
    return messages.say(why, speaker=speaker)


def on_draft(
    items: Sequence[tuple[int, int, str, str, Outcome]], verdicts: Sequence[str], messages: Messages
) -> Report:
    """Report the verdict on each sentence of a draft, and how many there are of each."""
    counts = {name: verdicts.count(name) for name in (SUPPORTED, CONTRADICTED, NOT_STATED, "no_claim")}
    records = [
        {
            "line": line,
            "column": column,
            "text": text,
            "verdict": verdict,
            **shapes.envelope(outcome, "verify"),
            "answers": [shapes.answer(each, messages) for each in outcome.answers],
        }
        for line, column, text, verdict, outcome in items
    ]

    def draw(drawn: int) -> Sequence[Block]:
        from factcli.output.pages import draft_page

        return draft_page(items[:drawn] if drawn else items, counts, messages, len(items))

    envelope = shapes.list_envelope("verify", messages.code, ITEMS) | {"counts": counts}
    columns = ("line", "column", "verdict", "text")
    return Report(
        envelope,
        lambda: records,
        len(records),
        draw,
        messages,
        ITEMS,
        columns,
        messages.say("nothing"),
        long=True,
    )


def _explainer(outcome: Outcome, messages: Messages) -> Callable[[], Sequence[str]]:
    def explained() -> Sequence[str]:
        from factcli.output.pages import lines

        return lines(outcome, messages)

    return explained


def no_chain(start: Entity, goal: Entity, messages: Messages) -> Report:
    """Report that no chain of facts connects two entities."""
    names = [pick(end.name, messages.code) for end in (start, goal)]
    message = messages.say("no_path", start=names[0], end=names[1])
    envelope = shapes.list_envelope("path", messages.code, ANSWERS) | {"status": "no_such_fact"}

    def draw(_drawn: int) -> Sequence[Block]:
        from factcli.output.blocks import Note

        return [Note(message, quiet=False)]

    return Report(envelope, tuple, 0, draw, messages, sentence=message)


def _refusal(outcome: Outcome, messages: Messages) -> str:
    if outcome.status == "answered":
        return ""
    if outcome.status == "ambiguous":
        return messages.say("ambiguous")
    special = _of_the_source(outcome, messages) or _of_constraints(outcome, messages)
    if special:
        return special
    if outcome.shortfall is not None:
        return _shortfall(outcome.shortfall, messages)
    if outcome.too_many:
        return messages.say("too_many", count=messages.number(outcome.too_many))
    if outcome.status == "unknown_entity":
        unknown = " ".join(outcome.reading.unmatched)
        return messages.say("unknown", name=unknown) if unknown else messages.say("unknown_all")
    if outcome.reading.relation is None and outcome.reading.unread:
        return messages.say("not_understood", words=", ".join(outcome.reading.unread))
    named = outcome.reading.entities
    return messages.say("not_about", name=named[0].label) if named else messages.say("not_in_text")


def _of_the_source(outcome: Outcome, messages: Messages) -> str:
    """Return what the text tells of itself, or that a question is in another language; empty for other questions."""
    if outcome.foreign is not None:
        names = messages.screen["languages"]
        known = " / ".join(names.get(code, code) for code in codes())
        return messages.say("foreign", language=names.get(outcome.foreign, outcome.foreign), languages=known)
    found = []
    for told in outcome.source:
        name = messages.screen["properties"][told.property]
        if told.value is None:
            found.append(messages.say("source_silent", property=name))
            continue
        value = told.value
        if told.inferred is not None:
            value = messages.say("inferred", value=value, why=told.inferred)
        found.append(messages.say("source_tells", property=name, value=value))
    return "\n".join(found)


def _of_constraints(outcome: Outcome, messages: Messages) -> str:
    """Return what the text says instead of what a question takes for granted, or what it leaves open."""
    constraints = outcome.reading.constraints
    for each in constraints:
        if each.status == EXCLUDED and each.fact is not None:
            statement = pick(each.fact.statement, messages.code)
            if each.fact.when is not None:
                from factcli.output.values import when

                statement = f"{statement.rstrip('.')} ({when(each.fact, messages)})."
            return messages.say("otherwise", words=each.text, statement=statement)
    left = [each.text for each in constraints if each.status == UNKNOWN and each.hard]
    return messages.say("unsettled", words="”, “".join(left)) if left else ""


def _is_mended(mention: EntityMention) -> bool:
    """Return True if a name was typed differently from the base; a shorter form does not count."""
    return mention.match == "fuzzy" and f" {key(mention.mention)} " not in f" {key(mention.label)} "


def _notes(outcome: Outcome, kept: Sequence[Answer], messages: Messages) -> Iterator[str]:
    """Yield notes: names that were corrected, texts that are not translated."""
    mended = [f"{each.mention} → {each.label}" for each in outcome.reading.entities if _is_mended(each)]
    if mended:
        yield messages.say("reading", reading=", ".join(mended))
    if any(messages.code not in each.fact.statement for each in kept):
        yield messages.say("no_translation", language=messages.code)


# Lists: facts in the shape of answers, and items that are not facts.


def on_facts(
    command: str, facts: Facts, messages: Messages, draw: Callable[[int], Sequence[Block]]
) -> Report:
    """Report the facts of a list command."""
    envelope = shapes.list_envelope(command, messages.code, ANSWERS)

    def rows() -> Iterable[dict[str, Any]]:
        return facts.rows(messages)

    return Report(envelope, rows, len(facts), draw, messages, sentence=messages.say("nothing"), long=True)


def on_items(
    command: str,
    items: Sequence[dict[str, Any]] | EntityItems,
    messages: Messages,
    draw: Callable[[int], Sequence[Block]],
    *,
    columns: tuple[str, ...],
) -> Report:
    """Report the items of a list command that are not facts: entities, relations, sentences, bases."""
    return Report(
        shapes.list_envelope(command, messages.code, ITEMS),
        lambda: items,
        len(items),
        draw,
        messages,
        records=ITEMS,
        columns=columns,
        sentence=messages.say("nothing"),
        long=True,
    )


def group_items(
    groups: Sequence[tuple[Index, Sequence[tuple[Any, int]]]], by: str, messages: Messages
) -> list[dict[str, Any]]:
    """Return how many facts each group has: a relation, a subject or speaker, a kind, a modality."""
    return [
        {"base": index.name, **_group(index, by, group, messages), "count": count}
        for index, listed in groups
        for group, count in listed
    ]


def _group(index: Index, by: str, group: Any, messages: Messages) -> dict[str, Any]:
    """Return the id and the label of a group; both are null for facts without a speaker."""
    if group is None:
        return {"id": None, "label": None}
    if by == "relation":
        relation = index.relation(group)
        return {"id": relation.id, "label": pick(relation.label, messages.code)}
    if by in ("subject", "speaker"):
        thing = index.entity(group)
        return {"id": thing.id, "label": pick(thing.name, messages.code)}
    return {"id": group, "label": messages.kind(group) if by == "kind" else messages.modality(group)}


def relation_items(bases: Sequence[Index], language: str) -> list[dict[str, Any]]:
    """Return the relations of the bases; `inverse_label` is the label from their object's side."""
    return [
        {
            "id": relation.id,
            "base": index.name,
            "label": pick(relation.label, language),
            "kind": relation.kind,
            "labels": dict(relation.label),
            "inverse_label": pick(relation.inverse_label, language) or None,
            "inverse_kind": relation.inverse_kind,
            "facts": relation.facts,
        }
        for index in bases
        for relation in index.relations()
    ]

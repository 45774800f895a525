"""Say what is shown, not how: a report holds the envelope for scripts and the page for people.

The page is made only when a format asks for it: a script pays for no screen.
"""

from __future__ import annotations

from factcli import report_shapes as shapes
from factcli.frozen import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from factcli.model import Fact
    from factcli.reading import Answer, Outcome
    from factcli.report_page import Block
    from factcli.report_words import Wording

ANSWERS, ITEMS = "answers", "items"
ANSWER_COLUMNS = ("answer", "statement", "modality", "when", "source", "sentence", "quote")
DRAWN_ROWS = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What a command found.

    `envelope` is the JSON object; its records stand under the key `records` and `columns` name what plain,
    csv and markdown show of each. `notes` go to standard error. `sentence` is what stands in for records
    where there are none. `draw(limit)` returns the blocks of the screen; a `long` one may be paged.
    """

    envelope: dict[str, Any]
    draw: Callable[[int], Sequence[Block]]
    wording: Wording
    records: str = ANSWERS
    columns: tuple[str, ...] = ANSWER_COLUMNS
    sentence: str = ""
    notes: tuple[str, ...] = ()
    long: bool = False

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the records of the envelope."""
        found: list[dict[str, Any]] = self.envelope[self.records]
        return found


def on_outcome(
    outcome: Outcome, command: str, wording: Wording, *, limit: int | None, explain: bool
) -> Report:
    """Report what came of a question; `limit` None or 0 keeps every answer."""
    kept = outcome.answers[:limit] if limit else outcome.answers
    kind = outcome.reading.answer_kind
    envelope = shapes.envelope(outcome, command, [shapes.answer(each, wording, kind) for each in kept])
    if explain:
        envelope["trace"] = [shapes.trace(step) for step in outcome.trace]

    refusal = _refusal(outcome, wording)

    def draw(drawn: int) -> Sequence[Block]:
        from factcli.report_answers import page

        return page(outcome, kept, wording, drawn=drawn, refusal=refusal)

    return Report(envelope, draw, wording, sentence=refusal, notes=tuple(_notes(outcome, wording)))


def on_facts(
    command: str, listed: Sequence[tuple[str, Fact]], wording: Wording, draw: Callable[[int], Sequence[Block]]
) -> Report:
    """Report facts that a list command found, each with the name of its base."""
    rows = [shapes.answer(_listed(fact, base), wording) for base, fact in listed]
    envelope = shapes.list_envelope(command, wording.code, ANSWERS, rows)
    return Report(envelope, draw, wording, sentence=wording.say("nothing"), long=True)


def on_items(
    command: str,
    items: list[dict[str, Any]],
    wording: Wording,
    draw: Callable[[int], Sequence[Block]],
    *,
    columns: tuple[str, ...],
) -> Report:
    """Report what a list command found that is no fact: entities, relations, sentences, bases."""
    envelope = shapes.list_envelope(command, wording.code, ITEMS, items)
    return Report(
        envelope, draw, wording, records=ITEMS, columns=columns, sentence=wording.say("nothing"), long=True
    )


def _listed(fact: Fact, base: str) -> Answer:
    from factcli.reading import Answer

    return Answer(fact, base, 1.0)


def _refusal(outcome: Outcome, wording: Wording) -> str:
    if outcome.status == "answered":
        return ""
    named = outcome.reading.entities
    if outcome.status == "ambiguous":
        return wording.say("ambiguous")
    if outcome.status == "unknown_entity":
        unknown = " ".join(outcome.reading.unmatched)
        return wording.say("unknown", name=unknown) if unknown else wording.say("unknown_all")
    if named:
        return wording.say("not_about", name=named[0].label)
    return wording.say("not_in_text")


def _notes(outcome: Outcome, wording: Wording) -> list[str]:
    """Return the line that tells the reading, where a name was not typed as the base writes it."""
    mended = [f"{each.mention} → {each.label}" for each in outcome.reading.entities if each.match == "fuzzy"]
    return [wording.say("reading", reading=", ".join(mended))] if mended else []

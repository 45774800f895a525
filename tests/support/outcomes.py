"""Make outcomes by hand from the small base of the tests, for whatever shows them."""

from __future__ import annotations

from factcli.base.reader import read
from factcli.questions.result import (
    ANSWERED,
    Answer,
    EntityMention,
    Outcome,
    Reading,
    RelationMention,
    Suggestion,
    Trace,
)
from places import HARBOUR

BASE = read(str(HARBOUR))
FACTS = {fact.id: fact for fact in BASE.facts}


def answered(
    *ids: str,
    language: str = "en",
    kind: str | None = None,
    inverse: bool = False,
    card: str | None = None,
    match: str = "exact",
) -> Outcome:
    """Return the outcome of a question these facts answer."""
    answers = tuple(Answer(FACTS[each], BASE.name, 0.9375, inverse) for each in ids)
    mention = EntityMention("lyrvik", "Lyrvik", "lyrwik" if match == "fuzzy" else "lyrvik", match, 0.9)
    reading = Reading(kind, (mention,), RelationMention("opened", "opened", "opened"), ())
    trace = (
        Trace("lyrvik", "lyrvik", match, "opened", inverse, ("odd",), 0.9, (("name", 0.5), ("words", 0.4))),
    )
    return Outcome("what opened lyrvik", language, reading, ANSWERED, answers, (), card, trace)


def refused(
    status: str, *, unmatched: tuple[str, ...] = (), named: bool = True, language: str = "en"
) -> Outcome:
    """Return the outcome of a question that was refused, with two suggestions."""
    mentions = (EntityMention("lyrvik", "Lyrvik", "lyrvik", "exact", 1.0),) if named else ()
    suggestions = (
        Suggestion("Lyrvik", "show", ("Lyrvik",)),
        Suggestion("Anna Holm, mayor", "who", ("the town's", "mayor; $(echo)")),
    )
    return Outcome("?", language, Reading(None, mentions, None, unmatched), status, (), suggestions)

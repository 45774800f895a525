"""Make reports by hand, and write them in any format."""

from __future__ import annotations

from factcli.model import Entity, Evidence, Fact, Relation, Sentence, Source, Text
from factcli.output.formats import FORMATS
from factcli.output.report import Report, Screen, on_outcome
from factcli.questions.result import ANSWERED, Answer, Outcome, Reading
from outcomes import FACTS, answered
from words import messages

ENGLISH = messages("en")


def report(*ids: str, **how: object) -> Report:
    """Return the report of a question that these facts, or all, answer."""
    outcome = answered(*(ids or FACTS), **how)  # type: ignore[arg-type]
    return on_outcome(outcome, "what", ENGLISH, limit=None, explain=False)


def written(style: str, shown: Report, screen: Screen | None = None) -> str:
    """Return a report in a format."""
    return "".join(FORMATS[style](shown, screen or Screen()))


def hostile(text: str) -> Report:
    """Return the report of one fact whose every text is the same."""
    source = Source(text, None, text, 9, "0" * 64)
    thing = Entity(text, "thing", {"en": text})
    evidence = Evidence(Sentence("1", source, 1, 0, len(text), text, text), text)
    relation = Relation(text, "thing", {"en": text}, {})
    fact = Fact(
        text, thing, relation, None, Text({"en": text}), {"en": text}, "reported", (evidence,), speaker=thing
    )
    outcome = Outcome(text, "en", Reading(unmatched=(text,)), ANSWERED, (Answer(fact, text, 1.0),), (), text)
    return on_outcome(outcome, "ask", ENGLISH, limit=None, explain=True)

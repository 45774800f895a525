"""Answer questions about the text itself ("who wrote this article") from what its source tells, never from a fact.

A fact about another author or another date would be a confident wrong answer.
"""

from __future__ import annotations

from factcli.model import Inferred
from factcli.questions.limits import DOCUMENT, phrase_at
from factcli.questions.result import NO_SUCH_FACT, Outcome, Reading, SourceData, Suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.index.query import Index
    from factcli.language.language import Language
    from factcli.model import Source
    from factcli.questions.parse import Question

_BY_KIND = {"person": "author", "time": "date"}


def ask_source(
    question: Question, bases: Sequence[Index], language: Language, shown_in: str
) -> Outcome | None:
    """Return what the sources tell of themselves if that is all a question asks, else None."""
    wanted = _wanted(question, language)
    if wanted is None or any(_is_a_name(question, base, language) for base in bases):
        return None
    told = tuple(
        SourceData(source.id, wanted, *_told(source, wanted, base))
        for base in bases
        for source in base.sources()
    )
    command = Suggestion("", "source", ())
    reading = Reading(question.kind)
    return Outcome(question.text, shown_in, reading, NO_SUCH_FACT, (), (command,), source=told)


def _wanted(question: Question, language: Language) -> str | None:
    """Return the property of the text that is asked for; None if anything else is."""
    said = [word.word for word in question.words]
    limit = next(
        (
            found
            for at in range(len(said))
            if (found := phrase_at(at, said, language)) and found.kind == DOCUMENT
        ),
        None,
    )
    if limit is None:
        return None
    rest = [at for at in range(len(said)) if not limit.start <= at < limit.end]
    properties = [language.document[said[at]] for at in rest if said[at] in language.document]
    content = [at for at in rest if question.words[at].weight and said[at] not in language.document]
    if content or not (properties or question.kind in _BY_KIND):
        return None
    if question.kind == "time":
        return "date"
    if question.kind == "person":
        return "publisher" if "publisher" in properties else "author"
    return properties[-1] if properties else None


def _is_a_name(question: Question, base: Index, language: Language) -> bool:
    """Return True if "article" is part of a name of the base."""
    said = [word.word for word in question.words]
    nouns = {word for word in said if (word,) in language.limits and language.limits[word,] == DOCUMENT}
    return bool(base.named([*nouns, " ".join(said[-2:])]))


def _told(source: Source, wanted: str, base: Index) -> tuple[str | None, str | None]:
    """Return a property of a source, and why it is inferred if it is."""
    if wanted == "length":
        return str(base.counts["sentences"]), None
    if wanted == "topic":
        wanted = "title"
    value = getattr(source, wanted)
    if isinstance(value, Inferred):
        return value.value, value.why
    return value, None

"""Check that every fact can be found: a question made of its relation and subject must lead to it."""

from __future__ import annotations

from factcli.audit.findings import found
from factcli.strict_json import QUESTION_LETTERS, QUESTION_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from factcli.audit.findings import Finding
    from factcli.model import Fact, FactBase

    Ask = Callable[[str, str], Container[str]]
    """Takes a question and its language, returns the ids of the facts that answer it."""

TRIED = 2  # questions of a language that one fact is asked by: who asks in its plain words must find it


def check_answering(base: FactBase, ask: Ask) -> Iterator[Finding]:
    """Yield the facts that no question of their own finds, by language.

    Facts are asked in each language their relation has words in; one question of a language is enough, made
    of the label, else of the first wording.
    """
    for fact in base.facts:
        for language in dict.fromkeys((*fact.relation.label, *fact.relation.phrases)):
            asked = questions(fact, language)
            askable = [question for question in asked[:TRIED] if _may_be_asked(question)]
            if asked and not any(fact.id in ask(question, language) for question in askable):
                message = f"{asked[0]!r} does not find it"
                yield found("fact-unanswerable", "facts", fact.id, f"relation.{language}", message)


def questions(fact: Fact, language: str) -> list[str]:
    """Return the questions a fact must answer: each wording of its relation, with the name of its subject."""
    relation = fact.relation
    name = fact.subject.name.get(language) or next(iter(fact.subject.name.values()))
    wordings = [relation.label.get(language, ""), *relation.phrases.get(language, ())]
    return [f"{wording} {name}" for wording in dict.fromkeys(wordings) if wording]


def _may_be_asked(question: str) -> bool:
    return len(question) <= QUESTION_LETTERS and len(question.split()) <= QUESTION_WORDS

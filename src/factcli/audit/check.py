"""Run every check on a base, or on a file that may not be one."""

from __future__ import annotations

from functools import cache

from factcli._dataclass import dataclass, replace
from factcli.audit.claims import (
    ClaimCheck,
    check_dates,
    check_derivation,
    check_modality,
    named_facts,
    quoted_sentences,
)
from factcli.audit.completeness import check_against, check_completeness, check_kind
from factcli.audit.findings import make_finding
from factcli.audit.names import MentionCheck, NameFinder, check_languages, check_order, check_wording
from factcli.audit.quotes import check_evidence, check_sentences, check_sources
from factcli.base.assemble import assemble
from factcli.base.paths import open_regular
from factcli.base.reader import SCHEMA_KEY, documents
from factcli.base.schema import WrongForm, check_document
from factcli.errors import BadBase
from factcli.model import FactBase
from factcli.strict_json import DEFAULT, QUESTION_LETTERS, QUESTION_WORDS, NotStrict, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from factcli.audit.findings import Finding
    from factcli.model import Entity, Fact, Sentence, Source
    from factcli.texts.rules import LanguageRules

    Entry = tuple[str, int, dict[str, Any]]

    Ask = Callable[[str, str], Iterable[str]]
    """Takes a question and its language, returns the ids of the facts that answer it."""

    Progress = Callable[[int, int], None]
    FindTexts = Callable[[Sequence[Source]], Mapping[str, str]]


# Form: every reason why a file is not a base, not only the first.

_REFERENCES = (
    ("subject", "entities"),
    ("object", "entities"),
    ("speaker", "entities"),
    ("relation", "relations"),
)


def read_base(path: str) -> tuple[FactBase | None, tuple[Finding, ...]]:
    """Read a base for checking: return the base without findings, or no base and every finding about its form.

    Raises `InputOutputProblem` if the file cannot be read.
    """
    base = None
    try:
        entries = list(documents(path))
        wrong = [*_wrong_ids(entries)]
        base = None if wrong else assemble(entries, path)
    except BadBase as error:
        wrong = [*_wrong_documents(path)] if error.document else []
        wrong = wrong or [_not_a_base(error)]
    return base, tuple(replace(finding, file=path) for finding in wrong)


def _not_a_base(error: BadBase) -> Finding:
    code = "form-version" if (error.table, error.key) == ("meta", "version") else "form-json"
    return make_finding(code, error.table, error.document, error.key, error.reason)


def _wrong_documents(path: str) -> Iterator[Finding]:
    """Yield what is wrong with the form of each document; nothing if the file is not strict JSON."""
    with open_regular(path, DEFAULT) as file:
        data = file.read()
    try:
        tables = loads(data.decode(), DEFAULT)
    except (NotStrict, UnicodeDecodeError):
        return
    for table, held in tables.items():
        if table == SCHEMA_KEY:
            continue
        for number, document in held.items():
            try:
                check_document(table, document)
            except WrongForm as wrong:
                yield make_finding("form-document", table, number, wrong.key, wrong.reason)


def _wrong_ids(entries: list[Entry]) -> Iterator[Finding]:
    known: dict[str, set[object]] = {
        "sentences": {number for table, number, _ in entries if table == "sentences"}
    }
    for table, number, document in entries:
        if "id" in document:
            if document["id"] in known.setdefault(table, set()):
                message = f"duplicate id {document['id']!r}"
                yield make_finding("form-duplicate", table, str(number), "id", message)
            known[table].add(document["id"])
    for table, number, document in entries:
        for key, wanted, identifier in _references(table, document):
            if identifier not in known.get(wanted, ()):
                message = f"{identifier!r} is not in {wanted}"
                yield make_finding("form-reference", table, str(number), key, message)


def _references(table: str, document: dict[str, Any]) -> Iterator[tuple[str, str, object]]:
    """Yield the key, the table and the id of each reference in a document."""
    if table == "sentences":
        yield "source", "sources", document["source"]
    if table == "facts":
        yield from ((key, wanted, document[key]) for key, wanted in _REFERENCES if key in document)
        for at, entry in enumerate(document["evidence"]):
            yield f"evidence.{at}.sentence", "sentences", entry["sentence"]


def check_file(  # noqa: PLR0913 -- what is checked, with what, how far
    path: str,
    languages: Mapping[str, LanguageRules],
    source: str | None = None,
    ask: Ask | None = None,
    find_texts: FindTexts | None = None,
    *,
    sample: int | None = None,
    progress: Progress | None = None,
) -> tuple[Finding, ...]:
    """Check a file; if it is not a base, the findings are about its form.

    `source` is the text of a source: of the one with the same length, or else of the first. Without it, `find_texts`
    returns the texts of sources by their ids. `sample` and `progress` are as for `check`. Raises `InputOutputProblem`
    where the file cannot be read.
    """
    base, wrong = read_base(path)
    if base is None:
        return wrong
    known: Mapping[str, str]
    if source is not None:
        known = {_meant(base.sources, source): source}
    else:
        known = find_texts(base.sources) if find_texts is not None else {}
    findings = check(base, languages, known, ask, sample=sample, progress=progress)
    return tuple(replace(finding, file=path) for finding in findings)


def check(  # noqa: PLR0913 -- what is checked, with what, how far
    base: FactBase,
    languages: Mapping[str, LanguageRules],
    source_texts: Mapping[str, str] | None = None,
    ask: Ask | None = None,
    *,
    sample: int | None = None,
    progress: Progress | None = None,
) -> tuple[Finding, ...]:
    """Return every finding about a base.

    `languages` are the rules by language code; claims in other languages are not checked. `source_texts` are
    the texts of the sources by id, `ask` answers a question with the ids of facts; checks that need one of
    them are skipped without it. `sample` is how many facts are held against their evidence and asked for, spread
    evenly over the base; all by default. `progress` is called with the steps done and the steps to do.
    """
    facts = spread(base.facts, sample)
    done = _Steps(len(facts) * (1 if ask is None else 2), progress)
    findings = [*check_wording(base), *check_sentences(base), *check_evidence(base.facts), *check_dates(base)]
    findings += check_sources(base, source_texts or {})
    findings += _check_claims(base, done.each(facts), languages)
    findings += check_completeness(base)
    if ask is not None:
        findings += check_answering(done.each(facts), ask)
    return tuple(findings)


def spread(facts: Sequence[Fact], most: int | None) -> Sequence[Fact]:
    """Return at most so many facts, as far apart as they can be; None is all of them."""
    if most is None or most >= len(facts):
        return facts
    return [facts[at * len(facts) // most] for at in range(most)]


class _Steps:
    """Tell how far a check has come."""

    def __init__(self, whole: int, progress: Progress | None) -> None:
        self._whole, self._progress, self._done = whole, progress, 0

    def each(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        for fact in facts:
            yield fact
            self._done += 1
            if self._progress is not None:
                self._progress(self._done, self._whole)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a fact is checked with: the names and facts (by id) of its base.

    `rivals` are the facts of the same subject and relation, `sentences` those around its first evidence.
    """

    names: NameFinder
    facts: Mapping[str, Fact]
    rivals: Sequence[Fact]
    sentences: Sequence[Sentence]


NEAR = 20
"""How many sentences before and after one are around it: more than a quotation has."""


def check_fact(fact: Fact, around: Surroundings, languages: Mapping[str, LanguageRules]) -> Iterator[Finding]:
    """Yield what is wrong with one fact of a base: all that makes or breaks it, and nothing of other facts.

    What a base as a whole lacks (languages, descriptions) is not looked at.
    """
    names, facts = around.names, around.facts
    alone = FactBase("", (), (), _named(fact), (fact.relation,), (fact,))
    yield from check_wording(alone)
    yield from check_evidence((fact,))
    yield from check_dates(alone)
    yield from check_derivation(fact, facts)
    yield from ClaimCheck(names, languages).check(fact)
    yield from MentionCheck(names, facts).check(fact, named_facts(fact, facts))
    yield from check_order(fact, names)
    yield from check_modality(fact, names, languages, quoted_sentences(around.sentences))
    yield from check_languages(fact)
    yield from check_kind(fact)
    yield from check_against(fact, around.rivals)


def _named(fact: Fact) -> tuple[Entity, ...]:
    return tuple(each for each in (fact.subject, fact.object, fact.speaker) if each)


def _meant(sources: tuple[Source, ...], text: str) -> str:
    as_long = (source.id for source in sources if source.characters == len(text))
    return next(as_long, sources[0].id if sources else "")


def _check_claims(
    base: FactBase, checked: Iterable[Fact], languages: Mapping[str, LanguageRules]
) -> Iterator[Finding]:
    names, facts = NameFinder(base.entities), {fact.id: fact for fact in base.facts}
    claims, mentions = ClaimCheck(names, languages), MentionCheck(names, facts)
    quoted = quoted_sentences(base.sentences)
    for fact in checked:
        yield from check_derivation(fact, facts)
        yield from claims.check(fact)
        yield from mentions.check(fact, named_facts(fact, facts))
        yield from check_order(fact, names)
        yield from check_languages(fact)
        yield from check_modality(fact, names, languages, quoted)


def check_first_claims(
    base: FactBase, languages: Mapping[str, LanguageRules], most: int, progress: Progress | None = None
) -> Iterator[Finding]:
    """Yield the numbers and dates of the first facts of a base that their evidence does not support.

    `progress` is called with the facts done and those to do.
    """
    claims, facts = ClaimCheck(NameFinder(base.entities), languages), base.facts[:most]
    for done, fact in enumerate(facts, 1):
        yield from claims.check(fact)
        if progress is not None:
            progress(done, len(facts))


# Answering: a question made from a fact's relation and subject must find it.

TRIED = 2  # questions of a language that one fact is asked by: who asks in its plain words must find it


def check_answering(facts: Iterable[Fact], ask: Ask) -> Iterator[Finding]:
    """Yield the facts that their own questions do not find, by language.

    Facts are asked for in each language of their relation's phrases; one question per language is enough, made
    from the label, else from the first phrase.
    """

    @cache
    def found(question: str, language: str) -> frozenset[str]:
        """Ask what many facts have in common once."""
        return frozenset(ask(question, language))

    for fact in facts:
        for language in dict.fromkeys((*fact.relation.label, *fact.relation.phrases)):
            asked = questions(fact, language)
            askable = [question for question in asked[:TRIED] if _may_be_asked(question)]
            if asked and not any(fact.id in found(question, language) for question in askable):
                message = f"{asked[0]!r} does not find it"
                yield make_finding("fact-unanswerable", "facts", fact.id, f"relation.{language}", message)


def questions(fact: Fact, language: str) -> list[str]:
    """Return the questions a fact must answer: each phrase of its relation with the name of its subject."""
    relation = fact.relation
    name = fact.subject.name.get(language) or next(iter(fact.subject.name.values()))
    wordings = [relation.label.get(language, ""), *relation.phrases.get(language, ())]
    return [f"{wording} {name}" for wording in dict.fromkeys(wordings) if wording]


def _may_be_asked(question: str) -> bool:
    return len(question) <= QUESTION_LETTERS and len(question.split()) <= QUESTION_WORDS

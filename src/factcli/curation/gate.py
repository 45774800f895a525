"""Judge a proposed fact before it is written: the one gate for what people, rules, rows and programs propose.

The words must be in their sentence, the fact must have the form of a fact, the sentence must support it, and it must
neither repeat nor contradict what the base holds. Only what is `ready` is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from factcli._dataclass import dataclass, replace
from factcli.audit.check import NEAR, Surroundings, check_fact
from factcli.audit.findings import make_finding
from factcli.audit.names import NameFinder
from factcli.base.assemble import make_entity, make_fact, make_relation, make_sentence, make_source
from factcli.curation.edit import insert_fact, missing, record_change
from factcli.curation.resolve import (
    AmbiguousQuote,
    DuplicateFact,
    LikelyTypo,
    find_quote,
    numbered,
    sentence_number,
    stated_of,
)
from factcli.curation.working_copy import WorkingCopy, ids
from factcli.errors import NotFound, UsageProblem
from factcli.texts.rules import load_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from factcli.audit.findings import Finding
    from factcli.curation.resolve import Change, FactRequest
    from factcli.curation.working_copy import Document, Documents
    from factcli.model import Entity, Sentence
    from factcli.texts.rules import LanguageRules

    Tables = Mapping[str, Mapping[str, Any]]


READY, ASK, REFUSED = "ready", "ask", "refused"

# What a person can settle by one answer; everything else is wrong as it is proposed.
_SETTLED_BY_AN_ANSWER = frozenset(
    (
        "fact-incomplete",
        "evidence-ambiguous",
        "name-likeness",
        "speaker-missing",
        "modality-attribution",
        "modality-quotation",
        "claim-precision",
        "fact-contradiction",
    )
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate says of a proposed fact: `ready`, `ask` (one thing lacks) or `refused`, and why.

    `fact` is the document it would become, None if it could not even be put together.
    """

    verdict: str
    findings: tuple[Finding, ...]
    fact: Mapping[str, Any] | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of `base check` that say why, each once."""
        return tuple(dict.fromkeys(finding.code for finding in self.findings))


class Gate:
    """Judge facts proposed for a base; nothing is ever written.

    A judgement costs what the fact is about, not what the base holds: whoever judges many keeps the gate.
    """

    def __init__(
        self, base: Tables | WorkingCopy, languages: Mapping[str, LanguageRules] | None = None
    ) -> None:
        """Take the tables of a base, or a working copy that may still grow; and the rules of texts by language code."""
        self._copy = base if isinstance(base, WorkingCopy) else WorkingCopy(base)
        self._languages = load_rules() if languages is None else languages
        self._names = NameFinder(map(make_entity, self._copy.table("entities")))
        self._learnt = len(self._copy.table("entities").steps)

    def judge(self, request: FactRequest, prepare: Callable[[WorkingCopy], None] | None = None) -> Judgement:
        """Return the verdict on a fact, with every reason; `prepare` adds what the fact names before it is tried."""
        wrong = _incomplete(request) or _misquoted(self._copy, request)
        if wrong:
            return _judgement(wrong)
        self._know(self._come_since())
        self._learnt = len(self._copy.table("entities").steps)
        with self._copy.trying():
            try:
                return self._tried(request, prepare)
            except LikelyTypo as problem:
                return _judgement([_finding("name-likeness", "subject", problem.message, problem.hint)])
            except DuplicateFact as problem:
                return _judgement([_finding("fact-duplicate", "id", problem.message, problem.hint)])
            except UsageProblem as problem:
                return _judgement([_finding("form-document", "id", problem.message, problem.hint)])
            except NotFound as problem:
                return _judgement([_finding("form-reference", "id", problem.message, problem.hint)])

    def _tried(self, request: FactRequest, prepare: Callable[[WorkingCopy], None] | None = None) -> Judgement:
        """Insert the fact and look at it among those it belongs to."""
        if prepare is not None:
            prepare(self._copy)
        facts, objects = self._copy.table("facts"), _Objects(self._copy)
        fact = objects.facts[insert_fact(self._copy, request)]
        document = facts.having(ids, fact.id)[0]
        rivals = [objects.facts[each["id"]] for each in facts.having(stated_of, *stated_of(document))]
        around = Surroundings(self._names, objects.facts, rivals, objects.around(fact.evidence[0].sentence))
        new = self._come_since()
        self._know(new)
        try:
            return _judgement(list(check_fact(fact, around, self._languages)), document)
        finally:
            for entity in new:
                self._names.forget(entity)

    def _know(self, entities: Iterable[Entity]) -> None:
        for entity in entities:
            self._names.add(entity)

    def _come_since(self) -> list[Entity]:
        """Return the entities that came since the last judgement."""
        entities = self._copy.table("entities")
        return [
            make_entity(entities[number]) for number, old in entities.steps[self._learnt :] if old is None
        ]


class _Objects:
    """The documents of a working copy as objects, made when they are asked for."""

    def __init__(self, copy: WorkingCopy) -> None:
        """Find each by its id, sentences by their document id."""
        self._copy = copy
        self._sources = _ById(copy.table("sources"), make_source)
        entities = _ById(copy.table("entities"), make_entity)
        relations = _ById(copy.table("relations"), make_relation)
        self.facts = _ById(copy.table("facts"), lambda fact: make_fact(fact, entities, relations, self))

    def __getitem__(self, number: int) -> Sentence:
        """Return the sentence with a document id. Raises KeyError."""
        return make_sentence(number, self._copy.table("sentences")[number], self._sources)

    def around(self, sentence: Sentence) -> list[Sentence]:
        """Return a sentence with those near it, of the same source."""
        sentences = self._copy.table("sentences")
        numbers = range(sentence.number - NEAR, sentence.number + NEAR + 1)
        found = [self[at] for number in numbers for at in sentences.numbers(numbered, str(number))]
        return [each for each in found if each.source.id == sentence.source.id]


class _ById(Mapping[str, Any]):
    """The objects of one table by their ids."""

    def __init__(self, documents: Documents, make: Callable[[Document], Any]) -> None:
        self._documents, self._make = documents, make

    def __getitem__(self, identifier: str) -> Any:
        for document in self._documents.having(ids, identifier):
            return self._make(document)
        raise KeyError(identifier)

    def __iter__(self) -> Iterator[str]:
        return (document["id"] for document in self._documents)

    def __len__(self) -> int:
        return len(self._documents)


def _judgement(findings: list[Finding], document: Mapping[str, Any] | None = None) -> Judgement:
    codes = {finding.code for finding in findings}
    verdict = REFUSED if codes - _SETTLED_BY_AN_ANSWER else ASK if codes else READY
    return Judgement(verdict, tuple(findings), document)


def _finding(code: str, key: str, message: str, hint: str = "") -> Finding:
    found = make_finding(code, "facts", "", key, message)
    return replace(found, hint=hint) if hint else found


def _incomplete(request: FactRequest) -> list[Finding]:
    lacking = missing(request)
    if lacking:
        return [_finding("fact-incomplete", lacking[0], f"a fact needs {', '.join(lacking)}")]
    if request.modality == "reported" and not request.speaker:
        return [_finding("speaker-missing", "speaker", "a reported fact needs a speaker")]
    return []


def _misquoted(copy: WorkingCopy, request: FactRequest) -> list[Finding]:
    """Return why the quoted words cannot be evidence: they are looked for before anything else."""
    sentences = copy.table("sentences")
    wrong = []
    for at, quote in enumerate(request.quotes):
        try:
            number = sentence_number(sentences, quote.sentence)
        except (NotFound, UsageProblem) as problem:
            wrong.append(_finding("form-reference", f"evidence.{at}.sentence", problem.message, problem.hint))
            continue
        try:
            find_quote(number, sentences[number]["text"], quote.exact, quote.occurrence)
        except AmbiguousQuote as problem:
            wrong.append(
                _finding("evidence-ambiguous", f"evidence.{at}.exact", problem.message, problem.hint)
            )
        except (NotFound, UsageProblem) as problem:
            wrong.append(_finding("evidence-missing", f"evidence.{at}.exact", problem.message, problem.hint))
    return wrong


def take_fact(
    path: str, request: FactRequest, despite: Collection[str] = ()
) -> tuple[Judgement, Change | None]:
    """Write a proposed fact if the gate lets it pass; `despite` are codes of `ask` that a person has settled.

    The base is locked from the judgement to the writing. Raises NotWritten, BadBase or InputOutputProblem.
    """
    judged: list[Judgement] = []

    def change(copy: WorkingCopy) -> str:
        judgement = Gate(copy).judge(request)
        judged.append(judgement)
        if not _passes(judgement, despite):
            raise _Refused
        return insert_fact(copy, request)

    try:
        written = record_change(path, change)
    except _Refused:
        return judged[0], None
    return judged[0], written


class _Refused(Exception):  # noqa: N818 -- it only leaves the block that would write
    """Raised to leave the base as it is."""


def _passes(judgement: Judgement, despite: Collection[str]) -> bool:
    return judgement.verdict == READY or (
        judgement.verdict == ASK and judgement.fact is not None and set(judgement.codes) <= set(despite)
    )


def add_fact(path: str, request: FactRequest, *, dry_run: bool = False) -> Change:
    """Add a fact that a person states, making new entities and relations as needed.

    What cannot be stored is refused: words that the sentence does not have, a form that is none. What the check of the
    base would find besides is in `findings` of the change, and the person decides. Raises UsageProblem, NotFound,
    NotWritten, BadBase or InputOutputProblem; then nothing was written.
    """
    findings: list[Finding] = []

    def change(copy: WorkingCopy) -> str:
        findings.extend(Gate(copy).judge(request).findings)
        return insert_fact(copy, request)

    return replace(record_change(path, change, dry_run=dry_run), findings=tuple(findings))

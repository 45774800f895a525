"""Judge a proposed fact before it is written: the one gate for what people, rules, rows and programs propose.

The words must be in their sentence, the fact must have the form of a fact, the sentence must support it, and it must
neither repeat nor contradict what the base holds. Only what is `ready` is written.
"""

from __future__ import annotations

from factcli._dataclass import dataclass, replace
from factcli.audit.check import check_fact
from factcli.audit.findings import make_finding
from factcli.base.assemble import assemble
from factcli.base.store import scratch, tables_of
from factcli.curation.edit import insert_fact, missing, record_change
from factcli.curation.resolve import (
    AmbiguousQuote,
    DuplicateFact,
    LikelyTypo,
    find_quote,
    sentence_number,
)
from factcli.errors import BadBase, NotFound, UsageProblem
from factcli.texts.rules import load_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from tinydb import TinyDB

    from factcli.audit.findings import Finding
    from factcli.curation.resolve import Change, FactRequest
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
    """Judge facts proposed for one state of a base; nothing is ever written."""

    def __init__(self, tables: Tables, languages: Mapping[str, LanguageRules] | None = None) -> None:
        """Take the tables of the base and the rules for texts, by language code."""
        self._tables = tables
        self._languages = load_rules() if languages is None else languages
        facts = tables.get("facts", {}).values()
        self._cited = {str(entry["sentence"]) for fact in facts for entry in fact["evidence"]}

    def judge(self, request: FactRequest) -> Judgement:
        """Return the verdict on a fact, with every reason."""
        database = scratch(self._tables)
        wrong = _incomplete(request) or _misquoted(database, request)
        if wrong:
            return _judgement(wrong)
        database = scratch(self._around(database, request))
        try:
            name = insert_fact(database, request)
            tables = tables_of(database)
            entries = [(table, int(at), each) for table, held in tables.items() for at, each in held.items()]
            base = assemble(entries, "")
        except LikelyTypo as problem:
            return _judgement([_finding("name-likeness", "subject", problem.message, problem.hint)])
        except DuplicateFact as problem:
            return _judgement([_finding("fact-duplicate", "id", problem.message, problem.hint)])
        except UsageProblem as problem:
            return _judgement([_finding("form-document", "id", problem.message, problem.hint)])
        except (NotFound, BadBase) as problem:
            return _judgement([_finding("form-reference", "id", problem.message, problem.hint)])
        fact = next(each for each in base.facts if each.id == name)
        document = next(each for each in tables["facts"].values() if each["id"] == name)
        return _judgement(list(check_fact(base, fact, self._languages)), document)

    def _around(self, database: TinyDB, request: FactRequest) -> Tables:
        """Return the tables with only those sentences that a fact quotes, so that long texts cost no more."""
        sentences = self._tables["sentences"]
        told = [(document.doc_id, document) for document in database.table("sentences")]
        kept = {str(sentence_number(told, quote.sentence)) for quote in request.quotes} | self._cited
        return {**self._tables, "sentences": {at: sentences[at] for at in sentences if at in kept}}


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


def _misquoted(database: TinyDB, request: FactRequest) -> list[Finding]:
    """Return why the quoted words cannot be evidence: they are looked for before anything else."""
    sentences = [(document.doc_id, document) for document in database.table("sentences")]
    texts = {number: document["text"] for number, document in sentences}
    wrong = []
    for at, quote in enumerate(request.quotes):
        try:
            number = sentence_number(sentences, quote.sentence)
        except (NotFound, UsageProblem) as problem:
            wrong.append(_finding("form-reference", f"evidence.{at}.sentence", problem.message, problem.hint))
            continue
        try:
            find_quote(number, texts[number], quote.exact, quote.occurrence)
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

    def change(database: TinyDB) -> str:
        judgement = Gate(tables_of(database)).judge(request)
        judged.append(judgement)
        if not _passes(judgement, despite):
            raise _Refused
        return insert_fact(database, request)

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

    def change(database: TinyDB) -> str:
        before = tables_of(scratch(tables_of(database)))
        name = insert_fact(database, request)
        findings.extend(Gate(before).judge(request).findings)
        return name

    return replace(record_change(path, change, dry_run=dry_run), findings=tuple(findings))

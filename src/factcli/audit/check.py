"""Run every check over a base, or over a file that may be one."""

from __future__ import annotations

from factcli._dataclass import replace
from factcli.audit.claims import ClaimCheck
from factcli.audit.completeness import check_completeness
from factcli.audit.dating import check_dates
from factcli.audit.derivation import check_derivation, named_facts
from factcli.audit.form import read_base
from factcli.audit.mentions import MentionCheck
from factcli.audit.modality import check_modality
from factcli.audit.names import Names
from factcli.audit.quotes import check_evidence, check_sentences, check_sources
from factcli.audit.wording import check_wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcli.audit.answering import Ask
    from factcli.audit.findings import Finding
    from factcli.model import FactBase, Source
    from factcli.texts.rules import LanguageRules


def check_file(
    path: str, languages: Mapping[str, LanguageRules], source: str | None = None, ask: Ask | None = None
) -> tuple[Finding, ...]:
    """Check a file; where it is no base, the findings are those of its form.

    `source` is the text of a source: of the one that is as long, or else of the first. Raises
    `InputOutputProblem` where the file cannot be read.
    """
    base, wrong = read_base(path)
    if base is None:
        return wrong
    texts = {} if source is None else {_meant(base.sources, source): source}
    return tuple(replace(finding, file=path) for finding in check(base, languages, texts, ask))


def check(
    base: FactBase,
    languages: Mapping[str, LanguageRules],
    source_texts: Mapping[str, str] | None = None,
    ask: Ask | None = None,
) -> tuple[Finding, ...]:
    """Return everything a machine can hold against a base.

    `languages` are the rules by language code; claims in other languages are left alone. `source_texts` are
    the texts of the sources by id, `ask` answers a question with the ids of facts; without them what they
    are for is not checked.
    """
    findings = [*check_wording(base), *check_sentences(base), *check_evidence(base.facts), *check_dates(base)]
    findings += check_sources(base, source_texts or {})
    findings += _check_claims(base, languages)
    findings += check_completeness(base)
    if ask is not None:
        from factcli.audit.answering import check_answering

        findings += check_answering(base, ask)
    return tuple(findings)


def _meant(sources: tuple[Source, ...], text: str) -> str:
    as_long = (source.id for source in sources if source.characters == len(text))
    return next(as_long, sources[0].id if sources else "")


def _check_claims(base: FactBase, languages: Mapping[str, LanguageRules]) -> Iterator[Finding]:
    names, facts = Names(base), {fact.id: fact for fact in base.facts}
    claims, mentions = ClaimCheck(names, languages), MentionCheck(names, facts)
    for fact in base.facts:
        yield from check_derivation(fact, facts)
        yield from claims.check(fact)
        yield from mentions.check(fact, named_facts(fact, facts))
        yield from check_modality(fact, names, languages)

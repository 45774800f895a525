"""Check that a claim is not surer than its evidence: hedges, speakers, plans and denials."""

from __future__ import annotations

from factcli.audit.findings import found
from factcli.audit.names import masked
from factcli.texts.dates import find_dates
from factcli.texts.rules import said
from factcli.texts.sentences import Enclosures

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcli.audit.findings import Finding
    from factcli.audit.names import Names
    from factcli.model import Evidence, Fact
    from factcli.texts.rules import LanguageRules

# A shorter span in quotation marks is a title or a term, not somebody's words.
_LEAST_QUOTED_WORDS = 4


def check_modality(fact: Fact, names: Names, languages: Mapping[str, LanguageRules]) -> Iterator[Finding]:
    """Yield where the modality of a fact and the words of its first evidence entry do not go together.

    The first entry carries the claim, further ones only name what it speaks of. Names are no cues.
    """
    if fact.modality == "reported" and fact.speaker is None:
        yield found("speaker-missing", "facts", fact.id, "speaker", "a reported fact has no speaker")
    first = fact.evidence[0]
    rules = languages.get(first.sentence.source.language)
    if fact.speaker is None and fact.modality != "reported" and _is_quoted(first):
        message = f"{first.exact!r} is quoted from somebody"
        yield found("modality-quotation", "facts", fact.id, "speaker", message)
    if rules:
        yield from _check_cues(fact, _without_names(first.exact, names, rules), rules)


def _without_names(exact: str, names: Names, rules: LanguageRules) -> str:
    """Cross out names and dates: no May and no band called Would makes a claim unsure."""
    taken = [(date.start, date.end) for date in find_dates(exact, rules.dates)]
    taken += [(named.start, named.end) for named in names.find(exact)]
    return masked(exact, taken)


def _check_cues(fact: Fact, text: str, rules: LanguageRules) -> Iterator[Finding]:
    sure = fact.modality == "asserted" and not fact.hedged
    hedge = said(rules.cues.conditional, text)
    if hedge and (sure or (fact.modality == "reported" and not fact.hedged)):
        yield _unfit("modality-hedge", fact, hedge)
    attribution = said(rules.cues.attribution, text)
    if attribution and fact.speaker is None:
        yield _unfit("modality-attribution", fact, attribution)
    future = said(rules.cues.future, text)
    if future and sure:
        yield _unfit("modality-future", fact, future)
    denial = said(rules.cues.negation, text)
    if denial and sure and not _denies(fact, rules):
        yield _unfit("modality-denial", fact, denial)


def _denies(fact: Fact, rules: LanguageRules) -> bool:
    """Tell whether the statement in the language of the evidence repeats the denial."""
    language = fact.evidence[0].sentence.source.language
    return said(rules.cues.negation, fact.statement.get(language, "")) is not None


def _unfit(code: str, fact: Fact, cue: str) -> Finding:
    return found(
        code, "facts", fact.id, "modality", f"{cue!r} in the evidence, and the fact is {fact.modality}"
    )


def _is_quoted(evidence: Evidence) -> bool:
    """Tell whether the evidence lies in quotation marks, as words somebody said."""
    start = evidence.offset
    text = evidence.sentence.text
    if start < 0 or len(evidence.exact.split()) < _LEAST_QUOTED_WORDS:
        return False
    return Enclosures(text, 0, len(text)).quotes(start, start + len(evidence.exact))

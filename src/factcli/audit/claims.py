"""Check that the evidence of a fact carries what its statement, value and date say."""

from __future__ import annotations

from decimal import Decimal

from factcli.audit.findings import found
from factcli.audit.names import masked
from factcli.audit.passages import Told, is_bare_year, known_points, tell
from factcli.base.edtf import is_valid, points, tells
from factcli.model import Date, Money, Quantity, Text
from factcli.texts.numbers import Mention, phrase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcli.audit.findings import Finding
    from factcli.audit.names import Names
    from factcli.base.edtf import Point
    from factcli.model import Evidence, Fact
    from factcli.texts.rules import LanguageRules


class ClaimCheck:
    """Check the numbers and dates of facts; texts of languages without rules are left alone."""

    def __init__(self, names: Names, languages: Mapping[str, LanguageRules]) -> None:
        """Read statements and evidence with the rules of their languages."""
        self._names, self._languages = names, languages
        self._told: dict[tuple[str, str], Told] = {}

    def check(self, fact: Fact) -> Iterator[Finding]:
        """Yield what a fact claims and its evidence does not tell; a derived fact gives reasons instead."""
        if fact.derived or any(e.sentence.source.language not in self._languages for e in fact.evidence):
            return
        evidence = self._evidence(fact.evidence)
        for language, text in _texts(fact):
            if language.rpartition(".")[2] in self._languages:
                yield from self._check_text(fact, language, text, evidence)
        yield from self._check_value(fact, evidence)
        if fact.when and is_valid(fact.when.edtf):
            for point in points(fact.when.edtf):
                yield from _missing_date(fact, "when.edtf", str(point), point, evidence)

    def _evidence(self, entries: tuple[Evidence, ...]) -> Told:
        told = Told()
        for entry in entries:
            told += self._read(entry.exact, entry.sentence.source.language)
        return told

    def _read(self, text: str, language: str) -> Told:
        key = (text, language)
        if key not in self._told:
            self._told[key] = tell(text, self._languages[language])
        return self._told[key]

    def _check_text(self, fact: Fact, key: str, text: str, evidence: Told) -> Iterator[Finding]:
        """Check a text by what it says outside of names."""
        bare = masked(text, ((named.start, named.end) for named in self._names.find(text)))
        claimed = tell(bare, self._languages[key.rpartition(".")[2]])
        for words, mention in claimed.amounts:
            yield from _missing_amount(fact, key, words, mention, evidence)
        for dated in claimed.dates:
            yield from _missing_date(fact, key, dated.words, dated.point, evidence)
        moments = {moment for _, moment in evidence.moments}
        for words, moment in claimed.moments:
            if moment not in moments:
                yield found("claim-date", "facts", fact.id, key, f"{words!r} is not in the evidence")

    def _check_value(self, fact: Fact, evidence: Told) -> Iterator[Finding]:
        value = fact.value
        if isinstance(value, Date) and is_valid(value.edtf):
            for point in points(value.edtf):
                yield from _missing_date(fact, "value.edtf", str(point), point, evidence)
        elif isinstance(value, (Money, Quantity)):
            amount = Decimal(str(value.amount))
            if isinstance(value, Money):
                mention = Mention(0, 0, amount, currency=value.currency, approximate=True)
            else:
                mention = Mention(0, 0, amount, self._unit(value.unit), approximate=True)
            shown = f"{amount:f} {value.currency if isinstance(value, Money) else value.unit}".strip()
            yield from _missing_amount(fact, "value.amount", shown, mention, evidence)

    def _unit(self, name: str) -> str | None:
        """Return the unit a name stands for in any language; None for what is merely counted."""
        units = (rules.numbers.units for rules in self._languages.values())
        return next((known[phrase(name)] for known in units if phrase(name) in known), None)


def _texts(fact: Fact) -> Iterator[tuple[str, str]]:
    for language, text in fact.statement.items():
        yield f"statement.{language}", text
    if isinstance(fact.value, Text):
        for language, text in fact.value.text.items():
            yield f"value.text.{language}", text


def _missing_amount(fact: Fact, key: str, words: str, claim: Mention, evidence: Told) -> Iterator[Finding]:
    if is_bare_year(claim) and any(point.year == str(claim.amount) for point in known_points(evidence)):
        return
    fitting = [mention for _, mention in evidence.amounts if _fits(mention, claim, evidence)]
    if not fitting:
        message = f"the evidence does not give {words!r}"
        yield found("claim-number", "facts", fact.id, key, message)
    elif not claim.approximate and all(mention.approximate for mention in fitting):
        message = f"{words!r} is exact, the evidence only comes near"
        yield found("claim-precision", "facts", fact.id, key, message)


def _fits(told: Mention, claim: Mention, evidence: Told) -> bool:
    if told.amount != claim.amount or told.ordinal != claim.ordinal:
        return False
    if claim.unit and told.unit != claim.unit:
        return False
    if not claim.currency or told.currency == claim.currency:
        return True
    currencies = {mention.currency for _, mention in evidence.amounts} - {None}
    return told.currency is None and told.unit is None and currencies == {claim.currency}


def _missing_date(fact: Fact, key: str, words: str, claim: Point, evidence: Told) -> Iterator[Finding]:
    if not any(tells(point, claim) for point in known_points(evidence)):
        message = f"the evidence does not give {words!r}, or not as precisely"
        yield found("claim-date", "facts", fact.id, key, message)

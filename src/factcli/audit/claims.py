"""Check that evidence supports what a fact claims: amounts, dates, modality, and the reasons of derived facts."""

from __future__ import annotations

import re
from decimal import Decimal

from factcli._dataclass import dataclass
from factcli.audit.findings import make_finding
from factcli.audit.names import masked
from factcli.base.edtf import EdtfError, is_valid, merge, parse, points, tells
from factcli.model import Date, Inferred, Money, Quantity, Text
from factcli.texts.currencies import SHARED
from factcli.texts.dates import find_dates
from factcli.texts.numbers import NumberMention, phrase, read_quantities
from factcli.texts.rules import said
from factcli.texts.sentences import Enclosures

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from factcli.audit.findings import Finding
    from factcli.audit.names import NamedEntity, NameFinder
    from factcli.base.edtf import Point
    from factcli.model import Evidence, Fact, FactBase, Sentence, When
    from factcli.texts.rules import LanguageRules


# What a text says that can be checked: its amounts, dates and moments.

_FIRST_YEAR, _LAST_YEAR = 1000, 2199


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a text, the words that give it and where they are."""

    words: str
    point: Point
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """What one or several texts say; `moments` are named times such as "last week".

    `unread` are the words of numbers and dates that were not understood.
    """

    amounts: tuple[tuple[str, NumberMention], ...] = ()
    dates: tuple[Dated, ...] = ()
    moments: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()

    def __add__(self, other: Told) -> Told:
        """Combine what two texts say."""
        return Told(
            self.amounts + other.amounts,
            self.dates + other.dates,
            self.moments + other.moments,
            self.unread + other.unread,
        )


def tell(text: str, rules: LanguageRules) -> Told:
    """Read a text in the language of the rules; a number that is part of a date is not an amount."""
    mentions = find_dates(text, rules.dates)
    rest = masked(text, ((mention.start, mention.end) for mention in mentions))
    amounts, unread = read_quantities(rest, rules.numbers)
    return Told(
        tuple((text[mention.start : mention.end], mention) for mention in amounts),
        tuple(
            Dated(text[mention.start : mention.end], point, mention.start, mention.end)
            for mention in mentions
            for point in (points(mention.edtf) if mention.edtf else ())
        ),
        tuple((text[mention.start : mention.end], mention.moment) for mention in mentions if mention.moment),
        tuple(text[start:end] for start, end in unread)
        + tuple(text[each.start : each.end] for each in mentions if not each.edtf and not each.moment),
    )


def known_points(told: Told) -> list[Point]:
    """Return the dates of a text, with day and year combined, and the numbers that may be years."""
    known = [dated.point for dated in told.dates] + list(_years(told.amounts))
    merged = (merge(first, second) for at, first in enumerate(known) for second in known[at + 1 :])
    return known + [point for point in merged if point]


def _years(amounts: Iterable[tuple[str, NumberMention]]) -> Iterable[Point]:
    for words, mention in amounts:
        if is_bare_year(mention) and words.isdecimal():
            yield points(str(int(mention.amount)))[0]


def is_bare_year(mention: NumberMention) -> bool:
    """Return True if an amount could be a year: four digits without a unit."""
    whole = mention.amount == int(mention.amount) and not mention.unit and not mention.currency
    return whole and not mention.ordinal and _FIRST_YEAR <= mention.amount <= _LAST_YEAR


class ClaimCheck:
    """Check the numbers and dates of facts; texts in languages without rules are not checked."""

    def __init__(self, names: NameFinder, languages: Mapping[str, LanguageRules]) -> None:
        """Read statements and evidence with the rules of their languages."""
        self._names, self._languages = names, languages
        self._told: dict[tuple[str, str], Told] = {}

    def check(self, fact: Fact) -> Iterator[Finding]:
        """Yield claims of a fact that its evidence does not support; a derived fact gives reasons instead."""
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
            told += self._read_in_place(entry)
        return told

    def _read_in_place(self, entry: Evidence) -> Told:
        """Read the words of an evidence as their sentence means them: the 10 of "$10-15 million" is ten million.

        What the sentence says beyond the words is not taken from it, and an amount that the words cut short (the 6 of
        "6 billion") gives nothing.
        """
        language = entry.sentence.source.language
        alone, start = self._read(entry.exact, language), entry.offset
        if start < 0 or entry.exact == entry.sentence.text:
            return alone
        whole, end = self._read(entry.sentence.text, language), start + len(entry.exact)
        amounts = [each for each in whole.amounts if start <= each[1].start and each[1].end <= end]
        for words, mention in alone.amounts:
            over = [each for _, each in whole.amounts if _overlap(each, mention, start)]
            if not over or not any(start <= each.start and each.end <= end for each in over):
                amounts += [(words, mention)] if all(each.amount == mention.amount for each in over) else []
        dates = [each for each in whole.dates if start <= each.start and each.end <= end]
        dates += [each for each in alone.dates if not any(_overlap(known, each, start) for known in dates)]
        return Told(tuple(amounts), tuple(dates), alone.moments, alone.unread)

    def _read(self, text: str, language: str) -> Told:
        key = (text, language)
        if key not in self._told:
            self._told[key] = tell(text, self._languages[language])
        return self._told[key]

    def _check_text(self, fact: Fact, key: str, text: str, evidence: Told) -> Iterator[Finding]:
        """Check what a text says outside of names."""
        bare = masked(text, ((named.start, named.end) for named in self._names.find(text)))
        claimed = tell(bare, self._languages[key.rpartition(".")[2]])
        for words, mention in claimed.amounts:
            yield from _missing_amount(fact, key, words, mention, evidence)
        for dated in claimed.dates:
            yield from _missing_date(fact, key, dated.words, dated.point, evidence)
        for words in claimed.unread:
            if words.casefold() not in map(str.casefold, evidence.unread):
                yield make_finding("claim-unread", "facts", fact.id, key, f"{words!r} is not understood")
        moments = {moment for _, moment in evidence.moments}
        for words, moment in claimed.moments:
            if moment not in moments:
                yield make_finding("claim-date", "facts", fact.id, key, f"{words!r} is not in the evidence")

    def _check_value(self, fact: Fact, evidence: Told) -> Iterator[Finding]:
        value = fact.value
        if isinstance(value, Date) and is_valid(value.edtf):
            for point in points(value.edtf):
                yield from _missing_date(fact, "value.edtf", str(point), point, evidence)
        elif isinstance(value, (Money, Quantity)):
            amount = Decimal(str(value.amount))
            if isinstance(value, Money):
                mention = NumberMention(0, 0, amount, currency=value.currency, approximate=True)
            else:
                unit, currency = self._unit(value.unit)
                mention = NumberMention(0, 0, amount, unit, currency, approximate=True)
            shown = f"{amount:f} {value.currency if isinstance(value, Money) else value.unit}".strip()
            yield from _missing_amount(fact, "value.amount", shown, mention, evidence)

    def _unit(self, name: str) -> tuple[str | None, str | None]:
        """Return the unit or the currency that a name means in any language; None for things that are only counted."""
        for rules in self._languages.values():
            if unit := rules.numbers.units.get(phrase(name)):
                return unit, None
        for rules in self._languages.values():
            if currency := rules.numbers.currencies.get(phrase(name)) or rules.numbers.marks.get(
                phrase(name)
            ):
                return None, currency
        return None, None


def _overlap(known: NumberMention | Dated, other: NumberMention | Dated, offset: int) -> bool:
    """Return True if a mention of a sentence overlaps one of a part of it that begins at `offset`."""
    return known.start < other.end + offset and other.start + offset < known.end


def _texts(fact: Fact) -> Iterator[tuple[str, str]]:
    for language, text in fact.statement.items():
        yield f"statement.{language}", text
    if isinstance(fact.value, Text):
        for language, text in fact.value.text.items():
            yield f"value.text.{language}", text


def _missing_amount(
    fact: Fact, key: str, words: str, claim: NumberMention, evidence: Told
) -> Iterator[Finding]:
    if is_bare_year(claim) and any(point.year == str(claim.amount) for point in known_points(evidence)):
        return
    fitting = [mention for _, mention in evidence.amounts if _fits(mention, claim, evidence)]
    if not fitting and evidence.unread:
        message = (
            f"{words!r} is not among the numbers understood; {evidence.unread[0]!r} in the evidence is not"
        )
        yield make_finding("claim-unread", "facts", fact.id, key, message)
    elif not fitting:
        message = f"the evidence does not give {words!r}"
        yield make_finding("claim-number", "facts", fact.id, key, message)
    elif not claim.approximate and all(mention.approximate for mention in fitting):
        message = f"{words!r} is stated as exact, but the evidence only approximates it"
        yield make_finding("claim-precision", "facts", fact.id, key, message)


def _fits(told: NumberMention, claim: NumberMention, evidence: Told) -> bool:
    if told.amount != claim.amount or told.ordinal != claim.ordinal or (told.vague and not claim.vague):
        return False
    if claim.unit and told.unit != claim.unit:
        return False
    if not claim.currency or told.currency == claim.currency:
        return True
    if claim.currency in SHARED.get(told.unit or "", ()):
        return True
    currencies = {mention.currency for _, mention in evidence.amounts} - {None}
    return told.lone and currencies == {claim.currency}


def _missing_date(fact: Fact, key: str, words: str, claim: Point, evidence: Told) -> Iterator[Finding]:
    if any(tells(point, claim) for point in known_points(evidence)):
        return
    if evidence.unread:
        message = (
            f"{words!r} is not among the dates understood; {evidence.unread[0]!r} in the evidence is not"
        )
        yield make_finding("claim-unread", "facts", fact.id, key, message)
    else:
        message = f"the evidence does not give {words!r}, or not as precisely"
        yield make_finding("claim-date", "facts", fact.id, key, message)


# Dates: their form, and that resolved dates agree with the text.


def check_dates(base: FactBase) -> Iterator[Finding]:
    """Yield dates that are not EDTF, and resolved dates without a basis or in conflict with the text."""
    for source in base.sources:
        date = source.date.value if isinstance(source.date, Inferred) else source.date
        yield from _form("sources", source.id, "date", date)
    for fact in base.facts:
        if isinstance(fact.value, Date):
            yield from _form("facts", fact.id, "value.edtf", fact.value.edtf)
        if fact.when:
            wrong = [*_form("facts", fact.id, "when.edtf", fact.when.edtf)]
            wrong += _form("facts", fact.id, "when.resolved", fact.when.resolved)
            yield from wrong or _basis(fact, fact.when)


def _form(table: str, document: str, key: str, date: str | None) -> Iterator[Finding]:
    if date is None:
        return
    try:
        parse(date)
    except EdtfError as error:
        yield make_finding("date-form", table, document, key, str(error))


def _basis(fact: Fact, when: When) -> Iterator[Finding]:
    place = ("facts", fact.id, "when.basis")
    if when.resolved and not (when.basis or "").strip():
        yield make_finding("date-basis", *place, f"{when.resolved} was resolved, but no basis says how")
    elif when.resolved and not _agree(when.resolved, when.edtf):
        yield make_finding(
            "date-basis", *place, f"{when.resolved} does not agree with {when.edtf}, the date in the text"
        )


def _agree(resolved: str, told: str) -> bool:
    """Return True if the resolved date keeps every part that the text gives."""
    ends = list(zip(points(resolved), points(told), strict=False))
    return all(tells(known, claim) for known, claim in ends)


# Derived facts: which facts each follows from, and why.

_LEAST_REASON = 3  # words besides the ids
_SEPARATORS = re.compile(r"[\s,;:()\[\]\"'«»“”]+")


def named_facts(fact: Fact, facts: Mapping[str, Fact]) -> list[Fact]:
    """Return the facts that the reason of a derived fact names, except itself."""
    words = [word.rstrip(".") for word in _SEPARATORS.split(fact.derived or "")]
    return [facts[word] for word in dict.fromkeys(words) if word in facts and word != fact.id]


def check_derivation(fact: Fact, facts: Mapping[str, Fact]) -> Iterator[Finding]:
    """Yield what is missing in the reason of a derived fact."""
    if fact.derived is None:
        return
    named = named_facts(fact, facts)
    if not named:
        message = f"{fact.derived!r} names no fact in the base"
        yield make_finding("derived-unfounded", "facts", fact.id, "derived", message)
        return
    words = [word for word in _SEPARATORS.split(fact.derived) if word.rstrip(".") not in facts]
    if sum(any(character.isalpha() for character in word) for word in words) < _LEAST_REASON:
        yield make_finding("derived-reason", "facts", fact.id, "derived", f"{fact.derived!r} gives no reason")


# Modality: a claim is not more certain than its evidence.

# A shorter span in quotation marks is a title or a term, not somebody's words.
_LEAST_QUOTED_WORDS = 4
_GAP = range(3)  # characters between the sentences of one paragraph


def check_modality(
    fact: Fact,
    names: NameFinder,
    languages: Mapping[str, LanguageRules],
    quoted: Container[str] = (),
) -> Iterator[Finding]:
    """Yield facts whose modality does not fit the words of their first evidence entry.

    The first entry supports the claim, further ones only name what it is about. Names are not cues. `quoted` are the
    ids of the sentences that are one of several in a quotation.
    """
    if fact.modality == "reported" and fact.speaker is None:
        yield make_finding("speaker-missing", "facts", fact.id, "speaker", "a reported fact has no speaker")
    first = fact.evidence[0]
    rules = languages.get(first.sentence.source.language)
    if fact.speaker is None and fact.modality != "reported" and _is_quoted(first, quoted):
        message = f"{first.exact!r} is inside quotation marks"
        yield make_finding("modality-quotation", "facts", fact.id, "speaker", message)
    if rules:
        yield from _check_cues(fact, _without_names(first.exact, names, rules), rules)
        yield from _check_speaker(fact, first, names, rules)


_BESIDE = 40  # letters at most between the words of attribution and whom they attribute to
_AS_NEAR = 2
_APART = re.compile(r"[,;:.!?()«»“”—]")


def _check_speaker(
    fact: Fact, evidence: Evidence, names: NameFinder, rules: LanguageRules
) -> Iterator[Finding]:
    """Yield a speaker whom the sentence names, but beside whose name no words of attribution stand."""
    if fact.speaker is None or fact.modality not in ("reported", "denied"):
        return
    text = evidence.sentence.text
    named = names.find(text)
    cues = list(rules.cues.attribution.finditer(_without_names(text, names, rules).replace("’", "'")))
    beside = set[str]().union(*(_nearest(text, named, cue.start(), cue.end()) for cue in cues))
    if beside and fact.speaker.id not in beside and any(fact.speaker.id in name.entities for name in named):
        message = f"the sentence does not attribute it to {next(iter(fact.speaker.name.values()))!r}"
        yield make_finding("claim-speaker", "facts", fact.id, "speaker", message)


def _without_names(exact: str, names: NameFinder, rules: LanguageRules) -> str:
    """Mask names and dates: neither the month of May nor a band called Would makes a claim uncertain."""
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


def _nearest(text: str, named: Iterable[NamedEntity], start: int, end: int) -> frozenset[str]:
    """Return the entities whose name is nearest to the words from `start` to `end`, in the same part of the sentence.

    Two may be equally near.
    """
    near = []
    for name in named:
        between = text[end : name.start] if name.start >= end else text[name.end : start]
        if (
            (name.start >= end or name.end <= start)
            and len(between) <= _BESIDE
            and not _APART.search(between)
        ):
            near.append((len(between), name))
    least = min((gap for gap, _ in near), default=0)
    return frozenset(bearer for gap, name in near if gap <= least + _AS_NEAR for bearer in name.entities)


def _denies(fact: Fact, rules: LanguageRules) -> bool:
    """Return True if the statement in the language of the evidence repeats the denial."""
    language = fact.evidence[0].sentence.source.language
    return said(rules.cues.negation, fact.statement.get(language, "")) is not None


def _unfit(code: str, fact: Fact, cue: str) -> Finding:
    return make_finding(
        code, "facts", fact.id, "modality", f"the evidence has {cue!r}, but the fact is {fact.modality}"
    )


def quoted_sentences(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Return the ids of the sentences that lie in a quotation of several sentences, of which they may show no mark."""
    found: set[str] = set()
    run: list[Sentence] = []
    for sentence in sorted(sentences, key=lambda each: (each.source.id, each.start)):
        if run and (run[-1].source.id != sentence.source.id or sentence.start - run[-1].end not in _GAP):
            found |= _quoted_in(run)
            run = []
        run.append(sentence)
    return frozenset(found | _quoted_in(run))


def _quoted_in(run: list[Sentence]) -> set[str]:
    """Return the ids of the sentences of a paragraph that lie in a quotation."""
    text = " ".join(sentence.text for sentence in run)
    enclosures, at, found = Enclosures(text, 0, len(text)), 0, set()
    for sentence in run:
        if enclosures.quotes(at, at + len(sentence.text)):
            found.add(sentence.id)
        at += len(sentence.text) + 1
    return found


def _is_quoted(evidence: Evidence, quoted: Container[str]) -> bool:
    """Return True if the evidence is inside quotation marks, as someone's words."""
    start = evidence.offset
    text = evidence.sentence.text
    if start < 0 or len(evidence.exact.split()) < _LEAST_QUOTED_WORDS:
        return False
    if evidence.sentence.id in quoted:
        return True
    return Enclosures(text, 0, len(text)).quotes(start, start + len(evidence.exact))

"""Propose facts by rules: from the clauses of a sentence, its insertions, its quotations.

Each proposal says what one clause says of its subject: a name, an amount, a date, a role, words said, a plan. What the
gate refuses is not proposed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcli.audit.names import masked
from factcli.base.edtf import is_valid
from factcli.curation.gate import REFUSED, Gate
from factcli.drafting.clauses import CLOSING, OPENING, Clause, clauses
from factcli.drafting.insertions import InsertionReader
from factcli.drafting.phrases import LONGEST_OBJECT, Discourse, Referent
from factcli.drafting.proposals import Proposal, Span
from factcli.drafting.quotations import QuotationReader
from factcli.texts.rules import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from factcli.drafting.clauses import Clause, Group
    from factcli.drafting.mentions import MarkedWord
    from factcli.drafting.syntax import Grammar
    from factcli.texts.rules import LanguageRules

_LONGEST_EVIDENCE = 300  # letters
_LONGEST_TOPIC = 8  # words of what a sentence without a verb is about


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause says something of: the clause, its subject, the words of its verb, and how certain it is."""

    clause: Clause
    subject: Referent
    verb: str
    modal: Mapping[str, Any]


class SentenceReader(InsertionReader, QuotationReader):
    """Propose facts from one sentence."""

    def proposals(self) -> Iterator[Proposal]:
        """Yield what the sentence says, the plainest first."""
        speaker = self._reported_by()
        yield from self._quotation()
        if self.text.rstrip().endswith("?"):
            return
        yield from self._appositions()
        yield from self._clauses(speaker)
        yield from self._verbless()
        for token in self.tokens:
            if token.tag == "name":
                self._remember_name(token)

    def _remember_name(self, token: MarkedWord) -> None:
        referent = self._referent_of(token)
        self.whole.remember(referent)

    def _clauses(self, speaker: Referent | None) -> Iterator[Proposal]:
        subject: Referent | None = None
        reporter: Referent | None = None
        for clause in clauses(self.tokens, self.groups, self.grammar):
            if self._quoted[clause.group.first] or clause.group.lemma in self.grammar.verbs["impersonal"]:
                continue
            found = self._subject(clause, subject)
            if found is None:
                continue
            self._latest = found
            heads = clause.joint in ("main", "resumed")
            if heads:
                subject = found
            self.whole.remember(found, subject=heads)
            said_by = speaker or (reporter if reporter and reporter.name != found.name else None)
            made = list(self._of_clause(clause, found, said_by))
            yield from made
            if clause.group.lemma in self.grammar.verbs["speech"] and found.kind != "place":
                reporter = found

    def _of_clause(self, clause: Clause, subject: Referent, speaker: Referent | None) -> Iterator[Proposal]:
        """Yield a proposal for each thing that a clause says of its subject."""
        group = clause.group
        modal = self._modality(clause, speaker)
        verb = self._verb_words(group)
        whole = self._whole_complement(clause)
        if group.lemma in self.grammar.verbs["speech"] and not group.passive and subject.kind != "place":
            told = self._told(clause, subject)
            if told:
                yield told
                return
        yield from self._subject_amounts(clause, subject, verb, modal)
        items = list(self._items(clause, subject, verb, modal))
        direct = self._direct(Said(clause, subject, verb, modal))
        if direct and not any(each.value == direct.value and each.object == direct.object for each in items):
            yield direct
        yield from items
        yield from self._opening_dates(Said(clause, subject, verb, modal))
        if not items and not direct and whole:
            yield from self._fallback(clause, subject, verb, modal)

    def _subject_amounts(
        self, clause: Clause, subject: Referent, verb: str, modal: Mapping[str, Any]
    ) -> Iterator[Proposal]:
        """Yield the amounts that stand with the subject: "The largest share, €14 million, comes from X"."""
        if clause.joint != "main" or subject.sentence != self.number:
            return
        for at in range(*clause.subject):
            token = self.tokens[at]
            mention = self.reading.amounts.get(token.start) if token.tag == "amount" else None
            if not mention or token.start < subject.start:
                continue
            value, noun, _ = self._measured(at, mention, clause.group.first)
            if not value:
                continue
            last = max(clause.complement[1], clause.group.end)
            while last > clause.group.end and self.tokens[last - 1].tag in ("punct", "conj", "prep", "det"):
                last -= 1
            end = self.tokens[last - 1].end
            agents = [
                each
                for each in range(*clause.complement)
                if self.tokens[each].tag == "name" and clause.group.passive
            ]
            about = self._referent_of(self.tokens[agents[0]]) if agents else subject
            relation = noun or (verb if agents else self.grammar.relations["sum"])
            item = self._item(
                clause, about, relation, subject.start, end, modal, value=value, relation_kind="quantity"
            )
            words = self._with_article(subject)
            told = self.text[subject.start : end]
            statement = (
                f"{words[: len(words) - len(subject.exact)]}{told}" if words.endswith(subject.exact) else told
            )
            yield replace(item, statement={self.grammar.code: statement[:1].upper() + statement[1:] + "."})

    def _verbless(self) -> Iterator[Proposal]:
        """Yield the names and amounts of a sentence without a verb, which goes on about the last subject."""
        topic = self.whole.recall(("organization", "person", "place", "thing"), self.place)
        if topic is None or any(token.tag == "verb" for token in self.tokens) or any(self._quoted):
            return
        nouns = [token for token in self.tokens if token.tag in ("det", "word", "prep")]
        start = next(
            (at for at, token in enumerate(self.tokens) if token.tag == "det" and at + 1 < len(self.tokens)),
            None,
        )
        if start is None or not nouns:
            return
        stop = start
        while (
            stop < len(self.tokens)
            and self.tokens[stop].tag in ("det", "word", "prep")
            and stop - start < _LONGEST_TOPIC
        ):
            stop += 1
        first = self.tokens[start].start
        while stop > start and self.tokens[stop - 1].tag in ("det", "prep"):
            stop -= 1
        relation = self.words(start + 1, stop)
        if not relation:
            return
        for at, token in enumerate(self.tokens):
            if token.tag == "name" and token.start > first and token.text != topic.name:
                words = self.text[first : token.end]
                yield self._proposal(
                    subject=topic, relation=relation, object=self._referent_of(token), start=first, end=token.end,
                    statement=self.grammar.worded("number", s=topic.name, p=words),
                )  # fmt: skip
            mention = self.reading.amounts.get(token.start) if token.tag == "amount" else None
            if mention and token.start > first:
                value, noun, end = self._measured(at, mention, len(self.tokens))
                if value:
                    yield self._proposal(
                        subject=topic, relation=noun or relation, value=value, start=first, end=end,
                        statement=self.grammar.worded("number", s=topic.name, p=self.text[first:end]),
                        relation_kind="quantity",
                    )  # fmt: skip

    def _verb_words(self, group: Group) -> str:
        """Return the words that name what happens: the last verb, or the whole group if it is short."""
        last = self.tokens[group.end - 1]
        return (
            last.low
            if group.kind == "participle" or group.passive
            else self.words(group.first, group.end).lower()
        )

    def _modality(self, clause: Clause, speaker: Referent | None) -> dict[str, Any]:
        group = clause.group
        first = clause.subject[0] if clause.joint == "main" else group.first
        words = self._plain(first, max(clause.complement[1], group.end))
        hedged = said(self.rules.cues.conditional, words) is not None
        ahead = group.tense == "future" or group.intended or said(self.rules.cues.future, words) is not None
        if speaker:
            return {"modality": "reported", "hedged": hedged, "speaker": speaker}
        if hedged:
            return {"modality": "hedged"}
        if ahead:
            return {"modality": "planned"}
        return {"modality": "denied" if group.negated else "asserted"}

    def _plain(self, first: int, last: int) -> str:
        """Return words of the sentence with dates and names masked: the month of May makes nothing uncertain."""
        start = self.tokens[first].start if first < len(self.tokens) else 0
        spans = [
            (token.start - start, token.end - start)
            for token in self.tokens[first:last]
            if token.tag in ("date", "name")
        ]
        return masked(self.words(first, last), spans)

    def _start(self, clause: Clause, subject: Referent) -> int:
        """Return where the evidence begins: at the subject if it is near before the verb, else at the verb."""
        verb = self.tokens[clause.group.first].start
        here = subject.sentence == self.number and subject.start < verb
        if here and any(mark in self.text[subject.end : verb] for mark in ",;(“«"):
            return verb
        return subject.start if here and verb - subject.start < _LONGEST_EVIDENCE else verb

    def _said(self, clause: Clause, subject: Referent, end: int) -> str:
        """Return the statement of a clause up to an offset: the subject's name and the words of the text."""
        words = self.text[self.tokens[clause.group.first].start : end].strip()
        name = self._with_article(subject)
        name = name[:1].upper() + name[1:]
        form = "clause"
        if clause.group.kind == "participle":
            form = (
                "state"
                if clause.group.lemma in self.grammar.verbs["states"]
                else "passives"
                if subject.plural
                else "passive"
            )
        return self.grammar.worded(form, s=name, p=words)

    def _items(
        self, clause: Clause, subject: Referent, verb: str, modal: Mapping[str, Any]
    ) -> Iterator[Proposal]:
        """Yield the names, amounts and dates of a complement, each with the preposition before it."""
        prep = ""
        readers = {"amount": self._amount_item, "date": self._date_item, "name": self._name_item}
        for at in range(*clause.complement):
            token = self.tokens[at]
            if self._quoted[at]:
                continue
            reader = readers.get(token.tag)
            if reader:
                found = reader(Said(clause, subject, verb, modal), at, prep)
                if found:
                    yield found
            elif token.tag == "pron" and at == clause.complement[0] and not clause.group.passive:
                taken = self._pronoun(token)
                if taken and taken.name != subject.name:
                    start = self._start(clause, subject)
                    yield self._item(clause, subject, verb, start, token.end, modal, object=taken)
            if token.tag in ("prep", "verb"):
                prep = token.low
            elif token.tag in ("amount", "date") or (token.tag == "punct" and token.text != ","):
                prep = ""

    def _amount_item(self, about: Said, at: int, prep: str) -> Proposal | None:
        clause, subject = about.clause, about.subject
        mention = self.reading.amounts[self.tokens[at].start]
        value, noun, end = self._measured(at, mention, clause.complement[1])
        if not value:
            return None
        verbs = self.grammar.verbs
        relation = noun or self._noun_of(at) or f"{about.verb} {prep}".strip()
        if noun and clause.group.lemma not in verbs["copulas"] | verbs["auxiliaries"]:
            relation = f"{about.verb}: {noun}"
        start = self._start(clause, subject)
        return self._item(
            clause, subject, relation, start, end, about.modal, value=value, relation_kind="quantity"
        )

    def _date_item(self, about: Said, at: int, _prep: str) -> Proposal | None:
        token = self.tokens[at]
        edtf = self.reading.dates[token.start].edtf
        if not edtf or not is_valid(edtf):
            return None
        start = self._start(about.clause, about.subject)
        return self._dated(about, start, token.end, edtf)

    def _dated(self, about: Said, start: int, end: int, edtf: str) -> Proposal:
        relation = self.grammar.relations["date"].format(verb=about.verb)
        return self._item(
            *(about.clause, about.subject, relation, start, end, about.modal),
            value=f"date:{edtf}",
            relation_kind="time",
        )

    def _name_item(self, about: Said, at: int, prep: str) -> Proposal | None:
        clause, token = about.clause, self.tokens[at]
        target = self._referent_of(token)
        before = self.tokens[at - 1]
        # "l’atelier Villemain" is the object, and the name in it is not another one
        own = at > clause.complement[0] and before.tag == "word" and not self.grammar.role(before.low)
        covered = own and before.low not in self.grammar.taken_up
        if target.name == about.subject.name or self._is_possessor(at) or covered:
            return None
        relation = self._relation(clause, about.verb, prep, at)
        placed = target.kind == "thing" and prep in self.grammar.words["located"] and relation != about.verb
        start = self._start(clause, about.subject)
        return self._item(
            *(clause, about.subject, relation, start, token.end, about.modal),
            object=replace(target, kind="place") if placed else target,
        )

    def _noun_of(self, at: int) -> str:
        """Return the noun whose amount this is: "a credit facility of $4 billion"."""
        tokens = self.tokens
        if not at or tokens[at - 1].low not in self.grammar.words["genitive"]:
            return ""
        first = at - 1
        while (first > 0 and tokens[first - 1].tag == "word") or (
            first > 1
            and tokens[first - 1].low in self.grammar.words["genitive"]
            and tokens[first - 2].tag == "word"
        ):
            first -= 1
        words = [token.low for token in tokens[first : at - 1]]
        return " ".join(words) if 0 < len(words) <= 4 else ""  # noqa: PLR2004

    def _relation(self, clause: Clause, verb: str, prep: str, at: int) -> str:
        nouns = [
            self.tokens[each].low
            for each in range(clause.complement[0], at)
            if self.tokens[each].tag == "word"
        ]
        if clause.group.lemma in self.grammar.verbs["copulas"] and nouns and not clause.group.passive:
            return f"{nouns[-1]} {prep}".strip()
        return f"{verb} {prep}".strip()

    def _is_possessor(self, at: int) -> bool:
        return at + 1 < len(self.tokens) and self.tokens[at + 1].tag == "poss"

    def _item(  # noqa: PLR0913, PLR0917 -- what makes a proposal
        self,
        clause: Clause,
        subject: Referent,
        relation: str,
        start: int,
        end: int,
        modal: Mapping[str, Any],
        *,
        value: str | None = None,
        object: Referent | None = None,  # noqa: A002 -- the word of the model
        relation_kind: str | None = None,
    ) -> Proposal:
        speaker = modal.get("speaker")
        statement = self._said(clause, subject, end)
        if speaker:
            said_so = statement if subject.proper else statement[:1].lower() + statement[1:]
            statement = self.grammar.worded("report", s=speaker.name, p=said_so.rstrip("."))
        names: tuple[Span, ...] = ()
        if speaker and not (speaker.sentence == self.number and start <= speaker.start < end):
            names = (Span(speaker.sentence, speaker.exact),)
        return self._proposal(
            subject=subject,
            relation=relation,
            value=value,
            object=object,
            start=start,
            end=end,
            names=names,
            statement=statement,
            modality=modal["modality"],
            hedged=bool(modal.get("hedged")),
            speaker=speaker.name if speaker else None,
            relation_kind=relation_kind,
        )

    def _opening_dates(self, about: Said) -> Iterator[Proposal]:
        """Yield the date before the subject: "On 3 May 2024 the council voted"."""
        clause, subject = about.clause, about.subject
        if clause.joint != "main" or subject.sentence != self.number:
            return
        for at in range(*clause.subject):
            token = self.tokens[at]
            edtf = self.reading.dates[token.start].edtf if token.tag == "date" else None
            if token.end <= subject.start and edtf and is_valid(edtf):
                end = max(clause.complement[1], clause.group.end)
                words = f"{self._subject_words(subject)} {self.words(clause.group.first, end)}"
                found = self._dated(about, token.start, self.tokens[end - 1].end, edtf)
                yield replace(found, statement={self.grammar.code: f"{words} ({token.text})."})

    def _subject_words(self, subject: Referent) -> str:
        name = self._with_article(subject)
        return name[:1].upper() + name[1:]

    def _direct(self, about: Said) -> Proposal | None:
        """Propose the noun phrase right after the verb, where it is no name and no amount."""
        clause, subject, modal = about.clause, about.subject, about.modal
        first, stop = self._object_span(clause)
        body = self.tokens[first:stop]
        copula = clause.group.lemma in self.grammar.verbs["copulas"] and not clause.group.passive
        if not self._is_object(body, copula=copula) or (clause.group.passive and not copula):
            return None
        text = self.words(first, stop)
        relation = about.verb
        if copula:
            relation = self.grammar.relations["nature" if body[0].tag == "det" else "quality"]
            if modal["modality"] == "asserted" and subject.proper and body[0].tag == "det":
                self._note_nature(subject, text)
        return self._item(
            *(clause, subject, relation, self._start(clause, subject), body[-1].end, modal),
            value=f"text:{text}",
            relation_kind="thing",
        )

    def _object_span(self, clause: Clause) -> tuple[int, int]:
        """Return where the noun phrase after a verb begins and ends, with the nouns that it is the genitive of."""
        tokens = self.tokens
        first, end = clause.complement
        while first < end and tokens[first].tag == "adv":
            first += 1
        stop = first
        while stop < end and tokens[stop].tag not in ("punct", "rel", "sub", "date"):
            joined = tokens[stop].tag == "prep" and tokens[stop].low in self.grammar.words["genitive"]
            if stop > first and not joined and tokens[stop].tag in ("prep", "verb"):
                break
            stop += 1
        while stop > first and tokens[stop - 1].tag in ("conj", "prep", "det", "adv", "punct"):
            stop -= 1
        return first, stop

    def _is_object(self, body: Sequence[MarkedWord], *, copula: bool) -> bool:
        """Return True if the words after a verb are an object in words: no preposition, name, amount or pronoun."""
        if not body or len(body) > LONGEST_OBJECT:
            return False
        first = body[0]
        if first.tag in ("name", "amount", "pron", "conj"):
            return False
        if first.tag == "prep" and first.low not in self.grammar.words["partitives"]:
            return False
        if not copula and any(token.tag == "amount" for token in body):
            return False
        return any(token.tag in ("word", "verb") for token in body)

    def _told(self, clause: Clause, subject: Referent) -> Proposal | None:
        """Propose what somebody says, fears or expects, as words: from the verb to the end of the sentence."""
        tokens = self.tokens
        first = clause.group.end
        if first >= len(tokens) or tokens[first].text in (*OPENING, ":", ",", "."):
            return None
        end = first
        while end < len(tokens) and tokens[end].text not in (";", ".", "?", "!"):
            end += 1
        while end > first and tokens[end - 1].tag in ("punct", "conj"):
            end -= 1
        if end - first < 3 or end - first > 3 * LONGEST_OBJECT:  # noqa: PLR2004
            return None
        following = tokens[first + 1].low if first + 1 < end else ""
        base = any(form.tense == "base" for form in self.grammar.forms.get(following, ()))
        marked = tokens[first].low in self.grammar.words["complementizers"]
        infinitive = tokens[first].low in self.grammar.words["infinitive"] and base
        if not marked and not infinitive and not self._unmarked_clause(first, end):
            return None
        words = self.words(first, end)
        start = self._start(clause, subject)
        verb = self.words(clause.group.first, clause.group.end).lower()
        told = self._item(
            *(clause, subject, verb, start, tokens[end - 1].end, {"modality": "asserted"}),
            value=f"text:{words}",
            relation_kind="quote",
        )
        hedged = said(self.rules.cues.conditional, words) is not None
        return replace(told, modality="reported", hedged=hedged, speaker=subject.name)

    def _unmarked_clause(self, first: int, end: int) -> bool:
        """Return True if a clause follows without a word for it ("says he will go", "expects the ship to sail")."""
        if not self.grammar.head_last:
            return False
        for at in range(first, min(end, first + 7)):
            if self.tokens[at].tag == "verb":
                return at > first
            if self.tokens[at].tag not in ("det", "word", "name", "pron", "prep", "adv", "amount"):
                return False
            if self.tokens[at].low in self.grammar.words["infinitive"] and at > first:
                return True
        return False

    def _whole_complement(self, clause: Clause) -> str:
        return self.words(*clause.complement)

    def _fallback(
        self, clause: Clause, subject: Referent, verb: str, modal: Mapping[str, Any]
    ) -> Iterator[Proposal]:
        """Propose the words of the complement as they are, where nothing in it could be told apart."""
        first, end = clause.complement
        while end > first and self.tokens[end - 1].tag in ("punct", "conj", "prep", "det"):
            end -= 1
        text = self.words(first, end)
        if end > first and self.tokens[first].tag == "pron":
            return
        if (
            not text.count(" ")
            or len(text.split()) > LONGEST_OBJECT
            or any(mark in text for mark in OPENING + CLOSING)
        ):
            return
        start = self._start(clause, subject)
        yield self._item(
            clause,
            subject,
            verb,
            start,
            self.tokens[end - 1].end,
            modal,
            value=f"text:{text}",
            relation_kind="thing",
        )


# What is proposed: what the gate lets pass, each thing once.


def extract(
    tables: Mapping[str, Mapping[str, Any]],
    source: str,
    grammar: Grammar,
    languages: Mapping[str, LanguageRules],
) -> list[Proposal]:
    """Return the proposals for one source of a base, in the order of its sentences."""
    sentences = [each for each in tables["sentences"].values() if each["source"] == source]
    several = len(tables["sources"]) > 1
    numbered = [
        (f"{source}:{each['number']}" if several else str(each["number"]), each["text"]) for each in sentences
    ]
    gate = Gate(tables, languages)
    found: list[Proposal] = []
    seen: set[object] = set()
    text = Discourse(numbered, grammar, languages[grammar.code])
    for number, reading in text.readings:
        for proposal in SentenceReader(text, number, reading).proposals():
            judged = judged_proposal(proposal, gate)
            if judged is not None and judged.content not in seen:
                seen.add(judged.content)
                found.append(judged)
    return found


def judged_proposal(proposal: Proposal, gate: Gate) -> Proposal | None:
    """Return a proposal of the rules with its verdict, corrected in what the gate can tell; None if it is refused."""
    occurrences = proposal
    for _ in range(4):
        judgement = gate.judge(occurrences.request())
        codes = judgement.codes
        changed = _corrected(occurrences, codes)
        if changed is None:
            break
        occurrences = changed
    if judgement.verdict == REFUSED:
        return None
    return replace(occurrences, verdict=judgement.verdict, codes=judgement.codes)


_MODALITIES = {"modality-future": "planned", "modality-denial": "denied"}


def _corrected(proposal: Proposal, codes: Sequence[str]) -> Proposal | None:
    """Return the proposal with the modality that its evidence has, None if that is not what is wrong."""
    for code in codes:
        if code in _MODALITIES and proposal.modality == "asserted":
            return replace(proposal, modality=_MODALITIES[code])
        if code == "modality-hedge" and not proposal.hedged:
            if proposal.modality == "reported":
                return replace(proposal, hedged=True)
            return replace(proposal, modality="hedged")
        if code == "evidence-ambiguous" and any(span.occurrence is None for span in proposal.names):
            return replace(proposal, names=tuple(replace(span, occurrence=1) for span in proposal.names))
        if code == "evidence-ambiguous" and proposal.occurrence is None:
            return replace(proposal, occurrence=1)
    return None

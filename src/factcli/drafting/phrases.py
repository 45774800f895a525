"""Read the phrases of a sentence: which thing a noun, a name or a pronoun stands for, and what a proposal of it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcli.drafting.clauses import read_sentence, verb_groups
from factcli.drafting.mentions import NameReader
from factcli.drafting.proposals import RULES, Proposal, Span
from factcli.text import key
from factcli.texts.numbers import phrase
from factcli.texts.sentences import Enclosures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from factcli.drafting.clauses import Clause, Group, ParsedSentence
    from factcli.drafting.mentions import MarkedWord
    from factcli.drafting.syntax import Grammar
    from factcli.texts.numbers import NumberMention
    from factcli.texts.rules import LanguageRules

LONGEST_OBJECT = 16
"""Words at most of an object in words."""
_REMEMBERED_SENTENCES = 3
_LONGEST_NAME = 6  # words of a common noun that is taken as a subject


@dataclass(frozen=True, slots=True)
class Referent:
    """What a clause speaks of: its name, its kind, and the words of the text that name it."""

    name: str
    kind: str
    sentence: str
    exact: str
    start: int
    end: int
    proper: bool = True
    plural: bool = False
    shown: str = ""


def _is_short(token: MarkedWord) -> bool:
    """Return True for an abbreviation that is as often a thing as anybody (IA, GDP)."""
    return token.text.isupper() and len(token.text) <= len("GDP")


class Discourse:
    """The text as a whole: its names with their kinds, and what was spoken of last, for pronouns to stand for."""

    def __init__(self, sentences: Sequence[tuple[str, str]], grammar: Grammar, rules: LanguageRules) -> None:
        """Read all sentences, as (number, text): the kind of a name is often told later."""
        self.sentences, self.grammar, self.rules = sentences, grammar, rules
        self.names = NameReader((text for _, text in sentences), grammar)
        self.quoted: Referent | None = None  # who was quoted last, and in which sentence
        self.quoted_at = -1
        self._places = {number: at for at, (number, _) in enumerate(sentences)}
        self._subjects: list[Referent] = []  # of main clauses, the latest last
        self._recent: list[Referent] = []  # whatever was named, the latest last
        self.readings: list[tuple[str, ParsedSentence]] = []
        for number, text in sentences:
            reading = read_sentence(text, self.names, rules)
            self.readings.append((number, reading))
            self._meet(reading)

    # Names and what they stand for.

    def _meet(self, reading: ParsedSentence) -> None:
        """Collect votes for the kinds of the names of a sentence."""
        tokens = reading.tokens
        groups = {group.first: group for group in verb_groups(tokens, self.grammar)}
        for at, token in enumerate(tokens):
            if token.tag == "name":
                votes = [*self._votes_before(tokens, at), *self._votes_after(tokens, at, groups)]
                full = self.names.resolve(token.text)
                if full != token.text and full.endswith(token.text):
                    votes.append(("person", 2))  # a surname alone
                self.names.meet(token.text, votes)

    def _votes_before(self, tokens: Sequence[MarkedWord], at: int) -> Iterator[tuple[str, int]]:
        """Yield what the words before a name say of its kind: a title, a role, "in"."""
        before = tokens[at - 1] if at else None
        if before is None:
            return
        if before.low in self.grammar.words["titles"]:
            yield "person", 3
        if noun := self._noun_before(tokens, at):
            yield self.grammar.role(noun) or self.grammar.taken_up[noun], 3
        if before.low in self.grammar.words["locative"] and not _is_short(tokens[at]):
            yield "place", 2 if before.low in self.grammar.words["located"] else 1

    def _votes_after(
        self, tokens: Sequence[MarkedWord], at: int, groups: Mapping[int, Group]
    ) -> Iterator[tuple[str, int]]:
        """Yield what the words after a name say of its kind: a verb, an insertion between commas."""
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if after is None:
            return
        if after.tag == "verb" and not _is_short(tokens[at]):
            group = groups.get(at + 1)
            speaks = group is not None and group.lemma in self.grammar.verbs["speech"]
            yield "person" if speaks and " " in tokens[at].text else "organization", 1
        if after.text == "," and at + 2 < len(tokens):
            head = self._head(tokens, at + 2)
            if head:
                yield head, 3
            elif self._explained(tokens, at + 2):
                yield "thing", 2
        if at and tokens[at - 1].text == "," and after.text in (",", "."):
            head = self._head_before(tokens, at - 1)
            if head:
                yield head, 3

    def _noun_before(self, tokens: Sequence[MarkedWord], at: int) -> str | None:
        """Return the role or kind noun right before a name ("the auditor Jonas Peake"; "la start-up H")."""
        for back in (1, 2):
            token = tokens[at - back] if at >= back else None
            if token is None or token.tag not in ("word", "verb"):
                return None
            if self.grammar.role(token.low) or token.low in self.grammar.taken_up:
                return token.low
        return None

    def _head(self, tokens: Sequence[MarkedWord], at: int) -> str | None:
        """Return the kind of the first role noun of an insertion that begins at a token; it ends with a mark."""
        kind = None
        prep = False
        for token in tokens[at : at + 14]:
            if token.tag in ("punct", "rel"):
                return kind
            if token.tag == "name" and not prep:
                return None
            if token.tag == "verb" and token.low not in self.grammar.roles:
                finite = any(form.tense != "participle" for form in self.grammar.forms.get(token.low, ()))
                return None if finite else kind
            prep = prep or token.tag in ("prep", "poss")
            kind = kind or self.grammar.role(token.low)
        return kind

    def _explained(self, tokens: Sequence[MarkedWord], at: int) -> bool:
        """Return True if "a ..." follows that is no role: then the name is of a thing ("the Moss, a raised bog")."""
        words = self.grammar.words
        det = tokens[at]
        return det.tag == "det" and det.low not in words["definite"] and det.low not in words["possessives"]

    def _head_before(self, tokens: Sequence[MarkedWord], at: int) -> str | None:
        for token in reversed(tokens[max(0, at - 6) : at]):
            if token.tag in ("punct", "rel", "verb"):
                return None
            if self.grammar.role(token.low):
                return self.grammar.role(token.low)
        return None

    def remember(self, referent: Referent, *, subject: bool = False) -> None:
        """Keep what was spoken of last, apart as the subject of a main clause."""
        for kept in (self._recent, self._subjects) if subject else (self._recent,):
            kept[:] = [*[each for each in kept if each.name != referent.name][-20:], referent]

    def recall(
        self, kinds: Iterable[str], sentence: int, reach: int = _REMEMBERED_SENTENCES
    ) -> Referent | None:
        """Return the latest subject, else the latest thing named, of one of the kinds in the last sentences."""
        wanted = set(kinds)
        for kept in (self._subjects, self._recent):
            for each in reversed(kept):
                if each.kind in wanted and sentence - self.place(each.sentence) <= reach:
                    return each
        return None

    def recall_noun(self, noun: str) -> Referent | None:
        """Return what a noun with an article takes up: a subject whose nature it is, else one of its kind.

        A name that has the noun in it is meant first ("the trust": Moss Trust), then what the text speaks of most.
        """
        earlier = list(reversed(self._recent))
        for each in earlier:
            if each.proper and noun in key(each.name).split():
                return each
        kind = self.grammar.taken_up.get(noun)
        latest = self._subjects[-1].name if self._subjects else ""

        def salience(each: Referent) -> float:
            known = self.names.known.get(each.name)
            has_nature = known is not None and noun in known.nature.split()
            if not has_nature and (kind is None or each.kind != kind or not each.proper):
                return 0
            return self.names.counts[each.name] + 1.5 * has_nature + 2 * (each.name == latest)

        best = max(earlier, key=salience, default=None)
        return best if best is not None and salience(best) > 0 else None

    def place(self, number: str) -> int:
        """Return which sentence a number is, counted from 0."""
        return self._places.get(number, 0)


class PhraseReader:
    """Read the phrases of one sentence of a text."""

    def __init__(self, text: Discourse, number: str, reading: ParsedSentence) -> None:
        """Take the sentence apart."""
        self.whole, self.number, self.reading = text, number, reading
        self.grammar, self.rules = text.grammar, text.rules
        self.text, self.tokens = reading.text, reading.tokens
        self.place = text.place(number)
        enclosures = Enclosures(self.text, 0, len(self.text))
        self.groups = verb_groups(self.tokens, self.grammar)
        self._latest: Referent | None = None  # the subject of the clause before, also of one inside another
        self._quoted = [enclosures.quotes(token.start, token.end) for token in self.tokens]

    def words(self, first: int, end: int) -> str:
        """Return the text of the tokens from `first` up to `end`."""
        return self.text[self.tokens[first].start : self.tokens[end - 1].end] if end > first else ""

    def _referent_of(self, token: MarkedWord) -> Referent:
        known = self.whole.names.meet(token.text)
        return Referent(known.name, known.kind, self.number, token.text, token.start, token.end)

    def _noun_phrase(self, body: Sequence[int]) -> Referent | None:
        """Return what a noun phrase stands for: a name in it, what it takes up, or the phrase itself."""
        tokens, words = self.tokens, self.grammar.words
        head = tokens[body[0]]
        if head.tag == "pron":
            return self._pronoun(head)
        cut = next(
            (
                place
                for place, at in enumerate(body)
                if place and tokens[at].tag == "prep" and tokens[at].low not in words["genitive"]
            ),
            len(body),
        )
        core = list(body[:cut])
        names = [at for at in core if tokens[at].tag == "name"]
        genitive = next(
            (place for place, at in enumerate(core) if place and tokens[at].low in words["genitive"]),
            len(core),
        )
        front = core[:genitive]
        front_names = [at for at in front if tokens[at].tag == "name"]
        if front_names and front_names[-1] == front[-1]:
            return self._referent_of(tokens[front_names[-1]])
        nouns = [tokens[at].low for at in front if tokens[at].tag in ("word", "verb")]
        if head.tag == "det" and head.low in words["definite"] and not names and nouns and len(nouns) < 3:  # noqa: PLR2004
            noun = nouns[-1 if self.grammar.head_last else 0]
            taken = (
                self.whole.recall_noun(noun)
                if noun in self.grammar.taken_up or self._is_nature(noun)
                else None
            )
            if taken:
                return taken
        if head.tag in ("amount", "date") and len(front) == 1:
            return None
        text = self.words(core[0] + (1 if head.tag == "det" and len(core) > 1 else 0), core[-1] + 1)
        if (
            not text
            or len(text.split()) > _LONGEST_NAME
            or not any(tokens[at].tag in ("word", "verb", "name") for at in core)
        ):
            return None
        start, end = (
            tokens[core[0] + (1 if head.tag == "det" and len(core) > 1 else 0)].start,
            tokens[core[-1]].end,
        )
        kind = next((kind for at in front if (kind := self.grammar.role(tokens[at].low))), "thing")
        shown = self.words(core[0], core[-1] + 1)
        plural = text.split()[-1 if self.grammar.head_last else 0].endswith("s")
        return Referent(text, kind, self.number, text, start, end, proper=False, plural=plural, shown=shown)

    def _is_nature(self, noun: str) -> bool:
        return any(noun in known.nature.split() for known in self.whole.names.known.values())

    def _pronoun(self, token: MarkedWord) -> Referent | None:
        pronouns = self.grammar.pronouns
        if token.low in pronouns["person"]:
            person = self.whole.recall(("person",), self.place)
            if person is None and token.low in pronouns["either"]:
                return self.whole.recall(("thing", "organization"), self.place)
            return person
        if token.low in pronouns["thing"]:
            if not pronouns["person"]:
                return self.whole.recall(("organization", "person", "thing", "place"), self.place)
            return self.whole.recall(("organization", "thing", "place"), self.place)
        return None

    def _antecedent(self, at: int) -> Referent | None:
        """Return the noun that a relative or participial clause belongs to: the nearest one before it."""
        tokens = self.tokens
        before = at - 1
        while before >= 0 and tokens[before].tag == "adv":
            before -= 1
        if before >= 0 and tokens[before].text in (",", "("):
            return self._before_comma(before)
        if before < 0 or tokens[before].tag == "pron":
            return None
        if tokens[before].tag == "name" and not self._is_genitive(before):
            return self._apposed(before) or self._referent_of(tokens[before])
        first = before
        while (
            first > 0
            and tokens[first].tag in ("word", "adv", "prep", "name", "date")
            and tokens[first - 1].text not in (",", ";")
        ):
            first -= 1
        apposed = self._apposed(first)
        if apposed:
            return apposed
        while first < before and tokens[first].tag not in ("det", "word", "name"):
            first += 1
        nouns = self._last_phrase(range(first, before + 1))
        return self._noun_phrase(nouns) if nouns else None

    def _before_comma(self, comma: int) -> Referent | None:
        """Return what the words after a comma explain: the noun that heads the parts between commas before it."""
        tokens = self.tokens
        end = comma
        while end > 0:
            first = end
            while (
                first > 0
                and tokens[first - 1].text not in (",", "(", ";", ":")
                and tokens[first - 1].tag not in ("rel", "sub")
            ):
                first -= 1
            body = [at for at in range(first, end) if tokens[at].tag != "adv"]
            if not body:
                end = first - 1
                continue
            inserted = tokens[body[0]].tag == "verb" or (tokens[body[0]].tag == "prep" and first > 0)
            if inserted and first > 1:
                end = first - 1
                continue
            explains = tokens[body[0]].tag == "det" or tokens[body[0]].low in self.grammar.roles
            if explains and first > 1 and tokens[first - 1].text == "," and tokens[first - 2].tag == "name":
                return self._referent_of(tokens[first - 2])
            if tokens[body[0]].tag == "name":
                return self._referent_of(tokens[body[0]])
            if tokens[body[-1]].tag == "name" and not self._is_genitive(body[-1]):
                return self._referent_of(tokens[body[-1]])
            verbs = [at for at in body if tokens[at].tag == "verb"]
            rest = [at for at in body if not verbs or at > verbs[-1]]
            while rest and tokens[rest[0]].tag in ("prep", "conj", "date", "amount"):
                rest = rest[1:]
            return self._noun_phrase(self._last_phrase(rest)) if rest else None
        return None

    def _is_genitive(self, at: int) -> bool:
        """Return True if a name belongs to the noun before it ("l’école de Mirecourt")."""
        before = at - 1
        while before > 0 and self.tokens[before].tag == "det":
            before -= 1
        return before > 0 and self.tokens[before].low in self.grammar.words["genitive"]

    def _last_phrase(self, body: Sequence[int]) -> list[int]:
        """Return the last noun phrase of some words, with the nouns that it is the genitive of."""
        tokens, words = self.tokens, self.grammar.words
        starts = [place for place, at in enumerate(body) if tokens[at].tag == "det"]
        while starts:
            place = starts.pop()
            before = tokens[body[place - 1]] if place else None
            joined = before is not None and before.low in words["genitive"]
            if not joined and tokens[body[place]].low not in words["genitive"]:
                return list(body[place:])
        return list(body)

    def _apposed(self, at: int) -> Referent | None:
        """Return the name that the phrase beginning at a token explains ("Nordline, a company founded ...")."""
        tokens = self.tokens
        first = at
        while (
            first > 0
            and tokens[first - 1].tag in ("word", "det", "adv", "prep", "verb", "name")
            and tokens[first - 1].text != ","
        ):
            first -= 1
        if (
            first > 1
            and tokens[first - 1].text == ","
            and tokens[first - 2].tag == "name"
            and (tokens[first].tag == "det" or tokens[first].low in self.grammar.roles)
        ):
            return self._referent_of(tokens[first - 2])
        return None

    def _subject(self, clause: Clause, before: Referent | None) -> Referent | None:
        """Return what a clause speaks of; `before` is the subject of the main clause before it."""
        tokens = self.tokens
        first, end = clause.subject
        if clause.joint == "shared":
            return before or self._latest
        if clause.joint == "resumed":
            return self._latest
        if clause.joint == "participle":
            return self._antecedent(clause.group.first)
        if clause.joint == "relative":
            pronouns = [at for at in range(first, end) if tokens[at].tag == "rel"]
            return self._antecedent(pronouns[-1])
        segments = self._segments(first, end)
        adjacent = end > first and tokens[end - 1].text not in (",", ")")
        for number, segment in enumerate(reversed(segments)):
            body = self._without_opening(segment)
            inserted = not adjacent and number == 0 and len(segments) > 1 and self._only_name(body) is None
            if body and not inserted:
                return self._noun_phrase(body)
        return None

    def _segments(self, first: int, end: int) -> list[list[int]]:
        """Return the parts of the words before a verb that marks and small words separate."""
        words = self.grammar.words
        segments: list[list[int]] = [[]]
        for at in range(first, end):
            token = self.tokens[at]
            joining = token.tag in ("sub", "conj") and token.low not in words["conjunctions"]
            if token.text in (",", "(", ")", ";", ":", "–", "—") or joining:
                segments.append([])
            elif token.tag == "rel" and token.low in words["complementizers"]:
                segments = [[]]
            else:
                segments[-1].append(at)
        while segments and not segments[-1]:
            segments.pop()
        return segments

    def _only_name(self, body: Sequence[int]) -> int | None:
        names = [at for at in body if self.tokens[at].tag == "name"]
        return names[0] if len(names) == len(body) == 1 else None

    def _without_opening(self, segment: Sequence[int]) -> list[int]:
        """Leave out what stands before a subject without a comma: small words, dates, "in 2019", "in storms"."""
        tokens = self.tokens
        body = [
            at
            for at in segment
            if tokens[at].tag == "det"
            or (tokens[at].tag != "adv" and tokens[at].low not in self.grammar.words["clitics"])
        ]
        while body and tokens[body[0]].tag in ("conj", "adv", "date", "punct", "sub", "rel"):
            body = body[1:]
        if (
            body
            and tokens[body[0]].tag == "prep"
            and tokens[body[0]].low not in self.grammar.words["partitives"]
        ):
            rest = body[1:]
            nouns = 0
            for place, at in enumerate(rest):
                if tokens[at].tag in ("det", "pron", "name") and nouns:
                    if tokens[rest[place - 1]].tag in ("prep", "det"):
                        continue
                    return self._without_opening(rest[place:])
                nouns += tokens[at].tag in ("word", "name", "date", "amount")
            return []
        return body

    def _measured(self, at: int, mention: NumberMention, limit: int) -> tuple[str | None, str, int]:
        """Return an amount as a value, the noun that it counts, and where the words for it end."""
        tokens = self.tokens
        end = tokens[at].end
        amount = format(mention.amount.normalize(), "f")
        if mention.currency:
            return f"money:{amount} {mention.currency}", "", end
        counted: list[MarkedWord] = []
        for token in tokens[at + 1 : min(at + 4, limit)]:
            if token.tag not in ("word", "verb", "prep") or (
                token.tag == "prep" and token.low not in self.grammar.words["genitive"]
            ):
                break
            if token.tag == "prep" and counted and mention.unit is None:
                break
            counted.append(token)
        while counted and counted[-1].tag in ("prep", "verb"):
            counted.pop()
        if mention.unit:
            unit = self._unit_words(tokens[at].text) or mention.unit
            after = counted[-1].end if counted else end
            noun = " ".join(token.low for token in counted if token.tag != "prep")
            return f"quantity:{amount} {unit}", noun, after
        if not counted or abs(mention.amount) < 1:
            return None, "", end
        counted = counted[:3]
        while counted and counted[-1].tag == "prep":
            counted.pop()
        noun = " ".join(token.low for token in counted if token.tag != "prep")
        return f"quantity:{amount} {noun}", noun, counted[-1].end

    def _unit_words(self, text: str) -> str | None:
        units = self.rules.numbers.units
        words = text.split()
        return next(
            (" ".join(words[at:]) for at in range(1, len(words)) if phrase(" ".join(words[at:])) in units),
            None,
        )

    def _proposal(  # noqa: PLR0913 -- what makes a proposal
        self,
        *,
        subject: Referent,
        relation: str,
        statement: str,
        start: int,
        end: int,
        value: str | None = None,
        object: Referent | None = None,  # noqa: A002
        names: tuple[Span, ...] = (),
        modality: str = "asserted",
        hedged: bool = False,
        speaker: str | None = None,
        relation_kind: str | None = None,
    ) -> Proposal:
        exact = self.text[start:end]
        spans = list(names)
        for thing in (subject, object):
            if thing is None:
                continue
            inside = thing.sentence == self.number and start <= thing.start and thing.end <= end
            span = Span(thing.sentence, thing.exact)
            if not inside and thing.exact not in exact and span not in spans:
                spans.append(span)
            full = self.whole.names.known.get(thing.name)
            if full and thing.exact != thing.name and thing.name not in exact:
                named = self._where_named(thing.name)
                if named and named not in spans:
                    spans.append(named)
        return Proposal(
            sentence=self.number,
            exact=exact,
            subject=subject.name,
            relation=" ".join(relation.split()),
            statement={self.grammar.code: " ".join(statement.split())},
            object=object.name if object else None,
            value=value,
            names=tuple(spans),
            subject_kind=subject.kind,
            object_kind=object.kind if object else None,
            relation_kind=relation_kind or (object.kind if object else None),
            modality=modality,
            hedged=hedged,
            speaker=speaker,
            by=RULES,
        )

    def _where_named(self, name: str) -> Span | None:
        for number, text in self.whole.sentences:
            if name in text:
                return Span(number, name)
        return None

    def _role(self, owner: Referent, role: str, holder: Referent, start: int, end: int) -> Proposal:
        return self._proposal(
            subject=owner,
            relation=role[:1].lower() + role[1:] if not role.isupper() and not role[:2].isupper() else role,
            object=holder if holder.kind != "thing" else replace(holder, kind="person"),
            start=start,
            end=end,
            statement=self.grammar.worded("role", s=self._with_article(owner), o=holder.name, p=role),
            relation_kind="person",
        )

    def _nature(  # noqa: PLR0913, PLR0917 -- what makes a proposal
        self, holder: Referent, relation: str, role: str, start: int, end: int, article: str
    ) -> Proposal:
        given = self.grammar.indefinite.get(article.lower(), "")
        words = self.grammar.elided(f"{given} {role}".strip())
        return self._proposal(
            subject=holder,
            relation=self.grammar.relations[relation],
            value=f"text:{words}",
            start=start,
            end=end,
            statement=self.grammar.worded("is", s=holder.name, p=words),
            relation_kind="thing",
        )

    def _note_nature(self, holder: Referent, role: str) -> None:
        known = self.whole.names.meet(holder.name)
        known.nature = f"{known.nature} {role.lower()}".strip()

    def _with_article(self, subject: Referent) -> str:
        """Return a common noun with the article it has in the text, a name as it is."""
        return subject.shown or subject.name

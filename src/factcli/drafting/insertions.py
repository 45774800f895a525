"""Read the insertions of a sentence: "X, a shipyard in Y", "its director, X", "the auditor X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcli.drafting.clauses import CLOSING, OPENING
from factcli.drafting.phrases import LONGEST_OBJECT, PhraseReader, Referent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.drafting.mentions import MarkedWord
    from factcli.drafting.proposals import Proposal

_LONGEST_ROLE = 8  # words
_LONGEST_PHRASE = 10
_ROLE_REACH = 8  # sentences back to whom "the mayor" belongs


class InsertionReader(PhraseReader):
    """Propose what the insertions of a sentence say of the names beside them."""

    def _appositions(self) -> Iterator[Proposal]:
        tokens = self.tokens
        for at, token in enumerate(tokens):
            if token.tag != "name" or self._quoted[at]:
                continue
            yield from self._role_before(at)
            if at + 2 < len(tokens) and tokens[at + 1].text in (",", "("):
                yield from self._role_after(at)

    def _role_before(self, at: int) -> Iterator[Proposal]:
        """Read "the retired teacher Ada Quill", "Its director, Ines Holloway", "le maire de Lyon, X"."""
        tokens, words = self.tokens, self.grammar.words
        comma = bool(at and tokens[at - 1].text == ",")
        end = at - 1 if comma else at
        first = self._phrase_start(end)
        det = tokens[first - 1] if first and tokens[first - 1].tag == "det" else None
        heads = [token.low for token in tokens[first:end] if token.tag in ("word", "verb", "name")]
        kinds = [kind for head in heads if (kind := self.grammar.role(head))]
        holder = self._referent_of(tokens[at])
        own = bool(det and det.low in words["possessives"])
        closed = at + 1 >= len(tokens) or tokens[at + 1].text in (",", ".", ";", ")")
        if not heads or (comma and not (kinds and det and closed)):
            return
        if not comma and (
            tokens[at - 1].tag in ("prep", "poss") or not (kinds or (det and self._takes_up(heads)))
        ):
            return
        if kinds[:1] == ["person"] and holder.kind not in ("person", "thing") and not own:
            return
        role = self._role_words(first, end)
        if not role or len(role.split()) > _LONGEST_ROLE:
            return
        start = tokens[first - 1 if det and (own or comma) else first].start
        owner = self._owner(range(first, end), own=own, alone=bool(det and comma and kinds[:1] == ["person"]))
        if owner and owner.name != holder.name and (kinds[:1] == ["person"] or own):
            yield self._role(owner, role, holder, start, tokens[at].end)
            return
        self._note_nature(holder, role)
        relation = "occupation" if "person" in (holder.kind, *kinds[:1]) else "nature"
        article = det.text if det and not comma and kinds else ""
        yield self._nature(holder, relation, role, start, tokens[at].end, article)

    def _phrase_start(self, end: int) -> int:
        """Return where the noun phrase that ends before a token begins, its article apart."""
        tokens, first = self.tokens, end
        while first and end - first < _LONGEST_PHRASE:
            before = tokens[first - 1]
            inner = before.tag == "prep" and before.low in self.grammar.words["genitive"]
            role = before.tag == "verb" and before.low in self.grammar.roles
            if not inner and not role and before.tag not in ("word", "adv", "name", "poss"):
                break
            first -= 1
        return first

    def _takes_up(self, heads: list[str]) -> bool:
        return heads[-1 if self.grammar.head_last else 0] in self.grammar.taken_up

    def _owner(self, body: range, *, own: bool, alone: bool) -> Referent | None:
        """Return whose role it is: a name in the phrase, what "its" stands for, or what a lone role goes with."""
        within = [at for at in body if self.tokens[at].tag == "name"]
        if within:
            return self._referent_of(self.tokens[within[-1]])
        if own:
            owner = self.whole.recall(("organization", "person"), self.place)
            return owner or self.whole.recall(("place", "thing"), self.place)
        return self.whole.recall(("place", "organization"), self.place, reach=_ROLE_REACH) if alone else None

    def _role_words(self, first: int, end: int) -> str:
        """Return the words of a role, without the name whose it is ("Lyon’s mayor", "maire de Lyon")."""
        tokens = self.tokens
        within = [at for at in range(first, end) if tokens[at].tag == "name"]
        if within and within[0] == first and first + 1 < end and tokens[first + 1].tag == "poss":
            return self.words(first + 2, end)
        genitives = [at for at in range(first, end) if tokens[at].low in self.grammar.words["genitive"]]
        return self.words(first, genitives[0] if within and genitives and genitives[0] < within[-1] else end)

    def _role_after(self, at: int) -> Iterator[Proposal]:
        """Read "X, a shipyard in Ostermouth", "X, CEO of Y", "X, sa directrice financière"."""
        tokens, words = self.tokens, self.grammar.words
        first, last = at + 2, self._insertion_end(at + 2)
        if not self._is_insertion(first, last):
            return
        holder = self._referent_of(tokens[at])
        det = tokens[first] if tokens[first].tag == "det" else None
        begin = first + 1 if det else first
        kinds = [kind for each in range(begin, last) if (kind := self.grammar.role(tokens[each].low))]
        explained = det is not None and any(tokens[each].tag == "word" for each in range(begin, last))
        if not kinds and (not explained or tokens[at + 1].text == "("):
            return
        if tokens[at + 1].text == "," and not det and self._is_list(at, last):
            return
        inner = [
            each
            for each in range(begin, last)
            if tokens[each].tag == "prep" and tokens[each].low not in words["genitive"]
        ]
        head_end = inner[0] if inner else last
        start = tokens[at].start
        role = self._owned_role(holder, det, range(begin, head_end), kinds, start)
        if role is not None or (det and det.low in words["possessives"]):
            yield from [role] if role else []
            return
        if self._says_nothing(det, begin, head_end, last) or head_end - first > LONGEST_OBJECT:
            return
        self._note_nature(holder, self.words(first, head_end))
        relation = "occupation" if holder.kind == "person" else "nature"
        yield self._nature(holder, relation, self.words(first, head_end), start, tokens[head_end - 1].end, "")
        yield from self._located(holder, start, range(head_end, last))
        yield from self._amounts_of(holder, start, range(begin, last))

    def _insertion_end(self, first: int) -> int:
        """Return where an insertion that begins at a token ends: at a mark, a relative, a verb."""
        tokens, last = self.tokens, first
        while last < len(tokens):
            token = tokens[last]
            if token.text in (",", ";", ")", ":", ".", "—", "–", *OPENING, *CLOSING) or token.tag in (
                "rel",
                "sub",
            ):
                break
            if token.tag == "verb" and token.low not in self.grammar.roles:
                break
            last += 1
        return last

    def _is_insertion(self, first: int, last: int) -> bool:
        """Return True if the words from `first` up to `last` can explain the name before them."""
        tokens = self.tokens
        if last == first or tokens[first].tag not in ("det", "word", "verb"):
            return False
        if last < len(tokens) and tokens[last].tag == "verb" and not self._is_participle(last):
            return False
        joined = any(tokens[each].tag in ("prep", "poss") for each in range(first, last))
        # in "Microsoft, la zone Asie-Pacifique" the words go with a name of their own
        own = last - first > 1 and tokens[last - 1].tag == "name" and tokens[last - 2].tag == "word"
        return joined or not own

    def _owned_role(
        self, holder: Referent, det: MarkedWord | None, body: range, kinds: list[str], start: int
    ) -> Proposal | None:
        """Return the role that a name has for somebody: "CEO of Y", "sa directrice financière"."""
        tokens, words = self.tokens, self.grammar.words
        if det and det.low in words["possessives"]:
            owner = self.whole.recall(("organization", "place"), self.place)
            role, end = self.words(body.start, body.stop), tokens[body.stop - 1].end
        else:
            names = [each for each in body if tokens[each].tag == "name"]
            if not names or kinds[:1] != ["person"]:
                return None
            owner = self._referent_of(tokens[names[-1]])
            genitives = [each for each in body if each < names[-1] and tokens[each].low in words["genitive"]]
            role = self.words(body.start, genitives[-1] if genitives else names[-1])
            end = tokens[names[-1]].end
        if owner is None or not role or owner.name == holder.name:
            return None
        return self._role(owner, role, holder, start, end)

    def _says_nothing(self, det: MarkedWord | None, begin: int, end: int, last: int) -> bool:
        """Return True for "the company that ...": what it says, the relative clause says."""
        definite = det is not None and det.low in self.grammar.words["definite"] and end - begin == 1
        followed = last < len(self.tokens) and self.tokens[last].tag == "rel"
        return definite and followed and self.tokens[begin].low in self.grammar.taken_up

    def _is_participle(self, at: int) -> bool:
        return any(group.first == at and group.kind == "participle" for group in self.groups)

    def _is_list(self, at: int, last: int) -> bool:
        """Return True if what follows a name is the next of a list, not an insertion."""
        return any(token.tag == "conj" for token in self.tokens[at + 1 : last + 1]) and not any(
            token.low in self.grammar.roles for token in self.tokens[at + 1 : last]
        )

    def _located(self, subject: Referent, start: int, body: range) -> Iterator[Proposal]:
        tokens = self.tokens
        for each in body:
            if tokens[each].tag != "name" or not each or tokens[each - 1].tag not in ("prep", "det"):
                continue
            prep = tokens[each - 1] if tokens[each - 1].tag == "prep" else tokens[each - 2]
            if prep.low not in self.grammar.words["locative"]:
                continue
            place = self._referent_of(tokens[each])
            words = self.text[prep.start : tokens[each].end]
            yield self._proposal(
                subject=subject, relation=self.grammar.relations["located"], object=place, start=start,
                end=tokens[each].end, statement=self.grammar.worded("place", s=subject.name, p=words),
                relation_kind="place",
            )  # fmt: skip
            return

    def _amounts_of(self, subject: Referent, start: int, body: range) -> Iterator[Proposal]:
        for each in body:
            mention = self.reading.amounts.get(self.tokens[each].start)
            if mention:
                value, noun, end = self._measured(each, mention, body.stop)
                words = self.text[self.tokens[each].start : end]
                if value and noun:
                    yield self._proposal(
                        subject=subject, relation=noun, value=value, start=start, end=end,
                        statement=self.grammar.worded("has", s=subject.name, p=words),
                        relation_kind="quantity",
                    )  # fmt: skip

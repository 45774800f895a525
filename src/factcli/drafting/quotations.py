"""Read who says what: words in quotation marks with their speaker, and what a sentence attributes to somebody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcli.drafting.clauses import CLOSING, OPENING, clauses
from factcli.drafting.phrases import PhraseReader, Referent
from factcli.drafting.proposals import Span
from factcli.text import key
from factcli.texts.rules import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcli.drafting.proposals import Proposal

_NEAR = 12  # words between a verb of saying and its speaker


class QuotationReader(PhraseReader):
    """Propose the words that somebody is quoted with."""

    def _reported_by(self) -> Referent | None:
        """Return whom the whole sentence is attributed to ("According to X, ...", "..., selon X")."""
        for found in self.rules.cues.attribution.finditer(self.text.replace("’", "'")):
            following = [token for token in self.tokens if token.start >= found.end()]
            low = key(found[0])
            verbs = {form.lemma for word in low.split() for form in self.grammar.forms.get(word, ())}
            if verbs & self.grammar.verbs["speech"]:
                continue
            for token in following[:8]:
                if token.text in (",", ".", ";"):
                    break
                if token.tag == "name":
                    return self._referent_of(token)
                if token.tag == "pron" and (meant := self._pronoun(token)):
                    return meant
        return None

    def _quotation(self) -> Iterator[Proposal]:
        """Yield the words in quotation marks with the one who says them."""
        span = re.search(rf"[{OPENING}]\s*([^{OPENING}{CLOSING}]+?)\s*[{CLOSING}]", self.text)
        if not span or len(span[1].split()) < 4:  # noqa: PLR2004 -- fewer words are a title or a term
            return
        outside = [
            at
            for at, token in enumerate(self.tokens)
            if token.end <= span.start() or token.start >= span.end()
        ]
        speaker = self._speaker(outside, span.start(), span.end())
        alone = not any(self.tokens[at].tag != "punct" for at in outside)
        if speaker is None and alone and self.place and self.whole.quoted_at == self.place - 1:
            speaker = self.whole.quoted
        if speaker is None:
            return
        self.whole.quoted, self.whole.quoted_at = speaker, self.place
        words = span[1].rstrip(",").strip()
        start, end = span.start(), span.end()
        names: tuple[Span, ...] = ()
        if speaker.sentence == self.number:
            names = (Span(self.number, speaker.exact),)
        else:
            names = (Span(speaker.sentence, speaker.exact),)
        yield self._proposal(
            subject=speaker,
            relation=self.grammar.relations["said"],
            value=f"text:{words}",
            start=start,
            end=end,
            names=names,
            statement=self.grammar.worded("said", s=speaker.name, p=words),
            modality="reported",
            hedged=said(self.rules.cues.conditional, words) is not None,
            speaker=speaker.name,
            relation_kind="quote",
        )

    def _speaker(self, outside: Sequence[int], start: int, end: int) -> Referent | None:
        speech = self.grammar.verbs["speech"]
        verbs = [
            at
            for at in outside
            if any(form.lemma in speech for form in self.grammar.forms.get(self.tokens[at].low, ()))
        ]
        if not verbs:
            named = [self.tokens[at] for at in outside if self.tokens[at].tag == "name"]
            return (
                self._referent_of(named[-1]) if named and self.text[:start].rstrip().endswith(":") else None
            )
        at = self._speech_verb(verbs, start, end)
        told = self._subject_of(at)
        if told is not None and told.kind != "place":
            return told
        at = min(
            verbs, key=lambda at: min(abs(self.tokens[at].start - end), abs(start - self.tokens[at].end))
        )
        near = sorted((each for each in outside if abs(each - at) <= _NEAR), key=lambda each: abs(each - at))
        for each in near:
            token = self.tokens[each]
            if token.tag == "name" and self.whole.names.meet(token.text).kind != "place":
                return self._referent_of(token)
            if token.tag == "pron" and abs(each - at) <= 2:  # noqa: PLR2004
                found = self._pronoun(token)
                if found:
                    return found
        return None

    def _speech_verb(self, verbs: Sequence[int], start: int, end: int) -> int:
        return min(
            verbs, key=lambda at: min(abs(self.tokens[at].start - end), abs(start - self.tokens[at].end))
        )

    def _subject_of(self, verb: int) -> Referent | None:
        """Return the subject before a verb, if it has one there."""
        latest = None
        for clause in clauses(self.tokens, self.groups, self.grammar):
            if self._quoted[clause.group.first]:
                continue
            found = self._subject(clause, latest)
            self._latest = found or self._latest
            latest = found or latest
            if clause.group.first <= verb < clause.group.end:
                inverted = clause.subject[1] == clause.group.first and not any(
                    self.tokens[at].tag in ("name", "pron", "word") and not self._quoted[at]
                    for at in range(*clause.subject)
                )
                return None if inverted else found
        return None

"""Find the proper names of a text and what kind of thing each names, by how they are written and what is around."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factcli.drafting.syntax import Grammar

_TOKEN = re.compile(
    r"(?:[A-Za-z]{1,2}|qu|Qu|jusqu|lorsqu|puisqu)[’'](?=[^\W\d_])|[’']s\b|n[’']t\b"
    r"|[^\W_]+(?:[-‑][^\W_]+|\.(?=[A-Z]\.)[A-Z]|[’'](?=[a-z]{3,})[^\W\d_]+|&(?=[A-Z])[A-Z]+)*|&|[^\w\s]",
)
_SHORT_WORDS = 2


@dataclass(slots=True)
class MarkedWord:
    """One word or mark of a sentence: its place, itself in lower case with straight apostrophes, what it is."""

    start: int
    end: int
    text: str
    low: str
    tag: str = "word"


def tokenized(text: str) -> list[MarkedWord]:
    """Return the words and marks of a text; an elided article and a possessive ending are words of their own."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        found.append(
            MarkedWord(match.start(), match.end(), word, word.lower().replace("’", "'").replace("‑", "-"))
        )
    return found


@dataclass(slots=True)
class KnownName:
    """A name of the text: how often it was met, and votes for each kind."""

    name: str
    votes: Counter[str] = field(default_factory=Counter)
    nature: str = ""

    @property
    def kind(self) -> str:
        """Return the kind with most votes, `thing` without any."""
        best = self.votes.most_common(1)
        return best[0][0] if best and best[0][1] > 0 else "thing"


class NameReader:
    """Find names in the sentences of one text: what is written with a capital only at a beginning is no name."""

    def __init__(self, sentences: Iterable[str], grammar: Grammar) -> None:
        """Look at the whole text: which words are ever written small, which ever with a capital inside a sentence."""
        self.grammar = grammar
        self.known: dict[str, KnownName] = {}
        self._small: set[str] = set()
        self._capital: set[str] = set()
        for sentence in sentences:
            tokens = tokenized(sentence)
            for at, token in enumerate(tokens):
                if token.text[:1].islower():
                    self._small.add(token.low)
                elif token.text[:1].isupper() and at and not _begins(tokens, at):
                    self._capital.add(token.low)
        self.counts: Counter[str] = Counter()

    def mark(self, tokens: list[MarkedWord]) -> list[MarkedWord]:
        """Return the tokens with those of each name joined to one of the tag `name`."""
        marked: list[MarkedWord] = []
        at = 0
        while at < len(tokens):
            end = self._name_end(tokens, at)
            if end > at:
                first, last = tokens[at], tokens[end - 1]
                text = "".join(
                    token.text + " " * (after.start - token.end)
                    for token, after in zip(tokens[at:end], [*tokens[at + 1 : end], last], strict=True)
                )
                name = MarkedWord(first.start, last.end, text.strip(), text.strip().lower(), "name")
                marked.append(name)
                at = end
            else:
                marked.append(tokens[at])
                at += 1
        return marked

    def _name_end(self, tokens: Sequence[MarkedWord], at: int) -> int:
        """Return the end of the name that begins at a token, `at` itself if none does."""
        if not self._is_part(tokens, at):
            return at
        end = at + 1
        while end < len(tokens):
            if self._is_part(tokens, end, inside=True) and _apart(tokens, end) <= 1:
                end += 1
                continue
            reach = self._over_particles(tokens, at, end)
            if reach == end:
                break
            end = reach
        return end

    def _over_particles(self, tokens: Sequence[MarkedWord], first: int, at: int) -> int:
        """Return where a name goes on after small words within it ("Bank of England"), `at` if it does not."""
        words = self.grammar.words
        heads = {part for token in tokens[first:at] for part in token.low.split("-")}
        kinds = {self.grammar.name_parts.get(part) or self.grammar.roles.get(part) for part in heads}
        is_head = bool(kinds & {"organization", "place"})
        is_person = "person" in kinds
        end = at
        while end < len(tokens) and end - at <= _SHORT_WORDS and tokens[end].low in words["particles"]:
            low = tokens[end].low
            joining = low in words["genitive"] or low in words["prepositions"] or low in words["determiners"]
            if joining and not is_head and not (is_person and end == at):
                return at
            end += 1
        goes_on = (
            end > at and end < len(tokens) and tokens[end].text[:1].isupper() and tokens[end].tag == "word"
        )
        return end + 1 if goes_on else at

    def _is_part(self, tokens: Sequence[MarkedWord], at: int, *, inside: bool = False) -> bool:
        token = tokens[at]
        if token.tag != "word" or not self._has_capital(token):
            return False
        if self.grammar.role(token.low) == "person" and not inside and not self._is_surname(tokens, at):
            return False
        if not token.text[0].isalnum() or token.low in self.grammar.words["months"]:
            return False
        if token.low in self.grammar.words["titles"] and not inside:
            return False
        if token.text[0].isdigit():
            return inside and len(token.text) > 1 and token.text[-1].isupper()
        if inside or (at and not _begins(tokens, at)):
            return token.low not in self.grammar.pronouns["speaker"] and token.text not in ("I", "’S")
        return self._is_name_at_beginning(tokens, at)

    def _has_capital(self, token: MarkedWord) -> bool:
        """Return True if a word is written as names are: with a capital first, or inside (iPhone, eBay)."""
        first = token.text.split("-")[0]
        return (
            first[:1].isupper() or first[:1].isdigit() or any(character.isupper() for character in first[1:])
        )

    def _is_surname(self, tokens: Sequence[MarkedWord], at: int) -> bool:
        """Return True if a word that could be a role is part of a name: a name is right before it."""
        return at > 0 and tokens[at - 1].tag == "name"

    def _is_name_at_beginning(self, tokens: Sequence[MarkedWord], at: int) -> bool:
        low = tokens[at].low
        words = self.grammar.words
        little = (
            "determiners",
            "prepositions",
            "relatives",
            "subordinators",
            "coordinators",
            "adverbs",
            "openers",
        )
        if any(low in words[name] for name in little) or any(
            low in held for held in self.grammar.pronouns.values()
        ):
            return False
        if any(character.isupper() for character in tokens[at].text[1:]) or low in self._capital:
            return True
        if low in self._small or low.endswith(words_endings(self.grammar)):
            return False
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if low in self.grammar.name_parts and self.grammar.name_parts[low] != "organization":
            return True
        if following and following.text[:1].isupper() and following.low not in words["months"]:
            return True
        forms = self.grammar.forms.get(low, ())
        is_noun = low in self.grammar.roles or low in self.grammar.taken_up
        plural = low.endswith("s") and low not in self._capital
        return not forms and not is_noun and not plural

    def meet(self, name: str, votes: Iterable[tuple[str, int]] = ()) -> KnownName:
        """Record that a name was met, with votes for its kind, and return what is known of it.

        A part of a longer name that was met before ("Quill" after "Ada Quill") is that name.
        """
        full = self.resolve(name)
        known = self.known.get(full)
        if known is None:
            known = self.known[full] = KnownName(full)
            known.votes.update(dict(self._by_parts(full)))
        self.counts[full] += 1
        for kind, weight in votes:
            known.votes[kind] += weight
        return known

    def resolve(self, name: str) -> str:
        """Return the longer name that a name is short for, else the name."""
        if name in self.known:
            return name
        words = name.split()
        longer = [
            full
            for full in self.known
            if len(full) > len(name)
            and (full.split()[-len(words) :] == words or full.split()[: len(words)] == words)
        ]
        persons = [
            full
            for full in longer
            if self.known[full].kind == "person" and full.split()[-len(words) :] == words
        ]
        return persons[-1] if len(set(persons)) == 1 else name

    def _by_parts(self, name: str) -> Iterable[tuple[str, int]]:
        parts = [part for word in name.lower().replace("’", " ").split() for part in (word, *word.split("-"))]
        kinds = [self.grammar.name_parts[part] for part in parts if part in self.grammar.name_parts]
        for kind in ("organization", "place"):
            if kind in kinds:
                yield kind, 2 if parts[-1] in self.grammar.name_parts or kind == "organization" else 1
        several = len(name.split()) > 1
        if parts and self.grammar.name_parts.get(parts[0]) == "person" and several:
            yield "person", 3
        elif (
            several and not kinds and all(word[:1].isupper() and not word.isupper() for word in name.split())
        ):
            yield "person", 1
        if name.isupper() and len(name) > 3:  # noqa: PLR2004 -- shorter ones are as often things (IA, GDP)
            yield "organization", 1


def words_endings(grammar: Grammar) -> tuple[str, ...]:
    """Return the endings of adverbs, which begin sentences and are no names."""
    return grammar.endings["adverb"]


def _begins(tokens: Sequence[MarkedWord], at: int) -> bool:
    """Return True if a token is the first of a sentence or of a quotation, or follows a colon."""
    before = tokens[at - 1].text if at else ""
    return at == 0 or before in {":", "“", "«", '"', "‘", "(", "—", "–", "-", "•", ".", "!", "?"}


def _apart(tokens: Sequence[MarkedWord], at: int) -> int:
    return tokens[at].start - tokens[at - 1].end

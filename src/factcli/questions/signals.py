"""Find the operations that the words of a question ask for: how many, the second, the most, more than, other than.

The words are those of `languages/<code>/plans.toml`. Beside them a question has names and words that ask for
relations.
"""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.language.language import Phrases
from factcli.questions.limits import EXCEPT, NEGATION, TIME, limits_of, phrase_in
from factcli.questions.relations import NONE, PhraseMatch
from factcli.questions.thresholds import EXPLAINED_COVERAGE, LEXICON_SHARE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import Any

    from factcli.language.lexicon import Lexicon
    from factcli.questions.context import Context
    from factcli.questions.linking import Mention
    from factcli.questions.parse import Question

COUNT, NTH, DEGREE, THAN, OR, BETWEEN, SAME, SCOPE = (
    "count",
    "nth",
    "degree",
    "than",
    "or",
    "between",
    "same",
    "scope",
)


@dataclass(frozen=True, slots=True)
class Signal:
    """Words that ask for an operation: which, with its number, direction or measure, and where they stand."""

    kind: str
    start: int
    end: int
    number: int = 0
    less: bool = False
    measure: str = ""

    @property
    def places(self) -> range:
        """Return the positions of its words."""
        return range(self.start, self.end)


class Wording:
    """What the words of one question, with these names, ask of one base."""

    def __init__(
        self, question: Question, context: Context, lexicon: Lexicon, names: Sequence[Mention]
    ) -> None:
        """Find the operations that the words ask for."""
        self.question, self.context, self.lexicon = question, context, lexicon
        self.base, self.words = self.context.base, question.words
        self.language = self.context.language
        self._tables: dict[str, dict[str, Any]] = {}
        self.names = names
        self.signals = self._signals()
        self.open = frozenset(range(len(self.words))) - question.kind_words
        self.joining = self._joining()
        self.content = frozenset(at for at, word in enumerate(self.words) if word.weight)
        said = [word.word for word in self.words]
        pairs = [
            at
            for at in range(len(said) - 1)
            if self.language.head_kind(said[at : at + 2]) and not self.language.head_kind(said[at : at + 1])
        ]
        named = {at for name in names if self.is_needed(name) for at in range(name.start, name.end)}
        self.kind = None if question.head in named else question.kind
        self.compound = {at + ahead for at in pairs for ahead in (0, 1)}  # "start-up" starts nothing
        self.limits = [
            limit
            for limit in (
                self.context.limits or limits_of([word.word for word in question.words], self.language)
            )
            if not any(name.start <= limit.start and limit.end <= name.end for name in self.names)
            and not (limit.kind == NEGATION and self._is_accented(limit.start))
        ]

    def table(self, code: str) -> dict[str, Any]:
        """Return the words of plans in a language."""
        if code not in self._tables:
            self._tables[code] = self.lexicon.plan_words(code)
        return self._tables[code]

    def is_needed(self, name: Mention) -> bool:
        """Return True if words are surely a name: written like one, or none of everyday."""
        words = [word for word in self.words[name.start : name.end] if word.weight]
        return any(word.capital or not word.common for word in words)

    def _signals(self) -> list[Signal]:
        """Return the words that ask for operations, outside names, in order."""
        opening = self._opening()
        signals = self.table(self.language.code)["signals"]
        table = Phrases((tuple(phrase.split()), kind) for phrase, kind in signals.items())
        known = {part for phrase in signals for part in phrase.split()}
        said = [
            word.word
            if word.word in known
            else next((each for each in word.corrected if word.unknown and each in known), word.word)
            for word in self.words
        ]
        inside = {at for name in self.names if self.is_needed(name) for at in range(name.start, name.end)}
        found, at = [], 0
        while at < len(said):
            one, other = phrase_in(at, said, table), phrase_in(at, said, self.language.limits)
            limited = other is not None and other.kind in (NEGATION, EXCEPT, "before", "after")
            best = other if other and limited and (one is None or other.end > one.end) else one
            if best is not None and best.kind in ("before", "after") and not self._name_follows(best.end):
                best = one
            if best is not None and best.kind in (OR, NEGATION) and self._is_accented(at):
                best = None  # "où" is no "ou", "né" no "ne"
            if best is not None and best.kind == THAN and best.end <= opening:
                best = None
            if best is None or not inside.isdisjoint(range(best.start, best.end)):
                at += 1
                continue
            found.append(_signal(best.kind, best.start, best.end))
            at = best.end
        return found

    def _is_accented(self, at: int) -> bool:
        """Return True if a word was typed with an accent."""
        return self.said([at]).casefold() != self.words[at].word

    def _opening(self) -> int:
        """Return where the words end by which the question begins: "what", "est-ce que"."""
        said = [word.word for word in self.words]
        begun = [
            len(begin.split())
            for begin in self.table(self.language.code)["verdict"].get("begins", ())
            if said[: len(begin.split())] == begin.split()
        ]
        asked = 1 if self.words and 0 in self.question.kind_words else 0
        return max([asked, *begun])

    def _name_follows(self, at: int) -> bool:
        """Return True if a name begins here, articles aside."""
        while at < len(self.words) and self.words[at].word in self.language.articles:
            at += 1
        return any(name.start <= at < name.end for name in self.names)

    def _joining(self) -> set[int]:
        """Return the positions of words that say only "one of them", or that only join."""
        members = self.table(self.language.code)["members"]
        said = {word for use in members.values() for word in use}
        return {at for at, word in enumerate(self.words) if word.word in said}

    def signal(self, *kinds: str) -> Signal | None:
        """Return the first words that ask for one of some operations."""
        return next((each for each in self.signals if each.kind in kinds), None)

    @property
    def wants_verdict(self) -> bool:
        """Return True if the question wants yes or no."""
        verdict, said = self.table(self.language.code)["verdict"], [word.word for word in self.words]
        if self.question.yes_no:
            return True
        asking = self.question.kind_words - {
            at for each in self.signals if each.kind == THAN for at in each.places
        }
        if any(self.words[at].word in self.language.question_words for at in asking):
            return False
        opened = any(said[: len(begin.split())] == begin.split() for begin in verdict.get("begins", ()))
        resumed = any(word in verdict.get("resumes", ()) for word in said[1:])
        return opened or resumed or (self.question.text.rstrip().endswith("?") and not asking)

    def free(self, *used: Iterable[int]) -> frozenset[int]:
        """Return the words of weight that nothing has explained: no signal, none of these."""
        taken = {at for each in self.signals for at in each.places} | {at for each in used for at in each}
        taken |= {at for limit in self.limits if limit.kind == TIME for at in range(limit.start, limit.end)}
        return self.open - taken

    def weight(self, places: Iterable[int]) -> float:
        """Return how much some words say."""
        return sum(self.words[at].weight for at in places if at not in self.joining)

    def said(self, places: Iterable[int]) -> str:
        """Return some words as typed."""
        return " ".join(self.question.said(sorted(places)))

    def asked(
        self, relation: int, free: Collection[int], *, inverse: bool, least: float = EXPLAINED_COVERAGE
    ) -> PhraseMatch:
        """Return how well some words ask for a relation; its label may be said from either side."""
        free = frozenset(free) - self.compound
        best, concept = NONE, self.context.relations[relation].concept
        for way in (inverse, False) if inverse else (False,):
            for target in (relation, concept):
                match = self.context.matcher.within((target, way), free) if target is not None else NONE
                if way != inverse:
                    match = match.lowered(LEXICON_SHARE)
                told = self.content | self.question.kind_words
                if match.cover >= least and match.value > best.value and match.words & told:
                    best = match
        if best is NONE:
            return NONE
        telling = PhraseMatch(
            best.cover, best.mass, best.share, best.words & (self.content | self.question.kind_words)
        )
        telling.value = best.value
        telling.explained = best.explained & self.content
        return telling


def _signal(kind: str, start: int, end: int) -> Signal:
    """Return a signal from what the table of a language says: "nth -2", "degree + height", "count"."""
    name, *rest = kind.split()
    if name == NTH:
        return Signal(NTH, start, end, number=int(rest[0]))
    if name == DEGREE:
        return Signal(DEGREE, start, end, less=rest[0] == "-", measure=rest[1] if rest[1:] else "")
    if name in ("before", "after"):
        return Signal(name, start, end, less=name == "before", measure="date")
    return Signal(name, start, end)

"""Link the words around a name to the relations they ask for.

The phrases come from the base (its labels and phrases) and from the lexicon (what people call common relations). A
phrase is scored by how much of it is in the question, how significant its words are, and how much of the question it
explains.
"""

from __future__ import annotations

from factcli.questions.thresholds import EXPLAINED_COVERAGE, HALF_MASS, WHOLE_COVERAGE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.parse import Question, Word

    # A matched phrase: the mass of each of its matched words, by position, and its whole mass.
    Said = tuple[tuple[tuple[int, float], ...], float]


class PhraseMatch:
    """How well one relation, in one direction, is asked for.

    `cover` is the share of the phrase in the question, `mass` how significant that is, `share` how much of the
    question it explains, and `value`, 0–1, combines the three. `words` are the positions of the words of the best
    phrase, `explained` those of all its matching phrases.
    """

    __slots__ = ("cover", "explained", "mass", "share", "value", "words")

    def __init__(self, cover: float, mass: float, share: float, used: frozenset[int]) -> None:
        """Compute the value."""
        self.cover, self.mass, self.share, self.words = cover, mass, share, used
        self.explained: frozenset[int] = used
        self.value = cover * (mass / (mass + HALF_MASS)) * (0.35 + 0.65 * share)

    def lowered(self, factor: float) -> PhraseMatch:
        """Return the same match with a lower value."""
        lowered = self.explaining(self.explained)
        lowered.value *= factor
        return lowered

    def explaining(self, explained: frozenset[int]) -> PhraseMatch:
        """Return the same match, explaining these words."""
        changed = PhraseMatch(self.cover, self.mass, self.share, self.words)
        changed.explained, changed.value = explained, self.value
        return changed


NONE = PhraseMatch(0.0, 0.0, 0.0, frozenset())


class PhraseMatcher:
    """All phrases of lexicon and base that share words with a question, ready to be matched around any name.

    `names` are the positions of words that are surely part of a name ("New York"), hence not of a phrase.
    """

    def __init__(
        self, question: Question, lexicon: Lexicon, base: Index, names: frozenset[int] = frozenset()
    ) -> None:
        """Fetch the rows once; of phrases matched by the same words, only the most complete is kept."""
        self._question, self.names = question, names
        self._whole: dict[int, set[str | int]] | None = None
        self._lexicon = lexicon
        self._places: dict[tuple[str, str], list[tuple[float, int]]] = {}
        self._known: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for at, word in enumerate(question.words):
            for place, trust in word.stems.items():
                self._places.setdefault(place, []).append((trust, -at))
        content = [word for word in question.words if word.weight] or question.words
        stems = _stems_by_language(content)
        bare = _stems_by_language(question.words)
        self._said: dict[tuple[str | int, bool], dict[tuple[int, ...], Said]] = {}
        for concept, inverse, code, parts, total in lexicon.phrases(stems, bare):
            self._note((concept, inverse), code, parts, total)
        rows = [row for code, listed in stems.items() for row in base.phrases(listed) if row.language == code]
        totals = lexicon.totals([(row.language, row.stems) for row in rows])
        for row, total in zip(rows, totals, strict=True):
            self._note((row.relation, row.inverse), row.language, row.stems.split(), total)

    def _note(self, target: tuple[str | int, bool], code: str, stems: Sequence[str], total: float) -> None:
        parts: list[tuple[int, float]] = []
        for stem in dict.fromkeys(stems):
            if (code, stem) in self._places:
                parts += self._masses((code, stem))
        found = self._said.setdefault(target, {})
        positions = tuple([at for at, _ in parts])
        if positions not in found or total < found[positions][1]:
            found[positions] = (tuple(parts), total)

    def _masses(self, place: tuple[str, str]) -> list[tuple[int, float]]:
        """Return the positions of a stem, the most certain first, with its mass there."""
        if place not in self._known:
            weight = self._lexicon.weight(*place)
            self._known[place] = [
                (-at, weight * trust) for trust, at in sorted(self._places[place], reverse=True)
            ]
        return self._known[place]

    def asked_by(self, at: int) -> set[str | int]:
        """Return the relations and concepts with a complete phrase that contains this word."""
        if self._whole is None:
            self._whole = {}
            for (target, _), said in self._said.items():
                for parts, total in said.values():
                    if parts and sum(dict(reversed(parts)).values()) > WHOLE_COVERAGE * total:
                        for place in dict(parts):
                            self._whole.setdefault(place, set()).add(target)
        return self._whole.get(at, set())

    def around(self, start: int, end: int) -> dict[tuple[str | int, bool], PhraseMatch]:
        """Return the match of each (relation or concept, inverse) by the words outside `start` to `end`."""
        words = self._question.words
        content = sum(word.weight for at, word in enumerate(words) if not start <= at < end)
        found: dict[tuple[str | int, bool], PhraseMatch] = {}
        for target, said in self._said.items():
            best, explained = NONE, frozenset[int]()
            for parts, total in said.values():
                match = self._support(parts, total, start, end, content)
                if match is None:
                    continue
                if match.cover > EXPLAINED_COVERAGE:
                    explained |= match.words
                if match.value > best.value or best is NONE:
                    best = match
            if best is not NONE:
                best.explained = explained | best.words
                found[target] = best
        return found

    def within(self, target: tuple[str | int, bool], free: Collection[int]) -> PhraseMatch:
        """Return how well a relation or concept is asked for, in one direction, by these words alone."""
        words = self._question.words
        content = sum(words[at].weight for at in free)
        best, explained = NONE, frozenset[int]()
        for parts, total in self._said.get(target, {}).values():
            match = self._support([part for part in parts if part[0] in free], total, 0, 0, content)
            if match is not None:
                explained |= match.words if match.cover >= WHOLE_COVERAGE else frozenset()
                best = match if match.value > best.value else best
        return best.explaining(explained | best.words) if best is not NONE else NONE

    def best_within(self, free: Collection[int], but: Collection[str | int] = ()) -> float:
        """Return how well any relation or concept, but for some, is asked for by these words alone."""
        return max(
            (self.within(target, free).value for target in self._said if target[0] not in but), default=0.0
        )

    def _support(
        self, parts: Sequence[tuple[int, float]], total: float, start: int, end: int, content: float
    ) -> PhraseMatch | None:
        mass, used = 0.0, set()
        for at, weight in parts:
            if at not in used and at not in self.names and not start <= at < end:
                used.add(at)
                mass += weight
        if not used:
            return None
        words = self._question.words
        share = 1.0 if content == 0 else min(1.0, sum(words[at].weight for at in used) / content)
        mass = min(mass, total)
        return PhraseMatch(mass / total, mass, share, frozenset(used))


def _stems_by_language(listed: Sequence[Word]) -> Mapping[str, set[str]]:
    """Return the stems of some words, by language."""
    found: dict[str, set[str]] = {}
    for word in listed:
        for code, stem in word.stems:
            found.setdefault(code, set()).add(stem)
    return found

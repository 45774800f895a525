"""Weigh how well the words around a name ask for a relation.

The wordings come from the base (its labels and phrases) and from the lexicon (what people call the common
relations). A wording counts by the share of it that was said, by how telling its words are, and by how much
of what was said it explains.
"""

from __future__ import annotations

from math import log

from factcli.question import stems_by_language, telling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from typing import Any

    from factcli.lexicon import Lexicon
    from factcli.question import Asked

EMPTY = 0.12  # the weight of an empty word inside a wording ("where from", "capital of")
HALF = 0.35  # the telling mass at which a wording is worth half


class Match:
    """One wording and the words of the question that stand for its stems."""

    __slots__ = ("form", "inverse", "own", "parts", "target", "total")

    def __init__(self, target: str | int, form: str, *, own: bool, parts: list[tuple[float, list[tuple[int, float]]]]) -> None:
        """Keep the places of each stem; `target` is a relation's number or a concept's key."""
        self.target, self.form, self.own, self.parts = target, form, own, parts
        self.inverse = form == "back"
        self.total = sum(weight for weight, _ in parts)


class Support:
    """What speaks for one relation in one direction: share of the wording said, its mass, the words it explains."""

    __slots__ = ("cover", "explained", "mass", "share", "value", "words")

    def __init__(self, cover: float, mass: float, share: float, used: frozenset[int]) -> None:
        """Join the three into one value, 0–1."""
        self.cover, self.mass, self.share, self.words = cover, mass, share, used
        self.explained: frozenset[int] = used
        self.value = cover * (mass / (mass + HALF)) * (0.35 + 0.65 * share)

    def joined(self, explained: frozenset[int]) -> Support:
        """Return the same support, explaining these words."""
        made = Support(self.cover, self.mass, self.share, self.words)
        made.explained = explained
        return made


NONE = Support(0.0, 0.0, 0.0, frozenset())


class Wordings:
    """All wordings of lexicon and base that touch a question, ready to be weighed around any name."""

    def __init__(self, asked: Asked, lexicon: Lexicon, base: Any) -> None:
        """Fetch the rows once; `around` weighs them."""
        self._asked = asked
        self._places: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for at, word in enumerate(asked.words):
            for place, trust in word.stems.items():
                self._places.setdefault(place, []).append((at, trust))
        stems = stems_by_language(asked.words)
        rows: list[tuple[str | int, str, str, list[str]]] = [
            (concept, form, code, listed.split()) for _, concept, form, code, listed in lexicon.phrases(stems)
        ]
        for code, listed in stems.items():
            rows += [
                (row.relation, "back" if row.inverse else "ask", code, row.stems.split())
                for row in base.phrases(listed)
                if row.language == code
            ]
        self._matches = self._matched(rows, lexicon)

    def _matched(self, rows: list[tuple[str | int, str, str, list[str]]], lexicon: Lexicon) -> list[Match]:
        wanted: dict[str, set[str]] = {}
        for _, _, code, listed in rows:
            wanted.setdefault(code, set()).update(listed)
        counts = lexicon.weights(wanted)
        weights = {
            (code, stem): EMPTY if lexicon.languages[code].is_empty(stem) else telling(counts.get((code, stem), 0), lexicon.size, log)
            for code, stems in wanted.items()
            for stem in stems
        }
        return [
            Match(
                target, form, own=isinstance(target, int), parts=[(weights[code, stem], self._places.get((code, stem), [])) for stem in listed]
            )
            for target, form, code, listed in rows
        ]

    def around(self, start: int, end: int) -> dict[tuple[str | int, bool], Support]:
        """Return the support of each (relation or concept, inverse) by the words outside `start` to `end`."""
        said = self._asked.words
        content = sum(word.weight for at, word in enumerate(said) if not start <= at < end)
        found: dict[tuple[str | int, bool], Support] = {}
        for match in self._matches:
            support = self._support(match, start, end, content)
            if support is None:
                continue
            place = (match.target, match.inverse)
            best = found.get(place)
            if best is None:
                found[place] = support
            else:
                explained = best.explained | support.explained if support.cover > 0.6 else best.explained
                if support.value > best.value:
                    best = found[place] = support
                best.explained = explained | best.explained
        return found

    def _support(self, match: Match, start: int, end: int, content: float) -> Support | None:
        mass, used, own_mass = 0.0, [], 0.0
        for weight, places in match.parts:
            near = max(((trust, -at) for at, trust in places if not start <= at < end), default=None)
            if near:
                mass += weight * near[0]
                used.append(-near[1])
                own_mass += self._asked.words[-near[1]].weight
        if not used:
            return None
        share = 1.0 if content == 0 else min(1.0, sum(self._asked.words[at].weight for at in set(used)) / content)
        return Support(mass / match.total, mass, share, frozenset(used))


class PhraseMaker:
    """Prepare a base's relations for the index: the stems of their wordings, the concept they are."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Use the languages and labels of a lexicon."""
        self._lexicon = lexicon

    def concept(self, relation: dict[str, Any]) -> str | None:
        """Return the concept a relation document is by its labels, None where it is one of its own."""
        return self._lexicon.concept_of(relation["label"].values())

    def phrase_rows(self, relation: dict[str, Any]) -> Iterable[tuple[str, bool, str]]:
        """Yield (language, inverse, stems) for each label and phrase of a relation document."""
        for inverse, part in ((False, relation), (True, relation.get("inverse") or {})):
            for code, label in part.get("label", {}).items():
                yield from self._rows(code, [label, *part.get("phrases", {}).get(code, ())], inverse=inverse)

    def _rows(self, code: str, listed: list[str], *, inverse: bool) -> Iterable[tuple[str, bool, str]]:
        for item in dict.fromkeys(listed):
            stems = self.stems(item, code)
            if stems:
                yield code, inverse, " ".join(stems)

    def stems(self, text: str, code: str) -> list[str]:
        """Return the stems of a text in a language; of a language without a file, its folded words."""
        language = self._lexicon.languages.get(code)
        if language is None:
            from factcli.text import words

            return words(text)
        return language.stems(text)

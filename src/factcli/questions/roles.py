"""Tell who does what to whom, from the order of two names and the words between them.

"X founded Y", "Y was founded by X" and "X is the founder of Y" give the same roles; "Y founded X" gives the others. Two
sentences that say the same deed can be compared without knowing what the deed is.
"""

from __future__ import annotations

from factcli.text import tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from factcli.language.language import Language
    from factcli.questions.parse import Question, Word


class Between:
    """The words between two names: `turned` says that the second name is the doer, `plain` that order tells roles."""

    def __init__(self, said: Sequence[str], first: range, second: range, language: Language) -> None:
        """Take the folded words of a sentence and the places of two names, in the order they stand."""
        between = said[first.stop : second.start]
        self.telling = {word for word in between if not language.is_stopword(word)}
        self.turned = bool(between) and between[-1] in language.agent_before
        self.plain = language.owning.isdisjoint(between) and not (
            between and between[0] in language.possessive
        )


def doer(
    question: Question, one: range, other: range, deed: Collection[int], language: Language
) -> range | None:
    """Return the place of the name that does the `deed` (positions of its words); None if the words do not tell.

    The doer follows "by"; without it, it is the first name where the deed is a verb that the second name follows at
    once: "did X found Y", "X founded the Y".
    """
    said = [word.word for word in question.words]
    for place in (one, other):
        if place.start and said[place.start - 1] in language.agent_before:
            return place
    first, second = sorted((one, other), key=lambda place: place.start)
    between = Between(said, first, second, language)
    places = [at for at in deed if first.stop <= at < second.start and not language.is_stopword(said[at])]
    inside = [said[at] for at in places]
    typed = {said[at] for at, word in enumerate(question.words) if _as_typed(question, word) == said[at]}
    active = (language.support_verbs | language.done) - language.owning - language.passive
    if not inside or not between.plain or not language.passive.isdisjoint(said[: second.start]):
        return None
    if any(word not in language.articles for word in said[max(places) + 1 : second.start]):
        return None
    if typed.isdisjoint(active) and not any(word.endswith(tuple(language.deed_endings)) for word in inside):
        return None
    return first


def _as_typed(question: Question, word: Word) -> str:
    """Return a word with its accents, so that "à" is not taken for "a"."""
    return question.text[word.start : word.end].lower()


def are_swapped(
    question: Question, subject: range, other: range, told: Statement, language: Language
) -> bool:
    """Return True if a question or claim gives two names the roles that a statement gives them the other way round.

    `subject` and `other` are the places of the fact's subject and of its object. Nothing is said where the two
    sentences do not share a telling word between the names.
    """
    if told.between is None:
        return False
    said = [word.word for word in question.words]
    first, second = sorted((subject, other), key=lambda place: place.start)
    here = Between(said, first, second, language)
    there = told.between
    if here.telling.isdisjoint(there.telling) or not (here.plain and there.plain):
        return False
    begins = (first is subject) != here.turned
    return begins != (told.subject_first != there.turned)


class Statement:
    """A statement in one language, with the places of the names of its subject and object."""

    def __init__(
        self, statement: str, subject: Iterable[str], other: Iterable[str], language: Language
    ) -> None:
        """Look for the longest of the names of each end."""
        said = [token.word for token in tokens(statement)]
        one, two = _place(subject, said), _place(other, said)
        self.subject_first = bool(one and two and one.start < two.start)
        self.between: Between | None = None
        if one and two and (one.stop <= two.start or two.stop <= one.start):
            first, second = (one, two) if self.subject_first else (two, one)
            self.between = Between(said, first, second, language)


def _place(names: Iterable[str], said: Sequence[str]) -> range | None:
    """Return where the longest of some names stands."""
    listed = sorted(([token.word for token in tokens(name)] for name in names), key=len, reverse=True)
    for name in listed:
        for at in range(len(said) - len(name) + 1):
            if name and said[at : at + len(name)] == name:
                return range(at, at + len(name))
    return None

"""What the candidates of one question share in one base: names, phrases, relations, explained words.

Words next to a name that only say what the entity is ("the company H", "la ville de Paris") are an apposition: they
ask for nothing. The kind and description of the entity decide; if they say nothing, any noun directly before the name
may be one.
"""

from __future__ import annotations

from factcli.model import NATURE
from factcli.questions.linking import IMPLIED
from factcli.questions.parse import KnownWords, parse
from factcli.questions.relations import NONE, PhraseMatch, PhraseMatcher
from factcli.questions.thresholds import CARD_FACTS, LEXICON_SHARE
from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from factcli.index.query import Index, ProfileRow, RelationRow
    from factcli.language.lexicon import Lexicon
    from factcli.model import Entity, Fact
    from factcli.questions.limits import Limit
    from factcli.questions.linking import Mention
    from factcli.questions.parse import Question, Word
    from factcli.questions.result import AskOptions

    PhraseMatches = dict[tuple[str | int, bool], PhraseMatch]

FALLBACK = "en"  # the language of a bare name in a locale without a language file
_UNKNOWN = "thing"  # the kind of an entity of which the base does not say what it is
_BEARERS = frozenset(["person", "organization", "place", "thing"])  # what a name may be a name of
_SAME = frozenset(["person", "organization"])


def parsed(text: str, bases: Sequence[Index], options: AskOptions, lexicon: Lexicon) -> Question:
    """Parse a text with the words that the names and phrases of these bases have."""

    def held(words: Collection[str]) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for base in bases:
            for word, (names, _) in base.words(words).items():
                found[word] = found.get(word, False) or names > 0
        return found

    def stems() -> list[str]:
        return [stem for base in bases for stem in base.phrase_words()]

    default = options.language or options.locale_language
    return parse(
        text,
        lexicon,
        KnownWords(held, stems),
        default=default if default in lexicon.languages else FALLBACK,
        kind=options.kind,
        strict=options.strict,
    )


def fits(wanted: str, kind: str) -> bool:
    """Return True if an answer of this kind was asked for; "who" may ask for an organization too."""
    return wanted == kind or (wanted in _SAME and kind in _SAME)


class Context:
    """What a question is ranked in: the base, the lexicon, and the names, relations and phrases that touch it."""

    __slots__ = (
        "_around",
        "_beside",
        "base",
        "language",
        "lexicon",
        "limits",
        "matcher",
        "mentions",
        "question",
        "relations",
    )

    def __init__(
        self, question: Question, base: Index, lexicon: Lexicon, mentions: Sequence[Mention] = ()
    ) -> None:
        """Take the names as they were typed; what is surely one of them is not part of a phrase."""
        self.question, self.base, self.lexicon = question, base, lexicon
        self.language = lexicon.languages[question.language]
        self.relations = base.relations()
        self.mentions = list(mentions)
        self.limits: tuple[Limit, ...] = ()
        if question.limited:
            from factcli.questions.limits import limits_of

            self.limits = limits_of([word.word for word in question.words], self.language)
        surely = [each for each in mentions if _is_surely_a_name(question.words[each.start : each.end])]
        names = frozenset(at for each in surely for at in range(each.start, each.end))
        self.matcher = PhraseMatcher(question, lexicon, base, names)
        self._around: dict[tuple[int, int], tuple[PhraseMatches, float]] = {}
        self._beside: dict[tuple[int, int, int], frozenset[int]] = {}

    def with_mentions(self, more: Sequence[Mention]) -> Context:
        """Return the same context with more names in it."""
        wider = object.__new__(Context)
        for name in self.__slots__:
            setattr(wider, name, getattr(self, name))
        wider.mentions = [*self.mentions, *more]
        return wider

    def sequences(self) -> Iterator[range]:
        """Yield "before X" and "after X", X being a name: they put what is asked for in order with it."""
        words, language = self.question.words, self.language
        dated = {at for each in self.limits for at in range(each.start, each.end)}
        for at, word in enumerate(words[:-1]):
            elided = words[at - 1].word if at else ""
            if (
                word.word in language.sequence
                and at not in dated
                and (elided, word.word) not in language.claims
            ):
                first = at + 1
                while first < len(words) - 1 and words[first].word in language.articles:
                    first += 1
                ends = [each.end for each in self.mentions if each.start <= first < each.end]
                if ends:
                    yield range(at, max(ends))

    def around(self, mention: Mention) -> tuple[PhraseMatches, float]:
        """Return the matches around a mention, and the best value any concept or relation has there."""
        place = (mention.start, mention.end)
        if place not in self._around:
            matches = self.matcher.around(*place)
            self._around[place] = (matches, max((s.value for s in matches.values()), default=0.0))
        return self._around[place]

    def beside(self, mention: Mention, entity: int) -> frozenset[int]:
        """Return the words around a name that only say what the entity is."""
        place = (mention.start, mention.end, entity)
        if place not in self._beside:
            self._beside[place] = _apposition(mention, entity, self)
        return self._beside[place]

    def match(self, mention: Mention, relation: RelationRow, *, inverse: bool) -> PhraseMatch:
        """Return how well a relation is asked for: by its own phrases, and by those of its concept.

        Phrases that a curator wrote for the relation take precedence: those of the lexicon may belong to another
        relation of the base.
        """
        if inverse and self.is_symmetric(relation.number):
            inverse = False
        matches, _ = self.around(mention)
        own = matches.get((relation.number, inverse), NONE)
        common = matches.get((relation.concept, inverse), NONE) if relation.concept else NONE
        if relation.phrases and common is not NONE:
            common = common.lowered(LEXICON_SHARE)
        best = own if own.value >= common.value else common
        if own is not NONE and common is not NONE:
            return best.explaining(own.explained | common.explained)
        return best

    def is_symmetric(self, number: int) -> bool:
        """Return True if a relation says the same of both its ends: spouse, twin town, partner."""
        concept = self.relations[number].concept
        known = self.lexicon.concept(concept) if concept else None
        return known is not None and known.symmetric

    def absent(self, mention: Mention, profile: Sequence[ProfileRow]) -> float:
        """Return how well a relation is asked for, at best, that the entity of a profile lacks in that direction."""
        has: set[tuple[str | int | None, bool]] = set()
        for row in profile:
            has |= {(row.relation, row.inverse), (self.relations[row.relation].concept, row.inverse)}
        matches, _ = self.around(mention)
        return max((match.value for place, match in matches.items() if place not in has), default=0.0)

    def kind(self, relation: RelationRow, *, inverse: bool) -> str | None:
        """Return the kind of answer a relation gives in a direction, None if it could be anything."""
        concept = self.lexicon.concept(relation.concept) if relation.concept else None
        if inverse and not (concept and concept.symmetric):
            kind = relation.inverse_kind or (concept.subject[0] if concept and concept.subject else None)
        else:
            kind = relation.kind if relation.kind != "thing" else concept.kind if concept else None
        return None if kind == "thing" else kind


def _is_surely_a_name(words: Sequence[Word]) -> bool:
    """Return True if several words are a name and nothing else."""
    return len(words) > 1 and any(word.capital or not (word.common or word.stopword) for word in words)


def _apposition(mention: Mention, entity: int, context: Context) -> frozenset[int]:
    """Return the positions of the words around a name that say no more than what the entity is."""
    if mention.how == IMPLIED:
        return frozenset()
    nouns = list(_nouns(mention, context))
    near = _near(mention, context)
    if not nouns and not near:
        return frozenset()
    bearer = context.base.entity(entity)
    found = {
        at
        for at, kind, sure in nouns
        if (kind == bearer.kind and nature_instead(at, entity, context) is None)
        or (sure and bearer.kind == _UNKNOWN)
    }
    if near and bearer.description:
        found |= {at for at in near if _is_said(at, bearer.description, context)}
    return frozenset(found)


def _nouns(mention: Mention, context: Context) -> Iterator[tuple[int, str, bool]]:
    """Yield the nouns directly before the name and the one directly after it, with their kinds.

    A noun joined to the name ("the city of X") must be a plain one, since any other may be a property
    ("the capital of X"). Only a noun that is not joined surely describes the entity, whatever its kind.
    """
    question, language = context.question, context.language
    said = [word.word for word in question.words]
    at, joined = mention.start - 1, False
    while at > 0 and (
        said[at] in language.articles or said[at] in language.asking or said[at] in language.genitive
    ):
        joined = joined or said[at] in language.genitive
        at -= 1
    pair = at > 0 and question.words[at].stopword and not language.head_kind(said[at - 1 : at])
    first = at - 1 if pair and language.head_kind(said[at - 1 : at + 1]) else at
    if first >= 0 and first != question.head and first not in question.kind_words:
        kind = language.head_kind(said[first : at + 1])
        if kind in _BEARERS and (not joined or language.is_plain(said[first])):
            yield first, kind, not joined
    kind = (
        language.head_kind(said[mention.end :])
        if mention.end < len(said) and mention.end != question.head
        else None
    )
    if kind in _BEARERS and (
        language.is_plain(said[mention.end]) or not asks_for_a_relation(mention.end, context)
    ):
        yield mention.end, kind, False


def nature_instead(at: int, entity: int, context: Context) -> Fact | None:
    """Return the fact that says what an entity is if it is not what this noun says: "the bank X" of a laboratory.

    A noun of its kind that says no more ("the company X") is always right, and one that others use for the same.
    """
    if context.language.is_plain(context.question.words[at].word):
        return None
    natures = [
        row
        for row in context.base.facts(subject=entity, limit=CARD_FACTS)
        if (context.relations[row.relation].concept or context.relations[row.relation].id) in NATURE
    ]
    facts = [context.base.fact(row.number) for row in natures]
    texts = [fact.statement for fact in facts] + [context.base.entity(entity).description or {}]
    return None if not facts or any(_is_said(at, text, context) for text in texts) else facts[0]


def asks_for_a_relation(at: int, context: Context) -> bool:
    """Return True if a noun asks for a relation by itself ("subsidiary"), other than for what a thing is ("lab")."""
    relations = context.relations
    targets = {
        relations[one].concept or relations[one].id if isinstance(one, int) else one
        for one in context.matcher.asked_by(at)
    }
    return not targets <= NATURE


def _near(mention: Mention, context: Context) -> list[int]:
    """Return the positions of the significant words directly next to the name."""
    question, found = context.question, []
    at = mention.start - 1
    while at >= 0 and question.words[at].weight and at != question.head:
        found.append(at)
        at -= 1
    at = mention.end
    while at < len(question.words) and question.words[at].weight:
        found.append(at)
        at += 1
    return found


def _is_said(at: int, description: Mapping[str, str], context: Context) -> bool:
    """Return True if a word is in the description of an entity."""
    languages, word = context.lexicon.languages, context.question.words[at]
    for code, text in description.items():
        if code in languages:
            same, said = languages[code].same, languages[code].said(text)
            if not said.isdisjoint(word.stems):
                return True
            one = same.get(word.word, word.word)
            if any(same.get(other, other) == one for other in words(text)):
                return True
    return False


def names_of(entity: Entity) -> Iterator[tuple[str, str]]:
    """Yield the names of an entity with the language of each; an alias may be of any language that names it."""
    yield from entity.name.items()
    for code in entity.name:
        yield from ((code, alias) for alias in entity.aliases)

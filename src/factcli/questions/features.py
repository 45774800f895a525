"""Describe a candidate by numeric features: what supports it, what it leaves unexplained, what it contradicts.

Every function is pure: the same candidate, facts and context give the same numbers. How they are weighed is
fitted on public question sets (`benchmarks/accuracy/calibrate.py`) and kept in `calibration.json`.
"""

from __future__ import annotations

from math import log

from factcli.model import Text
from factcli.questions.context import fits
from factcli.questions.linking import FUZZY, IMPLIED, JOINED, PARTIAL
from factcli.questions.result import EXCLUDED, UNKNOWN
from factcli.questions.thresholds import (
    ALONE_MATCH,
    ASKS_ELSE,
    DATED,
    LEXICON_SHARE,
    MOST_ABSENT,
    MOST_LEFT,
    MOST_MASS,
    NO_MATCH,
    RIVAL_LEAD,
    SHORT_NAME,
    UNEXPLAINED,
    WHOLE_COVERAGE,
)
from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.index.query import RelationRow
    from factcli.model import Fact
    from factcli.questions.candidates import Candidate, FactsRead
    from factcli.questions.context import Context
    from factcli.questions.linking import Mention
    from factcli.questions.parse import Question

_NO_DEED = frozenset(["person", "time", "place"])  # what "que" cannot ask for

FEATURES = tuple(  # a table of names, by what they are about: name, phrase, words left, noun and kind
    """value cover share mass gap rival no_words absent cue_fits cue_clashes inverse why_unasked what_person
    implied fuzzy partial squeezed missing slips slips_share alias letters short hollow
    leftover left_near left_beside left_asked left_capital left_unknown told left_name answer_given named_else
    noun_left noun_of kind_fits kind_clashes kind_vague future_fits curated_left told_alone
    excluded demanded unread common_name""".split()  # noqa: SIM905 -- forty quoted words would hide the table
)


def of_candidate(candidate: Candidate, context: Context) -> dict[str, float]:
    """Return the features that do not depend on facts: of the name, and of the relation asked for."""
    return {**_of_name(candidate, context), **_of_relation(candidate, context)}


def of_facts(candidate: Candidate, facts: FactsRead, context: Context) -> dict[str, float]:
    """Return the features of unexplained words and of the kind of answer, once the facts were read."""
    question = context.question
    kind = candidate.kind or _kind_of_answers(candidate, facts, context)
    answers = bool(question.kind and kind and fits(question.kind, kind))
    kind_fits = answers or bool(question.kind and facts.dated)
    planned = question.future and any(row.modality == "planned" for row in facts.rows)
    unexplained = facts.left(candidate)
    left = [
        at
        for at in unexplained
        if not (at == question.head and kind_fits and question.plain)
        and not _says_the_kind(at, candidate, context)
        and not (planned and _is_its_future(at, candidate, context))
    ]
    vague = (  # an amount or a date is asked of a relation whose curator calls its answers things
        bool(context.relations[candidate.relation].phrases)
        and question.kind in ("quantity", "time")
        and candidate.kind is None
        and not facts.dated
    )
    clash = not kind_fits and (
        _kind_clashes(candidate, context)
        or (vague and question.kind == "time")
        or _names_answer(candidate, facts, context)
    )
    return {
        **_of_words(candidate, facts, context, left),
        **_of_names(candidate, facts, context, left),
        **_of_noun(candidate, context, unexplained, kind_fits=kind_fits),
        "kind_fits": 1.0 if answers else DATED * kind_fits,
        "kind_clashes": float(clash),
        "kind_vague": float(vague),
        "future_fits": float(planned),
        "unread": float(_is_unread(candidate, facts, left, fits=answers)),
        "excluded": float(any(each.status == EXCLUDED for each in facts.constraints)),
        "demanded": float(any(each.status == UNKNOWN and each.hard for each in facts.constraints)),
    }


def _kind_of_answers(candidate: Candidate, facts: FactsRead, context: Context) -> str | None:
    """Return the kind of the entities that facts answer with, None if they differ or the base does not say it."""
    if not candidate.match.words:
        return None  # any relation whose answers happen to be of that kind would do
    answers = [row.subject if candidate.inverse else row.object for row in facts.rows]
    kinds = {None if each is None else context.base.entity(each).kind for each in answers}
    kind = kinds.pop() if len(kinds) == 1 else None
    return kind if kind != "thing" else None


def _is_its_future(at: int, candidate: Candidate, context: Context) -> bool:
    """Return True if a word only says that the candidate is ahead: "will", "is planned"; not what else will be done."""
    word, language = context.question.words[at].word, context.language
    return word in language.future or (language.is_future(word) and not _asks_else(at, candidate, context))


def _is_unread(candidate: Candidate, facts: FactsRead, left: list[int], *, fits: bool) -> bool:
    """Return True if no word asks for the relation, and some may ask for another, which the entity lacks or nobody has.

    A kind that fits is enough ("where is X"), unless a second name is there, or a relation that the entity lacks is
    asked for in so many words.
    """
    if candidate.match.value >= NO_MATCH:
        return False
    return bool(facts.confirmed) or (bool(left) and (not fits or candidate.absent >= ALONE_MATCH))


def _says_the_kind(at: int, candidate: Candidate, context: Context) -> bool:
    """Return True if a plain noun says no more than what kind of answer the relation gives: "funding amount"."""
    word = context.question.words[at].word
    return context.language.is_plain(word) and context.language.head_kind([word]) == candidate.kind


def _of_name(candidate: Candidate, context: Context) -> dict[str, float]:
    """Return how certain the name is: how it was found, its spelling distance, how much of it was given."""
    mention = candidate.mention
    letters = len(mention.key.replace(" ", ""))
    words = context.question.words[mention.start : mention.end]
    return {
        "implied": float(mention.how == IMPLIED),
        "fuzzy": float(mention.how == FUZZY),
        "partial": float(mention.how == PARTIAL),
        "squeezed": float(mention.how == JOINED),
        "missing": mention.missing,
        "slips": mention.edits,
        "slips_share": mention.edits / max(letters, 1),
        "alias": float(mention.alias.get(candidate.entity, False)),
        "letters": log(1 + letters),
        "short": float(letters <= SHORT_NAME),
        "hollow": float(bool(words) and all(word.stopword for word in words)),
    }


def _of_relation(candidate: Candidate, context: Context) -> dict[str, float]:
    """Return how well the words ask for the relation in this direction, compared with every other relation."""
    match, question = candidate.match, context.question
    _, best = context.around(candidate.mention)
    order = direction_cue(candidate, context)
    anything = question.thing and question.kind is None
    return {
        "value": match.value,
        "cover": match.cover,
        "share": match.share,
        "mass": min(match.mass, MOST_MASS),
        "cue_fits": float(order > 0),
        "cue_clashes": float(order < 0),
        "inverse": float(candidate.inverse),
        "gap": max(best - match.value, 0.0),
        "rival": float(best - match.value > RIVAL_LEAD),
        "no_words": float(match.value < NO_MATCH),
        "absent": max(-MOST_ABSENT, min(MOST_ABSENT, candidate.absent - match.value)),
        "why_unasked": float(candidate.kind == "reason" and question.kind != "reason"),
        "what_person": float(anything and candidate.kind == "person" and not candidate.inverse),
    }


def _of_words(candidate: Candidate, facts: FactsRead, context: Context, left: list[int]) -> dict[str, float]:
    """Return how much is unexplained, where it is, and whether it may be a name."""
    words, mention, used = context.question.words, candidate.mention, candidate.match.words
    content = sum(word.weight for word in words)
    leftover = min(sum(words[at].weight for at in left), MOST_LEFT)
    told = sum(words[at].weight for at in facts.explained) / content if content else 0.0
    curated = bool(context.relations[candidate.relation].phrases)
    return {
        "leftover": leftover,
        "curated_left": leftover * curated,
        "told_alone": told * (mention.how == IMPLIED),
        "left_near": sum(words[at].weight for at in left if at in (mention.start - 1, mention.end)),
        "left_beside": float(any(at + 1 in used or at - 1 in used for at in left)),
        "left_capital": float(sum(words[at].capital and (at > 0 or words[at].foreign) for at in left)),
        "left_asked": sum(words[at].weight for at in left if _asks_else(at, candidate, context)),
        "left_unknown": float(any(words[at].foreign for at in left)),
        "told": told,
        "common_name": float(_is_common(mention, context.question) and leftover > UNEXPLAINED),
    }


def _is_common(mention: Mention, question: Question) -> bool:
    """Return True if a name is only everyday words that are not written like a name: "music", "the album"."""
    words = question.words[mention.start : mention.end]
    return mention.how != IMPLIED and all(word.common and not word.capital for word in words)


def _asks_else(at: int, candidate: Candidate, context: Context) -> bool:
    """Return True if a word asks, in a phrase that a curator wrote, for another relation than the candidate's."""
    others = (
        one for one in context.matcher.asked_by(at) if isinstance(one, int) and one != candidate.relation
    )
    return any(context.relations[other].phrases for other in others)


def _of_names(candidate: Candidate, facts: FactsRead, context: Context, left: list[int]) -> dict[str, float]:
    """Return whether a name is unexplained, or is what the candidate would answer."""
    return {
        "left_name": float(any(_is_left(mention, left, context.question) for mention in context.mentions)),
        "answer_given": float(_gives_answer(candidate, facts, context)),
        "named_else": float(any(_is_elsewhere(mention, candidate) for mention in context.mentions)),
    }


def _is_left(mention: Mention, left: list[int], question: Question) -> bool:
    """Return True if a second name is unexplained, other than an everyday word that happens to be a name."""
    places = [at for at in range(mention.start, mention.end) if question.words[at].weight]
    named = any(question.words[at].capital or not question.words[at].common for at in places)
    return named and bool(places) and all(at in left for at in places)


def _gives_answer(candidate: Candidate, facts: FactsRead, context: Context) -> bool:
    """Return True if the question names what the candidate would answer: "who is the owner of X", answered X."""
    if not (context.question.kind_words and facts.rows):
        return False
    given = {row.subject if candidate.inverse else row.object for row in facts.rows} - {None}
    named = {
        owner for mention in context.mentions if mention is not candidate.mention for owner in mention.owners
    }
    return bool(given) and given <= named


def _is_elsewhere(mention: Mention, candidate: Candidate) -> bool:
    """Return True if the question has a name of neither side of a fact that was found without a name."""
    row = candidate.only
    if row is None or all(at in candidate.match.words for at in range(mention.start, mention.end)):
        return False
    return row.subject not in mention.owners and row.object not in mention.owners


def _of_noun(
    candidate: Candidate, context: Context, unexplained: list[int], *, kind_fits: bool
) -> dict[str, float]:
    """Return whether the noun asked for is unexplained, and whether it belongs to something.

    A noun that only gives the kind of answer ("which city") may stay unexplained, as in "how old".
    """
    question = context.question
    if question.noun not in unexplained:
        unmeasured = question.measures(context.language) and question.kind_words.isdisjoint(
            candidate.match.words
        )
        return {"noun_left": ASKS_ELSE * unmeasured, "noun_of": 0.0}
    owned = _has_owner(context, unexplained)
    excused = question.noun == question.head and kind_fits and question.plain
    if excused:
        return {"noun_left": 0.0, "noun_of": 0.0}
    relation = context.relations[candidate.relation]
    others = context.matcher.asked_by(question.noun) - {relation.number, relation.concept}
    return {"noun_left": ASKS_ELSE if others and relation.phrases else 1.0, "noun_of": float(owned)}


def _has_owner(context: Context, unexplained: list[int]) -> bool:
    """Return True if the noun asked for belongs to something: "the rate of the credit line"."""
    words, at, left, of = (
        context.question.words,
        context.question.noun,
        set(unexplained),
        context.language.genitive,
    )
    while at is not None and at < len(words) and at in left:
        at += 1
        while at + 1 < len(words) and words[at].word in of and at + 1 in left:
            at += 1
    return at is not None and at < len(words) and words[at].word in of


def _kind_clashes(candidate: Candidate, context: Context) -> bool:
    """Return True if the kind that was asked for is surely another one than the candidate gives.

    Not where the phrase itself holds the question word: "where educated" asks for a school.
    """
    question = context.question
    if not candidate.kind:
        return False
    if question.kind == "person" and candidate.kind == "place" and candidate.inverse:
        return False  # a country may be who wants or chooses something
    if question.kind:
        said_in = {*question.kind_words, *(() if question.head is None else (question.head,))}
        return candidate.match.cover < WHOLE_COVERAGE or said_in.isdisjoint(candidate.match.words)
    said = {question.words[at].word for at in question.kind_words}
    deed = (
        question.head is None
        and question.noun is not None
        and not said.isdisjoint(context.language.object_words)
    )
    return deed and candidate.kind in _NO_DEED


def _names_answer(candidate: Candidate, facts: FactsRead, context: Context) -> bool:
    """Return True if the facts answer with names where an amount or a date was asked for, or with words for a name."""
    kind = context.question.kind
    if kind is None or kind == "reason" or facts.dated or not facts.rows:
        return False
    if kind in ("quantity", "time") and candidate.inverse:
        return True
    if candidate.inverse or candidate.kind is not None or kind == "place":
        return False
    objects = [context.base.entity(row.object).kind for row in facts.rows if row.object is not None]
    if kind in ("quantity", "time"):
        if len(objects) == len(facts.rows):
            return "thing" not in objects
        return not objects and not any(_counts(context.base.fact(row.number)) for row in facts.rows)
    return not objects and bool(context.relations[candidate.relation].phrases)


def _counts(fact: Fact) -> bool:
    """Return True if the value of a fact is an amount or a date, or words with a number."""
    value = fact.value
    return not isinstance(value, Text) or any(
        character.isdigit() for text in value.text.values() for character in text
    )


# The word order shows in which direction a relation is asked for. In "founded by X" and "what did X found", X is the
# agent; in "who founded X" and "who was X founded by", X is the patient. "The capital of X" and "X's capital" ask for
# what X has, not for what has X. The words that show it come from the language files.


def direction_cue(candidate: Candidate, context: Context) -> int:
    """Return 1 if the word order fits the direction of the candidate, -1 if it contradicts it, 0 if it says nothing."""
    if context.is_symmetric(candidate.relation):
        return 0
    whole = candidate.match.words and candidate.match.cover >= WHOLE_COVERAGE
    if whole and not candidate.inverse and _owned(candidate, context):
        return 1
    doer, agent = _is_doer(candidate, context), agent_of(context.relations[candidate.relation], context)
    if doer is not None and agent:
        return 1 if doer == ((agent == "object") == candidate.inverse) else -1
    if not candidate.match.words or agent == "subject" or not _owned(candidate, context):
        return 0
    if not candidate.inverse:
        return 1
    if context.question.lists and not _has(candidate, context):
        return 0
    return -1 if _could_be_owned(candidate, context) else 0


def _has(candidate: Candidate, context: Context) -> bool:
    """Return True if the name has the relation itself, so that it may be what is asked for."""
    return any(
        row.relation == candidate.relation and not row.inverse
        for row in context.base.profile(candidate.entity)
    )


def _could_be_owned(candidate: Candidate, context: Context) -> bool:
    """Return True if the same words ask just as well for something the name has."""
    relation = context.relations[candidate.relation]
    kind = context.kind(relation, inverse=False)
    if context.question.kind and kind and not fits(context.question.kind, kind):
        return False
    forward = context.match(candidate.mention, relation, inverse=False)
    return forward.value >= LEXICON_SHARE * candidate.match.value


def agent_of(relation: RelationRow, context: Context) -> str | None:
    """Return the agent of a relation, its subject or its object; "by" at the end of a label makes it explicit."""
    concept = context.lexicon.concept(relation.concept) if relation.concept else None
    if concept and concept.agent and not concept.symmetric:
        return concept.agent
    for code, label in relation.label.items():
        language = context.lexicon.languages.get(code)
        if language and words(label)[-1:] and words(label)[-1] in language.agent_before:
            return "object"
    for code, label in (relation.inverse_label or {}).items():
        language = context.lexicon.languages.get(code)
        if language and words(label)[-1:] and words(label)[-1] in language.agent_before:
            return "subject"
    return None


def _is_doer(candidate: Candidate, context: Context) -> bool | None:
    """Return True if the words around the name make it the agent; None if they do not say."""
    mention, language = candidate.mention, context.language
    before = context.question.words[mention.start - 1].word if mention.start else ""
    after = any(at >= mention.end for at in candidate.match.words)
    if _doer_is_asked(candidate, context):
        return False
    if (
        before in language.agent_before
        or (after and before in language.support_verbs)
        or _acts(candidate, context)
    ):
        return True
    if _deed_is_asked(context) and (before in language.articles or before not in language.function):
        return True
    person = context.question.kind == "person" and candidate.match.words
    return False if person and max(candidate.match.words) < mention.start else None


def _acts(candidate: Candidate, context: Context) -> bool:
    """Return True if an active verb and its pronoun refer to the name: "X devance-t-elle", "X a-t-elle fondé"."""
    language = context.language
    said = [word.word for word in context.question.words[candidate.mention.end :]]
    taken_up = any(said[at : at + 1] and said[at] in language.pronouns for at in (1, 2))
    return taken_up and language.passive.isdisjoint(said)


def _doer_is_asked(candidate: Candidate, context: Context) -> bool:
    """Return True if "by" is next to the question word or alone at the end: "par qui", "founded by?"."""
    said = context.question.words
    return any(
        word.word in context.language.agent_before
        and at != candidate.mention.start - 1
        and (at + 1 == len(said) or at + 1 in context.question.kind_words)
        for at, word in enumerate(said)
    )


def _deed_is_asked(context: Context) -> bool:
    """Return True if the question word can only ask for what was done: "qu'a fondé X"."""
    question = context.question
    said = {question.words[at].word for at in question.kind_words}
    return question.head is None and not said.isdisjoint(context.language.object_words)


def _owned(candidate: Candidate, context: Context) -> bool:
    """Return True if the name is the owner of what is asked for: "N of X", "X's N"."""
    said, mention, language = context.question.words, candidate.mention, context.language
    at = mention.start - 1
    while at > 0 and said[at].word in language.articles:
        at -= 1
    if at > 0 and said[at].word in language.genitive:
        return max(candidate.match.words) in (at, at - 1)
    owner = mention.end < len(said) and said[mention.end].word in language.possessive
    return owner and max(candidate.match.words) > mention.end

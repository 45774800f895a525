"""Answer a question: parse it, rank candidates in each base, then answer or abstain.

    parse → link names → generate candidates → features → rank → answer or abstain

Cheap steps come first. Misspelt names, the facts behind the candidates, and candidates without a name are only
tried while words of the question are unexplained.
"""

from __future__ import annotations

from factcli._dataclass import replace
from factcli.model import Quantity
from factcli.questions.calibration import Ranking, ranked
from factcli.questions.candidates import NOTHING_READ, FactReader, generate, generate_without_name
from factcli.questions.context import Context, parsed
from factcli.questions.features import of_candidate, of_facts
from factcli.questions.linking import EXACT, JOINED, exact, is_joined, joined, outermost
from factcli.questions.outcome import (
    abstain,
    ambiguity,
    answers_of,
    card_of_signs,
    entity_card,
    reading_of,
    trace_of,
)
from factcli.questions.parse import COMMON, COMPARE, HAPPENED, NAMED
from factcli.questions.result import AMBIGUOUS, ANSWERED, EXCLUDED, UNKNOWN, AskOptions, Outcome
from factcli.questions.thresholds import (
    CLEAR_LEAD,
    EQUAL_SCORE,
    EXACT_COVERAGE,
    EXPLAINED_COVERAGE,
    FACTS_READ,
    FAR_LEAD,
    MOST_CHECKED,
    MOST_MENTIONS,
    MOST_WORDS_CHECKED,
    UNEXPLAINED,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.calibration import Calibration, Scored
    from factcli.questions.candidates import Candidate, FactsRead
    from factcli.questions.linking import Mention
    from factcli.questions.parse import Question

DEFAULT = AskOptions()


def ask(
    text: str,
    bases: Sequence[Index],
    options: AskOptions = DEFAULT,
    *,
    lexicon: Lexicon | None = None,
    calibration: Calibration | None = None,
) -> Outcome:
    """Answer a question from one or several bases.

    `bases` are open indexes; `lexicon` and `calibration` are the shipped ones if not given. The outcome's
    answers are in the order of their probability, facts of one candidate in the order of their base.
    """
    lexicon, calibration = lexicon or _shipped_lexicon(), calibration or _shipped_calibration()
    question = parsed(text, bases, options, lexicon)
    told = _told_apart(question, bases, options, lexicon)
    compared = question.yes_no and question.limited and told is not None and not told.source
    if told is not None and (told.source or (told.status == ANSWERED and not compared)):
        return told
    if not question.words:
        contexts = [Context(question, base, lexicon) for base in bases]
        told = card_of_signs(question, contexts, options, calibration)
        if told is not None:
            return told
    rankings = [rank(question, base, lexicon, calibration, strict=options.strict) for base in bases]
    if told is None and question.opened is not None:
        told = _left_open(question, rankings, options, calibration)
        if told is not None and told.status == ANSWERED:
            return told
    answered = told is not None and told.status == ANSWERED
    single = decide(question, rankings, options, calibration) if told is None else told if answered else None
    outcome = _composed(question, rankings, options, lexicon, single) or single
    if outcome is None:
        shortfall = told.shortfall if told is not None else None
        outcome = replace(abstain(question, rankings, options), shortfall=shortfall)
    if any(word.unknown for word in question.words):
        foreign = lexicon.foreign([word.word for word in question.words])
        if foreign is not None and outcome.card is None:
            outcome = abstain(question, rankings, options, foreign=foreign)
    return replace(outcome, trace=trace_of(rankings)) if options.explain else outcome


def _composed(
    question: Question,
    rankings: list[Ranking],
    options: AskOptions,
    lexicon: Lexicon,
    single: Outcome | None,
) -> Outcome | None:
    """Return the answer that several facts make, where one (`single`) may not be enough and they do."""
    if not may_compose(question, single) and not (single is not None and may_clash(single, rankings)):
        return None
    from factcli.questions.compose import compose

    return compose(question, rankings, options, lexicon, single)


def _told_apart(
    question: Question, bases: Sequence[Index], options: AskOptions, lexicon: Lexicon
) -> Outcome | None:
    """Return what comes of a question about the text itself, or one that is answered by yes or no; None for others."""
    if question.limited:
        from factcli.questions.source_questions import ask_source

        shown_in = options.language or question.language
        told = ask_source(question, bases, lexicon.languages[question.language], shown_in)
        if told is not None:
            return told
    if question.yes_no:
        from factcli.questions.yes_no import ask_yes_no

        return ask_yes_no(question, bases, options, lexicon)
    return None


def _left_open(
    question: Question, rankings: list[Ranking], options: AskOptions, calibration: Calibration
) -> Outcome | None:
    """Return what comes of a question that leaves its answer open, or that only describes what it asks for."""
    if question.opened == NAMED:
        from factcli.questions.closest import near
        from factcli.questions.described import described

        return described(question, near([each.context for each in rankings]), options)
    if question.opened in (HAPPENED, COMMON, COMPARE):
        from factcli.questions.open_questions import ask_open

        return ask_open(question, rankings, options, calibration)
    return None


def rank(
    question: Question, base: Index, lexicon: Lexicon, calibration: Calibration, *, strict: bool = False
) -> Ranking:
    """Return the candidates of a question in one base, best first; `strict` does not look for misspelt names."""
    mentions = outermost(exact(question, base), question)[:MOST_MENTIONS]
    context = Context(question, base, lexicon, mentions)
    found = [_scored(each, context, calibration) for each in generate(context, mentions)]
    ordered = ranked(found)
    if ordered and not context.limits and _is_bare_name(ordered[0]):
        return Ranking(context, ordered, calibration.probability(ordered))
    if not strict and _may_be_misspelt(ordered, question):
        more = _misspelt(context)
        context = context.with_mentions(more)
        found += [_scored(each, context, calibration) for each in generate(context, more)]
        ordered = ranked(found)
    if _is_unexplained(ordered) or question.future or (ordered and ordered[0].features["kind_clashes"]):
        reader = FactReader(context)
        found = _with_facts(found, ordered, reader, context, calibration)
        ordered = ranked(found)
        if _is_unexplained(ordered):
            for each in generate_without_name(context):
                found.append(_scored(each, context, calibration, reader.read(each)))
            ordered = ranked(found)
    ordered = _constrained(ordered, context, calibration)
    return Ranking(context, ordered, calibration.probability(ordered))


def decide(
    question: Question, rankings: list[Ranking], options: AskOptions, calibration: Calibration
) -> Outcome | None:
    """Return the card of a bare name, answers that are probable enough, the choices of a tie, or None to abstain."""
    card = entity_card(question, rankings, options, calibration)
    if card is not None:
        return card
    likely = sorted((each for each in rankings if each.ordered), key=lambda each: -each.probability)
    trusted = [
        each
        for each in likely
        if each.probability >= calibration.threshold
        and not is_barred(each)
        and not counts_others(each)
        and not names_the_answer(each)
        and not names_a_relation_it_lacks(each)
        and not asks_by_its_kind_alone(each)
    ]
    if not trusted:
        return None
    choices = ambiguity(question, trusted[0], options)
    if choices is not None:
        return choices
    answers = tuple(answer for each in trusted for answer in answers_of(each, options.modality))
    if not answers:
        return None
    language = options.language or question.language
    reading = reading_of(question, trusted[0], language)
    return Outcome(question.text, language, reading, ANSWERED, answers)


def may_compose(question: Question, outcome: Outcome | None) -> bool:
    """Return True if several facts may make an answer: nothing else answers, or words ask for more than one fact."""
    if outcome is None:
        return bool(question.words)
    if outcome.card is not None or outcome.status == AMBIGUOUS:
        return False
    if outcome.status != ANSWERED:
        return bool(question.words)
    if (
        question.kind == "quantity"
        and outcome.answers[0].fact.value is not None
        and not outcome.reading.unmatched
    ):
        return False
    kept = question.plain and len(outcome.answers) > 1  # "which start-ups": those of them that are some
    return question.limited or kept or question.kind == "quantity" or bool(outcome.reading.unmatched)


def may_clash(single: Outcome, rankings: Sequence[Ranking]) -> bool:
    """Return True if an answer is a plain count of the text, and the question may ask for what is counted there too."""
    value = single.answers[0].fact.value if single.status == ANSWERED else None
    if not isinstance(value, Quantity) or value.unit:
        return False
    best = next((each for each in rankings if each.ordered), None)
    if best is None:
        return False
    about, context = best.ordered[0].candidate, best.context
    words = about.match.words
    return any(
        each.candidate.entity == about.entity
        and not each.candidate.match.words.isdisjoint(words)
        and each.candidate.match.cover >= EXPLAINED_COVERAGE
        and context.relations[each.candidate.relation].kind in ("person", "organization", "place", "thing")
        for each in best.ordered
    )


def is_barred(ranking: Ranking) -> bool:
    """Return True if a fact excludes what a question takes for granted, or nothing settles a hard constraint of it."""
    return any(
        each.status == EXCLUDED or (each.hard and each.status == UNKNOWN)
        for each in ranking.ordered[0].facts.constraints
    )


def counts_others(ranking: Ranking) -> bool:
    """Return True if "how many" is told of more than was asked: of cities, where a word left makes them American."""
    best, context = ranking.ordered[0], ranking.context
    left = [context.question.words[at].word for at in best.left]
    if context.question.kind != "quantity" or not any(map(context.lexicon.places_called, left)):
        return False
    values = [context.base.fact(row.number).value for row in best.facts.rows]
    return bool(values) and all(isinstance(value, Quantity) for value in values)


def names_the_answer(ranking: Ranking) -> bool:
    """Return True if "which N" would be answered with what the question names: "which offices does X open in Y"."""
    best, question = ranking.ordered[0], ranking.context.question
    own, said = best.candidate.mention, {question.words[at].word for at in question.kind_words}
    if not best.features["answer_given"] or question.noun is None or not said:
        return False
    if not said.isdisjoint(ranking.context.language.object_words):
        return False  # a verb follows: "what does X mean for Y"
    given = {row.subject if best.candidate.inverse else row.object for row in best.facts.rows}
    named = {
        owner
        for each in ranking.context.mentions
        if each.how in (EXACT, JOINED) and (each.end <= own.start or own.end <= each.start)
        for owner in each.owners
    }
    noun = max(question.kind_words) + 1
    in_name = any(each.start <= noun < each.end for each in ranking.context.mentions)
    return question.noun == noun and not in_name and given <= named


def names_a_relation_it_lacks(ranking: Ranking) -> bool:
    """Return True if the question fully matches a relation this entity does not have.

    For example, "CEO of X" when X only has a former CEO: part of a relation does not answer a question about all
    of it. A relation that the whole base lacks counts if it leaves no word unexplained: "GDP of X", when only what
    something adds to its GDP is known.
    """
    best, context = ranking.ordered[0].candidate, ranking.context
    if best.match.cover > EXACT_COVERAGE or not best.match.words or context.question.kind is None:
        return False
    has: set[tuple[str | int | None, bool]] = set()
    for row in context.base.profile(best.entity):
        has |= {(row.relation, row.inverse), (context.relations[row.relation].concept, row.inverse)}
    matches, _ = context.around(best.mention)
    return any(
        not inverse
        and (target, inverse) not in has
        and match.cover > EXACT_COVERAGE
        and match.value > best.match.value + CLEAR_LEAD
        and _asks_the_same(best, context, target)
        and (isinstance(target, int) or match.words.issuperset((*best.match.words, *best.rest)))
        for (target, inverse), match in matches.items()
    )


def asks_by_its_kind_alone(ranking: Ranking) -> bool:
    """Return True if only the noun of the answer's kind asks for the relation, and all words for one that is lacking.

    "In which city did X die": where X only worked in a city, that is another question.
    """
    best, context = ranking.ordered[0], ranking.context
    question, about = context.question, best.candidate
    nouns = question.kind_words | ({question.head} if question.head is not None else set())
    if not question.plain or not about.match.words or not about.match.words <= nouns:
        return False
    return bool(best.left) and about.absent > about.match.value + FAR_LEAD


def _asks_the_same(best: Candidate, context: Context, target: int | str) -> bool:
    if best.inverse:
        return target == best.relation
    if isinstance(target, str):
        concept = context.lexicon.concept(target)
        return concept is not None and concept.kind == (best.kind or "thing")
    return context.kind(context.relations[target], inverse=False) == best.kind


def _scored(
    candidate: Candidate, context: Context, calibration: Calibration, facts: FactsRead = NOTHING_READ
) -> Scored:
    features = of_candidate(candidate, context) | of_facts(candidate, facts, context)
    return calibration.scored(candidate, facts, features)


def _with_facts(
    found: list[Scored],
    ordered: list[Scored],
    reader: FactReader,
    context: Context,
    calibration: Calibration,
) -> list[Scored]:
    """Read the facts of the candidates that leave words unexplained, best first, as far as the budget goes."""
    question, budget = context.question, FACTS_READ
    read: dict[int, Scored] = {}
    for each in ordered:
        if budget <= 0:
            break
        candidate = each.candidate
        if candidate.rest or question.future or (question.kind == "time" and candidate.kind != "time"):
            facts = reader.read(candidate)
            features = {**each.features, **of_facts(candidate, facts, context)}
            read[id(each)] = calibration.scored(candidate, facts, features)
            budget -= max(len(facts.rows), 1)
    return [read.get(id(each), each) for each in found]


def _constrained(ordered: list[Scored], context: Context, calibration: Calibration) -> list[Scored]:
    """Check the constraints of the best candidates: those first, or nearly so, once this is done."""
    if not ordered or not (context.question.limited or any(each.left for each in ordered)):
        return ordered
    if len(ordered[0].left) > MOST_WORDS_CHECKED:
        return ordered  # nothing so unexplained is answered
    from factcli.questions.constraints import check

    reader = FactReader(context)
    for _ in range(MOST_CHECKED):
        place = next((at for at, each in enumerate(ordered) if not each.facts.checked), None)
        if place is None or ordered[place].score < ordered[0].score - EQUAL_SCORE:
            break
        scored = ordered.pop(place)
        found = check(scored.candidate, scored.facts, reader)
        facts = replace(
            scored.facts,
            rows=found.rows,
            constraints=found.constraints,
            confirmed=found.confirmed,
            checked=True,
        )
        features = {**scored.features, **of_facts(scored.candidate, facts, context)}
        ordered = ranked([*ordered, calibration.scored(scored.candidate, facts, features)])
    return ordered


def _is_unexplained(ordered: list[Scored]) -> bool:
    """Return True if the best candidate leaves significant words unexplained, or no word asks for its relation."""
    if not ordered:
        return True
    features = ordered[0].features
    return features["leftover"] > UNEXPLAINED or bool(features["no_words"])


def _is_bare_name(best: Scored) -> bool:
    """Return True if the question is only a name, spelled as in the base: then nothing else is tried."""
    return best.candidate.mention.how == EXACT and not best.left and bool(best.features["no_words"])


def _may_be_misspelt(ordered: list[Scored], question: Question) -> bool:
    """Return True if a name may be misspelt: none fits, or an unexplained word is unknown or written like a name."""
    if not ordered:
        return True
    left = [question.words[at] for at in ordered[0].left]
    return _is_unexplained(ordered) and any(word.unknown or word.capital for word in left)


def _misspelt(context: Context) -> list[Mention]:
    """Return the names that are in the question, but misspelt."""
    from factcli.questions.misspelt import misspelt

    question, base, taken = context.question, context.base, context.mentions
    optional = frozenset(
        word for language in context.lexicon.languages.values() for word in language.optional
    )
    run_together = joined(question, base, taken)
    near = misspelt(question, base, question.kind_words, optional)
    found = run_together + [each for each in near if not _is_known(each, run_together)]
    found = [each for each in found if not is_joined(each.start, each.end, question)]
    return [each for each in found if not _is_known(each, taken)][:MOST_MENTIONS]


def _is_known(mention: Mention, others: list[Mention]) -> bool:
    same = (other for other in others if other.key == mention.key)
    return any(other.start <= mention.start and mention.end <= other.end for other in same)


_shipped: dict[str, Any] = {}


def _shipped_lexicon() -> Lexicon:
    from factcli.language.lexicon_file import open_lexicon

    if "lexicon" not in _shipped:
        _shipped["lexicon"] = open_lexicon(None)
    lexicon: Lexicon = _shipped["lexicon"]
    return lexicon


def _shipped_calibration() -> Calibration:
    from factcli.questions.calibration import load

    if "calibration" not in _shipped:
        _shipped["calibration"] = load()
    calibration: Calibration = _shipped["calibration"]
    return calibration

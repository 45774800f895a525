"""Find the one thing that a question describes and does not name: "the naval architect", "le laboratoire de recherche".

Its first noun must be in what the base says the thing is (its nature, its role, its description), every other telling
word there or in its own facts, and no other thing may fit. The facts that say so are the answer.
"""

from __future__ import annotations

from factcli.language.messages import pick
from factcli.model import NATURE
from factcli.questions.context import fits
from factcli.questions.linking import EXACT
from factcli.questions.result import ANSWERED, Answer, EntityMention, Outcome, Reading
from factcli.questions.thresholds import BESIDE_FACTS, DESCRIBED, MOST_DESCRIBED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcli.model import Entity, Fact
    from factcli.questions.closest import Near
    from factcli.questions.context import Context
    from factcli.questions.parse import Question
    from factcli.questions.result import AskOptions


def described(question: Question, found: Sequence[Near], options: AskOptions) -> Outcome | None:
    """Return the thing that the whole of a question describes; `found` is what holds its words, best first."""
    wanted = [at for at, word in enumerate(question.words) if word.weight and at not in question.kind_words]
    contexts = {id(each.context): each.context for each in found}.values()
    named = any(mention.how == EXACT for context in contexts for mention in context.mentions)
    limited = any(context.limits for context in contexts)
    strange = any(question.words[at].capital for at in wanted)  # a name that the base does not know
    if not wanted or named or limited or strange or question.head is not None:
        return None
    fitting: dict[tuple[str, str], tuple[Context, Entity, list[Fact]]] = {}
    seen: set[tuple[str, int]] = set()
    for each in found:
        if each.row is None or len(seen) >= MOST_DESCRIBED:
            continue
        place = each.context.base.path, each.row.subject
        if place not in seen:
            seen.add(place)
            thing = _Thing(each.context, each.row.subject)
            proof = thing.proof(wanted)
            if proof and (question.kind is None or fits(question.kind, thing.entity.kind)):
                fitting[each.context.base.path, thing.entity.id] = (each.context, thing.entity, proof)
    if len(fitting) != 1:
        return None
    ((context, entity, proof),) = fitting.values()
    language = options.language or question.language
    said = question.text[question.words[wanted[0]].start : question.words[wanted[-1]].end]
    mention = EntityMention(entity.id, pick(entity.name, language), said, "described", DESCRIBED)
    answers = tuple(Answer(fact, context.base.name, DESCRIBED, inverse=True) for fact in proof)
    return Outcome(question.text, language, Reading(question.kind, (mention,)), ANSWERED, answers)


class _Thing:
    """A subject of the base, with the words that say what it is and those of its facts."""

    def __init__(self, context: Context, number: int) -> None:
        self._context = context
        base, relations = context.base, context.relations
        self.entity = base.entity(number)
        rows = base.facts(subject=number, limit=BESIDE_FACTS)
        facts = [(base.fact(row.number), relations[row.relation].concept in NATURE) for row in rows]
        facts = [(fact, nature) for fact, nature in facts if fact.modality == "asserted" and not fact.hedged]
        self._facts = [(fact, self._stems(fact.statement), nature) for fact, nature in facts]
        self._described = self._stems(self.entity.description or {})

    def _stems(self, texts: Mapping[str, str]) -> frozenset[tuple[str, str]]:
        languages = self._context.lexicon.languages
        said = [languages[code].said(text) for code, text in texts.items() if code in languages]
        return frozenset[tuple[str, str]]().union(*said)

    def proof(self, wanted: Sequence[int]) -> list[Fact]:
        """Return the facts that say what is wanted, the telling ones first; none if a word is not said."""
        words = self._context.question.words
        natures = self._described.union(*(stems for _, stems, nature in self._facts if nature))
        if natures.isdisjoint(words[wanted[0]].stems):
            return []
        left, proof = set(wanted), []
        for fact, stems, _ in sorted(
            self._facts, key=lambda each: (-self._held(each[1], wanted), not each[2])
        ):
            held = {at for at in left if not stems.isdisjoint(words[at].stems)}
            if held:
                proof.append(fact)
                left -= held
        left = {at for at in left if self._described.isdisjoint(words[at].stems)}
        return [] if left else proof

    def _held(self, stems: frozenset[tuple[str, str]], wanted: Sequence[int]) -> int:
        return sum(not stems.isdisjoint(self._context.question.words[at].stems) for at in wanted)

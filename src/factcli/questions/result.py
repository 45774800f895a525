"""The values that describe a question and its outcome.

Everything here is frozen; nothing here decides anything.
"""

from __future__ import annotations

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.model import Entity, Fact, Sentence, Value

ANSWERED, NO_SUCH_FACT, UNKNOWN_ENTITY, AMBIGUOUS = "answered", "no_such_fact", "unknown_entity", "ambiguous"
CONFIRMED, EXCLUDED, UNKNOWN = "confirmed", "excluded", "unknown"  # of a constraint
SUPPORTED, CONTRADICTED, NOT_STATED = "supported", "contradicted", "not_stated"  # of a claim
ONLY_PLANNED, ONLY_HEDGED, ONLY_REPORTED, ONLY_MEANT = (
    "only_planned",
    "only_hedged",
    "only_reported",
    "only_meant",
)
OTHER_ROLES = "other_roles"
SHORTFALLS = (ONLY_PLANNED, ONLY_HEDGED, ONLY_REPORTED, ONLY_MEANT, OTHER_ROLES)
STATUSES = (ANSWERED, NO_SUCH_FACT, UNKNOWN_ENTITY, AMBIGUOUS)


@dataclass(frozen=True, slots=True)
class AskOptions:
    """How a question is asked: the command, the language of the answer, the steps allowed.

    `kind` fixes the answer kind (`who` asks for a person); `language` None means "that of the question",
    and `locale_language` is used if the question is a bare name, which has none. `explain` keeps the trace, `closest`
    has a refusal say which sentences come closest.
    """

    command: str = "ask"
    language: str | None = None
    kind: str | None = None
    strict: bool = False
    modality: str | None = None
    locale_language: str = "en"
    explain: bool = False
    closest: bool = True


@dataclass(frozen=True, slots=True)
class EntityMention:
    """An entity and the words of the question that name it; `match` is exact, alias or fuzzy, `score` 0–1."""

    id: str
    label: str
    mention: str
    match: str
    score: float


@dataclass(frozen=True, slots=True)
class RelationMention:
    """A relation and the words of the question that ask for it; `inverse`: asked from its object."""

    id: str
    label: str
    mention: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Constraint:
    """Words beside name and relation, what the base says to them, and the fact that says it.

    A `hard` one is never ignored: unknown, it is as good as excluded.
    """

    text: str
    status: str
    fact: Fact | None = None
    hard: bool = False


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One operation of a plan: the relation it follows, the names and words it goes by, how many it leaves."""

    operation: str
    relation: str | None = None
    inverse: bool = False
    names: tuple[str, ...] = ()
    words: str = ""
    left: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """How several facts make one answer: the operation that gives it, and every step to it, in order."""

    operation: str
    steps: tuple[PlanStep, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood; `unread` are the unmatched words that ask for nothing any base could have.

    `plan` is how several facts make the answer, None where one fact is enough.
    """

    answer_kind: str | None = None
    entities: tuple[EntityMention, ...] = ()
    relation: RelationMention | None = None
    unmatched: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    unread: tuple[str, ...] = ()
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What several facts make: yes or no, a count, a name or a value; `counted` are the names behind a count."""

    value: bool | int | Entity | Value
    facts: tuple[Fact, ...]
    counted: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact that answers; `inverse`: the short answer is its subject. `score` is a probability, 0–1.

    `made` is the answer itself where it is not what the one fact states; then `fact` is the first it stands on.
    """

    fact: Fact
    base: str
    score: float
    inverse: bool = False
    made: Made | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to ask next: `words` are the arguments of `command`, `label` is its text."""

    label: str
    command: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closest:
    """A sentence near a question that is not answered: the facts in it that hold its words, and where the words stand.

    `score` is the share of the question that the best of them holds, 0–1.
    """

    sentence: Sentence
    base: str
    facts: tuple[Fact, ...]
    score: float
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceData:
    """What a source tells of itself: the property asked for, its value or None, and why it is inferred if it is."""

    source: str
    property: str
    value: str | None
    inferred: str | None


@dataclass(frozen=True, slots=True)
class Trace:
    """One candidate that was ranked, for `--explain`."""

    entity: str | None
    mention: str
    match: str
    relation: str | None
    inverse: bool
    leftover: tuple[str, ...]
    score: float
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole result of a question: answered, or refused with the reason and what to try.

    `source` is what the text tells of itself, if that was asked; `foreign` the code of a language that the question
    seems to be in, and that is not understood; `claimless` says that a sentence of a draft states nothing to check.
    `closest` are the sentences nearest to what is not answered, best first.
    `beside` is what the text tells besides of what was counted: its own count, or what is only planned.
    `too_many` is how many facts may be read for one question, where an answer would take more; else 0.
    `shortfall` says why a claim is not stated although
    a fact comes near it: the fact, and which of SHORTFALLS it is.
    """

    text: str
    language: str
    reading: Reading
    status: str
    answers: tuple[Answer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    card: str | None = None
    trace: tuple[Trace, ...] = ()
    source: tuple[SourceData, ...] = ()
    foreign: str | None = None
    claimless: bool = False
    closest: tuple[Closest, ...] = ()
    shortfall: tuple[str, Answer] | None = None
    too_many: int = 0
    beside: tuple[Answer, ...] = ()

"""The data model, as frozen values: a fact cannot be built without its sentence.

Objects hold objects, not ids; ids are resolved once, when a base is loaded. Texts in several languages
are mappings from a language code to a text (`{"fr": …, "en": …}`). Offsets count code points.
"""

from __future__ import annotations

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


# The kinds of answers and the modalities of facts.

KINDS = ("person", "organization", "place", "time", "quantity", "reason", "quote", "thing")
MODALITIES = ("asserted", "planned", "hedged", "reported", "denied")

# What an entity is: these relations come first on its card, whatever the base calls them.
NATURE = frozenset(
    ["instance-of", "subclass-of", "occupation", "position-held", "nature", "described-as", "profession"]
)

# By these relations a place makes people or things its own: who has French nationality is French.
PEOPLE = frozenset(["country-of-citizenship", "country-of-origin", "country"])


@dataclass(frozen=True, slots=True)
class Inferred:
    """A value that the text does not state, with the reason for inferring it."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """The text that is quoted: only what the text itself says, or `Inferred`."""

    id: str
    title: str | Inferred | None
    language: str
    characters: int
    sha256: str
    publisher: str | Inferred | None = None
    author: str | Inferred | None = None
    url: str | None = None
    date: str | Inferred | None = None
    rights: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One numbered sentence of a source: `text` is the source from `start` to `end`, verbatim."""

    id: str
    source: Source
    number: int
    start: int
    end: int
    text: str
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity: its names per language and its aliases in any language."""

    id: str
    kind: str
    name: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    description: Mapping[str, str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name of the entity: its own in each language, then its aliases."""
        return (*self.name.values(), *self.aliases)


@dataclass(frozen=True, slots=True)
class Inverse:
    """How a relation is asked from its object: what the subject is to the object."""

    label: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    kind: str


@dataclass(frozen=True, slots=True)
class Relation:
    """The property a fact states; `kind` is the answer type of its object.

    `one_value` says whether a subject has one object only, None that the base does not say.
    """

    id: str
    kind: str
    label: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    inverse: Inverse | None = None
    one_value: bool | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its ISO 4217 currency; `approximate` if the text gives it so: nearly, about, more than."""

    amount: float
    currency: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its unit; an empty unit is a plain number. `approximate` is as for money."""

    amount: float
    unit: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A date in EDTF, as precise as the text is."""

    edtf: str


@dataclass(frozen=True, slots=True)
class Text:
    """A value in words, per language."""

    text: Mapping[str, str]


Value = Money | Quantity | Date | Text


@dataclass(frozen=True, slots=True)
class When:
    """The date of a fact as the text gives it; `resolved` only if the text itself resolves it."""

    edtf: str
    resolved: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The verbatim span of a sentence that supports a fact (a W3C TextQuoteSelector).

    `prefix` and `suffix` are only given if `exact` occurs twice in the sentence.
    """

    sentence: Sentence
    exact: str
    prefix: str | None = None
    suffix: str | None = None

    @property
    def offset(self) -> int:
        """Return where `exact` starts in its sentence, in code points; -1 if it is not in it."""
        whole = (self.prefix or "") + self.exact + (self.suffix or "")
        found = self.sentence.text.find(whole)
        return found if found < 0 else found + len(self.prefix or "")


def is_ahead(modality: str, *, hedged: bool) -> bool:
    """Return True if facts of this modality are about the future of their text."""
    return modality in ("planned", "hedged") or hedged


@dataclass(frozen=True, slots=True)
class Fact:
    """One atomic statement with its evidence: subject, relation, object or value."""

    id: str
    subject: Entity
    relation: Relation
    object: Entity | None
    value: Value | None
    statement: Mapping[str, str]
    modality: str
    evidence: tuple[Evidence, ...]
    hedged: bool = False
    speaker: Entity | None = None
    when: When | None = None
    derived: str | None = None

    @property
    def is_ahead(self) -> bool:
        """Return True if the fact is about the future of its text: planned, or only possible."""
        return is_ahead(self.modality, hedged=self.hedged)


@dataclass(frozen=True, slots=True)
class FactBase:
    """A whole base in memory, in the order of its file."""

    name: str
    sources: tuple[Source, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]

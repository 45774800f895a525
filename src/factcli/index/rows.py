"""Name the rows an index answers with: tuples with names, made a thousand at a time."""

# Type checkers see `typing.NamedTuple`; below are the methods of the classes made here.
# ruff: noqa: ANN001, ANN002, ANN204, ANN206
from __future__ import annotations

from operator import itemgetter

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NamedTuple as Row
else:

    class Row(tuple):
        """Give a tuple names, without the cost of `collections.namedtuple` at each start."""

        __slots__ = ()

        def __init_subclass__(cls):
            """Make each annotated name read its place."""
            for place, name in enumerate(cls.__annotations__):
                setattr(cls, name, property(itemgetter(place)))

        def __new__(cls, *values):
            """Make a row of its values in order."""
            return tuple.__new__(cls, values)

        @classmethod
        def _make(cls, values):
            """Make a row of a sequence."""
            return tuple.__new__(cls, values)

        def __repr__(self):
            """Show the names with the values."""
            shown = (
                f"{name}={value!r}" for name, value in zip(type(self).__annotations__, self, strict=True)
            )
            return f"{type(self).__name__}({', '.join(shown)})"

        def __reduce__(self):
            """Pickle and copy by making the row again."""
            return type(self), tuple(self)


class NameRow(Row):
    """A name of an entity: its folded key, the text as the base has it, and whether it is an alias."""

    entity: int
    key: str
    text: str
    alias: bool


class ProfileRow(Row):
    """How often an entity stands in a relation, as subject or (inverse) as object."""

    relation: int
    inverse: bool
    count: int  # type: ignore[assignment] # of facts, and not the method of tuples


class FactRow(Row):
    """What a fact is about, by number; `kind` is what it answers, `text_id` the sentence that carries it."""

    number: int
    subject: int
    relation: int
    object: int | None
    modality: str
    hedged: bool
    kind: str
    text_id: int


class PhraseRow(Row):
    """A wording of one of the base's own relations; `stems` are words, one space between them."""

    id: int
    relation: int
    inverse: bool
    language: str
    stems: str


class RelationRow(Row):
    """A relation of the base: the concept of the lexicon it was recognised as, its facts, its own phrases."""

    number: int
    id: str
    kind: str
    label: Mapping[str, str]
    inverse_label: Mapping[str, str] | None
    inverse_kind: str | None
    concept: str | None
    facts: int
    phrases: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Say which facts to list: numbers of entity, relation and sentence, kind, modality, folded text."""

    entity: int | None = None
    relation: int | None = None
    kind: str | None = None
    modality: str | None = None
    sentence: int | None = None
    text: str | None = None

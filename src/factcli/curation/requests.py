"""Say what a curator wants of a fact: everything an option can tell, and nothing read from anywhere."""

from __future__ import annotations

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a sentence: its number, the words as typed, which time they stand there (from 1)."""

    sentence: str
    exact: str
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class FactRequest:
    """A fact as a curator gives it; what is None (or empty) is not told.

    `subject`, `object`, `speaker` and `relation` are ids or names; the kinds serve where one of them is new.
    `values` are words by language code and make a text value; `value` is anything else. `new` allows names
    that look like a slip for a known one.
    """

    quotes: tuple[Quote, ...] = ()
    subject: str | None = None
    relation: str | None = None
    object: str | None = None
    value: str | None = None
    values: Mapping[str, str] | None = None
    statements: Mapping[str, str] | None = None
    modality: str | None = None
    hedged: bool | None = None
    speaker: str | None = None
    when: str | None = None
    resolved: str | None = None
    basis: str | None = None
    derived: str | None = None
    id: str | None = None
    subject_kind: str | None = None
    object_kind: str | None = None
    speaker_kind: str | None = None
    relation_kind: str | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a base: the documents as they were and as they are, keyed by (table, id).

    A document that is new has no `before`, one that is gone no `after`.
    """

    path: str
    id: str
    before: Mapping[tuple[str, str], Mapping[str, object]]
    after: Mapping[tuple[str, str], Mapping[str, object]]
    notes: tuple[str, ...] = ()

"""Turn a row into a record with typed cells, collecting entities and relations, or refuse the row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from factcli.curation.resolve import VALUE_KINDS
from factcli.exchange.import_rows import CODE, BadRow, Cells, Columns, Remark
from factcli.exchange.import_values import BadValue, date_of, is_value_kind, may_be, value_of
from factcli.model import MODALITIES
from factcli.text import slug, unused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from factcli.language.lexicon import Concept

    ConceptOf = Callable[[str], Concept | None]
    # by relation and by the id of an object: the value it was taken for, and in how many rows
    Values = dict[str, dict[str, tuple[dict[str, Any], int]]]

    from factcli.exchange.import_rows import Row


# Kinds and flags.

KINDS_OF = {
    "person": "person",
    "organization": "organization",
    "organisation": "organization",
    "org": "organization",
    "company": "organization",
    "place": "place",
    "location": "place",
    "time": "time",
    "date": "time",
    "quantity": "quantity",
    "number": "quantity",
    "reason": "reason",
    "quote": "quote",
    "thing": "thing",
    "work": "thing",
}
"""The answer kind of each word a kind column may hold."""

_FLAGS = dict.fromkeys(("", "false", "no", "n", "0", "0.0", "f", "faux", "non"), False)
_FLAGS |= dict.fromkeys(("true", "yes", "y", "1", "1.0", "t", "vrai", "oui", "o", "v"), True)


@dataclass(slots=True)
class NamedThing:
    """An entity as one row names it; `kind` is None if the row does not give it."""

    name: str
    id: str | None = None
    kind: str | None = None
    aliases: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Record:
    """One checked row. Its object is an entity or a value, never both; texts are by language.

    `quoted` says that the row itself gives the sentence.
    """

    number: int
    id: str | None
    language: str
    subject: NamedThing
    relation: str
    labels: dict[str, str]
    phrases: dict[str, list[str]]
    object: NamedThing | None
    value: dict[str, Any] | None
    answer_kind: str | None
    statements: dict[str, str]
    sentence: str
    quoted: bool
    exact: str | None
    prefix: str
    suffix: str
    modality: str
    hedged: bool
    speaker: NamedThing | None
    when: str | None
    remarks: list[Remark]


def record_of(row: Row, columns: Columns, language: str) -> Record:
    """Return the record of a row; `language` is that of rows that do not give one. Raises BadRow."""
    cells = Cells(row, columns)
    spoken = _language(cells, language)
    subject, relation, target = _thing(cells, "subject"), cells.name("relation"), _object(cells)
    _refuse_empty(subject=subject.name, relation=relation, object=target.name)
    value = _value(cells, target, spoken)
    statements, sentence = _wording(cells, columns, spoken, f"{subject.name} {relation} {target.name}")
    return Record(
        number=row.number,
        id=cells.id("id"),
        language=spoken,
        subject=subject,
        relation=relation,
        labels={code: label for code, column in columns.labels if (label := cells.name(column))},
        phrases=_phrases(cells, columns, spoken),
        object=target if value is None else None,
        value=value,
        answer_kind=_kind(cells, "answer_kind"),
        statements=statements,
        sentence=sentence,
        quoted=bool(cells.text("sentence")),
        exact=cells.text("exact") or None,
        prefix=cells.verbatim("prefix"),
        suffix=cells.verbatim("suffix"),
        modality=_modality(cells),
        hedged=_flag(cells, "hedged"),
        speaker=_thing(cells, "speaker") if cells.text("speaker") else None,
        when=_when(cells, spoken),
        remarks=cells.remarks,
    )


def _language(cells: Cells, otherwise: str) -> str:
    language = cells.text("language") or otherwise
    if not CODE.fullmatch(language):
        raise BadRow(f"language {language!r} is not a code such as en or fr")
    return language


def _refuse_empty(**names: str) -> None:
    for column, name in names.items():
        if not name:
            raise BadRow(f"{column} is empty")


def _value(cells: Cells, target: NamedThing, language: str) -> dict[str, Any] | None:
    """Return the value of an object; an object with an id is an entity, whatever it looks like."""
    if target.id is not None:
        return None
    try:
        value = value_of(cells.text("object_kind"), target.name, language)
    except BadValue as bad:
        raise BadRow(f"object {bad}") from None
    if value is not None and target.aliases:
        cells.remarks.append(Remark(cells.row.number, "object_aliases left out: a value has no aliases"))
    return value


def _wording(cells: Cells, columns: Columns, language: str, otherwise: str) -> tuple[dict[str, str], str]:
    """Return the statements and the sentence of a row; a row without either is quoted as a line of its own."""
    statements = {code: text for code, column in columns.statements if (text := cells.text(column))}
    if statement := cells.text("statement"):
        statements[language] = statement
    sentence = cells.text("sentence") or statements.get(language) or otherwise
    return dict(sorted(statements.items())) if statements else {language: sentence}, sentence


def _object(cells: Cells) -> NamedThing:
    if cells.text("object_kind").casefold() == "text":
        return NamedThing(cells.text("object"))
    return _thing(cells, "object")


def _thing(cells: Cells, column: str) -> NamedThing:
    return NamedThing(
        cells.name(column),
        cells.id(f"{column}_id"),
        _kind(cells, f"{column}_kind"),
        cells.names(f"{column}_aliases"),
    )


def _kind(cells: Cells, column: str) -> str | None:
    word = cells.text(column)
    if not word:
        return None
    kind = KINDS_OF.get(word.casefold())
    if kind is None and not (column == "object_kind" and is_value_kind(word)):
        cells.remarks.append(Remark(cells.row.number, f"{column} {word!r} is unknown; taken as thing"))
    return kind or "thing"


def _phrases(cells: Cells, columns: Columns, language: str) -> dict[str, list[str]]:
    phrases = {code: names for code, column in columns.phrases if (names := cells.names(column))}
    if given := cells.names("relation_phrases"):
        phrases[language] = list(dict.fromkeys([*given, *phrases.get(language, ())]))
    return phrases


def _flag(cells: Cells, column: str) -> bool:
    word = cells.text(column).casefold()
    if word not in _FLAGS:
        raise BadRow(f"{column} is neither true nor false: {word!r}")
    return _FLAGS[word]


def _modality(cells: Cells) -> str:
    modality = cells.text("modality") or "asserted"
    if modality not in MODALITIES:
        raise BadRow(f"modality {modality!r} is not one of {', '.join(MODALITIES)}")
    if modality == "reported" and not cells.text("speaker"):
        raise BadRow("a reported fact needs a speaker")
    return modality


def _when(cells: Cells, language: str) -> str | None:
    text = cells.text("when")
    if not text:
        return None
    try:
        when = date_of(text, language)
    except BadValue as bad:
        raise BadRow(f"when {bad}") from None
    if when is None:
        raise BadRow(f"when is not a date in EDTF such as 2023-12: {text!r}")
    return when


_VALUES = frozenset(("date", "number"))
_FEWEST = 2  # objects of a relation that nobody knows, to take all of them for values


# Entities and relations: one name is one entity unless ids say otherwise.


@dataclass(slots=True)
class Thing:
    """An entity being collected; dictionaries are used as ordered sets."""

    id: str
    names: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    rows: int = 0
    is_subject: bool = False

    @property
    def kind(self) -> str:
        """The kind that all rows agree on, else `thing`."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else "thing"


class Things:
    """The entities of a new base, by their given id or by their name."""

    def __init__(self) -> None:
        """Start without any."""
        self._by_id: dict[str, Thing] = {}
        self._by_name: dict[str, Thing] = {}

    def __len__(self) -> int:
        """Count them."""
        return len(self._by_id)

    def add(self, named: NamedThing, language: str) -> Thing:
        """Return the entity that a row names, adding what the row says about it."""
        thing = self._lookup(named)
        thing.rows += 1
        known = thing.names.setdefault(language, named.name)
        if normalize("NFC", known) != normalize("NFC", named.name):
            thing.aliases.setdefault(named.name)
        for alias in named.aliases:
            thing.aliases.setdefault(alias)
        if named.kind:
            thing.kinds.add(named.kind)
        return thing

    def _lookup(self, named: NamedThing) -> Thing:
        name = normalize("NFC", named.name)  # two spellings of one text, which look the same
        thing = self._by_id.get(named.id) if named.id else self._by_name.get(name)
        if thing is None:
            thing = Thing(named.id or unused(slug(named.name), self._by_id))
            self._by_id[thing.id] = thing
            self._by_name.setdefault(name, thing)
        return thing

    def __getitem__(self, thing_id: str) -> Thing:
        """Return an entity."""
        return self._by_id[thing_id]

    def drop(self, thing_id: str) -> None:
        """Leave out an entity that no row needs any more."""
        del self._by_id[thing_id]

    def kind(self, thing_id: str) -> str:
        """Return the kind of an entity according to the rows so far."""
        return self._by_id[thing_id].kind

    def documents(self) -> Iterator[dict[str, Any]]:
        """Yield the entities in the order in which rows named them first."""
        for thing in self._by_id.values():
            own_names = set(thing.names.values())
            yield {
                "id": thing.id,
                "kind": thing.kind,
                "name": dict(sorted(thing.names.items())),
                "aliases": [alias for alias in thing.aliases if alias not in own_names],
            }


@dataclass(slots=True)
class Property:
    """A relation being collected.

    `bare` are the objects of which rows only give the name, with that, its language and how many rows, as long as all
    of them `may_be` values; `valued` is what they are taken for in the end. `ends` are the entities of a relation
    between people.
    """

    id: str
    key: str
    labels: dict[str, str] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)
    phrases: dict[str, dict[str, None]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    stated_kind: str | None = None
    valued: str | None = None
    may_be: frozenset[str] = _VALUES
    bare: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    first_bare: int = 0
    people: bool = False
    ends: set[str] = field(default_factory=set)


class Properties:
    """The relations of a new base; the `relation` cell is their key."""

    def __init__(self, concept_of: ConceptOf | None = None) -> None:
        """Start without any; `concept_of` returns what is known of a relation by one of its labels."""
        self._by_key: dict[str, Property] = {}
        self._ids: set[str] = set()
        self._concept_of = concept_of or (lambda _label: None)

    def __len__(self) -> int:
        """Count them."""
        return len(self._by_key)

    def add(self, record: Record, subject_id: str, object_id: str | None) -> Property:
        """Return the relation of a row, adding its labels, its phrases and the kind of its object."""
        found = self._by_key.get(record.relation) or self._create(record.relation)
        found.languages.add(record.language)
        found.stated_kind = found.stated_kind or record.answer_kind
        for code, label in record.labels.items():
            if found.labels.setdefault(code, label) != label:
                found.phrases.setdefault(code, {}).setdefault(label)
        for code, phrases in record.phrases.items():
            for phrase in phrases:
                found.phrases.setdefault(code, {}).setdefault(phrase)
        if record.value is not None:
            found.kinds.add(VALUE_KINDS[record.value["type"]])
        elif record.object is not None and record.object.kind:
            found.kinds.add(record.object.kind)
        elif object_id is not None:
            found.objects.add(object_id)
        self._note_values(found, record, object_id)
        if found.people:
            found.ends.update(each for each in (subject_id, object_id) if each is not None)
        return found

    @staticmethod
    def _note_values(found: Property, record: Record, object_id: str | None) -> None:
        """Note what kinds of value all objects of a relation may still be."""
        named = record.object
        if record.value is not None:
            plain = record.value["type"] == "quantity" and not record.value["unit"]
            found.may_be &= {"number"} if plain else {record.value["type"]}
        elif named is not None and object_id is not None and found.may_be:
            bare = named.kind is None and named.id is None and not named.aliases
            found.may_be &= may_be(named.name, record.language) if bare else frozenset()
            name, language, rows = found.bare.get(object_id, (named.name, record.language, 0))
            found.bare[object_id] = (name, language, rows + 1)
            found.first_bare = found.first_bare or record.number
        if not found.may_be:
            found.bare.clear()

    def settle(self, things: Things) -> Iterator[Remark]:
        """Take objects of which rows only give names for values, where all of a relation are; find who is a person.

        Yield a remark for each relation whose objects were named, and are values.
        """
        for found in self._by_key.values():
            for end in found.ends:
                if not things[end].kinds:
                    things[end].kinds.add("person")
            kind = self._kind_of_values(found) if found.bare and found.may_be else None
            if kind is None or any(things[each].is_subject for each in found.bare):
                found.bare.clear()
                continue
            found.valued = kind
            dates = (
                f"all objects of {found.key!r} are dates; give them the object_kind thing if they are names"
            )
            numbers = (
                f"all objects of {found.key!r} are numbers; give them the object_kind thing if they are names"
            )
            yield Remark(found.first_bare, dates if kind == "date" else numbers, kept=True)

    def _kind_of_values(self, found: Property) -> str | None:
        """Return the kind of value that the objects of a relation are: by what is known of it, else by themselves."""
        concept = self._concept_of(found.key)
        if concept is not None:
            kind = {"time": "date", "quantity": "number"}.get(concept.kind)
            return kind if kind in found.may_be else None
        if len(found.bare) < _FEWEST:
            return None
        return "date" if "date" in found.may_be else "number"

    def values(self) -> Values:
        """Return the values that objects were taken for."""
        return {
            found.id: {
                each: (value_of(found.valued, name, language) or {}, rows)
                for each, (name, language, rows) in found.bare.items()
            }
            for found in self._by_key.values()
            if found.valued is not None
        }

    def _create(self, key: str) -> Property:
        made = Property(unused(slug(key), self._ids), key)
        concept = self._concept_of(key)
        made.people = concept is not None and concept.kind == "person" and concept.subject == ("person",)
        self._by_key[key] = made
        self._ids.add(made.id)
        return made

    def documents(self, things: Things) -> Iterator[dict[str, Any]]:
        """Yield the relations; the kind of one is that of its objects if all agree.

        What a row says about its own object takes precedence over what other rows say.
        """
        for found in self._by_key.values():
            kinds = found.kinds | {things.kind(thing) for thing in found.objects if thing not in found.bare}
            if found.valued is not None:
                kinds.add("time" if found.valued == "date" else "quantity")
            labels = dict.fromkeys(sorted(found.languages | found.labels.keys()), found.key) | found.labels
            yield {
                "id": found.id,
                "kind": found.stated_kind or (kinds.pop() if len(kinds) == 1 else "thing"),
                "label": labels,
                "phrases": {code: list(found.phrases[code]) for code in sorted(found.phrases)},
            }

"""Turn a row into a record with typed cells, collecting entities and relations, or refuse the row."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from factcli.base.edtf import is_valid
from factcli.base.schema import DOCUMENTS, VALUE, WrongForm
from factcli.curation.resolve import VALUE_KINDS
from factcli.exchange.import_rows import CODE, TOLD, BadRow, Cells, Columns, Remark
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
    "amount": "quantity",
    "money": "quantity",
    "reason": "reason",
    "quote": "quote",
    "thing": "thing",
    "work": "thing",
    "text": "thing",
}
"""The answer kind of each word a kind column may hold."""

_FLAGS = dict.fromkeys(("", "false", "no", "n", "0", "0.0", "f", "faux", "non"), False)
_FLAGS |= dict.fromkeys(("true", "yes", "y", "1", "1.0", "t", "vrai", "oui", "o", "v"), True)
_ONE_OR_MANY = {"one": "true", "many": "false", "une": "true", "plusieurs": "false"}


@dataclass(slots=True)
class NamedThing:
    """An entity as one row names it; `kind` is None if the row does not give it.

    `names` are by language; beside an id they are all it has, else `name` is one more, in the language of the row.
    """

    name: str
    id: str | None = None
    kind: str | None = None
    aliases: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)

    def names_in(self, language: str) -> dict[str, str]:
        """Return its names by language, in a row of that language."""
        return self.names if self.id and self.names else {language: self.name} | self.names


@dataclass(slots=True)
class SentencePlace:
    """Where a sentence stands: the source, with what is known of it, and its number and beginning there."""

    source: dict[str, Any]
    number: int
    start: int
    section: str | None


@dataclass(slots=True)
class QuotedWords:
    """Words of a sentence as a row gives them: all of it if `exact` is None.

    `sentence` is empty if the row only has the words; `place` is where it stands if the row says that.
    """

    sentence: str
    exact: str | None
    prefix: str = ""
    suffix: str = ""
    place: SentencePlace | None = None


@dataclass(slots=True)
class NamedRelation:
    """A relation as one row names it: by its key, its labels and phrases by language, and what it is from the object.

    Beside a `slug` the labels are all it has, else the key is one more, in the language of the row.
    """

    key: str
    slug: str | None
    labels: dict[str, str]
    phrases: dict[str, list[str]]
    kind: str | None
    inverse: dict[str, Any] | None
    one_value: bool | None


@dataclass(slots=True)
class Record:
    """One checked row. Its object is an entity or a value, never both; texts are by language.

    `quotes` are one or more; a row without any is quoted as a line of its own, which `line` is.
    """

    number: int
    id: str | None
    language: str
    subject: NamedThing
    relation: NamedRelation
    object: NamedThing | None
    value: dict[str, Any] | None
    statements: dict[str, str]
    quotes: list[QuotedWords]
    line: str
    modality: str
    hedged: bool
    speaker: NamedThing | None
    when: dict[str, str] | None
    derived: str | None
    remarks: list[Remark]


def record_of(row: Row, columns: Columns, language: str) -> Record:
    """Return the record of a row; `language` is that of rows that do not give one. Raises BadRow."""
    cells = Cells(row, columns)
    spoken = _language(cells, language)
    subject, target = _thing(cells, "subject"), _object(cells)
    relation = _relation(cells, spoken, subject)
    value = _value(cells, target, spoken)
    _refuse_empty(subject=subject.name, relation=relation.key, object=target.name or str(value or ""))
    statements = cells.texts("statement")
    if statement := cells.text("statement"):
        statements[spoken] = statement
    return Record(
        number=row.number,
        id=cells.id("id"),
        language=spoken,
        subject=subject,
        relation=relation,
        object=target if value is None else None,
        value=value,
        statements=dict(sorted(statements.items())),
        quotes=_quotes(cells, columns, spoken),
        line=statements.get(spoken) or f"{subject.name} {relation.key} {target.name}",
        modality=_modality(cells),
        hedged=_flag(cells, "hedged"),
        speaker=_thing(cells, "speaker") if cells.text("speaker") else None,
        when=_when(cells, spoken),
        derived=cells.text("derived") or None,
        remarks=cells.remarks,
    )


def _language(cells: Cells, otherwise: str) -> str:
    language = cells.text("language") or otherwise
    if not CODE.fullmatch(language):
        raise BadRow(f"language {language!r} is not a code such as en or fr")
    return language


def _refuse_empty(**names: str | None) -> None:
    for column, name in names.items():
        if not name:
            raise BadRow(f"{column} is empty")


def _value(cells: Cells, target: NamedThing, language: str) -> dict[str, Any] | None:
    """Return the value of an object; an object with an id is an entity, whatever it looks like.

    The column `value` has a value as a base writes it, for what the cell of an object cannot hold.
    """
    if text := cells.text("value"):
        return _written_value(text)
    if target.id is not None:
        return None
    try:
        value = value_of(cells.text("object_kind"), target.name, language)
    except BadValue as bad:
        raise BadRow(f"object {bad}") from None
    if value is not None and target.aliases:
        cells.remarks.append(Remark(cells.row.number, "object_aliases left out: a value has no aliases"))
    return value


def _written_value(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
        if isinstance(value, dict) and isinstance(value.get("amount"), str):
            value["amount"] = json.loads(value["amount"])  # the numbers of rows in JSON are kept as written
        VALUE.check(value)
    except WrongForm as wrong:
        raise BadRow(f"value is not a value as a base has it: {wrong.reason}") from None
    except (ValueError, RecursionError):
        raise BadRow("value is not JSON") from None
    return dict(value)


def _quotes(cells: Cells, columns: Columns, language: str) -> list[QuotedWords]:
    found = [_quote(cells, "", language)]
    for number in columns.further:
        if any(cells.text(f"{part}_{number}") for part in ("sentence", "exact")):
            found.append(_quote(cells, f"_{number}", language, found[0]))
    return found


def _quote(cells: Cells, ending: str, language: str, first: QuotedWords | None = None) -> QuotedWords:
    """Return the quote in the columns with that ending; a further one without a sentence is of the first one's."""
    sentence = cells.text(f"sentence{ending}")
    place = _place(cells, ending, language, first.place if first else None)
    if not sentence and first is not None:
        sentence, place = first.sentence, place or first.place
    prefix, suffix = cells.verbatim(f"prefix{ending}"), cells.verbatim(f"suffix{ending}")
    return QuotedWords(sentence, cells.text(f"exact{ending}") or None, prefix, suffix, place)


def _place(cells: Cells, ending: str, language: str, first: SentencePlace | None) -> SentencePlace | None:
    """Return where a sentence stands, if its columns say that. Raises BadRow."""
    source = cells.id(f"source{ending}")
    if source is None:
        return None
    number, start = (
        _needed(cells, f"source{ending}", f"sentence_{part}{ending}") for part in ("number", "start")
    )
    section = cells.text(f"section{ending}") or None
    if first is not None and first.source["id"] == source:
        return SentencePlace(first.source, number, start, section)
    return SentencePlace(_source(cells, ending, source, language), number, start, section)


def _needed(cells: Cells, column: str, needed: str) -> int:
    found = cells.count(needed)
    if found is None:
        raise BadRow(f"{column} needs {needed}")
    return found


def _source(cells: Cells, ending: str, source: str, language: str) -> dict[str, Any]:
    """Return the document of a source, as far as the columns tell. Raises BadRow."""
    found: dict[str, Any] = {"id": source, "language": cells.text(f"source_language{ending}") or language}
    for part in TOLD:
        told, why = cells.text(f"source_{part}{ending}"), cells.text(f"source_{part}_inferred{ending}")
        found[part] = {"edtf": told} if part == "date" and told else told or None
        if told and why:
            found[part] = {"edtf" if part == "date" else "value": told, "inferred": why}
    for part in ("url", "rights"):
        found[part] = cells.text(f"source_{part}{ending}") or None
    found["characters"] = _needed(cells, f"source{ending}", f"source_characters{ending}")
    found["sha256"] = cells.text(f"source_sha256{ending}")
    try:
        DOCUMENTS["sources"].check(found)
    except WrongForm as wrong:
        column = f"source_{wrong.key}{ending}"
        raise BadRow(f"{column}: {wrong.reason}") from None
    return {key: found[key] for key in DOCUMENTS["sources"].keys if key in found}


def _relation(cells: Cells, language: str, subject: NamedThing) -> NamedRelation:
    phrases = cells.lists("relation_phrases")
    if given := cells.names("relation_phrases"):
        phrases[language] = list(dict.fromkeys([*given, *phrases.get(language, ())]))
    label = cells.names_by_language("inverse")
    inverse = {
        "label": label,
        "phrases": cells.lists("inverse_phrases"),
        "kind": _kind(cells, "inverse_kind") or subject.kind or "thing",
    }
    return NamedRelation(
        key=cells.name("relation"),
        slug=cells.id("relation_slug"),
        labels=cells.names_by_language("relation"),
        phrases=phrases,
        kind=_kind(cells, "answer_kind"),
        inverse=inverse if label else None,
        one_value=_one_value(cells),
    )


def _one_value(cells: Cells) -> bool | None:
    word = cells.text("one_value").casefold()
    return _truth("one_value", _ONE_OR_MANY.get(word, word)) if word else None


def _object(cells: Cells) -> NamedThing:
    if cells.text("object_kind").casefold() == "text" or cells.text("value"):
        return NamedThing(cells.text("object"))
    return _thing(cells, "object")


def _thing(cells: Cells, column: str) -> NamedThing:
    return NamedThing(
        cells.name(column),
        cells.id(f"{column}_id"),
        _kind(cells, f"{column}_kind"),
        cells.names(f"{column}_aliases"),
        cells.names_by_language(f"{column}_name"),
        cells.texts(f"{column}_description"),
    )


def _kind(cells: Cells, column: str) -> str | None:
    word = cells.text(column)
    if not word:
        return None
    kind = KINDS_OF.get(word.casefold())
    if kind is None and not (column == "object_kind" and is_value_kind(word)):
        cells.remarks.append(Remark(cells.row.number, f"{column} {word!r} is unknown; taken as thing"))
    return kind or "thing"


def _flag(cells: Cells, column: str) -> bool:
    return _truth(column, cells.text(column).casefold())


def _truth(column: str, word: str) -> bool:
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


def _when(cells: Cells, language: str) -> dict[str, str] | None:
    when = {"edtf": _date(cells, "when", language), "resolved": _date(cells, "resolved", language)}
    when["basis"] = cells.text("basis")
    if not when["edtf"] and any(when.values()):
        raise BadRow("resolved and basis need when, the date as the text gives it")
    return {part: text for part, text in when.items() if text} or None


def _date(cells: Cells, column: str, language: str) -> str:
    text = cells.text(column)
    if not text or is_valid(text):
        return text
    try:
        date = date_of(text, language)
    except BadValue as bad:
        raise BadRow(f"{column} {bad}") from None
    if date is None:
        raise BadRow(f"{column} is not a date in EDTF such as 2023-12: {text!r}")
    return date


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
    descriptions: dict[str, str] = field(default_factory=dict)
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
        for code, name in named.names_in(language).items():
            known = thing.names.setdefault(code, name)
            if normalize("NFC", known) != normalize("NFC", name):
                thing.aliases.setdefault(name)
        for code, text in named.descriptions.items():
            thing.descriptions.setdefault(code, text)
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
            document = {
                "id": thing.id,
                "kind": thing.kind,
                "name": dict(sorted(thing.names.items())),
                "aliases": [alias for alias in thing.aliases if alias not in own_names],
            }
            yield document | ({"description": thing.descriptions} if thing.descriptions else {})


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
    inverse: dict[str, Any] | None = None
    one_value: bool | None = None
    valued: str | None = None
    may_be: frozenset[str] = _VALUES
    bare: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    first_bare: int = 0
    people: bool = False
    ends: set[str] = field(default_factory=set)


class Properties:
    """The relations of a new base; their slug is their key, or else the `relation` cell."""

    def __init__(self, concept_of: ConceptOf | None = None) -> None:
        """Start without any; `concept_of` returns what is known of a relation by one of its labels."""
        self._by_key: dict[str, Property] = {}
        self._by_id: dict[str, Property] = {}
        self._concept_of = concept_of or (lambda _label: None)

    def __len__(self) -> int:
        """Count them."""
        return len(self._by_id)

    def add(self, record: Record, subject_id: str, object_id: str | None) -> Property:
        """Return the relation of a row, adding its labels, its phrases and the kind of its object."""
        named = record.relation
        found = self._lookup(named)
        if not (named.slug and named.labels):
            found.languages.add(record.language)
        found.stated_kind = found.stated_kind or named.kind
        found.inverse = found.inverse or named.inverse
        found.one_value = named.one_value if found.one_value is None else found.one_value
        for code, label in named.labels.items():
            if found.labels.setdefault(code, label) != label:
                found.phrases.setdefault(code, {}).setdefault(label)
        for code, phrases in named.phrases.items():
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
        for found in self._by_id.values():
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
            for found in self._by_id.values()
            if found.valued is not None
        }

    def _lookup(self, named: NamedRelation) -> Property:
        found = self._by_id.get(named.slug) if named.slug else self._by_key.get(named.key)
        if found is None:
            found = Property(named.slug or unused(slug(named.key), self._by_id), named.key)
            concept = self._concept_of(named.key)
            found.people = concept is not None and concept.kind == "person" and concept.subject == ("person",)
            self._by_id[found.id] = found
            self._by_key.setdefault(named.key, found)
        return found

    def documents(self, things: Things) -> Iterator[dict[str, Any]]:
        """Yield the relations; the kind of one is that of its objects if all agree.

        What a row says about its own object takes precedence over what other rows say.
        """
        for found in self._by_id.values():
            kinds = found.kinds | {things.kind(thing) for thing in found.objects if thing not in found.bare}
            if found.valued is not None:
                kinds.add("time" if found.valued == "date" else "quantity")
            labels = dict.fromkeys(sorted(found.languages | found.labels.keys()), found.key) | found.labels
            document = {
                "id": found.id,
                "kind": found.stated_kind or (kinds.pop() if len(kinds) == 1 else "thing"),
                "label": labels,
                "phrases": {code: list(found.phrases[code]) for code in sorted(found.phrases)},
                "inverse": found.inverse,
                "one_value": found.one_value,
            }
            yield {key: value for key, value in document.items() if value is not None}

"""Read what questions need from a base: names, relations, facts, and verbatim documents."""

from __future__ import annotations

from itertools import islice

from factcli._dataclass import Row, dataclass
from factcli.base.assemble import make_entity, make_fact, make_relation, make_sentence, make_source
from factcli.index.database import Damaged, healed
from factcli.index.fuzzy import FuzzyCandidates, FuzzyIndex
from factcli.index.tables import DATES, FULL_TEXT, FUZZY
from factcli.text import key, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, Self

    from factcli.index.database import Database
    from factcli.index.full_text import FullText
    from factcli.model import Entity, Fact, Relation, Sentence, Source


class NameRow(Row):
    """A name of an entity: its folded key, the text as the base has it, and whether it is an alias."""

    entity: int
    key: str
    text: str
    alias: bool


class ProfileRow(Row):
    """How many facts of a relation an entity has, as subject or (inverse) as object."""

    relation: int
    inverse: bool
    count: int  # type: ignore[assignment] # of facts, and not the method of tuples


class FactRow(Row):
    """What a fact is about, by number; `kind` is its answer kind, `text_id` the sentence that supports it."""

    number: int
    subject: int
    relation: int
    object: int | None
    modality: str
    hedged: bool
    kind: str
    text_id: int


class PhraseRow(Row):
    """A phrase of one of the base's own relations; `stems` are separated by spaces."""

    id: int
    relation: int
    inverse: bool
    language: str
    stems: str


class PassageRow(Row):
    """A fact, or a sentence that no fact cites, that holds words looked for; the score is the larger the better."""

    fact: int | None
    sentence: int | None
    score: float


class RelationRow(Row):
    """A relation of the base: its concept in the lexicon, its facts, its own phrases."""

    number: int
    id: str
    kind: str
    label: Mapping[str, str]
    inverse_label: Mapping[str, str] | None
    inverse_kind: str | None
    concept: str | None
    facts: int
    phrases: int
    one_value: bool | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which facts to list: numbers of entity, relation, sentence and speaker, kind, modality, folded text, days.

    `since` and `until` are days as numbers, such as 20241009: a fact passes whose date may lie between.
    """

    entity: int | None = None
    relation: int | None = None
    kind: str | None = None
    modality: str | None = None
    sentence: int | None = None
    text: str | None = None
    speaker: int | None = None
    since: int | None = None
    until: int | None = None

    @property
    def beside(self) -> bool:
        """Return True if it takes more than the table of facts to tell which pass."""
        return any(each is not None for each in (self.text, self.speaker, self.since, self.until))


_KEPT = 2_000  # entities and sentences kept for the next fact that names them
_AT_ONCE = 400  # values in one query
_NAME = "SELECT entity, key, text, alias FROM name"
_NEVER = 10**12  # later than any day
_ORDERS = {
    "date": "SELECT fact FROM dated ORDER BY yearless, day, place",
    "value": "SELECT fact FROM measured ORDER BY unit, amount DESC, fact",
}
_FACT = "SELECT number, subject, relation, object, modality, hedged, kind, sentence FROM fact"


class Index:
    """An open index, the interface through which everything reads a base.

    Entities, relations and facts are numbered by their position in the base, from 0; sentences by their document
    id. Whether the index is on disk or in memory makes no difference.
    """

    def __init__(self, database: Database, path: str, connect: Callable[[Index, str], Any]) -> None:
        """Read the row that describes the index; `connect` opens another file of it, by its ending."""
        self.database, self.path = database, path
        row = database.row("SELECT name, longest, facts, entities, relations, sentences FROM base")
        self.name: str = row[0]
        self.longest: int = row[1]
        names = ("facts", "entities", "relations", "sentences")
        self.counts: Mapping[str, int] = dict(zip(names, row[2:], strict=True))
        self.fuzzy = FuzzyIndex(lambda: connect(self, FUZZY), self.counts["facts"])
        self._connect = connect
        self._full_text: FullText | None = None
        self._dates: Any = None
        self.forget()

    def forget(self) -> None:
        """Drop what was read from an index that proved damaged."""
        self._close_parts()
        self._entities: dict[int, Entity] = {}
        self._sentences: dict[int, Sentence] = {}
        self._sources: list[Source] = []
        self._relation_rows: tuple[RelationRow, ...] = ()
        self._relation_documents: list[dict[str, Any]] = []
        self._relations: dict[int, Relation] = {}

    def __enter__(self) -> Self:
        """Return the index."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the index."""
        self.close()

    def close(self) -> None:
        """Close the files."""
        self._close_parts()
        self.database.close()

    def _close_parts(self) -> None:
        self.fuzzy.close()
        if self._full_text is not None:
            self._full_text.close()
            self._full_text = None
        if self._dates is not None:
            self._dates.close()
            self._dates = None

    # Names: as typed, with words joined or split, or misspelt

    @healed
    def named(self, keys: Iterable[str]) -> list[NameRow]:
        """Return the names of these folded keys, in the order of keys and of the base."""
        wanted = [key for key in dict.fromkeys(keys) if key.count(" ") < self.longest]
        said = sorted({word[:200] for key in wanted for word in key.split()})
        known = {row[0] for row in self._in("SELECT word FROM word WHERE word IN (%s)", said)}
        wanted = [key for key in wanted if known.issuperset(key.split())]
        return self._names(f"{_NAME} WHERE key IN (%s) ORDER BY number", sorted(wanted))

    @healed
    def beginning(self, key: str, limit: int) -> list[NameRow]:
        """Return the first names that begin with a folded text, in the order of keys."""
        query = f"{_NAME} WHERE key >= ? AND key < ? ORDER BY key, number LIMIT ?"
        rows = self.database.rows(query, (key, key + "\U0010ffff", limit))
        return [NameRow(entity, name, text, bool(alias)) for entity, name, text, alias in rows]

    @healed
    def joined(self, keys: Iterable[str]) -> list[NameRow]:
        """Return the names whose folded keys are these when spaces are removed."""
        query = f"{_NAME} WHERE replace(key, ' ', '') IN (%s)"
        found = self._names(query, sorted(set(keys)))
        return sorted(found, key=lambda row: (row.key, row.entity))

    @healed
    def near(self, words: Sequence[str], limit: int = 600) -> list[NameRow]:
        """Return at most `limit` names that these folded words may mean, misspelt; the likeliest first."""
        numbers = FuzzyCandidates(self.database.rows, self.fuzzy).names(words, limit)
        rows = dict(zip(sorted(numbers), self.names(sorted(numbers)), strict=True))
        return [rows[number] for number in numbers]

    @healed
    def names(self, numbers: Sequence[int]) -> list[NameRow]:
        """Return names by their numbers."""
        return self._names(f"{_NAME} WHERE number IN (%s) ORDER BY number", numbers)

    def _names(self, query: str, values: Sequence[Any]) -> list[NameRow]:
        return [
            NameRow(entity, key, text, bool(alias)) for entity, key, text, alias in self._in(query, values)
        ]

    @healed
    def words(self, words: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return, for known folded words, how many names and how many facts contain each.

        Facts are only counted in small bases, and for words in no name.
        """
        wanted = sorted({word[:200] for word in words})
        rows = self._in("SELECT word, length(names) / 4 FROM word WHERE word IN (%s)", wanted)
        found = {word: (names, 0) for word, names in rows}
        unknown = [word for word in wanted if word not in found]
        if unknown:
            found |= {word: (0, facts) for word, facts in self.fuzzy.worded(unknown).items()}
        return found

    def _in(self, query: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query on a list of values, some hundred values at a time."""
        for at in range(0, len(values), _AT_ONCE):
            part = values[at : at + _AT_ONCE]
            yield from self.database.rows(query % ",".join("?" * len(part)), part)

    # Entities

    @healed
    def entity(self, number: int) -> Entity:
        """Return an entity."""
        known = self._entities.get(number)
        if known is None:
            if len(self._entities) >= _KEPT:
                self._entities.clear()
            place = self.database.row(
                "SELECT start, length, checksum FROM entity WHERE number = ?", (number,)
            )
            known = self._entities[number] = make_entity(self.database.document(*place))
        return known

    @healed
    def entity_number(self, identifier: str) -> int | None:
        """Return the number of the entity of this id, None if there is none."""
        return self._number("entity", identifier)

    def _number(self, table: str, identifier: str) -> int | None:
        try:
            identifier.encode()
        except UnicodeEncodeError:  # half of a surrogate pair: nothing a base can hold, nor SQLite look up
            return None
        rows = self.database.rows(f"SELECT number FROM {table} WHERE id = ?", (identifier,))  # noqa: S608
        return rows[0][0] if rows else None

    def entities(self, kind: str | None = None) -> Iterator[tuple[int, Entity]]:
        """Yield (number, entity), of one kind or of all, in the order of the base."""
        for number in self.entity_numbers(kind):
            yield number, self.entity(number)

    @healed
    def entity_numbers(self, kind: str | None, limit: int = 0) -> Sequence[int]:
        """Return the numbers of the entities, of one kind or of all, at most `limit` (0: all)."""
        if kind is None:
            return range(min(limit or self.counts["entities"], self.counts["entities"]))
        query = "SELECT number FROM entity WHERE kind = ? ORDER BY number LIMIT ?"
        return [row[0] for row in self.database.rows(query, (kind, limit or -1))]

    @healed
    def facts_of(self, entities: Sequence[int]) -> list[int]:
        """Return in how many facts each of these entities is the subject or the object."""
        counts = dict.fromkeys(entities, 0)
        for side in ("subject", "object"):
            query = f"SELECT {side}, count(*) FROM fact WHERE {side} IN (%s) GROUP BY {side}"  # noqa: S608
            for entity, count in self._in(query, entities):
                counts[entity] += count
        return list(counts.values())

    # Relations and the base's own phrases

    @healed
    def relations(self) -> tuple[RelationRow, ...]:
        """Return every relation, in the order of the base."""
        if not self._relation_rows:
            rows = self.database.rows(
                "SELECT concept, facts, start, length, checksum FROM relation ORDER BY number"
            )
            self._relation_documents = [self.database.document(*place) for _, _, *place in rows]
            self._relation_rows = tuple(
                _relation_row(number, concept, facts, self._relation_documents[number])
                for number, (concept, facts, *_) in enumerate(rows)
            )
        return self._relation_rows

    @healed
    def relation(self, number: int) -> Relation:
        """Return a relation with all its phrases."""
        if number not in self._relations:
            self.relations()
            self._relations[number] = make_relation(self._relation_documents[number])
        return self._relations[number]

    @healed
    def phrases(self, stems: Iterable[str]) -> list[PhraseRow]:
        """Return the base's own phrases that contain any of these stems."""
        held = self._in("SELECT phrase FROM stem WHERE stem IN (%s)", sorted(set(stems)))
        query = "SELECT id, relation, inverse, language, stems FROM phrase WHERE id IN (%s) ORDER BY id"
        return [
            PhraseRow(number, relation, bool(inverse), language, said)
            for number, relation, inverse, language, said in self._in(query, sorted({row[0] for row in held}))
        ]

    @healed
    def phrase_words(self) -> list[str]:
        """Return every stem of the base's own phrases."""
        return [row[0] for row in self.database.rows("SELECT DISTINCT stem FROM stem ORDER BY stem")]

    # Facts: what they are about

    def row(self, number: int) -> FactRow:
        """Return what a fact is about."""
        return self.fact_rows([number])[0]

    @healed
    def fact_rows(self, numbers: Iterable[int]) -> list[FactRow]:
        """Return what these facts are about, in the order asked for."""
        wanted = list(numbers)
        rows = {row[0]: _fact_row(row) for row in self._in(f"{_FACT} WHERE number IN (%s)", wanted)}
        return [rows[number] for number in wanted]

    @healed
    def facts(
        self,
        *,
        subject: int | None = None,
        object: int | None = None,  # noqa: A002 -- the field's own word
        relation: int | None = None,
        limit: int = 200,
    ) -> list[FactRow]:
        """Return the first `limit` facts (0: all) with these, in the order of the base."""
        given = {"subject": subject, "object": object, "relation": relation}
        where, values = _where({f"{column} = ?": (value,) for column, value in given.items()})
        query = f"{_FACT} {where} ORDER BY number LIMIT ?"
        return [_fact_row(row) for row in self.database.rows(query, (*values, limit or -1))]

    @healed
    def profile(self, entity: int) -> tuple[ProfileRow, ...]:
        """Return the relations an entity has, as subject first, and in how many facts each."""
        query = "SELECT relation, count(*) FROM fact WHERE %s = ? GROUP BY relation ORDER BY relation"
        return tuple(
            ProfileRow(relation, side == "object", count)
            for side in ("subject", "object")
            for relation, count in self.database.rows(query % side, (entity,))
        )

    def matching(self, wanted: Filter, limit: int = 0, order: str | None = None) -> Iterator[int]:
        """Yield the numbers of the facts that pass every filter, at most `limit` (0: all).

        They are in the order of the base, or by `order`: by date, the earliest first, or by value, the largest of
        each unit first; those without come last.
        """
        said = words(wanted.text or "")
        passing = self._passing(wanted, 0 if wanted.beside or order else limit)
        for kept in self._kept(wanted):
            passing = list(filter(kept.__contains__, passing))
        if order:
            passing = self._ordered(passing, order)
        if not wanted.text:
            yield from islice(passing, limit or None)
            return
        holders = self._saying(said) if said else None
        holding = frozenset(holders or ())
        found = passing if holders is None else [number for number in passing if number in holding]
        text = f" {key(wanted.text)}"
        saying = (
            number
            for number in found
            if (holders is not None and len(said) == 1) or text in _said(self.fact_document(number))
        )
        yield from islice(saying, limit or None)

    @healed
    def _passing(self, wanted: Filter, limit: int) -> Sequence[int]:
        """Return the facts that pass every filter that the table of facts tells."""
        where, values = self._conditions(wanted)
        if not values:
            return range(min(limit or self.counts["facts"], self.counts["facts"]))
        query = f"SELECT number FROM fact {where} ORDER BY number LIMIT ?"  # noqa: S608 -- the conditions above
        return [row[0] for row in self.database.rows(query, (*values, limit or -1))]

    def _conditions(self, wanted: Filter) -> tuple[str, list[Any]]:
        """Return the condition of the filters that the table of facts tells, and its values."""
        return _where(
            {
                "(subject = ? OR object = ?)": (wanted.entity, wanted.entity),
                "relation = ?": (wanted.relation,),
                "kind = ?": (wanted.kind,),
                "modality = ?": (wanted.modality,),
                "(sentence = ? OR number IN (SELECT fact FROM cited WHERE sentence = ?))": (
                    wanted.sentence,
                    wanted.sentence,
                ),
            }
        )

    def _kept(self, wanted: Filter) -> Iterator[frozenset[int]]:
        """Yield the facts that pass the filters of speaker and of time, each."""
        if wanted.speaker is not None:
            yield frozenset(self._of_part("SELECT fact FROM spoken WHERE speaker = ?", wanted.speaker))
        if wanted.since is not None or wanted.until is not None:
            query = """SELECT fact FROM dated
            WHERE NOT yearless AND ifnull(last, ?1) >= ?1 AND ifnull(first, ?2) <= ?2"""
            ends = (-_NEVER if wanted.since is None else wanted.since, wanted.until or _NEVER)
            yield frozenset(self._of_part(query, *ends))

    def _ordered(self, passing: Sequence[int], order: str) -> list[int]:
        """Return facts in an order, those that have no place in it last."""
        said = frozenset(passing)
        placed = [number for number in self._of_part(_ORDERS[order]) if number in said]
        taken = frozenset(placed)
        return placed + [number for number in passing if number not in taken]

    @healed
    def _of_part(self, query: str, *values: int) -> list[int]:
        """Return the numbers of facts that a query finds in the file of dates."""
        found = [row[0] for row in self._told(query, *values)]
        if found and not 0 <= min(found) <= max(found) < self.counts["facts"]:
            raise Damaged
        return found

    def _told(self, query: str, *values: int) -> list[tuple[Any, ...]]:
        """Return the rows of a query on the file of dates, which is opened when it is first needed."""
        if self._dates is None:
            self._dates = self._connect(self, DATES)
        found: list[tuple[Any, ...]] = self._dates.execute(query, values).fetchall()
        return found

    @healed
    def count(self, wanted: Filter) -> int:
        """Return how many facts pass every filter."""
        if wanted.beside:
            return sum(1 for _ in self.matching(wanted))
        where, values = self._conditions(wanted)
        found: int = self.database.row(f"SELECT count(*) FROM fact {where}", values)[0]  # noqa: S608 -- as above
        return found

    @healed
    def groups(self, wanted: Filter, by: str) -> list[tuple[Any, int]]:
        """Return how many of the facts that pass have each relation, subject, kind, modality or speaker, most first.

        Relations, subjects and speakers are told by number; None stands for no speaker.
        """
        if wanted.beside or by == "speaker":
            return self._groups_of(list(self.matching(wanted)), by)
        where, values = self._conditions(wanted)
        query = f"SELECT {by}, count(*) FROM fact {where} GROUP BY {by} ORDER BY count(*) DESC, min(number)"  # noqa: S608
        return [(group, count) for group, count in self.database.rows(query, values)]

    def _groups_of(self, numbers: Sequence[int], by: str) -> list[tuple[Any, int]]:
        if by == "speaker":
            speakers = {fact: who for who, fact in self._told("SELECT speaker, fact FROM spoken")}
            given = [speakers.get(number) for number in numbers]
        else:
            given = [getattr(row, by) for row in self.fact_rows(numbers)]
        counts: dict[Any, int] = {}
        for group in given:
            counts[group] = counts.get(group, 0) + 1
        return sorted(counts.items(), key=lambda each: -each[1])

    @healed
    def _saying(self, words: Sequence[str]) -> list[int] | None:
        """Return the facts that hold these folded words, the last one perhaps in part; None without FTS5."""
        text = self._text()
        found = text.saying(words) if text.available else None
        if found and not 0 <= found[0] <= found[-1] < self.counts["facts"]:
            raise Damaged
        return found

    @healed
    def dated(self, limit: int = 0) -> list[tuple[int, bool]]:
        """Return the dated facts and whether each is announced: what happened comes first, in order of time."""
        rows = self._told("SELECT fact, ahead FROM dated ORDER BY place LIMIT ?", limit or -1)
        found = [(number, bool(ahead)) for number, ahead in rows]
        if any(not 0 <= number < self.counts["facts"] for number, _ in found):
            raise Damaged
        return found

    # Facts and sentences as the base has them

    @healed
    def fact(self, number: int) -> Fact:
        """Return a whole fact, with its sentences and their sources."""
        query = "SELECT subject, relation, object, start, length, checksum FROM fact WHERE number = ?"
        about, related, object_, *place = self.database.row(query, (number,))
        document = self.database.document(*place)
        subject, relation = self.entity(about), self.relation(related)
        entities = {subject.id: subject}
        if object_ is not None:
            thing = self.entity(object_)
            entities[thing.id] = thing
        speaker = document.get("speaker")
        if speaker is not None and speaker not in entities:
            said_by = self.entity_number(speaker)
            if said_by is None:
                raise Damaged
            entities[speaker] = self.entity(said_by)
        places = {entry["sentence"] for entry in document["evidence"]}
        sentences = {place: self.sentence(place) for place in places}
        return make_fact(document, entities, {relation.id: relation}, sentences)

    @healed
    def fact_number(self, identifier: str) -> int | None:
        """Return the number of the fact of this id, None if there is none."""
        return self._number("fact", identifier)

    @healed
    def fact_document(self, number: int) -> dict[str, Any]:
        """Return a fact as the base has it."""
        place = self.database.row("SELECT start, length, checksum FROM fact WHERE number = ?", (number,))
        return self.database.document(*place)

    @healed
    def facts_with(self, words: Iterable[str], limit: int = 400) -> list[int]:
        """Return the facts of a small base whose words include any of these stems, the most significant first."""
        return self.fuzzy.facts_with(words)[:limit]

    # Words in what facts and sentences say, and facts in time: files of their own, opened when first needed

    @healed
    def passages(self, groups: Sequence[Sequence[str]], limit: int) -> tuple[list[PassageRow], list[int]]:
        """Return the passages that hold the most telling of some stems, best first, and how many hold each group.

        A group are the stems of one word in different languages. Without SQLite's FTS5 there are none.
        """
        text = self._text()
        counts = text.counts(stem for group in groups for stem in group)
        facts = self.counts["facts"]
        found = [
            PassageRow(at if at < facts else None, None if at < facts else at - facts, score)
            for at, score in text.passages(counts, limit)
        ]
        if any(row.sentence is not None and not self._has_sentence(row.sentence) for row in found):
            raise Damaged
        return found, [max((counts[stem] for stem in group if stem in counts), default=0) for group in groups]

    def _has_sentence(self, place: int) -> bool:
        return bool(self.database.rows("SELECT 1 FROM sentence WHERE id = ?", (place,)))

    def _text(self) -> FullText:
        if self._full_text is None:
            from factcli.index.full_text import FullText

            self._full_text = FullText(self._connect(self, FULL_TEXT))
        return self._full_text

    @healed
    def sources(self) -> list[Source]:
        """Return the sources, in the order of the base."""
        if not self._sources:
            rows = self.database.rows("SELECT start, length, checksum FROM source ORDER BY number")
            self._sources = [make_source(self.database.document(*row)) for row in rows]
        return self._sources

    @healed
    def sentence(self, place: int) -> Sentence:
        """Return the sentence of this document id."""
        known = self._sentences.get(place)
        if known is None:
            row = self.database.row(
                "SELECT source, start, length, checksum FROM sentence WHERE id = ?", (place,)
            )
            source = self.sources()[row[0]]
            if len(self._sentences) >= _KEPT:
                self._sentences.clear()
            document = self.database.document(*row[1:])
            known = self._sentences[place] = make_sentence(place, document, {source.id: source})
        return known

    def sentences(self) -> Iterator[tuple[int, Sentence]]:
        """Yield (document id, sentence), in the order of their document ids."""
        for place in self._sentence_places():
            yield place, self.sentence(place)

    @healed
    def _sentence_places(self) -> list[int]:
        return [row[0] for row in self.database.rows("SELECT id FROM sentence ORDER BY id")]

    @healed
    def facts_citing(self) -> dict[int, int]:
        """Return how many facts cite each sentence, by its document id."""
        query = """SELECT sentence.id, count(fact) FROM sentence LEFT JOIN
        (SELECT sentence, number AS fact FROM fact UNION SELECT sentence, fact FROM cited) AS each
        ON each.sentence = sentence.id GROUP BY sentence.id"""
        return dict(self.database.rows(query))


def _where(conditions: Mapping[str, tuple[Any, ...]]) -> tuple[str, list[Any]]:
    """Return the condition for the values given, and the values."""
    given = {text: values for text, values in conditions.items() if values[0] is not None}
    where = f"WHERE {' AND '.join(given)}" if given else ""
    return where, [value for values in given.values() for value in values]


def _fact_row(row: tuple[Any, ...]) -> FactRow:
    number, subject, relation, thing, modality, hedged, kind, sentence = row
    return FactRow(number, subject, relation, thing, modality, bool(hedged), kind, sentence)


def _relation_row(number: int, concept: str | None, facts: int, document: dict[str, Any]) -> RelationRow:
    inverse = document.get("inverse") or {}
    own = (document["id"], document["kind"], document["label"])
    phrases = sum(map(len, document.get("phrases", {}).values()))
    return RelationRow(
        number,
        *own,
        inverse.get("label"),
        inverse.get("kind"),
        concept,
        facts,
        phrases,
        document.get("one_value"),
    )


def _said(document: dict[str, Any]) -> str:
    """Return the folded words of a fact's statements and spans, each after a space."""
    texts = [*document["statement"].values(), *(entry["exact"] for entry in document["evidence"])]
    return " " + " | ".join(map(key, texts))

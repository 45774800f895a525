"""An index answers what the base says: on disk, in memory, from any layout, as plain Python would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bases import by_line, made, write
from factcli.base import reader
from factcli.base.edtf import as_number, bounds, sort_key
from factcli.index.full_text import FullText
from factcli.index.open import open_index
from factcli.index.query import Filter
from factcli.model import MODALITIES, Date, Money, Quantity
from factcli.text import key
from plain_phrases import PlainPhrases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcli.index.query import Index
    from factcli.model import Fact, FactBase

WAYS = ("disk", "disk again", "memory", "other layout", "tables backwards")


def opened(folder: Path, base: dict[str, Any], way: str) -> Index:
    """Open an index of a base in one of the ways an index comes about."""
    if way == "tables backwards":
        base = dict(reversed(base.items()))
    path = write(folder, base, f"{way}.json", lines=way != "other layout")
    cache = str(folder / "cache") if way.startswith("disk") else None
    if way == "disk again":
        open_index(path, cache=cache, phrases=PlainPhrases()).close()
    return open_index(path, cache=cache, phrases=PlainPhrases())


@pytest.fixture(scope="module", params=WAYS)
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Index, FactBase]]:
    """Return an index of a base of 120 facts, and the same base read whole."""
    tables = made(120, seed=3)
    with opened(tmp_path_factory.mktemp("b"), tables, request.param) as index:
        yield index, reader.parse(by_line(tables))


Pair = tuple["Index", "FactBase"]


def _edtf(held: object) -> str | None:
    return held.edtf if isinstance(held, Date) else None


def kind_of(fact: Fact) -> str:
    """Return what a fact answers, worked out the long way."""
    if fact.object is not None:
        return fact.object.kind
    if isinstance(fact.value, Money | Quantity):
        return "quantity"
    return "time" if isinstance(fact.value, Date) else fact.relation.kind


class TestDocuments:
    def test_are_what_the_reader_reads(self, pair: Pair) -> None:
        index, base = pair

        assert tuple(index.fact(n) for n in range(len(base.facts))) == base.facts
        assert tuple(entity for _, entity in index.entities()) == base.entities
        assert tuple(sentence for _, sentence in index.sentences()) == base.sentences
        assert tuple(index.sources()) == base.sources
        assert tuple(index.relation(n) for n in range(4)) == base.relations
        assert index.name == base.name
        assert dict(index.counts) == {"facts": 120, "entities": 60, "relations": 4, "sentences": 60}

    def test_are_found_by_their_ids(self, pair: Pair) -> None:
        index, base = pair

        assert [index.fact_number(fact.id) for fact in base.facts] == list(range(120))
        assert [index.entity_number(entity.id) for entity in base.entities] == list(range(60))
        assert index.fact_number("nothing") is None
        assert index.entity_number("") is None

    def test_of_one_kind(self, pair: Pair) -> None:
        index, base = pair

        assert [e for _, e in index.entities("place")] == [e for e in base.entities if e.kind == "place"]

    def test_a_sentence_goes_by_its_document_id(self, pair: Pair) -> None:
        index, base = pair

        assert index.sentence(2) == base.sentences[0]
        assert [place for place, _ in index.sentences()] == list(range(2, 121, 2))

    def test_relations_are_counted(self, pair: Pair) -> None:
        index, base = pair

        rows = index.relations()

        assert [row.number for row in rows] == [0, 1, 2, 3]
        assert [row.facts for row in rows] == [
            sum(f.relation.id == row.id for f in base.facts) for row in rows
        ]
        assert rows[0].inverse_label == {"en": "made"}
        assert rows[1].inverse_kind is None


class TestFacts:
    def test_rows_say_what_the_facts_say(self, pair: Pair) -> None:
        index, base = pair
        place = {entity.id: number for number, entity in enumerate(base.entities)}

        for number, fact in enumerate(base.facts):
            row = index.row(number)

            assert row.number == number
            assert base.entities[row.subject] is fact.subject
            assert row.object == (None if fact.object is None else place[fact.object.id])
            assert base.relations[row.relation] is fact.relation
            assert (row.modality, row.hedged, row.kind) == (fact.modality, fact.hedged, kind_of(fact))
            assert str(row.text_id) == fact.evidence[0].sentence.id

    @pytest.mark.parametrize("limit", [0, 1, 7, 200])
    def test_are_found_by_subject_object_and_relation(self, pair: Pair, limit: int) -> None:
        index, _ = pair
        rows = [index.row(n) for n in range(120)]

        for entity in (0, 1, 59):
            for relation in (None, 0, 2):
                for wanted in ({"subject": entity}, {"object": entity}, {"subject": 0, "object": entity}, {}):
                    asked = wanted if relation is None else {**wanted, "relation": relation}
                    expected = [
                        row for row in rows if all(getattr(row, name) == n for name, n in asked.items())
                    ]

                    assert index.facts(**asked, limit=limit) == expected[: limit or None]

    def test_profiles_count_what_an_entity_has(self, pair: Pair) -> None:
        index, _ = pair
        rows = [index.row(n) for n in range(120)]

        for entity in range(60):
            expected = sorted(
                (
                    inverse,
                    relation,
                    sum(
                        r.relation == relation and (r.object if inverse else r.subject) == entity
                        for r in rows
                    ),
                )
                for inverse in (False, True)
                for relation in range(4)
            )

            found = [(row.inverse, row.relation, row.count) for row in index.profile(entity)]

            assert found == [row for row in expected if row[2]]

    @pytest.mark.parametrize(
        "wanted",
        [
            Filter(),
            Filter(entity=0),
            Filter(relation=1, modality="hedged"),
            Filter(kind="place"),
            Filter(sentence=20),
            Filter(text="made in new-york"),
            Filter(entity=0, kind="quantity", text="EST ça"),
            Filter(text="new-yo"),
            Filter(text="york"),
            Filter(text="MADE I", modality="asserted"),
        ],
    )
    def test_pass_filters(self, pair: Pair, wanted: Filter) -> None:
        index, base = pair
        expected = [
            number
            for number, fact in enumerate(base.facts)
            if (wanted.entity is None or base.entities[wanted.entity] in (fact.subject, fact.object))
            and (wanted.relation is None or base.relations[wanted.relation] is fact.relation)
            and wanted.kind in (None, kind_of(fact))
            and wanted.modality in (None, fact.modality)
            and (wanted.sentence is None or str(wanted.sentence) in {e.sentence.id for e in fact.evidence})
            and (
                wanted.text is None
                or any(
                    f" {key(wanted.text)}" in f" {key(text)}"
                    for text in (*fact.statement.values(), *(e.exact for e in fact.evidence))
                )
            )
        ]

        assert list(index.matching(wanted)) == expected
        assert list(index.matching(wanted, 2)) == expected[:2]
        assert 0 < len(expected) <= 120

    @pytest.mark.parametrize(("since", "until"), [(20240101, None), (None, 20231231), (20240301, 20240630)])
    def test_pass_the_time_they_may_be_of(self, pair: Pair, since: int | None, until: int | None) -> None:
        index, base = pair
        dates = [
            (fact.when.resolved or fact.when.edtf if fact.when else _edtf(fact.value)) for fact in base.facts
        ]
        ends = [bounds(date) if date else None for date in dates]
        expected = [
            number
            for number, day in enumerate(ends)
            if day is not None
            and (since is None or day[1] is None or as_number(*day[1]) >= since)
            and (until is None or day[0] is None or as_number(*day[0]) <= until)
        ]

        assert list(index.matching(Filter(since=since, until=until))) == expected
        assert 0 < len(expected) < 120

    def test_pass_by_who_said_them(self, pair: Pair) -> None:
        index, base = pair
        speakers = {fact.speaker.id for fact in base.facts if fact.speaker}
        assert speakers
        for who in speakers:
            expected = [at for at, fact in enumerate(base.facts) if fact.speaker and fact.speaker.id == who]

            assert list(index.matching(Filter(speaker=index.entity_number(who)))) == expected

    def test_come_in_order_of_their_dates(self, pair: Pair) -> None:
        index, base = pair
        found = list(index.matching(Filter(), order="date"))
        told = [
            fact.when.resolved or fact.when.edtf if fact.when else _edtf(fact.value)
            for fact in (base.facts[number] for number in found)
        ]
        keys = [sort_key(date) for date in told if date]

        assert sorted(found) == list(range(120))
        assert keys == sorted(keys)
        assert told[: len(keys)] == [date for date in told if date]
        assert list(index.matching(Filter(), 5, "date")) == found[:5]

    def test_come_in_order_of_their_values(self, pair: Pair) -> None:
        index, base = pair
        found = [base.facts[number].value for number in index.matching(Filter(), order="value")]
        sizes = [
            (held.currency if isinstance(held, Money) else held.unit, -held.amount)
            for held in found
            if isinstance(held, Money | Quantity)
        ]

        assert sizes == sorted(sizes)
        assert sizes
        assert not any(isinstance(held, Money | Quantity) for held in found[len(sizes) :])

    @pytest.mark.parametrize(
        "wanted", [Filter(), Filter(kind="place"), Filter(text="york"), Filter(since=20240101)]
    )
    @pytest.mark.parametrize("by", ["relation", "subject", "kind", "modality", "speaker"])
    def test_are_counted_by_group(self, pair: Pair, wanted: Filter, by: str) -> None:
        index, base = pair
        passing = list(index.matching(wanted))
        numbers = {each.id: number for number, each in enumerate(base.entities)}
        related = {each.id: number for number, each in enumerate(base.relations)}
        groups: dict[object, int] = {}
        for fact in (base.facts[number] for number in passing):
            group = {
                "relation": related[fact.relation.id],
                "subject": numbers[fact.subject.id],
                "kind": kind_of(fact),
                "modality": fact.modality,
                "speaker": numbers[fact.speaker.id] if fact.speaker else None,
            }[by]
            groups[group] = groups.get(group, 0) + 1

        found = index.groups(wanted, by)

        assert index.count(wanted) == len(passing)
        assert dict(found) == groups
        assert [count for _, count in found] == sorted(groups.values(), reverse=True)

    def test_words_pass_without_full_text_as_well(self, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
        index, _ = pair
        filters = [Filter(text=text) for text in ("new-yo", "made in new", "york made", "!!!", "zzz")]
        expected = [list(index.matching(wanted)) for wanted in filters]
        monkeypatch.setattr(index, "_text", lambda: FullText(None))

        assert [list(index.matching(wanted)) for wanted in filters] == expected
        assert expected[0]
        assert expected[2:] == [[], [], []]

    def test_the_facts_of_each_entity_are_counted(self, pair: Pair) -> None:
        index, base = pair
        listed = [len(base.entities) - 1, 0, 1]

        assert index.facts_of(listed) == [
            sum(row.count for row in index.profile(number)) for number in listed
        ]
        assert sum(index.facts_of(index.entity_numbers(None))) > len(base.facts)


class TestNames:
    def test_exact_and_squeezed_keys_find_every_bearer(self, pair: Pair) -> None:
        index, base = pair
        bearers: dict[str, set[tuple[int, bool]]] = {}
        for number, entity in enumerate(base.entities):
            own = {key(name) for name in entity.name.values()}
            for name in own | {key(alias) for alias in entity.aliases}:
                bearers.setdefault(name, set()).add((number, name not in own))

        for name, expected in bearers.items():
            found = index.named([name, "nobody at all", ""])
            squeezed = index.joined([name.replace(" ", "")])

            assert {(row.entity, row.alias) for row in found} == expected
            assert {(row.entity, row.alias) for row in squeezed} >= expected
            assert all(row.key.replace(" ", "") == name.replace(" ", "") for row in squeezed)

    def test_order_is_the_same_however_asked(self, pair: Pair) -> None:
        index, _ = pair
        keys = ["ann lee", "zoe muller", "saint paris", "kyo kyutai"]

        assert index.named(keys) == index.named(keys[::-1])
        assert index.joined(keys) == index.joined(keys[::-1])

    def test_words_are_counted(self, pair: Pair) -> None:
        index, base = pair
        names = [
            set(key(text).split())
            for entity in base.entities
            for text in {key(t): t for t in (*entity.name.values(), *entity.aliases)}.values()
        ]

        found = index.words(["paris", "kyutai", "made", "zzz"])

        assert found["paris"] == (sum("paris" in name for name in names), 0)
        assert found["made"] == (0, 120)
        assert set(found) == {"paris", "kyutai", "made"}

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("kiutai", "kyutai"),
            ("kyutia", "kyutai"),
            ("yutai", "kyutai"),
            ("ann mullr", "ann muller"),
            ("paris saint", "saint paris"),
            ("jaen luc smith", "jean luc smith"),
            ("who made jeanlcu smith", "jean luc smith"),
            ("ky utia", "kyutai"),
        ],
    )
    def test_near_finds_what_is_misspelt(self, pair: Pair, typed: str, meant: str) -> None:
        index, _ = pair

        assert meant in {row.key for row in index.near(typed.split())} or not index.named([meant])

    def test_near_keeps_its_limit(self, pair: Pair) -> None:
        index, _ = pair

        assert len(index.near(["saint", "paris", "smyth"], limit=5)) == 5
        assert index.near([]) == []
        assert index.near(["zzzzzzzz"]) == []

    def test_facts_are_found_by_their_words(self, pair: Pair) -> None:
        index, base = pair
        expected = {n for n, fact in enumerate(base.facts) if "made in Kyutai" in fact.statement["en"]}

        assert set(index.facts_with(["kyutai"])) == expected
        assert index.facts_with(["kyutai", "made"])[: len(expected)] == sorted(expected)

    def test_phrases_touch_the_stems(self, pair: Pair) -> None:
        index, _ = pair

        found = index.phrases(["work", "makes", "nothing"])

        assert {(row.relation, row.inverse, row.stems) for row in found} == {
            (0, False, "is the work of"),
            (2, False, "is the work of"),
            (0, True, "makes"),
            (2, True, "makes"),
        }
        assert "cree" in index.phrase_words()


class TestOneLaw:
    @settings(deadline=None, max_examples=8)
    @given(st.integers(0, 10**6), st.integers(1, 40))
    def test_all_ways_give_the_same_answers(
        self, tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
    ) -> None:
        tables, folder = made(size, seed), tmp_path_factory.mktemp("law")

        answers = []
        for way in WAYS:
            with opened(folder, tables, way) as index:
                answers.append(everything(index))

        assert all(answer == answers[0] for answer in answers)


def everything(index: Index) -> list[Any]:
    """Ask an index everything there is to ask."""
    words = ["saint", "pari", "kyutay", "zoe", "lee", "jeanluc", "new", "york"]
    return [
        index.relations(),
        index.named(["ann lee", "saint paris", "zoe lee", "1984", "!!!"]),
        index.joined(["annlee", "newyork", "saintparis", "!!!"]),
        index.near(words),
        index.words([*words, "made", "ete"]),
        [index.profile(n) for n in range(index.counts["entities"])],
        [index.facts(subject=n) for n in range(index.counts["entities"])],
        [index.facts(object=n, relation=1) for n in range(index.counts["entities"])],
        index.facts_with(["made", "paris", "ca"]),
        index.phrases(["made", "maker"]),
        index.phrase_words(),
        [index.fact(n) for n in range(index.counts["facts"])],
        [list(index.matching(Filter(modality=modality))) for modality in MODALITIES],
        list(index.sentences()),
    ]

"""The catalog of a base finds what a plain list of its names finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bases import made, write
from factcli.completion.catalog import MOST, BaseCatalog
from factcli.completion.matching import TIERS, Name, Typed
from factcli.completion.reply import offerable
from factcli.index.open import open_index
from factcli.index.typeahead import Typeahead
from factcli.text import key
from places import HARBOUR, SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.index.query import Index


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, cache: str) -> Iterator[Index]:
    with open_index(write(tmp_path_factory.mktemp("base"), made(60, seed=3)), cache=cache) as opened:
        yield opened


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def harbour(cache: str) -> Iterator[Index]:
    with open_index(str(HARBOUR), cache=cache) as opened:
        yield opened


@pytest.fixture(scope="module")
def shipped(cache: str) -> Iterator[Index]:
    with open_index(str(SHIPPED), cache=cache) as opened:
        yield opened


def catalog(index: Index, language: str = "en") -> BaseCatalog:
    return BaseCatalog(Typeahead(index.database), language)


def names_of(index: Index) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for number, entity in index.entities():
        for text in (*entity.name.values(), *entity.aliases):
            if offerable(text):
                found.setdefault(text, set()).add(number)
    return found


class TestNames:
    @given(data=st.data())
    def test_a_tier_matches_a_plain_search(self, index: Index, data: st.DataObject) -> None:
        names = names_of(index)
        name = data.draw(st.sampled_from(sorted(names)))
        start = data.draw(st.integers(0, len(name) - 1))
        typed = Typed(name[start : data.draw(st.integers(start + 1, len(name)))])
        tier = data.draw(st.integers(0, len(TIERS) - 1))

        found, cut = catalog(index).names(tier, typed, "")
        listed = {text for text in names if TIERS[tier](typed, Name(text, key(text)))}

        assert not cut
        shown = {number for one in found for number in names.get(one.value, set())}
        wanted = {number for text in listed for number in names[text]}
        if typed.key and not typed.signs and tier < len(TIERS) - 1:
            assert wanted <= shown

    def test_every_name_is_found_by_any_beginning_of_it(self, harbour: Index) -> None:
        names, offered = names_of(harbour), catalog(harbour)
        lost = []
        for text, numbers in names.items():
            for end in range(1, len(text) + 1):
                typed = Typed(text[:end])
                found = [one.value for tier in range(2) for one in offered.names(tier, typed, "")[0]]
                if not numbers & {number for value in found for number in names.get(value, set())}:
                    lost.append((text, text[:end]))

        assert lost == []

    def test_an_entity_is_offered_once_by_its_own_name(self, shipped: Index) -> None:
        found, _ = catalog(shipped).names(0, Typed("niel"), "")

        assert [one.value for one in found] == ["Xavier Niel"]

    def test_names_come_in_the_language_of_the_user(self, shipped: Index) -> None:
        english, french = (
            {one.value for one in catalog(shipped, code).names(0, Typed(""), "")[0]} for code in ("en", "fr")
        )

        assert "Singapore" in english - french
        assert "Singapour" in french - english

    @pytest.mark.parametrize("kind", ["person", "time", "place", "quantity"])
    def test_only_names_with_such_answers_are_offered_for_a_kind(self, kind: str, shipped: Index) -> None:
        told, _ = catalog(shipped).names(0, Typed(""), kind)
        every, _ = catalog(shipped).names(0, Typed(""), "")

        assert 0 < len(told) < len(every)
        for one in told:
            (number,) = {row.entity for row in shipped.named([key(one.value)])}
            as_subject = shipped.facts(subject=number, limit=0)
            as_object = shipped.facts(object=number, limit=0)
            answers = {row.kind for row in as_subject} | {
                shipped.entity(row.subject).kind for row in as_object
            }
            dated = any("when" in shipped.fact_document(row.number) for row in as_subject + as_object)
            assert kind in answers or (kind == "time" and dated)

    def test_a_long_list_is_cut_and_marked(
        self, tmp_path_factory: pytest.TempPathFactory, cache: str
    ) -> None:
        base = made(2, seed=1)
        entity = base["entities"]["1"]
        for number in range(3, 700):
            base["entities"][str(number)] = entity | {
                "id": f"x-{number}",
                "name": {"en": f"Ann {number}"},
                "aliases": [],
            }
        with open_index(write(tmp_path_factory.mktemp("many"), base), cache=cache) as index:
            found, cut = catalog(index).names(0, Typed("ann"), "")

        assert cut
        assert len(found) == MOST


class TestRelations:
    def test_are_those_that_exist_for_the_name(self, shipped: Index) -> None:
        found = catalog(shipped).relations("kyutai", "person")

        assert [one.value for one in found] == ["founded by"]

    def test_are_words_of_the_language_of_the_question(self, shipped: Index) -> None:

        assert [
            one.value
            for one in BaseCatalog(Typeahead(shipped.database), "en", "fr").relations("Kyutai", "person")
        ] == ["fondé par"]

    def test_any_kind_returns_all(self, shipped: Index) -> None:
        found = catalog(shipped).relations("kyutai", "")

        assert {"founded by", "nature"} <= {one.value for one in found}

    def test_an_unknown_name_has_no_relations(self, harbour: Index) -> None:
        assert catalog(harbour).relations("nobody at all", "") == []


class TestIds:
    def test_facts_have_their_statements(self, harbour: Index) -> None:
        first = harbour.fact(0)
        found, cut = catalog(harbour).facts(first.id[:3])

        assert not cut
        assert (first.id, first.statement["en"]) in [(one.value, one.note) for one in found]

    def test_entities_have_their_names(self, harbour: Index) -> None:
        found, _ = catalog(harbour).entities("")

        assert len(found) == harbour.counts["entities"]
        assert found[0].note == harbour.entity(0).name["en"]

    def test_relations_and_sentences_are_listed(self, harbour: Index) -> None:
        assert len(catalog(harbour).relation_ids()) == harbour.counts["relations"]
        assert [one.value for one in catalog(harbour).sentences()] == [
            str(sentence.number) for _, sentence in harbour.sentences()
        ]

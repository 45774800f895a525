"""Facts, entities and relations are added, changed and removed atomically."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factcli.base.reader import read
from factcli.curation.create import Described, new_base
from factcli.curation.edit import (
    EntityRequest,
    RelationRequest,
    add_aliases,
    edit_entity,
    edit_fact,
    edit_relation,
    missing,
    remove_fact,
)
from factcli.curation.gate import add_fact
from factcli.curation.resolve import FactRequest, QuoteRequest
from factcli.errors import FactcliError, NotFound, UsageProblem
from factcli.model import When
from yard import TEXT, fact, request


@pytest.fixture
def base(tmp_path: Path) -> str:
    path = str(tmp_path / "base.json")
    new_base(TEXT, "text.txt", path, "en", Described(title="The yard"))
    return path


class TestAdd:
    def test_new_entities_and_relations_are_created(self, base: str) -> None:
        change = add_fact(base, request())

        assert change.id == "kite-built-by"
        assert [key for key in change.after if key[0] != "facts"] == [
            ("entities", "kite"),
            ("entities", "ada-quill"),
            ("relations", "built-by"),
        ]
        assert fact(base, "kite-built-by").relation.kind == "person"

    def test_known_entities_are_found_by_any_name(self, base: str) -> None:
        add_fact(base, request())
        add_aliases(base, "kite", ["The Kite"])

        add_fact(
            base,
            request(
                subject="the kité", object="ADA QUILL", id="again", quotes=(QuoteRequest("1", "the Kite"),)
            ),
        )

        assert len(read(base).entities) == 2

    @pytest.mark.parametrize(
        "slip",
        [{"subject": "Kitte"}, {"object": "Ada Quil"}, {"relation": "bilt by"}, {"speaker": "Ada Qill"}],
    )
    def test_a_likely_typo_is_refused(self, base: str, slip: dict[str, str]) -> None:
        add_fact(base, request())
        before = Path(base).read_bytes()

        with pytest.raises(UsageProblem, match="did you mean"):
            add_fact(base, request(id="again", **slip))

        assert Path(base).read_bytes() == before
        add_fact(base, request(id="again", new=True, quotes=(QuoteRequest("1", "the Kite"),), **slip))

    @pytest.mark.parametrize(
        ("told", "reason"),
        [
            ({"subject": None}, "a fact needs subject"),
            ({"quotes": ()}, "a fact needs quotes"),
            ({"object": None}, "a fact needs object"),
            ({"statements": {}}, "a fact needs statements"),
            ({"statements": {"en": " "}}, "empty text"),
            ({"value": "3"}, "not both"),
            ({"modality": "sure"}, "unknown modality"),
            ({"modality": "reported"}, "needs a speaker"),
            ({"when": "soon"}, "not a date in EDTF"),
            ({"resolved": "2024"}, "needs --when"),
            ({"subject": "a\x07b"}, "U\\+0007"),
            ({"subject": "x" * 201}, "201 characters"),
            ({"subject_kind": "animal"}, "unknown kind"),
            ({"id": "two words"}, "is not a valid id"),
            ({"quotes": (QuoteRequest("9", "x"),)}, "no sentence 9"),
            ({"quotes": (QuoteRequest("1", "Tokyo"),)}, "does not say"),
            ({"quotes": (QuoteRequest("2", "yard"),)}, "occurs 2 times"),
            ({"quotes": (QuoteRequest("1", ""),)}, "words are empty"),
        ],
    )
    def test_an_invalid_fact_is_refused(self, base: str, told: dict[str, Any], reason: str) -> None:
        before = Path(base).read_bytes()

        with pytest.raises(FactcliError, match=reason):
            add_fact(base, request(**told))

        assert Path(base).read_bytes() == before

    def test_a_duplicate_fact_is_refused(self, base: str) -> None:
        add_fact(base, request())

        with pytest.raises(UsageProblem, match="already exists as"):
            add_fact(base, request())

    def test_a_dry_run_writes_nothing(self, base: str) -> None:
        before = Path(base).read_bytes()

        change = add_fact(base, request(), dry_run=True)

        assert ("facts", "kite-built-by") in change.after
        assert Path(base).read_bytes() == before

    def test_missing_parts_are_listed_in_order(self) -> None:
        assert missing(FactRequest()) == ["quotes", "subject", "relation", "object", "statements"]


class TestEditAndRemove:
    @pytest.fixture
    def one(self, base: str) -> str:
        add_fact(base, request(when="2019", hedged=True))
        return base

    def test_given_parts_replace_the_old_ones(self, one: str) -> None:
        edit_fact(
            one,
            "kite-built-by",
            request(id="renamed", statements={"fr": "Le Kite."}, value="20 people", object=None),
        )

        edited = fact(one, "renamed")
        assert edited.object is None
        assert edited.statement == {"en": "Ada Quill's yard built the Kite.", "fr": "Le Kite."}
        assert edited.when == When("2019")

    def test_parts_are_cleared(self, one: str) -> None:
        edit_fact(one, "kite-built-by", FactRequest(), ["when", "hedged"])

        assert fact(one, "kite-built-by").when is None
        assert not fact(one, "kite-built-by").hedged

    def test_only_optional_parts_are_cleared(self, one: str) -> None:
        with pytest.raises(UsageProblem, match="cannot be cleared"):
            edit_fact(one, "kite-built-by", FactRequest(), ["subject"])

    @pytest.mark.parametrize("prune", [True, False])
    def test_orphans_are_removed_only_with_prune(self, one: str, prune: bool) -> None:
        remove_fact(one, "kite-built-by", prune=prune)

        assert read(one).facts == ()
        assert len(read(one).entities) == (0 if prune else 2)

    @pytest.mark.parametrize(
        "wanted",
        [
            FactRequest(subject_kind="quote"),
            FactRequest(object_kind="quote"),
            FactRequest(relation_kind="quote"),
        ],
    )
    def test_a_kind_that_the_base_tells_otherwise_is_refused(self, one: str, wanted: FactRequest) -> None:
        before = Path(one).read_bytes()

        with pytest.raises(UsageProblem, match="is known as") as caught:
            edit_fact(one, "kite-built-by", wanted)

        assert "--kind quote" in caught.value.hint
        assert Path(one).read_bytes() == before

    def test_a_missing_fact(self, one: str) -> None:
        with pytest.raises(NotFound) as caught:
            remove_fact(one, "kite-build-by")

        assert caught.value.hint == "did you mean kite-built-by?"


class TestEntitiesAndRelations:
    @pytest.fixture
    def one(self, base: str) -> str:
        add_fact(base, request())
        return base

    def test_names_kind_and_description_can_be_changed(self, one: str) -> None:
        edit_entity(
            one,
            "Kite",
            EntityRequest("thing", {"fr": "Cerf-volant"}, {"en": "A ship."}, ("The Kite", "K"), ()),
        )
        edit_entity(one, "K", EntityRequest(without=("The Kite",)))

        kite = read(one).entities[0]
        assert (kite.kind, kite.aliases, kite.description) == ("thing", ("K",), {"en": "A ship."})
        assert kite.name == {"en": "Kite", "fr": "Cerf-volant"}

    def test_a_name_of_another_entity_is_refused(self, one: str) -> None:
        with pytest.raises(UsageProblem, match="is already a name of ada-quill"):
            add_aliases(one, "kite", ["Ada Quill"])

    def test_a_missing_alias_cannot_be_removed(self, one: str) -> None:
        with pytest.raises(NotFound, match="has no alias"):
            edit_entity(one, "kite", EntityRequest(without=("Hawk",)))

    def test_a_missing_entity(self, one: str) -> None:
        with pytest.raises(NotFound) as caught:
            add_aliases(one, "Kyte", ["K"])

        assert caught.value.hint == "did you mean 'Kite'?"

    def test_a_name_that_only_folds_alike_is_another_thing(self, one: str) -> None:
        with pytest.raises(UsageProblem, match="did you mean"):
            add_fact(one, request(subject="Kite#"))

    def test_a_relation_gets_phrases_and_an_inverse(self, one: str) -> None:
        edit_relation(one, "built-by", RelationRequest(phrases={"en": ["build"]}))
        edit_relation(
            one,
            "built by",
            RelationRequest(
                phrases={"en": ["build", "builder"]}, inverse_labels={"en": "built"}, inverse_kind="thing"
            ),
        )

        relation = read(one).relations[0]
        assert relation.phrases == {"en": ("build", "builder")}
        assert relation.inverse is not None
        assert (relation.inverse.label, relation.inverse.kind) == ({"en": "built"}, "thing")

    @pytest.mark.parametrize("only", [True, False])
    def test_a_relation_is_said_to_have_one_value_or_many(self, one: str, only: bool) -> None:
        edit_relation(one, "built-by", RelationRequest(one_value=only))
        edit_relation(one, "built-by", RelationRequest(phrases={"en": ["maker"]}))

        stored = json.loads(Path(one).read_text(encoding="utf-8"))["relations"]["1"]
        assert stored["one_value"] is only

    def test_an_inverse_needs_a_label(self, one: str) -> None:
        with pytest.raises(UsageProblem, match="inverse needs a label"):
            edit_relation(one, "built-by", RelationRequest(inverse_kind="thing"))

"""Curating: verbatim quotes, names found before they are made, one change or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.base.reader import read
from factcli.curation.create import Described, install, new_base
from factcli.curation.edit import (
    EntityRequest,
    RelationRequest,
    add_aliases,
    add_fact,
    edit_entity,
    edit_fact,
    edit_relation,
    missing,
    remove_fact,
)
from factcli.curation.info import describe
from factcli.curation.resolve import FactRequest, QuoteRequest, parsed, quoted
from factcli.errors import BadBase, FactcliError, NotFound, NotWritten, UsageProblem
from factcli.model import Fact, When
from factcli.text import LONGEST, slug, unused
from factcli.texts.source import evidence, places
from places import SHIPPED

TEXT = (
    "The yard\n\nAda Quill’s yard in Rome built the Kite in 2019. The yard has 20 people; the yard is old.\n"
)


@pytest.fixture
def base(tmp_path: Path) -> str:
    path = str(tmp_path / "base.json")
    new_base(TEXT, "text.txt", path, "en", Described(title="The yard"))
    return path


def request(**told: Any) -> FactRequest:
    """Return a request that lacks nothing, changed as told."""
    usual: dict[str, Any] = {
        "quotes": (QuoteRequest("1", "yard in Rome built the Kite"),),
        "subject": "Kite",
        "relation": "built by",
        "object": "Ada Quill",
        "object_kind": "person",
        "statements": {"en": "Ada Quill's yard built the Kite."},
    }
    return FactRequest(**{**usual, **told})


def fact(base: str, name: str) -> Fact:
    return next(each for each in read(base).facts if each.id == name)


class TestNewBase:
    def test_sentences_and_headings_are_numbered_at_their_offsets(self, base: str) -> None:
        found = read(base)

        assert [(s.number, s.section) for s in found.sentences] == [(1, "The yard"), (2, "The yard")]
        assert all(TEXT[s.start : s.end] == s.text for s in found.sentences)
        assert (found.sources[0].title, found.sources[0].characters) == ("The yard", len(TEXT))

    def test_a_base_that_is_there_is_not_overwritten(self, base: str) -> None:
        before = Path(base).read_bytes()

        with pytest.raises(NotWritten, match="is there already"):
            new_base("Another text.", "-", base, "en")

        assert Path(base).read_bytes() == before

    @pytest.mark.parametrize("text", ["", " \n\n", "***"])
    def test_a_text_without_a_sentence(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(UsageProblem, match="no sentence"):
            new_base(text, "-", str(tmp_path / "base.json"), "en")

    def test_a_date_that_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(UsageProblem, match="EDTF"):
            new_base(TEXT, "-", str(tmp_path / "base.json"), "en", Described(date="yesterday"))

    def test_a_name_that_is_no_id_becomes_one(self, tmp_path: Path) -> None:
        assert new_base(TEXT, "-", str(tmp_path / "My base.json"), "en").name == "my-base"


class TestQuotes:
    def test_typewriter_quotes_find_typographic_ones(self) -> None:
        entry = quoted(1, "Ada Quill’s “yard” — old", 'Quill\'s "yard" - old')

        assert entry == {"sentence": 1, "exact": "Quill’s “yard” — old"}

    def test_words_that_stand_twice_need_an_occurrence(self) -> None:
        sentence = "The yard is the yard."

        with pytest.raises(UsageProblem, match="stands 2 times"):
            quoted(1, sentence, "yard")

        assert quoted(1, sentence, "yard", 2)["suffix"] == "."

    @pytest.mark.parametrize("typed", ["Quil", "kite", "nothing of it"])
    def test_other_words_are_not_found(self, typed: str) -> None:
        sentence = "Ada Quill built the Kite."

        if typed in sentence:
            assert quoted(1, sentence, typed)["exact"] == typed
        else:
            with pytest.raises(NotFound):
                quoted(1, sentence, typed)

    @given(st.text("ab.", min_size=1, max_size=12), st.data())
    def test_an_evidence_leads_back_to_its_place(self, sentence: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(sentence) - 1))
        end = data.draw(st.integers(start + 1, len(sentence)))

        entry = evidence(1, sentence, sentence[start:end], start)

        before, after = entry.get("prefix", ""), entry.get("suffix", "")
        assert places(sentence, before + entry["exact"] + after) == [start - len(before)]


class TestAdd:
    def test_entities_and_relation_are_made_on_the_way(self, base: str) -> None:
        change = add_fact(base, request())

        assert change.id == "kite-built-by"
        assert [key for key in change.after if key[0] != "facts"] == [
            ("entities", "kite"),
            ("entities", "ada-quill"),
            ("relations", "built-by"),
        ]
        assert fact(base, "kite-built-by").relation.kind == "person"

    def test_what_is_known_is_found_by_any_of_its_names(self, base: str) -> None:
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
    def test_a_likely_slip_is_asked_about_first(self, base: str, slip: dict[str, str]) -> None:
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
            ({"statements": {"en": " "}}, "a text is empty"),
            ({"value": "3"}, "not both"),
            ({"modality": "sure"}, "no modality"),
            ({"modality": "reported"}, "needs a speaker"),
            ({"when": "soon"}, "no date in EDTF"),
            ({"resolved": "2024"}, "give --when|needs the one"),
            ({"subject": "a\x07b"}, "U\\+0007"),
            ({"subject": "x" * 201}, "201 characters"),
            ({"subject_kind": "animal"}, "no kind"),
            ({"id": "two words"}, "is no id"),
            ({"quotes": (QuoteRequest("9", "x"),)}, "no sentence 9"),
            ({"quotes": (QuoteRequest("1", "Tokyo"),)}, "does not say"),
            ({"quotes": (QuoteRequest("2", "yard"),)}, "stands 2 times"),
            ({"quotes": (QuoteRequest("1", ""),)}, "words are empty"),
        ],
    )
    def test_what_cannot_be_a_fact_is_refused(self, base: str, told: dict[str, Any], reason: str) -> None:
        before = Path(base).read_bytes()

        with pytest.raises(FactcliError, match=reason):
            add_fact(base, request(**told))

        assert Path(base).read_bytes() == before

    def test_the_same_fact_twice_is_refused(self, base: str) -> None:
        add_fact(base, request())

        with pytest.raises(UsageProblem, match="this is the fact"):
            add_fact(base, request())

    def test_a_dry_run_writes_nothing(self, base: str) -> None:
        before = Path(base).read_bytes()

        change = add_fact(base, request(), dry_run=True)

        assert ("facts", "kite-built-by") in change.after
        assert Path(base).read_bytes() == before

    def test_what_is_missing_is_told_in_order(self) -> None:
        assert missing(FactRequest()) == ["quotes", "subject", "relation", "object", "statements"]


class TestEditAndRemove:
    @pytest.fixture
    def one(self, base: str) -> str:
        add_fact(base, request(when="2019", hedged=True))
        return base

    def test_what_is_told_replaces_what_was_there(self, one: str) -> None:
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
    def test_removing_takes_the_orphans_only_when_asked(self, one: str, prune: bool) -> None:
        remove_fact(one, "kite-built-by", prune=prune)

        assert read(one).facts == ()
        assert len(read(one).entities) == (0 if prune else 2)

    def test_a_fact_that_is_not_there(self, one: str) -> None:
        with pytest.raises(NotFound) as caught:
            remove_fact(one, "kite-build-by")

        assert caught.value.hint == "did you mean kite-built-by?"


class TestThings:
    @pytest.fixture
    def one(self, base: str) -> str:
        add_fact(base, request())
        return base

    def test_an_entity_gets_names_kind_and_description(self, one: str) -> None:
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
        with pytest.raises(UsageProblem, match="is a name of ada-quill"):
            add_aliases(one, "kite", ["Ada Quill"])

    def test_an_alias_that_is_not_there_cannot_go(self, one: str) -> None:
        with pytest.raises(NotFound, match="has no alias"):
            edit_entity(one, "kite", EntityRequest(without=("Hawk",)))

    def test_an_entity_that_is_not_there(self, one: str) -> None:
        with pytest.raises(NotFound) as caught:
            add_aliases(one, "Kyte", ["K"])

        assert caught.value.hint == "did you mean 'Kite'?"

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

    def test_an_inverse_needs_a_label(self, one: str) -> None:
        with pytest.raises(UsageProblem, match="inverse needs a label"):
            edit_relation(one, "built-by", RelationRequest(inverse_kind="thing"))


class TestValues:
    @pytest.mark.parametrize(
        ("typed", "kind", "value"),
        [
            ("6000000000 USD", None, {"type": "money", "amount": 6000000000, "currency": "USD"}),
            ("1.5 EUR", None, {"type": "money", "amount": 1.5, "currency": "EUR"}),
            ("3 offices", None, {"type": "quantity", "amount": 3, "unit": "offices"}),
            ("12 %", None, {"type": "quantity", "amount": 12, "unit": "%"}),
            ("2023-12~", None, {"type": "date", "edtf": "2023-12~"}),
            ("date:2018", None, {"type": "date", "edtf": "2018"}),
            ("2018", "time", {"type": "date", "edtf": "2018"}),
            ("2018", "quantity", {"type": "quantity", "amount": 2018, "unit": ""}),
            ("text:2018", None, {"type": "text", "text": {"en": "2018"}}),
            ("a start-up", None, {"type": "text", "text": {"en": "a start-up"}}),
        ],
    )
    def test_a_value_is_what_it_reads_as(self, typed: str, kind: str | None, value: dict[str, Any]) -> None:
        assert parsed(typed, "en", kind) == value

    @pytest.mark.parametrize("typed", ["2018", "", "money:six", "date:soon", "quantity:many", "text:"])
    def test_what_might_be_two_things_or_none_is_asked_about(self, typed: str) -> None:
        with pytest.raises(UsageProblem):
            parsed(typed, "en")


class TestDescribe:
    def test_the_shipped_base(self) -> None:
        told = describe(str(SHIPPED))

        base = read(str(SHIPPED))
        assert told.counts["facts"] == len(base.facts)
        assert sum(told.modalities.values()) == len(base.facts)
        assert told.languages.keys() == {"en", "fr"}
        assert told.derived_share == sum(bool(f.derived) for f in base.facts) / len(base.facts)

    def test_what_is_lacking_is_counted(self, base: str) -> None:
        add_fact(base, request(statements={"fr": "Le chantier."}))

        told = describe(base)

        assert told.without_fact == ("2",)
        assert told.undescribed == ("kite", "ada-quill")
        assert told.languages["en"]["statements"] == 1
        assert told.languages["fr"] == {"names": 2, "labels": 1, "statements": 0, "descriptions": 0}


class TestInstall:
    def test_it_is_copied_under_its_name(self, base: str, tmp_path: Path) -> None:
        path = install(base, str(tmp_path / "data" / "facts"), "yard")

        assert path == str(tmp_path / "data" / "facts" / "yard.json")
        assert Path(path).read_bytes() == Path(base).read_bytes()

    @pytest.mark.parametrize("name", ["../yard", "a/b", ".hidden", "..", "a\nb"])
    def test_a_name_is_no_way_out_of_the_folder(self, base: str, tmp_path: Path, name: str) -> None:
        with pytest.raises(UsageProblem, match="no name for a base"):
            install(base, str(tmp_path / "facts"), name)

    def test_it_does_not_go_through_a_link(self, base: str, tmp_path: Path) -> None:
        (tmp_path / "facts").mkdir()
        (tmp_path / "facts" / "yard.json").symlink_to(tmp_path / "elsewhere.json")

        with pytest.raises(NotWritten, match="is a link"):
            install(base, str(tmp_path / "facts"), "yard", force=True)

        assert not (tmp_path / "elsewhere.json").exists()

    def test_another_one_is_not_overwritten(self, base: str, tmp_path: Path) -> None:
        install(base, str(tmp_path / "facts"))

        with pytest.raises(NotWritten, match="is there already"):
            install(base, str(tmp_path / "facts"))

        install(base, str(tmp_path / "facts"), force=True)

    def test_what_is_no_base_is_not_installed(self, tmp_path: Path) -> None:
        (tmp_path / "no.json").write_text("{}")

        with pytest.raises(BadBase):
            install(str(tmp_path / "no.json"), str(tmp_path / "facts"))

        assert not (tmp_path / "facts" / "no.json").exists()


class TestSlugs:
    @pytest.mark.parametrize(
        ("name", "made"),
        [
            ("Kyutai", "kyutai"),
            ("L’Île-de-France", "l-ile-de-france"),
            ("Владимир", "владимир"),
            ("!!!", "unnamed"),
            ("position played on team", "position-played-on-team"),
        ],
    )
    def test_the_words_of_a_name(self, name: str, made: str) -> None:
        assert slug(name) == made

    @given(st.text())
    def test_the_slug_of_a_slug_is_itself(self, name: str) -> None:
        assert slug(slug(name)) == slug(name)

    @given(st.text(), st.integers(0, 30))
    def test_a_number_behind_it_stays(self, name: str, count: int) -> None:
        taken = {slug(name), *(f"{slug(name)}-{n}" for n in range(2, count))}

        free = unused(slug(name), taken)

        assert free not in taken
        assert slug(free) == free
        assert len(slug("x" * 200)) == LONGEST

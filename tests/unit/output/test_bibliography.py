"""Citations that reference managers read, without a word that the source does not tell."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.base.reader import read
from factcli.model import Entity, Evidence, Fact, Inferred, Relation, Sentence, Source
from factcli.output.cite import as_bibtex, as_csl_json, csl_item
from places import SHIPPED

bibtexparser = pytest.importorskip("bibtexparser", reason="the test extra brings bibtexparser")

hostile = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).map(str.strip).filter(bool)
)


def fact(text: str = "Ada met Bob.", exact: str = "Ada", **told: str | Inferred | None) -> Fact:
    source = Source("s", language="en", characters=len(text), sha256="0" * 64, **{"title": None, **told})  # type: ignore[arg-type]
    ada = Entity("ada", "person", {"en": "Ada"})
    evidence = Evidence(Sentence("1", source, 1, 0, len(text), text), exact)
    return Fact(
        "f",
        ada,
        Relation("met", "person", {"en": "met"}, {}),
        ada,
        None,
        {"en": "x"},
        "asserted",
        (evidence,),
    )


class TestBibtex:
    def test_only_what_is_known_is_there(self) -> None:
        entry = bibtexparser.parse_string(
            as_bibtex(fact(title=Inferred("Guess", "why"), author="Ada L."), "en")
        ).entries[0]

        assert entry.key == "s-f"
        assert set(entry.fields_dict) == {"author", "langid", "note"}

    @given(text=hostile, title=hostile)
    def test_any_text_gives_one_entry_with_its_fields(self, text: str, title: str) -> None:
        library = bibtexparser.parse_string(as_bibtex(fact(text, text, title=title, author=title), "en"))

        assert not library.failed_blocks
        assert [set(entry.fields_dict) for entry in library.entries] == [
            {"title", "author", "langid", "note"}
        ]

    def test_every_shipped_fact(self) -> None:
        base = read(str(SHIPPED))

        library = bibtexparser.parse_string("".join(as_bibtex(each, "en") for each in base.facts))

        assert len(library.entries) == len(base.facts)


class TestCslJson:
    def test_it_is_read_by_a_citation_processor(self) -> None:
        source = pytest.importorskip("citeproc.source.json", reason="the test extra brings citeproc-py")
        items = json.loads(as_csl_json(fact(title="On meeting", date="2024-05", author="Ada"), "en"))

        known = source.CiteProcJSON(items)

        assert str(known["s-f"].title) == "On meeting"
        assert known["s-f"].issued.year == 2024

    def test_only_what_is_known_is_there(self) -> None:
        item = csl_item(fact(title=Inferred("Guess", "why"), date=Inferred("2024", "why")))

        assert not {"title", "issued", "author", "publisher", "URL"} & item.keys()

    def test_a_date_that_is_not_plain_is_kept_as_it_is(self) -> None:
        assert csl_item(fact(date="2023-12~"))["issued"] == {"raw": "2023-12~"}

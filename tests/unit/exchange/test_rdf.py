"""JSON-LD and N-Quads, read back by the libraries others would use."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.base.reader import read
from factcli.exchange.rdf import Graph, Literal, jsonld_text, nquads_text
from places import EXAMPLES, SHIPPED

pyoxigraph = pytest.importorskip("pyoxigraph", reason="the test extra brings a SPARQL store")
rdflib = pytest.importorskip("rdflib", reason="the test extra brings rdflib")
RECIPES = EXAMPLES / "README.md"


@pytest.fixture(scope="module")
def store() -> Any:
    """Return a triple store that was given the shipped base as N-Quads."""
    store = pyoxigraph.Store()
    store.load("".join(nquads_text(read(str(SHIPPED)))).encode(), pyoxigraph.RdfFormat.N_QUADS)
    return store


class TestNQuads:
    def test_every_triple_arrives_in_the_graph_of_the_base(self, store: Any) -> None:
        triples = set(Graph(read(str(SHIPPED))).triples())

        assert len(store) == len(triples)
        assert [graph.value for graph in store.named_graphs()] == ["urn:factcli:base:openai-expansion"]

    def test_the_documented_query_answers_who_kyutai(self, store: Any) -> None:
        query = RECIPES.read_text(encoding="utf-8").partition("```sparql")[2].partition("```")[0]

        found = {solution["name"].value for solution in store.query(query)}

        assert {"Xavier Niel", "Eric Schmidt"} <= found

    def test_a_quote_is_found_again_by_its_position(self, store: Any) -> None:
        query = """PREFIX oa: <http://www.w3.org/ns/oa#>
            SELECT ?exact ?start ?end WHERE { GRAPH ?g {
              ?quote oa:hasSelector ?words, ?place .
              ?words oa:exact ?exact .
              ?place oa:start ?start ; oa:end ?end } }"""

        lengths = [
            (len(row["exact"].value), int(row["end"].value) - int(row["start"].value))
            for row in store.query(query)
        ]

        assert lengths
        assert all(text == span for text, span in lengths)

    @given(st.text(st.characters(exclude_categories=["Cs"])))
    def test_literal_round_trip(self, text: str) -> None:
        line = f"<urn:a> <urn:b> {Literal(text)} .\n"

        quads = list(pyoxigraph.parse(line.encode(), pyoxigraph.RdfFormat.N_QUADS))

        assert line.isprintable() or line.count("\n") == 1
        assert [quad.object.value for quad in quads] == [text]


class TestJsonLd:
    # The parsers of rdflib warn of other parts of rdflib.
    @pytest.mark.filterwarnings("ignore::DeprecationWarning")
    def test_same_triples_as_nquads(self) -> None:
        base = read(str(SHIPPED))
        linked, quads = rdflib.Graph(), rdflib.Dataset()

        linked.parse(data="".join(jsonld_text(base)), format="json-ld")
        quads.parse(data="".join(nquads_text(base)), format="nquads")

        assert set(linked) == {(s, p, o) for s, p, o, _ in quads.quads()}

    def test_each_fact_is_a_claim_with_its_quotation(self) -> None:
        base = read(str(SHIPPED))
        nodes = json.loads("".join(jsonld_text(base)))["@graph"]

        claims = [node for node in nodes if "schema:Claim" in node.get("@type", [])]

        assert len(claims) == len(base.facts)
        assert sum("schema:Quotation" in node.get("@type", []) for node in nodes) == sum(
            len(fact.evidence) for fact in base.facts
        )

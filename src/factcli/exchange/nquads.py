"""Export a base as N-Quads, in a graph of its own: the way to a triple store for who outgrows one machine.

`examples/README.md` has the query that answers there what `factcli who Kyutai` answers here.
"""

from __future__ import annotations

from factcli.exchange.export import Exporter, nothing
from factcli.exchange.rdf import Graph
from factcli.exchange.terms import Iri

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.model import FactBase


def nquads_text(base: FactBase) -> Iterator[str]:
    """Yield a line per triple, in the graph named after the base."""
    graph = Graph(base)
    own = Iri(graph.root)
    for subject, predicate, target in graph.triples():
        yield f"{subject} {predicate} {target} {own} .\n"


NQUADS = Exporter("nquads", ".nq", nquads_text, nothing)

"""Export a base as JSON-LD: schema.org Claims with the Quotations they appear in, and how to find those.

The context is written into the file, so that nothing has to be fetched to read it. The triples are those
of the N-Quads export.
"""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from factcli.escape import json_text
from factcli.exchange.export import Exporter, nothing
from factcli.exchange.rdf import PREFIXES, Graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from factcli.exchange.rdf import Triple
    from factcli.exchange.terms import Iri
    from factcli.model import FactBase


def jsonld_text(base: FactBase) -> Iterator[str]:
    """Yield one document: its context, then a node a line. A node may come again with more of its triples."""
    yield '{\n"@context": ' + _json(PREFIXES) + ',\n"@graph": [\n'
    between = ""
    for subject, triples in groupby(Graph(base).triples(), key=itemgetter(0)):
        yield between + _json(_node(subject, triples))
        between = ",\n"
    yield "\n]\n}\n"


def _node(subject: Iri, triples: Iterable[Triple]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": subject.text}
    for _, predicate, target in triples:
        key = _short(predicate.text)
        if key == "rdf:type":
            node.setdefault("@type", []).append(_short(target.text))
        else:
            node.setdefault(key, []).append(target.as_json())
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()
    }


def _short(iri: str) -> str:
    for prefix, whole in PREFIXES.items():
        if iri.startswith(whole):
            return f"{prefix}:{iri.removeprefix(whole)}"
    return iri


def _json(value: Any) -> str:
    return json_text(json.dumps(value, ensure_ascii=False))


JSONLD = Exporter("jsonld", ".jsonld", jsonld_text, nothing)

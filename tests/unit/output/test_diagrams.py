"""Diagrams for other programs: a node for each entity, an edge for each fact, every text quoted."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from factcli._dataclass import replace
from factcli.output.diagrams import DIAGRAMS
from outcomes import FACTS
from words import messages

ENGLISH = messages("en")
ALL = list(FACTS.values())


def drawn(name: str, *statements: str) -> str:
    """Return the diagram of facts whose subjects bear these names."""
    facts = [
        replace(fact, subject=replace(fact.subject, id=str(at), name={"en": text}))
        for at, (text, fact) in enumerate(zip(statements, ALL, strict=False))
    ]
    return "".join(DIAGRAMS[name](facts, ENGLISH))


class TestMermaid:
    def test_entities_are_nodes_and_facts_are_edges(self) -> None:
        text = "".join(DIAGRAMS["mermaid"](ALL, ENGLISH))

        assert text.startswith("flowchart LR\n")
        assert text.count("-->") + text.count("-.->") == len(ALL)
        assert '-.->|"run by #40;planned#41;"|' in text
        assert text.count('["Lyrvik"]') == 1

    @given(st.text(min_size=1))
    def test_labels_are_escaped(self, name: str) -> None:
        lines = drawn("mermaid", name).splitlines()

        assert len(lines) == 4
        assert all(re.fullmatch(r'  n\d+\["[^"\[\]{}()<>|`\\]*"\]', line) for line in lines[1:3])

    def test_marks_become_entities(self) -> None:
        assert '["#34;a#34; #60;b#62;"]' in drawn("mermaid", '"a" <b>')


class TestDot:
    def test_entities_are_nodes_and_facts_are_edges(self) -> None:
        text = "".join(DIAGRAMS["dot"](ALL, ENGLISH))

        assert text.count("->") == len(ALL)
        assert text.endswith("}\n")

    @given(st.text(min_size=1))
    def test_labels_are_escaped(self, name: str) -> None:
        lines = drawn("dot", name).splitlines()

        assert len(lines) == 9
        assert re.fullmatch(r'  n0 \[label="(?:[^"\\]|\\["\\])*"\];', lines[5])

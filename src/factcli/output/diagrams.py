"""Write facts as a diagram for other programs: Mermaid for documents, DOT for Graphviz.

A node is an entity or a value; an edge is a fact. Every text is quoted as its language requires.
"""

from __future__ import annotations

from factcli.escape import line
from factcli.language.messages import pick
from factcli.output.envelope import short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from factcli.language.messages import Messages
    from factcli.model import Fact


class _Nodes:
    """Number the nodes in order of appearance."""

    def __init__(self, messages: Messages) -> None:
        """Start without any."""
        self._wording = messages
        self._numbers: dict[str, int] = {}
        self.labels: list[str] = []

    def edge(self, fact: Fact) -> tuple[int, int, str]:
        """Return the numbers of a fact's two nodes and the label of the edge."""
        start = self._number("entity " + fact.subject.id, pick(fact.subject.name, self._wording.code))
        key = "entity " + fact.object.id if fact.object else "value " + fact.id
        end = self._number(key, short(fact, self._wording))
        return start, end, pick(fact.relation.label, self._wording.code)

    def _number(self, key: str, label: str) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.labels)
            self.labels.append(label)
        return self._numbers[key]


def mermaid(facts: Sequence[Fact], messages: Messages) -> Iterator[str]:
    """Yield a Mermaid flowchart."""
    nodes = _Nodes(messages)
    edges = [nodes.edge(fact) for fact in facts]
    yield "flowchart LR\n"
    yield from (f'  n{at}["{_for_mermaid(label)}"]\n' for at, label in enumerate(nodes.labels))
    yield from (f'  n{start} -->|"{_for_mermaid(label)}"| n{end}\n' for start, end, label in edges)


def dot(facts: Sequence[Fact], messages: Messages) -> Iterator[str]:
    """Yield a directed graph in the DOT language."""
    nodes = _Nodes(messages)
    edges = [nodes.edge(fact) for fact in facts]
    yield 'digraph facts {\n  rankdir=LR;\n  node [shape=box, fontname="sans-serif"];\n'
    yield from (f"  n{at} [label={_for_dot(label)}];\n" for at, label in enumerate(nodes.labels))
    yield from (f"  n{start} -> n{end} [label={_for_dot(label)}];\n" for start, end, label in edges)
    yield "}\n"


DIAGRAMS: dict[str, Callable[[Sequence[Fact], Messages], Iterator[str]]] = {"mermaid": mermaid, "dot": dot}


def _for_mermaid(text: str) -> str:
    """Return a text for a quoted label: Mermaid writes special characters as entities (#35; is #)."""
    return "".join(f"#{ord(c)};" if c in '"#&<>;`\\|{}[]()' else c for c in line(text))


def _for_dot(text: str) -> str:
    return '"' + line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'

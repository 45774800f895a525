"""Write facts as a diagram for other programs: Mermaid for documents, DOT for Graphviz.

A node is an entity or a value; an edge is a fact. Every text is quoted as its language requires.
"""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.errors import InputOutputProblem, UsageProblem
from factcli.escape import line
from factcli.language.messages import pick
from factcli.output.envelope import short
from factcli.output.values import standing, when

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from factcli.language.messages import Messages
    from factcli.model import Fact


_FONT = 'fontname="Helvetica,Arial,sans-serif"'


@dataclass(frozen=True, slots=True)
class _Edge:
    """The numbers of two nodes, the label between them, and whether it is certain."""

    start: int
    end: int
    label: str
    sure: bool


class _Nodes:
    """Number the nodes in order of appearance."""

    def __init__(self, messages: Messages) -> None:
        """Start without any."""
        self._wording = messages
        self._numbers: dict[str, int] = {}
        self.labels: list[str] = []

    def edge(self, fact: Fact) -> _Edge:
        """Return the edge of a fact: its two nodes, its relation with date and status, whether it is certain."""
        start = self._number("entity " + fact.subject.id, pick(fact.subject.name, self._wording.code))
        key = "entity " + fact.object.id if fact.object else "value " + fact.id
        end = self._number(key, short(fact, self._wording))
        label = pick(fact.relation.label, self._wording.code)
        told = [part for part in (when(fact, self._wording), standing(fact, self._wording)) if part]
        sure = fact.modality == "asserted" and not fact.hedged
        return _Edge(start, end, f"{label} ({', '.join(told)})" if told else label, sure)

    def _number(self, key: str, label: str) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.labels)
            self.labels.append(label)
        return self._numbers[key]


def mermaid(facts: Sequence[Fact], messages: Messages, left_off: int = 0) -> Iterator[str]:
    """Yield a Mermaid flowchart; what is not certain is dashed."""
    nodes = _Nodes(messages)
    edges = [nodes.edge(fact) for fact in facts]
    yield "flowchart LR\n"
    yield from (f'  n{at}["{_for_mermaid(label)}"]\n' for at, label in enumerate(nodes.labels))
    for edge in edges:
        arrow = "-->" if edge.sure else "-.->"
        yield f'  n{edge.start} {arrow}|"{_for_mermaid(edge.label)}"| n{edge.end}\n'
    if left_off:
        yield f"  %% {line(messages.say('more', count=left_off))}\n"


def dot(facts: Sequence[Fact], messages: Messages, left_off: int = 0) -> Iterator[str]:
    """Yield a directed graph in the DOT language; what is not certain is dashed."""
    nodes = _Nodes(messages)
    edges = [nodes.edge(fact) for fact in facts]
    yield "digraph facts {\n  rankdir=LR;\n"
    yield f"  graph [{_FONT}];\n  node [shape=box, {_FONT}];\n  edge [{_FONT}];\n"
    if left_off:
        yield f"  label={_for_dot(messages.say('more', count=left_off))};\n"
    yield from (f"  n{at} [label={_for_dot(label)}];\n" for at, label in enumerate(nodes.labels))
    for edge in edges:
        style = "" if edge.sure else ", style=dashed"
        yield f"  n{edge.start} -> n{edge.end} [label={_for_dot(edge.label)}{style}];\n"
    yield "}\n"


DIAGRAMS: dict[str, Callable[..., Iterator[str]]] = {
    "mermaid": mermaid,
    "dot": dot,
}


def svg(facts: Sequence[Fact], messages: Messages, left_off: int = 0) -> Iterator[str]:
    """Yield the picture that Graphviz makes of `dot`. Raises UsageProblem where it is not installed."""
    from shutil import which
    from subprocess import run

    program = which("dot")
    if program is None:
        raise UsageProblem(
            "an SVG picture needs Graphviz, and the program dot is not on your PATH",
            "install it, or write the diagram itself: --format dot",
        )
    source = "".join(dot(facts, messages, left_off)).encode()
    drawn = run([program, "-Tsvg"], input=source, capture_output=True, check=False)  # noqa: S603 -- a found program
    if drawn.returncode:
        raise InputOutputProblem(
            f"Graphviz failed: {line(drawn.stderr.decode('utf-8', 'replace'))}",
            "write the diagram itself: --format dot",
        )
    yield drawn.stdout.decode()


def _for_mermaid(text: str) -> str:
    """Return a text for a quoted label: Mermaid writes special characters as entities (#35; is #)."""
    return "".join(f"#{ord(c)};" if c in '"#&<>;`\\|{}[]()' else c for c in line(text))


def _for_dot(text: str) -> str:
    return '"' + line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'

"""List the formats a base can be exported to: one decorated function each."""

from __future__ import annotations

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from factcli.model import FactBase


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: `parts` yields the export, `losses` lists in sentences what it cannot carry of a base.

    The parts of a `binary` format are bytes, which have no place on a terminal.
    """

    name: str
    ending: str
    parts: Callable[[FactBase], Iterator[str | bytes]]
    losses: Callable[[FactBase], Sequence[str]]
    binary: bool = False


EXPORTERS: dict[str, str] = {
    "csv": "factcli.exchange.delimited:CSV",
    "jsonl": "factcli.exchange.delimited:JSONL",
    "jsonld": "factcli.exchange.jsonld:JSONLD",
    "nquads": "factcli.exchange.nquads:NQUADS",
    "sqlite": "factcli.exchange.sqlite:SQLITE",
    "markdown": "factcli.exchange.markdown:MARKDOWN",
    "html": "factcli.exchange.export_pages:HTML",
}
"""Where each format lives, as "module:name": the choices of `--format`, and nothing is imported for them."""


def exporter(name: str) -> Exporter:
    """Return a format by its name. Raises KeyError for one that is none."""
    from importlib import import_module

    module, _, attribute = EXPORTERS[name].partition(":")
    found: Exporter = getattr(import_module(module), attribute)
    return found


def nothing(_base: FactBase) -> Sequence[str]:
    """Say that nothing is lost."""
    return ()

"""The formats a base can be exported to, one decorated function each, and the file they are written to."""

from __future__ import annotations

import os

from factcli._dataclass import dataclass
from factcli.base.writer import replace
from factcli.curation.create import refuse_overwriting
from factcli.errors import NotWritten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
    "csv": "factcli.exchange.export_tables:CSV",
    "jsonl": "factcli.exchange.export_tables:JSONL",
    "jsonld": "factcli.exchange.rdf:JSONLD",
    "nquads": "factcli.exchange.rdf:NQUADS",
    "sqlite": "factcli.exchange.sqlite:SQLITE",
    "markdown": "factcli.exchange.export_pages:MARKDOWN",
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


def write_export(path: str, parts: Iterable[str | bytes], *, force: bool = False) -> None:
    """Write the parts to a file at `path`. Raises NotWritten where one is there and not `force` given."""
    refuse_overwriting(path, force=force)
    if os.path.islink(path):
        raise NotWritten(f"{path} is a link", "give the path of its target")
    replace(path, parts)

"""The formats a base can be exported to, and writing an export to a file."""

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
    """One format: `parts` yields the export, `losses` lists in sentences what it cannot hold.

    The parts of a `binary` format are bytes, which cannot be written to a terminal; those of a `spoken` one also depend
    on messages, in the reader's language.
    """

    name: str
    ending: str
    parts: Callable[..., Iterator[str | bytes]]
    losses: Callable[[FactBase], Sequence[str]]
    binary: bool = False
    spoken: bool = False


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
    """Return a format by its name. Raises KeyError for an unknown one."""
    from importlib import import_module

    module, _, attribute = EXPORTERS[name].partition(":")
    found: Exporter = getattr(import_module(module), attribute)
    return found


def nothing(_base: FactBase) -> Sequence[str]:
    """Return no losses."""
    return ()


def write_export(path: str, parts: Iterable[str | bytes], base: str, *, force: bool = False) -> None:
    """Write the parts to a file at `path`. Raises NotWritten if it exists, unless `force` is given.

    `base` is the path of the base they come from, which is never overwritten.
    """
    refuse_overwriting(path, base, force=force)
    if os.path.islink(path):
        raise NotWritten(f"{path} is a link", "give the path of its target")
    replace(path, parts)

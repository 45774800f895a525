"""Register the output formats; `--format` reads its choices from here.

A format is a decorated function from a report and a screen to the parts of a text. Each imports what it
needs when it is called, so that `--json` does not load the code that draws tables.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from factcli.output.report import Report, Screen

    Format = Callable[[Report, Screen], Iterable[str]]

FORMATS: dict[str, Format] = {}


def output_format(name: str) -> Callable[[Format], Format]:
    """Register a function as the output format of this name."""

    def register(function: Format) -> Format:
        FORMATS[name] = function
        return function

    return register


@output_format("table")
def table(report: Report, screen: Screen) -> Iterable[str]:
    """Draw a screen for people."""
    from factcli.output.terminal import draw

    return draw(report, screen)


@output_format("plain")
def plain(report: Report, screen: Screen) -> Iterable[str]:
    """Write one tab-separated record per line, without a header."""
    from factcli.output.records import plain as write

    return write(report, screen)


@output_format("json")
def json(report: Report, screen: Screen) -> Iterable[str]:
    """Write the envelope as one JSON object."""
    from factcli.output.records import whole

    return whole(report, screen)


@output_format("jsonl")
def jsonl(report: Report, screen: Screen) -> Iterable[str]:
    """Write one record per line as JSON, without the envelope."""
    from factcli.output.records import lines

    return lines(report, screen)


@output_format("csv")
def csv(report: Report, screen: Screen) -> Iterable[str]:
    """Write comma-separated records under a header."""
    from factcli.output.records import csv as write

    return write(report, screen)


@output_format("markdown")
def markdown(report: Report, screen: Screen) -> Iterable[str]:
    """Write Markdown that can be pasted into a document."""
    from factcli.output.markdown import write

    return write(report, screen)

"""Ask on a terminal for what a fact still lacks, with Tab completing the names there are."""

from __future__ import annotations

from contextlib import contextmanager

import click

from factcli import escape
from factcli._dataclass import replace
from factcli.base.reader import read
from factcli.curation.requests import Quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcli.curation.requests import FactRequest
    from factcli.model import FactBase

_ASKED = {
    "subject": "What is it about (name)",
    "relation": "What is said of it (relation)",
    "object": "What it is said to be (name, or a value such as 6000000000 USD)",
}


def filled(path: str, request: FactRequest, lacking: Sequence[str]) -> FactRequest:
    """Return the request with every missing part asked for, in the order of `lacking`."""
    base = read(path)
    for part in lacking:
        request = _WAYS[part](base, request)
    return request


def _quotes(base: FactBase, request: FactRequest) -> FactRequest:
    numbers = {str(sentence.number): sentence.text for sentence in base.sentences}
    number = _answer("Number of the sentence", list(numbers))
    if number in numbers:
        click.echo(escape.visible(numbers[number]), err=True)
    words = numbers.get(number, "").split()
    return replace(request, quotes=(Quote(number, _answer("Words that carry the fact", words)),))


def _subject(base: FactBase, request: FactRequest) -> FactRequest:
    return replace(request, subject=_answer(_ASKED["subject"], _names(base)))


def _relation(base: FactBase, request: FactRequest) -> FactRequest:
    labels = [label for relation in base.relations for label in relation.label.values()]
    return replace(request, relation=_answer(_ASKED["relation"], labels))


def _object(base: FactBase, request: FactRequest) -> FactRequest:
    """Ask for the object; a known name is a thing, all else is a value where it reads as one."""
    from factcli.curation.values import parsed

    told = _answer(_ASKED["object"], _names(base))
    if told in _names(base) or parsed(told, base.sources[0].language, "quantity")["type"] == "text":
        return replace(request, object=told)
    return replace(request, value=told)


def _statements(base: FactBase, request: FactRequest) -> FactRequest:
    language = base.sources[0].language
    return replace(request, statements={language: _answer(f"The fact as a plain sentence ({language})", [])})


_WAYS = {
    "quotes": _quotes,
    "subject": _subject,
    "relation": _relation,
    "object": _object,
    "statements": _statements,
}


def _names(base: FactBase) -> list[str]:
    return [name for entity in base.entities for name in (*entity.name.values(), *entity.aliases)]


def _answer(question: str, completions: Sequence[str]) -> str:
    with _completing(completions):
        answer: str = click.prompt(question, type=str)
    return answer.strip()


@contextmanager
def _completing(completions: Sequence[str]) -> Iterator[None]:
    """Let Tab complete a whole answer, where the system has readline."""
    try:
        import readline
    except ImportError:
        yield
        return
    offered = sorted({escape.line(text) for text in completions})

    def complete(text: str, state: int) -> str | None:
        fitting = [each for each in offered if each.casefold().startswith(text.casefold())]
        return fitting[state] if state < len(fitting) else None

    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(complete)
    readline.set_completer_delims("")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)

"""Prompt for the lines of a session with prompt_toolkit: completion while typing, history, a status line."""

from __future__ import annotations

import os
from contextlib import suppress

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from factcli import escape
from factcli.cli.session import BROWSING, OWN, SIGN, split
from factcli.completion import grammar
from factcli.completion.matching import Offer, match
from factcli.completion.offering import offer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prompt_toolkit.document import Document

    from factcli.completion.catalog import Catalog
    from factcli.completion.grammar import Command

    Offering = Callable[[str], tuple[str, list[Offer]]]


PROMPT = "factcli> "
_MOST = 50  # offers in the menu


def lines(offering: Offering, status: Callable[[], str], history: str | None) -> Iterator[str]:
    """Yield each line that is entered; Ctrl-C clears the line, Ctrl-D ends.

    `offering` returns the part of the text before the cursor to replace, and its completions; `status` the status
    line; `history` is the file that remembers lines, None to keep them only for the session.
    """
    prompt: PromptSession[str] = PromptSession(
        PROMPT,
        completer=_Offered(offering),
        complete_while_typing=True,
        history=_history(history),
        bottom_toolbar=lambda: escape.line(status()),
    )
    while True:
        try:
            yield prompt.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


class _Offered(Completer):
    """Adapt completions to prompt_toolkit."""

    def __init__(self, offering: Offering) -> None:
        self._offering = offering

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterable[Completion]:
        """Yield the offers for the text before the cursor."""
        replaced, found = self._offering(document.text_before_cursor)
        for one in found[:_MOST]:
            yield Completion(one.value, start_position=-len(replaced), display_meta=escape.line(one.note))


class _OnDisk(FileHistory):
    """Keep the history in a private file; if that fails, only the history is lost."""

    def load_history_strings(self) -> Iterable[str]:
        try:
            return list(super().load_history_strings())
        except OSError:
            return []

    def store_string(self, string: str) -> None:
        with suppress(OSError):
            super().store_string(string)


def _history(path: str | None) -> History:
    if path is None:
        return InMemoryHistory()
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    except OSError:
        return InMemoryHistory()
    return _OnDisk(path)


# Completion while a line of a session is typed, as in a shell.

_BASE = grammar.Command("", ("base",), (), hidden=False)


class Completing:
    """Know the commands of a session; the catalog of its bases is asked for when names are needed."""

    def __init__(self, root: Command, catalog: Callable[[], Catalog], bases: Callable[[], list[str]]) -> None:
        """Take the program's commands, the way to the base in use, and that to the names of all bases."""
        self._root, self._catalog, self._bases = root, catalog, bases
        self._questions = [
            n for n, c in root.commands.items() if c.arguments and "question" in c.arguments[0]
        ]

    def offers(self, before: str) -> tuple[str, list[Offer]]:
        """Return the part of the line that would be replaced, and what may take its place."""
        if before.startswith(SIGN):
            return self._for_command(before[len(SIGN) :])
        head, _, word = before.rpartition(" ")
        words = head.split()
        asks = bool(words) and words[0].lower() in self._questions
        name, said = (words[0].lower(), words[1:]) if asks else ("ask", words)
        return word, self._expected(name, said, word) + ([] if words else self._begun(word))

    def _begun(self, word: str) -> list[Offer]:
        """Offer the question words where a line begins."""
        shown = [n for n in self._questions if word and n.startswith(word.lower())]
        return [Offer(name, self._root.commands[name].help) for name in shown]

    def _for_command(self, typed: str) -> tuple[str, list[Offer]]:
        name, space, rest = typed.partition(" ")
        if not space:
            shown = {n: self._root.commands[n].help for n in BROWSING if n in self._root.commands}
            shown |= {own: row[2] for own, row in OWN.items()}
            return SIGN + name, [Offer(SIGN + one, shown[one]) for one in match(name, shown)]
        if name == "lang":
            return rest, [Offer(code) for code in match(rest, self._languages())]
        if name == "base":
            return rest, [Offer(base) for base in match(rest, self._bases())]
        word = '"' + rest.rpartition('"')[2] if rest.count('"') % 2 else rest.rpartition(" ")[2]
        said = split(rest[: len(rest) - len(word)])
        found = self._expected(name, said, word.lstrip('"'))
        joined = self._root.commands.get(name, _BASE).arguments[:1] == ["*words"]
        return word, found if joined else [Offer(_quoted(one.value), one.note) for one in found]

    def _languages(self) -> list[str]:
        option = self._root.commands["ask"].option("--lang")
        return option.takes.split()[1:] if option else []

    def _expected(self, name: str, said: list[str], word: str) -> list[Offer]:
        slot = grammar.slot(self._root, [name, *said], word)
        return list(offer(slot, self._catalog).listed)


def _quoted(value: str) -> str:
    # In double quotes, not as a shell's word: `_for_command` finds the word being typed by these alone.
    return f'"{value}"' if " " in value and '"' not in value else value

"""Prompt for the lines of a session with prompt_toolkit: completion while typing, history, a status line."""

from __future__ import annotations

import os
from contextlib import suppress

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from factcli import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prompt_toolkit.document import Document

    from factcli.completion.offers import Offer

    Offering = Callable[[str], tuple[str, list[Offer]]]

PROMPT = "factcli> "
_MOST = 50  # offers in the menu


def lines(offering: Offering, status: Callable[[], str], history: str | None) -> Iterator[str]:
    """Yield each line that is entered; Ctrl-C clears the line, Ctrl-D ends.

    `offering` returns what of the text before the cursor would be replaced, and by what; `status` the status
    line; `history` is the file that remembers lines, None to remember them for the session alone.
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
    """Hand our offers to prompt_toolkit."""

    def __init__(self, offering: Offering) -> None:
        self._offering = offering

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterable[Completion]:
        """Yield the offers for the text before the cursor."""
        replaced, found = self._offering(document.text_before_cursor)
        for one in found[:_MOST]:
            yield Completion(one.value, start_position=-len(replaced), display_meta=escape.line(one.note))


class _OnDisk(FileHistory):
    """Keep the history in a file of the user's alone; one that fails costs the history, not the session."""

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

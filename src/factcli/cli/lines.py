"""Read one line of a session: a question, a `:command`, or the number of a row."""

from __future__ import annotations

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

NOTHING, HELP, QUIT, LANGUAGE, BASE, ROW, COMMAND = (
    "nothing",
    "help",
    "quit",
    "language",
    "base",
    "row",
    "command",
)
SIGN = ":"
_LONGEST_NUMBER = 6

OWN = {
    "help": (HELP, "", "Show this list."),
    "lang": (LANGUAGE, "[CODE]", "Answer in this language; without one in that of the question."),
    "base": (BASE, "[NAME|PATH]", "Ask another base; without one the base that ships."),
    "quit": (QUIT, "", "Leave; so does Ctrl-D."),
}
"""The session's own commands: what each means, what it takes, what it does."""

BROWSING = ("show", "path", "source", "entities", "relations", "facts", "timeline", "graph", "cite")
"""The commands of the program that a session knows by `:name`."""

_SHORT = {"q": "quit", "exit": "quit", "h": "help", "?": "help"}
_ONE_NAME = ("show", "graph")  # what follows is one name: an apostrophe in it opens no quote


@dataclass(frozen=True, slots=True)
class Line:
    """What a line means: one of the words above, and its arguments.

    For a `command` they are its name and its words; for a `row` its number; else what was given, or nothing.
    """

    meaning: str
    arguments: tuple[str, ...] = ()


def read(text: str, questions: Collection[str]) -> Line:
    """Return what a line means; `questions` are the commands that ask ("who", "qui")."""
    text = text.strip()
    if not text:
        return Line(NOTHING)
    if text.startswith(SIGN):
        return _command(text[len(SIGN) :].strip())
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER:
        return Line(ROW, (text,))
    first, _, rest = text.partition(" ")
    if first.lower() in questions and rest.strip():
        return Line(COMMAND, (first.lower(), rest.strip()))
    return Line(COMMAND, ("ask", text))


def _command(text: str) -> Line:
    name, _, rest = text.partition(" ")
    rest = rest.strip()
    name = _SHORT.get(name.lower(), name.lower())
    if name in OWN:
        return Line(OWN[name][0], (rest,) if rest else ())
    if name in _ONE_NAME and not rest.startswith(("-", "'", '"')):
        return Line(COMMAND, (name, rest) if rest else (name,))
    return Line(COMMAND, (name, *split(rest)))


def split(text: str) -> list[str]:
    """Split words as a shell would, quotes respected; a quote that is never closed is an apostrophe."""
    from shlex import split as as_shell

    try:
        return as_shell(text)
    except ValueError:
        return text.split()


def options(bases: Sequence[str], language: str | None) -> list[str]:
    """Return the options that say which bases and which language a session is in; it never starts a pager."""
    given = ["--no-pager", *(part for base in bases for part in ("--base", base))]
    return given + (["--lang", language] if language else [])

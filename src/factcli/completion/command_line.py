"""Parse an incomplete command line as its shell will: words, open quotes, and what will be replaced.

bash does not give a completion function the unquoted word. It passes the line and, as `$2`, the end of the line
that readline is going to replace: what follows an open quote, or else the last word break. Everything before it in
the same word stays on the line. The grammar is that of the POSIX shell, "Quoting".
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_ENDS = " \t\n"
_COMMANDS = ";|&()"
_REDIRECTIONS = "<>"
_DOUBLE_ESCAPES = '$`"\\\n'
NO_QUOTE, SINGLE, DOUBLE, ANSI = "", "'", '"', "$'"


class Place:
    """The place of the cursor: the whole words before it and the word it is in, without their quotes.

    `kept` is the part of the current word that the shell leaves on the line, `typed` the part it replaces,
    `quote` the quote that is open where the replacement begins. A `redirected` word is a file name. An `opaque`
    word contains something only the shell can expand ($'…', an unquoted brace in zsh), so nothing completes it.
    """

    __slots__ = ("kept", "opaque", "quote", "redirected", "typed", "words")

    def __init__(self, words: list[str], typed: str, *, kept: str = "", quote: str = NO_QUOTE) -> None:
        """Keep the words before the cursor and the two parts of the word it is in."""
        self.words, self.typed, self.kept, self.quote = words, typed, kept, quote
        self.redirected = self.opaque = False

    @property
    def word(self) -> str:
        """Return the current word up to the cursor."""
        return self.kept + self.typed


class _Reader:
    """Read a line one character at a time, tracking the state of the shell."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.value = ""
        self.state = NO_QUOTE
        self.started = self.redirected = self.opaque = False

    def read(self, character: str) -> None:
        """Take one character."""
        if self.state.endswith("\\"):
            self._escaped(character)
        elif self.state == SINGLE:
            self._single(character)
        elif self.state == DOUBLE:
            self._double(character)
        else:
            self._plain(character)

    def _escaped(self, character: str) -> None:
        self.state = self.state[:-1]
        if self.state == DOUBLE and character not in _DOUBLE_ESCAPES:
            self.value += "\\"
        if character != "\n":
            self.value += character

    def _single(self, character: str) -> None:
        if character == SINGLE:
            self.state = NO_QUOTE
        else:
            self.value += character

    def _double(self, character: str) -> None:
        if character == DOUBLE:
            self.state = NO_QUOTE
        elif character == "\\":
            self.state += "\\"
        else:
            self.value += character

    def _plain(self, character: str) -> None:
        if character in _ENDS:
            self._end_word()
        elif character in _COMMANDS:
            self._end_word()
            self.words.clear()
        elif character in _REDIRECTIONS:
            self._end_word()
            self.redirected = True
        else:
            self._in_word(character)

    def _in_word(self, character: str) -> None:
        self.started = True
        if character in (SINGLE, DOUBLE):
            self.opaque = self.opaque or self.value.endswith("$")
            self.state = character
        elif character == "\\":
            self.state = "\\"
        else:
            self.value += character

    def _end_word(self) -> None:
        if not self.started:
            return
        if not self.redirected:
            self.words.append(self.value)
        self.value = ""
        self.started = self.redirected = self.opaque = False


def read_line(line: str, replaced: str) -> Place:
    """Return the place of the cursor at the end of a bash command line that ends in `replaced` (bash's `$2`).

    The first word, the program itself, is left out of `words`.
    """
    start = len(line) - len(replaced) if line.endswith(replaced) else len(line)
    reader = _Reader()
    for character in line[:start]:
        reader.read(character)
    place = Place([], "", kept=reader.value, quote=reader.state.removesuffix("\\"))
    before = len(reader.words)
    for character in line[start:]:
        reader.read(character)
    if len(reader.words) != before or reader.state.removesuffix("\\") != place.quote:
        place.opaque = True
    place.words = reader.words[1:]
    place.typed = reader.value[len(place.kept) :]
    place.redirected = reader.redirected
    place.opaque = place.opaque or reader.opaque
    return place


def unquote(text: str, quote: str) -> str:
    """Return what a piece of a zsh or fish word means that begins inside `quote` ("" for outside any).

    An unfinished escape at the end means nothing yet.
    """
    reader = _Reader()
    if quote == ANSI:
        return _without_backslashes(text)
    reader.state, reader.started = quote, True
    for character in text:
        reader.read(character)
    return reader.value


def _without_backslashes(text: str) -> str:
    value, escaped = "", False
    for character in text:
        if character == "\\" and not escaped:
            escaped = True
        else:
            value, escaped = value + character, False
    return value


def read_fish(text: str) -> str:
    """Return what a fish token up to the cursor means: in quotes a backslash escapes only them and itself."""
    value, state, escaped = "", NO_QUOTE, False
    for character in text:
        if escaped:
            literal = (
                state == NO_QUOTE or character in (state, "\\") or (state == DOUBLE and character == "$")
            )
            value, escaped = value + (character if literal else "\\" + character), False
        elif character == "\\":
            escaped = True
        elif character in (SINGLE, DOUBLE) and state in (NO_QUOTE, character):
            state = NO_QUOTE if state else character
        else:
            value += character
    return value


# The request of a shell script, from its environment: the line and the place of the cursor.

VARIABLE = "_FACTCLI_COMPLETE"


def place(shell: str, environ: Mapping[str, str]) -> Place:
    """Return the place of the cursor according to that shell."""
    return _PLACES[shell](environ)


def number(environ: Mapping[str, str], name: str, default: int) -> int:
    """Return a number from the environment, the default if there is none."""
    value = environ.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else default


def _bash(environ: Mapping[str, str]) -> Place:
    return read_line(environ.get("COMP_LINE", ""), environ.get("COMP_WORD", ""))


def _zsh(environ: Mapping[str, str]) -> Place:
    quote, raw = environ.get("COMP_QUOTE", ""), environ.get("COMP_RAW", "")
    found = Place(_said(environ), unquote(environ.get("COMP_WORD", ""), quote), quote=quote)
    found.opaque = not quote and "{" in raw and "{" not in environ.get("COMP_WORD", "")
    return found


def _fish(environ: Mapping[str, str]) -> Place:
    return Place(_said(environ), read_fish(environ.get("COMP_WORD", "")))


def _said(environ: Mapping[str, str]) -> list[str]:
    return environ.get("COMP_WORDS", "").split("\n")[1:]


_PLACES: dict[str, Callable[[Mapping[str, str]], Place]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}

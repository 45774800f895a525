"""The console: standard output and error, what the terminal can show, and how every failure is reported.

A reader that closes the pipe early is not an error; a full disk or a closed stream is. Messages never fail: if they
cannot be written, they are dropped.
"""

from __future__ import annotations

import os
import sys

from factcli import escape
from factcli.errors import FactcliError, InputOutputProblem
from factcli.languages import of_locale
from factcli.output.formats import FORMATS
from factcli.output.report import DRAWN_ROWS, NARROWEST, USUAL, Screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from typing import Any, Self, TextIO

    from factcli.cli.settings import Settings
    from factcli.output.report import Report


_HINT = "check where the output goes"


class ReaderLeft(Exception):  # noqa: N818 -- no error: what was wanted has been read
    """Raised if the reader closed the pipe: stop quietly, with success."""


def output() -> TextIO:
    """Return standard output. Raises InputOutputProblem if it is closed."""
    if sys.stdout is None:
        raise InputOutputProblem("standard output is closed", _HINT)
    return sys.stdout


def is_utf8(stream: TextIO | None) -> bool:
    """Return True if a stream can encode every character."""
    encoding = getattr(stream, "encoding", None) or ""
    return encoding.lower().replace("-", "").replace("_", "") == "utf8"


def is_terminal(stream: TextIO | None) -> bool:
    """Return True if this stream is a terminal."""
    try:
        return stream is not None and stream.isatty()
    except (OSError, ValueError):
        return False


def write(parts: Iterable[str]) -> None:
    """Write the parts to standard output; raises InputOutputProblem or ReaderLeft."""
    stream = output()
    plain = not is_utf8(stream)
    for part in parts:
        text = _for_encoding(part, stream) if plain else part
        try:
            stream.write(text)
        except (OSError, ValueError) as error:
            raise unwritten(error) from None


def flush() -> None:
    """Flush standard output. Raises InputOutputProblem or ReaderLeft."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        raise unwritten(error) from None


def unwritten(error: Exception) -> Exception:
    """Abandon standard output and return the error to raise: a closed pipe, or a problem to report."""
    abandon()
    if isinstance(error, BrokenPipeError):
        return ReaderLeft()
    reason = error.strerror if isinstance(error, OSError) else "it is closed"
    return InputOutputProblem(f"standard output cannot be written: {reason}", _HINT)


def abandon() -> None:
    """Redirect standard output to the null device, so that the interpreter's last flush cannot fail."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError, AttributeError):
        return


_command_line: list[str] = []  # the one that runs, whose --lang is the language of messages


def language() -> str:
    """Return the language in which the program speaks: that of --lang, else of the locale."""
    given = _option_of(_command_line, "--lang")
    return given or of_locale(os.environ)


def in_language(text: str) -> str:
    """Return a sentence of the program in the reader's language."""
    code = language()
    if code == "en":
        return text
    from factcli.language.translation import translated

    return translated(text, code)


def tell_line(text: str) -> None:
    """Write one sentence of the program to standard output, in the reader's language."""
    write([in_language(text) + "\n"])


def notice(text: str) -> None:
    """Write one sentence of the program to standard error, in the reader's language."""
    say(in_language(text))


def say(message: str) -> None:
    """Write one message to standard error, escaping what it cannot encode."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.write(_for_encoding(message, stream) + "\n")
        stream.flush()
    except (OSError, ValueError):
        return


def _for_encoding(text: str, stream: TextIO) -> str:
    encoding = getattr(stream, "encoding", None) or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)


SILENT = ("json", "jsonl", "csv")  # formats that say nothing instead of records


def emit(report: Report, settings: Settings, *, drawn_as: str | None = None) -> None:
    """Write one report in the format asked for: a table on a terminal, plain lines elsewhere.

    `drawn_as` is the format if the command chose one itself.
    """
    if settings.listener is not None:
        settings.listener(report)
    shown = screen(settings)
    style = settings.style or drawn_as or ("table" if is_terminal(sys.stdout) else "plain")
    _check_fields(report, settings)
    parts = FORMATS[style](report, shown)
    if style != "json":
        _tell(report, style, dim=shown.color)
    if style == "table" and report.long and _may_page(settings):
        _paged("".join(parts), settings.environment)
    else:
        write(parts)


def _check_fields(report: Report, settings: Settings) -> None:
    if not settings.fields:
        return
    from factcli.output import envelope

    if report.records == "answers":
        envelope.check(settings.fields, dict.fromkeys((*envelope.ANSWER_FIELDS, *envelope.CITED)))
    else:
        first: dict[str, object] = next(iter(report.rows()), dict.fromkeys(settings.fields))
        envelope.check(settings.fields, first)


def _tell(report: Report, style: str, *, dim: bool) -> None:
    """Write the notes of a report to standard error, dimmed on a terminal."""
    notes = list(report.notes)
    if report.explain is not None and style in (*SILENT, "plain"):
        notes += report.explain()
    if style in SILENT and not report.count and report.sentence:
        notes.append(report.sentence)
    for note in notes:
        text = escape.line(note)
        say(f"\x1b[2m{text}\x1b[0m" if dim and is_terminal(sys.stderr) else text)


def _may_page(settings: Settings) -> bool:
    return settings.pager and is_terminal(sys.stdout) and is_terminal(sys.stdin)


def _paged(text: str, environment: Mapping[str, str]) -> None:
    command = _pager(environment) if text.count("\n") >= height() > 0 else None
    if command is None or not _piped(command, text):
        write([text])


def _pager(environment: Mapping[str, str]) -> list[str] | None:
    from shlex import split
    from shutil import which

    try:
        command = split(environment.get("PAGER") or "less -FRX")
    except ValueError:
        return None
    found = which(command[0]) if command else None
    return [found, *command[1:]] if found else None


def _piped(command: Iterable[str], text: str) -> bool:
    """Show a text in the pager and return True if that worked. Quitting the pager early is not a failure."""
    from subprocess import PIPE, Popen

    flush()
    environment = {**os.environ, "LESSCHARSET": "utf-8"}
    try:
        with Popen(list(command), stdin=PIPE, env=environment) as pager:  # noqa: S603 -- the user's own pager
            try:
                pager.communicate(text.encode("utf-8", "backslashreplace"))
            except KeyboardInterrupt:
                pager.wait()
    except OSError:
        return False
    return True


# The terminal: its width and its colours.

_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby")
_LINKING_TERMS = ("xterm-kitty", "alacritty", "foot", "xterm-ghostty", "contour")
_WIDEST = 10_000


def screen(settings: Settings) -> Screen:
    """Return what standard output can show."""
    environment = settings.environment
    terminal = is_terminal(sys.stdout)
    color = _color(settings.color, environment, terminal=terminal)
    plain = settings.color == "never" or _is_dumb(environment)
    return Screen(
        width=max(width(environment), NARROWEST),
        rows=_rows(settings.limit, terminal=terminal),
        fields=settings.fields,
        styled=color or (terminal and not plain),
        color=color,
        utf8=is_utf8(sys.stdout),
        links=terminal and not plain and _links(environment),
        numbered=settings.listener is not None,
    )


def width(environment: Mapping[str, str]) -> int:
    """Return the width in columns: COLUMNS if it is a number, else the terminal's, else 80."""
    given = environment.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and 0 < int(given[:6]) <= _WIDEST:
        return int(given)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or USUAL
    except (OSError, ValueError, AttributeError):
        return USUAL


def height() -> int:
    """Return the height of the terminal in lines, 0 if unknown."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError, AttributeError):
        return 0


def _rows(limit: int | None, *, terminal: bool) -> int:
    if limit is not None:
        return limit
    return DRAWN_ROWS if terminal else 0


def _color(choice: str, environment: Mapping[str, str], *, terminal: bool) -> bool:
    if choice != "auto":
        return choice == "always"
    return terminal and not environment.get("NO_COLOR") and not _is_dumb(environment)


def _is_dumb(environment: Mapping[str, str]) -> bool:
    return environment.get("TERM", "dumb") in ("", "dumb", "unknown")


def _links(environment: Mapping[str, str]) -> bool:
    if environment.get("TERM_PROGRAM") in _LINKING_PROGRAMS or "WT_SESSION" in environment:
        return True
    version = environment.get("VTE_VERSION", "")
    return environment.get("TERM") in _LINKING_TERMS or (version.isdigit() and int(version) >= 5000)  # noqa: PLR2004 -- VTE 0.50


# Failures: one sentence, the next thing to try, and the documented exit status.

INTERRUPTED, TERMINATED = 130, 143
_JSON_STYLES = ("json", "jsonl")


class Terminated(BaseException):
    """Raised on SIGTERM, so that nothing half-written is left behind."""


def guarded(action: Callable[[], int], arguments: Sequence[str]) -> int:
    """Run an action and return its exit status, reporting any failure. Nothing else reports failures.

    `arguments` are those of the command line, for parsing itself may be what fails. With FACTCLI_DEBUG=1 in the
    environment an unexpected failure keeps its traceback.
    """
    _command_line[:] = arguments
    try:
        status = action()
        flush()
    except ReaderLeft:
        return 0
    except FactcliError as error:
        return _report(error, arguments)
    except KeyboardInterrupt:
        return _stopped(INTERRUPTED)
    except Terminated:
        return _stopped(TERMINATED)
    except Exception as error:
        if os.environ.get("FACTCLI_DEBUG") == "1":
            raise
        return _report(_unexpected(error), arguments)
    return status


def tell(error: FactcliError, *, as_json: bool) -> None:
    """Write a failure to standard error: one JSON object, or a sentence and a hint."""
    if as_json:
        say(as_object(error))
        return
    say(escape.line(f"factcli: {in_language(error.message)}"))
    if error.hint:
        say(escape.line(in_language(f"hint: {error.hint}")))


def as_object(error: FactcliError) -> str:
    """Return the error object that scripts read, as one line of JSON."""
    ascii_only = not is_utf8(sys.stderr)
    pairs = (("code", error.code), ("message", error.message), ("hint", error.hint))
    body = ", ".join(f'"{key}": {escape.json_string(text, ascii_only=ascii_only)}' for key, text in pairs)
    return f'{{"error": {{{body}}}}}'


def wants_json(arguments: Sequence[str]) -> bool:
    """Return True if the raw arguments ask for JSON errors."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--json" in before or _option_of(before, "--format", _JSON_STYLES) is not None


def _option_of(arguments: Sequence[str], name: str, values: Collection[str] = ()) -> str | None:
    """Return what the raw arguments give an option, one of `values` if there are any; None if nothing."""
    for at, argument in enumerate(arguments):
        told, equals, value = argument.partition("=")
        if told == "--" and not equals:
            return None
        if told == name:
            value = value if equals else "".join(arguments[at + 1 : at + 2])
            if value and (value in values or not values):
                return value
    return None


def _report(error: FactcliError, arguments: Sequence[str]) -> int:
    _flush_quietly()
    tell(error, as_json=wants_json(arguments))
    return error.exit_status


def _stopped(status: int) -> int:
    _flush_quietly()
    return status


def _flush_quietly() -> None:
    try:
        flush()
    except (FactcliError, ReaderLeft):
        return


def _unexpected(error: Exception) -> FactcliError:
    if isinstance(error, MemoryError):
        return InputOutputProblem("not enough memory", "use a smaller base or text, or raise the limit")
    if isinstance(error, FileNotFoundError) and _is_nowhere():
        return InputOutputProblem("the current folder no longer exists", "change to another one")
    if isinstance(error, OSError):
        place = f"{error.filename}: " if isinstance(error.filename, str) else ""
        return InputOutputProblem(f"{place}{error.strerror or error}", "check the path and its permissions")
    message = f"internal error: {type(error).__name__}: {error}"
    problem = InputOutputProblem(message, "run again with FACTCLI_DEBUG=1 and report the traceback")
    problem.code = "unexpected"
    return problem


def _is_nowhere() -> bool:
    """Return True if the current folder was removed."""
    try:
        os.getcwd()
    except OSError:
        return True
    return False


class ProgressBar:
    """Show the progress of long work on standard error, if that is a terminal.

    Work of less than `least` bytes or characters is too short for a bar.
    """

    def __init__(self, label: str, least: int) -> None:
        """Draw nothing yet."""
        self._label, self._least = label, least
        self._bar: Any = None
        self._watched = is_terminal(sys.stderr)

    def __enter__(self) -> Self:
        """Draw nothing yet."""
        return self

    def show(self, done: int, whole: int) -> None:
        """Show how much of the total is done."""
        if whole < self._least or not self._watched:
            return
        if self._bar is None:
            import click

            self._bar = click.progressbar(length=100, label=in_language(self._label), file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(min(100, 100 * done // max(whole, 1)) - self._bar.pos)

    def __exit__(self, stopped_by: type[BaseException] | None, *_: object) -> None:
        """End the line of the bar, if there is one, and fill it unless the work was stopped."""
        if self._bar is not None:
            if stopped_by is None:
                self._bar.update(100 - self._bar.pos)
            self._bar.__exit__(None, None, None)
            self._bar = None

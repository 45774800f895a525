"""Turn every failure into one sentence, the next thing to try, and the documented exit status."""

from __future__ import annotations

import os
import sys

from factcli import escape
from factcli.cli import streams
from factcli.errors import FactcliError, InputOutputProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

INTERRUPTED, TERMINATED = 130, 143
_JSON_STYLES = ("json", "jsonl")


class Terminated(BaseException):
    """Unwind the program when it is asked to end, so that nothing half-written is left behind."""


def guarded(action: Callable[[], int], *, as_json: bool) -> int:
    """Run an action and return its exit status, whatever happens; only here is a failure told.

    With FACTCLI_DEBUG=1 in the environment an unexpected failure keeps its traceback.
    """
    try:
        status = action()
        streams.flush()
    except streams.ReaderLeft:
        return 0
    except FactcliError as error:
        return _told(error, as_json=as_json)
    except KeyboardInterrupt:
        return _stopped(INTERRUPTED)
    except Terminated:
        return _stopped(TERMINATED)
    except Exception as error:
        if os.environ.get("FACTCLI_DEBUG") == "1":
            raise
        return _told(_unexpected(error), as_json=as_json)
    return status


def tell(error: FactcliError, *, as_json: bool) -> None:
    """Write a failure to standard error: one JSON object, or a sentence and a hint."""
    if as_json:
        streams.say(as_object(error))
        return
    streams.say(f"factcli: {escape.line(error.message)}")
    if error.hint:
        streams.say(f"hint: {escape.line(error.hint)}")


def as_object(error: FactcliError) -> str:
    """Return the error object that scripts read, as one line of JSON."""
    ascii_only = not streams.is_utf8(sys.stderr)
    pairs = (("code", error.code), ("message", error.message), ("hint", error.hint))
    body = ", ".join(f'"{key}": {escape.json_string(text, ascii_only=ascii_only)}' for key, text in pairs)
    return f'{{"error": {{{body}}}}}'


def wants_json(arguments: list[str]) -> bool:
    """Tell from the raw arguments whether errors are to be JSON: parsing may be what fails."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for at, argument in enumerate(before):
        name, _, value = argument.partition("=")
        if argument == "--json" or (name == "--format" and value in _JSON_STYLES):
            return True
        if argument == "--format" and before[at + 1 : at + 2] and before[at + 1] in _JSON_STYLES:
            return True
    return False


def _told(error: FactcliError, *, as_json: bool) -> int:
    _flush_quietly()
    tell(error, as_json=as_json)
    return error.exit_status


def _stopped(status: int) -> int:
    _flush_quietly()
    return status


def _flush_quietly() -> None:
    try:
        streams.flush()
    except (FactcliError, streams.ReaderLeft):
        return


def _unexpected(error: Exception) -> FactcliError:
    if isinstance(error, OSError):
        place = f"{error.filename}: " if isinstance(error.filename, str) else ""
        return InputOutputProblem(f"{place}{error.strerror or error}", "check the path and its permissions")
    told = f"something went wrong that should not: {type(error).__name__}: {error}"
    problem = InputOutputProblem(told, "set FACTCLI_DEBUG=1 to see where, and please report it")
    problem.code = "unexpected"
    return problem

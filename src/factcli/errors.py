"""The errors of the program, so that nobody has to parse a message.

FactcliError            any error of this program
├── UsageProblem        a question or an option is not valid      exit 2
├── NotFound            a name, id or sentence was not found      exit 1
├── BadBase             a file was read and is not a valid base          exit 3
├── InputOutputProblem  a file cannot be opened, output not written   exit 4
└── NotWritten          nothing was written, the old file is untouched      exit 5

Every error carries `message` (one sentence), `hint` (the next thing to try), `code` (stable, for scripts)
and `exit_status`. The command line prints them; nothing else does.
"""

from __future__ import annotations


class FactcliError(Exception):
    """The base of all errors: one sentence, the next thing to try, and an exit status."""

    code = "error"
    exit_status = 1

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the sentence and the hint apart, as JSON output needs them."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageProblem(FactcliError):
    """A question or an option is not valid."""

    code = "usage"
    exit_status = 2


class NotFound(FactcliError):
    """A name, an id, a sentence or a chain is not in the base."""

    code = "not_found"
    exit_status = 1


class BadBase(FactcliError):
    """A file is not a valid base; says where: path, table, document and key, if known."""

    code = "bad_base"
    exit_status = 3

    def __init__(  # noqa: PLR0913 -- the evidence travels as attributes, not inside the message
        self,
        reason: str,
        *,
        path: str = "",
        table: str = "",
        document: str = "",
        key: str = "",
        hint: str = "",
    ) -> None:
        """Build the one message from its place and its reason."""
        place = " ".join(
            part
            for part in (
                f"table {table!r}" if table else "",
                f"document {document!r}" if document else "",
                f"key {key!r}" if key else "",
            )
            if part
        )
        message = ": ".join(part for part in (path, place, reason) if part)
        super().__init__(message, hint or "run 'factcli base check FILE' to see every finding")
        self.reason, self.path, self.table, self.document, self.key = reason, path, table, document, key


class InputOutputProblem(FactcliError):
    """A file cannot be opened or read, or output cannot be written."""

    code = "input_output"
    exit_status = 4


class NotWritten(FactcliError):
    """Nothing was written: locked, read-only, disk full. The old file is untouched."""

    code = "not_written"
    exit_status = 5

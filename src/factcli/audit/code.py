"""Define what is told about a code that a check can report."""

from __future__ import annotations

from factcli._dataclass import dataclass

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """What one code means: its severity, the long explanation, the next thing to try."""

    severity: str
    meaning: str
    hint: str


def error(meaning: str, hint: str) -> Code:
    """Describe what makes a base wrong."""
    return Code(ERROR, meaning, hint)


def warning(meaning: str, hint: str) -> Code:
    """Describe what a curator should look at."""
    return Code(WARNING, meaning, hint)

"""List the options of question and browse commands, once, for everybody who reads a command line.

Click's declarations are made from this list (`factcli.cli.options`), and so is the short way in that serves
plain questions before Click is loaded (`factcli.cli.fast`): what one takes, the other takes.
"""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.output.formats import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FLAG, OFF, TEXT, MANY, COUNT, CHOICE, LATE = "flag", "off", "text", "many", "count", "choice", "late"
"""What an option takes: nothing (it sets True, or False), a text, one of several texts, a number from 0 on,
one of a few words, one of words that are looked up when they are needed."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One option: its names, the field of Settings it fills, what it takes, and what `--help` says."""

    names: tuple[str, ...]
    field: str
    takes: str
    help: str
    metavar: str | None = None
    choices: Callable[[], Sequence[str]] | None = None
    default: object = None


def languages() -> Sequence[str]:
    """Return the codes of the languages there are."""
    from factcli.cli.wording import codes

    return codes()


def modalities() -> Sequence[str]:
    """Return the standings a fact can have."""
    from factcli.model import MODALITIES

    return MODALITIES


def _formats() -> Sequence[str]:
    return tuple(FORMATS)


def _colors() -> Sequence[str]:
    return ("auto", "always", "never")


SHARED = (
    Declared(("-b", "--base"), "bases", MANY, "Ask this base; may be repeated.", "NAME|PATH"),
    Declared(("--format",), "style", CHOICE, "How to write the result.", None, _formats),
    Declared(("--json",), "as_json", FLAG, "Short for --format json."),
    Declared(("--fields",), "fields", TEXT, "Keep only these fields of each record.", "A,B"),
    Declared(("--lang",), "language", LATE, "The language of the answers.", None, languages),
    Declared(("--limit",), "limit", COUNT, "At most N records; 0 for all.", "N"),
    Declared(("--color",), "color", CHOICE, "When to use colour.", None, _colors, "auto"),
    Declared(("--no-pager",), "pager", OFF, "Never start a pager.", None, None, True),
)

QUESTION = (
    Declared(("--explain",), "explain", FLAG, "Tell how the question was read, and every score."),
    Declared(("--strict",), "strict", FLAG, "Take names and words as they are typed."),
    Declared(("--modality",), "modality", LATE, "Keep facts of this standing alone.", None, modalities),
)

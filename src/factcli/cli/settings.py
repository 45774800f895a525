"""The settings of a command, as one frozen value, and the table of options that fill it."""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.languages import codes, of_locale
from factcli.output.formats import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from factcli.output.report import Report


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run a command: which bases, which output, which steps are allowed.

    `style` is the output format, None if it depends on who reads; `limit` None cuts only what is drawn on a
    terminal, 0 cuts nothing. `log` is the file for refused questions, None for none. `listener` receives each report
    that is written. `environment` is a copy of the process environment, which nothing below `cli` reads itself.
    """

    environment: Mapping[str, str]
    bases: tuple[str, ...] = ()
    style: str | None = None
    fields: tuple[str, ...] = ()
    language: str | None = None
    limit: int | None = None
    color: str = "auto"
    pager: bool = True
    explain: bool = False
    strict: bool = False
    ids: bool = False
    modality: str | None = None
    log: str | None = None
    listener: Callable[[Report], None] | None = None

    @property
    def named_bases(self) -> tuple[str, ...]:
        """Return the bases given by option or by FACTCLI_BASE; none means the shipped one."""
        from_environment = self.environment.get("FACTCLI_BASE")
        return self.bases or ((from_environment,) if from_environment else ())

    @property
    def locale_language(self) -> str:
        """Return the language of the user's locale, by default English."""
        return of_locale(self.environment)

    @property
    def reader_language(self) -> str:
        """Return the language in which the program speaks: that of --lang, else of the locale."""
        return self.language or self.locale_language


# The options of question and browse commands. Click's declarations are made from this table (`factcli.cli.options`),
# and so is the parser for plain questions that runs without Click (`factcli.cli.fast`).

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


def modalities() -> Sequence[str]:
    """Return the modalities a fact can have."""
    from factcli.model import MODALITIES

    return MODALITIES


def _formats() -> Sequence[str]:
    return tuple(FORMATS)


def _colors() -> Sequence[str]:
    return ("auto", "always", "never")


SHARED_OPTIONS = (
    Declared(("-b", "--base"), "bases", MANY, "The base to ask; repeatable.", "NAME|PATH"),
    Declared(("--format",), "style", CHOICE, "The output format.", None, _formats),
    Declared(("--json",), "as_json", FLAG, "Short for --format json."),
    Declared(("--fields",), "fields", TEXT, "Show only these fields of each record.", "A,B"),
    Declared(("--lang",), "language", LATE, "The language of the answers.", None, codes),
    Declared(("--limit",), "limit", COUNT, "Show at most N records; 0 for all.", "N"),
    Declared(("--ids",), "ids", FLAG, "Show the ids of the facts below their sentences."),
    Declared(("--color",), "color", CHOICE, "When to use colour.", None, _colors, "auto"),
    Declared(("--no-pager",), "pager", OFF, "Never start a pager.", None, None, True),
)

QUESTION_OPTIONS = (
    Declared(("--explain",), "explain", FLAG, "Show how the question was understood, and every score."),
    Declared(("--strict",), "strict", FLAG, "Match names and words exactly as typed."),
    Declared(("--modality",), "modality", LATE, "Use only facts of this modality.", None, modalities),
    Declared(
        ("--log",), "log", TEXT, "Add a refused question to this file, for 'base review --log'.", "FILE"
    ),
)

"""Keep what a session remembers between its lines, and say what each line leads to."""

from __future__ import annotations

from itertools import islice

from factcli._dataclass import dataclass
from factcli.cli.following import openable
from factcli.cli.lines import (
    BASE,
    BROWSING,
    COMMAND,
    HELP,
    LANGUAGE,
    NOTHING,
    OWN,
    QUIT,
    ROW,
    SIGN,
    Line,
    options,
    read,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from factcli.output.report import Report


NUMBERED = 999  # rows of a list that a number opens


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done for a line: run a command line, say something, or leave; the rest is empty."""

    run: tuple[str, ...] = ()
    say: str = ""
    leave: bool = False


class Session:
    """Remember the bases and the language in use and the list that was shown last."""

    def __init__(
        self, helps: Mapping[str, str], questions: Collection[str], languages: Collection[str]
    ) -> None:
        """Take the short help of every command, the commands that ask, and the languages there are."""
        self._helps, self._questions, self._languages = helps, questions, languages
        self.bases: tuple[str, ...] = ()
        self.language: str | None = None
        self._numbered: list[list[str]] = []

    def step(self, text: str) -> Step:
        """Return what one line leads to; a change of base or language is made here."""
        line = read(text, self._questions)
        if line.meaning == COMMAND:
            return self._command(line)
        return {
            NOTHING: lambda _: Step(),
            HELP: lambda _: Step(say=self.help()),
            QUIT: lambda _: Step(leave=True),
            LANGUAGE: self._speak,
            BASE: self._turn_to,
            ROW: self._open,
        }[line.meaning](line)

    def shown(self, report: Report) -> None:
        """Remember the rows of a report, or what it suggests, so that a number opens one of them."""
        suggestions = report.envelope.get("suggestions", ())
        command = str(report.envelope.get("command", ""))
        self._numbered = openable(list(islice(report.rows(), NUMBERED)), suggestions, command)

    def help(self) -> str:
        """Return the list of what can be typed."""
        rows = [
            ("a question", "Ask it, as it comes to you."),
            ("a number", "Open that row of the last list."),
        ]
        rows += [(f"{SIGN}{name} {taken}".rstrip(), text) for name, (_, taken, text) in OWN.items()]
        rows += [(SIGN + name, self._helps[name]) for name in BROWSING if name in self._helps]
        return "\n".join(f"{name:<20} {text}" for name, text in rows)

    def _command(self, line: Line) -> Step:
        name, *words = line.arguments
        if name not in self._helps or not (name in self._questions or name in BROWSING):
            return Step(say=f"there is no {SIGN}{name}; see {SIGN}help")
        return self._running([name], words, plain=name in self._questions)

    def _running(self, name: Sequence[str], words: Sequence[str], *, plain: bool) -> Step:
        said = ["--", *words] if plain else list(words)
        return Step(run=(*name, *options(self.bases, self.language), *said))

    def _speak(self, line: Line) -> Step:
        code = line.arguments[0] if line.arguments else None
        if code is not None and code not in self._languages:
            return Step(say=f"there is no language {code!r}; there are {', '.join(self._languages)}")
        self.language = code
        return Step(say=f"language: {code or 'that of the question'}")

    def _turn_to(self, line: Line) -> Step:
        self.bases = line.arguments
        self._numbered = []
        return Step()

    def _open(self, line: Line) -> Step:
        number = int(line.arguments[0])
        if not 1 <= number <= len(self._numbered):
            return Step(say=f"there is no row {number} to open")
        name, *words = self._numbered[number - 1]
        return self._running([name], words, plain=False)

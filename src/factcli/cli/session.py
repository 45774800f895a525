"""An interactive session: what each line means, what to do for it, and which rows can be opened."""

from __future__ import annotations

from itertools import islice

from factcli._dataclass import dataclass
from factcli.languages import read_file
from factcli.questions.follow_up import Before, Named, is_meant, meanings
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from typing import Any

    from factcli.output.report import Report
    from factcli.questions.follow_up import Meaning
    from factcli.questions.result import Outcome

    Record = Mapping[str, Any]


# What a line is: a question, a `:command`, or the number of a row.

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
    "help": (HELP, "", "Show this help."),
    "lang": (LANGUAGE, "[CODE]", "Answer in this language; by default, in that of the question."),
    "base": (BASE, "[NAME|PATH]", "Ask another base; by default, the one that ships with factcli."),
    "quit": (QUIT, "", "Quit; so do quit, exit and Ctrl-D."),
}
"""The session's own commands: what each means, what it takes, what it does."""

BROWSING = ("show", "path", "source", "entities", "relations", "facts", "timeline", "graph", "cite")
"""The commands of the program that a session knows by `:name`."""

_LEAVING = ("quit", "exit", "quitter")  # what hands type before they have read the help
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
    if text.lower() in _LEAVING:
        return Line(QUIT)
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
    """Split words like a shell, respecting quotes; an unclosed quote is an apostrophe."""
    from shlex import split as as_shell

    try:
        return as_shell(text)
    except ValueError:
        return text.split()


def options(bases: Sequence[str], language: str | None) -> list[str]:
    """Return the options for the bases and language of a session; it never starts a pager."""
    given = ["--no-pager", *(part for base in bases for part in ("--base", base))]
    return given + (["--lang", language] if language else [])


# What a row opens: its entity, its sentence, or its suggestion.


def openable(rows: Sequence[Record], suggestions: Sequence[Record], command: str) -> list[list[str]]:
    """Return the command line for each number: the rows that `command` listed, or the suggestions of a refusal.

    Rows and suggestions are as `--json` shows them. A fact opens the entity that is its short answer, or else
    its sentence; what all rows are about is already open.
    """
    if not rows:
        return [suggested(one) for one in suggestions]
    if "fact" not in rows[0]:
        return [_ITEMS.get(command, _show)(row) for row in rows]
    ends = [{thing["id"] for thing in _ends(row)} for row in rows]
    known = set.intersection(*ends) if command == "show" else set[str]()
    return [_fact(row, known) for row in rows]


def suggested(suggestion: Record) -> list[str]:
    """Return the words of a suggested command, without the program's name."""
    from shlex import split

    return split(suggestion["command"])[1:]


def _ends(record: Record) -> list[Record]:
    return [thing for end in ("object", "subject") if (thing := record.get(end))]


def _fact(record: Record, known: Collection[str]) -> list[str]:
    others = [thing for thing in _ends(record) if thing["id"] not in known]
    answers = [thing for thing in others if known or thing["label"] == record.get("answer")]
    if answers:
        return ["show", answers[0]["id"]]
    return ["source", str(record["citation"]["sentence"])]


def _show(record: Record) -> list[str]:
    return ["show", str(record["id"])]


def _relation(record: Record) -> list[str]:
    return ["facts", "--relation", str(record["id"])]


def _sentence(record: Record) -> list[str]:
    return ["source", str(record["number"])]


_ITEMS: dict[str, Callable[[Record], list[str]]] = {
    "entities": _show,
    "relations": _relation,
    "source": _sentence,
}


def remembered(command: str, query: Record, rows: Sequence[Record], before: Before) -> Before:
    """Return what to remember of a question: its names and its answers, as `--json` shows them.

    A question that had none of either changes nothing: the next one leans on the one before it.
    """
    reading = query["reading"]
    ends = {thing["id"]: thing for row in rows for thing in _ends(row)}
    names = tuple(
        Named(
            ends[each["id"]]["label"] if each["id"] in ends else each["mention"],
            ends[each["id"]]["kind"] if each["id"] in ends else None,
            each["mention"],
        )
        for each in reading["entities"]
    )
    asked_for = reading["relation"]["mention"] if reading["relation"] else ""
    answers = {
        thing["label"]: Named(thing["label"], thing["kind"])
        for row in rows
        for thing in _ends(row)
        if thing["label"] == row.get("answer")
    }
    if not names and rows:  # a question without a name has found one
        subject = rows[0].get("subject")
        names = (Named(subject["label"], subject["kind"]),) if subject else ()
    if not names:
        return before
    text = query["text"] if command == "ask" else f"{command} {query['text']}"
    earlier = tuple(dict.fromkeys((*before.names, *before.answers, *before.earlier)))[:REMEMBERED]
    return Before(text, query["lang"], names, asked_for, tuple(answers.values()), earlier)


REMEMBERED = 8  # names and answers of earlier questions
NUMBERED = 999  # rows of a list that a number opens


@dataclass(frozen=True, slots=True)
class Step:
    """What to do for a line: run a command line, say something, or quit; the other fields are empty."""

    run: tuple[str, ...] = ()
    say: str = ""
    leave: bool = False


class Session:
    """Remember the bases and language in use and the list shown last."""

    def __init__(
        self,
        helps: Mapping[str, str],
        questions: Collection[str],
        languages: Collection[str],
        in_language: Callable[[str], str] = str,
        ask: Callable[[str], Outcome | None] = lambda _: None,
    ) -> None:
        """Take the short help of every command, the commands that ask, and the languages there are.

        `in_language` says a sentence of the program in the reader's language; `ask` answers a question without
        showing anything, to find out what a follow-up means.
        """
        self._helps, self._questions, self._languages = helps, questions, languages
        self._in_language, self._ask = in_language, ask
        self._before = Before()
        self._words: dict[str, Any] = {}
        self.bases: tuple[str, ...] = ()
        self.language: str | None = None
        self._numbered: list[list[str]] = []

    def step(self, text: str) -> Step:
        """Return what to do for one line; changes of base or language are made here."""
        leaning = self._following(text)
        if leaning is not None:
            return leaning
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
        """Remember the rows or suggestions of a report, so that a number opens one of them."""
        suggestions = report.envelope.get("suggestions", ())
        command = str(report.envelope.get("command", ""))
        rows = list(islice(report.rows(), NUMBERED))
        self._numbered = openable(rows, suggestions, command)
        if command in self._questions:
            self._before = remembered(command, report.envelope["query"], rows, self._before)

    def help(self) -> str:
        """Return the help text of a session."""
        rows = [
            ("a question", "Ask a question in your own words."),
            (
                "and when?",
                "Go on from the last question; also 'its CEO?', 'who else?', 'the second one'.",
            ),
            ("a number", "Open this row of the last list."),
        ]
        rows += [(f"{SIGN}{name} {taken}".rstrip(), text) for name, (_, taken, text) in OWN.items()]
        rows += [(SIGN + name, self._helps[name]) for name in BROWSING if name in self._helps]
        told = [(self._in_language(name), self._in_language(text)) for name, text in rows]
        return "\n".join(f"{name:<20} {text}" for name, text in told)

    def _following(self, text: str) -> Step | None:
        """Return what to do for a line that leans on the question before, None if it stands by itself."""
        if text.lstrip().startswith(SIGN):
            return None
        meant = meanings(text, self._before, self._tables())
        if not meant:
            return None
        if meant[0].row:
            row = str(meant[0].row if meant[0].row > 0 else len(self._numbered))
            step = self._open(Line(ROW, (row,)))
            return Step(step.run, step.say or f"→ {row}")
        chosen = next((each for each in meant if self._is_answered(each)), meant[0])
        if key(chosen.question) == key(text):
            return None
        step = self._running(["ask"], [chosen.question], plain=True)
        return Step(step.run, f"→ {chosen.question}")

    def _is_answered(self, meaning: Meaning) -> bool:
        outcome = self._ask(meaning.question)
        if outcome is None or outcome.status != "answered":
            return False
        return is_meant(meaning, [each.mention for each in outcome.reading.entities])

    def _tables(self) -> Mapping[str, Any]:
        """Return the words of every language, which are only read once there is a question to lean on."""
        if not self._words and self._before.text:
            self._words = {code: read_file(code, "words") for code in self._languages}
        return self._words

    def _command(self, line: Line) -> Step:
        name, *words = line.arguments
        if name not in self._helps or not (name in self._questions or name in BROWSING):
            return self._saying(f"unknown command {SIGN}{name}; see {SIGN}help")
        return self._running([name], words, plain=name in self._questions)

    def _running(self, name: Sequence[str], words: Sequence[str], *, plain: bool) -> Step:
        said = ["--", *words] if plain else list(words)
        return Step(run=(*name, *options(self.bases, self.language), *said))

    def _saying(self, text: str) -> Step:
        return Step(say=self._in_language(text))

    def _speak(self, line: Line) -> Step:
        code = line.arguments[0] if line.arguments else None
        if code is not None and code not in self._languages:
            return self._saying(f"unknown language {code!r}; choose among {', '.join(self._languages)}")
        self.language = code
        return self._saying(f"language: {code or 'that of the question'}")

    def _turn_to(self, line: Line) -> Step:
        self.bases = line.arguments
        self._numbered, self._before = [], Before()
        return Step()

    def _open(self, line: Line) -> Step:
        number = int(line.arguments[0])
        if not 1 <= number <= len(self._numbered):
            return self._saying(f"no row {number} to open")
        name, *words = self._numbered[number - 1]
        return self._running([name], words, plain=False)

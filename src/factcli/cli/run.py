"""Run one question or claim, from its words to its report. Nothing here depends on Click."""

from __future__ import annotations

import sys

from factcli import api
from factcli.cli.console import ProgressBar, emit
from factcli.errors import InputOutputProblem, UsageProblem
from factcli.language.messages import Messages, read
from factcli.languages import codes
from factcli.output.report import on_outcome
from factcli.strict_json import QUESTION_LETTERS, QUESTION_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO, Self

    from factcli.base.paths import Folders
    from factcli.cli.settings import Settings
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.output.report import Report
    from factcli.questions.result import Outcome


UNPROVEN = ("contradicted", "not_stated")  # verdicts that are no proof
_LONGEST_LINE = 8192  # bytes; a question may have 1,000 characters of up to four bytes
_LARGE_BASE = 5_000_000  # bytes, from which on a reader sees how far the index has come
_READING_SHARE = 0.7  # of the work is over when the base has been read


def folders(settings: Settings) -> Folders:
    """Return the folders the environment leads to."""
    from factcli.base.paths import Folders

    return Folders(settings.environment)


class Bases(list["Index"]):
    """The open bases of a command; the end of a block closes them."""

    def __enter__(self) -> Self:
        """Give them to the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close each."""
        self.close()

    def close(self) -> None:
        """Close each."""
        for index in self:
            index.close()


def open_bases(settings: Settings) -> Bases:
    """Open the bases in use: those named, or the one that ships with the program."""
    with ProgressBar("indexing the base", _LARGE_BASE) as bar:

        def read(done: int, size: int) -> None:
            bar.show(int(_READING_SHARE * done), size)

        bases = Bases()
        try:
            for name in settings.named_bases or (None,):
                bases.append(api.load(name, environment=settings.environment, progress=read))
        except BaseException:
            bases.close()
            raise
        return bases


def lexicon(settings: Settings) -> Lexicon:
    """Open the lexicon, which holds the language files ready to use."""
    return api.lexicon(settings.environment)


def messages(code: str, words: Lexicon) -> Messages:
    """Return the messages of a language, or the English ones if there are none."""
    language = words.languages.get(code) or words.languages["en"]
    return Messages(code, language.screen)


def messages_for(settings: Settings) -> Messages:
    """Return the messages in the user's language: that of --lang, else of the locale, else English."""
    code = settings.language or settings.locale_language
    return read(code if code in codes() else "en")


def language_of(command: str, words: Lexicon) -> str | None:
    """Return the language of a question command; None for the English ones, which are the program's own names."""
    found = [
        code for code, language in words.languages.items() if code != "en" and command in language.commands
    ]
    return str(found[0]) if found else None


def kind_of(command: str, words: Lexicon) -> str | None:
    """Return the kind of answer a question command asks for, None if it leaves that open."""
    for language in words.languages.values():
        kind = language.commands.get(command)
        if kind is not None:
            return str(kind)
    return None


def run_question(command: str, words: Sequence[str], settings: Settings) -> int:
    """Answer a question; return the exit status: 0 answered, 1 refused.

    `words` are joined; a single `-` stands for standard input. Raises UsageProblem for what is not a question.
    """
    text = checked(from_input() if list(words) == ["-"] else " ".join(words))
    with open_bases(settings) as bases, lexicon(settings) as known:
        report, status = answered(command, text, settings, bases, known)
        emit(report, settings)
    return status


def run_claim(words: Sequence[str], settings: Settings, *, bad: Sequence[str] = UNPROVEN) -> int:
    """Hold a claim against the facts; return the exit status: 1 for a verdict in `bad`, else 0.

    `words` are joined; a single `-` stands for standard input. Raises UsageProblem for what is no claim.
    """
    from factcli.output.report import on_verdict
    from factcli.questions.result import AskOptions

    text = checked(from_input() if list(words) == ["-"] else " ".join(words))
    options = AskOptions("verify", settings.language, locale_language=settings.locale_language)
    with open_bases(settings) as bases, lexicon(settings) as known:
        outcome = api.verify(text, bases, options, words=known)
        report = on_verdict(outcome, messages(outcome.language, known), limit=settings.limit)
        emit(report, settings)
    return 1 if outcome.status in bad else 0


def answered(
    command: str, text: str, settings: Settings, bases: Sequence[Index], words: Lexicon
) -> tuple[Report, int]:
    """Answer one `checked` question with open bases and lexicon; return the report and the exit status."""
    outcome = outcome_of(command, text, settings, bases, words)
    if settings.log is not None and outcome.status != "answered":
        _log(outcome, settings.log, bases)
    said = messages(outcome.language, words)
    report = on_outcome(
        outcome, command, said, limit=settings.limit, explain=settings.explain, ids=settings.ids
    )
    return report, 0 if outcome.status == "answered" else 1


def _log(outcome: Outcome, path: str, bases: Sequence[Index]) -> None:
    """Keep a question that was not answered, with the words that ask in it and the facts closest to it."""
    from factcli.curation.question_log import append
    from factcli.text import tokens
    from factcli.text import words as folded

    reading, text = outcome.reading, outcome.text
    said = [*reading.unmatched, reading.relation.mention if reading.relation else ""]
    named = {word for each in reading.entities for word in folded(each.mention)}
    asking = {word for part in said for word in folded(part)} - named
    words = " ".join(text[token.start : token.end] for token in tokens(text) if token.word in asking)
    append(
        path,
        {
            "question": outcome.text,
            "lang": outcome.language,
            "status": outcome.status,
            "words": words,
            "base": outcome.closest[0].base if outcome.closest else bases[0].name,
            "entities": [each.id for each in reading.entities],
            "closest": [fact.id for each in outcome.closest for fact in each.facts],
        },
    )


def checked(text: str) -> str:
    """Return the question without surrounding spaces. Raises UsageProblem if it is empty or too long."""
    text = text.strip()
    if not text:
        raise UsageProblem("no question given", "try: factcli who NAME")
    if len(text) > QUESTION_LETTERS:
        raise UsageProblem(f"the question has more than {QUESTION_LETTERS} characters", "ask in fewer words")
    if len(text.split()) > QUESTION_WORDS:
        raise UsageProblem(f"the question has more than {QUESTION_WORDS} words", "ask in fewer words")
    return text


def from_input() -> str:
    """Read a question from standard input, but not much more than the longest allowed."""
    hint = "give the question as words"
    if sys.stdin is None:
        raise InputOutputProblem("standard input is closed", hint)
    try:
        data = sys.stdin.buffer.read(4 * (QUESTION_LETTERS + 1))
    except OSError as error:
        raise InputOutputProblem(f"standard input cannot be read: {error.strerror}", hint) from None
    return data.decode("utf-8", "surrogateescape")


def outcome_of(
    command: str, text: str, settings: Settings, bases: Sequence[Index], words: Lexicon
) -> Outcome:
    """Return what comes of one `checked` question."""
    from factcli.questions.result import AskOptions

    options = AskOptions(
        command=command,
        language=settings.language,
        kind=kind_of(command, words),
        strict=settings.strict,
        modality=settings.modality,
        explain=settings.explain,
        locale_language=language_of(command, words) or settings.locale_language,
    )
    return api.ask(text, bases, options, words=words)


# A file of questions or claims, one a line.


def batch_lines(place: str) -> Iterator[str]:
    """Yield the lines of a file, or of standard input for `-`, without those that are empty or begin with #."""
    return (line for line in _lines_of(place) if line.strip() and not line.lstrip().startswith("#"))


def _lines_of(place: str) -> Iterator[str]:
    if place == "-":
        if sys.stdin is None:
            raise InputOutputProblem("standard input is closed", "give a file of questions")
        yield from _decoded(sys.stdin.buffer)
        return
    try:
        with open(place, "rb") as stream:
            yield from _decoded(stream)
    except OSError as error:
        raise InputOutputProblem(
            f"{place}: {error.strerror}", "give a file with one question per line"
        ) from None


def _decoded(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines, cutting those that are too long; what is left is still too long for a question."""
    while data := stream.readline(_LONGEST_LINE):
        line = data
        while not data.endswith(b"\n") and len(data) == _LONGEST_LINE:
            data = stream.readline(_LONGEST_LINE)
        yield line.decode("utf-8", "replace").rstrip("\r\n")

"""Have a program of the user's propose facts: it reads sentences and a schema, and writes proposals as JSON.

The program may be anything that reads standard input: a script, a local model, the `llm` command. It is started without
a shell, has a time limit, and may write so much and no more. What it writes is data: each proposal goes through the
gate, and what is refused is returned to it once, with the codes.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from factcli.curation.gate import REFUSED
from factcli.drafting.proposals import COMMAND, Proposal, read_proposals
from factcli.errors import InputOutputProblem, UsageProblem
from factcli.model import KINDS, MODALITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from factcli.curation.gate import Gate, Judgement

TIME_LIMIT = 300.0
"""Seconds a program may take for one answer."""
SIZE_LIMIT = 4_000_000
"""Bytes it may write."""
_BLOCK = 65536
_LAST_WORDS = 500  # letters of what a failed program said

_TASK = """You propose facts from the numbered sentences of an article. Write one JSON object per fact, one per line,
and nothing else. Every proposal is checked: words that are not verbatim in their sentence, numbers, dates, names or
speakers that the sentence does not give, and plans or possibilities told as facts are refused.

Keys of a proposal:
  sentence   the number of the sentence
  exact      the narrowest words of that sentence that carry the fact, copied character by character
  names      optional list of {"sentence", "exact"}: words elsewhere that name what a pronoun in `exact` stands for
  subject    what the fact is about (a name); subject_kind: %(kinds)s
  relation   what is said of it, a short label; use one of the relations below where it fits
  object     the name the relation leads to, with object_kind; or
  value      an amount, a date in EDTF, or words: "money:6000000000 USD", "quantity:3 offices", "date:2023-12",
             "text:open research"
  statement  {"%(language)s": "the fact as one plain sentence"}
  modality   %(modalities)s; reported needs `speaker`
  hedged     true if the sentence says may, might, could
  speaker    who says it, if somebody does
  when       the date of the fact in EDTF, only as precise as the sentence is
"""


def prompt(tables: Mapping[str, Mapping[str, Any]], language: str, only: Iterable[str] = ()) -> str:
    """Return what a program is asked: the task, the relations and names in use, and the sentences."""
    wanted = set(only)
    several = len(tables["sources"]) > 1
    lines = [_TASK % {"kinds": ", ".join(KINDS), "modalities": ", ".join(MODALITIES), "language": language}]
    relations = [next(iter(each["label"].values())) for each in tables["relations"].values()]
    names = [next(iter(each["name"].values())) for each in tables["entities"].values()]
    for title, held in (("Relations in use", relations), ("Names in use", names)):
        if held:
            lines.append(f"{title}: {json.dumps(held, ensure_ascii=False)}\n")
    lines.append("Sentences:\n")
    for each in tables["sentences"].values():
        number = f"{each['source']}:{each['number']}" if several else each["number"]
        if not wanted or str(number) in wanted:
            lines.append(json.dumps({"sentence": number, "text": each["text"]}, ensure_ascii=False) + "\n")
    return "".join(lines)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of asking a program: proposals with their verdicts, and why the rest could not be read."""

    proposals: tuple[Proposal, ...]
    problems: tuple[str, ...] = ()


def propose(
    command: str, question: str, gate: Gate, language: str, time_limit: float = TIME_LIMIT
) -> Drafted:
    """Ask a program for proposals and judge them; what was refused is asked for once more, with the codes.

    Raises UsageProblem if the command cannot be started, InputOutputProblem if it fails, hangs or floods.
    """
    first = judged_text(run(command, question, time_limit), gate, language)
    refused = [each for each in first.proposals if each.verdict == REFUSED]
    if not refused and not first.problems:
        return first
    second = judged_text(run(command, question + _again(refused, first.problems), time_limit), gate, language)
    kept = {each.content: each for each in first.proposals}
    for each in second.proposals:
        known = kept.get(each.content)
        if known is None or known.verdict == REFUSED:
            kept[each.content] = each
    return Drafted(tuple(kept.values()), second.problems)


def judged_text(text: str, gate: Gate, language: str, by: str = COMMAND) -> Drafted:
    """Read the proposals in a text and judge each."""
    found, problems = read_proposals(text, language, by)
    return Drafted(tuple(with_verdict(each, gate.judge(each.request())) for each in found), tuple(problems))


def with_verdict(proposal: Proposal, judgement: Judgement) -> Proposal:
    """Return a proposal with what the gate says of it."""
    return replace(proposal, verdict=judgement.verdict, codes=judgement.codes)


def _again(refused: Sequence[Proposal], problems: Sequence[str]) -> str:
    lines = ["\nThese were refused. Correct them or leave them out, and write all proposals again:\n"]
    for each in refused:
        item = {
            key: value
            for key, value in each.as_item().items()
            if key not in ("id", "by", "verdict") and value
        }
        lines.append(json.dumps(item, ensure_ascii=False) + "\n")
    lines += [f"not read: {problem}\n" for problem in dict.fromkeys(problems)]
    return "".join(lines)


def run(command: str, question: str, time_limit: float = TIME_LIMIT) -> str:
    """Run a command without a shell, give it a text, and return what it writes, if it ends in time and measure."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageProblem(f"the command cannot be read: {error}", "check its quotation marks") from error
    if not words:
        raise UsageProblem("the command is empty", "give the program and its arguments")
    try:
        process = subprocess.Popen(  # noqa: S603 -- the user's own command, and no shell reads it
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise UsageProblem(f"{words[0]}: {reason}", "give a program that is on your PATH") from error
    with process:
        reader = _Reader(process, question)
        try:
            return reader.read(words[0], time_limit)
        finally:
            reader.end()


class _Reader:
    """Feed a process and collect what it writes, in threads, so that neither side can block the other for good."""

    def __init__(self, process: subprocess.Popen[bytes], question: str) -> None:
        self.process = process
        self.written = bytearray()
        self.complaint = bytearray()
        self.flooded = False
        self._threads = [
            Thread(target=self._feed, args=(question.encode(errors="replace"),), daemon=True),
            Thread(target=self._collect, daemon=True),
            Thread(target=self._hear, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _feed(self, data: bytes) -> None:
        stream = self.process.stdin
        assert stream is not None  # noqa: S101 -- it was asked for
        with suppress(OSError, ValueError):
            stream.write(data)
        with suppress(OSError, ValueError):
            stream.close()

    def _collect(self) -> None:
        stream = self.process.stdout
        assert stream is not None  # noqa: S101
        with suppress(OSError, ValueError):
            while block := stream.read1(_BLOCK):  # type: ignore[attr-defined]
                self.written += block
                if len(self.written) > SIZE_LIMIT:
                    self.flooded = True
                    self._kill()
                    return

    def _hear(self) -> None:
        stream = self.process.stderr
        assert stream is not None  # noqa: S101
        with suppress(OSError, ValueError):
            while block := stream.read1(_BLOCK):  # type: ignore[attr-defined]
                self.complaint = (self.complaint + block)[-4 * _LAST_WORDS :]

    def read(self, name: str, time_limit: float) -> str:
        """Return what was written. Raises InputOutputProblem if it is too much, too late, or a failure."""
        end = monotonic() + time_limit
        for thread in self._threads[1:]:
            thread.join(max(0.0, end - monotonic()))
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, end - monotonic()))
        if self.flooded:
            raise InputOutputProblem(
                f"{name} wrote more than {SIZE_LIMIT} bytes, and was stopped", "have it write proposals only"
            )
        if self.process.returncode is None:
            raise InputOutputProblem(
                f"{name} gave no answer within {time_limit:g} seconds, and was stopped", "raise --time-limit"
            )
        if self.process.returncode:
            said = " ".join(self.complaint.decode(errors="replace").split())[-_LAST_WORDS:]
            raise InputOutputProblem(
                f"{name} failed with status {self.process.returncode}" + (f": {said}" if said else ""),
                "run it by hand with the text of --print-prompt",
            )
        return self.written.decode(errors="replace")

    def _kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Stop the process and what it started, and let go of the pipes."""
        self._kill()
        for thread in self._threads:
            thread.join(1)

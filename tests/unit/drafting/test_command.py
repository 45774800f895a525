"""A program proposes within limits; what it writes is judged, and asked for once more if it was refused."""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path

import pytest

from article_base import GOOD, TEXT, tables
from factcli.curation.gate import READY, REFUSED, Gate
from factcli.drafting.command import Drafted, prompt, propose, run
from factcli.errors import InputOutputProblem, UsageProblem
from factcli.texts.rules import load_rules

WRONG = {**GOOD, "statement": {"en": "Nordline was founded in 1951 by Karl Moe."}}


def program(tmp_path: Path, body: str) -> str:
    """Return the command of a program: Python lines, with what it reads as `asked`."""
    path = tmp_path / "program.py"
    path.write_text(f"import json, os, sys, time\nasked = sys.stdin.read()\n{body}\n", encoding="utf-8")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(path))}"


def proposed(command: str, time_limit: float = 60) -> Drafted:
    base = tables(TEXT, "en")
    return propose(command, prompt(base, "en"), Gate(base, load_rules()), "en", time_limit)


class TestAnswers:
    def test_what_fits_is_ready(self, tmp_path: Path) -> None:
        answer = proposed(program(tmp_path, f"print({json.dumps(GOOD)!r})"))

        assert [(each.object, each.verdict, each.by) for each in answer.proposals] == [
            ("Karl Moe", READY, "command")
        ]

    def test_what_is_refused_is_asked_for_once_more_with_its_code(self, tmp_path: Path) -> None:
        body = f"print({json.dumps(GOOD)!r} if 'claim-date' in asked else {json.dumps(WRONG)!r})"

        answer = proposed(program(tmp_path, body))

        assert [each.verdict for each in answer.proposals] == [READY]

    def test_only_once(self, tmp_path: Path) -> None:
        counter = tmp_path / "count"
        body = f"open({str(counter)!r}, 'a').write('x')\nprint({json.dumps(WRONG)!r})"

        answer = proposed(program(tmp_path, body))

        assert [(each.verdict, each.codes) for each in answer.proposals] == [(REFUSED, ("claim-date",))]
        assert counter.read_text() == "xx"

    def test_the_prompt_has_the_sentences_and_what_is_in_use(self) -> None:
        base = tables(TEXT, "en")
        base["relations"]["1"] = {"id": "r", "kind": "person", "label": {"en": "founded by"}, "phrases": {}}

        asked = prompt(base, "en", ["2"])

        assert '{"sentence": 2, "text": "Its director, Anna Holm' in asked
        assert '"sentence": 1,' not in asked
        assert '["founded by"]' in asked


class TestLimits:
    def test_no_shell_reads_the_command(self, tmp_path: Path) -> None:
        target = tmp_path / "made"

        assert run(f"echo hello > {target}; echo", "").startswith("hello >")
        assert not target.exists()

    def test_a_hanging_program_and_its_children_are_stopped(self, tmp_path: Path) -> None:
        noted = tmp_path / "pid"
        body = f"child = os.fork()\nif child: open({str(noted)!r}, 'w').write(str(child))\ntime.sleep(600)"

        with pytest.raises(InputOutputProblem, match="no answer within"):
            run(program(tmp_path, body), "", time_limit=3)

        assert _is_gone(int(noted.read_text()))

    @pytest.mark.parametrize(
        "body", ["os.write(1, b'x' * 100_000_000)", "while True: os.write(1, b'{' * 65536)"]
    )
    def test_a_flood_is_stopped(self, tmp_path: Path, body: str) -> None:
        with pytest.raises(InputOutputProblem, match="more than"):
            run(program(tmp_path, body), "")

    def test_a_failure_is_told_with_its_last_words(self, tmp_path: Path) -> None:
        with pytest.raises(InputOutputProblem, match="status 3: no key") as raised:
            run(program(tmp_path, "sys.stderr.write('no key')\nsys.exit(3)"), "")

        assert "--print-prompt" in raised.value.hint

    def test_a_program_that_reads_nothing(self) -> None:
        assert run("echo done", "x" * 10_000_000) == "done\n"

    def test_it_gets_the_environment_and_folder_of_the_user_and_three_streams(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KEY_OF_THE_USER", "secret")
        monkeypatch.chdir(tmp_path)
        with open(os.devnull) as held:
            os.set_inheritable(held.fileno(), True)
            body = "print(os.environ['KEY_OF_THE_USER'], os.getcwd(), [n for n in range(3, 99) if "
            body += "os.path.exists(f'/proc/self/fd/{n}')])"

            assert run(program(tmp_path, body), "") == f"secret {tmp_path} []\n"

    @pytest.mark.parametrize("command", ["", "no-such-program-here", "'unclosed"])
    def test_a_command_that_cannot_be_started(self, command: str) -> None:
        with pytest.raises(UsageProblem):
            run(command, "")


def _is_gone(pid: int) -> bool:
    for _ in range(1000):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state in "ZX":
            return True
        os.sched_yield()
    return False


def test_a_real_model_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The `llm` command with its offline echo model writes the prompt back: nothing of it is a proposal."""
    pytest.importorskip("llm_echo")
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path))
    command = f"{shlex.quote(str(Path(sys.executable).with_name('llm')))} -m echo --no-log"

    answer = proposed(command)

    assert answer.proposals == ()
    assert answer.problems

"""Every failure is one sentence, a hint, and the documented status; nobody ever sees a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from factcli import errors
from factcli.cli import console
from places import HARBOUR
from running import run

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = (sys.executable, "-m", "factcli")


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which "factcli" is this program."""
    world = {**os.environ, "LC_ALL": "C.UTF-8", **environment}
    defined = f'factcli() {{ "{sys.executable}" -m factcli "$@"; }}; '
    return subprocess.run(
        ["/bin/bash", "-c", defined + line],
        capture_output=True,
        text=True,
        env=world,
        timeout=60,
        check=False,
    )


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["whoo"], "unknown command 'whoo'"),
            (["--colour"], "no such option '--colour'"),
            (["facts", "--limit", "-1"], "-1 is not in the range"),
            (["facts", "--limit", "many"], "'many' is not a valid integer"),
            (["facts", "--format", "xml"], "'xml' is not one of"),
            (["facts", "--lang", "tlh"], "'tlh' is not one of en, fr"),
            (["facts", "--modality", "maybe"], "'maybe' is not one of asserted"),
            (["who", "--json", "--format", "csv", "x"], "--json and --format csv contradict each other"),
            (["who"], "no question given"),
            (["ask", "   "], "no question given"),
            (["ask", "x" * 1001], "more than 1000 characters"),
            (["ask", "x " * 65], "more than 64 words"),
            (["path", "Lyrvik"], "two names are needed"),
            (["show"], "no name given"),
            (["cite"], "no fact given"),
        ],
    )
    def test_is_reported_and_exits_2(self, arguments: list[str], message: str) -> None:
        ran = run(*arguments, FACTCLI_BASE=str(HARBOUR))

        assert ran.status == 2
        assert ran.out == ""
        assert message in ran.err
        assert "hint" in ran.err

    @pytest.mark.parametrize("wish", [["--json"], ["--format", "json"], ["--format=jsonl"]])
    def test_errors_are_json_on_request(self, wish: list[str]) -> None:
        ran = run("facts", "--nonsense", *wish)
        told = json.loads(ran.err)

        assert ran.status == 2
        assert told["error"]["code"] == "usage"
        assert "--nonsense" in told["error"]["message"]

    def test_a_question_without_a_command_suggests_ask(self) -> None:
        assert 'factcli ask "how old is it"' in run("how old is it").err

    def test_a_similar_command_is_suggested(self) -> None:
        assert "did you mean 'factcli timeline'?" in run("timelin").err


class TestBadBase:
    def test_a_file_that_is_not_a_base_exits_3(self, tmp_path: Path) -> None:
        (tmp_path / "odd.json").write_text("{}", encoding="utf-8")

        ran = run("facts", "-b", str(tmp_path / "odd.json"))

        assert ran.status == 3
        assert "odd.json" in ran.err

    def test_a_missing_base_exits_4(self, tmp_path: Path) -> None:
        ran = run("facts", "--json", "-b", str(tmp_path / "none.json"))

        assert ran.status == 4
        assert json.loads(ran.err)["error"]["code"] == "input_output"

    def test_a_name_with_hidden_characters_is_escaped(self, tmp_path: Path) -> None:
        ran = run("facts", "-b", str(tmp_path / "a\x1b[31m\u202eb.json"))

        assert "\x1b" not in ran.err
        assert "a\\u001b[31m\\u202eb.json" in ran.err


class TestStreams:
    @pytest.mark.parametrize("command", ["--help", "--version", "", "entities", "facts --json"])
    def test_a_closed_output_exits_4(self, command: str) -> None:
        ran = shell(f"factcli {command} >&-", FACTCLI_BASE=str(HARBOUR))

        assert ran.returncode == 4
        assert "standard output is closed" in ran.stderr
        assert "Traceback" not in ran.stderr

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
    @pytest.mark.parametrize("command", ["--help", "--version", "", "entities", "facts --json"])
    def test_a_full_disk_exits_4(self, command: str) -> None:
        ran = shell(f"factcli {command} >/dev/full", FACTCLI_BASE=str(HARBOUR))

        assert ran.returncode == 4
        assert ran.stderr.count("\n") <= 2
        assert "standard output cannot be written" in ran.stderr

    @pytest.mark.parametrize("command", ["--help", "facts --json", "entities"])
    def test_a_reader_that_leaves_is_not_an_error(self, command: str) -> None:
        line = f"{{ factcli {command}; echo $? >&2; }} | true"

        assert shell(line, FACTCLI_BASE=str(HARBOUR)).stderr == "0\n"

    def test_closed_stderr_loses_only_messages(self) -> None:
        ran = shell("factcli show nobody 2>&-", FACTCLI_BASE=str(HARBOUR))

        assert ran.returncode == 1
        assert ran.stdout == ""

    def test_unencodable_characters_are_escaped(self) -> None:
        ran = run("facts", "--relation", "founded-in", encoding="ascii", FACTCLI_BASE=str(HARBOUR))

        assert "company\\xa0founded" in ran.out

    def test_json_is_ascii_on_an_ascii_stream(self) -> None:
        ran = run("facts", "--json", encoding="latin-1", FACTCLI_BASE=str(HARBOUR))

        assert ran.out.isascii()
        assert json.loads(ran.out)["answers"]


class TestSignals:
    @pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_a_signal_has_its_exit_status(self, number: signal.Signals, status: int, tmp_path: Path) -> None:
        questions = tmp_path / "questions"
        os.mkfifo(questions)
        world = {**os.environ, "FACTCLI_BASE": str(HARBOUR)}
        with subprocess.Popen(
            [*PROGRAM, "ask", "--batch", str(questions)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=world,
        ) as process:
            writer = os.open(questions, os.O_WRONLY)  # waits until the program opens the other end
            process.send_signal(number)
            out, err = process.communicate(timeout=60)
            os.close(writer)

        assert process.returncode == status
        assert (out, err) == (b"", b"")


class TestUnexpected:
    def test_is_reported_in_one_sentence(self, capsys: pytest.CaptureFixture[str]) -> None:
        def fail() -> int:
            raise LookupError("odd")

        assert console.guarded(fail, []) == 4
        assert capsys.readouterr().err == (
            "factcli: internal error: LookupError: odd\n"
            "hint: run again with FACTCLI_DEBUG=1 and report the traceback\n"
        )

    def test_debug_mode_keeps_the_traceback(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FACTCLI_DEBUG", "1")

        def fail() -> int:
            raise LookupError("odd")

        with pytest.raises(LookupError):
            console.guarded(fail, [])

    def test_a_file_problem_names_the_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        def fail() -> int:
            raise PermissionError(13, "Permission denied", "/a/b")

        assert console.guarded(fail, ["--json"]) == 4
        assert json.loads(capsys.readouterr().err)["error"]["message"] == "/a/b: Permission denied"


class TestStatuses:
    def test_every_error_has_a_documented_status(self) -> None:
        leaves = errors.FactcliError.__subclasses__()

        assert {
            leaf.__name__: leaf.exit_status for leaf in leaves if leaf.__module__ == "factcli.errors"
        } == {
            "UsageProblem": 2,
            "NotFound": 1,
            "BadBase": 3,
            "InputOutputProblem": 4,
            "NotWritten": 5,
        }


class TestWantsJson:
    @pytest.mark.parametrize(
        ("line", "wants"),
        [
            ("who x --json", True),
            ("who x --format json", True),
            ("who x --format=jsonl", True),
            ("who x --format table", False),
            ("who -- --json", False),
            ("who x --format", False),
            ("", False),
        ],
    )
    def test_reads_the_raw_arguments(self, line: str, wants: bool) -> None:
        assert console.wants_json(line.split()) is wants


class TestStreamsModule:
    def test_messages_never_fail(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stderr", None)

        console.say("nobody reads this")

        assert sys.stderr is None

    def test_utf8_is_known_by_any_of_its_names(self) -> None:
        class Named:
            encoding = "UTF_8"

        assert console.is_utf8(Named())  # type: ignore[arg-type]
        assert not console.is_utf8(None)


class TestHelp:
    def test_opens_no_base(self) -> None:
        assert run("--help", FACTCLI_BASE="/nowhere/at/all.json").status == 0


class TestTheMachine:
    @pytest.mark.parametrize(
        "line", ["who x --base x.json", "base new - -o n.json --language en <<< 'Ada sleeps.'"]
    )
    def test_a_current_folder_that_is_gone(self, line: str, tmp_path: Path) -> None:
        (tmp_path / "gone").mkdir()

        ran = shell(f'cd "{tmp_path}/gone" && rmdir "{tmp_path}/gone" && factcli {line}')

        assert ran.returncode == 4
        assert ran.stderr.startswith("factcli: the current folder no longer exists\nhint: ")

    def test_too_little_memory(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*_: object, **__: object) -> int:
            raise MemoryError

        monkeypatch.setattr("factcli.api.load", fails)

        ran = run("facts", FACTCLI_BASE=str(HARBOUR))

        assert (ran.status, ran.err.partition("\n")[0]) == (4, "factcli: not enough memory")

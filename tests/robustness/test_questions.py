"""Any question is either answered or refused, and quickly."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from hostile_texts import TEXTS
from places import HARBOUR, SHIPPED
from running import Ran, run
from trying import hidden

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = (sys.executable, "-m", "factcli")
ONLY_PUNCTUATION = (
    "?",
    "...",
    "?!?!",
    "«»",
    "--",
    "—",
    "''",
    '""',
    "()",
    "*",
    "\\",
    "/",
    "…",
    "’",
    "🙂",
    "©®™",
)
ONLY_STOP_WORDS = (
    "the",
    "of the",
    "who is the",
    "what did it do",
    "le la les",
    "qui est",
    "est-ce que",
    "who",
    "how much",
)
PATTERNS = (
    "(a+)+$",
    "[a-z]*",
    "^.*$",
    "(?i)x",
    "\\d{1,99999}",
    "*OpenAI*",
    "OpenAI*",
    "%",
    "_",
    "a OR b",
    "NEAR(a b)",
    '"OpenAI',
)
MARKUP = (
    "[/b]",
    "[red]OpenAI[/red]",
    "<b>OpenAI</b>",
    "{0}",
    "%s%s%n",
    "$(id)",
    "`id`",
    ":smile:",
    "&lt;",
    "\\x1b[31m",
)
LONG = (
    "x" * 1000, "é" * 1000, "OpenAI" * 166, "o" * 999, "a " * 64, "OpenAI " * 64, "opnai " * 64, "'" * 1000, "l'" * 500,
    "-" * 1000, "1" * 1000, "\u0301" * 1000, "ﷺ" * 1000, "İ" * 1000, "(a+)+$" * 166, "[/b]" * 250, "名" * 1000,
    "2023-12 " * 64, "Kyutai?" * 142, "." * 999 + "a", "n" + "\u0335" * 999,
)  # fmt: skip


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    run("who", "Kyutai", cache=folder, FACTCLI_BASE=str(SHIPPED))
    return folder


def asked(question: str, cache: Path, *more: str) -> Ran:
    """Ask a question, and hold the run to what is promised of any."""
    start = time.process_time()
    ran = run("ask", *more, "--", question, cache=cache, FACTCLI_BASE=str(SHIPPED))
    assert time.process_time() - start < 1
    assert ran.status in (0, 1, 2), ran
    assert "should not" not in ran.err, ran
    assert hidden(ran.out + ran.err) == set()
    return ran


class TestOddQuestions:
    @pytest.mark.parametrize("question", ["", " ", "\t\n", "\u00a0", "\u3000"], ids=ascii)
    def test_an_empty_question_is_a_usage_error(self, question: str, cache: Path) -> None:
        assert asked(question, cache).status == 2

    @pytest.mark.parametrize("question", [*ONLY_PUNCTUATION, *ONLY_STOP_WORDS])
    def test_a_question_without_content_is_refused(self, question: str, cache: Path) -> None:
        assert asked(question, cache).status == (2 if not question.strip() else 1)

    @pytest.mark.parametrize("question", [*PATTERNS, *MARKUP])
    def test_patterns_and_markup_are_words(self, question: str, cache: Path) -> None:
        for style in ("table", "plain", "json", "csv", "markdown"):
            asked(question, cache, "--format", style)

    @pytest.mark.parametrize("question", LONG, ids=lambda text: ascii(text[:12]))
    def test_the_longest_question_takes_less_than_a_second(self, question: str, cache: Path) -> None:
        asked(question[:1000], cache, "--explain")

    @pytest.mark.parametrize("question", TEXTS, ids=lambda text: ascii(text[:12]))
    def test_hostile_texts_are_escaped(self, question: str, cache: Path) -> None:
        asked(question.encode("utf-8", "replace").decode(), cache)

    @pytest.mark.parametrize("question", ["x" * 1_000_000, "w " * 10_000, "x" * 1001, "a " * 65])
    def test_a_too_long_question_is_a_usage_error(self, question: str, cache: Path) -> None:
        ran = asked(question, cache)

        assert (ran.status, ran.out) == (2, "")
        assert "more than" in ran.err

    def test_a_question_at_the_limits_is_accepted(self, cache: Path) -> None:
        assert asked("x" * 1000, cache).status == 1
        assert asked("zq " * 64, cache).status == 1


class TestTheProcess:
    def world(self, tmp_path: Path) -> dict[str, str]:
        return {
            **os.environ,
            "FACTCLI_BASE": str(HARBOUR),
            "FACTCLI_CACHE": str(tmp_path),
            "LC_ALL": "C.UTF-8",
        }

    def test_endless_standard_input_is_read_to_the_limit(self, tmp_path: Path) -> None:
        with subprocess.Popen(["yes", "word"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as endless:
            ran = subprocess.run(
                [*PROGRAM, "ask", "-"],
                stdin=endless.stdout,
                capture_output=True,
                env=self.world(tmp_path),
                check=False,
                timeout=60,
            )
            endless.kill()

        assert ran.returncode == 2
        assert b"more than" in ran.stderr

    @pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no /dev/zero here")
    @pytest.mark.parametrize("source", ["/dev/zero", "/dev/urandom", "/dev/null"])
    def test_a_device_as_standard_input(self, tmp_path: Path, source: str) -> None:
        with open(source, "rb") as file:
            ran = subprocess.run(
                [*PROGRAM, "ask", "-"],
                stdin=file,
                capture_output=True,
                env=self.world(tmp_path),
                check=False,
                timeout=60,
            )

        assert ran.returncode in (1, 2)
        assert hidden(ran.stdout.decode() + ran.stderr.decode()) == set()

    @pytest.mark.parametrize(
        "argument", [b"\xff\xfe", b"Lyrvik \xe9", b"\xed\xa0\x80", b"\x1b[31m\x9b", b"\x80" * 900]
    )
    @pytest.mark.parametrize("command", ["ask", "show", "facts --text", "cite", "path x", "nothing"])
    def test_arguments_that_are_not_text(self, cache: Path, argument: bytes, command: str) -> None:
        words = [os.fsdecode(argument)]

        ran = run(*command.split(), *words, cache=cache, FACTCLI_BASE=str(HARBOUR))

        assert ran.status in (0, 1, 2), ran
        assert hidden(ran.out + ran.err) == set()
        assert "should not" not in ran.err

    @pytest.mark.parametrize("argument", [b"\xff\xfe", b"Lyrvik \xe9", b"\x1b[31m\x9b"])
    def test_arguments_that_are_not_text_in_a_real_process(self, tmp_path: Path, argument: bytes) -> None:
        ran = subprocess.run(
            [*PROGRAM, "ask", argument],
            capture_output=True,
            env=self.world(tmp_path),
            check=False,
            timeout=60,
        )

        assert ran.returncode in (0, 1, 2)
        assert hidden(ran.stdout.decode() + ran.stderr.decode()) == set()
        assert b"should not" not in ran.stderr

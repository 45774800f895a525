"""Hold a session: what a line means, what a number opens, what completes, what a pipe and a terminal see."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from factcli.cli.prompt import Completing
from factcli.cli.session import (
    BASE,
    COMMAND,
    HELP,
    LANGUAGE,
    NOTHING,
    QUIT,
    ROW,
    Line,
    Session,
    openable,
    read,
)
from factcli.completion import grammar
from factcli.completion.catalog import NameList
from places import SHIPPED
from running import Ran, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUESTIONS = ("ask", "who", "qui")
HELPS = {"ask": "Ask.", "who": "Who.", "qui": "Qui.", "show": "Show.", "path": "Path.", "base": "Bases."}
PATIENCE = 30.0


class TestRead:
    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("", Line(NOTHING)),
            ("  \n", Line(NOTHING)),
            ("who Kyutai", Line(COMMAND, ("who", "Kyutai"))),
            ("Qui a lancé Kyutai ?", Line(COMMAND, ("qui", "a lancé Kyutai ?"))),
            ("who", Line(COMMAND, ("ask", "who"))),
            ("What's in l'Île-de-France", Line(COMMAND, ("ask", "What's in l'Île-de-France"))),
            ("--json", Line(COMMAND, ("ask", "--json"))),
            ("3", Line(ROW, ("3",))),
            ("1234567", Line(COMMAND, ("ask", "1234567"))),
            (":help", Line(HELP)),
            (":?", Line(HELP)),
            (":q", Line(QUIT)),
            (":lang fr", Line(LANGUAGE, ("fr",))),
            (":lang", Line(LANGUAGE)),
            (":base ./my bases/x.json", Line(BASE, ("./my bases/x.json",))),
            (":show L'Île de France", Line(COMMAND, ("show", "L'Île de France"))),
            (':path Kyutai "Xavier Niel"', Line(COMMAND, ("path", "Kyutai", "Xavier Niel"))),
            (":facts --text it's", Line(COMMAND, ("facts", "--text", "it's"))),
            (": SHOW x", Line(COMMAND, ("show", "x"))),
        ],
    )
    def test_says_what_a_line_means(self, text: str, line: Line) -> None:
        assert read(text, QUESTIONS) == line


class TestOpenable:
    FACT: dict[str, Any] = {  # noqa: RUF012 -- a record, read only
        "fact": "f",
        "answer": "Xavier Niel",
        "subject": {"id": "kyutai", "label": "Kyutai"},
        "object": {"id": "niel", "label": "Xavier Niel"},
        "citation": {"sentence": 8},
    }

    def test_a_fact_opens_its_answer(self) -> None:
        assert openable([self.FACT], [], "who") == [["show", "niel"]]
        assert openable([self.FACT | {"answer": "Kyutai"}], [], "who") == [["show", "kyutai"]]

    def test_a_fact_whose_answer_is_no_thing_opens_its_sentence(self) -> None:
        assert openable([self.FACT | {"answer": "2023", "object": None}], [], "when") == [["source", "8"]]

    def test_in_a_card_a_fact_opens_the_other_thing(self) -> None:
        others = [self.FACT, self.FACT | {"subject": {"id": "h", "label": "H"}}]

        assert openable(others, [], "show") == [["show", "kyutai"], ["show", "h"]]

    def test_items_open_what_they_are(self) -> None:
        assert openable([{"id": "kyutai"}], [], "entities") == [["show", "kyutai"]]
        assert openable([{"id": "led-by"}], [], "relations") == [["facts", "--relation", "led-by"]]
        assert openable([{"number": 3}], [], "source") == [["source", "3"]]

    def test_a_refusal_opens_what_it_suggests(self) -> None:
        suggestions = [{"label": "Kyutai", "command": "factcli who 'Xavier Niel'"}]

        assert openable([], suggestions, "who") == [["who", "Xavier Niel"]]


class TestSession:
    def session(self) -> Session:
        return Session(HELPS, QUESTIONS, ("en", "fr"))

    def test_a_question_keeps_what_looks_like_an_option(self) -> None:
        assert self.session().step("who --json").run == ("who", "--no-pager", "--", "--json")

    def test_base_and_language_are_said_to_every_command(self) -> None:
        session = self.session()
        session.step(":base mine")
        said = session.step(":lang fr").say

        assert "fr" in said
        assert session.step("Kyutai").run == (
            "ask",
            "--no-pager",
            "--base",
            "mine",
            "--lang",
            "fr",
            "--",
            "Kyutai",
        )
        assert session.step(":show Kyutai").run == (
            "show",
            "--no-pager",
            "--base",
            "mine",
            "--lang",
            "fr",
            "Kyutai",
        )

    def test_what_there_is_not_is_said(self) -> None:
        session = self.session()

        assert "klingon" in session.step(":lang klingon").say
        assert ":nosuch" in session.step(":nosuch").say
        assert "row 1" in session.step("1").say
        assert session.language is None

    def test_a_command_that_writes_is_none_of_a_session(self) -> None:
        assert self.session().step(":add x").run == ()

    def test_it_ends_on_request(self) -> None:
        assert self.session().step(":quit").leave

    def test_help_names_every_command(self) -> None:
        told = self.session().step(":help").say

        assert all(name in told for name in (":show", ":path", ":lang", ":base", ":help", ":quit"))
        assert max(map(len, told.splitlines())) < 100


class TestCompleting:
    def offers(self, before: str) -> tuple[str, list[str]]:
        names = ("Xavier Niel", "Kyutai")
        made = Completing(grammar.load(), lambda: NameList(names), lambda: ["mine", "openai-expansion"])
        replaced, found = made.offers(before)
        return replaced, [one.value for one in found]

    @pytest.mark.parametrize(
        ("before", "replaced", "found"),
        [
            ("who xav", "xav", ["Xavier Niel"]),
            ("who xavier n", "n", ["Niel"]),
            ("kyu", "kyu", ["Kyutai"]),
            ("whe", "whe", ["when", "where"]),
            ("who did kyu", "kyu", ["Kyutai"]),
            (":sho", ":sho", [":show"]),
            (":lang f", "f", ["fr"]),
            (":base min", "min", ["mine"]),
            (":show xavier n", "n", ["Niel"]),
            (":path xav", "xav", ['"Xavier Niel"']),
            (':path "xavier n', '"xavier n', ['"Xavier Niel"']),
            (':path "Xavier Niel" ky', "ky", ["Kyutai"]),
            (":nosuch x", "x", []),
        ],
    )
    def test_offers_what_fits(self, before: str, replaced: str, found: list[str]) -> None:
        assert self.offers(before) == (replaced, found)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Ran]:
    """Run command lines with one cache for all, so that what questions need is made once."""
    return partial(run, cache=tmp_path_factory.mktemp("cache"))


class TestPipe:
    def piped(self, once: Callable[..., Ran], *lines: str) -> str:
        ran = once("explore", given="".join(f"{line}\n" for line in lines).encode())
        assert ran.status == 0, ran
        return ran.out + ran.err

    def test_each_line_is_answered_as_its_command_answers(self, once: Callable[..., Ran]) -> None:
        assert self.piped(once, "who Kyutai") == once("who", "Kyutai").out
        shown, source = once("show", "Kyutai").out, once("source", "8").out
        assert self.piped(once, ":show Kyutai", "", ":source 8") == shown + source

    def test_a_number_opens_a_row(self, once: Callable[..., Ran]) -> None:
        assert self.piped(once, ":entities", "1").endswith(once("show", "openai").out)

    def test_a_failure_ends_nothing(self, once: Callable[..., Ran]) -> None:
        out = self.piped(once, ":source 999", ":show zzzz", ":base nosuch", ":cite", "who Kyutai")

        assert "Xavier Niel" in out
        assert "Traceback" not in out

    def test_the_language_stays(self, once: Callable[..., Ran]) -> None:
        assert "Kyutai a été lancé par" in self.piped(once, ":lang fr", "who Kyutai")

    def test_bytes_that_are_no_text_are_no_failure(self, once: Callable[..., Ran]) -> None:
        ran = once("explore", given=b"\xff\xfe who\x00 Kyutai\n")

        assert ran.status == 0
        assert "Traceback" not in ran.out + ran.err

    def test_a_base_that_cannot_be_opened_is_told_at_once(self, once: Callable[..., Ran]) -> None:
        assert once("explore", "--base", "nosuch", given=b"who Kyutai\n").status == 4


class Screen:
    """A session in a pseudo-terminal."""

    def __init__(self, folder: Path, columns: int, **environment: str) -> None:
        """Start it."""
        world = {**os.environ, "HOME": str(folder), "FACTCLI_BASE": str(SHIPPED), "LC_ALL": "C.UTF-8"}
        world |= {"XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder), "TERM": "xterm"} | environment
        self.seen, self.raw = "", b""
        own, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        command = [sys.executable, "-m", "factcli", "explore"]
        self.process = subprocess.Popen(
            command, stdin=other, stdout=other, stderr=other, env=world, start_new_session=True
        )
        os.close(other)
        self._own = own

    def until(self, words: str) -> str:
        """Wait until the screen shows these words; what came before them counts no more. Return that."""
        while words not in _plain(self.seen):
            ready, _, _ = select.select([self._own], [], [], PATIENCE)
            assert ready, f"waited for {words!r}; saw {self.seen!r}"
            heard = os.read(self._own, 65536)
            if b"\x1b[6n" in heard:
                os.write(self._own, b"\x1b[1;1R")
            self.raw += heard
            self.seen += heard.decode(errors="replace")
        shown, _, self.seen = _plain(self.seen).partition(words)
        return shown

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._own, keys.encode())

    def end(self) -> int:
        """Wait for the end; return the exit status."""
        try:
            while select.select([self._own], [], [], PATIENCE)[0] and os.read(self._own, 65536):
                pass
        except OSError:
            pass
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """End it whatever it does."""
        self.process.kill()
        self.process.wait()
        os.close(self._own)


def _plain(text: str) -> str:
    return re.sub(r"\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>()][AB0]?|\r", "", text)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Screen]]:
    made: list[Screen] = []

    def started(columns: int, **environment: str) -> Screen:
        made.append(Screen(tmp_path, columns, **environment))
        return made[-1]

    yield started
    for screen in made:
        screen.close()


class TestTerminal:
    @pytest.mark.parametrize("columns", [40, 80])
    def test_a_session_from_the_first_key_to_the_last(
        self, columns: int, start: Callable[..., Screen], tmp_path: Path
    ) -> None:
        pytest.importorskip("prompt_toolkit", reason="the extra 'explore' is not installed")
        screen = start(columns)
        screen.until("facts")  # the status line
        screen.press("who kyut")
        screen.until("Kyutai")  # the menu
        screen.press("\t\r")
        screen.until("Xavier")
        screen.until("facts")
        screen.press("gibberish\x03")
        screen.until("facts")
        screen.press(":lang fr\r")
        screen.until("language: fr")
        screen.until("facts")
        screen.press("\x04")

        assert screen.end() == 0
        history = (tmp_path / "factcli" / "explore-history").read_text(encoding="utf-8")
        assert "+:lang fr" in history
        assert "gibberish" not in history
        assert (tmp_path / "factcli" / "explore-history").stat().st_mode & 0o077 == 0

    def test_a_dumb_terminal_gets_a_plain_prompt(self, start: Callable[..., Screen]) -> None:
        screen = start(40, TERM="dumb")
        screen.until("factcli> ")
        screen.press("who Kyutai\n")
        screen.until("Xavier Niel")
        screen.until("factcli> ")
        screen.press("\x04")

        assert screen.end() == 0
        assert b"\x1b" not in screen.raw

    def test_without_the_extra_one_line_says_how_to_get_it(
        self, start: Callable[..., Screen], tmp_path: Path
    ) -> None:
        (tmp_path / "prompt_toolkit.py").write_text("raise ImportError\n", encoding="utf-8")
        screen = start(80, PYTHONPATH=os.pathsep.join([str(tmp_path), *sys.path]))

        screen.until("pip install 'factcli[explore]'")

        assert screen.end() == 2

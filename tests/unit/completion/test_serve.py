"""One press of Tab: the right lines, no other output, nothing loaded unnecessarily."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from factcli.completion.grammar import load, slot
from factcli.completion.reply import SCRIPTS
from factcli.completion.serve import language, run, serve
from name_list import NameList
from places import HARBOUR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

NEVER = {"click", "rich", "tinydb", "rapidfuzz", "json", "re", "dataclasses", "typing", "tomllib", "pathlib"}


def bash(line: str, word: str, **more: str) -> dict[str, str]:
    asked = {"_FACTCLI_COMPLETE": "bash_complete", "COMP_LINE": line, "COMP_WORD": word, "COMP_TYPE": "9"}
    return asked | {"FACTCLI_BASE": str(HARBOUR), "LC_ALL": "C.UTF-8"} | more


class TestServe:
    @pytest.mark.parametrize("shell", sorted(SCRIPTS))
    def test_prints_the_script_on_request(self, shell: str) -> None:
        assert serve({"_FACTCLI_COMPLETE": f"{shell}_source"}, _never).decode() == SCRIPTS[shell]

    @pytest.mark.parametrize(
        "wish", ["", "1", "bash", "ksh_complete", "bash_", "bash_complete_x", "ksh_source"]
    )
    def test_an_unknown_instruction_gets_no_output(self, wish: str) -> None:
        assert serve({"_FACTCLI_COMPLETE": wish}, _never) == b""

    def test_completes_a_path_after_a_redirection(self) -> None:
        assert serve(bash("factcli who x > f", "f"), _never) == b"file,\n"

    def test_writes_what_the_environment_can_hold(self) -> None:
        asked = bash("factcli who é", "é")

        assert serve(asked, lambda _slot, _code: NameList(["Éva"])).decode() == "plain,Éva\n"


class TestRun:
    def test_reads_the_base_of_the_command_line(self, tmp_path: Path) -> None:
        cached = {"XDG_CACHE_HOME": str(tmp_path)}

        assert run(bash(f"factcli who --base {HARBOUR} lyr", "lyr", FACTCLI_BASE="nosuch", **cached)) != b""
        assert run(bash("factcli who lyr", "lyr", **cached)) != b""

    def test_fails_silently(self) -> None:
        assert run(bash("factcli who --base nosuch lyr", "lyr")) == b""

    def test_a_damaged_index_is_rebuilt(self, tmp_path: Path) -> None:
        asked = bash("factcli who lyr", "lyr", XDG_CACHE_HOME=str(tmp_path))
        whole = run(asked)
        (path,) = tmp_path.rglob("*.index")
        data = bytearray(path.read_bytes())
        for at in range(4096, len(data), 512):
            data[at : at + 64] = bytes(64)
            path.write_bytes(data)

            assert run(asked) == whole != b""

    def test_does_not_index_a_large_base(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("factcli.completion.catalog.LARGEST", 10)

        assert run(bash("factcli who lyr", "lyr", XDG_CACHE_HOME=str(tmp_path))) == b""
        assert list(tmp_path.rglob("*.index*")) == []


class TestLanguage:
    @pytest.mark.parametrize(
        ("words", "environ", "code"),
        [
            (["who", "--lang", "fr"], {"LANG": "en_GB.UTF-8"}, "fr"),
            (["who"], {"LANG": "fr_FR.UTF-8"}, "fr"),
            (["who"], {"LC_ALL": "C.UTF-8", "LANG": "fr_FR"}, "en"),
            (["who"], {}, "en"),
        ],
    )
    def test_is_that_of_the_line_or_of_the_locale(
        self, words: list[str], environ: dict[str, str], code: str
    ) -> None:
        assert language(slot(load(), words, ""), environ) == code


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("cache"))
    run(bash("factcli who x", "x", XDG_CACHE_HOME=folder))
    return folder


class TestProcess:
    @pytest.mark.parametrize(
        ("line", "word"),
        [
            ("factcli who lyr", "lyr"),
            ("factcli who ", ""),
            ("factcli who lryvik", "lryvik"),
            ("factcli --h", "--h"),
        ],
    )
    def test_loads_nothing_that_only_answers_need(self, line: str, word: str, cache: str) -> None:
        code = "import sys, os; from factcli.completion.serve import run; reply = run(os.environ); "
        code += "print(*sys.modules); sys.exit(not reply)"
        environ = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "XDG_CACHE_HOME": cache,
        }

        ran = subprocess.run(
            [sys.executable, "-S", "-c", code],
            env=environ | bash(line, word),
            capture_output=True,
            text=True,
            check=True,
        )

        assert not set(ran.stdout.split()) & NEVER

    def test_the_program_replies_and_exits_cleanly(self, cache: str) -> None:
        environ = {**os.environ, "XDG_CACHE_HOME": cache} | bash("factcli whe", "whe", COMP_TYPE="63")

        ran = subprocess.run(
            [sys.executable, "-m", "factcli", "base", "remove"], env=environ, capture_output=True, check=True
        )

        assert ran.stdout.decode().split() == ["plain,when", *ran.stdout.decode().split()[1:]]
        assert ran.stderr == b""

    def test_a_reader_that_leaves_early_is_not_an_error(self, cache: str) -> None:
        environ = {**os.environ, "XDG_CACHE_HOME": cache} | bash("factcli whe", "whe")
        with open("/dev/full", "wb") as full:
            ran = subprocess.run(
                [sys.executable, "-m", "factcli"],
                env=environ,
                stdout=full,
                stderr=subprocess.PIPE,
                check=True,
            )

        assert ran.stderr == b""


def _never(*_: object) -> NameList:
    raise AssertionError


def test_notes_are_in_the_language_of_the_locale() -> None:
    def shown(**locale: str) -> bytes:
        environ = {"_FACTCLI_COMPLETE": "fish_complete", "COMP_WORDS": "factcli sho", "COMP_CWORD": "sho"}
        return serve(environ | locale, lambda *_: pytest.fail("no base is needed"))

    assert "tout ce qui est dit" in shown(LANG="fr_FR.UTF-8").decode()
    assert "everything known" in shown(LANG="de_DE.UTF-8").decode()

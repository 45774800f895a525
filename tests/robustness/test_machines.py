"""A machine that fails, or lacks what programs take for granted, causes at most an error message."""

from __future__ import annotations

import json
import os
import random
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from forking import ended, forked
from places import HARBOUR, SHIPPED
from running import run
from trying import hidden

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = (sys.executable, "-m", "factcli")
QUESTIONS = (("who", "Lyrvik"), ("facts",), ("source",))


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Start a real process in an environment that holds nothing but what is given."""
    world = {"PATH": os.environ["PATH"], "FACTCLI_BASE": str(HARBOUR), **environment}
    return subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        env=world,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


class TestEnvironment:
    @pytest.mark.parametrize(
        "environment",
        [
            {},
            {"LC_ALL": "C"},
            {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1"},
            {"PYTHONIOENCODING": "ascii:strict"},
            {"LC_ALL": "xx_YY.nonsense", "LANGUAGE": "\x1b[31m"},
            {"HOME": "/proc/nowhere", "TERM": "", "COLUMNS": "0", "LINES": "-1"},
            {"HOME": "relative", "XDG_CACHE_HOME": "relative", "XDG_DATA_HOME": "../..", "COLUMNS": "1"},
            {"HOME": "/dev/null", "XDG_CACHE_HOME": "/proc", "FACTCLI_DATA": "/dev/null", "TERM": "nonsense"},
            {"FACTCLI_CACHE": "/dev/full", "FACTCLI_CONFIG": "/dev/zero", "COLUMNS": "9" * 30, "PAGER": "'"},
        ],
        ids=str,
    )
    def test_answers_in_any_environment(self, environment: dict[str, str]) -> None:
        ran = started("who", "mayor of Lyrvik", "--json", **environment)

        assert ran.returncode == 0, ran.stderr
        assert ran.stderr == b""
        assert b'"answer": "Anna Holm"' in ran.stdout

    @pytest.mark.parametrize("columns", ["0", "1", "-3", "wide", "99999999"])
    @pytest.mark.parametrize("line", QUESTIONS, ids=lambda line: line[0])
    def test_the_answer_is_shown_at_any_width(
        self, line: tuple[str, ...], columns: str, tmp_path: Path
    ) -> None:
        ran = run(
            *line, "--no-pager", terminal=True, FACTCLI_BASE=str(HARBOUR), COLUMNS=columns, cache=tmp_path
        )

        assert ran.status == 0
        assert "L" in ran.out

    def test_unwritable_home_and_cache(self, tmp_path: Path) -> None:
        os.chmod(tmp_path, 0o500)
        try:
            ran = run(
                "who", "Lyrvik", cache=tmp_path / "cache", HOME=str(tmp_path), FACTCLI_BASE=str(HARBOUR)
            )
        finally:
            os.chmod(tmp_path, 0o700)

        assert (ran.status, "should not" in ran.err) == (0, False)


class TestCache:
    @pytest.mark.parametrize("seed", range(12))
    def test_damage_to_the_cache_changes_no_answer(self, seed: int, tmp_path: Path) -> None:
        chance = random.Random(seed)  # noqa: S311 -- the same damage at each run
        good = run("facts", "--json", cache=tmp_path, FACTCLI_BASE=str(HARBOUR))
        asked = run("who", "founded", "Nordline", "--json", cache=tmp_path, FACTCLI_BASE=str(HARBOUR))
        for file in sorted(each for each in tmp_path.rglob("*") if each.is_file()):
            data = bytearray(file.read_bytes())
            for _ in range(chance.choice((1, 50))):
                data[chance.randrange(len(data))] = chance.randrange(256)
            file.write_bytes(chance.choice((data, data[: len(data) // 2], chance.randbytes(5000), b"")))

        again = run("facts", "--json", cache=tmp_path, FACTCLI_BASE=str(HARBOUR))
        reasked = run("who", "founded", "Nordline", "--json", cache=tmp_path, FACTCLI_BASE=str(HARBOUR))

        assert (again.status, again.out, again.err) == (good.status, good.out, "")
        assert (reasked.status, reasked.out) == (asked.status, asked.out)


class TestBases:
    """What is not a base is refused in one sentence, without blocking and without creating anything."""

    @pytest.mark.parametrize(
        "line", [("facts",), ("who", "x"), ("base", "info"), ("base", "export", "--format", "csv")]
    )
    @pytest.mark.parametrize(
        "kind", ["missing", "folder", "pipe", "device", "loop", "empty", "socket", "long name"]
    )
    def test_each_kind(self, kind: str, line: tuple[str, ...], tmp_path: Path) -> None:
        import socket

        path = tmp_path / "b.json"
        if kind == "folder":
            path.mkdir()
        elif kind == "pipe":
            os.mkfifo(path)
        elif kind == "device":
            path.symlink_to("/dev/zero")
        elif kind == "loop":
            path.symlink_to(path)
        elif kind == "empty":
            path.touch()
        elif kind == "socket":
            with socket.socket(socket.AF_UNIX) as bound:
                bound.bind(str(path))
        elif kind == "long name":
            path = tmp_path / ("n" * 5000 + ".json")
        before = sorted(os.listdir(tmp_path))

        ran = run(*line, "--base", str(path))

        assert ran.status == (3 if kind == "empty" else 4), ran
        assert ran.out == ""
        assert ran.err.startswith("factcli: ")
        assert "hint: " in ran.err
        assert sorted(os.listdir(tmp_path)) == before

    @pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read anything")
    def test_an_unreadable_base(self, tmp_path: Path) -> None:
        path = tmp_path / "b.json"
        path.write_bytes(HARBOUR.read_bytes())
        path.chmod(0)

        assert run("facts", "--base", str(path)).status == 4

    @pytest.mark.parametrize("table", ["sources", "sentences", "entities", "relations"])
    def test_a_base_without_a_table(self, table: str, tmp_path: Path) -> None:
        lacking = json.loads(SHIPPED.read_bytes())
        del lacking[table]
        path = tmp_path / "b.json"
        path.write_text(json.dumps(lacking))

        for line in (("facts",), ("who", "Kyutai"), ("base", "info")):
            ran = run(*line, "--base", str(path))

            assert ran.status == 3, ran
            assert "is not in the base" in ran.err

    @pytest.mark.parametrize("size", [1, 40, 700, 5000, -2, -400])
    def test_a_truncated_base_in_a_fresh_process(self, size: int, tmp_path: Path) -> None:
        """What an earlier command imported must not be what makes this one's error a sentence."""
        path = tmp_path / "b.json"
        path.write_bytes(SHIPPED.read_bytes()[:size])

        ran = subprocess.run(
            [sys.executable, "-m", "factcli", "who", "Kyutai", "--base", str(path)],
            env={**os.environ, "FACTCLI_CACHE": str(tmp_path / "made")},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

        assert ran.returncode == 3, ran.stderr
        assert "not valid JSON" in ran.stderr

    @pytest.mark.parametrize(
        "line",
        [
            ("base", "add-alias", "lyrvik", "X"),
            ("base", "remove", "pier-cost"),
            ("base", "edit", "pier-cost", "--statement-en", "It."),
        ],
    )
    def test_a_write_does_not_create_a_mistyped_base(self, line: tuple[str, ...], tmp_path: Path) -> None:
        ran = run(*line, "--base", str(tmp_path / "harbor.json"))

        assert ran.status == 4, ran
        assert os.listdir(tmp_path) == []

    def test_even_the_superuser_does_not_write_a_read_only_base(self, tmp_path: Path) -> None:
        path = tmp_path / "b.json"
        path.write_bytes(HARBOUR.read_bytes())
        path.chmod(0o444)

        ran = run("base", "add-alias", "lyrvik", "X", "--base", str(path))

        assert ran.status == 5, ran
        assert path.read_bytes() == HARBOUR.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o444


class TestSignals:
    """A write that is asked to end says 130 or 143, and the base is the old one; or it was done, and says 0."""

    @pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_a_signal_during_a_write(self, number: int, status: int, tmp_path: Path) -> None:
        from crashing import use
        from faulty import Faulty

        class Signalling(Faulty):
            """Send a signal at one of the file calls."""

            def _counted(self, name: str, real: Any) -> Any:  # noqa: ARG002 -- as the faulty one is called
                def call(*args: Any, **kwargs: Any) -> Any:
                    self.calls += 1
                    if self.calls == self.at:
                        os.kill(os.getpid(), number)
                    return real(*args, **kwargs)

                return call

        path, ends = tmp_path / "b.json", set()
        (tmp_path / "made").mkdir()
        world = {"HOME": os.devnull, "LC_ALL": "C.UTF-8", "FACTCLI_CACHE": str(tmp_path / "made")}
        line = ["base", "add-alias", "lyrvik", "Zzz", "--base", str(path)]
        for at in range(1, 25):
            path.write_bytes(HARBOUR.read_bytes())
            ended_as = ended(
                forked(line, world, tmp_path / "out", lambda at=at: use(Signalling(at, 0)))  # type: ignore[misc]
            )
            old = path.read_bytes() == HARBOUR.read_bytes()
            ends.add(ended_as)
            assert ended_as in (0, status), (tmp_path / "out").read_text()
            assert old or b"Zzz" in path.read_bytes()
            assert not (old and ended_as == 0)
            assert sorted(os.listdir(tmp_path)) == ["b.json", "made", "out"]
            assert (tmp_path / "out").read_text().count("Traceback") == 0

        assert status in ends


class TestStreams:
    @pytest.mark.parametrize("line", ["facts", "source", "base export --format nquads", "graph --format dot"])
    def test_a_reader_that_takes_one_line(self, line: str) -> None:
        shell = f'"{sys.executable}" -m factcli {line} | head -n 1; echo "${{PIPESTATUS[0]}}"'
        world = {**os.environ, "FACTCLI_BASE": str(SHIPPED)}
        ran = subprocess.run(
            ["/bin/bash", "-c", shell], capture_output=True, env=world, text=True, check=False, timeout=120
        )

        assert ran.stdout.splitlines()[1:] == ["0"]
        assert ran.stderr == ""

    def test_both_streams_closed(self) -> None:
        ran = subprocess.run(
            ["/bin/bash", "-c", f'"{sys.executable}" -m factcli facts >&- 2>&-'],
            env={**os.environ, "FACTCLI_BASE": str(HARBOUR)},
            check=False,
            timeout=120,
        )

        assert ran.returncode == 4

    def test_no_standard_input(self) -> None:
        ran = subprocess.run(
            ["/bin/bash", "-c", f'"{sys.executable}" -m factcli ask - <&-'],
            env={**os.environ, "FACTCLI_BASE": str(HARBOUR)},
            capture_output=True,
            check=False,
            timeout=120,
        )

        assert ran.returncode == 4
        assert hidden(ran.stderr.decode()) == set()

"""What is written where: notes, colours, links, a pager for long listings, a bar for large bases."""

from __future__ import annotations

import os
import pty
import struct
import subprocess
import sys
from fcntl import ioctl
from termios import TIOCSWINSZ
from typing import TYPE_CHECKING

import pytest

from bases import made, write
from factcli.cli import console
from places import HARBOUR
from running import run, shared_cache

if TYPE_CHECKING:
    from pathlib import Path


def on_terminal(*arguments: str, lines: int, columns: int = 80, **environment: str) -> str:
    """Run the program in a real pseudo-terminal and return all that it shows."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    world = {
        "PATH": os.environ["PATH"],
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        "FACTCLI_CACHE": shared_cache(),
    }
    world |= {name: value for name, value in os.environ.items() if name.startswith("COV")}
    world |= {"FACTCLI_BASE": str(HARBOUR)} | environment
    with subprocess.Popen(
        [sys.executable, "-m", "factcli", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=world
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
        assert process.wait(timeout=60) == 0
    os.close(ours)
    return shown.decode()


class TestPager:
    def pager(self, tmp_path: Path) -> tuple[str, Path]:
        """Return a pager that keeps what it was given, and where."""
        kept = tmp_path / "paged"
        script = tmp_path / "pager"
        script.write_text(f'#!/bin/sh\ncat > "{kept}"\n', encoding="utf-8")
        script.chmod(0o755)
        return str(script), kept

    def test_starts_for_a_listing_longer_than_the_screen(self, tmp_path: Path) -> None:
        pager, kept = self.pager(tmp_path)

        shown = on_terminal("facts", lines=6, PAGER=pager)

        assert "Lyrvik opened a new pier." in kept.read_text(encoding="utf-8")
        assert "Lyrvik opened" not in shown

    @pytest.mark.parametrize(
        ("arguments", "lines"),
        [
            (["facts"], 80),
            (["facts", "--no-pager"], 6),
            (["facts", "--format", "plain"], 6),
            (["who", "Lyrvik"], 3),
        ],
    )
    def test_does_not_start_otherwise(self, arguments: list[str], lines: int, tmp_path: Path) -> None:
        pager, kept = self.pager(tmp_path)

        shown = on_terminal(*arguments, lines=lines, PAGER=pager)

        assert "Lyrvik" in shown
        assert not kept.exists()

    @pytest.mark.parametrize("pager", ["no-such-pager-here", "'unclosed"])
    def test_a_missing_pager_is_ignored(self, pager: str) -> None:
        assert "Lyrvik opened a new pier." in on_terminal("facts", lines=6, PAGER=pager)

    def test_leaving_it_early_is_not_a_failure(self) -> None:
        on_terminal("facts", lines=6, PAGER="true")


class TestTerminal:
    def test_the_width_is_that_of_the_terminal(self) -> None:
        narrow = on_terminal("show", "Lyrvik", lines=99, columns=40)
        wide = on_terminal("show", "Lyrvik", lines=99, columns=120)

        assert narrow.count("\n") > wide.count("\n")

    def test_a_note_is_dim(self) -> None:
        assert "\x1b[2munderstood as: Lyrvick → Lyrvik\x1b[0m" in on_terminal("who", "Lyrvick", lines=50)

    @pytest.mark.parametrize(
        ("world", "links"),
        [
            ({"TERM": "xterm-kitty"}, True),
            ({"TERM": "xterm", "TERM_PROGRAM": "WezTerm"}, True),
            ({"TERM": "xterm", "VTE_VERSION": "7006"}, True),
            ({"TERM": "xterm", "VTE_VERSION": "odd"}, False),
            ({"TERM": "screen"}, False),
        ],
    )
    def test_links_only_where_they_are_known_to_work(self, world: dict[str, str], links: bool) -> None:
        assert ("\x1b]8;" in on_terminal("show", "Lyrvik", lines=99, **world)) is links  # type: ignore[arg-type]


class TestWidth:
    @pytest.mark.parametrize(
        ("given", "columns"), [("120", 120), ("0", 80), ("-4", 80), ("x", 80), ("²", 80), ("", 80)]
    )
    def test_columns_is_used_if_it_is_a_number(
        self, given: str, columns: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdout", None)

        assert console.width({"COLUMNS": given}) == columns
        assert console.height() == 0


class TestNotes:
    def test_explain_goes_to_stderr_for_record_formats(self) -> None:
        ran = run("who", "Lyrvik", "--explain", FACTCLI_BASE=str(HARBOUR))

        assert "name: Lyrvik → lyrvik (exact)" in ran.err
        assert "→" not in ran.out

    def test_a_refusal_goes_to_stderr_in_record_formats(self) -> None:
        ran = run("who", "Zorblax", "--format", "csv", FACTCLI_BASE=str(HARBOUR))

        assert ran.out.count("\n") == 1
        assert "Zorblax" in ran.err

    def test_an_untranslated_text_is_noted(self, tmp_path: Path) -> None:
        base = tmp_path / "english.json"
        text = HARBOUR.read_text(encoding="utf-8").replace('"fr": "Lyrvik a ouvert un nouveau quai.", ', "")
        base.write_text(text, encoding="utf-8")

        ran = run("ask", "opened by Lyrvik", "--lang", "fr", "-b", str(base), "--modality", "asserted")

        assert "Lyrvik opened a new pier." in ran.out
        assert "pas de version en fr" in ran.err


class TestBar:
    def test_is_only_drawn_for_a_large_base_on_a_terminal(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("factcli.cli.run._LARGE_BASE", 1)
        base = write(tmp_path, made(50))

        watched = run("entities", "-b", base, terminal=True, cache=tmp_path / "a", TERM="xterm")
        again = run("entities", "-b", base, terminal=True, cache=tmp_path / "a", TERM="xterm")
        piped = run("entities", "-b", base, cache=tmp_path / "b")

        assert "indexing the base" in watched.err
        assert "indexing the base" not in again.err + piped.err

"""A name never leads outside its folder, links are not followed, nothing is overwritten without --force."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from places import HARBOUR
from running import run

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "../out",
    "../../etc/passwd",
    "a/b",
    "/etc/x",
    "..",
    ".",
    ".hidden",
    "a\\b",
    "a\0b",
    "a\nb",
    "\x1b[31m",
    "\u202ea",
    "n" * 300,
)


def files(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if not each.is_dir())


class TestInstall:
    @pytest.mark.parametrize("name", NAMES, ids=ascii)
    def test_a_name_leading_outside_the_folder_is_refused(self, name: str, tmp_path: Path) -> None:
        ran = run("base", "install", str(HARBOUR), "--name", name, FACTCLI_DATA=str(tmp_path / "data"))

        assert ran.status in (2, 5), ran
        assert files(tmp_path) == []

    def test_install_does_not_follow_links(self, tmp_path: Path) -> None:
        (tmp_path / "facts").mkdir()
        (tmp_path / "kept").write_text("kept")
        (tmp_path / "facts" / "x.json").symlink_to(tmp_path / "kept")

        ran = run("base", "install", str(HARBOUR), "--name", "x", "--force", FACTCLI_DATA=str(tmp_path))

        assert ran.status == 5
        assert (tmp_path / "kept").read_text() == "kept"

    def test_install_overwrites_only_with_force(self, tmp_path: Path) -> None:
        def install(*more: str) -> int:
            ran = run("base", "install", str(HARBOUR), "--name", "x", *more, FACTCLI_DATA=str(tmp_path))
            return ran.status

        assert (install(), install(), install("--force")) == (0, 5, 0)

    def test_what_is_not_a_base_is_not_installed(self, tmp_path: Path) -> None:
        (tmp_path / "bad.json").write_text('{"meta": {}}')

        ran = run("base", "install", str(tmp_path / "bad.json"), FACTCLI_DATA=str(tmp_path))

        assert ran.status == 3
        assert files(tmp_path) == ["bad.json"]


class TestLookUp:
    @pytest.mark.parametrize("name", [*NAMES, "~", "~/x", "$HOME", "*", "con", ""], ids=ascii)
    def test_a_name_finds_no_base_outside_the_folders(self, name: str, tmp_path: Path) -> None:
        (tmp_path / "data" / "facts").mkdir(parents=True)
        (tmp_path / "out.json").write_bytes(HARBOUR.read_bytes())

        ran = run("facts", "--base", name, FACTCLI_DATA=str(tmp_path / "data"))

        assert ran.status in (2, 3, 4), ran  # what holds a separator is a path, and may be no base
        assert ran.out == ""
        assert "\x1b" not in ran.err
        assert "should not" not in ran.err

    def test_a_path_written_in_a_base_is_never_opened(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")  # whoever opens it waits for ever
        hostile = HARBOUR.read_text().replace("https://gazette.example/pier", f"file://{tmp_path}/pipe")
        (tmp_path / "b.json").write_text(hostile.replace('"lyrvik-gazette"', f'"{"pipe"}"'))

        for line in ("source", "facts", "base check", "base info", "cite pier-cost"):
            ran = run(*line.split(), FACTCLI_BASE=str(tmp_path / "b.json"))
            assert ran.status in (0, 1, 3), ran


class TestWhatIsWritten:
    @pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o027, 0o640)])
    def test_new_files_respect_the_umask(self, mask: int, mode: int, tmp_path: Path) -> None:
        before = os.umask(mask)
        try:
            run("base", "export", "--format", "csv", "-o", str(tmp_path / "x.csv"), FACTCLI_BASE=str(HARBOUR))
            run("base", "install", str(HARBOUR), "--name", "x", FACTCLI_DATA=str(tmp_path))
        finally:
            os.umask(before)

        for path in (tmp_path / "x.csv", tmp_path / "facts" / "x.json"):
            assert stat.S_IMODE(path.stat().st_mode) == mode

    @pytest.mark.parametrize("made", ["csv", "sqlite", "html"])
    def test_an_export_neither_overwrites_nor_follows_links(self, made: str, tmp_path: Path) -> None:
        (tmp_path / "kept").write_text("kept")
        (tmp_path / "link").symlink_to(tmp_path / "kept")
        (tmp_path / "dangling").symlink_to(tmp_path / "made")
        line = ["base", "export", "--format", made, "-o"]

        for name, more in (("kept", []), ("link", []), ("link", ["--force"]), ("dangling", ["--force"])):
            assert run(*line, str(tmp_path / name), *more, FACTCLI_BASE=str(HARBOUR)).status == 5

        assert (tmp_path / "kept").read_text() == "kept"
        assert files(tmp_path) == ["dangling", "kept", "link"]

    @pytest.mark.parametrize("path", ["/dev/null", "/dev/full"])
    def test_a_device_is_not_replaced(self, path: str) -> None:
        ran = run("base", "export", "--format", "csv", "--force", "-o", path, FACTCLI_BASE=str(HARBOUR))

        assert ran.status == 5, ran
        assert stat.S_ISCHR(os.stat(path).st_mode)


ROWS = "subject,relation,object,sentence\nAda,knows,Bo,Ada knows Bo.\n"
TEXT = "Ada knows Bo.\n"


class TestAnInputIsNeverOverwritten:
    """Not even with --force, and by whatever name it is given as the output."""

    @pytest.mark.parametrize("name", ["itself", "dotted", "link", "hard link"])
    @pytest.mark.parametrize(
        ("content", "line"),
        [
            (None, ["export", "--format", "csv", "--base", "INPUT"]),
            (None, ["export", "--format", "html", "--base", "INPUT"]),
            (None, ["install", "INPUT", "--name", "input"]),
            (TEXT, ["new", "INPUT", "--language", "en"]),
            (ROWS, ["import", "INPUT", "--format", "csv"]),
            (TEXT, ["import", "rows.csv", "--source", "INPUT"]),
        ],
        ids=lambda value: value[0] if isinstance(value, list) else "",
    )
    def test_by_a_command(self, content: str | None, line: list[str], name: str, tmp_path: Path) -> None:
        folder = tmp_path / "facts"
        folder.mkdir()
        given, written = folder / "given.json", folder / "input.json"
        given.write_text(content or HARBOUR.read_text(encoding="utf-8"), encoding="utf-8")
        (folder / "rows.csv").write_text(ROWS)
        before = given.read_bytes()
        if name == "hard link":
            os.link(given, written)
        elif name == "link":
            written.symlink_to("given.json")
        elif line[0] == "install":
            written = given
        output = {"itself": given, "dotted": folder / ".." / "facts" / "given.json"}.get(name, written)
        known_as = ["--name", output.stem] if line[0] == "install" else ["-o", str(output)]
        words = [
            str(folder / "rows.csv") if w == "rows.csv" else w.replace("INPUT", str(given)) for w in line
        ]

        ran = run("base", *words[: words.index("--name") if "--name" in words else None], *known_as, "--force",
                  FACTCLI_DATA=str(tmp_path))  # fmt: skip

        assert ran.status == 5, ran
        assert given.read_bytes() == before

    def test_that_comes_from_standard_input(self, tmp_path: Path) -> None:
        text = tmp_path / "text.txt"
        text.write_text(TEXT)
        with text.open() as stream:
            line = ["new", "-", "--language", "en", "-o", "text.txt", "--force"]
            ran = subprocess.run(
                [sys.executable, "-m", "factcli", "base", *line],
                stdin=stream,
                cwd=tmp_path,
                check=False,
                timeout=120,
            )

        assert ran.returncode == 5
        assert text.read_text() == TEXT

    def test_the_text_kept_beside_a_base_is_not_the_page_it_was_taken_from(self, tmp_path: Path) -> None:
        page = tmp_path / "page.txt"
        page.write_text("<!doctype html><html lang=en><body><p>Ada knows Bo.</p></body></html>")

        output = ["-o", str(tmp_path / "page.json"), "--force"]
        ran = run("base", "new", str(page), "--from", "html", "--language", "en", *output)

        assert ran.status == 5
        assert page.read_text().startswith("<!doctype")


class TestANameThatIsNotUtf8:
    @pytest.mark.parametrize(
        "line",
        [
            ("who", "Lyrvik"),
            ("entities",),
            ("facts", "--json"),
            ("base", "check"),
            ("base", "info"),
            ("base", "export", "--format", "html"),
            ("base", "add-alias", "lyrvik", "Zed"),
        ],
        ids=" ".join,
    )
    def test_is_a_name_like_any_other(self, line: tuple[str, ...], tmp_path: Path) -> None:
        path = os.path.join(tmp_path, os.fsdecode(b"b\xff.json"))
        with open(path, "wb") as file:
            file.write(HARBOUR.read_bytes())

        for _ in range(2):  # the second finds the index of the first
            given = (path,) if line in {("base", "check"), ("base", "info")} else ("--base", path)
            ran = run(*line, *given, cache=tmp_path / "cache")

            assert ran.status == (line == ("base", "check"))  # it finds what the base lacks
            assert "internal error" not in ran.err
            assert "\udcff" not in ran.out

    def test_does_not_keep_others_from_the_list(self, tmp_path: Path) -> None:
        (tmp_path / "facts").mkdir()
        for name in (b"a.json", b"z\xff.json"):
            with open(os.path.join(os.fsencode(tmp_path), b"facts", name), "wb") as file:
                file.write(HARBOUR.read_bytes())

        ran = run("base", "list", FACTCLI_DATA=str(tmp_path), cache=tmp_path / "cache")

        assert ran.status == 0
        assert "a\t" in ran.out
        assert "z\\udcff\t" in ran.out

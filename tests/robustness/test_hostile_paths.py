"""A name never leads outside its folder, links are not followed, nothing is overwritten without --force."""

from __future__ import annotations

import os
import stat
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

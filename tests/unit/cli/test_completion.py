"""`factcli completion` prints a script, installs and removes one file, and changes nothing else."""

from __future__ import annotations

import os
from shlex import quote
from typing import TYPE_CHECKING

import pytest

from factcli.completion.reply import SCRIPTS
from running import Ran, run

if TYPE_CHECKING:
    from pathlib import Path

PLACES = {
    "bash": "data/bash-completion/completions/factcli",
    "zsh": "data/zsh/site-functions/_factcli",
    "fish": "config/fish/completions/factcli.fish",
}


def at_home(tmp_path: Path, *arguments: str, login: str = "") -> Ran:
    """Run a command of `factcli completion` for a user whose home is a folder; SHELL is `login`."""
    data, config = str(tmp_path / "data"), str(tmp_path / "config")
    return run(
        "completion", *arguments, HOME=str(tmp_path), XDG_DATA_HOME=data, XDG_CONFIG_HOME=config, SHELL=login
    )


@pytest.mark.parametrize("shell", sorted(SCRIPTS))
class TestScript:
    def test_is_printed(self, shell: str) -> None:
        assert run("completion", shell).out == SCRIPTS[shell]

    def test_install_writes_only_the_script(self, shell: str, tmp_path: Path) -> None:
        ran = at_home(tmp_path, "install", "--shell", shell)

        assert ran.status == 0
        assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()] == [
            PLACES[shell]
        ]
        assert (tmp_path / PLACES[shell]).read_text(encoding="utf-8") == SCRIPTS[shell]
        assert ("rc needs this line" in ran.out) is (shell != "fish")

    def test_a_dry_run_writes_nothing(self, shell: str, tmp_path: Path) -> None:
        ran = at_home(tmp_path, "install", "--shell", shell, "--dry-run")

        assert PLACES[shell] in ran.out
        assert list(tmp_path.iterdir()) == []

    def test_uninstall_removes_the_script(self, shell: str, tmp_path: Path) -> None:
        at_home(tmp_path, "install", "--shell", shell)
        dry = at_home(tmp_path, "uninstall", "--shell", shell, "--dry-run")
        first = at_home(tmp_path, "uninstall", "--shell", shell)
        second = at_home(tmp_path, "uninstall", "--shell", shell)

        assert [ran.status for ran in (dry, first, second)] == [0, 0, 0]
        assert [ran.out.split()[0] for ran in (dry, first, second)] == ["would", "removed", "nothing"]
        assert not (tmp_path / PLACES[shell]).exists()

    def test_another_file_is_not_removed(self, shell: str, tmp_path: Path) -> None:
        place = tmp_path / PLACES[shell]
        place.parent.mkdir(parents=True)
        place.write_text("mine\n", encoding="utf-8")

        for command in ("install", "uninstall"):
            ran = at_home(tmp_path, command, "--shell", shell)
            assert ran.status == 5
            assert "hint:" in ran.err

        assert place.read_text(encoding="utf-8") == "mine\n"

    def test_a_folder_that_cannot_be_created_is_reported(self, shell: str, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("", encoding="utf-8")
        (tmp_path / "config").write_text("", encoding="utf-8")

        assert at_home(tmp_path, "install", "--shell", shell).status == 5


class TestShell:
    def test_is_that_of_the_user(self, tmp_path: Path) -> None:
        ran = at_home(tmp_path, "install", "--dry-run", login="/usr/bin/zsh")

        assert "_factcli" in ran.out

    def test_must_be_given_for_an_unknown_shell(self, tmp_path: Path) -> None:
        assert at_home(tmp_path, "install", login="/bin/tcsh").status == 2
        assert at_home(tmp_path, "install").status == 2

    def test_a_place_with_spaces_is_quoted_in_the_line_to_add(self, tmp_path: Path) -> None:
        odd = tmp_path / "it's here"
        ran = run("completion", "install", "--shell", "zsh", HOME=str(odd))

        assert f"fpath=({quote(f'{odd}/.local/share/zsh/site-functions')} $fpath)" in ran.out
        assert os.path.isfile(odd / ".local/share/zsh/site-functions/_factcli")

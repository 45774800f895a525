"""What the README shows is what the program does; `pytest --accept` rewrites its screens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from places import ROOT, SHIPPED
from running import shared_cache
from transcript import PROMPT, screen

if TYPE_CHECKING:
    from pathlib import Path

README = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which a shell finds `factcli`."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "factcli"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m factcli "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return folder


def in_shell(line: str, program: Path) -> list[str]:
    """Return what a line of shell writes; for lines with a pipe."""
    world = {
        "PATH": f"{program}{os.pathsep}{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "FACTCLI_CACHE": shared_cache(),
        "HOME": os.devnull,
    }
    ran = subprocess.run(
        ["/bin/bash", "-c", line], capture_output=True, text=True, env=world, timeout=60, check=True
    )
    assert ran.stderr == ""
    return ran.stdout.splitlines()


def replayed(block: str, program: Path) -> str:
    """Return a console block with its screens as they are now."""
    lines = []
    for line in block.splitlines():
        if line.startswith(PROMPT):
            command = line.removeprefix(PROMPT)
            piped = " | " in command
            shown = in_shell(command, program) if piped else screen(command, SHIPPED, columns=88)
            lines += [line, *(each for each in shown if each != "exit 1")]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("number", range(len(BLOCK.findall(README.read_text(encoding="utf-8")))))
def test_screens_are_real(number: int, program: Path, accept: bool) -> None:
    text = README.read_text(encoding="utf-8")
    shown = BLOCK.findall(text)[number]
    if "| jq" in shown and not shutil.which("jq"):
        pytest.skip("jq is not installed")

    now = replayed(shown, program)

    if accept:
        README.write_text(text.replace(shown, now), encoding="utf-8")
    assert now == shown


def test_readme_shows_eight_things() -> None:
    text = README.read_text(encoding="utf-8")
    taught = text.partition("## Eight things to try")[2].partition("## In scripts")[0]

    assert taught.count("```console") == 8


def test_install_and_test_commands_are_shown() -> None:
    text = README.read_text(encoding="utf-8")

    assert "    pip install . && factcli who Kyutai\n" in text
    assert "    pip install '.[test]' && pytest\n" in text


def test_every_exit_status_is_documented() -> None:
    from factcli import errors

    text = README.read_text(encoding="utf-8")
    for error in errors.FactcliError.__subclasses__():
        assert f"| {error.exit_status} |" in text


def test_the_steps_for_your_own_base_work(tmp_path: Path, program: Path) -> None:
    text = README.read_text(encoding="utf-8")
    told = text.partition("## Your own base")[2].partition("## ")[0]
    script = "\n".join(line.strip() for line in told.splitlines() if line.startswith("    "))
    world = {
        "PATH": f"{program}{os.pathsep}{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "FACTCLI_CACHE": shared_cache(),
    }

    ran = subprocess.run(
        ["/bin/bash", "-ec", script],
        capture_output=True,
        text=True,
        env=world,
        cwd=tmp_path,
        timeout=120,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1].startswith("1902\tThe mill of Orrby burned down in 1902.\tasserted\t")

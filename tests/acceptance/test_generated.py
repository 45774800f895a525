"""The generated files are up to date."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from places import ROOT


def generated() -> dict[str, str]:
    path = ROOT / "completions" / "generate.py"
    if not path.exists():
        pytest.skip("the completions folder is not here: this is no checkout")
    spec = importlib.util.spec_from_file_location("generate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, str] = module.files()
    return found


def test_generated_files_are_up_to_date() -> None:
    stale = [path for path, text in generated().items() if Path(path).read_text(encoding="utf-8") != text]

    assert stale == [], "run: python completions/generate.py"


def test_man_shows_the_page_without_warnings() -> None:
    man = shutil.which("man")
    if man is None:
        pytest.skip("man is not installed")
    page = ROOT / "completions" / "factcli.1"
    environ = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}

    ran = subprocess.run(
        [man, "--warnings", "-l", page], env=environ, capture_output=True, text=True, check=True
    )

    assert ran.stderr == ""
    for title in ("NAME", "SYNOPSIS", "EXIT STATUS", "ENVIRONMENT", "factcli who", "factcli base check"):
        assert title in ran.stdout

"""The base that ships is found in a wheel, in an editable install and in a checkout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from places import ROOT

# --ignore-installed: what is installed where the tests run must stay as it is
PIP = (*(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"), "--ignore-installed")
_CHILD = """
import site, sys
before = list(sys.path)
site.addsitedir(sys.argv[1])
sys.path[:] = [path for path in sys.path if path not in before] + before
import factcli
sys.stderr.write(factcli.__file__)
from factcli.cli.app import main
sys.exit(main(["who", "Kyutai", "--json"]))
"""


def installed(folder: Path, *arguments: str) -> Path:
    """Install the project without its dependencies; skip where the build backend cannot be had."""
    ran = subprocess.run(
        [*PIP, *arguments], capture_output=True, text=True, timeout=300, check=False, cwd=ROOT
    )
    if ran.returncode:
        reason = (ran.stderr.strip().splitlines() or ["pip failed"])[-1]
        pytest.skip(f"cannot build here: {reason}")
    return next(path.parent for path in folder.rglob("factcli-*.dist-info"))


def asked(site: Path, tmp_path: Path) -> tuple[Path, list[str]]:
    """Ask from another folder; return where the program came from and the short answers."""
    world = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(
        [sys.executable, "-c", _CHILD, str(site)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        cwd=tmp_path,
        env=world,
    )
    return Path(ran.stderr), [row["answer"] for row in json.loads(ran.stdout)["answers"]]


def test_in_a_wheel(tmp_path: Path) -> None:
    site = installed(tmp_path, "--target", str(tmp_path / "wheel"), str(ROOT))

    place, answers = asked(site, tmp_path)

    assert place.is_relative_to(tmp_path)
    assert {"Xavier Niel", "Eric Schmidt"} <= set(answers)
    assert (place.parent / "schemas" / "output.schema.json").is_file()
    assert (place.parent / "py.typed").is_file()


def test_in_an_editable_install(tmp_path: Path) -> None:
    site = installed(tmp_path, "--prefix", str(tmp_path / "editable"), "--editable", str(ROOT))

    place, answers = asked(site, tmp_path)

    assert place.is_relative_to(ROOT / "src")
    assert {"Xavier Niel", "Eric Schmidt"} <= set(answers)


def test_in_a_checkout(tmp_path: Path) -> None:
    place, answers = asked(ROOT / "src", tmp_path)

    assert place.is_relative_to(ROOT / "src")
    assert {"Xavier Niel", "Eric Schmidt"} <= set(answers)

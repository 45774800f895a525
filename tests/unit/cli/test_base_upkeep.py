"""A base is moved to an edited text, compared with another, and checked before each commit."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from article_base import TEXT, base_file
from factcli.base.reader import read
from places import ROOT
from running import run, shared_cache
from test_contract import schema
from yard import as_json

if TYPE_CHECKING:
    from pathlib import Path

FACT = (
    *(
        "--sentence",
        "2",
        "--exact",
        "Its director, Anna Holm",
        "--subject",
        "Anna Holm",
        "--subject-kind",
        "person",
    ),
    *("--relation", "occupation", "--value", "text:director", "--statement-en", "Anna Holm is a director."),
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = base_file(tmp_path)
    assert run("base", "add", "-b", str(path), *FACT).status == 0
    return path


def edited(base: Path, old: str, new: str) -> Path:
    path = base.with_name("new.txt")
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    return path


class TestRepair:
    def test_a_moved_sentence_keeps_its_fact(self, base: Path) -> None:
        text = edited(base, "Nordline,", "A gull flew by. Nordline,")

        told = as_json(run("base", "repair", str(base), "--source", str(text), "--json"))

        schema("base-repair").validate(told)
        assert told["counts"] == {"kept": 0, "moved": 4, "changed": 0, "missing": 0, "new": 1}
        assert read(str(base)).facts[0].evidence[0].sentence.number == 3
        assert run("base", "check", str(base), "--source", str(text)).status == 0

    def test_a_changed_sentence_brings_its_fact_to_the_review(self, base: Path) -> None:
        text = edited(base, "will open a second pier", "will open a third pier")

        ran = run("base", "repair", str(base), "--source", str(text))
        review = as_json(run("base", "review", "-b", str(base), "--json"))

        assert (ran.status, read(str(base)).facts) == (1, ())
        assert [item["exact"] for item in review["items"]] == ["Its director, Anna Holm"]
        assert "set_aside" in base.with_name("base.draft.jsonl").read_text()

    def test_a_dry_run_writes_nothing(self, base: Path) -> None:
        before = base.read_bytes()

        ran = run("base", "repair", str(base), "--source", str(edited(base, TEXT[:40], "")), "--dry-run")

        assert "would move" in ran.err + ran.out or ran.status in (0, 1)
        assert base.read_bytes() == before
        assert not base.with_name("base.draft.jsonl").exists()


class TestDiff:
    def test_what_differs_is_listed(self, base: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.json"
        copy.write_bytes(base.read_bytes())
        run(
            "base",
            "edit",
            "anna-holm-occupation",
            "-b",
            str(copy),
            "--statement-en",
            "Anna Holm is director.",
        )

        ran = run("base", "diff", str(base), str(copy), "--json")
        told = json.loads(ran.out)

        schema("base-diff").validate(told)
        assert ran.status == 1
        assert [(item["change"], item["table"], item["id"]) for item in told["items"]] == [
            ("changed", "facts", "anna-holm-occupation")
        ]

    def test_equal_bases(self, base: Path) -> None:
        assert run("base", "diff", str(base), str(base)).status == 0


class TestCheck:
    def test_findings_are_grouped_and_name_their_line(self, base: Path) -> None:
        text = base.read_text(encoding="utf-8").replace('"exact": "Its director', '"exact": "His director')
        base.write_text(text, encoding="utf-8")
        line = next(at for at, each in enumerate(text.splitlines(), 1) if "His director" in each)

        items = json.loads(run("base", "check", str(base), "--json").out)["items"]
        screen = run("base", "check", str(base), terminal=True, columns=100).out

        assert line in {item["line"] for item in items}
        assert f"base.json:{line}" in screen
        assert "error evidence-missing (1)\n\nWhat to do: copy the span" in screen


class TestPreCommit:
    def test_the_hook_keeps_a_bad_base_out_of_a_commit(self, base: Path, tmp_path: Path) -> None:
        entry = re.search(r"^  entry: (.+)$", (ROOT / ".pre-commit-hooks.yaml").read_text(), re.MULTILINE)
        assert entry is not None
        repository = tmp_path / "repository"
        (repository / "facts").mkdir(parents=True)
        held = repository / "facts" / "base.json"
        held.write_bytes(base.read_bytes())
        git = self.git(repository)
        git("init", "-q")
        hook = repository / ".git" / "hooks" / "pre-commit"
        hook.parent.mkdir(exist_ok=True)
        command = entry[1].replace("factcli", f"'{sys.executable}' -m factcli", 1)
        hook.write_text(f"#!/bin/sh\nexec {command} $(git diff --cached --name-only -- facts)\n")
        hook.chmod(0o755)
        git("add", ".")

        good = git("commit", "-qm", "a base")
        held.write_text(held.read_text().replace('"exact": "Its director', '"exact": "His director'))
        git("add", ".")
        bad = git("commit", "-qm", "a bad quote")

        assert (good.returncode, bad.returncode) == (0, 1)
        assert "evidence-missing" in bad.stdout + bad.stderr

    def git(self, folder: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201
        world = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            **{
                f"GIT_{who}_{what}": "x@example.org"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
            "FACTCLI_CACHE": shared_cache(),
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        return lambda *arguments: subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=world,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

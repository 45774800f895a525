"""The newcomer's path of the README: an article becomes a base that answers, with every quote verbatim."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import article_files
from article_base import TEXT
from factcli.base.reader import read
from places import ROOT
from running import run
from test_contract import schema
from typing_terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

STEPS = ("base new - --output", "base draft --base", "base review --base", "base check")


def test_the_readme_shows_the_path() -> None:
    shown = (ROOT / "README.md").read_text(encoding="utf-8")

    assert all(f"factcli {step}" in shown for step in STEPS)


def test_article_draft_review_ask(tmp_path: Path) -> None:
    path = str(tmp_path / "page.json")
    page = article_files.html([(TEXT, False), ("The mill stood by the river for many years.", False)])

    made = run("base", "new", "-", "--output", path, given=page)
    drafted = run("base", "draft", "--base", path, "--json")
    review = Terminal("base", "review", "--base", path, columns=200)
    for _ in range(60):
        shown = review.wait_for(">")
        if review.process.poll() is not None or not shown:
            break
        review.type("n\n" if "! " in shown else "y\n")
    assert review.end() == 0

    base = read(path)
    assert (made.status, drafted.status) == (0, 0)
    schema("base-draft").validate(json.loads(drafted.out))
    assert len(base.facts) > 5
    assert all(entry.exact in entry.sentence.text for fact in base.facts for entry in fact.evidence)
    assert run("base", "check", path).out.count("error") == 0
    asked = [line.split('"')[1] for line in review.screen.splitlines() if line.startswith("  factcli ask ")]
    assert asked
    for question in asked:
        answered = json.loads(run("ask", question, "--base", path, "--json").out)
        assert answered["status"] == "answered"
        assert answered["answers"][0]["citation"]["exact"] in TEXT

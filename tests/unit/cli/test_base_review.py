"""The review on a terminal: a key decides, each decision is on disk at once, and a killed review goes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from article_base import base_file
from factcli.base.reader import read
from running import run
from typing_terminal import Terminal
from yard import as_json

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = base_file(tmp_path)
    assert run("base", "draft", "-b", str(path)).status == 0
    return path


def fates(base: Path) -> list[str]:
    lines = base.with_name("base.draft.jsonl").read_text().splitlines()
    return [item["fate"] for item in map(json.loads, lines) if "fate" in item]


class TestKeys:
    def test_take_drop_undo_and_stop(self, base: Path) -> None:
        terminal = Terminal("base", "review", "-b", str(base), columns=40)
        for keys in ("y\n", "n\n", "u\n", "n\n", "x\n", "s\n"):
            terminal.wait_for(">")
            terminal.type(keys)
        terminal.wait_for(">")
        terminal.type("q\n")

        assert terminal.end() == 0
        assert fates(base) == ["taken", "dropped", "open", "dropped"]
        assert len(read(str(base)).facts) == 1
        assert max(map(len, terminal.screen.splitlines())) <= 40
        assert "keys: y take" in terminal.screen.replace("\r\n", " ")
        assert "1 taken" in terminal.screen

    def test_a_single_key_where_the_terminal_can(self, base: Path) -> None:
        terminal = Terminal("base", "review", "-b", str(base), term="xterm")
        for key in "yq":
            terminal.wait_for("q stop\x1b[0m")
            terminal.type(key)

        assert terminal.end() == 0
        assert fates(base) == ["taken"]
        assert "\x1b[1m" in terminal.screen

    def test_a_field_is_edited_by_its_number(self, base: Path) -> None:
        terminal = Terminal("base", "review", "-b", str(base))
        terminal.wait_for(">")
        terminal.type("e\n")
        terminal.wait_for(":")
        terminal.type("relation\n")
        terminal.wait_for(":")
        terminal.type("line of work\n")
        terminal.wait_for(">")
        terminal.type("y\n")
        terminal.wait_for(">")
        terminal.type("q\n")
        terminal.end()

        assert read(str(base)).facts[0].relation.label == {"en": "line of work"}

    def test_at_the_end_questions_that_the_base_answers(self, base: Path) -> None:
        terminal = Terminal("base", "review", "-b", str(base), columns=200)
        for _ in range(40):
            shown = terminal.wait_for(">")
            if "left in" in shown or terminal.process.poll() is not None:
                break
            terminal.type("y\n" if "! " not in shown else "n\n")
        terminal.end()

        asked = [line for line in terminal.screen.splitlines() if line.startswith("  factcli ask ")]
        assert 0 < len(asked) <= 3
        assert run("ask", asked[0].split('"')[1], "-b", str(base)).status == 0


class TestKilled:
    def test_a_killed_review_goes_on_where_it_was(self, base: Path) -> None:
        first = Terminal("base", "review", "-b", str(base))
        first.wait_for(">")
        first.type("y\n")
        first.wait_for(">")
        first.type("n\n")
        first.wait_for(">")
        first.kill()
        left = len(as_json(run("base", "review", "-b", str(base), "--json"))["items"])

        second = Terminal("base", "review", "-b", str(base))
        shown = second.wait_for(">")
        second.type("q\n")
        second.end()

        assert f"{left} left" in shown
        assert len(read(str(base)).facts) == 1
        assert run("base", "check", str(base)).status == 0


class TestWithoutATerminal:
    def test_open_proposals_are_listed(self, base: Path) -> None:
        ran = run("base", "review", "-b", str(base))

        assert ran.status == 0
        assert "Karl Moe" in ran.out

    def test_without_a_draft(self, tmp_path: Path) -> None:
        ran = run("base", "review", "-b", str(base_file(tmp_path)))

        assert (ran.status, "base draft" in ran.err) == (2, True)


class TestAFactThatIsStated:
    """`base add` without options asks for a fact and shows it as a proposal."""

    def typed(self, base: Path, *answers: str, end: str = ":", **environment: str) -> Terminal:
        terminal = Terminal("base", "add", "-b", str(base), columns=200, **environment)
        for answer in answers:
            terminal.wait_for(end)
            terminal.type(f"{answer}\n")
        return terminal

    @pytest.fixture
    def bare(self, tmp_path: Path) -> Path:
        return base_file(tmp_path)

    def test_it_is_written_when_it_is_taken(self, bare: Path) -> None:
        terminal = self.typed(
            bare,
            *(
                "9",
                "3",
                "According to Anna Holm, the old pier could be sold",
                "Anna Holm",
                "said of",
                "the old pier",
            ),
            *(
                "The old pier could be sold, according to Anna Holm.",
                "1",
                "thing",
                "reported",
                "Anna Holm",
                "",
            ),
        )
        shown = terminal.wait_for(">")
        for keys, end in (("e", ":"), ("hedged", "]:"), ("yes", ">"), ("y", "")):
            terminal.type(f"{keys}\n")
            if end:
                terminal.wait_for(end)
        terminal.end()

        facts = read(str(bare)).facts
        assert "no sentence 9" in terminal.screen
        assert "Anna Holm – said of – the old pier" in shown
        assert [(fact.subject.kind, fact.modality, fact.speaker and fact.speaker.id) for fact in facts] == [
            ("person", "reported", "anna-holm")
        ]
        assert fates(bare) == ["taken"]

    def test_what_the_check_would_find_is_told_before_it_is_written(self, bare: Path) -> None:
        terminal = self.typed(
            bare,
            *("1", "founded in 1950 by Karl Moe", "Nordline", "founded by", "Karl Moe"),
            *("Nordline was founded in 1951 by Karl Moe.", "organization", "1", "asserted", ""),
        )
        shown = terminal.wait_for(">")
        terminal.type("y\n")
        terminal.wait_for(">")
        assert read(str(bare)).facts == ()
        terminal.type("e\n")
        for answer in ("statement", "Nordline was founded in 1950 by Karl Moe."):
            terminal.wait_for(":" if answer == "statement" else "]:")
            terminal.type(f"{answer}\n")
        mended = terminal.wait_for(">")
        terminal.type("q\n")
        terminal.end()

        assert "! claim-date" in shown
        assert "! claim-date" not in mended
        assert read(str(bare)).facts == ()

    def test_what_was_not_decided_is_kept_for_the_review(self, bare: Path) -> None:
        terminal = self.typed(
            bare,
            *("1", "bought Sundhaven for 12.5 million euros", "Nordline", "bought", "Sundhaven"),
            *("Nordline bought Sundhaven.", "2", "3", "", "2019-05"),
        )
        terminal.wait_for(">")
        terminal.kill()

        listed = as_json(run("base", "review", "-b", str(bare), "--json"))
        assert [item["statement"] for item in listed["items"]] == [{"en": "Nordline bought Sundhaven."}]
        assert [(item["when"], item["by"]) for item in listed["items"]] == [("2019-05", "person")]

"""The command that proposes: nothing is written to the base, and what is refused is not kept."""

from __future__ import annotations

import json
import shlex
import sys
from typing import TYPE_CHECKING

import pytest

from article_base import GOOD, base_file
from running import run
from yard import as_json

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return base_file(tmp_path)


def take(base: Path, *items: object) -> dict[str, object]:
    text = "\n".join(map(json.dumps, items))
    ran = run("base", "draft", "-b", str(base), "--take", "-", "--json", given=text.encode())
    found: dict[str, object] = as_json(ran)
    return found


class TestRules:
    def test_proposals_are_listed_and_kept_beside_the_base(self, base: Path) -> None:
        before = base.read_bytes()

        told = as_json(run("base", "draft", "-b", str(base), "--json"))

        assert told["status"] == "written"
        assert told["counts"]["ready"] == len(told["items"]) > 5
        assert ("Karl Moe", "ready") in [(item["object"], item["verdict"]) for item in told["items"]]
        assert base.with_name("base.draft.jsonl").read_text().count("\n") == len(told["items"])
        assert base.read_bytes() == before

    def test_a_second_run_proposes_nothing_new(self, base: Path) -> None:
        run("base", "draft", "-b", str(base))

        assert as_json(run("base", "draft", "-b", str(base), "--json"))["status"] == "unchanged"

    def test_one_sentence(self, base: Path) -> None:
        told = as_json(run("base", "draft", "-b", str(base), "--sentence", "2", "--json"))

        assert {item["sentence"] for item in told["items"]} == {"2"}


class TestPrograms:
    def test_the_prompt_can_be_taken_by_hand(self, base: Path) -> None:
        ran = run("base", "draft", "-b", str(base), "--print-prompt")

        assert '"sentence": 4' in ran.out
        assert not base.with_name("base.draft.jsonl").exists()

    def test_what_it_answers_is_taken_from_a_file(self, base: Path) -> None:
        told = take(base, GOOD)

        assert (told["status"], told["counts"]) == ("written", {"ready": 1, "ask": 0, "refused": 0})

    def test_a_program_is_run(self, base: Path, tmp_path: Path) -> None:
        script = tmp_path / "p.py"
        script.write_text(f"import sys\nsys.stdin.read()\nprint({json.dumps(GOOD)!r})")
        command = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"

        told = as_json(run("base", "draft", "-b", str(base), "--with", command, "--json"))

        assert [(item["object"], item["by"]) for item in told["items"]] == [("Karl Moe", "command")]

    @pytest.mark.parametrize(
        ("told", "code"),
        [
            ({"statement": {"en": "Nordline was founded in 1951 by Karl Moe."}}, "claim-date"),
            ({"exact": "Nordline was founded by Karl Moe"}, "evidence-missing"),
            ({"sentence": 77}, "form-reference"),
            ({"subject": "Sundhaven"}, "claim-name"),
            (
                {"statement": {"en": "La société Nordline a été fondée en 1950 par Karl Moe."}},
                "claim-language",
            ),
        ],
    )
    def test_a_planted_fault_is_refused_with_its_code_and_not_kept(
        self, base: Path, told: dict[str, object], code: str
    ) -> None:
        found = take(base, {**GOOD, **told})

        assert found["status"] == "unchanged"
        assert code in found["items"][0]["codes"]  # type: ignore[index]
        assert not base.with_name("base.draft.jsonl").exists()

    def test_refused_or_unreadable_proposals_make_the_status_1(self, base: Path) -> None:
        ran = run("base", "draft", "-b", str(base), "--take", "-", given=b'{"sentence": 1}\nnonsense')

        assert (ran.status, "not a proposal" in ran.err) == (1, True)

    @pytest.mark.parametrize(
        ("arguments", "status"),
        [
            (("--with", "no-such-program-here"), 2),
            (("--with", "false"), 4),
            (("--with", "sleep 60", "--time-limit", "0.2"), 4),
            (("--take", "no-such-file"), 4),
            (("--take", "-", "--print-prompt"), 2),
        ],
    )
    def test_what_fails_says_so(self, base: Path, arguments: tuple[str, ...], status: int) -> None:
        assert run("base", "draft", "-b", str(base), *arguments).status == status

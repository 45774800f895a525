"""Hold claims about the shipped base against it, as the command line does: verdicts, statuses, drafts, batches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from factcli.questions.result import CONTRADICTED, NOT_STATED, SUPPORTED, AskOptions
from factcli.questions.verify import verify
from places import GOLDEN
from running import run

if TYPE_CHECKING:
    from pathlib import Path

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon

CLAIMS = [line.split("\t") for line in (GOLDEN / "claims.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def shipped(shipped_bases: dict[str, Index]) -> Index:
    """Return the base that ships."""
    return shipped_bases["openai"]


@pytest.mark.parametrize(("language", "verdict", "claim"), CLAIMS, ids=[row[2] for row in CLAIMS])
def test_verdict(language: str, verdict: str, claim: str, shipped: Index, lexicon: Lexicon) -> None:
    outcome = verify(claim, [shipped], AskOptions("verify", locale_language=language), lexicon=lexicon)

    assert outcome.status == verdict
    assert bool(outcome.answers) is (verdict != NOT_STATED)


class TestCommand:
    @pytest.mark.parametrize(
        ("claim", "verdict", "status"),
        [
            ("OpenAI raised 6 billion dollars", SUPPORTED, 0),
            ("OpenAI raised 7 billion dollars", CONTRADICTED, 1),
            ("OpenAI has 5,000 employees", NOT_STATED, 1),
        ],
    )
    def test_verdict_and_exit_status(self, claim: str, verdict: str, status: int) -> None:
        ran = run("verify", claim, "--json")

        told = json.loads(ran.out)
        assert (told["command"], told["status"], ran.status) == ("verify", verdict, status)
        assert [each["verdict"] for each in told["answers"]] == [verdict] * len(told["answers"])

    def test_the_verdict_comes_first_on_a_screen(self) -> None:
        ran = run("verify", "OpenAI raised 7 billion dollars", "--format", "table")

        assert ran.out.startswith("contradicted\n")
        assert "OpenAI raised ⟦6⟧ billion dollars." in ran.out

    def test_plain_lines_begin_with_the_verdict(self) -> None:
        ran = run("verify", "OpenAI raised 7 billion dollars", "--format", "plain")

        assert ran.out.startswith("contradicted\t$6 billion\t")

    def test_a_batch_has_an_envelope_a_line_and_status_0(self, tmp_path: Path) -> None:
        claims = tmp_path / "claims.txt"
        claims.write_text("OpenAI raised 7 billion dollars\nKyutai is a lab\n", encoding="utf-8")

        ran = run("verify", "--batch", str(claims))

        told = [json.loads(line) for line in ran.out.splitlines()]
        assert ran.status == 0
        assert [each["query"]["text"] for each in told] == [
            "OpenAI raised 7 billion dollars",
            "Kyutai is a lab",
        ]

    def test_a_claim_and_a_file_exclude_each_other(self, tmp_path: Path) -> None:
        assert run("verify", "x", "--file", str(tmp_path / "none.md")).status == 2


class TestDraft:
    DRAFT = (
        "# Draft\n\nOpenAI raised 7 billion dollars. Kyutai was launched by Xavier Niel.\n"
        "The weather was fine.\nOpenAI has 5,000 employees.\n"
    )
    VERDICTS = ((3, 1, CONTRADICTED), (3, 34, SUPPORTED), (4, 1, "no_claim"), (5, 1, NOT_STATED))

    def told(self, tmp_path: Path, *options: str) -> tuple[dict[str, Any], int]:
        draft = tmp_path / "draft.md"
        draft.write_text(self.DRAFT, encoding="utf-8")
        ran = run("verify", "--file", str(draft), "--json", *options)
        return json.loads(ran.out), ran.status

    def test_each_sentence_has_its_place_and_verdict(self, tmp_path: Path) -> None:
        told, code = self.told(tmp_path)

        assert [(each["line"], each["column"], each["verdict"]) for each in told["items"]] == [*self.VERDICTS]
        assert told["counts"] == {SUPPORTED: 1, CONTRADICTED: 1, NOT_STATED: 1, "no_claim": 1}
        assert code == 1

    def test_one_verdict_alone_can_be_listed(self, tmp_path: Path) -> None:
        told, _ = self.told(tmp_path, "--only", CONTRADICTED)

        assert [each["verdict"] for each in told["items"]] == [CONTRADICTED]

    @pytest.mark.parametrize(
        ("fail_on", "draft", "code"),
        [
            ("contradicted", "OpenAI has 5,000 employees.", 0),
            ("not-stated", "OpenAI has 5,000 employees.", 1),
            ("contradicted", "OpenAI raised 7 billion dollars.", 1),
            ("not-stated", "OpenAI raised 6 billion dollars.", 0),
        ],
    )
    def test_what_fails_can_be_chosen(self, fail_on: str, draft: str, code: int, tmp_path: Path) -> None:
        path = tmp_path / "draft.txt"
        path.write_text(draft, encoding="utf-8")

        assert run("verify", "--file", str(path), "--fail-on", fail_on, "--format", "plain").status == code

"""`base check` reports what is wrong with a base, also by its exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from running import run
from yard import COMMAND_LINE as FACT
from yard import TEXT, as_json, new_base

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return new_base(tmp_path)


class TestCheck:
    def test_the_base_in_use_is_clean(self) -> None:
        ran = run("base", "check")

        assert (ran.status, ran.out) == (0, "1 base checked: 0 errors, 0 warnings\n")

    def test_a_planted_defect_is_an_error(self, base: Path) -> None:
        run("base", "add", "-b", str(base), *FACT)
        base.write_text(
            base.read_text().replace('yard in Rome built the Kite"', 'yard in Roma built the Kite"')
        )

        ran = run("base", "check", str(base), "--json")

        assert ran.status == 1
        assert "evidence-missing" in {item["code"] for item in as_json(ran)["items"]}

    def test_warnings_fail_only_when_asked(self, base: Path) -> None:
        run("base", "add", "-b", str(base), *FACT)

        assert run("base", "check", str(base)).status == 0
        assert run("base", "check", str(base), "--fail-on-warning").status == 1

    def test_a_changed_source_is_reported(self, base: Path) -> None:
        text = base.with_suffix(".txt")
        text.write_text(TEXT.replace("20 people", "30 people"))

        assert run("base", "check", str(base), "--source", str(text)).status == 1

    def test_a_code_is_described(self) -> None:
        assert run("base", "check", "--describe", "claim-number").out.startswith("claim-number (")
        assert run("base", "check", "--describe", "claim-nummer").status == 2

    def test_a_file_that_is_not_a_base_is_a_finding(self, tmp_path: Path) -> None:
        (tmp_path / "no.json").write_text("[]")

        assert run("base", "check", str(tmp_path / "no.json")).status == 1

    def test_an_interrupted_check_says_so(self, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("factcli.audit.check.check", interrupted)

        ran = run("base", "check", str(base))

        assert (ran.status, ran.out) == (130, "")
        assert ran.err.startswith("the check was interrupted and tells nothing of the base; --sample N")

    def test_a_missing_file(self) -> None:
        assert run("base", "check", "nowhere.json").status == 4

"""The commands under `factcli base` are listed, have help, and write JSON of their schemas."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import factcli
from factcli.cli.app import BASE_COMMANDS
from running import run
from yard import COMMAND_LINE as FACT
from yard import as_json, new_base

SCHEMAS = Path(factcli.__file__).parent / "schemas"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return new_base(tmp_path)


class TestGroup:
    @pytest.mark.parametrize("name", BASE_COMMANDS)
    def test_every_command_has_its_help(self, name: str) -> None:
        ran = run("base", name, "--help")

        assert ran.status == 0
        assert ran.out.startswith(f"Usage: factcli base {name}")
        assert all(line.strip() for line in ran.out.splitlines()[2:3])

    def test_its_help_lists_them_all(self) -> None:
        ran = run("base", "--help")

        assert all(f"  {name} " in ran.out for name in BASE_COMMANDS)

    def test_an_unknown_command(self) -> None:
        ran = run("base", "chek")

        assert ran.status == 2
        assert "did you mean 'factcli base check'?" in ran.err


class TestSchemas:
    """What scripts read fits the schema that ships for it."""

    @pytest.mark.parametrize(
        ("name", "line"),
        [
            ("base-new", "new {text} -o {base} --language en --force"),
            ("base-change", "add-alias kite Bird -b {base}"),
            ("base-change", "edit kite-built-by -b {base} --hedged --dry-run"),
            ("base-change", "edit-relation built-by -b {base}"),
            ("base-change", "remove kite-built-by -b {base} --prune"),
            ("base-import", "import {rows} -o {base} --force"),
            ("base-import", "import {none} -o {base} --force"),
            ("base-install", "install {base} --force"),
            ("base-check", "check {base}"),
            ("base-info", "info {base}"),
            ("base-list", "list"),
        ],
    )
    def test_it_fits(self, base: Path, tmp_path: Path, name: str, line: str) -> None:
        (tmp_path / "rows.csv").write_text("subject,relation,object\nAda,met,Bob\n,met,Bob\n")
        (tmp_path / "none.csv").write_text("subject,relation,object\n,,\nA,,\n")
        run("base", "add", "-b", str(base), *FACT)
        places = {
            "text": base.with_suffix(".txt"),
            "base": base,
            "rows": tmp_path / "rows.csv",
            "none": tmp_path / "none.csv",
        }

        ran = run("base", *line.format(**places).split(), "--json", FACTCLI_DATA=str(tmp_path / "data"))

        schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
        jsonschema.validate(as_json(ran), schema)


class TestLanguage:
    """Messages for people are in their language; what scripts read never is."""

    def test_help_follows_the_locale_and_goes_back(self) -> None:
        assert run("show", "--help", LANG="fr_FR.UTF-8").out.startswith("Usage\u00a0: ")
        assert run("show", "--help").out.startswith("Usage: ")

    @pytest.mark.parametrize("arguments", [("source", "99", "--lang", "fr"), ("source", "--lang=fr", "99")])
    def test_an_option_goes_before_the_locale(self, arguments: tuple[str, ...]) -> None:
        assert "il n'y a pas de phrase 99" in run(*arguments).err

    def test_an_error_for_scripts_is_the_same_everywhere(self) -> None:
        there, here = (run("source", "99", "--json", LANG=locale) for locale in ("fr_FR.UTF-8", "C.UTF-8"))

        assert (there.err, there.status) == (here.err, here.status)

    def test_results_for_scripts_do_not_change_with_the_help(self) -> None:
        assert run("base", "check", "--json", LANG="fr_FR.UTF-8").status == 0

"""The commands that make, list, import, export and install bases."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import article_files
from factcli.base.reader import read
from factcli.exchange.export import EXPORTERS
from factcli.model import Inferred
from places import HARBOUR
from running import run
from yard import COMMAND_LINE as FACT
from yard import TEXT, as_json, new_base

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return new_base(tmp_path)


class TestNew:
    def test_the_numbered_sentences_are_shown(self, tmp_path: Path) -> None:
        ran = run(
            *("base", "new", "-", "-o", str(tmp_path / "b.json"), "--language", "en", "--title", "T"),
            given=TEXT.encode(),
        )

        assert ran.status == 0
        assert ran.out.splitlines() == [
            "1\tThe yard\tAda Quill’s yard in Rome built the Kite in 2019.",
            "2\tThe yard\tThe yard has 20 people; the yard is old.",
        ]
        assert read(str(tmp_path / "b.json")).sources[0].title == "T"

    def test_a_text_that_is_not_utf8(self, tmp_path: Path) -> None:
        ran = run("base", "new", "-", "-o", str(tmp_path / "b.json"), "--language", "en", given=b"caf\xe9.")

        assert (ran.status, "not UTF-8" in ran.err) == (2, True)

    def test_a_missing_text(self, tmp_path: Path) -> None:
        assert run("base", "new", str(tmp_path / "no.txt"), "-o", "b.json", "--language", "en").status == 4

    def test_an_existing_file_is_kept(self, base: Path) -> None:
        before = base.read_bytes()

        ran = run("base", "new", str(base.with_suffix(".txt")), "-o", str(base), "--language", "en")

        assert (ran.status, "--force" in ran.err) == (5, True)
        assert base.read_bytes() == before


class TestNewFromAnArticle:
    PAGE = article_files.html([("The mill stood by the river. It burned down in 1902.", False)] * 3)

    def test_the_text_is_written_beside_the_base_and_found_by_check(self, tmp_path: Path) -> None:
        path = tmp_path / "b.json"

        ran = run("base", "new", "-", "-o", str(path), given=self.PAGE)

        source = read(str(path)).sources[0]
        assert ran.status == 0
        assert path.with_suffix(".txt").read_text(encoding="utf-8").startswith("The mill stood")
        assert (source.language, source.url) == ("en", "https://journal.example/article")
        assert source.author == Inferred("Anne Morel", "from the metadata of the file")
        assert run("base", "check", str(path)).status == 0
        path.with_suffix(".txt").write_text("The mill stood by the lake.", encoding="utf-8")
        assert "source-changed" in run("base", "check", str(path)).out

    def test_what_is_stated_replaces_the_metadata(self, tmp_path: Path) -> None:
        path = str(tmp_path / "b.json")

        run("base", "new", "-", "-o", path, "--author", "Ada Quill", given=self.PAGE)

        assert read(path).sources[0].author == "Ada Quill"

    def test_a_text_in_the_folder_of_the_base_is_left_where_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")

        run("base", "new", str(tmp_path / "text.txt"), "-o", str(tmp_path / "b.json"))

        assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".txt") == ["text.txt"]
        assert run("base", "check", str(tmp_path / "b.json")).status == 0

    def test_another_text_beside_the_base_is_kept(self, tmp_path: Path) -> None:
        (tmp_path / "b.txt").write_text("my notes", encoding="utf-8")

        ran = run("base", "new", "-", "-o", str(tmp_path / "b.json"), given=self.PAGE)

        assert (ran.status, "--force" in ran.err) == (5, True)
        assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "my notes"
        assert not (tmp_path / "b.json").exists()

    def test_a_wrong_language_is_noticed(self, tmp_path: Path) -> None:
        ran = run("base", "new", "-", "-o", str(tmp_path / "b.json"), "--language", "fr", given=TEXT.encode())

        assert (ran.status, "reads like the language en, not fr" in ran.err) == (0, True)

    def test_a_language_that_is_not_known(self, tmp_path: Path) -> None:
        text = "Der Bahnhof wurde im Jahr 1987 gebaut und ist in der Stadt bekannt."

        ran = run("base", "new", "-", "-o", str(tmp_path / "b.json"), given=text.encode())

        assert (ran.status, "--language en or fr" in ran.err) == (2, True)
        assert not (tmp_path / "b.json").exists()

    def test_the_format_can_be_told(self, tmp_path: Path) -> None:
        path = tmp_path / "b.json"

        run(
            "base",
            "new",
            "-",
            "-o",
            str(path),
            "--from",
            "text",
            "--language",
            "en",
            given=b"<p>The mill.</p>",
        )

        assert read(str(path)).sentences[0].text == "<p>The mill.</p>"


class TestListAndInfo:
    def test_the_shipped_base_is_listed(self) -> None:
        items = as_json(run("base", "list", "--json"))["items"]

        assert "openai-expansion" in [item["name"] for item in items]
        assert all(item["problem"] is None for item in items if item["name"] == "openai-expansion")

    def test_a_broken_base_is_listed_with_its_problem(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "facts").mkdir()
        (tmp_path / "facts" / "bad.json").write_text("{")
        monkeypatch.chdir(tmp_path)

        items = as_json(run("base", "list", "--json"))["items"]

        assert items[0]["name"] == "bad"
        assert items[0]["facts"] is None
        assert "not valid JSON" in items[0]["problem"]

    def test_info_lists_what_is_missing(self, base: Path) -> None:
        item = as_json(run("base", "info", str(base), "--json"))["items"][0]

        assert (item["facts"], item["sentences"], item["without_fact"]) == (0, 2, ["1", "2"])

    @pytest.mark.parametrize("columns", [40, 80])
    def test_info_on_a_terminal(self, columns: int) -> None:
        ran = run("base", "info", terminal=True, columns=columns)

        assert ran.status == 0
        assert "openai-expansion" in ran.out


class TestRows:
    ROWS = "subject,relation,object\nAda,met,Bob\n,met,Bob\n"

    def test_bad_rows_are_listed_and_the_rest_imported(self, tmp_path: Path) -> None:
        (tmp_path / "rows.csv").write_text(self.ROWS)

        ran = run("base", "import", str(tmp_path / "rows.csv"), "-o", str(tmp_path / "b.json"))

        assert (ran.status, ran.out) == (1, "3\tsubject is empty\ttrue\n")
        assert "1 fact, 2 entities, 1 relation" in ran.err
        assert len(read(str(tmp_path / "b.json")).facts) == 1

    def test_json_lists_everything(self, tmp_path: Path) -> None:
        (tmp_path / "rows.csv").write_text(self.ROWS)

        told = as_json(
            run("base", "import", str(tmp_path / "rows.csv"), "-o", str(tmp_path / "b.json"), "--json")
        )

        assert told["counts"] == {"rows": 2, "facts": 1, "entities": 2, "relations": 1, "sentences": 1}
        assert told["items"] == [{"row": 3, "problem": "subject is empty", "left_out": True}]

    def test_a_good_import_is_summarized(self, tmp_path: Path) -> None:
        (tmp_path / "rows.jsonl").write_text('{"subject": "A", "relation": "b", "object": "C"}')

        ran = run("base", "import", str(tmp_path / "rows.jsonl"), "-o", str(tmp_path / "b.json"))

        assert (ran.status, ran.out) == (0, f"{tmp_path}/b.json: 1 fact, 2 entities, 1 relation\n")

    @pytest.mark.parametrize("name", EXPORTERS)
    def test_every_format_is_written(self, tmp_path: Path, name: str) -> None:
        ran = run("base", "export", "--format", name, "-o", str(tmp_path / "out"))

        assert ran.status == 0, ran
        assert (tmp_path / "out").stat().st_size > 1000
        assert "not in csv" not in ran.err

    def test_what_rows_cannot_hold_is_told(self, tmp_path: Path) -> None:
        base = tmp_path / "base.json"
        document = json.loads(HARBOUR.read_text("utf-8"))
        document["entities"]["99"] = {"id": "gull", "kind": "thing", "name": {"en": "the gull"}}
        base.write_text(json.dumps(document), encoding="utf-8")

        ran = run("base", "export", "-b", str(base), "--format", "csv", "-o", str(tmp_path / "out"))

        assert (
            ran.status,
            "1 entity is in no fact" in ran.err or "1 entities are in no fact" in ran.err,
        ) == (0, True)

    def test_an_export_goes_to_a_pipe(self) -> None:
        ran = run("base", "export", "--format", "jsonl")

        assert ran.status == 0
        assert all(json.loads(line)["id"] for line in ran.out.splitlines())

    def test_bytes_do_not_go_to_a_terminal(self) -> None:
        assert run("base", "export", "--format", "sqlite", terminal=True).status == 2

    @pytest.mark.parametrize("link", [True, False])
    def test_exports_neither_overwrite_nor_follow_links(self, tmp_path: Path, link: bool) -> None:
        target = tmp_path / "target"
        target.write_text("mine")
        out = tmp_path / "link" if link else target
        if link:
            out.symlink_to(target)

        statuses = [run("base", "export", "--format", "csv", "-o", str(out)).status]
        if link:
            statuses.append(run("base", "export", "--format", "csv", "-o", str(out), "--force").status)

        assert set(statuses) == {5}
        assert target.read_text() == "mine"

    def test_an_installed_base_is_found_by_name(self, base: Path, tmp_path: Path) -> None:
        run("base", "add", "-b", str(base), *FACT)

        installed = run(
            "base", "install", str(base), "--name", "shipyard", FACTCLI_DATA=str(tmp_path / "data")
        )
        asked = run("who", "built", "the", "Kite", "-b", "shipyard", FACTCLI_DATA=str(tmp_path / "data"))

        assert installed.status == 0
        assert asked.out.startswith("Ada Quill\t")


class TestClaimsOfRows:
    ROWS = (
        "subject,relation,object,object_kind,statement,sentence\n"
        "Acme,revenue,5 EUR,money,Acme earned 5 euros.,Acme earned between 5 and 7 million euros.\n"
        "Acme,profit,5000000 EUR,money,Acme won 5 million euros.,Acme won between 5 and 7 million euros.\n"
        "Acme,inception,2019,date,Acme began in 2019.,Acme began in 2018.\n"
    )

    def test_what_a_sentence_does_not_give_is_told_with_its_row(self, tmp_path: Path) -> None:
        rows, base = tmp_path / "rows.csv", tmp_path / "base.json"
        rows.write_text(self.ROWS, encoding="utf-8")

        ran = run("base", "import", str(rows), "-o", str(base), "--json")

        told = json.loads(ran.out)
        assert (ran.status, told["counts"]["facts"]) == (0, 3)
        assert {(each["row"], each["left_out"]) for each in told["items"]} == {(2, False), (4, False)}

    def test_of_many_rows_the_first_are_checked_and_that_is_said(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("factcli.cli.base_files._CLAIMS_CHECKED", 2)
        rows, base = tmp_path / "rows.csv", tmp_path / "base.json"
        rows.write_text(self.ROWS, encoding="utf-8")

        ran = run("base", "import", str(rows), "-o", str(base), "--json")

        (last,) = (each for each in json.loads(ran.out)["items"] if each["row"] == 4)
        assert last["problem"] == "from here on claims were not checked: run factcli base check"

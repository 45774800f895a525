"""The commands under `factcli base`, from their arguments to their exit status."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import factcli
from factcli.base.paths import bundled_base
from factcli.base.reader import read
from factcli.cli.app import BASE_COMMANDS
from factcli.exchange.export import EXPORTERS
from places import SHIPPED
from running import Ran, run

SCHEMAS = Path(factcli.__file__).parent / "schemas"
TEXT = "The yard\n\nAda Quill’s yard in Rome built the Kite in 2019. The yard has 20 people; it is old.\n"
FACT = (
    *(
        "--sentence",
        "1",
        "--exact",
        "Ada Quill's yard in Rome built the Kite",
        "--subject",
        "Kite",
        "--relation",
        "built by",
    ),
    *(
        "--object",
        "Ada Quill",
        "--object-kind",
        "person",
        "--statement-en",
        "Ada Quill's yard built the Kite.",
    ),
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    text = tmp_path / "yard.txt"
    text.write_text(TEXT, encoding="utf-8")
    path = tmp_path / "yard.json"
    assert run("base", "new", str(text), "-o", str(path), "--language", "en").status == 0
    return path


def as_json(ran: Ran) -> Any:
    assert ran.status in (0, 1), ran
    return json.loads(ran.out)


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

    def test_a_command_that_is_none(self) -> None:
        ran = run("base", "chek")

        assert ran.status == 2
        assert "did you mean 'factcli base check'?" in ran.err


class TestNew:
    def test_the_numbered_sentences_are_shown(self, tmp_path: Path) -> None:
        ran = run(
            *("base", "new", "-", "-o", str(tmp_path / "b.json"), "--language", "en", "--title", "T"),
            given=TEXT.encode(),
        )

        assert ran.status == 0
        assert ran.out.splitlines() == [
            "1\tThe yard\tAda Quill’s yard in Rome built the Kite in 2019.",
            "2\tThe yard\tThe yard has 20 people; it is old.",
        ]
        assert read(str(tmp_path / "b.json")).sources[0].title == "T"

    def test_a_text_that_is_no_utf8(self, tmp_path: Path) -> None:
        ran = run("base", "new", "-", "-o", str(tmp_path / "b.json"), "--language", "en", given=b"caf\xe9.")

        assert (ran.status, "no UTF-8" in ran.err) == (2, True)

    def test_a_text_that_is_not_there(self, tmp_path: Path) -> None:
        assert run("base", "new", str(tmp_path / "no.txt"), "-o", "b.json", "--language", "en").status == 4

    def test_what_is_there_is_kept(self, base: Path) -> None:
        before = base.read_bytes()

        ran = run("base", "new", str(base.with_suffix(".txt")), "-o", str(base), "--language", "en")

        assert (ran.status, "--force" in ran.err) == (5, True)
        assert base.read_bytes() == before


class TestAdd:
    def test_a_fact_is_added_and_answers(self, base: Path) -> None:
        added = run("base", "add", "-b", str(base), *FACT)
        asked = run("who", "built", "the", "Kite", "-b", str(base))

        assert added.out.splitlines()[-1] == "added\tfacts\tkite-built-by\tAda Quill's yard built the Kite."
        assert asked.out.startswith("Ada Quill\t")

    def test_json_tells_what_changed(self, base: Path) -> None:
        told = as_json(run("base", "add", "-b", str(base), *FACT, "--dry-run", "--json"))

        assert (told["status"], told["id"]) == ("dry_run", "kite-built-by")
        assert [item["change"] for item in told["items"]] == ["added"] * 4
        assert read(str(base)).facts == ()

    def test_what_is_missing_is_a_usage_error(self, base: Path) -> None:
        ran = run("base", "add", "-b", str(base), *FACT[:4])

        assert (ran.status, "a fact needs subject, relation, object, statements" in ran.err) == (2, True)

    def test_several_quotes_with_their_sentences(self, base: Path) -> None:
        more = ("--sentence", "2", "--exact", "The yard has 20 people")

        assert run("base", "add", "-b", str(base), *FACT, *more).status == 0

        assert [each.sentence.number for each in read(str(base)).facts[0].evidence] == [1, 2]

    @pytest.mark.parametrize(
        ("quotes", "told"),
        [
            (("--sentence", "1"), "--exact is missing"),
            (("--exact", "yard"), "--sentence is missing"),
            (
                ("--sentence", "1", "--sentence", "2", "--exact", "a", "--exact", "b", "--exact", "c"),
                "one --sentence for each",
            ),
        ],
    )
    def test_quotes_and_sentences_belong_together(
        self, base: Path, quotes: tuple[str, ...], told: str
    ) -> None:
        ran = run("base", "add", "-b", str(base), *quotes)

        assert ran.status == 2
        assert told in ran.err

    def test_write_commands_need_a_base(self) -> None:
        assert run("base", "add", *FACT).status == 2

    def test_the_base_may_come_from_the_environment(self, base: Path) -> None:
        assert run("base", "add", *FACT, FACTCLI_BASE=str(base)).status == 0

    def test_bundled_bases_are_never_written_to(self) -> None:
        bundled = Path(bundled_base())
        before = bundled.read_bytes()

        for line in (
            ["remove", "openai-nature", "-b", str(bundled)],
            ["new", str(SHIPPED), "-o", str(bundled), "--language", "en", "--force"],
            ["import", "rows.csv", "-o", str(bundled), "--force"],
        ):
            ran = run("base", *line)
            after = bundled.read_bytes()
            if after != before:
                bundled.write_bytes(before)  # the other tests read it
            assert (ran.status, "are not written to" in ran.err, after == before) == (5, True, True)


def _await_reading(pid: int) -> None:
    """Wait until a process waits itself: readline loses a Ctrl-C that comes before it does."""
    while Path(f"/proc/{pid}/stat").is_file():
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S":
            return


class TestPrompts:
    """On a terminal, what is missing is asked for."""

    def test_a_whole_fact_is_asked_for(self, base: Path) -> None:
        answers = [
            "1",
            "yard in Rome built the Kite",
            "Kite",
            "built by",
            "Ada Quill",
            "The yard built the Kite.",
        ]

        status, screen = self.typed([*answers], "base", "add", "-b", str(base))

        assert status == 0, screen
        fact = read(str(base)).facts[0]
        assert (fact.subject.id, fact.relation.id, fact.object and fact.object.id) == (
            "kite",
            "built-by",
            "ada-quill",
        )
        assert "Words that carry the fact" in screen

    def test_giving_up_writes_nothing(self, base: Path) -> None:
        before = base.read_bytes()

        status, _ = self.typed(["1", "\x03"], "base", "add", "-b", str(base))

        assert status in (130, -signal.SIGINT)
        assert base.read_bytes() == before

    def typed(self, answers: list[str], *arguments: str) -> tuple[int, str]:
        """Run a command on a terminal, typing an answer at each question; return its status and screen."""
        ours, theirs = pty.openpty()
        # A terminal of its own, so that Ctrl-C is what it is for a person.
        launch = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)"
        launch += "; os.execv(sys.argv[1], sys.argv[1:])"
        process = subprocess.Popen(
            [sys.executable, "-c", launch, sys.executable, "-m", "factcli", *arguments],
            start_new_session=True,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "dumb", "COLUMNS": "200"},
        )
        os.close(theirs)
        screen, waiting = "", list(answers)
        while True:
            ready, _, _ = select.select([ours], [], [], 60)
            assert ready, screen
            try:
                data = os.read(ours, 4096)
            except OSError:
                break
            if not data:
                break
            screen += data.decode("utf-8", "replace")
            if screen.endswith(": ") and waiting:
                _await_reading(process.pid)
                answer = waiting.pop(0)
                os.write(ours, answer.encode() if answer == "\x03" else answer.encode() + b"\n")
                screen += "\n"
        os.close(ours)
        return process.wait(), screen


class TestChange:
    @pytest.fixture
    def one(self, base: Path) -> str:
        assert run("base", "add", "-b", str(base), *FACT).status == 0
        return str(base)

    def test_edit(self, one: str) -> None:
        ran = run("base", "edit", "kite-built-by", "-b", one, "--when", "2019", "--hedged")

        assert ran.status == 0
        fact = read(one).facts[0]
        assert (fact.when and fact.when.edtf, fact.hedged) == ("2019", True)

    def test_clear(self, one: str) -> None:
        run("base", "edit", "kite-built-by", "-b", one, "--when", "2019")

        assert run("base", "edit", "kite-built-by", "-b", one, "--clear", "when").status == 0

        assert read(one).facts[0].when is None

    def test_remove(self, one: str) -> None:
        assert run("base", "remove", "kite-built-by", "-b", one, "--dry-run").status == 0
        assert len(read(one).facts) == 1

        assert run("base", "remove", "kite-built-by", "-b", one, "--prune").status == 0

        assert (read(one).facts, read(one).entities) == ((), ())

    def test_a_fact_that_is_not_there(self, one: str) -> None:
        assert run("base", "remove", "nothing", "-b", one).status == 1

    def test_add_alias(self, one: str) -> None:
        run("base", "add-alias", "Ada Quill", "Ada Q.", "The builder", "-b", one)

        assert run("what", "did", "The", "builder", "build", "-b", one, "--json").status in (0, 1)
        assert read(one).entities[1].aliases == ("Ada Q.", "The builder")

    def test_edit_entity_and_relation(self, one: str) -> None:
        entity = run(
            "base", "edit-entity", "kite", "-b", one, "--description-en", "A ship.", "--name-fr", "Milan"
        )
        relation = run(
            "base", "edit-relation", "built-by", "-b", one, "--phrase-en", "make", "--phrase-en", "build"
        )

        assert (entity.status, relation.status) == (0, 0)
        assert read(one).entities[0].description == {"en": "A ship."}
        assert read(one).relations[0].phrases == {"en": ("make", "build")}

    def test_nothing_to_change_says_so(self, one: str) -> None:
        before = Path(one).stat().st_ino

        ran = run("base", "edit-entity", "kite", "-b", one)

        assert (ran.status, ran.out) == (0, "kite: nothing changed\n")
        assert Path(one).stat().st_ino == before

    @pytest.mark.parametrize("hostile", ["\x1b[31m", "\u202e", "a\nb", "\udce9"])
    def test_a_name_a_terminal_must_not_meet(self, one: str, hostile: str) -> None:
        ran = run("base", "add-alias", "kite", hostile, "-b", one)

        assert ran.status == 2
        assert hostile not in ran.err


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

    def test_info_tells_what_is_lacking(self, base: Path) -> None:
        item = as_json(run("base", "info", str(base), "--json"))["items"][0]

        assert (item["facts"], item["sentences"], item["without_fact"]) == (0, 2, ["1", "2"])

    @pytest.mark.parametrize("columns", [40, 80])
    def test_info_on_a_terminal(self, columns: int) -> None:
        ran = run("base", "info", terminal=True, columns=columns)

        assert ran.status == 0
        assert "openai-expansion" in ran.out


class TestCheck:
    def test_the_base_in_use_is_clean(self) -> None:
        ran = run("base", "check")

        assert (ran.status, ran.out) == (0, "1 checked: 0 errors, 0 warnings\n")

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

    def test_a_changed_source_is_told(self, base: Path) -> None:
        text = base.with_suffix(".txt")
        text.write_text(TEXT.replace("20 people", "30 people"))

        assert run("base", "check", str(base), "--source", str(text)).status == 1

    def test_a_code_is_described(self) -> None:
        assert run("base", "check", "--describe", "claim-number").out.startswith("claim-number (")
        assert run("base", "check", "--describe", "claim-nummer").status == 2

    def test_a_file_that_is_no_base_is_a_finding(self, tmp_path: Path) -> None:
        (tmp_path / "no.json").write_text("[]")

        assert run("base", "check", str(tmp_path / "no.json")).status == 1

    def test_a_file_that_is_not_there(self) -> None:
        assert run("base", "check", "nowhere.json").status == 4


class TestRows:
    ROWS = "subject,relation,object\nAda,met,Bob\n,met,Bob\n"

    def test_bad_rows_are_listed_and_the_rest_imported(self, tmp_path: Path) -> None:
        (tmp_path / "rows.csv").write_text(self.ROWS)

        ran = run("base", "import", str(tmp_path / "rows.csv"), "-o", str(tmp_path / "b.json"))

        assert (ran.status, ran.out) == (1, "3\tsubject is empty\ttrue\n")
        assert "1 fact, 2 entities, 1 relation" in ran.err
        assert len(read(str(tmp_path / "b.json")).facts) == 1

    def test_json_tells_all(self, tmp_path: Path) -> None:
        (tmp_path / "rows.csv").write_text(self.ROWS)

        told = as_json(
            run("base", "import", str(tmp_path / "rows.csv"), "-o", str(tmp_path / "b.json"), "--json")
        )

        assert told["counts"] == {"rows": 2, "facts": 1, "entities": 2, "relations": 1, "sentences": 1}
        assert told["items"] == [{"row": 3, "problem": "subject is empty", "left_out": True}]

    def test_a_good_import_says_what_came_of_it(self, tmp_path: Path) -> None:
        (tmp_path / "rows.jsonl").write_text('{"subject": "A", "relation": "b", "object": "C"}')

        ran = run("base", "import", str(tmp_path / "rows.jsonl"), "-o", str(tmp_path / "b.json"))

        assert (ran.status, ran.out) == (0, f"{tmp_path}/b.json: 1 fact, 2 entities, 1 relation\n")

    @pytest.mark.parametrize("name", EXPORTERS)
    def test_every_format_is_written(self, tmp_path: Path, name: str) -> None:
        ran = run("base", "export", "--format", name, "-o", str(tmp_path / "out"))

        assert ran.status == 0, ran
        assert (tmp_path / "out").stat().st_size > 1000
        assert ("not in csv" in ran.err) is (name == "csv")

    def test_an_export_goes_to_a_pipe(self) -> None:
        ran = run("base", "export", "--format", "jsonl")

        assert ran.status == 0
        assert all(json.loads(line)["id"] for line in ran.out.splitlines())

    def test_bytes_do_not_go_to_a_terminal(self) -> None:
        assert run("base", "export", "--format", "sqlite", terminal=True).status == 2

    @pytest.mark.parametrize("link", [True, False])
    def test_nothing_is_overwritten_nor_followed(self, tmp_path: Path, link: bool) -> None:
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

    def test_an_installed_base_answers_to_its_name(self, base: Path, tmp_path: Path) -> None:
        run("base", "add", "-b", str(base), *FACT)

        installed = run(
            "base", "install", str(base), "--name", "shipyard", FACTCLI_DATA=str(tmp_path / "data")
        )
        asked = run("who", "built", "the", "Kite", "-b", "shipyard", FACTCLI_DATA=str(tmp_path / "data"))

        assert installed.status == 0
        assert asked.out.startswith("Ada Quill\t")


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
        (tmp_path / "rows.csv").write_text(TestRows.ROWS)
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

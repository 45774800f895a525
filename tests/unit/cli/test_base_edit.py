"""The commands that change a base, from their arguments to their exit status."""

from __future__ import annotations

import errno
import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from factcli.base.paths import bundled_base
from factcli.base.reader import read
from places import SHIPPED
from running import run
from yard import COMMAND_LINE as FACT
from yard import as_json, new_base


def _await_reading(pid: int) -> None:
    """Wait until a process waits itself: readline loses a Ctrl-C that comes before it does."""
    while Path(f"/proc/{pid}/stat").is_file():
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S":
            return


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return new_base(tmp_path)


class TestAdd:
    def test_a_fact_is_added_and_answers(self, base: Path) -> None:
        added = run("base", "add", "-b", str(base), *FACT)
        asked = run("who", "built", "the", "Kite", "-b", str(base))

        assert added.out.splitlines()[-1] == "added\tfacts\tkite-built-by\tAda Quill's yard built the Kite."
        assert asked.out.startswith("Ada Quill\t")

    def test_json_lists_the_changes(self, base: Path) -> None:
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
            (("--sentence", "1"), "missing --exact"),
            (("--exact", "yard"), "missing --sentence"),
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

    def test_bundled_bases_are_read_only(self) -> None:
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
            assert (ran.status, "are read-only" in ran.err, after == before) == (5, True, True)


class TestPrompts:
    """On a terminal, what is missing is asked for."""

    def test_what_the_options_leave_out_is_prompted_for(self, base: Path) -> None:
        answers = [
            "1",
            "yard in Rome built the Kite",
            "Kite",
            "built by",
            "Ada Quill",
        ]
        statement = "--statement-en", "The yard built the Kite."

        status, screen = self.typed([*answers], "base", "add", "-b", str(base), *statement)

        assert status == 0, screen
        fact = read(str(base)).facts[0]
        assert (fact.subject.id, fact.relation.id, fact.object and fact.object.id) == (
            "kite",
            "built-by",
            "ada-quill",
        )
        assert "Words that support the fact" in screen

    def test_interrupting_a_prompt_writes_nothing(self, base: Path) -> None:
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

    def test_a_missing_fact(self, one: str) -> None:
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

    def test_no_change_is_reported(self, one: str) -> None:
        before = Path(one).stat().st_ino

        ran = run("base", "edit-entity", "kite", "-b", one)

        assert (ran.status, ran.out) == (0, "kite: nothing changed\n")
        assert Path(one).stat().st_ino == before

    @pytest.mark.parametrize("hostile", ["\x1b[31m", "\u202e", "a\nb", "\udce9"])
    def test_a_name_with_hidden_characters_is_refused(self, one: str, hostile: str) -> None:
        ran = run("base", "add-alias", "kite", hostile, "-b", one)

        assert ran.status == 2
        assert hostile not in ran.err


class TestEditSource:
    def test_fields_are_set_and_cleared(self, base: Path) -> None:
        changed = run("base", "edit-source", "-b", str(base), "--title", "The yard", "--date", "2019-05")
        cleared = run("base", "edit-source", "yard", "-b", str(base), "--clear", "date")

        source = read(str(base)).sources[0]
        assert changed.out == "changed\tsources\tyard\tThe yard\n"
        assert cleared.status == 0
        assert (source.title, source.date) == ("The yard", None)

    @pytest.mark.parametrize(
        ("arguments", "status", "said"),
        [
            (("--date", "last May"), 2, "not in EDTF"),
            (("other", "--title", "T"), 1, "the base has yard"),
            (("--clear", "language"), 2, "choose among title"),
            ((), 2, "--title"),
        ],
    )
    def test_what_cannot_be_done_changes_nothing(
        self, base: Path, arguments: tuple[str, ...], status: int, said: str
    ) -> None:
        before = base.read_bytes()

        ran = run("base", "edit-source", "-b", str(base), *arguments)

        assert (ran.status, said in ran.err) == (status, True)
        assert base.read_bytes() == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives files away")
class TestTheOwner:
    def test_that_cannot_be_kept_is_told(self, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fchown(*_: int) -> None:
            raise PermissionError(errno.EPERM, "not yours")

        os.chown(base, 1001, -1)
        monkeypatch.setattr(os, "fchown", fchown)

        ran = run("base", "edit-source", "-b", str(base), read(str(base)).sources[0].id, "--title", "Kites")

        assert ran.status == 0
        assert f"{base} is yours now; it was the file of user 1001" in ran.err

    def test_that_is_kept_is_not(self, base: Path) -> None:
        os.chown(base, 1001, -1)

        ran = run("base", "edit-source", "-b", str(base), read(str(base)).sources[0].id, "--title", "Kites")

        assert (ran.status, ran.err, base.stat().st_uid) == (0, "", 1001)

"""Replacing a file: the old content or the new one, byte for byte, and a status that tells which."""

from __future__ import annotations

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from factcli.base import writer
from factcli.base.lock import locked
from factcli.base.writer import replace
from factcli.errors import FactcliError, InputOutputProblem, NotWritten
from faulty import faulty, recording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLD, NEW = "old\n" * 1000, "new\n" * 1000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "base.json"
    path.write_text(OLD)
    return path


@pytest.fixture(params=[True, False], ids=["unnamed draft", "named draft"])
def _both_drafts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with both kinds of temporary file; systems without O_TMPFILE have the second alone."""
    if not request.param:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)


def files(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


@pytest.mark.usefixtures("_both_drafts")
class TestReplace:
    def test_the_new_content_takes_the_name(self, file: Path) -> None:
        replace(str(file), iter([NEW[:7], NEW[7:]]))

        assert file.read_text() == NEW
        assert files(file.parent) == {file.name}

    def test_a_new_file_gets_what_the_umask_leaves(self, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            replace(str(tmp_path / "made.json"), [NEW])
        finally:
            os.umask(before)

        assert stat.S_IMODE((tmp_path / "made.json").stat().st_mode) == 0o640

    def test_the_mode_of_the_old_file_is_kept(self, file: Path) -> None:
        file.chmod(0o604)

        replace(str(file), [NEW])

        assert stat.S_IMODE(file.stat().st_mode) == 0o604

    def test_a_link_stays_and_its_target_is_replaced(self, file: Path) -> None:
        link = file.parent / "other" / "link.json"
        link.parent.mkdir()
        link.symlink_to("../base.json")

        replace(str(link), [NEW])

        assert link.is_symlink()
        assert file.read_text() == NEW
        assert files(link.parent) == {"link.json"}

    def test_what_the_check_refuses_is_not_written(self, file: Path) -> None:
        seen = []

        def check(path: str) -> None:
            with open(path, encoding="utf-8") as stream:
                seen.append(stream.read())
            raise ValueError("no")

        with pytest.raises(ValueError, match="no"):
            replace(str(file), [NEW], check)

        assert seen == [NEW]
        assert file.read_text() == OLD
        assert files(file.parent) == {file.name}

    def test_what_cannot_be_encoded_is_not_written(self, file: Path) -> None:
        with pytest.raises(UnicodeEncodeError):
            replace(str(file), [NEW, "\ud800"])

        assert file.read_text() == OLD
        assert files(file.parent) == {file.name}

    def test_a_reader_of_the_old_file_keeps_it_whole(self, file: Path) -> None:
        with file.open() as reader:
            replace(str(file), [NEW])

            assert reader.read() == OLD

    def test_what_a_crash_left_behind_goes(self, file: Path) -> None:
        (file.parent / ".base.json.new").write_text("half")

        replace(str(file), [NEW])

        assert files(file.parent) == {file.name}


class TestTheOrder:
    """What a power failure leaves depends on it: content before name, name before success."""

    CONTENT = ("write", "fchmod", "fsync")
    NAME = ("rename", "fsync folder")

    def test_of_an_unnamed_draft(self, file: Path) -> None:
        with recording() as done:
            replace(str(file), [NEW], lambda _: done.append("check"))

        assert done == [*self.CONTENT, "check", "link", *self.NAME]

    def test_of_a_named_draft(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
        with recording() as done:
            replace(str(file), [NEW], lambda _: done.append("check"))

        assert done == [*self.CONTENT, "check", *self.NAME]

    def test_of_a_draft_that_may_not_be_named(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def link(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "refused")

        monkeypatch.setattr(os, "link", link)
        with recording() as done:
            replace(str(file), [NEW], lambda _: done.append("check"))

        assert done == [*self.CONTENT, "check", *self.CONTENT, *self.NAME]


class TestRefusals:
    def test_a_read_only_file_is_respected_even_by_the_superuser(self, file: Path) -> None:
        file.chmod(0o444)

        with pytest.raises(NotWritten, match="read-only"):
            replace(str(file), [NEW])

        assert file.read_text() == OLD

    @pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
    def test_only_regular_files_are_replaced(self, tmp_path: Path, kind: str) -> None:
        path = tmp_path / "odd"
        if kind == "folder":
            path.mkdir()
        elif kind == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to("/dev/null")

        with pytest.raises(NotWritten, match="not a regular file"):
            replace(str(path), [NEW])

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(NotWritten, match="No such file"):
            replace(str(tmp_path / "nowhere" / "base.json"), [NEW])


@pytest.mark.usefixtures("_both_drafts")
class TestFaults:
    """Let every file call fail, one after the other, the way SQLite is tested."""

    @pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
    def test_the_status_tells_the_truth_whatever_fails(self, file: Path, number: int) -> None:
        failed = []
        for at in range(1, 100):
            file.write_text(OLD)
            with faulty(at, number) as fault:
                outcome = self.outcome(str(file))
            self.check(file, outcome, fault.failed)
            if not fault.failed:
                break
            failed.append(fault.failed)

        assert {"open", "write", "fsync", "rename", "unlink", "fchmod", "close"} <= set(failed)
        assert outcome is None

    def outcome(self, path: str) -> FactcliError | None:
        try:
            with locked(path):
                replace(path, [NEW])
        except FactcliError as error:
            return error
        return None

    def check(self, file: Path, outcome: FactcliError | None, failed: str) -> None:
        content = file.read_text()
        if isinstance(outcome, NotWritten):
            assert content == OLD
        else:
            assert content == NEW
            assert outcome is None or isinstance(outcome, InputOutputProblem)
            assert outcome is None or "not synced" in outcome.message
        # An empty lock file locks nobody out and goes with the next holder; a draft is what must not stay.
        drafts = {".base.json.new"} if failed == "unlink" else set()
        assert files(file.parent) <= {file.name, "base.json.lock"} | drafts
        with locked(str(file)):
            replace(str(file), [NEW])
        assert file.read_text() == NEW
        assert files(file.parent) == {file.name}

    def test_a_file_size_limit(self, file: Path) -> None:
        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

        code = (
            "import sys; from factcli.base.writer import replace; from factcli.errors import NotWritten\n"
            "try: replace(sys.argv[1], ['x' * 5000])\n"
            "except NotWritten as error: sys.exit(error.exit_status)"
        )
        done = subprocess.run([sys.executable, "-c", code, str(file)], preexec_fn=limit, check=False)

        assert done.returncode == 5
        assert file.read_text() == OLD
        assert files(file.parent) == {file.name}

    def test_an_interruption_leaves_the_old_content(self, file: Path) -> None:
        def text() -> Iterator[str]:
            yield NEW
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            replace(str(file), text())

        assert file.read_text() == OLD
        assert files(file.parent) == {file.name}

    def test_a_rename_that_was_done_and_then_reported_as_failed_counts_as_done(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = os.rename

        def rename(*args: Any, **kwargs: Any) -> None:
            real(*args, **kwargs)
            raise OSError(errno.EIO, "said to have failed")

        monkeypatch.setattr(os, "rename", rename)

        replace(str(file), [NEW])

        assert file.read_text() == NEW

    def test_success_is_not_said_before_the_folder_is_synced(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = os.fsync

        def fsync(handle: int) -> None:
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                raise OSError(errno.EIO, "no sync")
            real(handle)

        monkeypatch.setattr(os, "fsync", fsync)

        with pytest.raises(InputOutputProblem, match="written, but the folder is not synced"):
            replace(str(file), [NEW])
        assert file.read_text() == NEW

    def test_an_error_without_a_number_is_told_in_its_words(self, file: Path) -> None:
        def check(_: str) -> None:
            raise OSError("something odd")

        with pytest.raises(NotWritten, match="not written: something odd"):
            replace(str(file), [NEW], check)

    def test_a_draft_that_cannot_be_read_back_is_not_written(self, file: Path) -> None:
        def check(draft: str) -> None:
            raise InputOutputProblem(f"{draft}: too many open files")

        with pytest.raises(NotWritten, match=r"base\.json: not written: too many open files$"):
            replace(str(file), [NEW], check)
        assert file.read_text() == OLD


class TestTheEncoder:
    def test_that_is_written_in_python_writes_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        document = {"a": [1, 2.5, None, True, "é\u2028"], "b": {"c": "x"}}
        quick = writer._make_encode()(document)

        monkeypatch.setattr(writer, "c_make_encoder", None)

        assert writer._make_encode()(document) == quick

    @pytest.mark.parametrize("quick", [True, False])
    def test_refuses_what_is_no_number_in_json(self, quick: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        if not quick:
            monkeypatch.setattr(writer, "c_make_encoder", None)

        with pytest.raises(ValueError, match="not JSON compliant"):
            writer._make_encode()({"a": float("nan")})

"""A file that is replaced keeps its owner, group, mode, access list and attributes; nobody gets more than before."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import struct
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from factcli.base import lock, rights, writer
from factcli.base.lock import locked
from factcli.base.writer import replace
from factcli.errors import NotWritten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can act for several users")
LIST, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"
NOBODY = 0xFFFFFFFF
USER_1234 = ((0x01, 6, NOBODY), (0x02, 6, 1234), (0x04, 0, NOBODY), (0x10, 6, NOBODY), (0x20, 0, NOBODY))
OLD, NEW = "old\n", "new\n"


def access_list(*entries: tuple[int, int, int]) -> bytes:
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


@pytest.fixture(params=["unnamed draft", "named draft", "unnamed draft that may not be named"])
def _each_draft(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "named draft":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    if "may not" in request.param:
        monkeypatch.setattr(os, "link", refused)


def refused(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "refused")


@pytest.fixture
def shared() -> Iterator[Path]:
    """Return a folder that every user may enter and write to."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def file(shared: Path) -> Path:
    path = shared / "base.json"
    path.write_text(OLD)
    return path


def listed(file: Path, value: bytes, name: str = LIST) -> None:
    try:
        os.setxattr(file, name, value)
    except (OSError, AttributeError):
        pytest.skip("the file system has no access lists")


def as_user(user: int, group: int, others: list[int], act: Callable[[], object]) -> str:
    """Do something as another user, in a process split off; return the message of an error, or nothing."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setgroups(others)
            os.setresgid(group, group, group)
            os.setresuid(user, user, user)
            try:
                act()
            except NotWritten as error:
                os.write(writing, error.message.encode())
            os._exit(0)
        finally:
            os._exit(99)
    os.close(writing)
    with os.fdopen(reading) as said:
        message = said.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    return message


def seen(file: Path) -> tuple[int, int, int]:
    found = file.stat()
    return found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)


@pytest.mark.usefixtures("_each_draft")
class TestReplacing:
    def test_keeps_an_access_list(self, file: Path) -> None:
        """Its mask stands in the mode where the bits of the group do: without the list, the group would get them."""
        listed(file, access_list(*USER_1234))
        before = seen(file)

        replace(str(file), [NEW])

        assert os.getxattr(file, LIST) == access_list(*USER_1234)
        assert (seen(file), file.read_text()) == (before, NEW)

    def test_that_cannot_keep_an_access_list_writes_nothing(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        listed(file, access_list(*USER_1234))
        monkeypatch.setattr(os, "setxattr", refused)

        with pytest.raises(NotWritten):
            replace(str(file), [NEW])

        assert file.read_text() == OLD
        assert os.listdir(file.parent) == [file.name]

    def test_keeps_what_users_noted(self, file: Path) -> None:
        listed(file, b"mine", "user.note")

        replace(str(file), [NEW])

        assert os.getxattr(file, "user.note") == b"mine"

    @needs_root
    def test_keeps_owner_and_group_where_it_may(self, file: Path) -> None:
        os.chown(file, 1001, 5000)
        file.chmod(0o664)

        replace(str(file), [NEW])

        assert seen(file) == (1001, 5000, 0o664)

    @needs_root
    def test_by_a_member_keeps_the_group(self, file: Path) -> None:
        os.chown(file, 1001, 5000)
        file.chmod(0o664)

        message = as_user(1002, 1002, [5000], lambda: replace(str(file), [NEW]))

        assert (message, seen(file)) == ("", (1002, 5000, 0o664))

    @needs_root
    @pytest.mark.parametrize("mode", [0o4775, 0o2775, 0o6775])
    def test_runs_nothing_with_the_rights_of_a_new_owner(self, file: Path, mode: int) -> None:
        os.chown(file, 1001, 5000)
        file.chmod(mode)

        as_user(1002, 1002, [5000], lambda: replace(str(file), [NEW]))

        assert seen(file) == (1002, 5000, 0o775)

    @needs_root
    def test_by_a_stranger_does_not_pass_the_rights_of_the_group_to_theirs(self, file: Path) -> None:
        """User 1234 may write by the list, and is no member of the group."""
        os.chown(file, 1001, 5000)
        listed(file, access_list((0x01, 6, NOBODY), (0x02, 6, 1234), (0x04, 4, NOBODY), *USER_1234[3:]))

        message = as_user(1234, 1234, [], lambda: replace(str(file), [NEW]))

        assert "group cannot be kept" in message
        assert (file.read_text(), seen(file)[:2]) == (OLD, (1001, 5000))

    @needs_root
    def test_by_a_stranger_of_what_everybody_may_write_goes_on(self, file: Path) -> None:
        os.chown(file, 1001, 5000)
        file.chmod(0o666)

        message = as_user(1002, 1002, [], lambda: replace(str(file), [NEW]))

        assert (message, seen(file)) == ("", (1002, 1002, 0o666))

    def test_goes_on_where_an_owner_has_no_number(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Inside a user namespace."""

        def fchown(*_: int) -> None:
            raise OSError(errno.EINVAL, "no such owner")

        old = SimpleNamespace(st_uid=65534, st_gid=os.getegid(), st_mode=0o100644)
        monkeypatch.setattr(os, "fchown", fchown)
        with open(file, "w", encoding="utf-8") as new:
            rights.keep("base.json", new.fileno(), str(file), old)  # type: ignore[arg-type]

        assert seen(file)[2] == 0o644

    @needs_root
    @pytest.mark.parametrize(("mode", "listing"), [(0o662, None), (0o666, USER_1234), (0o646, USER_1234)])
    def test_by_a_stranger_passes_on_neither_a_list_nor_more_than_everybody_has(
        self, file: Path, mode: int, listing: Any
    ) -> None:
        os.chown(file, 1001, 5000)
        file.chmod(mode)
        if listing is not None:
            listed(file, access_list(*listing[:4], (0x20, mode & 7, NOBODY)))

        message = as_user(1002, 1002, [], lambda: replace(str(file), [NEW]))

        assert "group cannot be kept" in message
        assert (file.read_text(), seen(file)[:2]) == (OLD, (1001, 5000))

    @pytest.mark.parametrize(
        ("entries", "mode"),
        [
            (((0x01, 7, NOBODY), (0x04, 5, NOBODY), (0x20, 0, NOBODY)), 0o640),
            (((0x01, 7, NOBODY), (0x04, 7, NOBODY), (0x20, 7, NOBODY)), 0o666),
            (((0x01, 6, NOBODY), (0x04, 2, NOBODY), (0x20, 1, NOBODY)), 0o620),
            (
                ((0x01, 4, NOBODY), (0x02, 7, 1234), (0x04, 4, NOBODY), (0x10, 6, NOBODY), (0x20, 2, NOBODY)),
                0o462,
            ),
        ],
    )
    def test_a_new_file_gets_what_the_list_of_its_folder_allows(
        self, shared: Path, entries: tuple[tuple[int, int, int], ...], mode: int
    ) -> None:
        listed(shared, access_list(*entries), DEFAULT)

        replace(str(shared / "new.json"), [NEW])

        assert stat.S_IMODE((shared / "new.json").stat().st_mode) == mode
        assert os.getxattr(shared, DEFAULT) == access_list(*entries)


class TestTheLock:
    @needs_root
    def test_of_a_writer_with_a_strict_umask_can_be_waited_for(self, file: Path) -> None:
        os.chown(file, 1001, 5000)
        file.chmod(0o664)
        before = os.umask(0o077)
        try:
            with locked(str(file)):
                message = as_user(1002, 1002, [5000], lambda: take(file, 0.05))
        finally:
            os.umask(before)

        assert "another program is writing" in message

    @needs_root
    def test_that_was_left_behind_locks_nobody_out(self, file: Path) -> None:
        os.chown(file, 1001, 5000)
        file.chmod(0o664)
        as_user(1001, 1001, [5000], lambda: leave(file))
        assert seen(Path(f"{file}.lock")) == (1001, 5000, 0o660)

        assert as_user(1002, 1002, [5000], lambda: take(file, 0)) == ""

    @needs_root
    def test_that_may_not_be_opened_is_waited_for_and_named(self, file: Path) -> None:
        Path(f"{file}.lock").touch(mode=0o600)
        file.chmod(0o666)

        message = as_user(1002, 1002, [], lambda: take(file, 0.05))

        assert f"{file}.lock of another user" in message

    @pytest.mark.parametrize(
        ("base", "mode"), [(0o644, 0o600), (0o664, 0o660), (0o666, 0o666), (0o600, 0o600), (None, 0o660)]
    )
    def test_can_be_opened_by_writers_alone(self, file: Path, base: int | None, mode: int) -> None:
        if base is None:
            file.unlink()
        else:
            file.chmod(base)
        before = os.umask(0o002)
        try:
            with locked(str(file)):
                assert seen(Path(f"{file}.lock"))[2] == mode
        finally:
            os.umask(before)

    def test_is_not_waited_for_if_it_is_a_pipe(self, file: Path) -> None:
        os.mkfifo(f"{file}.lock")

        with locked(str(file), 0):
            pass

    @pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
    def test_on_a_file_system_without_any_says_so(
        self, file: Path, monkeypatch: pytest.MonkeyPatch, number: int
    ) -> None:
        import fcntl

        def flock(*_: object) -> None:
            raise OSError(number, "no locks")

        monkeypatch.setattr(fcntl, "flock", flock)

        with pytest.raises(NotWritten, match="its file system has no locks"), locked(str(file)):
            pass


def take(file: Path, wait: float) -> None:
    with locked(str(file), wait):
        pass


def leave(file: Path) -> None:
    """Take the lock and end without giving it back, as if killed."""
    os.umask(0o077)
    assert lock._Lock(str(file)).take(0)


class TestWithoutProc:
    def test_a_file_is_replaced(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(writer, "_OPEN_FILES", str(file.parent / "no" / "proc"))
        checked: list[Any] = []

        replace(str(file), [NEW], lambda draft: checked.append(Path(draft).read_text(encoding="utf-8")))

        assert (file.read_text(), checked, os.listdir(file.parent)) == (NEW, [NEW], [file.name])

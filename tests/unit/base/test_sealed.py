"""A file of the cache is made in private, and believed only if it is ours, unchanged, and nobody can exchange it."""

from __future__ import annotations

import os
import random
import stat
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from factcli.base import sealed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not ROOT, reason="only the superuser gives files to others")


def fill(connection: Any) -> None:
    connection.execute("CREATE TABLE t(word TEXT)")
    connection.executemany("INSERT INTO t VALUES(?)", [(f"word {number}",) for number in range(500)])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a sealed file."""
    path = tmp_path / "cache" / "a?b%c#.index"
    sealed.made(str(path), fill, "a?b").close()
    return path


@pytest.fixture(params=["small", "large"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, path: Path) -> Path:
    """Return a sealed file that is read as a whole at each start, and one that is too large for that."""
    if request.param == "large":
        monkeypatch.setattr(sealed, "SMALL", 0)
    return path


def believed(path: Path) -> bool:
    connection = sealed.opened(str(path))
    if connection is None:
        return False
    with closing(connection):
        return bool(connection.execute("SELECT count(*) FROM t").fetchone() == (500,))


class TestASealedFile:
    def test_is_believed(self, either: Path) -> None:
        assert believed(either)

    def test_is_for_its_owner_alone(self, path: Path) -> None:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert os.listdir(path.parent) == [path.name]

    def test_any_one_bit_of_it_changed_is_noticed(self, either: Path) -> None:
        good = either.read_bytes()
        chance = random.Random(1)  # noqa: S311 -- the same places at each run
        places = {*range(100), *(chance.randrange(len(good)) for _ in range(300)), len(good) - 1}
        for at in sorted(places):
            data = bytearray(good)
            data[at] ^= 1 << chance.randrange(8)
            either.write_bytes(data)
            assert not believed(either), at

    @pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"\0", lambda _: b""])
    def test_of_another_length_is_noticed(self, either: Path, change: Callable[[bytes], bytes]) -> None:
        either.write_bytes(change(either.read_bytes()))

        assert not believed(either)

    def test_written_to_without_a_change_is_read_once_more_and_then_known_again(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sealed, "SMALL", 0)
        when = path.stat().st_mtime_ns
        path.write_bytes(path.read_bytes())

        assert believed(path)
        assert path.stat().st_mtime_ns == when

    def test_a_large_one_is_not_read_as_a_whole(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sealed, "SMALL", 0)
        monkeypatch.setattr(sealed, "_checksum", lambda *_: b"")

        assert believed(path)

    def test_its_time_is_one_that_no_later_write_can_have(self, path: Path) -> None:
        nanoseconds = path.stat().st_mtime_ns

        assert nanoseconds % 2_000_000_000 == 0
        assert nanoseconds < (time.time() - 5) * 10**9

    @pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
    def test_that_others_may_write_to_is_not_believed(self, either: Path, mode: int) -> None:
        either.chmod(mode)

        assert not believed(either)

    @needs_root
    def test_of_another_user_is_not_believed(self, either: Path) -> None:
        os.chown(either, 1234, -1)

        assert not believed(either)

    def test_behind_a_link_is_not_believed(self, path: Path) -> None:
        link = path.with_name("link.index")
        link.symlink_to(path)

        assert not believed(link)

    @pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
    def test_in_a_folder_that_others_may_write_to_is_neither_believed_nor_made(
        self, either: Path, mode: int
    ) -> None:
        either.parent.chmod(mode)

        assert not believed(either)
        assert sealed.made(str(either.with_name("new.index")), fill, "new") is None

    def test_in_a_folder_where_others_may_add_but_not_exchange_is_believed(self, either: Path) -> None:
        either.parent.chmod(0o1777)

        assert believed(either)

    @needs_root
    def test_in_the_folder_of_another_user_is_not_believed(self, either: Path) -> None:
        os.chown(either.parent, 1234, -1)

        assert not believed(either)

    def test_a_pipe_is_not_waited_for(self, path: Path) -> None:
        path.unlink()
        os.mkfifo(path)

        assert not believed(path)


class TestMaking:
    def test_follows_no_link(self, path: Path, tmp_path: Path) -> None:
        """Neither at the name of the file nor at any name that can be guessed."""
        victim = tmp_path / "victim"
        victim.write_text("mine")
        path.unlink()
        for name in (path.name, f"{path.name}.{os.getpid()}", f"{path.name}.{os.getpid()}.part"):
            (path.parent / name).symlink_to(victim)

        connection = sealed.made(str(path), fill, "a?b")
        connection.close()

        assert victim.read_text() == "mine"
        assert believed(path)

    def test_two_files_in_the_making_have_two_names(self, path: Path) -> None:
        names = set()

        def look(connection: Any) -> None:
            fill(connection)
            names.update(os.listdir(path.parent))

        for _ in range(2):
            sealed.made(str(path), look, "a?b").close()

        assert len(names - {path.name}) == 2

    def test_an_error_leaves_the_old_file_and_nothing_else(self, path: Path) -> None:
        def wrong(connection: Any) -> None:
            fill(connection)
            raise KeyError

        with pytest.raises(KeyError):
            sealed.made(str(path), wrong, "a?b")

        assert believed(path)
        assert os.listdir(path.parent) == [path.name]

    def test_what_was_left_unfinished_or_is_outdated_goes(self, path: Path) -> None:
        now = time.time()
        for name, age in (
            ("a?b-1.index.0f.part", 7_200),
            ("a?b-2.index.0f.part", 60),
            ("a?b-3.index", 31 * 86_400),
            ("a?b-4.index", 3_600),
            ("other.index", 31 * 86_400),
        ):
            other = path.with_name(name)
            other.touch()
            os.utime(other, (now - age, now - age))

        sealed.made(str(path), fill, "a?b").close()

        left = sorted(os.listdir(path.parent))
        assert left == ["a?b%c#.index", "a?b-2.index.0f.part", "a?b-4.index", "other.index"]

    def test_makes_a_folder_where_there_is_none(self, tmp_path: Path) -> None:
        new = tmp_path / "x" / "y" / "z.index"

        sealed.made(str(new), fill, "z").close()

        assert believed(new)

    @needs_root
    def test_the_superuser_makes_none_in_the_home_of_another(self, tmp_path: Path) -> None:
        """That user could neither write to it nor remove it."""
        os.chown(tmp_path, 1234, -1)

        assert sealed.made(str(tmp_path / "factcli" / "z.index"), fill, "z") is None
        assert os.listdir(tmp_path) == []

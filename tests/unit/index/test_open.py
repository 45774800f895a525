"""When an index is taken as it is, when it is made anew, and that its file is never an error."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import plain_phrases
from bases import made, write
from factcli.errors import BadBase, InputOutputProblem
from factcli.index import cache as kept
from factcli.index import snapshot
from factcli.index.open import open_index
from plain_phrases import PlainPhrases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcli.index.query import Index

YEAR = 31_536_000
WITH_PLAIN_PHRASES = {**os.environ, "PYTHONPATH": os.path.dirname(plain_phrases.__file__)}


class Opener:
    """Open one base again and again, and return True if its index was made anew."""

    def __init__(self, folder: Path, size: int = 30) -> None:
        """Write the base, an old one."""
        self.folder, self.cache = folder, folder / "cache"
        self.path = write(folder, made(size))
        self._opened = ExitStack()
        self.close = self._opened.close
        self.age()

    def age(self, seconds: int = YEAR) -> None:
        """Make the base look as if it had been written long ago."""
        then = os.stat(self.path).st_mtime - seconds
        os.utime(self.path, (then, then))

    def open(self, cache: str | None = "", phrases: Any = None) -> tuple[Index, bool]:
        """Return the index and whether it was made."""
        steps: list[tuple[int, int]] = []
        where = str(self.cache) if cache == "" else cache
        index = open_index(
            self.path,
            cache=where,
            progress=lambda done, size: steps.append((done, size)),
            phrases=phrases or PlainPhrases(),
        )
        return self._opened.enter_context(index), bool(steps)

    def files(self) -> list[Path]:
        return sorted(self.cache.iterdir()) if self.cache.exists() else []


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat every base as one too large to be read at each start."""
    monkeypatch.setattr(snapshot, "SMALL", 0)
    monkeypatch.setattr(snapshot, "_GRAIN", 0)


@pytest.fixture
def opener(tmp_path: Path) -> Iterator[Opener]:
    found = Opener(tmp_path)
    yield found
    found.close()


class TestFreshness:
    def test_an_index_is_made_once(self, opener: Opener) -> None:
        assert [opener.open()[1] for _ in range(3)] == [True, False, False]

    def test_an_edit_makes_it_anew(self, opener: Opener) -> None:
        opener.open()
        write(opener.folder, made(31))

        index, anew = opener.open()

        assert anew
        assert index.counts["facts"] == 31

    def test_an_edit_of_the_same_size_and_time_is_seen(self, opener: Opener) -> None:
        opener.open()
        edit_in_place(opener.path, b"made-30", b"made-03")

        index, anew = opener.open()

        assert anew
        assert index.name == "made-03"

    def test_a_copy_in_its_place_is_the_same_base(self, opener: Opener) -> None:
        opener.open()
        copy = opener.folder / "copy"
        copy.write_bytes((opener.folder / "b.json").read_bytes())
        copy.replace(opener.path)

        assert not opener.open()[1]

    def test_an_edit_that_the_file_system_does_not_tell_is_seen(
        self, opener: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As on a file system whose times have a grain of seconds, or through a memory map."""
        same = os.stat(opener.path)
        monkeypatch.setattr(snapshot, "os", SimpleNamespace(fstat=lambda _: same))
        opener.open()
        edit_in_place(opener.path, b'"id": "f4"', b'"id": "g4"')

        index, anew = opener.open()

        assert anew
        assert index.fact_number("g4") == 3

    def test_another_maker_of_wordings_makes_it_anew(self, opener: Opener) -> None:
        class Other(PlainPhrases):
            signature = "other"

        opener.open()

        assert opener.open(phrases=Other())[1]

    def test_another_format_makes_it_anew(self, opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        opener.open()
        monkeypatch.setattr(kept, "FORMAT", "0")

        assert opener.open()[1]

    def test_the_same_base_by_another_path_is_the_same(self, opener: Opener) -> None:
        opener.open()
        link = opener.folder / "link.json"
        link.symlink_to(opener.path)
        opener.path = str(link)

        _, anew = opener.open()

        assert not anew
        assert len(opener.files()) == 1

    def test_two_bases_of_one_name_do_not_meet(self, opener: Opener, tmp_path: Path) -> None:
        (tmp_path / "other").mkdir()
        other = write(tmp_path / "other", made(5))
        first, _ = opener.open()

        with open_index(other, cache=str(opener.cache), phrases=PlainPhrases()) as second:
            assert (first.counts["facts"], second.counts["facts"]) == (30, 5)
        assert not opener.open()[1]


def edit_in_place(path: str, old: bytes, new: bytes) -> None:
    """Overwrite a few bytes, and set the time of modification back."""
    before = os.stat(path)
    with open(path, "r+b") as file:
        data = file.read()
        file.seek(data.index(old))
        file.write(new)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.usefixtures("large")
class TestALargeBase:
    """It is known by its times, and each document by a checksum of its line."""

    def test_is_indexed_once(self, opener: Opener) -> None:
        assert [opener.open()[1] for _ in range(3)] == [True, False, False]

    def test_an_edit_of_the_same_size_and_time_is_seen(self, opener: Opener) -> None:
        opener.open()
        edit_in_place(opener.path, b"made-30", b"made-03")

        index, anew = opener.open()

        assert anew
        assert index.name == "made-03"

    @pytest.mark.parametrize("ahead", [0, 2, 3600])
    def test_that_may_change_within_the_grain_of_its_times_is_not_trusted(
        self, opener: Opener, monkeypatch: pytest.MonkeyPatch, ahead: int
    ) -> None:
        monkeypatch.setattr(snapshot, "_GRAIN", 3)
        changed = os.stat(opener.path).st_ctime
        monkeypatch.setattr(time, "time", lambda: changed - ahead)
        opener.open()

        assert opener.open()[1]
        assert not any(each.fresh for each in kept.kept(str(opener.cache)))

    @pytest.mark.parametrize("edited", [False, True])
    def test_is_trusted_if_it_is_the_same_when_the_grain_is_over(
        self, opener: Opener, monkeypatch: pytest.MonkeyPatch, *, edited: bool
    ) -> None:
        """The second file of the index is made later than the first."""
        monkeypatch.setattr(snapshot, "_GRAIN", 3)
        index, _ = opener.open()
        if edited:
            edit_in_place(opener.path, b"made-30", b"made-03")
        same, changed = index.database._base, os.stat(opener.path).st_ctime
        monkeypatch.setattr(time, "time", lambda: changed + 4)
        index.near(["kiutai"])

        with sqlite3.connect(next(opener.cache.glob("*.fuzzy"))) as connection:
            (state,) = connection.execute("SELECT state FROM origin").fetchone()
        connection.close()
        assert (state == same.state) != edited

    def test_an_unseen_edit_of_a_document_is_found_out(
        self, opener: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        same = os.stat(opener.path)
        monkeypatch.setattr(snapshot, "os", SimpleNamespace(fstat=lambda _: same, pread=os.pread))
        opener.open()[0].close()
        edit_in_place(opener.path, b'"id": "f4"', b'"id": "g4"')

        index, anew = opener.open()

        assert not anew
        assert index.fact(3).id == "g4"
        assert index.fact_number("f4") is None

    def test_changed_in_place_behind_the_index_is_read_anew(self, opener: Opener) -> None:
        index, _ = opener.open()
        empty_in_place(opener.path)

        with pytest.raises(BadBase):
            index.fact(3)


def empty_in_place(path: str) -> None:
    """Overwrite a base with an empty object of the same size."""
    with open(path, "r+b") as file:
        size = len(file.read())
        file.seek(0)
        file.write(b"{" + b" " * (size - 2) + b"}")


class TestACacheThatFails:
    def test_none_is_no_error(self, opener: Opener) -> None:
        index, anew = opener.open(cache=None)

        assert anew
        assert index.fact(3).id == "f4"
        assert index.near(["kiutai"]) is not None
        assert opener.files() == []

    def test_a_file_in_its_place_is_no_error(self, opener: Opener) -> None:
        opener.cache.write_text("in the way")

        assert opener.open()[0].fact(3).id == "f4"
        assert opener.cache.read_text() == "in the way"

    def test_a_read_only_folder_is_no_error(self, opener: Opener) -> None:
        opener.cache.mkdir()
        opener.cache.chmod(0o500)

        assert opener.open()[0].fact(3).id == "f4"

    def test_a_full_disk_is_no_error(self, tmp_path: Path) -> None:
        write(tmp_path, made(300))
        code = (
            "import resource, signal, sys\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
            "from factcli.index.open import open_index\n"
            "from plain_phrases import PlainPhrases\n"
            "index = open_index(sys.argv[1], cache=sys.argv[2], phrases=PlainPhrases())\n"
            "print(index.fact(299).id, len(index.near(['kiutai', 'saint'])) > 0)\n"
        )

        run = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "b.json"), str(tmp_path / "cache")],
            capture_output=True,
            text=True,
            check=True,
            env=WITH_PLAIN_PHRASES,
        )

        assert run.stdout == "f300 True\n"
        assert list((tmp_path / "cache").iterdir()) == []

    @pytest.mark.parametrize("damage", ["", "not a database at all", "SQLite format 3\0" + "x" * 5000])
    def test_a_wrong_file_is_replaced(self, opener: Opener, damage: str) -> None:
        opener.open()
        opener.files()[0].write_text(damage)

        index, anew = opener.open()

        assert anew
        assert index.fact(3).id == "f4"
        assert not opener.open()[1]

    @pytest.mark.parametrize("seed", range(40))
    def test_random_damage_changes_no_answer(self, opener: Opener, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 -- to be run again
        good, _ = opener.open(cache=None)
        expected = answers(good)
        answers(opener.open()[0])
        for file in opener.files():
            data = bytearray(file.read_bytes())
            for _ in range(chance.choice((1, 10, 300))):
                at = chance.randrange(len(data))
                data[at : at + 8] = chance.randbytes(8)
            file.write_bytes(data[: chance.choice((len(data), chance.randrange(len(data))))])

        index, _ = opener.open()

        assert answers(index) == expected

    def test_what_a_killed_process_left_is_removed_when_old(self, opener: Opener) -> None:
        opener.open()
        litter, young = (opener.cache / f"{opener.files()[0].name}.{pid}.part" for pid in (1, 2))
        litter.touch()
        young.touch()
        os.utime(litter, (0, 0))
        write(opener.folder, made(31))

        opener.open()

        assert (litter.exists(), young.exists()) == (False, True)


def answers(index: Index) -> list[Any]:
    """Ask an index much of what there is to ask."""
    return [
        [index.fact(n) for n in range(30)],
        [index.profile(n) for n in range(15)],
        index.named(["saint paris", "ann lee", "zoe"]),
        index.joined(["saintparis"]),
        index.near(["saint", "pariss", "kiutai"]),
        index.facts(subject=0),
        index.fact_number("f7"),
        index.facts_with(["made"]),
        index.relations(),
        index.phrases(["made"]),
    ]


class TestTheBase:
    def test_that_is_wrong_is_said_to_be_so_and_leaves_nothing(self, opener: Opener) -> None:
        tables = made(30)
        tables["facts"]["30"]["subject"] = "nobody"
        write(opener.folder, tables)

        with pytest.raises(BadBase) as caught:
            opener.open()

        assert (caught.value.path, caught.value.document, caught.value.key) == (opener.path, "30", "subject")
        assert opener.files() == []

    @pytest.mark.parametrize("table", ["sources", "entities", "relations", "facts"])
    def test_an_id_that_stands_twice_is_refused(self, opener: Opener, table: str) -> None:
        tables = made(30)
        tables[table]["2"]["id"] = tables[table]["1"]["id"]
        write(opener.folder, tables)

        with pytest.raises(BadBase, match="twice"):
            opener.open()

    @pytest.mark.parametrize("key", ["object", "relation", "speaker"])
    def test_a_dangling_id_is_refused(self, opener: Opener, key: str) -> None:
        tables = made(30)
        tables["facts"]["9"] |= {key: "nobody"}
        tables["facts"]["9"].pop("value", None)
        tables["facts"]["9"].setdefault("object", "e-1")
        write(opener.folder, tables)

        with pytest.raises(BadBase, match="nobody") as caught:
            opener.open()

        assert caught.value.key == key

    def test_that_is_gone_is_said_to_be_so(self, opener: Opener) -> None:
        opener.open()
        os.unlink(opener.path)

        with pytest.raises(InputOutputProblem):
            opener.open()

    def test_is_read_as_it_was_opened_while_another_takes_its_place(self, opener: Opener) -> None:
        index, _ = opener.open()
        new = write(opener.folder, made(30, seed=9), "new.json")
        expected, _ = opener.open(cache=None)

        os.replace(new, opener.path)

        assert answers(index) == answers(expected)

    def test_is_read_as_it_was_opened_while_it_changes_in_place(self, opener: Opener) -> None:
        index, _ = opener.open()
        expected = answers(opener.open(cache=None)[0])
        empty_in_place(opener.path)

        assert answers(index) == expected

    def test_is_neither_written_nor_touched(self, opener: Opener) -> None:
        before = os.stat(opener.path)

        opener.open()
        opener.open(cache=None)

        after = os.stat(opener.path)
        assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
        assert sorted(os.listdir(opener.folder)) == ["b.json", "cache"]


class TestTheCacheFolder:
    def test_lists_what_it_holds(self, opener: Opener) -> None:
        index, _ = opener.open()
        index.near(["kiutai"])

        found = list(kept.kept(str(opener.cache)))

        assert [(each.base, each.fresh) for each in found] == [(os.path.realpath(opener.path), True)] * 2
        assert [each.size for each in found] == [file.stat().st_size for file in opener.files()]

    def test_tells_stale_and_foreign_files(self, opener: Opener) -> None:
        opener.open()
        write(opener.folder, made(31))
        (opener.cache / "x.index").write_text("?")

        found = {each.name: (each.base is None, each.fresh) for each in kept.kept(str(opener.cache))}

        assert found.pop("x.index") == (True, False)
        assert list(found.values()) == [(False, False)]

    def test_is_cleared_of_ours_alone(self, opener: Opener) -> None:
        opener.open()
        (opener.cache / "lexicon-1-x.sqlite").write_text("123")
        (opener.cache / "mine.txt").write_text("keep")

        count, size = kept.clear(str(opener.cache))

        assert count == 2
        assert size > 3
        assert [file.name for file in opener.files()] == ["mine.txt"]

    def test_that_is_not_there_holds_nothing(self, tmp_path: Path) -> None:
        assert list(kept.kept(str(tmp_path / "none"))) == []
        assert kept.clear(str(tmp_path / "none")) == (0, 0)

    def test_many_may_make_an_index_at_once(self, tmp_path: Path) -> None:
        path = write(tmp_path, made(200))
        code = (
            "import sys\n"
            "from factcli.index.open import open_index\n"
            "from plain_phrases import PlainPhrases\n"
            "print(open_index(sys.argv[1], cache=sys.argv[2], phrases=PlainPhrases()).fact(199).id)\n"
        )
        command = [sys.executable, "-c", code, path, str(tmp_path / "cache")]

        runs = [
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=WITH_PLAIN_PHRASES)
            for _ in range(6)
        ]
        said = [run.communicate()[0] for run in runs]

        assert said == ["f200\n"] * 6
        assert len(list((tmp_path / "cache").iterdir())) == 1

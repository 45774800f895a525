"""Where bases and caches are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcli.base.paths import Folders, base_folders, bundled_base, find_base
from factcli.errors import InputOutputProblem, UsageProblem
from places import SHIPPED


class TestFolders:
    def test_follow_the_standard_variables(self) -> None:
        where = Folders({"HOME": "/h", "XDG_CACHE_HOME": "/c", "XDG_DATA_HOME": "/d"}, "linux")

        assert (where.cache, where.data, where.bases) == ("/c/factcli", "/d/factcli", "/d/factcli/facts")
        assert where.config == "/h/.config/factcli"

    def test_a_relative_variable_counts_as_not_set(self) -> None:
        assert Folders({"HOME": "/h", "XDG_CACHE_HOME": "c"}, "linux").cache == "/h/.cache/factcli"

    def test_our_own_variable_comes_first(self) -> None:
        assert Folders({"HOME": "/h", "XDG_CACHE_HOME": "/c", "FACTCLI_CACHE": "/x"}, "linux").cache == "/x"

    def test_without_a_home_there_is_none(self) -> None:
        where = Folders({}, "linux")

        assert (where.cache, where.data, where.bases) == (None, None, None)

    def test_other_systems_have_their_own(self) -> None:
        assert Folders({"HOME": "/h"}, "darwin").cache == "/h/Library/Caches/factcli"
        assert Folders({"LOCALAPPDATA": "/l"}, "win32").cache == "/l/factcli"
        assert Folders({"LOCALAPPDATA": "/l", "HOME": "/h"}, "linux").cache == "/h/.cache/factcli"
        assert Folders({"LOCALAPPDATA": "/l", "XDG_CACHE_HOME": "/c"}, "win32").cache == "/c/factcli"


class TestFindBase:
    def test_without_a_name_is_the_shipped_one(self) -> None:
        found = find_base(None, Folders({}))

        assert found == bundled_base()
        assert Path(found).read_bytes() == SHIPPED.read_bytes()

    def test_a_path_is_taken_as_it_is(self, tmp_path: Path) -> None:
        for path in (str(tmp_path / "x"), "x.json", "./x", "../x", ".."):
            assert find_base(path, Folders({})) == path

    def test_the_nearest_folder_wins(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        where = Folders({"XDG_DATA_HOME": str(tmp_path / "data")})
        monkeypatch.chdir(tmp_path)
        users, here = tmp_path / "data" / "factcli" / "facts", tmp_path / "facts"
        users.mkdir(parents=True)
        here.mkdir()

        (users / "mine.json").write_text("{}")
        assert find_base("mine", where) == str(users / "mine.json")

        (here / "mine.json").write_text("{}")
        assert find_base("mine", where) == "facts/mine.json"

    def test_a_name_that_is_nowhere_is_said_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

        with pytest.raises(InputOutputProblem, match="nowhere-such: no base"):
            find_base("nowhere-such", Folders({}))

    @pytest.mark.parametrize(("name", "wrong"), [("", "is empty"), ("a\0b", "contains a NUL")])
    def test_what_is_no_name_is_said(self, name: str, wrong: str) -> None:
        with pytest.raises(UsageProblem, match=f"the name of the base {wrong}"):
            find_base(name, Folders({}))

    def test_looks_in_the_folder_here_first(self) -> None:
        assert base_folders(Folders({"HOME": "/h"}, "linux"))[:2] == (
            "facts",
            "/h/.local/share/factcli/facts",
        )

"""`cache info` lists the cache, `cache clear` empties it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from places import HARBOUR
from running import run

if TYPE_CHECKING:
    from pathlib import Path


class TestCache:
    def test_info_lists_the_indexes(self, tmp_path: Path) -> None:
        run("entities", cache=tmp_path, FACTCLI_BASE=str(HARBOUR))

        ran = run("cache", "info", "--json", cache=tmp_path)

        items = json.loads(ran.out)["items"]
        assert ran.status == 0
        assert (str(HARBOUR), True) in [(item["base"], item["fresh"]) for item in items]
        assert all(item["size"] > 0 for item in items)

    def test_info_of_nothing_is_an_empty_list(self, tmp_path: Path) -> None:
        ran = run("cache", "info", "--json", cache=tmp_path / "none")

        assert (ran.status, json.loads(ran.out)["items"]) == (0, [])

    def test_clear_empties_it(self, tmp_path: Path) -> None:
        run("entities", cache=tmp_path, FACTCLI_BASE=str(HARBOUR))

        ran = run("cache", "clear", cache=tmp_path)

        assert ran.status == 0
        assert ran.out.startswith("removed ")
        assert json.loads(run("cache", "info", "--json", cache=tmp_path).out)["items"] == []
        assert run("entities", cache=tmp_path, FACTCLI_BASE=str(HARBOUR)).status == 0

    def test_info_says_when_the_folder_is_not_used(self, tmp_path: Path) -> None:
        (tmp_path / "factcli").mkdir()
        for mode, said in ((0o700, False), (0o777, True)):
            (tmp_path / "factcli").chmod(mode)
            assert ("is not used" in run("cache", "info", cache=tmp_path).err) == said

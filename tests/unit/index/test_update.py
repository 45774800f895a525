"""An index that was brought up to date answers as one that was made anew."""

from __future__ import annotations

import json
import os
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_query import everything

from bases import made
from factcli.base.writer import KEYS
from factcli.errors import BadBase
from factcli.index import update
from factcli.index.build import PlainPhrases
from factcli.index.open import open_index

if TYPE_CHECKING:
    from pathlib import Path

    from factcli.index.query import Index


def laid_out(base: dict[str, Any]) -> bytes:
    """Lay a base out as this program does, facts last."""
    parts = []
    for table in KEYS:
        lines = ",\n".join(f'"{n}": {json.dumps(d, ensure_ascii=False)}' for n, d in base[table].items())
        parts.append(f'"{table}": {{\n{lines}\n}}' if lines else f'"{table}": {{\n}}')
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def write(folder: Path, base: dict[str, Any]) -> str:
    path = folder / "b.json"
    path.with_suffix(".new").write_bytes(laid_out(base))
    path.with_suffix(".new").replace(path)
    return str(path)


class Watched:
    """Count how often a renewal was tried and how often it served."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand in for the function."""
        self.outcomes: list[bool] = []
        real = update.renewed

        def watched(*given: Any) -> bool:
            self.outcomes.append(real(*given))
            return self.outcomes[-1]

        monkeypatch.setattr(update, "renewed", watched)


def opened(path: str, cache: Path | None) -> Index:
    return open_index(path, cache=str(cache) if cache else None, phrases=PlainPhrases())


def edited(base: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return the base with some facts added, changed, removed or moved."""
    facts = dict(base["facts"])
    size = len(base["entities"]) * 2
    others = made(max(size, 4), chance.randrange(1000))["facts"]
    for _ in range(chance.randint(0, 4)):
        number = chance.choice([*facts, str(len(facts) + 5)])
        what = chance.choice(("change", "remove", "add", "swap"))
        if what == "remove" and len(facts) > 1:
            facts.pop(number, None)
        elif what == "swap" and number in facts:
            other = chance.choice(list(facts))
            facts[number], facts[other] = facts[other], facts[number]
        else:
            new = dict(chance.choice(list(others.values())), id=f"new-{chance.randrange(10**6)}")
            facts[number] = new
    ordered = sorted(facts.items(), key=lambda item: int(item[0]))
    return {**base, "facts": dict(ordered)}


class TestARenewal:
    @settings(deadline=None, max_examples=40)
    @given(st.integers(0, 10**6), st.integers(4, 60))
    def test_gives_the_answers_of_an_index_made_anew(
        self, tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
    ) -> None:
        chance, folder, base = random.Random(seed), tmp_path_factory.mktemp("r"), made(size, seed)  # noqa: S311
        opened(write(folder, base), folder / "cache").close()

        for _ in range(3):
            base = edited(base, chance)
            path = write(folder, base)
            renewed, anew = opened(path, folder / "cache"), opened(path, None)

            assert everything(renewed) == everything(anew)
            assert [renewed.fact_number(f["id"]) for f in base["facts"].values()] == list(
                range(len(base["facts"]))
            )
            renewed.close()
            anew.close()

    def test_serves_where_facts_alone_changed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        watched, base = Watched(monkeypatch), made(40)
        opened(write(tmp_path, base), tmp_path / "cache")

        base["facts"]["7"]["statement"] = {"en": "Changed."}
        index = opened(write(tmp_path, base), tmp_path / "cache")

        assert watched.outcomes == [True]
        assert index.fact(6).statement == {"en": "Changed."}
        assert index.facts_with(["changed"]) == [6]

    def test_serves_where_the_file_was_only_touched(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        watched, path = Watched(monkeypatch), write(tmp_path, made(40))
        opened(path, tmp_path / "cache")

        os.utime(path, (1, 1))
        opened(path, tmp_path / "cache")

        assert watched.outcomes == [True]

    @pytest.mark.parametrize("table", ["meta", "sources", "sentences", "entities", "relations"])
    def test_is_left_where_anything_else_changed(
        self, table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        watched, base = Watched(monkeypatch), made(40)
        opened(write(tmp_path, base), tmp_path / "cache")

        document = base[table]["2" if table != "meta" else "1"]
        key = {
            "meta": "name",
            "sources": "language",
            "sentences": "text",
            "entities": "kind",
            "relations": "kind",
        }[table]
        document[key] = "place" if key == "kind" else "xx"
        index = opened(write(tmp_path, base), tmp_path / "cache")

        assert watched.outcomes == [False]
        assert everything(index) == everything(opened(str(tmp_path / "b.json"), None))

    @pytest.mark.parametrize(
        "wrong",
        [
            {"subject": "nobody"},
            {"id": "f2"},
            {"evidence": [{"sentence": 99999, "exact": "x"}]},
            {"modality": "sure"},
            {"other": 1},
        ],
    )
    def test_finds_what_is_wrong_with_a_new_fact(self, wrong: dict[str, Any], tmp_path: Path) -> None:
        base = made(40)
        opened(write(tmp_path, base), tmp_path / "cache")

        base["facts"]["7"] |= wrong

        with pytest.raises(BadBase) as caught:
            opened(write(tmp_path, base), tmp_path / "cache")
        assert caught.value.document == "7"

    @pytest.mark.parametrize("slip", [b"", b"}", b",", b"\n", b"x", b"{"])
    @pytest.mark.parametrize("at", [-1, -2, -3, -5, -40])
    def test_takes_no_file_that_is_no_base(self, slip: bytes, at: int, tmp_path: Path) -> None:
        path = write(tmp_path, made(40))
        opened(path, tmp_path / "cache")
        with open(path, "rb") as file:
            data = file.read()
        data = data[:at] + slip + data[at + 1 :]
        with open(path, "wb") as file:
            file.write(data)

        outcomes = []
        for cache in (tmp_path / "cache", None):
            try:
                outcomes.append(everything(opened(path, cache)))
            except BadBase as bad:
                outcomes.append([bad.exit_status])

        assert outcomes[0] == outcomes[1]


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts open files as Linux tells them")
def test_leaves_no_file_open_where_it_cannot_serve(tmp_path: Path) -> None:
    base = made(8, 1)
    opened(write(tmp_path, base), tmp_path / "cache").close()
    before = len(os.listdir("/proc/self/fd"))

    for number in range(5):
        base = {**base, "meta": {"1": {**base["meta"]["1"], "name": f"other-{number}"}}}
        opened(write(tmp_path, base), tmp_path / "cache").close()

    assert len(os.listdir("/proc/self/fd")) == before

"""The compiled lexicon is kept where it can be, made anew when a file changed, and never an error."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from factcli.language.lexicon_file import open_lexicon
from factcli.languages import state
from tiny_language import LEXICON, WORDS, write_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from factcli.language.lexicon import Lexicon

    Opening = Callable[[Path | None], Lexicon]


@pytest.fixture
def languages(tmp_path: Path) -> Path:
    """Return a folder with one small language."""
    folder = tmp_path / "languages"
    write_language(folder, lexicon=LEXICON)
    return folder


@pytest.fixture
def opened(languages: Path) -> Iterator[Opening]:
    """Return what opens the lexicon of the folder, kept in a cache; all are closed at the end."""
    with ExitStack() as stack:
        yield lambda cache: stack.enter_context(open_lexicon(str(cache) if cache else None, str(languages)))


def told(lexicon: Lexicon) -> list[object]:
    """Ask a lexicon much of what there is to ask."""
    language = lexicon.languages["eo"]
    return [
        [(code, each.screen, sorted(each.function)) for code, each in lexicon.languages.items()],
        lexicon.vocabulary("eo"),
        lexicon.concept_of(["fondinto"]),
        lexicon.phrases({"eo": language.stems("kiu fondis")}, {"eo": []}),
        lexicon.weight("eo", "fond"),
        lexicon.known(["fondinto", "xyz"]),
    ]


class TestOpening:
    def test_it_is_kept_in_the_cache_and_read_from_there(
        self, languages: Path, tmp_path: Path, opened: Opening
    ) -> None:
        cache = tmp_path / "a?b%c#" / "cache"

        first = opened(cache)
        kept = list(cache.iterdir())
        made = kept[0].stat().st_mtime_ns
        second = opened(cache)

        assert len(kept) == 1
        assert kept[0].name.endswith(f"-{state(str(languages))}.sqlite")
        assert first.vocabulary("eo") == second.vocabulary("eo") != []
        assert [path.stat().st_mtime_ns for path in cache.iterdir()] == [made]

    def test_a_kept_copy_is_opened_without_what_compiles_one(self, languages: Path, tmp_path: Path) -> None:
        folders = [str(tmp_path / "cache"), str(languages)]
        open_lexicon(*folders).close()
        code = "import sys; from factcli.language.lexicon_file import open_lexicon as o; o(*sys.argv[1:])"

        ran = subprocess.run(
            [sys.executable, "-c", f"{code}; print(*sys.modules)", *folders],
            capture_output=True,
            text=True,
            env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
            timeout=60,
            check=True,
        )

        assert not set(ran.stdout.split()) & {"json", "tomllib", "factcli.language.lexicon_compile"}

    def test_a_changed_file_is_compiled_anew(self, languages: Path, tmp_path: Path, opened: Opening) -> None:
        opened(tmp_path / "cache")

        write_language(languages, words=WORDS.replace('"urbo"', '"vilagxo"'))
        found = opened(tmp_path / "cache")

        assert "vilagxo" in found.vocabulary("eo")

    @pytest.mark.parametrize("name", ["words", "screen", "texts", "lexicon"])
    def test_a_change_of_any_file_is_noticed(self, name: str, languages: Path) -> None:
        before = state(str(languages))

        write_language(languages, **{name: "# another\n"})

        assert state(str(languages)) != before

    def test_a_damaged_copy_is_made_again(self, tmp_path: Path, opened: Opening) -> None:
        opened(tmp_path / "cache")
        kept = next((tmp_path / "cache").iterdir())

        kept.write_bytes(b"no database")
        found = opened(tmp_path / "cache")

        assert found.concept_of(["fondinto"]) == "founded-by"
        assert kept.read_bytes().startswith(b"SQLite format 3")

    def test_any_damage_to_a_copy_changes_nothing(
        self, languages: Path, tmp_path: Path, opened: Opening
    ) -> None:
        expected = told(opened(None))
        opened(tmp_path / "cache")
        kept = next((tmp_path / "cache").iterdir())
        good, chance = kept.read_bytes(), random.Random(2)  # noqa: S311 -- the same places at each run

        for page in range(0, len(good), 4096):
            damaged = bytearray(good)
            damaged[page + chance.randrange(4096)] ^= 1 << chance.randrange(8)
            kept.write_bytes(damaged)
            with open_lexicon(str(tmp_path / "cache"), str(languages)) as found:
                assert told(found) == expected, page
            assert kept.read_bytes() != damaged, page

    def test_a_copy_that_turns_out_damaged_while_it_is_read_is_made_again(
        self, languages: Path, tmp_path: Path
    ) -> None:
        with open_lexicon(str(tmp_path / "cache"), str(languages)) as found:
            kept = next((tmp_path / "cache").iterdir())
            with open(kept, "r+b") as file:
                size = len(file.read())
                file.seek(4096)
                file.write(b"\xff" * (size - 4096))
            assert found.concept_of(["fondinto"]) == "founded-by"
            assert not kept.exists()

    def test_what_a_killed_compile_left_is_removed_when_old(self, tmp_path: Path, opened: Opening) -> None:
        cache = tmp_path / "cache"
        cache.mkdir(mode=0o700)
        (cache / "lexicon-3-0.sqlite.17").touch()
        os.utime(cache / "lexicon-3-0.sqlite.17", (0, 0))

        opened(cache)

        assert len(list(cache.iterdir())) == 1

    def test_is_for_its_owner_alone(self, tmp_path: Path, opened: Opening) -> None:
        opened(tmp_path / "cache")

        assert [path.stat().st_mode & 0o777 for path in (tmp_path / "cache").iterdir()] == [0o600]

    def test_an_emptied_copy_is_made_again(self, tmp_path: Path, opened: Opening) -> None:
        opened(tmp_path / "cache")
        kept = next((tmp_path / "cache").iterdir())

        kept.write_bytes(b"")
        found = opened(tmp_path / "cache")

        assert found.concept_of(["fondinto"]) == "founded-by"

    def test_a_cache_that_cannot_be_is_done_without(self, tmp_path: Path, opened: Opening) -> None:
        (tmp_path / "file").write_text("no folder", encoding="utf-8")

        found = opened(tmp_path / "file" / "cache")

        assert found.concept_of(["fondinto"]) == "founded-by"

    def test_without_a_cache_nothing_is_written(self, tmp_path: Path, opened: Opening) -> None:
        found = opened(None)

        assert found.concept_of(["fondinto"]) == "founded-by"
        assert [path.name for path in tmp_path.iterdir()] == ["languages"]

    def test_a_broken_language_file_leaves_nothing_behind(
        self, languages: Path, tmp_path: Path, opened: Opening
    ) -> None:
        write_language(languages, words="stem = ")

        with pytest.raises(ValueError, match="Invalid"):
            opened(tmp_path / "cache")

        assert list((tmp_path / "cache").iterdir()) == []
